"""Whatever is written into a dossier, it comes out as if it were read for the first time: in every format, and by the command.

The judge is the same run without a cache. `DISCREPANCY_EDITS=N` tries N times as many dossiers (default 2).
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from discrepancy.commands.main import main
from discrepancy.findings.analysis import engine
from discrepancy.findings.cache import store as stores
from discrepancy.findings.cache.result_cache import ResultCache
from discrepancy.findings.cache.store import Store
from discrepancy.findings.run import Run
from discrepancy.reading import dossiers as reader
from discrepancy.reading import tree_cache
from discrepancy.reporting.base import formats, report_function
from tests.support import random_dossiers as written

ROUNDS = int(os.environ.get("DISCREPANCY_EDITS", "2"))


def states(seed: int, count: int) -> Iterator[written.State]:
    """A dossier, and what becomes of it edit by edit; now and then one that it was before."""
    draw = random.Random(seed)
    one = written.drawn(draw)
    before = [copy.deepcopy(one)]
    yield one
    for _ in range(count - 1):
        if draw.random() < 0.15:
            one = copy.deepcopy(draw.choice(before))
        else:
            for _ in range(draw.randint(1, 2)):
                written.edit(draw, one)
        before.append(copy.deepcopy(one))
        yield one


def told(run: Run) -> object:
    return run.findings, run.rules, run.comparisons, run.undecided, run.preset_effects, run.problems


@pytest.mark.parametrize("seed", range(10 * ROUNDS))
def test_any_dossier_after_any_edits(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_cache, "SHORTEST_CACHED", 0)
    folder = tmp_path / "d"
    for one in states(seed, 8):
        written.write(folder, one)
        cache = ResultCache(Store(tmp_path / "kept", b"k" * 32))
        plain, known = (reader.read_dossiers([str(folder)], trees=trees) for trees in (None, cache.trees))
        assert (known[0].claims, known[0].sources, known[0].problems) == (
            plain[0].claims,
            plain[0].sources,
            plain[0].problems,
        )
        cold, warm = engine.run_rules(plain), engine.run_rules(known, cache=cache)
        assert told(warm) == told(cold)
    for name in formats():
        assert report_function(name)(warm) == report_function(name)(cold), name


@pytest.mark.parametrize("seed", range(1000, 1000 + 4 * ROUNDS))
def test_the_command_says_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(stores.WHERE, "kept")
    monkeypatch.setenv(stores.KEY, "a secret of the host, long enough")
    draw = random.Random(seed)

    def said(*words: str) -> tuple[Any, str, str, list[bytes]]:
        with pytest.raises(SystemExit) as ended:
            main(("check", *words))
        printed = capsys.readouterr()
        made = sorted(path for path in tmp_path.iterdir() if path.name.startswith("found"))
        return ended.value.code, printed.out, printed.err, [path.read_bytes() for path in made]

    for one in states(seed, 5):
        written.write(tmp_path / "claims" / "d", one)
        form, other = draw.sample(formats(), 2)
        asked = draw.choice(
            (
                ["--fail-on", "never"],
                ["--select", "D"],
                ["--subject", "battle"],
                ["--texts", "claims/d"],
                ["--exit-zero"],
                [],
            )
        )
        words = ("--format", form, "--output", f"{other}=found.{other}", *asked)
        plain = said(*words, "--no-cache")
        assert said(*words) == plain
        assert said(*words) == plain
