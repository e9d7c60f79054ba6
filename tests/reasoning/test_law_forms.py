"""Every form that the language of laws has is judged: each is broken by claims that are found, and kept by claims of which nothing is."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import pytest

import discrepancy
from discrepancy.findings.analysis import engine
from discrepancy.findings.view import questions_of
from discrepancy.model.claim import Claim
from discrepancy.reading import dossiers as reader
from discrepancy.reasoning.contradictions import ReasoningResult, reasoning_result
from discrepancy.values.base import read
from discrepancy.values.intervals import Region
from tests.support.folders import read_dossier

DOSSIER = """title: A test
entities:
  ralph: {name: Ralph, kind: person}
  hugh: {name: Hugh, kind: person}
  odo: {name: Odo, kind: person}
  anna: {name: Anna, kind: person}
  berta: {name: Berta, kind: person}
  anne: {name: Anne, kind: person, maybe: anna, because: the names are alike}
  raid: {name: the raid, kind: event, part_of: war}
  war: {name: the war, kind: event}
  guild: {name: the guild, kind: organisation}
  pact: {name: the pact, kind: agreement}
  north: {name: the North, kind: place}
  realm: {name: the Realm, kind: place}
  siege-of-ness: {name: the siege of Ness, kind: event}
  battle-of-aldwater: {name: the battle of Aldwater, kind: event}
properties:
  siege: {type: span}
  battle: {type: date}
  outlying: {type: span}
  held: {type: span, spells: false, scope: [office]}
  ruled: {type: span, spells: true}
  friend: {type: entity, one: false, scope: [office]}
  wealth: {type: quantity, state: true, scope: [part]}
  leader: {type: entity, one: true}
  boys: {type: quantity, unit: children, adds: true}
  girls: {type: quantity, unit: children, adds: true}
scopes:
  office: {king: {}, reeve: {}}
  part: {east: {}, west: {}}
terms:
  king: {name: King}
  reeve: {name: Reeve}
"""
Judge = Callable[[str, str], ReasoningResult]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """What is found with one law, `tried`, and the claims of one source, parted by semicolons; what stands behind `|` are further fields."""

    def judged(law: str, claims: str) -> ReasoningResult:
        laws = f"laws:\n  - name: tried\n    law: '{law}'\n" if law else ""
        tmp_path.joinpath("dossier.yaml").write_text(DOSSIER + laws, "utf-8")
        entries = []
        for number, claim in enumerate(claims.split(";"), 1):
            said, *behind = (part.strip() for part in claim.split("|"))
            entries += [
                f"- {said}",
                f"  at: p. {number}",
                f"  id: c{number}",
                *(f"  {field}" for field in behind),
            ]
        text = "source: s\nsiglum: S\ntitle: S\nclaims:\n" + textwrap.indent("\n".join(entries), "  ")
        tmp_path.joinpath("s.yaml").write_text(text + "\n", "utf-8")
        dossier = read_dossier(tmp_path)
        return reasoning_result(dossier, questions_of(dossier), dossier.laws)

    return judged


def sets(found: ReasoningResult) -> set[frozenset[str]]:
    """Every minimal set that is told of, by the numbers of its claims."""
    every = [group for one in found.contradictions for proof in (one, *one.more) for group in proof.sets()]
    return {frozenset(claim.id.rpartition(":")[2].removeprefix("c") for claim in group) for group in every}


def dropped(found: ReasoningResult) -> bool:
    """Whether it is said that not all was judged."""
    return any("the law tried was judged" in said for _, said in found.undecided)


class Form(NamedTuple):
    """Claims that break a law, none of which can be left out, and claims that do not."""

    breaks: str
    keeps: str


BORN_1900 = "ralph.born: 1 May 1900; "
FORMS = {
    "born <= died": Form("ralph.born: 1200; ralph.died: 1190", "ralph.born: 1200; ralph.died: 1200"),
    "age-at-death == years(born, died)": Form(
        "ralph.born: 1200; ralph.died: 1250; ralph.age-at-death: 20",
        "ralph.born: 1200; ralph.died: 1250; ralph.age-at-death: 50",
    ),
    "age == years(born, as_of)": Form(
        BORN_1900 + "ralph.age: 20|as_of: 1950", BORN_1900 + "ralph.age: 50|as_of: 1950"
    ),
    "released - imprisoned == about 6 years": Form(
        "ralph.imprisoned: 1931; ralph.released: 1945", "ralph.imprisoned: 1931; ralph.released: 1937"
    ),
    "born + 12 years <= married": Form(
        "ralph.born: 1200; ralph.married: 1205", "ralph.born: 1200; ralph.married: 1215"
    ),
    'signed >= "1945-09-02"': Form("pact.signed: 1944", "pact.signed: 1945"),
    "killed + wounded <= casualties": Form(
        "raid.killed: 11; raid.wounded: 22; raid.casualties: 29",
        "raid.killed: 11; raid.wounded: 22; raid.casualties: 33",
    ),
    "killed[side=attackers] <= 30% * killed[side=all]": Form(
        "raid.killed[side=attackers]: 41; raid.killed[side=all]: 101",
        "raid.killed[side=attackers]: 30; raid.killed[side=all]: 101",
    ),
    "count(child) <= children": Form(
        "ralph.child: Hugh; ralph.child: Odo; ralph.children: 1",
        "ralph.child: Hugh; ralph.child: Odo; ralph.children: 2",
    ),
    "successor.predecessor == subject": Form(
        "ralph.successor: Hugh; hugh.predecessor: Odo", "ralph.successor: Hugh; hugh.predecessor: Ralph"
    ),
    "siege before battle": Form(
        "ralph.siege: 1200-1210; ralph.battle: 1205", "ralph.siege: 1200-1210; ralph.battle: 1211"
    ),
    "date within span": Form(
        "raid.date: 1199; raid.span: 1200-1210", "raid.date: 1200; raid.span: 1200-1210"
    ),
    "at most one holder of king at a time": Form(
        "ralph.held[office=king]: 1200-1210; hugh.held[office=king]: 1205-1220",
        "ralph.held[office=king]: 1200-1210; hugh.held[office=king]: 1210-1220",
    ),
    # What the text says beside these.
    "at most one held[office=king] at a time": Form(
        "ralph.held[office=king]: 1200-1210; hugh.held[office=king]: 1205-1220",
        "ralph.held[office=king]: 1200-1210; hugh.held[office=reeve]: 1205-1220",
    ),
    "siege-of-ness.end <= battle-of-aldwater.date": Form(
        "siege-of-ness.end: 1204; battle-of-aldwater.date: 1203",
        "siege-of-ness.end: 1204; battle-of-aldwater.date: 1204",
    ),
    "held.end - held.start <= 30 years": Form(
        "ralph.held[office=king]: 1200-1240", "ralph.held[office=king]: 1200-1230"
    ),
    "held[office=king].end <= died": Form(
        "ralph.held[office=king]: 1200-1240; ralph.died: 1230",
        "ralph.held[office=reeve]: 1200-1240; ralph.died: 1230",
    ),
    "organisation.founded <= joined": Form(
        "ralph.joined[organisation=guild]: 1190; guild.founded: 1200",
        "ralph.joined[organisation=guild]: 1200; guild.founded: 1200",
    ),
    "parent.born < born": Form(
        "ralph.born: 1200; ralph.parent: Hugh; hugh.born: 1201",
        "ralph.born: 1200; ralph.parent: Hugh; hugh.born: 1180",
    ),
    # Each operator, and each form within another.
    "born < died": Form(
        "ralph.born: 1 May 1200; ralph.died: 1 May 1200", "ralph.born: 1 May 1200; ralph.died: 2 May 1200"
    ),
    "died >= born": Form("ralph.born: 1200; ralph.died: 1190", "ralph.born: 1200; ralph.died: 1210"),
    "died > born": Form(
        "ralph.born: 1 May 1200; ralph.died: 1 May 1200", "ralph.born: 1 May 1200; ralph.died: 2 May 1200"
    ),
    "born == married": Form("ralph.born: 1200; ralph.married: 1201", "ralph.born: 1200; ralph.married: 1200"),
    'signed == "1945"': Form("pact.signed: 1944", "pact.signed: 3 May 1945"),
    "years(born, died) <= 100": Form(
        "ralph.born: 1 May 1200; ralph.died: 1303", "ralph.born: 1200; ralph.died: 1299"
    ),
    "years(born + 20 years, died) == age-at-death": Form(
        "ralph.born: 1200; ralph.died: 1250; ralph.age-at-death: 50",
        "ralph.born: 1200; ralph.died: 1250; ralph.age-at-death: 30",
    ),
    "years(born + 0.5 * (died - born), died) <= 30": Form(
        "ralph.born: 1200; ralph.died: 1270", "ralph.born: 1200; ralph.died: 1260"
    ),
    'years(born, "1945-09-02") >= 20': Form("ralph.born: 1930", "ralph.born: 1925"),
    'years(born, "before 1945") >= 20': Form("ralph.born: 1930", "ralph.born: 1920"),
    "2 * years(born, died) <= 100": Form(
        "ralph.born: 1200; ralph.died: 1260", "ralph.born: 1200; ralph.died: 1250"
    ),
    "age + 10 <= years(born, as_of)": Form(
        BORN_1900 + "ralph.age: 50|as_of: 1950", BORN_1900 + "ralph.age: 30|as_of: 1950"
    ),
    "released - imprisoned == 2 years and 3 months": Form(
        "ralph.imprisoned: 1 May 1931; ralph.released: 1 May 1933",
        "ralph.imprisoned: 1 May 1931; ralph.released: 1 August 1933",
    ),
    "released - imprisoned <= 100 days": Form(
        "ralph.imprisoned: 1 May 1931; ralph.released: 10 August 1931",
        "ralph.imprisoned: 1 May 1931; ralph.released: 9 August 1931",
    ),
    "released - imprisoned == 3 months": Form(
        "ralph.imprisoned: 1 May 1931; ralph.released: 10 August 1931",
        "ralph.imprisoned: 1 February 1931; ralph.released: 1 May 1931",
    ),
    "siege within outlying": Form(
        "ralph.siege: 1200-1210; ralph.outlying: 1201-1210",
        "ralph.siege: 1200-1210; ralph.outlying: 1199-1211",
    ),
    "siege.start within outlying": Form(
        "ralph.siege: 1200-1210; ralph.outlying: 1201-1210",
        "ralph.siege: 1200-1210; ralph.outlying: 1199-1205",
    ),
    "battle before siege": Form(
        "ralph.siege: 1200-1210; ralph.battle: 1205", "ralph.siege: 1200-1210; ralph.battle: 1199"
    ),
    "siege before outlying": Form(
        "ralph.siege: 1200-1210; ralph.outlying: 1205-1220",
        "ralph.siege: 1200-1210; ralph.outlying: 1210-1220",
    ),
    "date within part_of.span": Form(
        "raid.date: 1199; war.span: 1200-1210", "raid.date: 1200; war.span: 1200-1210"
    ),
    'part_of.date >= "1200-01-01"': Form("war.date: 1199", "war.date: 1200"),
    "north.wealth <= realm.wealth": Form(
        "north.wealth: 41|as_of: 1950; realm.wealth: 31|as_of: 1950",
        "north.wealth: 41|as_of: 1950; realm.wealth: 31|as_of: 1951",
    ),
    "wealth <= realm.wealth": Form(
        "north.wealth: 41|as_of: 1950; realm.wealth: 31|as_of: 1950",
        "north.wealth: 41|as_of: 1950; realm.wealth: 31|as_of: 1951",
    ),
    "leader.wealth <= 30": Form(
        "guild.leader: Ralph; ralph.wealth: 41|as_of: 1950",
        "guild.leader: Ralph; ralph.wealth: 29|as_of: 1950",
    ),
    "leader.age <= years(founded, as_of)": Form(
        "guild.leader: Ralph; ralph.age: 41|as_of: 1950; guild.founded: 1930",
        "guild.leader: Ralph; ralph.age: 41|as_of: 1950; guild.founded: 1900",
    ),
    "wealth[part=east] + wealth[part=west] == wealth[part=all]": Form(
        "north.wealth[part=east]: 11|as_of: 1950; north.wealth[part=west]: 22|as_of: 1950; north.wealth[part=all]: 31|as_of: 1950",
        "north.wealth[part=east]: 11|as_of: 1950; north.wealth[part=west]: 22|as_of: 1950; north.wealth[part=all]: 33|as_of: 1950",
    ),
    "children >= count(child)": Form(
        "ralph.child: Hugh; ralph.child: Odo; ralph.children: 1", "ralph.child: Hugh; ralph.children: 1"
    ),
    "count(child) < children": Form(
        "ralph.child: Hugh; ralph.children: 1", "ralph.child: Hugh; ralph.children: 2"
    ),
    "count(child) == children": Form(
        "ralph.child: Hugh; ralph.child: Odo; ralph.children: 1", "ralph.child: Hugh; ralph.children: 2"
    ),
    "children == count(child)": Form(
        "ralph.child: Hugh; ralph.child: Odo; ralph.children: 1", "ralph.child: Hugh; ralph.children: 2"
    ),
    "count(child) <= 1": Form("ralph.child: Hugh; ralph.child: Odo", "ralph.child: Hugh; anna.child: Odo"),
    "2 * count(child) + 1 <= children": Form(
        "ralph.child: Hugh; ralph.child: Odo; ralph.children: 4", "ralph.child: Hugh; ralph.children: 3"
    ),
    "count(friend[office=king]) <= 1": Form(
        "ralph.friend[office=king]: Hugh; ralph.friend[office=king]: Odo",
        "ralph.friend[office=king]: Hugh; ralph.friend[office=reeve]: Odo",
    ),
    "count(leader.child) <= 1": Form(
        "guild.leader: Ralph; ralph.child: Hugh; ralph.child: Odo",
        "guild.leader: Anna; ralph.child: Hugh; ralph.child: Odo",
    ),
    "count(child) + count(friend) <= 2": Form(
        "ralph.child: Hugh; ralph.child: Odo; ralph.friend: Anna", "ralph.child: Hugh; ralph.friend: Anna"
    ),
    "at most two ruled at a time": Form(
        "ralph.ruled: 1200-1210; hugh.ruled: 1205-1220; odo.ruled: 1208-1209",
        "ralph.ruled: 1200-1210; hugh.ruled: 1205-1220; odo.ruled: 1210-1212",
    ),
    "at most 3 holders of king at a time": Form(
        "; ".join(
            f"{name}.held[office=king]: 120{i}-1210"
            for i, name in enumerate(("ralph", "hugh", "odo", "anna"))
        ),
        "; ".join(
            f"{name}.held[office=king]: 120{i}-120{i + 2}"
            for i, name in enumerate(("ralph", "hugh", "odo", "anna"))
        ),
    ),
}
NOT_JUDGED = {
    "count(child) >= children": "ralph.child: Hugh; ralph.children: 3",
    "count(child) >= 3": "ralph.child: Hugh; ralph.children: 3",
    "count(alias) <= 1": "ralph.alias: the Red; ralph.alias: the Bold",
}


@pytest.mark.parametrize("form", FORMS)
def test_what_breaks_a_law_is_found(judge: Judge, form: str) -> None:
    found = judge(form, FORMS[form].breaks)
    everyone = frozenset(str(number) for number in range(1, FORMS[form].breaks.count(";") + 2))
    assert sets(found) == {everyone}
    assert not dropped(found)


@pytest.mark.parametrize("form", FORMS)
def test_what_keeps_a_law_is_not(judge: Judge, form: str) -> None:
    found = judge(form, FORMS[form].keeps)
    assert not sets(found) and not dropped(found)


@pytest.mark.parametrize("form", NOT_JUDGED)
def test_a_law_that_cannot_be_judged_is_said_to_be_so(judge: Judge, form: str) -> None:
    found = judge(form, NOT_JUDGED[form])
    assert not sets(found) and dropped(found)


def test_a_law_that_speaks_of_nothing_was_never_applied(judge: Judge) -> None:
    assert (
        judge("as_of - born <= 36,525 days", "ralph.born: 1200").applied["tried"] == 0
    )  # which "laws that never applied" says


def test_every_form_of_the_manual_is_tried() -> None:
    page = (Path(discrepancy.__file__).parent / "commands" / "help" / "laws.md").read_text("utf-8")
    block = page.split("**What is compared.**")[1].split("**Of whom.**")[0]
    lines = [line[4:] for line in block.splitlines() if re.match(r" {4}\S", line)]
    forms = [re.split(r" {2,}", line)[0] for line in lines]
    assert len(forms) > 10 and not [form for form in forms if form not in FORMS]


# Which sets are told of


def test_every_choice_of_who_is_counted_is_told_of(judge: Judge) -> None:
    named = "; ".join(f"ralph.child: {name}" for name in ("Hugh", "Odo", "Anna", "Berta"))
    found = judge("count(child) <= children", f"{named}; ralph.children: 2; ralph.children: 3")
    wanted = {frozenset({*group, "5"}) for group in combinations("1234", 3)} | {frozenset("12346")}
    assert sets(found) == wanted and not dropped(found)


def test_a_number_that_follows_from_others_counts_too(judge: Judge) -> None:
    laws = "count(child) <= children'\n  - name: boys-and-girls\n    law: 'children == boys + girls"
    found = judge(
        laws, "ralph.child: Hugh; ralph.child: Odo; ralph.child: Anna; ralph.boys: 1; ralph.girls: 1"
    )
    assert sets(found) == {frozenset("12345")}


def test_those_who_are_perhaps_one_are_not_counted_as_two(judge: Judge) -> None:
    assert not sets(
        judge("count(child) <= children", "ralph.child: Anna; ralph.child: Anne; ralph.children: 1")
    )
    found = judge(
        "count(child) <= children",
        "ralph.child: Anna; ralph.child: Anne; ralph.child: Hugh; ralph.children: 1",
    )
    assert sets(found) == {frozenset("134"), frozenset("234")}


def test_all_who_are_named_are_not_set_beside_a_part_of_them(judge: Judge) -> None:
    assert not sets(
        judge("count(child) <= children", "ralph.child: Hugh; ralph.child: Odo; ralph.children[sex=women]: 1")
    )
    assert sets(
        judge("count(child) <= children", "ralph.child: Hugh; ralph.child: Odo; ralph.children[sex=all]: 1")
    ) == {frozenset("123")}


def test_too_many_choices_are_said(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discrepancy.reasoning.grounding.MOST_CHOICES", 3)
    named = "; ".join(f"ralph.child: {name}" for name in ("Hugh", "Odo", "Anna", "Berta"))
    found = judge("count(child) <= children", f"{named}; ralph.children: 1")
    assert len(sets(found)) == 3 and dropped(found)


def test_too_many_groups_are_said(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discrepancy.reasoning.grounding.MOST_GROUPS", 2)
    held = "; ".join(f"{name}.held[office=king]: 1200-1210" for name in ("ralph", "hugh", "odo", "anna"))
    found = judge("at most two holders of king at a time", held)
    assert len(sets(found)) == 2 and dropped(found)


def test_every_group_that_is_too_great_is_told_of(judge: Judge) -> None:
    held = "; ".join(f"{name}.held[office=king]: 1200-1210" for name in ("ralph", "hugh", "odo", "anna"))
    assert sets(judge("at most two holders of king at a time", held)) == {
        frozenset(group) for group in combinations("1234", 3)
    }
    assert sets(judge("at most 4 holders of king at a time", held)) == set()


def test_a_group_may_be_made_too_great_by_what_follows(judge: Judge) -> None:
    claims = "ralph.ruled: 1200-1210; hugh.ruled: from 1204; odo.ruled: 1205-1207; hugh.siege: 1200-1208"
    found = judge(
        "at most two ruled at a time'\n  - name: to-the-end\n    law: 'siege.end == ruled.end", claims
    )
    assert sets(found) == {frozenset("1234")}


@pytest.mark.parametrize(
    ("law", "broken"), [("anna.born <= parent.born", False), ("anna.born < parent.born", True)]
)
def test_a_step_may_lead_back_to_the_named(judge: Judge, tmp_path: Path, law: str, broken: bool) -> None:
    """Then a day is set against itself, among days that nothing fixes."""
    late = "'\n  - name: late\n    law: 'siege-of-ness.span before battle-of-aldwater.date"
    days = "berta.died: 2 years after anna.born; berta.died: three days before siege-of-ness"
    judge(
        law + late,
        f"berta.parent: anna; odo.born: possibly before battle-of-aldwater; battle-of-aldwater.span: since 1180; {days}",
    )
    found = engine.run_rules(reader.read_dossiers([str(tmp_path)])).findings
    assert ("tried" in {one.law for one in found}) == broken


def test_a_law_for_a_kind_speaks_of_that_kind_only(judge: Judge) -> None:
    claims = "ralph.ruled: 1200-1210; guild.ruled: 1200-1210; hugh.ruled: 1205-1206"
    assert sets(judge("at most one ruled at a time'\n    for: 'person", claims)) == {frozenset("13")}


def test_each_of_several_that_differ_is_told_of(judge: Judge) -> None:
    found = judge(
        "successor.predecessor == subject",
        "ralph.successor: Hugh; hugh.predecessor: Odo; hugh.predecessor: Anna; hugh.predecessor: Ralph",
    )
    assert sets(found) == {frozenset("12"), frozenset("13")}


# Denied periods


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        # Begun in 1200 it must end outside 1210, which the law leaves no room for.
        ("ralph.siege: from 1200; ralph.siege: 1200-1210|stance: denies; ralph.battle: 1210", {"123"}),
        ("ralph.siege: from 1200; ralph.siege: 1200-1210|stance: denies; ralph.battle: 1211", set()),
        ("ralph.siege: from 1201; ralph.siege: 1200-1210|stance: denies; ralph.battle: 1210", set()),
        ("ralph.siege: until 1210; ralph.siege: from 1210|stance: denies; ralph.battle: 1210", set()),
        ("ralph.siege: from 1200; ralph.siege: until 1210|stance: denies; ralph.battle: 1210", {"23"}),
    ],
)
def test_a_denied_period(judge: Judge, claims: str, wanted: set[str]) -> None:
    assert sets(judge("siege.end == battle", claims)) == set(map(frozenset, wanted))


def test_a_denied_spell_is_no_spell_of_anyone(judge: Judge) -> None:
    spells = "ralph.ruled: 1200-1210; ralph.ruled: 1230-1240; ralph.ruled: 1220-1225|stance: denies; hugh.ruled: 1222-1224"
    assert not sets(judge("at most one ruled at a time", spells))
    found = judge(
        "ruled.end == battle",
        "ralph.ruled: from 1200; ralph.ruled: 1200-1210|stance: denies; ralph.battle: 1210",
    )
    assert sets(found) == {frozenset("123")}


def test_a_denial_against_the_same_period_is_told_of_by_its_question_alone(judge: Judge) -> None:
    assert not sets(
        judge(
            "siege.end == battle",
            "ralph.siege: 1200-1210; ralph.siege: 1200-1210|stance: denies; ralph.battle: 1210",
        )
    )


# Beside brute force

WAYS = (
    "{{from: {0} May 1200, to: {1} May 1200}}",
    "{{from: {0} May 1200}}",
    "{{to: {1} May 1200}}",
    "{{from: {0} May 1200, to: {1} May 1200}}|stance: denies",
)
LAST = 3  # of the days that claims speak of; one before and one after stand for all others
WORLDS = [(start, end) for end in range(LAST + 2) for start in range(end + 1)]


def allowed(claim: Claim) -> frozenset[tuple[int, int]]:
    """The periods that a claim allows."""
    sets = claim.value.licensed
    assert sets == claim.value.charitable
    days = [read("date", f"{day} May 1200").licensed[0][0] for day in range(1, LAST + 1)]
    days = [days[0] - 1, *days, days[-1] + 1]

    def among(region: Region, day: int) -> bool:
        return any(low <= days[day] <= high for low, high in region)

    return frozenset(
        one for one in WORLDS if (among(sets.start, one[0]) and among(sets.end, one[1])) != claim.denies
    )


def possible(claims: Sequence[Claim], most: int) -> bool:
    """Whether there are periods of all that the claims allow and of which no more than `most` share a time."""
    about: dict[str, frozenset[tuple[int, int]]] = {}
    for claim in claims:
        about[claim.question.about] = about.get(claim.question.about, frozenset(WORLDS)) & allowed(claim)

    def law(periods: Sequence[tuple[int, int]]) -> bool:
        return all(
            any(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(group, 2))
            for group in combinations(periods, most + 1)
        )

    return any(law(periods) for periods in product(*about.values()))


@pytest.mark.parametrize("seed", range(60))
def test_the_sets_are_those_of_brute_force(tmp_path: Path, judge: Judge, seed: int) -> None:
    rng = random.Random(seed)
    said = []
    for _ in range(rng.randint(5, 8)):
        first, last = sorted(rng.choices(range(1, LAST + 1), k=2))
        said.append(f"{rng.choice(('ralph', 'hugh', 'odo'))}.siege: {rng.choice(WAYS).format(first, last)}")
    most = rng.choice((1, 2))
    found = judge(f"at most {most} siege at a time", "; ".join(said))
    claims = reader.read_dossiers([str(tmp_path)])[0].claims
    minimal: list[frozenset[int]] = []
    for size in range(1, len(claims) + 1):
        for group in combinations(range(len(claims)), size):
            if not any(one <= set(group) for one in minimal) and not possible(
                [claims[i] for i in group], most
            ):
                minimal.append(frozenset(group))
    lawful = [group for group in minimal if possible([claims[i] for i in group], len(claims))]
    assert sets(found) == {frozenset(str(i + 1) for i in group) for group in lawful}
    assert not dropped(found)
