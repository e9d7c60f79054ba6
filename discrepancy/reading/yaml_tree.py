"""YAML as a light tree: every scalar is text and knows where it stands. Built on the event stream, so nothing
is guessed and nothing recurses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from sys import intern
from typing import Any, NamedTuple
from unicodedata import normalize

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

DEEPEST = 64
MOST_ALIASES = 1_000
LARGEST_EXPANSION = 1_000_000
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BLANKS = (" ", "\t", "\r", "\n")
_MOST_LAYOUTS = 1_000
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
        self.flat: list[
            Any
        ] = []  # key, value, key, value: pairs would double the size of a large file's tree

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


def build(page: Page, text: str, problems: list[Problem]) -> Node | None:
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
        closed: Node = self._mapping(node, items) if type(node) is Map else node
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
            limit = f"more than {MOST_ALIASES:,} aliases, or more than {LARGEST_EXPANSION:,} nodes when they are written out"
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

    def _mapping(self, node: Map, items: list[Node]) -> Node:
        keys = items[::2]
        if node.flow and any(
            type(value) is Text and not value.value and value.style is not QUOTED for value in items[1::2]
        ):
            return self._split(node, keys, items[1::2])
        names = {key.value for key in keys if type(key) is Text}
        if len(names) == len(keys) and "<<" not in names and all(map(str.isascii, names)):
            for key in keys:
                key.value = intern(key.value)  # type: ignore[union-attr]
            node.flat = items
        else:
            self._add_oddly(node, keys, items[1::2])
        return node

    def _add_oddly(self, node: Map, keys: list[Node], values: list[Node]) -> None:
        seen: dict[str, Text] = {}
        for key, value in zip(keys, values, strict=True):
            if type(key) is not Text:
                if type(key) is not Broken:
                    self._report("E011", key.at, "a key that is no text", expect="a key is one text")
                continue
            name = key.value = self._name(key)
            if name == "<<" and key.style is not QUOTED:
                self._report("E008", key.at, "a YAML merge key", "<<", "write the fields out")
            elif name in seen:
                first = self.page.mark(seen[name].at).line
                self._report(
                    "E010", key.at, f"the same key twice, here and on line {first}", name, "keep one of them"
                )
            else:
                seen[name] = key
                node.flat += (key, value)

    def _name(self, key: Text) -> str:
        name = normalize("NFC", key.value)
        if hit := INVISIBLE.search(name):
            self._report(
                "E006",
                key.at,
                f"an invisible character in a key, U+{ord(hit.group()):04X}",
                name,
                "take it out",
            )
            name = INVISIBLE.sub("", name)
        return name

    def _split(self, node: Map, names: list[Node], values: list[Node]) -> Node:
        # A comma inside { } ended a value, and what followed it became a key.
        pairs = zip(names, values, strict=True)
        keys = [
            key
            for key, value in pairs
            if type(key) is Text and type(value) is Text and not value.value and value.style != QUOTED
        ]
        if len(keys) == len(names) and all(_SET_MEMBER.match(key.value) for key in keys):
            self._report(
                "E016",
                node.at,
                "an EDTF set without quotation marks",
                self._raw(node.at),
                "quote this EDTF set",
            )
        elif keys:
            expect = "inside { } a comma ends a value: put the whole value in quotation marks, or write the fields on lines of their own"
            self._report("E014", keys[0].at, "a key without a value", keys[0].value, expect)
        return Broken(node.at)

    def _raw(self, at: int) -> str:
        return self.text[at : self.text.find("}", at) + 1]


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


def is_set(node: List) -> bool:
    """Whether a flow list is an EDTF set that lacks its quotation marks."""
    return (
        node.flow
        and bool(node.items)
        and all(type(item) is Text and _SET_MEMBER.match(item.value) for item in node.items)
    )
