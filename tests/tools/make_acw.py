"""Makes claims/acw, the second shipped dossier, by `import` from the figures of fourteen works: `python -m tests.tools.make_acw`.

The figures are those of Jeffrey B. Arnold, American Civil War Battle Data, v11.0.0 (CC BY 4.0), and lie outside the repository. All 388
battles would be 16,000 claims; shipped are the six of which the most works say the most, so that a person can read the page and a
build can check it. Facts only: dates, figures and outcomes, no prose of the works.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from discrepancy.exchange.importing.options import Dialogue, ImportOptions
from discrepancy.exchange.importing.run import import_file
from discrepancy.exchange.sheets.cells import COLUMNS
from tests.support.acw import CLAIMS, ROOT, SIDES, source_id

FOLDER = ROOT / "claims" / "acw"
BATTLES = 6
PROPERTIES = {
    "start_date": "start",
    "end_date": "end",
    "strength": "strength",
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "killed_wounded": "killed-or-wounded",
    "missing_captured": "missing-or-captured",
    "casualties": "casualties",
    "result": "outcome",
}
COMPILED = "Dates, figures and outcomes as compiled by Jeffrey B. Arnold, American Civil War Battle Data, version 11.0.0, figshare 1515995, CC BY 4.0."
NPS = "National Park Service"
BOOKS = "http://books.google.com/books?id="
# Siglum, title, author, publisher, kind, year, address; as the compilation cites them.
WORKS = {
    "AAD1993": ("Aad", "Records about Civil War Battle Sites", "Civil War Sites Advisory Commission", "National Archives", "data file", "1990/1993", ""),
    "Bodart1908": ("Bo", "Militär-historisches Kriegs-Lexikon (1618–1905)", "Gaston Bodart", "Stern", "reference work", "1908", BOOKS + "Eo4DAAAAYAAJ"),
    "CWS2_2012": ("Cw2", "Civil War Sites Advisory Commission Report Update and Resurvey", NPS, NPS, "survey", "2012", "http://www.nps.gov/hps/abpp/CWSII/CWSII.htm"),
    "CWSAC1997": ("Cw1", "Report on the Nation’s Civil War Battlefields: Battle Summaries", "Civil War Sites Advisory Commission", NPS, "survey", "1997", "http://www.nps.gov/abpp/battles/tvii.htm"),
    "CWSS": ("Sol", "Civil War Soldiers and Sailors Database", NPS, NPS, "database", "", "http://www.nps.gov/civilwar/soldiers-and-sailors-database.htm"),
    "CivilWarTrust2015": ("Tr", "Civil War Trust, pages on battles", "Civil War Trust", "Civil War Trust", "website", "2015", ""),
    "Clodfelter2008": ("Cl", "Warfare and Armed Conflicts: A Statistical Encyclopedia", "Michael Clodfelter", "McFarland", "reference work", "2008", ""),
    "Dyer1908": ("Dy", "A Compendium of the War of the Rebellion", "Frederick H. Dyer", "Dyer Publishing Company", "reference work", "1908", BOOKS + "OBkNAQAAMAAJ"),
    "Fox1898": ("Fox", "Regimental Losses in the American Civil War, 1861–1865", "William Freeman Fox", "Albany Publishing Company", "reference work", "1898", BOOKS + "R5YukgAACAAJ"),
    "Kennedy1997": ("Ke", "The Civil War Battlefield Guide", "Frances H. Kennedy", "Houghton Mifflin", "guide", "1998", BOOKS + "qHObJArDHZMC"),
    "Livermore1900": ("Li", "Numbers and Losses in the Civil War in America, 1861–65", "Thomas Leonard Livermore", "Houghton Mifflin", "reference work", "1900", BOOKS + "Qw8pAAAAYAAJ"),
    "NPS_Shenandoah1992": ("She", "Study of Civil War Sites in the Shenandoah Valley of Virginia", NPS, NPS, "survey", "1992", "http://www.nps.gov/abpp/shenandoah/svs0-1.html"),
    "Phisterer1883": ("Ph", "Statistical Record of the Armies of the United States", "Frederick Phisterer", "Scribner", "reference work", "1883", BOOKS + "cVNHr_nnLlYC"),
    "Wikipedia2015": ("Wi", "Wikipedia, articles on battles", "many hands", "Wikipedia", "encyclopedia", "2015", ""),
}  # fmt: skip
HEADINGS = ("title", "author", "publisher", "kind", "written", "url")
DOSSIER = f"""\
# Made by tests/make_acw.py from the data set named below; change the script, not this file.
version: 1
title: Six battles of the American Civil War
summary: >-
  When six battles began and ended, who won them, how many men stood in them and how many were lost, as
  fourteen works from 1883 to 2015 have it: those battles of which the most works say the most. Works that rest
  on one another agree, works that counted for themselves do not, and some mean different things by one word.
  {COMPILED}
entities:
{{entities}}
properties:
  outcome:
    type: term
    for: [event]
    one: true
    help: Who won.
  killed-or-wounded:
    type: quantity
    unit: people
    for: [event]
    adds: [side]
    scope: [side]
    help: The killed and the wounded together, where a work does not tell them apart.
  missing-or-captured:
    type: quantity
    unit: people
    for: [event]
    adds: [side]
    scope: [side]
    help: The missing and the captured together, where a work does not tell them apart.
scopes:
  side:
    union: {{{{}}}}
    confederate: {{{{}}}}
terms:
  union-victory:
    name: Union victory
    same_as: [Union, Union Victory (strategic)]
    not: [confederate-victory, indecisive]
  confederate-victory:
    name: Confederate victory
    same_as: [Confederate]
    not: [union-victory, indecisive]
  indecisive:
    name: Indecisive
    same_as: [Inconclusive]
    not: [union-victory, confederate-victory]
"""

Record = dict[str, str]


def records(name: str) -> list[Record]:
    """The rows of a file of the data set."""
    with CLAIMS.parent.joinpath(name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def chosen(rows: list[Record]) -> list[str]:
    """The battles of which the most works say the most."""
    works: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        works[row["subject"]].add(row["source"])
    said = Counter(row["subject"] for row in rows)
    return sorted(works, key=lambda battle: (-len(works[battle]), -said[battle], battle))[:BATTLES]


def ids(battles: list[str]) -> dict[str, tuple[str, Record]]:
    """The id and the record of each battle, in order of time."""
    named = {row["battle"]: row for row in records("raw/cwsac_battles.csv")}
    found = {battle: (_id(named[battle]["battle_name"]), named[battle]) for battle in battles}
    return dict(sorted(found.items(), key=lambda pair: (pair[1][1]["start_date"], pair[0])))


def _id(name: str) -> str:
    return "-".join(reversed(name.lower().replace("'", "").split(", "))).replace(" ", "-")


def entities(battles: dict[str, tuple[str, Record]]) -> Iterator[str]:
    for code, (name, row) in battles.items():
        first, _, last = row["battle_name"].partition(", ")
        others = [other.strip() for other in row["other_names"].split(";") if other.strip()]
        yield f"  {name}:\n    name: {f'{last} {first}'.strip()}\n    kind: event"
        if others:
            yield "    aliases: [" + ", ".join(others) + "]"
        yield f"    note: {code} in the survey of battlefields; {row['campaign'].partition(' [')[0]}."


def sheet(rows: list[Record], battles: dict[str, tuple[str, Record]]) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet: the head of each work, then what it says of each battle."""
    yield COLUMNS
    order = list(battles)
    for work, (siglum, *said) in WORKS.items():
        head = {
            "version": "1",
            "siglum": siglum,
            **{name: text for name, text in zip(HEADINGS, said, strict=True) if text},
            "rights": COMPILED,
        }
        yield (
            source_id(work),
            "",
            "{" + ", ".join(f'{name}: "{text}"' for name, text in head.items()) + "}",
            *[""] * 9,
        )
        seen: Counter[str] = Counter()
        own = [row for row in rows if row["source"] == work]
        for row in sorted(
            own,
            key=lambda row: (
                order.index(row["subject"]),
                list(PROPERTIES).index(row["property"]),
                row["side"] != "US",
            ),
        ):
            scope = f"[side={SIDES[row['side']]}]" if row["side"] else ""
            question = f"{battles[row['subject']][0]}.{PROPERTIES[row['property']]}{scope}"
            seen[question] += 1
            again = f", row {seen[question]}" if seen[question] > 1 else ""
            at = (
                f"record of {row['subject']}, {row['side']} forces{again}"
                if row["side"]
                else f"record of {row['subject']}{again}"
            )
            yield (source_id(work), question, _value(row), "", at, *[""] * 7)


def _value(row: Record) -> str:
    low, high = row["lo"], row["hi"]
    return (
        low
        if low == high
        else f"{low} to {high}"
        if low and high
        else f"at least {low}"
        if low
        else f"at most {high}"
    )


def make(folder: Path) -> None:
    """Writes the dossier into `folder`."""
    rows = [
        row
        for row in records("claims.csv")
        if row["property"] in PROPERTIES and row["side"] in ("", "US", "Confederate")
    ]
    battles = ids(chosen(rows))
    # A strength of 0 is a field that nobody filled in, not what a work says.
    rows = [
        row for row in rows if row["subject"] in battles and (row["property"], row["hi"]) != ("strength", "0")
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.yaml"):
        path.unlink()
    text = DOSSIER.format(entities="\n".join(entities(battles)))
    folder.joinpath("dossier.yaml").write_text(text, encoding="utf-8", newline="\n")
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / "acw.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(sheet(rows, battles))
        import_file(str(path), ImportOptions(to=str(folder)), Dialogue(print, print))


if __name__ == "__main__":
    make(FOLDER)
