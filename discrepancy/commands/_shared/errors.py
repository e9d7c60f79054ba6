"""The exit codes, and the error that ends a command."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

FINE, FOUND, UNREADABLE = 0, 1, 2


class CommandError(click.ClickException):
    """A command cannot go on. Printed by `main` as `error: MESSAGE` on standard error; the exit code is 2.

    The message is one line, whatever names stand in it. Lines that follow it are the notes of this exception
    or of the one that it was raised from (`add_note`).
    """

    exit_code = UNREADABLE

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints the message, with nothing in it that steers a terminal or a host of CI."""
        from discrepancy.system.display import harmless, shown_name

        notes = [note for one in (self, self.__cause__) for note in getattr(one, "__notes__", ())]
        stream = file or sys.stderr
        lines = (f"error: {shown_name(self.message)}", *notes)
        stream.write(harmless("".join(f"{line}\n" for line in lines)))
        stream.flush()
