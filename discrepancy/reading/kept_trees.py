"""Trees of files that were read before, made of JSON: most of what reading a large file takes is the
parser's.

Only a tree without fault is kept, so that whatever is reported of a file is reported from its text.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from discrepancy.model.problem import Problem
from discrepancy.reading import yaml_errors as _mend
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_tree import CompactMap, List, Map, Node, Text

LEAST = 8_192  # characters of a file that is worth it
_TEXT, _MAP, _LIST, _ROW = range(4)


class TreeCache(Protocol):
    """Where trees are kept, by the text that they were made from."""

    def get(self, text: str) -> Any:
        """What is kept of a text, made of JSON, or None."""

    def put(self, text: str, tree: Any) -> None:
        """Keeps a tree, made of JSON."""


class _RowStart(NamedTuple):
    """Where a row begins, as the parser's mark says it."""

    line: int
    column: int


def tree(page: Page, problems: list[Problem], kept: TreeCache | None) -> Node | None:
    """The tree of a page, as `_mend.tree` makes it, or as it was kept."""
    if kept is None or len(page.text) < LEAST:
        return _mend.tree(page, problems)
    # What is not of the shape in which it was kept is as if it were not there.
    with suppress(AttributeError, IndexError, RecursionError, TypeError, ValueError):
        suspicious, names, packed = kept.get(page.text)
        found = _unpacked(packed, [tuple(layout) for layout in names])
        page.suspicious = suspicious
        return found
    faults: list[Problem] = []
    root = _mend.tree(page, faults)
    problems.extend(faults)
    if root is not None and not faults:
        layouts: dict[tuple[str, ...], int] = {}
        with suppress(
            RecursionError
        ):  # aliases of aliases nest deeper than a text can: such a tree is not kept
            packed = _packed(root, layouts)
            kept.put(page.text, [page.suspicious, list(layouts), packed])
    return root


def _packed(node: Node, layouts: dict[tuple[str, ...], int]) -> list[Any]:
    if type(node) is CompactMap:
        start, names = node.start, layouts.setdefault(node.names, len(layouts))
        return [_ROW, start.line, start.column, names, node.key, *node.values, *node.places]
    if type(node) is Text:
        return [_TEXT, node.value, node.at, node.style]
    if type(node) is Map:
        return [_MAP, node.at, node.flow, [_packed(one, layouts) for one in node.flat]]
    assert type(node) is List, "what is broken was reported, and its tree is not kept"
    return [_LIST, node.at, node.flow, [_packed(one, layouts) for one in node.items]]


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
