"""The span of a short quote for something that a text states: its clause, between 6 and 25 words."""

from __future__ import annotations

import re
from itertools import pairwise

from discrepancy.evidence.quotes.word_changes import TURNING
from discrepancy.evidence.statements.sentences import Span

MOST_WORDS, FEW_WORDS = 25, 6
_WORD = re.compile(r"\S+")
_JOINT = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)|—|(?=\()|(?<=\))")
# What no line of YAML can hold, or no reader can see.
_BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_EDGES = " \t\n,;:–—"


def clause_around(text: str, sentence: Span, start: int, end: int) -> Span:
    """The span of the clause around the words from `start` to `end`: within `sentence`, at most 25 words, and
    at least 6 where the sentence has them.
    """
    low, high = _readable(text, *sentence, start, end)
    joints = [low, *(match.start() for match in _JOINT.finditer(text, low, high)), high]
    pieces = [piece for piece in pairwise(joints) if piece[0] < piece[1]]
    first = next((i for i, (_, stop) in enumerate(pieces) if stop > start), 0)
    last = next((i for i, (_, stop) in enumerate(pieces) if stop >= end), len(pieces) - 1)
    begin, stop = pieces[first][0], pieces[last][1]
    while _count(text, begin, stop) < FEW_WORDS and (first or last + 1 < len(pieces)):
        before = pieces[first - 1][0] if first else begin
        after = pieces[last + 1][1] if last + 1 < len(pieces) else stop
        ahead = bool(first) and (
            last + 1 == len(pieces) or _count(text, before, stop) <= _count(text, begin, after)
        )
        grown = (before, stop) if ahead else (begin, after)
        if _count(text, *grown) > MOST_WORDS:
            break
        begin, stop = grown
        first, last = (first - 1, last) if ahead else (first, last + 1)
    return _trimmed(text, *_cut(text, begin, stop, start, end), start, end, low)


def _readable(text: str, low: int, high: int, start: int, end: int) -> Span:
    """The stretch of a sentence around some words that a file can hold."""
    before = [match.end() for match in _BARRED.finditer(text, low, start)]
    after = _BARRED.search(text, end, high)
    return (before[-1] if before else low), (after.start() if after else high)


def _count(text: str, begin: int, stop: int) -> int:
    return len(_WORD.findall(text, begin, stop))


def _cut(text: str, begin: int, stop: int, start: int, end: int) -> Span:
    """At most 25 words from `begin` to `stop`, with those from `start` to `end` among them and as many before
    as behind if there are.
    """
    words = [match.span() for match in _WORD.finditer(text, begin, stop)]
    if len(words) <= MOST_WORDS:
        return begin, stop
    first = next((i for i, (_, close) in enumerate(words) if close > start), 0)
    last = next((i for i, (_, close) in enumerate(words) if close >= end), len(words) - 1)
    spare = max(MOST_WORDS - (last - first + 1), 0)
    low = max(first - spare // 2, 0)
    high = min(low + MOST_WORDS, len(words)) if spare else last + 1
    return words[max(high - MOST_WORDS, 0) if spare else first][0], words[high - 1][1]


def _trimmed(text: str, begin: int, stop: int, start: int, end: int, low: int) -> Span:
    """Without loose marks at its edges, and with a "not" that stands right before it."""
    while begin < start and text[begin] in _EDGES:
        begin += 1
    while stop > end and text[stop - 1] in _EDGES:
        stop -= 1
    for mark, other, inward in ((")", "(", -1), ("(", ")", 1)):  # a bracket whose other half was left behind
        edge = stop - 1 if inward < 0 else begin
        if (
            edge != (end - 1 if inward < 0 else start)
            and text[edge] == mark
            and other not in text[begin:stop]
        ):
            begin, stop = (begin, stop - 1) if inward < 0 else (begin + 1, stop)
    before = text[max(begin - 20, low) : begin].split()
    if (
        begin
        and text[begin - 1].isspace()
        and before
        and (before[-1].casefold() in TURNING or before[-1].casefold().endswith("n't"))
    ):
        begin = text.rindex(before[-1], low, begin)
    return begin, stop
