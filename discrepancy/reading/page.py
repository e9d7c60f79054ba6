"""A file as text with places: opened with care, decoded, checked for characters that do not belong in any
text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.system.accessed_files import note_file, note_path
from discrepancy.system.regular_files import LARGEST_FILE, read_regular_file

_BREAK = re.compile(r"\r\n|\n|\r")
# NEL, LS and PS are line breaks to YAML and to no editor, so a text that holds one would be cut where nobody
# sees it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ASCII = bytes(range(128))
_ASCII_CONTROL = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r")
INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_MOST_REPORTED = 20
# In the first lines the place is counted out; most files are asked for no other.
_NEAR = 1000


class Page:
    """The text of one file. `mark` turns an index into file, line and column; `suspicious` says that
    invisible characters stand in it.
    """

    __slots__ = ("_starts", "file", "lost", "suspicious", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.suspicious = not text.isascii() and INVISIBLE.search(_beyond_ascii(text.encode())) is not None
        self.lost: set[str] = (
            set()
        )  # keys of the parts that could not be read as YAML; no second error about them
        self._starts: array[int] | None = None

    def mark(self, index: int) -> Mark:
        """The place of the character at `index`."""
        if self._starts is None:
            head = self.text[:index] if index < _NEAR else "\r"
            if "\r" not in head:
                return Mark(self.file, head.count("\n") + 1, index - head.rfind("\n"))
            self._starts = _starts(self.text)
        line = bisect_right(self._starts, index)
        return Mark(self.file, line, index - self._starts[line - 1] + 1)


def _starts(text: str) -> array[int]:
    """Where each line begins."""
    if "\r" in text:
        return array("L", [0, *(found.end() for found in _BREAK.finditer(text))])
    return array("L", accumulate(map((1).__add__, map(len, text.split("\n"))), initial=0))


def _beyond_ascii(data: bytes) -> str:
    """The characters beyond ASCII, which are few in most texts and soon searched."""
    return data.translate(None, _ASCII).decode("utf-8")


def open_page(path: Path, file: str, inside: Path) -> tuple[Page | None, list[Problem]]:
    """The page at `path`, shown as `file`, or why there is none. `inside` is the real folder that it must not
    lead out of.
    """
    top = Mark(file, 1, 1)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            note_path(path)
            return None, [
                problem(
                    "E002",
                    top,
                    "a link that leads out of the dossier's folder",
                    expect="copy the file into the folder",
                )
            ]
        data = read_regular_file(path, LARGEST_FILE)
    except (OSError, RuntimeError) as error:
        note_path(path)
        return None, [
            problem("E002", top, f"cannot be read ({getattr(error, 'strerror', None) or 'a link to itself'})")
        ]
    if isinstance(data, str):
        note_path(path)
        return None, [
            problem("E002", top, data, expect="a file of a dossier is an ordinary file of at most 64 MB")
        ]
    note_file(path, data)
    return decode_page(data, file)


def decode_page(data: bytes, file: str) -> tuple[Page | None, list[Problem]]:
    """The page that `data` holds as UTF-8, with or without a byte order mark, or why there is none."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [problem("E004", Mark(file, 1, 1), "the file is UTF-16", expect="save it as UTF-8")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = Page(file, data[: error.start].decode("utf-8"))
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return None, [problem("E004", before.mark(len(before.text)), message, expect="save it as UTF-8")]
    if not text.strip():
        return None, [problem("E032", Mark(file, 1, 1), "the file is empty")]
    if len(data.translate(None, _ASCII_CONTROL)) == len(data) and (
        text.isascii() or _CONTROL.search(_beyond_ascii(data)) is None
    ):
        return Page(file, text), []
    page = Page(file, without_control(text))
    return page, _controls(page, text)


def _controls(page: Page, text: str) -> list[Problem]:
    found = []
    for hit in _CONTROL.finditer(text):
        message = f"a control character, U+{ord(hit.group()):04X}"
        found.append(problem("E005", page.mark(hit.start()), message, expect="take it out"))
        if len(found) == _MOST_REPORTED:
            break
    return found


def control_in(text: str) -> re.Match[str] | None:
    """The first control character in `text` (they can also be written as escapes inside double quotation
    marks).
    """
    return _CONTROL.search(text)


def without_control(text: str) -> str:
    """The text with a mark in place of each control character."""
    return _CONTROL.sub("\ufffd", text)
