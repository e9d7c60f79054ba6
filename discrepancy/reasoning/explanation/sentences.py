"""The sentence for one step of a proof, built from the shape of what must hold and the values it uses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from discrepancy.comparison.readings import value_text
from discrepancy.model.claim import Claim
from discrepancy.model.law import Comparison, Count
from discrepancy.reasoning.constraints import everything
from discrepancy.reasoning.contradictions import Contradiction
from discrepancy.reasoning.explanation.derivation import Derivation, Edge, Reached
from discrepancy.reasoning.explanation.wording import (
    amount,
    days,
    factor,
    is_range,
    some_day,
    when,
)
from discrepancy.reasoning.network import (
    HIGH,
    LOW,
    Constraint,
    End,
    Instance,
    rounded,
)
from discrepancy.values.dates.days import day_text
from discrepancy.values.intervals import Bound, exact
from discrepancy.values.numbers.reasons import shown as number_text


class Sentences:
    """Tells steps of one contradiction; `derived` is what the claims but one leave."""

    def __init__(self, one: Contradiction, derived: Derivation) -> None:
        self.one, self.derived = one, derived
        self.network = one.problem.network

    def name(self, unknown: int) -> str:
        """What an unknown is called."""
        key = self.network.unknowns[unknown].key
        if key.made.startswith("years "):
            since, until = (self.name(int(place)) for place in key.made.split()[1:])
            return f"the completed years from {since} to {until}"
        if key.made:
            text = self._time(unknown)
            return f"the day meant by “{text}”" if text else some_day(*self.derived.left(unknown))
        return f"the {key.end} of {key.question}" if key.end else str(key.question)

    def _time(self, unknown: int) -> str:
        key = self.network.unknowns[unknown].key
        for i in sorted(self.one.proof.sayings):
            claim = self.network.sayings[i].claims[0]
            if (
                key.when
                and claim.when
                and (claim.when.kind, claim.when.text)
                == (key.when[0], key.when[1].partition(f", {claim.id}")[0])
            ):
                return f"{claim.when.kind.replace('_', ' ')} {claim.when.text}"
        return ""

    def told(self, steps: Sequence[Reached]) -> str:
        """One step (both bounds of an unknown, or one) in words; "" where it only carries a bound on under
        another name.
        """
        first = steps[0]
        constraint, instance = first.constraint, self.network.instances[first.instance]
        assert constraint is not None
        if constraint.kind == "years":
            return self._years(constraint, steps)
        if constraint.kind == "apart":
            return self._apart(constraint, first)
        if constraint.kind == "outside":
            return self._outside(constraint, first)
        if instance.law is None and instance.guards:
            return self._relative(instance, constraint, steps)
        if len(constraint.unknowns) == 1:
            return self._fixed(instance, steps)
        if self._only_renames(constraint):
            return ""
        said = (
            self._order(constraint, first)
            if constraint.difference and self._alike(constraint)
            else self._sum(constraint, steps)
        )
        return self._links(instance) + said

    def _links(self, instance: Instance) -> str:
        """The claims that lead from one thing to another."""
        claims = [self.network.sayings[i].claims[0] for i in sorted(instance.guards)]
        return (
            f"since {' and '.join(f'{claim.question} is {value_text(claim)}' for claim in claims)}: "
            if claims
            else ""
        )

    def _only_renames(self, constraint: Constraint) -> bool:
        if not constraint.difference or constraint.difference[2] != (0, 0):
            return False
        return any(self.network.unknowns[unknown].key.made for unknown in constraint.unknowns)

    def _alike(self, constraint: Constraint) -> bool:
        return len({self.network.unknowns[unknown].type for unknown in constraint.unknowns}) == 1

    # The values that a step uses

    def used(self, unknown: int, steps: Sequence[Reached]) -> tuple[Bound, Bound]:
        """What a step takes an unknown to be: the bounds that it uses, and the other one where a claim or the
        word itself gives it.
        """
        found = [everything(LOW), everything(HIGH)]
        for side in (LOW, HIGH):
            last = self.derived.last.get(End(unknown, side))
            if last is not None and self._stated(last):
                found[side] = last.bound
        for step in steps:
            for given in step.given:
                if given.end.unknown == unknown:
                    found[given.end.side] = given.bound
        return found[LOW], found[HIGH]

    def _stated(self, reached: Reached) -> bool:
        """Whether a claim or the word itself gives a bound, be it under another name."""
        if reached.constraint is None or not reached.given:
            return True
        return self._only_renames(reached.constraint) and all(self._stated(given) for given in reached.given)

    def _result(self, steps: Sequence[Reached]) -> str:
        return is_range(self.network.unknowns[steps[0].end.unknown], *result(steps))

    def _used_range(self, unknown: int, steps: Sequence[Reached]) -> str:
        return is_range(self.network.unknowns[unknown], *self.used(unknown, steps))

    # By shape

    def _years(self, constraint: Constraint, steps: Sequence[Reached]) -> str:
        since, until, count = constraint.unknowns
        target = steps[0].end.unknown
        years = self._used_range(count, steps)
        if target == since:
            return f"{years} {when(*self.used(until, steps))} put {self.name(since)} {self._result(steps)}"
        if target == until:
            return f"{years} counted from {some_day(*self.used(since, steps))} put {self.name(until)} {self._result(steps)}"
        return f"from {self._day(since, steps)} to {self._day(until, steps)} are {self._result(steps)}"

    def _day(self, unknown: int, steps: Sequence[Reached]) -> str:
        """A day with its name: `pia.born (between 1896 and 1898)`."""
        found = self.used(unknown, steps)
        if self.network.unknowns[unknown].key.made:
            return some_day(*found)
        return f"{self.name(unknown)} ({some_day(*found).removeprefix('a day ')})"

    def _apart(self, constraint: Constraint, step: Reached) -> str:
        """Of periods that are not all at once, when the one can begin or end where no other gives way."""
        given = {reached.end: reached.bound[0] for reached in step.given}
        spans = dict(zip(constraint.unknowns[::2], constraint.unknowns[1::2], strict=True))
        start = next(first for first, last in spans.items() if step.end.unknown in (first, last))
        mine = str(self.network.unknowns[start].key.question)
        others = {first: last for first, last in spans.items() if first != start}
        names = " and ".join(str(self.network.unknowns[first].key.question) for first in others)
        has, ends = ("has", names) if len(others) == 1 else ("have all", "one of them")
        if step.end.side == LOW:
            begun = day_text(max(given[End(first, HIGH)] for first in others))
            said = f"{names} {has} begun by {begun} and {mine} ends no earlier than {day_text(given[End(spans[start], LOW)])}"
            return f"{said}, so {mine} can only come after, and begin when {ends} has ended, {when(*result((step,)))}"
        until = day_text(min(given[End(last, LOW)] for last in others.values()))
        said = f"{mine} has begun by {day_text(given[End(start, HIGH)])} and {names} {'ends' if len(others) == 1 else 'end'} no earlier than {until}"
        return f"{said}, so {mine} can only come before, and end when {ends} begins, {when(*result((step,)))}"

    def _outside(self, constraint: Constraint, step: Reached) -> str:
        """Of a period that is denied, where one end lies if the other is as denied."""
        fixed = next(unknown for unknown in constraint.unknowns[1:] if unknown != step.end.unknown)
        left = when(*self.derived.left(fixed))
        return f"{self.name(fixed)} is {left}, as is denied, so {self.name(step.end.unknown)} is {self._result((step,))}"

    def _relative(self, instance: Instance, constraint: Constraint, steps: Sequence[Reached]) -> str:
        claim = self.guard(instance)
        target = steps[0].end.unknown
        others = [unknown for unknown in constraint.unknowns if unknown != target]
        told = " and ".join(f"{self.name(unknown)} {when(*self.used(unknown, steps))}" for unknown in others)
        words = f"“{value_text(claim)}”" + (
            "" if target in self._days(claim) else f" (said of {claim.question})"
        )
        return f"with {told}, {words} puts {self.name(target)} {self._result(steps)}"

    def guard(self, instance: Instance) -> Claim:
        """The claim that states a relation."""
        return self.network.sayings[min(instance.guards)].claims[0]

    def _days(self, claim: Claim) -> list[int]:
        return [
            place
            for place, unknown in enumerate(self.network.unknowns)
            if unknown.key.question == claim.question
        ]

    def _fixed(self, instance: Instance, steps: Sequence[Reached]) -> str:
        if instance.law is None or self.network.unknowns[steps[0].end.unknown].type == "date":
            return ""
        name, body = self.name(steps[0].end.unknown), instance.law.body
        if isinstance(body, Comparison) and isinstance(body.left, Count):
            named = [value_text(self.network.sayings[i].claims[0]) for i in sorted(instance.guards)]
            return f"{len(named)} {'is' if len(named) == 1 else 'are'} named ({', '.join(named)}), so {name} is {self._result(steps)}"
        return f"the law has {name} at {self._result(steps)}"

    def _order(self, constraint: Constraint, step: Reached) -> str:
        assert constraint.difference is not None
        more, less, most = constraint.difference
        target = step.end.unknown
        other = less if target == more else more
        dated = self.network.unknowns[target].type == "date"
        how = self.relation(target == more, most, dated)
        used, found = self._used_range(other, (step,)), self._result((step,))
        said = f"{self.name(target)} is {how} {self.name(other)}, which is {used}"
        return said if self._plain(step, other) else f"{said}, and so {found}"

    def _plain(self, step: Reached, other: int) -> bool:
        """Whether what is used of the other is a point or one bound, and is the very bound that follows."""
        low, high = self.used(other, (step,))
        return step.bound == step.given[0].bound and (
            low == high or everything(1 - step.end.side) in (low, high)
        )

    def relation(self, lesser: bool, most: Bound, dated: bool) -> str:
        """How the lesser of two days or figures stands to the greater, or the greater to the lesser."""
        number, open_ = rounded(most, HIGH) if dated else most
        if number == -1 and dated and not open_:
            return "before" if lesser else "after"
        if number == 0 and dated:
            return (
                ("before" if lesser else "after")
                if open_
                else ("no later than" if lesser else "no earlier than")
            )
        if number == 0:
            return (
                ("less than" if lesser else "more than")
                if open_
                else ("no more than" if lesser else "no less than")
            )
        much = days(abs(number)) if dated else number_text(exact(Fraction(abs(number))))
        within = (
            "less than"
            if open_ and number > 0
            else "more than"
            if open_
            else "at most"
            if number > 0
            else "at least"
        )
        above = lesser == (number > 0)
        return f"{within} {much} {('after' if above else 'before') if dated else ('above' if above else 'below')}"

    def _sum(self, constraint: Constraint, steps: Sequence[Reached]) -> str:
        """A weighted sum, solved for the unknown that the step bounds."""
        step, target = steps[0], steps[0].end.unknown
        assert constraint.weights is not None
        weights = dict(zip(constraint.unknowns, constraint.weights, strict=True))
        parts = [
            (given, -Fraction(weights[given.end.unknown]) / Fraction(weights[target])) for given in step.given
        ]
        kind = self.network.unknowns[target].type
        dates = [(given, share) for given, share in parts if self._dated(given)]
        if kind != "date" and sorted(share for _, share in dates) == [-1, 1] and len(parts) == 2:
            return self._between(dates, steps)
        constant = Fraction(_derived(step)[0]) - sum(
            share * Fraction(given.bound[0]) for given, share in parts
        )
        ordered = sorted(parts, key=lambda part: (not self._dated(part[0]), part[1] < 0))
        text = " ".join(self._part(place, given, share) for place, (given, share) in enumerate(ordered))
        if constant:
            text += f" {'+' if constant > 0 else '−'} {amount(self.network.unknowns[target], abs(constant))}"
        points = all(self._point(given) for given, _ in parts)
        if kind != "date" and (len(parts) > 1 or constant or parts[0][1] != 1):
            number, open_ = _derived(step)
            text += f" = {'' if points else _bounded(step.end.side, open_)}{amount(self.network.unknowns[target], number)}"
        return f"{text}, so {self.name(target)} is {self._result(steps if points else steps[:1])}"

    def _point(self, given: Reached) -> bool:
        """Whether a bound is all that is left of its unknown."""
        return bool(
            self.derived.bound(given.end) == self.derived.bound(End(given.end.unknown, 1 - given.end.side))
        )

    def _dated(self, given: Reached) -> bool:
        return self.network.unknowns[given.end.unknown].type == "date"

    def _between(self, dates: Sequence[tuple[Reached, Fraction]], steps: Sequence[Reached]) -> str:
        since, until = (next(given for given, share in dates if share == sign) for sign in (-1, 1))
        first, last = (self._day(given.end.unknown, steps) for given in (since, until))
        return f"from {first} to {last}: {self.name(steps[0].end.unknown)} is {self._result(steps)}"

    def _part(self, place: int, given: Reached, share: Fraction) -> str:
        unknown = self.network.unknowns[given.end.unknown]
        number, open_ = given.bound
        before, behind = factor(abs(share))
        sign = "" if place == 0 and share > 0 else "− " if share < 0 else "+ "
        if unknown.type == "date":
            at = (
                ""
                if self._point(given)
                else " at the earliest"
                if given.end.side == LOW
                else " at the latest"
            )
            return f"{sign}{before}{day_text(number)}{at}{behind} ({self.name(given.end.unknown)})"
        how = "" if self._point(given) else _bounded(given.end.side, open_)
        return f"{sign}{before}{how}{amount(unknown, number)}{behind} ({self.name(given.end.unknown)})"

    # Where no bound tells it

    def circle(self, edges: Sequence[Edge]) -> str:
        """Orders that go round in a circle, two of them from one side."""
        one, other = (self.name(unknown) for unknown in edges[0][:2])
        if len(edges) == 2:
            hows = [
                self.relation(lesser, edge[2], dated=True)
                for lesser, edge in zip((True, False), edges, strict=True)
            ]
            return f"{one} is {hows[0]} {other}, and {hows[1]} it: no day is both"
        said = [
            f"{self.name(edge[0])} is {self.relation(True, edge[2], dated=True)} {self.name(edge[1])}"
            for edge in edges
        ]
        return f"{'; '.join(said)}: round this circle a day would have to come before itself"


def _bounded(side: int, open_: int) -> str:
    if side == LOW:
        return "more than " if open_ else "at least "
    return "less than " if open_ else "at most "


def _derived(step: Reached) -> Bound:
    """The bound as the constraint gives it, not yet moved to a whole number or to what a claim allows."""
    assert step.constraint is not None
    (bound,) = (
        one.derive(*[given.bound for given in step.given])
        for one in step.constraint.steps
        if one.of == step.end
    )
    return bound


def result(steps: Sequence[Reached]) -> tuple[Bound, Bound]:
    """What some steps leave of the unknown they bound; the side that none of them bounds is left open."""
    found = [everything(LOW), everything(HIGH)]
    for step in steps:
        found[step.end.side] = step.bound
    return found[LOW], found[HIGH]
