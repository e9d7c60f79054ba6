"""Words of a controlled vocabulary: offices, outcomes, allegiances."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from discrepancy.values.base import Basis, DirectedRelation, RegistryEntry, Value, ValueType
from discrepancy.values.names.name_relations import (
    clean_name,
    look_up,
    looked_up_identity,
    relate_by_entry,
    words_or_name,
)
from discrepancy.values.names.spelling import Folded, compare_letters, fold


@dataclass(frozen=True, slots=True)
class TermValue(Value):
    """A term as a source has it; `entry` is the declared term, or None."""

    type: ClassVar[str] = "term"
    bare: Folded = Folded("", ())
    entry: RegistryEntry | None = None


class TermType(ValueType):
    """A word of the declared vocabulary: First Secretary; Union victory.

    `same_as` agrees, `broader` is refined, `not` excludes. Where only one answer is true, other terms
    conflict; where several may be, only declared exclusion does.
    """

    name = "term"
    shape = "labels"

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> TermValue:
        """The term, looked up where there is a vocabulary. Raises Unreadable for an empty text."""
        name, entry, labels, rows = look_up(text, "term", basis.term)
        given = tuple(options.items())
        return TermValue(text, given, labels, labels, labels, rows, bare=fold(name), entry=entry)

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """By what is declared; undeclared words by their letters."""
        assert isinstance(a, TermValue) and isinstance(b, TermValue)
        left, right = clean_name(a.text, "term"), clean_name(b.text, "term")
        if a.entry and b.entry:
            return relate_by_entry(a.entry, b.entry, left == right)
        if left == right:
            return DirectedRelation("identical")
        return DirectedRelation("agrees" if compare_letters(a.bare, b.bare) == "same" else "conflict")

    def identity(self, value: Value) -> Hashable:
        """The term and the word as written: another word for it agrees, but is another reading."""
        assert isinstance(value, TermValue)
        return looked_up_identity(value.entry, value.text, "term")

    def excludes(self, a: Value, b: Value) -> bool:
        """Whether the vocabulary declares that the two cannot both be true, even of a property with several
        answers.
        """
        assert isinstance(a, TermValue) and isinstance(b, TermValue)
        if a.entry is None or b.entry is None:
            return False
        return not {b.entry.id, *b.entry.broader}.isdisjoint(a.entry.excludes) or not {
            a.entry.id,
            *a.entry.broader,
        }.isdisjoint(b.entry.excludes)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What is declared of the two words."""
        assert isinstance(a, TermValue) and isinstance(b, TermValue)
        undeclared = tuple(f'"{value.text}" is not declared' for value in (a, b) if value.entry is None)
        left, right = (words_or_name(value.text, value.entry) for value in (a, b))
        said = {
            "identical": f"both say {left}",
            "agrees": f"both say {left}" if left == right else f"{left} and {right} are one term",
            "refines": f"{left} and {right}: one is declared broader than the other",
            "conflict": f"{left} and {right} exclude each other by declaration"
            if self.excludes(a, b)
            else f"{left} and {right} are different terms, and only one answer can be true",
        }
        return (*(undeclared if directed.relation == "conflict" else ()), said[directed.relation])


TYPE = TermType()
