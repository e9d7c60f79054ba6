"""Work in a child process, begun anew or as a copy: whatever becomes of the child, the parent gets an answer or
one error.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

import pytest

from discrepancy.system import sandbox

MEMORY = 256 * 1024 * 1024


def main() -> NoReturn:
    sandbox.answer(work)


def work(data: bytes, arguments: Sequence[str]) -> Mapping[str, object]:
    (what,) = arguments
    if what == "close":
        sandbox.close_off()
        os.fork()
    if what == "memory":
        return {"held": len(b"x" * (MEMORY * 4))}
    if what == "time":
        while True:
            pass
    if what == "crash":
        faulthandler.disable()  # a crash that is meant needs no report
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "fault":
        raise ZeroDivisionError
    if what == "panic":

        class PanicException(BaseException):
            pass

        raise PanicException
    if what == "print":
        print("not the answer")
        print("nor this", file=sys.stderr)
    return {"length": len(data), "half": "\ud800", "process": os.getpid()}


def run(what: str, data: bytes = b"", seconds: float = 20) -> dict[str, object]:
    return sandbox.run(__name__, data, [what], seconds, MEMORY, fork=True)


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("a copy of a process is made on Linux only")
    # A runner of tests may have threads; the child has one, and nothing of what they hold is needed in it.
    monkeypatch.setattr(sandbox, "_may_fork", lambda: True)
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or sys.modules["__main__"])


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
class TestForked:
    def test_answers_from_another_process(self) -> None:
        found = run("", b"x" * 3_000_000)
        assert found["length"] == 3_000_000 and found["half"] == "\ud800" and found["process"] != os.getpid()

    def test_what_is_printed_in_it_is_neither_shown_nor_taken_for_the_answer(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert run("print")["length"] == 0
        assert capfd.readouterr() == ("", "")

    @pytest.mark.parametrize(
        ("what", "error", "said"),
        [
            ("memory", sandbox.OutOfMemory, "more memory than allowed"),
            ("crash", sandbox.ChildFailed, "without an answer \\(code -11\\)"),
            ("fault", sandbox.ChildFailed, "without an answer \\(code 1\\)"),
            ("panic", sandbox.ChildFailed, "without an answer \\(code 1\\)"),
            ("close", sandbox.ChildFailed, "without an answer \\(code 1\\)"),
        ],
    )
    def test_what_goes_wrong_in_it_is_one_error(self, what: str, error: type[Exception], said: str) -> None:
        with pytest.raises(error, match=said):
            run(what)

    def test_what_runs_for_ever_is_stopped(self) -> None:
        with pytest.raises(sandbox.OutOfTime, match="took more than 1 seconds"):
            run("time", seconds=1)
