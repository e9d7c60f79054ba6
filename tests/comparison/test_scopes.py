"""Parts and wholes across chains, running counts, parts that exclude one another, and what is the whole of a dimension."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import pytest

from discrepancy.comparison import scopes
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.finding import Finding
from discrepancy.findings.rule import Fault
from discrepancy.findings.run import Run
from discrepancy.findings.view import view_of
from discrepancy.model.claim import Question
from discrepancy.model.core_vocabulary import core_vocabulary, extended_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Entity
from discrepancy.model.vocabulary import Property
from discrepancy.rules.parts_above_total import parts_above_total
from discrepancy.rules.running_count_falls import running_count_falls
from tests.support.bombs_of_dossiers import BOMBS
from tests.support.claims import c, told, when
from tests.support.counted_steps import calls
from tests.support.folders import findings_in, write_dossier

ENTITIES = """
entities:
  world: {name: World, kind: place}
  realm: {name: Realm, kind: place, part_of: world}
  shire: {name: Shire, kind: place, part_of: [realm, march]}
  march: {name: March, kind: place, part_of: realm}
  town: {name: Town, kind: place, part_of: shire}
  street: {name: Street, kind: place, part_of: town}
  street-again: {name: the same Street, kind: place, same_as: street, because: one street}
  quarter: {name: Quarter, kind: place, same_as: parish, because: one parish}
  parish: {name: Parish, kind: place}
  abbey: {name: Abbey, kind: place, part_of: quarter}
  maybe-town: {name: perhaps the Town, kind: place, maybe: town, because: the name is like it}
  war: {name: the war, kind: event}
  siege: {name: the siege, kind: event, part_of: war}
  assault: {name: the assault, kind: event, part_of: siege}
  breach: {name: the breach, kind: event, part_of: assault}
  flood: {name: a flood of no known day, kind: event}
  guild: {name: the guild, kind: organisation}
properties:
  held: {type: quantity, unit: people, adds: true, scope: [rank, place, kind], help: Held.}
  souls: {type: quantity, unit: people, adds: true, state: true, scope: [kind], help: Living there.}
  fallen: {type: quantity, unit: people, adds: true, running: true, scope: [kind], help: The dead so far.}
  rate: {type: quantity, scope: [kind], help: A rate.}
"""
SCOPES = """
scopes:
  rank:
    prisoners: {}
    soldiers: {part_of: prisoners}
    officers: {part_of: [soldiers, gentry]}
    gentry: {part_of: prisoners}
    colonels: {part_of: officers}
    sick: {part_of: prisoners, not: [sound]}
    sound: {part_of: prisoners}
"""
Find = Callable[..., Run]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Runs on a dossier of which each argument gives one source's claims; `scopes` are declared beside those above."""

    def found(scopes: str = "", **sources: str) -> Run:
        write_dossier(tmp_path, "title: A test\n" + ENTITIES + SCOPES + scopes, sources)
        return findings_in(tmp_path)

    return found


def kinds(run: Run) -> list[tuple[str, str]]:
    return [(finding.rule, finding.kind) for finding in run.findings]


def one(run: Run) -> Finding:
    assert len(run.findings) == 1, [finding.message for finding in run.findings]
    return run.findings[0]


# Chains


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("siege.held[rank=colonels]", "siege.held[rank=prisoners]"),  # a chain of values, by two ways
        ("siege.held[rank=colonels]", "siege.held[rank=gentry]"),
        ("siege.held[rank=colonels]", "siege.held[rank=all]"),
        ("breach.held[rank=sick]", "war.held[rank=sick]"),  # a chain of things asked about
        ("street.held", "world.held"),  # with two ways up
        ("siege.held[place=street]", "siege.held[place=world]"),  # a chain of entities as values
        ("siege.held[place=street-again]", "siege.held[place=realm]"),  # of one that is held to be another
        ("street-again.held", "world.held"),
        ("siege.held[place=abbey]", "siege.held[place=parish]"),
        ("abbey.held", "parish.held"),
        ("breach.held[rank=colonels, place=street]", "war.held[rank=prisoners, place=realm]"),  # all at once
        (
            "breach.held[place=street]",
            "war.held[rank=prisoners, place=realm]",
        ),  # one left out, the other by a chain
    ],
)
def test_a_part_is_a_part_across_any_chain(find: Find, part: str, whole: str) -> None:
    run = find(a=f"- {part}: 9,001", b=f"- {whole}: 501")
    assert [(finding.rule, finding.kind) for finding in run.findings if finding.rule != "S102"] == [
        ("S101", "conflict")
    ]
    assert "S101" not in [rule for rule, _ in kinds(find(a=f"- {part}: 501", b=f"- {whole}: 9,001"))]


def test_a_chain_from_a_value_through_an_entity_is_followed(find: Find) -> None:
    scopes = "  place:\n    gatehouse: {part_of: street}\n    street: {}\n"
    run = find(scopes, a="- siege.held[place=gatehouse]: 9,001", b="- siege.held[place=world]: 501")
    assert one(run).rule == "S101"


def test_what_is_beside_a_value_is_no_part_of_it(find: Find) -> None:
    assert not find(a="- siege.held[rank=sick]: 9,001", b="- siege.held[rank=soldiers]: 501").findings
    assert not find(a="- march.held: 9,001", b="- town.held: 501").findings


def test_parts_in_a_circle_end() -> None:
    scopes = {"rank": {"a": {"part_of": ["b"]}, "b": {"part_of": ["c"]}, "c": {"part_of": ["a"]}, "top": {}}}
    vocabulary = extended_vocabulary(core_vocabulary(), {"scopes": scopes})
    entities = {
        name: Entity(name, name, part_of=(whole,)) for name, whole in (("x", "y"), ("y", "z"), ("z", "x"))
    }
    dossier = Dossier("d", "d", "D", vocabulary, entities=MappingProxyType(entities))
    prop = Property("p", "quantity", adds=True, scope=("rank",))
    asked = _asked(dossier, prop, ("x", "a", "900"), ("y", "b", "500"), ("z", "c", "300"))
    pairs = {
        (str(pair.part.question), str(pair.whole.question))
        for pair in view_of(dossier, asked).part_whole_pairs
    }
    assert ("x.p[rank=a]", "z.p[rank=c]") in pairs and len(pairs) == 6


def _asked(dossier: Dossier, prop: Property, *said: tuple[str, str, str]) -> dict[Question, QuestionClaims]:
    """A question for each (about, value of the first dimension, figure)."""
    found = {}
    for number, (about, value, figure) in enumerate(said):
        question = Question(about, prop.name, ((prop.scope[0], value),))
        found[question] = QuestionClaims(
            question, prop, [c(number, "quantity", figure, question=question)], dossier, lambda _: None
        )
    return found


# What is the whole of a dimension


@pytest.mark.parametrize(
    ("scopes", "whole"),
    [
        ("  place: {land: {}, north: {part_of: land}}\n", "place=land"),  # the core has no values there
        (
            "  kind: {everyone: {}, military: {part_of: everyone}, monks: {part_of: everyone}}\n",
            "kind=everyone",
        ),
    ],
)
def test_the_one_value_that_every_other_is_part_of_is_the_whole(find: Find, scopes: str, whole: str) -> None:
    assert kinds(find(scopes, a="- siege.held: 9,001", b=f"- siege.held[{whole}]: 501")) == [
        ("S101", "conflict")
    ]


def test_a_value_of_the_core_that_claims_use_is_beside_the_whole(find: Find) -> None:
    scopes = "  kind: {everyone: {}, military: {part_of: everyone}, monks: {part_of: everyone}}\n"
    run = find(
        scopes, a="- siege.held: 501\n- war.held[kind=political]: 1", b="- siege.held[kind=everyone]: 9,001"
    )
    assert kinds(run) == [("S102", "tension")]
    run = find(
        scopes, a="- siege.held: 9,001\n- war.held[kind=officers]: 1", b="- siege.held[kind=everyone]: 501"
    )
    assert kinds(run) == [
        ("S101", "conflict")
    ]  # officers are part of the military, which is part of everyone


def test_a_place_that_claims_use_is_beside_the_whole(find: Find) -> None:
    scopes = "  place: {land: {}, north: {part_of: land}}\n"
    run = find(scopes, a="- siege.held: 501\n- war.held[place=town]: 1", b="- siege.held[place=land]: 9,001")
    assert kinds(run) == [("S102", "tension")]


@pytest.mark.parametrize(
    "scopes", ["{monks: {}, novices: {part_of: monks}}", "{lay: {}, monks: {}, novices: {part_of: monks}}"]
)
def test_a_value_beside_those_of_the_core_is_no_whole(find: Find, scopes: str) -> None:
    run = find(f"  kind: {scopes}\n", a="- siege.held: 501", b="- siege.held[kind=monks]: 9,001")
    assert kinds(run) == [("S102", "tension")]


# Running counts


def test_a_running_count_that_falls_is_told_once_and_in_its_own_words(find: Find) -> None:
    finding = one(
        find(a="- siege.fallen: 65,001\n  as_of: November 1957", b="- siege.fallen: 40,001\n  as_of: 1958")
    )
    assert (finding.rule, finding.kind) == ("S103", "conflict")
    assert (
        finding.message
        == "siege.fallen: a running count cannot fall: 65,001 (A) by November 1957, yet 40,001 (B) by 1958"
    )
    assert len(finding.claims) == 2 and finding.camps_total == 2


def test_a_running_count_that_rises_or_stays_is_none(find: Find) -> None:
    assert not find(a="- siege.fallen: 501\n  as_of: 1203", b="- siege.fallen: 901\n  as_of: 1204").findings
    assert not find(a="- siege.fallen: 501\n  as_of: 1203", b="- siege.fallen: 501\n  as_of: 1204").findings
    assert not find(
        a="- siege.fallen: over 500\n  as_of: 1203", b="- siege.fallen: about 500\n  as_of: 1204"
    ).findings


def test_up_to_a_day_and_as_of_it_are_one_thing(find: Find) -> None:
    assert kinds(
        find(a="- siege.fallen: 901\n  during: ../1203", b="- siege.fallen: 501\n  as_of: 1204")
    ) == [("S103", "conflict")]


def test_a_fall_only_as_worded_or_in_another_sense_or_order_is_a_tension(find: Find) -> None:
    assert kinds(
        find(a="- siege.fallen: 1,201\n  as_of: 1203", b="- siege.fallen: about 1,000\n  as_of: 1204")
    ) == [("S103", "tension")]
    finding = one(
        find(
            a="- siege.fallen: 901\n  as_of: 1203\n  sense: and wounded",
            b="- siege.fallen: 501\n  as_of: 1204",
        )
    )
    assert finding.kind == "tension" and finding.hints == (
        'different sense: no sense stated / "and wounded"',
    )
    finding = one(find(a="- siege.fallen: 901\n  as_of: 3 May 1204", b="- siege.fallen: 501\n  as_of: 1204"))
    assert finding.kind == "tension" and "the order of the two days is only possible" in told(finding)
    assert (
        one(find(a="- siege.fallen: 901\n  as_of: 3 May 1204", b="- siege.fallen: 501\n  as_of: flood")).kind
        == "tension"
    )
    assert not find(
        a="- siege.fallen: 901\n  as_of: 1204", b="- siege.fallen: 501\n  as_of: 3 May 1204"
    ).findings


def test_a_count_over_a_period_within_the_running_one_stays_with_parts_and_wholes(find: Find) -> None:
    assert kinds(
        find(a="- siege.fallen: 901\n  during: 1203/1204", b="- siege.fallen: 501\n  as_of: 1205")
    ) == [("S101", "conflict")]


def test_a_part_of_the_fallen_above_the_whole_of_a_later_day_stays_with_parts_and_wholes(find: Find) -> None:
    run = find(
        a="- siege.fallen[kind=military]: 901\n  as_of: 1203",
        b="- siege.fallen[kind=all]: 501\n  as_of: 1204",
    )
    assert kinds(run) == [("S101", "conflict")]


def test_other_units_never_fall(find: Find) -> None:
    run = find(a="- siege.fallen: 901 carts\n  as_of: 1203", b="- siege.fallen: 501 people\n  as_of: 1204")
    assert kinds(run) == [("D104", "gap")]


def test_a_count_that_falls_twice_is_one_finding_of_three_camps(find: Find) -> None:
    said = "\n".join(
        f"- siege.fallen: {number}\n  as_of: {year}"
        for number, year in ((901, 1203), (701, 1204), (501, 1205))
    )
    finding = one(find(a=said))
    assert len(finding.claims) == 3 and [len(camp) for camp in finding.camps] == [1, 1, 1]
    assert finding.message.endswith("901 (A) by 1203, yet 501 (A) by 1205; and 2 more such pairs")


def test_falls_are_those_of_all_pairs() -> None:
    rng = random.Random(103)
    prop = Property("p", "quantity", adds=True, running=True)
    dossier = Dossier("d", "d", "D", core_vocabulary())
    for _ in range(200):
        said = [(rng.randint(1, 9) * 1000 + 1, rng.randint(1200, 1206)) for _ in range(rng.randint(2, 7))]
        claims = [
            c(i, "quantity", str(figure), when=when("as_of", str(year)))
            for i, (figure, year) in enumerate(said)
        ]
        found = list(
            running_count_falls(QuestionClaims(claims[0].question, prop, claims, dossier, lambda _: None))
        )
        wanted = {
            i
            for a, b in combinations(range(len(said)), 2)
            for i in (a, b)
            if (said[a][1] - said[b][1]) * (said[a][0] - said[b][0]) < 0
        }
        assert {claim.source for fault in found for claim in fault.claims} == {f"s{i}" for i in wanted}


def test_the_work_on_many_running_counts_grows_with_them() -> None:
    def falls(many: int) -> list[Fault]:
        claims = [
            c(i, "quantity", f"{1000 + 10 * i}", when=when("as_of", str(1000 + i))) for i in range(many)
        ]
        claims.append(c(5000, "quantity", "100", when=when("as_of", "2020")))
        question = claims[0].question
        prop = Property("p", "quantity", adds=True, running=True)
        return list(
            running_count_falls(
                QuestionClaims(
                    question, prop, claims, Dossier("d", "d", "D", core_vocabulary()), lambda _: None
                )
            )
        )

    (fault,) = falls(1000)
    assert fault.kind == "conflict"
    half, whole = (calls(lambda: falls(many)) for many in (500, 1000))  # noqa: B023 - called at once
    assert whole < 2.5 * half


# Parts that exclude one another


def test_parts_together_above_their_whole_are_one_minimal_set(find: Find) -> None:
    run = find(
        a="- siege.held[kind=military]: 701\n- siege.held[kind=civilian]: 502",
        b="- siege.held[kind=all]: 901",
    )
    finding = one(run)
    assert (finding.rule, finding.kind, str(finding.question)) == ("S104", "conflict", "siege.held[kind=all]")
    assert [claim.given for claim in finding.claims] == ["701", "502", "901"]
    assert [len(camp) for camp in finding.camps] == [2, 2, 2] and finding.camps_total == 3
    assert finding.message == (
        "siege.held[kind=all]: 901 (B) in all, yet 701 (A) for kind=military and 502 (A) for kind=civilian, 1,203 or more people together"
    )


def test_parts_within_their_whole_or_equal_to_it_exclude_nothing(find: Find) -> None:
    assert not find(
        a="- siege.held[kind=military]: 701\n- siege.held[kind=civilian]: 502",
        b="- siege.held[kind=all]: 1,203",
    ).findings
    assert not find(
        a="- siege.held[kind=military]: 700\n- siege.held[kind=civilian]: 500",
        b="- siege.held[kind=all]: about 1,200",
    ).findings


def test_parts_that_are_not_said_to_exclude_one_another_are_not_added(find: Find) -> None:
    assert not find(
        a="- siege.held[kind=military]: 701\n- siege.held[kind=wounded]: 502", b="- siege.held[kind=all]: 901"
    ).findings
    assert not find(
        a="- siege.held[place=town]: 701\n- siege.held[place=parish]: 502", b="- siege.held[place=all]: 901"
    ).findings
    assert not find(
        a="- siege.rate[kind=military]: 7\n- siege.rate[kind=civilian]: 5", b="- siege.rate[kind=all]: 9"
    ).findings


def test_parts_of_values_that_exclude_one_another_do_too(find: Find) -> None:
    run = find(
        a="- siege.held[kind=officers]: 701\n- siege.held[kind=civilian]: 502",
        b="- siege.held[kind=all]: 901",
    )
    assert kinds(run) == [("S104", "conflict")]
    run = find(
        a="- siege.held[rank=sick]: 701\n- siege.held[rank=sound]: 502", b="- siege.held[rank=prisoners]: 901"
    )
    assert kinds(run) == [("S104", "conflict")]  # as a dossier declares its own


def test_the_parts_of_a_part_are_those_of_the_whole(find: Find) -> None:
    run = find(
        a="- breach.held[kind=military]: 701\n- breach.held[kind=civilian]: 502",
        b="- war.held[kind=all]: 901",
    )
    assert kinds(run) == [("S104", "conflict")]


def test_a_part_alone_above_the_whole_is_told_once(find: Find) -> None:
    run = find(
        a="- siege.held[kind=military]: 1,701\n- siege.held[kind=civilian]: 502",
        b="- siege.held[kind=all]: 901",
    )
    assert kinds(run) == [("S101", "conflict")]


def test_what_a_law_says_of_parts_and_their_whole_is_told_once(find: Find) -> None:
    laws = "laws:\n  - name: all-held\n    law: held[kind=military] + held[kind=civilian] <= held[kind=all]\n"
    run = find(
        laws,
        a="- siege.held[kind=military]: 701\n- siege.held[kind=civilian]: 502",
        b="- siege.held[kind=all]: 901",
    )
    assert kinds(run) == [("L101", "conflict")]


def test_parts_above_their_whole_only_as_worded_or_in_another_sense_are_a_tension(find: Find) -> None:
    run = find(
        a="- siege.held[kind=military]: 701\n- siege.held[kind=civilian]: 602",
        b="- siege.held[kind=all]: about 1,000",
    )
    assert kinds(run) == [("S104", "tension")]
    run = find(
        a="- siege.held[kind=military]: 701\n- siege.held[kind=civilian]: 502\n  sense: and the sick",
        b="- siege.held[kind=all]: 901",
    )
    assert one(run).kind == "tension" and one(run).hints == (
        'different sense: no sense stated / "and the sick"',
    )


def test_parts_are_added_only_over_one_time(find: Find) -> None:
    parts = "- siege.held[kind=military]: 701\n  during: {}\n- siege.held[kind=civilian]: 502\n  during: {}"
    whole = "- siege.held[kind=all]: 901\n  during: 1204"
    assert kinds(find(a=parts.format(1204, 1204), b=whole)) == [("S104", "conflict")]
    assert not find(a=parts.format(1204, 1205), b=whole).findings
    state = "- town.souls[kind=military]: 701{0}\n- town.souls[kind=civilian]: 502{0}\n- town.souls[kind=all]: 901{0}"
    assert kinds(find(a=state.format("\n  as_of: 3 May 1204"))) == [("S104", "conflict")]
    assert kinds(find(a=state.format("\n  as_of: May 1204"))) == [("S104", "tension")]
    assert kinds(find(a=state.format(""))) == [("S104", "tension")]


def test_parts_in_other_units_are_not_added(find: Find) -> None:
    assert not find(
        a="- siege.held[kind=military]: 701 carts\n- siege.held[kind=civilian]: 502",
        b="- siege.held[kind=all]: 901",
    ).findings


def test_the_set_that_exceeds_most_is_told_and_the_others_are_counted(find: Find) -> None:
    run = find(
        a="- siege.held[kind=military]: 701\n- siege.held[kind=civilian]: 502",
        b="- siege.held[kind=all]: 901",
        c="- siege.held[kind=military]: 711",
    )
    finding = next(finding for finding in run.findings if finding.rule == "S104")
    assert [claim.given for claim in finding.claims] == ["711", "502", "901"]
    assert "1 further set of claims of parts that are together above their whole" in finding.why


def test_the_sets_are_minimal_and_none_is_missed() -> None:
    rng = random.Random(104)
    values = ("a", "b", "c", "d", "e")
    prop = Property("p", "quantity", adds=True, scope=("s",))
    for _ in range(150):
        pairs = {pair for pair in combinations(values, 2) if rng.random() < 0.6}
        fields = {name: {"not": [other for first, other in pairs if first == name]} for name in values}
        dossier = Dossier("d", "d", "D", extended_vocabulary(core_vocabulary(), {"scopes": {"s": fields}}))
        figures = {name: rng.randint(1, 9) * 100 + 1 for name in values}
        total = rng.randint(8, 25) * 100 + 1
        asked = _asked(
            dossier,
            prop,
            *(("x", name, str(figure)) for name, figure in figures.items()),
            ("x", "all", str(total)),
        )
        groups = [
            group
            for size in range(2, 6)
            for group in combinations(values, size)
            if set(combinations(group, 2)) <= pairs
        ]
        above = [group for group in groups if sum(figures[name] for name in group) > total]
        minimal = [
            group
            for group in above
            if sum(figures[name] for name in group) - min(figures[name] for name in group) <= total
        ]
        faults = list(parts_above_total(view_of(dossier, asked)))
        assert len(faults) == bool(minimal)
        if faults:
            told_of = tuple(dict(claim.question.scope)["s"] for claim in faults[0].claims[:-1])
            assert told_of in minimal
            assert sum(figures[name] for name in told_of) == max(
                sum(figures[name] for name in group) for group in minimal
            )
            more = [step for step in faults[0].why if "further set" in step]
            assert bool(more) == (len(minimal) > 1) and all(
                step.startswith(f"{len(minimal) - 1} further") for step in more
            )


@pytest.mark.parametrize(("steps", "kinds"), [(1, ["gap"]), (2, ["conflict"]), (1000, ["conflict"])])
def test_sets_that_the_steps_did_not_reach_are_said(
    monkeypatch: pytest.MonkeyPatch, steps: int, kinds: list[str]
) -> None:
    monkeypatch.setattr("discrepancy.rules.parts_above_total.MOST_STEPS", steps)
    prop = Property("p", "quantity", adds=True, scope=("s",))
    dossier = Dossier(
        "d",
        "d",
        "D",
        extended_vocabulary(
            core_vocabulary(), {"scopes": {"s": {"a": {"not": ["b", "c"]}, "b": {"not": ["c"]}, "c": {}}}}
        ),
    )
    asked = _asked(
        dossier, prop, ("x", "a", "501"), ("x", "b", "401"), ("x", "c", "301"), ("x", "all", "850")
    )
    faults = list(parts_above_total(view_of(dossier, asked)))
    assert [fault.kind for fault in faults] == kinds
    assert any("counted steps" in step for step in faults[0].why) == (steps < 1000)


def test_women_and_men_are_the_members(find: Find) -> None:
    said = "- guild.membership[sex=women]: 301{0}\n- guild.membership[sex=men]: 202{0}\n- guild.membership[sex=all]: {1}{0}"
    guild = "  sex: {women: {not: [men]}, men: {}}\n"
    day = "\n  as_of: 3 May 1204"
    assert not find(guild, a=said.format(day, 503)).findings
    few, many = (one(find(guild, a=said.format(day, total))) for total in (401, 901))
    assert (few.rule, few.kind, few.law) == ("L101", "conflict", "women-and-men-among-members")
    assert (many.rule, many.kind, many.law) == ("L101", "tension", "women-and-men-are-the-members")
    alone = find(guild, a=f"- guild.membership[sex=women]: 901{day}\n- guild.membership[sex=all]: 401{day}")
    assert {(finding.rule, finding.kind) for finding in alone.findings} == {("S101", "conflict")}


def test_what_excludes_what_is_read_and_kept() -> None:
    assert core_vocabulary().disjoint["kind"] == {"military": ("civilian",)}
    kept = extended_vocabulary(
        core_vocabulary(), {"scopes": {"kind": {"military": {"part_of": ["x"]}, "x": None}}}
    )
    assert kept.disjoint["kind"]["military"] == ("civilian",)
    dropped = extended_vocabulary(core_vocabulary(), {"scopes": {"kind": {"military": {"not": []}}}})
    assert not dropped.disjoint["kind"]["military"]


# Senses


def test_claims_that_differ_in_sense_are_a_tension_and_the_hint_says_so(find: Find) -> None:
    finding = one(
        find(a="- siege.held[kind=all]: 901\n  sense: and wounded", b="- siege.held[kind=all]: 501")
    )
    assert (finding.rule, finding.kind) == ("D102", "tension")
    assert 'different sense: "and wounded" / no sense stated' in finding.hints


def test_a_part_in_another_sense_is_a_tension_and_the_hint_says_so(find: Find) -> None:
    finding = one(
        find(a="- siege.held[kind=military]: 901\n  sense: and wounded", b="- siege.held[kind=all]: 501")
    )
    assert (finding.rule, finding.kind) == ("S101", "tension") and finding.hints == (
        'different sense: no sense stated / "and wounded"',
    )


def test_a_sense_is_hinted_at_also_where_the_time_limits_the_meeting(find: Find) -> None:
    finding = one(
        find(
            a="- town.souls: 901\n  as_of: 1204\n  sense: and the sick", b="- town.souls: 501\n  as_of: 1204"
        )
    )
    assert finding.kind == "tension" and 'different sense: "and the sick" / no sense stated' in finding.hints


def test_values_under_no_declared_exclusion_are_not_compared_two_and_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(BOMBS["scopes one in another"].make(tmp_path, 20))
    compared: list[tuple[str, str]] = []
    monkeypatch.setattr(
        scopes._Order, "exclude", lambda _, dimension, one, other: compared.append((one, other))
    )
    assert findings_in(tmp_path / "d")
    assert not compared
