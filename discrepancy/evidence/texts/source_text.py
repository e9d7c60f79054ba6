"""The text of a source: found by its name, read, and compared with the hash that the dossier pins.

A text is looked for by its name in the folders given (`--texts`, else the environment), then beside the
dossier. The hash is SHA-256 of the decoded text as UTF-8 with `\\n` line ends and no byte order mark, so that
a checkout on another system does not change it; of a PDF, of its bytes, since what is read out of one may
change with the reader.
"""

from __future__ import annotations

import hashlib
import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, product
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from discrepancy.evidence.texts import plain
from discrepancy.evidence.texts.extracted_text import ExtractedText, UnreadableText
from discrepancy.evidence.texts.normalise import NormalText, normalise
from discrepancy.evidence.texts.word_places import WordPlaces
from discrepancy.model.source import Source
from discrepancy.system.accessed_files import note_file, note_missing, note_path
from discrepancy.system.regular_files import POINTER, read_regular_file

KINDS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
}
_PINNED = re.compile(r"(?:sha256:)?([0-9a-f]{4,64})", re.I).fullmatch


class SourceText:
    """The text of one source: its characters, where its pages and lines begin, and whether it is the text
    that the dossier pins. Places are offsets in characters.
    """

    def __init__(self, file: str, extracted: ExtractedText, sha256: str, pinned: str) -> None:
        self.file = file
        self.text, self.pages = extracted
        self.sha256 = sha256
        self.pinned = pinned

    @property
    def changed(self) -> bool:
        """Whether the dossier pins another text than this."""
        return bool(self.pinned) and not self.sha256.startswith(self.pinned)

    @cached_property
    def normal(self) -> NormalText:
        """The text in the form in which quotes are compared."""
        return normalise(self.text)

    @cached_property
    def normal_hyphenated(self) -> NormalText:
        """The text in the same form, but with the hyphens at line ends kept."""
        return normalise(self.text, dehyphenate=False) if self.normal.joined else self.normal

    @cached_property
    def places(self) -> WordPlaces:
        """Where words stand in the text in normal form."""
        return WordPlaces(self.normal.text)

    @cached_property
    def _starts(self) -> array[int]:
        """Where each line begins."""
        return array("L", accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))

    def span_of_lines(self, first: int, last: int) -> tuple[int, int] | None:
        """The span of the lines from `first` to `last` of the whole text, counted from 1; None where it has
        fewer.
        """
        if last >= len(self._starts):
            return None
        return self._starts[first - 1], min(self._starts[last], len(self.text))

    def line(self, offset: int) -> int:
        """The line of a place, counted from 1, on its page where the text has pages."""
        begin = self.pages[self.page(offset) - 1] if self.pages else 0
        return bisect_right(self._starts, offset) - bisect_right(self._starts, begin) + 1

    def page(self, offset: int) -> int:
        """The page of a place, counted from 1; 0 where there are no pages."""
        return bisect_right(self.pages, offset)

    def place(self, offset: int) -> str:
        """A place in words: `line 12`, or `page 3, line 12`."""
        line = f"line {self.line(offset)}"
        return f"page {self.page(offset)}, {line}" if self.pages else line


def open_source_text(beside: str, source: Source, where: Sequence[str] = ()) -> SourceText | str:
    """The text of `source`, or a sentence that says why there is none.

    It is looked for in the folders `where`, then in `beside`, the folder of the dossier. A text that the
    source pins is preferred to one that it does not.
    """
    name, pin = source.text_file.replace("\\", "/"), source.text_sha256
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return f'"{name}" leads out of the folders of texts'
    pinned = _PINNED(pin)
    if pin and pinned is None:
        return f'the hash "{pin}" is not one: at least four of its hex digits are needed'
    first, trouble = None, ""
    # A file system may keep a name in another normal form than the dossier does.
    named = dict.fromkeys(PurePosixPath(normalize(form, name)) for form in ("NFC", "NFD"))
    for folder, path in product((*where, beside), named):
        found = _opened(Path(folder), path, pinned[1].lower() if pinned else "")
        if isinstance(found, SourceText) and not found.changed:
            return found
        if isinstance(found, SourceText):
            first = first or found
        else:
            trouble = trouble or found
    return first or trouble or f'there is no "{name}" in the folders of texts or beside the dossier'


def _opened(folder: Path, name: PurePosixPath, pinned: str) -> SourceText | str:
    """The text in `folder` called `name`, why it cannot be read, or "" where there is none."""
    path = folder / name
    try:
        if not os.path.lexists(path):
            note_missing(path)
            return ""
        if not path.resolve().is_relative_to(folder.resolve()):
            note_path(path)
            return f"{name} is a link that leads out of its folder"
        data = read_regular_file(path)
        if isinstance(data, str):
            note_path(path)
            return f"{name} is {data}"
        note_file(path, data)
        extracted, sha256 = _read(data, path.suffix.lower())
    except (OSError, RuntimeError, UnreadableText, ValueError) as error:
        note_path(path)
        return f"{name} cannot be read: {getattr(error, 'strerror', None) or error}"
    return SourceText(name.as_posix(), extracted, sha256, pinned)


def _read(data: bytes, suffix: str) -> tuple[ExtractedText, str]:
    if data.startswith(POINTER):
        raise UnreadableText("only a pointer to it is here; git lfs pull fetches it")
    kind = "pdf" if data.startswith(b"%PDF-") else KINDS.get(suffix, "plain")
    if kind == "plain":
        extracted = plain.read(data)
        return extracted, _hash(extracted.text.encode())
    from discrepancy.evidence.texts.extraction import extract

    return extract(kind, data), _hash(data if kind == "pdf" else _as_text(data))


def _as_text(data: bytes) -> bytes:
    """The bytes that are hashed of a text with markup: decoded and with `\\n` where they can be, else as they
    are.
    """
    try:
        return plain.decoded(data).encode()
    except UnreadableText:
        return data


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
