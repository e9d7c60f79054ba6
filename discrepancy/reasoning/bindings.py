"""What a law is applied to, and which things it takes together: of the entities named those counted, of the
holders those whose periods must not all overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from discrepancy.model.law import (
    AsOf,
    Comparison,
    Count,
    Scaled,
    Sum,
    Years,
)
from discrepancy.reasoning.claim_bounds import TimeKey
from discrepancy.reasoning.network import Constraint, is_tighter
from discrepancy.values.intervals import Bound, Region
from discrepancy.values.numbers.cardinals import Exact

Size = tuple[int, ...]
MANY = 100  # periods of which not every pair is told to be compared
Named = TypeVar("Named")


class Binding(NamedTuple):
    """What a law is applied to: an entity, a scope, a time for states and counts by period, a measure for
    figures without a unit, what a bare number in the law is multiplied by, and how many are named at least
    for each count (by `id`).
    """

    subject: str
    scope: Mapping[str, str]
    when: TimeKey | None
    measure: str = ""
    factor: Exact = 1
    counts: Mapping[int, int] = MappingProxyType({})


class PathTarget(NamedTuple):
    """Where the path of a law leads: a variable (or the start and end of a span), and the assertions that
    lead there.
    """

    variables: tuple[int, ...]
    guards: frozenset[int]
    about: str


def dissimilar_choices(
    named: Sequence[Named], size: int, alike: Callable[[Named, Named], bool]
) -> Iterator[tuple[Named, ...]]:
    """Every choice of `size` things of which no two are alike, in order."""

    def extend(before: tuple[Named, ...], rest: Sequence[Named]) -> Iterator[tuple[Named, ...]]:
        if len(before) == size:
            yield before
            return
        for place in range(len(rest) - (size - len(before)) + 1):
            one = rest[place]
            yield from extend((*before, one), [other for other in rest[place + 1 :] if not alike(one, other)])

    return extend((), named)


def deciding_sizes(
    cases: Mapping[Size, Mapping[str, tuple[Constraint, ...]]],
    stated: Callable[[int], tuple[list[Region], bool]],
) -> list[Size]:
    """The numbers of named entities that bear on anything: where a claim states what they are compared with,
    the first that exceeds it, and others only if something else may bound that.

    `stated` gives what claims allow a variable, and whether nothing else bounds it.
    """
    first: dict[Size, None] = {}
    alone = True
    for level in {level: None for constraints in cases.values() for level in constraints}:
        kept = {size: constraints[level][-1] for size, constraints in cases.items() if constraints[level]}
        alone &= all(
            len(size) == 1 and len(cases[size][level]) == 1 and len(one.variables) < 2
            for size, one in kept.items()
        )
        if not alone:
            break
        variable = next((one.variables[0] for one in kept.values() if one.variables), None)
        if variable is None:
            first |= dict.fromkeys([size for size, one in kept.items() if not one.holds()][:1])
            continue
        said, only = stated(variable)
        alone &= only
        bounds = {size: one.propagators[0].derive() for size, one in kept.items()}
        side = next(one.propagators[0].of.side for one in kept.values())
        for end in {piece[1 - side]: None for region in said for piece in region}:
            exceeding = [
                size for size, bound in bounds.items() if bound is not None and is_tighter(bound, end, side)
            ]
            first |= dict.fromkeys(exceeding[:1])
    return list(first if alone else {**first, **dict.fromkeys(cases)})


class Tenure(NamedTuple):
    """A period of a holder: the variables of its start and end, and the days between which all claims on it
    put it.
    """

    holder: str
    start: int
    end: int
    first: Bound
    last: Bound


def possibly_simultaneous(tenures: Sequence[Tenure], size: int) -> Iterator[tuple[Tenure, ...]]:
    """Every group of `size` periods of different holders that may all share a time. Two that every claim on
    them keeps apart need no law to do so, and stand in no group; a few of `size` 2 do, so as to be told to be
    compared, as does one group where there is no other.
    """

    def keep_apart(one: Tenure, other: Tenure) -> bool:
        return one.holder == other.holder or (
            (size > 2 or len(tenures) > MANY) and (one.last <= other.first or other.last <= one.first)
        )

    groups = dissimilar_choices(tenures, size, keep_apart)
    first = next(groups, None) or next(
        dissimilar_choices(tenures, size, lambda one, other: one.holder == other.holder), None
    )
    return chain((first,) if first else (), groups)


def counts_in(part: object) -> Iterator[Count]:
    """Every count in a law, in order."""
    if isinstance(part, Count):
        yield part
    for inner in _inner(part):
        yield from counts_in(inner)


def speaks_of_day(part: object) -> bool:
    """Whether a law speaks of the day of a claim on a state (`as_of`)."""
    return isinstance(part, AsOf) or any(map(speaks_of_day, _inner(part)))


def _inner(part: object) -> Iterable[object]:
    """What a comparison or a term is made of."""
    if isinstance(part, Comparison):
        return part.left, part.right
    if isinstance(part, Years):
        return part.since, part.until
    if isinstance(part, Sum):
        return [term for _, term in part.terms]
    return (part.term,) if isinstance(part, Scaled) else ()
