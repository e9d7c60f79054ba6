"""How long reasoning takes: one large dossier, many small ones in one, chains of linked events; and beside a solver on the same questions.

`python -m tests.benchmarks.reasoning` prints the tables alone; `--quick` leaves out the largest.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from types import MappingProxyType

from tabulate import tabulate

from discrepancy.findings.view import questions_of
from discrepancy.model.claim import Claim, Question
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import Law
from discrepancy.model.law_checker import read_law
from discrepancy.model.mark import Mark
from discrepancy.model.source import Entity, Source
from discrepancy.reasoning.contradictions import ReasoningResult, reasoning_result
from tests.benchmarks.collections import MONTHS
from tests.support.dossiers import Made, value

SEED = 1
WRONG = 0.02
SIZES = (10, 100, 1_000, 10_000)
CHAINS = (10, 30, 100, 300, 1_000)
THREE = {
    "life": "born <= died",
    "age-at-death": "age-at-death == years(born, died)",
    "married": "born <= married",
}
Entry = tuple[Question, str, str]
Row = tuple[str, str, str, str, str]


def dossier(entries: Sequence[Entry], kinds: dict[str, str]) -> Dossier:
    """A dossier of claims, each of one of ten sources."""
    entities = {name: Entity(name, name, kind) for name, kind in kinds.items()}
    claims = []
    for i, (question, kind, text) in enumerate(entries):
        source = i % 10
        claims.append(
            Claim(
                f"S{source}:{question}#{i}",
                f"s{source}",
                f"S{source}",
                question,
                value(kind, text),
                text,
                Mark("x.yaml", i + 1, 1),
                "p. 1",
                holder=f"s{source}",
            )
        )
    sources = {f"s{i}": Source(f"s{i}", f"S{i}", f"Source {i}", Mark("x.yaml", 1, 1)) for i in range(10)}
    return Dossier(
        "x",
        "x",
        "X",
        core_vocabulary(),
        entities=MappingProxyType(entities),
        sources=MappingProxyType(sources),
        claims=tuple(claims),
    )


def laws(texts: dict[str, str], dossier: Dossier) -> tuple[Law, ...]:
    """The laws of texts by name."""
    names = {name: name for name in dossier.entities}
    return tuple(read_law(name, text, core_vocabulary(), names) for name, text in texts.items())


def person(draw: random.Random, name: str, lives: dict[str, tuple[int, int]] | None = None) -> list[Entry]:
    """Ten claims on a life, few of them wrong; `lives` takes the true years of birth and death."""
    year, span = draw.randint(1850, 1930), draw.randint(20, 90)
    if lives is not None:
        lives[name] = year, year + span
    month, day = draw.randint(1, 12), draw.randint(1, 28)

    def date(at: int) -> str:
        at += draw.choice((-9, 7, 12)) if draw.random() < WRONG else 0
        forms = (
            f"{day} {MONTHS[month - 1]} {at}",
            f"{MONTHS[month - 1]} {at}",
            f"{at}",
            f"c. {at}",
            f"before {at + 2}",
            f"{at - 1} or {at}",
        )
        return draw.choice(forms)

    def age() -> str:
        found = span + (draw.choice((-7, 5)) if draw.random() < WRONG else 0)
        return draw.choice((f"{found}", f"about {found}", f"over {found - 3}"))

    entries = [(Question(name, "born"), "date", date(year)) for _ in range(3)]
    entries += [(Question(name, "died"), "date", date(year + span)) for _ in range(3)]
    entries += [(Question(name, "married"), "date", date(year + span * 2 // 3)) for _ in range(2)]
    return entries + [(Question(name, "age-at-death"), "age", age()) for _ in range(2)]


def people(count: int, draw: random.Random | None = None) -> Dossier:
    """A dossier of people who have nothing to do with one another."""
    draw = draw or random.Random(SEED)
    names = [f"p{i}" for i in range(count)]
    return dossier([entry for name in names for entry in person(draw, name)], dict.fromkeys(names, "person"))


def chain(count: int, broken: bool) -> tuple[Dossier, tuple[Law, ...]]:
    """Events each of which follows the one before by what a source says; `broken`: the last is said to come before the first."""
    names = [f"e{i}" for i in range(count)]
    entries = [(Question("e0", "date"), "date", "1 May 1900")]
    entries += [(Question(b, "date"), "date", f"3 days after {a}.date") for a, b in pairwise(names)]
    entries += [(Question(names[-1], "date"), "date", "before e0.date")] if broken else []
    return dossier(entries, dict.fromkeys(names, "event")), ()


def large(claims: int = 1_000, count: int = 200) -> tuple[Dossier, tuple[Law, ...]]:
    """A dossier of many claims in which many laws of its own, true of its world, link events and people to one another."""
    draw = random.Random(SEED)
    every = claims // 10
    names, events = [f"p{i}" for i in range(every * 7 // 10)], [f"e{i}" for i in range(every * 3 // 10)]
    lives: dict[str, tuple[int, int]] = {}
    entries = [entry for name in names for entry in person(draw, name, lives)]
    for i, event in enumerate(events):
        year = 1900 + i
        for _ in range(10):
            at = year + (5 if draw.random() < WRONG else 0)
            entries.append(
                (
                    Question(event, "date"),
                    "date",
                    draw.choice((f"{at}", f"May {at}", f"c. {at}", f"after {at - 3}", f"{at - 1} or {at}")),
                )
            )
    found = dossier(entries, {**dict.fromkeys(names, "person"), **dict.fromkeys(events, "event")})
    texts = dict(THREE) | {"longest": "died - born <= 100 years", "married-alive": "married <= died"}
    for i, (a, b) in enumerate(pairwise(events)):
        texts[f"order-{i}"] = f"{a}.date <= {b}.date"
    while len(texts) < count:
        one, two = draw.choice(names), draw.choice(names)
        if one != two and lives[one][0] <= lives[two][1]:
            texts.setdefault(f"{one}-{two}", f"{one}.born <= {two}.died")
    return found, laws(texts, found)


def timed(dossier: Dossier, laws: Sequence[Law]) -> tuple[float, ReasoningResult]:
    """How long reasoning takes, in seconds, and what it gave; questions are gathered before."""
    asked = questions_of(dossier)
    begun = time.perf_counter()
    found = reasoning_result(dossier, asked, laws)
    return time.perf_counter() - begun, found


def solved(count: int) -> float | None:
    """How long the oracle of the tests takes for as many people, one after another; None if there is no solver."""
    try:
        from tests.reasoning.test_oracle import Oracle
    except BaseException as error:  # pytest's own Skipped is not an Exception
        if type(error).__name__ != "Skipped":
            raise
        return None
    draw = random.Random(SEED)
    ones = []
    for _ in range(count):
        one = dossier(person(draw, "pia"), {"pia": "person"})
        ones.append(Made(0, "wild", one, laws(THREE, one)))
    begun = time.perf_counter()
    for made in ones:
        for level in ("charitable", "licensed"):
            Oracle(made, level).least()
    return time.perf_counter() - begun


def rows(quick: bool = False) -> list[Row]:
    """The rows of the one table of all benchmarks."""
    every, its_laws = large()
    took, found = timed(every, its_laws)
    said = f"{len(every.claims):,} claims, {len(its_laws)} laws"
    result = [
        (
            f"reasoning over {said}",
            f"{took:.2f} s",
            f"{len(found.contradictions)} contradictions",
            f"{len(found.undecided)} undecided",
            "",
        )
    ]
    count = 10_000 if quick else 100_000
    crowd = people(count)
    took, found = timed(crowd, laws(THREE, crowd))
    speed = count / took
    said = f"{count:,} entities of 10 claims, 3 laws"
    result.append(
        (
            said,
            f"{took:.1f} s",
            f"{len(found.contradictions):,} contradictions",
            f"{speed:,.0f} entities a second",
            "",
        )
    )
    sample = 300
    if (other := solved(sample)) is not None:
        few = people(sample)
        took, _ = timed(few, laws(THREE, few))
        result.append(
            (
                f"{sample} entities, all minimal sets",
                f"{took * 1000:.0f} ms",
                f"z3: {other * 1000:.0f} ms",
                f"{took / other:.3f}",
                "",
            )
        )
    return result


def growth(quick: bool = False) -> str:
    """Cost by number of entities and by length of a chain."""
    table = []
    for size in SIZES[: -1 if quick else None]:
        crowd = people(size)
        took, found = timed(crowd, laws(THREE, crowd))
        table.append(
            (f"{size:,} entities", took, took / size * 1e6, len(found.contradictions), len(found.undecided))
        )
    for broken in (False, True):
        for size in CHAINS[: -2 if quick else None]:
            took, found = timed(*chain(size, broken))
            name = f"chain of {size:,} events" + (", its end before its start" if broken else "")
            table.append((name, took, took / size * 1e6, len(found.contradictions), len(found.undecided)))
    heads = ["what", "seconds", "µs each", "contradictions", "undecided"]
    return tabulate(table, headers=heads, tablefmt="github", floatfmt=(None, ".4f", ".0f"), intfmt=",")


if __name__ == "__main__":
    fast = "--quick" in sys.argv
    print(tabulate(rows(fast), headers=["what", "took", "beside", "ratio", "goal"], tablefmt="github"))
    print(growth(fast))
