"""The table of conventions: its figures, its presets, and what a project may set."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values.base import Basis, compare, read, value_type, within
from discrepancy.values.convention_check import require_sense
from discrepancy.values.conventions import CELLS, PRESETS, conventions, standard, with_settings
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as cell
from tests.support.examples import examples
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
@examples(300)
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


# By row, the type and a text that is read by it.
READ_BY = {name: row.sample for name, row in standard().rows.items() if row.sample[0]}
# Rows that are no wording of a text: how a bound may be meant, and how two names relate.
NO_WORDING = frozenset({"literal", "name-fold", "name-title", "name-marks", "alias", "broader"})


ROUNDED = [("quantity", "491,040"), ("quantity", "6.50"), ("quantity", "3 million"), ("quantity", "40 %")]


@pytest.mark.parametrize(("kind", "text"), ROUNDED)
def test_rounding_can_be_turned_off(kind: str, text: str) -> None:
    off = with_settings(standard(), dict.fromkeys(("round", "decimal", "magnitude", "percent"), "0"))
    value, usual = read(kind, text, Basis(conventions=off)), read(kind, text)
    assert value.plain == value.licensed == value.charitable == usual.plain != usual.licensed


@pytest.mark.parametrize("row", READ_BY)
@pytest.mark.parametrize("level", CELLS)
@pytest.mark.parametrize("figure", ["0", "0.5", "1", "3", "100", "1000000"])
def test_a_setting_has_sense_or_is_refused(row: str, level: str, figure: str) -> None:
    """Whatever figure stands in a cell, a value read by the row has its three nested sets, or nobody may set it."""
    kind, text = READ_BY[row]
    try:
        chosen = with_settings(standard(), {row: {level: figure}})
        require_sense(chosen, row)
    except Unreadable as error:
        assert row in str(error)
        return
    for said in (text, text.replace("6,000", "7").replace("1907", "1860")):
        value = read(kind, cell(said), Basis(conventions=chosen))
        assert (
            value.plain and within(value.plain, value.licensed) and within(value.licensed, value.charitable)
        )
        assert compare(kind, value, value).relation == "identical"


def test_every_row_has_a_text_that_is_read_by_it() -> None:
    assert set(standard().rows) == set(READ_BY) | NO_WORDING and not set(READ_BY) & NO_WORDING


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("row", READ_BY)
def test_a_row_is_used_by_what_it_words(row: str, preset: str) -> None:
    kind, text = READ_BY[row]
    value = read(kind, cell(text), Basis(conventions=conventions(preset)))
    assert row in value.rows
    assert within(value.plain, value.licensed) and within(value.licensed, value.charitable)
