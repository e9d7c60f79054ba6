"""The passage of a text that is most like a quote which does not stand in it, and the words that differ."""

from __future__ import annotations

from collections.abc import Sequence

from discrepancy.evidence.quotes.phrase_search import occurrences
from discrepancy.evidence.quotes.quote_match import STATUSES, QuoteMatch, excerpt, match_at
from discrepancy.evidence.quotes.quote_parts import LEFT_OUT, quote_readings
from discrepancy.evidence.quotes.search_steps import SearchSteps
from discrepancy.evidence.quotes.word_changes import WORD, WordChange, word_changes, words
from discrepancy.evidence.texts.source_text import SourceText
from discrepancy.evidence.texts.word_places import MOST_PLACES, WordPlaces

ALIKE = 60.0  # of 100: below it, no passage is worth showing
KEPT = 0.5  # share of the quote's words that a passage must have for it to be the passage meant
_MOST_ANCHORS, _WORDS_TRIED, _RARE_WORDS, _STRETCH = 60, 16, 4, 2
_LONG, _MOST_ALIGNED = 200, 6  # characters of a part that is long, and how many stretches it is aligned with


def nearest_passage(quote: str, text: SourceText, steps: SearchSteps) -> QuoteMatch:
    """The passage of `text` most like a quote that does not stand in it: approximate if only slips of the pen
    differ, mismatched if a few words do, else not found.
    """
    parts = list(quote_readings(quote, True))
    if not parts:
        return QuoteMatch("not found", remark="the quote has no words")
    alone = [part.words for part in parts[-1]]
    missing = [
        part for part in alone if not any(True for _ in occurrences(part, text.normal.text, [], steps))
    ]
    if not missing:
        apart = f"but not in this order within {LEFT_OUT:,} characters of each other"
        return QuoteMatch("not found", remark=f"its parts stand in the text, {apart}")
    return max(
        (_near(part, text, len(missing) == 1, steps) for part in missing),
        key=lambda found: STATUSES.index(found.status),
    )


def _near(part: str, text: SourceText, only: bool, steps: SearchSteps) -> QuoteMatch:
    """The passage most like one part of a quote; `only` says that the other parts stand in the text."""
    wanted = words(part)
    window = _window(part, text, steps) if wanted else None
    if window is None:
        return QuoteMatch("not found")
    begin, end, differ = _fitted(wanted, text.normal.text, *window, steps)
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


def _window(part: str, source: SourceText, steps: SearchSteps) -> tuple[int, int] | None:
    """The stretch of a text most like `part`: around its rarest words, since looking everywhere takes as long
    as the text is.
    """
    from rapidfuzz import fuzz

    best: tuple[float, int, int] = (ALIKE, 0, 0)
    text = source.normal.text
    begins, wide = _candidates(part, source, steps)
    each = 10 + wide // 10 + len(part) * wide * (len(part) // 64) // 1500  # as long as the alignment takes
    for begin in begins:
        steps.spend(each)
        alike = fuzz.partial_ratio_alignment(part, text[begin : begin + wide], score_cutoff=best[0])
        if alike is not None and alike.score > best[0]:
            best = alike.score, begin + alike.dest_start, begin + alike.dest_end
    return best[1:] if best[2] else None


def _candidates(part: str, source: SourceText, steps: SearchSteps) -> tuple[Sequence[int], int]:
    """Where the stretches begin that may be like `part`, and how wide they are. Aligning a long part takes
    long: of its stretches only those are kept that have most of its words.
    """
    margin = len(part) + len(part) // 2 + 20
    wide = margin + margin // 3
    found: dict[int, int] = {}
    for offset, hits in _anchors(part, source.places, steps):
        for place in hits:
            begin = max(place - offset - margin // 3, 0)
            found.setdefault(begin // 16, begin)
    begins = list(found.values())
    if len(part) <= _LONG:
        return begins, wide
    steps.spend(len(begins) * (1 + wide // 20))
    wanted, text = set(words(part)), source.normal.text
    begins.sort(key=lambda begin: -len(wanted.intersection(words(text[begin : begin + wide]))))
    return begins[:_MOST_ALIGNED], wide


def _anchors(part: str, text: WordPlaces, steps: SearchSteps) -> list[tuple[int, Sequence[int]]]:
    """The rarest words of `part` that stand in `text`: where in the part, and the first places where in the
    text.
    """
    long = sorted(
        {word[0]: word.start() for word in WORD.finditer(part)}.items(), key=lambda one: (-len(one[0]), one)
    )[:_WORDS_TRIED]
    found: list[tuple[int, Sequence[int]]] = []
    for word, offset in long:
        hits: list[int] = []
        for spelling in sorted({word, word.lower(), word.capitalize()}):
            hits += text.first_places(spelling)[: MOST_PLACES - len(hits)]
            steps.spend(text.steps + len(hits) // 10)
        if hits:
            found.append((offset, hits))
    found.sort(key=lambda one: len(one[1]))
    return [(offset, hits[:_MOST_ANCHORS]) for offset, hits in found[:_RARE_WORDS]]


def _fitted(
    wanted: Sequence[str], text: str, begin: int, end: int, steps: SearchSteps
) -> tuple[int, int, list[WordChange]]:
    """The stretch around `begin` to `end` whose words differ least from those wanted, and how they differ."""
    low = max(begin - 200, 0)
    found = [(word.start() + low, word.end() + low) for word in WORD.finditer(text[low : end + 200])]
    first = next((i for i, word in enumerate(found) if word[1] > begin), 0)
    last = next((i for i, word in enumerate(found) if word[0] >= end), len(found))
    best: tuple[int, int, int, int, list[WordChange]] | None = None
    for a in range(max(first - _STRETCH, 0), first + _STRETCH + 1):
        for b in range(last - _STRETCH, min(last + _STRETCH, len(found)) + 1):
            if a < b <= len(found):
                differ = word_changes([text[i:j] for i, j in found[a:b]], wanted, steps)
                weight = sum(
                    max(len(words(change.text)), len(words(change.quote)))
                    * (1 if change.sort == "slight" else 3)
                    for change in differ
                )
                uneven = abs(b - a - len(wanted))
                if best is None or (weight, uneven) < best[:2]:
                    best = (weight, uneven, found[a][0], found[b - 1][1], differ)
    if best is None:
        return begin, end, word_changes(words(text[begin:end]), wanted, steps)
    return best[2], best[3], best[4]
