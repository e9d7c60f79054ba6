"""EDTF, levels 0 to 2: which days a text allows, its flags, and what is refused and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values.base import read
from discrepancy.values.dates.days import GREGORIAN
from discrepancy.values.dates.edtf import parse
from discrepancy.values.errors import Unreadable
from discrepancy.values.types.date import TYPE

# text, earliest, latest, flags (u uncertain, a approximate)
VALID = [
    ("1985-04-12", "1985-04-12", "1985-04-12", ""),
    ("1985-04", "1985-04-01", "1985-04-30", ""),
    ("1985", "1985-01-01", "1985-12-31", ""),
    ("1984-02-29", "1984-02-29", "1984-02-29", ""),
    ("2000-02-29", "2000-02-29", "2000-02-29", ""),
    ("0000", "0000-01-01", "0000-12-31", ""),
    ("0079-08-24", "0079-08-24", "0079-08-24", ""),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", ""),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", ""),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", ""),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", ""),
    ("1985-04-12T24:00:00", "1985-04-12", "1985-04-12", ""),
    ("-1985", "-1985-01-01", "-1985-12-31", ""),
    ("-0043", "-0043-01-01", "-0043-12-31", ""),
    ("-0043-03-15", "-0043-03-15", "-0043-03-15", ""),
    ("Y170000002", "170000002-01-01", "170000002-12-31", ""),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31", ""),
    ("Y12000", "12000-01-01", "12000-12-31", ""),
    ("Y-17E7", "-170000000-01-01", "-170000000-12-31", ""),
    ("Y17E7", "170000000-01-01", "170000000-12-31", ""),
    ("Y171010000S3", "171000000-01-01", "171999999-12-31", ""),
    ("Y3388E2S3", "338000-01-01", "338999-12-31", ""),
    ("1950S2", "1900-01-01", "1999-12-31", ""),
    ("1950S3", "1950-01-01", "1959-12-31", ""),
    ("-1950S2", "-1999-01-01", "-1900-12-31", ""),
    ("2001-21", "2001-03-01", "2001-05-31", ""),
    ("2001-22", "2001-06-01", "2001-08-31", ""),
    ("2001-23", "2001-09-01", "2001-11-30", ""),
    ("2001-24", "2001-12-01", "2002-02-28", ""),
    ("2001-25", "2001-03-01", "2001-05-31", ""),
    ("2001-28", "2001-12-01", "2002-02-28", ""),
    ("2001-29", "2001-09-01", "2001-11-30", ""),
    ("2001-30", "2001-12-01", "2002-02-28", ""),
    ("2001-31", "2001-03-01", "2001-05-31", ""),
    ("2001-32", "2001-06-01", "2001-08-31", ""),
    ("2001-33", "2001-01-01", "2001-03-31", ""),
    ("2001-36", "2001-10-01", "2001-12-31", ""),
    ("2001-37", "2001-01-01", "2001-04-30", ""),
    ("2001-39", "2001-09-01", "2001-12-31", ""),
    ("2001-40", "2001-01-01", "2001-06-30", ""),
    ("2001-41", "2001-07-01", "2001-12-31", ""),
    ("1984?", "1984-01-01", "1984-12-31", "u"),
    ("2004-06~", "2004-06-01", "2004-06-30", "a"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "ua"),
    ("2004-06~-11", "2004-06-11", "2004-06-11", "a"),
    ("2004?-06-11", "2004-06-11", "2004-06-11", "u"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11", "ua"),
    ("2004-%06", "2004-06-01", "2004-06-30", "ua"),
    ("2011-23~", "2011-09-01", "2011-11-30", "a"),
    ("Y17E7~", "170000000-01-01", "170000000-12-31", "a"),
    ("201X", "2010-01-01", "2019-12-31", ""),
    ("20XX", "2000-01-01", "2099-12-31", ""),
    ("XXXX", "0000-01-01", "9999-12-31", ""),
    ("2004-XX", "2004-01-01", "2004-12-31", ""),
    ("1985-04-XX", "1985-04-01", "1985-04-30", ""),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", ""),
    ("156X-12-25", "1560-12-25", "1569-12-25", ""),
    ("15XX-12-XX", "1500-12-01", "1599-12-31", ""),
    ("1XXX-XX", "1000-01-01", "1999-12-31", ""),
    ("1XXX-12", "1000-12-01", "1999-12-31", ""),
    ("XXXX-12-XX", "0000-12-01", "9999-12-31", ""),
    ("1984-1X", "1984-10-01", "1984-12-31", ""),
    ("1984-02-2X", "1984-02-20", "1984-02-29", ""),
    ("1985-02-2X", "1985-02-20", "1985-02-28", ""),
    ("1985-XX-31", "1985-01-31", "1985-12-31", ""),
    ("-01XX", "-0199-01-01", "-0100-12-31", ""),
    ("195X~", "1950-01-01", "1959-12-31", "a"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", ""),
    ("[1667, 1668]", "1667-01-01", "1668-12-31", ""),
    ("[..1760-12-03]", "open", "1760-12-03", ""),
    ("[1760-12..]", "1760-12-01", "open", ""),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", "open", ""),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31", ""),
    ("[1667?,1668]", "1667-01-01", "1668-12-31", "u"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31", ""),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31", ""),
    ("{..1984}", "open", "1984-12-31", ""),
]

# text, a piece of the reason
INVALID = [
    ("1964/2008", "span"),
    ("2004-06/2006-08", "span"),
    ("1985/..", "span"),
    ("../1985", "span"),
    ("../..", "open at both ends"),
    ("-0000", "no year -0000"),
    ("1985-02-29", "no day 29"),
    ("1900-02-29", "no day 29"),
    ("1985-04-31", "no day 31"),
    ("1985-04-00", "no day"),
    ("1985-13", "no month 13"),
    ("1985-00", "no month"),
    ("2001-42", "span"),
    ("1946-54", "span"),
    ("1946-1954", "span"),
    ("2001-21-03", "a day in a season"),
    ("1984-02-3X", "no day"),
    ("XXXX-XX-25", "20,000"),
    ("[1672..1670]", "backwards"),
    ("[1985-05..1985-04]", "backwards"),
    ("[..]", "open at both ends"),
    ("[]", "empty place"),
    ("[1667,]", "empty place"),
    ("[1667", "not closed"),
    ("[1667,[1668]]", "set inside"),
    ("{1667", "not closed"),
    ("[XXXX-12-XX,XXXX-11-XX,XXXX-10-XX]", "20,000"),
    ("1670..1672", "brackets"),
    ("19850412", "1985-04-12"),
    ("198", "era"),
    ("44", "era"),
    ("12000", "Y12000"),
    ("+1985", "plus"),
    ("1985-4", "YYYY-MM"),
    ("195x", "195X"),
    ("Y1950", "four digits"),
    ("Y9E999999999", "too far"),
    ("Y2E9", "too far"),
    ("Y17000000200000", "digits"),
    ("1" * 1900, "digits"),
    ("1950S0", "significant"),
    ("2004?~", "EDTF"),
    ("1985-04-12T25:20:30", "time"),
    ("1985-04-12T", "hh:mm:ss"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "flags"), VALID)
def test_an_edtf_date_allows(text: str, earliest: str, latest: str, flags: str) -> None:
    value = read("date", text)
    assert TYPE.bounds(value) == (earliest, latest)
    assert ("u" in flags, "a" in flags) == (value.uncertain, value.approximate)


@pytest.mark.parametrize(("text", "reason"), INVALID)
def test_a_text_that_is_no_edtf_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read("date", text)
    assert reason in str(error.value)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1984-X1", [["1984-01-01", "1984-01-31"], ["1984-11-01", "1984-11-30"]]),
        ("[1667,1668,1670..1672]", [["1667-01-01", "1668-12-31"], ["1670-01-01", "1672-12-31"]]),
        ("[1760-01,1760-12..]", [["1760-01-01", "1760-01-31"], ["1760-12-01", None]]),
        (
            "198X-02-29",
            [["1980-02-29", "1980-02-29"], ["1984-02-29", "1984-02-29"], ["1988-02-29", "1988-02-29"]],
        ),
        (
            "1985-0X-31",
            [[f"1985-{month}-31", f"1985-{month}-31"] for month in ("01", "03", "05", "07", "08")],
        ),
    ],
)
def test_unspecified_digits_and_sets_are_exactly_their_members(
    text: str, days: list[list[str | None]]
) -> None:
    assert TYPE.pieces(read("date", text), "plain") == days


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1907~", "c. 1907"),
        ("1910~", "c. 1910"),
        ("1900~", "circa 1900"),
        ("1907-04~", "about April 1907"),
        ("195X~", "c. 1950s"),
    ],
)
def test_a_tilde_is_circa(text: str, words: str) -> None:
    a, b = read("date", text), read("date", words)
    assert (a.plain, a.licensed, a.charitable) == (b.plain, b.licensed, b.charitable)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("2004~-06-11", "circa-year"),
        ("2004-06~-11", "circa-month"),
        ("2004-~06-11", "circa-month"),
        ("2004-06-~11", "circa-day"),
        ("2004-06-11~", "circa-day"),
    ],
)
def test_a_tilde_widens_by_the_coarsest_part_it_stands_on(text: str, row: str) -> None:
    assert row in read("date", text).rows


@pytest.mark.parametrize(
    "text",
    [
        "XXXX-XX-25",
        "Y9E999999999",
        "[" + ",".join(["1XXX-12-25"] * 170) + "]",
        "9" * 2000,
        "[" * 2000,
        "X" * 2000,
    ],
)
def test_what_is_too_large_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read("date", text)


@given(st.text(alphabet="0123456789X-.,[]{}?~%TYES/: ", max_size=30))
def test_any_text_of_edtf_letters_parses_or_is_refused(text: str) -> None:
    try:
        found = parse(text, GREGORIAN)
    except Unreadable:
        return
    assert all(member.pieces and member.pieces[0][0] <= member.pieces[-1][1] for member in found.members)


@pytest.mark.parametrize("text", ["{1667,1668}", "{1667}", "{1667..1670, 1672-05}", "{-0043, 19XX~}"])
def test_an_unquoted_set_is_to_be_quoted(text: str) -> None:
    from discrepancy.values.errors import Unreadable
    from discrepancy.values.inline import parse_cell as cell

    with pytest.raises(Unreadable, match="quote this EDTF set"):
        cell(text)
    assert cell(f'"{text}"') == text
    with pytest.raises(Unreadable, match="a key without a value"):
        cell("{strength: 6,000 men}")
