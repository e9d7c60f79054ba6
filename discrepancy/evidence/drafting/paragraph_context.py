"""What a paragraph has named so far: the date that stands last, and the event. By these a reader dates what
has no date of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from discrepancy.evidence.drafting import date_patterns as whens

_LONG = 200  # a line of so many characters is a paragraph
_BREAK = re.compile(r"\n[ \t]*(?:\n\s*|(?=[=#])|(?:[ \t]{3,}))")
_LINE = re.compile(r"[^\n]+\n?")
_BRACKETED = 200
_WORDS_OF_A_DATE = 4


class Setting(NamedTuple):
    """The date last named, its year, and its month if that was named with it; the last that has a month, and
    the last that is a day; the event last named, by id. `period` is the period of which that date is the end;
    `at` and `event_at` are where they end.
    """

    date: str = ""
    period: str = ""
    year: str = ""
    month: str = ""
    fine: str = ""
    day: str = ""
    at: int = -1
    event: str = ""
    event_at: int = -1

    def dated(self, said: str, end: int, period: str = "") -> Setting:
        """This with a date that is named now, if it has a year or is a decade."""
        years = whens.YEAR.findall(said) or whens.YEAR.findall(period)
        if not years:
            return self
        months = whens.MONTH_AND_YEAR.findall(said)
        hedged = whens.HEDGED.match(said)
        bare = " ".join((said[hedged.end() :] if hedged else said).split())
        return self._replace(
            date=bare if whens.YEAR.search(bare) else "",
            period=" ".join(period.split()),
            year=years[-1],
            month=months[-1][0] if months else "",
            fine=bare if months else self.fine,
            day=bare if whens.FULL_DAY.fullmatch(bare) else self.day,
            at=end,
        )


class Paragraphs:
    """Where the paragraphs of a text end, in text whose lines are paragraphs and in text whose lines are
    broken.
    """

    def __init__(self, text: str) -> None:
        blank = {match.start(): 2 for match in _BREAK.finditer(text)}
        lines = {
            line.end() - 1: 1
            for line in _LINE.finditer(text)
            if line.end() - line.start() > _LONG and line[0][-1] == "\n"
        }
        both = sorted({**lines, **blank}.items())
        self._breaks = [place for place, _ in both]
        self._weights = [0, *accumulate(weight for _, weight in both)]

    def between(self, one: int, other: int) -> int:
        """How far two places are apart: 0 in one paragraph, 1 in the next line of a text without blank lines,
        more beyond.
        """
        return (
            self._weights[bisect_right(self._breaks, other)] - self._weights[bisect_right(self._breaks, one)]
        )

    def begin(self, place: int) -> int:
        """Where the paragraph around `place` begins."""
        at = bisect_right(self._breaks, place) - 1
        return self._breaks[at] if at >= 0 else 0


def aside(text: str, start: int, end: int) -> bool:
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
