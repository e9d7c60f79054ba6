"""Whether a row of the conventions that a project sets still has a sense: sets that are there, and nested."""

from __future__ import annotations

from typing import Any

from discrepancy.values.base import Basis, SpanSets, read, within
from discrepancy.values.conventions import Conventions
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell


def require_sense(conventions: Conventions, name: str) -> None:
    """Raises Unreadable where the figures of row `name` leave its wording no value, or let what the words
    allow reach less far than the face value, or charity less far than the words.

    Judged on the row's sample, so every later reading by the row is of the same form.
    """
    row = conventions[name]
    kind, text = row.sample
    if not kind:
        return
    try:
        value = read(kind, parse_cell(text), Basis(conventions=conventions))
        sound = all(_is_there(value.sets(level)) for level in ("plain", "licensed", "charitable"))
        sound = sound and within(value.plain, value.licensed) and within(value.licensed, value.charitable)
    except (Unreadable, ZeroDivisionError):
        sound = False
    if not sound:
        raise Unreadable(
            f"{name} has no sense with these figures: face value {row.plain}, as worded {row.licensed}, "
            f"with charity {row.charitable}",
            name,
            "each must reach at least as far as the one before",
        )


def _is_there(found: Any) -> bool:
    """Whether a set holds anything, and no piece of it ends before it begins."""
    if isinstance(found, SpanSets):
        return _is_there(found.start) and _is_there(found.end)
    return bool(found) and all(low <= high for low, high in found)
