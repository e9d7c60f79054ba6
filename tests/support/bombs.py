"""Dossiers, texts and values that are small on disk and made to take long or much memory: each a shape with a
size, and the commands that are run on it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

Words = Sequence[str]
Maker = Callable[[Path, int], Iterable[Words]]


class Bomb(NamedTuple):
    """A shape: what makes it in a folder and gives the commands to run there, and its size in an ordinary run
    and in a full one.
    """

    make: Maker
    small: int
    full: int


BOMBS: dict[str, Bomb] = {}
CHECK = ("check", "--no-cache", "d")
PEOPLE = "kind: person}"


def bomb(small: int, full: int) -> Callable[[Maker], Maker]:
    """Registers a shape under the name of its function."""

    def registered(make: Maker) -> Maker:
        BOMBS[make.__name__.replace("_", " ")] = Bomb(make, small, full)
        return make

    return registered


def dossier(folder: Path, entities: Iterable[str] = (), more: str = "") -> Path:
    """Writes dossier.yaml; `entities` are lines `id: {name: …, kind: …}`."""
    at = folder / "d"
    at.mkdir()
    lines = "".join(f"  {line}\n" for line in entities) or "  war: {name: the war, kind: event}\n"
    at.joinpath("dossier.yaml").write_text(f"version: 1\ntitle: Bomb\nentities:\n{lines}{more}", "utf-8")
    return at


def source(at: Path, name: str, claims: Iterable[str], head: str = "") -> None:
    """Writes a source with `claims`, each `question: value` and perhaps further fields after line ends."""
    entries = "".join(
        f"- {claim.replace(chr(10), chr(10) + '  ')}\n  at: p. {number}\n"
        for number, claim in enumerate(claims, 1)
    )
    at.joinpath(f"{name}.yaml").write_text(
        f"source: {name}\nsiglum: {name}\ntitle: {name}\n{head}claims:\n{entries}", "utf-8"
    )


def prose(length: int, seed: int) -> str:
    """Sentences of words that are as frequent as those of a language, the same words whatever the seed."""
    made = random.Random(1)
    syllables = [
        "ka",
        "le",
        "mi",
        "to",
        "ru",
        "san",
        "ber",
        "dor",
        "vin",
        "tal",
        "esh",
        "ing",
        "ion",
        "the",
        "qua",
        "por",
    ]
    words = ["".join(made.choices(syllables, k=made.randint(1, 4))) for _ in range(6_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    chosen = random.Random(seed).choices(words, weights, k=length // 5)
    said = " ".join(
        f"{word.capitalize()}" if not place % 13 else word + "." * (place % 13 == 12)
        for place, word in enumerate(chosen)
    )
    return said[:length]


def quoted(folder: Path, text: str, quotes: Iterable[str], at: str = "", asides: Iterable[str] = ()) -> None:
    """A dossier with one source, its text, a claim for each quote, and passages set aside."""
    made = dossier(folder)
    made.joinpath("t.txt").write_text(text, "utf-8")
    head = "text: {file: t.txt}\n"
    if asides := list(asides):
        head += "set_aside:\n" + "".join(f'- {{quote: "{one}", reason: none}}\n' for one in asides)
    claims = "".join(
        f'- war.killed: {number}\n  at: "{at or f"p. {number}"}"\n  quote: >-\n    {quote}\n'
        for number, quote in enumerate(quotes, 1)
    )
    made.joinpath("s.yaml").write_text(f"source: s\ntitle: S\n{head}claims:\n{claims}", "utf-8")
