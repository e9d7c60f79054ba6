"""Lines that look like claims or fields and stand inside a text of several lines, of which YAML says nothing:
a line above them was deleted, or they are indented too far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from discrepancy.model.problem import Problem, problem
from discrepancy.reading.forms import CLAIM, FORMS
from discrepancy.reading.page import Page

# The line on which a text of several lines begins: words below a > or |, or words whose quotation mark is
# closed on a later line.
_BEGINS = re.compile(
    r"""[:-][ ]+(?:(?P<block>[>|][-+0-9]*)[ \t]*(?:[ ]\#[^\n]*)?\r?
    |  "(?P<double>(?:[^"\\\n]|\\[^\n])*)\\?
    |  '(?P<single>(?:[^'\n]|'')*))$""",
    re.M | re.X,
)
_KEY = re.compile(r"(?P<indent> *(?:- +)*)(?P<key>[^\s#\"'>|-][^\n:]*)?")
_CLOSES = {'"': re.compile(r'(?:[^"\\]|\\.)*"', re.S), "'": re.compile(r"(?:[^']|'')*'")}
_QUESTION = re.compile(
    r"""[ \t]*(?:-[ ]+)?["']?(?P<about>[^\s.:\[\]{}"'#,]+)\.(?P<property>[^\s.:\[\]{}"'#,]+)"""
    r"""(?:\[[^\]\n]*\])?["']?:(?=\s|$)"""
)
_FIELD = re.compile(r"[ \t]*(?:-[ ]+)?(?P<name>[a-z_]+):(?=\s|$)")
# Names of fields that are words of prose too, where a line was broken: "as he / says: so it was".
_IN_PROSE = frozenset(("about", "at", "because", "for", "law", "name", "not", "said", "says", "text", "to"))
_FLAG = re.compile(r"\s*(?:-\s+)?one:\s+(?:true|false)\b")
_IN_CLAIMS = frozenset(one.name for one in CLAIM) | {"claims"}
_FIELDS = {form: frozenset(one.name for one in fields) for form, fields in FORMS.items()}
_IN_DOSSIERS = frozenset().union(
    *(names for form, names in _FIELDS.items() if form not in ("source", "review", "claim"))
)


class _LongText(NamedTuple):
    """A text of several lines: the name of its field, how far that is indented, and where its further lines
    begin and end.
    """

    key: str
    indent: int
    start: int
    end: int


def swallowed_lines(page: Page, form: str, named: Callable[[str, str], bool]) -> Iterator[Problem]:
    """A warning for each text of a page that holds what looks like claims or fields, at the first such line.
    `form` is that of the page; `named` says whether an entity and a property are such that a claim may be of
    them.
    """
    for text in _texts(page.text):
        found = [
            (at, line, what)
            for at, line in _lines(page.text, text)
            if (what := _looks_like(line, form, text, named))
        ]
        if not found:
            continue
        at, line, what = found[0]
        more = f", and {len(found) - 1:,} more such lines" if len(found) > 1 else ""
        field = text.key or "a text"
        said = f"what looks like {what} stands inside the words of {field}{more}"
        remedy = (
            "put back the line above it that is missing, such as claims:, or line it up with its field;"
            " words that are meant so fit on one line in quotation marks"
        )
        place = page.mark(at + len(line) - len(line.lstrip()))
        yield replace(problem("E066", place, said, line.strip(), remedy), warning=True)


def _texts(text: str) -> Iterator[_LongText]:
    """The texts of several lines that a page holds, in order."""
    at = 0
    while (begins := _BEGINS.search(text, at)) is not None:
        at = begins.end() + 1
        key = _KEY.match(text, text.rfind("\n", 0, begins.start()) + 1, begins.start() + 1)
        if key is None or key.end() < begins.start():
            continue  # in a comment, or in the middle of words
        begin = key["indent"]
        indent = len(begin) if key["key"] else len(begin) - len(begin.lstrip(" "))
        if begins["block"]:
            end = _end_of_block(text, at, indent)
        else:
            mark = '"' if begins["double"] is not None else "'"
            closes = _CLOSES[mark].match(text, begins.start("double" if mark == '"' else "single"))
            end = closes.end() if closes else at
        if end > at:
            yield _LongText((key["key"] or "").strip(), indent, at, end)
            at = end


def _end_of_block(text: str, at: int, indent: int) -> int:
    """Where the words below a > or | end: at the first line that is not indented further than its field."""
    while at < len(text):
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        line = text[at:line_end]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            return at
        at = line_end + 1
    return len(text)


def _lines(text: str, of: _LongText) -> Iterator[tuple[int, str]]:
    """The further lines of a text, each with its place."""
    at = of.start
    for line in text[of.start : of.end].splitlines(keepends=True):
        yield at, line.rstrip("\r\n")
        at += len(line)


def _looks_like(line: str, form: str, text: _LongText, named: Callable[[str, str], bool]) -> str:
    """What a line looks like, in words; nothing if it is like any other."""
    if ":" not in line:
        return ""
    if (asked := _QUESTION.match(line)) and named(asked["about"], asked["property"]):
        return "a claim"
    if not (field := _FIELD.match(line)) or field["name"] in _IN_PROSE:
        return ""
    if field["name"] == "one" and not _FLAG.match(line):
        return ""
    if form == "source":
        names = _IN_CLAIMS if text.indent else _IN_CLAIMS | _FIELDS["source"]
    else:
        names = _IN_DOSSIERS if form == "dossier" else _FIELDS.get(form, frozenset())
    return f"the field {field['name']}" if field["name"] in names else ""
