"""Laws that can never bind, so that what they join can be judged apart.

An order or a distance `a - b <= c` cannot be broken where even the strongest bounds that any claims give keep
it, unless it closes a circle that is too short wherever in time it is. Circles are looked for among the
pieces that the other laws make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from discrepancy.model.graph import connected_parts
from discrepancy.reasoning import difference_constraints as distances
from discrepancy.reasoning.constraints import unbounded
from discrepancy.reasoning.difference_constraints import Difference
from discrepancy.reasoning.network import HIGH, LOW, Constraint, LinearInequality, VariableEnd
from discrepancy.reasoning.propagation import Component
from discrepancy.values.intervals import INF, Bound

Bounds = Mapping[VariableEnd, Bound]
STEPS = 400_000  # of the search for the shortest ways through pieces
SHORTEST: Bound = (-(10**9), 0)  # stands for a distance of which nothing is known


def slack_instances(part: Component, bounds: Bounds) -> frozenset[int]:
    """The instances that cannot bind, given the strongest bounds of the variables."""
    every = {i: part.network.instances[i].constraints[part.level] for i in part.instances}
    aside = {
        i for i, kept in every.items() if kept and all(_wide(_distance(part, one), bounds) for one in kept)
    }
    home = _homes(one for i, kept in every.items() if i not in aside for one in kept)
    edges = [(i, found) for i in sorted(aside) for one in every[i] if (found := _distance(part, one))]
    inner = {i for i, (more, less, _) in edges if home.get(more, more) == home.get(less, less)}
    aside -= inner
    between = [(i, difference) for i, difference in edges if i in aside]
    within = [
        found
        for i in part.instances
        if i not in aside
        for one in every[i]
        for found in _lengths(part, one, bounds)
    ]
    return frozenset(aside - _round(between, within, home))


def _distance(part: Component, one: Constraint) -> Difference | None:
    """The one distance that a constraint says, as sharp as whole days make it."""
    return part.sharpened(one.inequalities[0]).difference if one.difference else None


def _wide(difference: Difference | None, bounds: Bounds) -> bool:
    """Whether a distance is kept by the strongest bounds of its variables."""
    if difference is None:
        return False
    more, less, (number, side) = difference
    low = bounds.get(VariableEnd(more, LOW)) or unbounded(LOW)
    high, open_ = bounds.get(VariableEnd(less, HIGH)) or unbounded(HIGH)
    return bool(low <= (high + number, open_ + side))


def _homes(constraints: Iterable[Constraint]) -> dict[int, int]:
    """The piece that each variable of the constraints belongs to."""
    place: dict[int, int] = {}
    links = [
        [place.setdefault(variable, len(place)) for variable in one.variables]
        for one in constraints
        if one.variables
    ]
    variables = list(place)
    return {
        variables[one]: -1 - i for i, piece in enumerate(connected_parts(len(place), links)) for one in piece
    }


def _lengths(part: Component, one: Constraint, bounds: Bounds) -> Iterator[Difference]:
    """The distances between two variables that a constraint gives at most, lengths of time and ages at their
    strongest.
    """
    if found := _distance(part, one):
        yield found
        return
    every = list(one.inequalities)
    if one.bounded_inequalities is not None:
        every += one.bounded_inequalities(lambda end: bounds.get(end) or unbounded(end.side))
    yield from (
        difference for relation in every if (difference := _of_days(part, part.sharpened(relation), bounds))
    )
    if not one.inequalities:
        days = [variable for variable in one.variables if part.is_day(variable)]
        yield from ((a, b, SHORTEST) for a in days for b in days if a != b)


def _of_days(part: Component, relation: LinearInequality, bounds: Bounds) -> Difference | None:
    """A relation between two days and other things, these at their strongest."""
    days = [(variable, weight) for variable, weight in relation.terms if part.is_day(variable)]
    if len(days) != 2 or sorted(weight for _, weight in days) != [-1, 1]:
        return None
    most, side = relation.most
    for variable, weight in relation.terms:
        if not part.is_day(variable):
            number, open_ = bounds.get(
                VariableEnd(variable, end := LOW if weight > 0 else HIGH)
            ) or unbounded(end)
            if number in (INF, -INF):
                return None
            most, side = most - weight * number, side or open_
    more, less = (variable for variable, _ in sorted(days, key=lambda term: -term[1]))
    return more, less, (most, side)


def _round(
    between: list[tuple[int, Difference]], within: list[Difference], home: Mapping[int, int]
) -> frozenset[int]:
    """Of the instances between pieces, those that may close a circle too short. A circle comes into a piece
    by one door and leaves it by one: each door is two nodes, so that what clashes within a piece is not gone
    round.
    """
    doors = {variable for _, (more, less, _) in between for variable in (more, less)}
    ways = [(more, _out(less), most) for _, (more, less, most) in between]
    through = _through(within, doors, home)
    if through is None:
        return frozenset(i for i, _ in between)
    ways += [(_out(end), start, most) for end, start, most in through]
    ways += [(_out(door), door, (0, 0)) for door in sorted(doors)]
    if distances.feasible_assignment(ways) is not None:
        return frozenset()
    circle = _circles(ways)
    inside: dict[int, list[Difference]] = {}
    for way in ways:
        if circle.get(way[0], -1) == circle.get(way[1]):
            inside.setdefault(circle[way[0]], []).append(way)
    short = {name for name, mine in inside.items() if distances.feasible_assignment(mine) is None}
    return frozenset(
        i
        for i, (more, less, _) in between
        if circle.get(more, -1) == circle.get(_out(less)) and circle.get(more) in short
    )


def _out(door: int) -> int:
    return -2 - door


def _through(within: list[Difference], doors: set[int], home: Mapping[int, int]) -> list[Difference] | None:
    """The shortest ways through each piece from one of its doors to another, each no longer than there are
    variables (Bellman 1958); None where that takes too many steps.
    """
    found: list[Difference] = []
    steps = 0
    by_home: dict[int, list[Difference]] = {}
    for one in within:
        by_home.setdefault(home.get(one[0], one[0]), []).append(one)
    for edges in by_home.values():
        variables = {variable for more, less, _ in edges for variable in (more, less)}
        mine = sorted(variables & doors)
        for start in mine if len(mine) > 1 else ():
            reached: dict[int, Bound] = {start: (0, 0)}
            for _ in range(len(variables)):
                before = dict(reached)
                steps += len(edges)
                for more, less, (number, side) in edges:
                    if less in before:
                        far = before[less][0] + number, before[less][1] + side
                        reached[more] = min(reached.get(more, far), far)
                if reached == before:
                    break
                if steps > STEPS:
                    return None
            found += ((end, start, reached[end]) for end in mine if end != start and end in reached)
    return found


def _circles(differences: Iterable[Difference]) -> dict[int, int]:
    """Each variable's circle: those from which one comes back to it (Kosaraju: Sharir 1981)."""
    ahead: dict[int, set[int]] = {}
    back: dict[int, set[int]] = {}
    for more, less, _ in differences:
        ahead.setdefault(less, set()).add(more)
        back.setdefault(more, set()).add(less)
    circle: dict[int, int] = {}
    for start in reversed(distances.depth_first_order(ahead)):
        waiting = [] if start in circle else [start]
        while waiting:
            here = waiting.pop()
            circle[here] = start
            waiting += [other for other in back.get(here, ()) if other not in circle]
    return circle
