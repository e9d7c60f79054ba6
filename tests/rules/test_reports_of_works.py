"""What a work says of another that it cites or rests on: misreported (A106), its hedge lost (A107)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import findings_in, write_dossier

DOSSIER = """\
title: T
entities:
  fight: {name: the fight, kind: event}
  john: {name: John, kind: person}
  king: {name: the King, kind: person}
  abel: {name: Abel, kind: person}
  york: {name: York, kind: place}
  castle: {name: the Castle, kind: place, part_of: york}
voices:
  hugh: {name: Hugh}
properties:
  pay: {type: quantity, one: false}
"""
BUSH = "according_to: [{source: bush}]"
HUGH_IN_BUSH = "according_to: [{source: bush}, hugh]"


def told(folder: Path, lecture: str, bush: str, head: str = "", **more: str) -> list[tuple[str, str]]:
    """The rules of this page that speak, with their kinds."""
    write_dossier(folder, DOSSIER, {"bush": bush, "lecture": (head, lecture), **more})
    return [(one.rule, one.kind) for one in findings_in(folder).findings if one.rule in ("A106", "A107")]


MISREPORTED: list[tuple[str, str, str]] = [
    # what the lecture says according to Bush, what Bush says, the kind of finding
    ("fight.wounded: 421", "fight.wounded: 420", "dependence"),
    ("fight.wounded: 512", "fight.wounded: 420", "evidence"),
    ("fight.wounded: about 420", "fight.wounded: 421", ""),
    ("fight.wounded: 420", "fight.wounded: 421", ""),  # rounded
    ("fight.wounded: 420", "fight.wounded: 420", ""),
    ("fight.wounded: over 400", "fight.wounded: 420", ""),
    ("fight.wounded: 420", "fight.killed: 99", ""),  # Bush may say it elsewhere
    ("fight.wounded: 420", "fight.wounded: 512\n- fight.wounded: 420", ""),  # he gives both
    ("fight.wounded: 420", "fight.wounded: 420\n  according_to: [hugh]", ""),
    ("fight.wounded: 420", "fight.wounded: 512\n  according_to: [hugh]", ""),  # nothing of his own
    ("fight.wounded: 420", "fight.wounded: unknown", ""),
    ("fight.wounded: 420", "fight.wounded: 512\n  inferred: added up", ""),
    ("fight.wounded: 420", "fight.wounded: 512\n  stance: doubts", ""),
    ("fight.pay: 5 shillings", "fight.pay: 6 shillings", ""),  # there may be several
    ("fight.date: 2 May 1407", "fight.date: 2 May 1407", ""),
    ("fight.date: May 1407", "fight.date: 2 May 1407", ""),
    ("fight.date: 2 May 1407", "fight.date: 1407", "dependence"),  # more exact than Bush
    ("fight.date: 3 May 1407", "fight.date: 2 May 1407", "evidence"),
    ("fight.span: 1407–1409", "fight.span: 1407–1408", "evidence"),
    ("fight.span: 1407–1409", "fight.span: 1407 to 1409", ""),
    ("john.birth-place: york", "john.birth-place: castle", ""),
    ("john.birth-place: castle", "john.birth-place: york", ""),
]


@pytest.mark.parametrize(("lecture", "bush", "kind"), MISREPORTED)
def test_a_work_is_misreported_where_it_gives_another_answer_itself(
    lecture: str, bush: str, kind: str, tmp_path: Path
) -> None:
    expected = [("A106", kind)] if kind else []
    assert told(tmp_path, f"{lecture}\n  {BUSH}", bush) == expected


def test_a_report_of_a_voice_is_held_against_that_voice(tmp_path: Path) -> None:
    bush = "fight.wounded: 420\n- fight.wounded: 512\n  according_to: [hugh]"
    assert not told(tmp_path / "a", f"fight.wounded: 512\n  {HUGH_IN_BUSH}", bush)
    assert told(tmp_path / "b", f"fight.wounded: 600\n  {HUGH_IN_BUSH}", bush) == [("A106", "evidence")]
    assert not told(tmp_path / "c", f"fight.wounded: 600\n  {HUGH_IN_BUSH}", "fight.wounded: 420")


def test_whom_a_work_is_said_to_deny_is_held_against_it(tmp_path: Path) -> None:
    denied = "fight.wounded: 420\n  according_to: [{source: bush, stance: denies}]"
    assert told(tmp_path / "a", denied, "fight.wounded: 420") == [("A106", "evidence")]
    assert not told(tmp_path / "b", denied, "fight.wounded: 512")
    doubted = f"fight.wounded: 420\n  stance: denies\n  {BUSH}"
    assert not told(tmp_path / "c", doubted, "fight.wounded: 420")


def test_each_work_of_a_chain_is_looked_at(tmp_path: Path) -> None:
    chain = "fight.wounded: 421\n  according_to: [{source: third}, {source: bush}]"
    assert told(tmp_path, chain, "fight.wounded: 512", third="fight.killed: 3") == [("A106", "evidence")]


LOST: list[tuple[str, str, bool]] = [
    # what the lecture says, what Bush says, whether a hedge was lost
    ("fight.wounded: 420", "fight.wounded: about 420", True),
    ("fight.wounded: 420", "fight.wounded: over 420", True),
    ("fight.wounded: 420", "fight.wounded: possibly 420", True),
    ("fight.date: 1407", "fight.date: c. 1407", True),
    ("fight.date: 1407", "fight.date: before 1407", True),
    ("fight.date: 1407", "fight.date: not later than 1407", True),
    ("fight.wounded: some 420", "fight.wounded: about 420", False),
    ("fight.wounded: about 420", "fight.wounded: 420", False),
    ("fight.wounded: 431", "fight.wounded: about 420", False),  # it agrees in nothing
    ("fight.wounded: 420", "fight.wounded: about 420\n- fight.wounded: 420", False),
    ("fight.wounded: 420\n  according_to: [hugh]", "fight.wounded: about 420", False),
]


@pytest.mark.parametrize(("lecture", "bush", "lost"), LOST)
def test_a_hedge_that_was_lost_on_the_way_is_told(
    lecture: str, bush: str, lost: bool, tmp_path: Path
) -> None:
    found = told(tmp_path, lecture, bush, "derived_from: [bush]")
    assert (("A107", "dependence") in found) is lost
    assert not told(tmp_path / "apart", lecture, bush)


def test_a_second_ground_without_the_hedge_is_enough(tmp_path: Path) -> None:
    given = ("fight.wounded: 420", "fight.wounded: about 420", "derived_from: [bush, other]")
    assert not told(tmp_path / "a", *given, other="fight.wounded: 420")
    assert told(tmp_path / "b", *given, other="fight.wounded: some 420") == [("A107", "dependence")]
