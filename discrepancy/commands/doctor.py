"""The command `doctor`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import FINE, FOUND
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
    "--since",
    "ref",
    default="HEAD",
    metavar="REF",
    help="The git revision that must be readable. Default: HEAD.",
)
@click.option(
    "-o",
    "--output-dir",
    "folder",
    default="reports",
    metavar="DIR",
    help="Where the pages are. Default: reports.",
)
@texts_option
@format_option
@verbosity_options
def doctor(paths: tuple[str, ...], ref: str, folder: str, texts: tuple[str, ...], form: str) -> None:
    """Say what is wrong with the installation and the dossiers, and what to do about it.

    Looks at the program and its libraries, at what cannot be read, at texts that are missing or have changed,
    at reviews of findings that are gone, at pages that are not current, and at git. Exit code 0 if all is
    well, 1 if something is wrong.
    """
    from discrepancy.commands import _doctor

    checks = _doctor.checkup(list(paths) or ["claims"], ref, folder, texts)
    say(_doctor.checkup_report(checks, form))
    raise SystemExit(FOUND if any(check.wrong for check in checks) else FINE)
