"""Reads the objects of a git repository, and nothing else of it: no checkout, no filter, no hook, no monitor,
no connection.

A repository is somebody else's folder. Its settings may name programs to run, so only commands are used that
run none, each told so once more; whatever GIT_* stands in the environment does not reach them. A path never
becomes an argument of git: trees are read here.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

from discrepancy.system.display import one_line
from discrepancy.system.regular_files import LARGEST_FILE

SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
FIXED = {
    "GIT_ALLOW_PROTOCOL": "none",  # stands above any protocol.*.allow of the repository
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",  # messages are told apart by their words
}
OLDEST = (2, 30)  # which version of git can be told where its options end
FOLDER, LINK, SUBMODULE = 0o040000, 0o120000, 0o160000
FORK = "..."  # behind a REF: where the two lines of history part
_AT_ONCE = 64  # requests written before the answers are read: far less than a pipe holds
_CHUNK = 1 << 20
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class NoBase(Exception):
    """There is nothing at a revision to compare with; the message says why and what to do."""


class WorktreeFolder(NamedTuple):
    """A folder in the worktree of a repository: which repository, and the names that lead to the folder from
    the top of the worktree.
    """

    git_dir: str
    folder: Path
    inner: tuple[bytes, ...]

    @property
    def top(self) -> Path:
        """The top of the worktree."""
        return self.folder.parents[len(self.inner) - 1] if self.inner else self.folder


class TreeEntry(NamedTuple):
    """An entry of a git tree: its mode and the id of its object."""

    mode: int
    oid: str

    @property
    def ordinary(self) -> bool:
        """Whether it is a file."""
        return self.mode & 0o170000 == 0o100000


def environment() -> dict[str, str]:
    """The environment of a git that is run here: ours without any GIT_*, and what keeps git to reading."""
    return {
        **{name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")},
        **FIXED,
    }


def command(folder: Path, *words: str) -> list[str]:
    """A git command, run in `folder`. Raises NoBase where there is no git."""
    git = shutil.which("git")
    if git is None:
        raise NoBase("git is not installed, or not on the PATH; --since reads claims out of it")
    return [git, "-C", str(folder), *(word for setting in SETTINGS for word in ("-c", setting)), *words]


def _git_output(folder: Path, *words: str) -> tuple[bool, str, str]:
    """Whether a git command succeeded, its output, and what it wrote to stderr."""
    try:
        ran = subprocess.run(
            command(folder, *words),
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBase(f"git cannot be run: {error}") from error
    return ran.returncode == 0, os.fsdecode(ran.stdout), ran.stderr.decode("utf-8", "replace")


def version() -> str:
    """The version of the git that is installed, as it states it."""
    return _git_output(Path(os.sep), "version")[1].strip().removeprefix("git version ")


def worktree_folder(folder: Path) -> WorktreeFolder:
    """Where `folder` is in a repository. Raises NoBase where it is in none, or git will not read it."""
    real = Path(os.path.realpath(folder))
    fine, said, trouble = _git_output(
        real, "rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--show-prefix"
    )
    if not fine:
        raise NoBase(_why_refused(folder, real, trouble))
    within, git_dir, *prefix = said.split("\n")
    inner = tuple(os.fsencode(name) for name in "\n".join(prefix).removesuffix("\n").split("/") if name)
    if within != "true" or inner != tuple(map(os.fsencode, real.parts[len(real.parts) - len(inner) :])):
        raise NoBase(
            f"{folder.as_posix()} is not in the worktree of a git repository: "
            "the one that it is in has its worktree elsewhere"
        )
    return WorktreeFolder(git_dir, real, inner)


def _why_refused(folder: Path, real: Path, trouble: str) -> str:
    shown = folder.as_posix()
    if "dubious ownership" in trouble:
        named = re.search(r"in repository at '(.+?)'\n", trouble)
        return (
            f"{shown}: git does not read this repository, since it belongs to another user; "
            f"if you trust it: git config --global --add safe.directory {named[1] if named else real}"
        )
    if (
        "not a git repository" in trouble
        or "safe.bareRepository" in trouble
        or "must be run in a work tree" in trouble
    ):
        return (
            f"{shown} is not in the worktree of a git repository, "
            "so there is no earlier state to compare it with"
        )
    return f"{shown}: git cannot read the repository here: {one_line(trouble)}"


def commit(where: WorktreeFolder, ref: str) -> str:
    """The commit that `ref` names; with `...` behind it, the last one that it shares with HEAD. Raises NoBase
    where there is none.
    """
    name = ref.removesuffix(FORK)
    if name.startswith("-"):
        raise NoBase(
            f'"{one_line(ref)}" begins with a dash: '
            "a revision is a branch, a tag, a commit such as 1a2b3c4, or HEAD~1"
        )
    if not name or _CONTROL.search(name):
        raise NoBase(
            f'"{one_line(ref)}" is no revision: give a branch, a tag, a commit such as 1a2b3c4, or HEAD~1'
        )
    found = _commit(where, name)
    if found is None:
        raise NoBase(_missing(where, name))
    if not ref.endswith(FORK):
        return found
    _, said, _ = _git_output(where.folder, "merge-base", found, "HEAD")
    if not _OID.match(said.strip()):
        more = "; this clone is shallow, so fetch the rest: git fetch --unshallow" if shallow(where) else ""
        raise NoBase(f"{one_line(name)} and HEAD share no commit here{more}")
    return said.strip()


def _commit(where: WorktreeFolder, name: str) -> str | None:
    _, said, _ = _git_output(
        where.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    return said.strip() if _OID.match(said.strip()) else None


def shallow(where: WorktreeFolder) -> bool:
    """Whether the clone is shallow: only the last commits are here."""
    return _git_output(where.folder, "rev-parse", "--is-shallow-repository")[1].strip() == "true"


def _missing(where: WorktreeFolder, name: str) -> str:
    said = f'there is no revision "{one_line(name)}" here'
    if _commit(where, "HEAD") is None:
        old = tuple(map(int, re.findall(r"\d+", version())[:2])) < OLDEST
        return (
            f"{said}: git {version()} is too old; {OLDEST[0]}.{OLDEST[1]} will do"
            if old
            else f"{said}: the repository has no commit yet"
        )
    if ".." in name:
        one = one_line(name.split("..")[0]) or "HEAD"
        return (
            f"{said}, for it is a range: give --since {one}, "
            f"or --since {one}... for what has changed since the two parted"
        )
    plain = _PLAIN.match(name) is not None
    if plain and _commit(where, f"origin/{name}"):
        return f"{said}, but there is origin/{name}: give --since origin/{name}"
    if not shallow(where):
        return f"{said}; git branch --all and git tag list those there are, and git fetch brings new ones"
    branch = name.removeprefix("origin/")
    one = (
        f"git fetch --depth=1 origin +{branch}:refs/remotes/origin/{branch} and --since origin/{branch}, or "
        if plain
        else ""
    )
    one = f"git fetch --depth=1 origin {name}, or " if _OID.match(name) else one
    how = f"{one}git fetch --unshallow (in GitHub Actions: fetch-depth 0)"
    return f"{said}: this clone is shallow; fetch it: {how}"


class Objects:
    """The objects of a repository, through one process of git. Used in a `with`; raises NoBase where an
    object is not here.
    """

    def __init__(self, where: WorktreeFolder) -> None:
        self._process = subprocess.Popen(
            command(where.folder, "cat-file", "--batch"),
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._trees: dict[str, dict[bytes, TreeEntry]] = {}

    def __enter__(self) -> Objects:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whatever is still to come is not wanted: the process has nothing to save.
        self._process.kill()
        self._process.communicate()

    def read(self, oids: Sequence[str]) -> Iterator[bytes | None]:
        """What each object holds, in the order asked for; None of one too large to be a file of a dossier.
        Git unpacks what lies there; whether it is what its id says is checked here.
        """
        for start in range(0, len(oids), _AT_ONCE):
            part = oids[start : start + _AT_ONCE]
            if not all(map(_OID.match, part)):
                raise NoBase(_DAMAGED)
            try:
                self._into.write("".join(f"{oid}\n" for oid in part).encode())
                self._into.flush()
            except OSError as error:
                raise NoBase(_LOST) from error
            for oid in part:
                yield self._answer(oid)

    @property
    def _into(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _answer(self, oid: str) -> bytes | None:
        out = self._process.stdout
        assert out is not None
        words = out.readline().split()
        if len(words) != 3 or not words[2].isdigit():
            raise NoBase(_LOST)
        size = int(words[2])
        if size <= LARGEST_FILE:
            data = out.read(size + 1)
            if len(data) != size + 1:
                raise NoBase(_LOST)
            if not _is_named(oid, words[1], data := data[:-1]):
                raise NoBase(_DAMAGED)
            return data
        left = size + 1
        while left and (skipped := out.read(min(left, _CHUNK))):
            left -= len(skipped)
        return None

    def _small(self, oid: str) -> bytes:
        """What a commit or tree holds. One that is too large is not taken for one that holds nothing."""
        data = next(self.read([oid]))
        if data is None:
            raise NoBase(_TOO_LARGE)
        return data

    def tree_of(self, commit: str) -> str:
        """The tree of a commit."""
        data = self._small(commit)
        return data.split(b"\n", 1)[0].removeprefix(b"tree ").decode("ascii", "replace")

    def tree(self, oid: str) -> dict[bytes, TreeEntry]:
        """The entries of a tree by their names, without such names as lead elsewhere."""
        if oid not in self._trees:
            try:
                self._trees[oid] = self._tree(oid)
            except ValueError as error:  # it is no tree
                raise NoBase(_DAMAGED) from error
        return self._trees[oid]

    def _tree(self, oid: str) -> dict[bytes, TreeEntry]:
        data = self._small(oid)
        found: dict[bytes, TreeEntry] = {}
        at, length = 0, len(oid) // 2
        while (space := data.find(b" ", at)) > 0:
            end = data.index(b"\0", space)
            name = data[space + 1 : end]
            if name not in (b"", b".", b"..") and not _leads_away(name):
                found[name] = TreeEntry(int(data[at:space], 8), data[end + 1 : end + 1 + length].hex())
            at = end + 1 + length
        if at != len(data):
            raise ValueError("it breaks off")
        return found

    def down(self, oid: str, names: Sequence[bytes]) -> TreeEntry | None:
        """The entry at the path `names` below a tree, or None; a link is not followed."""
        entry = TreeEntry(FOLDER, oid)
        for name in names:
            found = self.tree(entry.oid).get(name) if entry.mode == FOLDER else None
            if found is None:
                return None
            entry = found
        return entry


_LOST = (
    "part of that revision is not in this clone, and nothing is fetched from here (a partial or damaged "
    "clone); fetch it first: git fetch --refetch --no-filter"
)


_DAMAGED = (
    "an object of that revision is not what its id says (a damaged clone); git fsck says which, and "
    "git fetch --refetch brings it anew"
)
_TOO_LARGE = (
    "a folder of that revision has a list of names larger than 64 MB, as no whole clone has (a damaged one); "
    "git fsck says what is wrong"
)


def _is_named(oid: str, kind: bytes, data: bytes) -> bool:
    """Whether an object of a kind, with what it holds, is the one that has this id."""
    kind_of_hash = "sha256" if len(oid) == 64 else "sha1"
    made = hashlib.new(kind_of_hash, b"%s %d\0" % (kind, len(data)), usedforsecurity=False)
    made.update(data)
    return made.hexdigest() == oid


def _leads_away(name: bytes) -> bool:
    return b"/" in name or (os.name == "nt" and (b"\\" in name or b":" in name))
