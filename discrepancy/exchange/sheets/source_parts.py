"""Source files as a sheet or bibliography has them: trees whose nodes stand at the places of cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from discrepancy.model.mark import Mark
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_nodes import Broken, List, Map, Node, Text

_SHIFT = 16  # a sheet has fewer columns than this many bits count
_BENEATH = 1 << 40
SURROGATE = re.compile("[\ud800-\udfff]")  # half of a character, which no file can hold
_DEVICES = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)\d)\Z")  # to Windows, with any ending


def cell_at(row: int, column: int) -> int:
    """The place of a cell, both numbers from 1, as the `at` of a node."""
    return (row << _SHIFT) + column


def cell_mark(file: str, at: int) -> Mark:
    """The mark of a cell by the `at` of a node."""
    return Mark(file, at >> _SHIFT, at & ((1 << _SHIFT) - 1))


def text_pair(name: str, text: str, at: int) -> tuple[Text, Text]:
    """A key and its text, both at one place."""
    return Text(name, at), Text(text, at)


class SheetPage(Page):
    """The page of a sheet: places are rows and columns. `beneath` is the source file whose head the sheet
    leaves as it is.
    """

    __slots__ = ("beneath",)

    def __init__(self, file: str, suspicious: bool = False, beneath: Page | None = None) -> None:
        super().__init__(file, "")
        self.suspicious = suspicious or (beneath is not None and beneath.suspicious)
        self.beneath = beneath

    def mark(self, index: int) -> Mark:
        """The place of a cell, or the place in the file beneath."""
        if index >= _BENEATH and self.beneath is not None:
            return self.beneath.mark(index - _BENEATH)
        return cell_mark(self.file, index)


@dataclass(frozen=True, slots=True)
class ExistingFile:
    """The file of a source as it stands."""

    page: Page
    root: Map


@dataclass(slots=True)
class SourcePart:
    """What a sheet has of one source: its id, how the sheet calls it, the fields of its head, its claims."""

    source: str
    title: str
    at: int
    head: list[Node] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)


class Sheet:
    """The parts of a sheet, one for each source, in order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: dict[str, SourcePart] = {}
        self.suspicious = False

    def root(
        self, part: SourcePart, beneath: ExistingFile | None = None, keep: bool = False
    ) -> tuple[SheetPage, Map]:
        """The page and tree of a part as a source file. A part that says nothing of its source leaves the
        head of the file beneath as it is; with `keep` what it says is added to it, and its claims to those
        that stand there.
        """
        head, items = part.head, part.items
        if beneath is not None:
            pairs = [
                (relocated(key, None, _BENEATH), relocated(value, None, _BENEATH))
                for key, value in beneath.root.items
            ]
            there = [node for key, value in pairs if not _is(key, "claims") for node in (key, value)]
            before = next(
                (value.items for key, value in pairs if _is(key, "claims") and isinstance(value, List)), []
            )
            head = _over(there, head) if keep or not head else head
            items = [*before, *items] if keep else items
        root = Map(part.at, False)
        root.flat = _ordered(part, head)
        claims = List(part.at, False)
        claims.items = list(items)
        root.flat += (Text("claims", part.at), claims)
        return SheetPage(self.file, self.suspicious, beneath.page if beneath else None), root


def _over(there: list[Node], head: list[Node]) -> list[Node]:
    """The fields that are there, with those of `head` in their place or after them."""
    said = {
        key.value: (key, value)
        for key, value in zip(head[::2], head[1::2], strict=True)
        if isinstance(key, Text)
    }
    pairs = [
        said.pop(key.value, (key, value))
        for key, value in zip(there[::2], there[1::2], strict=True)
        if isinstance(key, Text)
    ]
    return [node for pair in (*pairs, *said.values()) for node in pair]


def _ordered(part: SourcePart, head: list[Node]) -> list[Node]:
    """The head of a source file: the version, its id, and the rest as it comes."""
    pairs = list(zip(head[::2], head[1::2], strict=True))
    version = [node for pair in pairs if _is(pair[0], "version") for node in pair]
    source = [node for pair in pairs if _is(pair[0], "source") for node in pair] or [
        *text_pair("source", part.source, part.at)
    ]
    return [
        *version,
        *source,
        *(
            node
            for pair in pairs
            if not _is(pair[0], "version") and not _is(pair[0], "source")
            for node in pair
        ),
    ]


def _is(node: Node, name: str) -> bool:
    return isinstance(node, Text) and node.value == name


def relocated(node: Node, to: int | None, by: int = 0) -> Node:
    """A copy of `node` that stands elsewhere: all of it at one place, or all moved on."""
    at = node.at + by if to is None else to
    if isinstance(node, Text):
        return Text(node.value, at, node.style)
    if isinstance(node, Map):
        made = Map(at, node.flow)
        made.flat = [relocated(one, to, by) for pair in node.items for one in pair]
        return made
    if isinstance(node, List):
        listed = List(at, node.flow)
        listed.items = [relocated(one, to, by) for one in node.items]
        return listed
    return Broken(at)


def identifier(text: str) -> str:
    """An id made of any text: `Annals of Corve` is `annals-of-corve`."""
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


def reserved_name(identifier: str) -> bool:
    """Whether no source can have this id, because its file would be that of the dossier, or on some systems
    no file at all.
    """
    return identifier == "dossier" or _DEVICES.match(identifier) is not None
