"""Reads the topics of a dossier: under which heading the report sets which framings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from discrepancy.model.vocabulary import Vocabulary
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.yaml_nodes import Node, is_empty_list


def topics_of(
    check: FieldChecker, node: Node | None, vocabulary: Vocabulary, entities: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """The topics in order, each with its members by the ids of today; `entities` leads from every id to that
    of today.

    A member is an entity, a question written entity.property, or a property; no member has two topics.
    """
    topic_of: dict[str, str] = {}
    found: dict[str, tuple[str, ...]] = {}
    for key, value in check.pairs(node, "topics"):
        members = []
        if is_empty_list(value):
            expect = "name one, or take the topic out"
            check.report("E012", value, "a topic without members", key.value, expect)
        for written, place in check.texts(value, "a member of a topic"):
            member = _member(check, place, written, vocabulary, entities)
            if member and member in topic_of:
                check.report(
                    "E010",
                    place,
                    f"two topics for one thing, {topic_of[member]} and {key.value}",
                    written,
                    "keep it in one",
                )
            elif member:
                topic_of[member] = key.value
                members.append(member)
        found[key.value] = tuple(members)
    return MappingProxyType(found)


def _member(
    check: FieldChecker, place: Node, written: str, vocabulary: Vocabulary, entities: Mapping[str, str]
) -> str:
    """A member by its id of today; "" if it was reported."""
    properties = {old: prop for prop in vocabulary.properties.values() for old in (*prop.was, prop.name)}
    about, dot, name = written.rpartition(".")
    if not dot and written in entities:
        return entities[written]
    for word, known, code, what in (
        (about, entities, "E018", "entity"),
        (name, properties, "E019", "property"),
    ):
        if word not in known and (dot or what == "property"):
            if word not in check.page.lost:
                names = tuple(known) if dot else (*entities, *properties)
                check.unknown(
                    code,
                    place,
                    what if dot else "entity or property",
                    word,
                    names,
                    "declare it in dossier.yaml",
                )
            return ""
    prop = properties[name]
    if prop.type != "framing":
        check.report(
            "E039", place, f"{prop.name} is no framing, and topics group framings", written, "leave it out"
        )
        return ""
    return f"{entities[about]}.{prop.name}" if dot else prop.name
