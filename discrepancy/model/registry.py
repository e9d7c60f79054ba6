"""The registry: which entity or term a written name stands for. Only names that are declared decide; likeness
of spelling never does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from discrepancy.model.graph import Representatives, ancestors, connected_parts
from discrepancy.model.source import Entity
from discrepancy.model.vocabulary import Term
from discrepancy.values.base import RegistryEntry
from discrepancy.values.names.spelling import compare_letters, fold, without_titles


class Registry:
    """Looks names up among entities and terms: by id, name or alias as written, else letter by letter (titles
    aside) where only one entry fits.
    """

    def __init__(
        self, entities: Mapping[str, Entity], terms: Mapping[str, Term], titles: frozenset[str] = frozenset()
    ) -> None:
        self._titles = titles
        representative = Representatives(lambda name: _same_as(entities, name))
        stands_for = {key: representative(key) for key in entities}
        whole_of = _closure({key: entity.part_of for key, entity in entities.items()}, stands_for)
        maybe, reasons = _perhaps(entities, stands_for)

        def entity_entry(written: str, key: str) -> RegistryEntry:
            entity, one = entities[key], stands_for[key]
            return RegistryEntry(
                one,
                whole_of(one),
                how="" if written == entity.name else "alias",
                because=reasons.get(one, entity.because if entity.same_as else ""),
                name=entity.name,
                maybe=maybe.get(one, frozenset()),
            )

        self._entities = _NameIndex(
            (
                (written, key)
                for key, entity in entities.items()
                for written in (key, entity.name, *entity.aliases)
            ),
            entity_entry,
            lambda name: without_titles(name, titles),
        )
        one_of = _one_term(terms)
        term_of = {_nfc(name): one_of[key] for key, term in terms.items() for name in term.same_as}
        term_of |= {name: one_of[key] for name, key in _declared(terms).items()}
        broader = _closure(
            {
                key: tuple(term_of.get(_nfc(name), name) for name in term.broader)
                for key, term in terms.items()
            },
            one_of,
        )
        excluded = _exclusions(terms, term_of, one_of)
        written_as = [
            (name, key) for key, term in terms.items() for name in (key, term.name)
        ]  # before the other words: a term's own
        written_as += [(name, key) for key, term in terms.items() for name in term.same_as]

        def term_entry(written: str, key: str) -> RegistryEntry:
            term, one = terms[key], one_of[key]
            return RegistryEntry(
                one,
                broader(one),
                excluded.get(one, frozenset()),
                how="" if written in (term.name, key) else "alias",
                name=term.name,
            )

        self._terms = _NameIndex(written_as, term_entry, lambda name: name)

    def entity(self, name: str) -> RegistryEntry | None:
        """The entry of the entity so called, or None."""
        return self._entities.find(name)

    def term(self, name: str) -> RegistryEntry | None:
        """The entry of the term so called, or None."""
        return self._terms.find(name)


class _NameIndex:
    """Written names and the entries they stand for; an entry is made when its name is looked up."""

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        entry: Callable[[str, str], RegistryEntry],
        bare: Callable[[str], str],
    ) -> None:
        """`names` are written names, each with the key of what it names; `entry` is made of the two."""
        self._bare, self._entry = bare, entry
        self._exact: dict[str, tuple[str, str]] = {}
        self._folded: dict[str, list[tuple[str, tuple[str, str]]]] = {}
        for written, key in names:
            name = unicodedata.normalize("NFC", written)
            self._exact.setdefault(name, (written, key))
            self._folded.setdefault(fold(bare(name)).letters, []).append((bare(name), (written, key)))

    def find(self, written: str) -> RegistryEntry | None:
        name = unicodedata.normalize("NFC", written.strip())
        exact = self._exact.get(name)
        if exact is not None:
            return self._entry(*exact)
        bare = self._bare(name)
        folded = fold(bare)
        alike = [
            self._entry(*named)
            for other, named in self._folded.get(folded.letters, ())
            if compare_letters(folded, fold(other)) == "same"
        ]
        fits = {entry.id: entry for entry in alike}
        return next(iter(fits.values()))._replace(how="alias") if len(fits) == 1 else None


def _same_as(entities: Mapping[str, Entity], name: str) -> str:
    return entities[name].same_as if name in entities else ""


def _perhaps(
    entities: Mapping[str, Entity], stands_for: Mapping[str, str]
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """For each representative those it may be, which holds both ways, and the reason given; for one that
    nothing may be, no item.
    """
    found: dict[str, set[str]] = {}
    reasons: dict[str, dict[str, None]] = {}
    for key, entity in entities.items():
        if not entity.maybe:
            continue
        one, other = stands_for[key], stands_for.get(entity.maybe, entity.maybe)
        if one == other:
            continue
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
        reasons.setdefault(other, {})
        reasons.setdefault(one, {}).update({entity.because: None} if entity.because else {})
    return {key: frozenset(others) for key, others in found.items()}, {
        key: "; ".join(said) for key, said in reasons.items()
    }


def _closure(
    parents: Mapping[str, tuple[str, ...]], stands_for: Mapping[str, str]
) -> Callable[[str], frozenset[str]]:
    """A function from a representative to everything above any of those it stands for, itself not included.
    Each is looked for once, when it is asked for: in a long chain all of them are as many as its square.
    """
    over: dict[str, set[str]] = {}
    for key, names in parents.items():
        over.setdefault(stands_for[key], set()).update(stands_for.get(name, name) for name in names)
    return cache(lambda key: frozenset(ancestors(key, lambda name: over.get(name, ()))))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _declared(terms: Mapping[str, Term]) -> dict[str, str]:
    """Each term by its id and its name."""
    return {_nfc(term.name): key for key, term in reversed(list(terms.items()))} | {
        _nfc(key): key for key in terms
    }


def _one_term(terms: Mapping[str, Term]) -> dict[str, str]:
    """For each term the id that stands for it: `same_as` that names a declared term makes the two one,
    whichever comes first.
    """
    declared = _declared(terms)
    named = {
        key: {declared[_nfc(name)] for name in term.same_as if _nfc(name) in declared} - {key}
        for key, term in terms.items()
    }
    keys = list(terms)
    number = {key: place for place, key in enumerate(keys)}
    links = [(number[key], number[other]) for key, others in named.items() for other in sorted(others)]
    found: dict[str, str] = {}
    for part in connected_parts(len(keys), links):
        group = [keys[place] for place in part]
        one = min([member for member in group if not named[member]] or group)
        found |= dict.fromkeys(group, one)
    return found


def _exclusions(
    terms: Mapping[str, Term], term_of: Mapping[str, str], one_of: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """For each representative the terms it excludes; `not` holds both ways."""
    found: dict[str, set[str]] = {}
    for key, term in terms.items():
        for name in term.excludes:
            one, other = one_of[key], term_of.get(_nfc(name), name)
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {key: frozenset(others - {key}) for key, others in found.items()}
