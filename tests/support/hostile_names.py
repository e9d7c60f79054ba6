"""Dossiers whose names, words and files try to steer whatever shows them; and what may never be shown."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

# As bytes, since one of them is no character: a colour, a right-to-left override, a new line, a command of a log.
NAME = os.fsdecode(b"x\x1b[31m\xe2\x80\xae\nPWN\n::error::\x80\xc2\x9b")
# What may stand in a readable file: commands of logs, directions, what cannot be seen, markup.
WORDS = (
    "::error file=a::b ##[error]b",
    "##vso[task.setvariable]b \U000e0041b",
    "a \u202eb\u2066c\u200bd\ufeffe",
)
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
_VISIBLE = frozenset("\u200c\u200d\n\t")  # the joiners make letters of Persian and many an emoji


def unsafe_in(text: str) -> list[str]:
    """What of `text` could steer a terminal or a host of CI, or hide: characters, and lines."""
    steer = {letter for letter in set(text) - _VISIBLE if unicodedata.category(letter) in _STEERING}
    found = [
        f"U+{ord(letter):04X} in {text[max(place - 60, 0) : place + 20]!r}"
        for place, letter in enumerate(text if steer else "")
        if letter in steer
    ]
    found += [line for line in text.split("\n") if line.lstrip().startswith(("::", "PWN"))]
    return found + [line for line in text.split("\n") if re.search(r"##(vso)?\[", line)]


def write_hostile_dossier(folder: Path, words: str) -> None:
    """A dossier in `folder` that can be read, in which everything that is words is `words`, and disagrees."""
    said = '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
    folder.mkdir(parents=True)
    folder.joinpath("dossier.yaml").write_text(
        f"title: {said}\nsummary: {said}\n"
        f"entities:\n  ralph: {{name: Ralph, kind: person, aliases: [{said}]}}\n"
        f"  fire: {{name: {said}, kind: event}}\n"
        f"  eve:\n    name: Eve\n    kind: person\n    note: {said}\n"
        f"voices:\n  friar: {{name: {said}, kind: witness}}\n"
        f"properties:\n  cause: {{type: framing, scales: [blame], frames: [crime, chance], help: {said}}}\n"
        "scales:\n  blame: [guilty, unclear, innocent]\n"
        f"terms:\n  lord: {{name: {said}, help: {said}}}\n"
        f"laws:\n  - name: {said}\n    law: born <= died - 1 year\n    because: {said}\n    help: {said}\n"
        f"topics:\n  {said}: [fire]\n",
        encoding="utf-8",
    )
    for name, born, died, cause in (
        ("odo", "1190", "1180", "{blame: guilty, frame: crime}"),
        ("wace", "1210", "1250", "{blame: innocent, frame: chance}"),
    ):
        folder.joinpath(f"{name}{NAME}.yaml").write_text(
            f"source: {name}\ntitle: {said}\nauthor: {said}\nkind: {said}\nwritten: 1300\nnote: {said}\n"
            f"text: {{file: {name}.txt}}\nclaims:\n"
            f"  - ralph.born: {born}\n    at: {said}\n    quote: {said}\n    note: {said}\n    sense: {said}\n"
            f"  - ralph.died: {died}\n    at: {said}\n    according_to: {{voice: friar, said: {said}, to: {said}}}\n"
            f'  - ralph.birth-name: {said[:-1]}{name}"\n    at: p. 3\n    inferred: {said}\n'
            f"  - fire.cause: {cause}\n    at: p. 4\n    quote: {said}\n",
            encoding="utf-8",
        )
        folder.joinpath(f"{name}.txt").write_text(
            f"In 1190 and 400 men {words}\n\n{words}\n", encoding="utf-8"
        )


def write_unreadable_dossier(folder: Path) -> None:
    """A dossier in `folder` in which whatever can be wrong is wrong, in words that try to steer."""
    folder.mkdir(parents=True)
    bad = '"y\\e[31m\\u202e\\n::error::PWN\\x9b"'
    folder.joinpath("dossier.yaml").write_text(
        f"title: {bad}\nsummary: {bad}\nentities:\n  {bad}: {{name: {bad}, kind: {bad}, part_of: [{bad}]}}\n"
        f"  a: {{name: a, same_as: {bad}, kind: person}}\n"
        f"voices:\n  {bad}: {{name: {bad}}}\nproperties:\n  {bad}: {{type: {bad}, scope: [{bad}]}}\n"
        f"terms: {{{bad}: {{broader: {bad}}}}}\nscales: {{{bad}: [{bad}]}}\nlabels: {{{bad}: {{{bad}: 1}}}}\n"
        f"laws:\n  - name: {bad}\n    law: {bad}\ntopics: {{{bad}: [{bad}]}}\nconventions: {{{bad}: {bad}}}\n{bad}: {bad}\n",
        encoding="utf-8",
    )
    folder.joinpath(f"s{NAME}.yaml").write_text(
        f"source: {bad}\nsiglum: {bad}\ntitle: {bad}\ndistance: {bad}\nderived_from: [{bad}]\nsilent_on: [{bad}]\n"
        f"text: {{file: {bad}, sha256: {bad}}}\ncalendar: {bad}\n{bad}: {bad}\n"
        f"claims:\n  - {bad}: {bad}\n    at: {bad}\n  - a.born: {bad}\n    at: {bad}\n    stance: {bad}\n    according_to: {bad}\n"
        f"  - a.born[{bad[1:-1]}=x]: 1\n    at: 1\n  - a.born: 1\n    as_of: {bad}\n    at: p\n",
        encoding="utf-8",
    )
    folder.joinpath(f"raw{NAME}.yaml").write_bytes(b"source: raw\x1b[31m\xe2\x80\xae\ntitle: a\x80b\n")
    folder.joinpath(f"empty{NAME}.yaml").write_bytes(b"")
    folder.joinpath(f"folder{NAME}.yaml").mkdir()
    folder.joinpath(f"linked{NAME}.yaml").symlink_to("/etc/hostname")
    folder.joinpath(f"other{NAME}.yml").write_text("a: b\n", encoding="utf-8")
    folder.joinpath("reviews").mkdir()
    folder.joinpath("reviews", f"F-1{NAME}.yaml").write_text(
        f"finding: {bad}\nrule: {bad}\nverdict: {bad}\n", encoding="utf-8"
    )
