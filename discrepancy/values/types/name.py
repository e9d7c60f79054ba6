"""Names as such: a birth name, a title as written. The string itself is the answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.errors import Unreadable
from discrepancy.values.names.spelling import Folded, fold, same, untitled


@dataclass(frozen=True, slots=True)
class Name(Value):
    """A name as written, with its letters: `bare` is the name without listed titles, folded."""

    type: ClassVar[str] = "name"
    bare: Folded = Folded("", ())


def named(text: str, kind: str) -> str:
    """The text of a name, NFC and with single spaces. Raises Unreadable for an empty one."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or not any(character.isalnum() for character in name):
        raise Unreadable(f"not a {kind}", text, f"write the {kind} as the source has it")
    return name


def by_letters(a: str, b: str, left: Folded, right: Folded) -> DirectedRelation:
    """The relation of two names by their words alone (specification, section 3, "Names")."""
    if a == b:
        return DirectedRelation("identical")
    found = same(left, right)
    return DirectedRelation({"same": "agrees", "marks": "tension", "other": "conflict"}[found])


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
        name = named(text, "name")
        own = ((name, name),)
        return Name(text, tuple(options.items()), own, own, own, bare=fold(untitled(name, basis.titles)))

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """By the letters."""
        assert isinstance(a, Name) and isinstance(b, Name)
        return by_letters(a.plain[0][0], b.plain[0][0], a.bare, b.bare)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What is the same and what is not."""
        return why_names(a.text, b.text, directed)

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """Names have no distance."""
        return None


def why_names(a: str, b: str, directed: DirectedRelation) -> tuple[str, ...]:
    """The reason for a relation between names in words."""
    said = {
        "identical": f"both are written {a}",
        "agrees": f"{a} and {b} are one name: only marks, case or a listed title differ",
        "tension": f"{a} and {b} have the same letters, but a letter carries two different marks",
        "conflict": f"{a} and {b} are different names; no alias known",
    }
    return (said[directed.relation],)


TYPE = NameType()
