"""Dossiers with everything in them, written with PyYAML: what a sheet must carry there and back."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import yaml
from hypothesis import strategies as st

from discrepancy.exchange import exporting
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing.options import Dialogue, ImportOptions
from discrepancy.exchange.importing.run import import_file
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Source
from discrepancy.reading import dossiers as reader
from tests.support import dossiers as made

DOSSIER = """\
version: 1
title: Everything
entities:
  battle: {name: the battle, kind: event}
  siege: {name: the siege, kind: event}
  ralph: {name: Ralph of Ness, kind: person, was: [rafe]}
  hugh: {name: Hugh, kind: person}
  nguyễn: {name: Nguyễn, kind: person}
voices:
  eyewitnesses: {name: men who were there, kind: witness}
  friar: {name: a friar}
properties:
  p-date: {type: date, one: false}
  p-span: {type: span, one: false}
  p-quantity: {type: quantity, scope: [side, place]}
  p-age: {type: age, state: true}
  p-duration: {type: duration}
  p-name: {type: name, one: false}
  p-cause: {type: framing, scales: [legitimacy], frames: ["defence, of charters", treason, "'tis: law"]}
scopes:
  side: {attackers: {}, defenders: {}}
  place: {north: {}, "the south": {}}
scales:
  legitimacy: [usurped, contested, granted, "yes", "2,148"]
"""
ENTITIES = ("battle", "siege", "ralph", "rafe", "hugh", "nguyễn")
VOICES = ("eyewitnesses", "friar", "ralph", "hugh")
STANCES = ("asserts", "reports", "doubts", "denies", "expects")
WHENS = ("throughout", "as_of", "within", "during")
BROKEN = dict.fromkeys([*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF])
for kept in b"\t\n\r":
    BROKEN.pop(kept)
INVISIBLE = "\u061c\u200b\u200e\u200f\u2060\ufeff\u00ad\u202e"
# What spreadsheets, CSV, XML and YAML each take for something else.
ODD = st.sampled_from(
    [
        *(
            "=1+1",
            "+1",
            "-5",
            "@x",
            "'",
            "''",
            "'=x",
            "=cmd|' /C calc'!A0",
            "＝x",
            "1,908",
            "1908.0",
            "1-2",
            "#N/A",
            "true",
            "null",
        ),
        *(
            "\t",
            "\r",
            "\r\n",
            "\n",
            "\n\n",
            " ",
            "  ",
            "\u00a0",
            "\u3000",
            '"',
            '""',
            ",",
            ";",
            "\\",
            "\\n",
            "%",
        ),
        *("_x000D_", "_x0041_", "_", "&amp;", "<b>", "]]>", "ế", "e\u0301", "\U0001f600", "？", *INVISIBLE),
        *(
            ": ",
            " #",
            "- ",
            "{a: b}",
            "[x]",
            "{",
            "|-",
            ">-",
            "# c",
            "---",
            "...",
            "word word word word word " * 5,
        ),
    ]
)
# What no YAML can hold is left out here, for a text that is thrown away costs as much as one that is tried.
plain = st.text(
    st.characters(codec="utf-8", exclude_characters="".join(map(chr, BROKEN))), min_size=1, max_size=6
)


def _statements() -> dict[str, list[str]]:
    """Words for dates, figures and so on, as the dossiers of linked questions have them."""
    pick = random.Random("statements")
    day = dt.date(1904, 5, 6)
    makers = {
        "date": lambda: made.date_words(pick, day),
        "span": lambda: made.span_words(pick, (day, day + dt.timedelta(days=900))),
        "quantity": lambda: made.count_words(pick, 2148),
        "age": lambda: made.age_words(pick, 64),
        "duration": lambda: made.length_words(pick, 900),
    }
    return {kind: sorted({maker() for _ in range(80)}) for kind, maker in makers.items()}


STATEMENTS = _statements()


def _sound(text: str) -> bool:
    return bool(text.strip()) and not any(ord(letter) in BROKEN for letter in text)


words = st.lists(ODD | plain, min_size=1, max_size=4).map("".join).filter(_sound)
short = words.map(lambda text: "".join(letter for letter in text if letter not in INVISIBLE)).filter(_sound)
times = st.sampled_from(["1204", "c. 1204", "6 May 1204", "battle", "1204-05/1205", "siege"])


@st.composite
def chains(draw: Callable[..., Any]) -> Any:
    voice = st.sampled_from(VOICES)
    stanced = st.tuples(voice, st.sampled_from(STANCES)).map(" ".join)
    link = st.fixed_dictionaries(
        {"voice": voice}, optional={"said": short, "to": short, "stance": st.sampled_from(STANCES)}
    )
    other = st.fixed_dictionaries({"source": st.sampled_from(["a", "b"])}, optional={"at": short})
    return draw(
        voice
        | stanced
        | st.lists(voice | stanced | link | other, min_size=1, max_size=3)
        | link.map(lambda one: [one])
    )


@st.composite
def answers(draw: Callable[..., Any]) -> tuple[str, Any]:
    """A property with its scope, and a value in answer to it."""
    if draw(st.integers(0, 9)) == 0:
        scale = st.sampled_from(["usurped", "yes", "2,148"])
        frame = st.sampled_from(["defence, of charters", "'tis: law"])
        return "p-cause", draw(st.fixed_dictionaries({"legitimacy": scale}, optional={"frame": frame}))
    if draw(st.integers(0, 9)) == 0:
        return "p-date", draw(
            st.sampled_from(
                [
                    {"value": "25 October 1917", "calendar": "julian"},
                    {"value": "c. 1204", "conventions": {"circa_year": "3 years"}},
                    "[1203,1204]",
                    "{1203,1204}",
                    "-0044",
                    "-0044-03",
                    "unknown",
                    "three months before battle.date",
                ]
            )
        )
    if draw(st.integers(0, 9)) == 0:
        return "p-name", draw(short) + draw(st.sampled_from(["e", "e'"]))
    kind = draw(st.sampled_from(sorted(STATEMENTS)))
    said = draw(st.sampled_from(STATEMENTS[kind]))
    scope = (
        draw(st.sampled_from(["", "", "[side=attackers]", "[place=the south, side=defenders]"]))
        if kind == "quantity"
        else ""
    )
    return f"p-{kind}{scope}", yaml.load(said, yaml.BaseLoader) if said.startswith(('"', "{from")) else said


def asked(entry: dict[str, Any]) -> list[str]:
    """The properties that an entry answers."""
    return [*entry.get("says", ()), *(name for name in entry if "." in name)]


@st.composite
def entries(draw: Callable[..., Any], number: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    about = st.sampled_from(ENTITIES)
    if draw(st.booleans()):
        name, value = draw(answers())
        found[f"{draw(about)}.{name}"] = value
    else:
        # A list does not name one entity by two ids.
        found["about"] = draw(
            about | st.lists(about.filter(lambda name: name != "rafe"), min_size=1, max_size=3, unique=True)
        )
        found["says"] = dict(draw(st.lists(answers(), min_size=1, max_size=3)))
    found["at"] = draw(short) + f" {number}"
    found["quote"] = draw(words)
    optional = {
        "according_to": chains(),
        "stance": st.sampled_from(STANCES),
        "sense": short,
        "inferred": words,
        "note": words,
    }
    if all(name.startswith("p-cause") or name.endswith(".p-cause") for name in asked(found)):
        optional["rests_on"] = st.sampled_from(
            ["war.p-date", ["war.p-date", "ralph.p-quantity[side=attackers]"]]
        )
    if all(name.rsplit(".")[-1].startswith(("p-date", "p-span", "p-name")) for name in asked(found)):
        optional["complete"] = st.sampled_from(["true", "false"])
    optional |= {"id": st.just(f"own-{number}"), draw(st.sampled_from(WHENS)): times}
    for name, strategy in optional.items():
        if draw(st.integers(0, 3)) == 0:
            found[name] = draw(strategy)
    return found


@st.composite
def sources(draw: Callable[..., Any], name: str) -> dict[str, Any]:
    head = {"version": "1", "source": name, "title": draw(short)}
    optional = {
        "siglum": st.just(name.upper()),
        "author": st.lists(short, min_size=1, max_size=3),
        "rights": short,
        "written": st.just("1203/1216"),
        "derived_from": st.just(["b" if name == "a" else "a"]),
        "defaults": st.sampled_from(
            [
                {"stance": "reports"},
                {"according_to": ["friar", {"source": "b"}], "as_of": "1204"},
                {"sense": "officially"},
            ]
        ),
        "text": st.just({"file": "x.txt", "sha256": "9c1f"}),
        "calendar": st.just("julian"),
        "set_aside": st.just(
            [
                {"quote": "a: b {c} # d", "reason": "e: f # g", "at": "p. 1"},
                {"lines": "80-87", "reason": "notes"},
            ]
        ),
        "conventions": st.just({"preset": "strict", "circa_year": "3 years"}),
        "note": words,
    }
    for key, strategy in optional.items():
        if draw(st.booleans()):
            head[key] = draw(strategy)
    count = draw(st.integers(0, 3))
    claims = [draw(entries(number)) for number in range(count)]
    return {**head, "claims": claims} if claims else head


@st.composite
def dossiers(draw: Callable[..., Any]) -> dict[str, str]:
    """The files of a dossier, by name."""
    styles = {
        "default_flow_style": draw(st.sampled_from([None, False])),
        "width": draw(st.sampled_from([40, 10_000])),
        "sort_keys": False,
    }
    files = {
        f"{name}.yaml": yaml.safe_dump(draw(sources(name)), allow_unicode=draw(st.booleans()), **styles)
        for name in ("a", "b")
    }
    return {"dossier.yaml": DOSSIER, **files}


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        folder.joinpath(name).write_bytes(text.encode())
    return folder


def read(folder: Path) -> Dossier:
    (dossier,) = reader.read_dossiers([str(folder)])
    return dossier


def model(dossier: Dossier) -> tuple[list[Claim], dict[str, Source]]:
    """All that a dossier says, places in files left out."""
    nowhere = next(iter(dossier.sources.values())).mark
    claims = [claim._replace(mark=nowhere) for claim in dossier.claims]
    return [claim._replace(mark=None) for claim in claims], {  # type: ignore[arg-type]
        name: replace(source, mark=None, set_aside=tuple(one._replace(mark=None) for one in source.set_aside))  # type: ignore[arg-type]
        for name, source in dossier.sources.items()
    }


class Stopped(Exception):
    """What ended a run."""


def stop(message: str) -> NoReturn:
    raise Stopped(message)


class Heard:
    """A run of `import` in which everything said is kept."""

    def __init__(self, path: Path | str, answers: list[str] | None = None, **options: Any) -> None:
        self.out: list[str] = []
        self.notes: list[str] = []
        self.stopped = ""
        self.questions: list[str] = []
        self.answers = answers
        dialogue = Dialogue(self.notes.append, self.notes.append, self._ask if answers is not None else None)
        try:
            if text := import_file(str(path), ImportOptions(**options), dialogue):
                self.out.append(text)
        except ExchangeError as error:
            self.stopped = str(error)

    def _ask(self, question: str) -> str:
        self.questions.append(question)
        assert self.answers
        return self.answers.pop(0)


def export(kind: str, folder: Path, out: Path) -> Path:
    assert not exporting.export(kind, str(folder), str(out), True)
    return out
