"""What is found in small dossiers, read from files as a person writes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from tests.support.claims import told
from tests.support.folders import findings_in, write_dossier

DOSSIER = """
title: A test
entities:
  ness: {name: Ness, kind: place}
  war: {name: the war, kind: event}
  siege:
    name: the siege
    kind: event
    part_of: war
  muster: {name: the muster, kind: event}
  second:
    name: the second muster
    kind: event
    same_as: muster
    because: both fall on St John's day
  third:
    name: the third muster
    kind: event
    maybe: muster
    because: the place is the same
  ralph: {name: Ralph, kind: person}
  other-ness:
    name: Other Ness
    kind: place
    same_as: ness
    because: one town on two maps
voices:
  hugh: {name: Hugh}
properties:
  held-prisoner:
    type: quantity
    unit: people
    adds: [rank]
    scope: [rank]
    help: Prisoners taken.
  dead:
    type: quantity
    unit: men
    adds: true
    running: true
    help: The dead so far.
  rate:
    type: quantity
    scope: [rank]
    help: A rate, which does not add up.
  seat:
    type: term
    state: true
    one: true
    help: Where it sat.
  people:
    type: quantity
    state: true
    adds: true
    scope: [rank]
    help: How many there were.
  hope:
    type: term
    one: false
    help: What was hoped for.
scopes:
  rank:
    prisoners: {}
    officers: {part_of: prisoners}
    colonels: {part_of: officers}
terms:
  king:
    name: King
    not: [bishop]
  bishop: {name: Bishop}
"""

Find = Callable[..., Run]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Runs on a dossier of which each argument gives one source's claims."""

    def found(**sources: str) -> Run:
        write_dossier(tmp_path, DOSSIER, sources)
        return findings_in(tmp_path)

    return found


def kinds(run: Run) -> list[tuple[str, str]]:
    return [(finding.rule, finding.kind) for finding in run.findings]


def one(run: Run) -> Finding:
    assert len(run.findings) == 1, [finding.message for finding in run.findings]
    return run.findings[0]


def one_of(run: Run, rule: str) -> Finding:
    (found,) = (finding for finding in run.findings if finding.rule == rule)
    return found


def test_a_part_above_its_whole_is_found_across_a_chain_of_parts(find: Find) -> None:
    run = find(
        a="- siege.held-prisoner[rank=colonels]: 30,000", b="- siege.held-prisoner[rank=prisoners]: 20,000"
    )
    finding = one(run)
    assert run.comparisons == 1
    assert (finding.rule, finding.kind) == ("S101", "conflict")
    assert (
        "rank=colonels" in finding.message and str(finding.question) == "siege.held-prisoner[rank=prisoners]"
    )


def test_of_many_parts_and_wholes_it_is_said_how_many_are_not_reckoned_out(find: Find) -> None:
    wholes = "\n".join(f"- siege.held-prisoner[rank=prisoners]: {number},000" for number in range(10, 16))
    why = one_of(find(a="- siege.held-prisoner[rank=colonels]: 30,000", b=wholes), "S101").why
    assert (
        sum(step.startswith("a part cannot exceed its whole") for step in why) == 4
        and "and 2 further pairs of them in the same way" in why
    )


def test_a_part_below_its_whole_excludes_nothing(find: Find) -> None:
    assert not find(
        a="- siege.held-prisoner[rank=officers]: 5,000", b="- siege.held-prisoner[rank=prisoners]: 20,000"
    ).findings


def test_a_part_above_its_whole_only_as_worded_is_a_tension(find: Find) -> None:
    finding = one(
        find(
            a="- siege.held-prisoner[rank=officers]: 26,000",
            b="- siege.held-prisoner[rank=prisoners]: about 20,000",
        )
    )
    assert finding.kind == "tension"


def test_a_rate_does_not_add_up(find: Find) -> None:
    assert not find(a="- siege.rate[rank=officers]: 9", b="- siege.rate[rank=prisoners]: 5").findings


def test_the_whole_of_a_thing_holds_its_parts(find: Find) -> None:
    finding = one(
        find(a="- siege.held-prisoner[rank=prisoners]: 900", b="- war.held-prisoner[rank=prisoners]: 500")
    )
    assert (finding.rule, str(finding.question)) == ("S101", "war.held-prisoner[rank=prisoners]")


def test_all_is_the_whole_of_every_dimension(find: Find) -> None:
    finding = one(
        find(a="- siege.held-prisoner[rank=officers]: 900", b="- siege.held-prisoner[rank=all]: 500")
    )
    assert finding.rule == "S101"


def test_a_scope_left_out_is_a_part_of_the_whole_and_a_tension_with_a_part_above_it(find: Find) -> None:
    assert one(find(a="- siege.held-prisoner: 900", b="- siege.held-prisoner[rank=all]: 500")).rule == "S101"
    finding = one(find(a="- siege.held-prisoner: 500", b="- siege.held-prisoner[rank=officers]: 900"))
    assert (finding.rule, finding.kind) == ("S102", "tension") and "rank" in told(finding)


def test_a_running_count_cannot_fall(find: Find) -> None:
    run = find(a="- siege.dead: 900\n  as_of: 3 May 1204", b="- siege.dead: 500\n  as_of: 9 May 1204")
    assert kinds(run) == [("S103", "conflict")]
    assert not find(
        a="- siege.dead: 500\n  as_of: 3 May 1204", b="- siege.dead: 900\n  as_of: 9 May 1204"
    ).findings


def test_a_count_over_a_contained_period_cannot_be_greater(find: Find) -> None:
    run = find(
        a="- siege.held-prisoner[rank=all]: 900\n  during: 1204/1205",
        b="- siege.held-prisoner[rank=all]: 500\n  during: 1203/1206",
    )
    assert kinds(run) == [("S101", "conflict")]


def test_things_held_to_be_one_meet_and_the_reason_is_told(find: Find) -> None:
    finding = one(find(a="- muster.date: 24 June 1204", b="- second.date: 9 July 1204"))
    assert finding.kind == "conflict" and "both fall on St John's day" in told(finding)


def test_things_that_may_be_one_meet_at_most_as_a_tension(find: Find) -> None:
    finding = one(find(a="- muster.date: 24 June 1204", b="- third.date: 9 July 1204"))
    assert finding.kind == "tension" and "the place is the same" in told(finding)


def test_a_source_against_itself_is_told_from_one_that_reports_two_voices(find: Find) -> None:
    assert kinds(find(a="- muster.date: 24 June 1204\n- muster.date: 9 July 1204")) == [("D103", "conflict")]
    run = find(a="- muster.date: 24 June 1204\n- muster.date: 9 July 1204\n  according_to: [hugh]")
    assert kinds(run) == [("D101", "conflict"), ("A103", "dependence")]


def test_denying_an_informant_makes_two_claims(find: Find) -> None:
    finding = one(find(a="- muster.date: 24 June 1204\n  according_to: [hugh]\n  stance: denies"))
    assert finding.rule == "D101" and finding.kind == "conflict"
    assert [(claim.holder, claim.denies) for claim in finding.claims] == [("hugh", False), ("a", True)]
    assert len(finding.camps) == 2


def test_doubting_an_informant_divides_nothing(find: Find) -> None:
    run = find(
        a="- muster.date: 24 June 1204\n  according_to: [hugh]\n  stance: doubts",
        b="- muster.date: June 1204",
    )
    assert not run.findings and run.claims == 3


def test_only_declared_exclusion_divides_a_property_with_several_answers(find: Find) -> None:
    assert kinds(find(a="- ralph.hope: rich", b="- ralph.hope: wise")) == [("D106", "difference")]
    assert kinds(find(a="- ralph.hope: King", b="- ralph.hope: Bishop")) == [("D101", "conflict")]


def test_an_inference_is_told(find: Find) -> None:
    finding = one(find(a="- muster.date: 1204\n  inferred: the year before is 1203", b="- muster.date: 1209"))
    assert "the year before is 1203" in told(finding)


def test_the_identity_of_a_finding_holds_no_value_line_or_order(find: Find) -> None:
    first = one(find(a="- muster.date: 24 June 1204", b="- muster.date: 9 July 1204"))
    second = one(find(a="- ralph.hope: rich\n- muster.date: 1300", b="- muster.date: 1400"))
    assert first.id == second.id


def test_nothing_compared_is_not_nothing_found(find: Find) -> None:
    alone = find(a="- muster.date: 24 June 1204", b="- ralph.hope: rich")
    assert not alone.comparisons and not alone.findings
    assert find(a="- muster.date: 1204", b="- muster.date: 24 June 1204").comparisons == 1


def test_a_figure_that_is_another_count_of_the_losses_is_hinted_at(find: Find) -> None:
    run = find(a="- siege.killed: 1,201\n- siege.casualties: 4,333", b="- siege.killed: 4,333")
    assert kinds(run) == [("D101", "conflict")]
    assert "killed against casualties: 4,333 is what A gives as casualties" in run.findings[0].hints


def test_a_state_at_two_times_is_no_part_above_its_whole(find: Find) -> None:
    part, whole = (
        "- siege.people[rank=officers]: 5,000\n  as_of: 1 January {}",
        "- siege.people[rank=all]: 3,000\n  as_of: 1 January {}",
    )
    assert not find(a=part.format(1204), b=whole.format(1234)).findings
    assert kinds(find(a=part.format(1204), b=whole.format(1204))) == [("S101", "conflict")]
    assert kinds(find(a="- siege.people[rank=officers]: 5,000", b="- siege.people[rank=all]: 3,000")) == [
        ("S101", "tension")
    ]


def test_an_event_lasts_from_its_start_to_its_end(find: Find) -> None:
    dates = "- war.start: 3 May 1204\n- war.end: 9 June 1209\n"
    assert kinds(
        find(a=dates + "- siege.seat: Ness\n  throughout: war", b="- siege.seat: Corve\n  as_of: 1 June 1206")
    ) == [("D101", "conflict")]
    assert not find(
        a=dates + "- siege.seat: Ness\n  throughout: war", b="- siege.seat: Corve\n  as_of: 1 June 1226"
    ).findings


def test_some_day_of_one_event_need_not_be_the_same_day(find: Find) -> None:
    dates = "- war.start: 3 May 1204\n- war.end: 9 June 1209\n"
    assert kinds(
        find(a=dates + "- siege.seat: Ness\n  within: war", b="- siege.seat: Corve\n  within: war")
    ) == [("D102", "tension")]


def test_a_vague_period_is_not_certain(find: Find) -> None:
    assert kinds(
        find(a="- siege.seat: Ness\n  throughout: c. 1260", b="- siege.seat: Corve\n  as_of: 1 January 1256")
    ) == [("D102", "tension")]
    assert not find(
        a="- siege.seat: Ness\n  throughout: 1260 or 1270", b="- siege.seat: Corve\n  as_of: 1 January 1265"
    ).findings


def test_three_answers_of_which_any_two_fit_divide_beside_a_denial_too(find: Find) -> None:
    three = {
        "a": "- muster.date: 1201 or 1202",
        "b": "- muster.date: 1202 or 1203",
        "c": "- muster.date: 1201 or 1203",
    }
    assert kinds(find(**three)) == [("D101", "conflict")]
    finding = one(find(**three, d="- muster.date: 1250\n  stance: denies"))
    assert (
        finding.kind == "conflict"
        and finding.camps_total == 3
        and "no one answer fits all" in finding.message
    )


def test_a_unit_is_compared_by_what_it_measures(find: Find) -> None:
    assert kinds(
        find(
            a="- siege.held-prisoner[rank=officers]: 9,000 People",
            b="- siege.held-prisoner[rank=all]: 6,000 people",
        )
    ) == [("S101", "conflict")]
    assert "S101" not in [
        rule
        for rule, _ in kinds(
            find(
                a="- siege.held-prisoner[rank=officers]: 9,000 carts",
                b="- siege.held-prisoner[rank=all]: 6,000 people",
            )
        )
    ]


def test_places_held_to_be_one_are_one_scope(find: Find) -> None:
    run = find(a="- ness.rate: 5", b="- other-ness.rate: 9")
    assert "Other Ness is held to be Ness: one town on two maps" in one(run).why


def test_a_denial_without_its_scope_is_a_tension(find: Find) -> None:
    run = find(a="- siege.rate: 4,001\n  stance: denies", b="- siege.rate[rank=officers]: 4,001")
    assert kinds(run) == [("S102", "tension")]


def test_an_expectation_beside_an_outcome_is_a_comparison(find: Find) -> None:
    run = find(a="- siege.rate: 9,000\n  stance: expects", b="- siege.rate: 6,000")
    assert (
        kinds(run) == [("P104", "perspective")] and run.comparisons == 1 and len(run.findings[0].claims) == 2
    )
    assert kinds(find(a="- muster.date: unknown", b="- muster.date: 1204")) == [("D105", "gap")]


def test_equal_periods_of_a_running_count_are_one_question(find: Find) -> None:
    run = find(a="- siege.dead: 4,001\n  as_of: 1 May 1260", b="- siege.dead: 5,001\n  during: ../1 May 1260")
    assert kinds(run) == [("D101", "conflict")]
