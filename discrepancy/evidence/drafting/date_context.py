"""The date and the event that a paragraph has named last, by which a reader dates what has no date of its
own.
"""

from __future__ import annotations

from typing import NamedTuple

from discrepancy.evidence.drafting import date_patterns as patterns

_BRACKETED = 200
_WORDS_OF_A_DATE = 4


class DateContext(NamedTuple):
    """What was named last: a date with its year, and its month if that was named with it, and an event by its
    id.

    `period` is the period of which that date is the end, `last_month` the last date that has a month,
    `last_day` the last that is a day. `at` and `event_at` are the offsets at which the date and the event
    end, or -1.
    """

    date: str = ""
    period: str = ""
    year: str = ""
    month: str = ""
    last_month: str = ""
    last_day: str = ""
    at: int = -1
    event: str = ""
    event_at: int = -1

    def with_date(self, said: str, end: int, period: str = "") -> DateContext:
        """The context once the date `said` is named, which ends at `end`, if it has a year or is a decade."""
        years = patterns.YEAR.findall(said) or patterns.YEAR.findall(period)
        if not years:
            return self
        months = patterns.MONTH_AND_YEAR.findall(said)
        hedged = patterns.HEDGED.match(said)
        bare = " ".join((said[hedged.end() :] if hedged else said).split())
        return self._replace(
            date=bare if patterns.YEAR.search(bare) else "",
            period=" ".join(period.split()),
            year=years[-1],
            month=months[-1][0] if months else "",
            last_month=bare if months else self.last_month,
            last_day=bare if patterns.FULL_DAY.fullmatch(bare) else self.last_day,
            at=end,
        )


def is_parenthetical(text: str, start: int, end: int) -> bool:
    """Whether a date stands in brackets with words of their own: "(who had come back in 1985)". A date alone
    in brackets dates the sentence, and is not parenthetical.
    """
    low = max(start - _BRACKETED, 0)
    opened = text.rfind("(", low, start)
    if opened < 0 or text.find(")", opened, start) >= 0:
        return False
    closed = text.find(")", end, end + _BRACKETED)
    return (
        closed >= 0 and len(text[opened:closed].split()) - len(text[start:end].split()) > _WORDS_OF_A_DATE - 1
    )
