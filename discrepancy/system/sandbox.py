"""Work on bytes that a stranger made, in a child process: bounded in time and memory, without a network,
killed when it overruns.

A file of a few kilobytes can keep a reader busy for ever or grow to gigabytes. Here that costs one message.
The parent calls `run` with the name of a module; the `main` of that module, in the child, calls `answer` with
the work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from discrepancy.system.accessed_files import note_unsettled

_ROOT = str(Path(__file__).parent.parent.parent)
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
_OUT_OF_MEMORY = {"out_of_memory": True}
# What reading a file never needs.
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "urllib.",
    "http.",
    "ftplib.",
    "shutil.",
)


class ChildFailed(Exception):
    """The child gave no answer, and why; it may give one where there is more time or memory."""


class OutOfTime(ChildFailed):
    """The child took more time than it was given, and was killed."""


class ForbiddenEvent(ValueError):
    """In the child: something was about to happen that reading a file never needs. The message names the
    event.
    """


def run(module: str, data: bytes, arguments: Sequence[str], seconds: float, memory: int) -> dict[str, Any]:
    """What the `main` of `module`, started in a child process, answers to `data`.

    `arguments` are for that `main`. The child has so many seconds, of processor and by the clock, and so many
    bytes of memory where the system knows such limits. Raises ChildFailed.
    """
    start = _START.format(module=module)
    command = [sys.executable, "-I", "-c", start, _ROOT, str(seconds), str(memory), *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        note_unsettled()
        raise OutOfTime(f"took more than {seconds:g} seconds and was stopped") from None
    try:
        answered: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        answered = _OUT_OF_MEMORY if b"MemoryError" in done.stderr else {}
    if not answered:
        note_unsettled()
        raise ChildFailed(f"ended without an answer (code {done.returncode})")
    if answered == _OUT_OF_MEMORY:
        note_unsettled()
        raise ChildFailed("needed more memory than allowed")
    return answered


def answer(work: Callable[[bytes, Sequence[str]], Mapping[str, object]]) -> NoReturn:
    """In the child: does the work on the bytes of standard input and the arguments, and ends the process with
    what it returns, as JSON on standard output.
    """
    seconds, memory, arguments = float(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    data = sys.stdin.buffer.read()
    _limit(seconds, memory)
    try:
        answered = work(data, arguments)
    except MemoryError:
        answered = _OUT_OF_MEMORY
    sys.stdout.buffer.write(json.dumps(answered).encode("ascii"))
    sys.stdout.buffer.flush()
    raise SystemExit(0)


def close_off() -> None:
    """In the child, once everything is imported: no network and no further process from here on, for good."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_FORBIDDEN):
        raise ForbiddenEvent(event)


def _limit(seconds: float, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the time is the only one
        return
    whole = max(int(seconds) + 1, 1)
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, whole), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        with suppress(OSError, ValueError):  # some systems know a limit and do not keep it
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
