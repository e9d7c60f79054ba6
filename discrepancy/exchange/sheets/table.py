"""A table as any reader of sheets gives it: rows of text with the numbers that a spreadsheet shows, and what
to say of odd cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem


class TableRow(NamedTuple):
    """One row: its number as the spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]


class Table(NamedTuple):
    """The rows of a sheet. `odd` has the problems of single cells, to be reported where the cell is used;
    `notes` what was assumed.
    """

    file: str
    rows: Sequence[TableRow]
    odd: dict[tuple[int, int], Problem]
    notes: tuple[str, ...] = ()

    def mark(self, row: int, column: int) -> Mark:
        """The place of a cell."""
        return Mark(self.file, row, column)


def warning(code: str, mark: Mark, message: str, words: str = "", expect: str = "") -> Problem:
    """A remark that does not stand in the way."""
    return replace(problem(code, mark, message, words, expect), warning=True)


def unreadable(file: str, code: str, message: str, words: str = "", expect: str = "") -> Problem:
    """Why a file is not read at all."""
    return problem(code, Mark(file, 1, 1), message, words, expect)
