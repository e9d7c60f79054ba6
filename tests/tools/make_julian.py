"""Makes julian.json: day numbers of dates in both calendars as another library counts them, so that the comparison runs offline.

    python -m pip install jdcal==1.4.1         (BSD-2-Clause)
    python tests/tools/make_julian.py

Each row: year (astronomical), month, day, the day number in the Julian calendar, that in the proleptic Gregorian one.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

SEED = 1582


def main() -> None:
    from jdcal import gcal2jd, jcal2jd  # type: ignore[import-not-found, import-untyped, unused-ignore]

    draw = random.Random(SEED)
    rows = []
    for _ in range(400):
        year, month, day = draw.randrange(-4700, 6000), draw.randrange(1, 13), draw.randrange(1, 29)
        counted = [round(sum(found(year, month, day)) + 0.5) for found in (jcal2jd, gcal2jd)]
        rows.append([year, month, day, *counted])
    lines = ",\n".join(json.dumps(row) for row in rows)
    Path(__file__).parents[1].joinpath("judges", "julian.json").write_text(
        f'{{"made_by": "tests/tools/make_julian.py", "rows": [\n{lines}\n]}}\n', "utf-8"
    )


if __name__ == "__main__":
    main()
