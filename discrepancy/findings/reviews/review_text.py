"""The text of a review: a decision in lines, put on top of what was decided before, or below it; what a
person wrote stays as it is, to the letter.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from discrepancy.exchange.writing.yaml import scalar
from discrepancy.findings.reviews.matching import LONGEST
from discrepancy.model.review import Decision, Review
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_errors import readable_tree
from discrepancy.reading.yaml_nodes import List, Map, Node, Text

HEAD = ("version", "finding", "rule", "question")
# What a text in braces is made of: a text in quotation marks, a comment behind white space, or one more
# character.
_IN_BRACES = re.compile(
    r"""(?<![^\s{\[,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?<!\S)(?P<comment>#[^\r\n]*)|.""",
    re.S,
)
_LONE_CR = re.compile(r"\r(?!\n)")


def review_head(finding: str, rule: str, question: str) -> str:
    """The fields that say of which finding a review is."""
    told = {"rule": rule, "question": scalar(question) if question else ""}
    return f"version: 1\nfinding: {finding}\n" + "".join(
        f"{name}: {said}\n" for name, said in told.items() if said
    )


def decision_lines(made: Decision) -> Iterator[str]:
    """A decision in lines."""
    yield from _words("saw", made.saw, LONGEST)
    if made.content:
        yield f"content: {made.content}\n"
    yield f"verdict: {made.verdict}\n"
    if made.prefers:
        yield "prefers:\n"
        yield from (f"  - {scalar(siglum)}\n" for siglum in made.prefers)
    yield from _words("because", made.because)
    for name, said in (("by", made.by), ("on", made.on)):
        if said:
            yield f"{name}: {scalar(said)}\n"


def _words(name: str, said: str, width: int = 100) -> Iterator[str]:
    """Prose as a block, in which nothing needs an escape."""
    if not said:
        return
    several = "\n" in said
    yield f"{name}: {'|-' if several else '>-'}\n"
    for line in (
        said.split("\n")
        if several
        else textwrap.wrap(said, width, break_long_words=False, break_on_hyphens=False)
    ):
        yield f"  {line}\n" if line else "\n"


class _Fields(NamedTuple):
    """A review as fields a line: its text, its line ends, what stands before the first field, by the name of
    each field its lines, and its value.
    """

    text: str
    new: str
    head: str
    parts: dict[str, str]
    values: dict[str, Node]

    def decision(self) -> str:
        """The lines of the decision that stands first."""
        return "".join(part for name, part in self.parts.items() if name not in (*HEAD, "earlier"))


def _fields(page: Page) -> _Fields | None:
    """The fields of a review, or None where it is written in braces."""
    root = readable_tree(page, [])
    new = "\r\n" if "\r\n" in page.text else "\n"
    if not isinstance(root, Map) or root.flow:
        return None
    text = _LONE_CR.sub("\n", page.text)  # of the same length, so that every place stays right
    text = text if text.endswith("\n") else text + new
    starts = sorted((_begins(text, key), key.value) for key, _ in root.items)
    parts = {
        name: text[start:end]
        for (start, name), end in zip(starts, [*(at for at, _ in starts[1:]), len(text)], strict=True)
    }
    return _Fields(text, new, text[: starts[0][0]], parts, {key.value: value for key, value in root.items})


def with_decision(page: Page, made: Decision, stands: Review) -> str:
    """The text of a page with a decision on top and what stood there first under `earlier`: moved in, and not
    a letter of it changed. What is written in braces has no lines to move: it is written anew, a field a
    line, with all that it says and its comments.
    """
    of = _fields(page)
    new = "\r\n" if "\r\n" in page.text else "\n"
    if of is None:
        before = "".join(_item("".join(decision_lines(one)), 2) for one in (stands.decision, *stands.earlier))
        head = _comments(page.text) + review_head(stands.finding, stands.rule, stands.question)
        return (head + "".join(decision_lines(made)) + "earlier:\n" + before).replace("\n", new)
    head = of.head + "".join(part for name, part in of.parts.items() if name in HEAD)
    key_line, dash, rest = _earlier(of.parts.get("earlier", ""), of.values.get("earlier"), stands, new)
    said = "".join(line.replace("\n", new) for line in decision_lines(made))
    return head + said + key_line + _item(of.decision(), dash) + rest


def of_another_finding(page: Page, stands: Review, known: str, finding: str, rule: str, question: str) -> str:
    """The text of a review as that of another finding, whose content is `known`: nothing but the fields that
    say so is changed.
    """
    of = _fields(page)
    new = "\r\n" if "\r\n" in page.text else "\n"
    if of is None:
        head = _comments(page.text) + review_head(finding, rule, question)
        told = "".join(decision_lines(replace(stands.decision, content=known)))
        before = "".join(_item("".join(decision_lines(one)), 2) for one in stands.earlier)
        return (head + told + ("earlier:\n" + before if before else "")).replace("\n", new)
    parts = dict(of.parts)
    named = review_head(finding, rule, question).splitlines()[1:]
    for name, line in [(line.partition(":")[0], line) for line in named] + [("content", f"content: {known}")]:
        if name in parts:
            parts[name] = _with_value(parts[name], of.values[name], line, of.new)
        else:
            before = "finding" if name in HEAD else "verdict"
            parts[before] = parts[before] + line + of.new if name in HEAD else line + of.new + parts[before]
    return of.head + "".join(parts.values())


def with_content(page: Page, stands: Review, known: str) -> str:
    """The text of a review whose decision knows its finding by the content `known`."""
    return of_another_finding(page, stands, known, stands.finding, stands.rule, stands.question)


def _with_value(part: str, value: Node, line: str, new: str) -> str:
    """The lines of a field with another value: the comments stay."""
    name, _, said = line.partition(": ")
    if isinstance(value, Text) and value.value and value.value == said:
        return part
    above = "".join(one for one in part.splitlines(keepends=True) if one.startswith("#"))
    rest = part.removeprefix(above)
    if isinstance(value, Text) and rest.count(value.value) == 1 and rest.startswith(f"{name}:"):
        before, _, after = rest.partition(value.value)
        bare = before == f"{name}: " or not any(mark in said for mark in "'\"")
        if bare and "\n" not in before:
            return above + before + said + after
    return above + line + new


def with_earlier(page: Page, stands: Review, moved_page: Page, moved: Review) -> str:
    """The text of a review with all that is decided in another one below what was decided before, not a
    letter of either changed but how far its lines are moved in.
    """
    of, other = _fields(page), _fields(moved_page)
    new = "\r\n" if "\r\n" in page.text else "\n"
    key_line, dash, rest = _earlier(
        of.parts.get("earlier", "") if of else "", of.values.get("earlier") if of else None, stands, new
    )
    if other is None:
        added = _comments(moved_page.text) + "".join(
            _item("".join(decision_lines(one)), dash) for one in (moved.decision, *moved.earlier)
        )
    else:
        _, indent, items = _earlier(
            other.parts.get("earlier", ""), other.values.get("earlier"), moved, other.new
        )
        comments = "".join(line for line in other.head.splitlines(keepends=True) if line.startswith("#"))
        added = comments + _item(other.decision(), dash) + _moved_in(items, dash - indent)
    added = added.replace("\r\n", "\n").replace("\n", new)
    if of is None:
        told = _comments(page.text) + review_head(stands.finding, stands.rule, stands.question)
        items = "".join(_item("".join(decision_lines(one)), dash) for one in stands.earlier)
        told += "".join(decision_lines(stands.decision)) + "earlier:\n" + items
        return told.replace("\n", new) + added
    parts = {**of.parts, "earlier": key_line + rest + added}
    return of.head + "".join(parts.values())


def _moved_in(items: str, by: int) -> str:
    """Lines indented by so many spaces more, or fewer."""
    lines = items.splitlines(keepends=True)
    if by >= 0:
        return "".join(" " * by + line if line.strip() else line for line in lines)
    return "".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines)


def _comments(text: str) -> str:
    """The comments of a text that is written in braces, a line each."""
    found = (match.group("comment") for match in _IN_BRACES.finditer(text))
    return "".join(f"{comment.rstrip()}\n" for comment in found if comment)


def _begins(text: str, key: Text) -> int:
    """Where the lines of a field begin, comments right above it among them."""
    start = text.rfind("\n", 0, key.at) + 1
    if start == 0:
        return 0
    above = text.rfind("\n", 0, start - 1) + 1
    while text.startswith("#", above) and above < start:
        start = above
        if start == 0:
            break
        above = text.rfind("\n", 0, start - 1) + 1
    return start


def _earlier(part: str, node: Node | None, stands: Review, new: str) -> tuple[str, int, str]:
    """The lines up to `earlier:`, by how much its dashes are indented, and what stands under it."""
    if node is None:
        return f"earlier:{new}", 2, ""
    lines = part.splitlines(keepends=True)
    key = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    dash = next((hit for line in lines[key + 1 :] if (hit := re.match(r"( *)- ", line))), None)
    if isinstance(node, List) and not node.flow and dash is not None:
        return "".join(lines[: key + 1]), len(dash[1]), "".join(lines[key + 1 :])
    items = "".join(_item("".join(decision_lines(one)), 2) for one in stands.earlier)
    return (_comments(part) + "earlier:\n").replace("\n", new), 2, items.replace("\n", new)


def _item(part: str, dash: int) -> str:
    """Fields as one item of a list: the first after the dash, all moved in alike."""
    found, begun = [], False
    for line in part.splitlines(keepends=True):
        if not line.strip():
            found.append(line)
        elif begun or line.startswith("#"):
            found.append(" " * (dash + 2) + line)
        else:
            found.append(" " * dash + "- " + line)
            begun = True
    return "".join(found)
