"""The public interface: its documented examples run as they stand."""

from __future__ import annotations

import doctest

import pytest

import discrepancy
from discrepancy import Unreadable, parse, relate


def test_the_documented_examples_run() -> None:
    failed, tried = doctest.testmod(discrepancy)
    assert tried >= 4 and not failed


def test_values_of_two_types_do_not_relate() -> None:
    with pytest.raises(TypeError, match="a date and a quantity"):
        relate(parse("date", "1907"), parse("quantity", "1907"))


def test_an_unknown_relates_to_anything() -> None:
    assert relate(parse("date", "unknown"), parse("date", "1907")).relation == "compatible"


def test_errors_are_value_errors_with_their_parts() -> None:
    with pytest.raises(Unreadable) as caught:
        parse("date", "1900s")
    assert isinstance(caught.value, ValueError) and caught.value.words and caught.value.expect
    with pytest.raises(KeyError):
        parse("colour", "red")


def test_a_span_by_its_ends() -> None:
    assert parse("span", **{"from": "1951", "to": "1954"}).bounds() == ("1951-01-01", "1954-12-31")
