"""`import` and `export` as a person meets them: what is said, what is written, and that nothing is overwritten unsaid."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discrepancy.commands import init as starting
from discrepancy.exchange import exporting
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing import run, targets
from discrepancy.exchange.sheets.cells import COLUMNS
from discrepancy.findings.analysis import engine
from discrepancy.reading import dossiers as reader
from discrepancy.system.atomic_write import locked
from tests.support import sheets as files
from tests.support import whole_dossiers as whole
from tests.support.whole_dossiers import Heard

DOSSIER = """\
version: 1
title: Aldwater
entities:
  battle: {name: Battle of Aldwater, kind: event, aliases: [Aldwater Field]}
  ness: {name: Siege of Ness, kind: event}
voices:
  eyewitnesses: {name: men who were there}
scopes:
  side: {attackers: {}, defenders: {}}
"""
CORVE = """\
# Read in the edition of 1884.
version: 1
source: corve
siglum: C
title: Annals of Corve
defaults: {stance: asserts}  # all his own

claims:

  # The day

  - battle.date: 6 May 1204  # as he has it
    at: f. 12r
    quote: pridie nonas maii

  # The men
  - about: battle
    says:
      strength[side=defenders]: 6,000 men
      killed: over 300
    at: f. 12v
    according_to: [eyewitnesses]
"""
HEAD = ",".join(COLUMNS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return whole.write(tmp_path / "d", {"dossier.yaml": DOSSIER, "corve.yaml": CORVE})


def sheet(*lines: str, name: str = "s.csv") -> str:
    Path(name).write_text("\n".join(lines) + "\n", "utf-8")
    return name


def run_of(folder: Path) -> Any:
    return engine.run_rules(reader.read_dossiers([str(folder)]))


class TestTakenBack:
    def test_the_sheet_is_what_the_help_page_says(self, folder: Path) -> None:
        text = whole.export("csv", folder, Path("s.csv")).read_text("utf-8-sig")
        assert text == (
            f"{HEAD}\n"
            'corve,,"{version: 1, siglum: C, title: Annals of Corve, defaults: {stance: asserts}}",,,,,,,,,\n'
            "corve,battle.date,6 May 1204,,f. 12r,pridie nonas maii,,,,,,\n"
            'corve,battle.strength[side=defenders],"6,000 men",,f. 12v,,[eyewitnesses],,,,,\n'
            "corve,battle.killed,over 300,,f. 12v,,[eyewitnesses],,,,,\n"
        )

    def test_what_was_not_touched_keeps_its_words(self, folder: Path) -> None:
        text = whole.export("csv", folder, Path("s.csv")).read_bytes()
        Path("s.csv").write_bytes(
            text.replace(b"over 300", b"over 400")
            + b"corve,ness.start,1203,as_of: 1203,f. 11r,,,denies,,,,'=new\r\n"
        )
        heard = Heard("s.csv", to="d", how="replace")
        assert not heard.stopped and heard.notes == ["wrote d/corve.yaml: 2 claims new, 1 gone, 2 as before"]
        assert folder.joinpath("corve.yaml").read_text("utf-8") == CORVE.split("\n  # The men")[0] + (
            "\n  - battle.strength[side=defenders]: 6,000 men\n    at: f. 12v\n    according_to: [eyewitnesses]\n"
            "\n  - battle.killed: over 400\n    at: f. 12v\n    according_to: [eyewitnesses]\n"
            "\n  - ness.start: 1203\n    at: f. 11r\n    stance: denies\n    note: >-\n      =new\n    as_of: 1203\n"
        )

    def test_nothing_changes_unless_that_was_asked_for(self, folder: Path) -> None:
        data = whole.export("csv", folder, Path("s.csv")).read_bytes()
        Path("s.csv").write_bytes(data.replace(b"6 May 1204", b"7 May 1204"))
        heard = Heard("s.csv", to="d")
        assert heard.stopped == (
            "no source file was written: --replace puts the sheet's claims in place of those of its sources, --add adds them"
        )
        assert heard.notes == ["would change d/corve.yaml: 1 claim new, 1 gone, 2 as before"]
        assert folder.joinpath("corve.yaml").read_text("utf-8") == CORVE

    def test_claims_can_be_added(self, folder: Path) -> None:
        heard = Heard(
            sheet("source,question,value,at", "C,ness.start,1203,f. 11r", "hugh,ness.start,1204,p. 2"),
            to="d",
            how="add",
        )
        assert heard.notes == [
            "wrote d/corve.yaml: 1 claim new, 0 gone, 3 as before",
            "wrote d/hugh.yaml: 1 claim",
        ]
        assert (
            folder.joinpath("corve.yaml").read_text("utf-8")
            == CORVE + "\n  - ness.start: 1203\n    at: f. 11r\n"
        )
        assert folder.joinpath("hugh.yaml").read_text("utf-8") == (
            "version: 1\nsource: hugh\nsiglum: H\ntitle: hugh\n\nclaims:\n\n  - ness.start: 1204\n    at: p. 2\n"
        )
        assert not run_of(folder).problems

    def test_a_head_changed_in_the_sheet_is_changed_in_the_file(self, folder: Path) -> None:
        data = whole.export("csv", folder, Path("s.csv")).read_text("utf-8-sig")
        Path("s.csv").write_text(data.replace("Annals of Corve", "Annals of Corve and Ness"), "utf-8")
        assert not Heard("s.csv", to="d", how="replace").stopped
        text = folder.joinpath("corve.yaml").read_text("utf-8")
        assert "title: Annals of Corve and Ness\n" in text and text.endswith(
            CORVE[CORVE.index("\n  # The day") :]
        )

    def test_what_is_said_of_a_source_is_added_to_its_head(self, folder: Path) -> None:
        name = sheet(
            "source,question,value,at",
            'corve,,"{title: Corve, language: la}",',
            "corve,ness.start,1203,f. 11r",
        )
        assert not Heard(name, to="d", how="add").stopped
        source = whole.read(folder).sources["corve"]
        assert (source.title, source.siglum, source.language, len(whole.read(folder).claims)) == (
            "Corve",
            "C",
            "la",
            4,
        )

    def test_all_claims_taken_out_leave_the_source(self, folder: Path) -> None:
        Path("s.csv").write_text(
            whole.export("csv", folder, Path("s.csv")).read_text("utf-8-sig").split("\ncorve,battle")[0]
            + "\n",
            "utf-8",
        )
        assert not Heard("s.csv", to="d", how="replace").stopped
        (dossier,) = reader.read_dossiers(["d"])
        assert (
            [one.code for one in dossier.problems] == ["E067"]
            and not dossier.claims
            and dossier.sources["corve"].title == "Annals of Corve"
        )

    def test_lines_end_as_they_did(self, folder: Path) -> None:
        folder.joinpath("corve.yaml").write_bytes(CORVE.replace("\n", "\r\n").encode())
        assert not Heard(
            sheet("source,question,value,at", "C,ness.start,1203,f. 11r"), to="d", how="add"
        ).stopped
        data = folder.joinpath("corve.yaml").read_bytes()
        assert data.startswith(CORVE.replace("\n", "\r\n").encode()) and b"\n" not in data.replace(
            b"\r\n", b""
        )

    @pytest.mark.parametrize(
        "claims",
        [
            "claims: [{battle.date: 1204, at: p. 1}, {ness.start: 1203, at: p. 2}]\n",
            "claims:\n  -\n    battle.date: 1204\n    at: p. 1\n  - {ness.start: 1203, at: p. 2}\nnote: below\n",
            "claims:\n- &a\n  battle.date: 1204\n  at: p. 1\n",
        ],
    )
    def test_a_file_laid_out_in_another_way_says_the_same_afterwards(self, folder: Path, claims: str) -> None:
        folder.joinpath("corve.yaml").write_text(f"source: corve\ntitle: A\n{claims}", "utf-8")
        before = whole.model(whole.read(folder))
        heard = Heard(sheet("source,question,value,at", "corve,battle.end,1204,p. 9"), to="d", how="add")
        after = whole.model(whole.read(folder))
        assert not heard.stopped and after[0][:-1] == before[0] and after[1] == before[1]


class TestProblems:
    def test_every_problem_is_told_with_row_and_column_in_one_pass(self, folder: Path) -> None:
        heard = Heard(
            sheet(
                HEAD,
                "corve,battle.date,sometime soon,,p. 1,,,,,,,",
                "corve,batle.date,1204,,p. 1,,,,,,,",
                "",
                "corve,battle.date,1204,sometime: 1203,,,,denys,,,,",
                'corve,battle.killed,"{value: 300, unit}",,p. 2,,nobody,,,,,',
                "corve,,,,p. 2,,,,,,,",
                ',battle.date,1204,,p. 2,,,,,,,"two',
                'lines"',
                "corve,battle.date,,,p. 2,,,,,,,",
                'corve,battle.end,"""1204",,p. 2,,,,,,,',
            ),
            to="d",
            how="add",
        )
        assert heard.stopped == "11 errors; no source file was written"
        assert heard.notes == [
            's.csv:2:3: error: not a date, "soon", write for example 2 September 1945, c. 1907, early 1950s, before 1930 or an EDTF date [E025 bad-value]',
            's.csv:3:2: error: no such entity, "batle", did you mean "battle"? [E018 unknown-entity]',
            "s.csv:5:1: error: a claim without at, at: says where in the source it stands [E012 missing-field]",
            's.csv:5:4: error: not a time of an answer, "sometime: 1203", write KIND: TIME, where KIND is throughout, as_of, within, during [E024 unknown-word]',
            's.csv:5:8: error: no such stance, "denys", did you mean "denies"? [E024 unknown-word]',
            's.csv:6:3: error: a key without a value, "unit", inside { } a comma ends a value: put the whole value in quotation marks, or write the fields on lines of their own [E014 comma-in-braces]',
            's.csv:6:7: error: no such voice, "nobody", declare it under voices in dossier.yaml [E022 unknown-voice]',
            "s.csv:7:1: error: a row without a question or value, a row is a claim with question and value; or, without a question, its value is a mapping of the source's head [E012 missing-field]",
            "s.csv:8:1: error: a row without a source, name the source in every row, or say --source ID for all of them [E012 missing-field]",
            's.csv:9:2: error: a question without a value, "battle.date", give the value, or take the row out [E012 missing-field]',
            's.csv:10:3: error: the cell is not readable as YAML (found unexpected end of stream), ""1204", a cell that begins with {, [ or a quotation mark is YAML: write the whole of it in double quotes if it is words: "..." [E007 syntax]',
        ]
        assert folder.joinpath("corve.yaml").read_text("utf-8") == CORVE

    def test_dates_of_a_workbook_are_warned_about_where_they_are_used(self, folder: Path) -> None:
        import datetime as dt

        day = dt.datetime(1204 + 700, 5, 6)
        rows = (("source", "question", "value", "at", "entered"), ("corve", "battle.end", day, 1908.0, day))
        Path("s.xlsx").write_bytes(files.workbook(*rows))
        heard = Heard("s.xlsx", to="d", how="add", maps=("entered=-",))
        assert not heard.stopped and [note for note in heard.notes if "warning" in note] == [
            "s.xlsx:2:3: warning: cell C2 is a date: the spreadsheet made a day of what was typed, be that a day, a month, or pages 1-2, "
            '"1904-05-06", give the column the format Text and type what the source says [E051 date-cell]'
        ]
        assert "  - battle.end: 1904-05-06\n    at: 1908\n" in folder.joinpath("corve.yaml").read_text(
            "utf-8"
        )

    def test_control_and_invisible_characters_are_told(self, folder: Path) -> None:
        heard = Heard(sheet(HEAD, "corve,battle.end,1204,,p.\u200b 1,a\x07b,,,,,,"), to="d", how="add")
        assert [(note.split(": ")[0], note.split("[")[-1]) for note in heard.notes] == [
            ("s.csv:2:5", "E006 invisible-character]"),
            ("s.csv:2:6", "E005 control-character]"),
        ]

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("nowhere.csv", "nowhere.csv: no such file"),
            (
                "s.xls",
                "s.xls: a file to import ends in one of .csv, .tsv, .txt, .xlsx, .xlsm, .ods, .bib, .bibtex, .json, .ris; save it as .xlsx",
            ),
            ("d", "d: a file to import ends in one of"),
        ],
    )
    def test_what_is_no_file_to_import(self, folder: Path, name: str, said: str) -> None:
        assert Heard(name, to="d").stopped.startswith(said)

    def test_a_folder_that_is_no_dossier(self, folder: Path) -> None:
        said = "nowhere is no dossier (a folder with a dossier.yaml); discrepancy init nowhere begins one"
        assert Heard(sheet(HEAD), to="nowhere").stopped == said

    def test_a_file_of_that_name_that_is_another_source(self, folder: Path) -> None:
        folder.joinpath("hugh.yaml").write_text("source: other\ntitle: O\n", "utf-8")
        heard = Heard(sheet("source,question,value,at", "hugh,ness.start,1204,p. 2"), to="d")
        assert (
            heard.stopped
            == "d/hugh.yaml is already there and is not the source hugh; no source file was written"
        )

    def test_no_name_of_a_source_leads_out_of_the_dossier(self, folder: Path, tmp_path: Path) -> None:
        before = {path for path in tmp_path.rglob("*") if path.name != "s.csv"}
        assert not Heard(sheet("source,question,value,at", "../../up,ness.start,1204,p. 2"), to="d").stopped
        assert {path for path in tmp_path.rglob("*") if path.name != "s.csv"} - before == {folder / "up.yaml"}
        assert (
            "E035" in Heard(sheet("source,question,value,at", "../..,ness.start,1204,p. 2"), to="d").notes[0]
        )


class TestColumns:
    WIDE = (
        "Work,Field,Side,Killed,Wounded,Page",
        "Annals of Corve,Aldwater Field,defenders,300,,f. 9r",
        "Hugo,ness,attackers,10,20,p. 1",
    )
    MAPS = ("Work=source", "Field=about", "Side=[side]", "Killed=.killed", "Wounded=.wounded", "Page=at")

    def test_a_wide_sheet_is_read_by_its_mapping(self, folder: Path) -> None:
        heard = Heard(sheet(*self.WIDE), to="d", how="add", maps=self.MAPS)
        assert not heard.stopped, heard.notes
        claims = [claim for claim in whole.read(folder).claims if claim.at in ("f. 9r", "p. 1")]
        assert [(claim.source, str(claim.question), claim.given) for claim in claims] == [
            ("corve", "battle.killed[side=defenders]", "300"),
            ("hugo", "ness.killed[side=attackers]", "10"),
            ("hugo", "ness.wounded[side=attackers]", "20"),
        ]
        assert whole.read(folder).sources["hugo"].title == "Hugo"

    def test_the_mapping_is_kept_and_used_again(self, folder: Path) -> None:
        assert Heard(sheet(*self.WIDE), to="d", how="add", maps=self.MAPS).notes[0] == (
            "wrote d/.import/s.yaml: how the columns are read, for the next time"
        )
        assert folder.joinpath(".import", "s.yaml").read_text("utf-8") == (
            "# How the columns of the sheet of this name are read; discrepancy import reads and writes it.\nversion: 1\ncolumns:\n"
            '  Work: source\n  Field: about\n  Side: "[side]"\n  Killed: ".killed"\n  Wounded: ".wounded"\n  Page: at\n'
        )
        again = Heard("s.csv", to="d", how="replace")
        assert not again.stopped and again.notes[0] == "columns as in d/.import/s.yaml"
        other = Heard(sheet(*self.WIDE, name="t.csv"), to="d", how="replace", mapping="d/.import/s.yaml")
        assert not other.stopped
        assert not whole.read(folder).problems

    def test_it_is_kept_though_a_row_is_wrong(self, folder: Path) -> None:
        heard = Heard(sheet(*self.WIDE, "corve,ness,defenders,many,,p. 1"), to="d", how="add", maps=self.MAPS)
        assert (
            heard.stopped == "1 error; no source file was written"
            and folder.joinpath(".import", "s.yaml").exists()
        )
        assert not folder.joinpath("hugo.yaml").exists()

    def test_whoever_is_there_is_asked_for_what_is_not_said(self, folder: Path) -> None:
        heard = Heard(
            sheet(*self.WIDE),
            answers=["sauce", "source", "about", "[side]", ".killed", ".wounded", "at"],
            to="d",
            how="add",
        )
        assert not heard.stopped
        assert (
            heard.questions[0]
            == 'What does the column "Work" hold, such as "Annals of Corve"? (- leaves it out)'
        )
        assert len(heard.questions) == 7 and heard.notes[0] == 'did you mean "source"?'

    def test_nobody_there_is_told_all_at_once(self, folder: Path) -> None:
        heard = Heard(sheet("Work,quot,value,at,value", "a,b,c,d,e"), to="d")
        assert [note.split(", say")[0].split(", the other")[0] for note in heard.notes] == [
            's.csv:1:1: error: a column that nothing says how to read, "Work"',
            "s.csv:1:1: error: no column for question (or about, and property)",
            "s.csv:1:1: error: no column for source",
            's.csv:1:2: error: a column that nothing says how to read, "quot", did you mean "quote"? say what it holds with --map "COLUMN=FIELD", '
            'or leave it out with --map "COLUMN=-" (all others: "*=-") [E050 sheet-columns]',
            's.csv:1:5: error: a second column for value, "value"',
        ]

    def test_columns_can_be_left_out_and_fields_set(self, folder: Path) -> None:
        lines = ("question,value,mine", "ness.end,1204,x")
        heard = Heard(sheet(*lines), to="d", how="add", maps=("*=-",), sets=("at=table",), source="corve")
        assert not heard.stopped, heard.notes
        assert [(claim.at, claim.source) for claim in whole.read(folder).claims][-1] == ("table", "corve")

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"maps": ("Work=sauce",)}, '--map COLUMN=FIELD: "Work=sauce": did you mean "source"?'),
            ({"maps": ("Wrok=source",)}, '--map: no column is called "Wrok", did you mean "Work"?'),
            ({"sets": ("at",)}, '--set FIELD=TEXT: "at"'),
            ({"mapping": "nowhere.yaml"}, "nowhere.yaml: cannot be read: No such file or directory"),
        ],
    )
    def test_what_is_wrong_with_a_mapping(self, folder: Path, options: dict[str, Any], said: str) -> None:
        assert Heard(sheet(*self.WIDE), to="d", **options).stopped.startswith(said)

    @pytest.mark.parametrize(
        ("mapping", "said"),
        [
            ("- value\n", "m.yaml:1:1: error: a list does not belong here, the file of how columns are read"),
            ("value\n", 'm.yaml:1:1: error: a text does not belong here, "value", the file of how co'),
            (
                "constants: {sense: [acting]}\n",
                "m.yaml:1:20: error: a list does not belong here, sense is one",
            ),
            (
                "constants: {sense: {}}\n",
                "m.yaml:1:20: error: a mapping does not belong here, sense is one text",
            ),
            ("columns: []\n", "m.yaml:1:10: error: a list does not belong here, columns is a mapping"),
            ("columns: {x: []}\n", "m.yaml:1:14: error: a list does not belong here, x is one text"),
            ("version: 2\n", 'm.yaml:1:10: error: this program does not know version, "2"'),
        ],
    )
    def test_nothing_in_a_mapping_is_passed_over(self, folder: Path, mapping: str, said: str) -> None:
        Path("m.yaml").write_text(mapping, "utf-8")
        rows = ("source,question,value,at", "corve,ness.end,1204,p. 1")
        heard = Heard(sheet(*rows), to="d", how="add", mapping="m.yaml")
        assert heard.notes[1].startswith(said), heard.notes
        assert heard.stopped == "1 error; no source file was written"


class TestWithoutADossier:
    def test_one_source_is_printed(self, folder: Path) -> None:
        heard = Heard(sheet("question,value,at", 'x.date,"[1203,1204]",§ 5'), source="hugh")
        assert "".join(heard.out) == (
            'version: 1\nsource: hugh\nsiglum: H\ntitle: hugh\n\nclaims:\n\n  - x.date: "[1203,1204]"\n    at: § 5\n'
        )

    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ("'-5'", 'value: "-5"'),
            ("'-5", 'value: "-5"'),
            ("'it''s'", "value: it's"),
            ('"""-5"""', 'value: "-5"'),
            ("6'", "value: 6'"),
        ],
    )
    def test_values_in_quotation_marks_are_yaml(self, folder: Path, cell: str, value: str) -> None:
        heard = Heard(sheet("question,value,at", f"x.value,{cell},p. 1"), source="hugh")
        assert not heard.stopped and f"  - x.{value}\n" in "".join(heard.out)

    def test_several_need_a_folder(self, folder: Path) -> None:
        name = sheet("source,question,value,at", "a,x.date,1204,p", "b,x.date,1204,p")
        assert (
            Heard(name).stopped == "the sheet has 2 sources: --to DOSSIER or -o FOLDER writes a file for each"
        )
        assert not Heard(name, out="new").stopped and sorted(path.name for path in Path("new").iterdir()) == [
            "a.yaml",
            "b.yaml",
        ]
        assert (
            Heard(name, out="new").stopped
            == "new/a.yaml is already there; no source file was written: --replace writes it anew"
        )


class TestWhatSomebodyElseWrites:
    """Nothing that was written meanwhile is lost, and nothing outside the dossier is written."""

    def sheet(self, *sources: str) -> str:
        rows = "\n".join(f"{source},battle.killed,over 400,,f. 1" for source in sources)
        Path("s.csv").write_text(f"source,question,value,when,at\n{rows}\n", "utf-8")
        return "s.csv"

    def meanwhile(self, monkeypatch: pytest.MonkeyPatch, write: Callable[[], None]) -> None:
        """Writes after everything was checked and before anything is written."""
        writing = targets.write_into

        def late(*given: Any) -> None:
            write()
            writing(*given)

        monkeypatch.setattr(run, "write_into", late)

    def test_a_file_that_changed_is_not_written_over(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = folder / "corve.yaml"
        self.meanwhile(monkeypatch, lambda: path.write_text(CORVE + "# mine\n", "utf-8") and None)
        heard = Heard(self.sheet("aaa", "corve"), to="d", how="replace")
        assert heard.stopped == "d/corve.yaml changed while it was read; run it again"
        assert path.read_text("utf-8") == CORVE + "# mine\n" and not (folder / "aaa.yaml").exists()

    def test_a_file_that_came_is_not_written_over(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = folder / "hugh.yaml"
        self.meanwhile(monkeypatch, lambda: path.write_text("mine", "utf-8") and None)
        heard = Heard(self.sheet("hugh"), to="d")
        assert heard.stopped == "d/hugh.yaml changed while it was read; run it again"
        assert path.read_text("utf-8") == "mine" and not list(folder.glob(".*"))

    def test_another_writer_is_told_of(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(targets, "locked", lambda path: locked(path, patience=0.05))
        with locked(folder):
            assert Heard(self.sheet("hugh"), to="d").stopped == "d is held by another writer; try again"
        assert not (folder / "hugh.yaml").exists()

    @pytest.mark.skipif(os.name == "nt", reason="links need rights there")
    def test_no_link_is_followed_out_of_the_dossier(self, folder: Path, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "s.yaml").write_text("mine", "utf-8")
        (folder / ".import").mkdir()
        (folder / ".import" / "s.yaml").symlink_to(outside / "new.yaml")
        heard = Heard(self.sheet("hugh"), to="d", sets=("note=n",))
        assert heard.stopped == "cannot write d/.import/s.yaml: a link leads out of d"
        (folder / ".import" / "s.yaml").unlink()
        (folder / ".import").rmdir()
        (folder / ".import").symlink_to(outside)
        heard = Heard(self.sheet("hugh"), to="d", sets=("note=n",))
        assert heard.stopped
        assert [path.read_text("utf-8") for path in outside.iterdir()] == ["mine"]
        assert not (folder / "hugh.yaml").exists()


class TestExport:
    def test_never_overwrites_a_sheet_unsaid(self, folder: Path) -> None:
        Path("s.csv").write_text("mine", "utf-8")
        with pytest.raises(
            ExchangeError,
            match="already there, and a sheet may have been worked on; nothing was written: --replace",
        ):
            exporting.export("csv", "d", "s.csv", False)
        assert Path("s.csv").read_text("utf-8") == "mine"

    def test_goes_to_standard_output(self, folder: Path) -> None:
        assert exporting.export("csv", "d", None, False).startswith(HEAD)
        with pytest.raises(ExchangeError, match=r"give -o FILE\.xlsx"):
            exporting.export("xlsx", "d", None, False)

    def test_what_cannot_be_read_is_not_exported(self, folder: Path) -> None:
        folder.joinpath("hugh.yaml").write_text("source: hugh\n", "utf-8")
        with pytest.raises(
            ExchangeError,
            match=r"d must be readable first:\nd/hugh.yaml:1:1: error: a source file has no title",
        ):
            exporting.export("csv", "d", None, False)

    def test_one_dossier_at_a_time(self, folder: Path, tmp_path: Path) -> None:
        starting.write_dossier("e/one")
        starting.write_dossier("e/two")
        with pytest.raises(ExchangeError, match="e holds 2 dossiers; give one of them: e/one, e/two"):
            exporting.export("csv", "e", None, False)
