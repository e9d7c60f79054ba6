"""Ages: completed years, and what reckoning forgives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discrepancy.values.base import (
    LEVELS,
    Value,
    compare,
    read,
    relate,
    within,
)
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as from_yaml
from discrepancy.values.types.age import TYPE

# text: plain, licensed, charitable as JSON pieces
ROWS = [
    ("79", [["79", "79"]], [["79", "79"]], [["78", "80"]]),
    ("about 60", [["60", "60"]], [["58", "62"]], [["55", "65"]]),
    ("over 70", [["70", "140"]], [["70", "700"]], [["70", None, "[)"]]),
    ("at least 70", [["70", "140"]], [["70", "700"]], [["70", None, "[)"]]),
    ("under 70", [["35", "70", "[)"]], [["7", "70", "[)"]], [["0", "70", "[)"]]),
    ("between 60 and 65", [["60", "65"]], [["60", "65"]], [["59", "66"]]),
    ("in his sixties", [["60", "69"]], [["60", "69"]], [["59", "70"]]),
    ("in her late sixties", [["67", "69"]], [["67", "69"]], [["66", "70"]]),
    ("79 or 81", [["79", "79"], ["81", "81"]], [["79", "79"], ["81", "81"]], [["78", "82"]]),
    ("79?", [["79", "79"]], [["79", "79"]], [[None, None, "()"]]),
    ("exactly 79", [["79", "79"]], [["79", "79"]], [["79", "79"]]),
    ("0", [["0", "0"]], [["0", "0"]], [["0", "1"]]),
]
SAME = "79|aged 79|age 79|Aged  79|79 years old|79 years of age|79 years|at the age of 79|79-year-old|in his 80th year|in her eightieth year|seventy-nine"
PAIRS = [
    ("aged 79", "79", "identical"),
    ("79", "80", "tension"),
    ("79", "81", "tension"),
    ("79", "82", "conflict"),
    ("about 60", "62", "compatible"),
    ("about 60", "64", "tension"),
    ("about 60", "70", "conflict"),
    ("over 70", "70", "refines"),
    ("over 70", "68", "conflict"),
    ("under 70", "70", "tension"),
    ("in his sixties", "64", "refines"),
    ("54", "45", "conflict"),
]
ERRORS = [
    "",
    "aged",
    "old",
    "79.5",
    "-3",
    "79 men",
    "six months",
    "65 to 60",
    "in his year",
    "in his 0th year",
    "tens of",
    "60s",
    "$79",
]


def age(text: str, **options: str) -> Value:
    return read("age", {"value": text, **options} if options else text)


@pytest.mark.parametrize(("text", "plain", "licensed", "charitable"), ROWS)
def test_an_age_allows_what_its_row_says(
    text: str, plain: object, licensed: object, charitable: object
) -> None:
    assert [TYPE.pieces(age(text), level) for level in LEVELS] == [plain, licensed, charitable]


@pytest.mark.parametrize("text", SAME.split("|"))
def test_wordings_of_one_age_are_identical(text: str) -> None:
    assert compare("age", age(text), age("79")).relation == "identical"


@pytest.mark.parametrize(("left", "right", "relation"), PAIRS)
def test_relations_hold_in_both_directions(left: str, right: str, relation: str) -> None:
    there = relate("age", age(left), age(right))
    assert there.relation == relation
    assert compare("age", age(right), age(left)) == compare("age", age(left), age(right)).swapped()
    assert there.why
    assert (there.gap is not None) == (relation in ("tension", "conflict"))


def test_declared_completed_years_leave_no_slack() -> None:
    assert (
        relate("age", age("79", reckoning="completed"), age("80", reckoning="completed")).relation
        == "conflict"
    )
    with pytest.raises(Unreadable, match="no such reckoning"):
        age("79", reckoning="lunar")


def test_hints_name_east_asian_reckoning_and_transposed_digits() -> None:
    assert relate("age", age("79"), age("80")).hints == ()  # of where they are nothing is known
    assert "East Asian" in TYPE.east_asian_hints(age("79"), age("80"))[0]
    assert "transposed" in relate("age", age("54"), age("45")).hints[0]


@pytest.mark.parametrize("text", ERRORS)
def test_what_is_no_age_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        age(text)
    assert caught.value.expect


WORDS = "aged age 79 old years in his her 80th year sixties late about over under between and to or ? possibly of at the - s"


@settings(deadline=None)
@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)))
def test_any_text_is_an_age_or_unreadable(text: str) -> None:
    try:
        value = read("age", text)
    except Unreadable as fault:
        assert 0 <= fault.offset <= len(text)
        return
    if value.type == "age":
        assert value.plain
        assert within(value.plain, value.licensed)
        assert within(value.licensed, value.charitable)
        assert read("age", from_yaml(str(value))) == value
        assert relate("age", value, value).relation == "identical"
