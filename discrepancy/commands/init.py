"""The command `init`: a small commented dossier to start from, with the schemas that let an editor complete
and check it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import verbosity_options
from discrepancy.commands._shared.terminal import note
from discrepancy.commands.main import cli

SCHEMAS = ("dossier", "source", "review")

DOSSIER = """\
# yaml-language-server: $schema=.schema/dossier.json
# A dossier is a folder: this file says what it is about, and beside it stands one file for each source. The example is
# invented. Run "discrepancy check" on the folder, look at what it finds, then put your own matter in its place.
# A # begins a comment. Texts need no quotation marks; where one holds a colon or a #, write it like the summary below.
version: 1
title: The fire at Tarn
summary: >-
  In June 1431 a fire went through the market town of Tarn. A chronicle and a letter tell of it, and do not
  tell quite the same.

# Whatever claims are about: persons, places, events and so on. Claims use the id on the left; a name that a source
# uses goes into name or aliases. Kinds that the program knows: person, organisation, office, event, place, work,
# agreement, population, topic.
entities:
  fire:
    name: the fire at Tarn
    kind: event
  walter:
    name: Walter of Tarn
    kind: person
    aliases: [Gualterus de Tarna]

# People whom your sources cite and who are not an entity above.
voices:
  townspeople:
    name: people of the town
    kind: witness

# What can be asked. Some eighty properties are built in ("discrepancy list properties"); add what is missing.
# "discrepancy explain properties" says what each field means.
properties:
  houses-burnt:
    type: quantity
    unit: houses
    for: [event]
    help: How many houses burnt down.

# More that a dossier can hold ("discrepancy explain dossier"): scopes, terms, scales, labels, laws.
"""

CHRONICLE = """\
# yaml-language-server: $schema=.schema/source.json
# One file for each source. "discrepancy explain sources" lists the fields of the head.
version: 1
source: chronicle
siglum: C
title: Chronicle of Tarn Priory
kind: chronicle
written: 1440~
language: enm
calendar: julian  # how the dates in it are meant; without this line, Gregorian

# A claim is one thing that the source says: entity.property, the value, where it stands, and the words.
# "discrepancy explain claims" has all of it.
claims:
  - fire.date: June 1431
    at: f. 31r
    quote: in the moneth of June, the yere of grace mccccxxxi

  # This disagrees with the letter. Change it to "over 100", check again, and the conflict is gone.
  - fire.houses-burnt: over 300
    at: f. 31r
    quote: mo than thre hundred houses

  # The chronicle does not say so itself: it has it from others.
  - fire.killed: about 20
    at: f. 31v
    quote: as men of the toun telleth, aboute a score of folk
    according_to: [townspeople]

  # What may change with time says when it holds: as_of, within, throughout or during.
  - walter.office: bailiff
    at: f. 31v
    quote: Walter that was bailly in that tyme
    as_of: fire
"""

LETTER = """\
# yaml-language-server: $schema=.schema/source.json
version: 1
source: letter
siglum: L
title: Walter of Tarn to the bishop
kind: letter
written: 1431-06-12
language: enm
calendar: julian

claims:
  # An exact day within the month of the chronicle: the two agree.
  - fire.date: 9 June 1431
    at: line 2
    quote: on Saturday the ix day of June

  - fire.houses-burnt: 112
    at: line 4
    quote: of houses brent an hundred and twelve, as we have told hem

  - fire.killed: 19
    at: line 5
    quote: xix soules

  # The long form: several things said of one subject at one place.
  - about: walter
    says:
      office: bailiff
      occupation: wool merchant
    as_of: 1431
    at: line 1
    quote: your servant Walter, bailly of Tarn and marchaunt of wolle
"""

FILES = {"dossier.yaml": DOSSIER, "chronicle.yaml": CHRONICLE, "letter.yaml": LETTER}


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

    texts = {**FILES, **{f".schema/{kind}.json": _schema(kind) for kind in SCHEMAS}}
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


def _schema(kind: str) -> str:
    from discrepancy.reading.json_schema import schema

    return json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n"
