"""Dates that name no calendar beside others that are Julian: charitably, they may be Old Style too."""

from __future__ import annotations

import re
from dataclasses import replace

from discrepancy.values.base import SpanSets, Value
from discrepancy.values.dates.date_value import Date
from discrepancy.values.dates.days import GREGORIAN, JULIAN, LAST_OLD_STYLE
from discrepancy.values.intervals import INF, Bound, Region, union

_ROW = "calendar-unspecified"
_NEW_STYLE = re.compile(r"\bN\.?\s?S\.?(?!\w)|\bnew style\b", re.IGNORECASE)


def is_old_style(value: Value) -> bool:
    """Whether a date or period, or an end of it, is stated in the Julian calendar."""
    return any(name.startswith(("julian", "byzantine")) for name in value.scale)


def perhaps_old_style(value: Value) -> Value:
    """The value of a date or period before 1 March 1923 with its days as days of the Julian calendar allowed
    charitably; any other value, and one that names its calendar, as it is.
    """
    if value.scale or "calendar" in dict(value.options) or _NEW_STYLE.search(str(value)):
        return value
    wide = value.charitable
    if isinstance(wide, SpanSets):
        if not _early(value.plain.start):
            return value
        days = SpanSets(_with_julian(wide.start), _with_julian(wide.end))
        if days == wide:
            return value
        return replace(value, charitable=days, rows=(*value.rows, _ROW), scale=("unspecified",))
    if not isinstance(value, Date) or value.calendar != "gregorian" or not _early(value.plain):
        return value
    return replace(
        value,
        charitable=_with_julian(wide),
        rows=(*value.rows, _ROW),
        scale=("unspecified",),
        calendar="unspecified",
    )


def _early(days: Region) -> bool:
    return bool(days) and days[0][0] < LAST_OLD_STYLE


def _with_julian(days: Region) -> Region:
    """The days, and those that bear their dates in the Julian calendar."""
    return union((*days, *((_julian(low), _julian(high)) for low, high in days)))


def _julian(day: Bound) -> Bound:
    """The day that has in the Julian calendar the date that `day` has in the Gregorian one."""
    if day in (-INF, INF) or day >= LAST_OLD_STYLE:
        return day
    return JULIAN.day(*GREGORIAN.civil(int(day)))
