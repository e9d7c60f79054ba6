"""A small dossier that the tests of reading write their cases into."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.reading.attribution import AttributionReader
from discrepancy.reading.dossier_file import Declarations, read_dossier_file
from discrepancy.reading.dossiers import read_dossiers
from discrepancy.reading.page import decode_page
from discrepancy.reading.questions import QuestionReader
from discrepancy.reading.source_file import ReadingContext, read_source_file
from discrepancy.values.base import Basis

DOSSIER = """\
version: 1
title: The battle of Aldwater
entities:
  barons-war: {name: the Barons' War, kind: event}
  battle: {name: Battle of Aldwater, kind: event, part_of: barons-war}
  ralph: {name: Ralph of Ness, kind: person, was: rafe}
  hugh: {name: Hugh, kind: person}
  rising: {name: the rising, kind: topic}
  nguyễn: {name: Nguyễn, kind: person}
voices:
  eyewitnesses: {name: men who were there, kind: witness}
terms:
  constable: {name: Constable, same_as: [High Constable]}
labels:
  rising: {rising: +1, rebellion: -1}
"""
HEAD = """\
version: 1
source: corve
title: Annals of Corve
claims:
"""
HEAD_LINES = HEAD.count("\n")

ReadFiles = Callable[[dict[str, str | bytes]], Dossier]
ReadClaims = Callable[[str], Dossier]


@pytest.fixture
def read_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadFiles:
    """Reads a dossier of these files; `dossier.yaml` is the one above unless given."""

    def run(files: dict[str, str | bytes]) -> Dossier:
        folder = tmp_path / "d"
        folder.mkdir(exist_ok=True)
        for name, content in {"dossier.yaml": DOSSIER, **files}.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.chdir(tmp_path)
        (dossier,) = read_dossiers(["d"])
        return dossier

    return run


@pytest.fixture
def read_claims(read_files: ReadFiles) -> ReadClaims:
    """Reads the entries of a claims list in a source called corve, siglum C."""
    return lambda entries: read_files({"corve.yaml": HEAD + entries})


def found(dossier: Dossier, lines: int = HEAD_LINES) -> list[str]:
    """The problems as `line:column code "words"`, lines counted from the first entry."""
    return [f"{one.mark.line - lines}:{one.mark.column} {one.code}" for one in dossier.problems]


def declared() -> Declarations:
    """What the small dossier declares."""
    page, _ = decode_page(DOSSIER.encode(), "dossier.yaml")
    assert page is not None
    return read_dossier_file(page, [])


class Trees:
    """Trees that were read before, as JSON."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.found = 0

    def get(self, text: str) -> Any:
        if text not in self.held:
            return None
        self.found += 1
        return json.loads(self.held[text])

    def put(self, text: str, tree: Any) -> None:
        self.held[text] = json.dumps(tree)


def read_bytes(data: bytes, trees: Trees | None = None) -> tuple[list[Claim], list[Problem]]:
    """The claims and problems of a source file, without a file."""
    page, problems = decode_page(data, "s.yaml")
    if page is None:
        return [], problems
    questions = QuestionReader(_DECLARED)
    attributions = AttributionReader(questions)
    reading = ReadingContext(questions, attributions, Basis(anchor=questions.anchor), {}, {}, trees=trees)
    claims = read_source_file(page, problems, reading)
    attributions.finish(reading.sources)
    return claims, problems


_DECLARED = declared()
