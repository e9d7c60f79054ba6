"""Fills the mappings of a YAML tree and reports keys that are no text, stand twice, or have lost
their value.
"""

from __future__ import annotations

from sys import intern
from unicodedata import normalize

from discrepancy.model.problem import Problem, problem
from discrepancy.reading.page import INVISIBLE, Page
from discrepancy.reading.yaml_nodes import QUOTED, Broken, Map, Node, Text, is_set_member


class MappingFiller:
    """Puts keys and values into the mappings of one page; `text` is the page's, without what is not YAML."""

    def __init__(self, page: Page, text: str, problems: list[Problem]) -> None:
        self._page = page
        self._text = text
        self._problems = problems

    def _report(self, code: str, at: int, message: str, words: str = "", expect: str = "") -> None:
        self._problems.append(problem(code, self._page.mark(at), message, words, expect))

    def fill(self, node: Map, items: list[Node]) -> Map | Broken:
        """The mapping with `items`, its keys and values in turn; what is wrong with its keys is reported.

        A mapping in braces with a key that has no value is Broken: nobody knows what else of it is right.
        """
        keys = items[::2]
        if node.flow and any(
            type(value) is Text and not value.value and value.style is not QUOTED for value in items[1::2]
        ):
            return self._without_values(node, keys, items[1::2])
        names = {key.value for key in keys if type(key) is Text}
        if len(names) == len(keys) and "<<" not in names and all(map(str.isascii, names)):
            for key in keys:
                key.value = intern(key.value)  # type: ignore[union-attr]
            node.flat = items
        else:
            self._add_checked(node, keys, items[1::2])
        return node

    def _add_checked(self, node: Map, keys: list[Node], values: list[Node]) -> None:
        seen: dict[str, Text] = {}
        for key, value in zip(keys, values, strict=True):
            if type(key) is not Text:
                self._report_no_text(key)
                continue
            name = key.value = self._name(key)
            if name == "<<" and key.style is not QUOTED:
                self._report("E008", key.at, "a YAML merge key", "<<", "write the fields out")
            elif name in seen:
                first = self._page.mark(seen[name].at).line
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

    def _without_values(self, node: Map, names: list[Node], values: list[Node]) -> Broken:
        # A comma inside { } ended a value, and what followed it became a key.
        bare = [
            key
            for key, value in zip(names, values, strict=True)
            if type(value) is Text and not value.value and value.style != QUOTED
        ]
        keys = [key for key in bare if type(key) is Text]
        if len(keys) == len(names) and all(is_set_member(key.value) for key in keys):
            self._report(
                "E016",
                node.at,
                "an EDTF set without quotation marks",
                self._raw(node.at),
                "quote this EDTF set",
            )
        elif keys:
            expect = (
                "inside { } a comma ends a value: put the whole value in quotation marks,"
                " or write the fields on lines of their own"
            )
            self._report("E014", keys[0].at, "a key without a value", keys[0].value, expect)
        else:
            for key in bare:
                self._report_no_text(key)
        return Broken(node.at)

    def _report_no_text(self, key: Node) -> None:
        if type(key) is not Broken:
            self._report("E011", key.at, "a key that is no text", expect="a key is one text")

    def _raw(self, at: int) -> str:
        return self._text[at : self._text.find("}", at) + 1]
