"""The exit codes, and the error that ends a command."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

FINE, FOUND, UNREADABLE = 0, 1, 2


class CommandError(click.ClickException):
    """A command cannot go on. Printed by `main` as `error: MESSAGE` on standard error; the exit code is 2."""

    exit_code = UNREADABLE

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints the message, with no character in it that could steer a terminal."""
        from discrepancy.system.display import printable

        stream = file or sys.stderr
        stream.write(f"error: {printable(self.message)}\n")
        stream.flush()
