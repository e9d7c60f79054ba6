"""Builds the tree of a YAML text, in which every scalar is text and knows where it stands.

It is made from the parser's event stream, so that no scalar is turned into a number or date and nothing
recurses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from discrepancy.model.problem import Problem, problem
from discrepancy.reading.page import INVISIBLE, Page, control_in, without_control
from discrepancy.reading.yaml_mappings import MappingFiller
from discrepancy.reading.yaml_nodes import (
    CUT,
    PLAIN,
    QUOTED,
    Broken,
    CompactMap,
    List,
    Map,
    Node,
    Text,
)

DEEPEST = 64
MOST_ALIASES = 1_000
LARGEST_EXPANSION = 1_000_000
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BLANKS = (" ", "\t", "\r", "\n")
_MOST_LAYOUTS = 1_000


class LastScalar(NamedTuple):
    """The last scalar before a syntax error: from where to where, whether in quotation marks, and where an
    open bracket or brace began.
    """

    start: int
    end: int
    quoted: bool
    bracket: int | None = None


class NotYaml(Exception):
    """The text is not YAML: what the parser says, and what it read last."""

    def __init__(self, error: yaml.YAMLError, last: LastScalar) -> None:
        self.error = error
        self.last = last
        super().__init__(str(error))


class BeyondLimit(Exception):
    """The file goes beyond a limit and is not read any further."""

    def __init__(self, found: Problem) -> None:
        self.found = found
        super().__init__(found.message)


def build_tree(page: Page, text: str, problems: list[Problem]) -> Node | None:
    """The tree of `text`, which is the page's with what cannot be read blanked out. None for a file of
    comments.

    Raises NotYaml and BeyondLimit.
    """
    return _Builder(page, text, problems).run()


class _Builder:
    def __init__(self, page: Page, text: str, problems: list[Problem]) -> None:
        self.page = page
        self.text = text
        self.problems = problems
        self.mappings = MappingFiller(page, text, problems)
        self.anchors: dict[str, _Anchor] = {}
        self.count = self.aliases = self.expanded = self.documents = 0
        self.scalar: Any = None  # the event of the last one
        self.last = LastScalar(0, 0, False)
        # Without these marks in the text nothing in it is cut, and nothing has an anchor or a tag.
        self.cuts = _cuts(text)
        self.marked = "&" in text or "!" in text
        self.names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def run(self) -> Node | None:
        loader = _Loader(self.text)
        root: list[Node] = []
        try:
            self._walk(loader.get_event, root)
        except yaml.YAMLError as error:
            # Newer libraries have a limit of nesting too, met before ours where so much is opened before one
            # node is complete.
            if (
                isinstance(error, yaml.MarkedYAMLError)
                and "nesting depth" in str(error.problem)
                and error.problem_mark
            ):
                raise BeyondLimit(self._too_deep(error.problem_mark.index)) from error
            raise NotYaml(error, self.last) from error
        finally:
            loader.dispose()
        self._unused_anchors()
        return root[0] if root else None

    def _walk(self, get: Callable[[], Any], items: list[Node]) -> None:
        stack: list[tuple[Map | List, list[Node], str | None]] = []
        event: Any
        try:
            event = get()
            while (kind := type(event)) is not StreamEndEvent:
                if kind is ScalarEvent:
                    items.append(self._text(event))
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    if (
                        kind is MappingStartEvent
                        and stack
                        and type(stack[-1][0]) is List
                        and len(stack) < DEEPEST
                        and _is_bare(event)
                    ):
                        event, broken_off, nodes = self._rows(get, event, items)
                        if broken_off is not None:
                            stack.append((broken_off, items, None))
                            items = nodes
                        continue
                    opened = (Map if kind is MappingStartEvent else List)(
                        event.start_mark.index, bool(event.flow_style)
                    )
                    stack.append((opened, items, event.anchor))
                    self._open(opened, event, len(stack))
                    items = []
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    closing, above, anchor = stack.pop()
                    above.append(self._close(closing, items, anchor))
                    items = above
                elif kind is AliasEvent:
                    items.append(self._alias(event))
                elif kind is DocumentStartEvent and self._second(event):
                    return
                event = get()
        finally:
            bracket = next((opened.at for opened, _, _ in stack if opened.flow), None)
            if (scalar := self.scalar) is not None:
                self.last = LastScalar(
                    scalar.start_mark.index, scalar.end_mark.index, scalar.style in ("'", '"'), bracket
                )

    def _rows(
        self, get: Callable[[], Any], event: Any, items: list[Node]
    ) -> tuple[Any, Map | None, list[Node]]:
        """Adds to `items` the mappings that begin with `event`, as long as they are rows.

        Returns the event after them and, if it stands inside a mapping that is none, that mapping and its
        nodes so far. The hot loop of reading: of 9 µs that a claim of three texts takes to read, 5 are the
        parser's, and 2 are spent here.
        """
        cuts, marked = self.cuts, self.marked
        while (kind := type(event)) is MappingStartEvent and _is_bare(event):
            start = event.start_mark
            texts: list[str] = []
            places: list[int] = []
            while (kind := type(event := get())) is ScalarEvent:
                value, style = event.value, event.style
                if style:
                    # An escape can write what the page was searched for.
                    if style == '"' and not (value.isascii() and value.isprintable()):
                        break
                elif cuts and event.end_mark.index in cuts:
                    break
                if not value or (marked and (event.anchor or event.tag)):
                    break
                self.scalar = event
                texts.append(value)
                places.append(event.start_mark.index)
            self.count += len(texts) + 1
            if kind is MappingEndEvent and (row := self._row(start, texts, places)):
                items.append(row)
                event = get()
            else:
                return (
                    event,
                    Map(start.index, False),
                    [self._known(value, at) for value, at in zip(texts, places, strict=True)],
                )
        return event, None, []

    def _row(self, start: Any, texts: list[str], places: list[int]) -> CompactMap | None:
        """These texts as a row, or None if there is something about its keys to report, or their order is not
        plain.
        """
        key, others = texts[0] if texts else "", tuple(texts[2::2])
        names = self.names.get(others)
        if names is None:
            if len({*others, "<<"}) <= len(others) or not "".join(others).isascii():
                return None
            names = others
            if len(self.names) < _MOST_LAYOUTS:
                self.names[names] = names
        if not key.isascii() or key in names or key == "<<" or places[0] != start.index:
            return None
        return CompactMap(start, key, names, texts[1::2], places)

    def _known(self, value: str, at: int) -> Text:
        # What begins with one of these marks, and neither with an anchor nor with a tag, is no plain scalar.
        return Text(value, at, QUOTED if self.text[at] in "'\"|>" else PLAIN)

    def _text(self, event: Any) -> Text:
        self.scalar = event
        style = QUOTED if event.style else CUT if self.cuts and event.end_mark.index in self.cuts else PLAIN
        node = Text(event.value, event.start_mark.index, style)
        self.count += 1
        if event.anchor or event.tag or style is QUOTED:
            node = self._odd(event, node)
        return node

    def _report(self, code: str, at: int, message: str, words: str = "", expect: str = "") -> None:
        self.problems.append(problem(code, self.page.mark(at), message, words, expect))

    def _second(self, event: Any) -> bool:
        self.documents += 1
        if self.documents == 2:
            at = event.start_mark.index
            self._report(
                "E008",
                at,
                "a second document in one file",
                "---",
                "one file is one document; move it to a file of its own",
            )
        return self.documents > 1

    def _odd(self, event: Any, node: Text) -> Text:
        if event.style == '"' and (hit := control_in(node.value)):
            self._report(
                "E005",
                node.at,
                f"a control character, U+{ord(hit.group()):04X}, written as an escape",
                expect="take it out",
            )
            node.value = without_control(node.value)
        if event.style == '"' and INVISIBLE.search(node.value):
            self.page.suspicious = True
        if event.tag:
            self._tag(event)
        if event.anchor:
            self.anchors[event.anchor] = _Anchor(node, 1, event.start_mark.index)
        return node

    def _too_deep(self, at: int) -> Problem:
        return problem("E009", self.page.mark(at), f"nested more than {DEEPEST} deep; the file is not read")

    def _tag(self, event: Any) -> None:
        words = self.text[event.start_mark.index : event.start_mark.index + 20].split()
        expect = "every value is read as text; if the ! belongs to the words, write them as >-"
        self._report("E008", event.start_mark.index, "a YAML tag", words[0] if words else "", expect)

    def _open(self, node: Map | List, event: Any, depth: int) -> None:
        if depth > DEEPEST:
            raise BeyondLimit(self._too_deep(node.at))
        if event.tag:
            self._tag(event)
        self.count += 1
        if event.anchor:
            # Open until it is closed: an alias to it from inside would never end.
            self.anchors[event.anchor] = _Anchor(None, self.count, node.at)

    def _close(self, node: Map | List, items: list[Node], anchor: str | None) -> Node:
        closed: Node = self.mappings.fill(node, items) if type(node) is Map else node
        if type(node) is List:
            node.items = items
        if anchor:
            opened = self.anchors[anchor]
            opened.node, opened.size = closed, self.count - opened.size + 1
        return closed

    def _alias(self, event: Any) -> Node:
        at, name = event.start_mark.index, event.anchor
        self.aliases += 1
        anchor = self.anchors.get(name)
        if anchor is None:
            expect = "if the * belongs to the words, write them as >-"
            self._report("E008", at, "an alias (*) to nothing", f"*{name}", expect)
            return Broken(at)
        if anchor.node is None:
            raise BeyondLimit(
                problem(
                    "E009",
                    self.page.mark(at),
                    "an alias to what it stands in; the file is not read",
                    f"*{name}",
                )
            )
        anchor.used += 1
        self.count += anchor.size
        self.expanded += anchor.size
        if self.aliases > MOST_ALIASES or self.expanded > LARGEST_EXPANSION:
            limit = (
                f"more than {MOST_ALIASES:,} aliases,"
                f" or more than {LARGEST_EXPANSION:,} nodes when they are written out"
            )
            raise BeyondLimit(problem("E009", self.page.mark(at), f"{limit}; the file is not read"))
        return anchor.node

    def _unused_anchors(self) -> None:
        for name, anchor in self.anchors.items():
            if not anchor.used and type(anchor.node) is Text:
                expect = "if the & belongs to the words, write them as >-"
                self._report(
                    "E008",
                    anchor.at,
                    "a YAML anchor that nothing uses, taken out of the words",
                    f"&{name}",
                    expect,
                )


def _is_bare(event: Any) -> bool:
    return not (event.flow_style or event.anchor or event.tag)


def _cuts(text: str) -> frozenset[int]:
    """Where a text ends whose words a comment cuts short if they are plain: a # after one single space, which
    follows anything but a blank.
    """
    found = []
    at = text.find(" #")
    while at >= 0:
        if text[at - 1 : at] not in _BLANKS:
            found.append(at)
        at = text.find(" #", at + 2)
    return frozenset(found)


class _Anchor:
    __slots__ = ("at", "node", "size", "used")

    def __init__(self, node: Node | None, size: int, at: int) -> None:
        self.node = node
        self.size = size
        self.at = at
        self.used = 0
