"""What a property may say of its answers, and values of a kind that it cannot name."""

from __future__ import annotations

import pytest

from tests.support.read_sources import ReadFiles

DOSSIER = """\
title: T
entities:
  work: {name: the Work, kind: work}
  paris: {name: Paris, kind: place, aliases: [the City]}
  lutetia: {name: Lutetia, same_as: paris, because: the walls}
  ada: {name: Ada, kind: person}
  guild: {name: the guild, kind: organisation}
  thing: {name: a thing}
"""
SOURCE = "source: a\ntitle: A\nclaims:\n  - {claim}\n    at: p. 1\n"


def said(read_files: ReadFiles, claim: str, more: str = "") -> list[str]:
    dossier = read_files({"dossier.yaml": DOSSIER + more, "a.yaml": SOURCE.replace("{claim}", claim)})
    return [
        f"{one.mark.file.split('/')[-1]}:{one.mark.line}:{one.mark.column} {one.code}"
        for one in dossier.problems
    ]


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ("work.author: Paris", ["a.yaml:4:18 E043"]),
        ("work.author: paris", ["a.yaml:4:18 E043"]),
        ("work.author: the City", ["a.yaml:4:18 E043"]),
        ("work.author: Lutetia", ["a.yaml:4:18 E043"]),
        ("ada.spouse: the guild", ["a.yaml:4:17 E043"]),
        ("ada.birth-place: Ada", ["a.yaml:4:22 E043"]),
        ("work.author: Ada", []),
        ("work.author: the guild", []),
        ("work.author: a thing", []),  # of no kind
        ("work.author: somebody", []),  # not registered
        ("work.author: unknown", []),
        ("ada.birth-place: Lutetia", []),
        ("about: work\n    says:\n      author: Paris", ["a.yaml:6:15 E043"]),
    ],
)
def test_the_kind_of_a_value_is_checked(read_files: ReadFiles, claim: str, right: list[str]) -> None:
    assert said(read_files, claim) == right


def test_the_message_says_what_would_be_right(read_files: ReadFiles) -> None:
    files = {"dossier.yaml": DOSSIER, "a.yaml": SOURCE.replace("{claim}", "work.author: Paris")}
    (one,) = read_files(files).problems
    assert str(one).endswith(
        "error: author names an entity of kind person, organisation, office or population, and paris is of"
        ' kind place, "Paris", name another entity, or declare author again with place among its values'
        " [E043 wrong-value-kind]"
    )


def test_the_advice_is_right(read_files: ReadFiles) -> None:
    more = "properties:\n  author: {values: [person, place]}\n"
    assert said(read_files, "work.author: Paris", more) == []


def test_a_value_read_for_one_property_is_checked_for_another(read_files: ReadFiles) -> None:
    claims = "ada.birth-place: Paris\n    at: p. 1\n  - work.author: Paris\n    at: p. 1\n  - ada.death-place: Paris"
    assert said(read_files, claims) == ["a.yaml:6:18 E043"]


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ("type: entity, values: [person]", ""),
        ("type: entity, values: [persn]", "E024"),
        ("type: date, values: [person]", "E044"),
        ("type: entity, one: false, most: 2", ""),
        ("type: entity, most: 2", "E044"),
        ("type: entity, differ_in: [sex]", "E044"),
        ("type: framing, most: 2", ""),
        ("type: entity, one: false, most: two", "E025"),
        ("type: entity, one: false, most: 0", "E025"),
        ("type: entity, one: false, most: -1", "E025"),
        ("type: term, one: false, most: 3", ""),
        ("type: entity, symmetric: true", ""),
        ("type: entity, symmetric: yes", "E024"),
        ("type: term, symmetric: true", "E044"),
        ("type: entity, inverse: spouse", ""),
        ("type: entity, inverse: spuse", "E019"),
        ("type: entity, inverse: born", "E044"),
        ("type: entity, symmetric: true, inverse: spouse", "E044"),
        ("type: entity, one: false, differ_in: [sex]", ""),
        ("type: entity, one: false, differ_in: [sax]", "E019"),
    ],
)
def test_what_a_property_says_of_its_answers_is_checked(
    read_files: ReadFiles, fields: str, right: str
) -> None:
    found = said(read_files, "ada.died: 1301", f"properties:\n  new: {{{fields}}}\n")
    assert [one.split()[1] for one in found] == ([right] if right else [])


def test_a_limit_of_what_had_several_answers_before_needs_no_more(read_files: ReadFiles) -> None:
    more = "properties:\n  spouse: {most: 4}\n  parent: {one: true}\n"
    assert said(read_files, "ada.died: 1301", more) == []


def test_a_sex_is_one_of_two_words(read_files: ReadFiles) -> None:
    dossier = read_files(
        {"dossier.yaml": "title: T\nentities:\n  a: {name: A, sex: male}\n  b: {name: B, sex: mle}\n"}
    )
    assert dossier.entities["a"].sex == "male" and [one.code for one in dossier.problems] == ["E024"]
