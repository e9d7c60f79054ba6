"""Keeps the trees of large files as JSON, so that a file that was read before is not parsed again.

Only a tree without fault is kept, so that whatever is reported of a file is reported from its text.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from discrepancy.model.problem import Problem
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_errors import readable_tree
from discrepancy.reading.yaml_nodes import CompactMap, List, Map, Node, Text

SHORTEST_CACHED = 8_192  # characters of a file that is worth it
_TEXT, _MAP, _LIST, _ROW = range(4)


class TreeCache(Protocol):
    """A store of trees, each by the text that it was made from."""

    def get(self, text: str) -> Any:
        """What is kept of a text, made of JSON, or None."""

    def put(self, text: str, tree: Any) -> None:
        """Keeps a tree, made of JSON."""


class _RowStart(NamedTuple):
    """Where a row begins, as the parser's mark says it."""

    line: int
    column: int


def cached_tree(page: Page, problems: list[Problem], trees: TreeCache | None) -> Node | None:
    """The tree of a page, as `readable_tree` makes it, or as it was kept."""
    if trees is None or len(page.text) < SHORTEST_CACHED:
        return readable_tree(page, problems)
    # What is not of the shape in which it was kept is as if it were not there.
    with suppress(AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        suspicious, names, packed = trees.get(page.text)
        found = _unpacked(packed, [tuple(layout) for layout in names])
        page.suspicious = suspicious
        return found
    faults: list[Problem] = []
    root = readable_tree(page, faults)
    problems.extend(faults)
    if root is not None and not faults:
        layouts: dict[tuple[str, ...], int] = {}
        # Aliases of aliases nest deeper than a text can; such a tree is not kept either.
        with suppress(RecursionError, _NotKept):
            packed = _packed(root, layouts)
            trees.put(page.text, [page.suspicious, list(layouts), packed])
    return root


class _NotKept(Exception):
    """Something in the tree is broken, so that the tree is to be made from the text each time."""


def _packed(node: Node, layouts: dict[tuple[str, ...], int]) -> list[Any]:
    if type(node) is CompactMap:
        start, names = node.start, layouts.setdefault(node.names, len(layouts))
        return [_ROW, start.line, start.column, names, node.key, *node.values, *node.places]
    if type(node) is Text:
        return [_TEXT, node.value, node.at, node.style]
    if type(node) is Map:
        return [_MAP, node.at, node.flow, [_packed(one, layouts) for one in node.flat]]
    if type(node) is List:
        return [_LIST, node.at, node.flow, [_packed(one, layouts) for one in node.items]]
    raise _NotKept


def _unpacked(packed: Any, names: list[tuple[str, ...]]) -> Node:
    kind = packed[0]
    if kind == _ROW:
        _, line, column, layout, key, *rest = packed
        count = len(names[layout]) + 1
        return CompactMap(_RowStart(line, column), key, names[layout], rest[:count], rest[count:])
    if kind == _TEXT:
        return Text(*packed[1:])
    _, at, flow, inner = packed
    nodes = [_unpacked(one, names) for one in inner]
    if kind == _LIST:
        found = List(at, flow)
        found.items = nodes
        return found
    made = Map(at, flow)
    made.flat = nodes
    return made
