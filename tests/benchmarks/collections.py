"""Collections of claims of any size: people with births, deaths and counts, stated with hedges by ten sources, a few of them wrong."""

from __future__ import annotations

import random
from pathlib import Path

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
SOURCES = 10
CLAIMS_ON_A_PERSON = 20
WRONG = 0.02


def write(folder: Path, claims: int, seed: int = 1) -> int:
    """Writes a dossier of about `claims` claims and gives the bytes written."""
    draw = random.Random(seed)
    people = max(1, claims // CLAIMS_ON_A_PERSON)
    folder.mkdir(parents=True, exist_ok=True)
    names = "".join(f"  p{i}:\n    name: Person number {i}\n    kind: person\n" for i in range(people))
    (folder / "dossier.yaml").write_text(f"title: Generated\nentities:\n{names}", "utf-8")
    truth = [
        (draw.randint(1850, 1950), draw.randint(1, 12), draw.randint(1, 28), draw.randint(2, 9000))
        for _ in range(people)
    ]
    for source in range(SOURCES):
        entries = [_entry(draw, truth, i) for i in range(claims // SOURCES)]
        head = f"version: 1\nsource: source-{source}\ntitle: Source {source}\nclaims:\n"
        (folder / f"source-{source}.yaml").write_text(head + "".join(entries), "utf-8")
    return sum(path.stat().st_size for path in folder.iterdir())


def _entry(draw: random.Random, truth: list[tuple[int, int, int, int]], i: int) -> str:
    person = draw.randrange(len(truth))
    year, month, day, count = truth[person]
    name, value = draw.choice(
        [
            ("born", date(draw, year, month, day)),
            ("died", date(draw, year + 60, month, day)),
            ("children", number(draw, count)),
            ("birth-name", "Anna Maria"),
            ("occupation", "clerk"),
        ]
    )
    quote = f"the words of the source as they stand on page {i}, about as long as such words are"
    return f"  - p{person}.{name}: {value}\n    at: p. {i}\n    quote: {quote}\n"


def date(draw: random.Random, year: int, month: int, day: int) -> str:
    """A statement of a day, seldom a wrong one."""
    year += draw.choice([-7, 4, 10]) if draw.random() < WRONG else 0
    name = MONTHS[month - 1]
    forms = [
        f"{day} {name} {year}",
        f"{year}",
        f"c. {year}",
        f"{name} {year}",
        f"{year}-{month:02}-{day:02}",
        f"before {year + 2}",
    ]
    return draw.choice(forms)


def number(draw: random.Random, count: int) -> str:
    """A statement of a count, seldom a wrong one."""
    count = count * 3 + 1 if draw.random() < WRONG else count
    return draw.choice([f"{count:,}", f"about {count:,}", f"over {count * 3 // 4:,}", f"{count:,}"])
