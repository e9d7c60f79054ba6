"""The one writer of YAML: scalars, nodes on one line, and a source file as a person would write it, in block
style, words below `>-`, quotation marks only where a text would otherwise be cut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from discrepancy.reading.page import INVISIBLE
from discrepancy.reading.yaml_nodes import List, Map, Node, Text
from discrepancy.system.display import escaped_json
from discrepancy.values.inline import plain_or_quoted

WIDTH = 110
_PROSE = ("quote", "note", "inferred", "help", "because", "summary", "title")
# What stays one text wherever it stands as a value: it neither begins with a mark of YAML nor holds one.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=~<.+/\\^$_](?:[^\n\r\t:#]++|:(?! |\Z)|(?<! )#)*+\Z")
_KEY = re.compile(r"[^\W_][\w.\-]*(?:\[[\w\-=, ]+\])?\Z")
_ID = re.compile(r"[^\W_][\w.\- ]*\Z")
_SHORT = 80
# What other readers of YAML take for something else than a text.
_NO_TEXT = frozenset(("null", "true", "false", "yes", "no", "on", "off"))


def is_plain(text: str) -> bool:
    """Whether the text, as a value in block style, stays itself without quotation marks."""
    return _PLAIN.match(text) is not None and text.isprintable() and "##" not in text


def needs_quotes(text: str) -> bool:
    """Whether the text belongs into quotation marks even where it could be a block: in one, a host of CI
    could read a command where a line begins.
    """
    return "::" in text or "##" in text


def scalar(text: str) -> str:
    """The text as a value on one line in block style: plain, or in double quotation marks where it needs
    them.
    """
    return text if is_plain(text) and text.casefold() not in _NO_TEXT else double_quoted(text)


def flow(node: Node) -> str:
    """A node on one line, in which every scalar stays the text it is."""
    if isinstance(node, Map):
        return "{" + ", ".join(f"{flow_scalar(key.value)}: {flow(value)}" for key, value in node.items) + "}"
    if isinstance(node, List):
        return "[" + ", ".join(map(flow, node.items)) + "]"
    return flow_scalar(node.value.strip()) if isinstance(node, Text) else ""


def flow_scalar(text: str, always: bool = False) -> str:
    """The text as a value inside `{ }` or `[ ]`, in double quotation marks where it needs them, or always."""
    said = double_quoted(text) if always else plain_or_quoted(text)
    return INVISIBLE.sub(lambda hit: _escape(hit.group()), said) if said.startswith('"') else said


def write(root: Map) -> str:
    """The text of a source file."""
    return head_text(root) + "".join(entry_text(item) for item in _claims(root))


def _claims(root: Map) -> list[Node]:
    claims = next((value for key, value in root.items if key.value == "claims"), None)
    return claims.items if isinstance(claims, List) else []


def head_text(root: Map) -> str:
    """The head of a source file, up to its first claim."""
    pairs = [(key, value) for key, value in root.items if key.value != "claims"]
    text = "".join(line + "\n" for key, value in pairs for line in _field(key, value, ""))
    return text + ("\nclaims:\n" if _claims(root) else "")


def entry_text(item: Node, indent: str = "  ") -> str:
    """One entry of `claims`, after an empty line."""
    return "\n" + "".join(line + "\n" for line in _item(item, indent))


def _item(node: Node, indent: str) -> Iterator[str]:
    """An item of a list, after its dash."""
    lines = list(_node(node, indent + "  "))
    if isinstance(node, (Map, List)) and lines[0].startswith(indent):
        yield indent + "- " + lines[0][len(indent) + 2 :]
    else:
        yield indent + "- " + lines[0]
    yield from lines[1:]


def _node(node: Node, indent: str) -> Iterator[str]:
    """The lines of a node; a scalar's first line stands behind what it belongs to."""
    if isinstance(node, Map):
        pairs = list(node.items)
        for key, value in pairs:
            yield from _field(key, value, indent)
        if not pairs:
            yield "{}"
    elif isinstance(node, List):
        if not node.items or _short(node):
            yield "[" + ", ".join(item.value.strip() for item in node.items if isinstance(item, Text)) + "]"
            return
        for item in node.items:
            yield from _item(item, indent)
    elif isinstance(node, Text):
        yield from _scalar(node.value.strip(), indent, prose=False)


def _short(node: List) -> bool:
    texts = [item.value.strip() if isinstance(item, Text) else "," for item in node.items]
    return all(_ID.match(text) for text in texts) and sum(map(len, texts)) < _SHORT


def _field(key: Text, value: Node, indent: str) -> Iterator[str]:
    name = key.value if _KEY.match(key.value) else double_quoted(key.value)
    if isinstance(value, Text):
        first, *others = _scalar(value.value.strip(), indent + "  ", prose=key.value in _PROSE)
        yield f"{indent}{name}: {first}"
        yield from others
        return
    lines = list(_node(value, indent + "  "))
    if lines and not lines[0].startswith(" "):
        yield f"{indent}{name}: {lines[0]}"
    else:
        yield f"{indent}{name}:"
        yield from lines


def _scalar(text: str, indent: str, prose: bool) -> Iterator[str]:
    """A text; its first line goes behind the key or dash, the others have their indentation."""
    if (
        "\r" in text
        or not all(letter.isprintable() or letter.isspace() for letter in text)
        or needs_quotes(text)
    ):
        yield double_quoted(text)
    elif "\n" in text:
        yield "|-"
        yield from (indent + line if line else "" for line in text.split("\n"))
    elif is_plain(text) and not (prose and len(text) > WIDTH - len(indent) - 8):
        yield text
    elif not prose and len(text) < _SHORT and "\\" not in text and '"' not in text and text.isprintable():
        yield double_quoted(text)
    elif text:
        yield ">-"
        yield from (indent + line for line in _folded(text, WIDTH - len(indent)))
    else:
        yield '""'


def double_quoted(text: str) -> str:
    """The text in double quotation marks, on one line, with nothing in it that is not seen."""
    said = json.dumps(text, ensure_ascii=False)
    # Before what JSON would make two halves of: YAML has one escape for each letter.
    return escaped_json("".join(letter if letter.isprintable() else _escape(letter) for letter in said))


def _escape(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _folded(text: str, width: int) -> Iterator[str]:
    """The lines of a folded block: broken only at a single space between words, which folding gives back."""
    line = ""
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
