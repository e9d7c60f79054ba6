"""A divided question is told whole: every camp at both levels, the two answers furthest apart, who rejects what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.reporting.json_records import finding_record
from tests.support.claims import told
from tests.support.folders import findings_in, write_dossier

DOSSIER = """\
title: T
entities:
  ann: {name: Ann, kind: person}
  bea: {name: Bea, kind: person}
  ford: {name: the Ford, kind: place}
  mill: {name: the Mill, kind: place}
  town: {name: the Town, kind: place}
  guild: {name: the guild, kind: organisation}
properties:
  herd: {type: quantity, help: A herd.}
  crew: {type: quantity, unit: men, help: A crew.}
"""
DENIES = "\n  stance: denies"
Find = Callable[..., Run]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """Runs on a dossier of which each argument gives one source's claims."""

    def found(**sources: str) -> Run:
        write_dossier(tmp_path, DOSSIER, sources)
        return findings_in(tmp_path)

    return found


def one(run: Run) -> Finding:
    found = [finding for finding in run.findings if finding.kind in ("conflict", "tension")]
    assert len(found) == 1, [finding.message for finding in found]
    return found[0]


def who(camps: tuple[tuple[object, ...], ...]) -> list[str]:
    """The sources of each camp, as letters."""
    return sorted("".join(claim.source for claim in camp) for camp in camps)  # type: ignore[attr-defined]


def test_a_conflict_tells_what_only_strains_beside_it(find: Find) -> None:
    run = find(
        a="- guild.founded: 1301\n  sense: by charter",
        b="- guild.founded: 1304\n  sense: by charter",
        c="- guild.founded: 1350\n  sense: in fact",
    )
    finding = one(run)
    assert (finding.rule, who(finding.camps), finding.camps_total) == ("D101", ["ac", "bc"], 2)
    assert (who(finding.camps_as_worded), finding.camps_as_worded_total) == (["a", "b", "c"], 3)
    assert finding.message == "guild.founded: 1301 (A) against 1304 (B); in tension with 1350 (C)"
    assert "in every camp: 1350, says C (p. 0)" in finding.why
    assert "in tension only: 1301 (A) and 1350 (C)" in finding.why
    record = finding_record(finding, run.views[0].checked)
    assert len(record.camps_as_worded) == record.camps_as_worded_total == 3


def test_hedges_that_strain_beside_a_conflict_are_told(find: Find) -> None:
    finding = one(find(a="- ann.born: 1301", b="- ann.born: c. 1304", c="- ann.born: 1340"))
    assert who(finding.camps) == ["ab", "c"] and who(finding.camps_as_worded) == ["a", "b", "c"]
    assert finding.message == "ann.born: 1301 (A) against 1340 (C); in tension with c. 1304 (B)"


def test_a_conflict_or_a_tension_alone_has_no_camps_at_another_level(find: Find) -> None:
    finding = one(find(a="- ann.born: 1301", b="- ann.born: 1340"))
    assert finding.kind == "conflict" and finding.camps_as_worded == ()
    finding = one(find(a="- ann.born: 1301", b="- ann.born: c. 1304"))
    assert finding.kind == "tension" and finding.camps_as_worded == () and who(finding.camps) == ["a", "b"]


def test_what_stands_in_some_camps_is_told_with_their_numbers(find: Find) -> None:
    finding = one(
        find(a="- ann.born: 1301", b="- ann.born: 1301 or 1340", c="- ann.born: 1340", d="- ann.born: 1380")
    )
    assert "in camps 1, 2: 1301 or 1340, says B (p. 0)" in finding.why
    assert all(any(claim.at in step for step in finding.why) for claim in finding.claims)


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        (("ann.born: 1301", "ann.born: 1306", "ann.born: 1340"), "1301 (A) against 1340 (C)"),
        (("ann.born: 1340", "ann.born: 1306", "ann.born: 1301"), "1340 (A) against 1301 (C)"),
        (("guild.crew: 901", "guild.crew: 41", "guild.crew: 333"), "901 (A) against 41 (B)"),
        (("guild.crew: 333 to 335", "guild.crew: over 900", "guild.crew: 41"), "over 900 (B) against 41 (C)"),
        (("guild.crew: 12 carts", "guild.crew: 901 men", "guild.crew: 41 men", "guild.crew: 60 men"), "901 men (B) against 41 men (C)"),
        (("ann.held[office=ford]: 1301–1305", "ann.held[office=ford]: 1302–1390", "ann.held[office=ford]: 1303–1306"),
         "1301–1305 (A) against 1302–1390 (B)"),
        (("ann.birth-place: the Ford", "ann.birth-place: the Mill", "ann.birth-place: the Town"), "the Ford (A) against the Mill (B)"),
    ],
)  # fmt: skip
def test_the_headline_names_the_two_answers_furthest_apart(
    find: Find, said: tuple[str, ...], headline: str
) -> None:
    finding = one(find(**{"abcd"[n]: f"- {claim}" for n, claim in enumerate(said)}))
    assert finding.message.partition(": ")[2].startswith(headline), finding.message


def test_a_denial_is_told_as_who_rejects_what(find: Find) -> None:
    finding = one(
        find(
            a="- ann.born: 1301",
            b="- ann.born: 1340",
            c=f"- ann.born: 1301{DENIES}",
            d=f"- ann.born: 1370{DENIES}",
            e=f"- ann.born: early 1340s{DENIES}",
        )
    )
    assert (finding.camps_total, who(finding.camps)) == (2, ["ade", "bcd"])
    assert finding.message == "ann.born: 1301 (A) against 1340 (B); C rejects 1301 (A); E rejects 1340 (B)"
    assert "camp 1: 1301, says A (p. 0)" in finding.why
    assert "C rejects 1301 (p. 0), which is said by A (p. 0)" in finding.why
    assert "E rejects early 1340s (p. 0), and with it 1340, said by B (p. 0)" in finding.why


def test_a_denial_alone_against_an_answer_is_no_reading_beside_it(find: Find) -> None:
    finding = one(find(a="- ann.born: 1301", b=f"- ann.born: 1301{DENIES}"))
    assert (finding.message, finding.camps_total) == ("ann.born: B rejects 1301 (A)", 2)


def test_whoever_denies_two_answers_that_may_both_be_true_makes_one_camp(find: Find) -> None:
    denied = f"- guild.herd: over 300{DENIES}\n- guild.herd: over 400{DENIES}"
    finding = one(find(a="- guild.herd: over 300", b="- guild.herd: over 400", c=denied))
    assert (who(finding.camps), finding.camps_total) == (["ab", "cc"], 2)
    assert finding.message == "guild.herd: C rejects over 300 (A), over 400 (B)"


def test_a_voice_that_denies_two_answers_does_not_contradict_itself(find: Find) -> None:
    run = find(
        a="- ann.spouse: Bea\n- ann.spouse: Cid", b=f"- ann.spouse: Bea{DENIES}\n- ann.spouse: Cid{DENIES}"
    )
    assert "says both" not in told(one(run))
    run = find(a=f"- ann.born: 1301\n- ann.born: 1301{DENIES}", b="- ann.born: 1340")
    assert "A itself says both" in told(one(run))


def test_a_denial_that_may_be_of_another_sense_says_so(find: Find) -> None:
    finding = one(find(a="- ann.born: 1301", b=f"- ann.born: 1301{DENIES}\n  sense: in the rolls"))
    assert finding.kind == "tension" and finding.message == "ann.born: B rejects 1301 (A)"
    assert any("different sense" in hint for hint in finding.hints)
    assert any(step.startswith("at most a tension: different sense") for step in finding.why)
