"""Bombs: thousands of something that a person writes a few of."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.support.bombs import CHECK, PEOPLE, Words, bomb, dossier, source

# Names


@bomb(50, 2_000)
def names_of_one_that_nobody_uses(folder: Path, size: int) -> Iterable[Words]:
    chain = (f", same_as: e{i + 1}, because: so" if i < size - 1 else "" for i in range(size))
    at = dossier(folder, [f"e{i}: {{name: E{i}, kind: event{same}}}" for i, same in enumerate(chain)])
    source(at, "s", ["e0.date: 1204"])
    source(at, "t", [f"e{size - 1}.date: 1205"])
    return [CHECK]


@bomb(30, 1_500)
def names_alike_but_for_accents(folder: Path, size: int) -> Iterable[Words]:
    """Each is written otherwise than it is declared, so that all of them are compared letter by letter."""

    def spelled(number: int, letters: str) -> str:
        return "".join(letters[number >> bit & 1] for bit in range(12))

    people = [f'p{i}: {{name: "Ro {spelled(i, "aá")}", {PEOPLE}' for i in range(size)]
    at = dossier(folder, [*people, f"hugh: {{name: Hugh, {PEOPLE}"])
    source(at, "s", [f"hugh.friend: Ro {spelled(i, 'aà')}" for i in range(size)])
    at.joinpath("dossier.yaml").open("a", encoding="utf-8").write(
        "properties:\n  friend: {type: entity, one: false}\n"
    )
    return [CHECK]


@bomb(30, 1_000)
def terms_that_exclude_each_other(folder: Path, size: int) -> Iterable[Words]:
    others = (", ".join(f"t{(i + step) % size}" for step in range(1, 21)) for i in range(size))
    terms = "".join(f"  t{i}: {{name: T{i}, not: [{those}]}}\n" for i, those in enumerate(others))
    at = dossier(folder, [f"hugh: {{name: Hugh, {PEOPLE}"], f"terms:\n{terms}")
    source(at, "s", [f"hugh.office: T{i}" for i in range(0, size, 10)])
    source(at, "t", [f"hugh.office: T{i}" for i in range(5, size, 10)])
    return [CHECK]


# Values


@bomb(4, 100)
def sets_of_dates(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"e{i}: {{name: E{i}, kind: event}}" for i in range(size)])
    for name, shift in (("s", 0), ("t", 1)):
        days = ", ".join(f"1{100 + 2 * day + shift:03}-0{1 + day % 9}-11" for day in range(150))
        source(at, name, [f'e{i}.date: "[{days}]"' for i in range(size)])
        source(at, {"s": "u", "t": "v"}[name], [f'e{i}.start: "{{{days}}}"' for i in range(size)])
    return [CHECK]


@bomb(1, 100)
def dates_of_unknown_digits(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder, [f"e{i}: {{name: E{i}, kind: event}}" for i in range(size)])
    forms = ("XXXX-XX-23", "1XXX-XX-31", "12XX-02-XX", "X2X4-XX-2X", "Y-1XXXXX-XX-XX", "1X0X-12-3X")
    for place, form in enumerate(forms):
        claims = [f"e{i}.date: {form}" for i in range(size)]
        claims += [f"e{i}.start: three days before e{(i + 1) % size}" for i in range(size)]
        source(at, "stuvwx"[place], claims if place < 2 else claims[:size])
    return [CHECK]


@bomb(4, 800)
def spans_each_within_the_last(folder: Path, size: int) -> Iterable[Words]:
    events = (f", part_of: e{i - 1}" if i else "" for i in range(size))
    at = dossier(folder, [f"e{i}: {{name: E{i}, kind: event{part}}}" for i, part in enumerate(events)])
    for name, shift in (("s", 0), ("t", 3)):
        source(at, name, [f"e{i}.span: {100 + i + shift:04}/{2000 - i}" for i in range(size)])
    return [CHECK]


@bomb(4, 32)
def scopes_crossed(folder: Path, size: int) -> Iterable[Words]:
    scopes = "".join(
        f"  {name}:\n    all: {{}}\n"
        + "".join(f"    {name}{i}: {{part_of: all, not: [{name}{(i + 1) % size}]}}\n" for i in range(size))
        for name in ("side", "arm")
    )
    more = f"scopes:\n{scopes}properties:\n  lost: {{type: quantity, adds: true, scope: [side, arm]}}\n"
    at = dossier(folder, more=more)
    for name, shift in (("s", 0), ("t", 7)):
        cells = [
            f"war.lost[side=side{i}, arm=arm{j}]: {100 + i * j + shift}"
            for i in range(size)
            for j in range(size)
        ]
        sums = [f"war.lost[side=side{i}, arm=all]: {90 * size}" for i in range(size)]
        sums += [f"war.lost[side=all, arm=arm{j}]: {90 * size}" for j in range(size)]
        source(at, name, [*cells, *sums, f"war.lost: {80 * size * size}"])
    return [CHECK]


@bomb(10, 200)
def framings_on_many_scales(folder: Path, size: int) -> Iterable[Words]:
    names = [f"w{i}" for i in range(size)]
    scales = "".join(f"  {name}: [low, middle, high]\n" for name in names)
    frames = ", ".join(f"f{i}" for i in range(size))
    kind = f"{{type: framing, scales: [{', '.join(names)}], frames: [{frames}]}}"
    at = dossier(folder, more=f"scales:\n{scales}properties:\n  cause: {kind}\n")
    for number in range(12):
        where = ("low", "middle", "high")
        worth = ", ".join(
            f"{name}: {where[(place + number) % 3]}" for place, name in enumerate(names) if place % 4
        )
        source(
            at,
            "abcdefghijkl"[number],
            [f"war.cause: {{{worth}, frame: f{number % size}}}\nquote: so"],
        )
    return [CHECK, ("report", "d", "--output-dir", "out")]


# Laws


@bomb(4, 40)
def laws_over_many_steps(folder: Path, size: int) -> Iterable[Words]:
    """Everybody is a child of everybody, and each law goes from child to child several times."""
    laws = "".join(f'- {{name: l{n}, law: "born + {n} years <= {"child." * n}born"}}\n' for n in range(2, 6))
    at = dossier(folder, [f"p{i}: {{name: P{i}, {PEOPLE}" for i in range(size)], f"laws:\n{laws}")
    claims = [f"p{i}.child: p{j}" for i in range(size) for j in range(size) if i < j]
    source(at, "s", [*claims, *(f"p{i}.born: {1900 + i % 7}" for i in range(size))])
    return [CHECK]


@bomb(3, 8)
def offices_that_dozens_hold_at_once(folder: Path, size: int) -> Iterable[Words]:
    laws = "".join(f'- {{name: l{n}, law: "at most 3 held[office=o{n}] at a time"}}\n' for n in range(size))
    terms = "".join(f"  o{n}: {{name: O{n}}}\n" for n in range(size))
    holders = size * 5
    people = [f"p{i}: {{name: P{i}, {PEOPLE}" for i in range(holders)]
    at = dossier(folder, people, f"terms:\n{terms}laws:\n{laws}")
    claims = [
        f"p{i}.held[office=o{n}]: {1000 + (i + n) % 20}/{1100 + i % 10}"
        for n in range(size)
        for i in range(holders)
    ]
    source(at, "s", claims)
    return [CHECK]


# What stands beside the claims


@bomb(10, 3_000_000)
def notes_of_megabytes(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder)
    for name, value in (("s", 3), ("t", 4)):
        note = "Ness " * size
        source(at, name, [f"war.killed: {value}\nnote: {note}"], f"note: {note}\n")
    return [CHECK, ("report", "d", "--output-dir", "out")]


@bomb(20, 4_000)
def reviews_of_one_finding(folder: Path, size: int) -> Iterable[Words]:
    at = dossier(folder)
    source(at, "s", ["war.killed: 3"])
    source(at, "t", ["war.killed: 4"])
    at.joinpath("reviews").mkdir()
    decided = "finding: F-00000001\nverdict: conflict\nbecause: so\nby: me\non: 2026-01-01\n"
    earlier = "- {verdict: unsure, by: me, on: 2026-01-01}\n" * size
    at.joinpath("reviews", "F-00000001.yaml").write_text(f"{decided}earlier:\n{earlier}", "utf-8")
    return [CHECK, ("list", "reviews", "d")]


@bomb(20, 5_000)
def a_sheet_of_many_columns(folder: Path, size: int) -> Iterable[Words]:
    dossier(folder)
    columns = ["source", "question", "value", "at", *(f"c{i}" for i in range(size))]
    row = ["s", "war.killed", "3", "p. 1", *("x" for _ in range(size))]
    folder.joinpath("sheet.csv").write_text(f"{','.join(columns)}\n{','.join(row)}\n", "utf-8")
    named = "".join(f"  c{i}: note\n" for i in range(size))
    folder.joinpath("mapping.yaml").write_text(f"columns:\n{named}", "utf-8")
    return [
        ("import", "sheet.csv", "--to", "d", "--add"),
        ("import", "sheet.csv", "--to", "d", "--add", "--mapping", "mapping.yaml"),
    ]


@bomb(10, 2_000)
def a_deep_history(folder: Path, size: int) -> Iterable[Words]:
    """A commit for each figure, packed as git packs it."""
    dossier(folder)
    head = (folder / "d" / "dossier.yaml").read_text("utf-8")
    stream = []
    for number in range(size):
        claim = f"source: s\ntitle: S\nclaims:\n- war.killed: {number}\n  at: p. 1\n"
        stream += ["commit refs/heads/main", "committer A <a@b> 1700000000 +0000", "data 1", "x"]
        for name, text in (("s", claim), ("dossier", head))[: 2 if not number else 1]:
            stream += [f"M 644 inline d/{name}.yaml", f"data {len(text.encode())}", text]
    git = ("git", "-C", str(folder))
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input="\n".join(stream) + "\n", text=True, check=True)
    subprocess.run([*git, "checkout", "-q", "-f", "main"], check=True)
    source(folder / "d", "t", ["war.killed: 4"])
    return [(*CHECK, "--since", f"main~{size - 1}"), (*CHECK, "--since", "main")]
