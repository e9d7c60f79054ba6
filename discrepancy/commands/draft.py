"""The command `draft`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import verbosity_options
from discrepancy.commands._shared.terminal import note, say
from discrepancy.commands.main import cli


@cli.command()
@click.argument("text", metavar="TEXT")
@click.option("--source", required=True, metavar="ID", help="The id of the source whose text it is.")
@click.option(
    "--dossier",
    default="",
    metavar="DIR",
    help="Where names and properties are registered. Default: the folder of FILE, if it is a dossier.",
)
@click.option(
    "-o",
    "--output",
    default="",
    metavar="FILE",
    help="Write the draft to FILE, which must not be there yet, instead of printing it.",
)
@verbosity_options
def draft(text: str, source: str, dossier: str, output: str) -> None:
    """Draft claims from a text: values with their hedges, short quotes and places, for a person to check.

    A draft is marked draft: true, and check counts nothing in it; what could not be guessed says OPEN.
    Nothing is looked up anywhere, and the same text gives the same draft. "explain draft" says what is
    guessed, and how well it does.
    """
    from discrepancy.commands import _draft
    from discrepancy.reading import dossiers as reader

    if not _draft.ID.match(source):
        raise CommandError(f'"{source}" is no id: letters, digits and hyphens')
    found = _draft.text_at(text)
    if isinstance(found, str):
        raise CommandError(found)
        return
    folder = _draft.registry_folder(dossier, output)
    dossiers = reader.read_dossiers([folder]) if folder else ()
    if folder and (trouble := _draft.dossier_error(dossiers, folder)):
        raise CommandError(trouble)
    made, count = _draft.draft_file(found, dossiers[0] if dossiers else None, source)
    if not count:
        raise CommandError(f"{text} states no date, figure, age or length of time; nothing was drafted")
    note(
        f"names and properties of {dossiers[0].path}"
        if dossiers
        else "no dossier: every subject is left open, and only core properties are known"
    )
    if not output:
        say(made)
        return
    if trouble := _draft.write_draft(output, made):
        raise CommandError(trouble)
    note(f"wrote {output}: {count} entries, none of them counted until you move them")
