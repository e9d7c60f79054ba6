"""Where a word stands in a text, within longer words too: found in the text, or, once many were asked for, by
an index of its words.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property

MOST_PLACES = 601  # of one word: whoever stands more often is no rare word
_FEW_SEARCHES = 300  # before an index is worth making
_MOST_KEPT = 3_000  # words whose places are kept
_MOST_JOINED = 5_000  # places of the words that have the one looked for in them
_SCANNED = 20_000  # characters that are scanned in one step


class WordPlaces:
    """The places of words in a text in which words stand apart by single spaces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: dict[str, Sequence[int]] = {}
        self._searches = 0
        self.steps = 1 + len(text) // _SCANNED  # of one search, whatever is kept

    def first_places(self, word: str) -> Sequence[int]:
        """The first places where `word`, which has no spaces, stands in the text, at most MOST_PLACES."""
        found = self._kept.get(word)
        if found is None:
            self._searches += 1
            indexed = self._indexed(word) if self._searches > _FEW_SEARCHES else None
            found = self._scanned(word) if indexed is None else indexed
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[word] = found
        return found

    def _scanned(self, word: str) -> Sequence[int]:
        found = array("L")
        place = self._text.find(word)
        while place >= 0 and len(found) < MOST_PLACES:
            found.append(place)
            place = self._text.find(word, place + 1)
        return found

    def _indexed(self, word: str) -> Sequence[int] | None:
        """The same by the index; None where the word stands in too many others."""
        vocabulary, places = self._index
        found: list[int] = []
        hit = vocabulary.find(word)
        while hit >= 0:
            begin = vocabulary.rfind(" ", 0, hit) + 1
            end = vocabulary.index(" ", hit)
            holder = vocabulary[begin:end]
            offsets = [at for at in range(hit - begin, len(holder)) if holder.startswith(word, at)]
            here = places[holder]
            if len(found) + len(offsets) * len(here) > _MOST_JOINED:
                return None
            found += [place + offset for place in here for offset in offsets]
            hit = vocabulary.find(word, end)
        return array("L", sorted(found)[:MOST_PLACES])

    @cached_property
    def _index(self) -> tuple[str, dict[str, array[int]]]:
        """Every word of the text once, with a space before and behind, and where each stands."""
        places: dict[str, array[int]] = {}
        at = 0
        for word in self._text.split(" "):
            if word in places:
                places[word].append(at)
            else:
                places[word] = array("L", (at,))
            at += len(word) + 1
        return f" {' '.join(places)} ", places
