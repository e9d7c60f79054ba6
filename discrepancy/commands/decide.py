"""The command `decide`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import paths_argument, texts_option, verbosity_options
from discrepancy.commands._shared.terminal import note
from discrepancy.commands.main import cli

VERDICTS = (
    "conflict",
    "scope",
    "perspective",
    "mistaken",
    "ours",
    "apparent",
    "unsure",
)  # the model's, which is not loaded for --help


@cli.command()
@click.argument("finding", metavar="F-…")
@paths_argument
@click.option(
    "--verdict",
    required=True,
    type=click.Choice(VERDICTS),
    help="What was decided; explain reviews tells what each means.",
)
@click.option("--because", default="", metavar="WHY", help="The reason; only unsure needs none.")
@click.option(
    "--prefers", multiple=True, metavar="SIGLUM", help="A source that is preferred; may be repeated."
)
@click.option("--by", default="", metavar="NAME", help="Who decides. Default: user.name of git.")
@click.option("--on", default="", metavar="DAY", help="On what day. Default: today.")
@texts_option
@verbosity_options
def decide(
    finding: str,
    paths: tuple[str, ...],
    verdict: str,
    because: str,
    prefers: tuple[str, ...],
    by: str,
    on: str,
    texts: tuple[str, ...],
) -> None:
    """Record what was decided of a finding, in reviews/ of its dossier.

    A finding that is decided no longer fails a check, until its camps change. What was decided before stays
    in the file.
    """
    from discrepancy.commands._shared.runs import require_readable, run_all
    from discrepancy.findings.errors import FindingsError
    from discrepancy.findings.reviews import writing as deciding
    from discrepancy.model.review import Decision

    run = run_all(paths, texts=texts)
    require_readable(run, "nothing decided")
    try:
        by = by or deciding.decider_name(run.views[0].dossier.path)
        made = Decision(verdict, prefers=prefers, because=because, by=by, on=on or deciding.today())
        note(f"wrote {deciding.record_decision(run, finding, made)}")
    except FindingsError as error:
        raise CommandError(str(error)) from error
