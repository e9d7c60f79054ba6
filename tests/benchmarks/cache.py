"""`check` with what was kept and without: unchanged, and with one file changed, beside reading the files with PyYAML's C loader.

`python -m tests.benchmarks.cache [CLAIMS ...]`; each run is a process of its own, and the shortest of three counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tabulate import tabulate

from tests.benchmarks import collections

SIZES = (1_000, 10_000, 100_000)
TIMES = 3
READ = "import sys, yaml, pathlib\nfor path in pathlib.Path(sys.argv[1]).glob('*.yaml'):\n    yaml.load(path.read_bytes(), yaml.CSafeLoader)\n"


def timed(folder: Path, *words: str) -> float:
    environment = {
        **os.environ,
        "DISCREPANCY_CACHE": str(folder / "kept"),
        "DISCREPANCY_CACHE_KEY": "only for this benchmark",
    }
    # The program is compiled once, as where it is installed, whatever is set here.
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        check=False,
    )
    return time.perf_counter() - begun


def best(run: Callable[[int], float], times: int = TIMES) -> float:
    return min(run(time_) for time_ in range(times))


def measured(folder: Path, claims: int) -> list[str]:
    """One line of the table."""
    place = folder / str(claims)
    collections.write(place, claims)
    words = ("-m", "discrepancy", "check", str(place), "--fail-on", "never")
    source = place / "source-3.yaml"
    text = source.read_text("utf-8")

    def changed(time_: int) -> float:
        source.write_text(text.replace("p. 7\n", f"p. 7, {time_}\n", 1), "utf-8")
        return timed(folder, *words)

    loading = best(lambda _: timed(folder, "-c", READ, str(place)))
    without = best(lambda _: timed(folder, *words, "--no-cache"), 2 if claims > 50_000 else TIMES)
    first = timed(folder, *words)
    unchanged = best(lambda _: timed(folder, *words))
    one = best(changed)
    figures = [without, first, unchanged, one]
    return [
        f"{claims:,}",
        f"{loading:.2f}",
        *(f"{figure:.2f} ({figure / loading:.2f})" for figure in figures),
    ]


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        rows = [measured(Path(folder), claims) for claims in sizes]
    heads = [
        "claims",
        "PyYAML C loader, s",
        "without, s (ratio)",
        "first, keeping",
        "unchanged",
        "one file of ten changed",
    ]
    print(tabulate(rows, headers=heads))


if __name__ == "__main__":
    main()
