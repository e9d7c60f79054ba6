"""Periods: what is read, what is refused, and how periods relate."""

from __future__ import annotations

import pytest

from discrepancy.values.base import Basis, Value, compare, read, relate, value_type
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell

KIND = value_type("span")


def span(text: str) -> Value:
    return read("span", parse_cell(text))


READ = [
    ("1946–1954", "1946-01-01", "1954-12-31"),
    ("1946-54", "1946-01-01", "1954-12-31"),
    ("1905–07", "1905-01-01", "1907-12-31"),
    ("from 1951 until 1954", "1951-01-01", "1954-12-31"),
    ("since 1951", "1951-01-01", "unknown"),
    ("until 1954", "unknown", "1954-12-31"),
    ("1946/..", "1946-01-01", "open"),
    ("1946/", "1946-01-01", "unknown"),
    ("../1954", "open", "1954-12-31"),
    ("/1954", "unknown", "1954-12-31"),
    ("1975–present", "1975-01-01", "open"),
    ("including 1953", "unknown", "unknown"),
    ("22–28 September 1975", "1975-09-22", "1975-09-28"),
    ("17 February to 5 March 1979", "1979-02-17", "1979-03-05"),
    ("March–May 1968", "1968-03-01", "1968-05-31"),
    ("May 1 – May 3, 1960", "1960-05-01", "1960-05-03"),
    ("44–27 BC", "-0043-01-01", "-0026-12-31"),
    ("44 BC–14 AD", "-0043-01-01", "0014-12-31"),
    ("1968-01-30 – 1968-02-28", "1968-01-30", "1968-02-28"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20"),
    ("{from: by 1951, to: after 3 May 1957}", "1942-01-01", "1967-05-03"),
    ("{from: mai 1960, to: juin 1961, language: fr}", "1960-05-01", "1961-06-30"),
    ("{value: 1917-1918, calendar: julian}", "1917-01-14", "1919-01-13"),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), READ)
def test_a_period_is_read(text: str, earliest: str, latest: str) -> None:
    assert KIND.bounds(span(text)) == (earliest, latest)


REFUSED = [
    ("1905-07", "month, a season or a year"),
    ("1929-30", "month, a season or a year"),
    ("1960", "one date is not a period"),
    ("1954/1946", "end lies before the start"),
    ("44–27", "not a period"),
    ("{from: 1954, to: 1946}", 'years before Christ take "BC"'),
    ("../..", "a date at one end"),
    ("1999–00", "end is not after the start"),
    ("{start: 1951}", "no option"),
    ("{from: 1951, including: 1953}", "stands alone"),
    ("for a while", "not a period"),
    ("", "no period"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_is_no_period_is_refused_with_the_remedy(text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        span(text)


TURNED_ROUND = [
    ("1408–1395", "1395–1408", "1395, lies before the start, 1408; years before Christ take BC"),
    ("3 May 1408 to 1 May 1395", "1 May 1395 to 3 May 1408", "1 May 1395, lies before the start, 3 May 1408"),
    ("{from: 3 May 1408, to: early 1395}", "{from: early 1395, to: 3 May 1408}", "lies before the start"),
    ("from 323 BC to 331 BC", "from 331 BC to 323 BC", "331 BC, lies before the start, 323 BC"),
]


@pytest.mark.parametrize(("text", "in_order", "slip"), TURNED_ROUND)
def test_an_end_before_its_start_is_a_slip_of_the_source(text: str, in_order: str, slip: str) -> None:
    """The claim stays: face value is the two ends in their order, and the source vouches for neither."""
    value, ordered = span(text), span(in_order)
    assert (value.plain, value.licensed) == (ordered.plain, ordered.licensed)
    assert len(value.slips) == 1 and slip in value.slips[0] and not ordered.slips
    assert relate("span", value, ordered).relation == "agrees"
    far = span("1914–1918")
    assert compare("span", ordered, far).relation == "conflict"
    assert compare("span", value, far).relation == "tension"
    assert any(slip in reason for reason in relate("span", value, far).why)


def test_periods_that_hang_on_two_events_are_not_one() -> None:
    basis = Basis(anchor=lambda text: text in ("the siege", "the war"))
    starts = ("three years after the siege", "3 years after the siege", "3 years after the war")
    values = [read("span", {"from": start, "to": "1210"}, basis) for start in starts]
    assert relate("span", values[0], values[1]).relation == "identical"
    assert relate("span", values[0], values[2]).relation == "compatible"


RELATED = [
    ("1960–1976", "from 1960 to 1976", "identical", None),
    ("1960–1976", "1960–1975", "conflict", None),
    ("from 1960", "1960–1976", "refines", "right"),
    ("c. 1960–1976", "1960–1976", "agrees", None),
    ("until 1953", "1951–1954", "conflict", None),
    ("from 1960", "from 1976", "conflict", None),
    ("from 1960", "until 1976", "compatible", None),
    ("including 1953", "1951–1954", "refines", "right"),
    ("including 1950", "1951–1954", "conflict", None),
    ("1960–1976", "3 May 1960 – 1 June 1976", "refines", "right"),
    ("1960s/1976", "1960/1970s", "compatible", None),  # two refinements in opposite directions
    ("c. 1960–1976", "1962–1976", "compatible", None),
    ("c. 1961–1976", "1965–1976", "tension", None),
    ("1946–1954", "1955–1960", "conflict", None),
]


@pytest.mark.parametrize(("left", "right", "relation", "direction"), RELATED)
def test_periods_relate(left: str, right: str, relation: str, direction: str | None) -> None:
    found = relate("span", span(left), span(right))
    assert (found.relation, found.direction) == (relation, direction)
    back = relate("span", span(right), span(left))
    assert back.relation == relation
    assert back.direction == {"left": "right", "right": "left", None: None}[direction]


def test_the_ends_that_differ_are_named() -> None:
    found = relate("span", span("1960–1976"), span("1960–1975"))
    assert found.gap == {"days": 1, "ends": ["end"]}
    assert "the ends are in different years" in found.why
    assert KIND.pieces(span("1946/.."), "plain") == {
        "start": [["1946-01-01", "1946-12-31"]],
        "end": [["1946-01-01", None]],
    }


@pytest.mark.parametrize(
    ("text", "advice"), [("1999-02", "1999-2002"), ("1905-07", "1905-1907"), ("1907-07", "1907-2007")]
)
def test_an_ambiguous_short_end_is_written_out_as_a_later_year(text: str, advice: str) -> None:
    with pytest.raises(Unreadable, match=f"write {advice} for years"):
        span(text)
