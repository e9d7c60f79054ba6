"""Dates reckoned from the date or event that the text named last: "three months later", "during this period",
"from then on".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from discrepancy.evidence.drafting import date_patterns as patterns
from discrepancy.evidence.drafting.date_context import DateContext
from discrepancy.values.numbers.number_words import ORDINALS

_UNITS = {"decade": 10}
_MOST_YEARS = 300
_LAST_MONTHS = 8  # a month before this one, named after one behind it, may be of the next year
AMBIGUOUS = "one of two readings"


class ReckonedDate(NamedTuple):
    """A date or period that was worked out, with its span in the text.

    - `inferred`: how it was worked out, in words; empty where the text says it itself (`after siege-of-ness`)
    - `reading`: AMBIGUOUS where the words can be read in another way too
    - `anchor_end`: the offset at which the date ends that this one is reckoned from, or -1
    - `distance`: how far it is from that date, in words; with what that is the date of, it makes a relative
      date
    - `moves`: whether what follows is told of this date
    - `guessable`, `needs_question`: whether the words beside it may say what is dated, and whether they must
    """

    kind: str
    value: str
    start: int
    end: int
    inferred: str = ""
    reading: str = ""
    anchor_end: int = -1
    distance: str = ""
    moves: bool = False
    guessable: bool = True
    needs_question: bool = False


class BackReference(NamedTuple):
    """Words that refer back to the date or event named last. `what` is their sort, a key of POINTING."""

    what: str
    start: int
    end: int
    match: re.Match[str]


def back_references(text: str) -> Iterator[BackReference]:
    """The words of a text that refer back to a date or event, sort by sort."""
    for what, pattern in patterns.POINTING.items():
        yield from (
            BackReference(what, found.start(), found.end(), found) for found in pattern.finditer(text)
        )


def reckoned_dates(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    """The dates that a back reference may mean. `setting` has what was named last, perhaps a paragraph
    before, `here` what this paragraph has named, and `written` is the year of writing or "".
    """
    yield from _RECKONERS[one.what](one, setting, here, written)


def _said(one: BackReference) -> str:
    return " ".join(one.match[0].split())


def _how(one: BackReference, named: str) -> str:
    return f'"{_said(one)}" is reckoned from the last one named, {named}'


def _next(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    found = one.match
    unit, step = (
        (found["unit"] or "year").lower(),
        -1 if (found["way"] or "").lower() in ("previous", "preceding") else 1,
    )
    far = f"the {unit} {'before' if step < 0 else 'after'}"
    if unit == "year" and setting.year:
        how = _how(one, setting.year)
        yield ReckonedDate(
            "date", str(int(setting.year) + step), one.start, one.end, how, "", setting.at, far, step > 0
        )
    elif unit == "month" and here.month:
        yield ReckonedDate(
            "date",
            f"{far} {here.month} {here.year}",
            one.start,
            one.end,
            _how(one, f"{here.month} {here.year}"),
            moves=step > 0,
        )
    elif unit == "day" and here.last_day:
        yield ReckonedDate(
            "date", f"{far} {here.last_day}", one.start, one.end, _how(one, here.last_day), moves=step > 0
        )


def _same(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    unit = (one.match["unit"] or one.match["one"]).lower()
    named = " ".join(filter(None, (setting.month, setting.year)))
    if unit == "year" and setting.year:
        yield ReckonedDate("date", setting.year, one.start, one.end, _how(one, named))
    elif unit == "month" and setting.month:
        yield ReckonedDate("date", named, one.start, one.end, _how(one, named))
    elif unit == "day" and here.last_day:
        yield ReckonedDate("date", here.last_day, one.start, one.end, _how(one, here.last_day))


def _base(unit: str, setting: DateContext) -> str:
    """The date last named that is fine enough to count such units from."""
    return setting.last_month if not unit.startswith(("year", "decade")) else setting.date


def _distance(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    """ "Three months later": after the date last named, or after the event, whichever stands nearer."""
    way = one.match["way"].lower().split()[0]
    order = "before" if way in ("earlier", "before", "previously", "ago") else "after"
    (count, spelled), unit = patterns.count_of(one.match), one.match["unit"].lower()
    said, base = f"{spelled} {unit} {order}", _base(unit, here)
    if not count:
        return
    if way == "ago":
        yield from _from_year(one, written, f"{written}, the year of writing", -count, unit)
        return
    after_event = here.event and here.event_at > here.at
    if base and not after_event:
        worked = list(_from_year(one, base, base, -count if order == "before" else count, unit))
        yield from worked or [
            ReckonedDate(
                "date",
                f"{said} {base}",
                one.start,
                one.end,
                _how(one, base),
                AMBIGUOUS if here.event else "",
                here.at,
                said,
            )
        ]
    if here.event:
        how = f'"{_said(one)}" is reckoned from the event last named'
        yield ReckonedDate(
            "date",
            f"{said} {here.event}",
            one.start,
            one.end,
            how,
            AMBIGUOUS if base and not after_event else "",
        )


def _from_year(one: BackReference, year: str, named: str, count: int, unit: str) -> Iterator[ReckonedDate]:
    """So many years from a bare year."""
    years = count * _UNITS.get(unit.removesuffix("s"), 1)
    if year.isdigit() and unit.startswith(("year", "decade")) and abs(years) < _MOST_YEARS:
        yield ReckonedDate(
            "date",
            str(int(year) + years),
            one.start,
            one.end,
            f'"{_said(one)}" is reckoned from {named}',
            moves=years > 0,
        )


def _so_long(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    """ "Had been dead for three months": since three months before the date of which is spoken."""
    (count, spelled), unit = patterns.count_of(one.match), one.match["unit"].lower()
    base = written if one.match["verb"].lower() != "had" else _base(unit, setting)
    if not base or not count:
        return
    value = next(
        (dated.value for dated in _from_year(one, base, base, -count, unit)),
        f"{spelled} {unit} before {base}",
    )
    how = f'the beginning of what "{_said(one)}", reckoned back from {base}'
    yield ReckonedDate("date", value, one.start, one.end, how, guessable=False)


def _anniversary(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    said = one.match["number"].lower()
    number = int(ORDINALS.get(said, 0)) or int(re.sub(r"\D", "", said) or 0)
    if here.year and 0 < number < _MOST_YEARS:
        how = f'"{_said(one)}" is reckoned back from {here.year}, the year last named'
        yield ReckonedDate("date", str(int(here.year) - number), one.start, one.end, how)


def _period(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    lead = (one.match["lead"] or one.match["then"] or one.match["time"]).lower()
    hedge = {"by": "by", "about": "about", "around": "about"}.get(lead)
    if hedge and here.date:
        yield ReckonedDate("date", f"{hedge} {here.date}", one.start, one.end, _how(one, here.date))
    elif here.date or here.period:
        named = here.period or here.date
        yield ReckonedDate("span" if here.period else "date", named, one.start, one.end, _how(one, named))


def _from(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    both = AMBIGUOUS if here.event and here.date else ""
    if here.event:
        yield ReckonedDate(
            "date",
            f"after {here.event}",
            one.start,
            one.end,
            f'"{_said(one)}" is read of the event last named',
            both,
        )
    if here.date:
        yield ReckonedDate("span", f"from {here.date}", one.start, one.end, _how(one, here.date), both)


def _until(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    if here.date:
        yield ReckonedDate("span", f"until {here.date}", one.start, one.end, _how(one, here.date))


def _consequence(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    """What follows from something comes after it: after the event last named, or else after the date."""
    if here.event and here.event_at >= here.at:
        yield ReckonedDate(
            "date",
            f"after {here.event}",
            one.start,
            one.end,
            f'"{_said(one)}" is read of the event last named',
        )
    elif here.date:
        yield ReckonedDate(
            "date",
            f"after {here.date}",
            one.start,
            one.end,
            f'"{_said(one)}" is read of the date last named, {here.date}',
        )


def _succession(
    one: BackReference, setting: DateContext, here: DateContext, written: str
) -> Iterator[ReckonedDate]:
    """Who succeeds does so at the date last named; who succeeds him, later."""
    first = patterns.POINTING["succession"].search(one.match.string, max(here.at, 0), one.start) is None
    if here.date and first:
        how = f"the successor is taken to follow at the date last named, {here.date}"
        yield ReckonedDate("span", f"from {here.date}", one.start, one.end, how, guessable=False)


_RECKONERS = {
    "next": _next,
    "same": _same,
    "distance": _distance,
    "so long": _so_long,
    "anniversary": _anniversary,
    "period": _period,
    "from": _from,
    "until": _until,
    "consequence": _consequence,
    "succession": _succession,
}


def date_of_undated(start: int, here: DateContext) -> ReckonedDate | None:
    """The date of what happens in a sentence without one: the date or event named last in the paragraph."""
    if here.event and here.event_at > here.at:
        return ReckonedDate(
            "date",
            f"on {here.event}",
            start,
            start,
            "told without a date, behind the event last named",
            needs_question=True,
        )
    if here.date:
        return ReckonedDate(
            "date", here.date, start, start, f"told without a date, behind {here.date}", needs_question=True
        )
    return None


def reckoned_decade(found: re.Match[str], setting: DateContext, written: str) -> ReckonedDate | None:
    """ "The late 80s": of the century that is said beside it, or of that of the year last named."""
    said = (found["century"] or "").lower()
    number = int(ORDINALS.get(said, 0)) or int(re.sub(r"\D", "", said) or 0)
    century = f"{number - 1}" if number else (setting.year or written)[:2]
    if not century:
        return None
    part = f"{(found['part'] or found['stretch']).lower()} " if found["part"] or found["stretch"] else ""
    ten = found["decade"] or patterns.DECADES[found["word"].lower()]
    how = "" if number else f"the century is that of {setting.year or written}"
    return ReckonedDate("date", f"{part}{century}{ten}s", found.start(), found.end(), how, moves=True)


def with_year(said: str, dated: ReckonedDate | None, setting: DateContext) -> Iterator[tuple[str, str, str]]:
    """The full dates that a date without its year may mean in the year named last: each with how it was
    worked out and AMBIGUOUS where there are two. The date is `said`, or the days or month of `dated`.
    """
    year = setting.year
    how = f"the year is that of the last one named, {year}"
    if dated is not None and dated.kind == "days":
        first, final = dated.value.split("/")
        yield f"between {first} {year} and {final} {year}", how, ""
        return
    bare = dated.value if dated is not None else said
    month = next((name for name in patterns.NUMBERED_MONTHS if name in bare), "")
    turned = (
        bool(setting.month and month)
        and patterns.NUMBERED_MONTHS[setting.month] - patterns.NUMBERED_MONTHS[month] >= _LAST_MONTHS
    )
    yield f"{bare} {year}", how, AMBIGUOUS if turned else ""
    if turned:
        how = f"the year is the one after {setting.month} {year}, the last date named"
        yield f"{bare} {int(year) + 1}", how, AMBIGUOUS
