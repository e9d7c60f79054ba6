"""The text of a file with markup, extracted in a child process that can be killed (`system/sandbox.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from discrepancy.evidence.texts.extracted_text import ExtractedText, UnreadableText
from discrepancy.system import sandbox

SECONDS = 60.0
MEMORY = 1024 * 1024 * 1024
KINDS = ("html", "markdown", "pdf")
_INSTEAD = "give a plain text of it"


def extract(kind: str, data: bytes, seconds: float | None = None, memory: int | None = None) -> ExtractedText:
    """The text that `data` holds in the format `kind`, one of KINDS. Raises UnreadableText, also where
    extracting it takes more than `seconds` (else SECONDS) or `memory` in bytes (else MEMORY).
    """
    limit = SECONDS if seconds is None else seconds
    try:
        answered = sandbox.run(__name__, data, [kind], limit, memory or MEMORY)
    except sandbox.OutOfTime as failed:
        raise UnreadableText(f"reading it {failed}", _INSTEAD) from None
    except sandbox.ChildFailed as failed:
        raise UnreadableText(f"its reader {failed}", _INSTEAD) from None
    if "wrong" in answered:
        raise UnreadableText(answered["wrong"])
    return ExtractedText(answered["text"], tuple(answered["pages"]))


def main() -> NoReturn:
    """The child process: the bytes of a file on standard input, its text on standard output."""
    sandbox.answer(_extracted)


def _extracted(data: bytes, arguments: Sequence[str]) -> Mapping[str, object]:
    from discrepancy.evidence.texts import html, markdown, pdf

    readers: dict[str, Callable[[bytes], ExtractedText]] = {
        "html": html.read,
        "markdown": markdown.read,
        "pdf": pdf.read,
    }
    sandbox.close_off()
    try:
        return readers[arguments[0]](data)._asdict()
    except sandbox.ForbiddenEvent as event:
        return {"wrong": f"reading it would have meant {event}"}
    except UnreadableText as error:
        return {"wrong": str(error)}
    except RecursionError:
        return {"wrong": "nested too deeply"}
