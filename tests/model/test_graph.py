"""Walks over links between ids, against a plain reckoning of what can be reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.model.graph import Representatives, ancestors, connected_parts, cycles

IDS = "abcdef"
GRAPHS = st.dictionaries(st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=3).map(tuple))


def reached(start: str, parents: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    while True:
        further = {name for key in {start, *found} for name in parents.get(key, ())} - found
        if not further:
            return found
        found |= further


@given(GRAPHS, st.sampled_from(IDS))
def test_ancestors_are_all_that_can_be_reached_but_the_start(
    parents: dict[str, tuple[str, ...]], start: str
) -> None:
    found = ancestors(start, lambda name: parents.get(name, ()))
    assert len(set(found)) == len(found)
    assert set(found) == reached(start, parents) - {start}


def test_the_nearest_ancestor_comes_first() -> None:
    parents = {"town": ("shire", "see"), "shire": ("realm",), "see": ("province",), "realm": ("empire",)}
    found = ancestors("town", lambda name: parents.get(name, ()))
    assert found == ("shire", "see", "realm", "province", "empire")


@given(GRAPHS)
def test_a_graph_has_cycles_exactly_where_something_is_above_itself(
    parents: dict[str, tuple[str, ...]],
) -> None:
    found = cycles(parents)
    assert bool(found) == any(key in reached(key, parents) for key in parents)
    for cycle in found:
        for child, parent in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert parent in parents[child]


def test_a_representative_ends_the_chain() -> None:
    same_as = {"a": "b", "b": "c"}
    representative = Representatives(lambda name: same_as.get(name, ""))
    assert {representative(name) for name in "abc"} == {"c"}


@pytest.mark.parametrize("order", ["abcz", "zcba"])
def test_the_representative_of_a_circle_is_the_same_for_all_that_leads_into_it(order: str) -> None:
    same_as = {"c": "b", "b": "z", "z": "c", "a": "c"}
    representative = Representatives(lambda name: same_as.get(name, ""))
    assert {representative(name) for name in order} == {"b"}


@pytest.mark.parametrize("last", ["", "0"])
def test_each_link_to_a_representative_is_followed_once(last: str) -> None:
    followed: list[str] = []
    many = 3_000

    def same_as(name: str) -> str:
        followed.append(name)
        return str(int(name) + 1) if int(name) < many else last

    representative = Representatives(same_as)
    assert {representative(str(number)) for number in range(many + 1)} == {"0" if last else str(many)}
    assert len(followed) == many + 1


def test_connected_parts_are_joined_by_links_and_stand_in_order() -> None:
    assert connected_parts(6, [(4, 1), (1, 5), (3, 2)]) == [[0], [1, 4, 5], [2, 3]]
