"""Dates in a counted calendar (Hebrew, Islamic, lunisolar, Republican): their sets of days, with the hedges
and bounds around them.

Also the equivalent that an encoder gives of any date that is not Gregorian: it is checked against what can be
computed, and stands in where nothing can.
"""

from __future__ import annotations

import re

from discrepancy.values import intervals as region
from discrepancy.values.dates.counted_calendars import CountedCalendar
from discrepancy.values.dates.counted_grammar import CountedDate, parse, without_era
from discrepancy.values.dates.date_sets import (
    DateReading,
    DateSets,
    between,
    bound,
    circa,
    either,
    unit_sets,
    unvouched,
)
from discrepancy.values.dates.days import GREGORIAN, piece_text
from discrepancy.values.dates.english_words import BOUNDS, UNVOUCHED
from discrepancy.values.dates.figures import Figures
from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import Region, union

# The years from which the almanac in use followed the rule for this meridian.
_SINCE = {"vietnamese-lunar-utc7": 1968, "chinese-lunar-utc8": 1929}
_ROWS = {" ".join(phrase): row for phrase, row in BOUNDS}
_EITHER_DOTTED = {"tpq": r"t\.?\s?p\.?\s?q\.?", "taq": r"t\.?\s?a\.?\s?q\.?"}
_HEDGED = re.compile(
    rf"(?:(?P<doubt>{'|'.join(sorted(UNVOUCHED))}|said to be) )?"
    rf"(?:(?P<bound>{'|'.join(_EITHER_DOTTED.get(phrase, phrase) for phrase in _ROWS)}) )?"
    r"(?:(?P<circa>c\.|ca\.|circa|about|around|approximately) )?(?:(?:in|on) )?(?P<date>[^?]*)(?P<mark>\?)?",
    re.IGNORECASE,
).fullmatch
_BETWEEN = re.compile(r"between (.+) and (.+)", re.IGNORECASE).fullmatch


def counted_sets(text: str, calendar: CountedCalendar, figures: Figures) -> DateSets:
    """The sets of a date in a counted calendar: one, one of several, or between two. Raises Unreadable."""
    text = without_era(text, calendar.name)
    if found := _BETWEEN(text):
        first, last = (_one(part, calendar, figures) for part in found.groups())
        if first.plain[0] > last.plain[0]:
            raise Unreadable("a range that runs backwards", text, "the earlier date comes first")
        return between(first, last)
    members = [_one(part, calendar, figures) for part in text.split(" or ")]
    return members[0] if len(members) == 1 else either(members)


def _one(text: str, calendar: CountedCalendar, figures: Figures) -> DateSets:
    found = _HEDGED(text.strip())
    if found is None:
        raise Unreadable("not a date of this calendar", text, calendar.forms)
    stated = parse(found["date"].strip().removesuffix("."), calendar)
    sets = unit_sets((stated.days,), stated.unit, stated.year, notes=_notes(stated, calendar))
    near, far = figures.islamic if calendar.name == "islamic" else (0, 1 if stated.close else 0)
    if far:
        start = stated.days[0]
        sets = sets._replace(
            licensed=_wider(sets.licensed, near),
            charitable=_wider(sets.charitable, far),
            starts=(start + near, start + far),
        )
    frame = DateReading(GREGORIAN, figures)
    if found["circa"]:
        sets = circa(sets, frame)
    if found["bound"]:
        sets = bound(_row(found["bound"]), sets, frame)
    return unvouched(sets) if found["doubt"] or found["mark"] else sets


def _row(words: str) -> str:
    said = " ".join(words.lower().split())
    return _ROWS.get(said) or _ROWS[re.sub(r"[.\s]", "", said)]


def _wider(days: Region, by: int) -> Region:
    return union((low - by, high + by) for low, high in days)


def _notes(stated: CountedDate, calendar: CountedCalendar) -> tuple[str, ...]:
    notes = []
    since = _SINCE.get(calendar.name)
    if since and stated.year < since:
        notes.append(
            f"computed by the rule for UTC+{calendar.name[-1]}; the almanac in use before {since} "
            "may differ by a day or a month"
        )
    if stated.close:
        notes.append(
            "a moment that decides this month falls within two minutes of midnight, so the day may be one off"
        )
    return tuple(notes)


def with_equivalent(sets: DateSets | None, name: str, equivalent: DateSets | None, said: str) -> DateSets:
    """The sets of a date in the calendar `name` with the Gregorian equivalent that its encoder `said`, where
    there is one.

    What was computed counts; the equivalent does where nothing was, and for the calendars that the
    computation only comes near to. Raises Unreadable where the two exclude each other.
    """
    if equivalent is None:
        assert sets is not None
        return (
            sets
            if name in ("julian", "unspecified")
            else sets._replace(notes=(f"computed from the {name} calendar", *sets.notes))
        )
    if sets is None:
        note = f"kept as stated; the days are those of the Gregorian equivalent given, {said}"
        return equivalent._replace(notes=(note, *equivalent.notes))
    if not region.meets(sets.charitable, equivalent.charitable):
        computed = ", ".join(piece_text(*piece) for piece in sets.plain[:6])
        raise Unreadable(
            f"the Gregorian equivalent given is {piece_text(*equivalent.plain[0])}, "
            f"but the {name} date is {computed}",
            said,
            "correct one of the two",
        )
    if name in ("islamic", "unspecified"):
        return equivalent._replace(
            rows=tuple(dict.fromkeys((*equivalent.rows, *sets.rows))),
            uncertain=sets.uncertain or equivalent.uncertain,
            approximate=sets.approximate or equivalent.approximate,
            notes=(
                f"the days are those of the Gregorian equivalent given, {said}, "
                "which agrees with what is computed",
                *equivalent.notes,
            ),
        )
    return sets._replace(
        notes=(
            f"computed from the {name} calendar; the Gregorian equivalent given, {said}, agrees",
            *sets.notes,
        )
    )
