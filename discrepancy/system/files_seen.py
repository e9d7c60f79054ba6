"""What was looked at on the disk while something was worked out, so that it can be told later whether it
would come out the same.

Whoever reads a file, lists a folder or asks whether something is there says so here; without a witness that
costs nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from discrepancy.system.regular_files import LARGEST_FILE, ordinary

_NOTHING = "nothing"
_UNSETTLED = "unsettled"
_seen: ContextVar[dict[str, str] | None] = ContextVar("seen", default=None)


@contextmanager
def watching() -> Iterator[Mapping[str, str]]:
    """Notes what is looked at inside: by path, as given, in what state it was. What was seen in two states is
    not settled.
    """
    seen: dict[str, str] = {}
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


def saw_file(path: Path, data: bytes) -> None:
    """Notes that the file at `path` was read and held `data`."""
    if (seen := _seen.get()) is not None:
        _note(seen, path, _file(path, data))


def saw_folder(path: Path, entries: Iterable[os.DirEntry[str]]) -> None:
    """Notes that the folder at `path` was listed and held `entries`."""
    if (seen := _seen.get()) is not None:
        _note(seen, path, _folder(path, entries))


def saw(path: Path) -> None:
    """Notes what is at `path`, where it was asked only whether there is anything, or where it could not be
    read.
    """
    if (seen := _seen.get()) is not None and str(path) not in seen:
        _note(seen, path, state(path))


def missed(path: Path) -> None:
    """Notes that nothing was found at `path`. What is there now came meanwhile, and what was seen there
    before went.
    """
    if (seen := _seen.get()) is not None:
        _note(seen, path, _UNSETTLED if os.path.lexists(path) else state(path))


def unsettled() -> None:
    """Notes that something came out as it did for want of time or memory, and may not again."""
    if (seen := _seen.get()) is not None:
        seen[""] = _UNSETTLED


def settled(seen: Mapping[str, str]) -> bool:
    """Whether what was worked out will come out again as long as everything is `unchanged`."""
    return _UNSETTLED not in seen.values()


def unchanged(seen: Mapping[str, str]) -> bool:
    """Whether everything is as it was seen."""
    return all(state(Path(path)) == was for path, was in seen.items())


def state(path: Path) -> str:
    """What is at `path` now: a file and its content, a folder and its names, or why it cannot be told."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            return _folder(path, os.scandir(path))
        data = ordinary(path, LARGEST_FILE)
        return _file(path, data) if isinstance(data, bytes) else f"{_led(path)}{data}"
    except OSError as error:
        return (
            _NOTHING
            if isinstance(error, FileNotFoundError) and not os.path.lexists(path)
            else f"{_led(path)}error {error.errno}"
        )


def _note(seen: dict[str, str], path: Path, now: str) -> None:
    # A thing that changed while it was looked at has no state that could be found again.
    seen[str(path)] = now if seen.get(str(path), now) == now else _UNSETTLED


def _file(path: Path, data: bytes) -> str:
    return f"{_led(path)}file {hashlib.sha256(data).hexdigest()}"


def _folder(path: Path, entries: Iterable[os.DirEntry[str]]) -> str:
    names = sorted(f"{entry.name}{'/' if entry.is_dir(follow_symlinks=False) else ''}" for entry in entries)
    return f"{_led(path)}folder {hashlib.sha256(os.fsencode('//'.join(names))).hexdigest()}"


def _led(path: Path) -> str:
    """Where links lead, of the path or of a folder above: what lies elsewhere may be refused, or be met
    twice, whatever it holds.
    """
    real = os.path.realpath(path)
    return f"by {real} " if real != os.path.normpath(path.absolute()) else ""
