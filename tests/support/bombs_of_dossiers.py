"""Bombs: laws and what follows from them, and chains of what refers to something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.support.bombs import BOMBS, CHECK, PEOPLE, Bomb, Words, bomb, dossier, source

# Laws and what follows


@bomb(5, 100)
def children_to_be_counted(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"p{i}: {{name: P{i}, {PEOPLE}" for i in range(size + 1)])
    source(at, "s", [*(f"p0.child: p{i}" for i in range(1, size + 1)), "p0.children: 3"])
    return [CHECK]


@bomb(8, 100)
def children_who_may_be_one(folder: Path, size: int) -> Iterable[Words]:
    maybe = ", maybe: p{0}, because: alike"
    people = [
        f"p{i}: {{name: P{i}{maybe.format(i - 1) if i > 1 and i % 2 else ''}, {PEOPLE}"
        for i in range(size + 1)
    ]
    at = dossier(folder, people)
    for name in ("s", "t"):
        source(at, name, [*(f"p0.child: p{i}" for i in range(1, size + 1)), "p0.children: 3"])
    return [CHECK]


@bomb(6, 500)
def holders_at_a_time(folder: Path, size: int) -> Iterable[Words]:
    law = 'laws:\n- {name: three, law: "at most 3 held[office=king] at a time"}\n'
    more = "terms:\n  king: {name: King}\n" + law
    at = dossier(folder, [f"p{i}: {{name: P{i}, {PEOPLE}" for i in range(size)], more)
    source(at, "s", [f"p{i}.held[office=king]: {1000 + i % 20}/{1100 + i % 10}" for i in range(size)])
    return [CHECK]


@bomb(50, 2_000)
def dates_each_after_the_last(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"e{i}: {{name: E{i}, kind: event}}" for i in range(size)])
    source(
        at,
        "s",
        [
            "e0.date: 1204",
            *(f"e{i}.date: three days after e{i - 1}" for i in range(1, size)),
            f"e{size - 1}.date: 1199",
        ],
    )
    return [CHECK]


@bomb(50, 2_000)
def dates_in_a_circle(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"e{i}: {{name: E{i}, kind: event}}" for i in range(size)])
    source(at, "s", [f"e{i}.date: three days after e{(i + 1) % size}" for i in range(size)])
    return [CHECK]


@bomb(4, 60)
def orders_that_contradict_each_other(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"e{i}: {{name: E{i}, kind: event}}" for i in range(size)])
    source(at, "s", [f"e{i}.date: after e{j}" for i in range(size) for j in range(size) if i != j])
    return [CHECK]


@bomb(50, 2_000)
def ancestors_in_a_line(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"p{i}: {{name: P{i}, {PEOPLE}" for i in range(size)])
    source(at, "s", [f"p{i}.parent: p{i + 1}" for i in range(size - 1)])
    source(at, "t", [f"p{i}.born: {1900 - i % 40}" for i in range(size)])
    return [CHECK]


@bomb(10, 60)
def laws_on_everything(folder: Path, size: int) -> Iterable[Words]:
    laws = "".join(f'- {{name: l{i}, law: "born + {i % 9} years <= died"}}\n' for i in range(size))
    at = dossier(folder, [f"p{i}: {{name: P{i}, {PEOPLE}" for i in range(size)], f"laws:\n{laws}")
    for name, shift in (("s", 0), ("t", 3)):
        source(
            at,
            name,
            [f"p{i}.{what}: {1900 + i + shift}" for i in range(size) for what in ("born", "died")],
        )
    return [CHECK]


@bomb(10, 60)
def a_law_of_many_terms(folder: Path, size: int) -> Iterable[Words]:
    names = [f"q{i}" for i in range(size)]
    terms = " + ".join(names[: min(size, 58)])
    properties = "".join(f"  {name}: {{type: quantity}}\n" for name in names)
    at = dossier(folder, more=f'properties:\n{properties}laws:\n- {{name: long, law: "{terms} <= killed"}}\n')
    for name in "stuv":
        source(at, name, [f"war.{one}: {10 + ord(name) % 7}" for one in names] + ["war.killed: 20"])
    return [CHECK]


# Chains of what refers to something


def _chain(name: str, small: int, full: int, entity: Callable[[int, int], str], more: str = "") -> None:
    def make(folder: Path, size: int) -> Iterable[Words]:
        at = dossier(
            folder, [f"e{i}: {{name: E{i}, kind: event{entity(i, size)}}}" for i in range(size)], more
        )
        source(at, "s", [f"e{i}.date: {1200 + i % 3}" for i in range(size)])
        source(at, "t", [f"e{i}.date: {1200 + i % 4}" for i in range(size)])
        return [CHECK, ("report", "d", "--output-dir", "out"), ("explain", "e0.date", "d")]

    BOMBS[f"chain of {name}"] = Bomb(make, small, full)


_chain("same_as", 50, 2_000, lambda i, size: f", same_as: e{i + 1}, because: so" if i < size - 1 else "")
_chain("same_as in a circle", 15, 2_000, lambda i, size: f", same_as: e{(i + 1) % size}, because: so")
_chain("part_of", 30, 2_000, lambda i, size: f", part_of: e{i + 1}" if i < size - 1 else "")
_chain("part_of in a circle", 30, 2_000, lambda i, size: f", part_of: e{(i + 1) % size}")
_chain("maybe", 50, 2_000, lambda i, size: f", maybe: e{i + 1}, because: so" if i < size - 1 else "")
_chain(
    "part_of by two ways",
    30,
    1_000,
    lambda i, size: f", part_of: [{', '.join(f'e{j}' for j in (i + 1, i + 2) if j < size)}]",
)
_chain(
    "aliases alike",
    15,
    2_000,
    lambda i, size: f", aliases: [{', '.join(f'The E {j}' for j in range(i % 5))}]",
)
_chain("former ids", 50, 2_000, lambda i, size: f", was: [f{i}, g{i}]")


def _scope(name: str, small: int, full: int, wholes: Callable[[int], Sequence[int]]) -> None:
    def make(folder: Path, size: int) -> Iterable[Words]:
        lines = "".join(
            f"    s{i}: {{{'part_of: [' + ', '.join(f's{j}' for j in wholes(i)) + ']' if wholes(i) else ''}}}\n"
            for i in range(size)
        )
        at = dossier(folder, more=f"scopes:\n  side:\n{lines}")
        source(at, "s", [f"war.killed[side=s{i}]: {10_000 - i}" for i in range(size)])
        source(at, "t", [f"war.killed[side=s{i}]: {10_001 - i}" for i in range(size)])
        return [CHECK]

    BOMBS[f"scopes {name}"] = Bomb(make, small, full)


_scope("one in another", 20, 400, lambda i: [i - 1] if i else [])
_scope("by two ways", 20, 200, lambda i: [j for j in (i - 1, i - 2) if j >= 0])
_scope("side by side", 20, 1_000, lambda i: [0] if i else [])


@bomb(5, 40)
def scopes_of_many_dimensions(folder: Path, size: int) -> Iterable[Words]:
    names = [f"d{i}" for i in range(size)]
    scopes = "".join(f"  {name}: {{a: {{}}, b: {{part_of: a}}}}\n" for name in names)
    at = dossier(
        folder,
        more=f"scopes:\n{scopes}properties:\n  lost: {{type: quantity, adds: true, scope: [{', '.join(names)}]}}\n",
    )
    for source_name, value in (("s", "a"), ("t", "b")):
        claims = [
            f"war.lost[{', '.join(f'{name}={value}' for name in names[: i + 1])}]: {i + 3}"
            for i in range(size)
        ]
        source(at, source_name, claims)
    return [CHECK]


@bomb(50, 2_000)
def terms_each_broader_than_the_last(folder: Path, size: int) -> Iterable[Words]:
    terms = "".join(
        f"  t{i}: {{name: T{i}{f', broader: t{i + 1}' if i < size - 1 else ''}}}\n" for i in range(size)
    )
    at = dossier(folder, ["hugh: {name: Hugh, kind: person}"], f"terms:\n{terms}")
    source(at, "s", [f"hugh.office: T{i}" for i in range(0, size, max(size // 40, 1))])
    source(at, "t", [f"hugh.office: T{i}" for i in range(0, size, max(size // 30, 1))])
    return [CHECK]


def _sources(name: str, small: int, full: int, head: Callable[[int, int], str]) -> None:
    def make(folder: Path, size: int) -> Iterable[Words]:
        at = dossier(folder, [f"w{i}: {{name: W{i}, kind: event}}" for i in range(size)])
        for i in range(size):
            source(
                at, f"s{i}", [f"w{i}.killed: {1_234 + i % 5}", f"w{(i + 1) % size}.killed: 77"], head(i, size)
            )
        return [CHECK]

    BOMBS[f"sources {name}"] = Bomb(make, small, full)


_sources(
    "each derived from the next", 20, 1_000, lambda i, n: f"derived_from: [s{i + 1}]\n" if i < n - 1 else ""
)
_sources("derived in a circle", 20, 1_000, lambda i, n: f"derived_from: [s{(i + 1) % n}]\n")
_sources(
    "derived by two ways",
    20,
    500,
    lambda i, n: f"derived_from: [{', '.join(f's{j}' for j in (i + 1, i + 2) if j < n)}]\n",
)
_sources("with former ids", 20, 1_000, lambda i, n: f"was: [f{i}]\n")


@bomb(20, 400)
def voices_that_cite_each_other(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(
        folder, more="voices:\n" + "".join(f"  v{i}: {{name: V{i}, kind: witness}}\n" for i in range(size))
    )
    chain = ", ".join(f"v{i}" for i in range(size))
    source(at, "s", [f"war.killed: 12\naccording_to: [{chain}]", "war.killed: 13"])
    source(at, "t", ["war.killed: 14\naccording_to: [s, v0]"])
    return [CHECK]


@bomb(10, 60)
def sources_that_copy_each_other(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"w{i}: {{name: W{i}, kind: event}}" for i in range(40)])
    for i in range(size):
        source(at, f"s{i}", [f"w{j}.killed: {1_234 + 17 * j}" for j in range(40)])
    return [CHECK]


@bomb(20, 500)
def framings_that_rest_on_each_other(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(
        folder,
        [f"w{i}: {{name: W{i}, kind: event}}" for i in range(size)],
        "scales:\n  worth: [low, high]\nproperties:\n  cause: {type: framing, scales: [worth], frames: [a, b]}\n",
    )
    for name, frame in (("s", "a"), ("t", "b")):
        source(
            at,
            name,
            [
                f"w{i}.cause: {{worth: {'low' if frame == 'a' else 'high'}, frame: {frame}}}\nquote: so\n"
                f"rests_on: [w{(i + 1) % size}.cause, w{(i + 1) % size}.killed]"
                for i in range(size)
            ]
            + [f"w{i}.killed: {3 if frame == 'a' else 4}" for i in range(size)],
        )
    return [CHECK]


@bomb(20, 500)
def states_during_events_during_events(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(
        folder,
        [f"e{i}: {{name: E{i}, kind: event}}" for i in range(size)] + ["hugh: {name: Hugh, kind: person}"],
    )
    for name in "st":
        claims = [f"hugh.office: {name}{i % 3}\nduring: e{i}" for i in range(size // 5)]
        claims += [f"e{i}.date: during e{i + 1}" for i in range(size - 1)]
        source(at, name, claims)
    return [CHECK]
