"""What became of a finding, whether the decision on it is a record or a mapping."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from discrepancy.reporters._standing import decided, justification, reviewed, status

REVIEW = {"verdict": "scope", "because": "one counts houses,\nthe other hearths", "by": "A. Reader", "on": "2026-03-01"}


@pytest.mark.parametrize("review", [REVIEW, SimpleNamespace(**REVIEW)])
def test_a_decision_in_a_line(review: Any) -> None:
    finding: Any = SimpleNamespace(status="reviewed", review=review)
    assert justification(finding) == "scope: one counts houses, the other hearths (A. Reader, 2026-03-01)"
    assert reviewed(finding) and decided(finding, "verdict") == "scope"


@pytest.mark.parametrize(
    ("given", "said", "settled"),
    [("", "open", False), ("open", "open", False), ("new", "new", False), ("stale", "stale", False), ("grown", "grown", True), ("reviewed", "reviewed", True)],
)
def test_a_decision_stands_until_the_camps_change(given: str, said: str, settled: bool) -> None:
    finding: Any = SimpleNamespace(status=given)
    assert (status(finding), reviewed(finding), justification(finding)) == (said, settled, "")
