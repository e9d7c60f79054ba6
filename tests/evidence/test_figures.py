"""What a text states in figures, dates, lengths of time and ages, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.evidence.statements.stated_values import KINDS, StatedValue, stated_values
from discrepancy.values.base import Basis, read
from tests.support.examples import examples

STATED: list[tuple[str, list[tuple[str, str]]]] = [
    ("born on 7 April 1907, died in July 1986", [("date", "7 April 1907"), ("date", "July 1986")]),
    ("(7 April 1907 – 10 July 1986)", [("span", "7 April 1907 – 10 July 1986")]),
    (
        "From 1937 to 1939, and from 1951 until 1954",
        [("span", "From 1937 to 1939"), ("span", "from 1951 until 1954")],
    ),
    ("the war (1946-54)", [("span", "1946-54")]),
    ("since 1951", [("span", "since 1951")]),
    ("during the late-1970s and early 1980s", [("date", "late-1970s"), ("date", "early 1980s")]),
    ("from 1955 to the end of 1958", [("span", "from 1955 to the end of 1958")]),
    ("in 1907 or early 1908", [("date", "in 1907 or early 1908")]),
    ("caused by the early 16th century Reformation", [("date", "early 16th century")]),
    ("by the early 16th century it was gone", [("date", "by the early 16th century")]),
    ("by the mid-to-late 1950s", [("date", "by the mid-to-late 1950s")]),
    ("in the late nineteenth century", [("date", "late nineteenth century")]),
    ("after the 1945 August Revolution", [("date", "1945")]),
    ("on 17 February they crossed", [("date", "17 February")]),
    (
        "between 1920 and 1924, between 100 and 200",
        [("date", "between 1920 and 1924"), ("quantity", "between 100 and 200")],
    ),
    (
        "over 65,000 prisoners, only 35,000, 40,000 or more",
        [("quantity", "over 65,000"), ("quantity", "only 35,000"), ("quantity", "40,000 or more")],
    ),
    ("$3 million a day", [("quantity", "$3 million")]),
    (
        "some tens of thousands, several hundred",
        [("quantity", "tens of thousands"), ("quantity", "several hundred")],
    ),
    (
        "three hundred thousand men for six years",
        [("quantity", "three hundred thousand"), ("duration", "six years")],
    ),
    (
        "about ten months, over a year, for a month",
        [("duration", "about ten months"), ("duration", "over a year"), ("duration", "a month")],
    ),
    (
        "aged 79, in his 80th year, in her late sixties",
        [("age", "aged 79"), ("age", "in his 80th year"), ("age", "in her late sixties")],
    ),
    ("all over the age of 70, a three-year-old", [("age", "over the age of 70"), ("age", "three-year-old")]),
    ("the 15th plenum, 1500 men, in 1500", [("ordinal", "15th"), ("quantity", "1500"), ("date", "1500")]),
    ("about 13.5 per cent", [("quantity", "about 13.5 per cent")]),
    ("on page 12, note 3, no. 7, §4 and ¶ 5", []),
    ("one of them may march", []),
    ("65.000 men", [("quantity", "65.000")]),
]


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_what_a_text_states(text: str, stated: list[tuple[str, str]]) -> None:
    found = list(stated_values(text))
    assert [(one.kind, one.text) for one in found] == stated
    assert all(text[one.start : one.end] == one.text for one in found)


FOREIGN = [
    (
        "fr",
        "né le 7 avril 1907, vers 1912 et au début des années 1950, avec 300 hommes",
        ["le 7 avril 1907", "vers 1912", "au début des années 1950", "300"],
    ),
    (
        "de",
        "am 7. April 1907 geboren, vor 1950 tot (1946–1949)",
        ["am 7. April 1907", "vor 1950", "1946–1949"],
    ),
    ("ru", "родился 7 апреля 1907 года", ["7 апреля 1907"]),
    (
        "vi",
        "sinh ngày 7 tháng 4 năm 1907, mất tháng 7 năm 1986",
        ["ngày 7 tháng 4 năm 1907", "tháng 7 năm 1986"],
    ),
    ("en", "7 avril 1907", ["7", "1907"]),
    ("it", "7 aprile 1907", ["7", "1907"]),  # no table has its words
]


@pytest.mark.parametrize(("language", "text", "stated"), FOREIGN)
def test_a_date_in_another_language_whose_words_the_parser_has(
    language: str, text: str, stated: list[str]
) -> None:
    found = list(stated_values(text, Basis(language=language)))
    assert [one.text for one in found] == stated
    assert all(one.value is not None for one in found)


def test_a_value_is_what_the_type_reads() -> None:
    found = {
        one.text: one.value
        for one in stated_values(
            "over 65,000 men in early 1951, aged 79, for six years, from 1951 until 1954"
        )
    }
    for kind, text in [
        ("quantity", "over 65,000"),
        ("date", "early 1951"),
        ("age", "aged 79"),
        ("duration", "six years"),
        ("span", "from 1951 until 1954"),
    ]:
        assert found[text] == read(kind, text)


def test_the_ends_of_a_period_are_dates_of_their_own() -> None:
    [span] = stated_values("from 1951 until May 1954")
    assert [(part.kind, part.text) for part in span.parts] == [("date", "1951"), ("date", "May 1954")]


def test_what_cannot_be_read_alone_has_no_value() -> None:
    assert [one.value for one in stated_values("on 17 February; 65.000 men")] == [None, None]


WORDS = [
    "over",
    "about",
    "1951",
    "35,000",
    "May",
    "and",
    "to",
    "-",
    "–",
    "3",
    "years",
    "old",
    "aged",
    "%",
    "$",
    "c.",
    "1950s",
    "a",
    "few",
    "th",
    "in his",
    "½",
    ".",
    "million",
]


@examples(300)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_any_text_is_gone_through_in_order(text: str) -> None:
    place = 0
    for one in stated_values(text):
        assert isinstance(one, StatedValue) and one.kind in KINDS
        assert place <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text
        place = one.end
