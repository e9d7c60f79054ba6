"""Names as such: a birth name, a title as written. The string itself is the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.names.name_relations import clean_name, name_reasons, relate_by_letters
from discrepancy.values.names.spelling import Folded, fold, without_titles


@dataclass(frozen=True, slots=True)
class Name(Value):
    """A name as written, with its letters: `bare` is the name without listed titles, folded."""

    type: ClassVar[str] = "name"
    bare: Folded = Folded("", ())


class NameType(ValueType):
    """A name as a source writes it: Lê Văn Nhuận; Radulfus de Nessa.

    Equal spellings are identical. More or fewer diacritics, or a listed title more or less, agree. A letter
    with two different marks is a tension. Anything else is another name: an alias does not help, since the
    name itself is what is asked.
    """

    name = "name"
    shape = "labels"

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Name:
        """The name. Raises Unreadable for an empty text."""
        name = clean_name(text, "name")
        own = ((name, name),)
        return Name(
            text, tuple(options.items()), own, own, own, bare=fold(without_titles(name, basis.titles))
        )

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """By the letters."""
        assert isinstance(a, Name) and isinstance(b, Name)
        return relate_by_letters(a.plain[0][0], b.plain[0][0], a.bare, b.bare)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What is the same and what is not."""
        return name_reasons(a.text, b.text, directed)

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """Names have no distance."""
        return None


TYPE = NameType()
