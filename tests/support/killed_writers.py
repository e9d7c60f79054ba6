"""Writers of reviews that are stopped in the middle: at a step of the system, by a kill, by a full disk."""

from __future__ import annotations

import errno
import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from discrepancy.findings.analysis import engine
from discrepancy.findings.errors import FindingsError
from discrepancy.findings.reviews import writing as deciding
from discrepancy.model.review import Decision
from discrepancy.reading import dossiers as reader

STEPS = ("open", "write", "fsync", "close", "replace", "link", "mkdir", "fchmod", "unlink")
KILLED = 9


class Stopped:
    """Counts the calls of the system's steps and does something at the one that is `armed`, before it or, of a write, halfway."""

    def __init__(self) -> None:
        self.armed, self.count = 0, 0
        self.then: Callable[[], Any] = self.kill

    @staticmethod
    def kill() -> None:
        os._exit(KILLED)

    @staticmethod
    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def arm(self, at: int, then: Callable[[], Any] | None = None) -> None:
        self.armed, self.count, self.then = at, 0, then or self.kill

    @contextmanager
    def watching(self, names: tuple[str, ...] = STEPS) -> Iterator[None]:
        kept = {name: getattr(os, name) for name in names}
        for name, step in kept.items():
            setattr(os, name, self._watched(name, step))
        try:
            yield
        finally:
            for name, step in kept.items():
                setattr(os, name, step)

    def _watched(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*arguments: Any, **more: Any) -> Any:
            self.count += 1
            if self.armed == self.count:
                if name == "write":
                    step(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                self.then()
            return step(*arguments, **more)

        return watched


def decide(
    folder: str, finding: str, reason: str, by: str, watch: Stopped | None = None, at: int = 0
) -> None:
    """Decides a finding, looking again as often as someone else was first; `watch` acts at the step `at` of the writing."""
    while True:
        run = engine.run_rules(reader.read_dossiers([folder]))
        made = Decision("scope", because=reason, by=by, on="2026-11-24")
        try:
            if watch is None:
                deciding.record_decision(run, finding, made)
            else:
                watch.arm(at)
                with watch.watching():
                    deciding.record_decision(run, finding, made)
        except FindingsError as refused:
            if "has changed" not in str(refused):
                raise
        else:
            return


def work(folder: str, name: str, first: int, last: int, seed: int) -> None:
    """One writer: rounds of decisions on findings by chance, some of them killed by chance; says what it begins and what is saved."""
    findings = [
        one.id for one in engine.run_rules(reader.read_dossiers([folder])).findings if one.kind == "conflict"
    ]
    for number in range(first, last):
        draw = random.Random(f"{seed} {name} {number}")
        reason = f"{name}-{number}"
        print("begins", reason, flush=True)
        decide(
            folder,
            draw.choice(findings),
            reason,
            name,
            Stopped(),
            draw.randint(1, 16) if draw.random() < 0.15 else 0,
        )
        print("saved", reason, flush=True)


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))


def reasons(folder: Path) -> list[str]:
    """What every decision in a dossier says, whole ones only: anything else is a problem, and there must be none."""
    (dossier,) = reader.read_dossiers([str(folder)])
    assert not dossier.problems, [str(problem) for problem in dossier.problems]
    found = []
    for review in dossier.reviews:
        for one in (review.decision, *review.earlier):
            assert (
                one.verdict == "scope"
                and one.on
                and one.content
                and one.saw
                and one.because.startswith(f"{one.by}-")
            ), one
            found.append(one.because)
    return found
