"""Reads questions as people write them, `entity.property[scope=value, …]`, against what the dossier knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from unicodedata import normalize

from discrepancy.model.claim import Question
from discrepancy.model.vocabulary import WHOLE, Property
from discrepancy.reading.dossier_file import Declarations, current_ids
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.yaml_nodes import Node, Text
from discrepancy.values.did_you_mean import did_you_mean

_WRITTEN = re.compile(
    r"\s*(?:(?P<about>[^.\[\]=,]+?)\s*\.\s*)?(?P<property>[^.\[\]=,]+?)\s*(?:\[(?P<scope>[^\[\]]*)\])?\s*\Z"
)
_SHAPE = "write entity.property or entity.property[scope=value, scope=value]"

_MOST_ADVISED = 500
OPEN = "OPEN"  # what a draft leaves to a person


class ResolvedQuestion(NamedTuple):
    """A written question as resolved: the question, how it is written in full, and the property it
    asks for.
    """

    question: Question
    text: str
    property: Property


class QuestionReader:
    """Reads written questions against the entities, properties and scopes of a dossier; each text is read
    once.
    """

    def __init__(self, declared: Declarations) -> None:
        self.declared = declared
        self.entities = current_ids({key: entity.was for key, entity in declared.entities.items()})
        self._properties = current_ids(
            {key: prop.was for key, prop in declared.vocabulary.properties.items()}
        )
        self.known: dict[str, ResolvedQuestion] = {}  # by the short key as written
        self._known: dict[tuple[str, str], ResolvedQuestion] = {}
        self._advised: dict[str, str] = {}

    def is_lost(self, name: str) -> bool:
        """Whether `name` may have been declared where dossier.yaml could not be read, so that nobody should
        be told it is unknown.
        """
        return name in self.declared.lost or "*" in self.declared.lost

    def names_either(self, about: str, name: str) -> bool:
        """Whether an entity or a property is declared."""
        return about in self.entities or name in self._properties

    def anchor(self, text: str) -> bool:
        """Whether a relative date can hang on `text`: an entity, or a question."""
        text = normalize("NFC", text.strip())
        if text in self.entities:
            return True
        found = _WRITTEN.match(text)
        return found is not None and found["about"] in self.entities and found["property"] in self._properties

    def short(self, check: FieldChecker, key: Text) -> ResolvedQuestion | None:
        """The question of a short key, or None, which has been reported."""
        if known := self.known.get(key.value):
            return known
        about, name, scope = self._parts(key.value)
        if not about:
            check.report("E017", key, "not a question", key.value, _SHAPE)
            return None
        if left_open(check, key, about, name):
            return None
        entity = self.entity(check, key, about)
        asked = self._ask(check, key, name, scope, entity)
        if asked:
            self.known[key.value] = asked
        return asked

    def _parts(self, written: str) -> tuple[str, str, str | None]:
        """Entity, property and scope of a short key; no entity if it is not one."""
        about, _, name = written.partition(".")
        if name in self._properties and about.replace("-", "").isalnum() and name.replace("-", "").isalnum():
            return about, name, None  # as the expression has it, in a tenth of the time
        found = _WRITTEN.match(written)
        return (found["about"] or "", found["property"], found["scope"]) if found else ("", "", None)

    def of(self, check: FieldChecker, entity: str, key: Text) -> ResolvedQuestion | None:
        """The question that a key under `says` asks of `entity`, or None, which has been reported."""
        if known := self._known.get((entity, key.value)):
            return known
        found = _WRITTEN.match(key.value)
        if found is None or found["about"]:
            check.report(
                "E017",
                key,
                "not a property",
                key.value,
                "under says, write property or property[scope=value, scope=value]",
            )
            return None
        if left_open(check, key, entity, found["property"]):
            return None
        asked = self._ask(check, key, found["property"], found["scope"], entity)
        if asked:
            self._known[entity, key.value] = asked
        return asked

    def entity(self, check: FieldChecker, node: Node, name: str) -> str | None:
        """The id of the entity `name`, or None, which has been reported."""
        if left_open(check, node, name):
            return None
        if (found := self.entities.get(name)) is None and not self.is_lost(name):
            check.report("E018", node, "no such entity", name, self._advice(name))
        return found

    def _advice(self, name: str) -> str:
        # Looking for the nearest of all entities is slow, and a file whose entities are all unknown has been
        # told enough.
        if name not in self._advised:
            entities = self.declared.entities
            close = (
                (did_you_mean(name, entities) or _by_name(name, self.declared))
                if len(self._advised) < _MOST_ADVISED
                else ""
            )
            self._advised[name] = close or (
                "declare it under entities in dossier.yaml"
                if entities
                else "dossier.yaml declares no entities"
            )
        return self._advised[name]

    def _ask(
        self, check: FieldChecker, key: Text, name: str, written: str | None, entity: str | None
    ) -> ResolvedQuestion | None:
        prop = self._property(check, key, name)
        if prop is None:
            return None
        scope = self._scope(check, key, prop, written)
        if entity is None or scope is None or not self._fits(check, key, entity, prop):
            return None
        question = Question(entity, prop.name, scope)
        return ResolvedQuestion(question, str(question), prop)

    def _property(self, check: FieldChecker, key: Text, name: str) -> Property | None:
        properties = self.declared.vocabulary.properties
        if name in self._properties:
            return properties[self._properties[name]]
        if not self.is_lost(name):
            check.unknown(
                "E019",
                key,
                "property",
                name,
                tuple(properties),
                "declare it under properties in dossier.yaml",
            )
        return None

    def _fits(self, check: FieldChecker, key: Text, entity: str, prop: Property) -> bool:
        kind = self.declared.entities[entity].kind
        if not prop.kinds or not kind or kind in prop.kinds:
            return True
        kinds = " or ".join(prop.kinds)
        check.report(
            "E020", key, f"{prop.name} is asked of {kinds}, and {entity} is of kind {kind}", key.value
        )
        return False

    def _scope(
        self, check: FieldChecker, key: Text, prop: Property, written: str | None
    ) -> tuple[tuple[str, str], ...] | None:
        """The scope as sorted pairs, or None, which has been reported."""
        if written is None:
            return ()
        found: dict[str, str] = {}
        wrong = False
        for pair in written.split(","):
            dimension, equals, value = (part.strip() for part in pair.partition("="))
            if not (dimension and equals and value):
                check.report("E017", key, "not a scope", pair.strip() or key.value, _SHAPE)
                wrong = True
            elif dimension in found:
                check.report("E017", key, "the same dimension of scope twice", dimension, "keep one of them")
                wrong = True
            elif self._knows(check, key, prop, dimension, value):
                found[dimension] = self._current(dimension, value)
            else:
                wrong = True
        return None if wrong else tuple(sorted(found.items()))

    def _current(self, dimension: str, value: str) -> str:
        # A declared value means itself even where an entity was once called the same.
        return (
            value
            if value in self.declared.vocabulary.scopes.get(dimension, {})
            else self.entities.get(value, value)
        )

    def _knows(self, check: FieldChecker, key: Text, prop: Property, dimension: str, value: str) -> bool:
        if dimension not in prop.scope:
            if not self.is_lost(prop.name) and not self.is_lost(dimension):
                scope = ", ".join(prop.scope) or "no scope"
                declare = f"{prop.name} has {scope}; declare it again under properties to add one"
                check.unknown("E021", key, f"dimension of {prop.name}", dimension, prop.scope, declare)
            return False
        vocabulary = self.declared.vocabulary
        values: Mapping[str, object] = vocabulary.scopes.get(dimension, {})
        if value in values or value in self.entities or value in vocabulary.terms or value == WHOLE:
            return True
        if not self.is_lost(value) and not self.is_lost(dimension):
            names = (*values, *self.entities, *vocabulary.terms, WHOLE)
            declare = f"declare it under scopes: {dimension}: in dossier.yaml"
            check.unknown("E021", key, f"value of {dimension}", value, names, declare)
        return False


def left_open(check: FieldChecker, node: Node, about: str, name: str = "") -> bool:
    """Whether a draft left an entity, voice or property open, which is reported."""
    if OPEN not in (about, name):
        return False
    what = (
        "the subject and the property are"
        if about == name
        else "the property is"
        if name == OPEN
        else "this is"
    )
    check.report(
        "E042",
        node,
        f"{what} left open",
        node.value if isinstance(node, Text) else "",
        f"put an id of the dossier in place of {OPEN}",
    )
    return True


def _by_name(name: str, declared: Declarations) -> str:
    # Someone who writes the name where the id belongs is told the id.
    called = {
        text: key for key, entity in declared.entities.items() for text in (entity.name, *entity.aliases)
    }
    close = did_you_mean(name, called)
    return f'did you mean "{called[close[14:-2]]}"?' if close else ""
