"""Makes edtf.json: generated EDTF expressions with what two other implementations answer, so that the comparison runs offline.

    python -m pip install edtf==5.0.2          (python-edtf, MIT)
    npm install edtf@4.11.1 --prefix FOLDER    (edtf.js, BSD-2-Clause)
    python tests/tools/make_edtf.py FOLDER

Each row: the expression; the answer of edtf.js and that of python-edtf. An answer is null where it was refused, a pair of ISO days
(null: no end or no day) where it was read. Seeded: the same versions give the same file.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEED = 20261124
COUNT = 900
SCRIPT = r"""
import edtf from 'edtf'
import { createInterface } from 'node:readline'
const day = ms => Number.isFinite(ms) ? new Date(ms).toISOString().split('T')[0].replace(/^([+-])0*(?=\d{4,}-)/, (_, sign) => sign === '-' ? '-' : '') : null
for await (const line of createInterface({ input: process.stdin })) {
  let answer = null
  try { const found = edtf(line); answer = [day(found.min), day(found.max)] } catch {}
  console.log(JSON.stringify(answer))
}
"""
Draw = random.Random


def year(draw: Draw) -> str:
    kind = draw.randrange(20)
    if kind == 0:
        return f"-{draw.randrange(1, 4000):04}"
    if kind == 1:
        return draw.choice(["0000", "9999", "0001", "2000", "1900"])
    return f"{draw.randrange(1000, 2100)}"


def month(draw: Draw) -> str:
    return f"{draw.randrange(1, 13):02}"


def day(draw: Draw) -> str:
    return f"{draw.choice([1, 7, 15, 28, 28, 29, 30, 31]):02}"


def date(draw: Draw) -> str:
    parts = [year(draw), month(draw), day(draw)]
    return "-".join(parts[: draw.randrange(1, 4)])


def unspecified(draw: Draw) -> str:
    """A date with digits left open: X is the standard's own sign for one (EDTF level 1 and 2)."""
    forms = (
        "{y3}X", "{y2}XX", "{y}-XX", "{y}-{m}-XX", "{y}-XX-XX", "{y1}XXX", "{y3}X-{m}", "1X{d2}", "X{y}", "{y}-XX-{d}", "{y3}X-{m}-{d}",
        "{y2}XX-XX", "{y}-1X", "{y}-{m}-2X",
    )  # fmt: skip
    whole = f"{draw.randrange(1000, 2100)}"
    text = draw.choice(forms).format(
        y=whole,
        y3=whole[:3],
        y2=whole[:2],
        y1=whole[0],
        m=month(draw),
        d=f"{draw.randrange(1, 29):02}",
        d2=f"{draw.randrange(100):02}",
    )
    return text[:4] if text.startswith("X") else text


def qualified(draw: Draw) -> str:
    text = draw.choice([date, unspecified])(draw)
    return text + draw.choice("?~%")


def component(draw: Draw) -> str:
    """Level 2: marks on parts of a date."""
    parts = date(draw).split("-") if draw.random() < 0.9 else [year(draw).lstrip("-"), month(draw), day(draw)]
    if parts[0] == "":
        parts = [year(draw).lstrip("-")]
    at = draw.randrange(len(parts))
    mark = draw.choice("?~%")
    parts[at] = mark + parts[at] if draw.random() < 0.5 else parts[at] + mark
    return "-".join(parts)


def season(draw: Draw) -> str:
    return f"{draw.randrange(1000, 2100)}-{draw.randrange(20, 43)}"


def long_year(draw: Draw) -> str:
    form = draw.randrange(5)
    sign = draw.choice(["", "", "-"])
    if form == 0:
        return f"Y{sign}{draw.randrange(10_000, 200_000)}"
    if form == 1:
        return f"Y{sign}{draw.randrange(1, 30)}E{draw.randrange(1, 8)}"
    if form == 2:
        return f"{draw.randrange(1000, 2100)}S{draw.randrange(1, 5)}"
    if form == 3:
        return f"Y{draw.randrange(100_000, 999_999)}S{draw.randrange(1, 6)}"
    return f"Y{draw.randrange(1, 10_000)}"


def interval(draw: Draw) -> str:
    ends = sorted([date(draw) for _ in range(2)]) if draw.random() < 0.85 else [date(draw), date(draw)]
    if draw.random() < 0.35:
        ends[draw.randrange(2)] = draw.choice(["", ".."])
    if draw.random() < 0.3:
        at = draw.randrange(2)
        ends[at] += draw.choice("?~%") if ends[at] not in ("", "..") else ""
    return "/".join(ends)


def several(draw: Draw) -> str:
    members = sorted(date(draw).lstrip("-") for _ in range(draw.randrange(1, 4)))
    if draw.random() < 0.4 and len(members) > 1:
        members[-2:] = [f"{members[-2]}..{members[-1]}"]
    if draw.random() < 0.2:
        members[-1] += ".."
    elif draw.random() < 0.2:
        members[0] = ".." + members[0]
    return draw.choice(["[{}]", "{{{}}}"]).format(",".join(members))


def timed(draw: Draw) -> str:
    clock = f"{draw.randrange(26):02}:{draw.randrange(62):02}:{draw.randrange(62):02}"
    return f"{draw.randrange(1900, 2100)}-{month(draw)}-{draw.randrange(1, 29):02}T{clock}{draw.choice(['', 'Z', '+07:00', '-05:30'])}"


def broken(draw: Draw) -> str:
    """An expression with one character put in, taken out or changed."""
    text = draw.choice(FORMS[:-1])(draw)
    at = draw.randrange(len(text))
    put = draw.choice("0123456789X-/.,?~%[]{}YES ")
    return [text[:at] + put + text[at:], text[:at] + text[at + 1 :], text[:at] + put + text[at + 1 :]][
        draw.randrange(3)
    ].strip()


FORMS: list[Callable[[Draw], str]] = [
    date, date, unspecified, unspecified, qualified, component, component, season, long_year, interval, interval, several, several, timed, broken,
]  # fmt: skip


def expressions() -> list[str]:
    draw = Draw(SEED)
    found: dict[str, None] = {}
    while len(found) < COUNT:
        text = FORMS[len(found) % len(FORMS)](draw)
        if text:
            found[text] = None
    return list(found)


def by_javascript(texts: list[str], folder: str) -> list[Any]:
    ran = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT],
        cwd=folder,
        input="\n".join(texts) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def by_python(text: str) -> Any:
    from edtf import parse_edtf  # type: ignore[import-not-found, unused-ignore]

    try:
        found = parse_edtf(text)
        return [_iso(found.lower_strict()), _iso(found.upper_strict())]
    except Exception:  # whatever another's parser raises is its refusal
        return None


def _iso(at: Any) -> str | None:
    if not hasattr(at, "tm_year"):
        return None
    year = f"{at.tm_year:04}" if at.tm_year >= 0 else f"-{-at.tm_year:04}"
    return f"{year}-{at.tm_mon:02}-{at.tm_mday:02}"


def main() -> None:
    texts = expressions()
    rows = list(
        zip(texts, by_javascript(texts, sys.argv[1]), [by_python(text) for text in texts], strict=True)
    )
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    head = '"made_by": "tests/tools/make_edtf.py", "columns": ["expression", "edtf.js 4.11.1", "python-edtf 5.0.2"]'
    Path(__file__).parents[1].joinpath("judges", "edtf.json").write_text(
        f'{{{head}, "rows": [\n{lines}\n]}}\n', "utf-8"
    )


if __name__ == "__main__":
    main()
