"""What is printed: results to standard output, notes to standard error, as `--quiet` and `--verbose` say."""

from __future__ import annotations

import sys

import click


def say(text: str, error: bool = False) -> None:
    """Writes text to standard output, or to standard error."""
    stream = sys.stderr if error else sys.stdout
    stream.write(text)
    stream.flush()


def note(text: str) -> None:
    """Writes a line to standard error, unless `--quiet` was given."""
    if not flag_given("quiet"):
        say(text + "\n", error=True)


def flag_given(name: str) -> bool:
    """Whether the flag `verbose` or `quiet` was given, before the command or after it."""
    return bool(click.get_current_context().meta.get(name))
