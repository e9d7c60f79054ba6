"""The Julian calendar with years that begin on another day than 1 January, and the Byzantine era."""

from __future__ import annotations

from discrepancy.values.dates.days import JULIAN, Calendar
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Uncomputed, Unreadable
from discrepancy.values.intervals import Bound, Region, union


class JulianStyle(Calendar):
    """The Julian calendar with years that begin on `start` (month, day) of the Julian year `year + first`.

    Its months are the Julian ones; a month in which the year begins has days at both ends of it.
    """

    __slots__ = ("_first", "_start")
    julian_style = True

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
BYZANTINE = JulianStyle("byzantine", (9, 1), -5509)


# Year Y begins in March of Y (Florence, England; Venice, Rus) or before 1 January of Y (the indiction;
# Christmas).
STYLES: dict[str, Calendar] = {
    "1 January": JULIAN,
    "1 March": JulianStyle("julian", (3, 1), 0),
    "25 March": JulianStyle("julian", (3, 25), 0),
    "1 September": JulianStyle("julian", (9, 1), -1),
    "25 December": JulianStyle("julian", (12, 25), -1),
}


def julian_style(name: str, start: str, node: object) -> Calendar:
    """The calendar `byzantine`, or the Julian one with years from `start`, fit for what `node` says. Raises
    Unreadable.
    """
    from discrepancy.values.dates.nodes import points

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
