"""Who probably copied, from the claims alone: sources that share what hardly anyone else has.

Two works that agree where everyone agrees show nothing. Two that share an answer nobody else has, where
others differ, show descent (Lachmann's common errors), and the more so the more often. The arithmetic is the
copier's of Dong, Berti-Equille and Srivastava, "Integrating conflicting data: the role of source dependence",
VLDB 2009: if a source takes a share c of its answers from another and finds the rest by itself, the two agree
on a question with chance c + (1 - c) p, where p is the chance that independent sources agree on that very
answer. Here p is counted, by the rule of succession: of n others on the question k give the answer (who only
bears it out counts half), so p = (k + 1) / (n + 2), or (k + 2 r) / (n + 2) where sources agree on the
property at a rate r above one half. It is no less than the share that the answer has in what is answered to
the property on other questions: a word that half of the entries use is shared by chance. Works that rest on
one another by declaration count as one; and c is the most likely share (by expectation and maximisation), not
assumed. Independent sources give c near 0.

Works that are merely better than the rest agree too, on what is true. So a pair must also depart alike, and
more often alike than not, from a reading that is better attested: one that at least two of the others have,
more of them than any other reading, and as many as have what the two say, these included. A rounding of that
reading does not depart from it, nor a longer or a shorter list; and to depart alike shows nothing where there
are hardly two ways to depart.

Pairs that hang together are one cluster, and one finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from math import comb, log10
from typing import NamedTuple

from discrepancy.comparison.comparable_answers import Answer, ComparableAnswers, Families

LEAST_SHARED = 8  # questions on which both speak and not everyone agrees
LEAST_RARE = 4  # of them with an answer that both share and at most a third of the others bear out
# Of them where both depart alike from what is better attested; and at least half of all where both depart.
LEAST_ALIKE = 4
LEAST_SHARE = 1 / 3  # the most likely share of answers taken over
# How much likelier as copies than as independent work, in powers of ten; for many pairs of sources, as many
# times more, so that the chance of one false pair among all stays below one in a thousand (Bonferroni).
LEAST_ODDS = 3.0
LEAST_FAMILIES = 4  # a pair, and two that attest something better
MOST_HOLDERS = 12  # an answer that more sources have is not rare
STEPS = 30


class SharedAnswer(NamedTuple):
    """An answer that two sources share: the chance of that among independent sources, how many other families
    bear it out, and how many others answer.
    """

    chance: float
    answers: ComparableAnswers
    answer: Answer
    having: int
    others: int


class ProbableCopy(NamedTuple):
    """Two sources that probably rest on each other. `odds` is the power of ten by which copying is likelier
    than chance.
    """

    left: str
    right: str
    both: int
    agree: int
    expected: float
    share: float
    odds: float
    rare: tuple[SharedAnswer, ...]
    departed: int
    alike: int

    @property
    def reportable(self) -> bool:
        """Whether the evidence suffices for a finding, apart from the number of pairs compared."""
        common_errors = self.alike >= LEAST_ALIKE and 2 * self.alike >= self.departed
        return common_errors and len(self.rare) >= LEAST_RARE and self.share >= LEAST_SHARE


class AgreementRates:
    """How often two sources agree on a property, over all questions, less what one pair contributes."""

    def __init__(self, questions: Sequence[ComparableAnswers]) -> None:
        self._agree: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        for one in questions:
            name, speakers = one.asked.property.name, len(one.of)
            self._pairs[name] += speakers * (speakers - 1) // 2
            self._agree[name] += sum(
                len(sources) * (len(sources) - 1) // 2 for sources in one.holders.values()
            )

    def without(self, questions: Sequence[ComparableAnswers], agree: Sequence[bool]) -> dict[str, float]:
        """The rate of each property among all pairs but the one that meets on `questions`, agreeing as
        `agree` says.
        """
        left, pairs = self._agree.copy(), self._pairs.copy()
        for one, same in zip(questions, agree, strict=True):
            left[one.asked.property.name] -= same
            pairs[one.asked.property.name] -= 1
        return {name: (max(left[name], 0) + 1) / (max(pairs[name], 0) + 2) for name in pairs}


class UsualAnswers:
    """How usual an answer to a property is, by what sources answer to it on other questions."""

    def __init__(self, questions: Sequence[ComparableAnswers], sources: Collection[str]) -> None:
        self._sources = frozenset(sources)
        self._answers: dict[str, Counter[Answer]] = {}
        self._totals: Counter[str] = Counter()
        for one in questions:
            name = one.asked.property.name
            counts = self._answers.setdefault(name, Counter())
            for source in self._sources.intersection(one.of):
                counts.update(one.of[source])
                self._totals[name] += len(one.of[source])

    def share(self, answer: Answer, one: ComparableAnswers) -> float:
        """The share of an answer in what is answered on other questions than this; of words, by the rule of
        succession over those that are used.
        """
        name, counts = one.asked.property.name, self._answers[one.asked.property.name]
        said = [one.of[source] for source in self._sources.intersection(one.of)]
        given = counts[answer] - sum(answer in answers for answers in said)
        total = self._totals[name] - sum(map(len, said))
        if one.labels:
            return (given + 1) / (total + len(counts))
        return given / total if total else 0.0


def probable_copies(questions: Sequence[ComparableAnswers], families: Families) -> list[ProbableCopy]:
    """The pairs of sources, not of one family, that probably rest on each other, in order of their names."""
    of_source: dict[str, list[int]] = {}
    shared: Counter[tuple[str, str]] = Counter()
    for number, one in enumerate(questions):
        for source in one.of:
            of_source.setdefault(source, []).append(number)
        for sources in one.holders.values():
            if 1 < len(sources) <= MOST_HOLDERS and len(sources) < len(one.of):
                shared.update(combinations(sorted(sources), 2))
    if len({families[source] for source in of_source}) < LEAST_FAMILIES:
        return []
    rates, usual = AgreementRates(questions), UsualAnswers(questions, of_source)
    least = LEAST_ODDS + log10(max(1, len(of_source) * (len(of_source) - 1) // 2))
    found = []
    for left, right in sorted(pair for pair, count in shared.items() if count >= LEAST_RARE):
        if families[left] == families[right]:
            continue
        there = set(of_source[right])
        both = [questions[number] for number in of_source[left] if number in there]
        weighed = weighed_pair(left, right, both, rates, usual, families)
        if weighed and weighed.reportable and weighed.odds >= least:
            found.append(weighed)
    return found


class WeighedAnswer(NamedTuple):
    """A contested question to which two sources speak: the chance that independent sources agree on it,
    whether these do, and whether they depart from what is better attested and do so alike.
    """

    chance: float
    same: bool
    departed: bool
    alike: bool
    rare: SharedAnswer | None


def weighed_pair(
    left: str,
    right: str,
    both: Sequence[ComparableAnswers],
    rates: AgreementRates,
    usual: UsualAnswers,
    families: Families,
) -> ProbableCopy | None:
    """The agreement of two sources weighed as copying against chance; None on too few questions where sources
    differ. A property on which both speak often and share little is left out: a work may take over figures
    and not words.
    """
    shared = [one.of[left] & one.of[right] for one in both]
    general = rates.without(both, [bool(answers) for answers in shared])
    theirs = UsualAnswers(both, (left, right))
    own = frozenset((families[left], families[right]))
    by_property: dict[str, list[WeighedAnswer]] = {}
    for one, answers in zip(both, shared, strict=True):
        if (others := one.families(own)) and len(one.holders) > 1:
            name = one.asked.property.name
            answer = _least_held(answers or one.of[left], one)
            share = max(usual.share(answer, one), theirs.share(answer, one))
            having, bearing = one.giving_families(answer, own), one.bearing_families(answer, own)
            chance = max(((having + bearing) / 2 + max(1.0, 2 * general[name])) / (others + 2), share)
            best = one.best_attested(own)
            departed = best is not None and _depart(one, left, right, best)
            if departed:  # which shows nothing from a minority, nor where there are hardly two ways to do so
                departed = one.giving_families(best, own) >= having + len(own) and 3 * share <= 1 - max(
                    usual.share(best, one), theirs.share(best, one)
                )
            rare = SharedAnswer(chance, one, answer, bearing, others)
            by_property.setdefault(name, []).append(
                WeighedAnswer(
                    chance,
                    bool(answers),
                    departed,
                    departed and bool(answers),
                    rare if answers and 3 * bearing <= others and 3 * share <= 1 else None,
                )
            )
    often = {name for name, weighed in by_property.items() if len(weighed) >= LEAST_SHARED}
    left_out = {name for name in often if _share(by_property[name]) < LEAST_SHARE}
    contested = [
        answer for name, weighed in by_property.items() if name not in left_out for answer in weighed
    ]
    if len(contested) < LEAST_SHARED:
        return None
    share = _share(contested)
    odds = sum(
        log10((share + (1 - share) * answer.chance) / answer.chance if answer.same else 1 - share)
        for answer in contested
    )
    return ProbableCopy(
        left,
        right,
        both=len(contested),
        agree=sum(answer.same for answer in contested),
        expected=sum(answer.chance for answer in contested),
        share=share,
        odds=odds - log10(comb(len(often), len(left_out))),
        rare=_most_telling(answer.rare for answer in contested if answer.rare),
        departed=sum(answer.departed for answer in contested),
        alike=sum(answer.alike for answer in contested),
    )


def _most_telling(shared: Iterable[SharedAnswer]) -> tuple[SharedAnswer, ...]:
    return tuple(sorted(shared, key=lambda one: (one.chance, one.answers.asked.question)))


def _least_held(answers: frozenset[Answer], one: ComparableAnswers) -> Answer:
    """Of several answers the one that the fewest have, and of those the first."""
    order = list(one.holders)
    return min(answers, key=lambda answer: (len(one.holders[answer]), order.index(answer)))


def _depart(one: ComparableAnswers, left: str, right: str, best: Answer) -> bool:
    """Whether the two say otherwise than the answer that is best attested without them: not where it bears
    out what either says, or either only says more.
    """
    return not any(
        best in one.borne_by(answer) or answer in one.borne_by(best)
        for answer in one.of[left] | one.of[right]
    )


def _share(contested: Sequence[WeighedAnswer]) -> float:
    """The most likely share of answers taken over; never quite 1, since a copyist may err."""
    share = 0.5
    for _ in range(STEPS):
        taken = sum(share / (share + (1 - share) * answer.chance) for answer in contested if answer.same)
        share = taken / len(contested)
    return min(share, 0.99)


class CopyCluster(NamedTuple):
    """Sources that hang together by pairs of probable copies: of `answered` answers that few others bear out,
    on questions to which at least two of them speak, they give `shared` alike; the most telling come first.
    """

    sources: tuple[str, ...]
    pairs: tuple[ProbableCopy, ...]
    answered: int
    shared: tuple[SharedAnswer, ...]


def copy_clusters(
    questions: Sequence[ComparableAnswers], pairs: Sequence[ProbableCopy], families: Families
) -> list[CopyCluster]:
    """The clusters that pairs of probable copies make, in order of their names."""
    cluster_of: dict[str, set[str]] = {}
    for pair in pairs:
        joined = cluster_of.get(pair.left, {pair.left}) | cluster_of.get(pair.right, {pair.right})
        cluster_of.update(dict.fromkeys(joined, joined))
    clusters = sorted({tuple(sorted(sources)) for sources in cluster_of.values()})
    return [
        _cluster(
            questions,
            sources,
            tuple(pair for pair in pairs if cluster_of[pair.left] >= set(sources)),
            families,
        )
        for sources in clusters
    ]


def _cluster(
    questions: Sequence[ComparableAnswers],
    sources: tuple[str, ...],
    pairs: tuple[ProbableCopy, ...],
    families: Families,
) -> CopyCluster:
    own = frozenset(families[source] for source in sources)
    answered, shared = 0, []
    for one in questions:
        if sum(source in one.of for source in sources) < 2:
            continue
        others = one.families(own)
        for answer, holders in one.holders.items() if others else ():
            among = sum(source in sources for source in holders)
            if not among or 3 * (having := one.bearing_families(answer, own)) > others:
                continue
            answered += 1
            if among > 1:
                shared.append(SharedAnswer((having + 1) / (others + 2), one, answer, having, others))
    return CopyCluster(sources, pairs, answered, _most_telling(shared))
