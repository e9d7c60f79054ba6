"""Bombs: prose that is read for figures and dates, values, and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.support.bombs import BOMBS, CHECK, Bomb, Words, bomb, dossier, quoted, source

# Prose that is read for figures and dates


def _read_as_prose(folder: Path, text: str) -> Iterable[Words]:
    quoted(folder, text, ["war"])
    return [CHECK, ("coverage", "d"), ("draft", "d/t.txt", "--source", "s", "--dossier", "d")]


def _prose_bomb(name: str, said: str, small: int = 4_000, full: int = 200_000, joint: str = "") -> None:
    def make(folder: Path, size: int) -> Iterable[Words]:
        return _read_as_prose(folder, "He said: " + joint.join([said] * (size // len(said))) + " at war.\n")

    BOMBS[f"prose of {name}"] = Bomb(make, small, full)


for _name, _said in {
    "digits": "1",
    "single figures": "1 ",
    "about": "about ",
    "letters": "a ",
    "parentheses": "(",
    "slashes": "1/",
    "commas": "1,",
    "points": "1.",
    "dashes": "1-",
    "between": "between 1 and ",
    "hundreds": "hundred ",
    "hundreds and": "hundred and ",
    "twenties": "twenty-",
    "months": "January ",
    "days": "1 January ",
    "years": "in 1945 ",
    "year spans": "1945–",
    "quotation marks": "“a” ",
    "open quotation marks": "“",
    "straight marks": '"',
    "capitals": "A. ",
    "names": "Ralph of Ness, ",
    "he said that": "he said that ",
    "according to": "according to ",
    "three months before": "three months before ",
    "that year": "later that year ",
    "new lines": "\n",
    "brackets": "[1] ",
    "per cent": "1% ",
    "ordinals": "the first ",
    "more than": "more than ",
    "spaces before a figure": " ",
}.items():
    _prose_bomb(_name, _said)


# Values


VALUES = {
    "date": (
        "1",
        "1/",
        "1-",
        "about ",
        "c. ",
        "before ",
        "(",
        "1 January ",
        "[",
        "1,",
        "..",
        "?",
        "twenty ",
        "the ",
        "-",
        "1945 or ",
    ),
    "quantity": (
        "1",
        "1,",
        "1.",
        "1 ",
        "about ",
        "(",
        "hundred ",
        "twenty and ",
        "1-",
        "1/",
        "over ",
        "one ",
        "1 or ",
        "½",
    ),
    "duration": ("1", "1 year ", "1 year and ", "about ", "half ", "(", "1 year, "),
    "age": ("1", "about ", "in his ", "(", "1-", "twenty-"),
    "name": ("a ", "A. ", "(", "Ralph of ", "van ", "a-", "a, "),
    "set": ("a; ", "only ", "{", "1 members: ", "a, "),
    "sequence": ("a < ", "a, ", "a < b; ", "<", "→"),
    "span": ("1", "1945-", "1945 to ", "from ", "/", "between "),
    "quotation": ("a ", "a. ", "“", "…", "[a] "),
}


def _values_bomb(kind: str, pieces: Sequence[str]) -> None:
    def make(folder: Path, size: int) -> Iterable[Words]:
        rows = ["type,left,right"]
        for piece in pieces:
            said = (piece * size)[:size].strip()
            for left, right in ((said, said + " x"), (said + "1945", "1945"), (said + "2", said + "3")):
                rows.append(
                    f'{kind},"{left.replace(chr(34), chr(34) * 2)}","{right.replace(chr(34), chr(34) * 2)}"'
                )
        folder.joinpath("pairs.csv").write_text("\n".join(rows) + "\n", "utf-8")
        return [("relate", "--pairs", "pairs.csv")]

    BOMBS[f"values of type {kind}"] = Bomb(make, 300, 5_000)


for _kind, _pieces in VALUES.items():
    _values_bomb(_kind, _pieces)


@bomb(50, 2_000)
def sets_of_many_members(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, more="properties:\n  in-it: {type: set}\n")
    for name, shift in (("s", 0), ("t", 1)):
        members = "; ".join(f"Ralph the {2 * number + shift}th of Ness" for number in range(size))
        source(at, name, [f"war.in-it: only {members}"])
    return [CHECK]


@bomb(50, 2_000)
def orders_of_many_members(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, more="properties:\n  order: {type: sequence}\n")
    source(at, "s", ["war.order: " + " < ".join(f"a{number}" for number in range(size))])
    source(at, "t", ["war.order: " + " < ".join(f"a{size - number}" for number in range(size))])
    return [CHECK]


@bomb(50, 4_000)
def wordings_of_many_words(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, more="properties:\n  words: {type: quotation}\n")
    source(at, "s", ["war.words: " + "twenty and " * size + "seven"])
    source(at, "t", ["war.words: " + "twenty or and " * size + "six"])
    return [CHECK]


# Files


def _yaml(name: str, small: int, full: int, text: Callable[[int], str]) -> None:
    def make(folder: Path, size: int) -> Iterable[Words]:
        at = dossier(folder)
        at.joinpath("s.yaml").write_text(text(size), "utf-8")
        return [CHECK]

    BOMBS[f"YAML {name}"] = Bomb(make, small, full)


_HEAD = "source: s\ntitle: S\n"
_yaml("of lists in lists", 50, 100_000, lambda n: f"{_HEAD}claims: {'[' * n}")
_yaml("of mappings in mappings", 50, 100_000, lambda n: f"{_HEAD}claims: {'{a: ' * n}")
_yaml(
    "of aliases",
    4,
    30,
    lambda n: (
        "a0: &a0 [x, x]\n"
        + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, n))
        + _HEAD
    ),
)
_yaml("of one long value", 500, 5_000_000, lambda n: f"{_HEAD}note: {'a ' * n}\nclaims: []\n")
_yaml(
    "of one long figure", 500, 1_000_000, lambda n: f"{_HEAD}claims:\n- war.killed: {'1' * n}\n  at: p. 1\n"
)
_yaml(
    "of keys alike",
    50,
    20_000,
    lambda n: _HEAD + "".join(f"titel{i}: x\n" for i in range(n)) + "claims: []\n",
)
_yaml(
    "of questions unknown",
    50,
    5_000,
    lambda n: f"{_HEAD}claims:\n" + "".join(f"- war.kiled{i}: 1\n  at: p. {i}\n" for i in range(n)),
)
_yaml("of tags and anchors", 50, 50_000, lambda n: f"{_HEAD}note: {'!a &b ' * n} x\nclaims: []\n")
_yaml("of dots in a question", 50, 100_000, lambda n: f"{_HEAD}claims:\n- war{'.a' * n}: 1\n  at: p. 1\n")
_yaml(
    "of a scope without end",
    50,
    50_000,
    lambda n: f"{_HEAD}claims:\n- war.killed[{'side=a, ' * n}]: 1\n  at: p. 1\n",
)


@bomb(20, 2_000)
def decisions_on_nothing(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder)
    source(at, "s", ["war.killed: 3"])
    source(at, "t", ["war.killed: 4"])
    at.joinpath("reviews").mkdir()
    for number in range(size):
        decided = f"finding: F-{number:08x}\nverdict: conflict\nbecause: so\nby: me\non: 2026-01-01\n"
        at.joinpath("reviews", f"F-{number:08x}.yaml").write_text(decided, "utf-8")
    return [CHECK]


@bomb(200, 100_000)
def a_page_of_open_elements(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder)
    at.joinpath("t.html").write_text("<html><body>" + "<div><b>" * size + "war", "utf-8")
    source(at, "s", ["war.killed: 3\nquote: three men"], "text: {file: t.html}\n")
    return [CHECK]


@bomb(200, 200_000)
def a_page_of_marks(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder)
    at.joinpath("t.md").write_text("*" * size + "[" * size + "](" * size + "`" * size + "> " * size, "utf-8")
    source(at, "s", ["war.killed: 3\nquote: three men"], "text: {file: t.md}\n")
    return [CHECK]
