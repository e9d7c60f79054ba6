"""The nodes of a YAML tree in which every scalar is text: texts, mappings, lists, and what was broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_SET_MEMBER = re.compile(r"\s*[\d\-.XY~?%]*\d[\d\-.XY~?%]*\s*\Z")


PLAIN, QUOTED, CUT = 0, 1, 2


class Text:
    """A scalar. `at` is its index in the page; `style` is PLAIN, QUOTED (also a block), or CUT: plain, and a
    comment follows one single space later.
    """

    __slots__ = ("at", "style", "value")

    def __init__(self, value: str, at: int, style: int = QUOTED) -> None:
        self.value = value
        self.at = at
        self.style = style


class Map:
    """A mapping: its pairs in order, keys in NFC, no key twice."""

    __slots__ = ("at", "flat", "flow")

    def __init__(self, at: int, flow: bool) -> None:
        self.at = at
        self.flow = flow
        # key, value, key, value: pairs would double the size of a large file's tree
        self.flat: list[Any] = []

    @property
    def items(self) -> Iterator[tuple[Text, Node]]:
        """Its pairs."""
        flat = iter(self.flat)
        return zip(flat, flat, strict=True)


class CompactMap(Map):
    """A list's item that is a block mapping of nothing but texts, none of them empty or cut, its keys as
    `Map` has them.

    Most claims are such. `key` and `names` are its first key and the others, `values` and `places` its values
    and where each key and value stands, `start` the parser's mark of the first key. Nodes are made when
    someone asks for them.
    """

    __slots__ = ("key", "names", "places", "start", "values")

    def __init__(
        self, start: Any, key: str, names: tuple[str, ...], values: list[str], places: list[int]
    ) -> None:
        self.at = places[0]
        self.flow = False
        self.start = start
        self.key = key
        self.names = names
        self.values = values
        self.places = places

    @property
    def items(self) -> Iterator[tuple[Text, Node]]:
        """Its pairs. Only of empty texts does anybody ask whether they are quoted, so that is not kept."""
        places = self.places
        return zip(
            map(Text, (self.key, *self.names), places[::2]), map(Text, self.values, places[1::2]), strict=True
        )

    def value(self, number: int) -> Text:
        """Its value of that number, as `items` has it."""
        return Text(self.values[number], self.places[2 * number + 1])


class List:
    """A list."""

    __slots__ = ("at", "flow", "items")

    def __init__(self, at: int, flow: bool) -> None:
        self.at = at
        self.flow = flow
        self.items: list[Node] = []


class Broken:
    """Something that was reported when the tree was built; nobody need say more about it."""

    __slots__ = ("at",)

    def __init__(self, at: int) -> None:
        self.at = at


Node = Text | Map | List | Broken


def is_empty_list(node: Node) -> bool:
    """Whether `node` is a list of nothing."""
    return isinstance(node, List) and not node.items


def is_unquoted_set(node: List) -> bool:
    """Whether a flow list is an EDTF set that lacks its quotation marks."""
    return (
        node.flow
        and bool(node.items)
        and all(type(item) is Text and is_set_member(item.value) for item in node.items)
    )


def is_set_member(text: str) -> bool:
    """Whether `text` could be a member of an EDTF set: a year, month, day or part of one, or a range."""
    return _SET_MEMBER.match(text) is not None
