"""Small things made to take long or much memory: no command takes a minute or a gigabyte over them, and each
says what it found, what it refused or what it left.

An ordinary run tries small ones in one process; DISCREPANCY_BOMBS=1 tries them at full size, each command in a
child of its own, and prints a table.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import tests.support.bombs_of_dossiers
import tests.support.bombs_of_prose
import tests.support.bombs_of_quotes  # noqa: F401  # each registers its bombs
from tests.support.bombs import BOMBS, Words
from tests.support.command import Command
from tests.support.counted_steps import calls

FULL = os.environ.get("DISCREPANCY_BOMBS", "")
GIGABYTE, MINUTE = 1 << 30, 60
MOST_CALLS = 4_000_000  # of one command at the small size
EVERY = 5  # of the bombs one in so many is tried in an ordinary run, and those that once went off


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))


def _child(folder: Path, words: Words) -> tuple[int, str, str, float, int]:
    """How a command ended in a child with a gigabyte, what it said, its seconds and megabytes."""
    began = time.monotonic()
    with (folder / "said").open("wb") as out, (folder / "errors").open("wb") as err:
        child = subprocess.Popen(
            [sys.executable, "-m", "discrepancy", *words],
            cwd=folder,
            stdout=out,
            stderr=err,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            preexec_fn=_limited,
        )
        watchdog = threading.Timer(MINUTE, child.kill)
        watchdog.start()
        _, status, used = os.wait4(child.pid, 0)
        watchdog.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
    said, errors = ((folder / name).read_text("utf-8", "replace") for name in ("said", "errors"))
    return child.returncode, said, errors, time.monotonic() - began, used.ru_maxrss // 1024


@pytest.mark.skipif(not FULL, reason="takes long; DISCREPANCY_BOMBS=1 runs it")
@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_takes_a_minute_or_a_gigabyte_and_none_is_silent(name: str, tmp_path: Path) -> None:
    for words in BOMBS[name].make(tmp_path, BOMBS[name].full):
        code, said, errors, seconds, megabytes = _child(tmp_path, words)
        last = " ".join((said + errors).split())[-90:]
        print(f"| {name} | {words[0]} | {seconds:.1f} | {megabytes} | {code} | {last} |")
        assert code in (0, 1, 2), f"{words}: {code} after {seconds:.0f} s; {errors[-500:]}"
        assert "Traceback" not in errors and "fault of discrepancy itself" not in errors
        assert said or errors


@pytest.mark.parametrize("name", list(BOMBS)[::EVERY])
def test_a_small_bomb_takes_few_steps(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in BOMBS[name].make(tmp_path, BOMBS[name].small):
        ran = []
        taken = calls(lambda words=words, ran=ran: ran.append(command(*words)))
        assert ran[0].code in (0, 1, 2) and ran[0].text and taken < MOST_CALLS, (words, taken)


def test_there_are_sixty_shapes() -> None:
    assert len(BOMBS) >= 60
