"""The value type `date`: one instant, as a set of days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

from discrepancy.values import base as value
from discrepancy.values import intervals as region
from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.dates import edtf as _edtf
from discrepancy.values.dates import grammar as _datewords
from discrepancy.values.dates import grammar_point as _datepoint
from discrepancy.values.dates import hints as _datehints
from discrepancy.values.dates import meaning as _datesets
from discrepancy.values.dates import relative as _daterelative
from discrepancy.values.dates.days import (
    GREGORIAN,
    JULIAN,
    calendar_of,
    high_text,
    iso,
    low_text,
    piece_text,
)
from discrepancy.values.errors import Unreadable, did_you_mean
from discrepancy.values.intervals import Region, union

COUNTED = ("french-republican", "hebrew", "islamic", "vietnamese-lunar-utc7", "chinese-lunar-utc8")
CALENDARS = ("gregorian", "julian", "unspecified", "byzantine", *COUNTED)
MOST_SHOWN = 6
MOST_FOREIGN = 100  # characters of a text that is tried as one in another language
_SCALES: dict[str, tuple[str, ...]] = {name: (name,) if name != "gregorian" else () for name in CALENDARS}
_CALENDAR_ROWS: dict[str, tuple[str, ...]] = dict.fromkeys(CALENDARS, ("calendar-computed",)) | {
    "gregorian": (), "julian": ("calendar-julian",), "unspecified": ("calendar-unspecified",), "islamic": ("calendar-islamic",),
}  # fmt: skip

# The shapes most dates have, read without the grammar: an ISO day or month, a year, a month, a day, c. and
# early, mid, late.
_COMMON = re.compile(
    r"(?:(c\.|ca\.|circa|early|mid|late) )?(?:([0-9]{1,2}) )?(?:([A-Z][a-z]{2,8}) )?([0-9]{4})(?:(s)|-([0-9]{2})(?:-([0-9]{2}))?)?"
).fullmatch
_COMMON_MONTHS = {name.capitalize(): number for name, number in _datepoint.MONTH_NUMBERS.items()}
_COMMON_CIRCA = ("c.", "ca.", "circa")
_COMMON_PARTS = {"early": 0, "mid": 1, "late": 2}
_ALL_NUMBERS = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})\.?").fullmatch
_TWO_NUMBERS = re.compile(r"[0-9]{1,2}[/.][0-9]{1,4}").fullmatch
_DASHED = re.compile(r"(?<![-–—0-9])([0-9]{4})\s?[–—]\s?([0-9]{2}|[0-9]{4})(?![-–—0-9])").search
_SLASHED = re.compile(r"([0-9]{4})/([0-9]{2})").fullmatch
_MARKS = {ord(dash): "-" for dash in "‐‑‒–—―−﹘﹣－"} | {ord(mark): "'" for mark in "’ʼ′"}
_ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}


@dataclass(frozen=True, slots=True)
class Date(Value):
    """A date: the days on which what is dated may lie. `calendar` is the one it is stated in; the days
    themselves belong to none.
    """

    type: ClassVar[str] = "date"
    calendar: str = "gregorian"


class DateType(ValueType):
    """One instant, given as exactly as the source gives it.

    Accepted forms
        a day            7 April 1907; April 7, 1907; the 7th of April 1907; Sunday 7 April 1907 (the weekday is checked); 1907-04-07
        a month          April 1907; Apr. 1907; 1907-04; early, mid or late April 1907
        a year           1907; AD 79; 44 BC; 44 BCE (four digits, or an era); early 1956; mid-1945; late 1956; end of 1961; first half of 1956
        a season         spring 1968; summer of 1954; winter 1967-68 (`hemisphere: south` swaps them by six months)
        a decade         1950s; early 1950s; mid-to-late 1950s; 195X
        a century        19th century; 5th century BC; late nineteenth century; first half of the 18th century; 18XX
        about            c. 1907; ca., circa, about, around before any of these; 1907~
        a bound          by, before, after, no later than, no earlier than, not before, not after D; D at the latest, at the earliest
        one of several   1907 or 1908; 10/11 February 1763; January/February 1968; between 1906 and 1909; [1667,1668,1670..1672]
        all of several   {1667,1668}
        not vouched for  possibly, probably, allegedly, reportedly, said to be D; 1930?
        by another       three months after, two weeks before, shortly after, the day after D; in the same year as D; D a date, or an event
                         that the dossier knows; before or after such an event
        a terminus       terminus post quem, t.p.q., TPQ D; terminus ante quem, TAQ D
        in another language   7 avril 1907; um 1907; до 1930; đầu năm 1956, with `language` declared (vi, fr, de, ru)
        EDTF             levels 0, 1 and 2, for one date; an interval a/b is a span

    Options
        calendar         gregorian (default), julian, unspecified; or at the end of the text (Julian), (O.S.), (Gregorian), (N.S.);
                         byzantine; and written YEAR-MONTH-DAY: french-republican, hebrew, islamic, vietnamese-lunar-utc7, chinese-lunar-utc8
        gregorian        the encoder's Gregorian equivalent of a date in another calendar
        year_start       of a Julian date: 1 January (default), 1 March, 25 March, 1 September, 25 December
        terminus         post quem, ante quem
        language         en, vi, fr, de, ru
        hemisphere       north (default), south

    Not accepted, because they can be read in two ways: 7/4/1907 (unless the source declares its order),
    1900s, 1946-54, a year of two digits.
    """

    name = "date"
    options = ("calendar", "hemisphere", "year_start", "gregorian", "terminus", "language")

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Value:
        """The date that `text` states, under its options and what is declared. Raises Unreadable for any text
        that states none.
        """
        if len(text) > value.LONGEST:
            raise Unreadable(
                f"longer than any date ({len(text)} characters)",
                text[:20],
                f"at most {value.LONGEST} characters",
            )
        if not options and basis.calendar == "gregorian":
            found = _common(text, _datesets.figures(basis.conventions))
            if found is not None:
                return found
        return _read(text, options, basis)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What each side allows, and what decides."""
        return (*(self._allows(side, directed) for side in (a, b)), self._decides(a, b, directed))

    def _allows(self, side: Value, directed: DirectedRelation) -> str:
        said = f'"{side.text}" is {self.show(side, "plain")}{calendar_of(side)}'
        if side.licensed != side.plain:
            said += f"; as worded it allows {self.show(side, 'licensed')}"
        if directed.relation in ("tension", "conflict") and side.charitable != side.licensed:
            said += f"; read charitably, {self.show(side, 'charitable')}"
        return said

    def _decides(self, a: Value, b: Value, directed: DirectedRelation) -> str:
        if directed.relation == "identical":
            return "both say the same days"
        if directed.relation == "agrees":
            return f"both mean {self.show(a, 'plain')}; only the wording, the hedge or the calendar differs"
        if directed.relation == "refines":
            narrow, broad = (a, b) if directed.direction == "left" else (b, a)
            return f'"{narrow.text}" lies within "{broad.text}"'
        if directed.relation == "compatible":
            return _shared(a, b)
        gap = self.gap(a, b)
        days = gap["days"] if gap else 0
        apart = f"{days:,} day{'s' * (days != 1)} apart"
        if directed.relation == "tension":
            shared = _show(region.meet(a.charitable, b.charitable))
            return f"as worded they exclude each other ({apart}); read charitably both allow {shared}"
        low, high = region.apart(a.charitable, b.charitable) or (0, 0)
        return f"{high_text(low)} at the latest against {low_text(high)} at the earliest: {apart}"

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """Days from the one to the other: on the charitable sets, or where these meet on the licensed ones.
        None where both meet.
        """
        ends = region.apart(a.charitable, b.charitable) or region.apart(a.licensed, b.licensed)
        return {"days": region.distance(*ends)} if ends else None

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What may have caused the disagreement, each a sentence."""
        return _datehints.hints(a.plain, b.plain)

    def pieces(self, value: Value, level: str) -> Any:
        """The set at `level`: pairs of ISO days, null where it has no end."""
        return [[iso(low), iso(high)] for low, high in value.sets(level)]

    def bounds(self, value: Value) -> tuple[Any, Any]:
        """Earliest and latest day of the plain set, "open" where it has none."""
        return iso(value.plain[0][0]) or "open", iso(value.plain[-1][1]) or "open"

    def show(self, value: Value, level: str) -> str:
        """The set at `level` in words, Gregorian."""
        return _show(value.sets(level))


TYPE = DateType()


def _show(days: Region) -> str:
    shown = [piece_text(low, high) for low, high in days[:MOST_SHOWN]]
    if len(days) > MOST_SHOWN:
        return f"{', '.join(shown)} and so on to {piece_text(*days[-1])} ({len(days):,} separate dates)"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _shared(a: Value, b: Value) -> str:
    """Where two compatible dates meet, and whether only through the letter of a bound."""
    if region.meets(a.plain, b.plain):
        return f"both allow {_show(region.meet(a.plain, b.plain))}"
    shared = _show(region.meet(a.licensed, b.licensed))
    bounds = [f'"{side.text}"' for side in (a, b) if {"by", "before", "not-before", "after"} & set(side.rows)]
    if bounds:
        return f"both allow {shared}, but only through the literal range of {' and '.join(bounds)}"
    return f"at face value they differ; as worded both allow {shared}"


def _common(text: str, figures: _datesets.Figures) -> Date | None:
    """The date of a common shape in the Gregorian calendar, or None: then the grammar reads it, or says what
    is wrong.
    """
    found = _COMMON(text)
    if found is None:
        return None
    hedge, of_month, month_name, digits, decade, month_digits, day_digits = found.groups()
    year = int(digits)
    if month_name is not None:
        month = _COMMON_MONTHS.get(month_name, 0)
        if not month or hedge or decade or month_digits or not year:
            return None
        return _common_day(text, year, month, of_month)
    if of_month is not None:
        return None
    if month_digits is not None:
        month = int(month_digits)
        return None if hedge or not 1 <= month <= 12 else _common_day(text, year, month, day_digits)
    if hedge is None and decade is None:
        days: Region = ((GREGORIAN.year_start(year), GREGORIAN.year_start(year + 1) - 1),)
        return Date(text, (), days, days, days, _datesets.ORDINARY)
    return _common_hedged(text, year, hedge, decade is not None, figures)


def _common_day(text: str, year: int, month: int, of_month: str | None) -> Date | None:
    if of_month is None:
        days: Region = (GREGORIAN.months(12 * year + month - 1),)
        return Date(text, (), days, days, days, _datesets.ORDINARY)
    number = int(of_month)
    if not 1 <= number <= 28 and not 1 <= number <= GREGORIAN.days_in_month(year, month):
        return None
    day = GREGORIAN.day(year, month, number)
    days = ((day, day),)
    return Date(text, (), days, days, days, _datesets.ORDINARY)


def _common_hedged(
    text: str, year: int, hedge: str | None, decade: bool, figures: _datesets.Figures
) -> Date | None:
    start = GREGORIAN.month_start
    if decade:
        if year % 100 == 0 or year % 10 or hedge in _COMMON_CIRCA:
            return None
        if hedge is None:
            days: Region = (GREGORIAN.year(year, year + 9),)
            return Date(text, (), days, days, days, _datesets.ORDINARY)
        low, high = figures.decade[_COMMON_PARTS[hedge]]
        first, last, edge, row = (
            12 * (year + low),
            12 * (year + high + 1),
            figures.decade_edge,
            ("part-decade",),
        )
    elif hedge in _COMMON_CIRCA:
        if not year:
            return None
        slacks = figures.circa["year"]
        near, far = slacks[min(_datesets.roundness(year), len(slacks) - 1)]
        first, last, edge, row = 12 * year, 12 * year + 12, far[0], ("circa-year",)
        licensed: Region = ((start(first - near[0]), start(last + near[0]) - 1),)
        return Date(
            text,
            (),
            ((start(first), start(last) - 1),),
            licensed,
            ((start(first - edge), start(last + edge) - 1),),
            row,
            False,
            True,
        )
    else:
        if not year:
            return None
        low, high = figures.year[_COMMON_PARTS[hedge or "early"]]
        first, last, edge, row = 12 * year + low - 1, 12 * year + high, figures.year_edge, ("part-year",)
    plain: Region = ((start(first), start(last) - 1),)
    return Date(text, (), plain, plain, ((start(first - edge), start(last + edge) - 1),), row)


def _read(text: str, options: Mapping[str, str], basis: Basis) -> Value:
    """The date that `text` states, by EDTF, the grammar of words or the form of a calendar."""
    kept = text.strip()
    clean = _clean(kept)
    if not clean:
        raise Unreadable("an empty date", "", "write for example 2 September 1945")
    if re.search("[0-9]{13}", clean):
        raise Unreadable("more digits than any date has", clean, "at most 12 in a row")
    asked = _Asked(
        _calendar_name(options.get("calendar") or basis.calendar),
        bool(options.get("calendar")),
        options.get("year_start", "1 January"),
        _languages_code(options, basis),
        _south(options.get("hemisphere") or basis.hemisphere or "north"),
        basis,
        tuple(options.items()),
    )
    equivalent = options.get("gregorian")
    try:
        found = _sense_read(clean, kept, asked)
    except Unreadable as error:
        if equivalent is None or not getattr(error, "uncomputed", False):
            raise
        found = _Found(None, asked.calendar)
    if isinstance(found, value.Relative):
        return found
    sense = found.sense
    if equivalent is not None or found.calendar in COUNTED or found.calendar == "byzantine":
        from discrepancy.values.dates import counted as _datecalendars

        sense = _datecalendars.with_equivalent(
            sense, found.calendar, _equivalent(equivalent, found.calendar, basis), str(equivalent)
        )
    assert sense is not None
    if "terminus" in options:
        sense = _terminus(options["terminus"], sense, kept, _datesets.figures(basis.conventions))
    return _date(kept, asked.given, sense, found.calendar, asked.year_start)


class _Asked(NamedTuple):
    """How a text is to be read: what is stated with it, and what is declared of its source."""

    calendar: str
    stated: bool  # the calendar is an option of the value itself
    year_start: str
    language: str
    south: bool
    basis: Basis
    given: tuple[tuple[str, str], ...]


class _Found(NamedTuple):
    sense: _datesets.Sense | None
    calendar: str


def _sense_read(clean: str, kept: str, asked: _Asked) -> _Found | value.Relative:
    name, figures = asked.calendar, _datesets.figures(asked.basis.conventions)
    if name != "julian" and asked.year_start != "1 January":
        raise Unreadable(
            "the start of the year is an option of the Julian calendar",
            asked.year_start,
            "add calendar: julian",
        )
    if name in COUNTED:
        from discrepancy.values.dates import calendars as _calendars
        from discrepancy.values.dates import counted as _datecalendars

        return _Found(_datecalendars.sense(clean, _calendars.COUNTED[name], figures), name)
    if name == "byzantine":
        from discrepancy.values.dates import calendars as _calendars

        clean = _calendars.without_era(clean, name)
    _check_numbers(kept, clean, asked.basis)
    numbers = _ALL_NUMBERS(clean)
    notes: tuple[str, ...] = ()
    if numbers and not _iso_shaped(clean):
        node: _datesets.Node | str = _numeric(clean, numbers, asked.basis)
    elif _edtf.looks_like(clean):
        node = clean.removesuffix(".") if not clean.endswith("..") else clean
    else:
        said = _words(clean, kept, asked)
        if isinstance(said, value.Relative):
            return said
        if said.calendar and asked.stated and said.calendar != name:
            raise Unreadable(
                f"the text names the {said.calendar} calendar, the option the {name} one",
                kept,
                "keep one of them",
            )
        node, name, notes = said.node, said.calendar or name, said.notes
    try:
        sense = _senses(node, name, figures, asked.south, asked.year_start)
    except Unreadable as error:
        if notes:  # it points into the English form
            raise Unreadable(error.message, kept, error.expect) from None
        raise
    return _Found(sense._replace(notes=(*sense.notes, *notes)) if notes else sense, name)


def _equivalent(text: str | None, calendar: str, basis: Basis) -> _datesets.Sense | None:
    """The Gregorian equivalent that an encoder gives, read by itself."""
    if text is None:
        return None
    if len(text) > value.LONGEST:
        raise Unreadable(
            f"longer than any date ({len(text)} characters)", text[:20], f"at most {value.LONGEST} characters"
        )
    if calendar == "gregorian":
        raise Unreadable(
            "the date is Gregorian already",
            text,
            "`gregorian` is for a date in another calendar: name it with `calendar`",
        )
    found = _sense_read(
        _clean(text.strip()),
        text,
        _Asked("gregorian", True, "1 January", "", False, replace(basis, anchor=None), ()),
    )
    assert isinstance(found, _Found)
    return found.sense


def _terminus(said: str, sense: _datesets.Sense, kept: str, figures: _datesets.Figures) -> _datesets.Sense:
    row = _datewords.TERMINI.get(" ".join(said.split()).removeprefix("terminus "))
    if row is None:
        raise Unreadable(
            "no such terminus", said, did_you_mean(said, _datewords.TERMINI) or "post quem or ante quem"
        )
    if set(_datewords.TERMINI.values()) & set(sense.rows) or {"before", "after"} & set(sense.rows):
        raise Unreadable("a bound on a date that is a bound itself", kept, "leave out the word or the option")
    return _datesets.bound(row, sense, _datesets.Frame(GREGORIAN, figures))


def _languages_code(options: Mapping[str, str], basis: Basis) -> str:
    stated = options.get("language")
    if not stated and not basis.language:
        return ""
    from discrepancy.values.dates import languages as _languages

    return _languages.code(stated or basis.language, bool(stated))


def _clean(text: str) -> str:
    """The text in NFC with one kind of dash, apostrophe and space."""
    if text.isascii():
        return " ".join(text.split()) if "  " in text or not text.isprintable() else text
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).split())


def _calendar_name(name: str) -> str:
    if name in CALENDARS:
        return name
    raise Unreadable(
        "no such calendar", name, did_you_mean(name, CALENDARS) or f"calendars: {', '.join(CALENDARS)}"
    )


def _south(name: str) -> bool:
    if name not in ("north", "south"):
        raise Unreadable(
            "no such hemisphere", name, did_you_mean(name, ("north", "south")) or "north or south"
        )
    return name == "south"


def _iso_shaped(clean: str) -> bool:
    return clean[4:5] == "-" and len(clean.removesuffix(".")) == 10 and clean[7:8] == "-"


def _check_numbers(kept: str, clean: str, basis: Basis) -> None:
    """Refuses numbers that can be read in two ways."""
    years = _DASHED(kept)
    if years and "winter" not in kept.lower():
        first, last = years[1], years[2] if len(years[2]) == 4 else years[1][: 4 - len(years[2])] + years[2]
        raise Unreadable(
            f"the years {first} to {last} with a dash are a span, not a date",
            kept,
            f"for one unknown date write [{first}..{last}] or between {first} and {last}; with a hyphen, 1905-07 is July 1905",
        )
    slashed = _SLASHED(clean)
    if slashed:
        raise Unreadable(
            "two years with a slash can mean a span, a choice or one year",
            kept,
            f'for one of them write "or"; for a winter, winter {clean}',
        )
    if _TWO_NUMBERS(clean):
        raise Unreadable(
            "numbers alone do not say which is the month", kept, "write the month as a word, or YYYY-MM"
        )


def _numeric(clean: str, numbers: re.Match[str], basis: Basis) -> _datesets.Point:
    """A date of three numbers, in the order that its source declares."""
    order = basis.date_order
    if order not in _ORDERS:
        raise Unreadable(
            "numbers alone do not say which is the day and which the month",
            clean,
            "write the month as a word, YYYY-MM-DD, or declare date_order",
        )
    parts = dict(zip(order, (numbers[1], numbers[3], numbers[4]), strict=True))
    if len(parts["y"]) != 4 or len(parts["d"]) > 2 or len(parts["m"]) > 2:
        raise Unreadable(
            f"not in the declared order ({_ORDERS[order]}) with a year of four digits",
            clean,
            "write the month as a word",
        )
    year, month, day = int(parts["y"]), int(parts["m"]), int(parts["d"])
    if not 1 <= month <= 12:
        raise Unreadable(
            f"no month {month} in the declared order ({_ORDERS[order]})", clean, "write the month as a word"
        )
    if not year:
        raise Unreadable("there is no year 0 between 1 BC and AD 1", clean, "write 1 BC")
    return _datesets.Point(clean, 0, "day", year, year, month=month, day=day)


class _Words(NamedTuple):
    """What a text in words says, the calendar it names at its end if it does, and what is to be noted of the
    reading.
    """

    node: _datesets.Node
    calendar: str | None
    notes: tuple[str, ...] = ()


def _words(clean: str, kept: str, asked: _Asked) -> _Words | value.Relative:
    """What a text in words says, in English or the declared language; or a date relative to an event that the
    dossier knows.
    """
    try:
        return _english(clean, kept, asked)
    except Unreadable as error:
        from discrepancy.values.dates import languages as _languages

        if not asked.language:
            raise _foreign(clean, kept) or error from error
        english = _languages.translate(clean, asked.language).english
        try:
            said = _english(english, kept, asked)
        except Unreadable as inner:
            if english == clean:
                raise error from None
            expect = (
                f'{inner.expect}; in English it reads "{english}"'
                if inner.expect
                else f'in English it reads "{english}"'
            )
            raise Unreadable(inner.message, kept, expect) from None
        if isinstance(said, value.Relative):
            return said
        return said._replace(notes=(f'read as "{english}", from {_languages.name(asked.language)}',))


def _english(clean: str, kept: str, asked: _Asked) -> _Words | value.Relative:
    basis = asked.basis
    related = _daterelative.relative(clean, kept, asked.given)
    if related is not None and basis.anchor is not None and basis.anchor(related.anchor):
        return related  # the registry goes before the calendar: an event may be named like a date
    try:
        return _Words(*_datewords.parse(clean))
    except Unreadable as error:
        if related is None:
            raise
        distance = _daterelative.from_date(related)
        if distance is None:
            raise _daterelative.no_anchor(related, basis, error) from error
        return _Words(distance, None)


def _foreign(clean: str, kept: str) -> Unreadable | None:
    """The error for a date in a language that is not declared, with its English form; None for a text that is
    none.
    """
    from discrepancy.values.dates import languages as _languages

    if len(clean) > MOST_FOREIGN:
        return None
    found: dict[str, list[str]] = {}
    first: _languages.Translated | None = None
    for code in _languages.LANGUAGES:
        said = _languages.translate(clean, code)
        if said.english == clean:
            continue
        related = _daterelative.relative(said.english, said.english, ())
        try:
            if related is None or _daterelative.from_date(related) is None:
                _datewords.parse(said.english)
        except Unreadable:
            continue
        found.setdefault(said.english, []).append(code)
        first = first or said
    if first is None:
        return None
    codes = found[first.english]
    names = " or ".join(_languages.name(code) for code in codes)
    word = first.word or clean
    start = max(kept.find(word), 0)
    return Unreadable(
        f"this is {names}", word, f"write {first.english}, or declare language: {' or '.join(codes)}", start
    )


def _senses(
    node: _datesets.Node | str, name: str, figures: _datesets.Figures, south: bool, start: str
) -> _datesets.Sense:
    """The sense in the calendar called `name`; unspecified is Gregorian, and charitably also Julian."""
    if name == "byzantine" or start != "1 January":
        from discrepancy.values.dates import calendars as _calendars

        return _sense(node, _datesets.Frame(_calendars.styled(name, start, node), figures, south))
    if name != "unspecified":
        return _sense(node, _datesets.Frame(JULIAN if name == "julian" else GREGORIAN, figures, south))
    new = _datesets.Frame(GREGORIAN, figures, south)
    try:
        gregorian = _sense(node, new)
    except Unreadable:
        # A weekday that fits one calendar only does not make the date wrong; it must fit one of them.
        _sense(node, new._replace(calendar=JULIAN))
        gregorian = _sense(node, new._replace(weekdays=False))
    julian = _sense(node, new._replace(calendar=JULIAN, weekdays=False))
    return gregorian._replace(charitable=union((*gregorian.charitable, *julian.charitable)))


def _sense(node: _datesets.Node | str, frame: _datesets.Frame) -> _datesets.Sense:
    return _datesets.edtf(node, frame) if isinstance(node, str) else _datesets.sense_of(node, frame)


def _date(
    text: str, given: tuple[tuple[str, str], ...], sense: _datesets.Sense, calendar: str, start: str
) -> Date:
    rows = tuple(dict.fromkeys((*(sense.rows or _datesets.ORDINARY), *_CALENDAR_ROWS[calendar])))
    return Date(
        text,
        given,
        sense.plain,
        sense.licensed,
        sense.charitable,
        rows,
        sense.uncertain,
        sense.approximate,
        _SCALES[calendar] if start == "1 January" else (f"{calendar}, year from {start}",),
        sense.notes,
        calendar,
    )
