"""Cells of a sheet: the columns of the sheet form, and how a cell that a spreadsheet would run is made
harmless and taken back.
"""

from __future__ import annotations

# The contract's columns, in order.
# What few claims have; a column of its own only where one has it.
MORE = ("rests_on", "complete")
COLUMNS = (
    "source",
    "question",
    "value",
    "when",
    "at",
    "quote",
    "according_to",
    "stance",
    "sense",
    "inferred",
    "id",
    "note",
)
# A spreadsheet takes a cell that begins with one of these for a formula (the wide forms too), or strips it
# and looks again.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def defused(text: str) -> str:
    """`text` as a cell that no spreadsheet runs: an apostrophe before what would be run, and before an
    apostrophe of its own.

    One rule for every cell, so that `restored` gives back exactly `text`.
    """
    return _MARK + text if text.startswith((*_RUN, _MARK)) else text


def restored(cell: str) -> str:
    """What `defused` was given. A cell typed by hand with an apostrophe before a letter stays as it is."""
    return cell[1:] if cell.startswith(_MARK) and cell.startswith((*_RUN, _MARK), 1) else cell


def address(row: int, column: int) -> str:
    """The name that a spreadsheet gives a cell: row 5 of column 3 is `C5`."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"
