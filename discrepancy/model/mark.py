"""Where something stands: file, line and column, all as a person counts them (from 1)."""

from __future__ import annotations

from typing import NamedTuple

from discrepancy.system.display import shown_name


class Mark(NamedTuple):
    """A place in a file that a person wrote.

    `file` is a path with `/`, relative to where the command ran where possible; `line` and `column` count
    from 1.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{shown_name(self.file)}:{self.line}:{self.column}"
