"""Small dossiers that use everything the format has, drawn at random and edited as people edit them: what a file says, not how it is read.

What is drawn need not make sense: a dossier with errors must come out the same too.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PEOPLE, EVENTS, OTHERS = (
    ("ann", "bea", "cid", "dan"),
    ("war", "battle", "rout", "siege"),
    ("guild", "town", "chief", "lore"),
)
KINDS = {
    **dict.fromkeys(PEOPLE, "person"),
    **dict.fromkeys(EVENTS, "event"),
    "guild": "organisation",
    "town": "place",
    "chief": "office",
    "lore": "topic",
}
THINGS = (*PEOPLE, *EVENTS, *OTHERS)
SOURCES = ("corve", "hugh", "ness", "tarn")
FACTS = ("battle.date", "battle.strength", "ann.born", "war.start", "ann.office")
LAWS = (
    "battle.date <= rout.date", "war.start <= part_of.start", "ann.born <= part_of.start", "part_of.start <= part_of.end", "part_of.date <= part_of.start + 9 years",
    "siege.start <= born", "ann.born <= parent.born", "guild.founded <= joined", "organisation.founded + 1 year <= joined", "at most one holder of chief at a time",
    "at most two reign at a time", "count(child) <= children", "successor.predecessor == subject", "age == years(born, as_of)",
    "killed[side=attackers] <= 30% * killed[side=all]", "leader.born + 12 years <= start", "date within war.span", "siege.span before battle.date",
    "town.population >= 3", "ann.parent.parent.born <= married", "place.founded <= visited", "fires <= strength", "place.number <= fires",
    "reign.end - reign.start <= 30 years", "leader.leader == subject",
)  # fmt: skip
DATES = (
    "1200", "3 May 1204", "1204-06", "c. 1180", "before 1150", "after battle", "2 years after ann.born", "before war.start", "on rout", "in the same year as battle",
    "1190 or 1195", "unknown", "4/5/1204", "three days before siege", "the year after bea.married[occasion=first]", "possibly before battle", "early 1204",
)  # fmt: skip
SPANS = (
    "1190/1204",
    "1190 – 1200",
    "from 1204",
    "since 1180",
    "{from: 1190, to: after battle}",
    "{from: before war.start, to: 1210}",
    "until 3 May 1204",
    "from 1201 until 1209",
)
COUNTS = (
    "6,000 men",
    "about 6,000",
    "over 700",
    "9,000",
    "at most 500",
    "3",
    "2 to 4",
    "unknown",
    "nearly 1,000",
    "500",
)
TERMS = ("constable", "marshal", "guelf", "ghibelline")
ANSWERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("born", "died", "married", "married[occasion=first]", "appointed[office=chief]", "joined[organisation=guild]", "visited[place=town]"), DATES),
    **dict.fromkeys(("held[office=chief]", "held[office=lore]", "reign"), SPANS),
    **dict.fromkeys(("age", "age-at-death"), ("40", "about 60", "over 70", "12")),
    **dict.fromkeys(("parent", "child", "spouse", "successor", "predecessor"), (*PEOPLE, "Ann", "unknown")),
    "children": ("2", "1", "3"),
    **dict.fromkeys(("office", "allegiance", "rank"), TERMS),
    "words[occasion=first]": ("we shall never yield", "we shall yield", "We shall never, yield"),
    **dict.fromkeys(("date", "start", "end", "founded", "dissolved"), DATES),
    "span": SPANS,
    "duration": ("3 days", "2 years", "about a month"),
    "place": ("town", "guild"),
    "leader": (*PEOPLE, "chief"),
    **dict.fromkeys(
        ("strength", "strength[side=attackers]", "killed", "killed[side=attackers]", "killed[side=archers]", "killed[side=defenders]", "killed[side=all]",
         "killed[kind=military]", "wounded", "casualties", "participants[side=attackers]", "population", "population[sex=women]", "population[sex=men]",
         "population[sex=all]", "population[place=town]", "number", "fires", "fires[side=archers]", "fires[side=attackers]", "fires[place=town]",
         "fires[place=ann]"), COUNTS),
    "cause": ("{frame: treason}", "{frame: liberty, legitimacy: usurped}", "{legitimacy: rightful, label: rising}", "{legitimacy: contested, label: rebellion}"),
    "members": ("An; Bea; Cid", "only An; Bea", "3 members", "An; Bea (complete)"),
    "order": ("ann < bea < cid", "bea < ann", "cid < ann"),
}  # fmt: skip
ASKED = {
    "person": ("born", "died", "married", "married[occasion=first]", "appointed[office=chief]", "joined[organisation=guild]", "visited[place=town]",
               "held[office=chief]", "held[office=lore]", "reign", "age", "age-at-death", "parent", "child", "spouse", "successor", "predecessor", "children",
               "office", "allegiance", "rank", "words[occasion=first]", "fires", "fires[place=ann]"),
    "event": ("date", "start", "end", "span", "duration", "place", "leader", "strength", "strength[side=attackers]", "killed", "killed[side=attackers]",
              "killed[side=archers]", "killed[side=defenders]", "killed[side=all]", "killed[kind=military]", "wounded", "casualties", "participants[side=attackers]", "cause", "number", "fires",
              "fires[side=archers]", "fires[side=attackers]", "order"),
    "organisation": ("founded", "dissolved", "leader", "members", "number", "strength", "order", "fires"),
    "place": ("founded", "population", "population[sex=women]", "population[sex=men]", "population[sex=all]", "leader", "killed", "fires", "fires[place=town]"),
    "office": ("successor", "predecessor"),
    "topic": ("cause", "start", "end"),
}  # fmt: skip
TIMES = ("as_of: 1204", "as_of: 3 May 1204", "throughout: 1190/1204", "within: 1200", "during: battle", "as_of: rout", "as_of: 1250", "during: war", "throughout: 1204",
         "as_of: battle", "within: 1190/1210", "during: rout")  # fmt: skip
CHAINS = (
    "[men]",
    "[bea, men]",
    "[{source: hugh}]",
    "[{voice: bea, said: 1204-06, to: cid}]",
    "[cid denies]",
    "[{voice: ann, said: 1210}]",
    "[{source: corve}]",
    "[men denies]",
)
QUOTES = (
    "about 6,000 men",
    "in 1204",
    "treason it was, usurped",
    "Ann held it",
    "over 70",
    "we shall never yield",
    "six hundred",
)
FIRM = """\
version: 1
title: {title}
properties:
  fires: {{type: quantity, scope: [side, place], adds: {adds}, state: {state}, running: {running}, unit: {unit}}}
  reign: {{type: span, spells: {spells}, for: [person]}}
  members: {{type: set}}
  order: {{type: sequence}}
  cause: {{type: framing, frames: [treason, liberty], scales: [legitimacy], one: {one}}}
scopes:
  side: {{archers: {{part_of: {side}}}, horse: {{not: [archers]}}}}
terms:
  constable: {{name: constable, used: {used}}}
  marshal: {{name: marshal, not: [constable], broader: {broader}}}
  guelf: {{name: Guelf}}
  ghibelline: {{name: Ghibelline, same_as: [{same}]}}
scales: {{legitimacy: [{scale}]}}
labels: {{{label}: {{rising: +1, rebellion: {colour}}}}}
topics: {{The war: [{topic}]}}
conventions: {{preset: {preset}{row}}}
voices:
  men: {{name: {voice}, kind: witness}}
"""
FIRST = {
    "title": "Aldwater", "adds": "[side, place]", "state": "false", "running": "false", "unit": "fires", "spells": "true", "one": "true", "side": "attackers",
    "used": "1200/1240", "broader": "guelf", "same": "", "scale": "usurped, contested, granted, rightful", "colour": "-1", "label": "battle", "topic": "battle", "preset": "default", "row": "",
    "voice": "men who were there",
}  # fmt: skip
OTHERWISE = {
    "title": ("Ness",), "adds": ("true", "false", "[place]"), "state": ("true",), "running": ("true",), "unit": ("men", "''"), "spells": ("false",), "one": ("false",),
    "side": ("defenders", "horse"), "used": ("1200/1300", "''"), "broader": ("ghibelline",), "same": ("Guelf",), "scale": ("rightful, contested, usurped",),
    "colour": ("0",), "label": ("lore", "war"), "topic": ("war", "lore.cause"), "preset": ("strict", "lenient"), "row": (", circa_year: 1 year",), "voice": ("the men of Ness",),
}  # fmt: skip
HEADS = {
    "written": ("1210", "1203/1216"), "kind": ("chronicle", "background"), "siglum": ("X", "Y"), "language": ("en", "la"), "calendar": ("julian",),
    "date_order": ("month-day-year", "day-month-year"), "number_format": ("'1.234,5'",), "derived_from": ("[hugh]", "[corve, tarn]", "[ness]"), "conventions": ("{preset: strict}",),
    "silent_on": ("[battle]", "[lore, war]"), "distance": ("secondary",), "was": ("[old]",), "note": ("Read twice.",), "text": ("{file: a.txt}", "{file: b.txt, sha256: abcd}"),
    "defaults": ("{stance: doubts}", "{as_of: 1204}", "{according_to: [men]}", "{sense: officially}", "{calendar: julian}"), "draft": ("true",),
    "set_aside": ("[{reason: a list, lines: 1-2}]",), "hemisphere": ("south",),
}  # fmt: skip
TEXTS = (
    "About 6,000 men fell in 1204.\nOver 70 of them were Ann's.\n",
    "We shall never yield, said she: treason it was, usurped.\nNo.\n",
    "",
)

State = dict[str, Any]


def drawn(draw: random.Random) -> State:
    """A dossier, as plain data."""
    one: State = {
        "firm": dict(FIRST),
        "things": {name: {"name": name.title(), "kind": KINDS[name]} for name in THINGS},
        "laws": {},
        "sources": {},
        "texts": {},
    }
    one["head"] = {name: {} for name in SOURCES}
    one["asked"] = [_question(draw) for _ in range(draw.randint(1, 5))]
    for law in draw.sample(LAWS, draw.randint(0, 2)):
        one["laws"][law] = ""
        for word in re.findall(r"[a-z-]+", law):
            one["asked"] += [
                (about, asked)
                for about in THINGS
                for asked in ASKED[KINDS[about]]
                if asked.partition("[")[0] == word and draw.random() < 0.4
            ]
    for name in SOURCES[: draw.randint(2, 4)]:
        one["sources"][name] = [claim(draw, one) for _ in range(draw.randint(2, 7))]
    for _ in range(draw.randint(0, 6)):
        _thing(draw, one["things"])
    for _ in range(draw.randint(0, 5)):
        edit(draw, one)
    return one


def _question(draw: random.Random) -> tuple[str, str]:
    about = draw.choice(THINGS)
    return about, draw.choice(ASKED[KINDS[about]])


def claim(draw: random.Random, one: State) -> dict[str, str]:
    """An entry of a source, mostly on what is asked in the dossier anyway."""
    about, asked = draw.choice(one["asked"]) if draw.random() < 0.9 else _question(draw)
    found = {f"{about}.{asked}": draw.choice(ANSWERS[asked]), "at": f"p. {draw.randint(1, 9)}"}
    for name, among, odds in (("quote", QUOTES, 0.3), ("according_to", CHAINS, 0.2), ("sense", ("officially", "de facto"), 0.08), ("note", ("torn",), 0.05),
                              ("stance", ("denies", "doubts", "expects", "reports"), 0.15), ("inferred", ("from the muster",), 0.05), ("id", ("i1", "i2"), 0.04)):  # fmt: skip
        if draw.random() < odds or (name == "quote" and asked == "cause"):
            found[name] = draw.choice(among)
    if draw.random() < 0.3:
        found["when"] = draw.choice(TIMES)
    if asked == "cause" and draw.random() < 0.5:
        found["rests_on"] = f"[{draw.choice(FACTS)}]"
    if draw.random() < 0.08:
        found["several"] = ", ".join(
            [*draw.sample([name for name in THINGS if KINDS[name] == KINDS[about]], 1), about]
        )
    return found


def edit(draw: random.Random, one: State) -> None:
    """Changes a dossier in one way."""
    sources, name = one["sources"], draw.choice(list(one["sources"]))
    claims = sources[name]
    what = draw.choice(
        (
            "add",
            "add",
            "add",
            "drop",
            "drop",
            "alter",
            "alter",
            "alter",
            "alter",
            "alter",
            "alter",
            "move",
            "swap",
            "firm",
            "thing",
            "thing",
            "law",
            "head",
            "head",
            "text",
            "source",
            "renamed",
        )
    )
    if what == "add":
        claims.insert(draw.randint(0, len(claims)), claim(draw, one))
    elif what == "drop" and len(claims) > 1:
        claims.pop(draw.randrange(len(claims)))
    elif what == "alter":
        claims[draw.randrange(len(claims))].update(list(claim(draw, one).items())[1:])
        i = draw.randrange(len(claims))
        asked = next(iter(claims[i]))
        claims[i][asked] = draw.choice(ANSWERS[asked.partition(".")[2]])
    elif what == "move":
        sources.setdefault(draw.choice(SOURCES), []).append(copy.copy(draw.choice(claims)))
    elif what == "swap":
        draw.shuffle(claims)
    elif what == "firm":
        key = draw.choice(list(FIRST))
        one["firm"][key] = draw.choice((FIRST[key], *OTHERWISE[key]))
    elif what == "thing":
        _thing(draw, one["things"])
    elif what == "law":
        _law(draw, one["laws"])
    elif what == "head":
        key = draw.choice(list(HEADS))
        head = one["head"][name]
        if head.pop(key, None) is None:
            head[key] = draw.choice(HEADS[key])
    elif what == "text":
        one["texts"][draw.choice(("a.txt", "b.txt"))] = draw.choice(TEXTS)
    elif what == "source" and len(sources) > 1:
        del sources[name]
    elif what == "renamed":
        one["head"][name]["file"] = draw.choice(("a", "z", ""))


def _thing(draw: random.Random, things: dict[str, Any]) -> None:
    name, other = draw.sample(sorted(things), 2)
    field = draw.choice(
        (
            "part_of",
            "part_of",
            "part_of",
            "part_of",
            "same_as",
            "maybe",
            "aliases",
            "kind",
            "name",
            "was",
            "used",
            "clear",
            "clear",
        )
    )
    if field == "clear":
        things[name] = {"name": name.title(), "kind": KINDS[name]}
    elif field in ("same_as", "maybe"):
        others = [key for key in things if KINDS[key] == KINDS[name] and key != name]
        things[name] |= {field: draw.choice(others), "because": "it seems so"} if others else {}
    else:
        things[name][field] = {
            "part_of": other,
            "aliases": "[Radulf]",
            "kind": draw.choice(("''", KINDS[other])),
            "name": "Ann",
            "was": "[old-one]",
            "used": "1200/1210",
        }[field]


def _law(draw: random.Random, laws: dict[str, str]) -> None:
    text = draw.choice(LAWS)
    if laws.pop(text, None) is None:
        laws[text] = draw.choice(("", "", "usual: true", "because: so it is", "for: person"))


def files(one: State) -> dict[str, str]:
    """The files of a dossier by name."""
    things = "".join(
        f"  {name}: {{{', '.join(f'{key}: {value}' for key, value in fields.items())}}}\n"
        for name, fields in one["things"].items()
    )
    laws = "".join(
        f"  - name: law-{LAWS.index(text)}\n    law: {json.dumps(text)}\n" + (f"    {more}\n" if more else "")
        for text, more in one["laws"].items()
    )
    found = {
        "dossier.yaml": FIRM.format(**one["firm"])
        + f"entities:\n{things}"
        + (f"laws:\n{laws}" if laws else "")
    }
    for name, claims in one["sources"].items():
        head = {key: value for key, value in one["head"][name].items() if key != "file"}
        lines = [
            f"source: {name}",
            f"title: Book of {name}",
            *(f"{key}: {value}" for key, value in head.items()),
            "claims:",
        ]
        found[f"{one['head'][name].get('file', '')}{name}.yaml"] = (
            "\n".join([*lines, *map(_entry, claims)]) + "\n"
        )
    return {**found, **one["texts"]}


def _entry(said: Mapping[str, str]) -> str:
    (question, value), *rest = said.items()
    lines = [f"{question}: {value}"]
    if "several" in said:
        lines = [
            f"about: [{said['several']}]",
            f"says: {{'{question.partition('.')[2]}': {json.dumps(value) if value[0] != '{' else value}}}",
        ]
    lines += [text if key == "when" else f"{key}: {text}" for key, text in rest if key != "several"]
    return "  - " + "\n    ".join(lines)


def write(folder: Path, one: State) -> None:
    """Puts a dossier where another state of it was."""
    folder.mkdir(parents=True, exist_ok=True)
    now = files(one)
    for path in folder.iterdir():
        if path.name not in now:
            path.unlink()
    for name, text in now.items():
        (folder / name).write_text(text, "utf-8")
