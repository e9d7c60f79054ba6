"""Dates: what a text means, what it does not, and how two of them relate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.values import intervals as region
from discrepancy.values.base import (
    Basis,
    Relative,
    Value,
    compare,
    read,
    relate,
)
from discrepancy.values.conventions import standard, with_settings
from discrepancy.values.dates.english_words import VOCABULARY
from discrepancy.values.errors import Unreadable
from discrepancy.values.types.date import TYPE

# The worked examples of the specification, section 7.
WORKED = [
    ("2 September 1945", "1945-09-02", "identical"),
    ("2 September 1945", "September 1945", "refines left"),
    ("2 September 1945", "1946", "conflict"),
    ("1890", "c. 1890", "agrees"),
    ("19 May 1890", "c. 1890", "refines left"),
    ("c. 1890", "1893", "compatible"),
    ("c. 1895", "1896", "compatible"),
    ("c. 1895", "1899", "tension"),
    ("c. 1895", "1915", "conflict"),
    ("1960s", "1964", "refines right"),
    ("early 1960s", "1962", "refines right"),
    ("early 1960s", "mid 1960s", "compatible"),
    ("early 1960s", "late 1960s", "conflict"),
    ("mid-1945", "August 1945", "refines right"),
    ("late 1945", "March 1945", "conflict"),
    ("before 1930", "3 February 1930", "conflict"),
    ("by 1930", "3 February 1930", "refines right"),
    ("after 1930", "1929", "conflict"),
    ("1929 or 1930", "1930", "refines right"),
    ("1930?", "1929", "tension"),
    ("[1929,1931]", "1930", "conflict"),
    ("1 March 1917 (Julian)", "14 March 1917", "agrees"),
    ("27 BC", "-0026", "identical"),
    ("summer 1954", "July 1954", "refines right"),
    ("18th century", "1802", "conflict"),
    ("between 1920 and 1924", "between 1923 and 1927", "compatible"),
]
RELATED = [
    ("1907 or 1908", "[1907,1908]", "identical"),
    ("2004", "2004-XX", "identical"),
    ("1950s", "195X", "identical"),
    ("the early 1950s", "early 1950s", "identical"),
    ("winter 1967-68", "winter 1967", "agrees"),
    ("winter 1967", "1967-24", "identical"),
    ("no later than 1930", "by 1930", "identical"),
    ("1896 at the latest", "by 1896", "identical"),
    ("after 1930", "after 1930", "identical"),
    ("before 1930", "1910", "compatible"),
    ("after 1930", "1930", "compatible"),
    ("after 1930", "1975", "compatible"),
    ("after 1930", "before 1925", "conflict"),
    ("by c. 1930", "1933", "compatible"),
    ("by c. 1930", "1938", "tension"),
    ("by c. 1930", "1942", "conflict"),
    ("between c. 1906 and 1909", "1904", "compatible"),
    ("c. 1907 or 1908", "1910", "compatible"),
    ("possibly c. 1907", "1600", "tension"),
    ("early May 1954", "13 May 1954", "tension"),
    ("early May 1954", "17 May 1954", "conflict"),
    ("18th century", "1700", "tension"),
    ("late 1956", "15 January 1957", "tension"),
    ("winter 1967", "January 1967", "tension"),
]


@pytest.mark.parametrize(("left", "right", "relation"), WORKED + RELATED)
def test_two_dates_relate(left: str, right: str, relation: str) -> None:
    name, _, direction = relation.partition(" ")
    a, b = read("date", left), read("date", right)
    there, back = relate("date", a, b), relate("date", b, a)
    assert (there.relation, there.direction or "") == (name, direction)
    assert (back.relation, back.direction or "") == (
        name,
        {"left": "right", "right": "left", "": ""}[direction],
    )
    assert (there.gap, there.hints) == (back.gap, back.hints)
    assert (there.gap is not None) == (name in ("tension", "conflict"))
    assert there.why


# text, plain, licensed, charitable: the rows of section 4. "" is as the cell before.
SETS = [
    ("1907", "1907", "", ""),
    ("April 1907", "April 1907", "", ""),
    ("1950s", "1950 to 1959", "", ""),
    ("c. 1907", "1907", "1905 to 1909", "1902 to 1912"),
    ("ca. 1910", "1910", "1905 to 1915", "1900 to 1920"),
    ("circa 1900", "1900", "1890 to 1910", "1875 to 1925"),
    ("c. 500 BC", "500 BC", "510 BC to 490 BC", "525 BC to 475 BC"),
    ("about April 1907", "April 1907", "March 1907 to May 1907", "January 1907 to July 1907"),
    (
        "around 7 April 1907",
        "7 April 1907",
        "4 April 1907 to 10 April 1907",
        "24 March 1907 to 21 April 1907",
    ),
    ("c. 1950s", "1950 to 1959", "1945 to 1964", "1940 to 1969"),
    ("c. 19th century", "1801 to 1900", "1776 to 1925", "1750 to 1950"),
    ("early 1950s", "1950 to 1953", "", "1949 to 1954"),
    ("mid-1950s", "1953 to 1956", "", "1952 to 1957"),
    ("late 1950s", "1957 to 1959", "", "1956 to 1960"),
    ("mid-to-late 1950s", "1954 to 1959", "", "1953 to 1960"),
    ("the early to mid-1950s", "1950 to 1956", "", "1949 to 1957"),
    ("early 1956", "January 1956 to April 1956", "", "December 1955 to May 1956"),
    ("mid 1956", "May 1956 to August 1956", "", "April 1956 to September 1956"),
    ("late 1956", "September 1956 to December 1956", "", "August 1956 to January 1957"),
    ("at the end of 1961", "September 1961 to December 1961", "", "August 1961 to January 1962"),
    ("beginning of 1961", "January 1961 to April 1961", "", "December 1960 to May 1961"),
    ("mid-February 1954", "11 February 1954 to 20 February 1954", "", "6 February 1954 to 25 February 1954"),
    ("late February 1954", "21 February 1954 to 28 February 1954", "", "16 February 1954 to 5 March 1954"),
    ("spring 1968", "March 1968 to May 1968", "", "February 1968 to June 1968"),
    (
        "winter 1967",
        "December 1967 to February 1968",
        "",
        "December 1966 to February 1967 or November 1967 to March 1968",
    ),
    ("winter 1967/68", "December 1967 to February 1968", "", "November 1967 to March 1968"),
    ("19th century", "1801 to 1900", "", "1800 to 1900"),
    ("5th century BC", "500 BC to 401 BC", "", "500 BC to 400 BC"),
    ("1st century", "AD 1 to AD 100", "", ""),
    ("early 18th century", "1701 to 1733", "", "1691 to 1743"),
    ("mid-18th century", "1734 to 1766", "", "1724 to 1776"),
    ("late nineteenth century", "1867 to 1900", "", "1857 to 1910"),
    ("first half of the 18th century", "1701 to 1750", "", "1691 to 1760"),
    ("last quarter of the 19th century", "1876 to 1900", "", "1866 to 1910"),
    ("by 1930", "1921 to 1930", "up to 1930", "up to 1930"),
    ("before 3 May 1957", "3 May 1947 to 2 May 1957", "up to 2 May 1957", "up to 2 May 1957"),
    ("not before 1930", "1930 to 1939", "from 1930 on", "from 1930 on"),
    ("after 1930", "1931 to 1940", "from 1930 on", "from 1930 on"),
    ("after early 1960s", "1964 to 1973", "from 1960 on", "from 1959 on"),
    ("before c. 1930", "1920 to 1929", "up to 1934", "up to 1939"),
    ("before 1907 or in 1910", "1897 to 1906 or 1910", "up to 1906 or 1910", "up to 1906 or 1910"),
    ("1907, 1908 or 1910", "1907 to 1908 or 1910", "", ""),
    ("possibly 1907", "1907", "", "any day"),
    ("perhaps c. 1907", "1907", "1905 to 1909", "any day"),
    ("1930%", "1930", "1925 to 1935", "any day"),
]


@pytest.mark.parametrize(("text", "plain", "licensed", "charitable"), SETS)
def test_a_wording_means(text: str, plain: str, licensed: str, charitable: str) -> None:
    value = read("date", text)
    licensed = licensed or plain
    expected = [plain, licensed, charitable or licensed]
    assert [TYPE.show(value, level) for level in ("plain", "licensed", "charitable")] == expected


ONE_DAY = [
    "2 September 1945", "2nd September 1945", "the 2nd of September 1945", "September 2, 1945", "September 2nd 1945", "2 Sept. 1945",
    "2 sep 1945", "SEPTEMBER 2 1945", "Sunday 2 September 1945", "on Sunday, September 2, 1945", "1945 September 2", "2 September 1945.",
    "2\u00a0September\u20091945", " 2 September 1945 ", "1945‐09‐02", "1945-09-02T09:04:00", "2 September, 1945", "2 September AD 1945",
    "Sun. 2 September 1945", "20 August 1945 (Julian)", "20 August 1945 (O.S.)", "20 August 1945 Old Style", "2 September 1945 (N.S.)",
]  # fmt: skip


@pytest.mark.parametrize("text", ONE_DAY)
def test_one_day_can_be_written_in_many_ways(text: str) -> None:
    assert TYPE.pieces(read("date", text), "plain") == [["1945-09-02", "1945-09-02"]]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("44 BC", "44 BC"),
        ("44 B.C.E.", "44 BC"),
        ("A.D. 79", "AD 79"),
        ("79 CE", "AD 79"),
        ("15 March 44 BC", "15 March 44 BC"),
        ("40s BC", "49 BC to 40 BC"),
        ("10/11 February 1763", "10 February 1763 to 11 February 1763"),
        ("10 or 11 February 1763", "10 February 1763 to 11 February 1763"),
        ("January/February 1968", "January 1968 to February 1968"),
        ("28 February/1 March 1763", "28 February 1763 to 1 March 1763"),
        ("31 December 1967/1 January 1968", "31 December 1967 to 1 January 1968"),
        ("September 2 or 3, 1945", "2 September 1945 to 3 September 1945"),
        ("between January and March 1958", "January 1958 to March 1958"),
        ("between May and July 1978", "May 1978 to July 1978"),
        ("between 44 and 40 BC", "44 BC to 40 BC"),
        ("between 44 BC and AD 14", "44 BC to AD 14"),
        ("1207 or 1205 BC", "1207 BC or 1205 BC"),
        ("either 1907 or 1909", "1907 or 1909"),
        ("late 18th or early 19th century", "1767 to 1833"),
        ("spring or summer 1954", "March 1954 to August 1954"),
        ("11 February 1731/32", "11 February 1732"),
        ("11 February 1731/2", "11 February 1732"),
        ("before 1945-09-02", "2 September 1935 to 1 September 1945"),
        ("by 195X", "1950 to 1959"),
        ("twenty-first century", "2001 to 2100"),
        ("1950's", "1950 to 1959"),
    ],
)
def test_words_mean(text: str, plain: str) -> None:
    assert TYPE.show(read("date", text), "plain") == plain


# text, a piece of the reason
REFUSED = [
    ("", "empty"),
    ("foo", "not a date"),
    ("Septmber 1945", "did you mean"),
    ("Septembre 1945", "this is French"),
    ("turn of the century", "before, after or both"),
    ("at the turn of 1968", "before, after or both"),
    ("Christmas 1914", "25 December"),
    ("at Easter 1916", "moves"),
    ("three months after 31 April 1945", "last day is 30"),
    ("three months after by 1945", "not one date"),
    ("three months after 2 September", "without its year"),
    ("44", "era"),
    ("the 50s", "century"),
    ("1900s", "decade or a century"),
    ("2000s", "decade or a century"),
    ("7/4/1907", "which is the day"),
    ("07.04.1907", "which is the day"),
    ("7-4-1907", "which is the day"),
    ("7/1907", "month as a word"),
    ("1946-54", "[1946..1954]"),
    ("1946–54", "between 1946 and 1954"),
    ("1905–07", "July 1905"),
    ("c. 1905–07", "July 1905"),
    ("1967/68", "winter 1967/68"),
    ("1967/1968", "span"),
    ("from 1951", "no earlier than"),
    ("since 1951", "span"),
    ("until 1954", "span"),
    ("31 April 1945", "last day is 30"),
    ("29 February 1900", "julian"),
    ("Monday July 1961", "weekday"),
    ("between 1924 and 1920", "backwards"),
    ("between 1920 or 1924", "and"),
    ("before 1907 or 1908", "two ways"),
    ("after by 1930", "bound"),
    ("1907, 1908", '"or"'),
    ("11 May 1731/32", "January to March"),
    ("11 February 1731/33", "double year"),
    ("14 March 1917 (Hebrew)", "(Julian)"),
    ("3 May 0000", "year 0"),
    ("3 May", "year"),
    ("September", "year"),
    ("early 3 May 1945", "part of a day"),
    ("2 September 1945 and more", "and more"),
    ("after the battle", "only a dossier"),
    ("three months after the fall", "only a dossier"),
    ("² May 1945", "digits"),
    ("٢ May 1945", "digits"),
    ("\ud800", "not a date"),
    ("\x00", "not a date"),
    ("x" * 10_000_000, "longer"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_text_that_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read("date", text)
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_an_error_points_at_the_words() -> None:
    with pytest.raises(Unreadable) as error:
        read("date", "2 September 1945 and more")
    assert (error.value.words, error.value.offset) == ("and more", 17)


@pytest.mark.parametrize(("order", "day"), [("dmy", "1907-04-07"), ("mdy", "1907-07-04")])
def test_numbers_are_read_in_the_declared_order(order: str, day: str) -> None:
    for text in ("7/4/1907", "07.04.1907", "7-4-1907"):
        assert TYPE.bounds(read("date", text, Basis(date_order=order)))[0] == day


def test_a_declared_order_is_not_bent() -> None:
    for order, text in (("ymd", "7/4/1907"), ("dmy", "7/13/1907"), ("dmy", "7/4/07"), ("dmy", "1907/4/7")):
        with pytest.raises(Unreadable):
            read("date", text, Basis(date_order=order))
    assert TYPE.bounds(read("date", "1907/4/7", Basis(date_order="ymd")))[0] == "1907-04-07"


def test_the_calendar_may_be_an_option_a_default_or_said() -> None:
    option = read("date", {"value": "1 March 1917", "calendar": "julian"})
    default = read("date", "1 March 1917", Basis(calendar="julian"))
    said = read("date", "1 March 1917 (Julian)")
    assert option.plain == default.plain == said.plain == read("date", "14 March 1917").plain
    assert option.scale == default.scale == said.scale == ("julian",)
    assert compare("date", option, said).relation == "identical"
    assert read("date", "1 March 1917 (N.S.)", Basis(calendar="julian")).scale == ()
    with pytest.raises(Unreadable, match="keep one of them"):
        read("date", {"value": "1 March 1917 (O.S.)", "calendar": "gregorian"})


def test_an_unspecified_calendar_allows_the_julian_reading_charitably() -> None:
    value = read("date", {"value": "1 March 1917", "calendar": "unspecified"})
    assert TYPE.pieces(value, "licensed") == [["1917-03-01", "1917-03-01"]]
    assert TYPE.pieces(value, "charitable") == [["1917-03-01", "1917-03-01"], ["1917-03-14", "1917-03-14"]]
    assert "calendar-unspecified" in value.rows
    assert compare("date", value, read("date", "14 March 1917")).relation == "tension"
    assert compare("date", value, read("date", "1 March 1917")).relation == "agrees"
    # A weekday may fit either calendar: 1 March 1917 was a Thursday, in the Julian calendar a Wednesday.
    slips = {
        weekday: read("date", {"value": f"{weekday} 1 March 1917", "calendar": "unspecified"}).slips
        for weekday in ("Thursday", "Wednesday", "Friday")
    }
    assert not slips["Thursday"] and not slips["Wednesday"] and "not a Friday" in slips["Friday"][0]


WEEKDAYS_THAT_FIT = [
    ("Sunday 2 September 1666", "julian", ""),
    ("Sunday 2 September 1666", "gregorian", "was a Thursday, not a Sunday; by the Julian calendar it was"),
    ("Thursday 2 September 1666", "julian", "was a Sunday, not a Thursday; by the Gregorian calendar it was"),
    ("Monday 2 September 1666", "gregorian", "was a Thursday, not a Monday"),
    ("Tuesday 16 August 1819", "gregorian", "was a Monday, not a Tuesday"),  # nobody's calendar then
    ("Wednesday 4 August 1819", "gregorian", ""),
]


@pytest.mark.parametrize(("text", "calendar", "slip"), WEEKDAYS_THAT_FIT)
def test_a_weekday_that_does_not_fit_is_a_slip_of_the_source(text: str, calendar: str, slip: str) -> None:
    value = read("date", {"value": text, "calendar": calendar})
    day = read("date", {"value": text.split(" ", 1)[1], "calendar": calendar})
    assert (value.plain, value.licensed, value.charitable) == (day.plain, day.licensed, day.charitable)
    assert len(value.slips) == bool(slip) and all(said.endswith(slip) for said in value.slips)


@pytest.mark.parametrize(
    ("calendar", "reason"),
    [("juilan", 'did you mean "julian"'), ("hebrw", 'did you mean "hebrew"'), ("zzz", "no such")],
)
def test_other_calendars_are_refused(calendar: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read("date", {"value": "1917", "calendar": calendar})


def test_seasons_of_the_south_are_six_months_away() -> None:
    south = read("date", {"value": "summer 1967", "hemisphere": "south"})
    assert (
        south.plain
        == read("date", "winter 1967").plain
        == read("date", {"value": "1967-22", "hemisphere": "south"}).plain
    )
    assert (
        read("date", {"value": "winter 1967", "hemisphere": "south"}).plain
        == read("date", "summer 1967").plain
    )
    with pytest.raises(Unreadable):
        read("date", {"value": "summer 1967", "hemisphere": "nroth"})
    assert read("date", "summer 1967", Basis(hemisphere="south")).plain == south.plain
    assert (
        read("date", {"value": "summer 1967", "hemisphere": "north"}, Basis(hemisphere="south")).plain
        == read("date", "summer 1967").plain
    )


RELATIVE = [
    ("after battle-of-aldwater", ("after", None, "", True)),
    ("before battle-of-aldwater", ("before", None, "", True)),
    ("By battle-of-aldwater", ("by", None, "", False)),
    ("on battle-of-aldwater", ("on", None, "", False)),
    ("shortly after battle-of-aldwater", ("after", None, "shortly", True)),
    ("shortly before battle-of-aldwater", ("before", None, "shortly", True)),
    ("three months before battle-of-aldwater", ("before", 3, "month", True)),
    ("1 year after battle-of-aldwater", ("after", 1, "year", True)),
    ("10 days after battle-of-aldwater.", ("after", 10, "day", True)),
    ("the day after battle-of-aldwater", ("after", None, "day", True)),
    ("the next year after battle-of-aldwater", ("after", None, "year", True)),
    ("the month before battle-of-aldwater", ("before", None, "month", True)),
    ("in the same year as battle-of-aldwater", ("same", None, "year", False)),
]


@pytest.mark.parametrize(("text", "edge"), RELATIVE)
def test_a_relative_date_is_an_edge_to_its_event(text: str, edge: tuple[str, int | None, str, bool]) -> None:
    value = read("date", text, Basis(anchor=lambda name: name == "battle-of-aldwater"))
    assert isinstance(value, Relative)
    assert (value.order, value.amount, value.unit, value.strict) == edge
    assert (value.anchor, value.text) == ("battle-of-aldwater", text)
    with pytest.raises(Unreadable, match="only a dossier"):
        read("date", text)
    with pytest.raises(Unreadable, match="neither a date nor an entity"):
        read("date", text, Basis(anchor=lambda name: False))


def test_a_name_with_spaces_and_a_doubt_keeps_its_letters() -> None:
    value = read(
        "date",
        "possibly after the Battle of Aldwater",
        Basis(anchor=lambda name: name == "the Battle of Aldwater"),
    )
    assert isinstance(value, Relative)
    assert (value.anchor, value.uncertain) == ("the Battle of Aldwater", True)
    assert read("date", "after 1930", Basis(anchor=lambda name: False)).type == "date"


HINTS = [
    (
        "10 February 1743",
        "21 February 1743",
        "11 days apart: the difference between the Julian and Gregorian calendars in that century",
    ),
    (
        "11 February 1731",
        "22 February 1732",
        "376 days apart: the Julian calendar with a year that began on 25 March",
    ),
    ("7 April 1907", "4 July 1907", "day and month are swapped"),
    ("2 September 1945", "3 September 1945", "adjacent days: an event about midnight, or another time zone"),
    ("11 February 1731", "11 February 1732", "a year that began on 25 March"),
    ("February 1731", "February 1732", "a year that began on 25 March"),
    ("1945", "1954", "the years 1945 and 1954 differ by two transposed digits"),
    ("2 September 1945", "2 September 1954", "transposed digits"),
    ("12 May 1954", "21 May 1954", "the days 12 and 21 differ by two transposed digits"),
]


@pytest.mark.parametrize(("left", "right", "hint"), HINTS)
def test_a_probable_cause_is_named(left: str, right: str, hint: str) -> None:
    found = relate("date", read("date", left), read("date", right))
    assert any(hint in said for said in found.hints)


@pytest.mark.parametrize(
    ("left", "right", "hints"),
    [
        ("10 February 1763", "21 February 1763", ()),
        ("1 March 1917", "14 March 1917", ()),
        ("11 February 1931", "11 February 1932", ()),
        ("February 1831", "February 1832", ()),
        ("5 May 1741", "6 May 1741", ("adjacent days: an event about midnight",)),
        ("1 May 1954", "10 May 1954", ()),
        ("3 May 1954", "30 May 1954", ()),
    ],
)
def test_nor_one_that_cannot_be_in_that_time(left: str, right: str, hints: tuple[str, ...]) -> None:
    assert relate("date", read("date", left), read("date", right)).hints == hints


def test_the_old_style_is_thought_of_until_1923_where_it_is_declared() -> None:
    for calendar, named in (("unspecified", True), ("gregorian", False)):
        left = read("date", {"value": "1 March 1917", "calendar": calendar})
        hints = relate("date", left, read("date", "14 March 1917")).hints
        assert any("Julian" in hint for hint in hints) == named
    late = read("date", {"value": "1 March 1945", "calendar": "unspecified"})
    assert relate("date", late, read("date", "14 March 1945")).hints == ()


def test_no_cause_is_named_where_there_is_none() -> None:
    assert relate("date", read("date", "1945"), read("date", "1961")).hints == ()
    assert relate("date", read("date", "11 June 1731"), read("date", "11 June 1732")).hints == ()
    assert relate("date", read("date", "1945"), read("date", "1945")).hints == ()


def test_a_conflict_says_how_far_apart() -> None:
    found = relate("date", read("date", "1893"), read("date", "1896"))
    assert found.gap == {"days": 731}
    assert found.why[-1] == "1893 at the latest against 1896 at the earliest: about 3 years apart"


def test_a_meeting_through_a_bound_says_so() -> None:
    found = relate("date", read("date", "before 1930"), read("date", "1910"))
    assert "only through the literal range" in found.why[-1]


def test_figures_come_from_the_conventions() -> None:
    stretched = with_settings(standard(), {"circa_year": {"licensed": "3 years", "charitable": "5 years"}})
    value = read("date", "c. 1900", Basis(conventions=stretched))
    assert TYPE.show(value, "licensed") == "1897 to 1903"
    assert TYPE.show(value, "charitable") == "1895 to 1905"
    assert TYPE.show(read("date", "ca. 1907", Basis(conventions=stretched)), "licensed") == "1904 to 1910"


def test_flags_and_rows_say_how_a_date_was_read() -> None:
    value = read("date", "possibly c. 1907")
    assert (value.uncertain, value.approximate, value.rows) == (True, True, ("circa-year", "unvouched"))
    assert read("date", "1907").rows == ("calendar-unit",)
    assert read("date", "11 February 1731/32").notes


def test_the_quick_path_reads_as_the_grammar_does() -> None:
    for text in (
        "2 September 1945",
        "1945",
        "c. 1907",
        "c. 1900",
        "early 1950s",
        "late 1956",
        "September 1945",
        "1950s",
        "mid 1956",
    ):
        quick, slow = read("date", text), read("date", f"{text}.")
        assert quick.type == "date"
        assert [(a, getattr(quick, a)) for a in _FIELDS] == [(a, getattr(slow, a)) for a in _FIELDS]


_FIELDS = ("plain", "licensed", "charitable", "rows", "uncertain", "approximate", "scale", "notes")

years = st.integers(1, 2100).map(lambda year: str(year) if year > 999 else f"AD {year}")
months = st.sampled_from(("January", "Feb.", "march", "September", "Dec"))
units = st.one_of(
    years,
    st.builds("{} {}".format, months, years),
    st.builds("{} {} {}".format, st.integers(1, 28), months, years),
    st.builds("{}s".format, st.integers(1, 200).map(lambda n: f"{1000 + 10 * n}")).filter(
        lambda text: not text.endswith("00s")
    ),
    st.builds("{} {}".format, st.sampled_from(("spring", "summer of", "autumn", "winter")), years),
    st.builds("{}th century".format, st.integers(4, 20)),
    st.builds("{:04}-{:02}".format, st.integers(0, 9999), st.integers(1, 41)),
)
hedges = st.sampled_from(
    (
        "",
        "",
        "c. ",
        "early ",
        "late ",
        "mid-",
        "about ",
        "possibly ",
        "before ",
        "by ",
        "after ",
        "not before ",
    )
)
hedged = st.builds("{}{}".format, hedges, units)
joined = st.one_of(
    hedged, st.builds("{} or {}".format, hedged, hedged), st.builds("between {} and {}".format, units, units)
)
anything = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(sorted(VOCABULARY) + list("?.,/-()[]~%0123456789") + ["1907", "1950s"]), max_size=7
    ).map(" ".join),
)
bases = st.sampled_from(
    (Basis(), Basis(calendar="julian"), Basis(calendar="unspecified"), Basis(date_order="dmy"))
)


def _read(text: str, basis: Basis) -> Value | None:
    try:
        return read("date", text, basis)
    except Unreadable as error:
        assert str(error)
        assert 0 <= error.offset <= len(text)
        return None


@given(st.one_of(joined, anything), bases)
def test_any_text_is_a_date_or_unreadable(text: str, basis: Basis) -> None:
    value = _read(text, basis)
    if value is None or value.type != "date":
        return
    assert value.plain
    assert region.within(value.plain, value.licensed)
    assert region.within(value.licensed, value.charitable)
    assert all(
        region.union(value.sets(level)) == value.sets(level) for level in ("plain", "licensed", "charitable")
    )
    assert read("date", str(value), basis) == value
    assert TYPE.show(value, "charitable")


@given(joined, joined, bases)
def test_relations_are_symmetric(left: str, right: str, basis: Basis) -> None:
    a, b = _read(left, basis), _read(right, basis)
    if a is None or b is None:
        return
    there, back = relate("date", a, b), relate("date", b, a)
    assert compare("date", a, b).swapped() == compare("date", b, a)
    assert (there.gap, there.hints) == (back.gap, back.hints)
    assert compare("date", a, a).relation == "identical"


@given(units, st.sampled_from(("c. ", "possibly ", "about ")), units)
def test_a_hedge_never_moves_a_pair_towards_conflict(text: str, hedge: str, other: str) -> None:
    order = ("identical", "agrees", "refines", "compatible", "tension", "conflict")
    a, b, c = _read(text, Basis()), _read(hedge + text, Basis()), _read(other, Basis())
    if a is None or b is None or c is None:
        return
    before, after = compare("date", a, c).relation, compare("date", b, c).relation
    assert order.index(after) <= max(order.index(before), order.index("compatible"))


def test_options_are_kept_and_read_back() -> None:
    value = read("date", {"value": "{1667,1668}", "calendar": "julian"})
    from discrepancy.values.inline import parse_cell as yaml_given

    assert read("date", yaml_given(str(value))) == value


def test_a_lunar_day_read_as_solar_is_hinted_at_of_east_asia_only() -> None:
    left, right = read("date", "1 January 1968"), read("date", "29 January 1968")
    assert any("Vietnamese lunar date" in hint for hint in TYPE.east_asian_hints(left, right))
    assert relate("date", left, right).hints == ()
    assert not any(
        "lunar" in hint
        for hint in relate("date", read("date", "1 January 1968"), read("date", "28 January 1968")).hints
    )
