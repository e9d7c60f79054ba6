"""Sheets as people and programs save them are read; what would unfold beyond bounds is refused before anything is unfolded."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.exchange.sheets import delimited, workbook
from discrepancy.exchange.sheets.table import Table
from discrepancy.model.problem import Problem
from tests.support import sheets as files
from tests.support.examples import examples
from tests.support.sheets import HEAD, ROW, altered, cell, ods, packed

HONEST = (files.workbook(HEAD, ROW), ods(HEAD, ROW))
SHEET = "xl/worksheets/sheet1.xml"


def text(data: bytes, encoding: str = "") -> tuple[Table | None, list[str]]:
    problems: list[Problem] = []
    return delimited.read(data, "s.csv", encoding, problems), [str(one) for one in problems]


def book(data: bytes, sheet: str = "") -> tuple[Table | None, list[str]]:
    problems: list[Problem] = []
    return workbook.read(data, "s.xlsx", sheet, problems), [str(one) for one in problems]


def cells(found: tuple[Table | None, list[str]]) -> list[list[str]]:
    table, problems = found
    assert table is not None and not problems, problems
    return [list(row.cells) for row in table.rows]


def refused(data: bytes) -> str:
    table, problems = book(data)
    assert table is None and len(problems) == 1
    return problems[0]


def odd(table: Table, row: int, column: int) -> Problem:
    """What is said of an odd cell."""
    (cells,) = (line.cells for line in table.rows if line.number == row)
    return table.odd_problem(row, column, cells[column - 1] if column <= len(cells) else "")


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_is_read_in_any_dress(self, delimiter: str, encoding: str, ending: str) -> None:
        rows = [list(HEAD), ["corve", "nguyễn.born", 'c. "1204"', "p. 1, 2; 3"]]
        lines = [delimiter.join('"' + one.replace('"', '""') + '"' for one in row) for row in rows]
        assert cells(text((ending.join(lines) + ending).encode(encoding))) == rows

    def test_commas_in_words_do_not_hide_semicolons(self) -> None:
        data = b"source;question;value\ncorve;battle.date;5, 6, 7 or 8 May\nhugh;battle.date;1, 2, 3\n"
        assert cells(text(data))[1] == ["corve", "battle.date", "5, 6, 7 or 8 May"]

    def test_a_line_may_name_the_delimiter(self) -> None:
        assert cells(text(b"sep=;\r\na;b,c\r\n1;2,3\r\n"))[0] == ["a", "b,c"]

    def test_what_is_not_utf_8_is_read_as_windows_1252_and_said(self) -> None:
        table, problems = text("a,b\nK\xf6ln,\x80\n".encode("latin-1"))
        assert table is not None and not problems and table.rows[1].cells == ("Köln", "€")
        assert table.notes == (
            "s.csv: not UTF-8, so read as windows-1252; if letters are wrong, save the sheet as UTF-8 or say --encoding NAME",
        )

    def test_an_encoding_can_be_said(self) -> None:
        assert cells(text("a,b\nж,2\n".encode("cp1251"), "cp1251"))[1] == ["ж", "2"]
        assert "no such encoding" in text(b"a,b\n", "nonsense")[1][0]

    def test_rows_are_counted_as_a_spreadsheet_counts_them(self) -> None:
        table, _ = text(b'a,b\r\n"1\n2\n3",x\r\n\r\ny,z\r\n')
        assert table is not None and [row.number for row in table.rows] == [1, 2, 3, 4]

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "s.csv:1:1: error: the file is empty [E032 empty-file]"),
            (
                b'a,b\n1,2\n"x,y\n',
                "s.csv:3:1: error: not readable as CSV from this row on: unexpected end of data",
            ),
            (
                b'a,b\n"x"y,2\n',
                "s.csv:2:1: error: not readable as CSV from this row on: ',' expected after '\"'",
            ),
            (
                b"a,b\n\x81\x8d,\xff\n",
                "s.csv:1:1: error: byte 0x81 is neither UTF-8 nor windows-1252, say --encoding NAME [E004 not-utf-8]",
            ),
        ],
    )
    def test_what_cannot_be_read_is_one_message(self, data: bytes, said: str) -> None:
        table, problems = text(data)
        assert table is None and len(problems) == 1 and problems[0].startswith(said)

    def test_too_many_rows_are_refused(self) -> None:
        table, problems = text(b"a,b\n" + b"1,2\n" * 200_001)
        assert table is None and "more than 200,000 rows" in problems[0]

    @pytest.mark.parametrize("made", ["1-Feb", "01-Feb", "Feb-02", "2-Jan-03"])
    def test_what_looks_like_a_date_that_a_spreadsheet_made_is_remarked_on(self, made: str) -> None:
        table, _ = text(f"at,b\n{made},2\n".encode())
        assert table is not None and 'cell A2 is what a spreadsheet makes of a text such as "1-2"' in str(
            odd(table, 2, 1)
        )

    @given(st.binary(max_size=80))
    @examples(200)
    def test_any_bytes_are_a_table_or_one_message(self, data: bytes) -> None:
        table, problems = text(data)
        assert (table is None) == (len(problems) == 1)


class TestWorkbook:
    def test_an_xlsx_and_an_ods_say_the_same(self) -> None:
        assert (
            cells(book(files.workbook(HEAD, ROW))) == cells(book(ods(HEAD, ROW))) == [list(HEAD), list(ROW)]
        )

    def test_figures_are_what_was_typed(self) -> None:
        row = (1908, 1908.0, 0.1, 2.5, -44, 1e-7, 123456789012345)
        assert cells(book(files.workbook(row)))[0] == [
            "1908",
            "1908",
            "0.1",
            "2.5",
            "-44",
            "0.0000001",
            "123456789012345",
        ]

    @pytest.mark.parametrize(
        ("value", "said", "words"),
        [
            (dt.date(1986, 7, 10), "E051", "1986-07-10"),
            (dt.datetime(1986, 7, 10), "E051", "1986-07-10"),
            (dt.datetime(1986, 7, 10, 12, 30), "E051", "1986-07-10 12:30:00"),
            (dt.time(3, 4), "E051", "03:04:00"),
            (dt.timedelta(hours=30), "E051", "1 day, 6:00:00"),
            (True, "E053", "true"),
            (12345678901234567890, "E053", "12345678901234600000"),
        ],
    )
    def test_what_a_spreadsheet_changed_is_remarked_on(self, value: object, said: str, words: str) -> None:
        table, problems = book(files.workbook(("x",), ("a", value)))
        assert table is not None and not problems
        one = odd(table, 2, 2)
        assert one.code == said and one.warning and "cell B2" in one.message
        assert table.rows[1].cells[1][:13] == words[:13]

    def test_a_date_cell_is_warned_about_in_these_words(self) -> None:
        table, _ = book(files.workbook(("x",), ("a", dt.date(1986, 7, 10))))
        assert table is not None
        assert str(odd(table, 2, 2)) == (
            "s.xlsx:2:2: warning: cell B2 is a date: the spreadsheet made a day of what was typed, be that a day, a month, or pages 1-2, "
            '"1986-07-10", give the column the format Text and type what the source says [E051 date-cell]'
        )

    def test_a_formula_gives_what_it_gave_and_says_so(self) -> None:
        data = altered(files.workbook(("x",), ("a", "=1+1")), SHEET, ("<v />", "<v>2</v>"))
        table, problems = book(data)
        assert table is not None and not problems and table.rows[1].cells == ("a", "2")
        assert str(odd(table, 2, 2)) == (
            's.xlsx:2:2: warning: cell B2 holds a formula; its result is read, "2", paste it as a value to be sure of it [E052 formula-cell]'
        )

    def test_a_formula_without_a_result_and_an_error_are_errors(self) -> None:
        table, _ = book(files.workbook(("x",), ("=1+1", "#N/A")))
        assert table is not None and [
            (one.code, one.warning) for one in (odd(table, *place) for place in table.odd)
        ] == [
            ("E052", False),
            ("E053", False),
        ]

    def test_a_formula_of_an_ods_file_is_seen(self) -> None:
        raw = (
            "<table:table-row>"
            + cell("a", 'table:number-columns-repeated="2"')
            + cell("2", 'table:formula="of:=1+1"')
            + "</table:table-row>"
        )
        table, _ = book(ods(HEAD, raw=raw))
        assert (
            table is not None and table.rows[1].cells[:3] == ("a", "a", "2") and list(table.odd) == [(2, 3)]
        )

    def test_the_first_sheet_is_read_and_said_or_the_one_asked_for(self) -> None:
        data = files.workbook(HEAD, sheets=("claims", "notes"))
        table, _ = book(data)
        assert table is not None and table.notes == (
            "s.xlsx: read the sheet claims; --sheet reads another of claims, notes",
        )
        assert book(data, "notes")[1] == []
        assert 'no such sheet: note, did you mean "notes"?' in book(data, "note")[1][0]

    def test_formulas_of_another_sheet_are_not_of_this_one(self) -> None:
        import openpyxl

        made = openpyxl.load_workbook(io.BytesIO(files.workbook(HEAD, sheets=("claims", "notes"))))
        made["notes"].append(["=1+1"])
        stream = io.BytesIO()
        made.save(stream)
        table, _ = book(stream.getvalue(), "claims")
        assert table is not None and not table.odd


class TestHostile:
    """Each is refused with one message, and in little memory."""

    @pytest.fixture(autouse=True)
    def bounded(self) -> object:
        tracemalloc.start()
        yield
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 400 * 1024 * 1024

    def test_a_zip_bomb(self) -> None:
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(SHEET, b" " * (300 * 1024 * 1024))
        assert len(bomb.getvalue()) < 400_000
        assert refused(bomb.getvalue()) == (
            "s.xlsx:1:1: error: the workbook unpacks to more than 256 MB, or to more than 2,000 parts; it is not read [E009 limit]"
        )

    def test_a_zip_bomb_that_lies_about_its_size(self) -> None:
        size = 300 * 1024 * 1024
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(SHEET, b" " * size)
        lying = bomb.getvalue().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
        assert "[E00" in refused(lying)

    def test_many_parts(self) -> None:
        assert "more than 2,000 parts" in refused(packed({f"{number}.xml": b"" for number in range(2_001)}))

    @pytest.mark.parametrize("make", ["xlsx", "ods"])
    def test_entities_that_unfold(self, make: str) -> None:
        lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        doctype = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lols}]>'
        honest = files.workbook(HEAD, ROW)
        data = (
            ods(HEAD, head=doctype)
            if make == "ods"
            else altered(honest, SHEET, ("<worksheet ", f"{doctype}<worksheet "))
        )
        assert "declares XML entities, which no spreadsheet does; it is not read [E009 limit]" in refused(
            data
        )

    def test_entities_in_any_part(self) -> None:
        doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        assert "XML entities" in refused(
            altered(files.workbook(HEAD), "xl/styles.xml", ("<styleSheet ", f"{doctype}<styleSheet "))
        )

    @pytest.mark.parametrize(
        "change",
        [
            ('<dimension ref="A1:D2" />', '<dimension ref="A1:XFD1048576" />'),
            ('r="D2"', 'r="XFD1048576"'),
            ('r="D2"', "r='&#88;FD1048576'"),
            ('r="D2"', 'r="D2147483648"'),
            ('r="D2"', 'r="D' + "9" * 5000 + '"'),
            ('r="D2"', 'r="AAAAAAA2"'),
            ('r="A2"', 'r="' + "Z" * 5000 + '2"'),
            ('<row r="2">', '<row r="900000">'),
        ],
    )
    def test_a_sheet_that_claims_to_be_huge(self, change: tuple[str, str]) -> None:
        said = refused(altered(files.workbook(HEAD, ROW), SHEET, change))
        assert (
            "the sheet reaches beyond row 200,000 or 5,000,000 cells; it is not read, delete the empty rows and columns"
            in said
        )

    @pytest.mark.parametrize(
        "more", ['table:number-columns-repeated="2000000000"', 'table:number-columns-repeated="6000000"']
    )
    def test_a_cell_repeated_without_end(self, more: str) -> None:
        assert "[E009 limit]" in refused(
            ods(HEAD, raw=f"<table:table-row>{cell('x', more)}</table:table-row>")
        )

    def test_a_row_repeated_without_end(self) -> None:
        raw = f'<table:table-row table:number-rows-repeated="1048576">{cell("x")}</table:table-row>'
        assert "[E009 limit]" in refused(ods(HEAD, raw=raw))

    def test_empty_rows_to_the_end_of_the_sheet_are_honest(self) -> None:
        empty = '<table:table-cell table:number-columns-repeated="16384"/>'
        raw = f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
        assert cells(book(ods(HEAD, raw=raw))) == [list(HEAD)]

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
                "an old workbook (.xls), or one with a password, save it as .xlsx",
            ),
            (b"PK\x03\x04nonsense", "not a workbook, or a damaged one"),
            (b"", "not a workbook, or a damaged one"),
            (packed({"a.xml": b"<a/>"}), "a workbook without sheets"),
            (packed({"xl/workbook.xml": b"<a"}), "a damaged workbook"),
        ],
    )
    def test_what_is_no_workbook(self, data: bytes, said: str) -> None:
        assert refused(data).startswith(f"s.xlsx:1:1: error: {said}")

    @given(st.data())
    @examples(60)
    def test_a_damaged_workbook_is_read_or_one_message(self, data: st.DataObject) -> None:
        whole = bytearray(data.draw(st.sampled_from(HONEST)))
        for _ in range(data.draw(st.integers(1, 8))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        table, problems = book(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
        assert (table is None) == (len(problems) == 1)
