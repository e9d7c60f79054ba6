"""Recordings of what a command printed and wrote, replayed as long as nothing that it read has changed.

A recording is kept under the arguments of the command, the hash of the program and the working folder; it
holds which files were read and in which state. So a run on an unchanged collection only looks whether the
files are as they were.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from discrepancy.findings.cache.program_hash import program_hash
from discrepancy.findings.cache.store import Store
from discrepancy.system.accessed_files import is_settled, is_unchanged, recording_accesses

Write = Callable[[str, str, str], None]


def replay_or_run(
    store: Store | None, asked: Mapping[str, Any], write: Write, work: Callable[[Write], int]
) -> int:
    """The exit code of `work`, which writes each thing it makes (format, path, text) through what it is
    given.

    Where there is a recording of the same arguments (`asked`, made of JSON) and every file is as it was then,
    the recording is written instead and `work` is not done. A run that ends by an exception is not recorded.
    """
    if store is None:
        return work(write)
    name = json.dumps(["output", program_hash(), str(Path.cwd()), asked], sort_keys=True)
    if (kept := _valid_recording(store.get(name))) is not None:
        for thing in kept.written:
            write(*thing)
        return kept.code
    written: list[tuple[str, str, str]] = []

    def noted(form: str, path: str, text: str) -> None:
        written.append((form, path, text))
        write(form, path, text)

    with recording_accesses() as seen:
        code = work(noted)
    if is_settled(seen):
        store.put(name, {"seen": dict(seen), "written": written, "code": code})
    return code


class _Recording(NamedTuple):
    """What a run wrote (format, path, text), and its exit code."""

    written: list[tuple[str, str, str]]
    code: int


def _valid_recording(kept: Any) -> _Recording | None:
    """The recording, where every file that was read is as it was then; None where one is not, or where what
    is kept has not the shape of a recording.
    """
    try:
        written = [(form, path, text) for form, path, text in kept["written"]]
        sound = all(isinstance(text, str) for thing in written for text in thing) and isinstance(
            kept["code"], int
        )
        return _Recording(written, kept["code"]) if sound and is_unchanged(kept["seen"]) else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
