"""Resolves the names in a law: which entity, property and scope a path of the law goes by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn

from discrepancy.model.law import Count, Path, Scaled, Sum, Term, Years
from discrepancy.model.law_parser import law_tokens, name_offsets
from discrepancy.model.vocabulary import WHOLE, Property, Vocabulary
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Unreadable

ENDS = ("start", "end")


class LawNames:
    """Resolves the names in one law against a vocabulary and the entities of a dossier.

    `entities` leads from every id, also one of old, to the id of today; `kinds` are the kinds of entity that
    the law speaks of, none for any. Every path narrows the kinds that are left. Raises Unreadable, with where
    in the text, for a name that there is not.
    """

    def __init__(
        self, text: str, vocabulary: Vocabulary, entities: Mapping[str, str], kinds: tuple[str, ...]
    ) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._entities = entities
        self._kinds = frozenset(kinds) or None  # of which kinds the subject can be; None: any
        self._narrowed_by = ""  # the property that left only these

    def fail(self, message: str, expect: str, offset: int, words: str | None = None) -> NoReturn:
        """Raises Unreadable at `offset`, with the word that stands there if no `words` are given."""
        if words is None:
            words = next(
                (
                    token.text
                    for token in law_tokens(self._text)
                    if token.offset >= offset and token.text != "("
                ),
                "",
            )
        raise Unreadable(message, words, expect, offset)

    def resolved(self, term: Term) -> Term:
        """The term with every path resolved."""
        match term:
            case Path():
                return self.path(term)
            case Years(since, until):
                return Years(self.resolved(since), self.resolved(until), term.offset)
            case Count(path):
                return Count(self._counted(path), term.offset)
            case Scaled(factor, inner):
                return Scaled(factor, self.resolved(inner), term.offset)
            case Sum(terms):
                return Sum(tuple((sign, self.resolved(inner)) for sign, inner in terms), term.offset)
            case _:
                return term

    def _counted(self, path: Path) -> Path:
        found = self.path(path)
        if found.end or self._vocabulary.properties[found.property].one:
            self.fail(
                "counts what has one answer",
                "count(property) of a property with several answers, such as child",
                path.offset,
            )
        return found

    def path(self, path: Path) -> Path:
        """The path with its names as steps and property, and its type."""
        names, at = [*path.steps, path.property], name_offsets(self._text, path)
        entity, end = "", path.end
        if len(names) > 1 and names[0] in self._entities:
            entity = self._entities[names.pop(0)]
            at.pop(0)
        if (
            len(names) > 1
            and names[-1] in ENDS
            and not path.scope
            and (owner := self._found(names[-2]))
            and owner.type == "span"
        ):
            end = names.pop()
            at.pop()
        prop = self._found(names[-1])
        if prop is None:
            self._unknown(names[-1], at[-1], alone=not entity and len(names) == 1)
        if end and prop.type != "span":
            self.fail(f"a {prop.type} has no {end}", "only a span has a start and an end", at[-1], names[-1])
        steps = tuple(self._step(name, place) for name, place in zip(names[:-1], at[:-1], strict=True))
        if not entity and not steps:
            self._narrow_kinds(prop, at[-1])
        scope = tuple(sorted(self._scope(prop, path.scope, at[-1], at[-1] + len(names[-1]))))
        return Path(prop.name, steps, end, scope, entity, "date" if end else prop.type, path.offset)

    def _found(self, name: str) -> Property | None:
        known = self._vocabulary.properties
        return known.get(name) or next((prop for prop in known.values() if name in prop.was), None)

    def _unknown(self, name: str, offset: int, alone: bool) -> NoReturn:
        known = {*self._vocabulary.properties, *self._vocabulary.scopes, "part_of", "as_of", "subject"}
        for at, letter in enumerate(name):
            if letter == "-" and name[:at] in known and name[at + 1 :] in known:
                self.fail(
                    "this is one name, and there is none such",
                    f"between spaces: {name[:at]} - {name[at + 1 :]}",
                    offset,
                    name,
                )
        if alone and name in self._entities:
            self.fail(
                "an entity is not compared itself",
                f"one of its properties, such as {name}.start",
                offset,
                name,
            )
        self.fail(
            "no such property", did_you_mean(name, known) or "declare it under properties", offset, name
        )

    def _step(self, name: str, offset: int) -> str:
        if name == "part_of":
            return name
        prop = self._found(name)
        if prop is not None and prop.type == "entity":
            return prop.name
        if name in self._vocabulary.scopes:
            return name
        if prop is not None:
            self.fail(
                f"a {prop.type} leads to nothing that has properties",
                "a property of type entity, a scope dimension, part_of",
                offset,
                name,
            )
        leading = [prop.name for prop in self._vocabulary.properties.values() if prop.type == "entity"]
        close = did_you_mean(name, {*leading, *self._vocabulary.scopes, *self._entities, "part_of"})
        return self.fail(
            "no such entity or property", close or "declare it under entities or properties", offset, name
        )

    def _narrow_kinds(self, prop: Property, offset: int) -> None:
        """Narrows the kinds of entity that the law can speak of; none left is an error."""
        if not prop.kinds:
            return
        left = frozenset(prop.kinds) if self._kinds is None else self._kinds & frozenset(prop.kinds)
        if not left:
            other = (
                f"{self._narrowed_by} and {prop.name}"
                if self._narrowed_by
                else f"{prop.name}, which is asked of: {', '.join(prop.kinds)}"
            )
            self.fail(
                "no one entity has all that this law speaks of",
                f"no kind of entity has {other}",
                offset,
                prop.name,
            )
        self._kinds, self._narrowed_by = left, prop.name

    def _scope(
        self, prop: Property, scope: tuple[tuple[str, str], ...], start: int, after: int
    ) -> Iterable[tuple[str, str]]:
        written = self._text.startswith("[", after)  # not so in: at most one holder of OFFICE at a time
        at = after if written else start
        for dimension, value in scope:
            at = self._text.index(dimension, at) if written else at
            if dimension not in prop.scope:
                expect = did_you_mean(dimension, prop.scope) or (
                    f"it has: {', '.join(prop.scope)}" if prop.scope else "it has none"
                )
                self.fail(f"{prop.name} has no such dimension of scope", expect, at, dimension)
            at = self._text.index(value, at + len(dimension)) if written else at
            yield dimension, self._value(dimension, value, at)
            at += len(value)

    def _value(self, dimension: str, value: str, offset: int) -> str:
        values = self._vocabulary.scopes.get(dimension, {})
        if value == WHOLE or value in values:
            return value
        if value in self._entities:
            return self._entities[value]
        if value not in self._vocabulary.terms:
            close = did_you_mean(value, {*values, *self._entities, *self._vocabulary.terms, WHOLE})
            self.fail(f"no such {dimension}", close or f"declare it under scopes: {dimension}", offset, value)
        return value
