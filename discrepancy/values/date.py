"""The value type `date`: one instant, as a set of days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from discrepancy import region, value
from discrepancy.near import did_you_mean
from discrepancy.region import Region, union
from discrepancy.unreadable import Unreadable
from discrepancy.value import Basis, Value, ValueType, Verdict
from discrepancy.values import _datehints, _datepoint, _datesets, _datewords, _edtf
from discrepancy.values._days import GREGORIAN, JULIAN, high_text, iso, low_text, piece_text

CALENDARS = ("gregorian", "julian", "unspecified")
CALENDARS_TO_COME = ("byzantine", "french-republican", "hebrew", "islamic", "vietnamese-lunar-utc7", "chinese-lunar-utc8")
MOST_SHOWN = 6
_SCALES: dict[str, tuple[str, ...]] = {"gregorian": (), "julian": ("julian",), "unspecified": ("unspecified",)}
_CALENDAR_ROWS: dict[str, tuple[str, ...]] = {"gregorian": (), "julian": ("calendar-julian",), "unspecified": ("calendar-unspecified",)}

# The shapes most dates have, read without the grammar: an ISO day or month, a year, a month, a day, c. and early, mid, late.
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

_COUNTING = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_COUNTING, 1)} | {"a": 1, "an": 1}
_NUMBER = r"([0-9]{1,4}|" + "|".join(_NUMBERS) + ")"
_RELATIVE = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL).fullmatch, kind)
    for pattern, kind in (
        (r"(shortly) (after) (.+)", "shortly"),
        (_NUMBER + r" (day|week|month|year|decade)s? (after|before) (.+)", "distance"),
        (r"the (?:(?:next|following) )?(day|week|month|year) (after|before) (.+)", "unit"),
        (r"(?:(?:in|on) )?the same (day|month|year) as (.+)", "same"),
        (r"(after|before|by|on) (.+)", "order"),
    )
)
_DOUBTED = re.compile(r"\A(?:possibly|perhaps|maybe|probably|allegedly|reportedly|supposedly|presumably) |\s?\?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Date(Value):
    """A date: the days on which what is dated may lie. `calendar` is the one it is stated in; the days themselves belong to none."""

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
        by an event      before X; three months after X; the day after X; in the same year as X (in a dossier that knows X)
        EDTF             levels 0, 1 and 2, for one date; an interval a/b is a span

    Options
        calendar         gregorian (default), julian, unspecified; or at the end of the text (Julian), (O.S.), (Gregorian), (N.S.)
        hemisphere       north (default), south

    Not accepted, because they can be read in two ways: 7/4/1907 (unless the source declares its order), 1900s, 1946-54, a year of two digits.
    """

    name = "date"
    options = ("calendar", "hemisphere")

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Value:
        """The date that `text` states, under its options and what is declared. Raises Unreadable for any text that states none."""
        if len(text) > value.LONGEST:
            raise Unreadable(f"longer than any date ({len(text)} characters)", text[:20], f"at most {value.LONGEST} characters")
        if not options and basis.calendar == "gregorian":
            found = _common(text, _datesets.figures(basis.conventions))
            if found is not None:
                return found
        return _read(text, options, basis)

    def why(self, a: Value, b: Value, verdict: Verdict) -> tuple[str, ...]:
        """What each side allows, and what decides."""
        return (*(self._allows(side, verdict) for side in (a, b)), self._decides(a, b, verdict))

    def _allows(self, side: Value, verdict: Verdict) -> str:
        said = f'"{side.text}" is {self.show(side, "plain")}'
        if side.licensed != side.plain:
            said += f"; as worded it allows {self.show(side, 'licensed')}"
        if verdict.relation in ("tension", "conflict") and side.charitable != side.licensed:
            said += f"; read charitably, {self.show(side, 'charitable')}"
        return said

    def _decides(self, a: Value, b: Value, verdict: Verdict) -> str:
        if verdict.relation == "identical":
            return "both say the same days"
        if verdict.relation == "agrees":
            return f"both mean {self.show(a, 'plain')}; only the wording, the hedge or the calendar differs"
        if verdict.relation == "refines":
            narrow, broad = (a, b) if verdict.direction == "left" else (b, a)
            return f'"{narrow.text}" lies within "{broad.text}"'
        if verdict.relation == "compatible":
            return _shared(a, b)
        gap = self.gap(a, b)
        days = gap["days"] if gap else 0
        apart = f"{days:,} day{'s' * (days != 1)} apart"
        if verdict.relation == "tension":
            shared = _show(region.meet(a.charitable, b.charitable))
            return f"as worded they exclude each other ({apart}); read charitably both allow {shared}"
        low, high = region.apart(a.charitable, b.charitable) or (0, 0)
        return f"{high_text(low)} at the latest against {low_text(high)} at the earliest: {apart}"

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """Days from the one to the other: on the charitable sets, or where these meet on the licensed ones. None where both meet."""
        ends = region.apart(a.charitable, b.charitable) or region.apart(a.licensed, b.licensed)
        return {"days": region.distance(*ends)} if ends else None

    def hints(self, a: Value, b: Value, verdict: Verdict) -> tuple[str, ...]:
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
    """The date of a common shape in the Gregorian calendar, or None: then the grammar reads it, or says what is wrong."""
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


def _common_hedged(text: str, year: int, hedge: str | None, decade: bool, figures: _datesets.Figures) -> Date | None:
    start = GREGORIAN.month_start
    if decade:
        if year % 100 == 0 or year % 10 or hedge in _COMMON_CIRCA:
            return None
        if hedge is None:
            days: Region = (GREGORIAN.year(year, year + 9),)
            return Date(text, (), days, days, days, _datesets.ORDINARY)
        low, high = figures.decade[_COMMON_PARTS[hedge]]
        first, last, edge, row = 12 * (year + low), 12 * (year + high + 1), figures.decade_edge, ("part-decade",)
    elif hedge in _COMMON_CIRCA:
        if not year:
            return None
        slacks = figures.circa["year"]
        near, far = slacks[min(_datesets.roundness(year), len(slacks) - 1)]
        first, last, edge, row = 12 * year, 12 * year + 12, far[0], ("circa-year",)
        licensed: Region = ((start(first - near[0]), start(last + near[0]) - 1),)
        return Date(
            text, (), ((start(first), start(last) - 1),), licensed, ((start(first - edge), start(last + edge) - 1),), row, False, True
        )
    else:
        if not year:
            return None
        low, high = figures.year[_COMMON_PARTS[hedge or "early"]]
        first, last, edge, row = 12 * year + low - 1, 12 * year + high, figures.year_edge, ("part-year",)
    plain: Region = ((start(first), start(last) - 1),)
    return Date(text, (), plain, plain, ((start(first - edge), start(last + edge) - 1),), row)


def _read(text: str, options: Mapping[str, str], basis: Basis) -> Value:
    """The date that `text` states, by EDTF or by the grammar of words."""
    stated = options.get("calendar", "")
    name = _calendar_name(stated or basis.calendar)
    south = _south(options.get("hemisphere", "north"))
    given = tuple(options.items())
    kept = text.strip()
    clean = _clean(kept)
    if not clean:
        raise Unreadable("an empty date", "", "write for example 2 September 1945")
    if re.search("[0-9]{13}", clean):
        raise Unreadable("more digits than any date has", clean, "at most 12 in a row")
    _check_numbers(kept, clean, basis)
    figures = _datesets.figures(basis.conventions)
    numbers = _ALL_NUMBERS(clean)
    if numbers and not _iso_shaped(clean):
        node: _datesets.Node | str = _numeric(clean, numbers, basis)
    elif _edtf.looks_like(clean):
        node = clean.removesuffix(".") if not clean.endswith("..") else clean
    else:
        said, related = _words(clean, kept, given, basis)
        if related is not None:
            return related
        if said.calendar and stated and said.calendar != name:
            raise Unreadable(f"the text names the {said.calendar} calendar, the option the {name} one", kept, "keep one of them")
        node, name = said.node, said.calendar or name
    return _date(kept, given, _senses(node, name, figures, south), name)


def _clean(text: str) -> str:
    """The text in NFC with one kind of dash, apostrophe and space."""
    if text.isascii():
        return " ".join(text.split()) if "  " in text or not text.isprintable() else text
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).split())


def _calendar_name(name: str) -> str:
    if name in CALENDARS:
        return name
    if name in CALENDARS_TO_COME:
        raise Unreadable("this calendar is not read yet", name, f"calendars read: {', '.join(CALENDARS)}")
    guess = did_you_mean(name, (*CALENDARS, *CALENDARS_TO_COME))
    raise Unreadable("no such calendar", name, guess or f"calendars: {', '.join(CALENDARS)}")


def _south(name: str) -> bool:
    if name not in ("north", "south"):
        raise Unreadable("no such hemisphere", name, did_you_mean(name, ("north", "south")) or "north or south")
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
        raise Unreadable("numbers alone do not say which is the month", kept, "write the month as a word, or YYYY-MM")


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
        raise Unreadable(f"not in the declared order ({_ORDERS[order]}) with a year of four digits", clean, "write the month as a word")
    year, month, day = int(parts["y"]), int(parts["m"]), int(parts["d"])
    if not 1 <= month <= 12:
        raise Unreadable(f"no month {month} in the declared order ({_ORDERS[order]})", clean, "write the month as a word")
    if not year:
        raise Unreadable("there is no year 0 between 1 BC and AD 1", clean, "write 1 BC")
    return _datesets.Point(clean, 0, "day", year, year, month=month, day=day)


def _words(clean: str, kept: str, given: tuple[tuple[str, str], ...], basis: Basis) -> tuple[_datewords.Said, value.Relative | None]:
    """What a text in words says; or a date relative to an event that the dossier knows."""
    related = _relative(clean, kept, given)
    if related is not None and basis.anchor is not None and basis.anchor(related.anchor):
        # The registry goes before the calendar: an event may be named like a date.
        return _NOTHING, related
    try:
        return _datewords.parse(clean), None
    except Unreadable as error:
        if related is not None:
            raise _no_anchor(related, basis, error) from error
        raise


_NOTHING = _datewords.Said(_datesets.Point("", 0), None)


def _relative(clean: str, kept: str, given: tuple[tuple[str, str], ...]) -> value.Relative | None:
    """The relative date that the words of `clean` may be, its anchor not yet looked up."""
    certain = _DOUBTED.sub("", clean)
    for match, kind in _RELATIVE:
        found = match(certain)
        if found is None:
            continue
        parts = found.groups()
        order, unit, amount = "after", "", None
        if kind == "same":
            order, unit = "same", parts[0].lower()
        elif kind == "order":
            order = parts[0].lower()
        elif kind == "shortly":
            unit = "shortly"
        else:
            order, unit = parts[-2].lower(), parts[-3].lower()
            if kind == "distance":
                number = parts[0].lower()
                amount = _NUMBERS[number] if number in _NUMBERS else int(number)
        return value.Relative(
            kept,
            given,
            rows=("unvouched",) if certain != clean else (),
            uncertain=certain != clean,
            order=order,
            anchor=parts[-1].strip().removesuffix("."),
            amount=amount,
            unit=unit,
            strict=order in ("after", "before"),
        )
    return None


def _no_anchor(related: value.Relative, basis: Basis, error: Unreadable) -> Unreadable:
    """The error for a relative date whose anchor is unknown, or the date's own where its anchor was meant for one."""
    anchor = related.anchor
    dated = anchor[:1].isdigit() or _datewords.vocabulary(anchor)
    if dated and not related.unit:
        return error
    offset = max(related.text.find(anchor), 0)
    if dated and any(letter.isdigit() for letter in anchor):
        return Unreadable("a distance from a date, not from an event", related.text, "write the date itself")
    if basis.anchor is None:
        return Unreadable(
            "only a dossier can say when this was", anchor, "in a dossier, name an entity or a question; here, write a date", offset
        )
    return Unreadable("neither a date nor an entity or question of the dossier", anchor, "declare the entity, or write a date", offset)


def _senses(node: _datesets.Node | str, name: str, figures: _datesets.Figures, south: bool) -> _datesets.Sense:
    """The sense in the calendar called `name`; unspecified is Gregorian, and charitably also Julian."""
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


def _date(text: str, given: tuple[tuple[str, str], ...], sense: _datesets.Sense, calendar: str) -> Date:
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
        _SCALES[calendar],
        sense.notes,
        calendar,
    )
