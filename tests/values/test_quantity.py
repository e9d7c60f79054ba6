"""Quantities: what a hedged number allows, and how two of them relate."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import cast

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
    value_type,
    within,
)
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as from_yaml
from discrepancy.values.types.quantity import TYPE, Quantity

PAIRS = """
over 12,000 | 15,000 | refines
over 12,000 | 9,000 | conflict
more than 12,000 | 60,000 | compatible
up to 50,000 | 40,000 | refines
up to 50,000 | 60,000 | tension
no more than 50,000 | 60,000 | conflict
up to 50,000 | 1,000 | tension
about 800 | 800 | agrees
about 800 | 830 | compatible
about 800 | 2,000 | conflict
hundreds of thousands | 350,000 | refines
several thousand | 60,000 | conflict
90,000 | 88,412 | compatible
413,000 | 431,000 | conflict
2.4 million | 2,387,000 | compatible
20,000 to 30,000 | 24,500 | refines
20,000 to 30,000 | 45,000 | conflict
20,000 to 30,000 | 28,000 to 40,000 | compatible
low 20,000 best 22,000 high 30,000 | low 28,000 best 38,000 high 40,000 | tension
fewer than 5,000 | at least 8,000 | conflict
almost 7,000 | 6,850 | refines
13.5% | 14% | compatible
2 crore | 20,000,000 | identical
$50 million a month | $600 million a year | agrees
40 villages | 12,000 hectares | different-unit
2,148 | 2 148 | identical
2,148 | 2,149 | conflict
6,000 men | 6 000 Men | identical
1 division | one division | identical
13 divisions | thirteen divisions | identical
6,000 men | 6,000 | agrees
6,000 men | 6,000 soldiers | different-unit
6,000 troops | 6,000 regular troops | different-unit
$101 | US$101 | agrees
$5 | £5 | different-unit
100 hectares | 1 km² | agrees
2 tonnes | 2 tons | different-unit
5 km | 5 kilometers | identical
$3 million | $3 million a day | different-unit
14 per cent | 14% | identical
14% | 14% of the vote | agrees
12,000 | 12,000 km2 | different-unit
10 | 10 acres | different-unit
0.5 | 50% | different-unit
5 men | over 4 | compatible
over 4 | 3 to 100 villages | compatible
14% of the vote | 14% of the seats | different-unit
300? | 900 | tension
possibly over 12,000 | 9,000 | tension
only 300 | 310 | conflict
over -5 | -4 | refines
300 or 400 | 300 | compatible
300 or 400 | exactly 300 | refines
half a million | 500,000 | identical
1.5 to 2 million | 1,500,000 to 2 million | identical
-5 | −5 | identical
"""
EXAMPLES = [tuple(part.strip() for part in line.split("|")) for line in PAIRS.strip().splitlines()]

# text: plain, licensed, charitable as the type shows them
ROWS = [
    ("2,148", "2,148", "2,148", "2,148"),
    ("exactly 300", "300", "300", "300"),
    ("65,000", "65,000", "more than 64,500 and less than 65,500", "="),
    ("40,000", "40,000", "more than 36,000 and less than 44,000", "="),
    ("70", "70", "70", "70"),
    ("100", "100", "more than 90 and less than 110", "="),
    ("21.4", "21.4", "more than 21.35 and less than 21.45", "="),
    ("21.40", "21.4", "more than 21.395 and less than 21.405", "="),
    ("14%", "14%", "more than 13.5% and less than 14.5%", "="),
    ("20%", "20%", "more than 18% and less than 22%", "="),
    ("2%", "2%", "more than 1.5% and less than 2.5%", "="),
    ("1.0 million", "1,000,000", "more than 950,000 and less than 1,050,000", "="),
    ("2 million", "2,000,000", "more than 1,800,000 and less than 2,200,000", "="),
    ("about 800", "800", "700 to 900", "600 to 1,000"),
    ("about 14", "14", "13.3 to 14.7", "12.6 to 15.4"),
    (
        "over 12,000",
        "more than 12,000 and up to 24,000",
        "more than 12,000 and up to 120,000",
        "more than 12,000",
    ),
    ("at least 12,000", "12,000 to 24,000", "12,000 to 120,000", "12,000 or more"),
    ("over 0", "more than 0", "more than 0", "more than 0"),
    ("up to 50,000", "25,000 to 50,000", "5,000 to 50,000", "0 to 100,000"),
    ("only 40,000", "40,000", "36,000 to 40,000", "="),
    ("40,000 in total", "40,000", "36,000 to 40,000", "="),
    ("at most 5,000", "2,500 to 5,000", "500 to 5,000", "0 to 5,000"),
    (
        "fewer than 5,000",
        "from 2,500 to less than 5,000",
        "from 500 to less than 5,000",
        "from 0 to less than 5,000",
    ),
    ("nearly 7,000", "from 6,300 to less than 7,000", "from 5,600 to less than 7,000", "4,900 to 7,000"),
    ("20,000 to 30,000", "20,000 to 30,000", "more than 18,000 and less than 33,000", "="),
    ("61 to 65", "61 to 65", "61 to 65", "61 to 65"),
    ("low 20,000 best 22,000 high 30,000", "20,000 to 30,000", "20,000 to 30,000", "20,000 to 30,000"),
    ("300 or 400", "300 or 400", "300 or 400", "300 or 400"),
    (
        "tens of thousands",
        "from 20,000 to less than 100,000",
        "from 10,000 to less than 100,000",
        "10,000 to 200,000",
    ),
    (
        "dozens of villages",
        "from 24 to less than 120 villages",
        "from 12 to less than 120 villages",
        "12 to 240 villages",
    ),
    ("several hundred", "300 to 900", "from 200 to less than 1,000", "200 to 1,500"),
    ("a few hundred", "300 to 900", "from 200 to less than 1,000", "200 to 1,500"),
    ("300?", "300", "more than 270 and less than 330", "any number"),
    ("about 20,000 to 30,000", "20,000 to 30,000", "16,000 to 36,000", "12,000 to 42,000"),
    ("up to an estimated 5,000", "2,500 to 5,000", "500 to 6,000", "0 to 10,000"),
    ("over about 300", "more than 300 and up to 600", "more than 240 and up to 3,000", "more than 180"),
    (
        "possibly over 12,000",
        "more than 12,000 and up to 24,000",
        "more than 12,000 and up to 120,000",
        "any number",
    ),
]
# Wordings of one and the same statement.
SAME = [
    "about 300|around 300|approximately 300|roughly 300|some 300|c. 300|ca. 300|ca 300|circa 300|an estimated 300|estimated 300|~300|c.300|300 or so",
    "over 300|more than 300|above 300|upwards of 300|in excess of 300|Over  300",
    "at least 300|no fewer than 300|not less than 300|300 or more|300+|300 at least",
    "up to 300|as many as 300|as much as 300",
    "only 300|300 in total|300 in all|a total of 300",
    "at most 300|no more than 300|not more than 300|300 or fewer",
    "fewer than 300|less than 300|under 300|below 300",
    "nearly 300|almost 300|close to 300",
    "possibly 300|perhaps 300|allegedly 300|reportedly 300|said to be 300|300?",
    "200 to 300|200-300|200–300|200 – 300|between 200 and 300|from 200 to 300",
    "at most 300 men|300 men at most|300 men or fewer",
    "6,000+ men|6,000 men or more|6,000 or more men|at least 6,000 men",
    "$3 million a day|$3m daily|$3 million per day|$3,000,000 a day",
    "€5m|€5 million|5 million €",
    "tens of thousands of men|tens of thousands men",
    "20,000 men to 30,000 men|20,000 to 30,000 men",
    "between one hundred and two hundred|100 to two hundred",
    "10% to 15%|10 to 15%|10–15 per cent",
]
ERRORS = [
    ("65.000", "65 or 65,000?"),
    ("1.234,5", "declared format"),
    ("65,00", "declared format"),
    ("1,2345", "declared format"),
    ("12,34,5678", "declared format"),
    ("a lot", "no number"),
    ("", "no number"),
    ("   ", "no number"),
    ("NaN", "no number"),
    ("many thousands", "no number"),
    ("several", "no number"),
    ("1e5", "behind the figure"),
    ("5x", "behind the figure"),
    ("9" * 101, "101 digits"),
    ("5m", "million or metres?"),
    ("5 bn", "billion?"),
    ("1/0", "zero parts"),
    ("over under 300", "two bounds"),
    ("exactly about 300", "exactly and about"),
    ("over 20,000 to 30,000", "a bound and a range"),
    ("30,000 to 20,000", "backwards"),
    ("low 5 best 9 high 7", "out of order"),
    ("low 5 best 6", "without its high end"),
    ("300 and 400", "not understood"),
    ("300 killed and 200 wounded", "not understood"),
    ("300 men to 400 women", "two units"),
    ("$3 to €5", "two units"),
    ("nearly 0", "nearly nothing"),
    ("about tens of thousands", "vague already"),
    ("two three", "not understood"),
]
HEDGES = [
    "{}", "about {}", "over {}", "at least {}", "up to {}", "only {}", "at most {}", "under {}", "nearly {}", "exactly {}", "{}?",
    "possibly over {}", "up to an estimated {}", "over about {}", "{} men", "tens of thousands", "several hundred", "hundreds", "{} or 7",
    "about {} or more", "{}%", "$3 million a day", "{}.5", "half a million",
]  # fmt: skip
figures = st.one_of(
    st.integers(1, 30), st.integers(1, 999).map(lambda n: n * 100), st.integers(1, 10**7)
).map(lambda n: f"{n:,}")
one_figure = st.builds(lambda hedge, figure: hedge.format(figure), st.sampled_from(HEDGES), figures)
ranges = st.builds(
    lambda a, b: f"{min(a, b):,} to {max(a, b):,}", st.integers(1, 10**5), st.integers(1, 10**5)
)
texts = st.one_of(one_figure, ranges)


def q(text: str, basis: Basis | None = None, **options: str) -> Quantity:
    return cast(Quantity, read("quantity", {"value": text, **options} if options else text, basis))


@pytest.mark.parametrize(("left", "right", "relation"), EXAMPLES)
def test_examples_hold_in_both_directions(left: str, right: str, relation: str) -> None:
    there, back = relate("quantity", q(left), q(right)), relate("quantity", q(right), q(left))
    assert (there.relation, back.relation) == (relation, relation)
    assert compare("quantity", q(right), q(left)) == compare("quantity", q(left), q(right)).swapped()
    assert there.why
    assert back.why


@pytest.mark.parametrize(("text", "plain", "licensed", "charitable"), ROWS)
def test_a_wording_allows_what_its_row_says(text: str, plain: str, licensed: str, charitable: str) -> None:
    value = q(text)
    assert [TYPE.show(value, level) for level in LEVELS] == [
        plain,
        licensed,
        licensed if charitable == "=" else charitable,
    ]


@pytest.mark.parametrize("wordings", SAME)
def test_wordings_of_one_statement_are_identical(wordings: str) -> None:
    first, *others = wordings.split("|")
    for other in others:
        assert compare("quantity", q(first), q(other)).relation == "identical", other


@pytest.mark.parametrize(("text", "message"), ERRORS)
def test_an_error_says_what_is_wrong_and_what_would_be_right(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message.replace("?", r"\?")) as caught:
        q(text)
    assert caught.value.expect
    assert 0 <= caught.value.offset <= len(text)


def test_the_propertys_unit_is_the_unit_of_a_value_without_one() -> None:
    men = Basis(unit="men")
    assert compare("quantity", q("6,000", men), q("6,000 men", men)).relation == "identical"
    assert compare("quantity", q("6,000", men), q("6,000 hectares", men)).relation == "different-unit"
    assert q("21", Basis(unit="%")).rows == ("percent",)


def test_a_declared_number_format_is_read() -> None:
    assert (
        compare("quantity", q("65.000 men", Basis(number_format="1.234,5")), q("65,000 men")).relation
        == "identical"
    )
    with pytest.raises(Unreadable, match="no such number format"):
        q("1,5", Basis(number_format="x"))


def test_options_give_unit_period_and_best() -> None:
    value = q("3 million", unit="$", per="day")
    assert (value.unit, value.per) == ("$", "day")
    assert compare("quantity", value, q("$3 million a day")).relation == "identical"
    assert q("20,000 to 30,000", best="22,000").best == 22000
    estimate = q("", low="20,000", best="22,000", high="30,000")
    assert compare("quantity", estimate, q("low 20,000 best 22,000 high 30,000")).relation == "identical"
    assert compare("quantity", estimate, q("20,000 to 30,000", best="24,000")).relation == "agrees"


@pytest.mark.parametrize(
    "options",
    [
        {"value": "6,000 men", "unit": "hectares"},
        {"value": "$3 a day", "per": "month"},
        {"value": "5", "per": "hour"},
        {"value": "20 to 30", "best": "40"},
        {"value": "5", "low": "1", "high": "2"},
        {"value": "", "low": "1"},
        {"value": "", "low": "about 1", "high": "2"},
        {"value": "5", "units": "men"},
    ],
)
def test_options_that_contradict_are_errors(options: dict[str, str]) -> None:
    with pytest.raises(Unreadable):
        read("quantity", options)


def test_a_rate_is_converted_exactly() -> None:
    assert q("$3 million a day").plain == (((Fraction("1095727500"), 0), (Fraction("1095727500"), 0)),)
    assert q("12,000 acres").plain[0][0][0] == Fraction("4856.22770688")


def test_a_relation_by_a_bounds_letter_alone_says_so() -> None:
    assert "only by the letter" in relate("quantity", q("more than 12,000"), q("60,000")).why[-1]


def test_reasons_carry_their_numbers() -> None:
    why = relate("quantity", q("40,000"), q("45,000")).why
    assert why[0] == '"40,000" is a round figure: more than 36,000 and less than 44,000 is meant at most'
    assert why[-1] == "no number is both: even read charitably they are 500 apart"


@pytest.mark.parametrize(
    ("left", "right", "gap"),
    [
        ("over 12,000", "9,000", {"difference": "2500", "ratio": "1.26"}),
        ("up to 50,000", "60,000", {"difference": "5000", "ratio": "1.1"}),
        ("2,148", "2,149", {"difference": "1", "ratio": "1.0005"}),
        ("-5", "3", {"difference": "8"}),
        ("1/3", "1/2", {"difference": "1/6", "ratio": "1.5"}),
        ("3", "4,321", {"difference": "4318", "ratio": "1440"}),
    ],
)
def test_the_gap_is_exact(left: str, right: str, gap: dict[str, str]) -> None:
    assert relate("quantity", q(left), q(right)).gap == gap


@pytest.mark.parametrize(
    ("left", "right", "hint"),
    [
        ("413,000", "431,000", "transposed"),
        ("2,148", "21,480", "a factor of exactly 10"),
        ("3 million", "3 billion", "million against billion"),
        ("exactly 1,000 tonnes", "1,016 tonnes", "long ton"),
    ],
)
def test_hints_name_a_probable_cause(left: str, right: str, hint: str) -> None:
    assert any(hint in found for found in relate("quantity", q(left), q(right)).hints)


@pytest.mark.parametrize(("left", "right"), [("21.4", "2.14"), ("450", "4.50"), ("12", "210")])
def test_a_point_is_no_digit_and_figures_of_unlike_length_have_none_transposed(left: str, right: str) -> None:
    assert not [hint for hint in relate("quantity", q(left), q(right)).hints if "transposed" in hint]


@pytest.mark.parametrize(
    ("text", "level", "pieces"),
    [
        ("over 12,000", "charitable", [["12000", None, "()"]]),
        ("65,000", "licensed", [["64500", "65500", "()"]]),
        ("fewer than 5", "plain", [["2.5", "5", "[)"]]),
        ("300 or 400", "plain", [["300", "300"], ["400", "400"]]),
        ("two thirds", "plain", [["2/3", "2/3"]]),
        ("5?", "charitable", [[None, None, "()"]]),
        ("at least 5", "charitable", [["5", None, "[)"]]),
        ("at most -5", "charitable", [[None, "-5", "(]"]]),
    ],
)
def test_pieces_are_decimal_strings_or_fractions(
    text: str, level: str, pieces: list[list[str | None]]
) -> None:
    assert TYPE.pieces(q(text), level) == pieces


def test_the_docstring_lists_forms_that_are_read() -> None:
    assert TYPE.__doc__
    for text in (
        "6 000 men",
        "3,00,000",
        "2 1/2",
        "a dozen",
        "1.5 to 2 million",
        "dozens of villages",
        "£2bn",
        "300 francs",
    ):
        assert text in TYPE.__doc__
        q(text)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("0123456789,.-–%$€ toandrbuelyhsmf/½?+~ ", max_size=40)))
def test_any_text_is_a_value_or_unreadable(text: str) -> None:
    try:
        value = read("quantity", text)
    except Unreadable as fault:
        assert 0 <= fault.offset <= len(text)
        return
    again = from_yaml(str(value))
    assert value.type == "unknown" or read("quantity", again) == value
    relate("quantity", value, value)


WORDS = (
    "about over up to at least most only between and from low best high tens of thousands several hundred men a day per cent % $ or 5 6,000 1.5 "
    "million two half third the possibly ? + - – in total more fewer than"
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join))
def test_any_words_are_a_value_or_unreadable(text: str) -> None:
    try:
        value = read("quantity", text)
    except Unreadable:
        return
    for level in LEVELS:
        value_type("quantity").show(value, level)
        TYPE.pieces(value, level)
    assert value.plain
    assert within(value.plain, value.licensed)
    assert within(value.licensed, value.charitable)


@settings(deadline=None)
@given(texts)
def test_sets_nest_and_texts_read_back(text: str) -> None:
    value = q(text)
    assert value.plain
    assert within(value.plain, value.licensed)
    assert within(value.licensed, value.charitable)
    assert read("quantity", from_yaml(str(value))) == value
    assert compare("quantity", value, value).relation == "identical"


@settings(deadline=None)
@given(texts, texts)
def test_relations_are_symmetric_but_for_direction(left: str, right: str) -> None:
    a, b = q(left), q(right)
    there = compare("quantity", a, b)
    assert compare("quantity", b, a) == there.swapped()
    assert relate("quantity", a, b).why


@settings(deadline=None)
@given(texts, texts, texts)
def test_identical_values_relate_alike_and_refining_is_transitive(
    first: str, second: str, third: str
) -> None:
    a, b, c = q(first), q(second), q(third)
    if compare("quantity", a, b).relation == "identical":
        assert compare("quantity", a, c) == compare("quantity", b, c)
        assert TYPE.identity(a) == TYPE.identity(b)
    ab, bc = compare("quantity", a, b), compare("quantity", b, c)
    if ab == ("refines", "left") and bc == ("refines", "left"):
        assert compare("quantity", a, c) == ("refines", "left")


RANKS = ("conflict", "tension", "compatible")


@settings(deadline=None)
@given(st.integers(1, 10**6).map(lambda n: f"{n:,}"), texts)
def test_doubt_never_moves_a_pair_towards_conflict(figure: str, other: str) -> None:
    sure, doubted, b = q(figure), q(f"{figure}?"), q(other)
    before, after = (compare("quantity", value, b).relation for value in (sure, doubted))
    if before in RANKS and after in RANKS:
        assert RANKS.index(after) >= RANKS.index(before)


@settings(deadline=None)
@given(
    st.integers(100, 10**7),
    st.integers(1, 7),
    st.sampled_from(["{}", "about {}", "over {}", "at least {}", "up to {}", "nearly {}"]),
)
def test_a_figure_rounded_from_the_truth_never_excludes_it(truth: int, digits: int, hedge: str) -> None:
    """Rounding to the nearest keeps the truth possible, unless the hedge itself says otherwise."""
    step = 10 ** max(0, len(str(truth)) - digits)
    rounded = (truth + step // 2) // step * step
    if "over" in hedge or "least" in hedge:
        rounded = truth // step * step - (step if truth % step == 0 else 0)
    if "up to" in hedge or "nearly" in hedge:
        rounded = -(-truth // step) * step + (step if truth % step == 0 else 0)
    if (
        rounded <= 0
        or (hedge == "nearly {}" and truth < 0.7 * rounded)
        or (hedge == "{}" and 2 * abs(truth - rounded) >= step)
    ):
        return
    stated = q(hedge.format(f"{rounded:,}"))
    exact: Value = q(f"exactly {truth}")
    if hedge not in ("{}", "about {}") or 10 * abs(rounded - truth) < rounded:  # r is at most N/10
        assert compare("quantity", stated, exact).relation != "conflict"


@pytest.mark.parametrize(
    "text",
    [
        "a " * 900,
        "over " * 390,
        "5 to " * 390,
        "1 or " * 390,
        "x" * 1999,
        " " * 1999,
        "men " * 480,
        "5 " + "men to " * 280,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    with pytest.raises(Unreadable):
        read("quantity", text)
    assert time.process_time() - started < 0.5
