"""The vocabulary in force: the core that ships with the package, and a dossier's parts laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from discrepancy.model.vocabulary import Property, Term, Vocabulary
from discrepancy.values.names.spelling import fold

# Types whose properties have one true answer unless they say otherwise; a test holds it to what the types say
# (importing them all is slow).
ONE = frozenset(
    {
        "age",
        "date",
        "duration",
        "entity",
        "name",
        "quantity",
        "sequence",
        "set",
        "span",
        "term",
    }
)
# A vocabulary as plain text: what YAML gives when every scalar is read as text.
Parts = Mapping[str, Any]


@lru_cache(maxsize=1)
def core_vocabulary() -> Vocabulary:
    """The core vocabulary: what every dossier can speak of without declaring it."""
    import yaml

    text = Path(__file__).with_name("core.yaml").read_text("utf-8")
    parts = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return extended_vocabulary(Vocabulary({}, {}, {}, {}, {}, {}), parts)


def extended_vocabulary(base: Vocabulary, parts: Parts) -> Vocabulary:
    """`base` with `parts` laid over it: `properties`, `scopes`, `terms`, `scales`, `labels`, `kinds`,
    `titles`, checked before.

    A property that `base` has keeps the fields that `parts` does not state, unless its type changes, and a
    value of a scope keeps what it excludes; everything else is added or replaced.
    """
    properties = dict(base.properties)
    for name, fields in parts.get("properties", {}).items():
        properties[name] = _property(name, fields, properties.get(name))
    _match_inverses(properties)
    scopes = {name: dict(values) for name, values in base.scopes.items()}
    disjoint = {name: dict(values) for name, values in base.disjoint.items()}
    for name, values in parts.get("scopes", {}).items():
        excluding = {
            value: as_texts(fields["not"]) for value, fields in values.items() if fields and "not" in fields
        }
        if excluding:
            disjoint.setdefault(name, {}).update(excluding)
        scopes.setdefault(name, {}).update(
            {value: as_texts((fields or {}).get("part_of", ())) for value, fields in values.items()}
        )
    return Vocabulary(
        properties=MappingProxyType(properties),
        scopes=MappingProxyType({name: MappingProxyType(values) for name, values in scopes.items()}),
        terms=MappingProxyType(
            {
                **base.terms,
                **{name: _term(name, fields or {}) for name, fields in parts.get("terms", {}).items()},
            }
        ),
        scales=MappingProxyType(
            {**base.scales, **{name: tuple(positions) for name, positions in parts.get("scales", {}).items()}}
        ),
        labels=MappingProxyType(
            {**base.labels, **{name: _labels(words) for name, words in parts.get("labels", {}).items()}}
        ),
        kinds=MappingProxyType(
            {
                **base.kinds,
                **{name: (fields or {}).get("help", "") for name, fields in parts.get("kinds", {}).items()},
            }
        ),
        titles=base.titles | {fold(title).letters for title in parts.get("titles", ())},
        disjoint=MappingProxyType({name: MappingProxyType(values) for name, values in disjoint.items()}),
    )


def _match_inverses(properties: dict[str, Property]) -> None:
    """Makes inverses hold both ways, and takes out those that are made properties of another type."""
    for name, prop in list(properties.items()):
        if not prop.inverse:
            continue
        other = properties.get(prop.inverse)
        if other is None or other.type != "entity" or prop.type != "entity":
            properties[name] = replace(prop, inverse="")
        elif not other.inverse:
            properties[other.name] = replace(other, inverse=name)


def as_texts(given: Any) -> tuple[str, ...]:
    """A text, or a list of texts, as a tuple; an empty text is none."""
    if isinstance(given, str):
        return (given,) if given else ()
    return tuple(given)


def _labels(words: Mapping[str, str]) -> Mapping[str, int]:
    return MappingProxyType({word: int(colour) for word, colour in words.items()})


def _term(name: str, fields: Mapping[str, Any]) -> Term:
    return Term(
        id=name,
        name=fields.get("name", name),
        same_as=as_texts(fields.get("same_as", ())),
        broader=as_texts(fields.get("broader", ())),
        excludes=as_texts(fields.get("not", ())),
        used=fields.get("used", ""),
        help=fields.get("help", ""),
        was=as_texts(fields.get("was", ())),
    )


def _property(name: str, fields: Mapping[str, Any], before: Property | None) -> Property:
    kind = fields.get("type") or (before.type if before else "")
    if before is None or before.type != kind:
        before = Property(name, kind, one=kind in ONE)
    changes: dict[str, Any] = {}
    for field, attribute in (("help", "help"), ("unit", "unit")):
        if field in fields:
            changes[attribute] = fields[field]
    for field, attribute in (
        ("for", "kinds"),
        ("scope", "scope"),
        ("scales", "scales"),
        ("frames", "frames"),
        ("values", "values"),
        ("differ_in", "differ_in"),
        ("was", "was"),
    ):
        if field in fields:
            changes[attribute] = as_texts(fields[field])
    for field in ("one", "state", "spells", "running"):
        if field in fields:
            changes[field] = fields[field] == "true"
    if "inverse" in fields:
        changes["inverse"] = fields["inverse"]
    if "symmetric" in fields:
        changes["inverse"] = name if fields["symmetric"] == "true" else ""
    if "most" in fields:
        changes["most"] = int(fields["most"])
    for field in ("adds", "always"):
        if field in fields:
            said = fields[field]
            changes[field] = said == "true" if said in ("true", "false") else as_texts(said)
    return replace(before, **changes)
