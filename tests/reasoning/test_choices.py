"""Of those that a law counts, no more choices are made than are tried."""

from __future__ import annotations

from pathlib import Path

from discrepancy.findings.run import Run
from tests.support.bombs_of_dossiers import BOMBS
from tests.support.counted_steps import calls
from tests.support.folders import findings_in


def test_of_many_children_the_first_choices_are_made_and_the_rest_is_told(tmp_path: Path) -> None:
    for folder, size in (("few", 40), ("many", 80)):
        (tmp_path / folder).mkdir()
        list(BOMBS["children to be counted"].make(tmp_path / folder, size))
    few = calls(lambda: findings_in(tmp_path / "few" / "d"))
    runs: list[Run] = []
    many = calls(lambda: runs.append(findings_in(tmp_path / "many" / "d")))
    assert many < 4 * few  # all choices would be sixteen times as many
    assert any("not all of the law children-named was judged" in said for said in runs[0].undecided)


def test_of_many_who_hold_at_once_the_steps_reach_as_far_as_if_each_bound_cost_one(tmp_path: Path) -> None:
    """A bound derived from a few others costs no more than one; weighed by all of them, three were lost."""
    list(BOMBS["holders at a time"].make(tmp_path, 12))
    found = [one for one in findings_in(tmp_path / "d").findings if one.rule == "L101"]
    assert len(found) >= 30 and {one.kind for one in found} == {"conflict"}
