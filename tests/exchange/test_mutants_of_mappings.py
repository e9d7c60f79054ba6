"""Damaged mappings of an import, through the command: nothing is half made, and what is refused changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from discrepancy.reading.dossiers import read_dossiers
from tests.support.attempts import PROBLEM, SEED, Mutants, attempt
from tests.support.git_repositories import DOSSIER
from tests.support.mutants import how_many
from tests.support.plain_yaml import as_text, plain_yaml
from tests.support.yaml_mutants import yaml_mutants

SHEET = 'book,what,said,page,words,who\ncorve,battle.strength,"6,000 men",f. 1,sex milia,\ncorve,battle.date,1204-05-06,f. 2,pugnatum est,\n'
MAPPING = """\
# How the columns of the sheet of this name are read; discrepancy import reads and writes it.
version: 1
columns:
  book: source
  what: question
  said: value
  page: at
  words: quote  # as they stand
  who: "-"
constants:
  sense: in his words
"""
WORDS = [
    "source",
    "question",
    "value",
    "at",
    "quote",
    "-",
    "*",
    "battle.date",
    "battle.strength[side=x]",
    "according_to",
    "id",
    "columns",
    "constants",
    "version",
    "title",
]


def test_a_damaged_mapping_is_followed_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = {"d/dossier.yaml": DOSSIER, "d/.import/s.yaml": MAPPING, "s.csv": SHEET}
    Path("d/.import").mkdir(parents=True)

    def tried(number: int, data: bytes) -> str:
        for path in (path for path in Path("d").rglob("*") if path.is_file()):
            path.unlink()
        for name, text in kept.items():
            Path(name).write_text(text, "utf-8")
        Path("d/.import/s.yaml").write_bytes(data)
        ran = attempt(
            "import",
            "s.csv",
            "--to",
            "d",
            "--add",
            *(("--mapping", "d/.import/s.yaml") if number % 4 == 0 else ()),
        )
        (dossier,) = read_dossiers(["d"])
        assert not dossier.problems, dossier.problems
        if ran.code:
            assert Path("d/.import/s.yaml").read_bytes() == data
            assert sorted(path.name for path in Path("d").iterdir()) == [".import", "dossier.yaml"]
            assert all(PROBLEM.match(line) for line in ran.err.splitlines() if ": error: " in line), ran.err
            return "refused"
        assert not (passed := passed_over(data)), passed
        return "read"

    Mutants("mappings", yaml_mutants(MAPPING.encode(), how_many(12), f"{SEED}:mapping", WORDS)).each(tried)


def passed_over(data: bytes) -> list[str]:
    """What stands in a mapping and is nothing that is read."""
    plain = plain_yaml(data)
    if plain is None or not plain.documents:
        return []
    root, *others = plain.documents
    found = ["another document"] if others else []
    if not isinstance(root, yaml.MappingNode):
        return [*found, "no mapping"] if as_text(root) != "" else found
    for piece in plain.pieces():
        part, *below = piece.path
        if part not in ("version", "columns", "constants"):
            found.append(part)
        elif part != "version" and isinstance(piece.node, yaml.ScalarNode) is not bool(below):
            found.append(f"{piece.path}: {piece.node.value}")
    return found
