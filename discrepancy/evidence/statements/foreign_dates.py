"""Dates in a text of another language than English, as far as the table of `date` has its words: "7 avril
1907", "tháng 7 năm 1907".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from discrepancy.values.base import Basis, Value, read_or_none

_YEAR = re.compile(r"(?<![\d.,/–—-])[12]\d{3}(?![\d%]|[.,]\d|\s*[-–—/]\s*\d)")
_WORD = re.compile(r"[^\s,;:()\[\]\"“”„«»]+")
_REACH, _MOST = 60, 7  # characters and words before a year among which its date begins
_STOP = re.compile(r"[;:()\[\]\"“”„«»!?]|\n\s*\n|[^\W\d]{3,}\.\s")
_LETTERS = re.compile(r"[^\W\d_]")


class ForeignDate(NamedTuple):
    """A date in words of another language than English: where it stands and what it means."""

    start: int
    end: int
    value: Value


def is_english(basis: Basis) -> bool:
    """Whether a text is in English, as far as its source says: English, or no language at all."""
    return basis.language.casefold().split("-")[0] in ("", "en")


def foreign_dates(text: str, basis: Basis) -> Iterator[ForeignDate]:
    """The dates in `text` that end in a year and are written in words of the language of `basis`, in order;
    none where that language is English or has no table.
    """
    if is_english(basis):
        return
    done = 0
    for year in _YEAR.finditer(text):
        low = max(year.start() - _REACH, done)
        for stop in _STOP.finditer(text, low, year.start()):
            low = stop.end()
        starts = [word.start() for word in _WORD.finditer(text, low, year.start())][-_MOST:]
        for start in starts:
            if not _LETTERS.search(text, start, year.start()):
                continue
            value = read_or_none("date", " ".join(text[start : year.end()].split()), basis)
            if value is not None:
                yield ForeignDate(start, year.end(), value)
                done = year.end()
                break
