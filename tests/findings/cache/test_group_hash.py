"""Whatever bears on a finding makes what is remembered of it void: each thing that can be declared or said, changed by itself.

Each case first shows that the change bears on something at all: without a cache, the two are told otherwise.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.findings.cache.result_cache import ResultCache
from discrepancy.findings.cache.store import Store
from discrepancy.findings.run import Run
from discrepancy.reading import dossiers as reader

DOSSIER = """\
title: Aldwater
conventions: {preset: default}
properties:
  horses: {type: quantity, unit: horses, scope: [side], adds: [side]}
  allegiance: {type: term}
  cause: {type: framing, frames: [treason, liberty]}
scopes:
  side: {barons: {}, royal: {}}
terms:
  guelf: {name: Guelf}
  ghibelline: {name: Ghibelline, not: [guelf]}
  constable: {name: constable, used: 1200/1300}
labels:
  barons: {rebels: -1, lords: 1}
entities:
  war: {name: the war, kind: event}
  battle: {name: the battle, kind: event, part_of: war}
  rout: {name: the rout, kind: event, part_of: war}
  ralph: {name: Ralph, kind: person}
  odo: {name: Odo, kind: person}
  barons: {name: the barons, kind: topic}
  rally: {name: the rally, kind: event}
  fort: {name: the fort, kind: event}
voices:
  men: {name: men who were there}
laws:
  - name: rout-after-battle
    law: battle.date <= rout.date
"""
CORVE = """\
source: corve
siglum: C
title: Annals of Corve
written: 1210
silent_on: []
claims:
  - battle.strength: 6,000 men
    at: p. 1
    quote: about 6,000 men
    according_to: [men]
  - rout.strength: 900 men
    at: p. 2
  - battle.date: 9 June 1204
    at: p. 2
  - battle.horses[side=barons]: 900
    at: p. 3
  - ralph.born: 1140
    at: p. 4
  - ralph.died: 6 May 1204
    at: p. 4
  - ralph.office: constable
    as_of: 1250
    at: p. 5
  - barons.cause: {frame: treason}
    quote: treason
    at: p. 6
  - odo.allegiance: guelf
    at: p. 7
  - rally.date: after battle
    at: p. 8
  - fort.date: 1180
    at: p. 9
"""
HUGH = """\
source: hugh
siglum: H
title: Hugh of Ness
written: 1230
silent_on: [barons]
claims:
  - battle.strength: 6,000 men
    at: f. 1
    according_to: [men]
  - rout.date: 1 June 1205
    at: f. 2
  - battle.horses[side=royal]: 800
    at: f. 3
  - ralph.age-at-death: 64
    at: f. 4
  - odo.born: 1150
    at: f. 4
  - odo.allegiance: ghibelline
    at: f. 5
  - rally.date: 1 May 1206
    at: f. 6
"""
TARN = """\
source: tarn
siglum: T
title: Book of Tarn
derived_from: [hugh]
claims:
  - rout.strength: 700 men
    at: 1
  - odo.born: c. 1152
    at: 2
  - fort.date: 1180
    at: 3
"""
FILES = {"dossier": DOSSIER, "corve": CORVE, "hugh": HUGH, "tarn": TARN}
# What is changed: file, words, and what stands in their place.
CHANGES: dict[str, tuple[str, str, str]] = {
    "a value": ("corve", "battle.strength: 6,000 men", "battle.strength: 5,000 men"),
    "a hedge of a value": ("corve", "battle.strength: 6,000", "battle.strength: about 6,000"),
    "a quote": ("corve", "quote: about 6,000 men", "quote: 6,000 men"),
    "the thing asked of": ("tarn", "rout.strength: 700", "battle.strength: 700"),
    "the property": ("tarn", "rout.strength: 700", "rout.killed: 700"),
    "the scope": ("corve", "battle.horses[side=barons]", "battle.horses[side=royal]"),
    "a part above its whole": ("hugh", "battle.horses[side=royal]", "battle.horses[side=all]"),
    "a voice": ("hugh", "    according_to: [men]\n", ""),
    "a cited source": ("hugh", "    according_to: [men]\n", "    according_to: [{source: corve}]\n"),
    "a stance": ("tarn", "odo.born: c. 1152", "odo.born: c. 1142\n    stance: doubts"),
    "a denial": ("hugh", "odo.born: 1150\n", "odo.born: 1150\n    stance: denies\n"),
    "a sense": ("tarn", "700 men\n", "700 men\n    sense: those who came back\n"),
    "a time": ("corve", "as_of: 1250", "as_of: 1350"),
    "where it stands in the source": ("tarn", "700 men\n    at: 1", "700 men\n    at: 1b"),
    "an inference": (
        "corve",
        "quote: about 6,000 men",
        "quote: about 6,000 men\n    inferred: from the muster",
    ),
    "an order of claims": (
        "corve",
        "  - rout.strength: 900 men\n    at: p. 2\n",
        "  - rout.strength: 500 men\n    at: p. 2\n  - rout.strength: 900 men\n    at: p. 3\n",
    ),
    "what a source rests on": ("hugh", "written: 1230\n", "written: 1230\nderived_from: [corve]\n"),
    "by whom a voice came": ("corve", "according_to: [men]", "according_to: [odo, men]"),
    "on what a source is silent": ("hugh", "silent_on: [barons]\n", ""),
    "that another is silent": ("tarn", "title: Book", "silent_on: [barons]\ntitle: Book"),
    "a siglum": ("tarn", "siglum: T", "siglum: B"),
    "what a voice is called": ("dossier", "men who were there", "the men at Ness"),
    "what a thing is called": ("dossier", "name: the barons", "name: the lords of Ness"),
    "that two are one": ("dossier", "name: the rout,", "name: the rout, same_as: battle, because: one day,"),
    "that two may be one": ("dossier", "name: the rout,", "name: the rout, maybe: battle, because: one day,"),
    "what is part of what": ("dossier", "barons: {}", "barons: {part_of: royal}"),
    "what may be true together": (
        "dossier",
        "allegiance: {type: term}",
        "allegiance: {type: term, state: false}",
    ),
    "what a word excludes": ("dossier", ", not: [guelf]", ""),
    "when a word was in use": ("dossier", "used: 1200/1300", "used: 1200/1240"),
    "a law": ("dossier", "law: battle.date <= rout.date", "law: rout.date <= battle.date"),
    "that a law is only usual": (
        "dossier",
        "law: battle.date <= rout.date",
        "law: rout.date <= battle.date\n    usual: true",
    ),
    "a convention": ("dossier", "preset: default", "preset: strict"),
    "a stated order": ("hugh", "rally.date: 1 May 1206", "rally.date: 1 May 1204"),
    "a thing hung on": ("corve", "battle.date: 9 June 1204", "battle.date: 9 June 1207"),
    "a law broken by an age": ("hugh", "age-at-death: 64", "age-at-death: 74"),
}


def run(
    folder: Path, files: dict[str, str], cache: ResultCache | None = None, texts: tuple[str, ...] = ()
) -> Run:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    dossiers = reader.read_dossiers([str(folder)])
    assert not [str(one) for one in dossiers[0].problems if not one.warning]
    return engine.run_rules(dossiers, texts=texts, cache=cache)


def told(found: Run) -> object:
    return found.findings, found.rules, found.comparisons, found.undecided, found.preset_effects


@pytest.fixture
def cache(tmp_path: Path) -> ResultCache:
    return ResultCache(Store(tmp_path / "kept", b"k" * 32))


@pytest.mark.parametrize(("file", "words", "others"), CHANGES.values(), ids=CHANGES)
def test_whatever_bears_on_a_finding_is_noticed(
    tmp_path: Path, cache: ResultCache, file: str, words: str, others: str
) -> None:
    assert FILES[file].count(words) == 1
    changed = {**FILES, file: FILES[file].replace(words, others)}
    place = tmp_path / "aldwater"
    before = told(run(place, FILES))
    after = told(run(place, changed))
    assert before != after, "the case changes nothing"
    for files, expected in ((FILES, before), (changed, after), (FILES, before), (changed, after)):
        assert told(run(place, files, cache)) == expected


def test_that_two_answers_are_of_one_entry_is_noticed(tmp_path: Path, cache: ResultCache) -> None:
    """An entry that denies what its informant says makes two claims, of which neither backs the other."""
    one = "claims:\n  - rout.killed: 900\n    according_to: [men]\n    stance: denies\n    at: 9\n"
    two = "claims:\n  - rout.killed: 900\n    according_to: [men]\n    at: 9\n  - rout.killed: 900\n    stance: denies\n    at: 9\n"
    found = []
    for text in (one, two, one, two):
        said = "claims:\n  - rout.killed: 900\n    according_to: [men]\n    at: p. 9\n"
        files = {**FILES, "corve": CORVE.replace("claims:\n", said), "tarn": TARN.replace("claims:\n", text)}
        cold = told(run(tmp_path / "aldwater", files))
        assert told(run(tmp_path / "aldwater", files, cache)) == cold
        found.append(cold)
    assert found[0] != found[1]


def test_the_text_of_a_source_is_noticed(tmp_path: Path, cache: ResultCache) -> None:
    files = {
        **FILES,
        "corve": CORVE.replace("title: Annals of Corve", "title: Annals of Corve\ntext: {file: corve.txt}"),
    }
    texts = tmp_path / "texts"
    texts.mkdir()
    found = []
    for words in (
        "There were about 6,000 men, and treason.",
        "There were about 7,000 men, and treason.",
        "",
        "Over about 6,000 men, and treason.",
    ):
        (texts / "corve.txt").write_text(words, "utf-8")
        cold = told(run(tmp_path / "aldwater", files, texts=(str(texts),)))
        assert told(run(tmp_path / "aldwater", files, cache, (str(texts),))) == cold
        assert cold not in found
        found.append(cold)
    assert told(run(tmp_path / "aldwater", files, cache)) == told(run(tmp_path / "aldwater", files))


BESIDE = """\
title: Beside
entities:
  war: {name: the war, kind: event}
  age: {name: the age, kind: event}
  fall: {name: the fall, kind: event}
  raid: {name: the raid, kind: event, part_of: age}
  foray: {name: the foray, kind: event, part_of: age, maybe: war, because: so it seems}
  sally: {name: the sally, kind: event, part_of: age, same_as: war, because: so it is}
  ann: {name: Ann, kind: person}
  bea: {name: Bea, kind: person, same_as: ann, because: one letter}
terms: {constable: {name: constable}}
"""
SAID = "  - {}: {}\n    at: {}\n"


def source(*said: str) -> str:
    return "source: corve\ntitle: Annals\nclaims:\n" + "".join(said)


def each(tmp_path: Path, cache: ResultCache, *states: dict[str, str]) -> list[Run]:
    """The runs on states of one dossier, each held against the run without a cache."""
    found = []
    for files in states:
        folder = tmp_path / "beside"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, "utf-8")
        dossiers = reader.read_dossiers([str(folder)])
        found.append(engine.run_rules(dossiers))
        assert told(engine.run_rules(dossiers, cache=cache)) == told(found[-1])
    return found


def test_a_law_may_set_a_named_thing_beside_every_whole(tmp_path: Path, cache: ResultCache) -> None:
    laws = "laws:\n  - name: late-fall\n    law: fall.start <= part_of.start\n"
    states = [{"dossier": BESIDE + laws, "corve": source(SAID.format("fall.start", a, 1), SAID.format("age.start", b, 1))} for a, b in
              ((1200, 1210), (1200, 1190), (1200, 1180), (1170, 1180), (1170, 1160))]  # fmt: skip
    assert [bool(one.findings) for one in each(tmp_path, cache, *states)] == [False, True, True, False, True]


@pytest.mark.parametrize("gone", ["raid", "raid foray", "raid sally"])
def test_a_law_that_applies_to_another_name_of_a_thing_has_applied(
    tmp_path: Path, cache: ResultCache, gone: str
) -> None:
    laws = "laws:\n  - name: whole-order\n    law: part_of.start <= part_of.end\n"
    dossier = BESIDE + laws
    for name in gone.split():
        dossier = "\n".join(
            line.replace(", part_of: age", "") if line.startswith(f"  {name}:") else line
            for line in dossier.split("\n")
        )
    files = {
        "dossier": dossier,
        "corve": source(SAID.format("age.start", 1200, 1), SAID.format("age.end", 1210, 1)),
    }
    more = {**files, "corve": files["corve"] + SAID.format("ann.born", 1150, 2)}
    assert not any(one.undecided for one in each(tmp_path, cache, files, files, more, more))


def test_which_claims_are_of_one_entry_is_noticed_also_where_others_stand_between(
    tmp_path: Path, cache: ResultCache
) -> None:
    entry = "  - about: [{}]\n    says: {{office: constable, rank: constable}}\n    at: 1\n    according_to: [ann]\n    stance: denies\n"
    one, two = source(entry.format("ann, bea")), source(entry.format("ann"), entry.format("bea"))
    found = each(tmp_path, cache, *({"dossier": BESIDE, "corve": text} for text in (one, two, one, two)))
    # The camps are the same two; where each claim stands is told.
    lines = [{claim.mark.line for one in run.findings for claim in one.claims} for run in found]
    assert lines == [{5}, {5, 10}] * 2


def test_that_a_list_is_complete_is_noticed(tmp_path: Path, cache: ResultCache) -> None:
    states = [
        {
            "dossier": BESIDE,
            "corve": source(SAID.format("ann.spouse", "Hal", 1) + more),
            "hugh": source(SAID.format("ann.spouse", "Odo", 1)).replace("corve", "hugh"),
        }
        for more in ("", "    complete: true\n", "    complete: false\n")
    ]
    found = each(tmp_path, cache, *states)
    assert [[finding.rule for finding in one.findings] for one in found] == [["D106"], ["D101"], ["D106"]]


def test_the_conventions_of_one_value_are_noticed(tmp_path: Path, cache: ResultCache) -> None:
    said = [source(SAID.format("ann.born", f"{{value: c. 1907, conventions: {{{row}}}}}", 1), SAID.format("ann.born", 1912, 2))
            for row in ("preset: strict", "preset: lenient", "circa_year: 4 years", "circa_year: 5 years")]  # fmt: skip
    kinds = [
        [finding.kind for finding in one.findings]
        for one in each(tmp_path, cache, *({"dossier": BESIDE, "corve": text} for text in said))
    ]
    assert kinds == [["conflict"], [], ["tension"], []]


def test_two_texts_of_one_hash_are_told_apart(tmp_path: Path, cache: ResultCache) -> None:
    """A byte order mark is not hashed, but has a page read as UTF-8 that says it is in another encoding."""
    files = {
        "dossier": BESIDE,
        "corve": "text: {file: page.html}\n"
        + source(SAID.format("ann.born", 1150, 1) + "    quote: née en 1150\n"),
    }
    page = '<meta charset="windows-1252"><p>née en 1150</p>'.encode()
    found = []
    for data in (b"\xef\xbb\xbf" + page, page):
        (tmp_path / "beside").mkdir(exist_ok=True)
        (tmp_path / "beside/page.html").write_bytes(data)
        found += each(tmp_path, cache, files)
    assert ["Q103" in {finding.rule for finding in one.findings} for one in found] == [False, True]


def test_no_text_holds_what_stands_between_texts(tmp_path: Path) -> None:
    """Marks are made of texts with a control character between them; one written as an escape, behind another, is in none either."""
    (tmp_path / "dossier.yaml").write_text(BESIDE, "utf-8")
    (tmp_path / "corve.yaml").write_text(source('  - ann.born: 1150\n    at: "p\\x01\\x1fq\\x1e"\n'), "utf-8")
    (one,) = reader.read_dossiers([str(tmp_path)])[0].claims
    assert one.at == "p\ufffd\ufffdq\ufffd"
