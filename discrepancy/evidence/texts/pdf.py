"""The text layer of a PDF, page by page, by pypdf (BSD-3-Clause). It runs in a process of its own, which
bounds its time and memory: see `extraction.py`.
"""

from __future__ import annotations

import logging
from io import BytesIO

from discrepancy.evidence.texts.extracted_text import (
    MOST_CHARACTERS,
    MOST_PAGES,
    ExtractedText,
    UnreadableText,
)
from discrepancy.system.sandbox import ForbiddenEvent

MOST_OBJECTS = 500_000


def read(data: bytes) -> ExtractedText:
    """The text of the document in `data`. Raises UnreadableText."""
    try:
        text, starts = _pages(data)
    except (UnreadableText, MemoryError, ForbiddenEvent):
        raise
    except Exception as error:
        # Whatever a broken file makes of pypdf, to the reader of a message the file is broken.
        why = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        raise UnreadableText(f"not a PDF that can be read ({why})") from error
    if not text.strip():
        raise UnreadableText(
            "the PDF has no text layer, only pictures of pages",
            "run text recognition (OCR) over it, or give a transcript",
        )
    return ExtractedText(text, starts)


def _pages(data: bytes) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, and where each begins in it."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it forgives is no news
    document = PdfReader(BytesIO(data), strict=False)
    if document.is_encrypted:
        raise UnreadableText("the PDF is locked by a password", "save a copy that is not")
    objects = sum(map(len, document.xref.values())) + len(document.xref_objStm)
    pages = len(document.pages)
    if objects > MOST_OBJECTS or pages > MOST_PAGES:
        raise UnreadableText(
            f"a PDF of {pages:,} pages and {objects:,} objects",
            f"at most {MOST_PAGES:,} and {MOST_OBJECTS:,}",
        )
    parts, starts, size = [], [], 0
    for page in document.pages:
        said = page.extract_text().replace("\0", "").replace("\r\n", "\n").replace("\r", "\n") + "\n"
        starts.append(size)
        parts.append(said)
        size += len(said)
        if size > MOST_CHARACTERS:
            raise UnreadableText(f"more than {MOST_CHARACTERS:,} characters of text")
    return "".join(parts), tuple(starts)
