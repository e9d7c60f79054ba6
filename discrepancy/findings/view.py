"""A dossier as rules and reports see it: its questions, which are part of which, and, worked out when first
asked for, its texts and what follows from its laws.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from discrepancy.comparison.answer_limits import KnownAnswers
from discrepancy.comparison.comparability import EventDates
from discrepancy.comparison.perspectives import Perspectives, perspectives
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.scopes import PartWhole, UnspecifiedScope, part_whole_pairs, unspecified_scopes
from discrepancy.comparison.turned_claims import turned_claims
from discrepancy.findings.finding import Finding
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import Law
from discrepancy.values.base import Relative, Unknown, Value
from discrepancy.values.types.span import span_between

if TYPE_CHECKING:
    from discrepancy.evidence.quote_checks import QuoteChecks, QuotedQuestion
    from discrepancy.reasoning.contradictions import ReasoningResult
    from discrepancy.reasoning.implied_ranges import ImpliedRange


@dataclass(frozen=True)
class View:
    """A dossier as rules and reports see it: every question with its claims, in the order in which they
    first come, and which questions are part and whole of one another or leave a scope open.
    """

    dossier: Dossier
    questions: Mapping[Question, QuestionClaims]
    part_whole_pairs: tuple[PartWhole, ...] = ()
    unspecified_scopes: tuple[UnspecifiedScope, ...] = ()
    laws: tuple[Law, ...] = ()
    texts: tuple[str, ...] = ()
    answered: frozenset[str] | None = (
        None  # of a part of a dossier: the properties that anything in the whole is asked for,
    )
    spent: int = 0  # and the steps of reasoning that went to the rest of it

    @cached_property
    def checked(self) -> QuoteChecks:
        """The quotes, held against the texts in the folders `texts` and beside the dossier."""
        from discrepancy.evidence.quote_checks import QuoteChecks

        return QuoteChecks(self.dossier, self.texts)

    @cached_property
    def reasoning(self) -> ReasoningResult:
        """What follows from all claims together and the laws."""
        from discrepancy.reasoning.contradictions import reasoning_result

        return reasoning_result(self.dossier, self.questions, self.laws, self.answered, self.spent)

    @cached_property
    def implied_ranges(self) -> tuple[ImpliedRange, ...]:
        """The answers of which all undisputed claims together leave less than the claims on them do."""
        from discrepancy.reasoning.implied_ranges import implied_ranges

        return tuple(implied_ranges(self.reasoning, self.questions))

    @cached_property
    def perspectives(self) -> Perspectives:
        """Who frames what, and how."""
        return perspectives(self.dossier, self.questions.values())

    @property
    def comparisons(self) -> int:
        """How many pairs of claims were compared: on one question, across scopes, and by laws and stated
        orders.
        """
        within = sum(asked.comparisons for asked in self.questions.values())
        return within + sum(count for _, count in self.across()) + self.reasoning.comparisons

    def across(self) -> Iterator[tuple[Question, int]]:
        """How many pairs of claims were compared across scopes, by one of the two questions."""
        for part, whole in self.part_whole_pairs:
            if part is not whole:
                yield part.question, len(part.standing) * len(whole.standing)
        for pair in self.unspecified_scopes:
            yield pair.general.question, len(pair.general.standing) * len(pair.stated.standing)

    def quoted(self, texts: bool) -> Sequence[QuotedQuestion]:
        """Every question with claims that have quotes; with `texts`, only those whose text is at hand."""
        return self._quoted_with_text if texts else self._quoted

    @cached_property
    def _quoted(self) -> Sequence[QuotedQuestion]:
        from discrepancy.evidence.quote_checks import quoted_questions

        return quoted_questions(self.questions, self.checked, False)

    @cached_property
    def _quoted_with_text(self) -> Sequence[QuotedQuestion]:
        from discrepancy.evidence.quote_checks import quoted_questions

        return quoted_questions(self.questions, self.checked, True)

    def part(self, questions: Collection[Question], spent: int) -> View:
        """The view of those of its questions on which nothing bears that is not among them; `spent` are the
        steps that went to the others.
        """
        asked = {question: one for question, one in self.questions.items() if question in questions}
        made = replace(
            self,
            questions=asked,
            part_whole_pairs=tuple(pair for pair in self.part_whole_pairs if pair.part.question in asked),
            unspecified_scopes=tuple(
                pair for pair in self.unspecified_scopes if pair.general.question in asked
            ),
            answered=frozenset(question.property for question in self.questions),
            spent=spent,
        )
        vars(made)["checked"] = self.checked  # texts are read once
        return made


def view_of(
    dossier: Dossier,
    questions: Mapping[Question, QuestionClaims],
    laws: tuple[Law, ...] = (),
    texts: tuple[str, ...] = (),
) -> View:
    """The view of a dossier whose `questions` are given and which `laws` hold together; its texts are looked
    for in the folders `texts` too.
    """
    return View(
        dossier,
        questions,
        part_whole_pairs(dossier, questions),
        unspecified_scopes(dossier, questions),
        laws,
        texts,
    )


class DossierFindings(NamedTuple):
    """What the rules found in one dossier, for the rules that look at findings."""

    view: View
    findings: tuple[Finding, ...]


def questions_of(dossier: Dossier) -> Mapping[Question, QuestionClaims]:
    """The questions of a dossier with the claims that meet on them. Entities held to be one (`same_as`) share
    their questions, as do those held to be perhaps one (`maybe`), whose claims then meet at most as a
    tension.
    """
    merged = _merged(dossier)
    same = {key: dossier.canonical(key) for key, entity in dossier.entities.items() if entity.same_as}
    gathered: dict[Question, list[Claim]] = {}
    for claim in dossier.claims:
        question = claim.question
        if merged and question.about in merged:
            question = question._replace(about=merged[question.about])
        if same and any(value in same for _, value in question.scope):
            question = question._replace(
                scope=tuple((name, same.get(value, value)) for name, value in question.scope)
            )
        if question in gathered:
            gathered[question].append(claim)
        else:
            gathered[question] = [claim]
    turned = _turned_round(dossier, gathered, merged)
    dated, known = _dater(gathered), _known_answers(dossier, gathered)
    properties = dossier.vocabulary.properties
    found = {
        question: QuestionClaims(
            question, properties[question.property], claims, dossier, dated, known, turned.get(question)
        )
        for question, claims in gathered.items()
    }
    for asked in found.values():
        asked.others = found
    return found


def _turned_round(
    dossier: Dossier, gathered: dict[Question, list[Claim]], merged: Mapping[str, str]
) -> dict[Question, dict[str, Claim]]:
    """Adds to each question what is said of another entity and answers it, turned round; of these the claims
    as written, by their ids.
    """
    found: dict[Question, dict[str, Claim]] = {}
    for question, pairs in turned_claims(dossier, gathered, lambda about: merged.get(about, about)).items():
        gathered.setdefault(question, []).extend(made for made, _ in pairs)
        found[question] = {claim.id: claim for _, claim in pairs}
    return found


def _merged(dossier: Dossier) -> dict[str, str]:
    """The entities that share another's questions, and whose."""
    found = {}
    for key in dossier.entities:
        about = dossier.canonical(key)
        maybe = dossier.entities[about].maybe if about in dossier.entities else ""
        about = dossier.canonical(maybe) if maybe else about
        if about != key:
            found[key] = about
    return found


def _dater(gathered: Mapping[Question, Sequence[Claim]]) -> EventDates:
    """Looks up when an event was among its own claims: its date, else its span, else its start and end; only
    what all who say it agree on.
    """

    def agreed(event: str, name: str) -> Value | None:
        values = _stated(gathered.get(Question(event, name), ()))
        return values[0] if values and all(value.licensed == values[0].licensed for value in values) else None

    def dated(event: str) -> Value | None:
        if (stated := agreed(event, "date") or agreed(event, "span")) is not None:
            return stated
        start, end = agreed(event, "start"), agreed(event, "end")
        return span_between(start, end) if start is not None or end is not None else None

    return dated


def _stated(claims: Iterable[Claim]) -> list[Value]:
    """The answers of some claims that can stand in a camp."""
    return [
        claim.value
        for claim in claims
        if claim.counts and not claim.denies and not isinstance(claim.value, (Unknown, Relative))
    ]


def _known_answers(dossier: Dossier, gathered: Mapping[Question, Sequence[Claim]]) -> KnownAnswers:
    """Looks up what is known of an entity: what the dossier takes for granted, else what all who say it agree
    on.
    """

    def known(entity: str, name: str) -> str:
        entry = dossier.entities.get(entity)
        if entry is not None and name == "sex" and entry.sex:
            return entry.sex
        said = {_as_word(value) for value in _stated(gathered.get(Question(entity, name), ()))}
        return said.pop() if len(said) == 1 else ""

    return known


def _as_word(value: Value) -> str:
    entry = getattr(value, "entry", None)
    return entry.id if entry is not None else value.text.strip().casefold()
