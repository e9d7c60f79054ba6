"""Takes a tree apart field by field; what is not as the tables in `forms` say is reported, and the rest is
read.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.reading.forms import FORMS
from discrepancy.reading.page import INVISIBLE, Page
from discrepancy.reading.yaml_nodes import (
    CUT,
    QUOTED,
    Broken,
    List,
    Map,
    Node,
    Text,
    is_empty_list,
    is_unquoted_set,
)
from discrepancy.values.did_you_mean import did_you_mean

# Marks that stand around ids in questions, laws, claim ids and attributions.
_NOT_IN_IDS = frozenset(' \t\n.[]{}=,:;@#/\\|"<>*+()!?&%^~`')
_NAMES = {form: dict.fromkeys(field.name for field in fields) for form, fields in FORMS.items()}
_REQUIRED = {form: tuple(field for field in fields if field.required) for form, fields in FORMS.items()}


class FieldChecker:
    """Reads fields of one page; what is wrong with them is added to `problems`."""

    def __init__(self, page: Page, problems: list[Problem]) -> None:
        self.page = page
        self.problems = problems

    def mark(self, node: Node) -> Mark:
        """Where `node` stands."""
        return self.page.mark(node.at)

    def report(self, code: str, node: Node, message: str, words: str = "", expect: str = "") -> None:
        """Reports what is wrong at `node`."""
        self.problems.append(problem(code, self.page.mark(node.at), message, words, expect))

    def unknown(
        self, code: str, node: Node, what: str, word: str, names: Sequence[str], declare: str = ""
    ) -> None:
        """Reports that there is no `what` called `word`, with the nearest of `names`, or else where to
        declare it, or what there is.
        """
        expect = (
            did_you_mean(word, names)
            or declare
            or f"there {'is' if len(names) == 1 else 'are'}: {', '.join(sorted(names)[:20])}"
        )
        self.report(code, node, f"no such {what}", word, expect)

    def fields(self, node: Node, form: str, what: str) -> dict[str, Node]:
        """The fields of `node`, which has the form `form`; those that it does not have are reported, and
        those that are required and missing.
        """
        if not isinstance(node, Map):
            self.not_a(node, f"{what} is a mapping of fields")
            return {}
        names = _NAMES[form]
        found = {}
        for key, value in node.items:
            if key.value in names:
                found[key.value] = value
            else:
                self.unknown("E003", key, f"field in {what}", key.value, tuple(names))
        for field in _REQUIRED[form]:
            if field.name not in found and field.name not in self.page.lost:
                self.report("E012", node, f"{what} has no {field.name}", expect=f"{field.name}: {field.help}")
        return found

    def entries(self, node: Node | None, what: str) -> list[tuple[Text, Node]]:
        """The pairs of a mapping from ids to anything; an id that could not be told apart from the marks
        around it is reported and left out.
        """
        found = []
        for key, value in self.pairs(node, what):
            bad = _NOT_IN_IDS.intersection(key.value)
            if bad or not key.value:
                expect = (
                    "an id has no spaces and none of . [ ] { } = , : ; @ # / and the like;"
                    " give the full name in `name`"
                )
                self.report("E035", key, f"{what} cannot have this id", key.value, expect)
            else:
                found.append((key, value))
        return found

    def pairs(self, node: Node | None, what: str) -> list[tuple[Text, Node]]:
        """The pairs of a mapping."""
        if node is None or isinstance(node, Broken):
            return []
        if isinstance(node, Map):
            return list(node.items)
        self.not_a(node, f"{what} is a mapping")
        return []

    def items(self, node: Node | None, what: str) -> list[Node]:
        """The items of a list."""
        if node is None or isinstance(node, Broken):
            return []
        if isinstance(node, List):
            return node.items
        self.not_a(node, f"{what} is a list, each item after a dash")
        return []

    def not_a(self, node: Node, expect: str) -> None:
        """Reports that `node` is of another shape than expected."""
        if isinstance(node, Broken) or (isinstance(node, Text) and not node.value and self.page.lost):
            return
        if isinstance(node, List) and is_unquoted_set(node):
            end = self.page.text.find("]", node.at) + 1
            self.report(
                "E016",
                node,
                "an EDTF set without quotation marks",
                self.page.text[node.at : end],
                "quote this EDTF set",
            )
        elif isinstance(node, Text) and not node.value:
            self.report("E012", node, "no value", expect=expect)
        else:
            shape = "a list" if isinstance(node, List) else "a mapping" if isinstance(node, Map) else "a text"
            self.report(
                "E011",
                node,
                f"{shape} does not belong here",
                node.value if isinstance(node, Text) else "",
                expect,
            )

    def text(self, node: Node | None, what: str, cut: bool = False) -> str:
        """A name, id or other short text in NFC, or nothing. Invisible characters have no place in it.

        With `cut`, which is for names and locators, a text that a comment cut short is reported; behind an id
        or a choice it is a comment.
        """
        found = self.words(node, what, cut)
        if self.page.suspicious and node is not None and (hit := INVISIBLE.search(found)):
            self.report(
                "E006",
                node,
                f"an invisible character in {what}, U+{ord(hit.group()):04X}",
                found,
                "take it out",
            )
            found = INVISIBLE.sub("", found)
        return found if found.isascii() else normalize("NFC", found)

    def logic(self, node: Node | None, what: str) -> str:
        """Words that are read as logic, such as a law, in NFC, or nothing."""
        found = self.words(node, what)
        return found if found.isascii() else normalize("NFC", found)

    def words(self, node: Node | None, what: str, cut: bool = True) -> str:
        """Prose as it is written, in whatever normal form, or nothing. With `cut`, words that a comment cut
        short are reported.
        """
        if type(node) is not Text:
            if node is not None:
                self.not_a(node, f"{what} is one text")
            return ""
        found = node.value.strip()
        if not found:
            self.empty(node, what)
        elif cut and node.style == CUT:
            self.cut(node)
        return found

    def empty(self, node: Text, what: str) -> None:
        """Reports a field without a value."""
        if self.page.text.startswith(" #", node.at) or self._comment_follows(node):
            self.report(
                "E015",
                node,
                f"{what} has no value: the # begins a comment",
                expect="write it as >- with the text on the next line",
            )
        else:
            self.report("E012", node, f"{what} has no value", expect="give it one or take the field out")

    def _comment_follows(self, node: Text) -> bool:
        rest = self.page.text[node.at : node.at + 80].split("\n", 1)[0]
        return node.style != QUOTED and rest.lstrip(": ").startswith("#")

    def cut(self, node: Text) -> None:
        """Reports words that a comment cut short."""
        line = self.page.text[node.at :].split("\n", 1)[0]
        expect = "write the words as >- with the text on the next line, or put two spaces before a comment"
        self.report("E015", node, "the # after one space cuts these words short", line, expect)

    def texts(self, node: Node | None, what: str) -> list[tuple[str, Node]]:
        """A text or a list of texts, each with its node; empty and other ones are reported and left out."""
        if node is None:
            return []
        nodes = node.items if isinstance(node, List) else [node]
        return [(found, item) for item in nodes if (found := self.text(item, what))]

    def no_kind(self, node: Node | None, what: str, before: Sequence[str] = ()) -> None:
        """Reports a field of kinds of entity that is an empty list, which would be read as any kind.

        It may take away the kinds that held `before`.
        """
        if node is not None and is_empty_list(node) and not before:
            expect = "a kind of entity; without the field it is any kind"
            self.report("E012", node, f"{what} names no kind", expect=expect)

    def choice(self, node: Node | None, what: str, choices: Sequence[str]) -> str:
        """One of a few words, or nothing."""
        if node is None or not (found := self.text(node, what)):
            return ""
        if found in choices:
            return found
        self.unknown("E024", node, what, found, choices)
        return ""
