"""The command `export`."""

from __future__ import annotations

import sys

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import force_option, verbosity_options
from discrepancy.commands._shared.terminal import note, say
from discrepancy.commands.main import cli

EXPORTS = ("csv", "xlsx")


@cli.command()
@click.argument("kind", type=click.Choice(EXPORTS), metavar="|".join(EXPORTS))
@click.argument("path", default="claims", metavar="[PATH]")
@click.option(
    "-o", "--output", "out", metavar="FILE", help="Write here. Default: standard output (csv only)."
)
@click.option("--replace", is_flag=True, help="Write FILE anew if it is a sheet that export wrote.")
@force_option
@verbosity_options
def export(kind: str, path: str, out: str | None, replace: bool, forced: tuple[str, ...]) -> None:
    """Write the claims of a dossier as a sheet, to work on in any spreadsheet and take back with `import`
    without loss.

    `discrepancy explain sheets` says what the columns hold.
    """
    from discrepancy.exchange import exporting
    from discrepancy.exchange.errors import ExchangeError

    try:
        # A sheet is data, and goes as it is to whatever takes it; a terminal only shows it.
        say(exporting.export(kind, path, out, replace, forced), exact=not sys.stdout.isatty())
    except ExchangeError as error:
        raise CommandError(str(error)) from error
    if out is not None:
        note(f"wrote {out}; take it back with: discrepancy import {out} --to {path} --replace")
