"""The claims as they stood at a git revision, read as those of now are.

The files of the dossiers are written out of the object database into a folder of their own, which is gone
when the comparison is made; the reader reads them there and shows them at the paths that were given. Texts
come from the revision too. A text that git does not have, neither there nor at HEAD, is the one that lies
beside the dossier now.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from discrepancy.findings.analysis import engine
from discrepancy.findings.cache.result_cache import ResultCache
from discrepancy.findings.run import Run
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.reading import dossiers as reader
from discrepancy.reading.baseline_file import BASELINE_NAME
from discrepancy.system.display import counted, printable
from discrepancy.system.git_objects import (
    FOLDER,
    LINK,
    SUBMODULE,
    NoBase,
    Objects,
    TreeEntry,
    WorktreeFolder,
    commit,
    worktree_folder,
)
from discrepancy.system.regular_files import LARGEST_FILE, POINTER, read_regular_file

ENDS = (".yaml", ".yml")  # how the files of a dossier end that the reader looks at
REVIEWS = "reviews"  # the folder of a dossier with what people decided
_MOST_TOLD = 3


@dataclass(frozen=True)
class BaseRun:
    """What stood at a revision: the run on it, which of its dossiers (by `path`) is at which place now, what
    is in submodules, and the dossiers whose baseline lies outside the repository.
    """

    ref: str
    commit: str
    run: Run
    shown: Mapping[str, str]
    submodules: tuple[str, ...] = ()
    outside: frozenset[str] = frozenset()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The errors of the input at the revision."""
        return tuple(problem for problem in self.run.problems if not problem.warning)


@dataclass
class _Checkout:
    """What is written out of a revision, and where."""

    objects: Objects
    top: Path
    tree: str
    files: list[tuple[Path, TreeEntry]] = field(default_factory=list)
    dossiers: dict[Path, tuple[bytes, ...]] = field(default_factory=dict)


@contextmanager
def run_at_revision(
    paths: Sequence[str], ref: str, texts: Sequence[str] = (), cache: ResultCache | None = None
) -> Iterator[BaseRun]:
    """The base for a comparison of `paths` with the revision `ref`. Raises NoBase where there is none, and
    where nothing of a dossier can be read: then everything would seem new.
    """
    places = _places(paths)
    first = next(iter(places.values()))
    found = commit(first, ref)
    with TemporaryDirectory(prefix="discrepancy-") as folder, Objects(first) as objects:
        writing = _Checkout(
            objects, Path(os.path.realpath(folder)) / (first.top.name or "top"), objects.tree_of(found)
        )
        copies, submodules = _copied(places, writing)
        _write(writing)
        dossiers = (
            [
                (dossier, _home(dossier, copies))
                for dossier in reader.read_dossiers(list(copies), copies, cache.trees if cache else None)
            ]
            if copies
            else []
        )
        _readable(ref, [dossier for dossier, _ in dossiers])
        _texts(first, writing, dossiers)
        moved = [replace(dossier, path=str(home)) for dossier, home in dossiers]
        run = engine.run_rules(moved, texts=texts, cache=cache)
        shown = {str(home): dossier.path for dossier, home in dossiers}
        outside = frozenset(str(at) for at, inner in writing.dossiers.items() if not inner)
        yield BaseRun(ref, found, run, shown, submodules, outside)


def _places(paths: Sequence[str]) -> dict[str, WorktreeFolder]:
    """Where each path that is a folder stands; all of them in one repository."""
    found = {path: worktree_folder(Path(path)) for path in paths if Path(path).is_dir()}
    if not found:
        raise NoBase(f"there is no folder {', '.join(paths)}, so nothing to compare with an earlier state")
    if len({(one.git_dir, one.top) for one in found.values()}) > 1:
        raise NoBase("the paths are in several git repositories; check them one by one")
    return found


def _copied(
    places: Mapping[str, WorktreeFolder], writing: _Checkout
) -> tuple[dict[str, Path], tuple[str, ...]]:
    """Marks what is to be written for each path, and says where it will be read; and which dossiers are
    submodules.
    """
    copies: dict[str, Path] = {}
    submodules: list[str] = []
    for path, where in places.items():
        entry = writing.objects.down(writing.tree, where.inner)
        if entry is None or entry.mode != FOLDER:
            continue
        at = writing.top.joinpath(*map(os.fsdecode, where.inner))
        tree = writing.objects.tree(entry.oid)
        if reader.DOSSIER.encode() in tree:
            copies[path] = at
            _mark(at, where.inner, tree, writing)
            continue
        shown = path.replace(os.sep, "/").rstrip("/")
        for name, inner in tree.items():
            if inner.mode == SUBMODULE:
                submodules.append(f"{shown}/{os.fsdecode(name)}")
            elif inner.mode == LINK:
                writing.files.append((at / os.fsdecode(name), inner))
            elif inner.mode == FOLDER and reader.DOSSIER.encode() in (
                held := writing.objects.tree(inner.oid)
            ):
                copies[path] = at
                _mark(at / os.fsdecode(name), (*where.inner, name), held, writing)
    return copies, tuple(submodules)


def _mark(at: Path, inner: tuple[bytes, ...], tree: Mapping[bytes, TreeEntry], writing: _Checkout) -> None:
    """Marks the files of one dossier, and of its reviews."""
    if at in writing.dossiers:
        return
    writing.dossiers[at] = inner
    _mark_files(at, tree, writing)
    baseline = writing.objects.down(writing.tree, (*inner[:-1], BASELINE_NAME.encode())) if inner else None
    if baseline is not None and (baseline.ordinary or baseline.mode == LINK):
        writing.files.append((at.parent / BASELINE_NAME, baseline))
    reviews = tree.get(REVIEWS.encode())
    if reviews is not None and reviews.mode == FOLDER:
        _mark_files(at / REVIEWS, writing.objects.tree(reviews.oid), writing)


def _mark_files(at: Path, tree: Mapping[bytes, TreeEntry], writing: _Checkout) -> None:
    named = ((os.fsdecode(name), entry) for name, entry in tree.items())
    writing.files += [
        (at / name, entry)
        for name, entry in named
        if name.lower().endswith(ENDS) and (entry.ordinary or entry.mode == LINK)
    ]


def _write(writing: _Checkout) -> None:
    """Writes what is marked: links last, so that nothing can be written through one."""
    own = {parent for parent in {path.parent for path, _ in writing.files} if _own(parent, writing.top)}
    files, writing.files = [(path, entry) for path, entry in writing.files if path.parent in own], []
    held = zip(files, writing.objects.read([entry.oid for _, entry in files]), strict=True)
    links = []
    for (path, entry), data in held:
        if entry.mode == LINK:
            links.append((path, data or b""))
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), path.open("xb") as stream:
            stream.write(data or b"")
            if data is None:
                stream.truncate(LARGEST_FILE + 1)  # the reader says that it is too large
    for path, target in links:
        # Where links cannot be made, or the name or the target is none, the file is missing, and what it says
        # counts as new.
        with suppress(OSError, ValueError):
            path.symlink_to(os.fsdecode(target))


def _own(folder: Path, top: Path) -> bool:
    """Whether `folder` is in what is written here, with no link on the way that leads elsewhere."""
    return folder.is_relative_to(top) and not any(
        at.is_symlink() for at in (folder, *folder.parents) if at.is_relative_to(top)
    )


def _home(dossier: Dossier, copies: Mapping[str, Path]) -> Path:
    """The folder in which a dossier of the revision was read."""
    for path, at in copies.items():
        shown = path.replace(os.sep, "/").rstrip("/") or "."
        if dossier.path == shown:
            return at
        if shown == "." or dossier.path.startswith(f"{shown}/"):
            name = dossier.path if shown == "." else dossier.path.removeprefix(f"{shown}/")
            if "/" not in name and os.path.lexists(at / name):
                return at / name
    return Path(dossier.path)


def _readable(ref: str, dossiers: Sequence[Dossier]) -> None:
    """Raises NoBase for a dossier that has errors and not one claim that can be read."""
    for dossier in dossiers:
        errors = [problem for problem in dossier.problems if not problem.warning]
        if errors and not dossier.claims:
            errors.sort(
                key=lambda error: not error.mark.file.endswith(reader.DOSSIER)
            )  # what is declared there the others rest on
            refused = NoBase(
                f"{dossier.path} as it stood at {printable(ref)} cannot be read by this version, "
                "so what is new cannot be told; give a later revision, or check without --since:"
            )
            for error in errors[:_MOST_TOLD]:
                refused.add_note(f"  {error}")
            if len(errors) > _MOST_TOLD:
                refused.add_note(f"  and {counted(len(errors) - _MOST_TOLD, 'more error')}")
            raise refused


def _texts(where: WorktreeFolder, writing: _Checkout, dossiers: Sequence[tuple[Dossier, Path]]) -> None:
    """Puts the texts that the sources name beside the dossiers of the revision."""
    head: str | None = None
    for dossier, home in dossiers:
        inner = writing.dossiers.get(home)
        for name in dict.fromkeys(
            source.text_file for source in dossier.sources.values() if source.text_file
        ):
            path = PurePosixPath(name.replace("\\", "/"))
            if (
                inner is None
                or not path.parts
                or path.is_absolute()
                or ".." in path.parts
                or ":" in path.parts[0]
            ):
                continue
            names = (*inner, *map(os.fsencode, path.parts))
            entry = writing.objects.down(writing.tree, names)
            elsewhere = entry is not None and entry.ordinary and _kept_elsewhere(entry, writing.objects)
            if entry is not None and entry.ordinary and not elsewhere:
                writing.files.append((home / path, entry))
                continue
            head = head or writing.objects.tree_of(commit(where, "HEAD"))
            if entry is not None or writing.objects.down(head, names) is None:
                _as_now(where.top.joinpath(*map(os.fsdecode, inner)), path, home, writing.top)
    _write(writing)


def _kept_elsewhere(entry: TreeEntry, objects: Objects) -> bool:
    """Whether git has a pointer to a file in its place (LFS)."""
    return (next(objects.read([entry.oid])) or b"").startswith(POINTER)


def _as_now(folder: Path, name: PurePosixPath, home: Path, top: Path) -> None:
    """Copies a text that git does not have from the folder of the dossier, where it lies there itself: what a
    link leads to, be it of a folder on the way, is no text of the revision.
    """
    path, to = folder / name, home / name
    if os.path.lexists(to) or not _own(to.parent, top):
        return
    with suppress(OSError, RuntimeError):  # a link in a loop
        if path.resolve() == folder.resolve() / name and isinstance(data := read_regular_file(path), bytes):
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(data)
