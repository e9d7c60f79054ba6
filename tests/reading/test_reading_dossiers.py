"""What a dossier.yaml declares, laid over the core vocabulary, and what is said when it declares something wrong."""

from __future__ import annotations

import pytest

from discrepancy.model.core_vocabulary import ONE, core_vocabulary
from discrepancy.values.base import type_names, value_type
from tests.support.read_sources import DOSSIER, ReadFiles

HEAD = "title: T\n"


def test_the_core_vocabulary_has_the_properties_that_others_rely_on() -> None:
    names = "born died age-at-death birth-place birth-name occupation spouse children parent office held start end date imprisoned released founded"
    names += " member-of killed wounded missing casualties strength prisoners population"
    assert set(names.split()) <= set(core_vocabulary().properties)
    assert all(prop.help for prop in core_vocabulary().properties.values())
    assert core_vocabulary().properties["killed"].adds_over("side")
    assert core_vocabulary().scopes["kind"]["officers"] == ("military",)


def test_which_types_have_one_answer_is_what_the_types_say() -> None:
    assert {name for name in type_names() if value_type(name).one} == ONE & set(type_names())


def test_a_dossier_adds_to_the_core_and_narrows_it(read_files: ReadFiles) -> None:
    dossier = read_files(
        {
            "dossier.yaml": HEAD
            + "properties:\n  dead: {type: quantity, unit: men, adds: true}\n  strength: {scope: [side]}\n  office: {one: true}\n  cause: {type: date}\n"
            + "scopes:\n  side: {archers: {part_of: defenders}}\nscales:\n  zeal: [cold, warm]\nkinds:\n  sect: {help: A sect.}\ntitles: [Đại tướng]\n"
        }
    )
    assert not dossier.problems
    properties = dossier.vocabulary.properties
    assert properties["dead"].adds is True
    assert (properties["strength"].scope, properties["strength"].unit) == (("side",), "men")
    assert properties["office"].one
    assert (properties["cause"].one, properties["cause"].kinds) == (True, ())
    assert dossier.vocabulary.scopes["side"]["archers"] == ("defenders",)
    assert {"zeal", "attitude"} <= set(dossier.vocabulary.scales)
    assert "sect" in dossier.vocabulary.kinds


def test_what_excludes_what_in_a_scope_is_read(read_files: ReadFiles) -> None:
    text = (
        HEAD
        + "scopes:\n  side: {archers: {part_of: defenders, not: [attackers, riders]}, riders: {help: On horses.}}\n"
    )
    dossier = read_files({"dossier.yaml": text})
    assert not dossier.problems
    assert dossier.vocabulary.disjoint["side"]["archers"] == ("attackers", "riders")
    assert (
        dossier.vocabulary.disjoint["side"]["attackers"]
        == core_vocabulary().disjoint["side"]["attackers"]
        == ("defenders",)
    )


def test_laws_are_kept_as_written(read_files: ReadFiles) -> None:
    text = (
        HEAD
        + "laws:\n  - name: order\n    law: born <= died\n    for: person\n    because: nobody dies first\n"
    )
    (law,) = read_files({"dossier.yaml": text}).laws
    assert (law.name, law.text, law.kinds, str(law.mark), law.because) == (
        "order",
        "born <= died",
        ("person",),
        "d/dossier.yaml:4:10",
        "nobody dies first",
    )


# The lines under the title; then line:column code of each problem; words of the first.
WRONG = {
    "no title": ("", ["1:1 E012"], "title"),
    "unknown field": ("entites: {}\n", ["2:1 E003"], 'did you mean "entities"?'),
    "law cut by a comma": (
        "laws:\n  - {name: x, law: a == years(b, c)}\n",
        ["3:34 E014"],
        "inside { } a comma ends a value",
    ),
    "unknown kind": ("entities:\n  a: {name: A, kind: persn}\n", ["3:22 E024"], 'did you mean "person"?'),
    "entity without a name": ("entities:\n  a: {kind: person}\n", ["3:6 E012"], "name"),
    "an id with a full stop": ("entities:\n  a.b: {name: A}\n", ["3:3 E035"], "an id has no spaces"),
    "the same id composed and decomposed": (
        "entities:\n  \u00e9: {name: A}\n  e\u0301: {name: B}\n",
        ["4:3 E010"],
        "on line 3",
    ),
    "unknown whole": ("entities:\n  a: {name: A, part_of: b}\n", ["3:25 E018"], "no such entity"),
    "part of itself": ("entities:\n  a: {name: A, part_of: a}\n", ["3:25 E030"], "itself"),
    "parts in a circle": (
        "entities:\n  a: {name: A, part_of: b}\n  b: {name: B, part_of: [a]}\n",
        ["3:25 E030"],
        "a → b → a",
    ),
    "same in a circle": (
        "entities:\n  a: {name: A, same_as: b, because: x}\n  b: {name: B, same_as: a, because: x}\n",
        ["3:25 E030"],
        "a → b → a",
    ),
    "same without a reason": (
        "entities:\n  a: {name: A, same_as: b}\n  b: {name: B}\n",
        ["3:25 E037"],
        "because",
    ),
    "unknown type": ("properties:\n  x: {type: dat}\n", ["3:13 E024"], 'did you mean "date"?'),
    "no type": ("properties:\n  x: {one: true}\n", ["3:3 E012"], "no type"),
    "no flag": ("properties:\n  x: {type: date, one: maybe}\n", ["3:24 E024"], "true"),
    "unknown dimension": (
        "properties:\n  x: {type: date, scope: [sidd]}\n",
        ["3:26 E021"],
        'did you mean "side"?',
    ),
    "unknown scale": (
        "properties:\n  x: {type: framing, scales: [atitude]}\n",
        ["3:30 E031"],
        'did you mean "attitude"?',
    ),
    "scopes in a circle": ("scopes:\n  s: {a: {part_of: b}, b: {part_of: a}}\n", ["3:3 E030"], "a → b → a"),
    "unknown whole of a scope": ("scopes:\n  s: {aaa: {part_of: bb}}\n", ["3:3 E021"], "bb"),
    "unknown value to exclude": ("scopes:\n  s: {aaa: {not: [bb]}}\n", ["3:3 E021"], "bb"),
    "a value that excludes itself": (
        "scopes:\n  s: {aaa: {not: aaa}, bb: {}}\n",
        ["3:3 E021"],
        "other value of s",
    ),
    "a time of use that is none": (
        "terms:\n  c:\n    name: C\n    used: gibberish\n",
        ["5:11 E025"],
        "not a period",
    ),
    "a scale that is a text": ("scales:\n  s: high\n", ["3:6 E011"], "list of positions"),
    "label of nobody": ("labels:\n  nobody: {x: +1}\n", ["3:3 E018"], "no such entity"),
    "topic of nobody": ("topics:\n  War: [causes]\n", ["3:9 E019"], 'did you mean "cause"?'),
    "topic of a question of nobody": (
        "topics:\n  War: [nobody.cause]\n",
        ["3:9 E018"],
        "declare it in dossier.yaml",
    ),
    "topic of a question not asked": (
        "entities:\n  a: {name: A}\ntopics:\n  War: [a.caus]\n",
        ["5:9 E019"],
        'did you mean "cause"?',
    ),
    "topic of a fact": ("topics:\n  War: [born]\n", ["3:9 E039"], "topics group framings"),
    "two topics": (
        "entities:\n  a: {name: A}\ntopics:\n  War: [a]\n  Peace: [a]\n",
        ["6:11 E010"],
        "keep it in one",
    ),
    "topics in a list": ("topics: [War]\n", ["2:9 E011"], "mapping"),
    "no colour": ("entities:\n  a: {name: A}\nlabels:\n  a: {x: good}\n", ["5:10 E024"], "+1"),
    "conventions": (
        "conventions: {preset: strikt, circa_yeer: 3 years}\n",
        ["2:23 E025", "2:31 E025"],
        'did you mean "strict"',
    ),
    "version": ("version: 3\n", ["2:10 E013"], "version 1"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_dossier_declares_wrongly_is_said_at_its_place(case: str, read_files: ReadFiles) -> None:
    text, problems, words = WRONG[case]
    dossier = read_files({"dossier.yaml": HEAD + text if text else "summary: x\n"})
    assert [f"{one.mark.line}:{one.mark.column} {one.code}" for one in dossier.problems] == problems, [
        str(one) for one in dossier.problems
    ]
    assert words in str(dossier.problems[0])


def test_what_could_not_be_read_is_not_called_unknown_as_well(read_files: ReadFiles) -> None:
    text = HEAD + "entities:\n  a: {name: A}\n  b: {name: B: C}\n  c: {name: C}\n"
    claims = "source: s\ntitle: S\nclaims:\n" + "".join(
        f"  - {name}.alias: x\n    at: p. 1\n" for name in "abcd"
    )
    dossier = read_files({"dossier.yaml": text, "s.yaml": claims})
    assert [(one.mark.file, one.mark.line, one.code) for one in dossier.problems] == [
        ("d/dossier.yaml", 4, "E007"),
        ("d/s.yaml", 10, "E018"),
    ]
    assert [claim.question.about for claim in dossier.claims] == ["a", "c"]


def test_topics_keep_their_order_and_take_former_names(read_files: ReadFiles) -> None:
    topics = "topics:\n  The people: [rafe, hugh.view]\n  The war: battle\n  Causes: [cause]\n"
    dossier = read_files({"dossier.yaml": DOSSIER + topics})
    assert not dossier.problems
    assert list(dossier.topics.items()) == [
        ("The people", ("ralph", "hugh.view")),
        ("The war", ("battle",)),
        ("Causes", ("cause",)),
    ]
