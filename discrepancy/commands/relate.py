"""The command `relate`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import UNREADABLE, CommandError
from discrepancy.commands._shared.options import format_option, verbosity_options
from discrepancy.commands._shared.terminal import say
from discrepancy.commands.main import cli


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="TYPE LEFT [RIGHT]")
@click.option(
    "--pairs",
    "pairs",
    metavar="FILE.csv",
    help="Relate each row of a CSV file with the columns type,left,right.",
)
@format_option
@verbosity_options
def relate(words: tuple[str, ...], pairs: str | None, form: str) -> None:
    """Relate two stated values, or say how one is read.

    LEFT and RIGHT are written as in a claims file: `discrepancy relate date "c. 1907" 1908`; options as a
    flow mapping: `discrepancy relate date "{value: 25 October 1917, calendar: julian}" "7 November 1917"`.
    With --pairs an empty right column means: how is left read?
    """
    from discrepancy.commands._relate import relation_lines, relation_text

    if pairs is not None:
        if words:
            raise CommandError("--pairs takes its values from the file; leave out TYPE, LEFT and RIGHT")
        for line in relation_lines(pairs, form):
            say(line)
        return
    if len(words) not in (2, 3):
        raise CommandError("relate takes TYPE LEFT RIGHT, or TYPE VALUE, or --pairs FILE.csv")
    text, fine = relation_text(list(words), form)
    say(text, error=not fine and form == "text")
    if not fine:
        raise SystemExit(UNREADABLE)
