"""What `explain laws-gramps` and `explain laws-wikidata` promise: for each row a dossier that breaks it and one that does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from discrepancy.commands._explain.help_pages import help_page
from discrepancy.findings.analysis import engine
from discrepancy.reading import dossiers as reader
from tests.support.folders import write_dossier

DOSSIER = """title: Rows
entities:
  ida: {name: Ida, kind: person, sex: female}
  otto: {name: Otto, kind: person, sex: male}
  emma: {name: Emma, kind: person, sex: female}
  hugh: {name: Hugh, kind: person, sex: male}
  wulf: {name: Wulf, kind: person, sex: male}
  cid: {name: Cid, kind: person, sex: male}
  book: {name: the book, kind: work}
  guild: {name: the guild, kind: organisation}
  vale: {name: Vale, kind: place}
  ness: {name: Ness, kind: place}
  hill: {name: Hill, kind: place}
  feast: {name: the feast, kind: event}
  oath: {name: the oath, kind: event}
properties:
  baptised: {type: date, for: [person]}
  buried: {type: date, for: [person]}
  course: {type: sequence}
  capital: {type: entity, for: [place], values: [place], inverse: capital-of}
  capital-of: {type: entity, for: [place], values: [place]}
scopes: {office: {king: {}}}
terms:
  king: {name: King}
  pagan: {name: pagan, not: [christian]}
  christian: {name: christian}
scales: {standing-of: [low, high]}
"""


class Row(NamedTuple):
    """Claims that break what a row names and claims that do not (several parted by semicolons), what is told of the
    first (a law, or the code of a rule or error), and the law that the dossier writes for it.
    """

    breaks: str
    keeps: str
    told: str = "own"
    law: str = ""


BORN, OLD = "ida.born: 1400; ", "otto.parent: Ida; ida.born: 1400; "
GRAMPS = {
    1: Row(BORN + "ida.baptised: 1399", BORN + "ida.baptised: 1400", law="born <= baptised"),
    2: Row("ida.baptised: 1401; ida.died: 1400", "ida.baptised: 1400; ida.died: 1400", law="baptised <= died"),
    3: Row(BORN + "ida.buried: 1399", BORN + "ida.buried: 1400", law="born <= buried"),
    4: Row("ida.died: 1401; ida.buried: 1400", "ida.died: 1400; ida.buried: 1400", law="died <= buried"),
    5: Row(BORN + "ida.died: 1399", BORN + "ida.died: 1400", "born-before-died"),
    6: Row("ida.buried: 1400; ida.baptised: 1401", "ida.buried: 1401; ida.baptised: 1401", law="baptised <= buried"),
    7: Row(BORN + "ida.died: 1510", BORN + "ida.died: 1490", "long-life"),
    9: Row("ida.parent: Otto; ida.parent: Hugh", "ida.parent: Otto; ida.parent: Emma", "D103"),
    10: Row(
        "; ".join(f"ida.spouse: {name}" for name in ("Otto", "Hugh", "Wulf", "Cid")),
        "; ".join(f"ida.spouse: {name}" for name in ("Otto", "Hugh", "Wulf")),
        law="count(spouse) <= 3",
    ),
    12: Row("ida.children: 21", "ida.children: 9", law="children <= 15"),
    17: Row("ida.spouse: Otto; ida.born: 1400; otto.born: 1450", "ida.spouse: Otto; ida.born: 1400; otto.born: 1420",
            "spouses-far-apart-in-age"),
    18: Row(BORN + "ida.married: 1390", BORN + "ida.married: 1420", "married-in-life"),
    19: Row("ida.married: 1420; ida.died: 1410", "ida.married: 1420; ida.died: 1430", "married-before-died"),
    20: Row(BORN + "ida.married: 1408", BORN + "ida.married: 1420", "early-marriage"),
    21: Row(BORN + "ida.married: 1460", BORN + "ida.married: 1420", law="married <= born + 50 years"),
    22: Row(OLD + "otto.born: 1490", OLD + "otto.born: 1430", "old-parent"),
    23: Row(OLD + "otto.born: 1405", OLD + "otto.born: 1430", "young-parent"),
    24: Row(OLD + "otto.born: 1390", OLD + "otto.born: 1430", "parent-before-child"),
    25: Row("otto.parent: Ida; ida.died: 1410; otto.born: 1415", "otto.parent: Ida; ida.died: 1410; otto.born: 1410",
            "born-after-parent-died"),
    26: Row("ida.child: Otto; ida.child: Emma; otto.born: 1400; emma.born: 1450",
            "ida.child: Otto; ida.child: Emma; otto.born: 1400; emma.born: 1420",
            law="child.born <= child.born + 30 years"),
    29: Row("ida.born: 31 February 1400", "ida.born: 28 February 1400", "E025"),
    30: Row("ida.died: 1400-13-01", "ida.died: 1400-12-01", "E025"),
    31: Row("ida.married: 1420; ida.married: 1420 | stance: denies", "ida.married: 1420; ida.married: 1430 | stance: denies",
            "D103"),
    32: Row("ida.age: 130 | as_of: 1530", "ida.age: 100 | as_of: 1500", "highest-age"),
    33: Row("ida.born: 5 May 1400; ida.died: 5 May 1400", "ida.born: 5 May 1400; ida.died: 6 May 1400",
            law="born < died"),
    34: Row("ida.born: 5 May 1400; ida.married: 5 May 1400", BORN + "ida.married: 1420", "early-marriage"),
    35: Row("ida.married: 5 May 1400; ida.died: 5 May 1400", "ida.married: 5 May 1400; ida.died: 6 May 1400",
            law="married < died"),
    36: Row("ida.born: 1 May 1400; ida.baptised: 1 May 1401", "ida.born: 1 May 1400; ida.baptised: 9 May 1400",
            law="baptised <= born + 4 months"),
    37: Row("ida.died: 1 May 1400; ida.buried: 1 June 1400", "ida.died: 1 May 1400; ida.buried: 3 May 1400",
            law="buried <= died + 14 days"),
    40: Row("ida.married: 1420 | role: bride", "ida.married: 1420", "E003"),
    41: Row("ida.married: 1420 | role: bride", "ida.married: 1420", "E003"),
    42: Row("ida.course: feast < oath; feast.date: 1401; oath.date: 1400",
            "ida.course: feast < oath; feast.date: 1400; oath.date: 1401", "L102"),
    43: Row("ida.course: feast < oath; feast.date: 1401; oath.date: 1400",
            "ida.course: feast < oath; feast.date: 1400; oath.date: 1401", "L102"),
}  # fmt: skip
WIKIDATA = {
    "allowed units": Row("vale.area: 40 villages; vale.area: 12 hectares", "vale.area: 30 hectares; vale.area: 30 ha", "D104"),
    "conflicts with": Row("ida.title: pagan; ida.title: christian", "ida.title: pagan", "D103"),
    "contemporary": Row("book.author: Ida; ida.born: 1400; book.written: 1390", "book.author: Ida; ida.born: 1400; book.written: 1430",
                        "author-in-life"),
    "difference within range": Row(BORN + "ida.died: 1530", BORN + "ida.died: 1490", "longest-life"),
    "allowed entity types": Row("vale.born: 1400", "ida.born: 1400", "E020"),
    "format": Row("ida.born: 31.2", "ida.born: 1400", "E025"),
    "inverse": Row("ida.parent: Otto; hugh.child: Ida", "ida.parent: Otto; otto.child: Ida", "D103"),
    "one of": Row("vale.killed[side=dragons]: 8", "vale.killed[side=attackers]: 8", "E021"),
    "allowed qualifiers": Row("ida.born[side=attackers]: 1400", "ida.born: 1400", "E021"),
    "range": Row("ida.age: 130 | as_of: 1530", "ida.age: 100 | as_of: 1500", "highest-age"),
    "single value": Row("ida.birth-place: Vale; ida.birth-place: Ness", "ida.birth-place: Vale", "D103"),
    "symmetric": Row("otto.spouse: Ida; ida.born: 1400; otto.born: 1450", "otto.spouse: Ida; ida.born: 1400; otto.born: 1420",
                     "spouses-far-apart-in-age"),
    "subject type": Row("vale.died: 1400", "ida.died: 1400", "E020"),
    "distinct values": Row("ness.capital: Vale; hill.capital: Vale", "ness.capital: Vale; hill.capital: Hill", "D103"),
    "value type": Row("book.author: Vale", "book.author: Ida", "E043"),
    "citation needed": Row("ida.born: 1400 | at: ''", "ida.born: 1400", "E012"),
    "mandatory qualifier": Row("feast.killed: 8; feast.killed[side=attackers]: 12", "feast.killed[side=attackers]: 12", "S102"),
    "none of": Row("ida.birth-place: Vale; ida.birth-place: Vale | stance: denies",
                   "ida.birth-place: Vale; ida.birth-place: Ness | stance: denies", "D103"),
    "multiple values": Row("ida.spouse: Otto; ida.spouse: Hugh", "ida.spouse: Otto", law="count(spouse) <= 1"),
}  # fmt: skip
NONE_AT_MOST = {"laws-gramps": 10, "laws-wikidata": 12}


def rows(page: str) -> dict[str, str]:
    """By its number or name each row of a page, with what covers it."""
    found = {}
    for line in help_page(page).splitlines():
        if re.match(r"    \S|     \d", line):
            parts = re.split(r" {2,}", line.strip())
            found[parts[0]] = parts[-1]
    return found


def told(folder: Path, row: Row, claims: str) -> set[str]:
    """The codes and laws of what is found or refused."""
    laws = f"laws:\n  - {{name: own, law: '{row.law}', usual: true}}\n" if row.law else ""
    entries = [f"- {claim.strip()}".replace(" | ", "\n  ") for claim in claims.split(";")]
    write_dossier(folder, DOSSIER + laws, {"s": ("siglum: S", "\n".join(entries))})
    run = engine.run_rules(reader.read_dossiers([str(folder)]))
    found = {one.rule for one in run.findings} | {one.code for one in run.problems}
    return found.union(*((one.law or "").split(", ") for one in run.findings))


CASES = [("laws-gramps", str(name), row) for name, row in GRAMPS.items()]
CASES += [("laws-wikidata", name, row) for name, row in WIKIDATA.items()]


@pytest.mark.parametrize(("page", "name", "row"), CASES)
def test_a_row_holds(tmp_path: Path, page: str, name: str, row: Row) -> None:
    breaking, keeping = told(tmp_path / "b", row, row.breaks), told(tmp_path / "k", row, row.keeps)
    assert row.told in breaking and row.told not in keeping, (breaking, keeping)


@pytest.mark.parametrize("page", ["laws-gramps", "laws-wikidata"])
def test_every_row_is_tried_or_says_why_not(page: str) -> None:
    tried = {name for of, name, _ in CASES if of == page}
    none = {name: said for name, said in rows(page).items() if said.startswith("none")}
    assert tried == rows(page).keys() - none.keys()
    assert all(re.fullmatch(r"none: \w.+", said) for said in none.values())
    assert len(none) <= NONE_AT_MOST[page]
