"""Whether the name that a claim gives stands in its quote, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from discrepancy.evidence.statements.entity_names import EntityNames
from discrepancy.evidence.value_checks.mismatch import ValueMismatch
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.values.names.spelling import compare_letters, fold, without_titles

_ALIKE = 75.0  # of 100: a name so like the one claimed is that one, changed
_MARKS = "\"'“”‘’.,;:()[]"  # that may stand around a word


def name_mismatches(
    claim: Claim, kind: str, dossier: Dossier, names: Callable[[], EntityNames]
) -> Iterator[ValueMismatch]:
    """The name that the quote has in place of the one claimed: with other marks, misspelt, or of another
    entity of the same kind. `kind` is name or entity.
    """
    said = claim.value.text
    bare = fold(without_titles(said, dossier.vocabulary.titles))
    if re.search(rf"(?<!\w){re.escape(bare.letters)}(?!\w)", fold(claim.quote).letters):
        if kind == "name" and (other := _marked_otherwise(said, claim.quote)):
            yield ValueMismatch("name", other, said)
        return
    if kind == "entity":
        yield from _other_entity(claim, dossier, names())
    elif altered := _misspelt(said, claim.quote):
        yield ValueMismatch("name", altered, said)


def _marked_otherwise(said: str, quote: str) -> str:
    """The words of the quote that have the letters of the name with other marks."""
    wanted, given = said.split(), quote.split()
    for at in range(len(given) - len(wanted) + 1):
        here = " ".join(given[at : at + len(wanted)]).strip(_MARKS)
        if compare_letters(fold(here), fold(said)) == "marks":
            return here
        if compare_letters(fold(here), fold(said)) == "same":
            return ""
    return ""


def _other_entity(claim: Claim, dossier: Dossier, names: EntityNames) -> Iterator[ValueMismatch]:
    """A name of something else of the same kind, where that of the thing claimed does not stand."""
    entry = getattr(claim.value, "entry", None)
    if entry is None or entry.id not in dossier.entities:
        return
    mentioned = {
        dossier.canonical(key): mention.text
        for mention in names.mentions(claim.quote)
        for key in mention.entities
    }
    kin = {entry.id, *entry.broader, *entry.maybe}
    if any(key in kin or entry.id in dossier.wholes(key) for key in mentioned):
        return
    beside = {
        dossier.canonical(claim.question.about),
        *(dossier.canonical(value) for _, value in claim.question.scope),
    }
    beside |= {dossier.canonical(link.voice) for link in claim.voices}
    kind = dossier.entities[entry.id].kind
    others = [
        text for key, text in mentioned.items() if key not in beside and dossier.entities[key].kind == kind
    ]
    if others:
        yield ValueMismatch("name", ", ".join(others), claim.given)


def _misspelt(said: str, quote: str) -> str | None:
    """The words of the quote that are nearly the name."""
    from rapidfuzz import fuzz

    wanted, given = said.split(), [word.strip(_MARKS) for word in quote.split()]
    best = _ALIKE
    words: str | None = None
    for at in range(len(given) - len(wanted) + 1):
        here = " ".join(given[at : at + len(wanted)])
        if here[:1].isupper() and (alike := fuzz.ratio(fold(here).letters, fold(said).letters)) >= best:
            best, words = alike, here
    return words
