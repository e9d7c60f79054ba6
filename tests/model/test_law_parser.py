"""The grammar of laws: what it takes, where it says that something is wrong, and that it never does anything else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.model.law import (
    AsOf,
    AtMost,
    Before,
    Comparison,
    Constant,
    Count,
    Path,
    Scaled,
    Subject,
    Sum,
    Within,
    Years,
)
from discrepancy.model.law_parser import DEEPEST, LONGEST, MOST_TERMS, NUMBERS, parse_law
from discrepancy.values.base import Value
from discrepancy.values.errors import Unreadable

BORN, DIED = Path("born", offset=0), Path("died", offset=8)
WORDS = (
    "born",
    "died",
    "held[office=king]",
    "x.start",
    "years(",
    "count(",
    "as_of",
    "subject",
    "about",
    "6",
    "30%",
    "years",
    '"1945"',
)
SIGNS = (
    "<=",
    "<",
    "==",
    ">=",
    ">",
    "+",
    "-",
    "*",
    "(",
    ")",
    ",",
    "before",
    "within",
    "at most one",
    "at a time",
    "holder of",
    "[",
    "=",
    "\x00",
)


def error(text: str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        parse_law(text)
    return caught.value


class TestTakes:
    @pytest.mark.parametrize("sign", ["<=", "<", "=="])
    def test_comparisons(self, sign: str) -> None:
        assert parse_law(f"born {sign} died") == Comparison(BORN, sign, Path("died", offset=6 + len(sign)))

    def test_turns_greater_round(self) -> None:
        assert parse_law("born >= died") == Comparison(DIED, "<=", BORN)
        assert parse_law("born > died") == Comparison(Path("died", offset=7), "<", BORN)

    def test_sums_and_constants(self) -> None:
        left = Sum(((1, Path("released", offset=0)), (-1, Path("imprisoned", offset=11))), 0)
        assert parse_law("released - imprisoned == about 6 years") == Comparison(
            left, "==", Constant("", Value("about 6 years"), 25)
        )
        assert parse_law("a == 2 years and 3 months") == Comparison(
            Path("a"), "==", Constant("", Value("2 years and 3 months"), 5)
        )
        assert parse_law("a <= 1,000 men") == Comparison(Path("a"), "<=", Constant("", Value("1,000 men"), 5))
        assert parse_law('a <= "1945-09-02"') == Comparison(
            Path("a"), "<=", Constant("date", Value("1945-09-02"), 5)
        )

    @pytest.mark.parametrize(
        ("text", "factor"), [("a * 0.3", "3/10"), ("a * 30%", "3/10"), ("30% * a", "3/10"), ("2 * a", "2")]
    )
    def test_shares(self, text: str, factor: str) -> None:
        assert parse_law(f"{text} <= b") == Comparison(
            Scaled(Fraction(factor), Path("a", offset=text.index("a")), 0),
            "<=",
            Path("b", offset=len(text) + 4),
        )

    def test_a_product_binds_more_than_a_sum_and_parentheses_more_than_both(self) -> None:
        found = parse_law("a + b * 2 == (a + b) * 2")
        assert (
            isinstance(found, Comparison) and isinstance(found.left, Sum) and isinstance(found.right, Scaled)
        )
        assert isinstance(found.left.terms[1][1], Scaled) and isinstance(found.right.term, Sum)

    def test_functions_and_words(self) -> None:
        assert parse_law("age == years(born, as_of)") == Comparison(
            Path("age"), "==", Years(Path("born", offset=13), AsOf(19), 7)
        )
        assert parse_law("count(child) <= children") == Comparison(
            Count(Path("child", offset=6), 0), "<=", Path("children", offset=16)
        )
        assert parse_law("a.b == subject") == Comparison(Path("b", ("a",)), "==", Subject(7))

    def test_paths(self) -> None:
        assert parse_law("a.b.c <= d") == Comparison(Path("c", ("a", "b")), "<=", Path("d", offset=9))
        assert parse_law("x[b=1, a=2].end <= d") == Comparison(
            Path("x", (), "end", (("b", "1"), ("a", "2"))), "<=", Path("d", offset=19)
        )
        assert parse_law("30-years-war.end <= d") == Comparison(
            Path("end", ("30-years-war",)), "<=", Path("d", offset=20)
        )

    def test_times(self) -> None:
        assert parse_law("a before b") == Before(Path("a"), Path("b", offset=9))
        assert parse_law("a within b") == Within(Path("a"), Path("b", offset=9))

    def test_at_most(self) -> None:
        held = Path("held", scope=(("office", "king"),), offset=22)
        assert parse_law("at most one holder of king at a time") == AtMost(1, held)
        assert parse_law("at most 3 held[office=king] at a time") == AtMost(
            3, Path("held", scope=(("office", "king"),), offset=10)
        )
        for word, number in NUMBERS.items():
            assert parse_law(f"at most {word} x at a time") == AtMost(number, Path("x", offset=9 + len(word)))


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [
        ("", 0, "no law"),
        ("born", 4, "compares two things"),
        ("born <=", 7, "something is missing"),
        ("born <= died <= married", 13, "two laws"),
        ("born = died", 5, "write =="),
        ("born != died", 5, "what holds"),
        ("born ≤ died", 5, "write <="),
        ("born <= died / 2", 13, "write *"),
        ("born -died <= x", 5, "operators stand between spaces"),
        ("born- died <= x", 0, "operators stand between spaces"),
        ("(born <= died", 6, '")" should stand here'),
        ("born <= (died", 13, '")" is missing'),
        ("born <= died)", 12, "behind the law"),
        ("born [a=b] <= died", 5, "without a space"),
        ("x[a] <= died", 2, "not a scope"),
        ("x[a=b, a=c] <= died", 7, "same dimension twice"),
        ("x[a=b].y <= died", 7, "start or end"),
        ("years(born died) == 3", 11, '"," should stand here'),
        ("count(a + b) <= 3", 0, "one property"),
        ("a * b <= c", 2, "one side of *"),
        ("2 * 3 <= c", 2, "one side of *"),
        ("a <= 30%", 5, "a share of nothing"),
        ("a <= 30% b", 5, "a share of nothing"),
        ("a + 3 before b", 6, "between two properties"),
        ('a <= "1945', 5, "ends with a quotation mark"),
        ("at most many x at a time", 8, "no number"),
        ("at most 0 x at a time", 8, "at most none"),
        ("at most one", 11, "no property"),
        ("at most one x", 13, '"at" is missing'),
        ("at most one holder of", 21, "no office"),
        ("__import__('os') == a", 10, "not understood"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, offset: int, said: str) -> None:
    found = error(text)
    assert said in str(found) and found.offset == offset


class TestBounds:
    def test_length(self) -> None:
        assert "longer than any law" in str(error("a" * (LONGEST + 1)))

    def test_depth(self) -> None:
        parse_law("(" * DEEPEST + "a" + ")" * DEEPEST + " <= b")
        assert "deeper than any law" in str(error("(" * (DEEPEST + 1) + "a"))
        assert "deeper than any law" in str(error("years(a, " * (DEEPEST + 1)))

    def test_terms(self) -> None:
        parse_law(" + ".join("a" * (MOST_TERMS - 1)) + " <= b")
        assert "more terms" in str(error(" + ".join("a" * MOST_TERMS) + " <= b"))


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS + SIGNS), max_size=14).map(" ".join)))
def test_any_text_is_a_law_or_unreadable(text: str) -> None:
    try:
        parse_law(text)
    except Unreadable as error:
        assert 0 <= error.offset <= len(text) and error.message
