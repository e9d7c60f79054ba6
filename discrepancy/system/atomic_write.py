"""The one way in which the program writes a file: whole or not at all, and never over what somebody else has
written meanwhile.

The data are written to a file beside their place, under a name that nobody can guess, brought to the disk,
and put in place in one step; so whenever a process or a machine stops, what stands there is the old content
or the new one. The mode of a file that is replaced is kept. With `within`, no link is followed out of a
folder.

`write_whole` replaces what is there, `write_new` writes only where nothing is, and `write_if_unchanged`,
while the folder is `locked`, only over what was read.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = ".lock"  # there while a writer holds the folder, and gone with it
PATIENCE = 60.0  # seconds to wait for another writer
_POLL = 0.01  # seconds between two tries
_PREFIX = ".discrepancy-"
_LOCKED, _FREE = ".tmp", ".new"  # ends of temporary names: of who holds the folder, and of who does not
_TEMPORARY = re.compile(rf"{re.escape(_PREFIX)}.*(?:{re.escape(_LOCKED)}|{re.escape(_FREE)})\Z")
_NO_LINKS = (
    errno.EPERM,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
)  # of a file system without hard links
_ABANDONED = 3600.0  # seconds after which a temporary file of one who did not lock is a leftover


class FileChanged(Exception):
    """The file is no longer what was read."""


class FolderBusy(Exception):
    """Another writer has held the folder for too long."""


class LeadsOutside(OSError):
    """A link leads out of the folder in which the file was to be written."""

    def __init__(self, path: Path, within: Path) -> None:
        super().__init__(errno.ELOOP, f"a link leads out of {within.as_posix()}", str(path))


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the folder, which is made if it is not there, against other writers. Raises FolderBusy, or
    OSError.
    """
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        _to_disk(folder.parent)
    with _exclusive(folder / LOCK, patience):
        _sweep(folder, alone=True)
        yield


@contextmanager
def _exclusive(path: Path, patience: float) -> Iterator[None]:
    """Holds a lock on the file `path`, which is there only as long as someone holds it or waits for it.

    The holder takes the file away before it lets go; whoever waited for a file that is gone gets no lock by
    it and tries the new one (filelock looks at that). Where a file that is open cannot be taken away
    (Windows), it goes after the lock, once nobody waits.
    """
    from filelock import FileLock, Timeout

    # Whoever finds the lock of another user's killed process must be able to open it, so all may.
    lock = FileLock(path, mode=0o666, preserve_lock_file=True)
    try:
        lock.acquire(timeout=patience, poll_interval=_POLL)
    except Timeout as error:
        raise FolderBusy from error
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        lock.release()
        if os.name == "nt":
            with suppress(OSError):
                path.unlink()


def read(path: Path) -> bytes | None:
    """The bytes of the file at `path`; None where there is nothing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def require_unchanged(path: Path, expected: bytes | None) -> None:
    """Raises FileChanged where the file at `path` does not hold what is expected (None: that nothing is
    there).
    """
    if read(path) != expected:
        raise FileChanged


def write_if_unchanged(
    path: Path, data: bytes, expected: bytes | None, *, within: Path | None = None
) -> None:
    """Puts `data` at `path`, where `expected` (None: nothing) must still stand, while the folder is `locked`.
    Once it returns, the data are on the disk.

    Raises FileChanged, or OSError: then what stood there still stands, or the new content does where only the
    last step, bringing the folder to the disk, failed.
    """
    target = _target(path, within)
    require_unchanged(target, expected)
    try:
        _put(target, data, _LOCKED, new=expected is None)
    except FileExistsError:
        raise FileChanged from None


def write_whole(
    path: Path,
    data: bytes,
    *,
    within: Path | None = None,
    make_folder: bool = False,
    mode: int | None = None,
    durable: bool = True,
) -> None:
    """Puts `data` at `path`, in place of a file that is there; what is no file but a pipe, a terminal or
    another device is written to as it is. Raises OSError.

    `make_folder`: the folder is made if it is not there. `mode`: that of a new file, as far as the umask
    allows. Where the data can be lost with the power (`durable` is false: a cache), nothing waits for the
    disk, and what a killed process has left is for the caller to take away.
    """
    if _is_stream(path):
        with path.open("wb") as stream:
            stream.write(data)
        return
    _put(_ready(path, within, make_folder, durable), data, _FREE, mode=mode, durable=durable)


def write_new(
    path: Path,
    data: bytes,
    *,
    within: Path | None = None,
    make_folder: bool = False,
    mode: int | None = None,
    durable: bool = True,
) -> None:
    """Puts `data` at `path`, where nothing stands, as `write_whole` does. Raises FileExistsError where
    something does, be it a link that leads nowhere; or another OSError.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    _put(_ready(path, within, make_folder, durable), data, _FREE, new=True, mode=mode, durable=durable)


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one that is being written, or that a killed process has left."""
    return _TEMPORARY.match(name) is not None


def _ready(path: Path, within: Path | None, make_folder: bool, durable: bool) -> Path:
    """Where the file at `path` is written, its folder there and clear of what killed processes have left."""
    target = _target(path, within)
    if make_folder:
        target.parent.mkdir(parents=True, exist_ok=True)
    if durable:
        _sweep(target.parent, alone=False)
    return target


def _target(path: Path, within: Path | None) -> Path:
    """The real place of `path`, all links followed. Raises LeadsOutside."""
    real = Path(os.path.realpath(path))
    if within is not None and not real.is_relative_to(os.path.realpath(within)):
        raise LeadsOutside(path, within)
    return real


def _is_stream(path: Path) -> bool:
    """Whether `path` is to be opened and written to: a pipe or device, or a stream of a process
    (`/dev/stdout`), be it one that goes to a file, which must stay the same file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return not path.is_dir()
    except OSError:
        return False
    for _ in range(40):  # as many links as a system follows
        folder = os.path.realpath(path.parent)
        if folder in ("/dev", "/dev/fd") or folder.startswith("/proc/"):
            return True
        if not path.is_symlink():
            return False
        path = Path(folder, path.readlink())
    return False


def _put(
    target: Path,
    data: bytes,
    end: str,
    *,
    new: bool = False,
    mode: int | None = None,
    durable: bool = True,
) -> None:
    """Writes `data` to a file of its own beside `target` and puts it there in one step."""
    beside = target.with_name(f"{_PREFIX}{os.urandom(8).hex()}{end}")
    try:
        kept = None if new else _mode(target)
        _fill(beside, data, 0o666 if mode is None else mode, kept, durable)
        if new:
            _name(beside, target)
        else:
            beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    if durable:
        _to_disk(target.parent)


def _mode(path: Path) -> int | None:
    """The permissions of the file at `path`; None where there is none. Raises PermissionError where they
    forbid to write it: it could be replaced, but is not to be.
    """
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return mode


def _fill(path: Path, data: bytes, mode: int, kept: int | None, durable: bool) -> None:
    """Makes the file `path` with `data` in it, with the permissions `kept`, or `mode` as far as the umask
    allows.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        if kept is not None and hasattr(os, "fchmod"):
            os.fchmod(handle, kept)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def _name(beside: Path, target: Path) -> None:
    """Gives the file `beside` the name `target`, which nothing must have. Raises FileExistsError."""
    if os.name == "nt":
        beside.rename(target)  # never over another file there
        return
    try:
        os.link(beside, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        beside.replace(target)
    else:
        beside.unlink()


def _to_disk(folder: Path) -> None:
    """Brings the names in a folder to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path, alone: bool) -> None:
    """Takes away what killed processes have left: of those that held the folder, if we are `alone` in holding
    it; of others, what nobody can be writing any more.
    """
    before = time.time() - _ABANDONED
    with suppress(OSError), os.scandir(folder) as entries:
        left = [entry for entry in entries if is_temporary(entry.name)]
        for entry in left:
            held = entry.name.endswith(_LOCKED)
            with suppress(OSError):
                if alone if held else entry.stat(follow_symlinks=False).st_mtime < before:
                    Path(entry).unlink()
