"""What a paragraph has named so far: the date that stands last, and the event. By these a reader dates what
has no date of its own.
"""

from __future__ import annotations

from typing import NamedTuple

from discrepancy.evidence.drafting import date_patterns as patterns

_BRACKETED = 200
_WORDS_OF_A_DATE = 4


class DateContext(NamedTuple):
    """The date last named, its year, and its month if that was named with it; the last that has a month, and
    the last that is a day; the event last named, by id. `period` is the period of which that date is the end;
    `at` and `event_at` are where they end.
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
        """This with a date that is named now, if it has a year or is a decade."""
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
    """Whether a date stands in brackets that tell something else: "(who had come back in 1985)". A date alone
    in brackets dates the sentence.
    """
    low = max(start - _BRACKETED, 0)
    opened = text.rfind("(", low, start)
    if opened < 0 or text.find(")", opened, start) >= 0:
        return False
    closed = text.find(")", end, end + _BRACKETED)
    return (
        closed >= 0 and len(text[opened:closed].split()) - len(text[start:end].split()) > _WORDS_OF_A_DATE - 1
    )
