"""A command tried on a file that was damaged: it answers, with an exit code that is promised, or the test fails.

Nothing is caught on the way: a fault of the program comes out as it was raised. A watchdog ends what does not end
by itself, and the memory of the process is bounded while it is tried.
"""

from __future__ import annotations

import io
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from types import FrameType
from unittest.mock import patch

from discrepancy.commands.main import main
from tests.support.command import Ran

# Far more than any answer takes; a long run may have to live on what others leave of the machine.
SECONDS = 1200 if "MUTANTS" in os.environ else 60
MEMORY = 1 << 30  # bytes that a process may take beyond what it has
SEED = os.environ.get("MUTANTS_SEED", "discrepancy")
PROBLEM = re.compile(
    r"(?P<file>\S.*?):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): (?:error|warning): .*\[E\d{3} [\w-]+\]"
)


class Hangs(BaseException):
    """It did not end; nothing that catches errors catches this."""


def attempt(*words: str) -> Ran:
    """What the command gives, whose exit code is 0, 1 or 2 and which never speaks of a fault of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code: object = None
    with (
        redirect_stdout(out),
        redirect_stderr(err),
        _watchdog(),
        patch.dict(os.environ, DISCREPANCY_DEBUG="1"),
    ):
        try:
            main(words)
        except SystemExit as ended:
            code = ended.code
    for stream in (out, err):
        stream.flush()
    said = Ran(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[arg-type]
    assert code in (0, 1, 2), (words, said)
    assert code != 2 or said.text.strip(), (words, said)
    assert "Traceback" not in said.err, (words, said)
    return said


@contextmanager
def _watchdog() -> Iterator[None]:
    def bark(number: int, frame: FrameType | None) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, bark)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def bounded_memory() -> Iterator[None]:
    """Within it the process can grow by MEMORY and no more."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, ValueError):  # where there is no /proc, the watchdog has to do
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


class Mutants:
    """The mutants of one format, tried one by one; `figures` has how many were read and how many refused."""

    def __init__(self, of: str, made: Iterator[bytes]) -> None:
        self.of = of
        self._made = made
        self.figures: Counter[str] = Counter()

    def each(self, tried: Callable[[int, bytes], str]) -> Counter[str]:
        """Tries every mutant; `tried` says what became of it. Where one fails, it is shown with its number and
        the seed.
        """
        with bounded_memory():
            for number, data in enumerate(self._made):
                try:
                    self.figures[tried(number, data)] += 1
                except BaseException as error:
                    error.add_note(f"mutant {number} of {self.of}, MUTANTS_SEED={SEED}:\n{_shown(data)}")
                    raise
        print(
            f"{self.of}: {sum(self.figures.values())} mutants, {dict(self.figures)}, MUTANTS_SEED={SEED}",
            file=sys.stderr,
        )
        return self.figures


def _shown(data: bytes) -> str:
    with suppress(UnicodeDecodeError):
        if len(data) < 4000:
            return data.decode()
    return repr(data[:4000])
