"""XLSX: the sheet form as a workbook of one sheet, every column of the format Text, so that no date or figure
typed into it is changed.

Written by hand because the same rows must make the same bytes: no clock, no name of a program.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from discrepancy.exchange.sheets.cells import address, defused
from discrepancy.exchange.writing.rows import LONGEST, Row, table

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WIDTHS = (16, 40, 30, 20, 20, 60, 20, 10, 14, 30, 14, 30)
# In a workbook `_x000D_` means the character of that number, so an underscore that begins such words is
# written as one.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="claims" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Format 1 is Text (49), 2 the same in bold for the headings.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
    '<xf numFmtId="49" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class TooLong(ValueError):
    """A cell that a workbook cannot hold."""


def write(rows: Iterable[Row]) -> bytes:
    """The rows as a workbook. Raises TooLong."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (*_PARTS.items(), ("xl/worksheets/sheet1.xml", "".join(_sheet(rows)))):
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, (_HEAD + text).encode())
    return stream.getvalue()


def _sheet(rows: Iterable[Row]) -> Iterator[str]:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><cols>'
    for number, width in enumerate(_WIDTHS, 1):
        yield f'<col min="{number}" max="{number}" width="{width}" style="1" customWidth="1"/>'
    yield "</cols><sheetData>"
    for number, row in enumerate(table(rows), 1):
        yield _row(number, row, 2 if number == 1 else 1)
    yield "</sheetData></worksheet>"


def _row(number: int, row: Iterable[str], style: int) -> str:
    cells = [
        _cell(address(number, column), defused(text), style) for column, text in enumerate(row, 1) if text
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(name: str, text: str, style: int) -> str:
    if len(text.encode("utf-16-le")) > 2 * LONGEST:
        raise TooLong(
            f"cell {name} would hold {len(text):,} characters; a workbook holds {LONGEST:,} in a cell: export csv"
        )
    said = escape(_CODED.sub("_x005F_", text), {"\r": "_x000D_"})
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
