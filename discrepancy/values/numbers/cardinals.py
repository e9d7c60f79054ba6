"""Whole numbers in words: as far as the words go on making one number."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.number_words import (
    CARDINALS,
    MAGNITUDES,
    ORDINALS,
    SCORES,
    WORD_END,
    alternatives,
)

Exact = int | Fraction
LONGEST_DIGITS = 100
TOO_LARGE = 10**LONGEST_DIGITS


_ARTICLE = re.compile(rf"an?\s+(?=(?:{'|'.join(MAGNITUDES)}){WORD_END})", re.I)
_WORD = re.compile(rf"({alternatives((*CARDINALS, *SCORES, *ORDINALS, *MAGNITUDES))})(s?){WORD_END}", re.I)
_JOINT = re.compile(r"-|\s+(?:and\s+)?", re.I)
_PLAIN_JOINT = re.compile(r"-|\s+(?!and\s)", re.I)


class Number(NamedTuple):
    """A number as written: its exact value, the unit g of its last digit, how it was written, and where it
    ends in the text.

    `form` is whole, decimal, magnitude, fraction or ordinal. g is the unit of the last non-zero digit, or
    with decimals of the last digit written. `magnitudes` are the magnitude words it closes with: "three
    hundred thousand" has (100, 1000).
    """

    value: Exact
    unit: Exact
    form: str
    end: int
    magnitudes: tuple[int, ...] = ()


def size(number: Exact) -> Exact:
    """The number without its sign."""
    return -number if number < 0 else number


def last_unit(whole: int) -> int:
    """The unit of the last non-zero digit: 1,000 for 65,000; 1 for 0."""
    digits = str(whole)
    return int(10 ** (len(digits) - len(digits.rstrip("0")))) if whole else 1


def cardinal(text: str, at: int, whole_ands: bool) -> Number | None:
    """A whole number in words, as far as the words go on making one."""
    article = _ARTICLE.match(text, at)
    tally = _Tally(1 if article else 0)
    end = place = article.end() if article else at
    joint = _JOINT if whole_ands else _PLAIN_JOINT
    seen = False
    while match := _WORD.match(text, place):
        if not tally.takes(match[1].lower(), bool(match[2]), seen or article is not None):
            break
        seen, end = True, match.end()
        joined = joint.match(text, end)
        if joined is None or tally.closed:
            break
        place = joined.end()
    if not seen:
        return None
    return tally.number(end)


class _Tally:
    """The running sum of a number in words."""

    __slots__ = ("closed", "group", "magnitudes", "ordinal", "smallest", "total")

    def __init__(self, group: int) -> None:
        self.total, self.group, self.smallest = 0, group, TOO_LARGE
        self.magnitudes: tuple[int, ...] = ()
        self.closed = self.ordinal = False

    def takes(self, word: str, plural: bool, seen: bool) -> bool:
        """Add `word` if the number can go on with it."""
        if word in SCORES:
            ones, score = SCORES[word]
            return self.takes(ones, plural, seen) and self.takes(score, False, True)
        magnitude = MAGNITUDES.get(word)
        if magnitude:
            return (seen or not plural) and self._times(magnitude, seen)
        ordinal = word in ORDINALS
        size = ORDINALS[word] if ordinal else CARDINALS[word]
        if plural or not self._fits(size, seen):
            return False
        self.group += size
        self.magnitudes = ()
        self.ordinal = ordinal
        self.closed = ordinal or size == 0
        return True

    def _fits(self, size: int, seen: bool) -> bool:
        if size == 0:
            return not seen
        if size < 10:
            return self.group % 10 == 0 and self.group % 100 != 10
        return self.group % 100 == 0

    def _times(self, magnitude: int, seen: bool) -> bool:
        if self.group == 0 and seen:
            if magnitude == 100:
                return False
            self.total *= magnitude  # a thousand million
            self.smallest = magnitude
        elif magnitude == 100:
            if self.group > 99:
                return False
            self.group = (self.group or 1) * 100
        elif magnitude >= self.smallest:
            return False
        else:
            self.total += (self.group or 1) * magnitude
            self.group, self.smallest = 0, magnitude
        self.magnitudes = (*self.magnitudes, magnitude)
        if self.total >= TOO_LARGE:
            raise Unreadable("a number too large to mean anything", "", f"fewer than {LONGEST_DIGITS} digits")
        return True

    def number(self, end: int) -> Number:
        value = self.total + self.group
        if self.ordinal:
            return Number(value, 1, "ordinal", end)
        unit = last_unit(value)
        if self.magnitudes and self.magnitudes[-1] in (12, 20):
            unit = last_unit(value // self.magnitudes[-1]) * self.magnitudes[-1]
        return Number(value, unit, "magnitude" if self.magnitudes else "whole", end, self.magnitudes)
