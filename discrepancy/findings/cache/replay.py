"""What a command printed and wrote, kept to be told again as long as nothing that it looked at has changed.

It is found by what was asked, by which program, and where; and it holds what was read, in which state. So a
run on an unchanged collection reads the files once, to see that they are, and works nothing out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from discrepancy.findings.cache.program_hash import program_hash
from discrepancy.findings.cache.store import Store
from discrepancy.system.files_seen import settled, unchanged, watching

Write = Callable[[str, str, str], None]


def replay_or_run(
    store: Store | None, asked: Mapping[str, Any], write: Write, work: Callable[[Write], int]
) -> int:
    """The exit code of `work`, which writes each thing it makes (format, path, text) through what it is
    given.

    Where the same was `asked` before (it is made of JSON), and all is as it was then, what was written then
    is written and `work` is not done. A run that ends by an exception is not kept.
    """
    if store is None:
        return work(write)
    name = json.dumps(["tape", program_hash(), str(Path.cwd()), asked], sort_keys=True)
    if (kept := _valid_recording(store.get(name))) is not None:
        for thing in kept.written:
            write(*thing)
        return kept.code
    written: list[tuple[str, str, str]] = []

    def noted(form: str, path: str, text: str) -> None:
        written.append((form, path, text))
        write(form, path, text)

    with watching() as seen:
        code = work(noted)
    if settled(seen):
        store.put(name, {"seen": dict(seen), "written": written, "code": code})
    return code


class _Recording(NamedTuple):
    """What was written, and the exit code."""

    written: list[tuple[str, str, str]]
    code: int


def _valid_recording(kept: Any) -> _Recording | None:
    """What is kept of a run, where all is as it was then; None too for what is not of the shape in which it
    was kept.
    """
    try:
        written = [(form, path, text) for form, path, text in kept["written"]]
        sound = all(isinstance(text, str) for thing in written for text in thing) and isinstance(
            kept["code"], int
        )
        return _Recording(written, kept["code"]) if sound and unchanged(kept["seen"]) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
