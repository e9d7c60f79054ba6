"""Quotes against a text: where the words stand, letter by letter or typography aside, and what is wrong where
they do not.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from discrepancy.evidence.quotes.locators import places
from discrepancy.evidence.quotes.quote_match import STATUSES, QuoteMatch
from discrepancy.evidence.quotes.word_changes import (
    HEDGES,
    TURNING,
    WORD,
    WordChange,
    negates,
    word_changes,
    words,
)
from discrepancy.evidence.texts.normalise import NormalText, plain
from discrepancy.evidence.texts.source_text import SourceText

LEFT_OUT = 1000  # characters that an ellipsis may stand for
PUT_IN = 100  # characters that [words] may stand for
FEW_LEFT_OUT = 4  # words: an ellipsis that hides a "not" and little else hides the "not"
MOST_HITS = 1000
ALIKE = 60.0  # of 100: below it, no passage is worth showing
KEPT = 0.5  # share of the quote's words that a passage must have for it to be the passage meant
_MOST_ANCHORS, _WORDS_TRIED, _RARE_WORDS, _STRETCH = 60, 16, 4, 2

_ELLIPSIS = re.compile(
    r"\s*(?:[\[(]\s*(?:\.{3,4}|…)\s*[\])]|\.{3,4}|…|(?:\.\s){2,3}\.)\s*|\s*\[(?P<put>[^\[\]]{1,80})\]\s*"
)
_MINUS = re.compile(r"(?:^|[\s(])[-−–]\Z")
_OWN_BRACKETS = re.compile(r"\s*\[([^\[\]]*)\]")  # those of the text


class _QuotePart(NamedTuple):
    """A stretch of a quote without omissions, how many characters may stand before it, and what stands in brackets there,
    and, for the last one, in brackets behind it."""

    words: str
    reach: int
    put: str = ""
    behind: str = ""


def find_quote(quote: str, text: SourceText, at: str = "") -> QuoteMatch:
    """What becomes of `quote` in `text`; the locator `at` tells which of several passages is meant."""
    cut: list[tuple[int, int]] = []
    for joined in (True, False):
        for parts in _readings(quote, joined):
            normal = text.normal if joined else text.kept
            hits = list(_hits(parts, normal.text, cut if joined else []))
            if hits:
                return _stands(
                    quote,
                    parts,
                    [(normal.back(*hit[0])[0], normal.back(*hit[-1])[1], hit) for hit in hits],
                    text,
                    normal,
                    at,
                )
    if cut:
        start, end = text.normal.back(*cut[0])
        around = _shown(text.text, *text.normal.back(*_whole_words(text.normal.text, *cut[0])))
        return _at(
            text, "mismatched", start, end, nearest=around, remark="the quote cuts a word or figure short"
        )
    return _nearest(quote, text)


def _readings(quote: str, joined: bool) -> Iterator[list[_QuotePart]]:
    """The quote as it stands, and with its ellipses and brackets read as such."""
    whole = plain(quote, joined)
    if whole:
        yield [_QuotePart(whole, 0)]
    parts, place, reach, put = [], 0, 0, ""
    for gap in _ELLIPSIS.finditer(quote):
        if said := plain(quote[place : gap.start()], joined):
            parts.append(_QuotePart(said, reach, put))
            reach, put = 0, ""
        reach, put = max(reach, PUT_IN if gap["put"] else LEFT_OUT), put + (gap["put"] or "")
        place = gap.end()
    if place and (said := plain(quote[place:], joined)):
        parts.append(_QuotePart(said, reach, put))
    elif parts and put:
        parts[-1] = parts[-1]._replace(behind=put)
    if place and parts:
        yield parts


def _hits(
    parts: Sequence[_QuotePart], text: str, cut: list[tuple[int, int]]
) -> Iterator[list[tuple[int, int]]]:
    """The passages that have all parts in order and in reach, each as the places of its parts. What cuts
    words short goes to `cut`.
    """
    first, *rest = parts
    for count, hit in enumerate(_places(first.words, text, cut)):
        if count >= MOST_HITS:
            return
        passage = _followed([hit], rest, text)
        if passage:
            yield passage


def _followed(
    passage: list[tuple[int, int]], rest: Sequence[_QuotePart], text: str
) -> list[tuple[int, int]] | None:
    """`passage` with the rest of the parts after it, each at the first place from which the next is still in
    reach.
    """
    reached: list[list[tuple[int, int]]] = [passage]
    for part in rest:
        further: dict[int, list[tuple[int, int]]] = {}
        for so_far in reached:
            begin = so_far[-1][1]
            for hit in _places(part.words, text, [], begin, begin + part.reach + len(part.words)):
                further.setdefault(hit[1], [*so_far, hit])
        reached = list(further.values())[:MOST_HITS]
    return reached[0] if reached else None


def _places(
    words: str, text: str, cut: list[tuple[int, int]], begin: int = 0, before: int = sys.maxsize
) -> Iterator[tuple[int, int]]:
    """Where `words` stand between `begin` and `before`, as whole words; what would cut others short goes to
    `cut`.
    """
    place = text.find(words, begin, before)
    while place >= 0:
        end = place + len(words)
        if _opens(text, place) and _closes(text, end):
            yield place, end
        else:
            cut.append((place, end))
        place = text.find(words, place + 1, before)


def _opens(text: str, place: int) -> bool:
    """Whether a word or figure can begin here."""
    if not place or not text[place].isalnum() or _unspaced(text[place]):
        return True
    before = text[place - 1]
    if before.isalnum():
        return _unspaced(before)
    return not (text[place].isdigit() and before in ".,'/" and text[place - 2 : place - 1].isdigit())


def _closes(text: str, end: int) -> bool:
    """Whether a word or figure can end here; a footnote mark may follow a word."""
    last, after = text[end - 1], text[end : end + 1]
    if not after or not last.isalnum() or _unspaced(last):
        return True
    if after.isalnum():
        mark = (
            after.isdigit()
            if last.isalpha()
            else unicodedata.category(after) == "No" and unicodedata.numeric(after) % 1 == 0
        )
        return mark or _unspaced(after)
    if unicodedata.combining(after) or (last.isdigit() and after == "%"):
        return False
    if after == "'":
        return not (text[end + 1 : end + 2] == "t" and not text[end + 2 : end + 3].isalnum())  # can | 't
    return not (last.isdigit() and after in ".,/" and text[end + 1 : end + 2].isdigit())


def _unspaced(letter: str) -> bool:
    """Whether a letter belongs to a script that does not set words apart: Thai to Khmer, Chinese, Japanese."""
    return (
        (letter > "\u2e7f" and not "\uac00" <= letter <= "\ud7a3")
        or "\u0e00" <= letter <= "\u0eff"
        or "\u1780" <= letter <= "\u17ff"
    )


def _stands(
    quote: str,
    parts: Sequence[_QuotePart],
    hits: Sequence[tuple[int, int, list[tuple[int, int]]]],
    text: SourceText,
    normal: NormalText,
    at: str,
) -> QuoteMatch:
    """A quote that stands in the text at each of `hits`."""
    chosen = hits if len(hits) == 1 else _meant(hits, text, at)
    start, end, passage = chosen[0]
    if len(chosen) > 1:
        return _at(text, "ambiguous", start, end, others=tuple(hit[0] for hit in chosen[1:]))
    if hidden := (*_turned(start, text.text), *_hidden(passage, parts, normal)):
        return _at(text, "mismatched", start, end, nearest=_shown(text.text, start, end), changes=hidden)
    standing = [" ".join(text.text[slice(*normal.back(*place))].split()) for place in passage]
    as_quoted = (
        [" ".join(quote.split())]
        if len(parts) == 1 and not _ELLIPSIS.search(quote)
        else [_bare(part) for part in _split(quote)]
    )
    exact = standing == as_quoted or (len(parts) == 1 and standing == [" ".join(quote.split())])
    return _at(
        text,
        "exact" if exact else "normalised",
        start,
        end,
        parts=tuple(normal.back(*place) for place in passage),
    )


def _split(quote: str) -> list[str]:
    place, found = 0, []
    for gap in _ELLIPSIS.finditer(quote):
        found.append(quote[place : gap.start()])
        place = gap.end()
    return [part for part in (*found, quote[place:]) if part.strip()]


def _bare(part: str) -> str:
    return " ".join(part.split())


def _meant(
    hits: Sequence[tuple[int, int, list[tuple[int, int]]]], text: SourceText, at: str
) -> Sequence[tuple[int, int, list[tuple[int, int]]]]:
    """The hits that the locator leaves."""
    for begin, end in places(at, text) if at else ():
        inside = [hit for hit in hits if begin <= hit[0] < end]
        if inside:
            return inside
    return hits


def _turned(begin: int, text: str) -> Iterator[WordChange]:
    """A "not" or a minus right before the quote, which the quote has lost."""
    before = text[max(begin - 20, 0) : begin]
    if _MINUS.search(before) and text[begin].isdigit():
        yield WordChange("-", "", "figure")
    word = before.split()[-1] if before[-1:].isspace() and before.strip() else ""
    if word.casefold() in TURNING or word.casefold().endswith("n't"):
        yield WordChange(word, "", "negation")


def _hidden(
    passage: Sequence[tuple[int, int]], parts: Sequence[_QuotePart], normal: NormalText
) -> Iterator[WordChange]:
    """What short omissions hide, a "not" or the hedge of what follows; and other words in brackets than those
    that the text itself has in them.
    """
    last = passage[-1][1]
    own = _OWN_BRACKETS.match(normal.text, last) if parts[-1].behind else None
    if own:
        yield from (
            change
            for change in word_changes(words(own[1]), words(plain(parts[-1].behind)))
            if change.sort != "slight"
        )
    for ((_, end), (begin, _)), part in zip(pairwise(passage), parts[1:], strict=True):
        left_out = words(normal.text[end:begin])
        if part.put and "[" in normal.text[end:begin]:
            yield from (
                change for change in word_changes(left_out, words(plain(part.put))) if change.sort != "slight"
            )
        elif 0 < len(left_out) <= FEW_LEFT_OUT and (
            any(map(negates, left_out)) or left_out[-1].casefold() in HEDGES
        ):
            yield WordChange(" ".join(left_out), "", "negation" if any(map(negates, left_out)) else "hedge")


def _nearest(quote: str, text: SourceText) -> QuoteMatch:
    """What is wrong with a quote that stands nowhere: the passage most like it, and the words that differ."""
    parts = list(_readings(quote, True))
    if not parts:
        return QuoteMatch("not found", remark="the quote has no words")
    alone = [part.words for part in parts[-1]]
    missing = [part for part in alone if not any(True for _ in _places(part, text.normal.text, []))]
    if not missing:
        return QuoteMatch(
            "not found",
            remark=f"its parts stand in the text, but not in this order within {LEFT_OUT:,} characters of each other",
        )
    return max(
        (_near(part, text, len(missing) == 1) for part in missing),
        key=lambda found: STATUSES.index(found.status),
    )


def _near(part: str, text: SourceText, only: bool) -> QuoteMatch:
    wanted = words(part)
    window = _window(part, text.normal.text) if wanted else None
    if window is None:
        return QuoteMatch("not found")
    begin, end, differ = _fitted(wanted, text.normal.text, *window)
    start, stop = text.normal.back(begin, end)
    nearest = _shown(text.text, start, stop)
    kept = 1 - sum(len(words(change.quote)) for change in differ if change.sort != "slight") / len(wanted)
    extra = sum(len(words(change.text)) for change in differ) / len(wanted)
    if all(change.sort == "slight" for change in differ):
        return _at(text, "approximate", start, stop, nearest=nearest, changes=tuple(differ))
    status = "mismatched" if kept >= KEPT and extra <= KEPT and only else "not found"
    return _at(
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


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return begin, end


def _at(text: SourceText, status: str, start: int, end: int, **more: object) -> QuoteMatch:
    return QuoteMatch(status, start, end, text.line(start), text.page(start), **more)  # type: ignore[arg-type]  # the fields of Found


def _shown(text: str, start: int, end: int, most: int = 300) -> str:
    said = " ".join(text[start:end].split())
    return said if len(said) <= most else said[: most - 1] + "…"
