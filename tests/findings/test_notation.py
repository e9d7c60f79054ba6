"""Decisions stand on what is meant: another notation of a value changes no status, and whatever changes one of its sets, a stance or a voice does."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.findings.changes.compare_runs import compare_runs
from discrepancy.findings.comparison_records import RunComparison
from discrepancy.findings.reviews.baseline import write_baseline
from discrepancy.findings.reviews.writing import record_decision
from discrepancy.findings.run import Run
from discrepancy.model.review import Decision
from discrepancy.reading import dossiers as reader
from discrepancy.values.base import Basis, compare, read
from discrepancy.values.inline import parse_cell
from tests.support.command import Runner
from tests.support.git_repositories import Repo, needs_git
from tests.support.git_repositories import source as source_file

HEAD = """\
title: Aldwater
entities:
  battle: {name: the battle, kind: event}
  siege: {name: the siege of Corve, kind: event}
  ralph: {name: Ralph of Ness, kind: person}
  odo: {name: Odo, kind: person}
  hugh: {name: Hugh, kind: person}
voices:
  men: {name: men who were there}
properties:
  day: {type: date}
  time: {type: span}
  length: {type: duration}
  years: {type: age}
  count: {type: quantity}
  leader: {type: entity, one: true}
  called: {type: name}
  outcome: {type: term, one: true}
  party: {type: set}
  order: {type: sequence}
  speech: {type: quotation}
  view: {type: framing, scales: [worth], frames: [defence, treason]}
  ruler: {type: entity, one: true, state: true}
scales:
  worth: [usurped, contested, rightful]
terms:
  victory: {name: victory of the barons}
  defeat: {name: defeat of the barons}
"""
# By property: ways of writing one value, and of writing others.
NOTATIONS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "day": (
        ("1962-09-02", "2 September 1962", "September 2, 1962", "2 Sept. 1962", "the 2nd of September 1962"),
        ("c. 1907", "ca. 1907", "circa 1907", "1907~"),
        ("1907", "1907-XX", "1907 "),
        ("1907?", "possibly 1907", "perhaps 1907"),
        ("by 1930", "no later than 1930", "by  1930"),
        ("1950s", "195X", "the 1950s"),
        ("1907 or 1908", "[1907,1908]"),
        ("between 1906 and 1909", "between 1906 and 1909 "),
        ("44 BC", "-0043", "44 BCE"),
        ("{value: 1 March 1917, calendar: julian}", "1 March 1917 (Julian)", "1 March 1917 (O.S.)"),
        ("two years after siege", "2 years after siege"),
    ),
    "time": (
        ("1946-1954", "1946–1954", "from 1946 until 1954", "1946/1954"),
        ("since 1951", "from 1951"),
        ("c. 1950 - 1956", "ca. 1950–1956"),
        ("{from: two years after siege, to: 1210}", "{from: 2 years after siege, to: 1210}"),
    ),
    "length": (("six years", "6 years"), ("about ten months", "about 10 months")),
    "years": (("79", "aged 79", "79 years old", "in his 80th year"), ("over 70", "more than 70")),
    "count": (
        ("6,001", "6001", "6 001"),
        ("20,000-30,000", "20,000–30,000", "20,000 to 30,000", "between 20,000 and 30,000"),
        ("c. 800", "ca. 800", "about 800", "some 800"),
        ("2.4 million", "2.4 Million"),
        ("up to 50,000", "as many as 50000"),
        ("low 20,000 best 22,000 high 30,000", "{low: 20000, best: 22000, high: 30000}"),
        ("3 lakh", "300,000"),
    ),
    "leader": (("Ralph of Ness", "Ralph  of Ness"), ("odo", "odo "), ("Wat the Miller", "Wat the  Miller")),
    "called": (("Rādulfus", "Ra\u0304dulfus"), ("Rolf", " Rolf")),
    "outcome": (("victory of the barons", "victory  of the barons"), ("defeat", "defeat "), ("a draw", "a  draw")),
    "party": (
        ("Odo; Hugh", "Hugh; Odo", "Odo;Hugh"),
        ("only Odo; Hugh", "{value: Odo; Hugh, complete: true}", "Odo; Hugh (complete)"),
        ("4 members", "four members"),
    ),
    "order": (("battle < siege", "battle → siege"), ("siege < battle", "siege<battle")),
    "speech": (("we shall not yield", "we shall  not yield"), ("never", "never ")),
    "view": (
        ("{worth: usurped, frame: defence}", "{frame: defence, worth: usurped}"),
        ("{worth: rightful, frame: treason}", "{frame: treason, worth: rightful}"),
    ),
    "ruler": (("ralph", "ralph "), ("odo", " odo")),
}  # fmt: skip
TIMES = ("1962-09-02", "2 September 1962", "September 2, 1962")
SOURCES = ("corve", "ness", "tarn")
TYPES = {"day": "date", "time": "span", "length": "duration", "years": "age", "count": "quantity"}
Told = list[tuple[str, str, Sequence[str], Mapping[str, Sequence[str]]]]  # source, property, notations, more


def scalar(said: str) -> str:
    return said if said.startswith("{") and ": " in said else json.dumps(said, ensure_ascii=False)


def write(folder: Path, told: Told, draw: random.Random) -> None:
    """The dossier, each value in one of its notations."""
    folder.mkdir(exist_ok=True)
    folder.joinpath("dossier.yaml").write_text(HEAD, encoding="utf-8")
    for source in SOURCES:
        body = ""
        for number, (_, name, notations, more) in enumerate(one for one in told if one[0] == source):
            rest = "".join(f"    {key}: {scalar(draw.choice(ways))}\n" for key, ways in more.items())
            body += f"  - battle.{name}: {scalar(draw.choice(notations))}\n    at: p. {number}\n{rest}"
        text = f"source: {source}\ntitle: {source}\nclaims:\n{body}"
        folder.joinpath(f"{source}.yaml").write_text(text, encoding="utf-8")


def run(folder: Path) -> Run:
    found = engine.run_rules(reader.read_dossiers([str(folder)]))
    assert not found.problems, "\n".join(map(str, found.problems))
    return found


def standing(found: Run) -> dict[tuple[str, str], tuple[str, bool, bool]]:
    return {(one.id, one.rule): (one.status, one.known, one.passes) for one in found.findings}


def made(draw: random.Random) -> Told:
    """What three sources say of a battle: a value of every kind, some of them with more beside it."""
    told: Told = []
    for name, values in NOTATIONS.items():
        for source in SOURCES:
            said = draw.choice(
                ["so it was", "about 6,000 men on 2 September 1962", "Hugh, perhaps, and not Odo"]
            )
            more: dict[str, Sequence[str]] = {
                "quote": [f"{said} {dash} and “no” other" for dash in "-–—"] + [f'{said} - and "no" other']
            }
            if name == "ruler":
                more[draw.choice(["as_of", "within"])] = TIMES
            elif draw.random() < 0.2:
                more["according_to"] = ("men",)
            told.append((source, name, draw.choice(values), more))
    return told


@pytest.mark.parametrize("seed", range(int(os.environ.get("DISCREPANCY_NOTATIONS", "6"))))
def test_another_notation_changes_no_status_anywhere(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    folder, told = tmp_path / "aldwater", made(draw)
    write(folder, told, draw)
    first = run(folder)
    for finding in first.findings[::2]:
        record_decision(first, finding.id, Decision("unsure", by="Ann", on="2026-11-24"))
    write_baseline(run(folder), "create")
    before = run(folder)
    assert {"reviewed", "open"} <= {one.status for one in before.findings}
    write(folder, told, draw)
    after = run(folder)
    assert standing(after) == standing(before)
    path = after.views[0].dossier.path
    since = compare_runs(after, before, {path: path}, RunComparison("HEAD", "0" * 40)).since
    assert since is not None and not (since.new or since.why or since.gone)


@pytest.mark.parametrize("name", NOTATIONS)
def test_the_notations_are_what_relate_calls_identical(name: str) -> None:
    if (kind := TYPES.get(name)) is None:
        return
    basis = Basis(anchor=lambda text: text == "siege")

    for ways in NOTATIONS[name]:
        values = [read(kind, parse_cell(way), basis) for way in ways]
        assert {compare(kind, values[0], one).relation for one in values} == {"identical"}, ways


OTHER = "  - battle.count: 9,000\n    at: p. 1\n  - battle.ruler: hugh\n    as_of: 1204\n    at: p. 2\n"


def decided(folder: Path, claim: str, rest: str = "") -> Run:
    """What is found where one of two sources says `claim` and more, and the other 9,000."""
    folder.mkdir(exist_ok=True)
    folder.joinpath("dossier.yaml").write_text(HEAD, encoding="utf-8")
    for source, said in (("corve", f"  - {claim}\n    at: p. 1\n{rest}"), ("ness", OTHER)):
        text = f"source: {source}\ntitle: {source}\nclaims:\n{said}"
        folder.joinpath(f"{source}.yaml").write_text(text, encoding="utf-8")
    return run(folder)


COUNT, RULER = "battle.count: about 6,000", "battle.ruler: odo"


@pytest.mark.parametrize(
    ("claim", "rest", "now", "then"),
    [
        (COUNT, "", "battle.count: 6,000", ""),  # the licensed set
        (COUNT, "", "battle.count: about 6,100", ""),
        (COUNT, "", "battle.count: possibly about 6,000", ""),  # the charitable one
        (COUNT, "", "battle.count: about 6,000 horses", ""),  # what is counted
        (COUNT, "", COUNT, "    according_to: men\n"),
        (COUNT, "    according_to: men\n", COUNT, "    according_to: odo\n"),
        (COUNT, "", COUNT, "    stance: reports\n"),
        (COUNT, "", COUNT, "    sense: officially\n"),
        (RULER, "    as_of: 1204\n", RULER, "    throughout: 1204\n"),
        (RULER, "    as_of: 1204\n", "battle.ruler: ralph", "    as_of: 1204\n"),
        ("battle.count: low 20,000 high 30,000", "", "battle.count: low 20,000 best 22,000 high 30,000", ""),
    ],
)  # fmt: skip
def test_what_changes_a_set_a_stance_or_a_voice_opens_it_again(
    claim: str, rest: str, now: str, then: str, tmp_path: Path
) -> None:
    folder = tmp_path / "aldwater"
    (found,) = (one for one in decided(folder, claim, rest).findings if one.kind in ("conflict", "tension"))
    record_decision(run(folder), found.id, Decision("unsure", by="Ann", on="2026-11-24"))
    assert standing(decided(folder, claim, rest))[found.id, found.rule][0] == "reviewed"
    after = {one.id: one.status for one in decided(folder, now, then).findings if one.kind != "review"}
    assert after.get(found.id) in ("stale", None)


@needs_git
@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("battle.date", "1962-09-02", "2 September 1962"),
        ("battle.strength", "6,001", "6001"),
        ("battle.killed", "c. 800", "ca. 800"),
        ("battle.wounded", "20,000-30,000", "20,000–30,000"),
        ("battle.date", "c. 1907", "1907~"),
    ],
)
def test_nothing_is_told_of_it_by_any_command(
    question: str, before: str, after: str, tmp_path: Path, run_in: Runner
) -> None:
    repo = Repo(tmp_path / "repo")
    other = "1985" if "date" in question else "3,333"
    for name, value in (("corve", before), ("hugh", other)):
        repo.write(f"claims/aldwater/{name}.yaml", source_file(name, f"{question}: {value}"))
    assert run_in(repo.at, "baseline", "create").code == 0
    repo.commit()
    repo.write("claims/aldwater/corve.yaml", source_file("corve", f"{question}: {after}"))
    assert run_in(repo.at, "check").code == 0
    assert "known" in run_in(repo.at, "baseline", "status").out
    said = run_in.since(repo.at)
    assert said.code == 0 and said.since["new"] == said.since["worsened"] == said.since["gone"] == []
    assert said.since["brought"] == []
    (found,) = [row for row in said.json["findings"] if row["kind"] == "conflict"]
    (repo.at / "claims/.discrepancy-baseline").unlink()
    repo.write("claims/aldwater/corve.yaml", source_file("corve", f"{question}: {before}"))
    words = ("decide", found["id"], "--verdict", "unsure", "--by", "A", "--on", "2026-01-01")
    assert run_in(repo.at, *words).code == 0
    repo.write("claims/aldwater/corve.yaml", source_file("corve", f"{question}: {after}"))
    assert run_in(repo.at, "check").code == 0
