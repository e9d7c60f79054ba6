"""Runs the benchmarks and prints one table: what, how long, beside what, the ratio, and the goal. `--large` adds a million claims."""

from __future__ import annotations

import gc
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import yaml
from tabulate import tabulate

from discrepancy.comparison import camps as camp
from discrepancy.findings.analysis import engine
from discrepancy.model.vocabulary import Property
from discrepancy.reading import dossiers as reader
from discrepancy.values.base import compare
from tests.benchmarks import collections, reasoning, since, values
from tests.support.claims import asked, c

SEED = 1
Row = tuple[str, str, str, str, str]


def best(run: Callable[[], object], times: int = 5) -> float:
    """The shortest of several runs in seconds."""
    found = []
    for _ in range(times):
        gc.collect()
        begun = time.perf_counter()
        run()
        found.append(time.perf_counter() - begun)
    return min(found)


def command(*words: str) -> Callable[[], object]:
    """A run of a Python process."""
    return lambda: subprocess.run(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 10 else f"{value:.1f} s"


def row(what: str, took: float, beside: str, other: float, goal: str) -> Row:
    return what, seconds(took), f"{beside}: {seconds(other)}", f"{took / other:.2f}", goal


def start_up(folder: Path) -> list[Row]:
    collections.write(folder / "small", 50, SEED)
    nothing = best(command("-c", "pass"), 20)
    return [
        row("--help", best(command("-m", "discrepancy", "--help"), 10), "python -c pass", nothing, "≤ 15"),
        row(
            "relate date 1907 1908",
            best(command("-m", "discrepancy", "relate", "date", "1907", "1908"), 10),
            "python -c pass",
            nothing,
            "",
        ),
        row(
            "check, 50 claims",
            best(command("-m", "discrepancy", "check", str(folder / "small")), 10),
            "python -c pass",
            nothing,
            "≤ 25",
        ),
    ]


def load_all(folder: Path) -> None:
    for path in sorted(folder.glob("*.yaml")):
        yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def whole_check(folder: Path) -> list[Row]:
    collections.write(folder / "ten", 10_000, SEED)
    loader = best(lambda: load_all(folder / "ten"))
    gc.disable()
    reading = best(lambda: reader.read_dossiers([str(folder / "ten")]))
    dossiers = reader.read_dossiers([str(folder / "ten")])
    analysing = best(lambda: engine.run_rules(dossiers))
    gc.enable()
    checking = best(command("-m", "discrepancy", "check", str(folder / "ten")))
    beside = "PyYAML's C loader"
    return [
        row("reading 10,000 claims", reading, beside, loader, ""),
        row("relating and camping them", analysing, beside, loader, ""),
        row("check of them, a whole process, cold", checking, beside, loader, "≤ 0.8"),
    ]


def one_question(count: int = 10_000) -> list[Row]:
    """One question with many sources, beside looking at every pair (measured on a tenth, a hundredth of the pairs)."""
    draw = random.Random(SEED)
    claims = [c(i, "date", collections.date(draw, 1900, 5, 7)) for i in range(count)]
    prop = Property("born", "date")
    sweeping = best(lambda: asked(prop, claims).camps("charitable"))
    stated = [claim.value for claim in claims[: count // 10]]
    pairs = best(lambda: [compare("date", a, b) for i, a in enumerate(stated) for b in stated[:i]], 1) * 100
    return [row(f"camps of {count:,} sources on one question", sweeping, "every pair", pairs, "≤ 0.02")]


def many_claims(count: int = 100_000) -> list[Row]:
    """Relating and camping many claims on one question, and how the cost grows."""
    draw = random.Random(SEED)
    pieces = [
        ((low, low + draw.randrange(400)),) for low in (draw.randrange(4_000_000) for _ in range(count))
    ]
    small, large = (
        best(lambda: camp.camps_on_line(pieces[: count // 10])),
        best(lambda: camp.camps_on_line(pieces)),
    )
    return [
        row(
            f"camps of {count:,} distinct intervals",
            large,
            f"ten times {count // 10:,} of them",
            small * 10,
            "≤ 1.5",
        )
    ]


def growth(folder: Path, sizes: list[int]) -> list[Row]:
    found, before = [], 0.0
    for size in sizes:
        collections.write(folder / str(size), size, SEED)
        took = (
            best(command("-m", "discrepancy", "check", str(folder / str(size))), 1 if size > 20_000 else 3)
            / size
        )
        if before:
            text = f"{took * 1e6:.1f} µs a claim"
            found.append(
                (
                    f"check of {size:,} claims",
                    text,
                    f"{size // 10:,}: {before * 1e6:.1f} µs",
                    f"{took / before:.2f}",
                    "≤ 1.5",
                )
            )
        before = took
    return found


def at_a_revision(folder: Path) -> list[Row]:
    at = since.made(folder)
    written, read = (best(run) for run in since.runs(at, folder / "written"))
    check = ("-m", "discrepancy", "check", str(at / "claims"))
    alone, compared = best(command(*check), 3), best(command(*check, "--since", "HEAD"), 3)
    return [
        row(
            f"writing {since.FILES:,} files of a revision out of git",
            written,
            "reading as many as they stand",
            read,
            "≤ 1",
        ),
        row("check --since HEAD of them, a whole process", compared, "check", alone, "≤ 2"),
    ]


def memory(folder: Path, size: int = 100_000) -> list[Row]:
    text = collections.write(folder / "memory", size, SEED)
    tracemalloc.start()
    run = engine.run_rules(reader.read_dossiers([str(folder / "memory")]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    beyond = (peak - text) / run.claims
    return [
        (
            f"peak memory, {size:,} claims",
            f"{peak / 1e6:.0f} MB",
            f"their text: {text / 1e6:.0f} MB",
            f"{beyond:,.0f} B a claim beyond it",
            "≤ 2,048",
        )
    ]


def main() -> None:
    """Prints the table; the seed is fixed and printed."""
    sizes = [10_000, 100_000, *([1_000_000] if "--large" in sys.argv else [])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [
            *start_up(folder),
            *whole_check(folder),
            *one_question(),
            *many_claims(),
            *growth(folder, sizes),
            *memory(folder),
        ]
        rows += at_a_revision(folder)
        rows += values.rows(folder)
        rows += reasoning.rows(quick="--large" not in sys.argv)
    print(
        f"Python {sys.version.split()[0]}, seed {SEED}; each figure is the best of several runs in this one process or its children"
    )
    print(tabulate(rows, headers=["what", "took", "beside", "ratio", "goal"], tablefmt="github"))
    print(reasoning.growth(quick="--large" not in sys.argv))


main()
