"""The two ends of a period, read from one text or two: what the first leaves out stands in the second."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from discrepancy.values import intervals as region
from discrepancy.values.base import Basis, Relative, Value, value_type
from discrepancy.values.errors import Unreadable

_DASHES = str.maketrans({"–": "-", "—": "-", "‒": "-", "‐": "-", "‑": "-", "−": "-"})
_SHORT = re.compile(r"(\d{4})\s*([-–—‒‐‑−])\s*(\d{2})$")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?$")
_MONTH = re.compile(
    r"(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+\d{1,2})?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{1,4}$")
_TAIL = re.compile(
    r"(?:(?P<month>[^\W\d_]+\.?)\s+)?(?P<year>\d{1,4}(?P<era>\s+(?:BC|BCE|AD|CE|B\.C\.|A\.D\.|B\.C\.E\.|C\.E\.))?)$"
)
MOST_DASHES = 8  # each is tried as the one between the two ends
_OPEN_WORDS = ("present", "now", "today", "the present", "date")


@dataclass(frozen=True, slots=True)
class SpanEnd:
    """One end as read: its three regions, its state, and the date it came from."""

    state: str = ""
    date: Value | None = None

    def days(self, level: str) -> region.Region:
        """The days the end may fall on at a level; any, where it is not stated or hangs on another event."""
        if self.date is None or isinstance(self.date, Relative):
            return region.ALL_DAYS
        found: region.Region = self.date.sets(level)
        return found


class EndReader:
    """How the ends of one period are read."""

    def __init__(self, basis: Basis, options: Mapping[str, str]) -> None:
        self.basis = basis
        self.options = options

    def end(self, text: str) -> SpanEnd:
        """The end that a text states: a date, `..` for one that goes on, nothing for one not known. Raises
        Unreadable.
        """
        said = text.strip()
        if said == "..":
            return SpanEnd("open")
        if said == "":
            return SpanEnd("unknown")
        found = value_type("date").read(said, self.options, self.basis)
        return SpanEnd("relative" if isinstance(found, Relative) else "", found)

    def try_end(self, text: str) -> SpanEnd | None:
        """The end that a text states; None where it states none."""
        try:
            return self.end(text) if text.strip() else None
        except Unreadable:
            return None


def stated_end(name: str, said: str, reading: EndReader) -> SpanEnd:
    """The end `from` or `to` of a mapping; a period that lasts to the present is open there."""
    return SpanEnd("open") if name == "to" and said.strip().casefold() in _OPEN_WORDS else reading.end(said)


def edtf_ends(said: str, reading: EndReader) -> tuple[SpanEnd, SpanEnd] | None:
    """The ends of `a/b`; None where the slash is not that of an interval (January/February 1968)."""
    left, _, right = said.partition("/")
    plain_ends = all(end == "" or end == ".." or end[0] in "-Y?~%[{0123456789X" for end in (left, right))
    if "/" in right or not plain_ends or (re.fullmatch(r"\d{1,2}", left) is not None):
        return None
    if {left, right} <= {"", ".."}:
        raise Unreadable("a period needs a date at one end at least", said, "write 1946/.. or ../1954")
    return reading.end(left), reading.end(right)


def two_ends(said: str, reading: EndReader) -> tuple[SpanEnd, SpanEnd] | None:
    """The ends of `A-B`, `A to B`, `A until B`."""
    short = _SHORT.search(said)
    if short is not None and not any(character.isdigit() for character in said[: short.start()]):
        return _short(said, short, reading)
    for word in (" until ", " till ", " to ", " through "):
        if word in said and (found := pair_of_ends(said.split(word, 1), reading)) is not None:
            return found
    flat = said.translate(_DASHES)
    if flat.count("-") > MOST_DASHES:
        return None
    for index, character in enumerate(flat):
        if (
            character == "-"
            and index > 0
            and (found := pair_of_ends([said[:index], said[index + 1 :]], reading)) is not None
        ):
            return found
    return None


def _short(said: str, short: re.Match[str], reading: EndReader) -> tuple[SpanEnd, SpanEnd]:
    """The ends of `1946-54`. With a plain hyphen a second part that could be a month or an EDTF season is not
    guessed.
    """
    year, dash, rest = short.groups()
    ambiguous = 1 <= int(rest) <= 12 or 21 <= int(rest) <= 41
    if dash == "-" and ambiguous:
        last = int(year[:2] + rest)
        last += 0 if last > int(year) else 100  # the next year with these two digits
        raise Unreadable(
            "a month, a season or a year?",
            short.group(),
            f"write {year}-{last:04} for years, or {year}-{rest}/.. for a start",
        )
    if int(rest) <= int(year[2:]):
        raise Unreadable("the end is not after the start", short.group(), "write both years in full")
    return reading.end(said[: short.start()] + year), reading.end(year[:2] + rest)


def pair_of_ends(sides: list[str], reading: EndReader) -> tuple[SpanEnd, SpanEnd] | None:
    """Two ends, the first taking what it leaves out from the second (22-28 September 1975; March-May 1968;
    44-27 BC).
    """
    left, right = (side.strip() for side in sides)
    end = SpanEnd("open") if right.casefold() in _OPEN_WORDS else reading.try_end(right)
    if end is None:
        return None
    start = reading.try_end(_completed(left, right))
    return (start, end) if start is not None else None


def _completed(left: str, right: str) -> str:
    """The first end of a period with the month, year or era that only the second states."""
    tail = _TAIL.search(right)
    if tail is None:
        return left
    if _YEAR.match(left) and tail["era"]:
        return left + tail["era"]
    if _DAY.match(left) and tail["month"]:
        return f"{left} {tail['month']} {tail['year']}"
    return f"{left} {tail['year']}" if _MONTH.match(left) else left
