"""Who probably copied, from the claims alone: sources that share what hardly anyone else has.

Two works that agree where everyone agrees show nothing. Two that share a figure nobody else has, where others
differ, show descent (Lachmann's common errors), and the more so the more often. The arithmetic is the
copier's of Dong, Berti-Equille and Srivastava, "Integrating conflicting data: the role of source dependence",
VLDB 2009: if a source takes a share c of its answers from another and finds the rest by itself, the two agree
on a question with chance c + (1 - c) p, where p is the chance that independent sources agree on that very
value. Here p is counted, by the rule of succession: of n others on the question k have the value, so p = (k +
1) / (n + 2), or (k + 2 r) / (n + 2) where sources agree on the property at a rate r above one half; and c is
the most likely share (by expectation and maximisation), not assumed. Independent sources give c near 0.

Works that are merely better than the rest agree too, on what is true. So a pair must also depart alike, and
more often alike than not, from a reading that is better attested: one that at least two of the others have,
and more of them than any other reading.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from math import log10
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim
from discrepancy.values.intervals import Region

LEAST_SHARED = 8  # questions on which both speak and not everyone agrees
LEAST_RARE = 4  # of them with a value that both share and at most a third of the others have
# Of them where both depart alike from what is better attested; and at least half of all where both depart.
LEAST_ALIKE = 4
LEAST_SHARE = 1 / 3  # the most likely share of answers taken over
# How much likelier as copies than as independent work, in powers of ten; for many pairs of sources, as many
# times more.
LEAST_ODDS = 3.0
MOST_HOLDERS = 12  # a value that more sources have is not rare
STEPS = 30
MONTH = 31  # days: a date that says no less is precise

PreciseValue = tuple[Region, Hashable, str]  # an exact value, when it holds, and in what sense


class PreciseAnswers(NamedTuple):
    """A question with the precise values that sources give in their own voice: who gives each, what each
    source gives, and the claims.
    """

    on_question: QuestionClaims
    holders: dict[PreciseValue, tuple[str, ...]]
    of: dict[str, frozenset[PreciseValue]]
    claims: dict[tuple[str, PreciseValue], Claim]


class SharedValue(NamedTuple):
    """A value that two sources share: the chance of that among independent sources, how many other sources
    have it, and how many others answer.
    """

    chance: float
    answers: PreciseAnswers
    value: PreciseValue
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
    rare: tuple[SharedValue, ...]
    departed: int
    alike: int

    @property
    def reportable(self) -> bool:
        """Whether the evidence suffices for a finding, apart from the number of pairs compared."""
        common_errors = self.alike >= LEAST_ALIKE and 2 * self.alike >= self.departed
        return common_errors and len(self.rare) >= LEAST_RARE and self.share >= LEAST_SHARE


def precise_answers(questions: Iterable[QuestionClaims], background: frozenset[str]) -> list[PreciseAnswers]:
    """The questions to which at least two sources give precise figures or dates in their own voice."""
    found = []
    for one in questions:
        if one.property.type not in ("quantity", "date") or not one.property.one or len(one.standing) < 2:
            continue
        holders: dict[PreciseValue, dict[str, None]] = {}
        of: dict[str, set[PreciseValue]] = {}
        claims: dict[tuple[str, PreciseValue], Claim] = {}
        for claim in one.standing:
            if claim.voices or claim.denies or claim.source in background or not _precise(one, claim):
                continue
            key = (claim.value.plain, claim.when.period if claim.when else "", claim.sense)
            holders.setdefault(key, {})[claim.source] = None
            of.setdefault(claim.source, set()).add(key)
            claims.setdefault((claim.source, key), claim)
        if len(of) > 1:
            who = {source: frozenset(keys) for source, keys in of.items()}
            found.append(
                PreciseAnswers(one, {key: tuple(sources) for key, sources in holders.items()}, who, claims)
            )
    return found


def _precise(asked: QuestionClaims, claim: Claim) -> bool:
    plain = claim.value.plain
    if len(plain) != 1:
        return False
    low, high = plain[0]
    return bool(high - low <= MONTH) if asked.property.type == "date" else bool(low == high)


class AgreementRates:
    """How often two sources agree on a property, over all questions, less what one pair contributes."""

    def __init__(self, questions: Sequence[PreciseAnswers]) -> None:
        self._agree: dict[str, int] = {}
        self._pairs: dict[str, int] = {}
        for one in questions:
            name, speakers = one.on_question.property.name, len(one.of)
            self._pairs[name] = self._pairs.get(name, 0) + speakers * (speakers - 1) // 2
            same = sum(len(sources) * (len(sources) - 1) // 2 for sources in one.holders.values())
            self._agree[name] = self._agree.get(name, 0) + same

    def without(self, questions: Sequence[PreciseAnswers], agree: Sequence[bool]) -> dict[str, float]:
        """The rate of each property among all pairs but the one that meets on `questions`, agreeing as
        `agree` says.
        """
        left, pairs = dict(self._agree), dict(self._pairs)
        for one, same in zip(questions, agree, strict=True):
            left[one.on_question.property.name] -= same
            pairs[one.on_question.property.name] -= 1
        return {name: (max(left[name], 0) + 1) / (max(pairs[name], 0) + 2) for name in pairs}


def probable_copies(questions: Sequence[PreciseAnswers]) -> list[ProbableCopy]:
    """The pairs of sources that probably rest on each other, in order of their names."""
    rates = AgreementRates(questions)
    of_source: dict[str, list[int]] = {}
    rare: dict[tuple[str, str], int] = {}
    for number, one in enumerate(questions):
        for source in one.of:
            of_source.setdefault(source, []).append(number)
        for sources in one.holders.values():
            if 1 < len(sources) <= MOST_HOLDERS and len(sources) < len(one.of):
                for pair in combinations(sorted(sources), 2):
                    rare[pair] = rare.get(pair, 0) + 1
    least = LEAST_ODDS + log10(max(1, len(of_source) * (len(of_source) - 1) // 2))
    found = []
    for left, right in sorted(pair for pair, count in rare.items() if count >= LEAST_RARE):
        there = set(of_source[right])
        both = [questions[number] for number in of_source[left] if number in there]
        weighed = weighed_pair(left, right, both, rates)
        if weighed and weighed.reportable and weighed.odds >= least:
            found.append(weighed)
    return found


def weighed_pair(
    left: str, right: str, both: Sequence[PreciseAnswers], rates: AgreementRates
) -> ProbableCopy | None:
    """The agreement of two sources weighed as copying against chance; None on too few questions where sources
    differ.
    """
    shared = [one.of[left] & one.of[right] for one in both]
    agree = [bool(keys) for keys in shared]
    general = rates.without(both, agree)
    contested: list[tuple[float, bool]] = []
    rare = []
    departed = alike = 0
    for one, keys, same in zip(both, shared, agree, strict=True):
        others = len(one.of) - 2
        if not others or len(one.holders) < 2:
            continue
        value = _least_held(keys or one.of[left], one)
        having = _besides(one.holders[value], left, right)
        chance = (having + max(1.0, 2 * general[one.on_question.property.name])) / (others + 2)
        contested.append((chance, same))
        if _depart(one, left, right):
            departed += 1
            alike += same
        if same and 3 * having <= others:
            rare.append(SharedValue(chance, one, value, having, others))
    if len(contested) < LEAST_SHARED:
        return None
    share = _share(contested)
    odds = sum(
        log10((share + (1 - share) * chance) / chance if same else 1 - share) for chance, same in contested
    )
    expected = sum(chance for chance, _ in contested)
    rare.sort(key=lambda shared: (shared.chance, shared.answers.on_question.question))
    return ProbableCopy(
        left,
        right,
        len(contested),
        sum(same for _, same in contested),
        expected,
        share,
        odds,
        tuple(rare),
        departed,
        alike,
    )


def _besides(sources: Sequence[str], left: str, right: str) -> int:
    """How many of the sources are neither of the two."""
    return len(sources) - (left in sources) - (right in sources)


def _least_held(keys: frozenset[PreciseValue], one: PreciseAnswers) -> PreciseValue:
    """Of several answers the one that the fewest have."""
    return next(iter(keys)) if len(keys) == 1 else min(keys, key=lambda key: (len(one.holders[key]), key))


def _depart(one: PreciseAnswers, left: str, right: str) -> bool:
    """Whether the two both say otherwise than the reading that is best attested without them."""
    counts = sorted(
        ((_besides(sources, left, right), key) for key, sources in one.holders.items()), reverse=True
    )
    best, next_best = counts[0], counts[1][0] if len(counts) > 1 else 0
    return best[0] > 1 and best[0] > next_best and best[1] not in one.of[left] | one.of[right]


def _share(contested: Sequence[tuple[float, bool]]) -> float:
    """The most likely share of answers taken over; never quite 1, since a copyist may err."""
    share = 0.5
    for _ in range(STEPS):
        share = sum(share / (share + (1 - share) * chance) for chance, same in contested if same) / len(
            contested
        )
    return min(share, 0.99)
