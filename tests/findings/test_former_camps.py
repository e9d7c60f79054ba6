"""What was decided when denials still multiplied camps goes on to hold, and opens again for the same reasons as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.decided import Folder

REVIEW = """\
version: 1
finding: {id}
rule: D101 camps-exclude
question: battle.strength
saw: >-
  6,000 men (corve) | about 6,100 men (hugh)
content: 2:conflict:{camps}
verdict: scope
because: >-
  two counts
by: Ann
on: 2026-11-24
"""
DENIES = "\n    stance: denies"
# Two voices that deny one figure each, and one voice that denies both: four camps each, as they were written.
EACH = "0e11a638+5f26ead1/0e11a638+8a884181/10bd7816+5f26ead1/10bd7816+8a884181"
BOTH = "0e11a638+5f26ead1/0e11a638+8a884181/5f26ead1+ba3fe5e9/8a884181+ba3fe5e9"


@pytest.fixture(params=[EACH, BOTH])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Folder:
    """A conflict that was decided then."""
    made = Folder(tmp_path / "claims" / "aldwater")
    made.source("corve", "battle.strength: 6,000 men")
    made.source("hugh", "battle.strength: about 6,100 men")
    denied = [f"battle.strength: 6,000 men{DENIES}", f"battle.strength: about 6,100 men{DENIES}"]
    if request.param == BOTH:
        made.source("ness", *denied)
    else:
        made.source("ness", denied[0])
        made.source("odo", denied[1])
    found = made.conflict()
    made.review(found.id, REVIEW.format(id=found.id, camps=request.param))
    return made


def test_it_holds_as_long_as_the_claims_stand(folder: Folder) -> None:
    assert folder.conflict().status == "reviewed"


def test_a_claim_that_joins_a_camp_is_told(folder: Folder) -> None:
    folder.source("per", "battle.strength: 6,000 men")
    assert folder.conflict().status == "grown"


def test_camps_more_open_it_again(folder: Folder) -> None:
    folder.source("per", "battle.strength: 9,000 men", "battle.strength: 12,000 men")
    assert folder.conflict().status == "stale"


def test_a_claim_less_opens_it_again(folder: Folder) -> None:
    folder.path.joinpath("hugh.yaml").unlink()
    assert folder.conflict().status == "stale"
