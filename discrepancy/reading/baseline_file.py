"""Reads a baseline: one line for each finding that was there when a check was adopted. The command `baseline`
writes it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from discrepancy.model.problem import Problem, problem
from discrepancy.model.review import BaselineEntry
from discrepancy.reading.page import Page
from discrepancy.reading.review_file import CONTENT

BASELINE_NAME = ".discrepancy-baseline"
_LINE = re.compile(rf"(?P<dossier>\S.*?) (?P<finding>F-[0-9a-f]{{8}}) (?P<content>{CONTENT})(?: .*)?")
_SHAPE = "a line is: dossier, finding, content, rule, question; discrepancy baseline update writes it"


class BaselineLine(NamedTuple):
    """A line: which dossier it speaks of, what is known of it, and the line as written."""

    dossier: str
    known: BaselineEntry
    text: str


def renamed_line(line: BaselineLine, dossier: str) -> BaselineLine:
    """A line as it would be on `dossier`."""
    return BaselineLine(dossier, line.known, dossier + line.text.removeprefix(line.dossier))


def read_baseline(page: Page, problems: list[Problem]) -> tuple[BaselineLine, ...]:
    """The lines of a baseline; empty ones and comments are passed over, and what is no line is added to
    `problems`.
    """
    found = []
    at = 0
    for written in page.text.split("\n"):
        line = written.strip()
        if hit := _LINE.fullmatch(line):
            found.append(BaselineLine(hit["dossier"], BaselineEntry(hit["finding"], hit["content"]), line))
        elif line and not line.startswith("#"):
            problems.append(problem("E064", page.mark(at), "not a line of a baseline", line, _SHAPE))
        at += len(written) + 1
    return tuple(found)
