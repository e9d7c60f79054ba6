"""Whatever is declared otherwise, in dossiers drawn at random: no finding goes unseen whose claims nobody touched, and nothing is silenced by claims."""

from __future__ import annotations

import copy
import os
import random
from pathlib import Path

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.findings.changes.compare_runs import compare_runs
from discrepancy.findings.changes.silenced import with_silenced
from discrepancy.findings.comparison_records import RunComparison
from discrepancy.reading import dossiers as reader
from tests.support import random_dossiers as drawn

SEEDS = range(int(os.environ.get("DISCREPANCY_SILENCED_SEEDS", "8")))  # more in a long run


def compared(then: Path, now: Path) -> RunComparison:
    before, after = (engine.run_rules(reader.read_dossiers([str(path)])) for path in (then, now))
    homes = {str(now): str(then)}
    found = with_silenced(compare_runs(after, before, homes, RunComparison("x", "0")), before, homes)
    assert found.since is not None
    return found.since


def edited(draw: random.Random, one: drawn.State, settings: bool) -> drawn.State:
    """A dossier with some of its settings changed, or some of its claims."""
    while True:
        now = copy.deepcopy(one)
        for _ in range(draw.randint(1, 3)):
            before = copy.deepcopy(now)
            drawn.edit(draw, now)
            left = {name: claims for name, claims in before["sources"].items() if name in now["sources"]}
            others = {key: value for key, value in now.items() if key not in ("sources", "asked")}
            same = others == {key: before[key] for key in others} and left == before["sources"]
            if (now["sources"] != left) if settings else not same:
                now = before
        if drawn.files(now) != drawn.files(one):
            return now


@pytest.mark.parametrize("seed", SEEDS)
def test_what_goes_by_settings_is_silenced(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    one = drawn.drawn(draw)
    drawn.write(tmp_path / "then", one)
    for turn in range(4):
        now = edited(draw, one, settings=True)
        drawn.write(tmp_path / f"now-{turn}", now)
        since = compared(tmp_path / "then", tmp_path / f"now-{turn}")
        assert [gone for gone in since.gone if not gone.silenced and gone.kind != "review"] == []
        assert all(gone.why for gone in since.gone)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_goes_by_claims_is_not(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    one = drawn.drawn(draw)
    drawn.write(tmp_path / "then", one)
    for turn in range(3):
        drawn.write(tmp_path / f"now-{turn}", edited(draw, one, settings=False))
        since = compared(tmp_path / "then", tmp_path / f"now-{turn}")
        assert not since.silenced and all(gone.why and not gone.silenced for gone in since.gone)
