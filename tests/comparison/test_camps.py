"""Camps against the definition: every group that can be true together and is contained in no other."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from discrepancy.comparison.camps import LISTED, camps_of_boxes, camps_of_graph, camps_on_line
from discrepancy.values import intervals as region
from discrepancy.values.base import span_sets
from tests.support.examples import examples

points = st.integers(0, 12)
pieces = st.tuples(points, st.integers(0, 4)).map(lambda piece: (piece[0], sum(piece)))
regions = st.lists(pieces, min_size=1, max_size=3).map(region.union)
boxes = st.tuples(regions, regions).map(lambda ends: tuple(span_sets(*ends))).filter(lambda box: bool(box[0]))


def by_definition(count: int, together: object) -> list[tuple[int, ...]]:
    groups = [
        group for size in range(1, count + 1) for group in combinations(range(count), size) if together(group)
    ]  # type: ignore[operator]
    return sorted(group for group in groups if not any(set(group) < set(other) for other in groups))


def common(found: list[region.Region]) -> region.Region:
    shared = found[0]
    for one in found[1:]:
        shared = region.meet(shared, one)
    return shared


@examples(300)
@given(st.lists(regions, min_size=1, max_size=7))
def test_camps_on_a_line_hold_for_unions_too(drawn: list[region.Region]) -> None:
    camps = camps_on_line(drawn)
    wanted = by_definition(len(drawn), lambda group: common([drawn[i] for i in group]))
    assert sorted(camps.listed) == wanted[:LISTED] and camps.total == len(wanted)


def test_pairwise_is_not_jointly() -> None:
    assert camps_on_line([((1, 2),), ((2, 3),), ((1, 1), (3, 3))]).total == 3


@examples(250)
@given(st.lists(boxes, min_size=1, max_size=6))
def test_camps_of_boxes(drawn: list[tuple[region.Region, region.Region]]) -> None:
    camps = camps_of_boxes(drawn)

    def in_order(group: tuple[int, ...]) -> bool:
        start, end = (common([drawn[i][side] for i in group]) for side in (0, 1))
        return bool(start and end and start[0][0] <= end[-1][1])

    wanted = by_definition(len(drawn), in_order)
    assert sorted(camps.listed) == wanted[:LISTED] and camps.total == len(wanted)


@examples(250)
@given(st.integers(1, 8), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7))))
def test_camps_by_exclusions(count: int, excluded: set[tuple[int, int]]) -> None:
    camps = camps_of_graph(count, lambda i, j: (i, j) in excluded or (j, i) in excluded)
    apart = {frozenset(pair) for pair in excluded if pair[0] != pair[1]}
    wanted = by_definition(
        count, lambda group: not any(frozenset(pair) in apart for pair in combinations(group, 2))
    )
    assert sorted(camps.listed) == wanted[:LISTED] and camps.total == len(wanted)


def test_many_independent_disputes_are_counted_not_listed() -> None:
    camps = camps_of_graph(60, lambda i, j: i // 2 == j // 2)
    assert camps.total == 2**30 and len(camps.listed) == LISTED and camps.decided


def test_ten_thousand_distinct_claims_list_fifty_camps() -> None:
    camps = camps_on_line([((i * 3, i * 3 + 1),) for i in range(10_000)])
    assert camps.total == 10_000 and len(camps.listed) == LISTED
