"""Report formats: each makes text of a run, and computes nothing. One file a format, in `formats/`."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discrepancy.findings.run import Run

_BOM = b"\xef\xbb\xbf"

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


def is_report(data: bytes, name: str) -> bool:
    """Whether a file of these bytes is one that a format wrote: most probably the one called `name`.

    A format says by what it knows its files: a pattern, `OWN`, that matches them from the beginning, and
    never what people write. One that says nothing knows none.
    """
    text = data.removeprefix(_BOM).replace(b"\r\n", b"\n")
    for one in (name, *(other for other in formats() if other != name)):
        own: re.Pattern[bytes] | None = getattr(
            import_module(f"discrepancy.reporting.formats.{one}"), "OWN", None
        )
        if own is not None and own.match(text):
            return True
    return False
