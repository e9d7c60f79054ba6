"""The conventions: what each wording means where logic alone does not say.

The table is `values/conventions.yaml`; its figures are read out of its own words, so what a reader is shown and what the
program does cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# Rows that a dossier may set, with the table's row: `circa_year: 3 years` replaces what that row adds when licensed.
OVERRIDES = ("circa-year", "circa-month", "circa-day", "circa-decade", "circa-century", "about")


@dataclass(frozen=True, slots=True)
class Row:
    """One wording of the table: the three cells as words, and the figures that stand in them (exact, in order)."""

    name: str
    wording: str
    plain: str
    licensed: str
    charitable: str
    plain_figures: tuple[Fraction, ...]
    licensed_figures: tuple[Fraction, ...]
    charitable_figures: tuple[Fraction, ...]


class Conventions:
    """The rows in force, by name. Immutable; equal tables are one object (see `standard`)."""

    __slots__ = ("rows", "version")

    def __init__(self, rows: dict[str, Row], version: int) -> None:
        self.rows = rows
        self.version = version

    def __getitem__(self, name: str) -> Row:
        return self.rows[name]

    def figures(self, name: str, level: str) -> tuple[Fraction, ...]:
        """The figures of row `name` in the cell `level` (plain, licensed or charitable)."""
        found: tuple[Fraction, ...] = getattr(self.rows[name], f"{level}_figures")
        return found


def _row(name: str, cells: dict[str, str]) -> Row:
    plain, licensed, charitable = cells["plain"], cells["licensed"], cells["charitable"]
    return Row(name, cells["wording"], plain, licensed, charitable, _figures(plain), _figures(licensed), _figures(charitable))


def _figures(cell: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(figure) for figure in _FIGURE.findall(cell))


@lru_cache(maxsize=1)
def standard() -> Conventions:
    """The table as shipped, preset `default`."""
    import yaml

    text = files("discrepancy").joinpath("values/conventions.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Conventions({name: _row(name, cells) for name, cells in table["rows"].items()}, table["version"])
