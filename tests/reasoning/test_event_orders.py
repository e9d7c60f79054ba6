"""Orders of events that sequences state: held against dates, relative dates and orders on other questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import findings_in, write_dossier

DOSSIER = """title: Orders
entities:
  fire: {name: the fire, kind: event}
  siege: {name: the siege, kind: event}
  truce: {name: the truce, kind: event}
  feast: {name: the feast}
  odo: {name: Odo, kind: person}
  wace: {name: Wace, kind: person}
  war: {name: the war, kind: event}
  poem: {name: the poem, kind: work}
properties:
  course: {type: sequence}
  retold: {type: sequence}
"""


def clashes(folder: Path, claims: str) -> set[tuple[str, str | None, frozenset[str]]]:
    """The kind, laws and claims of every contradiction; each claim is of a source of its own."""
    sources = {
        f"s{i}": (f"siglum: S{i}", f"- {claim.strip()}") for i, claim in enumerate(claims.split(";"), 1)
    }
    write_dossier(folder, DOSSIER, sources)
    return {
        (one.kind, one.law, frozenset(claim.siglum for claim in one.claims))
        for one in findings_in(folder).findings
        if one.rule in ("L101", "L102")
    }


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ("war.course: fire < siege < truce; fire.date: after truce", "conflict"),
        ("war.course: fire < siege < truce; truce.date: two days before fire", "conflict"),
        ("war.course: fire < siege < truce; poem.course: truce < fire", "conflict"),
        ("war.course: fire, siege < truce; poem.retold: truce < siege", "conflict"),
        ("war.course: fire < truce; truce.date: 5 May 1204; fire.date: 6 May 1204", "conflict"),
        # Odo is no event, and what comes before him and after him is in order all the same.
        ("war.course: fire < Odo < truce; truce.date: 1204; fire.date: 1205", "conflict"),
        ("war.course: fire < feast; feast.date: 1204; fire.date: 1205", "conflict"),
        ("war.course: fire < siege; poem.course: siege < truce; poem.retold: truce < fire", "conflict"),
        # It began later, but before the other had ended.
        ("war.course: fire < siege; siege.span: 1200-1210; fire.date: 1204", "tension"),
        ("war.course: fire < siege; siege.start: 1204; fire.date: 1205", "tension"),
        ("war.course: fire < siege; siege.span: 1200-1210; fire.date: 1211", "conflict"),
        ("war.course: fire < truce; fire.date: after truce?", "tension"),
    ],
)
def test_an_order_clashes_with_what_others_say_of_when(tmp_path: Path, claims: str, kind: str) -> None:
    if "truce?" in claims:
        claims = claims.replace("after truce?", "possibly after truce")
    every = frozenset(f"S{i}" for i in range(1, claims.count(";") + 2))
    assert clashes(tmp_path, claims) == {(kind, None, every)}


@pytest.mark.parametrize(
    "claims",
    [
        "war.course: fire < siege < truce; fire.date: before truce",
        "war.course: fire < truce; truce.date: 6 May 1204; fire.date: 6 May 1204",
        "war.course: fire < truce; fire.date: on truce",
        "war.course: fire < siege; siege.span: 1200-1210; fire.date: 1200",
        "war.course: fire < siege; fire.span: 1200-1210; siege.date: 1204",  # told by when they began
        "war.course: fire < siege; poem.course: siege < truce; poem.retold: fire < truce",
        "war.course: wace < odo; wace.born: 1205; odo.born: 1204",  # an order of people is none of days
    ],
)
def test_an_order_that_can_be_so_is_no_finding(tmp_path: Path, claims: str) -> None:
    assert clashes(tmp_path, claims) == set()


def test_two_orders_on_one_question_are_told_by_the_question_alone(tmp_path: Path) -> None:
    assert clashes(tmp_path, "war.course: fire < truce; war.course: truce < fire") == set()
    assert {one.rule for one in findings_in(tmp_path).findings} == {"D101"}


def test_a_denied_or_doubted_order_states_none(tmp_path: Path) -> None:
    for stance in ("denies", "doubts"):
        assert (
            clashes(tmp_path, f"war.course: fire < truce\n  stance: {stance}; fire.date: after truce")
            == set()
        )
