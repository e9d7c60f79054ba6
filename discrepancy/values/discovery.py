"""Finds what a folder of the package holds: each member is one file, found by its name."""

from __future__ import annotations

from importlib.resources import files


def members(folder: str) -> tuple[str, ...]:
    """The names of the members of `discrepancy/<folder>/`, sorted. A file whose name begins with `_` is a
    member's tool, not a member.
    """
    names = (item.name for item in files("discrepancy").joinpath(folder).iterdir())
    return tuple(sorted(name[:-3] for name in names if name.endswith(".py") and not name.startswith("_")))
