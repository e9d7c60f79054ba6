"""Holds a law to the vocabulary: that its names are known, and that what it adds and compares can be added
and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NoReturn

from discrepancy.model.law import (
    AsOf,
    AtMost,
    Before,
    Body,
    Comparison,
    Constant,
    Count,
    Law,
    Path,
    Scaled,
    Subject,
    Sum,
    Term,
    Within,
    Years,
)
from discrepancy.model.law_parser import UNITS, parse, places, tokens
from discrepancy.model.mark import Mark
from discrepancy.model.vocabulary import WHOLE, Property, Vocabulary
from discrepancy.values.base import read as read_value
from discrepancy.values.errors import Unreadable, did_you_mean

ENDS = ("start", "end")
AMOUNTS = ("quantity", "duration", "age")
COMPARED = ("date", *AMOUNTS, "entity")
# What a law calls a thing of each type.
_CALLED = {
    "date": "a date",
    "duration": "a length of time",
    "age": "an age",
    "quantity": "a quantity",
    "entity": "an entity",
    "span": "a span",
}
_WAYS = {
    frozenset({"duration", "age"}): "an age is years(from, until); a length of time is until - from",
    frozenset({"date", "age"}): "years(from, until) is an age",
    frozenset({"date", "duration"}): "the difference of two dates is a length of time",
}


def read(
    name: str,
    text: str,
    vocabulary: Vocabulary,
    entities: Mapping[str, str],
    kinds: tuple[str, ...] = (),
    usual: bool = False,
    because: str = "",
    help_: str = "",
    mark: Mark | None = None,
) -> Law:
    """The law that `text` states, checked. `entities` leads from every id, also one of old, to the id of
    today.

    Raises Unreadable, with where in the text, for what is no law or speaks of what there is not.
    """
    body = _Checker(text, vocabulary, entities, kinds).body(parse(text))
    return Law(name, text, body, kinds, usual, because, help_, mark)


def paths(part: Body | Term) -> Iterable[Path]:
    """Every path of a law or of a part of one, in the order written (of >= and >: turned round)."""
    match part:
        case Path():
            yield part
        case Comparison(left, _, right) | Before(left, right) | Within(left, right) | Years(left, right):
            yield from paths(left)
            yield from paths(right)
        case AtMost(_, path) | Count(path):
            yield path
        case Scaled(_, term):
            yield from paths(term)
        case Sum(terms):
            for _, term in terms:
                yield from paths(term)


class _Checker:
    def __init__(
        self, text: str, vocabulary: Vocabulary, entities: Mapping[str, str], kinds: tuple[str, ...]
    ) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._entities = entities
        self._kinds = frozenset(kinds) or None  # of which kinds the subject can be; None: any
        self._said: str = ""  # the property that left only these

    def _fail(self, message: str, expect: str, offset: int, words: str | None = None) -> NoReturn:
        if words is None:
            words = next(
                (token.text for token in tokens(self._text) if token.offset >= offset and token.text != "("),
                "",
            )
        raise Unreadable(message, words, expect, offset)

    def body(self, body: Body) -> Body:
        """The law with every name resolved and every constant read."""
        match body:
            case Comparison(left, operator, right):
                return self._comparison(left, operator, right)
            case Before(left, right):
                return Before(self._timed(left), self._timed(right))
            case Within(inner, outer):
                return Within(self._timed(inner), self._span(outer, "what lies around"))
            case AtMost(most, path):
                found = self._span(path, "what is held at a time")
                if found.steps or found.entity:
                    self._fail(
                        "at most speaks of whoever has the property",
                        "at most one PROPERTY at a time",
                        path.offset,
                    )
                return AtMost(most, found)

    # Comparisons

    def _comparison(self, left: Term, operator: str, right: Term) -> Comparison:
        left, right = self._named(left), self._named(right)
        first, second = self._type(left), self._type(right)
        if not first and not second:
            self._fail(
                "two constants say nothing of any claim",
                "compare with a property",
                min(left.offset, right.offset),
            )
        for term, kind in ((left, first), (right, second)):
            if kind and kind not in COMPARED:
                self._wrong(term, kind)
        if not first or not second:
            first = second = first or second
            left, right = self._filled(left, first), self._filled(right, second)
        later = max(left, right, key=lambda term: term.offset)
        if first != second:
            expect = _WAYS.get(frozenset({first, second}), "both sides are of one type")
            self._fail(f"{_CALLED[first]} is compared with {_CALLED[second]}", expect, later.offset)
        if first == "entity" and operator != "==":
            self._fail("entities have no order", "two entities can only be ==", later.offset)
        return Comparison(self._filled(left, first), operator, self._filled(right, second))

    def _wrong(self, term: Term, kind: str) -> NoReturn:
        if kind == "span":
            self._fail(
                "a span has two ends", "write .start or .end behind it, or use before or within", term.offset
            )
        self._fail(
            f"a law does not compare what is a {kind}",
            f"one of {', '.join(COMPARED)}, or a span",
            term.offset,
        )

    def _timed(self, path: Path) -> Path:
        found = self._path(path)
        if found.type not in ("date", "span"):
            self._fail(
                f"{_CALLED.get(found.type, f'a {found.type}')} has no place in time",
                "a date or a span",
                path.offset,
            )
        return found

    def _span(self, path: Path, what: str) -> Path:
        found = self._path(path)
        if found.type != "span":
            self._fail(
                f"{what} is a span, this is {_CALLED.get(found.type, f'a {found.type}')}",
                "a property of type span",
                path.offset,
            )
        return found

    # Types

    def _type(self, term: Term) -> str:
        """The type of a term whose names are resolved; nothing for a constant, which takes the type of what
        it stands beside.
        """
        match term:
            case Path():
                return term.type
            case AsOf():
                return "date"
            case Subject():
                return "entity"
            case Years(since, until):
                for side in (since, until):
                    if self._type(side) != "date":
                        self._fail("years goes from a date to a date", "years(born, died)", side.offset)
                return "age"
            case Count():
                return "quantity"
            case Constant():
                return term.type
            case Scaled(_, inner):
                kind = self._type(inner)
                if kind and kind not in AMOUNTS:
                    self._fail(
                        f"multiplies {_CALLED.get(kind, f'a {kind}')}",
                        "only quantities, lengths of time and ages",
                        inner.offset,
                    )
                return kind
            case Sum(terms):
                return self._sum(terms)

    def _sum(self, terms: tuple[tuple[int, Term], ...]) -> str:
        kinds = [self._type(term) for _, term in terms]
        beside = self._beside(kinds)
        total = ""
        for (sign, term), kind in zip(terms, kinds, strict=True):
            kind = kind or beside
            if kind and kind not in ("date", *AMOUNTS):
                if kind == "span":
                    self._wrong(term, kind)
                self._fail(
                    f"{_CALLED.get(kind, f'a {kind}')} cannot be added",
                    "only dates, lengths of time, ages, quantities",
                    term.offset,
                )
            total = self._added(total, sign, kind, term) if total else kind
        return total

    def _beside(self, kinds: list[str]) -> str:
        """The type of a constant that stands in a sum with terms of these types."""
        known = [kind for kind in kinds if kind]
        if not known:
            return ""
        return "duration" if known[0] == "date" else known[0]

    def _added(self, total: str, sign: int, kind: str, term: Term) -> str:
        if total == kind != "date":
            return total
        if {total, kind} == {"date"}:
            if sign < 0:
                return "duration"
            self._fail(
                "adds two dates", "a date and a length of time, or the difference of two dates", term.offset
            )
        if {total, kind} == {"date", "duration"}:
            if kind == "date" and sign < 0:
                self._fail(
                    "takes a date from a length of time",
                    "a date - a date, or a date - a length of time",
                    term.offset,
                )
            return "date"
        said = (
            "adds" if sign > 0 else "takes"
        ) + f" {_CALLED[kind]} {'to' if sign > 0 else 'from'} {_CALLED[total]}"
        return self._fail(said, _WAYS.get(frozenset({total, kind}), "both of one type"), term.offset)

    # Constants

    def _filled(self, term: Term, kind: str) -> Term:
        """The term with its constants read as what they stand beside."""
        match term:
            case Constant():
                return self._constant(term, term.type or kind)
            case Scaled(factor, inner):
                return Scaled(factor, self._filled(inner, kind), term.offset)
            case Years(since, until):
                return Years(self._filled(since, "date"), self._filled(until, "date"), term.offset)
            case Sum(terms):
                beside = self._beside([self._type(inner) for _, inner in terms]) or kind
                return Sum(tuple((sign, self._filled(inner, beside)) for sign, inner in terms), term.offset)
            case _:
                return term

    def _constant(self, term: Constant, kind: str) -> Constant:
        words = term.value.text
        if type(term.value).type:
            return term
        quoted = term.type == "date"
        timed = not UNITS.isdisjoint(words.split())
        if kind == "date" and not quoted:
            self._fail(
                "a date is compared with what is none",
                'a date stands in double quotation marks: "1945-09-02"',
                term.offset,
                words,
            )
        if kind == "entity":
            self._fail(
                "an entity is compared with a number", "two entities can only be ==", term.offset, words
            )
        last = words.split()[-1] if words.split() else ""
        if last in self._vocabulary.properties and last not in {
            prop.unit for prop in self._vocabulary.properties.values()
        }:
            self._fail(
                "nothing stands between a number and a property", f"such as * {last}", term.offset, words
            )
        if timed and kind == "quantity":
            self._fail("a quantity is compared with a length of time", "a number", term.offset, words)
        try:
            return Constant(kind, read_value(kind, words), term.offset)
        except Unreadable as error:
            raise Unreadable(
                error.message, error.words, error.expect, term.offset + quoted + error.offset
            ) from None

    # Names

    def _named(self, term: Term) -> Term:
        """The term with every path resolved."""
        match term:
            case Path():
                return self._path(term)
            case Years(since, until):
                return Years(self._named(since), self._named(until), term.offset)
            case Count(path):
                return Count(self._counted(path), term.offset)
            case Scaled(factor, inner):
                return Scaled(factor, self._named(inner), term.offset)
            case Sum(terms):
                return Sum(tuple((sign, self._named(inner)) for sign, inner in terms), term.offset)
            case _:
                return term

    def _counted(self, path: Path) -> Path:
        found = self._path(path)
        if found.end or self._vocabulary.properties[found.property].one:
            self._fail(
                "counts what has one answer",
                "count(property) of a property with several answers, such as child",
                path.offset,
            )
        return found

    def _path(self, path: Path) -> Path:
        names, at = [*path.steps, path.property], places(self._text, path)
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
            self._fail(f"a {prop.type} has no {end}", "only a span has a start and an end", at[-1], names[-1])
        steps = tuple(self._step(name, place) for name, place in zip(names[:-1], at[:-1], strict=True))
        if not entity and not steps:
            self._asked_of(prop, at[-1])
        scope = tuple(sorted(self._scope(prop, path.scope, at[-1], at[-1] + len(names[-1]))))
        return Path(prop.name, steps, end, scope, entity, "date" if end else prop.type, path.offset)

    def _found(self, name: str) -> Property | None:
        known = self._vocabulary.properties
        return known.get(name) or next((prop for prop in known.values() if name in prop.was), None)

    def _unknown(self, name: str, offset: int, alone: bool) -> NoReturn:
        known = {*self._vocabulary.properties, *self._vocabulary.scopes, "part_of", "as_of", "subject"}
        for at, letter in enumerate(name):
            if letter == "-" and name[:at] in known and name[at + 1 :] in known:
                self._fail(
                    "this is one name, and there is none such",
                    f"between spaces: {name[:at]} - {name[at + 1 :]}",
                    offset,
                    name,
                )
        if alone and name in self._entities:
            self._fail(
                "an entity is not compared itself",
                f"one of its properties, such as {name}.start",
                offset,
                name,
            )
        self._fail(
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
            self._fail(
                f"a {prop.type} leads to nothing that has properties",
                "a property of type entity, a scope dimension, part_of",
                offset,
                name,
            )
        leading = [prop.name for prop in self._vocabulary.properties.values() if prop.type == "entity"]
        close = did_you_mean(name, {*leading, *self._vocabulary.scopes, *self._entities, "part_of"})
        return self._fail(
            "no such entity or property", close or "declare it under entities or properties", offset, name
        )

    def _asked_of(self, prop: Property, offset: int) -> None:
        """Narrows the kinds of entity that the law can speak of; none left is an error."""
        if not prop.kinds:
            return
        left = frozenset(prop.kinds) if self._kinds is None else self._kinds & frozenset(prop.kinds)
        if not left:
            other = (
                f"{self._said} and {prop.name}"
                if self._said
                else f"{prop.name}, which is asked of: {', '.join(prop.kinds)}"
            )
            self._fail(
                "no one entity has all that this law speaks of",
                f"no kind of entity has {other}",
                offset,
                prop.name,
            )
        self._kinds, self._said = left, prop.name

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
                self._fail(f"{prop.name} has no such dimension of scope", expect, at, dimension)
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
            self._fail(
                f"no such {dimension}", close or f"declare it under scopes: {dimension}", offset, value
            )
        return value


def uses(law: Law) -> frozenset[str]:
    """The names of the properties that a law speaks of, those of its steps among them."""
    return frozenset(name for path in paths(law.body) for name in (path.property, *path.steps))
