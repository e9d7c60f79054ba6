"""Reasoning on tangles: the work on them is bounded, and what is left is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.reading import dossiers as reader
from discrepancy.reasoning import maximal_sets
from discrepancy.reasoning.contradictions import ReasoningResult
from discrepancy.reasoning.difference_constraints import feasible_assignment
from discrepancy.system.step_budget import StepBudget


def test_the_work_of_a_part_counts_in_the_whole() -> None:
    whole = StepBudget(10)
    part = StepBudget(8, whole)
    part.spend(5)
    assert not part.done and not StepBudget(8, whole).done
    StepBudget(8, whole).spend(5)
    assert part.done and whole.done


def test_distances_in_any_order_give_the_same_answers() -> None:
    chain = [(i + 1, i, (-1, 0)) for i in range(50)]
    mixed = chain[::2] + chain[1::2]
    assert (
        feasible_assignment(chain) == feasible_assignment(mixed)
        and feasible_assignment([*mixed, (0, 50, (49, 0))]) is None
    )


def test_a_step_about_a_thing_that_is_only_perhaps_another(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    people = "\n".join(
        f"  {name}: {{name: {name.title()}, kind: person{more}}}"
        for name, more in (("ann", ""), ("bea", ""), ("abe", ", maybe: bea, because: one name"))
    )
    (folder / "dossier.yaml").write_text(f"version: 1\ntitle: D\nentities:\n{people}\n")
    claims = "".join(
        f"  - {said}\n    at: p. 1\n" for said in ("abe.parent: ann", "ann.born: 1840", "bea.born: 1830")
    )
    (folder / "s.yaml").write_text(f"version: 1\nsource: s\nsiglum: S\ntitle: S\nclaims:\n{claims}")
    (finding,) = (
        one for one in engine.run_rules(reader.read_dossiers([str(folder)])).findings if one.rule == "L101"
    )
    assert finding.kind == "tension" and len(finding.claims) == 3


def test_what_the_words_allow_is_said_once(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(
        "version: 1\ntitle: D\nentities:\n  skirmish: {name: S, kind: event}\n  battle: {name: B, kind: event}\n"
    )
    claims = "".join(
        f"  - {said}\n    at: p. 1\n"
        for said in (
            "skirmish.date: the day before battle",
            "skirmish.date: 28 March 1461",
            "battle.date: 28 March 1461",
        )
    )
    (folder / "s.yaml").write_text(
        f"version: 1\nsource: s\nsiglum: S\ntitle: S\ncalendar: julian\nclaims:\n{claims}"
    )
    (finding,) = (
        one for one in engine.run_rules(reader.read_dossiers([str(folder)])).findings if one.rule == "L102"
    )
    assert finding.why[0] == "“28 March 1461” is 6 April 1461 in the Gregorian calendar"


def _around(folder: Path, claims: Sequence[tuple[str, str]]) -> ReasoningResult:
    """What reasoning gives of claims about events."""
    events = sorted({question.partition(".")[0] for question, _ in claims})
    folder.mkdir()
    (folder / "dossier.yaml").write_text(
        "version: 1\ntitle: D\nentities:\n"
        + "".join(f"  {name}: {{name: {name}, kind: event}}\n" for name in events)
    )
    said = "".join(
        f"  - {question}: {value}\n    at: p. {page}\n" for page, (question, value) in enumerate(claims)
    )
    (folder / "s.yaml").write_text(f"version: 1\nsource: s\nsiglum: S\ntitle: S\nclaims:\n{said}")
    (view,) = engine.views_of(reader.read_dossiers([str(folder)]))
    assert not view.dossier.problems
    return view.reasoning


def test_many_contradictions_around_one_event_are_all_told(tmp_path: Path) -> None:
    # Something must go of each of the 40, and that can be chosen in 2 to the power of 40 ways.
    wrong = [
        (f"e{i:02}.date", value) for i in range(40) for value in ("after hub", f"{i % 28 + 1} August 1940")
    ]
    found = _around(tmp_path / "d", [("hub.date", "1 May 1945"), *wrong])
    assert len(found.contradictions) == 40 and not found.undecided
    assert all(len(one.claims) == 3 and not one.more for one in found.contradictions)


def test_dates_by_an_event_that_all_clash_with_each_other_are_all_told(tmp_path: Path) -> None:
    # Two days that are said to be three days after the hub clash with each other and with the hub's own day.
    wrong = [
        (f"e{i:02}.date", value) for i in range(12) for value in ("3 days after hub", f"{i + 1} August 1946")
    ]
    found = _around(tmp_path / "d", [("hub.date", "1 May 1945"), *wrong])
    sets = Counter(
        len(every) for one in found.contradictions for head in (one, *one.more) for every in head.sets()
    )
    assert sets == {3: 12, 4: 66} and not found.undecided


def test_where_contradictions_are_too_many_to_be_put_together_it_is_said_that_there_may_be_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [("hub.date", "1 May 1945")]
    claims += [
        (f"e{i}.date", value) for i in range(4) for value in ("3 days after hub", f"{i + 1} August 1946")
    ]
    usual = _around(tmp_path / "d", claims)
    monkeypatch.setattr(maximal_sets, "MOST_CONTRADICTIONS", 5)
    found = _around(tmp_path / "e", claims)
    assert len(found.contradictions) == len(usual.contradictions) > 0 and not usual.undecided
    assert [text.partition(",")[0] for _, text in found.undecided] == [
        "besides the sets of claims that are told"
    ]


def test_contradictions_that_touch_are_looked_at_together(tmp_path: Path) -> None:
    wrong = [(f"e{i:02}.date", value) for i in range(12) for value in ("after hub", f"{i + 1} August 1940")]
    later = [("late.date", "10 days after e00"), ("late.date", "1 September 1939")]
    found = _around(tmp_path / "d", [("hub.date", "1 May 1945"), ("hub.date", "1 May 1935"), *wrong, *later])
    sets = sorted(
        len(every) for one in found.contradictions for head in (one, *one.more) for every in head.sets()
    )
    # Of each e the three, of the late day its own two with that of e00, and with what puts e00 after the hub.
    assert sets == [*[3] * 13, 4] and not found.undecided


def test_looking_at_the_largest_sets_leaves_work_for_what_comes_after(tmp_path: Path) -> None:
    claims = [("e0.date", "May 1945")]
    for i in range(1, 11):
        day = i % 28 + 1
        claims += [
            (f"e{i}.date", said)
            for said in ("in the same year as e0", f"{day} May {1945 + i % 2}", f"{day} June {1944 + i % 3}")
        ]
    found = _around(tmp_path / "d", claims)
    assert [text.partition(",")[0] for _, text in found.undecided] == [
        "besides the sets of claims that are told"
    ]


def test_what_holds_of_every_two_choices_and_not_of_three(tmp_path: Path) -> None:
    # Each of three lengths is given twice, and only the three longest do not fit between two days.
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(
        "version: 1\ntitle: D\nentities:\n"
        + "".join(
            f"  {name}: {{name: {name}, kind: place}}\n" for name in ("north", "middle", "south", "whole")
        )
        + "laws:\n  - name: parts\n    law: north.population + middle.population + south.population <= whole.population\n    because: they lie in it\n"
    )
    said = [
        (f"{name}.population", number)
        for name in ("north", "middle", "south")
        for number in ("3,107", "4,219")
    ]
    claims = "".join(
        f"  - {question}: {number}\n    at: p. {page}\n"
        for page, (question, number) in enumerate([*said, ("whole.population", "11,603")])
    )
    (folder / "s.yaml").write_text(f"version: 1\nsource: s\nsiglum: S\ntitle: S\nclaims:\n{claims}")
    (view,) = engine.views_of(reader.read_dossiers([str(folder)]))
    assert not view.dossier.problems
    (one,) = view.reasoning.contradictions
    assert (
        {claim.given for claim in one.claims} == {"4,219", "11,603"}
        and len(one.claims) == 4
        and not view.reasoning.undecided
    )
