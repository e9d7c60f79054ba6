"""The hash of a group of questions: of all that bears on what is found in it, and of nothing else."""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import Any

from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.law import Law
from discrepancy.model.mark import Mark
from discrepancy.values.conventions import Conventions

_LEFT_OUT = (
    "mark",
    "set_aside",
)  # where a thing is declared; and what needs no claim, which only rules on whole dossiers look at


class GroupHashes:
    """Hashes of the groups of one dossier's questions."""

    def __init__(self, view: View) -> None:
        self._view = view
        dossier = view.dossier
        silent = [
            [one.id, one.siglum, one.title, one.kind, one.silent_on]
            for one in dossier.sources.values()
            if one.silent_on
        ]
        scopes = sorted({pair for question in view.questions for pair in question.scope})
        declared = [
            dossier.vocabulary,
            dossier.entities,
            dossier.voices,
            dossier.topics,
            view.laws,
            silent,
            scopes,
        ]
        declared.append(sorted({question.property for question in view.questions}))
        self._start = hashlib.sha256(_written(declared)).digest()
        self._sources: dict[str, bytes] = {}

    def of(self, claims: Sequence[Claim]) -> str:
        """The hash of the group that has `claims`, in the order of the dossier: 40 hex digits."""
        found = hashlib.sha256(self._start)
        for key in sorted(self._on(claims)):
            found.update(self._source(key))
        entries: dict[Mark, int] = {}  # by where it stands, its first claim
        said = [_said(claim, i - entries.setdefault(claim.mark, i)) for i, claim in enumerate(claims)]
        # Written by marshal, which is quick, and in its first version tells nothing but values; it is never
        # read.
        found.update(marshal.dumps(said, 0))
        return found.hexdigest()[:40]

    def _on(self, claims: Iterable[Claim]) -> set[str]:
        """The sources that claims come from, those that these cite, and all that they derive from."""
        sources = self._view.dossier.sources
        ahead = list(
            {claim.source for claim in claims}
            | {link.voice for claim in claims for link in claim.voices if link.voice in sources}
        )
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
            # Of one hash there may be two texts: a byte order mark is not in it, and says how a page is read.
            pinned = [text.text, text.pages, text.changed] if not isinstance(text, str) else text
            self._sources[key] = hashlib.sha256(
                _written([key, source, dossier.bases.get(key), pinned])
            ).digest()
        return self._sources[key]


def _said(claim: Claim, back: int) -> tuple[object, ...]:
    """What a claim says, and how many claims before it the first of its entry stands."""
    (
        id_,
        source,
        siglum,
        (about, name, scope),
        value,
        given,
        _,
        at,
        quote,
        stance,
        denies,
        voices,
        holder,
        when,
        *prose,
        rests_on,
        complete,
    ) = claim
    return (
        id_, source, siglum, about, name, scope, given, value.text, value.options,
        at, quote, stance, denies, holder, prose, back,
        # Written in braces it may have conventions of its own, of which neither its words nor its options
        # tell.
        repr((value.plain, value.licensed, value.charitable)) if given.startswith("{") else "",
        repr(voices) if voices else "",
        (when.kind, when.text, when.event) if when is not None else (),
        [tuple(question) for question in rests_on], complete,
    )  # fmt: skip


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
        return [
            type(thing).__name__,
            *(_plain(getattr(thing, field.name)) for field in fields(thing) if field.name not in _LEFT_OUT),
        ]
    if isinstance(thing, Mapping):
        return [[_plain(key), _plain(value)] for key, value in thing.items()]
    if isinstance(thing, AbstractSet):
        return sorted(map(str, thing))
    if isinstance(thing, Sequence):
        return [_plain(one) for one in thing]
    if isinstance(thing, Mark) or callable(thing):
        return None  # where it stands, and what looks up what is declared
    return str(thing)
