"""Files made to take all memory, to run for ever or to upset a reader: each is imported as it stands, or
refused with one message, in a process that may have 1 GB; nothing is half-made, and what was made is read.

A dossier that an import left as it was is not checked again for each: it is the one called `first`, which is.

BOMBS=long makes the shapes that take longer to make or to refuse, and checks every dossier.
"""

from __future__ import annotations

import functools
import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from discrepancy.commands import init as starting
from tests.support.bounded_runs import BoundedRun, bounded_runs
from tests.support.sheets import HEAD, ROW, SPACES, altered, cell, ods, packed, workbook

if os.name == "nt":
    pytest.skip("limits of memory are those of POSIX", allow_module_level=True)

LONG = os.environ.get("BOMBS") == "long"
TO = ("--to", "tarn", "--add")
CSV = b"source,question,value,at\n"
GOOD = b"letter,fire.date,1431,p. 1\n"
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def csv_with(**cells: str) -> bytes:
    """A sheet with one row, some cells of it other than usual."""
    row = {"source": "letter", "question": "fire.date", "value": "1431", "at": "p. 1", **cells}
    quoted = ('"' + text.replace('"', '""') + '"' for text in row.values())
    return ",".join(row).encode() + b"\n" + ",".join(quoted).encode("utf-8", "surrogatepass") + b"\n"


def rows(*cells: str) -> str:
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


@functools.cache
def an_xlsx() -> bytes:
    return workbook(HEAD, ("letter", "fire.date", "1431", "p. 1"))


def shared_strings(length: int, references: int) -> bytes:
    """A workbook with one long text to which many cells refer."""
    refer = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, references))
    text = f"<sst {MAIN}><si><t>{'x' * length}</t></si></sst>"
    made = altered(an_xlsx(), SHEET, ("</sheetData>", refer + "</sheetData>"))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {one.filename: package.read(one) for one in package.infolist()}
    return packed({**parts, STRINGS: text.encode()})


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {one.filename: package.read(one) for one in package.infolist()}
    return packed({**parts, name: part})


def nested_zip(megabytes: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr(SHEET, b" " * (megabytes << 20))
    return made.getvalue()


def two_of_one_name() -> bytes:
    data = bytearray(with_part(an_xlsx(), "xl/worksheets/sheet2.xml", b"<none/>"))
    return bytes(data).replace(b"sheet2.xml", b"sheet1.xml")


def encoded(name: str) -> Callable[[], bytes]:
    """A workbook a part of which says that it is in this encoding."""
    head = f"<?xml version='1.0' encoding='{name}'?>".encode()
    return lambda: with_part(an_xlsx(), "docProps/app.xml", head + b"<none/>")


def raw_ods(raw: str) -> Callable[[], bytes]:
    return lambda: ods(HEAD, ("letter", "fire.date", "1431", "p. 1"), raw=raw)


def ris(title: bytes) -> bytes:
    return b"TY  - BOOK\nTI  - " + title + b"\nID  - lewy\nER  - \n"


def csl(record: str) -> bytes:
    return ('[{"type": "book", "id": "lewy", "title": "America", ' + record + "}]").encode(
        "utf-8", "surrogatepass"
    )


# By name: the end of the file's name, its bytes, more words of the command, and what is said of it (nothing
# where it is imported).
SHAPES: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...], str]] = {
    # Workbooks
    "ods: spaces repeated": ("ods", raw_ods(rows(cell('<text:s text:c="5000000000"/>'))), TO, "more than 100,000 characters"),
    "ods: spaces with a plus": ("ods", raw_ods(rows(cell('<text:s text:c="+5000000000"/>'))), TO, "more than 100,000 characters"),
    "ods: spaces, many small": ("ods", raw_ods(rows(cell('<text:s text:c="90000"/>', 'table:number-columns-repeated="4000"'))), TO, "characters in all"),
    "ods: a column repeated": ("ods", raw_ods(rows(cell("x", 'table:number-columns-repeated="1000000000"'))), TO, "cells"),
    "ods: a value without a type repeated": ("ods", raw_ods(rows('<table:table-cell office:value="5" table:number-columns-repeated="1000000000"/>')), TO, "cells"),
    "ods: zeros before a number": ("ods", raw_ods(rows(cell("x", 'table:number-columns-repeated="00000000000001000000000"'))), TO, "cells"),
    "ods: a row repeated": ("ods", raw_ods('<table:table-row table:number-rows-repeated="2000000000">' + cell("x") + "</table:table-row>"), TO, "row"),
    "ods: many tables": ("ods", lambda: ods(HEAD, raw="</table:table>" + "".join(f'<table:table table:name="t{number}">' + rows(cell("x", 'table:number-columns-repeated="1000000"')) + "</table:table>" for number in range(500)) + '<table:table table:name="last">'), TO, "cells"),
    "ods: entities": ("ods", lambda: ods(HEAD, ROW, head='<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'), TO, "XML entities"),
    "ods: nested deep": ("ods", lambda: packed({"content.xml": b"<a>" * 2_000_000}), TO, ""),
    "ods: a string value of 20 MB": ("ods", lambda: ods(HEAD, raw=rows('<table:table-cell office:value-type="string" office:string-value="' + "x" * 20_000_000 + '"/>')), TO, "more than 100,000 characters"),
    "xlsx: a shared text": ("xlsx", lambda: shared_strings(90_000, 100_000), TO, "characters in all"),
    "xlsx: a long shared text": ("xlsx", lambda: shared_strings(20_000_000, 5_000), TO, "more than 100,000 characters"),
    "xlsx: one cell of 20 MB": ("xlsx", lambda: altered(an_xlsx(), SHEET, ("</sheetData>", f'<row r="3"><c r="A3" t="str"><v>{"x" * 20_000_000}</v></c></row></sheetData>')), TO, "more than 100,000 characters"),
    "xlsx: a cell far out": ("xlsx", lambda: altered(an_xlsx(), SHEET, ("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')), TO, "row"),
    "xlsx: a row without end": ("xlsx", lambda: altered(an_xlsx(), SHEET, ("</sheetData>", '<row r="000000000000000999999999"><c><v>1</v></c></row></sheetData>')), TO, "row"),
    "xlsx: a zip bomb": ("xlsx", lambda: nested_zip(300), TO, "unpacks to more than 256 MB"),
    "xlsx: many parts": ("xlsx", lambda: packed({f"p{number}": b"" for number in range(2_100)}), TO, "2,000 parts"),
    "xlsx: an encoding that nobody knows": ("xlsx", encoded("x-none"), TO, "a damaged workbook"),
    "xlsx: an encoding that is for no text": ("xlsx", encoded("base64"), TO, "a damaged workbook"),
    "xlsx: an encoding of many bytes": ("xlsx", encoded("shift_jis"), TO, "a damaged workbook"),
    "xlsx: a part in UTF-16": ("xlsx", lambda: with_part(an_xlsx(), "docProps/app.xml", "<none/>".encode("utf-16")), TO, "UTF-16"),
    "xlsx: two parts of one name": ("xlsx", two_of_one_name, TO, "two parts are called"),
    "xlsx: two formats at once": ("xlsx", lambda: with_part(an_xlsx(), "content.xml", f"<none {SPACES}/>".encode()), TO, "at once"),
    "xlsx: a bad date": ("xlsx", lambda: altered(an_xlsx(), SHEET, ("</sheetData>", '<row r="3"><c r="A3" t="d"><v>999999999-99-99</v></c></row></sheetData>')), TO, ""),
    "xlsx: a reference to no text": ("xlsx", lambda: altered(an_xlsx(), SHEET, ("</sheetData>", '<row r="3"><c r="A3" t="s"><v>99999999999999999999</v></c></row></sheetData>')), TO, ""),
    "xlsx: nothing": ("xlsx", lambda: b"", TO, "not a workbook"),
    # Tables of text
    "csv: one cell of 20 MB": ("csv", lambda: csv_with(quote="x" * 20_000_000), TO, "more than 100,000 characters"),
    "csv: a quotation mark never closed": ("csv", lambda: CSV + GOOD + b'letter,"fire' + b",x\n" * 5_000_000, TO, "more than 100,000 characters"),
    "csv: only line ends": ("csv", lambda: CSV + GOOD + b"\n" * 30_000_000, TO, "more than 200,000 rows"),
    "csv: only commas": ("csv", lambda: CSV + GOOD + b"," * 6_000_000, TO, "cells"),
    "csv: 60 MB of letters": ("csv", lambda: CSV + GOOD * 2_200_000, TO, "characters"),
    "csv: NUL": ("csv", lambda: csv_with(quote="a\0b"), TO, "control character, U+0000"),
    "csv: an escape": ("csv", lambda: csv_with(note="\x1b[2J"), TO, "control character, U+001B"),
    "csv: an escape in YAML": ("csv", lambda: csv_with(value='"14\\x1b31"'), TO, "control character"),
    "csv: half of a character in YAML": ("csv", lambda: csv_with(value='"14\\ud80031"'), TO, "error"),
    "csv: aliases of aliases": ("csv", lambda: csv_with(value="[&a [x, x, x, x, x, x, x, x, x], " + ", ".join(f"&{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)) + "]").replace(b'"[', b'"{a: [').replace(b']"', b']}"'), TO, "aliases"),
    "csv: aliases in many cells": ("csv", lambda: CSV + b"".join(b'letter,fire.date,"{a: [&a [' + b"x, " * 900 + b"x], " + b"*a, " * 900 + b'*a]}",p. 1\n' for _ in range(60)), TO, "error"),
    "csv: aliases nested deep": ("csv", lambda: csv_with(value="{a: [&a0 [x], " + ", ".join(f"&a{n} [*a{n - 1}]" for n in range(1, 900)) + "]}"), TO, "nested more than 64 deep"),
    "csv: brackets nested deep": ("csv", lambda: csv_with(value="{a: " + "[" * 50_000), TO, "error"),
    "csv: an id of 260 characters": ("csv", lambda: csv_with(source="x" * 260), TO, "at most 100 characters"),
    "csv: an id that names a device": ("csv", lambda: csv_with(source="CON"), TO, "cannot have the id con"),
    "csv: the id of the dossier": ("csv", lambda: csv_with(source="dossier"), TO, "cannot have the id dossier"),
    "csv: an id that leads out": ("csv", lambda: csv_with(source="../../x"), ("--to", "tarn"), "wrote tarn/x.yaml"),
    "csv: an id of dots": ("csv", lambda: csv_with(source="..."), TO, "cannot have this id"),
    "csv: an encoding that nobody knows": ("csv", lambda: CSV + GOOD, (*TO, "--encoding", "x-none"), "no such encoding"),
    "csv: an encoding that is for no text": ("csv", lambda: CSV + GOOD, (*TO, "--encoding", "base64"), "no such encoding"),
    "csv: an encoding that makes halves": ("csv", lambda: CSV + b"letter,fire.date,1431,p. \\ud800\n", (*TO, "--encoding", "unicode_escape"), "half of a character"),
    "csv: another encoding": ("csv", lambda: CSV + GOOD, (*TO, "--encoding", "utf-16"), "error"),
    "csv: an escape in an option": ("csv", lambda: CSV + GOOD, (*TO, "--set", "note=\x1b[2J"), "control character"),
    "csv: a half in an option": ("csv", lambda: CSV + GOOD, (*TO, "--set", "note=\udcff"), "half of a character"),
    "csv: a source in an option": ("csv", lambda: b"question,value,at\nfire.date,1431,p. 1\n", (*TO, "--source", "\udcff"), "error"),
    "csv: a mapping without end": ("csv", lambda: CSV + GOOD, (*TO, "--mapping", "/dev/zero"), "not a file"),
    "csv: a dossier that is a file": ("csv", lambda: CSV + GOOD, ("--to", "tarn/dossier.yaml"), "is no dossier"),
    "csv: a dossier with a long name": ("csv", lambda: CSV + GOOD, ("--to", "x" * 300), "is no dossier"),
    "csv: out where something is": ("csv", lambda: CSV + GOOD, ("-o", "tarn/letter.yaml"), "already there"),
    "csv: out of two sources to a file": ("csv", lambda: CSV + GOOD + b"other,fire.date,1431,p. 1\n", ("-o", "tarn/letter.yaml"), "error"),
    # Bibliographies
    "ris: a title of 50 MB": ("ris", lambda: ris(b"x" * 50_000_000), TO, "more than 100,000 characters"),
    "ris: a title of many lines": ("ris", lambda: ris(b"xxxx xxxx xxxx\n" * 600_000), TO, "more than 100,000 characters"),
    "ris: only line ends": ("ris", lambda: ris(b"America") + b"\r" * 40_000_000, TO, ""),
    "ris: a line that is none, often": ("ris", lambda: b"x\n" * 10_000_000, TO, "error"),
    "ris: many of one name": ("ris", lambda: b"".join(b"TY  - BOOK\nTI  - T%d\nAU  - Lewy, Guenter\nER  - \n" % number for number in range(3_000)), (), ""),
    "ris: too many entries": ("ris", lambda: ris(b"America") * 60_000, TO, "more than 50,000 entries"),
    "ris: a title of 260 characters": ("ris", lambda: ris(b"America and the war " * 13).replace(b"ID  - lewy\n", b""), TO, "wrote tarn/"),
    "ris: a key that names a device": ("ris", lambda: ris(b"America").replace(b"lewy", b"NUL"), TO, "wrote tarn/source-nul.yaml"),
    "json: 5,000 digits": ("json", lambda: csl('"volume": ' + "9" * 5000), TO, "a number of 5,000 figures"),
    "json: no number": ("json", lambda: csl('"volume": NaN'), TO, "NaN is no number"),
    "json: an endless number": ("json", lambda: csl('"volume": -Infinity'), TO, "-Infinity is no number"),
    "json: a power without end": ("json", lambda: csl('"volume": 1e999999'), TO, ""),
    "json: a date of 400 digits": ("json", lambda: csl('"issued": {"date-parts": [[' + "9" * 90 + "]]}"), TO, ""),
    "json: half of a character": ("json", lambda: csl('"publisher": "a\\ud800b"'), TO, "half of a character"),
    "json: a key that is half of a character": ("json", lambda: csl('"citation-key": "\\ud800"'), TO, "half of a character"),
    "json: NUL": ("json", lambda: csl('"publisher": "a\\u0000b"'), TO, "wrote tarn/lewy.yaml"),
    "json: nested deep": ("json", lambda: csl('"x": ' + "[" * 1_000_000), TO, "nested deeper"),
    "json: many lines": ("json", lambda: b"[" + b",\n".join(b'{"title": "t%d", "id": "k%d"}' % (n, n) for n in range(3_000)) + b"]", (), ""),
    "json: a title of 20 MB": ("json", lambda: csl('"publisher": "' + "x" * 20_000_000 + '"'), TO, "more than 100,000 characters"),
    "bib: a title of 20 MB": ("bib", lambda: b"@book{a, title={" + b"\\'x" * 7_000_000 + b"}}", TO, "more than 100,000 characters"),
    "bib: braces nested deep": ("bib", lambda: b"@book{a, title={" + b"{" * 20_000 + b"}" * 20_000 + b"}}", TO, ""),
    "bib: braces never closed": ("bib", lambda: b"@book{a, title={" + b"{" * 300_000, TO, "not closed"),
    "bib: an entry without its mark": ("bib", lambda: b"@book{a, title={A}}\nbook{b, title={B}}\n", TO, "that is no entry"),
    "bib: many people": ("bib", lambda: b"@book{a, title={A}, author={" + b"Guenter Lewy and " * 5_000 + b"A B}}", TO, ""),
}  # fmt: skip
SLOW = ("ods: nested deep", "bib: braces nested deep", "csv: 60 MB of letters", "ris: a line that is none, often", "ris: only line ends")  # fmt: skip


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, BoundedRun]]]:
    """All shapes run, each in a folder of its own beside the dossier `tarn`; and then `check`."""
    top = tmp_path_factory.mktemp("bombs")
    runs = {}
    for number, (name, (ending, make, words, _)) in enumerate(SHAPES.items()):
        if name in SLOW and not LONG:
            continue
        folder = top / str(number)
        starting.write_dossier(str(folder / "tarn"))
        (folder / f"s.{ending}").write_bytes(make())
        runs[name] = folder, ["import", f"s.{ending}", *words]
    starting.write_dossier(str(top / "first" / "tarn"))
    found = bounded_runs(runs)
    first = files_in(top / "first" / "tarn")
    checked = {"check first": top / "first"} | {
        f"check {name}": folder
        for name, (folder, _) in runs.items()
        if LONG or files_in(folder / "tarn") != first
    }
    words = ["check", "tarn", "--fail-on", "never", "--no-cache"]
    found |= bounded_runs({name: (folder, words) for name, folder in checked.items()})
    if LONG:
        for name in runs:
            print(
                f"{found[name].seconds:6.1f} s {found[name].memory / 1024:6.0f} MB  exit {found[name].code}  {name}"
            )
    yield top, found


@pytest.mark.parametrize("name", SHAPES)
def test_is_imported_or_refused_in_one_message(name: str, ran: tuple[Path, dict[str, BoundedRun]]) -> None:
    top, runs = ran
    if name not in runs:
        pytest.skip("a long one: BOMBS=long")
    found = runs[name]
    shown = re.sub(r"(.)\1{80,}", r"\1…", found.text)[-1500:]
    said = SHAPES[name][3]
    assert said in found.text, shown
    assert "Traceback" not in shown and "TRACEBACK" not in shown and "discrepancy itself" not in shown, shown
    assert found.code in (0, 2), (found.code, shown)
    folder = top / str(list(SHAPES).index(name)) / "tarn"
    if found.code == 2:
        assert "error" in found.text, shown
        assert files_in(folder) == files_in(top / "first" / "tarn"), shown
    checked = runs.get(f"check {name}") or runs["check first"]  # its files are the same
    assert checked.code == 0, checked.text[-1500:]
