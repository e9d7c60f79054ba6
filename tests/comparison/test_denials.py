"""Denials stand in camps and do not multiply them; and of more camps than are listed, those are that hold everyone."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discrepancy.comparison import camps as camp_sets
from discrepancy.comparison.camps import (
    LISTED,
    Camps,
    camps_of_graph,
    camps_on_line,
    combined_camps,
    joint_camps,
)
from discrepancy.comparison.denials import camps_with_denials

ANSWERS, VOICES = 6, ("a", "b", "c")
pairs = st.sets(st.tuples(st.integers(0, ANSWERS - 1), st.integers(0, ANSWERS - 1)))
denied = st.lists(st.tuples(st.sampled_from(VOICES), st.sets(st.integers(0, ANSWERS - 1))), max_size=5)


def everyone(camps: Camps) -> set[int]:
    return {i for group in camps.listed for i in group}


@settings(max_examples=200)
@given(pairs, denied)
def test_denials_add_a_camp_for_each_voice_at_most(
    apart: set[tuple[int, int]], denials: list[tuple[str, set[int]]]
) -> None:
    answers = camps_of_graph(ANSWERS, lambda i, j: (i, j) in apart or (j, i) in apart)
    denies = {ANSWERS + n: those for n, (_, those) in enumerate(denials)}
    voices = {ANSWERS + n: [voice] for n, (voice, _) in enumerate(denials)}

    def excludes(i: int, j: int) -> bool:
        return j in denies.get(i, ()) or i in denies.get(j, ()) or (i, j) in apart or (j, i) in apart

    camps = camps_with_denials(answers, voices, excludes)
    assert everyone(camps) == set(range(ANSWERS)) | set(denies)
    assert camps.total == len(camps.listed) <= answers.total + len({voice for voice, _ in denials})
    whole = set(range(ANSWERS)) | set(denies)
    for group in camps.listed:
        assert not any(excludes(i, j) for i, j in combinations(group, 2))
        assert all(any(excludes(i, j) for j in group) for i in whole - set(group)), "it could be larger"
    for i, j in combinations(sorted(denies), 2):  # those who deny the same stand together
        if denies[i] == denies[j]:
            assert all((i in group) == (j in group) for group in camps.listed)


def test_a_voice_that_denies_all_of_one_camp_stands_in_one_camp() -> None:
    one = Camps(((0, 1, 2),), 1)
    camps = camps_with_denials(one, {3: ["lewy"], 4: ["lewy"]}, lambda i, j: (i, j) in {(3, 0), (4, 1)})
    assert camps.listed == ((0, 1, 2), (2, 3, 4)) and camps.total == 2


def test_more_camps_than_are_listed_leave_no_one_out() -> None:
    sixty = camps_of_graph(60, lambda i, j: i // 2 == j // 2)  # 2 ** 30 camps, of which two hold everyone
    assert len(sixty.listed) == LISTED and everyone(sixty) == set(range(60))
    part = Camps(tuple((i,) for i in range(10)), 10)
    other = Camps(tuple((10 + i,) for i in range(10)), 10)
    assert everyone(combined_camps([part, other])) == set(range(20))
    line = camps_on_line([((i * 3, i * 3 + 1),) for i in range(60)])
    assert (line.total, len(line.listed)) == (60, LISTED)
    chained = camps_on_line([((i, i + 2),) for i in range(90)])
    assert chained.total > LISTED and everyone(chained) == set(range(90))
    unions = camps_on_line([((i, i + 2), (1000 + 5 * i, 1000 + 5 * i)) for i in range(90)])
    assert unions.total > LISTED and everyone(unions) == set(range(90))


def test_what_the_counted_steps_do_not_reach_leaves_no_one_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camp_sets, "STEPS", 6)
    graph = camps_of_graph(30, lambda i, j: (i * j) % 3 == 1)
    assert not graph.decided and everyone(graph) == set(range(30))
    jointly = joint_camps(30, lambda i, j: False, lambda group: len(group) <= 3)
    assert not jointly.decided and everyone(jointly) == set(range(30))
