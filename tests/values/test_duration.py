"""Durations: days, and how loosely units are counted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discrepancy.values.base import (
    LEVELS,
    Basis,
    Value,
    compare,
    read,
    relate,
    within,
)
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as from_yaml
from discrepancy.values.types.duration import TYPE

# text: plain, licensed, charitable as JSON pieces
ROWS = [
    ("3 days", [["2.5", "3.5"]], [["2.5", "3.5"]], [["2", "4", "()"]]),
    ("two weeks", [["10.5", "17.5"]], [["10.5", "17.5"]], [["7", "21", "()"]]),
    (
        "six years",
        [["2008.83375", "2374.07625"]],
        [["2008.83375", "2374.07625"]],
        [["1826.2125", "2556.6975", "()"]],
    ),
    ("about 10 weeks", [["66.5", "73.5"]], [["56", "84"]], [["42", "98"]]),
    ("over a week", [["7", "14", "(]"]], [["7", "70", "(]"]], [["7", None, "()"]]),
    ("at most 3 weeks", [["10.5", "21"]], [["2.1", "21"]], [["0", "21"]]),
    ("two to three days", [["1.5", "3.5"]], [["1.5", "3.5"]], [["1", "4", "()"]]),
    ("several days", [["3", "9"]], [["2", "10", "[)"]], [["2", "15"]]),
    ("exactly 3 days", [["3", "3"]], [["3", "3"]], [["3", "3"]]),
    ("3 days?", [["2.5", "3.5"]], [["2.5", "3.5"]], [[None, None, "()"]]),
    ("1 week and 2 days", [["8.5", "9.5"]], [["8.5", "9.5"]], [["8", "10", "()"]]),
    ("100 days", [["99.5", "100.5"]], [["90", "110", "()"]], [["90", "110", "()"]]),
    ("0 days", [["0", "0.5"]], [["0", "0.5"]], [["0", "1", "[)"]]),
]
SAME = [
    "six years|6 years|Six  years|six-year",
    "a year|one year|1 year",
    "over a year|more than one year",
    "two and a half years|2½ years|2 1/2 years",
    "a year and a half|1½ years",
    "half a year|1/2 year",
    "six months to a year|from six months to one year|6 months – 1 year",
    "several weeks|a few weeks",
    "two years and three months|2 years, 3 months|2 years 3 months",
]
PAIRS = [
    ("six years", "6 years", "identical"),
    ("six years", "72 months", "refines"),
    ("six years", "seven years", "compatible"),
    ("six years", "8 years", "conflict"),
    ("six weeks", "46 days", "compatible"),
    ("about ten months", "a year", "refines"),
    ("about ten months", "exactly a year", "compatible"),
    ("over a year", "18 months", "refines"),
    ("over a year", "3 months", "conflict"),
    ("two weeks", "12 days", "refines"),
]
ERRORS = [
    "",
    "six",
    "years",
    "six men",
    "a lot of years",
    "3 days 2 years",
    "$5",
    "5%",
    "tens of thousands of days",
    "3 years to 2 years",
    "-3 days",
]


def duration(text: str, basis: Basis | None = None) -> Value:
    return read("duration", text, basis)


@pytest.mark.parametrize(("text", "plain", "licensed", "charitable"), ROWS)
def test_a_duration_allows_what_its_row_says(
    text: str, plain: object, licensed: object, charitable: object
) -> None:
    assert [TYPE.pieces(duration(text), level) for level in LEVELS] == [plain, licensed, charitable]


@pytest.mark.parametrize("wordings", SAME)
def test_wordings_of_one_duration_are_identical(wordings: str) -> None:
    first, *others = wordings.split("|")
    for other in others:
        assert compare("duration", duration(first), duration(other)).relation == "identical", other


@pytest.mark.parametrize(("left", "right", "relation"), PAIRS)
def test_relations_hold_in_both_directions(left: str, right: str, relation: str) -> None:
    there = relate("duration", duration(left), duration(right))
    assert there.relation == relation
    assert (
        compare("duration", duration(right), duration(left))
        == compare("duration", duration(left), duration(right)).swapped()
    )
    assert there.why


def test_the_propertys_unit_counts_a_bare_number() -> None:
    assert (
        compare("duration", duration("6", Basis(unit="years")), duration("six years")).relation == "identical"
    )


@pytest.mark.parametrize("text", ERRORS)
def test_what_is_no_duration_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        duration(text)
    assert caught.value.expect


WORDS = "a an half two 3 1.5 years year months day week and about over several few to or ? possibly between exactly - of , 100"


@settings(deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join)))
def test_any_text_is_a_duration_or_unreadable(text: str) -> None:
    try:
        value = read("duration", text)
    except Unreadable as fault:
        assert 0 <= fault.offset <= len(text)
        return
    if value.type == "duration":
        assert value.plain
        assert within(value.plain, value.licensed)
        assert within(value.licensed, value.charitable)
        assert read("duration", from_yaml(str(value))) == value
        assert relate("duration", value, value).relation == "identical"


@pytest.mark.parametrize(
    "text",
    [" " * 1999, "a year " * 280, "3 years " * 240, "several " * 240, "to " * 660, "a year and " * 180],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    with pytest.raises(Unreadable):
        duration(text)
    assert time.process_time() - started < 0.5
