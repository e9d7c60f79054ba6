"""Work on bytes that a stranger made, in a child process: bounded in time and memory, without a network,
killed when it overruns.

A file of a few kilobytes can keep a reader busy for ever or grow to gigabytes. Here that costs one message.
The parent calls `run` with the name of a module; the `main` of that module, in the child, calls `answer` with
the work.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from discrepancy.system.accessed_files import note_unsettled

_ROOT = str(Path(__file__).parent.parent.parent)
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
_OUT_OF_MEMORY = {"out_of_memory": True}
_LARGEST_ANSWER = 512 * 1024 * 1024
_PIECE = 1 << 20
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


class OutOfMemory(ChildFailed):
    """The child needed more memory than it was given."""


class ForbiddenEvent(ValueError):
    """In the child: something was about to happen that reading a file never needs. The message names the
    event.
    """


class _Task(NamedTuple):
    """In a forked child: what it was given, and the handle to which its answer goes."""

    data: bytes
    arguments: Sequence[str]
    answer_to: int


_forked: _Task | None = None


def run(
    module: str, data: bytes, arguments: Sequence[str], seconds: float, memory: int, *, fork: bool = False
) -> dict[str, Any]:
    """What the `main` of `module`, started in a child process, answers to `data`.

    `arguments` are for that `main`. The child has so many seconds, of processor and by the clock, and so many
    bytes of memory where the system knows such limits. With `fork` it begins as a copy of this process, which
    has loaded the module, where that is safe: it is quicker than to start Python anew. Raises ChildFailed.
    """
    if fork and _may_fork():
        code, said = _run_forked(module, data, arguments, seconds, memory)
    else:
        code, said = _run_started(module, data, arguments, seconds, memory)
    try:
        answered: dict[str, Any] = json.loads(said)
    except ValueError:
        answered = {}
    if not answered:
        note_unsettled()
        raise ChildFailed(f"ended without an answer (code {code})")
    if answered == _OUT_OF_MEMORY:
        note_unsettled()
        raise OutOfMemory("needed more memory than allowed")
    return answered


def _run_started(
    module: str, data: bytes, arguments: Sequence[str], seconds: float, memory: int
) -> tuple[int, bytes]:
    """The exit code and the answer of a child that is started anew. Raises OutOfTime."""
    start = _START.format(module=module)
    command = [sys.executable, "-I", "-c", start, _ROOT, str(seconds), str(memory), *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise _out_of_time(seconds) from None
    if not done.stdout and b"MemoryError" in done.stderr:
        return done.returncode, json.dumps(_OUT_OF_MEMORY).encode()
    return done.returncode, done.stdout


def _may_fork() -> bool:
    """Whether a copy of this process can go on by itself: there is one thread, which is the copied one, also
    by the count of the system. Only Linux tells, and elsewhere libraries of the system mind being copied.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def _run_forked(
    module: str, data: bytes, arguments: Sequence[str], seconds: float, memory: int
) -> tuple[int, bytes]:
    """The exit code and the answer of a child that begins as a copy of this process. Raises OutOfTime."""
    answer_from, answer_to = os.pipe()
    child = os.fork()
    if child == 0:
        _work_forked(module, _Task(data, arguments, answer_to), seconds, memory)
    os.close(answer_to)
    pieces: list[bytes] = []
    left, until = _LARGEST_ANSWER, time.monotonic() + seconds
    try:
        while left > 0:
            if not select.select([answer_from], [], [], max(until - time.monotonic(), 0))[0]:
                raise _out_of_time(seconds)
            piece = os.read(answer_from, _PIECE)
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
    finally:
        # Once it has closed its end it has no more to say: what ended by itself keeps its code.
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.close(answer_from)
        _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGXCPU:
        raise _out_of_time(seconds)
    return code, b"".join(pieces)


def _work_forked(module: str, task: _Task, seconds: float, memory: int) -> NoReturn:
    """In the forked child: does the task and ends the process, whatever happens, without the end that the
    parent's handlers and buffers would be given.
    """
    global _forked
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        sys.stdout = sys.stderr = os.fdopen(nothing, "w")
        _limit(seconds, memory + _address_space())
        _forked = task
        sys.modules[module].main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except MemoryError:
        _send(task.answer_to, _OUT_OF_MEMORY)
    except BaseException:
        code = 1  # the parent hears of it by the code
    finally:
        os._exit(code)


def _address_space() -> int:
    """The bytes of addresses that this process has in use."""
    return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _out_of_time(seconds: float) -> OutOfTime:
    note_unsettled()
    return OutOfTime(f"took more than {seconds:g} seconds and was stopped")


def answer(work: Callable[[bytes, Sequence[str]], Mapping[str, object]]) -> NoReturn:
    """In the child: does the work on the bytes and arguments that it was given, and ends the process; what
    the work returns goes to the parent as JSON.
    """
    if _forked is not None:
        data, arguments, answer_to = _forked
    else:
        seconds, memory, arguments = float(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
        data, answer_to = sys.stdin.buffer.read(), sys.stdout.fileno()
        _limit(seconds, memory)
    try:
        answered = work(data, arguments)
        _send(answer_to, answered)
    except MemoryError:
        _send(answer_to, _OUT_OF_MEMORY)
    raise SystemExit(0)


def _send(handle: int, answered: Mapping[str, object]) -> None:
    rest = memoryview(json.dumps(answered, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    while rest:
        rest = rest[os.write(handle, rest) :]


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
