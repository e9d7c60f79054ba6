"""Looks into a workbook before anything else reads it: nothing in it may unfold beyond bounds, and what a
cell really is gets known.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from xml.parsers import expat

LARGEST_INSIDE = 256 * 1024 * 1024  # of what is packed in it
MOST_PARTS = 2_000
MOST_ROWS = 200_000
MOST_CELLS = 5_000_000
_CHUNK = 1 << 20
_CONTENT, _WORKBOOK, _RELATIONS = "content.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class WorkbookRefused(Exception):
    """Why the workbook is not read: a code, a message, what to do."""

    def __init__(self, code: str, message: str, expect: str = "") -> None:
        self.code, self.message, self.expect = code, message, expect
        super().__init__(message)


class SpecialCells(NamedTuple):
    """What a sheet holds besides values: the cells (row, column) that are formulas, and those that are
    errors.
    """

    formulas: frozenset[tuple[int, int]]
    errors: frozenset[tuple[int, int]]


def unpacked_parts(data: bytes) -> dict[str, bytes]:
    """The parts of the package, unpacked within bounds. Raises WorkbookRefused."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise WorkbookRefused(
            "E002",
            "an old workbook (.xls), or one with a password",
            "save it as .xlsx without a password, or as CSV",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _unpacked(package)
    except WorkbookRefused:
        raise
    except Exception as error:
        # The unpackers of the standard library each raise errors of their own.
        raise WorkbookRefused(
            "E002", f"not a workbook, or a damaged one: {error}", "save it again as .xlsx, .ods or CSV"
        ) from error


def _unpacked(package: zipfile.ZipFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    names = package.infolist()
    if len(names) > MOST_PARTS or sum(one.file_size for one in names) > LARGEST_INSIDE:
        raise _bomb()
    for one in names:
        if one.flag_bits & 1:
            raise WorkbookRefused("E002", "a workbook with a password", "save it without one")
        pieces = []
        # What a package says of its own sizes need not be true, so they are counted while it unpacks.
        with package.open(one) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > LARGEST_INSIDE:
                    raise _bomb()
                pieces.append(piece)
        if one.filename.endswith((".xml", ".rels")):
            found[one.filename.lstrip("/")] = b"".join(pieces)
    return found


def _bomb() -> WorkbookRefused:
    bound = LARGEST_INSIDE // (1024 * 1024)
    return WorkbookRefused(
        "E009",
        f"the workbook unpacks to more than {bound} MB, or to more than {MOST_PARTS:,} parts; it is not read",
    )


def _walk(
    part: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] | None = None
) -> None:
    """Walks XML, names without their prefixes. What declares a document type is refused: only there can
    entities unfold.
    """
    parser = expat.ParserCreate()

    def refuse(*_: Any) -> None:
        raise WorkbookRefused(
            "E009", "the workbook declares XML entities, which no spreadsheet does; it is not read"
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, given: start(name.rpartition(":")[2], given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise WorkbookRefused(
            "E002", f"a damaged workbook: {error}", "save it again as .xlsx, .ods or CSV"
        ) from error


def special_cells(found: dict[str, bytes], sheet: str) -> SpecialCells:
    """What the sheet of this name holds besides values. Every part is walked, so that none of them unfolds
    later. Raises WorkbookRefused.
    """
    for name, part in found.items():
        if not name.startswith("xl/worksheets/") and name != _CONTENT:
            _walk(part, lambda name, given: None)
    if _CONTENT in found:
        return _Ods(sheet).look(found[_CONTENT])
    special = {
        name: _Xlsx().look(part)
        for name, part in found.items()
        if name.startswith("xl/worksheets/") and name.endswith(".xml")
    }
    return special.get(_part_of(found, sheet), SpecialCells(frozenset(), frozenset()))


def _part_of(found: dict[str, bytes], sheet: str) -> str:
    """The name of the part that holds a sheet."""
    targets: dict[str, str] = {}
    named: dict[str, str] = {}

    def relation(name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            targets[given.get("Id", "")] = given.get("Target", "")

    def listed(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in given.items() if key.endswith(":id")), "")
            named[given.get("name", "")] = link

    _walk(found.get(_RELATIONS, b"<none/>"), relation)
    _walk(found.get(_WORKBOOK, b"<none/>"), listed)
    target = targets.get(named.get(sheet, ""), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _bounded(row: int, column: int) -> None:
    if row > MOST_ROWS or row * column > MOST_CELLS:
        message = f"the sheet reaches beyond row {MOST_ROWS:,} or {MOST_CELLS:,} cells; it is not read"
        raise WorkbookRefused(
            "E009", message, "delete the empty rows and columns beyond the table, or save it as CSV"
        )


class _Xlsx:
    """A worksheet of an .xlsx file."""

    def __init__(self) -> None:
        self.formulas: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self.row = self.column = self.low = self.wide = 0

    def look(self, part: bytes) -> SpecialCells:
        _walk(part, self._start)
        return SpecialCells(frozenset(self.formulas), frozenset(self.errors))

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self.row = _number(given.get("r")) or self.row + 1
            self.column = 0
        elif name == "c":
            self.row, self.column = _place(given.get("r", "")) or (self.row, self.column + 1)
            if given.get("t") == "e":
                self.errors.add((self.row, self.column))
        elif name == "f":
            self.formulas.add((self.row, self.column))
        elif name == "dimension":
            # Readers make room for what is announced here.
            for corner in given.get("ref", "").split(":"):
                self._reach(*(_place(corner) or (0, 0)))
        self._reach(self.row, self.column)

    def _reach(self, row: int, column: int) -> None:
        self.low, self.wide = max(self.low, row), max(self.wide, column)
        _bounded(self.low, self.wide)


class _Ods:
    """The tables of an .ods file. Empty rows and cells repeated to the end of the sheet count for nothing."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.formulas: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self.table = ""
        self.row = self.column = self.rows = self.cells = self.wide = 0

    def look(self, part: bytes) -> SpecialCells:
        _walk(part, self._start, self._end)
        return SpecialCells(frozenset(self.formulas), frozenset(self.errors))

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "table":
            self.table = given.get("table:name", "")
            self.row = self.wide = 0
        elif name == "table-row":
            self.rows = _number(given.get("table:number-rows-repeated")) or 1
            self.column = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.cells = _number(given.get("table:number-columns-repeated")) or 1
            self._cell(given)
        elif name == "p":
            self._reach()

    def _cell(self, given: dict[str, str]) -> None:
        if "table:formula" in given and self.table == self.sheet:
            self.formulas.add((self.row + 1, self.column + 1))
        if "office:value-type" in given:
            self.wide = max(self.wide, self.column + self.cells)
            self._reach()
        self.column += self.cells

    def _reach(self) -> None:
        _bounded(self.row + self.rows, max(self.wide, self.column, 1))

    def _end(self, name: str) -> None:
        if name == "table-row":
            self.row += self.rows


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text[:12]) if text.isascii() and text.isdigit() else 0


def _place(name: str) -> tuple[int, int] | None:
    """The row and column of a cell's name, `C5`."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and digits and len(letters) <= 3 and len(digits) < 10):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits), column


def sheet_names(found: dict[str, bytes]) -> Iterator[str]:
    """The names of the sheets, in order."""
    names: list[str] = []

    def listed(name: str, given: dict[str, str]) -> None:
        if name == "sheet" and "name" in given:
            names.append(given["name"])
        elif name == "table" and "table:name" in given:
            names.append(given["table:name"])

    _walk(found.get(_WORKBOOK) or found.get(_CONTENT) or b"<none/>", listed)
    yield from names
