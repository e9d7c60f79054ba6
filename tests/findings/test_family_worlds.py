"""Families as they may have been, told at random from either side: what is true makes no conflict and no tension,
what is false is told.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import hypothesis.strategies as st
from hypothesis import given, settings

from discrepancy.findings.run import Run
from tests.support.folders import findings_in, write_dossier

EXAMPLES = int(os.environ.get("FAMILY_WORLDS", "60"))
GRAVE = ("conflict", "tension")


class Family(NamedTuple):
    """Persons by number: sex, year of birth, father and mother (-1: not of this world), and who married whom."""

    sexes: tuple[str, ...]
    born: tuple[int, ...]
    parents: tuple[tuple[int, int], ...]
    couples: tuple[tuple[int, int], ...]


@st.composite
def families(draw: st.DrawFn) -> Family:
    """Three generations of a few persons each."""
    sexes: list[str] = []
    born: list[int] = []
    parents: list[tuple[int, int]] = []
    couples: list[tuple[int, int]] = []
    older: list[int] = []
    for generation in range(3):
        mine = []
        for _ in range(draw(st.integers(2, 3))):
            sexes.append(draw(st.sampled_from(["male", "female"])))
            born.append(1500 + 30 * generation + draw(st.integers(0, 8)))
            fathers = [one for one in older if sexes[one] == "male"]
            mothers = [one for one in older if sexes[one] == "female"]
            both = fathers and mothers and draw(st.booleans())
            parents.append(
                (draw(st.sampled_from(fathers)), draw(st.sampled_from(mothers))) if both else (-1, -1)
            )
            mine.append(len(sexes) - 1)
        for one in mine:
            for other in mine:
                if one < other and draw(st.booleans()):
                    couples.append((one, other))
        older = mine
    return Family(tuple(sexes), tuple(born), tuple(parents), tuple(couples))


def truths(world: Family) -> list[str]:
    """All that is so, each from either side."""
    said = [f"p{n}.sex: {sex}" for n, sex in enumerate(world.sexes)]
    said += [f"p{n}.born: {year}" for n, year in enumerate(world.born)]
    for one, other in world.couples:
        said += [f"p{one}.spouse: p{other}", f"p{other}.spouse: p{one}"]
    for child, both in enumerate(world.parents):
        for parent in both if both != (-1, -1) else ():
            said += [f"p{child}.parent: p{parent}", f"p{parent}.child: p{child}"]
    return said


def found(world: Family, told: list[tuple[int, str]]) -> Run:
    """What is found where each source tells its part."""
    entities = "".join(f"  p{n}: {{name: P{n}, kind: person}}\n" for n in range(len(world.sexes)))
    sources: dict[str, str] = {}
    for number, said in dict.fromkeys(told):
        sources["abc"[number]] = sources.get("abc"[number], "") + f"- {said}\n"
    with TemporaryDirectory() as folder:
        write_dossier(Path(folder), f"title: T\nentities:\n{entities}", sources)
        return findings_in(Path(folder))


@st.composite
def tellings(draw: st.DrawFn) -> tuple[Family, list[tuple[int, str]]]:
    world = draw(families())
    one = st.tuples(st.integers(0, 2), st.sampled_from(truths(world)))
    return world, draw(st.lists(one, min_size=4, max_size=30, unique=True))


@settings(max_examples=EXAMPLES)
@given(tellings())
def test_what_is_true_makes_no_conflict_and_no_tension(telling: tuple[Family, list[tuple[int, str]]]) -> None:
    world, told = telling
    run = found(world, told)
    assert not [one.message for one in run.findings if one.kind in GRAVE]
    questions = [str(one.question) for one in run.findings if one.kind == "difference"]
    assert len(questions) == len(set(questions))


@settings(max_examples=EXAMPLES)
@given(tellings(), st.data())
def test_a_father_too_many_is_told(
    telling: tuple[Family, list[tuple[int, str]]], data: st.DataObject
) -> None:
    world, told = telling
    children = [child for child, both in enumerate(world.parents) if both != (-1, -1)]
    if not children:
        return
    child = data.draw(st.sampled_from(children))
    father = world.parents[child][0]
    wrong = [n for n, sex in enumerate(world.sexes) if sex == "male" and n not in (father, child)]
    if not wrong:
        return
    other = data.draw(st.sampled_from(wrong))
    right = data.draw(st.sampled_from([f"p{child}.parent: p{father}", f"p{father}.child: p{child}"]))
    false = data.draw(st.sampled_from([f"p{child}.parent: p{other}", f"p{other}.child: p{child}"]))
    sexes = [(0, f"p{n}.sex: male") for n in (father, other)]
    run = found(world, [*told, *sexes, (0, right), (1, false)])
    (one,) = [
        one for one in run.findings if str(one.question) == f"p{child}.parent" and one.kind == "conflict"
    ]
    assert false in {f"{claim.question}: {claim.given}" for claim in one.claims}
