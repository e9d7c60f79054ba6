"""The conventions: what each wording means where logic alone does not say.

The table is `conventions.yaml`; its figures are read out of its own words, so what a reader is shown
and what the program does cannot differ. A project, a source or a claim may choose a preset and set rows of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Unreadable

PRESETS = ("strict", "default", "lenient")
CELLS = ("plain", "licensed", "charitable")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
Setting = tuple[str, str, str]  # row, cell, its words
_MOST = 10**6  # no wording is stretched further than this


@dataclass(frozen=True, slots=True)
class ConventionRow:
    """One wording of the table: the three cells as words, the figures that stand in them (exact, in order),
    and the type and text of a value that is read by it ("" for a row that words no value).
    """

    name: str
    wording: str
    plain: str
    licensed: str
    charitable: str
    plain_figures: tuple[Fraction, ...]
    licensed_figures: tuple[Fraction, ...]
    charitable_figures: tuple[Fraction, ...]
    sample: tuple[str, str]


class Conventions:
    """The rows in force, by name. Immutable; equal choices give one object (see `conventions`), which hashes
    by identity.
    """

    __slots__ = ("preset", "rows", "settings", "version")

    def __init__(
        self, rows: Mapping[str, ConventionRow], version: int, preset: str, settings: tuple[Setting, ...]
    ) -> None:
        self.rows = rows
        self.version = version
        self.preset = preset
        self.settings = settings

    def __getitem__(self, name: str) -> ConventionRow:
        return self.rows[name]

    def __reduce__(self) -> tuple[Any, ...]:
        return conventions, (self.preset, self.settings)  # a choice stays one object

    def figures(self, name: str, level: str) -> tuple[Fraction, ...]:
        """The figures of row `name` in the cell `level` (plain, licensed or charitable)."""
        found: tuple[Fraction, ...] = getattr(self.rows[name], f"{level}_figures")
        return found


def _row(name: str, cells: Mapping[str, str]) -> ConventionRow:
    plain, licensed, charitable = (cells[cell] for cell in CELLS)
    kind, _, text = cells.get("sample", "").partition(" ")
    return ConventionRow(
        name,
        cells["wording"],
        plain,
        licensed,
        charitable,
        _figures(plain),
        _figures(licensed),
        _figures(charitable),
        (kind, text),
    )


def _figures(cell: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(figure) for figure in _FIGURE.findall(cell))


@lru_cache(maxsize=1)
def _table() -> Any:
    import yaml

    text = (Path(__file__).parent / "conventions.yaml").read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@lru_cache(maxsize=256)
def conventions(preset: str = "default", settings: tuple[Setting, ...] = ()) -> Conventions:
    """The table of a preset, with the cells of `settings` put in. Raises KeyError
    for an unknown preset.
    """
    table = _table()
    rows: dict[str, dict[str, str]] = {name: dict(cells) for name, cells in table["rows"].items()}
    for name, cells in ({} if preset == "default" else table["presets"][preset]).items():
        rows[name].update(cells)
    for name, cell, words in settings:
        rows[name][cell] = words
    return Conventions(
        {name: _row(name, cells) for name, cells in rows.items()}, table["version"], preset, settings
    )


def standard() -> Conventions:
    """The table as shipped, preset `default`."""
    return conventions()


def with_settings(base: Conventions, given: Mapping[str, str | Mapping[str, str]]) -> Conventions:
    """The conventions that `given` makes of `base`: `preset: strict`, and rows such as `circa_year: 3 years`
    (what the row adds as licensed) or `up_to: {charitable: "[0, 3N]"}`.

    A row's figures are replaced in order; one figure stands for all of a cell. What charity adds never falls
    below what the words allow. Raises Unreadable for a preset, row or cell that there is not, or figures that
    do not fit.
    """
    preset = given.get("preset", base.preset)
    if not isinstance(preset, str) or preset not in PRESETS:
        raise Unreadable(
            "no such preset",
            str(preset),
            did_you_mean(str(preset), PRESETS) or f"there are {', '.join(PRESETS)}",
        )
    table = conventions(preset) if preset != base.preset else base
    cells = {(name, cell): words for name, cell, words in table.settings}
    for name, said in given.items():
        if name != "preset":
            cells.update(_cells(table, name.replace("_", "-"), said))
    return conventions(preset, tuple(sorted((name, cell, words) for (name, cell), words in cells.items())))


def _cells(table: Conventions, name: str, said: str | Mapping[str, str]) -> dict[tuple[str, str], str]:
    if name not in table.rows:
        raise Unreadable(
            "no such convention", name, did_you_mean(name, table.rows) or "see the topic conventions"
        )
    row = table[name]
    cells = {"licensed": said} if isinstance(said, str) else dict(said)
    found = {}
    for cell, words in cells.items():
        if cell not in CELLS:
            raise Unreadable(
                f"{name} has no cell", cell, did_you_mean(cell, CELLS) or f"cells: {', '.join(CELLS)}"
            )
        found[cell] = _with_figures(name, getattr(row, cell), words)
    if "licensed" in found and "charitable" not in found:
        found["charitable"] = _at_least(row.charitable, _figures(found["licensed"]))
    return {(name, cell): words for cell, words in found.items()}


def _with_figures(name: str, cell: str, words: str) -> str:
    """The words of a cell with the figures of `words` put in, in order."""
    stand, given = _FIGURE.findall(cell), _FIGURE.findall(words)
    if len(given) == 1:
        given = given * len(stand)
    if (
        not stand
        or len(given) != len(stand)
        or any(len(figure) > 12 or Fraction(figure) > _MOST for figure in given)
    ):
        raise Unreadable(
            f"{name} takes {len(stand)} figures here, as in {cell}",
            words,
            "give one figure for all, or as many",
        )
    put = iter(given)
    return _FIGURE.sub(lambda _: next(put), cell)


def _at_least(cell: str, least: tuple[Fraction, ...]) -> str:
    """A charitable cell with no figure below that of the licensed one, where both have as many (± years,
    months, days, units).
    """
    if "±" not in cell or len(_FIGURE.findall(cell)) != len(least):
        return cell
    floor = iter(least)
    return _FIGURE.sub(lambda found: str(max(Fraction(found.group()), next(floor))), cell)
