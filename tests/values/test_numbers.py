"""Exact numbers out of written ones."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values.base import read, relate, value_type
from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.cardinals import last_unit
from discrepancy.values.numbers.numerals import STYLES, decimal_text, read_number, share_magnitudes
from discrepancy.values.numbers.reasons import number_text, show_region

# written, exact value, unit g of the last digit, form
WRITTEN = [
    ("0", 0, 1, "whole"),
    ("7", 7, 1, "whole"),
    ("2,148", 2148, 1, "whole"),
    ("65,000", 65000, 1000, "whole"),
    ("40,000", 40000, 10000, "whole"),
    ("6 000", 6000, 1000, "whole"),
    ("6\u00a0000", 6000, 1000, "whole"),
    ("6\u2009000", 6000, 1000, "whole"),
    ("6\u202f000", 6000, 1000, "whole"),
    ("1'000", 1000, 1000, "whole"),
    ("1’234’567", 1234567, 1, "whole"),
    ("3,00,000", 300000, 100000, "whole"),
    ("12,34,567", 1234567, 1, "whole"),
    ("21.4", Fraction(107, 5), Fraction(1, 10), "decimal"),
    ("21.40", Fraction(107, 5), Fraction(1, 100), "decimal"),
    ("0.375", Fraction(3, 8), Fraction(1, 1000), "decimal"),
    (".5", Fraction(1, 2), Fraction(1, 10), "decimal"),
    ("1,234.567", Fraction(1234567, 1000), Fraction(1, 1000), "decimal"),
    ("1.5 million", 1500000, 100000, "decimal"),
    ("1.0 million", 1000000, 100000, "decimal"),
    ("2.375 million", 2375000, 1000, "decimal"),
    ("2 million", 2000000, 1000000, "magnitude"),
    ("3 lakh", 300000, 100000, "magnitude"),
    ("2 crore", 20000000, 10000000, "magnitude"),
    ("2,000 million", 2000000000, 1000000000, "magnitude"),
    ("−5", -5, 1, "whole"),
    ("-1.5", Fraction(-3, 2), Fraction(1, 10), "decimal"),
    ("1/2", Fraction(1, 2), Fraction(1, 2), "fraction"),
    ("2 1/2", Fraction(5, 2), Fraction(1, 2), "fraction"),
    ("2½", Fraction(5, 2), Fraction(1, 2), "fraction"),
    ("½", Fraction(1, 2), Fraction(1, 2), "fraction"),
    ("2½ million", 2500000, 100000, "magnitude"),
    ("two thirds", Fraction(2, 3), Fraction(1, 3), "fraction"),
    ("two-thirds", Fraction(2, 3), Fraction(1, 3), "fraction"),
    ("a half", Fraction(1, 2), Fraction(1, 2), "fraction"),
    ("half a million", 500000, 100000, "magnitude"),
    ("a million", 1000000, 1000000, "magnitude"),
    ("a million and a half", 1500000, 100000, "magnitude"),
    ("two and a half", Fraction(5, 2), Fraction(1, 2), "fraction"),
    ("two and a half million", 2500000, 100000, "magnitude"),
    ("three quarters of a million", 750000, 10000, "magnitude"),
    ("a dozen", 12, 12, "magnitude"),
    ("half a dozen", 6, 1, "magnitude"),
    ("two", 2, 1, "whole"),
    ("Thirteen", 13, 1, "whole"),
    ("twenty-one", 21, 1, "whole"),
    ("three hundred thousand", 300000, 100000, "magnitude"),
    ("one hundred and five", 105, 1, "whole"),
    ("one million two hundred thousand", 1200000, 100000, "magnitude"),
    ("one thousand nine hundred and sixty-eight", 1968, 1, "whole"),
    ("a thousand million", 10**9, 10**9, "magnitude"),
    ("8th", 8, 1, "ordinal"),
    ("13th", 13, 1, "ordinal"),
    ("eighth", 8, 1, "ordinal"),
    ("twenty-first", 21, 1, "ordinal"),
    ("none", 0, 1, "whole"),
]
REFUSED = [
    "65.000",
    "65.000 million",
    "1.234,5",
    "65,00",
    "1,2345",
    "12,34,5678",
    "1,234,56",
    "0,500",
    "1 234,567",
    "1/0",
    "1/2/3",
    "1.5/2",
    "1" * 101,
]


@pytest.mark.parametrize(("text", "value", "unit", "form"), WRITTEN)
def test_reads_the_exact_number_and_the_unit_of_its_last_digit(
    text: str, value: Fraction, unit: Fraction, form: str
) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.value, number.unit, number.form, number.end) == (value, unit, form, len(text))


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_digits_that_leave_open_which_number_they_are(text: str) -> None:
    with pytest.raises(Unreadable):
        read_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "a lot", "NaN", "inf", "men", "٣", "--5", "- 5", "a", "and", "hundreds", "million-fold?"[12:]],
)
def test_words_that_begin_no_number_are_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("style", "text", "value"),
    [
        ("1.234,5", "1.234,5", Fraction(12345, 10)),
        ("1.234,5", "65.000", 65000),
        ("1.234,5", "65,000", 65),
        ("1 234,5", "1 234,5", Fraction(12345, 10)),
        ("1'234.5", "1'234.5", Fraction(12345, 10)),
        ("1'234.5", "65.000", 65),
    ],
)
def test_a_declared_format_settles_what_separators_mean(style: str, text: str, value: Fraction) -> None:
    number = read_number(text, 0, style)
    assert number is not None
    assert number.value == value


def test_m_and_bn_are_magnitudes_only_behind_a_currency_sign() -> None:
    number, money = read_number("5m"), read_number("5m", money=True)
    assert number is not None
    assert money is not None
    assert (number.value, money.value) == (5, 5000000)


@pytest.mark.parametrize(
    ("first", "last", "shared"),
    [
        ("1.5", "2 million", 1500000),
        ("two", "three hundred", 200),
        ("two hundred", "three hundred thousand", 200000),
        ("fifty", "one hundred", 50),
        ("500", "2 million", 500),
        ("1 million", "2 million", 1000000),
    ],
)
def test_a_magnitude_is_shared_where_that_leaves_the_first_the_smaller(
    first: str, last: str, shared: int
) -> None:
    one, other = read_number(first), read_number(last)
    assert one is not None
    assert other is not None
    assert share_magnitudes(one, other).value == shared


@given(st.integers(-(10**40), 10**40))
def test_reads_back_every_whole_number_with_and_without_commas(n: int) -> None:
    for text in (str(n), f"{n:,}"):
        number = read_number(text)
        assert number is not None
        assert (number.value, number.unit) == (n, last_unit(n))


@given(st.fractions())
def test_decimal_text_is_exact(number: Fraction) -> None:
    assert Fraction(decimal_text(number)) == number


@given(st.text(alphabet="0123456789,.' /½th-", max_size=30), st.sampled_from(sorted(STYLES)))
def test_digits_make_a_number_or_are_refused(text: str, style: str) -> None:
    try:
        number = read_number(text, 0, style)
    except Unreadable:
        return
    assert number is None or 0 < number.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 2000,
        "1," * 1000,
        "1 " * 1000,
        "two " * 500,
        "million " * 250,
        "a " * 1000,
        "-" * 2000,
        "the -" * 400,
    ],
)
def test_long_texts_take_no_long_time(text: str) -> None:
    started = time.process_time()
    try:
        read_number(text)
    except Unreadable as fault:
        assert len(str(fault)) < 400
    assert time.process_time() - started < 0.5


class TestLargeFigures:
    """Figures of more than seven digits are exact, and are told neither shorter nor longer than they are."""

    @pytest.mark.parametrize(
        "left, right, relation",
        [
            ("12,345,678", "12.3 million", "compatible"),
            ("12,345,678", "12.4 million", "conflict"),
            ("12,345,678", "12,345,679", "conflict"),
            ("1 trillion", "1,000,000,000,000", "identical"),
            ("9,007,199,254,740,993", "9,007,199,254,740,992", "conflict"),
        ],
    )
    def test_they_relate_to_the_last_digit(self, left: str, right: str, relation: str) -> None:
        found = relate("quantity", read("quantity", left), read("quantity", right))
        assert found.relation == relation
        assert not [step for step in found.why if "e+" in step]

    def test_ends_that_differ_are_never_told_alike(self) -> None:
        low, high = (Fraction(f"12345678.12345678{last}") for last in "13")
        assert (
            show_region((((low, 1), (high, -1)),))
            == "more than 12,345,678.123456781 and less than 12,345,678.123456783"
        )

    @given(st.fractions(1, 10**9), st.fractions(min_value=Fraction(1, 10**9), max_value=1))
    def test_no_two_ends_are(self, low: Fraction, width: Fraction) -> None:
        words = show_region((((low, 1), (low + width, -1)),))
        before, _, after = words.removeprefix("more than ").partition(" and less than ")
        assert before != after

    def test_a_conversion_is_told_no_finer_than_helps(self) -> None:
        found = relate("quantity", read("quantity", "12,345,678 miles"), read("quantity", "5 km"))
        assert [step for step in found.why if "12,345,678 miles" in step] == [
            '"12,345,678 miles" is 19,868,442.82 kilometres'
        ]

    def test_small_ones_keep_their_figures(self) -> None:
        assert number_text(Fraction(1, 7 * 10**6)) == "0.000000142857"
        assert (
            number_text(Fraction(2, 3)) == "0.666667"
            and number_text(Fraction("12345678.5")) == "12,345,678.5"
        )

    def test_so_do_counts_of_members(self) -> None:
        assert "12,345,678 members" in value_type("set").show(read("set", "12,345,678 members"), "plain")


@pytest.mark.parametrize(
    ("kind", "said", "plain"),
    [
        ("quantity", "not fewer than 80", "at least 80"),
        ("quantity", "cannot have exceeded 80", "at most 80"),
        ("quantity", "couldn't have been less than 80", "at least 80"),
        ("quantity", "nor more than 80", "at most 80"),
        ("quantity", "not quite 80", "nearly 80"),
        ("quantity", "just under 80", "nearly 80"),
        ("quantity", "hardly more than 80", "at most about 80"),
        ("quantity", "neither more nor less than 80", "exactly 80"),
        ("quantity", "80 men, more or less", "about 80 men"),
        ("quantity", "80 or thereabouts of horses", "about 80 horses"),
        ("quantity", "80-odd men", "over 80 men"),
        ("quantity", "eighty and more men", "over 80 men"),
        ("quantity", "threescore and ten", "70"),
        ("duration", "20-odd years", "over 20 years"),
        ("duration", "twenty years or so", "about 20 years"),
        ("age", "in the 23rd year of his age", "22"),
        ("age", "32nd year", "31"),
        ("age", "80 or thereabouts", "about 80"),
        ("date", "cannot have been before 1407", "no earlier than 1407"),
        ("date", "could not be later than 3 May 1407", "by 3 May 1407"),
        ("date", "1407 or later", "no earlier than 1407"),
        ("date", "1407 or before", "by 1407"),
        ("date", "1407 or thereabouts", "c. 1407"),
        ("date", "the twenty-first day of May 1407", "21 May 1407"),
        ("date", "May the tenth, 1407", "10 May 1407"),
        ("date", "third or fourth of May 1407", "3 or 4 May 1407"),
    ],
)
def test_what_is_said_in_other_words_has_the_same_sets(kind: str, said: str, plain: str) -> None:
    one, other = read(kind, said), read(kind, plain)
    assert relate(kind, one, other).relation == "identical"


@pytest.mark.parametrize("said", ["all but 80", "barely 80", "not 80", "not only 80", "over 80 and more"])
def test_a_hedge_that_can_be_read_in_two_ways_is_refused(said: str) -> None:
    with pytest.raises(Unreadable):
        read("quantity", said)
