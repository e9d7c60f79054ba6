"""The help pages of commands/help."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


@lru_cache(maxsize=1)
def help_pages() -> tuple[str, ...]:
    """The names of the help pages, in order of the alphabet."""
    folder = files("discrepancy").joinpath("commands/help")
    return tuple(
        sorted(item.name.removesuffix(".md") for item in folder.iterdir() if item.name.endswith(".md"))
    )


def help_page(name: str) -> str:
    """The text of a help page."""
    return files("discrepancy").joinpath("commands/help", f"{name}.md").read_text("utf-8")
