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
from discrepancy.model.law_names import LawNames
from discrepancy.model.law_parser import UNITS, parse_law
from discrepancy.model.mark import Mark
from discrepancy.model.vocabulary import Vocabulary
from discrepancy.values.base import read as read_value
from discrepancy.values.errors import Unreadable

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


def read_law(
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
    body = _Checker(text, vocabulary, entities, kinds).body(parse_law(text))
    return Law(name, text, body, kinds, usual, because, help_, mark)


def paths_in(part: Body | Term) -> Iterable[Path]:
    """Every path of a law or of a part of one, in the order written (of >= and >: turned round)."""
    match part:
        case Path():
            yield part
        case Comparison(left, _, right) | Before(left, right) | Within(left, right) | Years(left, right):
            yield from paths_in(left)
            yield from paths_in(right)
        case AtMost(_, path) | Count(path):
            yield path
        case Scaled(_, term):
            yield from paths_in(term)
        case Sum(terms):
            for _, term in terms:
                yield from paths_in(term)


def constants_in(part: Body | Term, kind: str) -> Iterable[Constant]:
    """Every constant of a type in a law or a part of one, in the order written."""
    match part:
        case Constant():
            if part.type == kind:
                yield part
        case Comparison(left, _, right) | Years(left, right):
            yield from constants_in(left, kind)
            yield from constants_in(right, kind)
        case Scaled(_, term):
            yield from constants_in(term, kind)
        case Sum(terms):
            for _, term in terms:
                yield from constants_in(term, kind)


class _Checker:
    def __init__(
        self, text: str, vocabulary: Vocabulary, entities: Mapping[str, str], kinds: tuple[str, ...]
    ) -> None:
        self._vocabulary = vocabulary
        self._names = LawNames(text, vocabulary, entities, kinds)
        self._fail = self._names.fail

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
        left, right = self._names.resolved(left), self._names.resolved(right)
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
        found = self._names.path(path)
        if found.type not in ("date", "span"):
            self._fail(
                f"{_CALLED.get(found.type, f'a {found.type}')} has no place in time",
                "a date or a span",
                path.offset,
            )
        return found

    def _span(self, path: Path, what: str) -> Path:
        found = self._names.path(path)
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


def properties_used(law: Law) -> frozenset[str]:
    """The names of the properties that a law speaks of, those of its steps among them."""
    return frozenset(name for path in paths_in(law.body) for name in (path.property, *path.steps))
