"""The file of what the columns of a sheet hold: as it was, comments and all, where it says the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from discrepancy.exchange.sheets.columns import Columns, read_mapping
from discrepancy.exchange.writing.yaml import flow_scalar
from discrepancy.model.problem import Problem
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_nodes import Map, Text
from discrepancy.reading.yaml_tree import BeyondLimit, NotYaml, build_tree

_HEAD = "# How the columns of the sheet of this name are read; discrepancy import reads and writes it.\n"
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.M)
# A value on its line: in quotation marks, or up to a comment or the end.
_VALUE = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\r\n]*?(?=[ \t]+#|[ \t]*\r?$)""", re.M)


class _Edit(NamedTuple):
    """What comes in place of the text from `start` to `end`."""

    start: int
    end: int
    text: str


def mapping_text(columns: Columns, before: str = "") -> str:
    """The text of the mapping. Of the text that stood there `before`, all stays that says the same; if it is
    not laid out in the usual way, at least its comments do.
    """
    if before and _says(before, columns):
        return before
    if before and (text := _edited(before, columns)) is not None and _says(text, columns):
        return text
    comments = [line for line in _COMMENT.findall(before) if f"{line}\n" != _HEAD]
    return _HEAD + "".join(f"{line.rstrip()}\n" for line in comments) + "version: 1\n" + _parts(columns)


def _says(text: str, columns: Columns) -> bool:
    """Whether the text, read again, says what it should: editing trusts the look of a file, and this does
    not.
    """
    problems: list[Problem] = []
    found = read_mapping(text, "", problems)
    return not problems and found == columns


def _parts(columns: Columns) -> str:
    return "".join(f"{part}:\n{_lines(pairs)}" for part, pairs in _named(columns).items() if pairs)


def _named(columns: Columns) -> dict[str, Mapping[str, str]]:
    return {"columns": columns.columns, "constants": columns.constants}


def _lines(pairs: Mapping[str, str], indent: str = "  ", end: str = "\n") -> str:
    return "".join(f"{indent}{flow_scalar(key)}: {flow_scalar(value)}{end}" for key, value in pairs.items())


def _edited(before: str, columns: Columns) -> str | None:
    """The text that stood there with other values, fewer pairs and more; None where it is not laid out in the
    usual way.
    """
    try:
        root = build_tree(Page("", before), before, [])
    except (BeyondLimit, NotYaml):
        return None
    if not isinstance(root, Map) or root.flow:
        return None
    end = "\r\n" if "\r\n" in before else "\n"
    text = before if before.endswith("\n") else before + end
    there = {key.value: node for key, node in root.items}
    edits: list[_Edit] = []
    for part, pairs in _named(columns).items():
        node = there.get(part)
        if node is None:
            if pairs:
                edits.append(_Edit(len(text), len(text), f"{part}:{end}{_lines(pairs, end=end)}"))
        elif not isinstance(node, Map) or node.flow:
            return None
        else:
            edits += _edits(text, node, pairs, end)
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _edits(text: str, part: Map, pairs: Mapping[str, str], end: str) -> list[_Edit]:
    """What must change in a part, a pair a line, so that it says these pairs."""
    found: list[_Edit] = []
    left = dict(pairs)
    last, indent = 0, "  "
    for key, value in part.items:
        start, stop = text.rfind("\n", 0, key.at) + 1, text.find("\n", value.at) + 1
        last, indent = stop, text[start : key.at]
        wanted = left.pop(key.value.strip(), None)
        if wanted is None:
            found.append(_Edit(start, stop, ""))
        elif not isinstance(value, Text) or value.value.strip() != wanted:
            old = _VALUE.match(text, value.at)
            found.append(_Edit(value.at, old.end() if old else value.at, flow_scalar(wanted)))
    return [*found, _Edit(last, last, _lines(left, indent, end))] if left else found
