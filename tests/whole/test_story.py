"""The gate as a story in a real repository: adopted, a source added, decided, joined, opened again, reverted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Command
from tests.support.git_repositories import git, needs_git, source

DOSSIER = "title: Aldwater\nentities:\n  battle:\n    name: the battle\n    kind: event\n  muster:\n    name: the muster\n    kind: event\n"
pytestmark = needs_git


def write(at: Path, name: str, *claims: str) -> None:
    (at / "claims" / "aldwater" / f"{name}.yaml").write_text(source(name, *claims), "utf-8")


def check(command: Command, *words: str) -> tuple[int, dict[str, Any]]:
    ran = command("check", "--format", "json", *words)
    return ran.code, {
        f"{one['about']}.{one['property']}": one
        for one in ran.json["findings"]
        if one["kind"] in ("conflict", "review")
    }


def test_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "claims" / "aldwater").mkdir(parents=True)
    (tmp_path / "claims" / "aldwater" / "dossier.yaml").write_text(DOSSIER, "utf-8")
    write(tmp_path, "annals", "battle.killed: 2,148", "battle.strength: 6,000", "muster.date: 1203")
    write(tmp_path, "roll", "battle.killed: 900", "battle.strength: 6,000")
    git(tmp_path, "init", "-q")

    # Adopted with a baseline: what is there fails nothing.
    assert check(command)[0] == 1
    command("baseline", "create")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "adopted")
    assert check(command)[0] == 0

    # A source that contradicts one thing and agrees with another: the build fails on exactly that.
    git(tmp_path, "checkout", "-qb", "letter")
    write(tmp_path, "letter", "battle.strength: 14,000", "muster.date: 1203")
    code, found = check(command, "--since", "main")
    assert code == 1 and [name for name, one in found.items() if one["status"] == "new"] == [
        "battle.strength"
    ]
    assert check(command)[0] == 1
    clash = found["battle.strength"]["id"]

    # Decided: it passes, but by a decision of its own only for one who allows that; an edit elsewhere changes nothing.
    command(
        "decide",
        clash,
        "--verdict",
        "scope",
        "--because",
        "one counts the train",
        "--by",
        "A. Reader",
        "--on",
        "2026-01-02",
    )
    assert check(command)[0] == 0 and check(command, "--since", "main")[0] == 1
    assert check(command, "--since", "main", "--allow-silenced")[0] == 0
    annals = tmp_path / "claims" / "aldwater" / "annals.yaml"
    annals.write_text("# copied from the shelf\n\n" + annals.read_text("utf-8"), "utf-8")
    code, found = check(command)
    assert code == 0 and found["battle.strength"]["status"] == "reviewed"
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "the letter, and what was decided of it")

    # A third source joins a camp: a note. A fourth opens a camp of its own: open again.
    write(tmp_path, "charter", "battle.strength: 14,000")
    code, found = check(command)
    assert code == 0 and found["battle.strength"]["status"] == "grown"
    write(tmp_path, "saga", "battle.strength: 90,000")
    code, found = check(command)
    assert code == 1 and found["battle.strength"]["status"] == "stale"

    # Reverted to before the letter, with the decision left behind: it is told as an orphan, and fails nothing.
    for name in ("charter", "saga", "letter"):
        (tmp_path / "claims" / "aldwater" / f"{name}.yaml").unlink()
    code, found = check(command)
    assert code == 0 and "battle.strength" not in {
        name for name, one in found.items() if one["kind"] == "conflict"
    }
    code, out, _ = command("list", "reviews", "--format", "json")
    assert {one["finding"]: one["status"] for one in json.loads(out)}[clash] == "orphaned"
