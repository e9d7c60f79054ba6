"""Who is said to say what stands in a sentence: "according to Hugh", "Hugh states that", "some sources cite"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from discrepancy.evidence.cues import ACCORDING, SAYS, SOME
from discrepancy.evidence.names import Mention
from discrepancy.evidence.sentences import Span

_TITLES = 25  # characters that titles and trades may take before a name
_TO_VERB, _LONGEST = 40, 80
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MOST_BETWEEN = 3  # words such as "later" or "has always"
_STOPS = frozenset(".;:,()[]")


class Voiced(NamedTuple):
    """Who says so: the id of a voice or entity ("" for one that is not registered), and the words."""

    id: str
    words: str


def voiced(text: str, sentence: Span, place: int, mentions: Sequence[Mention]) -> Voiced | None:
    """Who is said to state what stands at `place`. `mentions` are the registered names in the sentence; of several, the nearest that speaks before it."""
    bracket = _brackets(text, *sentence, place)
    found = [one for one in _spoken(text, *sentence, mentions) if one[0] <= place or one[1]]
    inside = [one for one in found if _brackets(text, *sentence, one[0]) == bracket]
    found = inside or [one for one in found if _brackets(text, *sentence, one[0]) == sentence]
    before = [one for one in found if one[0] <= place]
    return max(before, key=lambda one: one[0])[2] if before else (found[0][2] if found else None)


def _brackets(text: str, low: int, high: int, place: int) -> Span:
    """What stands in the same brackets as `place`, or the sentence."""
    opened = text.rfind("(", low, place)
    if opened >= 0 and text.find(")", opened, place) < 0:
        closed = text.find(")", place, high)
        return opened + 1, closed if closed >= 0 else high
    return low, high


def _spoken(text: str, low: int, high: int, mentions: Sequence[Mention]) -> Iterator[tuple[int, bool, Voiced]]:
    """From where someone speaks, whether for the whole sentence, and who."""
    inside = [one for one in mentions if low <= one.start and one.end <= high]
    for cue in ACCORDING.finditer(text, low, high):
        name = next((one for one in inside if cue.end() <= one.start <= cue.end() + _TITLES), None)
        words = text[cue.end() : name.end if name else _phrase_end(text, cue.end(), high)]
        yield cue.start(), True, _voice(name, words)
    for cue in SOME.finditer(text, low, high):
        name = next((one for one in inside if one.start < cue.end("who") and one.end > cue.start()), None)
        yield cue.start(), False, _voice(name, cue["who"])
    for cue in SAYS.finditer(text, low, high):
        near = [one for one in inside if one.end <= cue.start() and cue.start() - one.end <= _TO_VERB]
        if near and _STOPS.isdisjoint(between := text[near[-1].end : cue.start()]) and len(between.split()) <= _MOST_BETWEEN:
            yield near[-1].start, False, _voice(near[-1], near[-1].text)


def _voice(name: Mention | None, words: str) -> Voiced:
    return Voiced(name.entities[0] if name else "", " ".join(words.split()))


def _phrase_end(text: str, begin: int, high: int) -> int:
    """Where the words that name someone end: behind the words with capitals, or else the first word."""
    words = list(_WORD.finditer(text, begin, min(begin + _LONGEST, high)))
    capital = next((i for i, word in enumerate(words[:3]) if word[0][0].isupper()), 0)
    last = capital
    while last + 1 < len(words) and words[last + 1][0][0].isupper() and text[words[last].end() : words[last + 1].start()].isspace():
        last += 1
    return words[last].end() if words else begin
