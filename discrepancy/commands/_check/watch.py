"""`check --watch`: checks again whenever a file changes, and prints what changed. Files are looked at twice a
second; nothing is installed.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from discrepancy.commands._shared.terminal import say
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.reporting.formats import text
from discrepancy.system.display import counted, one_line, printable, shown_name

WAIT = 0.5  # seconds between two looks
_DEEPEST = 4  # folders below a path that are looked into

Stamp = Mapping[str, tuple[int, int]]


def watch(
    paths: Sequence[str],
    texts: Sequence[str],
    check: Callable[[], Run],
    wait: float = WAIT,
) -> None:
    """Prints what `check` finds, then, whenever a file at `paths` or in `texts` changes, what it finds
    otherwise. Ends on Ctrl-C.
    """
    gc.enable()  # a run is a web of records; here one after the other is let go
    try:
        stamp = file_stamps([*paths, *texts])
        run = check()
        say(text.report(run))
        while True:
            time.sleep(wait)
            now = file_stamps([*paths, *texts])
            if now == stamp:
                continue
            while (later := file_stamps([*paths, *texts])) != now:  # still being written
                time.sleep(wait / 10)
                now = later
            again = check()
            say(
                "".join(
                    f"{line}\n"
                    for line in (*_files(stamp, now), *change_lines(run, again), text.summary(again), "")
                )
            )
            run, stamp = again, now
    except KeyboardInterrupt:
        say("\n")


def file_stamps(paths: Sequence[str]) -> Stamp:
    """When each file below the paths was written last, and its size. Hidden files and folders do not
    count.
    """
    found: dict[str, tuple[int, int]] = {}
    for path in paths:
        for folder, folders, names in os.walk(path):
            deep = len(Path(folder).parts) - len(Path(path).parts) >= _DEEPEST
            folders[:] = [] if deep else sorted(name for name in folders if not name.startswith("."))
            for name in names:
                file = Path(folder) / name
                try:
                    about = file.lstat()
                except OSError:
                    continue  # gone since it was listed
                if not name.startswith("."):
                    found[file.as_posix()] = (about.st_mtime_ns, about.st_size)
    return found


def _files(before: Stamp, now: Stamp) -> Iterator[str]:
    for file in sorted({*before, *now}):
        if before.get(file) != now.get(file):
            yield shown_name(
                f"{file}: {'gone' if file not in now else 'new' if file not in before else 'changed'}"
            )


def change_lines(before: Run, now: Run) -> Iterator[str]:
    """What a run has that the one before it had not, and what is gone, in lines."""
    problems = [[str(problem) for problem in run.problems] for run in (before, now)]
    yield from (printable(said) for said in problems[1] if said not in problems[0])
    yield from (printable(f"no more: {said}") for said in problems[0] if said not in problems[1])
    was, is_ = _findings_by_key(before), _findings_by_key(now)
    for key, (_, said) in is_.items():
        if key not in was:
            yield from (*said, "")
        elif _without_places(was[key]) != _without_places(is_[key]):
            yield from (f"changed: {said[0]}", *said[1:], "")
    gone = [finding for key, (finding, _) in was.items() if key not in is_]
    yield from (
        f"gone: {one_line(finding.message)} [{finding.rule} {finding.name}] {finding.id}" for finding in gone
    )
    same = len(is_) - sum(
        key not in was or _without_places(was[key]) != _without_places(is_[key]) for key in is_
    )
    yield f"{counted(same, 'finding')} as before"


FindingText = tuple[Finding, list[str]]


def _findings_by_key(run: Run) -> dict[tuple[str, str, str], FindingText]:
    return {
        (finding.dossier, finding.id, finding.rule): (finding, list(text.finding_lines(finding, run)))
        for finding in run.findings
    }


def _without_places(one: FindingText) -> object:
    """What is told of a finding but for the lines on which its claims stand."""
    finding = one[0]
    return (
        finding.kind,
        finding.message,
        finding.status,
        finding.why,
        finding.settle,
        [(claim.id, claim.given, claim.quote) for claim in finding.claims],
    )
