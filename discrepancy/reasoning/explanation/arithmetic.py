"""The arithmetic of a proof in words: what the other claims leave of one answer, step by step, and how far
its claim lies outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from discrepancy.comparison.readings import value_text
from discrepancy.model.claim import Claim
from discrepancy.model.law_checker import constants_in
from discrepancy.reasoning.contradiction import Contradiction
from discrepancy.reasoning.explanation.derivation import (
    Derivation,
    DerivedBound,
    in_derivation_order,
    negative_difference_cycle,
)
from discrepancy.reasoning.explanation.sentences import StepSentences
from discrepancy.reasoning.explanation.wording import (
    amount_text,
    day_phrase,
    region_text,
    whole_days,
    whole_region,
)
from discrepancy.reasoning.network import (
    EVERYTHING,
    HIGH,
    LOW,
    Assertion,
    Network,
    VariableEnd,
    bounds_as_pairs,
)
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.system.display import counted
from discrepancy.values import intervals as region
from discrepancy.values.base import Relative, SpanSets, Value
from discrepancy.values.dates.days import calendar_of
from discrepancy.values.dates.gaps import in_precision
from discrepancy.values.intervals import INF, Bound, Interval, Region

MOST_LINES = 6


@dataclass(frozen=True)
class Explanation:
    """One way to explain a contradiction: a claim, what all the others leave of its answer, and the gap
    between the two.
    """

    contradiction: Contradiction
    assertion: int
    variable: int
    derived: Derivation
    gap: tuple[Bound, Bound]
    without: frozenset[int]

    @property
    def claim(self) -> Claim:
        """The claim that is measured."""
        return self.contradiction.assertions[self.assertion].claims[0]

    @property
    def left(self) -> Interval:
        """The range that the other claims leave."""
        return self.derived.left(self.variable)

    @cached_property
    def exact(self) -> bool:
        """Whether the answer nearest to the claim, of those that the bounds leave, can be true with the
        others; else the gap is wider.
        """
        nearest = self.gap[0] if self.gap[0] == self.left[1] else self.gap[1]
        number, open_ = nearest
        piece = tuple(sorted((nearest, (number + Fraction(open_, 1000), 0))))
        limits = {
            variable: region
            for variable, region in self.contradiction.problem.limits(self.assertion)
            if variable not in self.without
        }
        level, proof = self.contradiction.problem.level, self.contradiction.proof
        changed = list(self.network.assertions)  # in its place, for laws may hang on it
        changed[self.assertion] = Assertion(
            [self.claim], {level: {**limits, self.variable: ((piece[0], piece[1]),)}}
        )
        network = replace(self.network, assertions=changed)
        problem = ConstraintProblem(network, level, sorted(proof.assertions), sorted(proof.instances))
        return problem.satisfiable(proof.assertions) is True

    @cached_property
    def groups(self) -> list[list[DerivedBound]]:
        """The steps in order, both bounds of a variable together; the step that decides comes last."""
        low, high = (self.derived.last.get(VariableEnd(self.variable, side)) for side in (LOW, HIGH))
        # The gap begins or ends at what is left: its side decides.
        needed, other = (low, high) if low is not None and self.gap[1] == low.bound else (high, low)
        roots = [one for one in (other, needed) if one is not None]
        told, alone = _grouped(in_derivation_order(roots)), _grouped(in_derivation_order(roots[-1:]))
        return told if len(self._said(told)) <= len(self._said(alone)) else alone

    def _said(self, groups: Sequence[list[DerivedBound]]) -> list[tuple[str, list[DerivedBound]]]:
        wording = StepSentences(self.contradiction, self.derived)
        return [(said, group) for group in groups if (said := wording.sentence(group))]

    def _rests_on(self, group: Sequence[DerivedBound]) -> set[int]:
        """The assertions that a step takes up: those it hangs on, and those that state a bound it uses."""
        stated = {given.end.variable for step in group for given in step.given if given.constraint is None}
        found = {
            i
            for i in self.contradiction.proof.assertions
            if stated & dict(self.contradiction.problem.limits(i)).keys()
        }
        return found.union(*(self.network.instances[step.instance].guards for step in group))

    @property
    def variables(self) -> set[int]:
        """Every variable that the explanation speaks of."""
        return {self.variable} | {
            end.end.variable for group in self.groups for step in group for end in (step, *step.given)
        }

    def sentences(self) -> list[str]:
        """A sentence for each step that says something."""
        return [said for said, _ in self._said(self.groups)]

    def lines(self) -> Iterator[str]:
        """The sentences, the gap at the end of the last; long ones are shortened in the middle."""
        said = self.sentences()
        if len(said) > MOST_LINES:
            passed = set[int]().union(
                *(self._rests_on(group) for _, group in self._said(self.groups)[MOST_LINES - 2 : -1])
            )
            yield from said[: MOST_LINES - 2]
            yield f"and so on through {counted(len(passed), 'further claim')}, to the last"
            said = said[-1:]
        yield from said[:-1]
        last = f"{said[-1]}; " if said else ""
        yield f"{last}{value_text(self.claim)} {self._lies}{self.gap_phrase}"

    @property
    def _lies(self) -> str:
        end, above = self.network.variables[self.variable].key.end, self.gap[0] == self.left[1]
        return (
            f"{'begins' if end == 'start' else 'ends'} {'later' if above else 'earlier'}"
            if end
            else "lies outside"
        )

    @property
    def network(self) -> Network:
        """The network of the proof."""
        return self.contradiction.problem.network

    @property
    def gap_phrase(self) -> str:
        """How far the claim lies outside, as the end of a sentence."""
        apart = region.distance(*self.gap)
        if apart in (0, INF):
            return ", if only just"
        least = "" if self.exact else "at least "
        if self.network.variables[self.variable].type == "date":
            length = in_precision(int(apart), self._dates())
            if length or (length == "" and self.exact):
                return length and f", by {least}{length}"
        return f", by {least}{amount_text(self.network.variables[self.variable], apart)}"

    def _dates(self) -> Iterator[Value]:
        """The dates and periods that the proof is between, of its claims and in its laws."""
        for i in self.contradiction.proof.assertions:
            value = self.network.assertions[i].claims[0].value
            if value.type in ("date", "span"):
                yield value
        for law in self.contradiction.laws:
            yield from (one.value for one in constants_in(law.body, "date"))


def _grouped(steps: Sequence[DerivedBound]) -> list[list[DerivedBound]]:
    """Both bounds of one variable by one instance are one step, at the place of the later; the later one
    leads.
    """
    found: dict[tuple[int, int], dict[int, DerivedBound]] = {}
    for step in steps:
        mark = step.instance, step.end.variable
        found[mark] = {step.end.side: step} | {
            side: one for side, one in found.pop(mark, {}).items() if side != step.end.side
        }
    return [list(group.values()) for group in found.values()]


def explanations(one: Contradiction) -> Iterator[Explanation]:
    """Every explanation that bounds alone give of a contradiction. A period is measured at one end, and may
    keep its other one.
    """
    for i in sorted(one.proof.assertions, key=lambda i: one.claims.index(one.assertions[i].claims[0])):
        limits = {
            variable: whole_region(one.problem.network.variables[variable], stated)
            for variable, stated in one.problem.limits(i)
        }
        for variable, stated in limits.items():
            found = _gap(one, i, variable, stated, frozenset(limits)) or (
                _gap(one, i, variable, stated, frozenset((variable,))) if len(limits) > 1 else None
            )
            if found is not None:
                yield found


def _gap(
    one: Contradiction, assertion: int, variable: int, stated: Region, without: frozenset[int]
) -> Explanation | None:
    """The explanation at one variable of an assertion that is left out on some of its variables; None where
    the rest does not exclude it.
    """
    derived = Derivation(one.problem, one.proof.assertions, one.proof.instances, {assertion: without})
    left = derived.left(variable)
    gap = region.apart((left,), stated) if derived.held and left != EVERYTHING[0] else None
    return None if gap is None else Explanation(one, assertion, variable, derived, gap, without)


def best_explanation(one: Contradiction) -> Explanation | None:
    """The explanation to print: of the odd claim out, in the fewest steps, and where its law is read most
    easily.
    """
    found = list(explanations(one))
    found.sort(key=lambda told: (not _odd(told), len(told.sentences()), _shape(told)))
    return next((told for told in found if told.exact), found[0] if found else None)


def _odd(told: Explanation) -> bool:
    """Whether one voice says all the others, and another this."""
    others = {claim.holder for claim in told.contradiction.claims if claim is not told.claim}
    return len(told.contradiction.claims) > 2 and len(others) == 1 and told.claim.holder not in others


def _shape(told: Explanation) -> int:
    """How easily the last step is read: the birth before the death before the age, the total before its
    parts.
    """
    if not told.groups:
        return 9
    speaking = StepSentences(told.contradiction, told.derived)
    step = next((group[0] for group in reversed(told.groups) if speaking.sentence(group)), told.groups[-1][0])
    assert step.constraint is not None
    instance = told.network.instances[step.instance]
    if instance.law is None and instance.guards:
        return int(
            speaking.guard(instance).question != told.network.variables[step.end.variable].key.question
        )
    weights, place = step.constraint.weights, None
    if step.end.variable in step.constraint.variables:
        place = step.constraint.variables.index(step.end.variable)
    if weights is None or place is None:
        return place or 0
    mine = weights[place]
    return 2 * (abs(mine) != 1) + (sum((weight > 0) == (mine > 0) for weight in weights) > 1)


def explanation_lines(one: Contradiction) -> Iterator[str]:
    """A contradiction in words: how much its words are taken to allow, each step with its numbers, and the
    gap.
    """
    told = best_explanation(one)
    allowed = list(dict.fromkeys(_allowed(one, told)))
    forgiven = [words for slack, words in allowed if slack]
    if forgiven:
        forgiven[0] = (
            f"{'read charitably' if one.problem.level == 'charitable' else 'as worded'}, {forgiven[0]}"
        )
    if allowed:
        yield "; ".join(forgiven + [words for slack, words in allowed if not slack])
    yield from told.lines() if told is not None else (_together(one),)


def _together(one: Contradiction) -> str:
    """A proof that no bounds tell: an order that goes round in a circle, or answers that were tried."""
    active = one.problem.active(one.proof.assertions, one.proof.instances)
    if edges := negative_difference_cycle(one.problem, one.proof.assertions, active):
        return StepSentences(one, Derivation(one.problem, frozenset(), ())).circle(edges)
    said = "; ".join(f"{claim.question} is {value_text(claim)}" for claim in one.claims)
    if len(one.claims) == 1:
        return f"{said}: nothing fits that"
    return f"{said}: no answers fit all of this together, whichever of those that the words allow is tried"


def _allowed(one: Contradiction, told: Explanation | None) -> Iterator[tuple[bool, str]]:
    """What the words of a claim are taken to allow, where that is not the words themselves; and whether it is
    more than they say.
    """
    for i in sorted(one.proof.assertions, key=lambda i: one.claims.index(one.assertions[i].claims[0])):
        claim = one.assertions[i].claims[0]
        if isinstance(claim.value, Relative):
            if distance := _distance(one, i):
                yield True, f"“{value_text(claim)}” is {distance}"
            continue
        for variable, region_ in one.problem.limits(i):
            what = one.problem.network.variables[variable]
            slack, allowed = _slack(claim, what.key.end, region_), whole_region(what, region_)
            words = (
                f"{what.key.end} {day_phrase(allowed[0][0], allowed[-1][1])}"
                if what.key.end
                else region_text(what, allowed)
            )
            if (
                _same(words, value_text(claim), allowed)
                or not (slack or _hedged(claim))
                or (what.key.end and told and variable not in told.variables)
            ):
                continue
            verb = "has its" if what.key.end else "may be" if slack else "is"
            yield slack, f"“{value_text(claim)}” {verb} {words}{calendar_of(claim.value)}"


def _slack(claim: Claim, end: str, allowed: Region) -> bool:
    """Whether a level allows more than the words say at face value."""
    plain = claim.value.plain
    if isinstance(plain, SpanSets):
        plain = plain.start if end == "start" else plain.end
    return not claim.denies and bounds_as_pairs(plain) != allowed


def _hedged(claim: Claim) -> bool:
    """Whether a value is more than a figure or a day: "late 1956", "over 70"."""
    if claim.value.type == "span":
        return "including" in claim.given
    return claim.value.type != "date" or any(letter.isalpha() for letter in claim.given)


def _same(words: str, said: str, allowed: Region) -> bool:
    """Whether the words for a region say no more than the claim does."""
    plain, said = (
        words.replace(",", "").removesuffix(" completed years").casefold(),
        said.replace(",", "").casefold(),
    )
    return plain == said or (allowed[0][0] == allowed[-1][1] and plain in said)


def _distance(one: Contradiction, assertion: int) -> str:
    """The days between, of a relative date that states a distance."""
    value = one.assertions[assertion].claims[0].value
    assert isinstance(value, Relative)
    if value.amount is None or value.unit == "day":
        return ""
    network = one.problem.network
    for place in one.proof.instances:
        if network.instances[place].guards != frozenset((assertion,)):
            continue
        bounds = [
            kept.difference[2]
            for kept in network.instances[place].constraints[one.problem.level]
            if kept.difference
        ]
        if len(bounds) == 2:
            (low, low_open), (high, high_open) = bounds
            first, last = sorted(abs(end[0]) for end in whole_days((-low, -low_open), (high, high_open)))
            return f"{first:,} to {last:,} days"
    return ""
