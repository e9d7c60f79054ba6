"""What groups of questions are known by: a hash of all that bears on what is found in them, and of nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import Any

from discrepancy.conventions import Conventions
from discrepancy.finding import View
from discrepancy.law import Law
from discrepancy.mark import Mark
from discrepancy.model import Claim

_LEFT_OUT = ("mark", "set_aside")  # where a thing is declared; and what needs no claim, which only rules on whole dossiers look at
_FIELD, _CLAIM = "\x1f", "\x1e"  # no file of a dossier may hold these


class Marks:
    """Makes the marks of the groups of one dossier."""

    def __init__(self, view: View) -> None:
        self._view = view
        dossier = view.dossier
        silent = [[one.id, one.siglum, one.title, one.kind, one.silent_on] for one in dossier.sources.values() if one.silent_on]
        scopes = sorted({pair for question in view.asked for pair in question.scope})
        declared = [dossier.vocabulary, dossier.entities, dossier.voices, dossier.topics, view.laws, silent, scopes]
        declared.append(sorted({question.property for question in view.asked}))
        self._start = hashlib.sha256(_written(declared)).digest()
        self._sources: dict[str, bytes] = {}

    def of(self, claims: Sequence[Claim]) -> str:
        """The mark of a group, which has `claims` in the order of the dossier."""
        found = hashlib.sha256(self._start)
        for key in sorted(self._on(claims)):
            found.update(self._source(key))
        entries: dict[Mark, int] = {}  # by where it stands, its first claim
        found.update(_CLAIM.join(_line(claim, i - entries.setdefault(claim.mark, i)) for i, claim in enumerate(claims)).encode())
        return found.hexdigest()[:40]

    def _on(self, claims: Iterable[Claim]) -> set[str]:
        """The sources that claims come from, those that these cite, and what all these are said to rest on."""
        sources = self._view.dossier.sources
        ahead = list({claim.source for claim in claims} | {link.voice for claim in claims for link in claim.voices if link.voice in sources})
        found: set[str] = set()
        while ahead:
            key = ahead.pop()
            if key not in found:
                found.add(key)
                ahead += sources[key].derived_from if key in sources else ()
        return found

    def _source(self, key: str) -> bytes:
        if key not in self._sources:
            dossier, text = self._view.dossier, self._view.checked.text(key)
            source = dossier.sources.get(key)
            pinned = [text.sha256, text.changed] if not isinstance(text, str) else text
            self._sources[key] = hashlib.sha256(_written([key, source, dossier.bases.get(key), pinned])).digest()
        return self._sources[key]


def _line(claim: Claim, back: int) -> str:
    """What a claim says, and how many claims before it the first of its entry stands."""
    when = claim.when and (claim.when.kind, claim.when.text, claim.when.event)
    rare = (claim.stance, claim.denies, claim.sense, claim.inferred, claim.note, claim.value.options, claim.voices, when, claim.rests_on)
    said = (claim.id, claim.source, claim.siglum, str(claim.question), claim.given, claim.value.text, claim.at, claim.quote, claim.holder)
    return f"{_FIELD.join(said)}{_FIELD}{back}{_FIELD}{rare if any(rare) else ''}"


def _written(thing: object) -> bytes:
    return json.dumps(_plain(thing), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _plain(thing: Any) -> Any:
    """Anything that is declared, made of lists and texts, without where it stands."""
    if thing is None or isinstance(thing, (str, int, bool)):
        return thing
    if isinstance(thing, Law):
        return ["law", thing.name, thing.text, list(thing.kinds), thing.usual, thing.because, thing.help]
    if isinstance(thing, Conventions):
        return ["conventions", thing.preset, thing.version, _plain(thing.settings)]
    if is_dataclass(thing):
        return [type(thing).__name__, *(_plain(getattr(thing, field.name)) for field in fields(thing) if field.name not in _LEFT_OUT)]
    if isinstance(thing, Mapping):
        return [[_plain(key), _plain(value)] for key, value in thing.items()]
    if isinstance(thing, AbstractSet):
        return sorted(map(str, thing))
    if isinstance(thing, Sequence):
        return [_plain(one) for one in thing]
    if isinstance(thing, Mark) or callable(thing):
        return None  # where it stands, and what looks up what is declared
    return str(thing)
