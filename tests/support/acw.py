"""The battles of the American Civil War as fourteen works tell them, written as a dossier: real figures, with real copying among them.

The claims are those of Jeffrey B. Arnold, American Civil War Battle Data, v11.0.0 (CC BY 4.0), and lie outside the repository.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLAIMS = (
    Path(os.environ.get("DISCREPANCY_ACW", ROOT.parent / "shared" / "data" / "acw_battles")) / "claims.csv"
)
PROPERTIES: Mapping[str, str] = {
    "start_date": "start",
    "end_date": "end",
    "strength": "strength",
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "casualties": "casualties",
}
SIDES = {"US": "union", "Confederate": "confederate", "Native American": "native-american"}
DATES = ("start_date", "end_date")


def dossier(folder: Path, result: bool = False, keep: Collection[str] = ()) -> Path:
    """Writes all battles (or those of `keep`, by id) as one dossier in `folder`, one file a source; with `result` also who won.

    Skips the test that asks where the figures are not at hand.
    """
    if not CLAIMS.exists():
        pytest.skip("the Civil War figures are not at hand (set DISCREPANCY_ACW to their folder)")
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if (row["property"] in PROPERTIES or (result and row["property"] == "result"))
        ]
    rows = [row for row in rows if not keep or row["subject"] in keep]
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("dossier.yaml").write_text("\n".join(_vocabulary(rows)) + "\n", "utf-8")
    for source in sorted({row["source"] for row in rows}):
        lines = list(_source(source, [row for row in rows if row["source"] == source]))
        folder.joinpath(f"{source_id(source)}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def source_id(source: str) -> str:
    """The id of a work in the dossier: `CWS2_2012` is `cws2-2012`."""
    return source.lower().replace("_", "-")


def siglum(source: str) -> str:
    """The short sign of a work: its name without the year."""
    return re.sub(r"_?\d{4}$", "", source).replace("_", "-")


def _vocabulary(rows: list[dict[str, str]]) -> Iterator[str]:
    yield from ("version: 1", "title: Battles of the American Civil War", "entities:")
    for subject in sorted({row["subject"] for row in rows}):
        yield from (f"  {subject.lower()}:", f"    name: {subject}", "    kind: event")
    yield from ("scopes:", "  side:", *(f"    {side}: {{}}" for side in SIDES.values()))
    if any(row["property"] == "result" for row in rows):
        yield from ("properties:", "  result:", "    type: term", "    one: true", "    help: Who won.")


def _source(source: str, rows: list[dict[str, str]]) -> Iterator[str]:
    yield from (
        "version: 1",
        f"source: {source_id(source)}",
        f"siglum: {siglum(source)}",
        f"title: {siglum(source)}",
    )
    if year := re.search(r"\d{4}$", source):
        yield f"written: {year.group()}"
    yield "claims:"
    seen: Counter[str] = Counter()
    for row in rows:
        scope = f"[side={SIDES[row['side']]}]" if row["side"] else ""
        name = PROPERTIES.get(row["property"], row["property"])
        question = f"{row['subject'].lower()}.{name}{scope}"
        seen[question] += 1
        yield f"  - {question}: {_value(row)}"
        yield "    at: table" if seen[question] == 1 else f"    at: table, row {seen[question]}"


def _value(row: dict[str, str]) -> str:
    low, high = row["lo"], row["hi"]
    if row["property"] == "result":
        return row["raw"] or low
    if low == high:
        return low
    if row["property"] in DATES:
        return f'"[{low}..{high}]"'
    return f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
