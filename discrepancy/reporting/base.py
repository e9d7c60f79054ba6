"""Reporters: a run in, text out, one file per format in `formats/`. They compute nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discrepancy.findings.run import Run

Report = Callable[["Run"], str]


def formats() -> tuple[str, ...]:
    """The names of the formats there are."""
    folder = Path(__file__).parent / "formats"
    return tuple(sorted(module.name for module in iter_modules([str(folder)])))


def reporter(name: str) -> Report:
    """The reporter of a format. Raises KeyError for a name that is none."""
    if name not in formats():
        raise KeyError(name)
    found: Report = import_module(f"discrepancy.reporting.formats.{name}").report
    return found
