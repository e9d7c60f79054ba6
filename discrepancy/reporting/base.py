"""Reporters: a run in, text out, one file per format in `reporters/`. They compute nothing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from discrepancy.values.discovery import members

if TYPE_CHECKING:
    from discrepancy.findings.run import Run

Report = Callable[["Run"], str]


def formats() -> tuple[str, ...]:
    """The names of the formats there are."""
    return members("reporting/formats")


def reporter(name: str) -> Report:
    """The reporter of a format. Raises KeyError for a name that is none."""
    if name not in formats():
        raise KeyError(name)
    found: Report = import_module(f"discrepancy.reporting.formats.{name}").report
    return found
