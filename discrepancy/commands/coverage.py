"""The command `coverage`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import FOUND, UNREADABLE, CommandError
from discrepancy.commands._shared.options import (
    format_option,
    paths_argument,
    texts_option,
    verbosity_options,
)
from discrepancy.commands._shared.terminal import say
from discrepancy.commands.main import cli


@cli.command()
@paths_argument
@click.option(
    "--most",
    type=click.IntRange(min=0),
    default=20,
    metavar="N",
    help="List at most N of what a source has open; 0: all. Default: 20.",
)
@click.option(
    "--fail-under",
    "least",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="Exit 1 if a text has less than N % covered or set aside with a reason.",
)
@format_option
@texts_option
@verbosity_options
def coverage(
    paths: tuple[str, ...], most: int, least: float | None, form: str, texts: tuple[str, ...]
) -> None:
    """Say which dates, figures, offices and quotations of a text no claim covers.

    Looks at every source whose text is at hand; "explain coverage" says what covers means, and what the JSON
    holds. Exit code 2 if no text is at hand at all.
    """
    from discrepancy.commands import _coverage
    from discrepancy.reading import dossiers as reader

    report = _coverage.CoverageReport(reader.read_dossiers(list(paths) or ["claims"]), texts)
    say(_coverage.coverage_text(report, form, most))
    for error in report.errors if form == "text" else ():
        say(error + "\n", error=True)
    if report.errors:
        raise SystemExit(UNREADABLE)
    if not report.any:
        raise CommandError("no text of a source is at hand; name the folder with --texts DIR")
    if least is not None and not report.complete(least):
        raise SystemExit(FOUND)
