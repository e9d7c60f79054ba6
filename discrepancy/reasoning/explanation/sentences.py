"""The sentence for one step of a proof, by the kind of its constraint and the values it uses."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from discrepancy.comparison.readings import value_text
from discrepancy.model.claim import Claim
from discrepancy.model.law import Comparison, Count
from discrepancy.reasoning.constraints import unbounded
from discrepancy.reasoning.contradiction import Contradiction
from discrepancy.reasoning.explanation.derivation import Derivation, DerivedBound, DifferenceEdge
from discrepancy.reasoning.explanation.wording import (
    amount_text,
    bare_day_phrase,
    day_phrase,
    days_text,
    factor_text,
    range_phrase,
)
from discrepancy.reasoning.network import (
    HIGH,
    LOW,
    ORDER,
    Constraint,
    Instance,
    VariableEnd,
    rounded_inwards,
)
from discrepancy.values.dates.days import day_text
from discrepancy.values.intervals import Bound, exact
from discrepancy.values.numbers.reasons import number_text


class StepSentences:
    """Puts the steps of one contradiction into words; `derived` is what all claims but one leave."""

    def __init__(self, one: Contradiction, derived: Derivation) -> None:
        self.contradiction, self.derived = one, derived
        self.network = one.problem.network

    def name(self, variable: int) -> str:
        """The name of a variable in a sentence."""
        key = self.network.variables[variable].key
        if key.made.startswith("years "):
            since, until = (self.name(int(place)) for place in key.made.split()[1:])
            return f"the completed years from {since} to {until}"
        if key.made and key.made != ORDER:
            text = self._time(variable)
            return f"the day meant by “{text}”" if text else bare_day_phrase(*self.derived.left(variable))
        return f"the {key.end} of {key.question}" if key.end else str(key.question)

    def _time(self, variable: int) -> str:
        key = self.network.variables[variable].key
        for i in sorted(self.contradiction.proof.assertions):
            claim = self.network.assertions[i].claims[0]
            if (
                key.when
                and claim.when
                and (claim.when.kind, claim.when.text)
                == (key.when[0], key.when[1].partition(f", {claim.id}")[0])
            ):
                return f"{claim.when.kind.replace('_', ' ')} {claim.when.text}"
        return ""

    def sentence(self, steps: Sequence[DerivedBound]) -> str:
        """One step (both bounds of a variable, or one) in words; "" where it only carries a bound on under
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
        if len(constraint.variables) == 1:
            return self._fixed(instance, steps)
        if self._only_renames(constraint):
            return ""
        said = (
            self._order(constraint, first)
            if constraint.difference and self._alike(constraint)
            else self._sum(constraint, steps)
        )
        usual = "usually, " if instance.law is not None and instance.law.usual else ""
        return f"{self._links(instance)}{usual}{said}"

    def _links(self, instance: Instance) -> str:
        """The claims that lead from one thing to another."""
        claims = [self.network.assertions[i].claims[0] for i in sorted(instance.guards - instance.grounds)]
        return (
            f"since {' and '.join(f'{claim.question} is {value_text(claim)}' for claim in claims)}: "
            if claims
            else ""
        )

    def _only_renames(self, constraint: Constraint) -> bool:
        if not constraint.difference or constraint.difference[2] != (0, 0):
            return False
        return any(self.network.variables[variable].key.made for variable in constraint.variables)

    def _alike(self, constraint: Constraint) -> bool:
        return len({self.network.variables[variable].type for variable in constraint.variables}) == 1

    # The values that a step uses

    def used(self, variable: int, steps: Sequence[DerivedBound]) -> tuple[Bound, Bound]:
        """What a step takes a variable to be: the bounds that it uses, and the other one where a claim or the
        word itself gives it.
        """
        found = [unbounded(LOW), unbounded(HIGH)]
        for side in (LOW, HIGH):
            last = self.derived.last.get(VariableEnd(variable, side))
            if last is not None and self._stated(last):
                found[side] = last.bound
        for step in steps:
            for given in step.given:
                if given.end.variable == variable:
                    found[given.end.side] = given.bound
        return found[LOW], found[HIGH]

    def _stated(self, reached: DerivedBound) -> bool:
        """Whether a claim or the word itself gives a bound, be it under another name."""
        if reached.constraint is None or not reached.given:
            return True
        return self._only_renames(reached.constraint) and all(self._stated(given) for given in reached.given)

    def _result(self, steps: Sequence[DerivedBound]) -> str:
        return range_phrase(self.network.variables[steps[0].end.variable], *bounds_reached(steps))

    def _used_range(self, variable: int, steps: Sequence[DerivedBound]) -> str:
        return range_phrase(self.network.variables[variable], *self.used(variable, steps))

    # By shape

    def _years(self, constraint: Constraint, steps: Sequence[DerivedBound]) -> str:
        since, until, count = constraint.variables
        target = steps[0].end.variable
        years = self._used_range(count, steps)
        if target == since:
            return (
                f"{years} {day_phrase(*self.used(until, steps))} put {self.name(since)} {self._result(steps)}"
            )
        if target == until:
            start = bare_day_phrase(*self.used(since, steps))
            return f"{years} counted from {start} put {self.name(until)} {self._result(steps)}"
        return f"from {self._day(since, steps)} to {self._day(until, steps)} are {self._result(steps)}"

    def _day(self, variable: int, steps: Sequence[DerivedBound]) -> str:
        """A day with its name: `pia.born (between 1896 and 1898)`."""
        found = self.used(variable, steps)
        if self.network.variables[variable].key.made not in ("", ORDER):
            return bare_day_phrase(*found)
        return f"{self.name(variable)} ({bare_day_phrase(*found).removeprefix('a day ')})"

    def _apart(self, constraint: Constraint, step: DerivedBound) -> str:
        """Of periods that are not all at once, when the one can begin or end where no other gives way."""
        given = {reached.end: reached.bound[0] for reached in step.given}
        spans = dict(zip(constraint.variables[::2], constraint.variables[1::2], strict=True))
        start = next(first for first, last in spans.items() if step.end.variable in (first, last))
        mine = str(self.network.variables[start].key.question)
        others = {first: last for first, last in spans.items() if first != start}
        names = " and ".join(str(self.network.variables[first].key.question) for first in others)
        has, ends = ("has", names) if len(others) == 1 else ("have all", "one of them")
        reached = day_phrase(*bounds_reached((step,)))
        if step.end.side == LOW:
            begun = day_text(max(given[VariableEnd(first, HIGH)] for first in others))
            ended = day_text(given[VariableEnd(spans[start], LOW)])
            said = f"{names} {has} begun by {begun} and {mine} ends no earlier than {ended}"
            return f"{said}, so {mine} can only come after, and begin when {ends} has ended, {reached}"
        until = day_text(min(given[VariableEnd(last, LOW)] for last in others.values()))
        begun, end = day_text(given[VariableEnd(start, HIGH)]), "ends" if len(others) == 1 else "end"
        said = f"{mine} has begun by {begun} and {names} {end} no earlier than {until}"
        return f"{said}, so {mine} can only come before, and end when {ends} begins, {reached}"

    def _outside(self, constraint: Constraint, step: DerivedBound) -> str:
        """Of a period that is denied, where one end lies if the other is as denied."""
        fixed = next(variable for variable in constraint.variables[1:] if variable != step.end.variable)
        left = day_phrase(*self.derived.left(fixed))
        moved = self.name(step.end.variable)
        return f"{self.name(fixed)} is {left}, as is denied, so {moved} is {self._result((step,))}"

    def _relative(self, instance: Instance, constraint: Constraint, steps: Sequence[DerivedBound]) -> str:
        claim = self.guard(instance)
        target = steps[0].end.variable
        others = [variable for variable in constraint.variables if variable != target]
        told = " and ".join(
            f"{self.name(variable)} {day_phrase(*self.used(variable, steps))}" for variable in others
        )
        words = f"“{value_text(claim)}”" + (
            "" if target in self._days(claim) else f" (said of {claim.question})"
        )
        return f"with {told}, {words} puts {self.name(target)} {self._result(steps)}"

    def guard(self, instance: Instance) -> Claim:
        """The claim that states a relation."""
        return self.network.assertions[min(instance.guards)].claims[0]

    def _days(self, claim: Claim) -> list[int]:
        return [
            place
            for place, variable in enumerate(self.network.variables)
            if variable.key.question == claim.question
        ]

    def _fixed(self, instance: Instance, steps: Sequence[DerivedBound]) -> str:
        if instance.law is None or self.network.variables[steps[0].end.variable].type == "date":
            return ""
        name, body = self.name(steps[0].end.variable), instance.law.body
        if isinstance(body, Comparison) and isinstance(body.left, Count):
            named = [
                value_text(self.network.assertions[i].claims[0])
                for i in sorted(instance.guards - instance.grounds)
            ]
            are = "is" if len(named) == 1 else "are"
            return f"{len(named)} {are} named ({', '.join(named)}), so {name} is {self._result(steps)}"
        return f"the law has {name} at {self._result(steps)}"

    def _order(self, constraint: Constraint, step: DerivedBound) -> str:
        assert constraint.difference is not None
        more, less, most = constraint.difference
        target = step.end.variable
        other = less if target == more else more
        dated = self.network.variables[target].type == "date"
        how = self.relation(target == more, most, dated)
        used, found = self._used_range(other, (step,)), self._result((step,))
        said = f"{self.name(target)} is {how} {self.name(other)}, which is {used}"
        return said if self._plain(step, other) else f"{said}, and so {found}"

    def _plain(self, step: DerivedBound, other: int) -> bool:
        """Whether what is used of the other is a point or one bound, and is the very bound that follows."""
        low, high = self.used(other, (step,))
        return step.bound == step.given[0].bound and (
            low == high or unbounded(1 - step.end.side) in (low, high)
        )

    def relation(self, lesser: bool, most: Bound, dated: bool) -> str:
        """The words for how the lesser of two days or figures stands to the greater, or the greater to the
        lesser.
        """
        number, open_ = rounded_inwards(most, HIGH) if dated else most
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
        much = days_text(abs(number)) if dated else number_text(exact(Fraction(abs(number))))
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
        if dated:
            return f"{within} {much} {'after' if above else 'before'}"
        return f"{within} {much} {'above' if above else 'below'}"

    def _sum(self, constraint: Constraint, steps: Sequence[DerivedBound]) -> str:
        """A weighted sum, solved for the variable that the step bounds."""
        step, target = steps[0], steps[0].end.variable
        assert constraint.weights is not None
        weights = dict(zip(constraint.variables, constraint.weights, strict=True))
        parts = [
            (given, -Fraction(weights[given.end.variable]) / Fraction(weights[target]))
            for given in step.given
        ]
        kind = self.network.variables[target].type
        dates = [(given, share) for given, share in parts if self._dated(given)]
        if kind != "date" and sorted(share for _, share in dates) == [-1, 1] and len(parts) == 2:
            return self._between(dates, steps)
        constant = Fraction(_derived(step)[0]) - sum(
            share * Fraction(given.bound[0]) for given, share in parts
        )
        ordered = sorted(parts, key=lambda part: (not self._dated(part[0]), part[1] < 0))
        text = " ".join(self._part(place, given, share) for place, (given, share) in enumerate(ordered))
        if constant:
            sign = "+" if constant > 0 else "−"
            text += f" {sign} {amount_text(self.network.variables[target], abs(constant))}"
        points = all(self._point(given) for given, _ in parts)
        if kind != "date" and (len(parts) > 1 or constant or parts[0][1] != 1):
            number, open_ = _derived(step)
            bounded = "" if points else _bounded(step.end.side, open_)
            text += f" = {bounded}{amount_text(self.network.variables[target], number)}"
        return f"{text}, so {self.name(target)} is {self._result(steps if points else steps[:1])}"

    def _point(self, given: DerivedBound) -> bool:
        """Whether a bound is all that is left of its variable."""
        return bool(
            self.derived.bound(given.end)
            == self.derived.bound(VariableEnd(given.end.variable, 1 - given.end.side))
        )

    def _dated(self, given: DerivedBound) -> bool:
        return self.network.variables[given.end.variable].type == "date"

    def _between(self, dates: Sequence[tuple[DerivedBound, Fraction]], steps: Sequence[DerivedBound]) -> str:
        since, until = (next(given for given, share in dates if share == sign) for sign in (-1, 1))
        first, last = (self._day(given.end.variable, steps) for given in (since, until))
        return f"from {first} to {last}: {self.name(steps[0].end.variable)} is {self._result(steps)}"

    def _part(self, place: int, given: DerivedBound, share: Fraction) -> str:
        variable = self.network.variables[given.end.variable]
        number, open_ = given.bound
        before, behind = factor_text(abs(share))
        sign = "" if place == 0 and share > 0 else "− " if share < 0 else "+ "
        if variable.type == "date":
            at = (
                ""
                if self._point(given)
                else " at the earliest"
                if given.end.side == LOW
                else " at the latest"
            )
            return f"{sign}{before}{day_text(number)}{at}{behind} ({self.name(given.end.variable)})"
        how = "" if self._point(given) else _bounded(given.end.side, open_)
        return f"{sign}{before}{how}{amount_text(variable, number)}{behind} ({self.name(given.end.variable)})"

    # Where no bound tells it

    def circle(self, edges: Sequence[DifferenceEdge]) -> str:
        """Orders that go round in a circle, in words; of two of them, both from one side."""
        one, other = (self.name(variable) for variable in edges[0][:2])
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


def _derived(step: DerivedBound) -> Bound:
    """The bound as the constraint gives it, not yet moved to a whole number or to what a claim allows."""
    assert step.constraint is not None
    (bound,) = (
        one.derive(*[given.bound for given in step.given])
        for one in step.constraint.propagators
        if one.of == step.end
    )
    return bound


def bounds_reached(steps: Sequence[DerivedBound]) -> tuple[Bound, Bound]:
    """What some steps leave of the variable they bound; the side that none of them bounds is left open."""
    found = [unbounded(LOW), unbounded(HIGH)]
    for step in steps:
        found[step.end.side] = step.bound
    return found[LOW], found[HIGH]
