"""Small things made to take long or much memory: no command takes a minute or a gigabyte over them, and each
says what it found, what it refused or what it left.

An ordinary run tries small ones in one process; DISCREPANCY_BOMBS=1 tries them at full size, each command in a
child of its own, and prints a table.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pytest

import tests.support.bombs_of_dossiers
import tests.support.bombs_of_prose
import tests.support.bombs_of_quotes
import tests.support.bombs_of_thousands  # noqa: F401  # each registers its bombs
from tests.support.bombs import BOMBS, Words
from tests.support.command import Command
from tests.support.counted_steps import calls

FULL = os.environ.get("DISCREPANCY_BOMBS", "")
GIGABYTE, MINUTE = 1 << 30, 60
MOST_CALLS = 4_000_000  # of one command at the small size
EVERY = 5  # of the bombs one in so many is tried in an ordinary run, and those that once went off
ENDED_EARLY = re.compile(r"\b(L103|Q109)\b|further ones may clash|not searched to the end")


class Ending(NamedTuple):
    """How a command ended: its exit code, what it said, its seconds of processor and megabytes."""

    code: int
    said: str
    errors: str
    seconds: float
    megabytes: int

    @property
    def last_words(self) -> str:
        """The end of what was said, and which searches were told to have ended before all was looked at."""
        told = sorted({found[0] for found in ENDED_EARLY.finditer(self.said + self.errors)})
        return " ".join([*(self.said + self.errors)[-300:].split(), *told])[-120:]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTE, GIGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * MINUTE, 2 * MINUTE))


def _ending(folder: Path, words: Words) -> Ending:
    """How a command ended in a child with a gigabyte and twice the time that it may take."""
    with (folder / "said").open("wb") as out, (folder / "errors").open("wb") as err:
        child = subprocess.Popen(
            [sys.executable, "-m", "discrepancy", *words],
            cwd=folder,
            stdout=out,
            stderr=err,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            preexec_fn=_limited,
        )
        watchdog = threading.Timer(20 * MINUTE, child.kill)  # for what waits without working
        watchdog.start()
        _, status, used = os.wait4(child.pid, 0)
        watchdog.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
    said, errors = ((folder / name).read_text("utf-8", "replace") for name in ("said", "errors"))
    return Ending(child.returncode, said, errors, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


@pytest.mark.skipif(not FULL, reason="takes long; DISCREPANCY_BOMBS=1 runs it")
@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_takes_a_minute_or_a_gigabyte_and_none_is_silent(name: str, tmp_path: Path) -> None:
    faults = []
    for words in BOMBS[name].make(tmp_path, BOMBS[name].full):
        ran = _ending(tmp_path, words)
        row = (name, words[0], f"{ran.seconds:.1f}", ran.megabytes, ran.code, ran.last_words)
        print("|", *row, "|", sep=" | ", flush=True)
        fault = "Traceback" in ran.errors or "fault of discrepancy itself" in ran.errors
        if ran.code not in (0, 1, 2) or ran.seconds > MINUTE or fault or not ran.said + ran.errors:
            faults.append((*row[1:5], ran.errors[-500:]))
    assert not faults


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
