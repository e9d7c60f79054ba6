"""A figure without a scope beside figures of parts is the total at face value: a part within it is nothing, a part
above it a tension, since it may be of a part that is not named.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from tests.support.claims import told
from tests.support.folders import findings_in, write_dossier

DOSSIER = """\
title: T
entities:
  war: {name: the war, kind: event}
  raid: {name: the raid, kind: event, part_of: war}
properties:
  hurt: {type: quantity, adds: [sex, kind], scope: [sex, kind, side], help: Hurt.}
  herd: {type: quantity, unit: sheep, adds: true, state: true, scope: [sex], help: A herd.}
  share: {type: quantity, scope: [sex], help: A share.}
  style: {type: term, scope: [sex], help: A style.}
scopes:
  sex: {women: {not: [men]}, men: {}, girls: {part_of: women}}
  side: {north: {}, south: {}}
terms: {plain: {}, rich: {}}
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


@pytest.mark.parametrize(
    ("total", "part"),
    [
        ("raid.hurt: 901", "raid.hurt[sex=women]: 301"),
        ("raid.hurt: 901", "raid.hurt[sex=women]: 901"),
        ("raid.hurt: 900 to 1,000", "raid.hurt[sex=women]: 951"),
        ("raid.hurt: about 900", "raid.hurt[sex=women]: 905"),
        ("raid.hurt: over 300", "raid.hurt[sex=women]: 905"),
        ("raid.hurt: 901", "raid.hurt[sex=women]: up to 1,200"),
        ("raid.hurt: 901", "raid.hurt[sex=women, kind=military]: 301"),
        ("raid.hurt[side=north]: 901", "raid.hurt[side=north, sex=women]: 301"),
        ("raid.hurt[sex=women]: 901", "raid.hurt[sex=girls, kind=military]: 301"),
        ("war.hurt: 901", "raid.hurt[sex=women]: 301"),
        ("raid.hurt[side=north]: 301", "raid.hurt[side=south, sex=women]: 901"),  # of another side
        ("raid.herd: 901", "raid.herd[sex=women]: 301"),
        ("raid.hurt: 901 carts", "raid.hurt[sex=women]: 1,301 men"),  # in other units
        ("raid.hurt: 901\n  stance: denies", "raid.hurt[sex=women]: 901"),  # a part may be what no total is
        ("raid.hurt: 901", "raid.hurt[sex=women]: 901\n  stance: denies"),
        ("raid.hurt: over 900\n  stance: denies", "raid.hurt[sex=women]: 301"),
        ("raid.hurt: 901", "raid.hurt[sex=women]: over 300\n  stance: denies"),
        ("raid.hurt: 901", "raid.hurt[sex=women]: under 300\n  stance: denies"),
        ("raid.hurt: 301\n  stance: doubts", "raid.hurt[sex=women]: 901"),
    ],
)
def test_a_part_within_the_total_is_nothing(find: Find, total: str, part: str) -> None:
    assert not [step for step in find(a=f"- {total}", b=f"- {part}").findings if step.kind != "gap"]


@pytest.mark.parametrize(
    ("total", "part"),
    [
        ("raid.hurt: 301", "raid.hurt[sex=women]: 901"),
        ("raid.hurt: 301", "raid.hurt[sex=women]: 900 to 1,000"),
        ("raid.hurt: about 300", "raid.hurt[sex=women]: 901"),
        ("raid.hurt: up to 300", "raid.hurt[sex=women]: over 900"),
        ("raid.hurt: 301", "raid.hurt[sex=women, kind=military]: 901"),
        ("raid.hurt: 301", "raid.hurt[sex=women, side=north]: 901"),  # a side that does not add
        ("raid.hurt[side=north]: 301", "raid.hurt[side=north, sex=women]: 901"),
        (
            "raid.hurt[sex=women]: 301",
            "raid.hurt[sex=girls, kind=military]: 901",
        ),  # narrower, and one left out
        ("raid.hurt[kind=all]: 301", "raid.hurt[sex=women]: 901"),  # each leaves out what the other states
        ("war.hurt: 301", "raid.hurt[sex=women]: 901"),  # a part of a part
        ("raid.herd: 301", "raid.herd[sex=women]: 901"),
        ("raid.hurt: over 300\n  stance: denies", "raid.hurt[sex=women]: 901"),
        ("raid.hurt: at least 300\n  stance: denies", "raid.hurt[sex=women]: 300"),
        ("raid.hurt: 301", "raid.hurt[sex=women]: under 900\n  stance: denies"),
    ],
)
def test_a_part_above_the_total_is_a_tension_and_never_more(find: Find, total: str, part: str) -> None:
    finding = one(find(a=f"- {total}", b=f"- {part}"))
    assert (finding.rule, finding.kind) == ("S102", "tension")
    assert str(finding.question) == total.partition(":")[0]
    assert [len(camp) for camp in finding.camps] == [1, 1]


def test_the_reason_says_what_is_left_out_and_what_must_be_forgiven(find: Find) -> None:
    finding = one(find(a="- raid.hurt: 301", b="- raid.hurt[sex=women]: 901"))
    assert finding.message == "raid.hurt: 301 (A), of no sex that is stated, yet 901 (B) for sex=women alone"
    assert "301, says A (p. 0), without saying which sex: at face value of all" in finding.why
    assert "a part cannot exceed its whole: 901 means 901, yet 301 allows 301" in finding.why
    assert "at most a tension: 301 may be of a part that is not named" in finding.why
    assert "of which sex A speaks" in finding.settle


def test_one_source_whose_total_is_below_its_own_part_strains_against_itself(find: Find) -> None:
    finding = one(find(a="- raid.hurt: 301\n- raid.hurt[sex=women]: 901"))
    assert (finding.rule, finding.kind) == ("S102", "tension")
    assert {claim.source for claim in finding.claims} == {"a"}


def test_a_figure_of_all_and_one_without_a_scope_are_both_totals(find: Find) -> None:
    finding = one(find(a="- raid.hurt: 301", b="- raid.hurt[sex=all]: 901"))
    assert (finding.rule, finding.kind) == ("S102", "tension")
    assert kinds(find(a="- raid.hurt: 901", b="- raid.hurt[sex=all]: 301")) == [("S101", "conflict")]
    assert not find(a="- raid.hurt: 901", b="- raid.hurt[sex=all]: about 900").findings


@pytest.mark.parametrize("value", ["women", "all"])
def test_a_property_that_does_not_add_is_unspecified_as_ever(find: Find, value: str) -> None:
    assert kinds(find(a="- raid.share: 9", b=f"- raid.share[sex={value}]: 5")) == [("S102", "tension")]
    assert kinds(find(a="- raid.share: 5", b=f"- raid.share[sex={value}]: 9")) == [("S102", "tension")]
    assert not find(a="- raid.share: 5", b=f"- raid.share[sex={value}]: about 5").findings
    assert kinds(find(a="- raid.style: plain", b=f"- raid.style[sex={value}]: rich")) == [("S102", "tension")]


def test_of_a_dimension_that_does_not_add_it_is_unspecified_as_ever(find: Find) -> None:
    assert kinds(find(a="- raid.hurt: 901", b="- raid.hurt[side=north]: 301")) == [("S102", "tension")]


def test_parts_that_together_exceed_the_total_are_a_tension(find: Find) -> None:
    parts = "- raid.hurt[sex=women]: 401\n- raid.hurt[sex=men]: 502"
    finding = one(find(a=parts, b="- raid.hurt: 801"))
    assert (finding.rule, finding.kind, str(finding.question)) == ("S104", "tension", "raid.hurt")
    assert "at most a tension: 801 may be of a part that is not named" in finding.why
    assert not find(a=parts, b="- raid.hurt: 903").findings
    assert kinds(find(a=parts, b="- raid.hurt[sex=all]: 801")) == [("S104", "conflict")]
    finding = one(find(a=parts.replace("]", ", side=north]"), b="- raid.hurt: 801"))
    assert (finding.rule, finding.kind) == ("S104", "tension")


def test_each_part_above_one_total_is_told_in_one_finding(find: Find) -> None:
    finding = one(
        find(a="- raid.hurt: 301", b="- raid.hurt[sex=women]: 901", c="- raid.hurt[sex=girls]: 801")
    )
    assert len(finding.claims) == 3 and "girls" in told(finding)


def test_a_sense_a_time_and_a_doubtful_identity_are_told_as_of_any_whole(find: Find) -> None:
    finding = one(find(a="- raid.hurt: 301\n  sense: badly", b="- raid.hurt[sex=women]: 901"))
    assert any("different sense" in hint for hint in finding.hints)
    apart = "- raid.herd: 301\n  as_of: 3 May 1204", "- raid.herd[sex=women]: 901\n  as_of: 3 May 1205"
    assert not find(a=apart[0], b=apart[1]).findings


def test_a_figure_without_a_period_is_the_total_of_those_for_one(find: Find) -> None:
    told, year = "- raid.hurt: {}", "- raid.hurt: {}\n  during: 1204"
    assert not find(a=told.format("901"), b=year.format("301")).findings
    assert not find(a=told.format("about 300"), b=year.format("305")).findings
    finding = one(find(a=told.format("301"), b=year.format("901")))
    assert (finding.rule, finding.kind) == ("D102", "tension")
    assert "at most a tension: one gives no period" in finding.why
    finding = one(find(a=told.format("901"), b=year.format("301"), c=year.format("305")))
    assert (finding.rule, finding.kind) == ("D101", "conflict") and finding.camps_total == 2
    finding = one(find(a=told.format("901"), b=told.format("800"), c=year.format("301")))
    assert finding.kind == "conflict" and [len(camp) for camp in finding.camps] == [2, 2]


def test_best_estimates_of_a_total_and_of_a_part_may_differ(find: Find) -> None:
    total, year = (
        "- raid.hurt: low 200 best 800 high 900",
        "- raid.hurt: low 100 best 150 high 850\n  during: 1204",
    )
    assert not find(a=total, b=year).findings
