"""Reads a date: from its text and options to its sets of days, by EDTF, by the grammar of English words (into
which other languages are translated) or by the form of a calendar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from discrepancy.values.base import Basis, Relative
from discrepancy.values.dates.date_sets import ORDINARY, DateReading, DateSets, bound, edtf_sets
from discrepancy.values.dates.date_value import CALENDARS, COUNTED, Date
from discrepancy.values.dates.days import GREGORIAN, JULIAN, LAST_OLD_STYLE
from discrepancy.values.dates.edtf import looks_like_edtf
from discrepancy.values.dates.english_words import TERMINI
from discrepancy.values.dates.figures import Figures, date_figures
from discrepancy.values.dates.grammar import parse
from discrepancy.values.dates.meaning import node_sets
from discrepancy.values.dates.nodes import Node
from discrepancy.values.dates.numeric_dates import numeric_date, refuse_ambiguous
from discrepancy.values.dates.relative import from_date, no_anchor, relative_date
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Slip, Uncomputed, Unreadable, check_length
from discrepancy.values.intervals import union

MOST_FOREIGN = 100  # characters of a text that is tried as one in another language
_MARKS = {ord(dash): "-" for dash in "‐‑‒–—―−﹘﹣－"} | {ord(mark): "'" for mark in "’ʼ′"}
_SCALES: dict[str, tuple[str, ...]] = {name: (name,) if name != "gregorian" else () for name in CALENDARS}
_CALENDAR_ROWS: dict[str, tuple[str, ...]] = dict.fromkeys(CALENDARS, ("calendar-computed",)) | {
    "gregorian": (),
    "julian": ("calendar-julian",),
    "unspecified": ("calendar-unspecified",),
    "islamic": ("calendar-islamic",),
}


class _DateOptions(NamedTuple):
    """How a text is to be read: what is stated with it, and what is declared of its source."""

    calendar: str
    stated: bool  # the calendar is an option of the value itself
    year_start: str
    language: str
    south: bool
    basis: Basis
    given: tuple[tuple[str, str], ...]


class _CalendarSets(NamedTuple):
    """The sets of a date, None where nothing here computes them, and the calendar that it is stated in."""

    sets: DateSets | None
    calendar: str


class _WordedDate(NamedTuple):
    """What a text in words says, the calendar it names at its end if it does, and what is to be noted of the
    reading.
    """

    node: Node
    calendar: str | None
    notes: tuple[str, ...] = ()


def read_date(text: str, options: Mapping[str, str], basis: Basis) -> Date | Relative:
    """The date that `text` states under its options and what `basis` declares, or a date relative to an event
    that the dossier knows. Raises Unreadable for any text that states none.
    """
    kept = text.strip()
    clean = _clean(kept)
    if not clean:
        raise Unreadable("an empty date", "", "write for example 2 September 1945")
    if re.search("[0-9]{13}", clean):
        raise Unreadable("more digits than any date has", clean, "at most 12 in a row")
    context = _DateOptions(
        _calendar_name(options.get("calendar") or basis.calendar),
        bool(options.get("calendar")),
        options.get("year_start", "1 January"),
        _language_code(options, basis),
        _south(options.get("hemisphere") or basis.hemisphere or "north"),
        basis,
        tuple(options.items()),
    )
    equivalent = options.get("gregorian")
    try:
        found = _sets_of_text(clean, kept, context)
    except Unreadable as error:
        if equivalent is None or not isinstance(error, Uncomputed):
            raise
        found = _CalendarSets(None, context.calendar)
    if isinstance(found, Relative):
        return found
    sets = found.sets
    if equivalent is not None or found.calendar in COUNTED or found.calendar == "byzantine":
        from discrepancy.values.dates.counted_meaning import with_equivalent

        sets = with_equivalent(
            sets, found.calendar, _equivalent(equivalent, found.calendar, basis), str(equivalent)
        )
    assert sets is not None
    if "terminus" in options:
        sets = _terminus(options["terminus"], sets, kept, date_figures(basis.conventions))
    return _date(kept, context.given, sets, found.calendar, context.year_start)


def _sets_of_text(clean: str, kept: str, context: _DateOptions) -> _CalendarSets | Relative:
    name, figures = context.calendar, date_figures(context.basis.conventions)
    if name != "julian" and context.year_start != "1 January":
        raise Unreadable(
            "the start of the year is an option of the Julian calendar",
            context.year_start,
            "add calendar: julian",
        )
    if name in COUNTED:
        from discrepancy.values.dates.counted_calendars import COUNTED_CALENDARS
        from discrepancy.values.dates.counted_meaning import counted_sets

        return _CalendarSets(counted_sets(clean, COUNTED_CALENDARS[name], figures), name)
    if name == "byzantine":
        from discrepancy.values.dates.counted_grammar import without_era

        clean = without_era(clean, name)
    refuse_ambiguous(kept, clean)
    notes: tuple[str, ...] = ()
    node: Node | str
    if (numeric := numeric_date(clean, context.basis)) is not None:
        node = numeric
    elif looks_like_edtf(clean):
        node = clean.removesuffix(".") if not clean.endswith("..") else clean
    else:
        said = _worded(clean, kept, context)
        if isinstance(said, Relative):
            return said
        if said.calendar and context.stated and said.calendar != name:
            raise Unreadable(
                f"the text names the {said.calendar} calendar, the option the {name} one",
                kept,
                "keep one of them",
            )
        node, name, notes = said.node, said.calendar or name, said.notes
    try:
        sets = _sets_in_calendar(node, name, figures, context.south, context.year_start)
    except Unreadable as error:
        if notes:  # it points into the English form
            raise Unreadable(error.message, kept, error.expect) from None
        raise
    return _CalendarSets(sets._replace(notes=(*sets.notes, *notes)) if notes else sets, name)


def _equivalent(text: str | None, calendar: str, basis: Basis) -> DateSets | None:
    """The Gregorian equivalent that an encoder gives, read by itself."""
    if text is None:
        return None
    check_length(text, "date")
    if calendar == "gregorian":
        raise Unreadable(
            "the date is Gregorian already",
            text,
            "`gregorian` is for a date in another calendar: name it with `calendar`",
        )
    found = _sets_of_text(
        _clean(text.strip()),
        text,
        _DateOptions("gregorian", True, "1 January", "", False, replace(basis, anchor=None), ()),
    )
    assert isinstance(found, _CalendarSets)
    return found.sets


def _terminus(said: str, sets: DateSets, kept: str, figures: Figures) -> DateSets:
    row = TERMINI.get(" ".join(said.split()).removeprefix("terminus "))
    if row is None:
        raise Unreadable("no such terminus", said, did_you_mean(said, TERMINI) or "post quem or ante quem")
    if set(TERMINI.values()) & set(sets.rows) or {"before", "after"} & set(sets.rows):
        raise Unreadable("a bound on a date that is a bound itself", kept, "leave out the word or the option")
    return bound(row, sets, DateReading(GREGORIAN, figures))


def _language_code(options: Mapping[str, str], basis: Basis) -> str:
    stated = options.get("language")
    if not stated and not basis.language:
        return ""
    from discrepancy.values.dates import languages

    return languages.code(stated or basis.language, bool(stated))


def _clean(text: str) -> str:
    """The text in NFC with one kind of dash, apostrophe and space."""
    if text.isascii():
        return " ".join(text.split()) if "  " in text or not text.isprintable() else text
    return " ".join(unicodedata.normalize("NFC", text).translate(_MARKS).split())


def _calendar_name(name: str) -> str:
    if name in CALENDARS:
        return name
    raise Unreadable(
        "no such calendar", name, did_you_mean(name, CALENDARS) or f"calendars: {', '.join(CALENDARS)}"
    )


def _south(name: str) -> bool:
    if name not in ("north", "south"):
        raise Unreadable(
            "no such hemisphere", name, did_you_mean(name, ("north", "south")) or "north or south"
        )
    return name == "south"


def _worded(clean: str, kept: str, context: _DateOptions) -> _WordedDate | Relative:
    """What a text in words says, in English or the declared language; or a date relative to an event that the
    dossier knows.
    """
    try:
        return _english(clean, kept, context)
    except Unreadable as error:
        from discrepancy.values.dates import languages

        if not context.language:
            raise _foreign(clean, kept) or error from error
        english = languages.translate(clean, context.language).english
        try:
            said = _english(english, kept, context)
        except Unreadable as inner:
            if english == clean:
                raise error from None
            expect = (
                f'{inner.expect}; in English it reads "{english}"'
                if inner.expect
                else f'in English it reads "{english}"'
            )
            raise Unreadable(inner.message, kept, expect) from None
        if isinstance(said, Relative):
            return said
        return said._replace(notes=(f'read as "{english}", from {languages.name(context.language)}',))


def _english(clean: str, kept: str, context: _DateOptions) -> _WordedDate | Relative:
    basis = context.basis
    related = relative_date(clean, kept, context.given)
    if related is not None and basis.anchor is not None and basis.anchor(related.anchor):
        return related  # the registry goes before the calendar: an event may be named like a date
    try:
        return _WordedDate(*parse(clean))
    except Unreadable as error:
        if related is None:
            raise
        distance = from_date(related)
        if distance is None:
            raise no_anchor(related, basis, error) from error
        return _WordedDate(distance, None)


def _foreign(clean: str, kept: str) -> Unreadable | None:
    """The error for a date in a language that is not declared, with its English form; None for a text that is
    none.
    """
    from discrepancy.values.dates import languages

    if len(clean) > MOST_FOREIGN:
        return None
    found: dict[str, list[str]] = {}
    first: languages.Translated | None = None
    for code in languages.LANGUAGES:
        said = languages.translate(clean, code)
        if said.english == clean:
            continue
        related = relative_date(said.english, said.english, ())
        try:
            if related is None or from_date(related) is None:
                parse(said.english)
        except Unreadable:
            continue
        found.setdefault(said.english, []).append(code)
        first = first or said
    if first is None:
        return None
    codes = found[first.english]
    names = " or ".join(languages.name(code) for code in codes)
    word = first.word or clean
    start = max(kept.find(word), 0)
    return Unreadable(
        f"this is {names}", word, f"write {first.english}, or declare language: {' or '.join(codes)}", start
    )


def _sets_in_calendar(node: Node | str, name: str, figures: Figures, south: bool, start: str) -> DateSets:
    """The sets in the calendar called `name`; unspecified is Gregorian, and charitably also Julian."""
    if name == "byzantine" or start != "1 January":
        from discrepancy.values.dates.julian_styles import julian_style

        return _sets_of_node(node, DateReading(julian_style(name, start, node), figures, south))
    if name != "unspecified":
        return _sets_of_node(node, DateReading(JULIAN if name == "julian" else GREGORIAN, figures, south))
    new = DateReading(GREGORIAN, figures, south)
    gregorian = _sets_of_node(node, new)
    if gregorian.plain[0][0] >= LAST_OLD_STYLE:
        return gregorian
    julian = _sets_of_node(node, new._replace(calendar=JULIAN))
    notes = gregorian.notes
    if not any(isinstance(note, Slip) for note in julian.notes):
        # A weekday has only to fit one of the two calendars.
        notes = tuple(note for note in notes if not isinstance(note, Slip))
    return gregorian._replace(charitable=union((*gregorian.charitable, *julian.charitable)), notes=notes)


def _sets_of_node(node: Node | str, frame: DateReading) -> DateSets:
    return edtf_sets(node, frame) if isinstance(node, str) else node_sets(node, frame)


def _date(text: str, given: tuple[tuple[str, str], ...], sets: DateSets, calendar: str, start: str) -> Date:
    rows = tuple(dict.fromkeys((*(sets.rows or ORDINARY), *_CALENDAR_ROWS[calendar])))
    return Date(
        text,
        given,
        sets.plain,
        sets.licensed,
        sets.charitable,
        rows,
        sets.uncertain,
        sets.approximate,
        _SCALES[calendar] if start == "1 January" else (f"{calendar}, year from {start}",),
        sets.notes,
        calendar,
    )
