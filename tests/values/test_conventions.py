"""The table of conventions: its figures, its presets, and what a project may set."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discrepancy.values.base import Basis, compare, read, value_type, within
from discrepancy.values.conventions import PRESETS, conventions, standard, with_settings
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as cell
from tests.values.test_relation_laws import TEXTS


def relation(left: str, right: str, kind: str = "date", **choice: str) -> str:
    basis = Basis(conventions=with_settings(standard(), choice))
    return compare(kind, read(kind, left, basis), read(kind, right, basis)).relation


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_keeps_the_figures_of_each_cell(preset: str) -> None:
    for name, row in conventions(preset).rows.items():
        shipped = standard()[name]
        assert len(row.licensed_figures) == len(shipped.licensed_figures)
        assert len(row.charitable_figures) == len(shipped.charitable_figures), name


@pytest.mark.parametrize("preset", PRESETS)
@settings(max_examples=300)
@given(data=st.data())
def test_sets_are_nested_under_every_preset(preset: str, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([name for name in sorted(TEXTS) if value_type(name).shape != "labels"]))
    try:
        value = read(kind, cell(data.draw(TEXTS[kind])), Basis(conventions=conventions(preset)))
    except Unreadable:
        return
    assert within(value.plain, value.licensed) and within(value.licensed, value.charitable)


def test_presets_move_the_verdict() -> None:
    assert [relation("c. 1895", "1899", preset=preset) for preset in PRESETS] == [
        "conflict",
        "tension",
        "compatible",
    ]
    assert [relation("up to 50,000", "60,000", "quantity", preset=preset) for preset in PRESETS] == [
        "conflict",
        "tension",
        "tension",
    ]
    assert [relation("79", "80", "age", preset=preset) for preset in PRESETS] == [
        "conflict",
        "tension",
        "tension",
    ]


def test_a_row_may_be_set() -> None:
    assert relation("c. 1895", "1898") == "tension"
    assert relation("c. 1895", "1898", circa_year="3 years") == "compatible"
    assert relation("c. 1890", "1894", circa_year="3 years") == "tension"
    assert (
        relation("c. 1895", "1915", circa_year="20 years") == "compatible"
    )  # charity follows what the words allow
    assert relation("c. 1895", "1896", circa_year="0 years") == "tension"


REFUSED = [
    ({"preset": "strikt"}, 'did you mean "strict"'),
    ({"circa_yeer": "3 years"}, 'did you mean "circa-year"'),
    ({"circa_year": "a few years"}, "takes 3 figures"),
    ({"exact": "3"}, "takes 0 figures"),
    ({"circa_year": {"licenced": "3"}}, 'did you mean "licensed"'),
    ({"circa_year": "9" * 400}, "takes 3 figures"),
]


@pytest.mark.parametrize(("given_", "said"), REFUSED)
def test_what_does_not_fit_is_refused(given_: dict[str, str], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        with_settings(standard(), given_)


def test_equal_choices_are_one_object_and_survive_a_pickle() -> None:
    one, other = (with_settings(standard(), {"circa_year": "3 years"}) for _ in range(2))
    assert one is other and pickle.loads(pickle.dumps(one)) is one
    assert with_settings(one, {"circa_day": "5 days"})["circa-year"].licensed == "±3 / ±3 / ±3 years"


# By row, the type and a text that it is read by.
READ_BY = {
    "exact": ("quantity", "exactly 6,000"),
    "round": ("quantity", "6,000"),
    "decimal": ("quantity", "6.5"),
    "percent": ("quantity", "40 %"),
    "magnitude": ("quantity", "3 million"),
    "about": ("quantity", "about 6,000"),
    "over": ("quantity", "over 6,000"),
    "at-least": ("quantity", "at least 6,000"),
    "up-to": ("quantity", "up to 6,000"),
    "only": ("quantity", "only 6,000"),
    "at-most": ("quantity", "at most 6,000"),
    "under": ("quantity", "under 6,000"),
    "nearly": ("quantity", "nearly 6,000"),
    "range": ("quantity", "5,000 to 6,000"),
    "low-best-high": ("quantity", "low 5,000 best 5,500 high 6,000"),
    "tens-of": ("quantity", "tens of thousands"),
    "several": ("quantity", "several hundred"),
    "rate": ("quantity", "300 tonnes a month"),
    "calendar-unit": ("date", "1907"),
    "circa-year": ("date", "c. 1907"),
    "circa-month": ("date", "c. May 1907"),
    "circa-day": ("date", "c. 5 May 1907"),
    "circa-decade": ("date", "c. 1950s"),
    "circa-century": ("date", "c. 12th century"),
    "part-decade": ("date", "early 1950s"),
    "part-year": ("date", "early 1956"),
    "part-month": ("date", "early May 1956"),
    "season": ("date", "spring 1956"),
    "century": ("date", "12th century"),
    "part-century": ("date", "early 12th century"),
    "half-open": ("span", "from 1960"),
    "by": ("date", "by 1907"),
    "before": ("date", "before 1907"),
    "not-before": ("date", "no earlier than 1907"),
    "after": ("date", "after 1907"),
    "either": ("date", "1907 or 1908"),
    "all-of": ("date", '"{1907, 1908}"'),
    "unvouched": ("date", "1907?"),
    "calendar-unspecified": ("date", "{value: 5 May 1580, calendar: unspecified}"),
    "calendar-julian": ("date", "{value: 5 May 1580, calendar: julian}"),
    "calendar-islamic": ("date", "{value: 15 Ramadan 1389, calendar: islamic}"),
    "calendar-computed": ("date", "{value: 18 Brumaire VIII, calendar: french-republican}"),
    "shortly-after": ("date", "shortly after 1907"),
    "relative-distance": ("date", "three months after 2 September 1945"),
    "relative-unit": ("date", "the year after 1907"),
    "age": ("age", "79"),
    "about-age": ("age", "aged about 79"),
    "duration": ("duration", "3 years"),
    "about-duration": ("duration", "about 3 years"),
}
# Rows that are no wording of a text: how a bound may be meant, and how two names relate.
NO_WORDING = frozenset({"literal", "name-fold", "name-title", "name-marks", "alias", "broader"})


def test_every_row_has_a_text_that_is_read_by_it() -> None:
    assert set(standard().rows) == set(READ_BY) | NO_WORDING and not set(READ_BY) & NO_WORDING


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("row", READ_BY)
def test_a_row_is_used_by_what_it_words(row: str, preset: str) -> None:
    kind, text = READ_BY[row]
    value = read(kind, cell(text), Basis(conventions=conventions(preset)))
    assert row in value.rows
    assert within(value.plain, value.licensed) and within(value.licensed, value.charitable)
