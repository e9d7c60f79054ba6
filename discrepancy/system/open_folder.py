"""A folder that is held open: what is done in it is done there, wherever its name leads meanwhile.

Whoever checks where a path leads and then uses the path can be led elsewhere in between, by a link that is
put in place of a folder. Here each folder on the way is opened in the one above it, and no link is followed;
where the system cannot do that (Windows), the way is looked at again before a file is put in place.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_AT_HANDLE = {
    os.open,
    os.stat,
    os.mkdir,
    os.unlink,
    os.rename,
    os.link,
} <= os.supports_dir_fd  # not on Windows
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _BINARY
_ON_THE_WAY = (getattr(os, "O_PATH", 0) or os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | _BINARY


class LeadsOutside(OSError):
    """A link leads out of the folder in which the file was to be written."""

    def __init__(self, path: Path, within: Path) -> None:
        super().__init__(errno.ELOOP, f"a link leads out of {within.as_posix()}", str(path))


class OpenFolder:
    """A folder at the real path `path`. Names are those of its entries; no link among them is followed."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        self._handle = handle

    def create(self, name: str, mode: int) -> int:
        """A new file, open to be written; `mode` as far as the umask allows. Raises FileExistsError."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
        return os.open(self._at(name), flags, mode, dir_fd=self._handle)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is nothing."""
        try:
            # Opened without waiting: a pipe would wait for ever.
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _NO_LINK | _BINARY
            handle = os.open(self._at(name), flags, dir_fd=self._handle)
        except FileNotFoundError:
            return None
        with os.fdopen(handle, "rb") as stream:
            return stream.read()

    def about(self, name: str) -> os.stat_result | None:
        """What the system knows of an entry; None where there is none."""
        try:
            return os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def is_writable(self, name: str) -> bool:
        """Whether the permissions of a file let us write it."""
        return os.access(self._at(name), os.W_OK, dir_fd=self._handle)

    def replace(self, name: str, by: str) -> None:
        """Puts the file `by` in the place of what has this name, or of nothing, in one step."""
        os.replace(self._at(by), self._at(name), src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def link(self, name: str, to: str) -> None:
        """Gives the file `to` this name as well. Raises FileExistsError."""
        os.link(
            self._at(to),
            self._at(name),
            src_dir_fd=self._handle,
            dst_dir_fd=self._handle,
            follow_symlinks=False,
        )

    def rename_new(self, name: str, by: str) -> None:
        """Gives the file `by` this name, which no other file has, where the system looks to that (Windows).
        Raises FileExistsError.
        """
        Path(self._at(by)).rename(self._at(name))

    def unlink(self, name: str) -> None:
        """Takes an entry away."""
        os.unlink(self._at(name), dir_fd=self._handle)

    def names(self) -> list[str]:
        """The names of its entries."""
        with os.scandir(self.path if self._handle is None else self._handle) as entries:
            return [entry.name for entry in entries]

    def to_disk(self) -> None:
        """Brings the names to the disk, where the system can."""
        if self._handle is not None:
            os.fsync(self._handle)

    def require_in_place(self) -> None:
        """Raises OSError where its path by now leads to another folder, or to none."""
        try:
            now = self.path.lstat()
            moved = (
                os.path.realpath(self.path) != str(self.path)
                if self._handle is None
                else not os.path.samestat(now, os.fstat(self._handle))
            )
        except FileNotFoundError:
            moved = True
        if moved:
            raise OSError(errno.ENOENT, "its folder has been moved meanwhile", str(self.path))

    def _at(self, name: str) -> str:
        return name if self._handle is not None else str(self.path / name)


@contextmanager
def open_folder(path: Path, *, within: Path | None = None, make: bool = False) -> Iterator[OpenFolder]:
    """The folder at `path`, all links followed, held open; with `make`, it is made with those above it.
    Raises LeadsOutside where it does not lie `within` a folder, or another OSError.
    """
    real = Path(os.path.realpath(path))
    top = real if within is None else Path(os.path.realpath(within))
    if not real.is_relative_to(top):
        raise LeadsOutside(path, within or top)
    first = top if _AT_HANDLE else real
    if make and not first.is_dir():
        first.mkdir(parents=True, exist_ok=True)
    if not _AT_HANDLE:
        if not real.is_dir():
            code = errno.ENOTDIR if real.exists() else errno.ENOENT
            raise OSError(code, os.strerror(code), str(path))
        folder = OpenFolder(real, None)
        yield folder
        return
    handle = _opened(top, real.relative_to(top).parts, make)
    try:
        yield OpenFolder(real, handle)
    finally:
        os.close(handle)


def _opened(top: Path, parts: tuple[str, ...], make: bool) -> int:
    """A handle on the folder that `parts` lead to from `top`, each opened in the one above it. Raises
    LeadsOutside where one has become a link.
    """
    handle = os.open(top, _ON_THE_WAY if parts else _FOLDER | _NO_LINK)
    for number, part in enumerate(parts, 1):
        above = handle
        flags = (_FOLDER if number == len(parts) else _ON_THE_WAY) | _NO_LINK
        try:
            try:
                handle = os.open(part, flags, dir_fd=above)
            except FileNotFoundError:
                if not make:
                    raise
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=above)
                handle = os.open(part, flags, dir_fd=above)
        except OSError as error:
            at = top.joinpath(*parts[:number])
            if error.errno in (errno.ELOOP, errno.ENOTDIR) and at.is_symlink():
                raise LeadsOutside(at, top) from None
            raise
        finally:
            os.close(above)
    return handle
