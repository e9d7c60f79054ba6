"""Reads a sheet of a workbook, XLSX or ODS: text as it stands, figures as they were typed, and a word on
every cell that lost something.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

from discrepancy.exchange.sheets import workbook_guard as guard
from discrepancy.exchange.sheets.cells import address
from discrepancy.exchange.sheets.table import Table, TableRow, unreadable, warning
from discrepancy.exchange.sheets.workbook_guard import SpecialCells, WorkbookRefused
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.values.did_you_mean import did_you_mean

_EXACT = 10**15  # a spreadsheet keeps fifteen digits
_TYPE_AGAIN = "give the column the format Text and type what the source says"

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta


def read(data: bytes, file: str, sheet: str, problems: list[Problem]) -> Table | None:
    """The sheet of that name, or the only or first one; None if it was reported."""
    try:
        found = guard.unpacked_parts(data)
        names = tuple(guard.sheet_names(found))
        chosen = _chosen(sheet, names)
        special = guard.special_cells(found, chosen)
        cells = _cells(data, chosen)
    except WorkbookRefused as refused:
        problems.append(unreadable(file, refused.code, refused.message, expect=refused.expect))
        return None
    notes = (
        ()
        if sheet or len(names) == 1
        else (f"{file}: read the sheet {chosen}; --sheet reads another of {', '.join(names[:20])}",)
    )
    return _table(file, cells, special, notes)


def _chosen(sheet: str, names: tuple[str, ...]) -> str:
    if not names:
        raise WorkbookRefused("E002", "a workbook without sheets")
    if sheet and sheet not in names:
        raise WorkbookRefused(
            "E002",
            f"no such sheet: {sheet}",
            did_you_mean(sheet, names) or f"there are: {', '.join(names[:20])}",
        )
    return sheet or names[0]


def _cells(data: bytes, sheet: str) -> list[list[Cell]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return (
            CalamineWorkbook.from_filelike(io.BytesIO(data))
            .get_sheet_by_name(sheet)
            .to_python(skip_empty_area=False)
        )
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise WorkbookRefused(
            "E002", f"a damaged workbook: {error}", "save it again as .xlsx, .ods or CSV"
        ) from error


def _table(file: str, cells: list[list[Cell]], special: SpecialCells, notes: tuple[str, ...]) -> Table:
    odd: dict[tuple[int, int], Problem] = {}
    rows = []
    for number, line in enumerate(cells, 1):
        texts = []
        for column, cell in enumerate(line, 1):
            if type(cell) is str:
                texts.append(cell)
                continue
            text, said = _text(cell)
            texts.append(text)
            if said is not None:
                code, message, expect = said
                where = Mark(file, number, column)
                odd[number, column] = warning(
                    code, where, f"cell {address(number, column)} {message}", text, expect
                )
        rows.append(TableRow(number, tuple(texts)))
    for number, column in sorted(special.formulas | special.errors):
        known = rows[number - 1].cells if number <= len(rows) else ()
        text = known[column - 1] if column <= len(known) else ""
        is_error = (number, column) in special.errors
        odd[number, column] = _computed(Mark(file, number, column), address(number, column), text, is_error)
    return Table(file, rows, odd, notes)


def _computed(mark: Mark, name: str, text: str, is_error: bool) -> Problem:
    if is_error:
        return problem(
            "E053", mark, f"cell {name} holds an error of the spreadsheet", "", "put it right in the sheet"
        )
    if not text:
        return problem(
            "E052", mark, f"cell {name} holds a formula without a result", "", "paste it as a value"
        )
    return warning(
        "E052",
        mark,
        f"cell {name} holds a formula; its result is read",
        text,
        "paste it as a value to be sure of it",
    )


def _text(cell: Cell) -> tuple[str, tuple[str, str, str] | None]:
    """What a cell that is no text says, and code, message and remedy of what is to be said of it."""
    for kind, told in _KINDS:
        if isinstance(cell, kind):
            return told(cell)
    return str(cell), None


def _bool(cell: Cell) -> tuple[str, tuple[str, str, str] | None]:
    return ("true" if cell else "false"), (
        "E053",
        "is true or false to the spreadsheet, whatever was typed",
        _TYPE_AGAIN,
    )


def _figure(cell: Cell) -> tuple[str, tuple[str, str, str] | None]:
    assert isinstance(cell, (int, float))
    whole = cell == int(cell) if abs(cell) < float("inf") else False
    if whole and abs(cell) >= _EXACT:
        return str(int(cell)), (
            "E053",
            "is a number longer than the fifteen digits that a spreadsheet keeps",
            _TYPE_AGAIN,
        )
    return (str(int(cell)) if whole else format(cell, ".15g")), None


def _date(cell: Cell) -> tuple[str, tuple[str, str, str] | None]:
    assert isinstance(cell, dt.date)
    at_midnight = not isinstance(cell, dt.datetime) or cell.time() == dt.time()
    text = (cell.date() if isinstance(cell, dt.datetime) else cell).isoformat() if at_midnight else str(cell)
    message = "is a date: the spreadsheet made a day of what was typed, be that a day, a month, or pages 1-2"
    return text, ("E051", message, _TYPE_AGAIN)


def _time(cell: Cell) -> tuple[str, tuple[str, str, str] | None]:
    return str(cell), ("E051", "is a time: the spreadsheet made a time of what was typed", _TYPE_AGAIN)


# In order: true is a number to Python, and a moment is a date.
_KINDS: tuple[
    tuple[type | tuple[type, ...], Callable[[Cell], tuple[str, tuple[str, str, str] | None]]], ...
] = (
    (bool, _bool),
    ((int, float), _figure),
    (dt.date, _date),
    ((dt.time, dt.timedelta), _time),
)
