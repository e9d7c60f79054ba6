"""The laws of the core, and which laws hold in a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from discrepancy import lawcheck
from discrepancy.law import Law
from discrepancy.model import Dossier, Vocabulary
from discrepancy.unreadable import Unreadable
from discrepancy.vocabulary import core, texts


@lru_cache(maxsize=1)
def core_laws() -> tuple[Law, ...]:
    """The laws that hold in every dossier that does not replace them, in the order of their file."""
    import yaml

    text = Path(__file__).with_name("core-laws.yaml").read_text("utf-8")
    return tuple(_law(fields, core()) for fields in yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))


def laws_of(dossier: Dossier) -> tuple[Law, ...]:
    """The laws that hold in a dossier: the core's, without those that it replaces by name, and its own.

    A law of the core is left out where the dossier has declared a property again so that the law no longer makes sense.
    """
    own = {law.name for law in dossier.laws}
    return (*(law for law in _fitting(dossier.vocabulary) if law.name not in own), *dossier.laws)


def _fitting(vocabulary: Vocabulary) -> list[Law]:
    """The laws of the core that make sense in a vocabulary."""
    standard = core().properties
    changed = {name for name, prop in standard.items() if vocabulary.properties.get(name) is not prop}
    return [law for law in core_laws() if changed.isdisjoint(lawcheck.uses(law)) or _fits(law, vocabulary)]


def _fits(law: Law, vocabulary: Vocabulary) -> bool:
    try:
        return lawcheck.read(law.name, law.text, vocabulary, {}, law.kinds).body == law.body
    except Unreadable:
        return False


def _law(fields: Mapping[str, Any], vocabulary: Vocabulary) -> Law:
    kinds, usual = texts(fields.get("for", ())), fields.get("usual") == "true"
    return lawcheck.read(fields["name"], fields["law"], vocabulary, {}, kinds, usual, help_=fields["help"])
