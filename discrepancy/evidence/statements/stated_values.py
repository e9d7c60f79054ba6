"""The figures, dates, periods, lengths of time and ages that a text states, in order, each read by the
project's own parsers.

Digits, number words and months are looked for first, and only around them is anything read: hedges and parts
("over", "mid-to-late") before, units and second ends behind. What the parsers refuse is still told, without a
value: a day without its year, say. Number words and hedges are English; of other languages the digits are
found, and the dates with a year whose words the table of `date` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import merge

from discrepancy.evidence.statements import figure_patterns as patterns
from discrepancy.evidence.statements.foreign_dates import foreign_dates
from discrepancy.values.base import Basis, Value, read_or_none
from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.cardinals import Number
from discrepancy.values.numbers.numerals import read_number

DATE_KINDS = ("date", "span")
NUMBER_KINDS = ("quantity", "duration", "age")
KINDS = ("date", "span", "duration", "age", "quantity", "ordinal")


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A date, period, length of time, age, number or ordinal that a text states.

    `kind` is one of KINDS; `start` and `end` are its span in characters, `text` its words, and `value` what
    they mean, None where they cannot be read alone (a day without its year).

    `parts` are the dates that a span or a pair of dates is made of; `numbers` the figures in a quantity,
    length of time, age or ordinal.
    """

    kind: str
    start: int
    end: int
    text: str
    value: Value | None = None
    parts: tuple[StatedValue, ...] = ()
    numbers: tuple[Number, ...] = ()


def single_dates(stated: Iterable[StatedValue]) -> list[StatedValue]:
    """The dates among some stated values; of each period or pair of dates, those that it is made of."""
    return [date for one in stated if one.kind in DATE_KINDS for date in (one.parts or (one,))]


def stated_values(text: str, basis: Basis | None = None) -> Iterator[StatedValue]:
    """The values that `text` states, in order and without overlap; the dates within a period are its `parts`.
    `basis` has the language, calendar and number format of the text.
    """
    scan = _FigureScanner(text, basis or Basis())
    for place in merge(patterns.anchors(text), sorted(scan.foreign)):
        if place >= scan.done:
            found = scan.at(place)
            if found is not None:
                scan.done = found.end
                yield found


class _FigureScanner:
    """One text being gone through; `done` is how far."""

    __slots__ = ("bare", "basis", "done", "foreign", "text")

    def __init__(self, text: str, basis: Basis) -> None:
        self.text, self.basis, self.done = text, basis, 0
        self.bare = replace(basis, unit=None) if basis.unit else basis
        self.foreign = {one.start: one for one in foreign_dates(text, basis)}

    def at(self, place: int) -> StatedValue | None:
        """What is stated around `place`."""
        if one := self.foreign.get(place):
            return StatedValue("date", one.start, one.end, self.text[one.start : one.end], one.value)
        if self.text[place].isdigit() and patterns.LABELLED.search(self.text, max(place - 12, 0), place):
            self.done = patterns.DIGITS.match(self.text, place).end()  # type: ignore[union-attr]  # it begins with a digit
            return None
        return self._dated(place) or self._decade_of_life(place) or self._counted(place)

    # -- dates

    def _dated(self, place: int) -> StatedValue | None:
        core = patterns.DATE.match(self.text, place)
        if core is None or (core.lastgroup == "year" and self._counts(place, core.end())):
            return None
        start = self._before(patterns.DATE_LEAD, place)
        naming = patterns.NAMING.search(self.text, start, place)
        if naming and self._names(core.lastgroup == "year", core.end()):
            start = naming.start(
                "part"
            )  # "after the 1945 rising" dates the rising, and nothing to after 1945
        if core.lastgroup == "days":
            return self._whole("span", place, core.end(), ())
        first = self._date(
            self._within(patterns.OF_SPANS, start, place), place, core.end(), core.lastgroup == "partial"
        )
        lead = self.text[start:place].casefold()
        joint = patterns.DATE_JOINT.match(self.text, core.end())
        other = patterns.DATE.match(self.text, joint.end()) if joint else None
        if joint and other is None and "year" in (core.lastgroup, ""):
            other = patterns.SHORT_YEAR.match(self.text, joint.end()) if joint[0].strip() in "-–—/" else None
        if joint is None or other is None:
            return self._half_open(lead, start, first)
        joined = patterns.DATE_JOINED.match(self.text, core.end())
        second = self._date(
            joined.end() if joined else joint.end(), other.start(), other.end(), other.lastgroup == "partial"
        )
        if other.re is patterns.SHORT_YEAR:
            second = replace(second, value=self._value("date", first.text[-4:-2] + second.text))
        word = joined["word"].strip().casefold() if joined else ""
        if word == "or" or lead.lstrip().startswith("between"):
            return self._whole("date", start, second.end, (first, second))
        if word == "and":
            return self._half_open(lead, start, first)
        return self._whole("span", start, second.end, (first, second))

    def _names(self, year: bool, end: int) -> bool:
        """Whether a date belongs to the noun behind it; behind a decade or century only one with a capital is
        taken for that.
        """
        behind = self.text[end : end + 2].strip()
        return behind.isalpha() and (year or behind.isupper())

    def _half_open(self, lead: str, start: int, first: StatedValue) -> StatedValue:
        if patterns.OF_SPANS.match(lead) and not lead.startswith("between"):
            return self._whole("span", start, first.end, (first,))
        return first

    def _whole(self, kind: str, start: int, end: int, parts: tuple[StatedValue, ...]) -> StatedValue:
        said = self.text[start:end]
        value = self._value(kind, said) or self._value(
            kind, re.sub(r"^(?:in|on|the)\s+", "", said, flags=re.I)
        )
        if value is None and kind == "date" and parts:
            return parts[0]
        return StatedValue(kind, start, end, said, value, parts)

    def _date(self, start: int, core: int, end: int, partial: bool) -> StatedValue:
        """The date whose core stands from `core` to `end`, with as many of the words from `start` on as
        belong to it.
        """
        begin = self._unfilled(start, core)
        tail = patterns.DATE_TAIL.match(self.text, end)
        if tail and not partial and self._value("date", self.text[core : tail.end()]) is not None:
            end = tail.end()
        for place in (start, *(match.end() for match in patterns.STEP.finditer(self.text, start, core))):
            bare = self._unfilled(place, core)
            if not partial and (value := self._value("date", self.text[bare:end])) is not None:
                return StatedValue("date", bare, end, self.text[bare:end], value)
        begin = begin if partial else core
        return StatedValue("date", begin, end, self.text[begin:end])

    def _unfilled(self, place: int, end: int) -> int:
        """`place`, or where the "in", "on", "the" that stand there end."""
        while match := patterns.FILLER.match(self.text, place, end):
            place = match.end()
        return place

    def _counts(self, start: int, end: int) -> bool:
        """Whether four digits count something and are no year: "over 1500 men"."""
        return bool(
            patterns.COUNTED.match(self.text, end)
            or patterns.COUNTING.search(self.text, max(start - 20, self.done), start)
        )

    # -- numbers

    def _decade_of_life(self, place: int) -> StatedValue | None:
        match = patterns.SIXTIES.match(self.text, place)
        if match is None:
            return None
        start = self._before(patterns.IN_LIFE, place)
        return self._saying("age", start, match.end(), ()) if start < place else None

    def _counted(self, place: int) -> StatedValue | None:
        vague = patterns.VAGUE.match(self.text, place)
        if vague:
            start = self._before(patterns.HEDGE, place)
            unit = patterns.TIME_UNIT.match(self.text, vague.end())
            return self._saying(
                "duration" if unit else "quantity", start, unit.end() if unit else vague.end(), ()
            )
        if length := self._article(place):
            return length
        number = self._number(place)
        if number is None and self.text[place].isdigit():
            return StatedValue(
                "quantity", place, self.done, self.text[place : self.done]
            )  # 65.000 may be two numbers
        if number is None or (number.value == 1 and not self.text[place].isdigit()):
            return None  # "one of them" counts nothing
        if number.form == "ordinal":
            return self._ordinal(place, number)
        start = self._before(patterns.MONEY, place)
        end, numbers = self._range(self._before(patterns.HEDGE, start), number)
        start = self._before(patterns.HEDGE, start)
        return (
            self._age(start, end, numbers)
            or self._duration(start, end, numbers)
            or self._quantity(start, end, numbers)
        )

    def _article(self, place: int) -> StatedValue | None:
        """`over a year`, `for a month`."""
        match = patterns.ARTICLE_TIME.match(self.text, place)
        if match is None:
            return None
        start = self._before(patterns.HEDGE, place)
        if start == place == self._before(patterns.FOR, place):
            return None
        return self._saying("duration", start, match.end(), ())

    def _number(self, place: int) -> Number | None:
        try:
            return read_number(self.text, place, self.basis.number_format, whole_ands=True)
        except Unreadable:
            digits = patterns.DIGITS.match(self.text, place)
            self.done = max(self.done, digits.end() if digits else place + 1)
            return None

    def _range(self, start: int, number: Number) -> tuple[int, tuple[Number, ...]]:
        """Where the numbers that begin with `number` end, and which they are."""
        end = patterns.PERCENT.match(self.text, number.end)
        after = end.end() if end else number.end
        joint = patterns.NUMBER_JOINT.match(self.text, after)
        between = self.text[start : start + 7].casefold() == "between"
        if joint and (joint[0].strip().casefold() != "and" or between):
            second = self._number(joint.end()) if self.text[joint.end() : joint.end() + 1].isalnum() else None
            if second is not None and second.form != "ordinal":
                more = patterns.PERCENT.match(self.text, second.end)
                return (more.end() if more else second.end), (number, second)
        return after, (number,)

    def _ordinal(self, place: int, number: Number) -> StatedValue:
        life = self._before(patterns.IN_YEAR_OF_LIFE, place)
        year = patterns.YEAR_OF_LIFE.match(self.text, number.end)
        own = year and (year["life"] or not self.text[life:place].casefold().endswith(("the ", "the")))
        if life < place and year and own:
            return self._saying("age", life, year.end(), (number,))
        return StatedValue(
            "ordinal",
            place,
            number.end,
            self.text[place : number.end],
            self._value("quantity", self.text[place : number.end]),
            (),
            (number,),
        )

    def _age(self, start: int, end: int, numbers: tuple[Number, ...]) -> StatedValue | None:
        old = patterns.YEARS_OLD.match(self.text, end)
        begin = self._before(patterns.AGED, start)
        if old is None and begin == start:
            return None
        begin = self._before(patterns.HEDGE, begin)
        if old is None:
            return self._saying("age", begin, self._tailed(end), numbers)
        return self._saying("age", begin, self._tailed(old.end()), numbers)

    def _duration(self, start: int, end: int, numbers: tuple[Number, ...]) -> StatedValue | None:
        unit = patterns.TIME_UNIT.match(self.text, end)
        if unit is None:
            return None
        more = patterns.MORE_TIME.match(self.text, unit.end())
        return self._saying("duration", start, self._tailed(more.end() if more else unit.end()), numbers)

    def _quantity(self, start: int, end: int, numbers: tuple[Number, ...]) -> StatedValue | None:
        return self._saying("quantity", start, self._tailed(end), numbers)

    def _tailed(self, end: int) -> int:
        """Where the hedge behind a number that ends at `end` ends: `or so`, `and more`."""
        tail = patterns.TAIL.match(self.text, end)
        return tail.end() if tail else end

    # -- tools

    def _saying(self, kind: str, start: int, end: int, numbers: tuple[Number, ...]) -> StatedValue:
        """The words from `start` to `end`, less those in front that the parser will not have."""
        for begin in (start, *(match.end() for match in patterns.STEP.finditer(self.text, start, end))):
            said = self.text[begin:end]
            value = self._value(kind, patterns.plain_english(said))
            if value is not None:
                turned = self._turned(kind, begin, end, numbers)
                return turned or StatedValue(kind, begin, end, said, value, (), numbers)
        return StatedValue(kind, start, end, self.text[start:end], None, (), numbers)

    def _turned(self, kind: str, begin: int, end: int, numbers: tuple[Number, ...]) -> StatedValue | None:
        """`did not lose more than 80`: the hedge as the negation before the verb turns it round."""
        comparative = patterns.COMPARED.match(self.text, begin, end)
        start = self._before(patterns.NEGATING, begin) if comparative else begin
        if start == begin:
            return None
        said = self.text[start:end]
        value = self._value(kind, patterns.plain_english(f"not {self.text[begin:end]}"))
        return StatedValue(kind, start, end, said, value, (), numbers) if value else None

    def _value(self, kind: str, said: str) -> Value | None:
        return read_or_none(kind, said, self.basis if kind in DATE_KINDS else self.bare)

    def _before(self, lead: re.Pattern[str], place: int) -> int:
        """Where the words that `lead` knows begin before `place`; `place` where none stand there."""
        low = max(place - patterns.LONGEST_LEAD, self.done)
        match = lead.search(self.text, low, place)
        return match.start() if match and match.end() == place else place

    def _within(self, words: re.Pattern[str], start: int, place: int) -> int:
        match = words.match(self.text, start, place)
        return match.end() if match else start
