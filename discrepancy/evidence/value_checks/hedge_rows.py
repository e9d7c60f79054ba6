"""The hedges of a value, by the rows of the tables of conventions."""

from __future__ import annotations

from discrepancy.values.base import Value

# The rows of the tables of conventions that are hedges, and what they are called.
HEDGES = {
    "over": "over", "at-least": "at least", "up-to": "up to", "at-most": "at most", "under": "under",
    "nearly": "nearly", "before": "before", "by": "by", "after": "after", "not-before": "not before",
    "about": "about", "unvouched": "possibly",
}  # fmt: skip


def hedges_of(value: Value | None) -> set[str]:
    """The hedges of a value, by the rows of the tables of conventions."""
    if value is None:
        return set()
    found = {row for row in value.rows if row in HEDGES and row != "about"}
    return found | ({"about"} if value.approximate else set()) | ({"unvouched"} if value.uncertain else set())
