"""Dates in a counted calendar: which one a text states, in numbers or with the names of its months."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from discrepancy.values.dates.counted_calendars import CountedCalendar
from discrepancy.values.errors import Uncomputed, Unreadable

# Month names without marks, spaces and hyphens.
_NAMES: Mapping[str, Mapping[str, str]] = {
    "french-republican": {
        name: str(number)
        for number, names in enumerate(
            (
                "vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose", "germinal", "floreal",
                "prairial", "messidor", "thermidor fervidor", "fructidor",
                "jourcomplementaire jourscomplementaires complementaryday complementarydays complementaire "
                "sansculottides",
            ),
            1,
        )
        for name in names.split()
    },
    "hebrew": {
        name: str(number)
        for number, names in enumerate(
            (
                "nisan nissan", "iyar iyyar", "sivan", "tammuz tamuz", "av ab", "elul", "tishri tishrei",
                "heshvan cheshvan marheshvan marcheshvan", "kislev", "tevet teves tebet",
                "shevat shvat shebat", "adar adari adar1", "adarii adar2 vaadar",
            ),
            1,
        )
        for name in names.split()
    },
    "islamic": {
        name: str(number)
        for number, names in enumerate(
            (
                "muharram", "safar", "rabii rabialawwal rabi1", "rabiii rabialthani rabialakhir rabi2",
                "jumadai jumadaalula jumadaalawwal jumada1",
                "jumadaii jumadaalthani jumadaalakhira jumada2", "rajab", "shaban", "ramadan ramazan",
                "shawwal",
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
    r"(?:the )?(?:([0-9]{1,2}) ?(?:st|nd|rd|th|er|e|eme)? )?(?:of |de )?"
    r"(?:([^0-9,]{2,40}?[0-9]?),? )??([0-9]{1,4}|[ivx]{1,4})"
).fullmatch


_ERA = {"hebrew": "am", "islamic": "ah", "byzantine": "am"}


_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")


_ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS, 1)}


class CountedDate(NamedTuple):
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


def unaccented(text: str) -> str:
    """Lower case without marks."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(letter)
    )


def has_a_word(text: str) -> bool:
    """Whether a text names a month in words, so that not to know it does not make it wrong."""
    return bool(re.search(r"[^\W\d_]{2}", text))


def parse(text: str, calendar: CountedCalendar) -> CountedDate:
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
        return CountedDate(
            calendar.year(year), "year", year, any(month.close for month in calendar.months(year))
        )
    month = calendar.find(year, label, text)
    if not day:
        return CountedDate((month.start, month.start + month.length - 1), "month", year, month.close)
    if not 1 <= int(day) <= month.length:
        raise Unreadable(
            f"month {label} of the year {year} has no day {int(day)} in this calendar",
            text,
            f"its last day is {month.length}",
        )
    start = month.start + int(day) - 1
    return CountedDate((start, start), "day", year, month.close)


def _in_words(text: str, calendar: CountedCalendar) -> tuple[int, str | None, str | None]:
    names = _NAMES.get(calendar.name, {})
    found = _WORDS(_YEAR_WORD.sub("", unaccented(text))) if names and len(text) < 80 else None
    if found is None:
        raise (Uncomputed if has_a_word(text) else Unreadable)(
            "not a date of this calendar", text, calendar.forms
        )
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
