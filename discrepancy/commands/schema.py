"""The command `schema`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.options import verbosity_options
from discrepancy.commands._shared.terminal import say
from discrepancy.commands.main import cli

SCHEMAS = ("dossier", "source", "review", "run")


@cli.command()
@click.argument("kind", type=click.Choice(SCHEMAS), metavar="|".join(SCHEMAS))
@verbosity_options
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file (or of the JSON of `check`), for editors and scripts."""
    from discrepancy.system.display import json_text

    if kind == "run":
        from discrepancy.reporting.json_records import schema as made_of_run

        found = made_of_run()
    else:
        from discrepancy.reading.json_schema import json_schema

        found = json_schema(kind)
    say(json_text(found))
