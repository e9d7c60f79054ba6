"""The one way in which the program writes a file: whole or not at all, and never over what somebody else has
written meanwhile.

The data are written to a file beside their place, under a name that nobody can guess, brought to the disk,
and put in place in one step; so whenever a process or a machine stops, what stands there is the old content
or the new one. The mode of a file that is replaced is kept. The folder is held open from the look at it to
the last step, and with `within`, no link is followed out of a folder.

`write_whole` replaces what is there, `write_new` writes only where nothing is, and `write_if_unchanged` only
over what was read, while the folder is `locked` or not. A file without a byte in it is as good as none: no
writer here leaves one, and none is kept from its work by one.
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

from discrepancy.system.open_folder import LeadsOutside, OpenFolder, open_folder

__all__ = [
    "LOCK",
    "PATIENCE",
    "FileChanged",
    "FolderBusy",
    "LeadsOutside",
    "is_free",
    "is_stream",
    "is_temporary",
    "locked",
    "read",
    "require_unchanged",
    "write_if_unchanged",
    "write_new",
    "write_whole",
]

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


@contextmanager
def locked(folder: Path, patience: float = PATIENCE, *, within: Path | None = None) -> Iterator[None]:
    """Holds the folder, which is made if it is not there, against other writers. Raises FolderBusy,
    LeadsOutside, or another OSError.
    """
    there = folder.is_dir()
    with open_folder(folder, within=within, make=True) as held:
        if not there:
            with open_folder(held.path.parent) as above:
                above.to_disk()
        with _exclusive(held, patience):
            held.require_in_place()
            _sweep(held, alone=True)
            yield


@contextmanager
def _exclusive(folder: OpenFolder, patience: float) -> Iterator[None]:
    """Holds a lock on a file of the folder, which is there only as long as someone holds it or waits for it.

    The holder takes the file away before it lets go; whoever waited for a file that is gone gets no lock by
    it and tries the new one (filelock looks at that). Where a file that is open cannot be taken away
    (Windows), it goes after the lock, once nobody waits.
    """
    from filelock import FileLock, Timeout

    # Whoever finds the lock of another user's killed process must be able to open it, so all may.
    lock = FileLock(folder.path / LOCK, mode=0o666, preserve_lock_file=True)
    try:
        lock.acquire(timeout=patience, poll_interval=_POLL)
    except Timeout as error:
        raise FolderBusy from error
    try:
        yield
    finally:
        with suppress(OSError):
            folder.unlink(LOCK)
        lock.release()
        if os.name == "nt":
            with suppress(OSError):
                folder.unlink(LOCK)


def read(path: Path) -> bytes | None:
    """The bytes of the file at `path`; None where there is nothing."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def is_free(path: Path) -> bool:
    """Whether nothing would be lost by a new file at `path`: nothing is there, or a file without a byte."""
    try:
        about = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    return stat.S_ISREG(about.st_mode) and about.st_size == 0


def require_unchanged(path: Path, expected: bytes | None) -> None:
    """Raises FileChanged where the file at `path` does not hold what is expected (None: that nothing is
    there, or a file without a byte).
    """
    if (read(path) or None) != (expected or None):
        raise FileChanged


def write_if_unchanged(
    path: Path,
    data: bytes,
    expected: bytes | None,
    *,
    within: Path | None = None,
    make_folder: bool = False,
    in_locked: bool = True,
) -> None:
    """Puts `data` at `path`, where `expected` (None: nothing) must still stand. Once it returns, the data are
    on the disk. `in_locked`: whether the folder is `locked`.

    Raises FileChanged, or OSError: then what stood there still stands, or the new content does where only the
    last step, bringing the folder to the disk, failed.
    """
    target = _target(path, within)
    with open_folder(target.parent, within=within, make=make_folder) as folder:
        if not in_locked:
            _sweep(folder, alone=False)
        try:
            _put(folder, target.name, data, _LOCKED if in_locked else _FREE, (expected,))
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
    if is_stream(path):
        with path.open("wb") as stream:
            stream.write(data)
        return
    target = _target(path, within)
    with open_folder(target.parent, within=within, make=make_folder) as folder:
        if durable:
            _sweep(folder, alone=False)
        _put(folder, target.name, data, _FREE, mode=mode, durable=durable)


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
    with open_folder(path.parent, within=within, make=make_folder) as folder:
        if durable:
            _sweep(folder, alone=False)
        if not is_free(folder.path / path.name):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        try:
            _put(folder, path.name, data, _FREE, (None,), mode=mode, durable=durable)
        except FileChanged:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one that is being written, or that a killed process has left."""
    return _TEMPORARY.match(name) is not None


def _target(path: Path, within: Path | None) -> Path:
    """The real place of `path`, all links followed. Raises LeadsOutside."""
    real = Path(os.path.realpath(path))
    if within is not None and not real.is_relative_to(os.path.realpath(within)):
        raise LeadsOutside(path, within)
    return real


def is_stream(path: Path) -> bool:
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
    folder: OpenFolder,
    name: str,
    data: bytes,
    end: str,
    expected: tuple[bytes | None] | None = None,
    *,
    mode: int | None = None,
    durable: bool = True,
) -> None:
    """Writes `data` to a file of its own in the folder and gives it its name in one step. Raises FileChanged
    where not the one thing that is `expected`, if something is, has that name; FileExistsError where nothing
    was expected and something has come.
    """
    beside = f"{_PREFIX}{os.urandom(8).hex()}{end}"
    try:
        kept = _mode(folder, name)
        _fill(folder, beside, data, 0o666 if mode is None else mode, kept if mode is None else None, durable)
        folder.require_in_place()
        if expected is not None and _as_expected(folder, name, *expected) is None:
            _name(folder, beside, name)
        else:
            folder.replace(name, beside)
    except BaseException:
        with suppress(OSError):
            folder.unlink(beside)
        raise
    if durable:
        folder.to_disk()


def _as_expected(folder: OpenFolder, name: str, expected: bytes | None) -> bytes | None:
    """The bytes of the file of this name, which are those expected; None where it is not there, and was not
    to be. Raises FileChanged.
    """
    stands = folder.read(name)
    if (stands or None) != (expected or None):
        raise FileChanged
    return stands


def _mode(folder: OpenFolder, name: str) -> int | None:
    """The permissions of the file of this name; None where there is none. Raises PermissionError where they
    forbid to write it: it could be replaced, but is not to be.
    """
    about = folder.about(name)
    if about is None:
        return None
    if not folder.is_writable(name):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder.path / name))
    return about.st_mode & 0o777


def _fill(folder: OpenFolder, name: str, data: bytes, mode: int, kept: int | None, durable: bool) -> None:
    """Makes a file in the folder with `data` in it, with the permissions `kept`, or `mode` as far as the
    umask allows.
    """
    handle = folder.create(name, mode)
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


def _name(folder: OpenFolder, beside: str, name: str) -> None:
    """Gives the file `beside` the name `name`, which nothing must have. Raises FileExistsError."""
    if os.name == "nt":
        folder.rename_new(name, beside)  # never over another file there
        return
    try:
        folder.link(name, beside)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if folder.about(name) is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name) from None
        folder.replace(name, beside)
    else:
        folder.unlink(beside)


def _sweep(folder: OpenFolder, alone: bool) -> None:
    """Takes away what killed processes have left: of those that held the folder, if we are `alone` in holding
    it; of others, what nobody can be writing any more.
    """
    before = time.time() - _ABANDONED
    with suppress(OSError):
        for name in filter(is_temporary, folder.names()):
            with suppress(OSError):
                about = folder.about(name)
                held = name.endswith(_LOCKED)
                if alone if held else about is not None and about.st_mtime < before:
                    folder.unlink(name)
