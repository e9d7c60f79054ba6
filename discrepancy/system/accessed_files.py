"""Which files and folders were read while something was computed, and in what state they were, so that a kept
result is known to be still right.

Whoever reads a file, lists a folder or looks whether something is there notes it here; outside
`recording_accesses` that costs nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from discrepancy.system.regular_files import LARGEST_FILE, read_regular_file

_NOTHING = "nothing"
_UNSETTLED = "unsettled"
_accesses: ContextVar[dict[str, str] | None] = ContextVar("accesses", default=None)


@contextmanager
def recording_accesses() -> Iterator[Mapping[str, str]]:
    """Records what is accessed inside: the state of each path, as given.

    A path that is met in two states is unsettled.
    """
    accesses: dict[str, str] = {}
    token = _accesses.set(accesses)
    try:
        yield accesses
    finally:
        _accesses.reset(token)


def note_file(path: Path, data: bytes) -> None:
    """Notes that the file at `path` was read and held `data`."""
    if (accesses := _accesses.get()) is not None:
        _note(accesses, path, _file(path, data))


def note_folder(path: Path, entries: Iterable[os.DirEntry[str]]) -> None:
    """Notes that the folder at `path` was listed and held `entries`."""
    if (accesses := _accesses.get()) is not None:
        _note(accesses, path, _folder(path, entries))


def note_path(path: Path) -> None:
    """Notes what is at `path`, where it was asked only whether there is anything, or where it could not be
    read.
    """
    if (accesses := _accesses.get()) is not None and str(path) not in accesses:
        _note(accesses, path, path_state(path))


def note_missing(path: Path) -> None:
    """Notes that nothing was found at `path`; unsettled where something is there by now."""
    if (accesses := _accesses.get()) is not None:
        _note(accesses, path, _UNSETTLED if os.path.lexists(path) else path_state(path))


def note_unsettled() -> None:
    """Notes that the result depends on the time or memory there was, and may not come out again."""
    if (accesses := _accesses.get()) is not None:
        accesses[""] = _UNSETTLED


def is_settled(accesses: Mapping[str, str]) -> bool:
    """Whether the result will come out again as long as nothing accessed has changed."""
    return _UNSETTLED not in accesses.values()


def is_unchanged(accesses: Mapping[str, str]) -> bool:
    """Whether every path is in the state in which it was accessed."""
    return all(path_state(Path(path)) == was for path, was in accesses.items())


def path_state(path: Path) -> str:
    """What is at `path` now: a file and its content, a folder and its names, or why it cannot be told."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            return _folder(path, os.scandir(path))
        data = read_regular_file(path, LARGEST_FILE)
        return _file(path, data) if isinstance(data, bytes) else f"{_link_prefix(path)}{data}"
    except OSError as error:
        return (
            _NOTHING
            if isinstance(error, FileNotFoundError) and not os.path.lexists(path)
            else f"{_link_prefix(path)}error {error.errno}"
        )


def _note(accesses: dict[str, str], path: Path, now: str) -> None:
    # What changed between two accesses has no state that could be found again.
    accesses[str(path)] = now if accesses.get(str(path), now) == now else _UNSETTLED


def _file(path: Path, data: bytes) -> str:
    return f"{_link_prefix(path)}file {hashlib.sha256(data).hexdigest()}"


def _folder(path: Path, entries: Iterable[os.DirEntry[str]]) -> str:
    names = sorted(f"{entry.name}{'/' if entry.is_dir(follow_symlinks=False) else ''}" for entry in entries)
    return f"{_link_prefix(path)}folder {hashlib.sha256(os.fsencode('//'.join(names))).hexdigest()}"


def _link_prefix(path: Path) -> str:
    """Where the links of the path or of a folder above it lead, as a prefix of its state; "" without links.

    What lies elsewhere may be refused, or be met twice, whatever it holds.
    """
    real = os.path.realpath(path)
    return f"by {real} " if real != os.path.normpath(path.absolute()) else ""
