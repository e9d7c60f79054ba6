"""Damaged copies of YAML files: their structure, their letters, the way they are written; from a seed, as those
of `mutants`.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import yaml

from tests.support import mutants

_MAP, _SEQ, _STR = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str"
_NOTHING = "zq-nothing-qz"  # stands for a value that is not there, until the text is written
TEXTS: tuple[str, ...] = (
    "", "~", "null", "true", "no", "0", "-1", "1e999", ".nan", "9" * 30, "9" * 5000, "0x1F", "1_000", "1:30:00", "1204-05-06",
    "1204-13-45", "[1180, 1181]", "{1180..1190}", "1180/1190", "/", "..", "unknown", "none of them", "c. 1180?~", "after battle",
    "before ralph.born", "battle.date", "a.b[c=d]", "[", "]", "{}", "*a", "&a", "!!int 3", "---", "...", "#", "a #b", "a: b", "- a", "? a",
    "|", ">-", "%", "@", "`", "'", '"', "\\", "\n", "a\n\nb", "\t", " ", "  a  ", "\x00", "\x07", "\x1b[2J", "\x7f", "\x85", "\u2028",
    "\ufeff", "\u200b", "\u202e", "\ufffd", "\U0001f300", "\ud800", "e\u0301", "ngu\u1ec5n", "\u0661\u0662", "OPEN", "a" * 300, "a" * 70_000,
    "../../etc/passwd", "/dev/zero", "C:\\x", "<b>", "::warning::", "$(x)", "twenty and " * 50, "<<",
)  # fmt: skip
Change = Callable[["_Tree"], None]


def yaml_mutants(data: bytes, many: int, seed: object, words: Sequence[str] = ()) -> Iterator[bytes]:
    """So many damaged copies of a YAML file: of most the structure, which stays YAML, of some the bytes and lines.
    `words` are texts of its format to put in.
    """
    of_bytes = mutants.mutants(data, many, seed, [word.encode("utf-8", "replace") for word in words])
    for number, plain in enumerate(of_bytes):
        draw = random.Random(f"{seed}:yaml:{number}")
        kind = draw.random()
        yield (
            plain
            if kind < 0.3
            else _written_otherwise(data, draw)
            if kind < 0.36
            else _restructured(data, draw, words)
        )


def _restructured(data: bytes, draw: random.Random, words: Sequence[str]) -> bytes:
    tree = _Tree(data, draw, words)
    for _ in range(draw.choice((1, 1, 1, 1, 2, 3))):
        draw.choice(_CHANGES)(tree)
    return tree.written()


def _written_otherwise(data: bytes, draw: random.Random) -> bytes:
    """The same text in another encoding, or with other line ends, indentation or letters."""
    text = data.decode()
    kind = draw.randrange(10)
    if kind == 0:
        return b"\xef\xbb\xbf" * draw.choice((1, 2)) + data
    if kind == 1:
        return text.encode(
            draw.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "latin-1", "cp037")),
            "replace",
        )
    if kind == 2:
        return text.replace(
            "\n", draw.choice(("\r\n", "\r", "\n\r", "\n\n", "\r\r\n", "\x85", "\u2028"))
        ).encode()
    if kind == 3:
        return text.replace("  ", draw.choice(("\t", " ", "\u00a0", "    ", "\u3000"))).encode()
    if kind == 4:
        return unicodedata.normalize(draw.choice(("NFD", "NFKD")), text).encode()
    if kind == 5:
        return draw.choice(
            (b"", b"\n", b"---\n", b"...\n", b"null\n", b"[]\n", b"{}\n", b"#\n", b" ", b"\0", b"x")
        )
    if kind == 6:
        return data + draw.choice(
            (b"---\n", b"...\n", b"\n---\n" + data, b"...\n" + data, data, b"\x1a", b"\0")
        )
    if kind == 7:
        return (
            draw.choice(
                (
                    b"%YAML 1.1\n---\n",
                    b"%TAG ! tag:x,1:\n---\n",
                    b"%YAML 9.9\n---\n",
                    b"--- !x\n",
                    b"# x\n---\n",
                )
            )
            + data
        )
    if kind == 8:
        return text.upper().encode() if draw.random() < 0.5 else text.swapcase().encode()
    return b"".join(line.rstrip(b"\n") + b" # x\n" for line in data.splitlines())


class _Tree:
    """The nodes of a file, what may be put into it, and what was drawn."""

    def __init__(self, data: bytes, draw: random.Random, words: Sequence[str]) -> None:
        self.draw = draw
        self.root = yaml.compose(data.decode(), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        self._words = words

    def every(self, kind: type[Any] = yaml.Node) -> list[Any]:
        """The nodes of a kind, each once; keys among them."""
        found, left, known = [], [self.root], set()
        while left:
            node = left.pop()
            if id(node) in known:
                continue
            known.add(id(node))
            if isinstance(node, kind):
                found.append(node)
            if isinstance(node, yaml.MappingNode):
                left += [one for pair in node.value for one in pair]
            elif isinstance(node, yaml.SequenceNode):
                left += node.value
        return found

    def a(self, kind: type[Any], filled: bool = True) -> Any:
        """A node of that kind, one that holds something; None where there is none."""
        found = [node for node in self.every(kind) if node.value or not filled]
        return self.draw.choice(found) if found else None

    def text(self) -> Any:
        """A text: odd, of the format, or one that stands elsewhere in the file."""
        kind = self.draw.random()
        if kind < 0.1:
            return yaml.ScalarNode(_STR, _NOTHING)
        here = [node.value for node in self.every(yaml.ScalarNode)]
        said = self.draw.choice(
            TEXTS
            if kind < 0.5 or not (here or self._words)
            else (self._words or here)
            if kind < 0.75
            else (here or TEXTS)
        )
        return yaml.ScalarNode(_STR, said, style=self.draw.choice((None, None, None, "'", '"', "|", ">")))

    def other(self) -> Any:
        """A node of any kind."""
        kind = self.draw.randrange(8)
        if kind < 3:
            return self.text()
        if kind == 3:
            return yaml.SequenceNode(
                _SEQ,
                [self.text() for _ in range(self.draw.randrange(3))],
                flow_style=self.draw.random() < 0.5,
            )
        if kind == 4:
            pairs = [(self.text(), self.text()) for _ in range(self.draw.randrange(3))]
            return yaml.MappingNode(_MAP, pairs, flow_style=self.draw.random() < 0.5)
        if kind == 5:
            return self._nested(self.text(), self.draw.choice((1, 2, 30, 63, 64, 65, 200)))
        return self.draw.choice(
            self.every()
        )  # the same node twice is an alias; inside itself, one without end

    def _nested(self, node: Any, depth: int) -> Any:
        for _ in range(depth):
            node = (
                yaml.SequenceNode(_SEQ, [node])
                if self.draw.random() < 0.7
                else yaml.MappingNode(_MAP, [(self.text(), node)])
            )
        return node

    def written(self) -> bytes:
        draw = self.draw
        options: dict[str, Any] = {
            "width": draw.choice((20, 80, 10_000)),
            "allow_unicode": draw.random() < 0.8,
        }
        if draw.random() < 0.1:
            options |= draw.choice(
                (
                    {"canonical": True},
                    {"indent": 7},
                    {"explicit_start": True, "explicit_end": True},
                    {"line_break": "\r\n"},
                    {"line_break": "\r"},
                )
            )
        try:
            text = yaml.serialize(self.root, Dumper=yaml.BaseDumper, **options)
        except (
            yaml.YAMLError,
            TypeError,
            RecursionError,
            AttributeError,
            UnicodeError,
        ):  # what it cannot write is no mutant
            return b"what cannot be written\n"
        return str(text).replace(f'"{_NOTHING}"', "").replace(_NOTHING, "").encode("utf-8", "surrogatepass")


def _pair_taken_out(tree: _Tree) -> None:
    if node := tree.a(yaml.MappingNode):
        del node.value[tree.draw.randrange(len(node.value))]


def _pair_twice(tree: _Tree) -> None:
    if node := tree.a(yaml.MappingNode):
        key, value = tree.draw.choice(node.value)
        same = yaml.ScalarNode(_STR, key.value) if isinstance(key, yaml.ScalarNode) else key
        node.value.insert(
            tree.draw.randrange(len(node.value) + 1),
            (same, value if tree.draw.random() < 0.5 else tree.other()),
        )


def _key_renamed(tree: _Tree) -> None:
    if node := tree.a(yaml.MappingNode):
        at = tree.draw.randrange(len(node.value))
        node.value[at] = (tree.other() if tree.draw.random() < 0.2 else tree.text(), node.value[at][1])


def _value_replaced(tree: _Tree) -> None:
    if node := tree.a(yaml.MappingNode):
        at = tree.draw.randrange(len(node.value))
        node.value[at] = (node.value[at][0], tree.other())


def _values_exchanged(tree: _Tree) -> None:
    if (node := tree.a(yaml.MappingNode)) and (other := tree.a(yaml.MappingNode)):
        at, to = tree.draw.randrange(len(node.value)), tree.draw.randrange(len(other.value))
        (key, value), (name, thing) = node.value[at], other.value[to]
        node.value[at], other.value[to] = (key, thing), (name, value)


def _pair_moved(tree: _Tree) -> None:
    """Up, down, or anywhere."""
    if (node := tree.a(yaml.MappingNode)) and (other := tree.a(yaml.MappingNode, filled=False)):
        pair = node.value.pop(tree.draw.randrange(len(node.value)))
        other.value.insert(tree.draw.randrange(len(other.value) + 1), pair)


def _item_changed(tree: _Tree) -> None:
    if node := tree.a(yaml.SequenceNode):
        at, kind = tree.draw.randrange(len(node.value)), tree.draw.randrange(6)
        if kind == 0:
            del node.value[at]
        elif kind == 1:
            node.value.insert(at, node.value[at])
        elif kind == 2:
            node.value[at] = yaml.SequenceNode(_SEQ, [node.value[at]])
        elif kind == 3:
            node.value[at] = tree.other()
        elif kind == 4:
            node.value.insert(at, tree.other())
        else:
            tree.draw.shuffle(node.value)


def _text_replaced(tree: _Tree) -> None:
    if node := tree.a(yaml.ScalarNode, filled=False):
        new = tree.text()
        node.value, node.style = new.value, new.style


def _text_changed(tree: _Tree) -> None:
    """An odd text put into another, or a piece of it taken out."""
    if node := tree.a(yaml.ScalarNode):
        at, more = tree.draw.randrange(len(node.value) + 1), tree.draw.choice(TEXTS)[:200]
        node.value = (
            node.value[:at] + more + node.value[at:]
            if tree.draw.random() < 0.7
            else node.value[:at] + node.value[at + tree.draw.randrange(1, 6) :]
        )


def _style_changed(tree: _Tree) -> None:
    if node := tree.a(yaml.Node, filled=False):
        if isinstance(node, yaml.ScalarNode):
            node.style = tree.draw.choice((None, "'", '"', "|", ">"))
        else:
            node.flow_style = not node.flow_style


def _tagged(tree: _Tree) -> None:
    if node := tree.a(yaml.Node, filled=False):
        node.tag = tree.draw.choice(
            (
                "!x",
                "!!",
                "tag:yaml.org,2002:int",
                "tag:yaml.org,2002:null",
                "tag:yaml.org,2002:binary",
                "tag:yaml.org,2002:python/object/apply:os.getcwd",
            )
        )


def _lifted(tree: _Tree) -> None:
    """A mapping in the place of one of its values, or the other way round."""
    if node := tree.a(yaml.MappingNode):
        key, value = tree.draw.choice(node.value)
        if tree.draw.random() < 0.5 and isinstance(value, yaml.MappingNode):
            node.value = [pair for pair in node.value if pair[0] is not key] + list(value.value)
        else:
            node.value = [
                (
                    yaml.ScalarNode(_STR, tree.draw.choice(("claims", "says", "x"))),
                    yaml.MappingNode(_MAP, list(node.value)),
                )
            ]


_CHANGES: tuple[Change, ...] = (
    _pair_taken_out, _pair_twice, _key_renamed, _value_replaced, _value_replaced, _values_exchanged, _pair_moved, _pair_moved,
    _item_changed, _item_changed, _text_replaced, _text_replaced, _text_changed, _text_changed, _style_changed, _tagged, _lifted,
)  # fmt: skip
