"""Where the names of a dossier's entities stand in a text: names and aliases, compared letter by letter as
`values/names/spelling.py` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from discrepancy.model.source import Entity
from discrepancy.values.names.spelling import Folded, compare_letters, fold

_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[.;:!?()]\s|\n\s*\n")  # what no name runs across
_ARTICLE = re.compile(r"the\s+", re.I)


class Mention(NamedTuple):
    """A name that stands in a text: its span, its words, and the ids of the entities so called."""

    start: int
    end: int
    text: str
    entities: tuple[str, ...]


class _EntityName(NamedTuple):
    words: tuple[Folded, ...]
    capital: tuple[bool, ...]
    entity: str


class EntityNames:
    """The names of some entities, looked up in texts by their first word, the longest first."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._first: dict[str, list[_EntityName]] = {}
        for entity in entities.values():
            for written in dict.fromkeys((entity.name, *entity.aliases)):
                words = _WORD.findall(
                    _ARTICLE.sub("", written, count=1) if _ARTICLE.match(written) else written
                )
                if words:
                    name = _EntityName(
                        tuple(fold(word) for word in words),
                        tuple(word[0].isupper() for word in words),
                        entity.id,
                    )
                    self._first.setdefault(name.words[0].letters, []).append(name)
        for names in self._first.values():
            names.sort(key=lambda name: -len(name.words))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every name in `text`, in order and without overlap; of two that begin at one place, the longer."""
        found = list(_WORD.finditer(text))
        at = 0
        while at < len(found):
            fits = [
                name for name in self._first.get(fold(found[at][0]).letters, ()) if _stands(name, found, at)
            ]
            if not fits:
                at += 1
                continue
            longest = len(fits[0].words)
            last = found[at + longest - 1]
            ids = tuple(dict.fromkeys(name.entity for name in fits if len(name.words) == longest))
            yield Mention(found[at].start(), last.end(), text[found[at].start() : last.end()], ids)
            at += longest


def _stands(name: _EntityName, found: list[re.Match[str]], at: int) -> bool:
    if at + len(name.words) > len(found):
        return False
    here = found[at : at + len(name.words)]
    alike = (
        (match[0][0].isupper() or not capital) and compare_letters(fold(match[0]), word) == "same"
        for match, word, capital in zip(here, name.words, name.capital, strict=True)
    )
    return all(alike) and not any(_apart(one, after) for one, after in pairwise(here))


def _apart(one: re.Match[str], after: re.Match[str]) -> bool:
    """Whether no name runs across what stands between two words. The full stop of an initial is none: "J. R.
    Fell".
    """
    initial = len(one[0]) == 1 and one[0].isupper() and one.string[one.end() : after.start()].strip() == "."
    return not initial and _APART.search(one.string, one.end(), after.start()) is not None
