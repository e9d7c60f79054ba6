"""Reads and relations a second of every value type and form, beside other libraries on the same inputs, and camps of many claims.

Every text of a form is a different one, and the cache of units is off, so that nothing is read from memory. The other libraries are installed
into a temporary environment of their own, which is thrown away; where that is not possible the table says "not installed".
"""

from __future__ import annotations

import gc
import json
import math
import random
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from discrepancy.model.vocabulary import Property
from discrepancy.values.base import Value, compare, read, relate
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell
from discrepancy.values.numbers import units as _units
from discrepancy.values.types import quantity
from tests.support.claims import asked, basis, c

Row = tuple[str, str, str, str, str]
COUNT = 1_000
PAIRS = 4_000
DATES, QUANTITIES, RELATIONS = 30_000, 20_000, 100_000
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
OTHERS = ("edtf", "undate", "quantulum3")
# Read in an environment of its own: one other library, the same texts; [texts it reads, texts a second].
BESIDE = """
import json, sys, time
name, texts = json.load(sys.stdin)
if name == "edtf":
    from edtf import parse_edtf as read
elif name == "edtf, text":
    from edtf import text_to_edtf, parse_edtf
    def read(text):
        found = text_to_edtf(text)
        if found is None: raise ValueError(text)
        return parse_edtf(found)
elif name == "undate":
    from undate import Undate
    read = lambda text: Undate.parse(text, "EDTF")
else:
    from quantulum3 import parser
    def read(text):
        found = parser.parse(text)
        if not found: raise ValueError(text)
        return found
count, begun = 0, time.perf_counter()
for text in texts:
    try:
        read(text)
        count += 1
    except Exception:
        pass
sys.stdout.write("\\n" + json.dumps([count, len(texts) / (time.perf_counter() - begun)]))
"""


def date_forms(draw: random.Random) -> dict[str, Callable[[], str]]:
    def year() -> int:
        return draw.randrange(1001, 2100)

    def day() -> str:
        return f"{draw.randrange(1, 29)} {draw.choice(MONTHS)} {year()}"

    return {
        "1945-09-02": lambda: f"{year()}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}",
        "1945-09, 1945": lambda: f"{year()}-{draw.randrange(1, 13):02}" if draw.random() < 0.5 else f"{year()}",
        "7 April 1907": day,
        "c. 1907": lambda: f"{draw.choice(['c.', 'ca.', 'circa'])} {year()}",
        "early 1950s": lambda: f"{draw.choice(['early', 'mid', 'late'])} {draw.randrange(11, 20)}{draw.randrange(1, 10)}0s",
        "late 1956": lambda: f"{draw.choice(['early', 'mid', 'late'])} {year()}",
        "by, before, after D": lambda: f"{draw.choice(['by', 'before', 'after', 'no later than'])} {day()}",
        "1907 or 1908": lambda: f"{(n := year())} or {n + 1 + draw.randrange(5)}",
        "between 1906 and 1909": lambda: f"between {(n := year())} and {n + 1 + draw.randrange(50)}",
        "44 BC": lambda: f"{draw.randrange(1, 4000)} {draw.choice(['BC', 'BCE', 'B.C.'])}",
        "19th century": lambda: f"{draw.choice(['', 'early ', 'late '])}{draw.randrange(4, 20)}th century",
        "spring 1968": lambda: f"{draw.choice(['spring', 'summer', 'autumn', 'winter'])} {year()}",
        "possibly 1907": lambda: f"possibly {year()}",
        "Tuesday 3 July 1961": lambda: _weekday(draw),
        "EDTF 1984?, 195X": lambda: draw.choice([f"{year()}~", f"{year() // 10}X", f"{year()}-2{draw.randrange(1, 5)}"]),
        "EDTF level 2": lambda: draw.choice([f"[{(n := year())},{n + 2},{n + 5}..{n + 9}]", f"{year() // 10}X-12", f"Y{draw.randrange(10_000, 99_999)}"]),
    }  # fmt: skip


def _weekday(draw: random.Random) -> str:
    import datetime as dt

    day = dt.date.fromordinal(draw.randrange(600_000, 730_000))
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def quantity_forms(draw: random.Random) -> dict[str, Callable[[], str]]:
    def n() -> str:
        return f"{draw.randrange(1, 10_000_000):,}"

    def two(form: str) -> str:
        return form.format(f"{(low := draw.randrange(1, 10**6)):,}", f"{low + draw.randrange(1, 10**6):,}")

    return {
        "2,148": n,
        "6,000 men": lambda: f"{n()} {draw.choice(['men', 'troops', 'hectares', 'km', 'households'])}",
        "over, up to, at least N": lambda: (
            f"{draw.choice(['over', 'up to', 'at least', 'at most', 'nearly', 'fewer than'])} {n()}"
        ),
        "about 800": lambda: f"{draw.choice(['about', 'roughly', 'an estimated', 'c.'])} {n()}",
        "20,000 to 30,000": lambda: two(draw.choice(["{} to {}", "{}–{}", "between {} and {}"])),
        "low A best B high C": lambda: two("low {} best {} high 3,000,000"),
        "21.4%": lambda: f"{draw.randrange(100)}.{draw.randrange(1, 100)}%",
        "2.4 million": lambda: (
            f"{draw.randrange(1, 1000)}.{draw.randrange(1, 10)} {draw.choice(['million', 'billion', 'thousand'])}"
        ),
        "$3 million a day": lambda: (
            f"${draw.randrange(1, 10_000):,} million {draw.choice(['a day', 'per month', 'a year'])}"
        ),
        "several hundred": lambda: (
            f"{draw.choice(['several hundred', 'tens of thousands', 'a few thousand'])} of {draw.choice(MONTHS)}"
        ),
        "thirteen divisions": lambda: (
            f"{draw.choice(['twenty', 'thirty', 'forty'])}-{draw.choice(['one', 'two', 'six'])} {draw.choice(MONTHS)}"
        ),
    }


def other_types(draw: random.Random) -> dict[str, Callable[[], str]]:
    def span() -> str:
        low = draw.randrange(1001, 2000)
        return draw.choice(["{}–{}", "{}/{}", "from {} until {}", "{{from: {}, to: {}}}"]).format(
            low, low + 41 + draw.randrange(50)
        )

    return {
        "span": span,
        "duration": lambda: (
            f"{draw.choice(['', 'about '])}{draw.randrange(1, 5000)} {draw.choice(['years', 'months', 'weeks', 'days'])}"
        ),
        "age": lambda: f"{draw.choice(['aged ', 'over ', 'about ', ''])}{draw.randrange(1, 110)}",
        "entity": lambda: draw.choice(NAMES) + f" {draw.randrange(10**6)}",
        "name": lambda: draw.choice(NAMES) + f" {draw.randrange(10**6)}",
        "term": lambda: f"Secretary {draw.randrange(10**6)}",
    }


NAMES = (
    "General Võ Nguyên Giáp",
    "Ho Chi Minh",
    "Hồ Chí Minh",
    "Lê Văn Nhuận",
    "Trần Phú",
    "Bernard Fall",
    "Nguyễn Ái Quốc",
)


@contextmanager
def without_caches() -> Any:
    """Reads with the cache of units off."""
    kept = _units.read_unit
    setattr(quantity, "read_unit", kept.__wrapped__)  # noqa: B010
    gc.disable()
    try:
        yield
    finally:
        setattr(quantity, "read_unit", kept)  # noqa: B010
        gc.enable()


def rate(run: Callable[[], object], count: int, times: int = 9) -> float:
    """How many a second, the best of several runs."""
    found = []
    for _ in range(times):
        gc.collect()
        begun = time.perf_counter()
        run()
        found.append(time.perf_counter() - begun)
    return count / min(found)


def texts_of(make: Callable[[], str], count: int = COUNT) -> list[str]:
    return [make() for _ in range(count)]


def read_all(name: str, texts: Sequence[str]) -> list[Value]:
    declared = basis() if name == "span" else None  # a text alone, as the public function takes it
    return [
        read(name, parse_cell(text) if text[0] == "{" and name == "span" else text, declared)
        for text in texts
    ]


class Others:
    """Other libraries in an environment of their own."""

    def __init__(self, folder: Path) -> None:
        self.python = folder / "others" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        self.here: dict[str, str] = {}
        try:
            venv.create(folder / "others", with_pip=True)
            for name in OTHERS:
                ran = subprocess.run(
                    [self.python, "-m", "pip", "install", "-q", name],
                    capture_output=True,
                    check=False,
                    timeout=180,
                )
                if ran.returncode == 0:
                    shown = subprocess.run(
                        [self.python, "-m", "pip", "show", name], capture_output=True, text=True, check=False
                    )
                    self.here[name] = shown.stdout.split("Version: ")[1].split()[0]
        except (OSError, subprocess.SubprocessError, IndexError):
            pass

    def beside(self, name: str, texts: Sequence[str], mine: float) -> tuple[str, str]:
        """What the other library does with the same texts, and how many times faster ours are read."""
        package = name.split(",")[0]
        if package not in self.here:
            return f"{name}: not installed", ""
        given_in = json.dumps([name, texts])
        ran = subprocess.run(
            [self.python, "-c", BESIDE], input=given_in, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            return f"{name} {self.here[package]}: fails", ""
        count, found = json.loads(ran.stdout.splitlines()[-1])
        return (
            f"{name} {self.here[package]}: {found:,.0f}, reads {100 * count // len(texts)} %",
            f"{mine / found:,.0f}",
        )


def reading(others: Others) -> list[Row]:
    draw = random.Random(1)
    found: list[Row] = []
    for name, forms, goal in (
        ("date", date_forms(draw), DATES),
        ("quantity", quantity_forms(draw), QUANTITIES),
    ):
        slowest, everything = [], []
        for form, make in forms.items():
            texts = texts_of(make)
            with without_caches():
                mine = rate(lambda texts=texts, name=name: read_all(name, texts), COUNT)  # type: ignore[misc]
            slowest.append(mine)
            everything += texts[:40]
            found.append(
                (
                    f"{name}: {form}",
                    f"{mine:,.0f} a second",
                    "",
                    f"{mine / goal:.1f} of the goal",
                    f"≥ {goal:,} in all",
                )
            )
        draw.shuffle(everything)
        with without_caches():
            mine = rate(lambda: read_all(name, everything), len(everything))  # noqa: B023
        found.append(
            (
                f"{name}: all forms alike",
                f"{mine:,.0f} a second",
                "",
                f"{mine / goal:.1f} of the goal",
                f"≥ {goal:,}",
            )
        )
        edtf = [
            text
            for text in everything
            if text[0] in "[Y" or (text[:4].replace("X", "0").isdigit() and " " not in text)
        ]
        for other, given_in in (
            [
                ("edtf", edtf),
                ("undate", edtf),
                ("edtf, text", [text for text in everything if text not in edtf]),
            ]
            if name == "date"
            else [("quantulum3", everything)]
        ):
            some = given_in[:120]
            with without_caches():
                mine = rate(lambda some=some: read_all(name, some), len(some))  # type: ignore[misc]  # noqa: B023
            beside, times = others.beside(other, some, mine)
            found.append(
                (
                    f"{name}: {len(some)} texts of these",
                    f"{mine:,.0f} a second",
                    beside,
                    f"{times} times" if times else "",
                    "",
                )
            )
    for name, make in other_types(draw).items():
        texts = texts_of(make)
        with without_caches():
            mine = rate(lambda texts=texts, name=name: read_all(name, texts), COUNT)  # type: ignore[misc]
        found.append((f"{name}: reads", f"{mine:,.0f} a second", "", "", ""))
    return found


def values_of(name: str, draw: random.Random) -> list[Value]:
    forms = {"date": date_forms(draw), "quantity": quantity_forms(draw)}.get(name) or {
        "": other_types(draw)[name]
    }
    made: list[Value] = []
    while len(made) < PAIRS:
        for make in forms.values():
            try:
                made += read_all(name, [make()])
            except Unreadable:
                continue
    draw.shuffle(made)
    return made[:PAIRS]


def relations() -> list[Row]:
    """Relations from values already read: the relation alone, and with its reasons, gap and hints in words."""
    draw = random.Random(2)
    found: list[Row] = []
    for name in ("date", "quantity", *other_types(draw)):
        values = values_of(name, draw)
        pairs = list(zip(values, reversed(values), strict=True))
        gc.disable()
        quick = rate(lambda pairs=pairs, name=name: [compare(name, a, b) for a, b in pairs], PAIRS)  # type: ignore[misc]
        told = rate(lambda pairs=pairs, name=name: [relate(name, a, b) for a, b in pairs], PAIRS, 2)  # type: ignore[misc]
        gc.enable()
        goal = f"≥ {RELATIONS:,}" if name in ("date", "quantity") else ""
        found.append(
            (
                f"{name}: relations",
                f"{quick:,.0f} a second",
                f"with reasons and hints: {told:,.0f}",
                f"{quick / told:.1f}",
                goal,
            )
        )
    return found


def camps(count: int = 100_000) -> list[Row]:
    """Camps of many claims on one question, beside the growth of n log n from a tenth of them."""
    draw = random.Random(3)
    found: list[Row] = []
    for name, plural, make in (
        ("date", "dates", date_forms(draw)["7 April 1907"]),
        ("quantity", "quantities", quantity_forms(draw)["about 800"]),
    ):
        claims = [c(i, name, make()) for i in range(count)]
        prop = Property("p", name)
        took = []
        for some in (claims[: count // 10], claims):
            took.append(1 / rate(lambda some=some: asked(prop, some).camps("charitable"), 1, 3))  # type: ignore[misc]  # noqa: B023
        expected = 10 * math.log(count) / math.log(count / 10)
        beside = f"{count // 10:,}: {took[0] * 1000:.0f} ms; n log n grows {expected:.1f} times"
        grown = f"{took[1] / took[0]:.1f} times"
        found.append(
            (
                f"camps of {count:,} {plural} on one question",
                f"{took[1] * 1000:.0f} ms",
                beside,
                grown,
                f"≤ {1.5 * expected:.0f} times",
            )
        )
    return found


def rows(folder: Path) -> list[Row]:
    """Every row of the table: what, how fast, beside what, the ratio, the goal."""
    return [*reading(Others(folder)), *relations(), *camps()]


if __name__ == "__main__":
    from tabulate import tabulate

    with tempfile.TemporaryDirectory() as made:
        print(
            tabulate(rows(Path(made)), headers=["what", "took", "beside", "ratio", "goal"], tablefmt="github")
        )
