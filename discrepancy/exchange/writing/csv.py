"""CSV: the sheet form for any spreadsheet. UTF-8 with a byte order mark, without which some take it for
another encoding.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from discrepancy.exchange.sheets.cells import COLUMNS, defused
from discrepancy.exchange.writing.rows import FormRow, sheet_table


def write(rows: Iterable[FormRow]) -> bytes:
    """The rows as a CSV file, no cell of which a spreadsheet would run."""
    stream = io.StringIO(newline="")
    lines = csv.writer(stream, lineterminator="\r\n")
    lines.writerows(map(defused, row) for row in sheet_table(rows))
    return stream.getvalue().encode("utf-8-sig")


def is_own(data: bytes) -> bool:
    """Whether a file of these bytes begins with the headings that `write` gives a file."""
    return data.decode("utf-8-sig", "replace").startswith((",".join(COLUMNS), ";".join(COLUMNS)))
