"""Reads the values and times of claims, each text once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from discrepancy.model.claim import When
from discrepancy.model.problem import problem
from discrepancy.model.vocabulary import Property
from discrepancy.reading.conventions import chosen_conventions
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.page import INVISIBLE
from discrepancy.reading.questions import QuestionReader, ResolvedQuestion
from discrepancy.reading.yaml_nodes import CUT, Map, Node, Text
from discrepancy.values.base import Basis, Value, read, type_names
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import flow_mapping

# Words that only a period has; a time without any of them is told what is wrong with it as a date.
_PERIOD = ("/", "–", " - ", "from ", "since ", "until ", " to ", "including ")
# A value, and how it is written.
WrittenValue = tuple[Value, str]


class ValueCache:
    """Values and times already read on one basis: each text means the same in every source read on it."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.bases: dict[str, Basis] = {"": basis}
        # By type, unit and the kinds of entity that may be named, then by text.
        self.values: dict[tuple[str, str, tuple[str, ...]], dict[str, WrittenValue]] = {}
        self.whens: dict[tuple[str, str], When] = {}


class ValueReader:
    """The values of one source, read on its basis."""

    def __init__(self, check: FieldChecker, known: ValueCache, questions: QuestionReader) -> None:
        self._check = check
        self._questions = questions
        # An invisible character is reported wherever it stands, so nothing is taken as read from another
        # source.
        self._known = ValueCache(known.basis) if check.page.suspicious else known

    def known(self, prop: Property) -> dict[str, WrittenValue]:
        """What has been read in answer to `prop`, by the text as it stands in the file."""
        return self._known.values.setdefault((prop.type, prop.unit, prop.values), {})

    def read(self, asked: ResolvedQuestion, node: Node) -> WrittenValue | None:
        """The value that `node` states in answer to `asked`, and how it is written; None if it was
        reported.
        """
        prop = asked.property
        if type(node) is Text:
            if node.style == CUT:
                self._check.cut(node)
            elif known := self.known(prop).get(node.value):
                return known
            return self._text(prop, node)
        if isinstance(node, Map):
            return self._mapping(asked, node)
        self._check.not_a(node, f"a {prop.type} is one text")
        return None

    def _text(self, prop: Property, node: Text) -> WrittenValue | None:
        text = self._check.text(node, "the answer")
        value = self._value(prop, text, node) if text else None
        if value is None:
            return None
        found = self.known(prop)[node.value] = value, text
        return found

    def _value(
        self, prop: Property, given: str | Mapping[str, str], node: Node, basis: Basis | None = None
    ) -> Value | None:
        if prop.type not in type_names():
            self._check.report(
                "E034", node, "values of this type are not read yet", prop.type, "take the claim out for now"
            )
            return None
        try:
            value = read(prop.type, given, basis or self._on(prop.unit))
        except Unreadable as error:
            self._bad(error, node)
            return None
        return value if not prop.values or self._of_kind(prop, value, node) else None

    def _of_kind(self, prop: Property, value: Value, node: Node) -> bool:
        """Whether the entity named is of a kind that the property can name, or of none; else it is
        reported.
        """
        entry = getattr(value, "entry", None)
        entity = self._questions.declared.entities.get(entry.id) if entry is not None else None
        if entity is None or not entity.kind or entity.kind in prop.values:
            return True
        *others, last = prop.values
        kinds = f"{', '.join(others)} or {last}" if others else last
        self._check.report(
            "E043",
            node,
            f"{prop.name} names an entity of kind {kinds}, and {entity.id} is of kind {entity.kind}",
            value.text,
            f"name another entity, or declare {prop.name} again with {entity.kind} among its values",
        )
        return False

    def _on(self, unit: str) -> Basis:
        known = self._known
        if unit not in known.bases:
            known.bases[unit] = replace(known.basis, unit=unit)
        return known.bases[unit]

    def _bad(self, error: Unreadable, node: Node) -> None:
        mark = self._check.mark(node)
        if isinstance(node, Text) and self._check.page.text.startswith(node.value, node.at):
            mark = mark._replace(column=mark.column + error.offset)
        self._check.problems.append(problem("E025", mark, error.message, error.words, error.expect))

    def _mapping(self, asked: ResolvedQuestion, node: Map) -> WrittenValue | None:
        found: dict[str, str] = {}
        whole = True
        basis = self._on(asked.property.unit)
        for key, item in node.items:
            if key.value == "conventions" and isinstance(item, Map):
                basis = replace(basis, conventions=chosen_conventions(self._check, item, basis.conventions))
                continue
            text = self._check.logic(item, key.value)
            if hit := INVISIBLE.search(text):
                self._check.report(
                    "E006",
                    item,
                    f"an invisible character in {key.value}, U+{ord(hit.group()):04X}",
                    text,
                    "take it out",
                )
            whole &= bool(text)
            found[key.value] = text
        if not whole:
            return None
        if not found:
            self._check.report("E012", node, "no value", expect=f"give a {asked.property.type}")
            return None
        if asked.property.type == "framing" and not self._framed(asked, node, found):
            return None
        value = self._value(asked.property, found, node, basis)
        return None if value is None else (value, flow_mapping(found))

    def _framed(self, asked: ResolvedQuestion, node: Map, found: Mapping[str, str]) -> bool:
        """Whether every scale, position, frame and label is declared."""
        vocabulary, prop = self._questions.declared.vocabulary, asked.property
        places = {key.value: (key, item) for key, item in node.items}
        right = True
        for name, said in found.items():
            key, item = places[name]
            if name == "frame":
                known: tuple[str, ...] = prop.frames
                declare = f"declare it under frames of {prop.name}"
            elif name == "label":
                known = tuple(vocabulary.labels.get(asked.question.about, ()))
                declare = f"declare it under labels: {asked.question.about}: in dossier.yaml"
            elif name in prop.scales:
                known, declare = vocabulary.scales.get(name, ()), ""
            else:
                names = (*prop.scales, "frame", "label")
                self._check.unknown("E031", key, f"scale of {prop.name}", name, names)
                right = False
                continue
            if said not in known and not self._questions.is_lost(said):
                what = name if name in ("frame", "label") else f"position on {name}"
                self._check.unknown("E031", item, what, said, known, did_you_mean(said, known) or declare)
                right = False
        return right

    def when(self, kind: str, node: Node) -> When | None:
        """The time that `node` states; None if it was reported."""
        whens = self._known.whens
        if type(node) is Text and node.style != CUT and (known := whens.get((kind, node.value))):
            return known
        text = self._check.text(node, kind)
        if not text or not isinstance(node, Text):
            return None
        if node.style == CUT:
            self._check.cut(node)
        event = self._questions.entities.get(text)
        found = When(kind, text, event) if event else self._timed(kind, text, node)
        if found is not None:
            whens[kind, node.value] = found
        return found

    def _timed(self, kind: str, text: str, node: Text) -> When | None:
        if self._questions.is_lost(text):
            return None
        errors: dict[str, Unreadable] = {}
        for type_name in ("date", "span"):
            try:
                return When(kind, text, value=read(type_name, text, self._known.basis))
            except Unreadable as unreadable:
                errors[type_name] = unreadable
        error = errors["span" if any(word in text.lower() for word in _PERIOD) else "date"]
        close = did_you_mean(text, self._questions.entities) if " " not in text else ""
        expect = close or (
            f"{error.expect}, or the id of an event"
            if error.expect
            else "a date, a span, or the id of an event"
        )
        self._bad(Unreadable(error.message, error.words, expect, error.offset), node)
        return None
