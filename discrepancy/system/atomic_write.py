"""Files written whole or not at all, and never over what someone else has written meanwhile.

A file is written beside its place, brought to the disk, and put there in one step; so whenever a machine
stops, what stands there is the old text or the new one. Writers of one folder wait for each other, and each
looks whether the file is still what it has read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK = ".lock"  # there while a writer holds the folder, and gone with it
_BEGINS, _ENDS = ".discrepancy-", ".tmp"
PATIENCE = 60.0  # seconds to wait for another writer
_POLL = 0.01  # seconds between two tries


class Changed(Exception):
    """The file is no longer what was read."""


class Busy(Exception):
    """Another writer has held the folder for too long."""


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the folder, which is made if it is not there, against other writers. Raises Busy, or OSError."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        _to_disk(folder.parent)
    with _alone(folder / LOCK, patience) if fcntl else _alone_by_library(folder / LOCK, patience):
        _swept(folder)
        yield


@contextmanager
def _alone(path: Path, patience: float) -> Iterator[None]:
    """Holds a lock on the file `path`, which is there only as long as someone holds it or waits for it.

    A file that goes while others wait for it would let in two at once: one with the lock on what is no more,
    one on a new file. So the holder takes it away before it lets go, and who gets a lock looks whether the
    file is still the one that bears the name.
    """
    until = time.monotonic() + patience
    while (handle := _tried(path)) is None:
        if time.monotonic() > until:
            raise Busy
        time.sleep(_POLL)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _tried(path: Path) -> int | None:
    """The lock on `path` as an open file; None where someone else has it."""
    flags = os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, os.O_RDWR | flags, 0o666)
    except PermissionError:  # another user's, who was killed: to read it is enough for a lock
        handle = os.open(path, os.O_RDONLY | flags, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held, named = os.fstat(handle), path.stat()
        if (held.st_dev, held.st_ino) == (named.st_dev, named.st_ino):
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


@contextmanager
def _alone_by_library(path: Path, patience: float) -> Iterator[None]:
    """The same where a file that someone has open cannot be taken away: then it may go only once nobody
    waits.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(str(path))
    try:
        lock.acquire(timeout=patience, poll_interval=_POLL)
    except Timeout as error:
        raise Busy from error
    try:
        yield
    finally:
        lock.release()
        with suppress(OSError):
            path.unlink()


def read(path: Path) -> bytes | None:
    """What stands at `path`, or None."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write(path: Path, data: bytes, expected: bytes | None) -> None:
    """Puts `data` at `path`, where `expected` (None: nothing) must still stand. Once it returns, the data are
    on the disk.

    To be called while the folder is `locked`. Raises Changed, or OSError: then what stood there still stands,
    or the new text does where only the last step, bringing the folder to the disk, failed.
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
