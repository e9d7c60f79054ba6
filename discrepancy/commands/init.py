"""The command `init`: a small commented dossier to start from, with the schemas that let an editor complete
and check it.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import verbosity_options
from discrepancy.commands._shared.terminal import note
from discrepancy.commands.main import cli

SCHEMAS = ("dossier", "source", "review")

FILES = ("dossier.yaml", "chronicle.yaml", "letter.yaml")  # in the folder _init


@cli.command()
@click.argument("folder", metavar="FOLDER")
@verbosity_options
def init(folder: str) -> None:
    """Write a small commented dossier to start from. Never overwrites."""
    for path in write_dossier(folder):
        note(f"wrote {path}")
    note(f"next: discrepancy check {folder}")


def write_dossier(folder: str) -> list[str]:
    """Writes the dossier into `folder` and returns the paths written. Raises CommandError, and writes
    nothing, if one of them is already there.
    """
    from discrepancy.system.atomic_write import write_new

    texts = {
        **{name: sample(name) for name in FILES},
        **{f".schema/{kind}.json": _schema(kind) for kind in SCHEMAS},
    }
    targets = {Path(folder, name): text for name, text in texts.items()}
    if os.path.lexists(folder) and not Path(folder).is_dir():
        raise CommandError(f"{Path(folder).as_posix()} is there and is no folder; nothing was written")
    for path in targets:
        if os.path.lexists(path):
            raise CommandError(f"{path.as_posix()} is already there; nothing was written")
    for path, text in targets.items():
        try:
            write_new(path, text.encode(), within=Path(folder), make_folder=True)
        except OSError as error:
            raise CommandError(f"cannot write {path.as_posix()}: {error.strerror}") from error
    return [path.as_posix() for path in targets]


def sample(name: str) -> str:
    """The text of one of the files of the dossier to start from."""
    from importlib.resources import files

    return files("discrepancy").joinpath("commands/_init", name).read_text("utf-8")


def _schema(kind: str) -> str:
    from discrepancy.reading.json_schema import json_schema
    from discrepancy.system.display import json_text

    return json_text(json_schema(kind))
