"""Explains what is not YAML in words a historian can act on, and reads the rest of the file without that
part.
"""

from __future__ import annotations

import re

import yaml

from discrepancy.model.problem import Problem, problem
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_nodes import Node
from discrepancy.reading.yaml_tree import BeyondLimit, LastScalar, NotYaml, build_tree

_ROUNDS = 50
# A file of the largest size is not parsed fifty times over.
_MOST_PARSED = 400_000_000
_BLOCK = "write the words as >- with the text on the next line"
# What the parser says (its C and its Python form), and what that means to the one who wrote the line.
_SAID = {
    "mapping values are not allowed": ("a colon followed by a space inside the words", _BLOCK),
    "cannot start any token": ("a value cannot begin with @", _BLOCK),
    "block sequence entries are not allowed": ("a value cannot begin with a dash and a space", _BLOCK),
    "sequence entries are not allowed": ("a value cannot begin with a dash and a space", _BLOCK),
    "mapping keys are not allowed": ("a value cannot begin with a question mark and a space", _BLOCK),
    "expected comment or": ("words on the line of the > or |", "begin the words on the next line, indented"),
    "expected ':'": (
        "a line that is neither a field nor part of the words above it",
        f"write key: value, or {_BLOCK}",
    ),
    "alphabetic or numeric": ("a value cannot begin with & or *", _BLOCK),
}
_MERGING, _MERGED_TO = re.compile(r"^<{7}(?: .*)?$", re.M), re.compile(r"^>{7}", re.M)
_MERGED = "keep one side, or both, and take out the lines of <<<<<<<, ======= and >>>>>>>"
_ENTRY = re.compile(r"(?P<indent>[ \t]*)(?P<dash>-(?=\s|$))?[^\n#]*\S")
_KEY = re.compile(r"\s*(?:- +)?[\"']?(?P<key>[^\s:#\"'][^:\n\"']*)")


def readable_tree(page: Page, problems: list[Problem]) -> Node | None:
    """The tree of a page without the parts that are not YAML; each of them is reported, and `page.lost` has
    their keys.
    """
    text = page.text
    for turn in range(_ROUNDS):
        found: list[Problem] = []
        try:
            root = build_tree(page, text, found)
        except BeyondLimit as stop:
            problems.append(stop.found)
            return None
        except NotYaml as syntax:
            if (merging := _MERGING.search(page.text)) and _MERGED_TO.search(page.text, merging.end()):
                problems.append(
                    problem(
                        "E007",
                        page.mark(merging.start()),
                        "a merge that was not finished",
                        merging[0].strip(),
                        _MERGED,
                    )
                )
                return None
            at, report = _explained(page, text, syntax)
            problems.append(report)
            shorter = _without(page, text, at)
            if shorter is None or len(text) * (turn + 2) > _MOST_PARSED:
                break
            text = shorter
        else:
            problems.extend(found)
            if root is None and not turn:
                problems.append(problem("E032", page.mark(0), "the file is empty"))
            return root
    message = "the rest of the file is not read: put right what is reported above it first"
    problems.append(problem("E007", page.mark(len(page.text.rstrip())), message))
    return None


def _explained(page: Page, text: str, syntax: NotYaml) -> tuple[int, Problem]:
    error = syntax.error
    at = min(_index(error, syntax.last), len(text))
    at, code, message, expect = _cause(text, at, error, syntax.last)
    line = page.text[page.text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0].strip()
    return at, problem(code, page.mark(at), message, line, expect)


def _index(error: yaml.YAMLError, last: LastScalar) -> int:
    if isinstance(error, yaml.MarkedYAMLError):
        if error.context and "quoted scalar" in error.context and error.context_mark:
            return int(error.context_mark.index)
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            return int(mark.index)
    return int(getattr(error, "position", None) or last.end)


def _cause(text: str, at: int, error: yaml.YAMLError, last: LastScalar) -> tuple[int, str, str, str]:
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    context = str(getattr(error, "context", None) or "")
    begin = text.rfind("\n", 0, at) + 1
    if "\t" in re.match(r"[ \t]*(?:- *)?[ \t]*", text[begin : at + 1])[0]:  # type: ignore[index]
        return at, "E036", "a tab used as indentation", "indent with spaces"
    if "escape" in said:
        return at, "E007", "a backslash inside double quotation marks", _BLOCK
    if "quoted scalar" in context:
        return at, "E007", "a quotation mark that is never closed", _BLOCK
    if last.quoted and begin <= last.end <= at and not text[last.end : at].strip():
        if "\n" in text[last.start : last.end]:
            return (
                last.start,
                "E007",
                "a quotation mark that is not closed on its line, or stands inside the words",
                _BLOCK,
            )
        return last.start, "E007", "words after the closing quotation mark", _BLOCK
    if last.bracket is not None:
        return (
            last.bracket,
            "E007",
            "a bracket or brace that is not closed",
            f"close it; if it belongs to the words, {_BLOCK}",
        )
    if text[begin:at].rstrip().endswith(("]", "}")):
        return at, "E007", "words after a closing bracket or brace", _BLOCK
    for mark, (message, remedy) in _SAID.items():
        if mark in said:
            return at, "E007", message.replace("@", text[at : at + 1]), remedy
    if "did not find expected" in said and "block" in context + said:
        return (
            at,
            "E007",
            "a line that does not fit its neighbours: its indentation, or something unclosed above it",
            "line it up with its field",
        )
    return at, "E007", f"not YAML here: {said}", f"if these are words, {_BLOCK}"


def _without(page: Page, text: str, at: int) -> str | None:
    # The smallest whole part: a list item or an entry of a top-level field. Blanked with comments of the same
    # length, so every place stays right.
    start = _start(text, at)
    if start is None:
        return None
    indent = len(_leading(text, start))
    dashed = text.startswith("-", start + indent)
    end = _end(text, start, indent, dashed)
    if key := _KEY.match(text, start, end):
        page.lost.add(key["key"].strip())
    part = text[start:end]
    blank = re.sub(r"[^\r\n]+", lambda line: "#" * len(line.group()), part)
    return None if blank == part else text[:start] + blank + text[end:]


def _leading(text: str, start: int) -> str:
    found = re.compile(r"[ \t]*").match(text, start)
    return found.group() if found else ""


def _start(text: str, at: int) -> int | None:
    """Where the part that holds `at` begins: the nearest of the least indented lines above it, up to its
    top-level key.
    """
    best: int | None = None
    least = -1
    line = text.rfind("\n", 0, at) + 1
    while line >= 0:
        if (found := _ENTRY.match(text, line)) and "\t" not in found["indent"]:
            indent = len(found["indent"])
            if indent == 0 and not found["dash"]:
                return line if best is None else best
            if best is None or indent < least:
                best, least = line, indent
        if line == 0:
            break
        line = text.rfind("\n", 0, line - 1) + 1
    return best


def _end(text: str, start: int, indent: int, dashed: bool) -> int:
    line = text.find("\n", start) + 1
    while line:
        if (found := _ENTRY.match(text, line)) and "\t" not in found["indent"]:
            here = len(found["indent"])
            # A list may stand at its key's own indentation, so only a dash ends what began with one there.
            if here < indent or (here == indent and (bool(found["dash"]) or not dashed or here == 0)):
                return line
        line = text.find("\n", line) + 1
    return len(text)
