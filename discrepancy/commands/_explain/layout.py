"""Text laid out for a terminal of 100 columns: wrapped lines, two columns, refilled docstrings."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


WIDTH = 100


_NEW_LINE = re.compile(r"- |[A-Z][\w ]*: ")  # what never continues the line above it


_COLUMNS = re.compile(r"\S {2,}\S")


def wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def two_columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Two columns, the second wrapped beside the first."""
    listed = list(rows)
    width = min(max((len(left) for left, _ in listed), default=0), 40)
    return [
        line
        for left, right in listed
        for line in wrapped(f"{left:<{width}}  {right}".rstrip(), "  ", " " * (width + 4))
    ]


def first_paragraph(doc: str) -> str:
    return " ".join(doc.split("\n\n", 1)[0].split())


def refilled(doc: str) -> str:
    """A docstring with its prose filled to the width; samples and tables keep their lines."""
    lines: list[str] = []
    for line in doc.splitlines():
        before = lines[-1] if lines else ""
        indented = len(line) - len(line.lstrip())
        runs_on = len(before) > 70 and indented == len(before) - len(before.lstrip())
        if (
            runs_on
            and line.strip()
            and not _NEW_LINE.match(line.strip())
            and not (_COLUMNS.search(before) or _COLUMNS.search(line))
        ):
            lines[-1] = f"{before} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(part for line in lines for part in _fitted(line))


def _fitted(line: str) -> list[str]:
    if len(line) <= WIDTH:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    column = _COLUMNS.search(line)
    rest = " " * (column.end() - 1) if column else indent
    if column:  # textwrap would keep the gap only as part of the indent
        head = line[: column.end() - 1]
        return wrapped(line[column.end() - 1 :], head, rest)
    return wrapped(line.strip(), indent, rest)
