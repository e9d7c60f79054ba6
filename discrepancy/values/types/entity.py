"""References to persons, places, events and other things that the dossier may declare."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from discrepancy.values.base import Basis, DirectedRelation, RegistryEntry, Value, ValueType
from discrepancy.values.names.name_relations import (
    clean_name,
    look_up,
    looked_up_identity,
    name_reasons,
    relate_by_entry,
    relate_by_letters,
    words_or_name,
)
from discrepancy.values.names.spelling import Folded, fold, without_titles


@dataclass(frozen=True, slots=True)
class Reference(Value):
    """An entity as a source names it; `entry` is what the registry says it is, or None."""

    type: ClassVar[str] = "entity"
    bare: Folded = Folded("", ())
    entry: RegistryEntry | None = None
    sought: bool = False  # whether there was a registry to look in


def _shown(value: Reference) -> str:
    return words_or_name(value.text, value.entry)


class EntityType(ValueType):
    """A person, place, event or other thing of the dossier, by id, name or alias: General Võ Nguyên Giáp;
    hanoi.

    Names of one registry entry agree; an entity that is `part_of` another refines it; two entries conflict
    where only one answer is true, and are a tension where one of them `maybe` is the other. A name that the
    registry does not have is compared by its letters.
    """

    name = "entity"
    shape = "labels"

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Reference:
        """The reference, looked up where there is a registry. Raises Unreadable for an empty text."""
        name, entry, labels, rows = look_up(text, "name", basis.entity)
        bare = fold(without_titles(name, basis.titles))
        given, sought = tuple(options.items()), basis.entity is not None
        return Reference(text, given, labels, labels, labels, rows, bare=bare, entry=entry, sought=sought)

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """By the registry where it knows both, otherwise by the letters."""
        assert isinstance(a, Reference) and isinstance(b, Reference)
        left, right = clean_name(a.text, "name"), clean_name(b.text, "name")
        if a.entry and b.entry:
            return relate_by_entry(a.entry, b.entry, left == right)
        return relate_by_letters(left, right, a.bare, b.bare)

    def identity(self, value: Value) -> Hashable:
        """The entry and the name as written: an alias agrees, but is another reading."""
        assert isinstance(value, Reference)
        return looked_up_identity(value.entry, value.text, "name")

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """Which entries the names stand for, or how their letters compare."""
        assert isinstance(a, Reference) and isinstance(b, Reference)
        if not (a.entry and b.entry):
            missing = tuple(
                f"{value.text} is not declared in the dossier"
                for value in (a, b)
                if value.sought and value.entry is None
            )
            told = missing if directed.relation == "conflict" or a.entry or b.entry else ()
            return (*dict.fromkeys(told), *name_reasons(_shown(a), _shown(b), directed))
        reasons = tuple(
            dict.fromkeys(entry.because for entry in (a.entry, b.entry) if entry.because and entry.maybe)
        )
        if directed.relation == "tension":
            return (
                f"{_shown(a)} and {_shown(b)} may be one" + (f": {'; '.join(reasons)}" if reasons else ""),
            )
        because = tuple(
            f"held to be one: {entry.because}"
            for entry in (a.entry, b.entry)
            if entry.because and not entry.maybe
        )
        left, right = _shown(a), _shown(b)
        said = {
            "identical": f"both name {left}",
            "agrees": f"both name {left}" if left == right else f"{left} and {right} are declared to be one",
            "refines": f"{left} and {right}: one is declared part of the other",
            "conflict": f"{left} and {right} are not the same, as far as the dossier knows",
        }
        return (said[directed.relation], *dict.fromkeys(because))


TYPE = EntityType()
