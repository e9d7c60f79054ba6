"""YAML to a sheet and back: nothing lost, nothing changed, down to ids, findings and, where nothing was touched, bytes."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import openpyxl
import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing import file_reader
from discrepancy.exchange.sheets.cells import COLUMNS, address, defused, restored
from discrepancy.exchange.writing.yaml import double_quoted, flow_scalar
from discrepancy.findings.analysis import engine
from discrepancy.system import sandbox
from tests.support import whole_dossiers as whole
from tests.support.examples import examples

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path.parent for path in ROOT.joinpath("claims").glob("*/dossier.yaml"))
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows_of(sheet: Path) -> list[list[str]]:
    """The cells of a CSV file, as Python reads them."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@contextmanager
def reading_here() -> Iterator[None]:
    """Sheets are read in this process: a child for each of hundreds, which begins as a copy of one that holds all
    tests, would take most of the time. Those of the shipped dossiers are read in a child, as always.
    """

    def run(_module: str, data: bytes, arguments: list[str], *_limits: float, **_how: bool) -> object:
        return json.loads(json.dumps(file_reader._read(data, arguments)))

    with patch.object(sandbox, "run", run), patch.object(sandbox, "close_off", lambda: None):
        yield


def is_readable(folder: Path) -> bool:
    return not [one for one in whole.read(folder).problems if not one.warning]


def readable(folder: Path, files: dict[str, str]) -> Path:
    """The dossier written, if it can be read: a chain that names one voice twice makes claims that nothing tells apart."""
    whole.write(folder, files)
    if not is_readable(folder):
        assume(False)
    return folder


def there_and_back(folder: Path, files: dict[str, str], *kinds: str) -> None:
    """The dossier, exported as a sheet of each kind and imported again, is the same."""
    old = whole.write(folder / "old", files)
    dossier = whole.read(old)
    if [one for one in dossier.problems if not one.warning]:
        assume(False)  # as `readable`, and read once
    for kind in kinds:
        sheet = whole.export(kind, old, folder / f"sheet.{kind}")
        new = whole.write(folder / f"new-{kind}", {"dossier.yaml": files["dossier.yaml"]})
        heard = whole.Heard(sheet, to=str(new))
        assert not heard.stopped, (heard.stopped, heard.notes)
        again = whole.read(new)
        assert not [one for one in again.problems if not one.warning], "\n".join(map(str, again.problems))
        assert whole.model(again) == whole.model(dossier)
        assert whole.export(kind, new, folder / f"again.{kind}").read_bytes() == sheet.read_bytes()


@given(files=whole.dossiers())
@examples(120)
def test_a_dossier_comes_back_as_it_was_from_a_sheet_of_either_kind(files: dict[str, str]) -> None:
    with reading_here(), TemporaryDirectory() as folder:
        there_and_back(Path(folder), files, "csv", "xlsx")


@given(files=whole.dossiers())
@examples(60)
def test_a_sheet_that_nobody_touched_changes_no_byte(files: dict[str, str]) -> None:
    with reading_here(), TemporaryDirectory() as name:
        folder = readable(Path(name) / "d", files)
        heard = whole.Heard(whole.export("csv", folder, Path(name) / "s.csv"), to=str(folder), how="replace")
        assert not heard.stopped
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
            file: text.encode() for file, text in files.items()
        }


@given(files=whole.dossiers(), data=st.data())
@examples(60)
def test_a_row_changed_in_the_sheet_is_changed_in_the_file_and_no_other(
    files: dict[str, str], data: st.DataObject
) -> None:
    with reading_here(), TemporaryDirectory() as name:
        folder = readable(Path(name) / "d", files)
        sheet = whole.export("csv", folder, Path(name) / "s.csv")
        rows = rows_of(sheet)
        claims = [number for number, row in enumerate(rows) if number and row[1]]
        if not claims:
            return
        chosen = data.draw(st.sampled_from(claims))
        rows[chosen][COLUMNS.index("note")] = "changed by hand"
        with sheet.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        before = whole.model(whole.read(folder))
        assert not whole.Heard(sheet, to=str(folder), how="replace").stopped
        after = whole.model(whole.read(folder))
        assert before[1] == after[1] and len(before[0]) == len(after[0])
        differing = [(old, new) for old, new in zip(before[0], after[0], strict=True) if old != new]
        # An entry that denies an informant makes several claims of one row.
        assert all(new == old._replace(note="changed by hand") for old, new in differing)
        assert len({(old.question, old.given) for old, _ in differing}) <= 1


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_dossier_comes_back_with_its_findings(folder: Path, tmp_path: Path) -> None:
    dossiers = [whole.read(folder)]
    for kind in ("csv", "xlsx"):
        new = whole.write(
            tmp_path / kind / folder.name,
            {"dossier.yaml": folder.joinpath("dossier.yaml").read_text("utf-8")},
        )
        sheet = whole.export(kind, folder, tmp_path / f"s.{kind}")
        assert not whole.Heard(sheet, to=str(new)).stopped
        dossiers.append(whole.read(new))
        assert whole.model(dossiers[-1]) == whole.model(dossiers[0])
    old, again = [
        [(one.id, one.message, one.kind) for one in engine.run_rules((dossier,)).findings]
        for dossier in dossiers[::2]  # of the two sheets the claims are the same
    ]
    assert old and again == old


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_dossier_taken_back_is_the_same_files(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    for kind in ("csv", "xlsx"):
        heard = whole.Heard(whole.export(kind, copy, tmp_path / f"s.{kind}"), to=str(copy), how="replace")
        assert not heard.stopped and all("as it was" in note for note in heard.notes)
    assert all(path.read_bytes() == copy.joinpath(path.name).read_bytes() for path in folder.glob("*.yaml"))


@given(
    text=st.text(max_size=20) | st.sampled_from(["\U000e0000", "##[\U000e0001", "\u202e", "\x85", "\ufeff"])
)
def test_what_is_written_in_quotation_marks_is_the_text(text: str) -> None:
    """Also of letters beyond the first 65,536 that cannot be seen, of which JSON would make two halves."""
    assert [yaml.safe_load(said) for said in (double_quoted(text), flow_scalar(text, True))] == [text, text]


class TestFormulas:
    @given(text=whole.words | st.text())
    def test_what_is_defused_comes_back(self, text: str) -> None:
        assert restored(defused(text)) == text

    @given(text=whole.words | st.text())
    def test_nothing_defused_is_run(self, text: str) -> None:
        assert not defused(text).startswith(RUN)

    @pytest.mark.parametrize("cell", ["'twas", "'", "'a'", "c. 1907", ""])
    def test_what_a_person_types_stays(self, cell: str) -> None:
        assert restored(cell) == cell

    @pytest.mark.parametrize(
        ("cell", "text"), [("'=1+1", "=1+1"), ("''twas", "'twas"), ("'-5", "-5"), ("''", "'")]
    )
    def test_undone(self, cell: str, text: str) -> None:
        assert restored(cell) == text and defused(text) == cell

    @given(files=whole.dossiers())
    @examples(40)
    def test_no_cell_of_a_sheet_is_run(self, files: dict[str, str]) -> None:
        """As other programs read it: Python's csv module, and openpyxl, which says of each cell whether it is a formula."""
        with TemporaryDirectory() as name:
            folder = readable(Path(name) / "d", files)
            rows = rows_of(whole.export("csv", folder, Path(name) / "s.csv"))
            assert not [cell for row in rows for cell in row if cell.startswith(RUN)]
            book = openpyxl.load_workbook(whole.export("xlsx", folder, Path(name) / "s.xlsx"))
            cells = [cell for row in book["claims"].iter_rows() for cell in row if cell.value is not None]
            assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
            assert not [cell.value for cell in cells if str(cell.value).startswith(RUN)]
            assert {cell.number_format for cell in cells} == {"@"}


class TestWorkbook:
    def test_two_programs_read_the_same(self, tmp_path: Path) -> None:
        """The CSV by Python, the workbook by openpyxl: the same cells."""
        rows = rows_of(whole.export("csv", SHIPPED[-1], tmp_path / "s.csv"))
        sheet = openpyxl.load_workbook(whole.export("xlsx", SHIPPED[-1], tmp_path / "s.xlsx"))["claims"]
        assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)] == rows
        assert rows[0][: len(COLUMNS)] == list(COLUMNS)

    def test_the_same_dossier_makes_the_same_bytes(self, tmp_path: Path) -> None:
        first, second = (
            whole.export("xlsx", SHIPPED[-1], tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx")
        )
        assert first == second
        assert {one.date_time for one in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }

    def test_a_cell_too_long_for_a_workbook_is_refused(self, tmp_path: Path) -> None:
        claim = f"  - battle.p-date: 1204\n    at: p. 1\n    quote: {'long ' * 7000}\n"
        files = {"dossier.yaml": whole.DOSSIER, "a.yaml": f"source: a\ntitle: A\nclaims:\n{claim}"}
        folder = whole.write(tmp_path / "d", files)
        with pytest.raises(
            ExchangeError,
            match=r"cell F3 would hold 34,999 characters; a workbook holds 32,767 in a cell: export csv",
        ):
            whole.export("xlsx", folder, tmp_path / "s.xlsx")
        there_and_back(tmp_path / "t", files, "csv")

    @pytest.mark.parametrize("words", ["<r>markup</r>", "<r>\\n</r>", "a _x000D_x000D_ z"])
    def test_what_a_workbook_would_not_give_back_is_refused(self, words: str, tmp_path: Path) -> None:
        claim = f'  - battle.p-date: 1204\n    at: p. 1\n    quote: "{words}"\n'
        files = {"dossier.yaml": whole.DOSSIER, "a.yaml": f"source: a\ntitle: A\nclaims:\n{claim}"}
        folder = whole.write(tmp_path / "d", files)
        with pytest.raises(
            ExchangeError, match=r"cell F3 would hold what a workbook takes for markup: export csv"
        ):
            whole.export("xlsx", folder, tmp_path / "s.xlsx")
        there_and_back(tmp_path / "t", files, "csv")

    def test_a_long_head_takes_several_rows(self, tmp_path: Path) -> None:
        head = "".join(f"{name}: {'long ' * 2000}\n" for name in ("publisher", "rights", "archive", "note"))
        files = {
            "dossier.yaml": whole.DOSSIER,
            "a.yaml": f"source: a\ntitle: A\n{head}",
            "b.yaml": "source: b\ntitle: B\n",
        }
        there_and_back(tmp_path, files, "xlsx")

    @pytest.mark.parametrize(
        ("row", "column", "name"),
        [(1, 1, "A1"), (5, 3, "C5"), (2, 26, "Z2"), (9, 27, "AA9"), (1, 16384, "XFD1")],
    )
    def test_cells_have_the_names_that_spreadsheets_give_them(self, row: int, column: int, name: str) -> None:
        assert address(row, column) == name == openpyxl.utils.get_column_letter(column) + str(row)
