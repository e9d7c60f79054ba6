"""Of a source file whose lines were deleted, moved in or out, every claim is read or told of."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from discrepancy.model.claim import Claim
from discrepancy.model.problem import Problem
from discrepancy.reading import dossiers as reader
from discrepancy.reading.attribution import AttributionReader
from discrepancy.reading.dossier_file import Declarations, read_dossier_file
from discrepancy.reading.page import decode_page
from discrepancy.reading.questions import QuestionReader
from discrepancy.reading.source_file import ReadingContext, read_source_file
from discrepancy.values.base import Basis
from tests.support.command import Runner, invoke

CLAIMS = Path(__file__).parents[2] / "claims"
STEP = int(os.environ.get("DISCREPANCY_WINDOWS", "40"))  # every so many windows of a file; 1 tries all of it
WINDOW = 3  # claims that are read together: what a changed line does, it does to its neighbours
HEAD = """\
title: Aldwater
summary: >-
  What was told.
entities:
  battle: {name: the battle, kind: event}
  ralph: {name: Ralph, kind: person}
"""
SOURCE = """\
source: corve
title: Annals
note: >-
  Kept at Corve.
claims:
  - battle.date: 1204
    at: f. 1
    quote: >-
      so it was
    as_of: 1206
  - battle.strength: 6,000 men
    at: f. 2
  - about: ralph
    says:
      born: 1180
    at: f. 3
"""


def problems(folder: Path, source: str, dossier: str = HEAD) -> list[Problem]:
    folder.joinpath("dossier.yaml").write_text(dossier, encoding="utf-8")
    folder.joinpath("corve.yaml").write_bytes(source.encode())
    (found,) = reader.read_dossiers([str(folder)])
    return [*found.problems]


def where(found: Sequence[Problem]) -> list[tuple[str, int]]:
    assert all(one.warning for one in found), found
    return [(one.code, one.mark.line) for one in found]


class TestTexts:
    def test_what_is_whole_has_no_warning(self, tmp_path: Path) -> None:
        assert not problems(tmp_path, SOURCE)

    @pytest.mark.parametrize("new", ["\n", "\r\n"])
    def test_a_deleted_claims_line_is_told_with_the_first_claim_and_their_number(
        self, tmp_path: Path, new: str
    ) -> None:
        found = problems(tmp_path, SOURCE.replace("claims:\n", "").replace("\n", new))
        assert where(found) == [("E067", 1), ("E066", 5)]
        assert "what looks like a claim stands inside the words of note, and" in found[1].message
        assert found[1].words == "- battle.date: 1204"

    def test_claims_indented_into_the_text_above(self, tmp_path: Path) -> None:
        found = problems(tmp_path, SOURCE.replace("\nclaims:", "\n  claims:"))
        assert ("E066", 5) in where(found) and "the field claims" in found[-1].message

    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ("    as_of: 1206", "      as_of: 1206", 10),
            ("    as_of: 1206\n  - battle.s", "      - battle.s", 10),
            ("    as_of: 1206\n  - battle.strength: 6,000 men\n    at", "      battle.strength: 6,000 men\n      at", 10),
        ],
    )  # fmt: skip
    def test_a_line_moved_into_a_quote(self, tmp_path: Path, old: str, new: str, line: int) -> None:
        assert old in SOURCE
        assert ("E066", line) in [
            (one.code, one.mark.line) for one in problems(tmp_path, SOURCE.replace(old, new))
        ]

    @pytest.mark.parametrize("opening", ["note: |", "note: >", "note: |2-", "note: >-  # of us", "title: >-"])
    def test_in_every_kind_of_text(self, tmp_path: Path, opening: str) -> None:
        text = SOURCE.replace("claims:\n", "").replace("note: >-", opening)
        text = text.replace("title: Annals\n", "") if opening.startswith("title") else text
        assert any(code == "E066" for code, _ in where(problems(tmp_path, text)))

    @pytest.mark.parametrize("mark", ["'", '"'])
    def test_in_quotation_marks_of_several_lines(self, tmp_path: Path, mark: str) -> None:
        text = SOURCE.replace(
            "note: >-\n  Kept at Corve.\n", f"note: {mark}Kept\n  battle.date: 1204\n  so{mark}\n"
        )
        assert where(problems(tmp_path, text)) == [("E066", 4)]

    def test_in_the_dossier_file(self, tmp_path: Path) -> None:
        found = problems(tmp_path, SOURCE, HEAD.replace("told.\n", "told.\n  ralph.born: 1180\n"))
        assert where(found) == [("E066", 4)]
        head = (
            HEAD
            + "properties:\n  levy:\n    help: >-\n      How many?\n      type: quantity\n    unit: men\n"
        )
        assert ("E066", 11) in [(one.code, one.mark.line) for one in problems(tmp_path, SOURCE, head)]

    @pytest.mark.parametrize(
        "words",
        [
            "He says: so it was.",
            "see Corve, p.3: there",
            "Note: the leaf is torn",
            "at the ford: a fight",
            "battle.date is not known",
            "fig.3: the ford",
            "the battle: 1204",
            "says: so it was",
            "at: the ford",
            "one: a horse",
        ],
    )
    def test_prose_is_left_alone(self, tmp_path: Path, words: str) -> None:
        assert not problems(tmp_path, SOURCE.replace("Kept at Corve.", f"Kept at Corve.\n  {words}"))

    def test_words_that_are_meant_so_may_stand_on_one_line(self, tmp_path: Path) -> None:
        text = SOURCE.replace("note: >-\n  Kept at Corve.\n", 'note: "battle.date: 1204, he writes"\n')
        assert not problems(tmp_path, text)

    def test_a_sheet_is_no_such_text(self, tmp_path: Path) -> None:
        (tmp_path / "dossier.yaml").write_text(HEAD, encoding="utf-8")
        rows = (
            'source,about,.date,at,note\ncorve,battle,1204,f. 1,"so: ""and\nbattle.date: 1205\nsource: x"\n'
        )
        sheet = tmp_path / "s.csv"
        sheet.write_text(rows, encoding="utf-8")
        words = ("--map", "source=source", "--map", "about=about", "--map", ".date=.date", "--map", "at=at")
        ran = invoke("import", str(sheet), "--to", str(tmp_path), *words, "--map", "note=note")
        assert ran.code == 0 and "E066" not in ran.text, ran

    def test_it_fails_nothing_and_is_said(self, tmp_path: Path, run_in: Runner) -> None:
        folder = tmp_path / "claims" / "d"
        folder.mkdir(parents=True)
        problems(folder, SOURCE.replace("    as_of: 1206", "      as_of: 1206"))
        (folder / "hugh.yaml").write_text(SOURCE.replace("corve", "hugh"), encoding="utf-8")
        ran = run_in(tmp_path, "check")
        assert ran.code == 0 and "corve.yaml:10:7: warning: what looks like the field as_of" in ran.text


class TestSourcesWithoutClaims:
    def test_are_told(self, tmp_path: Path) -> None:
        assert where(problems(tmp_path, "source: corve\ntitle: Annals\n")) == [("E067", 1)]

    @pytest.mark.parametrize("more", ["claims: []\n", "silent_on: [ralph]\n", "claims: []\nnote: none\n"])
    def test_but_not_where_that_is_meant(self, tmp_path: Path, more: str) -> None:
        assert not problems(tmp_path, f"source: corve\ntitle: Annals\n{more}")

    def test_nor_where_another_source_cites_them(self, tmp_path: Path) -> None:
        (tmp_path / "hugh.yaml").write_text("source: hugh\ntitle: Hugh\n", encoding="utf-8")
        assert where(problems(tmp_path, SOURCE)) == [("E067", 1)]
        assert not problems(tmp_path, SOURCE.replace("title: A", "derived_from: [hugh]\ntitle: A"))
        assert not problems(tmp_path, SOURCE + "    according_to: {source: hugh}\n")

    def test_nor_beside_an_error_of_the_file(self, tmp_path: Path) -> None:
        assert [one.code for one in problems(tmp_path, "source: corve\ntitle: A\nclams:\n  - x\n")] == [
            "E003"
        ]

    def test_many_are_told_in_one_line(self, tmp_path: Path) -> None:
        for name in ("bede", "hugh", "ness", "odo", "tarn"):
            (tmp_path / f"{name}.yaml").write_text(f"source: {name}\ntitle: {name}\n", encoding="utf-8")
        (told,) = problems(tmp_path, SOURCE)
        assert told.message == "5 sources claim nothing and are not cited: bede, hugh, ness and others"

    def test_nor_drafts(self, tmp_path: Path) -> None:
        (told,) = problems(tmp_path, "source: corve\ntitle: Annals\ndraft: true\n")
        assert told.code == "E040"


# Whole files, line by line


def line_mutants(lines: Sequence[str]) -> Iterator[tuple[str, set[int], list[str]]]:
    """What was done, the lines whose claims may have changed by it, and the lines as they are then."""
    for i, line in enumerate(lines):
        before, after = [*lines[:i]], [*lines[i + 1 :]]
        yield f"{i + 1} deleted", {i}, before + after
        yield f"{i + 1} a comment", {i}, [*before, f"#{line}", *after]
        for by in (1, 2, 4):
            yield f"{i + 1} moved in by {by}", {i}, [*before, " " * by + line, *after]
            if line.startswith(" " * by):
                yield f"{i + 1} moved out by {by}", {i}, [*before, line[by:], *after]
        if after:
            yield f"{i + 1} and the next deleted", {i, i + 1}, before + after[1:]
            yield f"{i + 1} and the next exchanged", {i, i + 1}, [*before, after[0], line, *after[1:]]


class Dossiers:
    """The sources of a dossier, read one by one against its dossier.yaml."""

    def __init__(self, folder: Path) -> None:
        page, _ = decode_page((folder / "dossier.yaml").read_bytes(), "dossier.yaml")
        assert page is not None
        self.declared: Declarations = read_dossier_file(page, [])
        (dossier,) = reader.read_dossiers([str(folder)])
        self.basis: Basis = replace(
            next(iter(dossier.bases.values())), language="", calendar="gregorian", hemisphere=""
        )

    def read(self, lines: Sequence[str]) -> tuple[list[Claim], Counter[tuple[str, str, str]]]:
        """The claims, and what is told."""
        questions, told = QuestionReader(self.declared), list[Problem]()
        page, trouble = decode_page("".join(f"{line}\n" for line in lines).encode(), "x.yaml")
        assert page is not None
        reading = ReadingContext(questions, AttributionReader(questions), self.basis, {}, {})
        claims = read_source_file(page, told, reading)
        return claims, Counter((one.code, one.message, one.words) for one in (*trouble, *told))


def windows(text: str) -> Iterator[tuple[int, list[str]]]:
    """A file in parts of a few claims each, with its head before each, and how long the head is."""
    lines = text.splitlines()
    claims = lines.index("claims:") + 1
    starts = [i for i in range(claims, len(lines)) if lines[i].startswith("  - ")]
    ends = [*starts[WINDOW::WINDOW], len(lines)]
    for number, (start, end) in enumerate(zip(starts[::WINDOW], ends, strict=True)):
        if number % STEP == 0:
            yield (claims if number else 0), [*lines[:claims], *lines[start:end]]


@pytest.mark.parametrize("name", ["acw", "le-duan"])
def test_of_real_files_every_claim_is_read_or_told_of(name: str) -> None:
    dossier = Dossiers(CLAIMS / name)
    tried, lost = 0, list[str]()
    for path in sorted((CLAIMS / name).glob("*.yaml")):
        for head, lines in windows(path.read_text("utf-8")) if path.name != "dossier.yaml" else ():
            whole, known = dossier.read(lines)
            assert whole
            for done, touched, changed in line_mutants(lines):
                if min(touched) < head:
                    continue
                tried += 1
                claims, told = dossier.read(changed)
                if told != known:
                    continue
                read = Counter((claim.question, claim.at) for claim in claims)
                entries = [claim.mark.line - 1 for claim in whole] + [len(lines)]
                for claim in whole:
                    own = claim.mark.line - 1
                    end = min(entry for entry in entries if entry > own)
                    if touched.isdisjoint(range(own, end)) and not read[claim.question, claim.at]:
                        lost.append(f"{path.name}: {done}: {claim.id}")
    assert tried > 300 and not lost, lost[:10]
