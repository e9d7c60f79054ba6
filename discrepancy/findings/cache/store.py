"""Where results are kept: small sealed files in a folder beside the project, bounded, and safe to delete at
any time.

The folder may come with a pull request, so what stands in it is believed only if it is sealed (HMAC-SHA-256,
RFC 2104) with a key that never lies beside the project: that of this user, or the one in
DISCREPANCY_CACHE_KEY. What is not is as if it were not there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from discrepancy.system.atomic_write import is_free, is_temporary, write_new, write_whole
from discrepancy.system.regular_files import MEGABYTE, read_regular_file

FOLDER = ".discrepancy-cache"
WHERE, KEY = "DISCREPANCY_CACHE", "DISCREPANCY_CACHE_KEY"
OFF = "off"
MOST_BYTES = 256 * MEGABYTE  # of the whole folder; then what was used longest ago goes
MOST_ADDED = 8 * MEGABYTE  # that are written before it is looked again how much there is
MOST_ENTRIES = 10_000  # of which each is looked at when it is looked how much there is
MOST_ENTRY = 64 * MEGABYTE
_SEAL = hashlib.sha256().digest_size
LEAST_KEY = 16  # characters of a key of one's own
_ENTRY = re.compile(r"[0-9a-f]{40}\Z|[0-9a-f]{16}\.tmp\Z").match  # the second: what older versions have left
_ABOUT = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by discrepancy. Safe to delete.\n",
}


class Store:
    """Results by name, in one folder. Reading and writing never fail: what cannot be read is not there, what
    cannot be written is not kept.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key
        self._added = MOST_ADDED  # bytes written since it was last looked how much there is; none yet

    def get(self, name: str) -> Any:
        """What is kept under `name`, made of JSON; None if nothing is, or nothing that can be believed."""
        path = self._path(name)
        try:
            held = read_regular_file(path, MOST_ENTRY)
        except OSError:
            return None
        if isinstance(held, str) or not hmac.compare_digest(held[:_SEAL], self._seal(name, held[_SEAL:])):
            return None
        with suppress(OSError):
            os.utime(path)  # used just now
        with suppress(ValueError, RecursionError):  # sealed, and yet not whole: some fault of the machine
            return json.loads(held[_SEAL:])
        return None

    def put(self, name: str, value: Any) -> None:
        """Keeps `value`, made of JSON, under `name`, in place of what was there."""
        data = json.dumps(value, separators=(",", ":")).encode(
            "ascii"
        )  # not made smaller: that takes longer than it saves
        if len(data) + _SEAL > MOST_ENTRY:
            return
        with suppress(OSError):
            self._made()
            write_whole(self._path(name), self._seal(name, data) + data, within=self.folder, durable=False)
            self._added += len(data)
            if self._added > MOST_ADDED:
                self._bound()
                self._added = 0

    def held(self) -> list[tuple[float, int, Path]]:
        """Of each entry, when it was used last, its size in bytes, and where it is. Raises OSError where the
        folder cannot be listed.
        """
        found = []
        for path in self.folder.iterdir():
            ours = _ENTRY(path.name) or is_temporary(path.name)  # or was one, when its run was killed
            if ours and stat.S_ISREG((about := path.lstat()).st_mode):
                found.append((about.st_mtime, about.st_size, path))
        return found

    def _path(self, name: str) -> Path:
        return self.folder / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:40]

    def _seal(self, name: str, data: bytes) -> bytes:
        return hmac.digest(
            self._key, hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest() + data, "sha256"
        )

    def _made(self) -> None:
        if self.folder.is_symlink():
            raise OSError("a link may lead anywhere")
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, text in _ABOUT.items():
            if not os.path.lexists(self.folder / name):
                with suppress(FileExistsError):  # another run was first
                    write_new(self.folder / name, text.encode("ascii"), within=self.folder, durable=False)

    def _bound(self) -> None:
        """Takes out what was used longest ago where there is too much, and what a killed run has left."""
        held = self.held()
        total, count = sum(size for _, size, _ in held), len(held)
        if total <= MOST_BYTES and count <= MOST_ENTRIES:
            return
        for _, size, path in sorted(held):
            if total <= MOST_BYTES * 3 // 4 and count <= MOST_ENTRIES * 3 // 4:
                return
            with suppress(OSError):
                Path(path).unlink()
            total, count = total - size, count - 1


def open_store() -> Store | None:
    """The store of the project in which we stand: the nearest folder above that git knows, else the working
    folder. None if there is none.
    """
    given = os.environ.get(WHERE, "")
    if given.lower() == OFF:
        return None
    with suppress(OSError):
        projects = _projects()
        key = _key(projects)
        return Store(Path(given) if given else projects[0] / FOLDER, key) if key else None
    return None


def key_file() -> Path:
    """Where the key of this user lies."""
    return Path(click.get_app_dir("discrepancy")) / "cache.key"


def _projects() -> list[Path]:
    """The folders above that git knows, from the nearest; the working folder where there is none."""
    here = Path.cwd()
    return [folder for folder in (here, *here.parents) if os.path.lexists(folder / ".git")] or [here]


def _key(projects: Sequence[Path]) -> bytes | None:
    """The key that seals: given, or this user's own, made the first time. None where there is none and none
    can be made.
    """
    given = os.environ.get(KEY, "").encode("utf-8", "surrogateescape")
    if given:
        return hashlib.sha256(given).digest() if len(given) >= LEAST_KEY else None
    path = key_file()
    # Without a home, or with the project for one, the settings are what whoever wrote the project says they
    # are.
    if not path.is_absolute() or any(
        Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)) for folder in projects
    ):
        return None
    with suppress(OSError):
        if is_free(path):
            with suppress(FileExistsError):  # another run was first
                key = secrets.token_hex(32).encode("ascii")
                write_new(path, key, make_folder=True, mode=0o600)
        held = path.read_bytes()
        return hashlib.sha256(held).digest() if len(held) >= LEAST_KEY else None
    return None
