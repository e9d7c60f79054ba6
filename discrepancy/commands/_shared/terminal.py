"""What is printed: results to standard output, notes to standard error, as `--quiet` and `--verbose` say."""

from __future__ import annotations

import sys

import click


def say(text: str, error: bool = False, exact: bool = False) -> None:
    """Writes text to standard output, or to standard error, with nothing in it that steers a terminal or a
    host of CI; `exact` text, which is that already or is data, as it is.
    """
    from discrepancy.system.display import harmless

    stream = sys.stderr if error else sys.stdout
    stream.write(text if exact else harmless(text))
    stream.flush()


def note(text: str) -> None:
    """Writes a line to standard error, unless `--quiet` was given."""
    from discrepancy.system.display import shown_name

    if not flag_given("quiet"):
        say(shown_name(text) + "\n", error=True)


def flag_given(name: str) -> bool:
    """Whether the flag `verbose` or `quiet` was given, before the command or after it."""
    return bool(click.get_current_context().meta.get(name))
