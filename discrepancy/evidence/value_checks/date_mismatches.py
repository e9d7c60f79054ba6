"""Whether the dates that a claim gives are among those that its quote states.

A date is compared without its hedges, which are checked for themselves. A day without its year fits if it
does in any year that the claim allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from discrepancy.evidence.statements import figure_patterns as patterns
from discrepancy.evidence.statements.stated_values import StatedValue, single_dates, stated_values
from discrepancy.evidence.value_checks.mismatch import ValueMismatch, listed
from discrepancy.model.claim import Claim
from discrepancy.values.base import Basis, Relative, meets, read_or_none
from discrepancy.values.dates.days import iso

_HEDGE_OF_DATE = re.compile(
    rf"(?:{patterns.OF_SPANS.pattern}|(?:{patterns.NOT_AT}|by|before|after|prior\s+to|"
    r"not?\s+(?:later|earlier)\s+than|circa|c\.|ca\.|"
    r"about|around|approximately|roughly|possibly|probably|perhaps|allegedly|reportedly|said\s+to\s+be)\s*)+",
    re.I,
)
_PLAIN = Basis()
_MOST_YEARS = 3  # over which a day without its year is tried


def date_mismatches(claim: Claim, kind: str, stated: Sequence[StatedValue]) -> Iterator[ValueMismatch]:
    """The dates of the quote, where a date that is claimed cannot be any of them. `kind` is date or span."""
    if isinstance(claim.value, Relative):
        yield from _distance_mismatches(claim, stated)
        return
    dated = single_dates(stated)
    claimed = claimed_days(claim, kind) if dated else ()
    if not claimed:
        return
    met = [any(can_be(days, date) for date in dated) for days in claimed]
    if not any(met) or (len(dated) >= len(claimed) and not all(met)):
        yield ValueMismatch("date", listed(dated), claim.given)


def _distance_mismatches(claim: Claim, stated: Sequence[StatedValue]) -> Iterator[ValueMismatch]:
    """`three months after X` against the lengths of time in the quote."""
    lengths = [one for one in stated if one.kind == "duration" and one.numbers]
    amount = claim.value.amount if isinstance(claim.value, Relative) else None
    if (
        amount is not None
        and lengths
        and not any(number.value == amount for one in lengths for number in one.numbers)
    ):
        yield ValueMismatch("date", listed(lengths), claim.given)


def claimed_days(claim: Claim, kind: str) -> Sequence[object]:
    """The days of each date that the claim gives, without its hedges, as a set of days."""
    return _stated_days(claim.given) or (
        [claim.value.plain] if kind == "date" and not claim.value.options else []
    )


@lru_cache(maxsize=4096)
def _stated_days(given: str) -> tuple[object, ...]:
    return tuple(days for date in single_dates(stated_values(given)) if (days := _days(date)) is not None)


def _days(date: StatedValue) -> object:
    """The days of a date as it is written, hedges aside."""
    if date.value is None or date.kind == "span":
        return None
    lead, tail = _HEDGE_OF_DATE.match(date.text), patterns.DATE_TAIL.search(date.text)
    bare = date.text[lead.end() if lead else 0 : tail.start() if tail else None]
    value = read_or_none("date", bare, _PLAIN)
    return value.plain if value is not None else date.value.plain


def can_be(days: object, date: StatedValue) -> bool:
    """Whether `date`, stated in a quote, can be one of `days`."""
    if date.value is not None:
        own = _days(date)
        return own is None or meets(own, days)
    first, last = _years(days)
    if last - first >= _MOST_YEARS:
        return True
    tried = [read_or_none("date", f"{date.text} {year}", _PLAIN) for year in range(first, last + 1)]
    return not any(tried) or any(value is not None and meets(value.plain, days) for value in tried)


def _years(days: object) -> tuple[int, int]:
    """The first and the last year of some days; without bounds, more years than are tried."""
    ends = (days[0][0], days[-1][1]) if isinstance(days, tuple) and days else ()
    written = [iso(day) or "" for day in ends]
    years = [int(day.rsplit("-", 2)[0]) for day in written if day.count("-") >= 2]
    return (years[0], years[1]) if len(years) == 2 else (0, _MOST_YEARS)
