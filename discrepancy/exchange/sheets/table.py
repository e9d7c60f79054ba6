"""A table as any reader of sheets gives it: rows of text with the numbers that a spreadsheet shows, and what
to say of odd cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from discrepancy.exchange.sheets.cells import address
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem


class TableRow(NamedTuple):
    """One row: its number as the spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


class OddCell(NamedTuple):
    """What is to be said of a cell of one kind of oddity: the code, the words after the cell's name, what to
    do, and whether the cell can be used all the same.
    """

    code: str
    message: str
    expect: str
    usable: bool = True


_TYPE_AGAIN = "give the column the format Text and type what the source says"
_AS_VALUE = "paste it as a value"
ODD_CELLS: Mapping[str, OddCell] = {
    "made date": OddCell(
        "E051",
        'is what a spreadsheet makes of a text such as "1-2"',
        "if so, give the column the format Text and type it again",
    ),
    "true or false": OddCell("E053", "is true or false to the spreadsheet, whatever was typed", _TYPE_AGAIN),
    "long number": OddCell(
        "E053", "is a number longer than the fifteen digits that a spreadsheet keeps", _TYPE_AGAIN
    ),
    "date": OddCell(
        "E051",
        "is a date: the spreadsheet made a day of what was typed, be that a day, a month, or pages 1-2",
        _TYPE_AGAIN,
    ),
    "time": OddCell("E051", "is a time: the spreadsheet made a time of what was typed", _TYPE_AGAIN),
    "formula": OddCell("E052", "holds a formula; its result is read", f"{_AS_VALUE} to be sure of it"),
    "formula without a result": OddCell("E052", "holds a formula without a result", _AS_VALUE, usable=False),
    "error": OddCell("E053", "holds an error of the spreadsheet", "put it right in the sheet", usable=False),
}


class Table(NamedTuple):
    """The rows of a sheet. `odd` has the kind, one of ODD_CELLS, of every cell that is odd, to be reported
    where the cell is used; `notes` what was assumed.
    """

    file: str
    rows: Sequence[TableRow]
    odd: Mapping[tuple[int, int], str]
    notes: tuple[str, ...] = ()

    def mark(self, row: int, column: int) -> Mark:
        """The place of a cell."""
        return Mark(self.file, row, column)

    def odd_problem(self, row: int, column: int, text: str) -> Problem:
        """What is to be said of an odd cell that holds `text`."""
        code, message, expect, usable = ODD_CELLS[self.odd[row, column]]
        said = f"cell {address(row, column)} {message}"
        found = problem(code, self.mark(row, column), said, text if usable else "", expect)
        return warning(found) if usable else found


def unreadable(file: str, code: str, message: str, words: str = "", expect: str = "") -> Problem:
    """Why a file is not read at all."""
    return problem(code, Mark(file, 1, 1), message, words, expect)


def warning(found: Problem) -> Problem:
    """The problem as a remark that does not stand in the way."""
    return replace(found, warning=True)
