"""Files written whole or not at all, and never over what someone else has written meanwhile.

A file is written beside its place, brought to the disk, and put there in one step; so whenever a machine stops, what stands there is the
old text or the new one. Writers of one folder wait for each other, and each looks whether the file is still what it has read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = ".lock"
_BEGINS, _ENDS = ".discrepancy-", ".tmp"
PATIENCE = 60.0  # seconds to wait for another writer


class Changed(Exception):
    """The file is no longer what was read."""


class Busy(Exception):
    """Another writer has held the folder for too long."""


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the folder, which is made if it is not there, against other writers. Raises Busy, or OSError."""
    from filelock import FileLock, Timeout

    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        _to_disk(folder.parent)
    lock = FileLock(str(folder / LOCK))
    try:
        lock.acquire(timeout=patience, poll_interval=0.01)
    except Timeout as error:
        raise Busy from error
    try:
        _swept(folder)
        yield
    finally:
        lock.release()


def read(path: Path) -> bytes | None:
    """What stands at `path`, or None."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write(path: Path, data: bytes, expected: bytes | None) -> None:
    """Puts `data` at `path`, where `expected` (None: nothing) must still stand. Once it returns, the data are on the disk.

    To be called while the folder is `locked`. Raises Changed, or OSError: then what stood there still stands, or the new text does where
    only the last step, bringing the folder to the disk, failed.
    """
    if read(path) != expected:
        raise Changed
    beside = path.with_name(f"{_BEGINS}{path.name}-{os.getpid()}{_ENDS}")
    try:
        _written(beside, data, path.stat().st_mode & 0o777 if expected is not None else None)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _to_disk(path.parent)


def _written(path: Path, data: bytes, mode: int | None) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, mode)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _to_disk(folder: Path) -> None:
    """Brings the names in a folder to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _swept(folder: Path) -> None:
    """Takes out what a writer that was killed has left; nobody else is writing now."""
    for path in folder.glob(f"{_BEGINS}*{_ENDS}"):
        with suppress(OSError):
            path.unlink()
