"""Where a locator points in a text, as far as the text shows it: a page, a line, a section, a paragraph, a
footnote.

Used only to tell one of several passages from the others, so a locator that cannot be followed costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from discrepancy.evidence.texts.source_text import SourceText

Span = tuple[int, int]

_LINES = re.compile(r"\b(?:lines?|ll?\.)\s*(\d+)(?:\s*[-–]\s*(\d+))?", re.I)
_PAGES = re.compile(r"\b(?:pages?|pp?\.)\s*(\d+)(?:\s*[-–]\s*(\d+))?", re.I)
_PARAGRAPHS = re.compile(r"(?:¶|\bpara(?:graph)?s?\.?)\s*(\d+)(?:\s*[-–]\s*(\d+))?", re.I)
_NOTES = re.compile(r"\b(?:foot|end)?(?:note|n\.)\s*(\d+)", re.I)
_SECTION = re.compile(r"(?:§|\bsection|\bch(?:apter)?\.?)\s*(\d+)", re.I)
_HEADING = re.compile(
    r"[ \t]*(?:#{1,6}\s+(?P<marked>.*?)\s*#*|={1,6}\s*(?P<wiki>.*?)\s*=+|"
    r"(?P<number>\d{1,2})\.?\s+(?P<numbered>\S.*))[ \t]*"
)
_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
# A footnote's mark as print and its misreadings give it: 12, iv, iit, *.
_NOTE_MARK = re.compile(r"\s*(?:\d{1,3}|[ivxl]{1,5}t?|[*†‡])[.)\]]?\s+[A-ZÀ-Þ]")


def located_spans(at: str, text: SourceText) -> Iterator[Span]:
    """The spans of `text` that the locator `at` ("p. 12", "line 3", "Early life, ¶ 2") may mean, narrowest
    first; none where it cannot be followed.
    """
    if match := _LINES.search(at):
        yield _lines(text, int(match[1]), int(match[2] or match[1]), _page(at, text))
    page = _page(at, text)
    if page is not None:
        yield page
    section = _section(at, text.text)
    if section is None:
        return
    if match := _NOTES.search(at):
        notes = [
            block
            for block in _blocks(text.text, section, single=False)
            if _NOTE_MARK.match(text.text, block[0])
        ]
        yield from notes[int(match[1]) - 1 : int(match[1])]
    if match := _PARAGRAPHS.search(at):
        first, last = int(match[1]), int(match[2] or match[1])
        for single in (True, False):
            blocks = list(_blocks(text.text, section, single))[first - 1 : last]
            if blocks:
                yield blocks[0][0], blocks[-1][1]
    yield section


def _page(at: str, text: SourceText) -> Span | None:
    match = _PAGES.search(at)
    if match is None or not text.pages:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= len(text.pages):
        return None
    return text.pages[first - 1], text.pages[last] if first <= last < len(text.pages) else len(text.text)


def _lines(text: SourceText, first: int, last: int, within: Span | None) -> Span:
    begin, end = within or (0, len(text.text))
    lines = text.text[begin:end].split("\n")  # as an editor counts them: a form feed begins no line
    start = begin + sum(len(line) + 1 for line in lines[: first - 1])
    return start, start + sum(len(line) + 1 for line in lines[first - 1 : last])


def _section(at: str, text: str) -> Span | None:
    """The section that the locator names, or the whole text where it names none; None where no such heading
    stands in the text.
    """
    names = [part.strip(" .,;") for part in re.split(r",\s+(?=\S)", _bare(at))]
    begin, end = 0, len(text)
    if number := _SECTION.search(at):
        names.insert(0, number[0])
    elif names and names[0].casefold() in ("lead", "introduction", "opening"):
        first = next(_headings(text), None)
        return (0, first[0]) if first else (begin, end)
    for name in filter(None, names):
        found = _heading(name, text, begin)
        if found is None:
            return None if not number else (begin, end)
        begin = found[1]
        end = next((start for start, _, _ in _headings(text, begin) if start > begin), len(text))
    return begin, end


def _bare(at: str) -> str:
    for pattern in (_LINES, _PAGES, _PARAGRAPHS, _NOTES, _SECTION):
        at = pattern.sub("", at)
    return at


def _headings(text: str, begin: int = 0) -> Iterator[tuple[int, int, str]]:
    for line in re.finditer(r"(?m)^[^\n]{1,200}$", text[begin:]):
        match = _HEADING.fullmatch(line[0])
        if match:
            yield (
                begin + line.start(),
                begin + line.end(),
                match["marked"] or match["wiki"] or match["numbered"] or "",
            )


def _heading(name: str, text: str, begin: int) -> Span | None:
    """The heading called `name` at or after `begin`: marked as one, or a line of its own."""
    number = _SECTION.fullmatch(name)
    if number:
        found = re.compile(rf"(?m)^[ \t]*(?:§\s*)?{int(number[1])}\.?[ \t]+\S[^\n]*$").search(text, begin)
        return found.span() if found else None
    for start, end, called in _headings(text, begin):
        if called.casefold() == name.casefold():
            return start, end
    found = re.compile(rf"(?mi)^[ \t]*{re.escape(name)}[ \t]*:?[ \t]*$").search(text, begin)
    return found.span() if found else None


def _blocks(text: str, within: Span, single: bool) -> Iterator[Span]:
    """The paragraphs of a stretch: each line with words, or what blank lines set apart."""
    pattern = re.compile(r"[^\n]*\S[^\n]*") if single else _BLOCK
    for found in pattern.finditer(text, *within):
        yield found.span()
