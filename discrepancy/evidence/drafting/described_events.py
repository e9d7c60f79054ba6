"""Registered events where a text describes rather than names them: "the 15th plenum", "the cut-off of aid to
the South".

The noun of the description must be that of the event's name. With an ordinal the two ordinals must be the
same; without one at least two more words of the name, and half of all of them, must stand beside the noun.
Where two events fit as well, neither is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from discrepancy.evidence.statements.entity_names import Mention
from discrepancy.model.source import Entity
from discrepancy.values.numbers.number_words import ORDINALS

_WORD = re.compile(r"[^\W_]+(?:[-–][^\W_]+)*")
_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)\Z")
_APART = re.compile(r"[.;:!?()]\s|,|\n\s*\n")
_PREPOSITIONS = frozenset(
    (
        *(
            "of",
            "to",
            "in",
            "at",
            "on",
            "for",
            "with",
            "by",
            "from",
            "after",
            "against",
            "between",
            "over",
            "into",
            "along",
            "through",
            "before",
        ),
        *("under", "about"),
    )
)
_EMPTY = _PREPOSITIONS | {"the", "a", "an", "and", "or", "its", "his", "her", "their", "this", "that", "s"}
_BEFORE, _BEHIND = 5, 9  # words beside the noun that may belong to the description
_NUMBERED = 4  # of those in front, how near the ordinal must stand
_ENOUGH = 2


class _EventDescription(NamedTuple):
    """An event by the words of one of its names: its noun, its ordinal (0 for none) and the rest."""

    entity: str
    noun: str
    ordinal: int
    others: frozenset[str]


def described_events(text: str, entities: Mapping[str, Entity], named: Sequence[Mention]) -> list[Mention]:
    """The events among `entities` that `text` describes without naming them, in order. The mentions in
    `named` are passed over.
    """
    known: dict[str, list[_EventDescription]] = {}
    for entity in entities.values():
        if entity.kind == "event":
            taken_apart = (_taken_apart(name, entity.id) for name in (entity.name, *entity.aliases))
            for one in filter(None, taken_apart):
                known.setdefault(one.noun, []).append(one)
    return list(_found(text, known, named)) if known else []


def noun_of(name: str) -> str:
    """The head noun of a name: the last word before its first preposition."""
    words = [word.casefold() for word in _WORD.findall(name)]
    preposition = next((i for i, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    return words[preposition - 1] if preposition else ""


def _taken_apart(name: str, entity: str) -> _EventDescription | None:
    words = [word.casefold() for word in _WORD.findall(name)]
    noun = noun_of(name)
    if not noun:
        return None
    number = next((found for word in words[: words.index(noun)] if (found := _ordinal(word))), 0)
    others = frozenset(word for word in words if word != noun and word not in _EMPTY and not _ordinal(word))
    return _EventDescription(entity, noun, number, others)


def _ordinal(word: str) -> int:
    digits = _DIGITS.match(word)
    return int(digits[1]) if digits else int(ORDINALS.get(word, 0))


def _found(
    text: str, known: Mapping[str, Sequence[_EventDescription]], named: Sequence[Mention]
) -> Iterator[Mention]:
    words = list(_WORD.finditer(text))
    at = 0
    for i, word in enumerate(words):
        candidates = known.get(word[0].casefold())
        if candidates is None:
            continue
        while at < len(named) and named[at].end <= word.start():
            at += 1
        if at < len(named) and named[at].start < word.end() and len(named[at].text.split()) > 1:
            continue
        if mention := _meant(text, words, i, candidates):
            yield mention


def _meant(
    text: str, words: Sequence[re.Match[str]], i: int, candidates: Sequence[_EventDescription]
) -> Mention | None:
    """The one event that the words around the noun at `i` describe best, if there is one."""
    before = _beside(text, words, i, -1, _BEFORE)
    behind = _beside(text, words, i, 1, _BEHIND)
    number = next((j for j in before[:_NUMBERED] if _ordinal(words[j][0].casefold())), None)
    said = {words[j][0].casefold(): j for j in (*before, *behind)}
    scores = []
    for one in candidates:
        shared = one.others & said.keys()
        if one.ordinal:
            fits = number is not None and _ordinal(words[number][0].casefold()) == one.ordinal
        else:
            fits = number is None and len(shared) >= _ENOUGH and len(shared) * 2 >= len(one.others)
        if fits:
            scores.append((len(shared), one.entity, shared))
    best = max((score for score, _, _ in scores), default=-1)
    meant = {entity: shared for score, entity, shared in scores if score == best}
    if len(meant) != 1:
        return None
    ((entity, shared),) = meant.items()
    places = [i, *(said[word] for word in shared), *([number] if number is not None else [])]
    start, end = words[min(places)].start(), words[max(places)].end()
    return Mention(start, end, text[start:end], (entity,))


def _beside(text: str, words: Sequence[re.Match[str]], i: int, step: int, most: int) -> list[int]:
    """The words on one side of the noun, nearest first, as far as no stop or comma stands between."""
    found: list[int] = []
    j = i + step
    while 0 <= j < len(words) and len(found) < most:
        gap = (
            text[words[j].end() : words[j - step].start()]
            if step < 0
            else text[words[j - step].end() : words[j].start()]
        )
        if _APART.search(gap):
            break
        if step < 0 and words[j][0].casefold() in ("the", "a", "an", "this", "that", "and"):
            break
        found.append(j)
        j += step
    return found
