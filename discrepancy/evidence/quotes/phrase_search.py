"""Where a phrase stands in a text as whole words, or several phrases in order and within reach."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence

from discrepancy.evidence.quotes.quote_parts import QuotePart
from discrepancy.evidence.quotes.search_steps import SCANNED, SearchSteps

Span = tuple[int, int]
Passage = list[Span]  # where the parts of a quote stand, in order

MOST_HITS = 1000


def passages(parts: Sequence[QuotePart], text: str, cut: list[Span], steps: SearchSteps) -> Iterator[Passage]:
    """The passages of `text` that have all parts in order and in reach, each as the spans of its parts; no
    more than MOST_HITS are looked at.

    Occurrences that would cut a word short are no match; the first goes into the list `cut`.
    """
    first, *rest = parts
    for count, hit in enumerate(occurrences(first.words, text, cut, steps)):
        if count >= MOST_HITS:
            return
        passage = _followed([hit], rest, text, steps)
        if passage:
            yield passage


def _followed(passage: Passage, rest: Sequence[QuotePart], text: str, steps: SearchSteps) -> Passage | None:
    """`passage` with the rest of the parts behind it, or None. Every place of a part is kept that a later
    part may be reached from, the earliest way to it for each.
    """
    reached: list[Passage] = [passage]
    for part in rest:
        further: dict[int, Passage] = {}
        looked = 0  # where no part that begins before it is looked for again
        for so_far in reached:
            steps.spend(1 + len(so_far) // 20)
            begin = so_far[-1][1]
            before = begin + part.reach + len(part.words)
            for hit in occurrences(part.words, text, [], steps, max(begin, looked), before):
                further.setdefault(hit[1], [*so_far, hit])
            looked = before - len(part.words) + 1
        reached = list(further.values())[:MOST_HITS]
    return reached[0] if reached else None


def occurrences(
    words: str,
    text: str,
    cut: list[Span],
    steps: SearchSteps,
    begin: int = 0,
    before: int = sys.maxsize,
) -> Iterator[Span]:
    """The spans at which `words` stand between `begin` and `before` as whole words, in order. The first at
    which they would cut a word short goes into the list `cut`.
    """
    each = 1 + len(words) // 500  # a search prepares for all the words that it looks for
    steps.spend(each + max(min(before, len(text)) - begin, 0) // SCANNED)
    place = text.find(words, begin, before)
    while place >= 0:
        steps.spend(each)
        end = place + len(words)
        if _opens(text, place) and _closes(text, end):
            yield place, end
        elif not cut:
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
    """Whether a letter is of a script that does not set words apart: Thai to Khmer, Chinese, Japanese."""
    return (
        (letter > "\u2e7f" and not "\uac00" <= letter <= "\ud7a3")
        or "\u0e00" <= letter <= "\u0eff"
        or "\u1780" <= letter <= "\u17ff"
    )
