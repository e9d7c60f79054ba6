"""The registry: which entity or term a written name stands for. It decides; similarity only ever suggests."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping

from discrepancy.model import Entity, Term
from discrepancy.value import Entry
from discrepancy.values._names import fold, same, untitled


class Registry:
    """Looks names up among entities and terms: by id, name or alias as written, else letter by letter (titles aside) where only one entry fits."""

    def __init__(self, entities: Mapping[str, Entity], terms: Mapping[str, Term], titles: frozenset[str] = frozenset()) -> None:
        self._titles = titles
        stands_for = _representatives(entities)
        whole_of = _closure({key: entity.part_of for key, entity in entities.items()}, stands_for)
        self._entities = _Names(
            (
                (
                    written,
                    Entry(
                        stands_for[key],
                        whole_of[key],
                        how="" if written == entity.name else "alias",
                        because=entity.because,
                        name=entity.name,
                    ),
                )
                for key, entity in entities.items()
                for written in (key, entity.name, *entity.aliases)
            ),
            lambda name: untitled(name, titles),
        )
        term_of = {name: key for key, term in terms.items() for name in (key, term.name, *term.same_as)}
        canonical = {key: key for key in terms}
        broader = _closure({key: tuple(term_of.get(name, name) for name in term.broader) for key, term in terms.items()}, canonical)
        excluded = _exclusions(terms, term_of)
        self._terms = _Names(
            (
                (written, Entry(key, broader[key], excluded[key], how="" if written in (term.name, key) else "alias", name=term.name))
                for key, term in terms.items()
                for written in (key, term.name, *term.same_as)
            ),
            lambda name: name,
        )

    def entity(self, name: str) -> Entry | None:
        """The entry of the entity so called, or None."""
        return self._entities.find(name)

    def term(self, name: str) -> Entry | None:
        """The entry of the term so called, or None."""
        return self._terms.find(name)


class _Names:
    """Written names and the entries they stand for."""

    def __init__(self, entries: Iterable[tuple[str, Entry]], bare: Callable[[str], str]) -> None:
        self._bare = bare
        self._exact: dict[str, Entry] = {}
        self._folded: dict[str, list[tuple[str, Entry]]] = {}
        for written, entry in entries:
            name = unicodedata.normalize("NFC", written)
            self._exact.setdefault(name, entry)
            self._folded.setdefault(fold(bare(name)).letters, []).append((bare(name), entry))

    def find(self, written: str) -> Entry | None:
        name = unicodedata.normalize("NFC", written.strip())
        exact = self._exact.get(name)
        if exact is not None:
            return exact
        bare = self._bare(name)
        folded = fold(bare)
        fits = {entry.id: entry for other, entry in self._folded.get(folded.letters, ()) if same(folded, fold(other)) == "same"}
        return next(iter(fits.values()))._replace(how="alias") if len(fits) == 1 else None


def _representatives(entities: Mapping[str, Entity]) -> dict[str, str]:
    """For each entity the id that stands for it after `same_as`."""
    found = {}
    for key in entities:
        seen = [key]
        while (entry := entities.get(seen[-1])) and entry.same_as and entry.same_as not in seen:
            seen.append(entry.same_as)
        looped = entry is not None and entry.same_as in seen
        found[key] = min(seen) if looped else seen[-1]
    return found


def _closure(parents: Mapping[str, tuple[str, ...]], stands_for: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each key everything above it, itself not included; cycles end where they began."""
    found = {}
    for key in parents:
        above: set[str] = set()
        ahead = list(parents[key])
        while ahead:
            parent = ahead.pop()
            name = stands_for.get(parent, parent)
            if name not in above:
                above.add(name)
                ahead.extend(parents.get(parent, ()))
        found[key] = frozenset(above - {stands_for.get(key, key)})
    return found


def _exclusions(terms: Mapping[str, Term], term_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each term those it excludes; `not` holds both ways."""
    found: dict[str, set[str]] = {key: set() for key in terms}
    for key, term in terms.items():
        for name in term.excludes:
            other = term_of.get(name, name)
            found[key].add(other)
            found.setdefault(other, set()).add(key)
    return {key: frozenset(others) for key, others in found.items()}
