"""Reads a table of text: CSV with commas, semicolons or tabs, in whatever encoding a spreadsheet saved it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from discrepancy.exchange.limits import LONGEST_CELL, MOST_CELLS, MOST_CHARACTERS, MOST_ROWS
from discrepancy.exchange.sheets.table import Table, TableRow, unreadable
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem

DELIMITERS = (",", ";", "\t", "|")
_NAMED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_LOOKED_AT = 30  # rows by which the delimiter is told
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_MADE_DATE = re.compile(rf"\d\d?-{_MONTH}(?:-\d\d)?\Z|{_MONTH}-\d\d\Z")


def read(data: bytes, file: str, encoding: str, problems: list[Problem]) -> Table | None:
    """The table that `data` holds, or None, which has been reported. Without an `encoding` it is told from
    the bytes.
    """
    found = _decoded(data, file, encoding)
    if isinstance(found, Problem):
        problems.append(found)
        return None
    text, notes = found
    if not text.strip():
        problems.append(unreadable(file, "E032", "the file is empty"))
        return None
    text, delimiter = _delimiter(text)
    if delimiter != ",":
        notes = (*notes, f"{file}: columns are separated by {_NAMED[delimiter]}")
    if len(text) > MOST_CHARACTERS:
        message = f"more than {MOST_CHARACTERS:,} characters; the sheet is not read"
        problems.append(unreadable(file, "E009", message, expect="divide it"))
        return None
    rows: list[TableRow] = []
    number = cells = 0
    try:
        for number, line in _rows(text, delimiter):
            cells += len(line)
            if number > MOST_ROWS or cells > MOST_CELLS:
                message = f"more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells; the sheet is not read"
                problems.append(unreadable(file, "E009", message, expect="divide it"))
                return None
            rows.append(TableRow(number, line))
    except csv.Error as error:
        if "field limit" in str(error):
            message = f"a cell has more than {LONGEST_CELL:,} characters; the sheet is not read"
            expect = "look for a quotation mark that is never closed"
            mark = Mark(file, number + 1, 1)
            problems.append(replace(unreadable(file, "E009", message, expect=expect), mark=mark))
            return None
        message = f"not readable as CSV from this row on: {error}"
        remedy = (
            'a cell with quotation marks in it is written "so ""to say"""; '
            "look for a quotation mark that is never closed"
        )
        problems.append(
            replace(unreadable(file, "E002", message, expect=remedy), mark=Mark(file, number + 1, 1))
        )
        return None
    return Table(file, rows, dict(_odd(rows)), notes)


def _rows(text: str, delimiter: str, most: int = MOST_ROWS + 1) -> Iterator[TableRow]:
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number, cells in enumerate(lines, 1):
        if number > most:
            return
        yield TableRow(number, tuple(cells))


def _delimiter(text: str) -> tuple[str, str]:
    """The text without a first line that names the delimiter (`sep=;`), and the delimiter: the one that makes
    the most even columns.
    """
    if named := re.match(r'"?sep=([,;|\t])"?\r?\n', text):
        return text[named.end() :], named[1]
    return text, max(DELIMITERS, key=lambda one: (*_evenness(text, one), -DELIMITERS.index(one)))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """How many rows have as many cells as the first, if those are several; and how many these are."""
    widths: list[int] = []
    with suppress(csv.Error):  # as far as it can be read
        widths.extend(len(row.cells) for row in _rows(text, delimiter, _LOOKED_AT) if row.cells)
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _decoded(data: bytes, file: str, encoding: str) -> tuple[str, tuple[str, ...]] | Problem:
    """The text and what was assumed to read it, or why it cannot be read."""
    if encoding:
        return _as(data, file, encoding)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(data, file, "utf-16")
    head = data[:4000]
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) > 3 and zeros.count(0) > len(zeros) * 0.7:
            return _as(data, file, name)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        first = data[error.start]
    found = _as(data, file, "cp1252")
    if isinstance(found, Problem):
        return unreadable(
            file,
            "E004",
            f"byte 0x{first:02X} is neither UTF-8 nor windows-1252",
            expect="say --encoding NAME",
        )
    note = (
        f"{file}: not UTF-8, so read as windows-1252; "
        "if letters are wrong, save the sheet as UTF-8 or say --encoding NAME"
    )
    return found[0], (note,)


def _as(data: bytes, file: str, name: str) -> tuple[str, tuple[str, ...]] | Problem:
    try:
        return data.decode(name).removeprefix("\ufeff"), (
            () if name == "cp1252" else (f"{file}: read as {name}",)
        )
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeError):
            message = f"not {name}: {error}"
            return unreadable(file, "E004", message, expect="say --encoding NAME, or save the sheet as UTF-8")
        return unreadable(
            file, "E004", "no such encoding", name, "such as utf-8, utf-16, cp1252, cp1258, mac-roman"
        )


def _odd(rows: list[TableRow]) -> Iterator[tuple[tuple[int, int], str]]:
    for number, cells in rows:
        for column, cell in enumerate(cells, 1):
            if len(cell) < 10 and _MADE_DATE.match(cell):
                yield (number, column), "made date"
