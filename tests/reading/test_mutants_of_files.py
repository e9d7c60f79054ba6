"""Damaged files of a dossier, through the commands: each is read or refused, and what it holds is read or told of."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.reading.dossiers import read_dossiers
from discrepancy.reading.forms import FORMS
from tests.support.attempts import PROBLEM, SEED, Mutants, attempt
from tests.support.mutants import how_many
from tests.support.plain_yaml import PlainYaml, Position, as_text, field, plain_yaml
from tests.support.yaml_mutants import yaml_mutants

DOSSIER = """\
version: 1
title: The battle of Aldwater
summary: >-
  What was told of it.
language: en
entities:
  barons-war: {name: the Barons' War, kind: event}
  battle:
    name: Battle of Aldwater
    kind: event
    part_of: barons-war
    aliases: [Aldwater, the fight]
  ralph: {name: Ralph of Ness, kind: person, was: rafe, note: a baron}
  hugh: {name: Hugh, kind: person, maybe: ralph, because: one seal}
  constable: {name: Constable, kind: office}
voices:
  eyewitnesses: {name: men who were there, kind: witness}
properties:
  muster: {type: quantity, unit: men, help: How many came?, for: [event], scope: [side], adds: [side]}
  blame: {type: framing, scales: [guilt], frames: [treason, feud], one: false}
scopes:
  side: {attackers: {}, defenders: {}, archers: {part_of: attackers}}
scales:
  guilt: [guilty, excused]
terms:
  steward: {name: Steward, same_as: [High Steward], broader: [officer]}
  officer: {name: Officer, not: [steward]}
labels:
  battle: {victory: +1, slaughter: -1}
topics:
  war: [battle, blame]
laws:
  - {name: seen-alive, law: born <= died, because: so it is}
  - {name: together, law: muster <= 100000, for: [event], usual: true}
conventions: {preset: default, circa_year: 3 years}
kinds:
  ship: {help: what floats}
titles: [Sir, Dom]
"""
SOURCE = """\
version: 1
source: corve
siglum: C
title: Annals of Corve
author: [a monk, another]
language: la
written: 1210
text: {file: corve.txt}
calendar: julian
defaults: {stance: asserts, sense: in his words}
set_aside:
  - {quote: sex milia, reason: counted below}
claims:
  - battle.date: 1204-05-06
    at: f. 12r
    quote: pridie nonas maii pugnatum est

  - battle.muster[side=defenders]: 6,000 men
    at: f. 12v
    quote: >-
      ut dicebant qui aderant, sex milia
    according_to: [eyewitnesses, {voice: hugh, said: 1204-06}]
    id: six
  - about: [ralph, hugh]
    says:
      office: constable
      born: "[1180, 1181]"
    as_of: battle
    at: 'f. 13r'
    stance: denies
    note: |
      a note
      of two lines
  - battle.blame: {guilt: guilty, frame: treason, label: slaughter}
    at: f. 14
    quote: the words
    rests_on: battle.date
  - ralph.died: after battle
    at: f. 15  # the last
    inferred: he is not named again
"""
OTHER = "source: tarn\ntitle: Tarn\nclaims:\n  - battle.date: 1204-05-07\n    at: p. 1\n  - ralph.born: 1185\n    at: p. 2\n"
WORDS = sorted({one.name for form in FORMS.values() for one in form})
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "d"),
    ("report", "d", "-o", "out"),
    ("coverage", "d"),
    ("list", "claims", "d"),
    ("check", "d", "--format", "html"),
    ("explain", "battle.date", "d"),
    ("export", "csv", "d"),
    ("list", "questions", "d", "--format", "json"),
    ("check", "d", "--format", "summary"),
    ("baseline", "status", "d"),
    ("list", "entities", "d"),
    ("check", "d", "--format", "sarif"),
    ("explain", "ralph", "d"),
    ("list", "properties", "d", "--format", "json"),
    ("check", "d", "--format", "markdown"),
    ("draft", "d/corve.txt", "--source", "new", "--dossier", "d"),
    ("list", "sources", "d"),
    ("check", "d", "--format", "csv"),
    ("decide", "F-00000000", "d", "--verdict", "unsure", "--by", "A", "--on", "2026-01-01"),
    ("check", "d", "--format", "github"),
    ("explain", "blame", "d"),
    ("check", "d", "--format", "junit"),
    ("list", "reviews", "d"),
    ("check", "d", "--format", "gitlab"),
)
STOPPED = ("E002", "E004", "E009", "E032")  # nothing of the file is read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "d"
    made.mkdir()
    for name, text in {
        "dossier.yaml": DOSSIER,
        "corve.yaml": SOURCE,
        "tarn.yaml": OTHER,
        "corve.txt": "pridie nonas maii pugnatum est 1204, ut dicebant qui aderant, sex milia. the words\n",
    }.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_the_files_that_are_damaged_are_whole(folder: Path) -> None:
    (dossier,) = read_dossiers(["d"])
    assert not dossier.problems, "\n".join(map(str, dossier.problems))
    assert len(dossier.claims) == 10


def test_of_a_damaged_source_file_every_claim_is_read_or_told_of(folder: Path) -> None:
    def tried(number: int, data: bytes) -> str:
        dossier = _read(folder, "corve.yaml", data)
        assert not (lost := _lost_claims(data, dossier)), lost
        return _tried(number, dossier)

    made = yaml_mutants(SOURCE.encode(), how_many(60), f"{SEED}:source", WORDS)
    assert len(Mutants("source files", made).each(tried)) == 2


def test_of_a_damaged_dossier_file_all_that_it_declares_is_read_or_told_of(folder: Path) -> None:
    def tried(number: int, data: bytes) -> str:
        dossier = _read(folder, "dossier.yaml", data)
        assert not (lost := _lost_declarations(data, dossier)), lost
        return _tried(number, dossier)

    made = yaml_mutants(DOSSIER.encode(), how_many(60), f"{SEED}:dossier", WORDS)
    assert len(Mutants("dossier.yaml", made).each(tried)) == 2


def _read(folder: Path, name: str, data: bytes) -> Dossier:
    (folder / name).write_bytes(data)
    (dossier,) = read_dossiers(["d"])
    for one in dossier.problems:
        _check_place(one, folder)
    return dossier


def _tried(number: int, dossier: Dossier) -> str:
    """Runs a command on the dossier, and says what became of it."""
    words = COMMANDS[number % len(COMMANDS)] if number % 200 else ("doctor", "d")
    ran = attempt(*words)
    errors = [one for one in dossier.problems if not one.warning]
    if errors and words[0] == "check":
        assert ran.code == 2, (words, ran)
    if errors and words == ("check", "d"):
        assert len(PROBLEM.findall(ran.text)) >= len(set(errors)), ran.text
    return "refused" if errors else "read"


def _check_place(one: Problem, folder: Path) -> None:
    """A problem names a place that is there, in words that can be shown."""
    said = str(one)
    assert said.isprintable(), ascii(said)
    assert PROBLEM.fullmatch(said), said
    path = folder.parent / one.mark.file
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff") if path.is_file() else ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= one.mark.line <= len(lines), (said, len(lines))
    assert 1 <= one.mark.column <= len(lines[one.mark.line - 1]) + 1, said


def _problem_places(dossier: Dossier, file: str) -> list[Position]:
    return sorted((one.mark.line, one.mark.column) for one in dossier.problems if one.mark.file == file)


def _stopped(plain: PlainYaml | None, dossier: Dossier, file: str) -> bool:
    """Whether a problem says that the file, or the rest of it, is not read, or is nothing that could be."""
    mine = [one for one in dossier.problems if one.mark.file == file]
    if plain is None or plain.breaks_otherwise:
        assert any(not one.warning for one in mine), "a file that is no YAML is read without a word"
        return True
    roots = [plain.place(root.start_mark) for root in plain.documents[:1]]
    return any(
        one.code in STOPPED
        or "rest of the file" in one.message
        or (
            one.code in ("E011", "E012", "E014", "E016")
            and "does not belong here" in one.message
            and (one.mark.line, one.mark.column) in roots
        )
        for one in mine
    )


def _lost_claims(data: bytes, dossier: Dossier) -> list[str]:
    """The entries of which fewer claims were read than they state, and of which nothing is told."""
    plain, file = plain_yaml(data), "d/corve.yaml"
    if plain is None or _stopped(plain, dossier, file):
        return []
    drafted = [one for one in dossier.problems if one.code == "E040"]
    told = _problem_places(dossier, file)
    second = min(
        ((one.mark.line, one.mark.column) for one in dossier.problems if "second document" in one.message),
        default=None,
    )
    read: dict[Position, set[str]] = {}
    given: dict[Position, set[str]] = {}
    for claim in dossier.claims:
        if claim.mark.file == file:
            read.setdefault((claim.mark.line, claim.mark.column), set()).add(str(claim.question))
            given.setdefault((claim.mark.line, claim.mark.column), set()).update(
                (
                    _same(claim.given),
                    _same(claim.at),
                    _same(claim.quote),
                    _same(claim.note),
                    _same(claim.inferred),
                )
            )
    lost = []
    for piece in plain.pieces():
        for place, many, value in plain.answers(piece.node):
            if plain.is_told(piece, told) or (second and piece.start >= second):
                continue
            if drafted and piece.path == ("claims", "-"):
                continue
            if len(read.get(place, ())) < many:
                lost.append(f"{place}: {many} expected, {read.get(place, set())} read: {value}")
            elif many and value is not None and _same(value) not in given.get(place, set()):
                lost.append(f"{place}: {value!r} was read as {given.get(place)}")
            for name in ("at", "quote", "note", "inferred"):
                said = field(piece.node, name)
                if said and read.get(place) and _same(said) not in given[place]:
                    lost.append(f"{place}: {name} {said!r} was read as {given[place]}")
    return lost


def _same(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _lost_declarations(data: bytes, dossier: Dossier) -> list[str]:
    """What dossier.yaml declares and the dossier does not have, without a word of it."""
    plain, file = plain_yaml(data), "d/dossier.yaml"
    if plain is None or _stopped(plain, dossier, file):
        return []
    told = _problem_places(dossier, file)
    second = min(
        ((one.mark.line, one.mark.column) for one in dossier.problems if "second document" in one.message),
        default=None,
    )
    known: dict[str, set[str]] = {
        "entities": set(dossier.entities),
        "voices": set(dossier.voices),
        "properties": set(dossier.vocabulary.properties),
        "terms": set(dossier.vocabulary.terms),
        "kinds": set(dossier.vocabulary.kinds),
        "scopes": set(dossier.vocabulary.scopes),
        "scales": set(dossier.vocabulary.scales),
        "labels": set(dossier.vocabulary.labels),
        "topics": set(dossier.topics),
    }
    laws = {law.name for law in dossier.laws}
    broken = any(
        one.code in ("E012", "E024", "E011", "E007") for one in dossier.problems
    )  # a law of what was told to be wrong needs no word of its own
    lost = []
    for piece in plain.pieces():
        if plain.is_told(piece, told) or (second and piece.start >= second):
            continue
        top, *rest = piece.path
        if top in known and len(rest) == 1 and _same(rest[0]) not in set(map(_same, known[top])):
            lost.append(f"{piece.start}: {'.'.join(piece.path)} is not in the dossier")
        if piece.path == ("laws", "-") and not broken and _same(field(piece.node, "name") or "") not in laws:
            lost.append(f"{piece.start}: a law is not in the dossier")
        if (
            piece.path in (("title",), ("summary",))
            and (said := as_text(piece.node))
            and _same(said) not in (_same(dossier.title), _same(dossier.summary))
        ):
            lost.append(f"{piece.start}: {top} was read otherwise")
        if (
            top == "entities"
            and len(rest) == 1
            and (said := field(piece.node, "name"))
            and _same(said) != _same(dossier.entities[_same(rest[0])].name)
        ):
            lost.append(f"{piece.start}: the name of {rest[0]} was read otherwise")
    return lost
