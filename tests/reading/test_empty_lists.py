"""An empty list says that there are none. Where a field that is not there means something else, it is told, or it
takes away what would hold without it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.model.dossier import Dossier
from discrepancy.reading.dossiers import read_dossiers

DOSSIER = "title: Aldwater\nentities:\n  battle: {name: Aldwater, kind: event}\n  ralph: {name: Ralph, kind: person}\n"
SOURCE = "source: corve\ntitle: Corve\n"
CLAIM = "claims:\n  - battle.date: 1204\n    at: p. 1\n"

TOLD = {
    "nobody says so": ("", SOURCE + CLAIM + "    according_to: []\n", "corve.yaml:6:19", "according_to names nobody"),
    "nobody says anything": ("", SOURCE + "defaults: {according_to: []}\n" + CLAIM, "corve.yaml:3:26", "according_to names nobody"),
    "a law for nothing": ("laws:\n  - {name: x, law: born <= died, for: []}\n", SOURCE + CLAIM, "dossier.yaml:6:39", "for names no kind"),
    "a property of nothing": ("properties:\n  p: {type: date, for: []}\n", SOURCE + CLAIM, "dossier.yaml:6:24", "for names no kind"),
    "values that are nothing": ("properties:\n  p: {type: entity, one: false, values: []}\n", SOURCE + CLAIM, "dossier.yaml:6:41", "values names no kind"),
    "a core property of another type": ("properties:\n  born: {type: name, for: []}\n", SOURCE + CLAIM, "dossier.yaml:6:27", "for names no kind"),
    "a scale without positions": ("scales:\n  guilt: []\n", SOURCE + CLAIM, "dossier.yaml:6:10", "a scale without positions"),
    "a topic without members": ("topics:\n  war: []\n", SOURCE + CLAIM, "dossier.yaml:6:8", "a topic without members"),
    "a convention without rows": ("conventions: {circa_year: {}}\n", SOURCE + CLAIM, "dossier.yaml:5:27", "circa_year has no value"),
}  # fmt: skip

NONE = (
    ("entities", "alf: {name: Alf, kind: person, aliases: [], part_of: [], was: []}"),
    ("terms", "steward: {same_as: [], broader: [], not: [], was: []}"),
    ("scopes", "side: {left: {part_of: [], not: []}}"),
    ("labels", "battle: {}"),
)


def read(folder: Path, dossier: str, source: str) -> Dossier:
    folder.joinpath("dossier.yaml").write_text(dossier, "utf-8")
    folder.joinpath("corve.yaml").write_text(source, "utf-8")
    (found,) = read_dossiers([str(folder)])
    return found


@pytest.mark.parametrize("case", TOLD)
def test_one_that_would_be_read_as_something_else_is_told(tmp_path: Path, case: str) -> None:
    dossier, source, place, words = TOLD[case]
    (told,) = read(tmp_path, DOSSIER + dossier, source).problems
    assert str(told).startswith(f"{tmp_path}/{place}: error: {words}")
    assert told.code == "E012"


@pytest.mark.parametrize("form, entry", NONE)
def test_one_that_says_what_its_absence_says_is_well(tmp_path: Path, form: str, entry: str) -> None:
    dossier = DOSSIER + f"  {entry}\n" if form == "entities" else DOSSIER + f"{form}:\n  {entry}\n"
    head = "author: []\nderived_from: []\nsilent_on: []\nwas: []\nset_aside: []\ndefaults: {}\n"
    assert not read(tmp_path, dossier, SOURCE + head + CLAIM).problems


def test_of_the_voices_it_takes_away_those_that_hold_by_default(tmp_path: Path) -> None:
    head = "defaults: {according_to: ralph}\n"
    found = read(
        tmp_path,
        DOSSIER,
        SOURCE + head + CLAIM + "    according_to: []\n  - ralph.born: 1180\n    at: p. 2\n",
    )
    assert not found.problems
    assert [(claim.holder, claim.stance) for claim in found.claims] == [
        ("corve", "asserts"),
        ("ralph", "reports"),
    ]


def test_of_a_property_it_takes_away_what_the_core_says(tmp_path: Path) -> None:
    parts = (
        "properties:\n  strength: {adds: [], scope: [], for: [], always: []}\n  birth-place: {values: []}\n"
    )
    found = read(tmp_path, DOSSIER + parts, SOURCE + CLAIM)
    assert not found.problems
    strength, place = (found.vocabulary.properties[name] for name in ("strength", "birth-place"))
    assert not (strength.adds or strength.scope or strength.kinds or strength.always or place.values)
