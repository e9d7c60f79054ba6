"""The command `import`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import verbosity_options
from discrepancy.commands._shared.terminal import note, say
from discrepancy.commands.main import cli


@cli.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--to",
    metavar="DOSSIER",
    default="",
    help="Write into this dossier, everything checked against it first.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column of the sheet holds; may be repeated.",
)
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="FIELD=TEXT",
    help="What is the same for every row, such as at=table.",
)
@click.option(
    "--mapping",
    metavar="FILE",
    default="",
    help="Take these from a file kept earlier. Default: DOSSIER/.import/SHEET.yaml.",
)
@click.option(
    "--source",
    metavar="ID",
    default="",
    help="The source of every row; or the one entry of a bibliography to take.",
)
@click.option("--sheet", metavar="NAME", default="", help="The sheet of a workbook. Default: the first.")
@click.option(
    "--encoding",
    metavar="NAME",
    default="",
    help="The encoding of a CSV file, where it is not told from the bytes.",
)
@click.option("--add", "how", flag_value="add", help="Add the claims to those that a source has.")
@click.option(
    "--replace", "how", flag_value="replace", help="Put the claims in place of those that a source has."
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE",
    default="",
    help="Without --to: write here, not to standard output.",
)
@verbosity_options
def import_(file: str, maps: tuple[str, ...], sets: tuple[str, ...], how: str | None, **said: str) -> None:
    """Make source files out of a sheet (CSV, XLSX, ODS) or a bibliography (BibLaTeX, CSL-JSON, RIS).

    A sheet that `export` wrote is read as it is. For another one, say what its columns hold: --map
    "Work=source"; on a terminal you are asked. The answers are kept for the next time. Every problem is told
    with its row and column, and then nothing is written. `discrepancy explain sheets` has all of it.
    """
    from discrepancy.exchange.errors import ExchangeError
    from discrepancy.exchange.importing import run as importing
    from discrepancy.exchange.importing.options import Dialogue, ImportOptions

    if said["to"] and said["out"]:
        raise CommandError("--to DOSSIER writes into the dossier; leave out -o")
    ask = (lambda text: str(click.prompt(text, err=True))) if importing.at_terminal() else None
    options = ImportOptions(maps=maps, sets=sets, how=how or "", **said)
    dialogue = Dialogue(note, lambda text: say(text + "\n", error=True), ask)
    try:
        say(importing.import_file(file, options, dialogue))
    except ExchangeError as error:
        raise CommandError(str(error)) from error
