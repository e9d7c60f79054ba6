"""The command `decide`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import paths_argument, texts_option, typed_name, verbosity_options
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
@click.argument("finding", required=False, default="", metavar="F-…")
@paths_argument
@click.option(
    "--verdict",
    type=click.Choice(VERDICTS),
    help="What was decided; explain reviews tells what each means.",
)
@click.option("--because", default="", metavar="WHY", help="The reason; only unsure needs none.")
@click.option(
    "--prefers",
    multiple=True,
    type=typed_name,
    metavar="SIGLUM",
    help="A source that is preferred; may be repeated.",
)
@click.option("--by", default="", metavar="NAME", help="Who decides. Default: user.name of git.")
@click.option("--on", default="", metavar="DAY", help="On what day. Default: today.")
@click.option(
    "--move",
    nargs=2,
    metavar="F-OLD F-NEW",
    help="Move what was decided of a finding that is gone to another.",
)
@click.option("--renew", is_flag=True, help="Bring reviews of a former format to that of today.")
@texts_option
@verbosity_options
def decide(
    finding: str,
    paths: tuple[str, ...],
    verdict: str | None,
    because: str,
    prefers: tuple[str, ...],
    by: str,
    on: str,
    move: tuple[str, str] | None,
    renew: bool,
    texts: tuple[str, ...],
) -> None:
    """Record what was decided of a finding, in reviews/ of its dossier.

    A finding that is decided no longer fails a check, until its camps change. What was decided before stays
    in the file. Where a finding is gone since its question was renamed or gained a scope, --move takes what
    was decided along. In place of F-…, --move and --renew take paths only.
    """
    if move or renew:
        if verdict or because or prefers or by or on or (move and renew):
            raise click.UsageError("--move and --renew stand alone, with paths")
        _rewrite((finding, *paths) if finding else paths, move, texts)
        return
    if not finding:
        raise click.UsageError("Missing argument 'F-…'.")
    if not verdict:
        raise click.UsageError("Missing option '--verdict'. Choose from:\n\t" + ",\n\t".join(VERDICTS))
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


def _rewrite(paths: tuple[str, ...], move: tuple[str, str] | None, texts: tuple[str, ...]) -> None:
    """Moves a decision, or renews all."""
    from discrepancy.commands._shared.runs import require_readable, run_all
    from discrepancy.findings.errors import FindingsError
    from discrepancy.findings.reviews.relocation import move_decision, renew_contents

    run = run_all(paths, texts=texts)
    require_readable(run, "nothing moved" if move else "nothing renewed")
    try:
        for line in [move_decision(run, *move)] if move else renew_contents(run):
            note(line)
    except FindingsError as error:
        raise CommandError(str(error)) from error
