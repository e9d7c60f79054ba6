"""Git repositories with dossiers in them, made in temporary folders, for tests of what is read out of git."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
WHO = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main",
       "-c", "protocol.file.allow=always", "-c", "core.autocrlf=false")  # fmt: skip
GIVEN: dict[str, str] = {}  # what a test adds to the environment of git
DOSSIER = "title: Aldwater\nentities:\n  battle:\n    name: the battle\n    kind: event\n"


def git(at: Path, *words: str, fine: bool = True) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | GIVEN
    ran = subprocess.run(
        ["git", *WHO, *words], cwd=at, env=environment, capture_output=True, timeout=60, check=False
    )
    assert not fine or ran.returncode == 0, ran.stderr
    return os.fsdecode(ran.stdout).strip()


def source(name: str, *claims: str, head: str = "") -> str:
    """A source file; a claim is `question: value`."""
    said = "".join(
        f"  - {claim}\n    at: p. {page}\n    quote: the words\n" for page, claim in enumerate(claims, 1)
    )
    return f"source: {name}\ntitle: {name.title()}\n{head}claims:\n{said}"


def strength(name: str, value: str) -> str:
    return source(name, f"battle.strength: {value}")


class Repo:
    """A repository with one dossier, claims/aldwater, of which a test writes the sources."""

    def __init__(self, at: Path, **sources: str) -> None:
        self.at = at
        at.mkdir(parents=True, exist_ok=True)
        git(at, "init", "-q")
        self.write("claims/aldwater/dossier.yaml", DOSSIER)
        for name, value in sources.items():
            self.says(name, value)
        self.commit()

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.at / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def says(self, name: str, value: str) -> None:
        self.write(f"claims/aldwater/{name}.yaml", strength(name, value))

    def commit(self) -> str:
        git(self.at, "add", "-A")
        git(self.at, "commit", "-q", "--allow-empty", "-m", "x")
        return git(self.at, "rev-parse", "HEAD")


def lines(text: str, beginnings: Iterable[str]) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(tuple(beginnings))]
