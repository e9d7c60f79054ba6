"""Report formats: each makes text of a run, and computes nothing. One file a format, in `formats/`."""

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
    """The names of all formats, sorted."""
    folder = Path(__file__).parent / "formats"
    return tuple(sorted(module.name for module in iter_modules([str(folder)])))


def report_function(name: str) -> Report:
    """The function of a format that makes text of a run. Raises KeyError for a name that is no format."""
    if name not in formats():
        raise KeyError(name)
    found: Report = import_module(f"discrepancy.reporting.formats.{name}").report
    return found
