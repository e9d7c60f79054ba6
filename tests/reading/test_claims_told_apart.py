"""Claims at one place are told apart by whatever differs; an id is asked for only where nothing does."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.model.dossier import Dossier
from discrepancy.reading import dossiers as reader

HEAD = """\
title: Aldwater
entities:
  town: {name: Aldwater, kind: place}
  ralph: {name: Ralph, kind: person}
  emma: {name: Emma, kind: person}
  maud: {name: Maud, kind: person}
voices:
  men: {name: men who were there}
properties:
  dead: {type: quantity, running: true}
  ill: {type: quantity, state: true}
  view: {type: framing, scales: [worth]}
  wealth: {type: quantity}
scales:
  worth: [low, high]
"""
SERIES = [f"town.dead: {count}\n    as_of: {day} April 2020" for day, count in enumerate((7, 8, 8, 11), 10)]
APART = {
    "a series from one table": SERIES,
    "a series of a state": [f"town.ill: 5\n    throughout: {day} April 2020" for day in range(1, 5)],
    "two spouses on one page": ["ralph.spouse: emma", "ralph.spouse: maud"],
    "two senses": ["ralph.age: 60\n    sense: by the roll", "ralph.age: 60\n    sense: by his own word"],
    "two quotes": ["ralph.born: 1140\n    quote: in 1140", "ralph.born: 1140\n    quote: anno 1140"],
    "two long quotes": [f"ralph.born: 1140\n    quote: {'very ' * 30}{end}" for end in ("old", "young")],
    "two stances": ["ralph.born: 1140", "ralph.born: 1140\n    stance: doubts"],
    "two occasions": [
        f"ralph.born: 1140\n    according_to: {{voice: men, said: in {year}}}" for year in (1190, 1195)
    ],
    "a value and a denial of another": ["ralph.born: 1140", "ralph.born: 1150\n    stance: denies"],
    "two framings": [f"ralph.view: {{worth: {worth}}}\n    quote: a man" for worth in ("low", "high")],
    "several at once": ["ralph.born: 1140", "ralph.born: 1141\n    sense: a", "ralph.born: 1141\n    sense: b"],
}  # fmt: skip


def dossier(folder: Path, entries: list[str]) -> Dossier:
    folder.mkdir(exist_ok=True)
    folder.joinpath("dossier.yaml").write_text(HEAD, encoding="utf-8")
    body = "".join(f"  - {entry}\n    at: table 1\n" for entry in entries)
    folder.joinpath("roll.yaml").write_text(f"source: roll\ntitle: Roll\nclaims:\n{body}", encoding="utf-8")
    (found,) = reader.read_dossiers([str(folder)])
    return found


@pytest.mark.parametrize("name", APART)
def test_what_differs_tells_them_apart_whatever_their_order(name: str, tmp_path: Path) -> None:
    entries = list(APART[name])
    ids = []
    for seed in range(4):
        found = dossier(tmp_path / "d", entries)
        assert not found.problems, found.problems
        ids.append({claim.id: (claim.given, claim.sense, claim.when, claim.stance) for claim in found.claims})
        assert len(ids[0]) == len(entries) == len(found.claims)
        random.Random(seed).shuffle(entries)
    assert ids[0] == ids[1] == ids[2] == ids[3]


def test_they_are_read_out_of_a_line_of_their_own(tmp_path: Path) -> None:
    assert [claim.id for claim in dossier(tmp_path, SERIES).claims] == [
        "R:town.dead as of 10 April 2020",
        "R:town.dead as of 11 April 2020",
        "R:town.dead as of 12 April 2020",
        "R:town.dead as of 13 April 2020",
    ]


@pytest.mark.parametrize(
    "entries",
    [
        ["ralph.born: 1140", "ralph.born: 1140"],
        ["ralph.wealth: 6,001", "ralph.wealth: 6001"],
        ["town.dead: 7\n    as_of: 10 April 2020", "town.dead: 7\n    as_of: 2020-04-10"],
        ["ralph.born: 1140\n    note: one", "ralph.born: 1140\n    note: other"],
    ],
)
def test_where_nothing_does_an_id_is_asked_for_and_helps(entries: list[str], tmp_path: Path) -> None:
    (told,) = dossier(tmp_path, entries).problems
    assert told.code == "E027" and "take one of them out, or give one of them an id:" in told.expect
    assert not dossier(tmp_path, [entries[0], f"{entries[1]}\n    id: second"]).problems


def test_another_claim_at_the_place_changes_no_finding(tmp_path: Path) -> None:
    other = "source: hugh\ntitle: Hugh\nclaims:\n  - ralph.born: 1160\n    at: c. 1\n"
    seen = []
    for entries in (["ralph.born: 1140"], ["ralph.born: 1140", "ralph.spouse: emma", "ralph.spouse: maud"]):
        dossier(tmp_path, entries)
        (tmp_path / "hugh.yaml").write_text(other, encoding="utf-8")
        found = engine.run_rules(reader.read_dossiers([str(tmp_path)])).findings
        seen.append({one.id for one in found if one.question.property == "born"})
    assert seen[0] == seen[1] and seen[0]


def test_a_series_of_a_running_count_is_no_conflict(tmp_path: Path) -> None:
    dossier(tmp_path, SERIES)
    other = "source: list\ntitle: List\nclaims:\n  - town.dead: 8\n    as_of: 11 April 2020\n    at: p. 1\n"
    (tmp_path / "list.yaml").write_text(other, encoding="utf-8")
    run = engine.run_rules(reader.read_dossiers([str(tmp_path)]))
    assert not run.problems and not [one for one in run.findings if one.kind in ("conflict", "tension")]
