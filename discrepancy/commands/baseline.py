"""The command `baseline`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import (
    format_option,
    paths_argument,
    texts_option,
    verbosity_options,
)
from discrepancy.commands._shared.terminal import note, say
from discrepancy.commands.main import cli

WHAT = ("create", "update", "prune", "status", "renew")


@cli.command()
@click.argument("what", type=click.Choice(WHAT), metavar="|".join(WHAT))
@paths_argument
@format_option
@texts_option
@verbosity_options
def baseline(what: str, paths: tuple[str, ...], form: str, texts: tuple[str, ...]) -> None:
    """Let what is found today pass, so that a check fails only on what is new.

    The file .discrepancy-baseline lies beside the dossiers. create writes it, update adds what is found now,
    prune takes out what is decided or gone, status tells how findings stand to it. renew brings lines of a
    former format to that of today, and lets nothing pass that did not.
    """
    from discrepancy.commands._shared.runs import require_readable, run_all
    from discrepancy.findings.errors import FindingsError
    from discrepancy.findings.reviews import baseline as baselines

    run = run_all(paths, texts=texts)
    require_readable(run, "no baseline")
    try:
        if what == "status":
            say(baselines.status_table(baselines.baseline_status(run), form))
            return
        for line in baselines.write_baseline(run, what):
            note(line)
    except FindingsError as error:
        raise CommandError(str(error)) from error
