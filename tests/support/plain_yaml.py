"""What a file holds as PyYAML sees it, without any help of the program: to show that nothing of it is lost."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml

_BREAK = re.compile(r"\r\n|\n|\r")
Position = tuple[int, int]


class Piece(NamedTuple):
    """A part of a file that must be read or be told of: its own path of keys, from where to where it goes, and
    where the keys above it stand that a problem may name instead.
    """

    path: tuple[str, ...]
    start: Position
    end: Position
    above: tuple[tuple[Position, Position], ...]
    node: yaml.Node


class PlainYaml:
    """A file that PyYAML can read; `documents` has the root of each document in it. Raises yaml.YAMLError or
    UnicodeError where it cannot.
    """

    def __init__(self, data: bytes) -> None:
        text = data.decode("utf-8").removeprefix("\ufeff")
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self.breaks_otherwise = bool(
            re.search("[\\x85\\u2028\\u2029]", text)
        )  # line breaks to YAML, and to no editor
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        self.documents: list[yaml.Node] = [
            one for one in yaml.compose_all(text, Loader=loader) if one is not None
        ]

    def place(self, mark: yaml.Mark) -> Position:
        """Line and column, counted from 1."""
        line = bisect_right(self._starts, mark.index)
        return line, mark.index - self._starts[line - 1] + 1

    def is_told(self, piece: Piece, places: Sequence[Position]) -> bool:
        """Whether a problem at one of the places, which are in order, speaks of a piece: in it, of a key above it, or where something in
        it stands that has another name there (an alias).
        """
        spans = [(piece.start, piece.end), *piece.above, *self._spans(piece.node)]
        return any(bisect_left(places, first) < bisect_right(places, last) for first, last in spans)

    def _spans(self, node: yaml.Node) -> Iterator[tuple[Position, Position]]:
        left, known = [node], set()
        while left:
            one = left.pop()
            if id(one) in known:
                continue
            known.add(id(one))
            yield self.place(one.start_mark), self.place(one.end_mark)
            if isinstance(one, yaml.MappingNode):
                left += [each for pair in one.value for each in pair]
            elif isinstance(one, yaml.SequenceNode):
                left += one.value

    def answers(self, node: yaml.Node) -> list[tuple[Position, int, str | None]]:
        """Where an entry of claims asks something, of how many subjects, and the answer where that is a text.
        Empty for a node that does not look like such an entry.
        """
        if not isinstance(node, yaml.MappingNode):
            return []
        fields = {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
        found = [(key, 1, value) for name, (key, value) in fields.items() if "." in name or "[" in name]
        about, says = fields.get("about"), fields.get("says")
        if about and says and isinstance(says[1], yaml.MappingNode):
            subjects = (
                len({one.value for one in about[1].value})
                if isinstance(about[1], yaml.SequenceNode)
                and all(isinstance(one, yaml.ScalarNode) for one in about[1].value)
                else 1
            )
            found += [(key, subjects, value) for key, value in says[1].value]
        if not {"at", "quote", "says"} & set(fields):
            return []
        return [(self.place(key.start_mark), many, as_text(value)) for key, many, value in found]

    def pieces(
        self,
        node: yaml.Node | None = None,
        path: tuple[str, ...] = (),
        above: tuple[tuple[Position, Position], ...] = (),
        depth: int = 0,
    ) -> Iterator[Piece]:
        """Every value of a mapping and every item of a list, those without end followed to a depth only."""
        for root in self.documents if node is None else ():
            yield from self.pieces(root)
        if node is None or depth > 70:
            return
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                name = key.value if isinstance(key, yaml.ScalarNode) else "?"
                yield Piece(
                    (*path, name),
                    self.place(key.start_mark),
                    max(self.place(key.end_mark), self.place(value.end_mark)),
                    above,
                    value,
                )
                yield from self.pieces(
                    value,
                    (*path, name),
                    (*above, (self.place(key.start_mark), self.place(value.start_mark))),
                    depth + 1,
                )
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                start = self.place(item.start_mark)
                yield Piece((*path, "-"), start, self.place(item.end_mark), above, item)
                yield from self.pieces(item, (*path, "-"), (*above, (start, start)), depth + 1)


def as_text(node: yaml.Node | None) -> str | None:
    """The text of a scalar; None of anything else."""
    return node.value if isinstance(node, yaml.ScalarNode) else None


def field(node: yaml.Node, name: str) -> str | None:
    """The text of a field of a mapping; None where it has none."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((as_text(value) for key, value in pairs if as_text(key) == name), None)


def plain_yaml(data: bytes) -> PlainYaml | None:
    """The file as PyYAML sees it; None where it cannot be read."""
    try:
        return PlainYaml(data)
    except (yaml.YAMLError, UnicodeError, RecursionError):
        return None
