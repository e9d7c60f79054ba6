"""The vocabulary of a dossier: properties, scopes, terms, scales, labels and kinds, checked and laid over the
core's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from discrepancy.model.core_vocabulary import ONE, core_vocabulary, extended_vocabulary
from discrepancy.model.graph import cycles
from discrepancy.model.vocabulary import Vocabulary
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.forms import FORMS
from discrepancy.reading.yaml_nodes import List, Map, Node, Text, is_empty_list
from discrepancy.values.base import read, type_names
from discrepancy.values.errors import Unreadable

_OF_VALUE = ("part_of", "not", "help")  # what a value of a scope may state
_LISTS_OR_TRUE = ("adds", "always")  # fields of a property that are names, or true
_KINDS = {"for": "kinds", "values": "values"}  # fields that are any kind where they name none
_COLOURS = {"+1": "1", "1": "1", "0": "0", "-1": "-1", "\u22121": "-1"}


def vocabulary_of(
    check: FieldChecker, fields: Mapping[str, Node]
) -> tuple[Vocabulary, list[tuple[str, Text]]]:
    """The vocabulary in force, and the entities that its labels name, which are to be checked."""
    labels, named = _labels(check, fields.get("labels"))
    parts: dict[str, Any] = {
        "kinds": _entries(check, fields.get("kinds"), "kind"),
        "titles": [title for title, _ in check.texts(fields.get("titles"), "titles")],
        "scopes": _scopes(check, fields.get("scopes")),
        "scales": _scales(check, fields.get("scales")),
        "terms": _entries(check, fields.get("terms"), "term"),
        "labels": labels,
    }
    within = extended_vocabulary(core_vocabulary(), parts)
    properties = dict(_properties(check, fields.get("properties"), within))
    _named_properties(check, fields.get("properties"), properties, within)
    return extended_vocabulary(within, {"properties": properties}), named


def _entries(check: FieldChecker, node: Node | None, form: str) -> dict[str, Any]:
    # Terms may have spaces in their ids; they are never part of a law.
    entries = check.pairs(node, f"{form}s") if form == "term" else check.entries(node, f"a {form}")
    found = {
        key.value: check.fields(_or_empty(value), form, f"the {form} {key.value}") for key, value in entries
    }
    for fields in found.values() if form == "term" else ():
        _in_use(check, fields.get("used"))
    plain = {name: _plain(check, fields, form) for name, fields in found.items()}
    places = {key.value: key for key, _ in entries}
    for circle in cycles({name: tuple(fields.get("broader", ())) for name, fields in plain.items()}):
        check.report(
            "E030",
            places[circle[0]],
            f"{form}s fall under each other in a circle",
            " → ".join((*circle, circle[0])),
            "break it",
        )
    return plain


def _in_use(check: FieldChecker, node: Node | None) -> None:
    """Reports a time of use that is neither a period nor a date: the rule on anachronisms would pass over it
    in silence.
    """
    if node is None or not (text := check.text(node, "used")):
        return
    errors = [error for name in ("date", "span") if (error := _unreadable(name, text)) is not None]
    if len(errors) == 2:
        check.report("E025", node, errors[1].message, errors[1].words, errors[1].expect)


def _unreadable(type_name: str, text: str) -> Unreadable | None:
    try:
        read(type_name, text)
    except Unreadable as error:
        return error
    return None


def _or_empty(node: Node) -> Node:
    # `constable:` with nothing behind it declares a word and says nothing about it.
    return Map(node.at, False) if isinstance(node, Text) and not node.value else node


def _plain(check: FieldChecker, fields: Mapping[str, Node], form: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in FORMS[form]:
        node = fields.get(field.name)
        if node is None:
            continue
        read: dict[str, Callable[[Node, str], Any]] = {
            "texts": _texts(check),
            "words": check.words,
            "flag": _flag(check),
        }
        found[field.name] = read.get(field.shape, check.text)(node, field.name)
    return {name: value for name, value in found.items() if value not in ("", None)}


def _texts(check: FieldChecker) -> Callable[[Node, str], list[str]]:
    return lambda node, what: [found for found, _ in check.texts(node, what)]


def _flag(check: FieldChecker) -> Callable[[Node, str], str]:
    return lambda node, what: check.choice(node, what, ("true", "false"))


def _properties(
    check: FieldChecker, node: Node | None, vocabulary: Vocabulary
) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in check.entries(node, "a property"):
        fields = check.fields(value, "property", f"the property {key.value}")
        plain = _plain(
            check, {name: item for name, item in fields.items() if name not in _LISTS_OR_TRUE}, "property"
        )
        for field in _LISTS_OR_TRUE:
            if field in fields and (said := _list_or_true(check, fields[field], field)):
                plain[field] = said
        before = vocabulary.properties.get(key.value)
        kind = plain.get("type", before.type if before else "")
        if not kind:
            if "type" not in check.page.lost and not plain.get("type") and "type" not in fields:
                check.report(
                    "E012", key, "the property has no type", key.value, f"one of: {', '.join(type_names())}"
                )
            check.page.lost.add(key.value)
            continue
        if kind not in type_names() and "type" in fields:
            check.unknown("E024", fields["type"], "type of value", kind, type_names())
            check.page.lost.add(key.value)
            continue
        _references(check, fields, plain, vocabulary)
        as_before = before is not None and before.type == kind
        for field in ("for", "values"):
            if field in plain:
                kinds = getattr(before, _KINDS[field]) if before and as_before else ()
                check.no_kind(fields[field], field, kinds)
        one = before.one if before and as_before else kind in ONE
        _answers(check, key.value, fields, plain, (kind, plain.get("one", str(one).lower()) == "true"))
        yield key.value, plain


def _answers(
    check: FieldChecker, name: str, fields: Mapping[str, Node], plain: dict[str, Any], of: tuple[str, bool]
) -> None:
    """Takes out of `plain` what cannot be said of the answers to the property `name`, and reports it. `of`
    is its type, and whether it has one true answer.
    """
    kind, one = of
    for field in ("most", "differ_in"):
        if field in plain and one:
            check.report(
                "E044",
                fields[field],
                f"{field} is of a property with several answers",
                name,
                "add one: false",
            )
            del plain[field]
    for field in ("values", "symmetric", "inverse", "differ_in"):
        if field in plain and kind != "entity":
            check.report(
                "E044", fields[field], f"only a property of type entity has {field}", name, "take it out"
            )
            del plain[field]
    if "most" in plain and not (plain["most"].isascii() and plain["most"].isdigit() and int(plain["most"])):
        check.report(
            "E025", fields["most"], "not a number of answers", plain["most"], "write 2, or take it out"
        )
        del plain["most"]
    if plain.get("symmetric") == "true" and plain.get("inverse", name) != name:
        check.report(
            "E044",
            fields["inverse"],
            f"{name} is symmetric, so it is its own inverse",
            plain["inverse"],
            "keep one of the two",
        )
        del plain["inverse"]


def _named_properties(
    check: FieldChecker, node: Node | None, properties: dict[str, dict[str, Any]], vocabulary: Vocabulary
) -> None:
    """Takes out of `properties` the names of others that nobody declares, and reports them."""
    types = {name: prop.type for name, prop in vocabulary.properties.items()}
    types |= {name: fields["type"] for name, fields in properties.items() if "type" in fields}
    for key, value in node.items if isinstance(node, Map) else ():
        found = properties.get(key.value, {})
        places = {name.value: item for name, item in value.items} if isinstance(value, Map) else {}
        for other in [found["inverse"]] if "inverse" in found else []:
            if other in types and types[other] != "entity":
                check.report(
                    "E044",
                    places["inverse"],
                    "an inverse is a property of type entity",
                    other,
                    "take it out",
                )
            elif other not in types and other not in check.page.lost:
                check.unknown("E019", places["inverse"], "property", other, tuple(types))
            if types.get(other) != "entity":
                del found["inverse"]
        for field in ("differ_in", "always"):
            names = found.get(field)
            if not isinstance(names, list):
                continue
            for other in names:
                if other not in types and other not in check.page.lost:
                    check.unknown("E019", places[field], "property", other, tuple(types))
            found[field] = [other for other in names if other in types]


def _list_or_true(check: FieldChecker, node: Node, field: str) -> str | list[str]:
    if is_empty_list(node):
        return "false"
    found = [text for text, _ in check.texts(node, field)]
    return found[0] if found in (["true"], ["false"]) else found


def _references(
    check: FieldChecker, fields: Mapping[str, Node], plain: dict[str, Any], vocabulary: Vocabulary
) -> None:
    """Takes out of `plain` what it names and nobody declares, and reports it."""
    known = (
        ("for", "E024", "kind of entity", vocabulary.kinds),
        ("values", "E024", "kind of entity", vocabulary.kinds),
        ("scope", "E021", "dimension of scope", vocabulary.scopes),
        ("adds", "E021", "dimension of scope", vocabulary.scopes),
        ("scales", "E031", "scale", vocabulary.scales),
    )
    for name, code, what, names in known:
        wanted = plain.get(name)
        if not isinstance(wanted, list):
            continue
        for word in wanted:
            if word not in names and word not in check.page.lost:
                check.unknown(
                    code,
                    fields[name],
                    what,
                    word,
                    tuple(names),
                    "declare it under scopes" if code == "E021" else "",
                )
        plain[name] = [word for word in wanted if word in names]


def _scopes(check: FieldChecker, node: Node | None) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    places: dict[str, Text] = {}
    for key, value in check.entries(node, "a dimension of scope"):
        values = {}
        places[key.value] = key
        for name, fields in check.pairs(_or_empty(value), "the values of a scope"):
            pairs = check.pairs(_or_empty(fields), f"the value {name.value}")
            for field, _ in pairs:
                if field.value not in _OF_VALUE:
                    check.unknown("E003", field, "field in a value of a scope", field.value, _OF_VALUE)
            said = {field.value: other for field, other in pairs}
            values[name.value] = {
                "part_of": [whole for whole, _ in check.texts(said.get("part_of"), "part_of")]
            }
            if "not" in said:
                values[name.value]["not"] = [other for other, _ in check.texts(said["not"], "not")]
        found[key.value] = values
    _wholes(check, found, places)
    return found


def _wholes(check: FieldChecker, scopes: Mapping[str, Mapping[str, Any]], places: Mapping[str, Text]) -> None:
    for dimension, values in scopes.items():
        known = {
            **core_vocabulary().scopes.get(dimension, {}),
            **{name: tuple(fields["part_of"]) for name, fields in values.items()},
        }
        for name, wholes in known.items():
            for whole in wholes:
                if whole not in known and whole != "all" and whole not in check.page.lost:
                    check.unknown(
                        "E021",
                        places[dimension],
                        f"value of {dimension} that {name} could be part of",
                        whole,
                        tuple(known),
                    )
        for name, fields in values.items():
            for other in fields.get("not", ()):
                if (other not in known or other == name) and other not in check.page.lost:
                    check.unknown(
                        "E021",
                        places[dimension],
                        f"other value of {dimension} that {name} could exclude",
                        other,
                        tuple(known),
                    )
        for circle in cycles(known):
            words = " → ".join((*circle, circle[0]))
            check.report(
                "E030", places[dimension], "values are part_of each other in a circle", words, "break it"
            )


def _scales(check: FieldChecker, node: Node | None) -> dict[str, list[str]]:
    found = {}
    for key, value in check.entries(node, "a scale"):
        if not isinstance(value, List):
            check.not_a(value, "a scale is a list of positions in order")
            continue
        if not value.items:
            expect = "write its positions in order, or take the scale out"
            check.report("E012", value, "a scale without positions", key.value, expect)
        positions = [position for position, _ in check.texts(value, "a position")]
        if len(set(positions)) < len(positions):
            check.report("E010", value, "the same position twice on the scale", key.value, "keep one of them")
        found[key.value] = list(dict.fromkeys(positions))
    return found


def _labels(
    check: FieldChecker, node: Node | None
) -> tuple[dict[str, dict[str, str]], list[tuple[str, Text]]]:
    found: dict[str, dict[str, str]] = {}
    named = []
    for key, value in check.pairs(node, "labels"):
        named.append((key.value, key))
        words = {}
        for word, colour in check.pairs(value, "the labels of an entity"):
            said = check.text(colour, "a colour")
            if said in _COLOURS:
                words[word.value] = _COLOURS[said]
            elif said:
                check.report(
                    "E024", colour, "no such colour of a word", said, "+1 (for), 0 (neither) or -1 (against)"
                )
        found[key.value] = words
    return found, named
