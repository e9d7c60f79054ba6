"""How two names relate: by their letters, or by the entries of a registry that they stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from discrepancy.values.base import DirectedRelation, RegistryEntry
from discrepancy.values.errors import Unreadable
from discrepancy.values.names.spelling import Folded, compare_letters


def clean_name(text: str, kind: str) -> str:
    """The text of a name, NFC and with single spaces. Raises Unreadable for an empty one."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or not any(character.isalnum() for character in name):
        raise Unreadable(f"not a {kind}", text, f"write the {kind} as the source has it")
    return name


def relate_by_letters(a: str, b: str, left: Folded, right: Folded) -> DirectedRelation:
    """The relation of two names by their words alone."""
    if a == b:
        return DirectedRelation("identical")
    found = compare_letters(left, right)
    return DirectedRelation({"same": "agrees", "marks": "tension", "other": "conflict"}[found])


def name_reasons(a: str, b: str, directed: DirectedRelation) -> tuple[str, ...]:
    """The reason for a relation between names in words."""
    said = {
        "identical": f"both are written {a}",
        "agrees": f"{a} and {b} are one name: only marks, case or a listed title differ",
        "tension": f"{a} and {b} have the same letters, but a letter carries two different marks",
        "conflict": f"{a} and {b} are different names; no alias known",
    }
    return (said[directed.relation],)


def relate_by_entry(a: RegistryEntry, b: RegistryEntry, equal_words: bool) -> DirectedRelation:
    """The relation of two registered names: the same entry, one within the other, perhaps one, or two."""
    if a.id == b.id:
        return DirectedRelation("identical" if equal_words else "agrees")
    if b.id in a.broader:
        return DirectedRelation("refines", "left")
    if a.id in b.broader:
        return DirectedRelation("refines", "right")
    return DirectedRelation("tension" if b.id in a.maybe or a.id in b.maybe else "conflict")


class LookedUpName(NamedTuple):
    """A name as it was looked up: itself, its entry if the registry has one, its one answer as a set of
    labels, and the rows of the conventions used.
    """

    name: str
    entry: RegistryEntry | None
    labels: tuple[tuple[str, str], ...]
    rows: tuple[str, ...]


def look_up(text: str, kind: str, registry: Callable[[str], RegistryEntry | None] | None) -> LookedUpName:
    """The entry that a name stands for, where there is a registry. Raises Unreadable for an empty name."""
    name = clean_name(text, kind)
    entry = registry(name) if registry else None
    label = entry.id if entry else name
    return LookedUpName(name, entry, ((label, label),), ("alias",) if entry and entry.how else ())


def words_or_name(text: str, entry: RegistryEntry | None) -> str:
    """The words of the source; the name of the entry that they stand for where the source has its id."""
    if entry is None or not entry.name:
        return text
    as_id = text == entry.id or (entry.how and text.islower() and " " not in text)
    return entry.name if as_id else text


def looked_up_identity(entry: RegistryEntry | None, text: str, kind: str) -> tuple[str | None, str]:
    """What two looked-up names share exactly when they are identical: the entry and the name as written."""
    return entry.id if entry else None, clean_name(text, kind)
