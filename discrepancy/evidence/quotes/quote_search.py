"""A quote looked up in a text: where its words stand, letter by letter or typography aside, and what is wrong
where they do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from discrepancy.evidence.quotes.locators import located_spans
from discrepancy.evidence.quotes.nearest_passage import nearest_passage
from discrepancy.evidence.quotes.omissions import hidden_change
from discrepancy.evidence.quotes.phrase_search import Passage, passages
from discrepancy.evidence.quotes.quote_match import UNFINISHED, QuoteMatch, excerpt, match_at
from discrepancy.evidence.quotes.quote_parts import QuotePart, parts_as_written, quote_readings
from discrepancy.evidence.quotes.search_steps import STEPS_PER_QUOTE, SearchEnded, SearchSteps
from discrepancy.evidence.quotes.word_changes import TURNING, WordChange, word_changes, words
from discrepancy.evidence.texts.normalise import NormalText, normalised
from discrepancy.evidence.texts.source_text import SourceText

_MINUS = re.compile(r"(?:^|[\s(])[-−–]\Z")
_OWN_BRACKETS = re.compile(r"\s*\[([^\[\]]*)\]")  # those of the text


def find_quote(quote: str, text: SourceText, at: str = "", most: int = STEPS_PER_QUOTE) -> QuoteMatch:
    """Where `quote` stands in `text`, or what is wrong with it; the locator `at` tells which of several
    passages is meant. If `most` steps do not tell, it was not searched to the end.

    It is looked for with the words that line ends divide joined, then as they stand; as it is written, then
    with its ellipses read as omissions.
    """
    return searched_quote(quote, text, at, SearchSteps(most))


def searched_quote(quote: str, text: SourceText, at: str, steps: SearchSteps) -> QuoteMatch:
    """What `find_quote` finds with the `steps` that are left."""
    most = steps.left
    try:
        return _found(quote, text, at, steps)
    except SearchEnded:
        return QuoteMatch(UNFINISHED, remark=f"the search was ended after {most:,} steps")


def _found(quote: str, text: SourceText, at: str, steps: SearchSteps) -> QuoteMatch:
    steps.spend(len(quote) // 10)
    cut: list[tuple[int, int]] = []
    for dehyphenated in (True, False):
        for parts in quote_readings(quote, dehyphenated):
            normal = text.normal if dehyphenated else text.normal_hyphenated
            hits = list(passages(parts, normal.text, cut if dehyphenated else [], steps))
            if hits:
                return _verified(quote, parts, hits, text, normal, at, steps)
    if cut:
        start, end = text.normal.original_span(*cut[0])
        around = excerpt(text.text, *text.normal.original_span(*_whole_words(text.normal.text, *cut[0])))
        return match_at(
            text, "mismatched", start, end, nearest=around, remark="the quote cuts a word or figure short"
        )
    return nearest_passage(quote, text, steps)


def _verified(
    quote: str,
    parts: Sequence[QuotePart],
    hits: Sequence[Passage],
    text: SourceText,
    normal: NormalText,
    at: str,
    steps: SearchSteps,
) -> QuoteMatch:
    """The match of a quote whose parts stand in the text at each of `hits`."""
    places = [(normal.original_span(*hit[0])[0], normal.original_span(*hit[-1])[1], hit) for hit in hits]
    chosen = places if len(places) == 1 else _meant(places, text, at)
    changed = []
    for start, end, passage in chosen:
        hidden = (*_turned(start, text.text), *_hidden(passage, parts, normal, steps))
        if hidden:
            changed.append((start, end, hidden))
    if changed:
        start, end, hidden = changed[0]
        at_one = f"it stands there {len(chosen)} times, and so at {len(changed)} of them"
        return match_at(
            text,
            "mismatched",
            start,
            end,
            nearest=excerpt(text.text, start, end),
            changes=hidden,
            remark=at_one if len(chosen) > 1 else "",
        )
    start, end, passage = chosen[0]
    if len(chosen) > 1:
        return match_at(text, "ambiguous", start, end, others=tuple(begin for begin, _, _ in chosen[1:]))
    spans = tuple(normal.original_span(*span) for span in passage)
    standing = [" ".join(text.text[begin:stop].split()) for begin, stop in spans]
    as_quoted = [" ".join(part.split()) for part in parts_as_written(quote)]
    exact = standing == as_quoted or standing == [" ".join(quote.split())]
    return match_at(text, "exact" if exact else "normalised", start, end, parts=spans)


def _meant(
    places: Sequence[tuple[int, int, Passage]], text: SourceText, at: str
) -> Sequence[tuple[int, int, Passage]]:
    """Those of some places in the text that the locator leaves; all of them where it leaves none."""
    for begin, end in located_spans(at, text) if at else ():
        inside = [place for place in places if begin <= place[0] < end]
        if inside:
            return inside
    return places


def _turned(begin: int, text: str) -> Iterator[WordChange]:
    """A "not" or a minus right before the quote, which the quote has lost."""
    before = text[max(begin - 20, 0) : begin]
    if _MINUS.search(before) and text[begin].isdigit():
        yield WordChange("-", "", "figure")
    word = before.split()[-1] if before[-1:].isspace() and before.strip() else ""
    if word.casefold() in TURNING or word.casefold().endswith("n't"):
        yield WordChange(word, "", "negation")


def _hidden(
    passage: Passage, parts: Sequence[QuotePart], normal: NormalText, steps: SearchSteps
) -> Iterator[WordChange]:
    """What omissions hide, a "not", a hedge or another subject of what follows; and other words in brackets
    than those that the text itself has in them.
    """
    last = passage[-1][1]
    own = _OWN_BRACKETS.match(normal.text, last) if parts[-1].behind else None
    if own:
        yield from (
            change
            for change in word_changes(words(own[1]), words(normalised(parts[-1].behind)), steps)
            if change.sort != "slight"
        )
    for ((_, end), (begin, _)), part in zip(pairwise(passage), parts[1:], strict=True):
        left_out = words(normal.text[end:begin])
        if part.put and "[" in normal.text[end:begin]:
            yield from (
                change
                for change in word_changes(left_out, words(normalised(part.put)), steps)
                if change.sort != "slight"
            )
        elif change := hidden_change(normal.text[end:begin], normal.text[begin : begin + 40]):
            yield change


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return begin, end
