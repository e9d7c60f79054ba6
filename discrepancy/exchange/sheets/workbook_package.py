"""Unpacks a workbook and walks its parts, which are XML; nothing in it may unfold beyond bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from discrepancy.exchange.limits import LARGEST_INSIDE, MEGABYTE, MOST_ELEMENTS, MOST_PARTS

CONTENT, WORKBOOK = "content.xml", "xl/workbook.xml"
_CHUNK = 1 << 20
_SAVE_AGAIN = "save it again as .xlsx, .ods or CSV"
_UTF_8 = ("utf-8", "utf8", "us-ascii", "ascii")


class WorkbookRefused(Exception):
    """Why the workbook is not read: a code, a message, what to do."""

    def __init__(self, code: str, message: str, expect: str = "") -> None:
        self.code, self.message, self.expect = code, message, expect
        super().__init__(message)


def damaged(error: object) -> WorkbookRefused:
    """The refusal of a workbook in which something is not as it should be."""
    return WorkbookRefused("E002", f"a damaged workbook: {error}", _SAVE_AGAIN)


def unpacked_parts(data: bytes) -> dict[str, bytes]:
    """The parts of the package, unpacked within bounds. Raises WorkbookRefused."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise WorkbookRefused(
            "E002",
            "an old workbook (.xls), or one with a password",
            "save it as .xlsx without a password, or as CSV",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _unpacked(package)
    except (WorkbookRefused, MemoryError):
        raise
    except Exception as error:
        # The unpackers of the standard library each raise errors of their own.
        raise WorkbookRefused("E002", f"not a workbook, or a damaged one: {error}", _SAVE_AGAIN) from error


def _unpacked(package: zipfile.ZipFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    seen: set[str] = set()
    size = 0
    names = package.infolist()
    if len(names) > MOST_PARTS or sum(one.file_size for one in names) > LARGEST_INSIDE:
        raise _bomb()
    for one in names:
        if one.flag_bits & 1:
            raise WorkbookRefused("E002", "a workbook with a password", "save it without one")
        # Readers differ in which of two they take, and in whether they mind the case of letters.
        name = one.filename.lstrip("/").lower()
        if name in seen:
            raise damaged(f"two parts are called {name}")
        seen.add(name)
        pieces = []
        # What a package says of its own sizes need not be true, so they are counted while it unpacks.
        with package.open(one) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > LARGEST_INSIDE:
                    raise _bomb()
                pieces.append(piece)
        if name.endswith((".xml", ".rels")):
            found[name] = b"".join(pieces)
    if CONTENT in found and WORKBOOK in found:
        raise damaged("it is an .xlsx and an .ods at once")
    return found


def _bomb() -> WorkbookRefused:
    bound = LARGEST_INSIDE // MEGABYTE
    return WorkbookRefused(
        "E009",
        f"the workbook unpacks to more than {bound} MB, or to more than {MOST_PARTS:,} parts; it is not read",
    )


def walk(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walks XML, names without their prefixes. What declares a document type is refused: only there can
    entities unfold.
    """
    parser = expat.ParserCreate()
    count = 0

    def refuse(*_: Any) -> None:
        raise WorkbookRefused(
            "E009", "the workbook declares XML entities, which no spreadsheet does; it is not read"
        )

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _UTF_8:
            raise damaged(f"a part of it is in the encoding {encoding[:40]}, not in UTF-8")

    def element(name: str, given: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise WorkbookRefused(
                "E009", f"a part of the workbook has more than {MOST_ELEMENTS:,} elements; it is not read"
            )
        start(name.rpartition(":")[2], given)

    parser.StartDoctypeDeclHandler = refuse
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = element
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise damaged("a part of it is in UTF-16, not in UTF-8")
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        if error.code == 1:
            raise MemoryError from error
        raise damaged(error) from error
    except (LookupError, ValueError) as error:
        # An encoding that nobody knows, or one that is not for text.
        raise damaged(error) from error
