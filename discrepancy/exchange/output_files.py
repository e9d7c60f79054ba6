"""Files that somebody names to be written (pages, other formats, sheets): which of them may be written over,
and where they may lie.

A file is written over only where it says itself that this program wrote it, where it holds nothing, or where
it was named to be written over all the same. Claims, reviews, mappings and settings are never written over.
A path inside a project that a link leads out of it is not followed, unless it was named; a path that lies
outside was the wish of whoever gave it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from pathlib import Path

from discrepancy.exchange.errors import ExchangeError
from discrepancy.reading.baseline_file import BASELINE_NAME
from discrepancy.reading.dossiers import DOSSIER, REVIEWS
from discrepancy.system.atomic_write import (
    FileChanged,
    is_stream,
    read,
    write_if_unchanged,
    write_whole,
)

IsOurs = Callable[[bytes], bool]

_YAML = (".yaml", ".yml")
_SETTINGS = (DOSSIER, BASELINE_NAME, "pyproject.toml")
_ENDS_OF_SETTINGS = (*_YAML, ".toml", ".cfg", ".ini", ".conf")


def project_of(path: Path) -> Path | None:
    """The folder of the project in which a path lies by its name: the nearest above that git knows and to
    which no link within a project leads, else the working folder; None where it lies in neither.
    """
    found: Path | None = None
    here = Path(os.path.realpath("."))
    for folder in reversed(_absolute(path).parents):
        if found is not None and folder.is_symlink():
            return found
        if os.path.lexists(folder / ".git") or (found is None and Path(os.path.realpath(folder)) == here):
            found = folder
    return found


def require_writable(path: str, is_ours: IsOurs, forced: Collection[str] = ()) -> bytes | None:
    """What stands in the file at `path`, which may be written over (`is_ours` says of its bytes whether this
    program wrote them); None where nothing stands there, or where it is a pipe or device. Raises
    ExchangeError with the reason where it may not.
    """
    place, named = Path(path), _is_named(path, forced)
    if not named:
        require_inside(path, f"--force {path} follows it")
    if is_stream(place):
        return None
    if kind := _never(place):
        raise ExchangeError(f"{path} {kind}; nothing was written")
    try:
        stands = read(place)
    except OSError as error:
        raise ExchangeError(f"cannot write {path}: {error.strerror}") from error
    if stands and not is_ours(stands):
        if _is_settings(place):
            raise ExchangeError(
                f"{path} is a file of claims, reviews, mappings or settings, and never written over;"
                " nothing was written"
            )
        if not named:
            raise ExchangeError(
                f"{path} is already there, and discrepancy did not write it; nothing was written:",
                f"--force {path} writes over it",
            )
    return stands


def require_inside(path: str, remedy: str = "") -> None:
    """Raises ExchangeError where a link leads the file at `path` out of the project that its name is in."""
    project = project_of(Path(path))
    if project is not None and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(project)):
        mark = ":" if remedy else ""
        raise ExchangeError(
            f"{path}: a link leads out of {_shown(project)}; nothing was written{mark}", remedy
        )


def write_output_file(
    path: str, data: bytes, is_ours: IsOurs, forced: Collection[str] = (), *, make_folder: bool = False
) -> None:
    """Writes a file that somebody named, if it may be written over. Raises ExchangeError."""
    stands = require_writable(path, is_ours, forced)
    place = Path(path)
    within = None if _is_named(path, forced) else project_of(place)
    try:
        if is_stream(place):
            write_whole(place, data)
        else:
            write_if_unchanged(place, data, stands, within=within, make_folder=make_folder, in_locked=False)
    except FileChanged:
        raise ExchangeError(f"{path} has changed while it was to be written", "run it again") from None
    except OSError as error:
        raise ExchangeError(f"cannot write {path}: {error.strerror or error}") from error


def require_named(forced: Collection[str], paths: Collection[str]) -> None:
    """Raises ExchangeError where a path is named to be written over that is not one of those written."""
    for path in forced:
        if not _is_named(path, paths):
            raise ExchangeError(
                f"--force {path}: that is not written here,",
                f"these are: {', '.join(sorted(paths))}" if paths else "nothing is written to a file",
            )


def lies_in_dossier(path: Path) -> bool:
    """Whether a YAML file at `path` would be one of a dossier: a source, a review or a mapping."""
    return path.name.lower().endswith(_YAML) and any(
        os.path.lexists(folder / DOSSIER)
        for folder in (
            path.parent,
            *([path.parent.parent] if path.parent.name in (REVIEWS, ".import") else []),
        )
    )


def _is_named(path: str, among: Collection[str]) -> bool:
    return _absolute(path) in map(_absolute, among)


def _absolute(path: str | Path) -> Path:
    """A path from the root, with no link in it followed."""
    return Path(os.path.normpath(Path(path).absolute()))


def _both(path: Path) -> tuple[Path, Path]:
    """A path as it was named, and where it leads."""
    return _absolute(path), Path(os.path.realpath(path))


def _never(path: Path) -> str:
    """What a file at `path` would be that is written by no command of this kind, in words; empty where it may
    be written.
    """
    for one in _both(path):
        if one.name.lower() in _SETTINGS:
            return "is a file of settings, and never written over"
        if ".git" in one.parts[:-1]:
            return "lies in the folder of git"
        if lies_in_dossier(one):
            return (
                "would be a file of claims, reviews or mappings, since it ends in .yaml and lies in a dossier"
            )
    return ""


def _is_settings(path: Path) -> bool:
    """Whether a file that is there and not ours holds settings, or claims, by its name."""
    names = [one.name.lower() for one in _both(path)]
    return any(name.endswith(_ENDS_OF_SETTINGS) or name.startswith(".") for name in names)


def _shown(folder: Path) -> str:
    here = Path(os.path.realpath("."))
    return "the working folder" if Path(os.path.realpath(folder)) == here else folder.as_posix()
