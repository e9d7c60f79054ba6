"""Bare dates beside Julian ones: before 1 March 1923 they may be Julian too, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.findings.finding import Finding
from discrepancy.values.base import read
from discrepancy.values.dates.days import GREGORIAN, LAST_OLD_STYLE, MONTHS
from discrepancy.values.dates.old_style import perhaps_old_style
from discrepancy.values.inline import parse_cell
from tests.support.folders import findings_in, write_dossier

DOSSIER = "title: Fire\nentities:\n  fire: {name: the Fire, kind: event}\n"


def found(
    folder: Path, first: str, second: str, head: str = "calendar: julian", more: str = ""
) -> list[Finding]:
    """The findings on two claims, the first of a source with `head`, the second of one with `more`."""
    write_dossier(folder, DOSSIER, {"a": (head, f"- {first}"), "b": (more, f"- {second}")})
    return list(findings_in(folder).findings)


BESIDE_JULIAN = [
    ("fire.start: 2 September 1666", "tension"),  # the same day, if B too is Old Style
    ("fire.start: 12 September 1666", None),  # the day itself, New Style
    ("fire.start: 5 September 1666", "conflict"),  # neither
    ("fire.start: 2 September 1666 N.S.", "conflict"),  # it says which calendar it is in
    ("fire.start: {value: 2 September 1666, calendar: gregorian}", "conflict"),
]


@pytest.mark.parametrize(("second", "kind"), BESIDE_JULIAN)
def test_a_bare_date_beside_julian_ones_may_be_julian(tmp_path: Path, second: str, kind: str | None) -> None:
    kinds = {one.kind for one in found(tmp_path, "fire.start: 2 September 1666", second)}
    assert kinds & {"conflict", "tension"} == ({kind} if kind else set())


@pytest.mark.parametrize("more", ["calendar: gregorian", "defaults:\n  calendar: gregorian"])
def test_a_source_that_declares_its_calendar_is_taken_at_its_word(tmp_path: Path, more: str) -> None:
    same = "fire.start: 2 September 1666"
    assert {one.kind for one in found(tmp_path, same, same, more=more)} == {"conflict"}


def test_a_date_declared_julian_by_itself_is_enough_and_periods_count_too(tmp_path: Path) -> None:
    first = "fire.start: {value: 2 September 1666, calendar: julian}"
    assert {one.kind for one in found(tmp_path, first, "fire.start: 2 September 1666", head="")} == {
        "tension"
    }
    spans = ("fire.span: {value: 2–6 September 1666, calendar: julian}", "fire.span: 2–6 September 1666")
    assert "conflict" not in {one.kind for one in found(tmp_path / "spans", *spans, head="")}


def test_nothing_is_loosened_where_nothing_is_julian_or_no_country_was(tmp_path: Path) -> None:
    first, second = "fire.start: 2 September 1666", "fire.start: 12 September 1666"
    assert {one.kind for one in found(tmp_path, first, second, head="")} == {"conflict"}
    late = ("fire.start: 1 March 1950", "fire.start: 1 March 1950")
    assert {one.kind for one in found(tmp_path / "late", *late)} == {"conflict"}


def test_a_year_that_begins_in_march_is_a_sign_of_the_julian_calendar_too(tmp_path: Path) -> None:
    first = "fire.start: {value: 2 September 1666, calendar: julian, year_start: 25 March}"
    assert {one.kind for one in found(tmp_path, first, "fire.start: 2 September 1666", head="")} == {
        "tension"
    }


def test_what_the_julian_calendar_does_not_change_stays_as_it_is() -> None:
    for text in ("until 1954", "1950–1954", "{from: 2 September 1666 N.S., to: 1670 N.S.}"):
        value = read("span", parse_cell(text))
        assert perhaps_old_style(value) is value, text


@given(st.integers(1, LAST_OLD_STYLE - 1))
def test_the_julian_reading_is_that_of_the_same_words_in_the_julian_calendar(day: int) -> None:
    year, month, number = GREGORIAN.civil(day)
    if year < 1:
        return
    text = f"{number} {MONTHS[month - 1]} {year:04}"
    julian = read("date", {"value": text, "calendar": "julian"})
    value = perhaps_old_style(read("date", text))
    declared = read("date", {"value": text, "calendar": "unspecified"})
    assert value.plain == read("date", text).plain and value.charitable == declared.charitable
    assert set(julian.plain[0]) <= {bound for piece in value.charitable for bound in piece}
