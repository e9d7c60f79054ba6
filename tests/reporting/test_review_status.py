"""The review of a finding, in a line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from discrepancy.reporting.base import report_function
from discrepancy.reporting.review_status import decision_field, decision_stands, justification
from tests.support.decided import Folder

DECISION = SimpleNamespace(
    verdict="scope", because="one counts houses,\nthe other hearths", by="A. Reader", on="2026-03-01"
)


def test_a_decision_in_a_line() -> None:
    finding: Any = SimpleNamespace(status="reviewed", review=SimpleNamespace(decision=DECISION))
    assert justification(finding) == "scope: one counts houses, the other hearths (A. Reader, 2026-03-01)"
    assert decision_stands(finding) and decision_field(finding, "verdict") == "scope"


@pytest.mark.parametrize(
    ("given", "settled"),
    [("open", False), ("new", False), ("stale", False), ("grown", True), ("reviewed", True)],
)
def test_a_decision_stands_until_the_camps_change(given: str, settled: bool) -> None:
    finding: Any = SimpleNamespace(status=given, review=None)
    assert (decision_stands(finding), justification(finding)) == (settled, "")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_note_on_a_claim_is_told_once_with_its_finding(tmp_path: Path, form: str) -> None:
    folder = Folder(tmp_path / "aldwater")
    folder.source("corve", "battle.strength: 6,000 men\n    note: counted before the rain")
    folder.source("hugh", "battle.strength: 9,000 men")
    said = report_function(form)(folder.run())
    assert said.count("counted before the rain") == 1
