"""What `check --since` costs beside `check`: a dossier of many files, read out of git and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from discrepancy.findings.changes import at_revision as revision
from discrepancy.reading import dossiers as reader
from discrepancy.system import git_objects as repository
from tests.support.git_repositories import Repo, source

FILES, CLAIMS = 1_000, 10


def made(folder: Path) -> Path:
    """A repository with a dossier of many files, committed."""
    repo = Repo(folder / "since")
    for i in range(FILES):
        claims = [f"battle.strength[place=p{j}]: {1000 + (i * j) % 7},000 men" for j in range(CLAIMS)]
        repo.write(f"claims/aldwater/s{i:04}.yaml", source(f"s{i:04}", *claims))
    places = "".join(f"    p{j}: {{}}\n" for j in range(CLAIMS))
    dossier = repo.at.joinpath("claims/aldwater/dossier.yaml")
    dossier.write_text(dossier.read_text("utf-8") + f"scopes:\n  place:\n{places}", encoding="utf-8")
    repo.commit()
    return repo.at


def runs(at: Path, into: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Writing the files of the base out of git, and reading the same files as they stand."""
    path = str(at / "claims")
    names = iter(_names(into))

    def written() -> None:
        places = revision._places([path])
        (where,) = places.values()
        with repository.Objects(where) as objects:
            writing = revision._Checkout(
                objects, next(names), objects.tree_of(repository.commit(where, "HEAD"))
            )
            revision._copied(places, writing)
            revision._write(writing)

    return written, lambda: reader.read_dossiers([path])


def _names(into: Path) -> Iterator[Path]:
    for number in range(1_000_000):
        yield into / str(number)
