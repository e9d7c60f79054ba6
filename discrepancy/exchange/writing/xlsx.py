"""XLSX: the sheet form as a workbook of one sheet, every column of the format Text, so that no date or figure
typed into it is changed. The same rows make the same bytes, whenever and wherever they are written.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zlib
from collections.abc import Iterable

from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.sheets.cells import COLUMNS, address, defused
from discrepancy.exchange.writing.rows import LONGEST, FormRow, sheet_table

_CREATED = dt.datetime(
    1980, 1, 1
)  # the first day that the parts of a workbook can bear; no clock is looked at
_WIDTHS = (16, 40, 30, 20, 20, 60, 20, 10, 14, 30, 14, 30)
_MOST_OF_HEADINGS = 16_384  # bytes of a workbook's texts in which the headings stand
# What XlsxWriter writes as markup, or spells so that other programs read it as another text: `<r>…</r>` is
# formatted text to it, and `_x000D_` means a character to all, whose mark it sets once for two that share an
# underscore.
_NOT_AS_TEXT = re.compile(r"<r>.*</r>\Z|.*_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_", re.S)


def write(rows: Iterable[FormRow]) -> bytes:
    """The rows as the bytes of a workbook. Raises ExchangeError where a cell cannot be held by one."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    text = book.add_format({"num_format": "@"})
    heading = book.add_format({"num_format": "@", "bold": True})
    sheet = book.add_worksheet("claims")
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, text)
    for number, row in enumerate(sheet_table(rows)):
        for column, cell in enumerate(row):
            if cell:
                _check(number, column, cell)
                # Written as a string: nothing is taken for a formula, a number or a link.
                sheet.write_string(number, column, defused(cell), heading if number == 0 else text)
    book.close()
    return stream.getvalue()


def _check(row: int, column: int, cell: str) -> None:
    """Raises ExchangeError for a text that a workbook cannot hold, or not as it is."""
    name, text = address(row + 1, column + 1), defused(cell)
    if len(text.encode("utf-16-le")) > 2 * LONGEST:
        raise ExchangeError(
            f"cell {name} would hold {len(text):,} characters; a workbook holds {LONGEST:,} in a cell:",
            "export csv",
        )
    if _NOT_AS_TEXT.match(text):
        raise ExchangeError(f"cell {name} would hold what a workbook takes for markup:", "export csv")


def is_own(data: bytes) -> bool:
    """Whether a workbook of these bytes holds the headings that `write` gives it, before all other texts."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(data)) as book, book.open("xl/sharedStrings.xml") as strings:
            begins = strings.read(_MOST_OF_HEADINGS).decode("utf-8", "replace")
    except (
        BadZipFile,
        KeyError,
        OSError,
        RuntimeError,
        EOFError,
        ValueError,
        zlib.error,
    ):
        return False
    return tuple(re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", begins)[: len(COLUMNS)]) == COLUMNS
