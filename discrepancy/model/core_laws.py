"""The laws of the core, and which laws hold in a dossier."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Set
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from discrepancy.model.core_vocabulary import as_texts, core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import Law
from discrepancy.model.law_checker import properties_used, read_law
from discrepancy.model.vocabulary import Vocabulary
from discrepancy.values.errors import Unreadable

_NAME = re.compile(r"[a-z][a-z0-9-]*")


@lru_cache(maxsize=1)
def core_laws() -> tuple[Law, ...]:
    """The laws that hold in every dossier that does not replace them, in the order of their file."""
    return tuple(map(_law, _fields()))


@lru_cache(maxsize=1)
def _fields() -> Mapping[str, Mapping[str, Any]]:
    import yaml

    text = Path(__file__).with_name("core-laws.yaml").read_text("utf-8")
    return {
        fields["name"]: fields
        for fields in yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    }


def laws_in_force(dossier: Dossier) -> tuple[Law, ...]:
    """The laws that hold in a dossier: the core's, without those that it replaces by name, and its own.

    A law of the core is left out where the dossier has declared a property again so that the law no longer
    makes sense.
    """
    own = {law.name for law in dossier.laws}
    said = {claim.question.property for claim in dossier.claims}
    return (*_fitting(dossier.vocabulary, own, said), *dossier.laws)


def _fitting(vocabulary: Vocabulary, replaced: Container[str], said: Set[str]) -> list[Law]:
    """The laws of the core that speak of what is said and make sense in a vocabulary. Only these are parsed:
    that takes a while.
    """
    standard = core_vocabulary().properties
    changed = {name for name, prop in standard.items() if vocabulary.properties.get(name) is not prop}
    names = [
        name
        for name, fields in _fields().items()
        if name not in replaced and not said.isdisjoint(_NAME.findall(fields["law"]))
    ]
    return [
        law for law in map(_law, names) if changed.isdisjoint(properties_used(law)) or _fits(law, vocabulary)
    ]


def _fits(law: Law, vocabulary: Vocabulary) -> bool:
    try:
        return read_law(law.name, law.text, vocabulary, {}, law.kinds).body == law.body
    except Unreadable:
        return False


@cache
def _law(name: str) -> Law:
    fields, vocabulary = _fields()[name], core_vocabulary()
    kinds, usual = as_texts(fields.get("for", ())), fields.get("usual") == "true"
    return read_law(fields["name"], fields["law"], vocabulary, {}, kinds, usual, help_=fields["help"])
