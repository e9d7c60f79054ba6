"""Damaged repositories, through `check --since`: what stood at a revision is told as it was, or that it cannot be."""

from __future__ import annotations

import hashlib
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from discrepancy.system import git_objects
from tests.support import git_repositories
from tests.support.attempts import SEED, Mutants, attempt
from tests.support.git_repositories import Repo, git, needs_git
from tests.support.mutants import how_many, mutants

pytestmark = needs_git
NEVER = (
    "hooks",
    "info",
    "logs",
    "description",
    "COMMIT_EDITMSG",
    "config",
    "branches",
)  # read by git alone, or never


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setitem(
            git_repositories.GIVEN, name, "2026-01-01T00:00:00+00:00"
        )  # the same ids each time
    made = Repo(tmp_path / "repo", corve="6,000 men", hugh="9,000 men")
    made.says("tarn", "7,000 men")
    made.commit()
    made.says("annals", "8,500 men")
    monkeypatch.chdir(made.at)
    return made


def since() -> tuple[int, str, str]:
    return attempt("check", "--since", "HEAD~1", "--format", "json")


def files(repo: Repo) -> list[Path]:
    at = repo.at / ".git"
    return sorted(
        path for path in at.rglob("*") if path.is_file() and path.relative_to(at).parts[0] not in NEVER
    )


@pytest.mark.parametrize("packed", [False, True], ids=["loose", "packed"])
def test_a_damaged_repository_gives_the_same_or_a_message(packed: bool, repo: Repo) -> None:
    if packed:
        git(repo.at, "gc", "-q", "--prune=now")
    whole = {path: path.read_bytes() for path in files(repo)}
    paths = list(whole)
    before = since()
    assert before[0] == 1

    def made() -> Iterator[bytes]:
        many = how_many(8)
        each = [
            mutants(data, many // len(paths) + 1, f"{SEED}:git:{packed}:{path.name}")
            for path, data in whole.items()
        ]
        for number in range(many):
            yield next(each[number % len(paths)])

    def tried(number: int, data: bytes) -> str:
        path = paths[number % len(paths)]
        path.chmod(0o644)
        path.write_bytes(data)
        try:
            now = since()
        finally:
            path.write_bytes(whole[path])
        if now == before:
            return "the same"
        assert now[0] == 2 and not now[1] and now[2].startswith("error: "), (path, now)
        return "refused"

    Mutants(f"git ({'packed' if packed else 'loose'})", made()).each(tried)


def test_an_object_that_is_not_what_its_name_says_is_never_read(repo: Repo) -> None:
    """Whole to git, which unpacks what it finds and asks no more: a tree that breaks off, a file in other words."""
    objects = [
        path for path in files(repo) if path.parent.parent.name == "objects" and len(path.parent.name) == 2
    ]
    held = {path: zlib.decompress(path.read_bytes()) for path in objects}
    before = since()

    def made() -> Iterator[bytes]:
        for number in range(how_many(8)):
            kind, body = held[objects[number % len(objects)]].split(b"\0", 1)
            draw = random.Random(f"{SEED}:objects:{number}")
            (other,) = mutants(body, 1, f"{SEED}:object:{number}")
            other = draw.choice(
                (
                    other,
                    other,
                    other,
                    body[: draw.randrange(len(body) + 1)],
                    body.replace(b"100644", b"10z644"),
                    body.replace(b"6,000", b"60,000"),
                )
            )
            yield kind.split(b" ")[0] + b" %d\0" % len(other) + other

    def tried(number: int, data: bytes) -> str:
        path = objects[number % len(objects)]
        kept = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(zlib.compress(data))
        try:
            now = since()
        finally:
            path.write_bytes(kept)
        if now == before:
            return "the same"
        assert hashlib.sha1(data).hexdigest() != path.parent.name + path.name
        assert now[0] == 2 and not now[1] and now[2].startswith("error: "), (path, now)
        return "refused"

    Mutants("git (objects)", made()).each(tried)


def test_a_tree_that_is_too_large_is_not_taken_for_an_empty_one(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then all that stands in it would seem new; one wrong bit in a pack says so of any tree."""
    monkeypatch.setattr(git_objects, "LARGEST_FILE", 40)
    code, out, err = since()
    assert code == 2 and not out and "larger than 64 MB" in err
