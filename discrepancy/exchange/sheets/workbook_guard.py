"""Looks into a workbook before a library reads it: what its cells come to may not go beyond bounds, and what
a cell really is gets known.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from discrepancy.exchange.limits import LONGEST_CELL, MOST_CELLS, MOST_CHARACTERS, MOST_ROWS
from discrepancy.exchange.sheets.workbook_package import CONTENT, WORKBOOK, WorkbookRefused, walk

_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedstrings.xml"
_SHEETS = "xl/worksheets/"
_LETTERS = 10  # of a column, which are far more than are allowed, and tell that it is too far
# Attributes with which an empty cell stays empty.
_OF_EMPTY_CELLS = frozenset(
    (
        "table:style-name",
        "table:number-columns-repeated",
        "table:number-columns-spanned",
        "table:number-rows-spanned",
        "table:content-validation-name",
        "table:protected",
        "table:protect",
    )
)


class SpecialCells(NamedTuple):
    """What a sheet holds besides values: the cells (row, column) that are formulas, and those that are
    errors.
    """

    formulas: frozenset[tuple[int, int]]
    errors: frozenset[tuple[int, int]]


def special_cells(found: dict[str, bytes], sheet: str) -> SpecialCells:
    """What the sheet of this name holds besides values. Every part is walked, so that none of them unfolds
    later. Raises WorkbookRefused.
    """
    for name, part in found.items():
        if not name.startswith(_SHEETS) and name not in (CONTENT, _STRINGS):
            walk(part, lambda name, given: None)
    if CONTENT in found:
        return _Ods(sheet).look(found[CONTENT])
    strings = _string_lengths(found[_STRINGS]) if _STRINGS in found else array("L")
    chosen = _part_of(found, sheet)
    special = SpecialCells(frozenset(), frozenset())
    for name, part in found.items():
        if name.startswith(_SHEETS) and name.endswith(".xml"):
            cells = _Xlsx(strings).look(part)
            special = cells if name == chosen else special
    return special


def _string_lengths(part: bytes) -> array[int]:
    """How long each of the texts is to which the cells of a workbook refer."""
    found = array("L")

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            found.append(0)

    def text(piece: str) -> None:
        if found:
            found[-1] += len(piece)

    walk(part, start, text=text)
    return found


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

    walk(found.get(_RELATIONS, b"<none/>"), relation)
    walk(found.get(WORKBOOK, b"<none/>"), listed)
    target = targets.get(named.get(sheet, ""), "")
    return (target.lstrip("/") if target.startswith("/") else f"xl/{target}").lower()


def _bounded(row: int, column: int, before: int = 0) -> None:
    if row > MOST_ROWS or row * column + before > MOST_CELLS:
        message = f"the sheet reaches beyond row {MOST_ROWS:,} or {MOST_CELLS:,} cells; it is not read"
        raise WorkbookRefused(
            "E009", message, "delete the empty rows and columns beyond the table, or save it as CSV"
        )


class _Size:
    """What a sheet comes to once everything that is repeated in it stands there."""

    def __init__(self) -> None:
        self.characters = 0

    def add(self, length: int, times: int = 1) -> None:
        """Counts a cell of this many characters, so many times."""
        self.check(length)
        self.characters += length * times
        if self.characters > MOST_CHARACTERS:
            raise WorkbookRefused(
                "E009",
                f"the cells hold more than {MOST_CHARACTERS:,} characters in all; the sheet is not read",
                "divide it",
            )

    def check(self, length: int) -> None:
        """Refuses a cell of more characters than any honest one has."""
        if length > LONGEST_CELL:
            raise WorkbookRefused(
                "E009", f"a cell has more than {LONGEST_CELL:,} characters; the sheet is not read"
            )


class _Xlsx:
    """A worksheet of an .xlsx file; `strings` has the lengths of the texts to which its cells refer."""

    def __init__(self, strings: array[int]) -> None:
        self.strings = strings
        self.size = _Size()
        self.formulas: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self.row = self.column = self.low = self.wide = 0
        self.length = 0
        self.index: str | None = None  # of the text to which the cell refers, as far as it was read

    def look(self, part: bytes) -> SpecialCells:
        walk(part, self._start, self._end, self._text)
        return SpecialCells(frozenset(self.formulas), frozenset(self.errors))

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self.row = _number(given.get("r")) or self.row + 1
            self.column = 0
        elif name == "c":
            self.row, self.column = _place(given.get("r", "")) or (self.row, self.column + 1)
            self.length = 0
            self.index = "" if given.get("t") == "s" else None
            if given.get("t") == "e":
                self.errors.add((self.row, self.column))
        elif name == "f":
            self.formulas.add((self.row, self.column))
        elif name == "dimension":
            # Readers make room for what is announced here.
            for corner in given.get("ref", "").split(":"):
                self._reach(*(_place(corner) or (0, 0)))
        self._reach(self.row, self.column)

    def _text(self, piece: str) -> None:
        self.length += len(piece)
        if self.index is not None and self.length < 20:
            self.index += piece

    def _end(self, name: str) -> None:
        if name == "c":
            index = _number(self.index)
            self.size.add(self.strings[index] if self.index and index < len(self.strings) else self.length)

    def _reach(self, row: int, column: int) -> None:
        self.low, self.wide = max(self.low, row), max(self.wide, column)
        _bounded(self.low, self.wide)


class _Ods:
    """The tables of an .ods file, all of which a reader takes in. Empty rows and cells repeated to the end of
    the sheet count for nothing.
    """

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.size = _Size()
        self.formulas: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self.table = ""
        self.row = self.column = self.rows = self.cells = self.wide = 0
        self.length = self.low = self.before = 0

    def look(self, part: bytes) -> SpecialCells:
        walk(part, self._start, self._end, self._text)
        return SpecialCells(frozenset(self.formulas), frozenset(self.errors))

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "table":
            self.table = given.get("table:name", "")
            self.before += self.low * self.wide
            self.row = self.wide = self.low = 0
        elif name == "table-row":
            self.rows = _number(given.get("table:number-rows-repeated")) or 1
            self.column = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.cells = _number(given.get("table:number-columns-repeated")) or 1
            self.length = 0
            self._cell(given)
        elif name == "p":
            self._reach()
        elif name == "s":
            self.length += _number(given.get("text:c")) or 1
            self.size.check(self.length)

    def _text(self, piece: str) -> None:
        self.length += len(piece)

    def _cell(self, given: dict[str, str]) -> None:
        if "table:formula" in given and self.table == self.sheet:
            self.formulas.add((self.row + 1, self.column + 1))
        if not given.keys() <= _OF_EMPTY_CELLS:
            self.wide = max(self.wide, self.column + self.cells)
            self.length = len(given.get("office:string-value", ""))
            self._reach()
        self.column += self.cells

    def _reach(self) -> None:
        self.low = max(self.low, self.row + self.rows)
        self.wide = max(self.wide, self.column, 1)
        _bounded(self.low, self.wide, self.before)

    def _end(self, name: str) -> None:
        if name in ("table-cell", "covered-table-cell") and self.length:
            self.size.add(self.length, self.cells * self.rows)
        elif name == "table-row":
            self.row += self.rows


def _number(text: str | None) -> int:
    """A number as readers take it, with a plus before it or without; nothing else is one."""
    text = (text or "").strip().removeprefix("+").lstrip("0")
    return int(text[:12]) if text.isascii() and text.isdigit() else 0


def _place(name: str) -> tuple[int, int] | None:
    """The row and column of a cell's name, `C5`."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and digits):
        return None
    column = 0
    for letter in letters[:_LETTERS].upper():
        column = column * 26 + ord(letter) - 64
    return _number(digits), column


def sheet_names(found: dict[str, bytes]) -> Iterator[str]:
    """The names of the sheets, in order."""
    names: list[str] = []

    def listed(name: str, given: dict[str, str]) -> None:
        if name == "sheet" and "name" in given:
            names.append(given["name"])
        elif name == "table" and "table:name" in given:
            names.append(given["table:name"])

    walk(found.get(WORKBOOK) or found.get(CONTENT) or b"<none/>", listed)
    yield from names
