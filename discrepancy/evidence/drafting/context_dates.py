"""Dates that a text states only in context: a day without its year, "the next year", "after the siege"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from discrepancy.evidence.drafting import cue_patterns as cues
from discrepancy.evidence.drafting import date_patterns as patterns
from discrepancy.evidence.drafting.date_context import DateContext, is_parenthetical
from discrepancy.evidence.drafting.dates_by_event import EventDates
from discrepancy.evidence.drafting.paragraphs import Paragraphs
from discrepancy.evidence.drafting.reckoned_dates import (
    AMBIGUOUS,
    BackReference,
    ReckonedDate,
    back_references,
    date_of_undated,
    reckoned_dates,
    reckoned_decade,
    with_year,
)
from discrepancy.evidence.statements.entity_names import Mention
from discrepancy.evidence.statements.sentences import SentenceIndex
from discrepancy.evidence.statements.stated_values import DATE_KINDS, StatedValue
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Basis, read_or_none

_LEAD = 60
_MOST_YEARS = 200
_SHORT = ("days", "month")  # dates that still lack their year


class _Event(NamedTuple):
    """An event where it is named."""

    id: str
    start: int
    end: int


class _Undated(NamedTuple):
    """A place at which a sentence that has no date tells what happened."""

    start: int


_Item = _Undated | StatedValue | ReckonedDate | BackReference | _Event


class ContextDates:
    """Works out the dates of one text with the dates and events that its paragraphs named last.

    `named` are the registered names in it, `described` the events that it describes without naming them, and
    `written` is the year of writing, if it is known.
    """

    def __init__(
        self,
        text: str,
        named: Sequence[Mention],
        described: Sequence[Mention],
        dossier: Dossier,
        basis: Basis,
        written: str = "",
    ) -> None:
        self.text, self.sentences = text, SentenceIndex(text)
        self.anchored = EventDates(text, named, described, dossier)
        self.written = written if patterns.YEAR.fullmatch(written) else ""
        self.paragraphs = Paragraphs(text)
        events = frozenset(one.entities[0] for one in self.anchored.events)
        self.basis = replace(basis, anchor=events.__contains__)

    def dates(self, found: Iterable[StatedValue]) -> Iterator[StatedValue | ReckonedDate]:
        """The values that the text states, `found`, with the dates that were worked out, in order. A date
        without its year is replaced by one with a year, or left out.
        """
        setting = here = DateContext()
        for one in self._ordered(list(found)):
            setting = self._fresh(setting, one.start, 1)
            here = self._fresh(here, one.start, 0)
            if isinstance(one, _Event):
                setting, here = (each._replace(event=one.id, event_at=one.end) for each in (setting, here))
                continue
            if isinstance(one, _Undated):
                if dated := date_of_undated(one.start, here):
                    yield dated
                continue
            meant = list(self._meant(one, setting, here))
            yield from meant
            moving = next(
                (
                    said
                    for said in meant
                    if said.kind in DATE_KINDS and (isinstance(said, StatedValue) or said.moves)
                ),
                None,
            )
            if moving is not None and not is_parenthetical(self.text, moving.start, moving.end):
                setting, here = (_moved(each, moving) for each in (setting, here))

    def _fresh(self, setting: DateContext, place: int, breaks: int) -> DateContext:
        """A context as far as it holds: within its paragraph, or with `breaks` 1 in the next line too."""
        at = max(setting.at, setting.event_at)
        return DateContext() if at >= 0 and self.paragraphs.breaks_between(at, place) > breaks else setting

    def _meant(
        self, one: StatedValue | ReckonedDate | BackReference, setting: DateContext, here: DateContext
    ) -> Iterator[StatedValue | ReckonedDate]:
        if isinstance(one, BackReference):
            yield from (
                dated for dated in reckoned_dates(one, setting, here, self.written) if self._reads(dated)
            )
        elif isinstance(one, ReckonedDate) and one.kind == "decade":
            found = patterns.DECADE.match(self.text, one.start)
            if found and (worked := reckoned_decade(found, setting, self.written)) and self._reads(worked):
                yield worked
        elif one.kind in _SHORT or (
            isinstance(one, StatedValue) and one.kind in DATE_KINDS and one.value is None
        ):
            yield from self._worked(one, setting)
        else:
            yield one
            if isinstance(one, StatedValue):
                yield from self._besides(one, setting)

    def _ordered(self, stated: list[StatedValue]) -> list[_Item]:
        """All that is stated and all that is looked for besides, by place; where both have the same words,
        one of them.
        """
        own = sorted([*self._days(), *self._months(), *self._decades()], key=lambda one: one.start)
        kept = [
            one
            for one in stated
            if not any(each.start <= one.start and one.end <= each.end for each in _near(own, one.start))
        ]
        taken = [one for one in kept if one.value is not None and one.kind != "ordinal"]
        yearless = sorted(self._bare(), key=lambda one: one.start)
        bare = [
            one
            for one in yearless
            if not any(each.start < one.end and one.start < each.end for each in _near(taken, one.start))
        ]
        events = (_Event(one.entities[0], one.start, one.end) for one in self.anchored.events)
        back = (
            one
            for one in back_references(self.text)
            if not any(each.start < one.start < each.end for each in _near(bare, one.start))
        )
        found: list[_Item] = [*kept, *own, *bare, *back, *self.anchored.dates(stated), *events]
        places = sorted(one.start for one in found)
        return sorted([*found, *self._undated(places)], key=lambda one: one.start)

    def _undated(self, places: Sequence[int]) -> Iterator[_Undated]:
        """The sentences that tell what happened, without anything that dates it at one of `places`."""
        done = -1
        for found in cues.HAPPENS.finditer(self.text):
            begin, stop = self.sentences.around(found.start())
            if begin == done or bisect_left(places, begin) < bisect_left(places, stop):
                continue
            done = begin
            yield _Undated(found.start())

    def _worked(self, one: StatedValue | ReckonedDate, setting: DateContext) -> Iterator[ReckonedDate]:
        """A date in the year last named."""
        if not setting.year:
            return
        said = " ".join(self.text[one.start : one.end].split())
        named = patterns.ORDINAL_OF_NAME.match(self.text, one.start)
        for value, how, reading in with_year(said, one if isinstance(one, ReckonedDate) else None, setting):
            if self._reads(
                dated := ReckonedDate(
                    "date", value, one.start, one.end, how, AMBIGUOUS if named else reading, moves=True
                )
            ):
                yield dated
        if named:
            how = f'"{said}" is read as the month and the number of what follows'
            yield ReckonedDate(
                "date",
                f"{named['month']} {setting.year}",
                one.start,
                one.end,
                f"{how}; the year is the last one named",
                AMBIGUOUS,
            )
            yield ReckonedDate("quantity", named["number"], one.start, one.end, how, AMBIGUOUS)

    def _besides(self, one: StatedValue, setting: DateContext) -> Iterator[ReckonedDate]:
        """What a date or length of time says besides itself."""
        if one.kind == "duration":
            yield from self._within(one, setting.year or self.written)
        if one.kind != "date" or one.parts:
            return
        bare = patterns.HEDGED.sub("", one.text, count=1) if patterns.HEDGED.match(one.text) else one.text
        if patterns.LEADS_TO.match(self.text, one.end):
            yield ReckonedDate(
                "date",
                f"after {bare}",
                one.start,
                one.end,
                f"what {bare} led to came after it",
                guessable=False,
            )
        if one.text[:6].lower() == "before" and patterns.GOING_ON.match(self.text, one.end):
            yield ReckonedDate(
                "span",
                f"until {bare}",
                one.start,
                one.end,
                f"what was going on before {bare} is read as over then",
                AMBIGUOUS,
            )

    def _within(self, one: StatedValue, year: str) -> Iterator[ReckonedDate]:
        """`by 1996` of "within twenty years" where 1976 was named."""
        lead = patterns.WITHIN.search(self.text, max(one.start - _LEAD, 0), one.start)
        whole = one.numbers[0].value if len(one.numbers) == 1 else 0
        if (
            lead is None
            or not year
            or not one.text.endswith("years")
            or whole != int(whole)
            or not 0 < whole < _MOST_YEARS
        ):
            return
        said = " ".join(self.text[lead.start() : one.end].split())
        named = "the year of writing" if year == self.written else "the last year named"
        how = f'"{said}" is reckoned from {year}, {named}'
        yield ReckonedDate("date", f"by {int(year) + int(whole)}", lead.start(), one.end, how)

    def _days(self) -> Iterator[ReckonedDate]:
        """`20 to 25 November 1977`; without the year it is one of these days."""
        for found in patterns.DAYS.finditer(self.text):
            first, last = f"{found['first']} {found['month']}", f"{found['last']} {found['month']}"
            if found["year"]:
                yield ReckonedDate(
                    "span",
                    f"{first} {found['year']} – {last} {found['year']}",
                    found.start(),
                    found.end(),
                    moves=True,
                )
            else:
                yield ReckonedDate("days", f"{first}/{last}", found.start(), found.end())

    def _months(self) -> Iterator[ReckonedDate]:
        """`May 1219 – September 1219` of "from May to September 1219"; "May and June 1219" are two dates."""
        for found in patterns.MONTHS_OF_YEAR.finditer(self.text):
            first, last = (f"{found[part]} {found['year']}" for part in ("first", "last"))
            if (found["lead"] or "").lower() == "between":
                yield ReckonedDate(
                    "date", f"between {first} and {last}", found.start(), found.end(), moves=True
                )
            elif found["joint"].strip().lower() != "and":
                yield ReckonedDate("span", f"{first} – {last}", found.start(), found.end(), moves=True)

    def _decades(self) -> Iterator[ReckonedDate]:
        for found in patterns.DECADE.finditer(self.text):
            if not patterns.OF_LIFE.search(self.text, max(found.start() - _LEAD, 0), found.start()):
                yield ReckonedDate("decade", found[0], found.start(), found.end())

    def _bare(self) -> Iterator[ReckonedDate]:
        for found in patterns.BARE_MONTH.finditer(self.text):
            yield ReckonedDate("month", found["month"], found.start("month"), found.end())
        for found in patterns.PART_OF_YEAR.finditer(self.text):
            part = (
                f"{found['end']} of"
                if found["end"]
                else " ".join(filter(None, (found["part"], found["season"])))
            )
            by = "by " if found["by"] or found["until"] else ""
            yield ReckonedDate("month", f"{by}{part.lower()}", found.start(), found.end())

    def _reads(self, one: ReckonedDate) -> bool:
        """Whether the value can be read."""
        return read_or_none(one.kind, one.value, self.basis) is not None


def _moved(setting: DateContext, to: StatedValue | ReckonedDate) -> DateContext:
    """A setting with a date that is named now; of a period its end."""
    if isinstance(to, ReckonedDate):
        return setting.with_date(to.value, to.end, to.value if to.kind == "span" else "")
    if not to.parts:
        return setting.with_date(to.text, to.end, to.text if to.kind == "span" else "")
    return setting.with_date(to.parts[-1].text, to.end, to.text if len(to.parts) > 1 else "")


def _near(
    found: Sequence[StatedValue] | Sequence[ReckonedDate], place: int
) -> Sequence[StatedValue | ReckonedDate]:
    """Those around `place`, of some that are in order and do not overlap."""
    at = bisect_right(found, place, key=lambda one: one.start)
    return found[max(at - 1, 0) : at + 2]
