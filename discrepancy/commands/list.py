"""The command `list`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import UNREADABLE, CommandError
from discrepancy.commands._shared.options import (
    format_option,
    paths_argument,
    texts_option,
    verbosity_options,
)
from discrepancy.commands._shared.terminal import say
from discrepancy.commands.main import cli

LISTS = ("properties", "entities", "sources", "claims", "questions", "rules", "reviews")
# Those of review, which is not loaded for --help.
STATUSES = ("new", "open", "stale", "grown", "reviewed", "orphaned")


@cli.command("list")
@click.argument("what", type=click.Choice(LISTS), metavar="|".join(LISTS))
@paths_argument
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(STATUSES),
    help="Only reviews of this status; may be repeated.",
)
@format_option
@texts_option
@verbosity_options
def list_(
    what: str, paths: tuple[str, ...], statuses: tuple[str, ...], form: str, texts: tuple[str, ...]
) -> None:
    """List what there is: properties, entities, sources, claims, questions, rules or reviews."""
    from discrepancy.commands._list import list_records

    if statuses and what != "reviews":
        raise CommandError(f"--status is for list reviews; {what} have none")
    text, problems = list_records(what, list(paths) or ["claims"], form, texts, statuses)
    say(text)
    say(problems, error=True)
    if problems:
        raise SystemExit(UNREADABLE)
