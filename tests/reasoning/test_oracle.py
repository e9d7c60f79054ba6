"""Reasoning beside an oracle: for each of many small dossiers, a solver's exact collection of minimal sets that cannot be true.

The oracle is z3, given the sets of the claims as they are and an encoding of the laws of its own: a day is its March year and its place in it.
`DISCREPANCY_EXAMPLES` says how many dossiers are tried.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pytest

from discrepancy.findings.view import questions_of
from discrepancy.model.claim import Claim, Question
from discrepancy.reasoning.contradictions import ReasoningResult, reasoning_result
from discrepancy.values.base import Relative
from tests.support.dossiers import EVENTS, JULIAN, LENGTHS, PEOPLE, YEAR, Made, completed, made

z3 = pytest.importorskip("z3", reason="z3-solver is not installed: reasoning was not set beside the oracle")

EXAMPLES = int(os.environ.get("DISCREPANCY_EXAMPLES", "200"))
FIRST = int(os.environ.get("DISCREPANCY_FIRST", "0"))
ONCE_WRONG = (4331, 6578)  # a law between things that nobody speaks of; an event after itself
LEVELS = ("charitable", "licensed")
INF = float("inf")
MARCH = (
    0,
    31,
    61,
    92,
    122,
    153,
    184,
    214,
    245,
    275,
    306,
    337,
)  # where the months from March on begin in a March year
BASE = dt.date(1600, 3, 1).toordinal() + JULIAN - 365 * 1600 - 400
COMMON = (1700, 1800, 1900, 2100, 2200)  # divisible by four, without a 29 February
Ids = frozenset[str]


def march(year: Any) -> Any:
    """The 1 March of a year (1600 to 2300) but for its leap days before: those are the quotient by four and COMMON."""
    return 365 * year + BASE


class Oracle:
    """The laws and claims of one dossier at one level as the solver has them, each claim under a switch of its own."""

    def __init__(self, one: Made, level: str, lawful: bool = True) -> None:
        self.one, self.level, self.lawful = one, level, lawful
        self.solver = z3.Solver()
        self.solver.set("timeout", 60_000)
        self.claims = one.dossier.claims
        self.switches = [z3.Bool(f"claim {i}") for i in range(len(self.claims))]
        self.parts: dict[str, tuple[Any, Any]] = {}
        self.asked = {claim.question for claim in self.claims}
        self.checks = 0
        for i, claim in enumerate(self.claims):
            for said in self._said(i, claim):
                self.solver.add(z3.Implies(self.switches[i], said))
        for law in one.laws if lawful else ():
            for said in self._law(law.name):
                self.solver.add(said)

    # What claims say

    def _said(self, i: int, claim: Claim) -> Iterator[Any]:
        if isinstance(claim.value, Relative):
            if self.lawful and not (claim.value.uncertain and self.level == "charitable"):
                yield from self._relative(
                    self.day(f"{claim.question.about}.{claim.question.property}"), claim.value
                )
            return
        sets = claim.value.sets(self.level)
        if claim.question.property == "held":
            start, end = self.spell(i)
            yield from (among(start, sets.start), among(end, sets.end), start <= end)
        elif claim.denies:
            yield z3.Not(among(self.unknown(claim), claim.value.plain))
        else:
            yield among(self.unknown(claim), sets)

    def unknown(self, claim: Claim) -> Any:
        """The unknown that a claim speaks of."""
        about, name, _ = claim.question
        if name in ("born", "died", "married", "start", "end", "date"):
            return self.day(f"{about}.{name}")
        if name == "age":
            return z3.Int(f"{about}.age {self.spoken(claim)}")
        return z3.Int(f"{about}.{name}") if name == "age-at-death" else z3.Real(f"{about}.{name}")

    def spoken(self, claim: Claim) -> str:
        """The day that a claim speaks of: one day is the same for all; of a year each claim means a day of its own."""
        assert claim.when is not None and claim.when.value is not None
        (low, high), *_ = claim.when.value.licensed
        return f"{low}" if low == high else f"{low}-{high} {claim.id}"

    def day(self, name: str) -> Any:
        """A day, from 1600 to 2300."""
        found = z3.Int(name)
        if name not in self.parts:
            self.parts[name] = z3.Int(f"{name} year"), z3.Int(f"{name} in year")
            self.solver.add(found >= march(1610), found <= march(2290))
        return found

    def split(self, name: str) -> tuple[Any, Any]:
        """The March year of a day and its place in it, from 0 on."""
        found = self.day(name)
        year, place = self.parts[name]
        mark = z3.Int(f"{name} fours")
        leaps = mark - z3.Sum([z3.If(year >= common, 1, 0) for common in COMMON])
        self.solver.add(
            4 * mark <= year,
            year < 4 * mark + 4,
            place >= 0,
            place <= 365,
            found == march(year) + leaps + place,
        )
        after = year + 1  # 29 February, the last of a March year, is there only before a leap year
        leap = z3.And(after == 4 * z3.Int(f"{name} leap"), *[after != common for common in COMMON])
        self.solver.add(z3.Implies(place == 365, leap))
        return year, place

    def spell(self, i: int) -> tuple[Any, Any]:
        """The start and end of the time in office that a claim speaks of."""
        return self.day(f"start {i}"), self.day(f"end {i}")

    # Relative dates

    def _relative(self, day: Any, value: Relative) -> Iterator[Any]:
        name = self._anchor(value)
        anchor = self.day(name)
        after = value.order == "after"
        ahead = day - anchor if after else anchor - day
        if value.unit == "shortly":
            reach = 366 if self.level == "licensed" else 1098
            yield from (ahead >= 0, ahead <= reach)
        elif value.amount is not None:
            length = LENGTHS[value.unit]
            middle = value.amount * length
            if self.level == "charitable":
                low, high = above(middle - length), below(middle + length)
            else:
                more = 1 if value.unit in ("month", "year") else 0
                low, high = ceiling(middle - length / 2 - more), floor(middle + length / 2 + more)
            yield from (ahead >= low, ahead <= high)
        elif value.unit == "day":
            yield ahead == (0 if value.order == "same" else 1)
        elif value.unit in ("month", "year"):
            here, there = self._unit(str(day), value.unit), self._unit(name, value.unit)
            yield here == there + {"after": 1, "before": -1, "same": 0}[value.order]
        elif value.order == "by":
            yield day <= anchor
        elif value.order == "on":
            yield day == anchor
        else:
            yield ahead > 0

    def _anchor(self, value: Relative) -> str:
        text = value.anchor
        if "." in text:
            return text
        if Question(text, "date") in self.asked or not any(
            Question(text, side) in self.asked for side in ("start", "end")
        ):
            return f"{text}.date"
        assert value.order in ("after", "before")
        return f"{text}.{'end' if value.order == 'after' else 'start'}"

    def _unit(self, name: str, unit: str) -> Any:
        year, place = self.split(name)
        if unit == "year":
            return year + z3.If(place >= 306, 1, 0)
        return 12 * year + z3.Sum([z3.If(place >= first, 1, 0) for first in MARCH[1:]])

    # Laws

    def _law(self, name: str) -> Iterator[Any]:
        for who in PEOPLE:
            if any(question.about == who for question in self.asked):
                yield from self._of_person(name, who)
        for event in EVENTS:
            yield from self._of_event(name, event)
        if name.startswith("one-"):
            spells = [
                i for i, claim in enumerate(self.claims) if ("office", name[4:]) in claim.question.scope
            ]
            for i in spells:
                for j in spells:
                    if i < j and self.claims[i].question.about != self.claims[j].question.about:
                        (start, end), (other_start, other_end) = self.spell(i), self.spell(j)
                        yield z3.Or(end <= other_start, other_end <= start)
        elif name == "alarm-first":
            yield self.day("alarm.end") <= self.day("battle.start")
        elif name == "council-last":
            yield self.day("battle.end") < self.day("council.date")

    def _of_person(self, name: str, who: str) -> Iterator[Any]:
        born, died, married = (self.day(f"{who}.{what}") for what in ("born", "died", "married"))
        mine = [(i, claim) for i, claim in enumerate(self.claims) if claim.question.about == who]
        if name == "life":
            yield born <= died
        elif name == "longest":
            yield died - born <= floor(100 * YEAR + 1)
        elif name == "married":
            yield born <= married
        elif name == "married-alive":
            yield married <= died
        elif name == "age-at-death" and any(question.property == name for question in self.asked):
            yield self._years(f"{who}.born", f"{who}.died") == z3.Int(f"{who}.age-at-death")
        elif name == "age":
            for _, claim in mine:
                if claim.question.property == "age" and claim.when is not None:
                    day = self.spoken(claim)
                    yield among(self.day(day), claim.when.value.licensed)  # type: ignore[union-attr]
                    yield self._years(f"{who}.born", day) == self.unknown(claim)
        elif name in ("held-alive", "born-before-office"):
            for i, claim in mine:
                if claim.question.property == "held":
                    start, end = self.spell(i)
                    yield end <= died if name == "held-alive" else born <= start

    def _years(self, since: str, until: str) -> Any:
        (year, place), (last, other) = self.split(since), self.split(until)
        return last - year - z3.If(other < place, 1, 0)

    def _of_event(self, name: str, event: str) -> Iterator[Any]:
        start, end = self.day(f"{event}.start"), self.day(f"{event}.end")
        killed, wounded, missing, casualties, strength = (
            z3.Real(f"{event}.{what}") for what in ("killed", "wounded", "missing", "casualties", "strength")
        )
        if name == "order":
            yield start <= end
        elif name == "length" and Question(event, "duration") in self.asked:
            yield z3.ToReal(end - start) == z3.Real(f"{event}.duration")
        elif name == "fallen":
            yield killed + wounded <= casualties
        elif name == "all-lost":
            yield killed + wounded + missing == casualties
        elif name == "some-left":
            yield casualties <= strength
        elif name == "third-killed":
            yield 10 * killed <= 3 * strength

    # What cannot be

    def possible(self, chosen: Iterable[int]) -> bool:
        """Whether the chosen claims can all be true."""
        self.checks += 1
        answer = self.solver.check(*[self.switches[i] for i in chosen])
        assert answer != z3.unknown, f"the oracle cannot tell: {self.one}"
        return bool(answer == z3.sat)

    def core(self) -> list[int]:
        """The claims that the last refusal used."""
        used = {str(one) for one in self.solver.unsat_core()}
        return [i for i, switch in enumerate(self.switches) if str(switch) in used]

    def least(self) -> list[frozenset[int]]:
        """Every minimal set of claims that cannot all be true (the map of the power set, from the top: Liffiton et al. 2016)."""
        count = len(self.claims)
        if self.possible(range(count)):
            return []
        found: list[int] = []
        seen = bytearray(1 << count)
        for seed in sorted(range(1 << count), key=lambda mask: -mask.bit_count()):
            if seen[seed] or any(seed & mask == mask for mask in found):
                continue
            if self.possible(i for i in range(count) if seed >> i & 1):
                part = seed
                while part:  # every part of it can be true
                    seen[part] = 1
                    part = (part - 1) & seed
                continue
            kept = self.core()
            for i in list(kept):
                if i in kept and not self.possible(j for j in kept if j != i):
                    kept = self.core()
            found.append(sum(1 << i for i in kept))
        return [frozenset(i for i in range(count) if mask >> i & 1) for mask in found]


def among(unknown: Any, region: Any) -> Any:
    """That an unknown has one of the answers of a region."""
    return z3.Or([z3.And(*_ends(unknown, low, high)) for low, high in region])


def _ends(unknown: Any, low: Any, high: Any) -> Iterator[Any]:
    (least, open_low), (most, open_high) = (
        end if isinstance(end, tuple) else (end, 0) for end in (low, high)
    )
    whole = unknown.is_int()
    if least != -INF:
        bound = (above(least) if open_low else ceiling(least)) if whole else exact(least)
        yield unknown > bound if open_low and not whole else unknown >= bound
    if most != INF:
        bound = (below(most) if open_high else floor(most)) if whole else exact(most)
        yield unknown < bound if open_high and not whole else unknown <= bound


def exact(number: Any) -> Any:
    found = Fraction(number)
    return z3.RatVal(found.numerator, found.denominator)


def floor(number: Any) -> int:
    return int(Fraction(number).__floor__())


def ceiling(number: Any) -> int:
    return int(Fraction(number).__ceil__())


def above(number: Any) -> int:
    return floor(number) + 1


def below(number: Any) -> int:
    return ceiling(number) - 1


# The two side by side


@dataclass(frozen=True)
class Both:
    """What the oracle and the engine hold of one dossier: minimal sets of claims by level."""

    one: Made
    exact: dict[str, set[Ids]]
    said: dict[str, list[Ids]]
    got: ReasoningResult = field(repr=False)

    @property
    def expected(self) -> set[tuple[str, Ids]]:
        """What there is to report: the sets that charity cannot save, and those as worded that are not among them."""
        hard = {("charitable", one) for one in self.exact["charitable"]}
        return hard | {
            ("licensed", one) for one in self.exact["licensed"] if one not in self.exact["charitable"]
        }

    @property
    def reported(self) -> set[tuple[str, Ids]]:
        return {(level, one) for level, every in self.said.items() for one in every}

    def __str__(self) -> str:
        lines = [str(self.one), f"undecided {[text for _, text in self.got.undecided]}"]
        for name, sets in (
            ("only the oracle", self.expected - self.reported),
            ("only the engine", self.reported - self.expected),
        ):
            lines += [f"{name}: {level} {sorted(one)}" for level, one in sorted(sets, key=str)]
        return "\n".join(lines)


def beside(one: Made) -> Both:
    """Asks both."""
    exact_sets: dict[str, set[Ids]] = {}
    ids = [claim.id for claim in one.dossier.claims]
    for level in LEVELS:
        found = Oracle(one, level).least()
        alone = Oracle(one, level, lawful=False) if found else None
        exact_sets[level] = {
            frozenset(ids[i] for i in least) for least in found if alone and alone.possible(least)
        }
    got = reasoning_result(one.dossier, questions_of(one.dossier), one.laws)
    said: dict[str, list[Ids]] = {level: [] for level in LEVELS}
    for head in got.contradictions:
        for proof in (head, *head.more):
            said[proof.problem.level] += [frozenset(claim.id for claim in every) for every in proof.sets()]
    return Both(one, exact_sets, said, got)


@lru_cache(maxsize=1)
def tried() -> tuple[Both, ...]:
    """Every dossier of the run, judged by both."""
    return tuple(beside(made(seed)) for seed in (*range(FIRST, FIRST + EXAMPLES), *ONCE_WRONG))


def _shown(wrong: list[Both]) -> str:
    return f"{len(wrong)} of {EXAMPLES}\n\n" + "\n\n".join(map(str, wrong[:5]))


def test_the_verdict_is_the_oracles() -> None:
    wrong = [
        both
        for both in tried()
        if bool(both.expected) != bool(both.reported)
        or bool(both.exact["charitable"]) != bool(both.said["charitable"])
    ]
    assert not wrong, _shown(wrong)


def test_every_reported_set_is_minimal() -> None:
    wrong = [both for both in tried() if not both.reported <= both.expected]
    assert not wrong, _shown(wrong)
    assert not [
        both for both in tried() if any(len(every) != len(set(every)) for every in both.said.values())
    ]


def test_every_minimal_set_is_reported() -> None:
    wrong = [both for both in tried() if not both.got.undecided and not both.expected <= both.reported]
    assert not wrong, _shown(wrong)


def test_next_to_nothing_is_left_undecided() -> None:
    wrong = [both for both in tried() if both.got.undecided]
    assert 500 * len(wrong) <= EXAMPLES, _shown(wrong)


def test_a_true_world_gives_nothing() -> None:
    worlds = [both for both in tried() if both.one.kind == "true"]
    assert not (
        wrong := [both for both in worlds if both.exact["licensed"] or both.reported or both.got.undecided]
    ), _shown(wrong)


def test_a_lie_stands_in_a_reported_set() -> None:
    lies = [
        both for both in tried() if both.one.lie and any(both.one.lie in least for _, least in both.expected)
    ]
    wrong = [both for both in lies if not any(both.one.lie in least for _, least in both.reported)]
    assert lies and not wrong, _shown(wrong)


def test_the_dossiers_are_of_every_sort() -> None:
    kinds = Counter((both.one.kind, bool(both.expected)) for both in tried())
    assert kinds["true", False] and kinds["lie", True] and kinds["wild", True] and kinds["wild", False]
    assert any(len(least) > 3 for both in tried() for _, least in both.expected)


def test_the_oracle_counts_years_as_the_calendar_does() -> None:
    days = [
        dt.date(1896, 2, 29),
        dt.date(1900, 2, 28),
        dt.date(1900, 3, 1),
        dt.date(1903, 12, 31),
        dt.date(1904, 2, 29),
        dt.date(1999, 6, 1),
    ]
    for since in days:
        for until in days:
            one = Oracle(made(0, "true"), "licensed", lawful=False)
            a, b = one.day("since"), one.day("until")
            years = one._years("since", "until")
            one.solver.add(a == since.toordinal() + JULIAN, b == until.toordinal() + JULIAN)
            assert one.solver.check(years == completed(since, until)) == z3.sat
            assert one.solver.check(years != completed(since, until)) == z3.unsat
