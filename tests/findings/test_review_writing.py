"""Nothing half-written, nothing lost: writers killed at every step, a full disk, and four writers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from discrepancy.findings.errors import FindingsError
from discrepancy.findings.reviews import writing as deciding
from tests.support.decided import Folder
from tests.support.killed_writers import KILLED, Stopped, decide, reasons

ROUNDS = int(os.environ.get("DISCREPANCY_ROUNDS", "40"))  # 1,000 before a release
WRITERS = 4
BATCH = 40  # rounds on one dossier; histories stay short enough to be read quickly
MOST_STEPS = 60
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return dossier(tmp_path / "aldwater")


def dossier(path: Path) -> Folder:
    """Three conflicts to decide."""
    made = Folder(path)
    made.source("corve", "battle.strength: 6,000 men", "battle.killed: 100", "battle.wounded: 200")
    made.source("hugh", "battle.strength: 9,000 men", "battle.killed: 300", "battle.wounded: 500")
    return made


def killed_at(folder: Folder, finding: str, reason: str, step: int) -> int:
    """The exit code of a process of its own that is killed at a step of deciding."""
    pid = os.fork()
    if pid == 0:
        try:
            decide(str(folder.path), finding, reason, "Ann", Stopped(), step)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
@pytest.mark.parametrize("earlier", [0, 1, 2])
def test_killed_at_any_step_it_is_whole_or_absent(folder: Folder, earlier: int) -> None:
    (finding, *_) = [one.id for one in folder.run().findings if one.kind == "conflict"]
    for number in range(earlier):
        decide(str(folder.path), finding, f"Ann-{number}", "Ann")
    saved = [f"Ann-{number}" for number in range(earlier)]
    for step in range(1, MOST_STEPS):
        code = killed_at(folder, finding, f"Ann-at-{step}", step)
        stands = reasons(folder.path)
        assert [one for one in stands if one in saved] == saved[::-1]
        assert set(stands) - set(saved) <= {f"Ann-at-{step}"}
        if code == 0:
            assert step > 8 and f"Ann-at-{step}" in stands
            return
        assert code == KILLED
        saved = stands[::-1]
    pytest.fail("it never came to its end")


def test_what_a_killed_writer_leaves_is_swept_and_never_read(folder: Folder) -> None:
    decide(str(folder.path), folder.run().findings[0].id, "Ann-0", "Ann")
    left = folder.path / "reviews" / ".discrepancy-F-00000000.yaml-1.tmp"
    left.write_text("finding: F-0000", encoding="utf-8")
    assert reasons(folder.path) == ["Ann-0"]
    decide(str(folder.path), folder.run().findings[0].id, "Ann-1", "Ann")
    assert not left.exists()


@pytest.mark.parametrize("step", ["write", "fsync", "link", "replace", "open", "mkdir"])
@pytest.mark.parametrize("earlier", [0, 1])
def test_a_full_disk_changes_nothing_and_is_said(folder: Folder, step: str, earlier: int) -> None:
    finding = folder.run().findings[0].id
    for number in range(earlier):
        decide(str(folder.path), finding, f"Ann-{number}", "Ann")
    run = folder.run()
    watch = Stopped()
    watch.arm(1, watch.full)
    with watch.watching((step,)):
        if step == ("mkdir" if earlier else "replace"):
            return  # there is nothing to make, or to replace
        if step == "link" and earlier:
            return  # it has a name
        with pytest.raises(FindingsError, match="No space left on device"):
            deciding.record_decision(run, finding, deciding.Decision("scope", because="Ann-9", by="Ann"))
    assert reasons(folder.path) == [f"Ann-{number}" for number in range(earlier)]
    assert not list(folder.path.glob("reviews/*.tmp")) and not list(
        folder.path.glob("reviews/.discrepancy-*")
    )
    decide(str(folder.path), finding, "Ann-10", "Ann")


def test_four_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    kills = 0
    for batch in range(-(-ROUNDS // BATCH)):
        made = dossier(tmp_path / f"aldwater-{batch}")
        begun, saved, killed = written(made, min(BATCH, ROUNDS - batch * BATCH) // WRITERS, batch)
        kills += killed
        stands = reasons(made.path)
        assert len(stands) == len(set(stands)), "a decision stands twice"
        assert saved <= set(stands), f"lost: {saved - set(stands)}"
        assert set(stands) <= begun
    assert kills or ROUNDS < 200


def written(made: Folder, rounds: int, seed: int) -> tuple[set[str], set[str], int]:
    """Lets four writers do their rounds, a new one in the place of each that is killed; what was begun and what was said to be saved."""
    begun: list[str] = []
    saved: list[str] = []
    running = {f"w{number}": begin(made, f"w{number}", 0, rounds, seed) for number in range(WRITERS)}
    kills = 0
    while running:
        for name in list(running):
            out, err = running.pop(name).communicate(timeout=300)
            told = [line.split() for line in out.splitlines()]
            begun += [reason for what, reason in told if what == "begins"]
            saved += [reason for what, reason in told if what == "saved"]
            done = sum(reason.startswith(f"{name}-") for reason in begun)
            assert done == rounds or err == "", err
            if done < rounds:
                running[name] = begin(made, name, done, rounds, seed)
            kills += len(told) % 2
    return set(begun), set(saved), kills


def begin(made: Folder, name: str, first: int, last: int, seed: int) -> subprocess.Popen[str]:
    arguments = [
        sys.executable,
        "-m",
        "tests.support.killed_writers",
        str(made.path),
        name,
        str(first),
        str(last),
        str(seed),
    ]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
