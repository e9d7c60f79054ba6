"""Dates that a text states only together with what stands before them: a day without its year, "the next year", "after the siege"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from discrepancy.evidence import cues
from discrepancy.evidence.figures import Saying
from discrepancy.evidence.names import Mention
from discrepancy.model import Entity
from discrepancy.unreadable import Unreadable
from discrepancy.value import Basis, read

_LEAD = 60
_BACK = 50  # mentions of events among which "this plenum" is looked for
_MOST_YEARS = 200
_DATES = ("date", "span")


class Dated(NamedTuple):
    """A date worked out, and how: `inferred` says so, and is empty where the words say it themselves (`after siege-of-ness`).

    Of kind `days`, `month` and `year` while the year is still missing.
    """

    kind: str
    value: str
    start: int
    end: int
    inferred: str = ""


class _Last(NamedTuple):
    """The year last named in a paragraph, its month if that was named with it, and where."""

    year: str = ""
    month: str = ""
    at: int = -1


class Dating:
    """Goes through a text with the last year and month that were named in the paragraph."""

    def __init__(self, text: str, mentions: Sequence[Mention], entities: Mapping[str, Entity], basis: Basis, written: str = "") -> None:
        self.text, self.mentions, self.entities, self.basis = text, mentions, entities, basis
        self.written = written if cues.YEAR.fullmatch(written) else ""

    def all(self, found: Iterable[Saying]) -> Iterator[Saying | Dated]:
        """What is stated, and the dates that need what was named before, by place. A date without its year gets one or is left out."""
        last = _Last()
        for one in self._ordered(list(found)):
            if last.at >= 0 and self.text.count("\n", last.at, one.start) > 1:
                last = _Last()  # the next paragraph
            whole = one.kind in _DATES if isinstance(one, Dated) else one.value is not None or one.kind not in _DATES
            if not whole:
                yield from self._worked(one, last)
                continue
            yield one
            if isinstance(one, Saying) and one.kind == "duration":
                yield from self._within(one, last.year or self.written)
            if one.kind in _DATES and (years := cues.YEAR.findall(self.text, one.start, one.end)):
                months = cues.MONTH_AND_YEAR.findall(self.text, one.start, one.end)
                last = _Last(years[-1], months[-1][0] if months else "", one.end)

    def _ordered(self, stated: list[Saying]) -> list[Saying | Dated]:
        """All that is stated and all that is looked for besides, by place; where both have the same words, one of them."""
        days = list(self._days())
        kept = [one for one in stated if not any(each.start <= one.start and one.end <= each.end for each in _near(days, one.start))]
        taken = [one for one in kept if one.value is not None and one.kind != "ordinal"]
        bare = [one for one in self._bare() if not any(each.start < one.end and one.start < each.end for each in _near(taken, one.start))]
        return sorted([*kept, *days, *bare, *self._relative(), *self._referring()], key=lambda one: one.start)

    def _worked(self, one: Saying | Dated, last: _Last) -> Iterator[Dated]:
        """A date in the year last named, or the one after it."""
        if not last.year:
            return
        said = " ".join(self.text[one.start : one.end].split())
        value, how = f"{said} {last.year}", f"the year is that of the last one named, {last.year}"
        if isinstance(one, Dated) and one.kind == "days":
            first, final = one.value.split("/")
            value = f"between {first} {last.year} and {final} {last.year}"
        elif isinstance(one, Dated) and one.kind == "month":
            value = f"{one.value} {last.year}"
        elif isinstance(one, Dated):
            if one.value == "same month" and not last.month:
                return
            years = {"next year": str(int(last.year) + 1), "same year": last.year, "same month": f"{last.month} {last.year}"}
            value = years[one.value]
            how = f'"{said}" is reckoned from the last one named, {" ".join(filter(None, (last.month, last.year)))}'
        if _reads(value, self.basis):
            yield Dated("date", value, one.start, one.end, how)

    def _within(self, one: Saying, year: str) -> Iterator[Dated]:
        """`by 1996` of "within twenty years" where 1976 was named."""
        lead = cues.WITHIN.search(self.text, max(one.start - _LEAD, 0), one.start)
        whole = one.numbers[0].value if len(one.numbers) == 1 else 0
        if lead is None or not year or not one.text.endswith("years") or whole != int(whole) or not 0 < whole < _MOST_YEARS:
            return
        said = " ".join(self.text[lead.start() : one.end].split())
        how = f'"{said}" is reckoned from {year}, {"the year of writing" if year == self.written else "the last year named"}'
        yield Dated("date", f"by {int(year) + int(whole)}", lead.start(), one.end, how)

    def _days(self) -> Iterator[Dated]:
        """`20 to 25 November 1977`; without the year it is one of these days."""
        for found in cues.DAYS.finditer(self.text):
            first, last = f"{found['first']} {found['month']}", f"{found['last']} {found['month']}"
            if found["year"]:
                yield Dated("span", f"{first} {found['year']} – {last} {found['year']}", found.start(), found.end())
            else:
                yield Dated("days", f"{first}/{last}", found.start(), found.end())

    def _referring(self) -> Iterator[Dated]:
        """`after X` of "after this plenum", where X is the last registered event so called."""
        events = [one for one in self.mentions if len(one.entities) == 1 and self._is_event(one)]
        starts = [one.start for one in events]
        for found in cues.REFERRING.finditer(self.text):
            at = bisect_right(starts, found.start())
            before = reversed(events[max(at - _BACK, 0) : at])
            event = next((one for one in before if found["noun"].casefold() in one.text.casefold()), None)
            if event is not None:
                said, lead = " ".join(found[0].split()), " ".join(found["lead"].lower().split())
                how = f'"{said}" is read as {self.entities[event.entities[0]].name}, the last one named'
                yield Dated("date", f"{cues.LEADS.get(lead, lead)} {event.entities[0]}", found.start(), found.end(), how)

    def _is_event(self, one: Mention) -> bool:
        entity = self.entities.get(one.entities[0])
        return entity is not None and entity.kind == "event"

    def _bare(self) -> Iterator[Dated]:
        for found in cues.BARE_MONTH.finditer(self.text):
            yield Dated("month", found["month"], found.start("month"), found.end())
        for pattern, what in ((cues.SAME_MONTH, "same month"), (cues.NEXT_YEAR, "next year"), (cues.SAME_YEAR, "same year")):
            for found in pattern.finditer(self.text):
                yield Dated("year", what, found.start(), found.end())

    def _relative(self) -> Iterator[Dated]:
        """`after X`, where X is a registered event."""
        for one in self.mentions:
            if len(one.entities) > 1 or not self._is_event(one):
                continue
            lead = cues.RELATIVE.search(self.text, max(one.start - _LEAD, 0), one.start)
            if lead:
                said = " ".join((lead["lead"] or lead["at"]).lower().split())
                yield Dated("date", f"{cues.LEADS.get(said, said)} {one.entities[0]}", lead.start(), one.end)


def _reads(value: str, basis: Basis) -> bool:
    try:
        read("date", value, basis)
    except Unreadable:
        return False
    return True


def _near(found: Sequence[Saying] | Sequence[Dated], place: int) -> Sequence[Saying | Dated]:
    """Those around `place`, of some that are in order and do not overlap."""
    at = bisect_right(found, place, key=lambda one: one.start)
    return found[max(at - 1, 0) : at + 2]
