"""The command `report`."""

from __future__ import annotations

from pathlib import Path

import click

from discrepancy.commands._shared.errors import FINE, FOUND, CommandError
from discrepancy.commands._shared.options import (
    force_option,
    paths_argument,
    texts_option,
    verbosity_options,
)
from discrepancy.commands._shared.terminal import note, say
from discrepancy.commands.main import cli


@cli.command()
@paths_argument
@click.option(
    "-o",
    "--output-dir",
    "folder",
    default="reports",
    metavar="DIR",
    help="Where the pages go. Default: reports.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 with a diff if a page is not current."
)
@force_option
@texts_option
@verbosity_options
def report(
    paths: tuple[str, ...], folder: str, only_check: bool, forced: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    """Write a Markdown page for each dossier: the answer first, then every finding with its quotes.

    A finding does not fail this command; unreadable input or nothing to compare does (exit code 2).
    """
    from discrepancy.commands._shared import pages
    from discrepancy.commands._shared.runs import require_readable, run_each

    if folder and Path(folder).is_file():
        raise CommandError(f"{folder} is a file; -o names the folder for the pages")
    runs = run_each(paths, texts)
    for run in runs:
        require_readable(run, "no page written")
    if not any(run.comparisons for run in runs):
        raise CommandError("nothing to compare, so no page was written")
    made = [page for run in runs for page in pages.dossier_pages(run, folder)]
    if only_check:
        differences = pages.page_differences(made)
        say(differences)
        raise SystemExit(FOUND if differences else FINE)
    for path in pages.write_pages(made, forced):
        note(f"wrote {path}")
