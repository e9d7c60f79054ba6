"""Sheets made by hand for the tests of reading them: CSV in odd dress, workbooks honest and hostile."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl

HEAD = ("source", "question", "value", "at")
ROW = ("corve", "battle.date", "1204", "p. 1")
OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
SPACES = f'{OFFICE} xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(*rows: tuple[Any, ...], sheets: tuple[str, ...] = ("claims",)) -> bytes:
    """An .xlsx file made by openpyxl; the rows stand in its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        book.create_sheet(name)
    for row in rows:
        book[sheets[0]].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def altered(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """A workbook with words of one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {one.filename: package.read(one) for one in package.infolist()}
    text = parts[part].decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    parts[part] = text.encode()
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def ods(*rows: tuple[str, ...], head: str = "", raw: str = "") -> bytes:
    """An .ods file with a table of texts, and below it `raw` rows; `head` stands before its root."""
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    table = f'<table:table table:name="claims">{lines}{raw}</table:table>'
    content = f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {SPACES}><office:body><office:spreadsheet>{table}'
    content += "</office:spreadsheet></office:body></office:document-content>"
    entry = '<manifest:file-entry manifest:full-path="/" manifest:media-type="' + KIND + '"/>'
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entry}</manifest:manifest>'
    return packed(
        {
            "mimetype": KIND.encode(),
            "content.xml": content.encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'
