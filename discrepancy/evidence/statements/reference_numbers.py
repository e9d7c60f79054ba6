"""The figures in a text that only refer and state nothing: numbers of sections, notes and issues, shelf marks
and addresses.
"""

from __future__ import annotations

import re

_TOKEN_REACH = 120
# A number that opens a line and is followed by a full stop or bracket and a capital, at the head of a
# paragraph.
_SECTION = re.compile(r"(?:\A|\n[ \t]*\n|\n)[ \t]*\Z")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*\Z")
_AFTER_SECTION = re.compile(r"(?:\.\d{1,3})*[.)]?[ \t]+[“\"'(]?[^\W\d_a-z]")
_PARAGRAPH = re.compile(r"\n[ \t]*\n[ \t]*\Z")
_ENDS = '.!?:;”")]='
_DOTTED = re.compile(r"(?:\.\d{1,3})*[.)][ \t]")
_AFTER_NOTE = re.compile(r"(?:\s*[,–-]\s*\d{1,3})*\]")
# With a capital where the word also stands in running text: "the figure 40,000", "at issue".
_LABEL = re.compile(
    r"\b(?:ISSN(?:-L)?|ISBN(?:-1[03])?|DOI|doi|PMID|OCLC|ID|Issue|Tel|Fax|Plate|Figure|Fig|Table|Appendix|"
    r"Annex|[Ff]ootnotes?|[Ee]ndnotes?)\.?\s*[:#]?\s?\Z"
)
_PART_OF = re.compile(r"[\d-]{0,13}\Z")
_ADDRESS = re.compile(r"://|www\.|@|\b10\.\d{4,9}/")
_MARK = re.compile(r"(?=[^\s]*[^\W\d_])(?=[^\s]*\d)[^\s]*/[^\s]*\Z")
_SPACE = re.compile(r"\s")


def reference_number(text: str, start: int, end: int) -> str:
    """What the figure from `start` to `end` numbers, in words ("the number of a note"); "" where it states
    something.
    """
    before, after = text[max(start - 40, 0) : start], text[end : end + 40]
    said = text[start:end]
    if (
        _NUMBER.match(said)
        and _SECTION.search(before if start > 40 else "\n" + before)
        and _opens(before, said, after)
    ):
        return "the number of a section or an item"
    if said.isdigit() and len(said) <= 3 and before.endswith("[") and _AFTER_NOTE.match(after):
        return "the number of a note"
    token = _token(text, start, end)
    if _ADDRESS.search(token):
        return "part of an address"
    if _MARK.match(token):
        return "part of a mark"
    if said[:1].isdigit() and _LABEL.search(_PART_OF.sub("", before)):
        return "an identifying number"
    return ""


def _opens(before: str, said: str, after: str) -> bool:
    """Whether a number that begins a line numbers what follows: "2. It is", and at the head of a paragraph "2
    The". After a line that ends within a sentence it ends that sentence.
    """
    if before.strip() and not _PARAGRAPH.search(before) and before.rstrip()[-1] not in _ENDS:
        return False
    head = not before.strip(" \t") or before.rstrip(" \t").endswith("\n\n")
    return bool(_AFTER_SECTION.match(after)) and (head or "." in said or bool(_DOTTED.match(after)))


def _token(text: str, start: int, end: int) -> str:
    """What stands around a figure without a space in it."""
    low, high = max(start - _TOKEN_REACH, 0), min(end + _TOKEN_REACH, len(text))
    before = text[low:start]
    left = next((i + 1 for i in range(len(before) - 1, -1, -1) if before[i].isspace()), 0)
    space = _SPACE.search(text, end, high)
    return text[low + left : space.start() if space else high]
