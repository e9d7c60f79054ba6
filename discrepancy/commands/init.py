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
    from discrepancy.exchange.output_files import project_of
    from discrepancy.system.atomic_write import is_free, write_new

    texts = {
        **{name: sample(name) for name in FILES},
        **{f".schema/{kind}.json": _schema(kind) for kind in SCHEMAS},
    }
    targets = {Path(folder, name): text for name, text in texts.items()}
    if os.path.lexists(folder) and not Path(folder).is_dir():
        raise CommandError(f"{Path(folder).as_posix()} is there and is no folder; nothing was written")
    absent = {path: text.encode() for path, text in targets.items() if is_free(path)}
    # What a run that was stopped has left is taken as it is, and the rest written.
    begun = bool(absent) and all(_holds(path, text) for path, text in targets.items() if path not in absent)
    for path in targets:
        if path not in absent and not begun:
            raise CommandError(f"{path.as_posix()} is already there; nothing was written")
    # The folder may be new; it is not to be made by a link out of the project.
    project = project_of(Path(folder) / FILES[0])
    within = project if project is not None and not os.path.lexists(folder) else Path(folder)
    for path, data in absent.items():
        try:
            write_new(path, data, within=within, make_folder=True)
        except OSError as error:
            raise CommandError(f"cannot write {path.as_posix()}: {error.strerror}") from error
    return [path.as_posix() for path in absent]


def _holds(path: Path, text: str) -> bool:
    """Whether the file holds just this text."""
    from discrepancy.system.atomic_write import read

    try:
        return read(path) == text.encode()
    except OSError:
        return False


def sample(name: str) -> str:
    """The text of one of the files of the dossier to start from."""
    from importlib.resources import files

    return files("discrepancy").joinpath("commands/_init", name).read_text("utf-8")


def _schema(kind: str) -> str:
    from discrepancy.reading.json_schema import json_schema
    from discrepancy.system.display import json_text

    return json_text(json_schema(kind))
