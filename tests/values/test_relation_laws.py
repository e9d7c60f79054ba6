"""The laws of relations (specification, section 2), over every type there is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from discrepancy.values import base as value
from discrepancy.values import intervals as region
from discrepancy.values.base import (
    SpanSets,
    Unknown,
    Value,
    compare,
    read,
    relate,
    type_names,
    value_type,
    within,
)
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as cell
from tests.support.claims import basis
from tests.support.examples import examples
from tests.support.worlds import (
    NAMES,
    PEOPLE,
    TERMS,
    false_date,
    true_date,
    true_end,
    true_order,
    true_quantity,
    true_set,
)

NEAR = st.dates(
    dt.date(1899, 1, 1), dt.date(1902, 12, 31)
)  # near one another, so that relations of every kind come up
date_texts = NEAR.flatmap(lambda day: st.one_of(true_date(day), false_date(day)))
span_texts = st.one_of(
    st.tuples(NEAR, NEAR)
    .map(sorted)
    .flatmap(lambda ends: st.tuples(true_end(ends[0]), true_end(ends[1])))
    .map(lambda ends: "{" + f'from: "{ends[0]}", to: "{ends[1]}"' + "}"),
    NEAR.flatmap(true_end).flatmap(
        lambda end: st.sampled_from([f"from {end}", f"until {end}", f"including {end}"])
    ),
    NEAR.map(lambda day: f"{day.year}/.."),
)
number_texts = st.integers(1, 60).flatmap(lambda n: true_quantity(n * 10))
names = [name for people in PEOPLE.values() for name in people] + [
    "Võ Nguyen Giap",
    "Vó Nguyên Giáp",
    "Trần Phú",
    "Trần Phụ",
    "Tran Phu",
]
words = [name for terms in TERMS.values() for name in terms] + ["Marshal", "marshal", "king"]
ages = st.builds(
    "{}{}".format, st.sampled_from(["", "aged ", "over ", "under ", "about "]), st.integers(30, 50)
)
durations = st.builds(
    "{}{} {}".format,
    st.sampled_from(["", "about "]),
    st.integers(1, 30),
    st.sampled_from(["years", "months", "weeks", "days"]),
)
framings = st.builds("{{scale: {}, frame: {}}}".format, st.sampled_from("abc"), st.sampled_from("xyz"))
FEW = (*NAMES[:3], "Giap", "Võ Nguyên Giáp", "Trần Phú", "Tran Phu", "Trần Phụ")  # alike, registered or not
lists = st.lists(st.sampled_from(FEW), min_size=1, max_size=4, unique=True).map(tuple)
sets = lists.flatmap(true_set)
orders = st.permutations(FEW).map(lambda names: tuple(names[:3])).flatmap(true_order)

TEXTS: dict[str, st.SearchStrategy[str]] = {
    "date": date_texts,
    "span": span_texts,
    "quantity": number_texts,
    "age": ages,
    "duration": durations,
    "entity": st.sampled_from(names),
    "name": st.sampled_from(names),
    "term": st.sampled_from(words),
    "framing": framings,
    "set": sets,
    "sequence": orders,
    "quotation": st.lists(
        st.sampled_from(["We", "we", "shall", "never", "yield.", "yield"]), min_size=1, max_size=5
    ).map(" ".join),
}
BADNESS = {"tension": 1, "conflict": 2}


def test_every_type_is_held_to_the_laws() -> None:
    assert set(TEXTS) == set(type_names())


@st.composite
def some_values(draw: st.DrawFn, count: int) -> tuple[str, list[Value]]:
    name = draw(st.sampled_from(sorted(TEXTS)))
    found = []
    for text in draw(st.lists(TEXTS[name], min_size=count, max_size=count)):
        try:
            found.append(read(name, cell(text), basis()))
        except Unreadable:
            assume(False)
    return name, found


@examples(500)
@given(some_values(1))
def test_sets_are_nested_and_text_is_kept(drawn: tuple[str, list[Value]]) -> None:
    name, [one] = drawn
    if value_type(name).shape != "labels":
        assert within(one.plain, one.licensed) and within(one.licensed, one.charitable)
        assert one.plain not in ((), SpanSets((), ()))
    assert read(name, cell(str(one)), basis()) == one
    assert hash(one) == hash(read(name, cell(str(one)), basis()))


@examples(700)
@given(some_values(2))
def test_relations_are_symmetric_but_for_direction(drawn: tuple[str, list[Value]]) -> None:
    name, [a, b] = drawn
    assert compare(name, a, b) == compare(name, b, a).swapped()
    assert relate(name, a, a).relation == "identical"
    full = relate(name, a, b)
    assert (full.relation == compare(name, a, b).relation and full.why) or name == "framing"
    assert (full.direction is not None) == (full.relation == "refines")


@examples(700)
@given(some_values(3))
def test_identical_values_relate_alike_and_refining_is_transitive(drawn: tuple[str, list[Value]]) -> None:
    name, [a, b, c] = drawn
    if compare(name, a, b).relation == "identical":
        assert compare(name, a, c) == compare(name, b, c)
    if compare(name, a, b) == ("refines", "left") and compare(name, b, c) == ("refines", "left"):
        assert compare(name, a, c).relation in ("refines", "agrees", "identical")
    if name == "set":
        inherits = region.within(
            a.charitable.sizes, b.charitable.sizes
        )  # members contained at face value are so with charity
    else:
        inherits = value_type(name).shape == "labels" or within(a.charitable, b.charitable)
    if inherits and compare(name, a, b) == ("refines", "left") and compare(name, b, c).relation == "conflict":
        assert compare(name, a, c).relation == "conflict"


@examples(700)
@given(some_values(3), st.sampled_from(["licensed", "charitable"]))
def test_widening_never_makes_a_pair_worse(drawn: tuple[str, list[Value]], level: str) -> None:
    name, [a, b, more] = drawn
    if value_type(name).shape == "labels" or isinstance(a, Unknown):
        return
    wide = _widened(a, more, level)
    before, after = compare(name, a, b).relation, compare(name, wide, b).relation
    assert BADNESS.get(after, 0) <= BADNESS.get(before, 0)


def _widened(a: Value, more: Value, level: str) -> Value:
    levels = ("licensed", "charitable") if level == "licensed" else ("charitable",)
    return replace(a, **{each: _joined(getattr(a, each), more.charitable) for each in levels})


def _joined(a: object, b: object) -> object:
    if isinstance(a, SpanSets) and isinstance(b, SpanSets):
        return value.span_sets(region.union([*a.start, *b.start]), region.union([*a.end, *b.end]))
    return region.union([*a, *b])  # type: ignore[misc]


@pytest.mark.parametrize("name", type_names())
@examples(300)
@given(text=st.text(max_size=60))
def test_any_text_is_a_value_or_an_error(name: str, text: str) -> None:
    try:
        read(name, text)
    except Unreadable as error:
        assert str(error)
