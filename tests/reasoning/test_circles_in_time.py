"""Dates that sources give only by one another: where they close a circle, they are held against each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.folders import write_dossier

DOSSIER = "title: Circle\nentities:\n" + "".join(
    f"  {name}: {{name: the {name}, kind: event}}\n" for name in ("fire", "siege", "battle", "truce")
)
FALSE = [
    ("fire.date: the day after fire",),
    ("fire.date: the day after siege", "siege.date: two days after fire"),
    ("fire.date: after siege", "siege.date: after battle", "battle.date: after fire"),
    ("fire.date: before siege", "siege.date: before fire"),
    ("fire.date: after siege.end", "siege.start: after fire"),
    ("fire.date: two days after siege", "fire.date: three months before siege"),
    (
        "fire.date: two days after siege",
        "siege.date: two days after battle",
        "fire.date: two years before battle",
    ),
]
TRUE = [
    ("fire.date: two days after siege", "siege.date: two days before fire"),
    ("fire.date: the same day as siege", "siege.date: the same day as fire"),
    ("fire.date: by siege", "siege.date: by fire"),
    ("fire.date: after siege", "siege.date: after battle", "battle.date: before fire"),
]
APART = [
    ("fire.date: the day after siege",),
    ("fire.date: the day after siege", "battle.date: after siege"),
    ("fire.date: the day after siege", "battle.date: after truce"),
    ("fire.date: after siege", "siege.date: after battle", "battle.date: after truce"),
]


def checked(folder: Path, run_in: Runner, claims: tuple[str, ...], split: bool) -> tuple[int, str]:
    each = dict(zip(("odo", "wace", "hugh"), claims, strict=False))
    sources = each if split else {"odo": "\n- ".join(claims)}
    write_dossier(folder / "d", DOSSIER, sources)
    ran = run_in(folder, "check", "d")
    return ran.code, ran.out


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize("claims", FALSE)
def test_a_circle_that_cannot_close_is_a_conflict_and_was_compared(
    claims: tuple[str, ...], split: bool, tmp_path: Path, run_in: Runner
) -> None:
    code, out = checked(tmp_path, run_in, claims, split)
    assert code == 1 and "[L10" in out and "Nothing to compare" not in out


@pytest.mark.parametrize("split", [True, False])
@pytest.mark.parametrize("claims", TRUE)
def test_a_circle_that_can_close_was_compared_too(
    claims: tuple[str, ...], split: bool, tmp_path: Path, run_in: Runner
) -> None:
    code, out = checked(tmp_path, run_in, claims, split)
    assert code == 0 and "Nothing found in" in out and "; 1 pair compared" in out


@pytest.mark.parametrize("claims", APART)
def test_dates_that_meet_nothing_are_nothing_to_compare(
    claims: tuple[str, ...], tmp_path: Path, run_in: Runner
) -> None:
    code, out = checked(tmp_path, run_in, claims, True)
    assert code == 2 and "Nothing to compare" in out


@pytest.mark.parametrize("ends", [("e199.date: three days after e0",), ("e199.date: 1199", "e0.date: 1204")])
def test_a_circle_of_hundreds_is_told_as_a_small_one_is(
    ends: tuple[str, ...], tmp_path: Path, run_in: Runner
) -> None:
    events = "".join(f"  e{number}: {{name: E{number}, kind: event}}\n" for number in range(200))
    claims = [f"e{number}.date: three days after e{number + 1}" for number in range(199)] + [*ends]
    write_dossier(tmp_path / "d", "title: Circle\nentities:\n" + events, {"odo": "\n- ".join(claims)})
    ran = run_in(tmp_path, "check", "d")
    assert f"Found 1 conflict in {len(claims)} claims" in ran.out and "L103" not in ran.out
