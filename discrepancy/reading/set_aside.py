"""Reads `set_aside`: the passages of a source's text that need no claim, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discrepancy.model.source import Aside
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.yaml_nodes import Node

_LINES = re.compile(r"(?P<first>[1-9]\d{0,8})(?:\s*[-–]\s*(?P<last>[1-9]\d{0,8}))?\Z")


def passages_set_aside(check: FieldChecker, node: Node | None) -> tuple[Aside, ...]:
    """The passages set aside; those that are not given as they should be are reported and left out."""
    return tuple(_asides(check, node))


def _asides(check: FieldChecker, node: Node | None) -> Iterator[Aside]:
    for item in check.items(node, "set_aside"):
        fields = check.fields(item, "aside", "a passage set aside")
        if not fields:
            continue
        reason, quote = check.words(fields.get("reason"), "reason"), check.words(fields.get("quote"), "quote")
        at, lines = check.text(fields.get("at"), "at", cut=True), check.text(fields.get("lines"), "lines")
        if "quote" in fields and "lines" in fields:
            check.report(
                "E041", fields["lines"], "a passage with a quote and lines", lines, "keep one of them"
            )
        elif not ("quote" in fields or "lines" in fields):
            check.report(
                "E041", item, "a passage without quote and lines", expect="quote: the words, or lines: 80-87"
            )
        elif reason and (quote or lines):
            yield from _aside(check, Aside(reason, check.mark(item), quote, at), lines, fields.get("lines"))


def _aside(check: FieldChecker, aside: Aside, lines: str, node: Node | None) -> Iterator[Aside]:
    if node is None:
        yield aside
        return
    found = _LINES.match(lines)
    first, last = (int(found["first"]), int(found["last"] or found["first"])) if found else (0, 0)
    if not 0 < first <= last:
        check.report("E041", node, "not lines of a text", lines, "write 7, or 80-87")
        return
    yield aside._replace(lines=(first, last))
