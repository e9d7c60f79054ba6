"""A source file with other claims in it: what has not changed keeps its text, with comments and all."""

from __future__ import annotations

import re
from typing import NamedTuple

from discrepancy.exchange.writing import yaml
from discrepancy.exchange.writing.rows import FormRow, entry_rows
from discrepancy.exchange.writing.yaml import flow
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_nodes import List, Map, Node
from discrepancy.reading.yaml_tree import BeyondLimit, NotYaml, build_tree

_ENTRY = "  "


class Merged(NamedTuple):
    """The text of a file, and how many claims of it are as they were, are new, and are gone."""

    text: str
    kept: int
    added: int
    gone: int


class _Old(NamedTuple):
    """An entry as it stands: its rows, and its text with the comments above it."""

    rows: tuple[FormRow, ...]
    text: str


def merged(source: str, page: Page, there: Map, root: Map) -> Merged:
    """The text of `root`, a source file, with all that its old file, `there` on `page`, says the same."""
    before = [entry_rows_of(source, item) for item in _claims(there)]
    after = [row for item in _claims(root) for row in entry_rows_of(source, item)]
    known = {row for rows in before for row in rows}
    kept = sum(row in known for row in after)
    gone = sum(row not in set(after) for rows in before for row in rows)
    same_head = _head(there) == _head(root)
    if same_head and after == [row for rows in before for row in rows]:
        return Merged(page.text, kept, 0, 0)
    text = _spliced(source, page, there, root, same_head)
    if text is None or not _says(source, text, root):
        text = yaml.write(root)
    return Merged(text, kept, len(after) - kept, gone)


def entry_rows_of(source: str, item: Node) -> tuple[FormRow, ...]:
    """The rows of an entry."""
    return tuple(entry_rows(source, item))


def _claims(root: Map) -> list[Node]:
    found = next((value for key, value in root.items if key.value == "claims"), None)
    return found.items if isinstance(found, List) else []


def _head(root: Map) -> dict[str, str]:
    """What the head of a source says, field by field in any order."""
    return {
        "version": "1",
        **{key.value: flow(value) for key, value in root.items if key.value not in ("source", "claims")},
    }


def _says(source: str, text: str, root: Map) -> bool:
    """Whether the text, read again, says what it should: splicing trusts the look of a file, and this does
    not.
    """
    try:
        read = build_tree(Page("", text), text, [])
    except (BeyondLimit, NotYaml):
        return False
    if not isinstance(read, Map) or _head(read) != _head(root):
        return False
    rows = ([row for item in _claims(one) for row in entry_rows_of(source, item)] for one in (read, root))
    return next(rows) == next(rows)


def _spliced(source: str, page: Page, there: Map, root: Map, same_head: bool) -> str | None:
    """The text with the entries that are as they were in their own words; None if the file is not laid out in
    the usual way.
    """
    items = _claims(there)
    if same_head and all(key.value != "claims" for key, _ in there.items):
        return page.text.rstrip() + "\n\nclaims:\n" + "".join(map(yaml.entry_text, _claims(root)))
    starts = _starts(page.text, items)
    if starts is None or not _claims(root):
        return None
    end = _end(page.text, there)
    texts = [page.text[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    old = [_Old(entry_rows_of(source, item), text) for item, text in zip(items, texts, strict=True)]
    dash = re.search(r"^ *(?=- )", texts[0], re.M)
    head = page.text[: starts[0]] if same_head else yaml.head_text(root)
    pieces = [head, *_entries(source, old, _claims(root), dash.group() if dash else _ENTRY)]
    tail = page.text[end:]
    text = "".join(piece if piece.endswith("\n") else piece + "\n" for piece in pieces if piece) + (
        tail if same_head else ""
    )
    return text.replace("\r\n", "\n").replace("\n", "\r\n") if "\r\n" in page.text else text


def _entries(source: str, old: list[_Old], items: list[Node], indent: str) -> list[str]:
    """The texts of entries: an old one where the rows are its own, in order; else one made for each row."""
    first: dict[FormRow, list[_Old]] = {}
    for one in reversed(old):
        if one.rows:
            first.setdefault(one.rows[0], []).append(one)
    flat = [(row, item) for item in items for row in entry_rows_of(source, item)]
    pieces: list[str] = []
    place = 0
    while place < len(flat):
        row, item = flat[place]
        fitting = [
            one
            for one in first.get(row, ())
            if tuple(row for row, _ in flat[place : place + len(one.rows)]) == one.rows
        ]
        if fitting:
            chosen = max(reversed(fitting), key=lambda one: len(one.rows))
            first[row].remove(chosen)
            pieces.append(chosen.text)
            place += len(chosen.rows)
        else:
            # An entry of several rows that comes from a file is written as it was; from a sheet each row is
            # an entry.
            pieces.append(yaml.entry_text(item, indent))
            place += len(entry_rows_of(source, item))
    return pieces


def _starts(text: str, items: list[Node]) -> list[int] | None:
    """Where the text of each entry begins, comments above it included."""
    found = []
    least = 0
    for item in items:
        dash = text.rfind("-", least, item.at)
        line = text.rfind("\n", 0, dash) + 1
        if dash < 0 or text[dash + 1 : item.at].strip() or text[line:dash].strip(" "):
            return None
        found.append(_above(text, line, dash - line, least))
        least = item.at
    return found or None


def _above(text: str, line: int, indent: int, least: int) -> int:
    """Where the empty lines and comments above a line begin."""
    while line > least:
        start = text.rfind("\n", 0, line - 1) + 1
        said = text[start:line].strip()
        deep = len(text[start:line]) - len(text[start:line].lstrip(" "))
        if start < least or (said and (not said.startswith("#") or deep > indent)):
            break
        line = start
    return line


def _end(text: str, there: Map) -> int:
    """Where the claims end: at the next field, or at the end of the file."""
    keys = [key for key, _ in there.items]
    after = [key.at for key in keys if key.at > next(key.at for key in keys if key.value == "claims")]
    return text.rfind("\n", 0, min(after)) + 1 if after else len(text)
