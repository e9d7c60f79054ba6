"""Plain text: UTF-8, or UTF-16 that says so by its byte order mark. Line ends of every kind become `\\n`."""

from __future__ import annotations

from discrepancy.evidence.texts.extracted_text import ExtractedText, UnreadableText

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "save it as UTF-8"


def read(data: bytes) -> ExtractedText:
    """The text that `data` holds. Raises UnreadableText."""
    return ExtractedText(decoded(data))


def decoded(data: bytes) -> str:
    """The characters that `data` holds, with `\\n` for every line end. Raises UnreadableText for bytes that
    are no text.
    """
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise UnreadableText("the file is UTF-32", _SAVE)
    try:
        text = (
            data.decode("utf-16")
            if data.startswith(_UTF16)
            else data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        )
    except UnicodeDecodeError as error:
        if b"\0" in data[:4096] and not data.startswith(_UTF16):
            raise UnreadableText(
                "a binary file, not a text", "give a text, Markdown, HTML or PDF file"
            ) from None
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableText(
            f"byte 0x{data[error.start]:02X} in line {line} is not {error.encoding.upper()}", _SAVE
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableText(f"a NUL character in line {line}: a binary file, not a text", _SAVE)
    return text.replace("\r\n", "\n").replace("\r", "\n")
