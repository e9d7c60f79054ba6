"""Reads a sheet of a workbook, XLSX or ODS: text as it stands, figures as they were typed, and a word on
every cell that lost something.
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

from discrepancy.exchange.sheets import workbook_guard as guard
from discrepancy.exchange.sheets.table import Table, TableRow, unreadable
from discrepancy.exchange.sheets.workbook_guard import SpecialCells
from discrepancy.exchange.sheets.workbook_package import WorkbookRefused, damaged, unpacked_parts
from discrepancy.model.problem import Problem
from discrepancy.values.did_you_mean import did_you_mean

_EXACT = 10**15  # a spreadsheet keeps fifteen digits

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta


def read(data: bytes, file: str, sheet: str, problems: list[Problem]) -> Table | None:
    """The sheet of that name, or the only or first one; None if it was reported."""
    try:
        found = unpacked_parts(data)
        names = tuple(guard.sheet_names(found))
        chosen = _chosen(sheet, names)
        special = guard.special_cells(found, chosen)
        del found  # before the library unpacks them for itself
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
        raise damaged(error) from error
    except BaseException as panic:
        # So the library tells of a fault of its own, whatever it stumbles over.
        if type(panic).__name__ != "PanicException":
            raise
        raise damaged("its reader broke off") from panic


def _table(file: str, cells: list[list[Cell]], special: SpecialCells, notes: tuple[str, ...]) -> Table:
    odd: dict[tuple[int, int], str] = {}
    rows = []
    told_of = {row for row, _ in (*special.formulas, *special.errors)}
    for number, line in enumerate(cells, 1):
        texts = []
        for column, cell in enumerate(line, 1):
            if type(cell) is str:
                texts.append(cell)
                continue
            text, kind = _text(cell)
            texts.append(text)
            if kind:
                odd[number, column] = kind
        while texts and not texts[-1]:
            texts.pop()
        if texts or number in told_of:
            rows.append(TableRow(number, tuple(texts)))
    held = {row.number: row.cells for row in rows}
    for number, column in sorted(special.formulas | special.errors):
        known = held.get(number, ())
        has_result = bool(known[column - 1 : column] and known[column - 1])
        is_error = (number, column) in special.errors
        odd[number, column] = "error" if is_error else "formula" if has_result else "formula without a result"
    return Table(file, rows, odd, notes)


def _text(cell: Cell) -> tuple[str, str]:
    """What a cell that is no text says, and the kind of oddity that it is, if it is one."""
    # In order: true is a number to Python, and a moment is a date.
    if isinstance(cell, bool):
        return ("true" if cell else "false"), "true or false"
    if isinstance(cell, (int, float)):
        return _figure(cell)
    if isinstance(cell, dt.date):
        return _date(cell), "date"
    return str(cell), "time" if isinstance(cell, (dt.time, dt.timedelta)) else ""


def _figure(cell: int | float) -> tuple[str, str]:
    whole = cell == int(cell) if abs(cell) < float("inf") else False
    if whole and abs(cell) >= _EXACT:
        return str(int(cell)), "long number"
    # Fifteen figures are what a sheet shows; never with an exponent, which no value is written with.
    return (str(int(cell)) if whole else format(Decimal(format(cell, ".15g")), "f")), ""


def _date(cell: dt.date) -> str:
    at_midnight = not isinstance(cell, dt.datetime) or cell.time() == dt.time()
    return (cell.date() if isinstance(cell, dt.datetime) else cell).isoformat() if at_midnight else str(cell)
