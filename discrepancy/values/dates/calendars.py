"""Other calendars than the Gregorian and the Julian one: which days a year, month or day of them is.

Two families. A *styled* calendar is the Julian one with another start or count of its years: it reads dates
as these do. A *counted* one is a function from a year to its months, and is written YEAR-MONTH-DAY. Libraries
are imported when such a date is read, not before.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from discrepancy.values.dates.days import GREGORIAN, JULIAN, Calendar
from discrepancy.values.errors import Unreadable, did_you_mean
from discrepancy.values.intervals import Bound, Region, union


class Uncomputed(Unreadable):
    """A date that may be right but that nothing here computes: its Gregorian equivalent would serve."""

    uncomputed = True


class Styled(Calendar):
    """The Julian calendar with years that begin on `start` (month, day) of the Julian year `year + first`.

    Its months are the Julian ones; a month in which the year begins has days at both ends of it.
    """

    __slots__ = ("_first", "_start")
    styled = True

    def __init__(self, name: str, start: tuple[int, int], first: int) -> None:
        super().__init__(name, *JULIAN.epoch)
        self._start, self._first = start, first

    def _julian_year(self, year: int, month: int, day: int) -> int:
        return year + self._first + ((month, day) < self._start)

    def year_start(self, year: int) -> int:
        """The first day of `year`."""
        return JULIAN.day(year + self._first, *self._start)

    def days_in_month(self, year: int, month: int) -> int:
        """The last day of the month that can stand in `year`."""
        return JULIAN.days_in_month(self._julian_year(year, month, 1), month)

    def day(self, year: int, month: int, day: int) -> int:
        """The day number of a date in this style."""
        return JULIAN.day(self._julian_year(year, month, day), month, day)

    def month(self, year: int, month: int) -> Region:
        """The days of a month in `year`: two pieces where the year begins within it."""
        last = self.days_in_month(year, month)
        cut = self._start[1] if month == self._start[0] else 1
        parts = ((cut, last), (1, cut - 1)) if cut > 1 else ((1, last),)
        return union((self.day(year, month, low), self.day(year, month, high)) for low, high in parts)

    def month_start(self, index: int) -> int:
        """Refused: months counted through would fall into two years."""
        raise Unreadable(
            "a season or part of a year that did not begin on 1 January",
            self.name,
            "write its months, or its first and last day",
        )

    def civil(self, day: int) -> tuple[int, int, int]:
        """Year, month, day of a day number in this style."""
        year, month, of_month = JULIAN.civil(day)
        return year - self._first - ((month, of_month) < self._start), month, of_month

    def shift(self, day: Bound, months: int = 0, days: int = 0) -> Bound:
        """As in the Julian calendar."""
        return JULIAN.shift(day, months, days)


# Year 1 begins on 1 September 5509 BC.
BYZANTINE = Styled("byzantine", (9, 1), -5509)
# Year Y begins in March of Y (Florence, England; Venice, Rus) or before 1 January of Y (the indiction;
# Christmas).
STYLES: dict[str, Calendar] = {
    "1 January": JULIAN,
    "1 March": Styled("julian", (3, 1), 0),
    "25 March": Styled("julian", (3, 25), 0),
    "1 September": Styled("julian", (9, 1), -1),
    "25 December": Styled("julian", (12, 25), -1),
}


def styled(name: str, start: str, node: object) -> Calendar:
    """The calendar `byzantine`, or the Julian one with years from `start`, fit for what `node` says. Raises
    Unreadable.
    """
    from discrepancy.values.dates.grammar import points

    if name != "byzantine":
        if start in STYLES:
            return STYLES[start]
        if start.casefold() == "easter":
            raise Uncomputed(
                "a year from Easter is not computed", start, "give gregorian: DATE as the equivalent"
            )
        raise Unreadable(
            "no such start of the year", start, did_you_mean(start, STYLES) or f"one of {', '.join(STYLES)}"
        )
    for point in [] if isinstance(node, str) else points(node):  # type: ignore[arg-type]
        if point.era or point.kind == "century" or (point.year is not None and point.year < 1):
            raise point.wrong(
                "an era or century of another count of years",
                "write the year of the world, as in 1 September 7000",
            )
    if isinstance(node, str) and node.lstrip("?~%[{.").startswith(("-", "0000")):
        raise Unreadable("a year before the first of this calendar", node, "its years run from 1")
    return BYZANTINE


class Month(NamedTuple):
    """A month of a year: its label as written, its first day and its length; `close` if it may be a day off."""

    label: str
    start: int
    length: int
    close: bool = False


class Counted:
    """A calendar known by the months of each of its years. `around` is the Julian day about which year 0
    would begin.
    """

    def __init__(
        self,
        name: str,
        months: Callable[[int], tuple[Month, ...]],
        years: tuple[int, int],
        around: int,
        length: float,
        forms: str,
    ) -> None:
        self.name, self.years, self.forms = name, years, forms
        self._around, self._length = around, length
        self.months = lru_cache(maxsize=512)(months)

    def year(self, year: int) -> tuple[int, int]:
        """First and last day of a year."""
        months = self.months(year)
        return months[0].start, months[-1].start + months[-1].length - 1

    def find(self, year: int, label: str, words: str) -> Month:
        """The month with this label. Raises Unreadable where the year has none."""
        months = self.months(year)
        for month in months:
            if month.label == label:
                return month
        labels = [month.label for month in months]
        leap = next((month for month in labels if month.endswith("L")), "")
        has = (
            f"its leap month is {leap}"
            if leap
            else f"its months are 1 to {labels[-1]}"
            if labels == sorted(labels, key=int)
            else ""
        )
        raise Unreadable(
            f"the year {year} of this calendar has no month {label}",
            words,
            has or f"its months are {', '.join(labels)}",
        )

    def civil(self, day: int) -> tuple[int, str, int]:
        """Year, label of the month and day of a day number. Raises Unreadable for a day outside its years."""
        year = min(max(int((day - self._around) / self._length), self.years[0]), self.years[1])
        while year > self.years[0] and self.months(year)[0].start > day:
            year -= 1
        while year < self.years[1] and self.year(year)[1] < day:
            year += 1
        months = self.months(year)
        month = months[max(bisect_right([month.start for month in months], day) - 1, 0)]
        if not month.start <= day < month.start + month.length:
            raise Unreadable("a day outside this calendar", str(day), self.span())
        return year, month.label, day - month.start + 1

    def text(self, day: int) -> str:
        """A day as it is written in this calendar."""
        year, label, of_month = self.civil(day)
        return f"{year}-{label.removesuffix('L'):0>2}{'L' * label.endswith('L')}-{of_month:02}"

    def span(self) -> str:
        """Which years it has, for a message."""
        return f"it is computed for the years {self.years[0]} to {self.years[1]}"


def _run(start: int, lengths: tuple[int, ...], labels: tuple[int, ...] | None = None) -> tuple[Month, ...]:
    found = []
    for number, length in enumerate(lengths):
        found.append(Month(str(labels[number] if labels else number + 1), start, length))
        start += length
    return tuple(found)


def _republican(year: int) -> tuple[Month, ...]:
    """Twelve months of 30 days and the complementary ones; years III, VII and XI have six of these. It ended
    with 10 Nivôse XIV.
    """
    start = GREGORIAN.day(1792, 9, 22) + 365 * (year - 1) + year // 4
    if year == 14:
        return _run(start, (30, 30, 30, 10))
    return _run(start, (*(30,) * 12, 6 if year % 4 == 3 else 5))


def _islamic(year: int) -> tuple[Month, ...]:
    """Months of 30 and 29 days by turns; in eleven of thirty years (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29)
    the last has 30.
    """
    start = 1948440 + 354 * (year - 1) + (11 * year + 3) // 30
    return _run(start, (*(30, 29) * 5, 30, 29 + ((11 * year + 14) % 30 < 11)))


def _hebrew(year: int) -> tuple[Month, ...]:
    """From Tishri (7) to Elul (6), as pyluach numbers and computes them."""
    from pyluach.dates import HebrewDate  # type: ignore[import-untyped]

    last = 13 if ((7 * year + 1) % 19) < 7 else 12
    labels = (*range(7, last + 1), *range(1, 7))
    starts = [int(HebrewDate(year, month, 1).jd + 0.5) for month in labels]
    starts.append(int(HebrewDate(year + 1, 7, 1).jd + 0.5))
    return _run(starts[0], tuple(end - start for start, end in pairwise(starts)), labels)


def _lunar(hours: int) -> Callable[[int], tuple[Month, ...]]:
    def months(year: int) -> tuple[Month, ...]:
        from discrepancy.values.dates import lunisolar as _lunisolar

        return tuple(Month(*month) for month in _lunisolar.year_months(year, hours))

    return months


_LUNAR_FORMS = "write YEAR-MONTH-DAY, a leap month with L, as in 1968-01-01 or 1968-07L-15"
# Rule and years as in `_lunisolar`, which is not imported until it is used.
_LUNAR_YEARS = (1645, 2100)
COUNTED = {
    calendar.name: calendar
    for calendar in (
        Counted(
            "french-republican",
            _republican,
            (1, 14),
            2375475,
            365.25,
            "write 8-02-18, 18 Brumaire VIII or an VIII",
        ),
        Counted(
            "hebrew",
            _hebrew,
            (1, 9999),
            347998,
            365.2468,
            "write YEAR-MONTH-DAY, Nisan being 1 and Tishri 7, or 15 Nisan 5708",
        ),
        Counted(
            "islamic",
            _islamic,
            (1, 9999),
            1948086,
            354.3667,
            "write YEAR-MONTH-DAY, as in 1389-09-15, or 15 Ramadan 1389",
        ),
        Counted("vietnamese-lunar-utc7", _lunar(7), _LUNAR_YEARS, 1721080, 365.2425, _LUNAR_FORMS),
        Counted("chinese-lunar-utc8", _lunar(8), _LUNAR_YEARS, 1721080, 365.2425, _LUNAR_FORMS),
    )
}

# Month names without marks, spaces and hyphens.
_NAMES: Mapping[str, Mapping[str, str]] = {
    "french-republican": {
        name: str(number)
        for number, names in enumerate(
            (
                "vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose", "germinal", "floreal", "prairial", "messidor",
                "thermidor fervidor", "fructidor",
                "jourcomplementaire jourscomplementaires complementaryday complementarydays complementaire sansculottides",
            ),
            1,
        )
        for name in names.split()
    },
    "hebrew": {
        name: str(number)
        for number, names in enumerate(
            (
                "nisan nissan", "iyar iyyar", "sivan", "tammuz tamuz", "av ab", "elul", "tishri tishrei", "heshvan cheshvan marheshvan marcheshvan",
                "kislev", "tevet teves tebet", "shevat shvat shebat", "adar adari adar1", "adarii adar2 vaadar",
            ),
            1,
        )
        for name in names.split()
    },
    "islamic": {
        name: str(number)
        for number, names in enumerate(
            (
                "muharram", "safar", "rabii rabialawwal rabi1", "rabiii rabialthani rabialakhir rabi2", "jumadai jumadaalula jumadaalawwal jumada1",
                "jumadaii jumadaalthani jumadaalakhira jumada2", "rajab", "shaban", "ramadan ramazan", "shawwal",
                "dhualqada dhulqada dhualqadah dhulqadah", "dhualhijja dhulhijja dhualhijjah dhulhijjah",
            ),
            1,
        )
        for name in names.split()
    },
}  # fmt: skip
_NUMERIC = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,2})(L?)(?:-([0-9]{1,2}))?)?").fullmatch
_YEAR_WORD = re.compile(r"(?:\bde )?(?:\bl')?\b(?:an|annee|year) (?=[0-9ivx]{1,5}$)")
_WORDS = re.compile(
    r"(?:the )?(?:([0-9]{1,2}) ?(?:st|nd|rd|th|er|e|eme)? )?(?:of |de )?(?:([^0-9,]{2,40}?[0-9]?),? )??([0-9]{1,4}|[ivx]{1,4})"
).fullmatch
_ERA = {"hebrew": "am", "islamic": "ah", "byzantine": "am"}
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS, 1)}


class Stated(NamedTuple):
    """One date of a counted calendar: its days, its precision, its year, and whether it may be a day off."""

    days: tuple[int, int]
    unit: str
    year: int
    close: bool = False


def without_era(text: str, calendar: str) -> str:
    """`text` without the letters of the calendar's own era: AM, AH."""
    era = _ERA.get(calendar)
    if era is None:
        return text
    letters = r"\.?".join(era)
    return re.sub(rf"(?i)\s?(?<![^\W_])(?:anno mundi|anno hegirae|{letters})(?![^\W_])\.?", "", text).strip()


def fold(text: str) -> str:
    """Lower case without marks."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(letter)
    )


def wordy(text: str) -> bool:
    """Whether a text names a month in words, so that not to know it does not make it wrong."""
    return bool(re.search(r"[^\W\d_]{2}", text))


def stated(text: str, calendar: Counted) -> Stated:
    """The date that a bare text states in a counted calendar. Raises Unreadable."""
    if found := _NUMERIC(text):
        year, label, day = int(found[1]), found[2] and f"{int(found[2])}{found[3]}", found[4]
    else:
        year, label, day = _in_words(text, calendar)
    if not calendar.years[0] <= year <= calendar.years[1]:
        raise Uncomputed(
            "a year that is not computed in this calendar",
            text,
            f"{calendar.span()}; give gregorian: DATE as its equivalent",
        )
    if not label:
        return Stated(calendar.year(year), "year", year, any(month.close for month in calendar.months(year)))
    month = calendar.find(year, label, text)
    if not day:
        return Stated((month.start, month.start + month.length - 1), "month", year, month.close)
    if not 1 <= int(day) <= month.length:
        raise Unreadable(
            f"month {label} of the year {year} has no day {int(day)} in this calendar",
            text,
            f"its last day is {month.length}",
        )
    start = month.start + int(day) - 1
    return Stated((start, start), "day", year, month.close)


def _in_words(text: str, calendar: Counted) -> tuple[int, str | None, str | None]:
    names = _NAMES.get(calendar.name, {})
    found = _WORDS(_YEAR_WORD.sub("", fold(text))) if names and len(text) < 80 else None
    if found is None:
        raise (Uncomputed if wordy(text) else Unreadable)("not a date of this calendar", text, calendar.forms)
    day, name, digits = found.groups()
    if digits[0].isdigit():
        year = int(digits)
    elif calendar.name == "french-republican" and digits in _ROMAN:
        year = _ROMAN[digits]
    else:
        raise Unreadable("not a year of this calendar", text, calendar.forms)
    if name is None:
        if day:
            raise Unreadable("a day without its month", text, calendar.forms)
        return year, None, None
    bare = re.sub("[^a-z0-9]", "", name)
    label = names.get(bare)
    if label is None:
        raise Uncomputed("not a month of this calendar", text, calendar.forms)
    if calendar.name == "hebrew" and label in ("12", "13") and calendar.years[0] <= year <= calendar.years[1]:
        leap = any(month.label == "13" for month in calendar.months(year))
        if leap and bare == "adar":
            raise Uncomputed("a leap year has two months Adar", text, "write Adar I or Adar II")
        if not leap and bare != "adar":
            raise Unreadable(f"the year {year} has one month Adar", text, "write Adar")
    return year, label, day
