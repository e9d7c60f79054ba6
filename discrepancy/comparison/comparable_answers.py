"""What each source answers in its own voice, question by question, so that answers can be counted: who has
the very same, who bears it out, and which is the best attested.

An answer is what a source says on a question in one sense and of one time: two works that mean different
things by a word, and say so, do not answer one question. Where several answers can be true the answer of a
source is all that it names. Works that rest on one another by declaration speak as one family.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier

NO_ANSWERS = ("framing", "quotation")  # types of which two equal values are no answer that was taken over
LISTS = ("set", "sequence")
ALIKE = ("identical", "agrees", "refines", "compatible")

Answer = Hashable  # what is answered, whatever its notation
Families = Mapping[str, str]  # the family of each source, by its first member


class Attested(NamedTuple):
    """An answer, and how many families give it."""

    families: int
    answer: Answer


class ComparableAnswers:
    """The answers to a question in one sense and of one time: who gives each, what each source gives, and the
    claims.
    """

    def __init__(
        self,
        asked: QuestionClaims,
        said: Mapping[str, Mapping[Answer, tuple[Claim, ...]]],
        families: Families,
    ) -> None:
        self.asked = asked
        self.of = {source: frozenset(answers) for source, answers in said.items()}
        self.claims = said
        self.holders: dict[Answer, tuple[str, ...]] = {}
        for source, answers in said.items():
            for answer in answers:
                self.holders[answer] = (*self.holders.get(answer, ()), source)
        self._families = families
        self._bearing: dict[Answer, frozenset[Answer]] = {}

    @cached_property
    def labels(self) -> bool:
        """Whether answers are picked from some that are to hand, as terms and names are."""
        return self.asked.exclusions.kind.shape == "labels"

    def borne_by(self, answer: Answer) -> frozenset[Answer]:
        """The answers that say all that `answer` says, or can be true together with it as worded; itself
        among them.
        """
        if answer not in self._bearing:
            mine = self._claims_of(answer)
            self._bearing[answer] = frozenset(
                other
                for other in self.holders
                if other == answer
                or all(any(self._bears(theirs, own) for theirs in self._claims_of(other)) for own in mine)
            )
        return self._bearing[answer]

    def giving_families(self, answer: Answer, besides: frozenset[str]) -> int:
        """How many families, but for some, give an answer."""
        return len({self._families[source] for source in self.holders[answer]} - besides)

    def bearing_families(self, answer: Answer, besides: frozenset[str]) -> int:
        """How many families, but for some, bear an answer out."""
        found = (self._families[source] for key in self.borne_by(answer) for source in self.holders[key])
        return len(set(found) - besides)

    def families(self, besides: frozenset[str]) -> int:
        """How many families answer, but for some."""
        return len({self._families[source] for source in self.of} - besides)

    def best_attested(self, besides: frozenset[str]) -> Answer | None:
        """The answer that the most families give, but for some: at least two, and more than any other; None
        where there is none.
        """
        counts = [Attested(self.giving_families(answer, besides), answer) for answer in self.holders]
        most = max(count.families for count in counts)
        best = [count.answer for count in counts if count.families == most]
        return best[0] if most > 1 and len(best) == 1 else None

    def _claims_of(self, answer: Answer) -> tuple[Claim, ...]:
        return self.claims[self.holders[answer][0]][answer]

    def _bears(self, theirs: Claim, own: Claim) -> bool:
        """Whether a claim bears out another: on a list, by naming it too; else by being true beside it as
        worded.
        """
        found = self.asked.exclusions.relation(theirs, own)
        if self.asked.property.one and self.asked.property.type not in LISTS:
            return found.relation in ALIKE
        return found.relation in ("identical", "agrees") or found == ("refines", "left")


def declared_families(dossier: Dossier) -> dict[str, str]:
    """The family of each source, by its first member: sources that `derived_from` ties, however far."""
    family = {source: source for source in dossier.sources}

    def head(source: str) -> str:
        while family[source] != source:
            source = family[source]
        return source

    for key, source in dossier.sources.items():
        for other in source.derived_from:
            if other in family:
                first, second = sorted((head(key), head(other)))
                family[second] = first
    return {source: head(source) for source in family}


def comparable_answers(
    questions: Iterable[QuestionClaims], dossier: Dossier, families: Families
) -> list[ComparableAnswers]:
    """The answers to every question that at least two sources answer in their own voice. The historian's own
    facts are no source.
    """
    background = frozenset(key for key, source in dossier.sources.items() if source.background)
    found = []
    for asked in questions:
        if asked.property.type in NO_ANSWERS or len(asked.standing) < 2:
            continue
        several = not asked.property.one and asked.property.type not in LISTS
        meant: dict[Hashable, dict[str, dict[Answer, tuple[Claim, ...]]]] = {}
        for claim in asked.standing:
            if claim.voices or claim.denies or claim.source in background or not claim.value.plain:
                continue
            of_meaning = meant.setdefault((claim.sense, claim.when.period if claim.when else ""), {})
            answers = of_meaning.setdefault(claim.source, {})
            answers[claim.value.plain] = (*answers.get(claim.value.plain, ()), claim)
        for said in meant.values():
            if len(said) > 1:
                found.append(ComparableAnswers(asked, _lists(said) if several else said, families))
    return found


def _lists(
    said: Mapping[str, Mapping[Answer, tuple[Claim, ...]]],
) -> dict[str, dict[Answer, tuple[Claim, ...]]]:
    """All that each source names as one answer."""
    return {
        source: {frozenset(answers): tuple(claim for claims in answers.values() for claim in claims)}
        for source, answers in said.items()
    }
