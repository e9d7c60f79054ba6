"""The search of quotes as it was before it had an index and counted its steps: plain and slow, the judge of the
one that is used. What it repeats of that one's it repeats because it must call the plain steps below.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from discrepancy.evidence.quotes.nearest_passage import ALIKE, KEPT
from discrepancy.evidence.quotes.phrase_search import MOST_HITS, Passage, Span, _closes, _opens
from discrepancy.evidence.quotes.quote_match import STATUSES, QuoteMatch, excerpt, match_at
from discrepancy.evidence.quotes.quote_parts import LEFT_OUT, QuotePart, quote_readings
from discrepancy.evidence.quotes.quote_search import _verified, _whole_words
from discrepancy.evidence.quotes.search_steps import SearchSteps
from discrepancy.evidence.quotes.word_changes import WORD, WordChange, word_changes, words
from discrepancy.evidence.texts.normalise import normalise
from discrepancy.evidence.texts.source_text import SourceText

_MOST_ANCHORS, _WORDS_TRIED, _RARE_WORDS, _STRETCH = 60, 16, 4, 2


def find_quote(quote: str, text: SourceText, at: str = "") -> QuoteMatch:
    """Where `quote` stands in `text`, or what is wrong with it."""
    cut: list[tuple[int, int]] = []
    for dehyphenated in (True, False):
        for parts in quote_readings(quote, dehyphenated):
            normal = text.normal if dehyphenated else normalise(text.text, dehyphenate=False)
            hits = list(passages(parts, normal.text, cut if dehyphenated else []))
            if hits:
                return _verified(quote, parts, hits, text, normal, at, SearchSteps(10**12))
    if cut:
        start, end = text.normal.original_span(*cut[0])
        around = excerpt(text.text, *text.normal.original_span(*_whole_words(text.normal.text, *cut[0])))
        return match_at(
            text, "mismatched", start, end, nearest=around, remark="the quote cuts a word or figure short"
        )
    return nearest_passage(quote, text)


def nearest_passage(quote: str, text: SourceText) -> QuoteMatch:
    """The passage of `text` most like a quote that does not stand in it: approximate if only slips of the pen
    differ, mismatched if a few words do, else not found.
    """
    parts = list(quote_readings(quote, True))
    if not parts:
        return QuoteMatch("not found", remark="the quote has no words")
    alone = [part.words for part in parts[-1]]
    missing = [part for part in alone if not any(True for _ in occurrences(part, text.normal.text, []))]
    if not missing:
        apart = f"but not in this order within {LEFT_OUT:,} characters of each other"
        return QuoteMatch("not found", remark=f"its parts stand in the text, {apart}")
    return max(
        (_near(part, text, len(missing) == 1) for part in missing),
        key=lambda found: STATUSES.index(found.status),
    )


def _near(part: str, text: SourceText, only: bool) -> QuoteMatch:
    """The passage most like one part of a quote; `only` says that the other parts stand in the text."""
    wanted = words(part)
    window = _window(part, text.normal.text) if wanted else None
    if window is None:
        return QuoteMatch("not found")
    begin, end, differ = _fitted(wanted, text.normal.text, *window)
    start, stop = text.normal.original_span(begin, end)
    nearest = excerpt(text.text, start, stop)
    kept = 1 - sum(len(words(change.quote)) for change in differ if change.sort != "slight") / len(wanted)
    extra = sum(len(words(change.text)) for change in differ) / len(wanted)
    if all(change.sort == "slight" for change in differ):
        return match_at(text, "approximate", start, stop, nearest=nearest, changes=tuple(differ))
    status = "mismatched" if kept >= KEPT and extra <= KEPT and only else "not found"
    return match_at(
        text,
        status,
        start,
        stop,
        nearest=nearest,
        changes=tuple(differ) if status == "mismatched" else (),
    )


def _window(part: str, text: str) -> tuple[int, int] | None:
    """The stretch of `text` most like `part`: around its rarest words, since looking everywhere takes as long
    as the text is.
    """
    from rapidfuzz import fuzz

    best: tuple[float, int, int] = (ALIKE, 0, 0)
    margin = len(part) + len(part) // 2 + 20
    seen: set[int] = set()
    for offset, hits in _anchors(part, text):
        for place in hits:
            begin = max(place - offset - margin // 3, 0)
            if begin // 16 in seen:
                continue
            seen.add(begin // 16)
            alike = fuzz.partial_ratio_alignment(part, text[begin : begin + margin + margin // 3])
            if alike is not None and alike.score > best[0]:
                best = alike.score, begin + alike.dest_start, begin + alike.dest_end
    return best[1:] if best[2] else None


def _anchors(part: str, text: str) -> list[tuple[int, list[int]]]:
    """The rarest words of `part` that stand in `text`: where in the part, and the first places where in the
    text.
    """
    long = sorted(
        {word[0]: word.start() for word in WORD.finditer(part)}.items(), key=lambda one: (-len(one[0]), one)
    )[:_WORDS_TRIED]
    found = []
    for word, offset in long:
        hits: list[int] = []
        for spelling in sorted({word, word.lower(), word.capitalize()}):
            place = text.find(spelling)
            while place >= 0 and len(hits) <= _MOST_ANCHORS * 10:
                hits.append(place)
                place = text.find(spelling, place + 1)
        if hits:
            found.append((offset, hits))
    found.sort(key=lambda one: len(one[1]))
    return [(offset, hits[:_MOST_ANCHORS]) for offset, hits in found[:_RARE_WORDS]]


def _fitted(wanted: Sequence[str], text: str, begin: int, end: int) -> tuple[int, int, list[WordChange]]:
    """The stretch around `begin` to `end` whose words differ least from those wanted, and how they differ."""
    low = max(begin - 200, 0)
    found = [(word.start() + low, word.end() + low) for word in WORD.finditer(text[low : end + 200])]
    first = next((i for i, word in enumerate(found) if word[1] > begin), 0)
    last = next((i for i, word in enumerate(found) if word[0] >= end), len(found))
    best: tuple[int, int, int, int, list[WordChange]] | None = None
    for a in range(max(first - _STRETCH, 0), first + _STRETCH + 1):
        for b in range(last - _STRETCH, min(last + _STRETCH, len(found)) + 1):
            if a < b <= len(found):
                differ = word_changes([text[i:j] for i, j in found[a:b]], wanted)
                weight = sum(
                    max(len(words(change.text)), len(words(change.quote)))
                    * (1 if change.sort == "slight" else 3)
                    for change in differ
                )
                uneven = abs(b - a - len(wanted))
                if best is None or (weight, uneven) < best[:2]:
                    best = (weight, uneven, found[a][0], found[b - 1][1], differ)
    if best is None:
        return begin, end, word_changes(words(text[begin:end]), wanted)
    return best[2], best[3], best[4]


def passages(parts: Sequence[QuotePart], text: str, cut: list[Span]) -> Iterator[Passage]:
    """The passages of `text` that have all parts in order and in reach, each as the spans of its parts.

    Occurrences that would cut a word short are no match and are added to the list `cut`.
    """
    first, *rest = parts
    for count, hit in enumerate(occurrences(first.words, text, cut)):
        if count >= MOST_HITS:
            return
        passage = _followed([hit], rest, text)
        if passage:
            yield passage


def _followed(passage: Passage, rest: Sequence[QuotePart], text: str) -> Passage | None:
    """`passage` with the rest of the parts behind it, or None. Every place of a part is kept that a later
    part may be reached from, the earliest way to it for each.
    """
    reached: list[Passage] = [passage]
    for part in rest:
        further: dict[int, Passage] = {}
        for so_far in reached:
            begin = so_far[-1][1]
            for hit in occurrences(part.words, text, [], begin, begin + part.reach + len(part.words)):
                further.setdefault(hit[1], [*so_far, hit])
        reached = list(further.values())[:MOST_HITS]
    return reached[0] if reached else None


def occurrences(
    words: str, text: str, cut: list[Span], begin: int = 0, before: int = sys.maxsize
) -> Iterator[Span]:
    """The spans at which `words` stand between `begin` and `before` as whole words, in order. Where they
    would cut a word short, the span is added to the list `cut`.
    """
    place = text.find(words, begin, before)
    while place >= 0:
        end = place + len(words)
        if _opens(text, place) and _closes(text, end):
            yield place, end
        else:
            cut.append((place, end))
        place = text.find(words, place + 1, before)
