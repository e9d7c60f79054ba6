"""Evidence in a whole run: `--texts`, what each form of output says of it, and the wordings of one utterance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.evidence.quotes.wording_difference import SORTS, wording_difference
from discrepancy.evidence.statements.entity_names import EntityNames
from discrepancy.model.source import Entity
from discrepancy.values.base import read
from discrepancy.values.types.quotation import Quotation
from tests.support.command import invoke as run

DOSSIER = "version: 1\ntitle: T\nentities:\n  war:\n    name: the war\n    kind: event\n"
SOURCE = """\
version: 1
source: {name}
siglum: {sign}
title: {name}
text:
  file: {name}.txt
claims:
  - war.killed: 20
    at: p. 1
    quote: in the fire 20 men died
  - war.killed: {count}
    at: p. 2
    quote: that {count} men died
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier of two sources, with the text of one of them in a folder of its own."""
    monkeypatch.delenv("DISCREPANCY_TEXTS", raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("d", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "d" / "dossier.yaml").write_text(DOSSIER)
    for name, count in (("annals", 30), ("bede", 20)):
        (tmp_path / "d" / f"{name}.yaml").write_text(
            SOURCE.format(name=name, sign=name[0].upper(), count=count)
        )
    (tmp_path / "texts" / "annals.txt").write_text(
        "They say that\nin the fire 20 men died, and others\nsay that 31 men died.\n"
    )
    return tmp_path


def test_check_says_which_quotes_stand_where(folder: Path) -> None:
    said = run("check", "d", "--texts", "texts")
    assert "Quotes: 1 exact, 1 mismatched, 2 not checked." in said.text
    assert 'not checked: the quotes of B: there is no "bede.txt"' in said.text
    assert "“in the fire 20 men died” (verified at line 2)" in said.text
    assert "Q103 quote-changed" in said.text and 'the text has "31", the quote "30" (figure)' in said.text
    assert said.code == 1  # by the conflict of 20 and 30, as without texts


def test_without_texts_it_says_so_and_nothing_else_changes(folder: Path) -> None:
    said = run("check", "d", "--verbose")
    assert (
        "Quotes: 4 not checked." in said.text
        and "Q103 quote-changed: not run: no text of a source is at hand" in said.text
    )
    assert "[Q10" not in said.text and said.code == 1


def test_the_environment_names_folders_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCREPANCY_TEXTS", str(folder / "texts"))
    assert "1 exact, 1 mismatched" in run("check", "d").text
    assert "verified at line 2" in run("explain", "war.killed", "d").text


def test_a_folder_that_is_not_there_is_bad_usage(folder: Path) -> None:
    said = run("check", "d", "--texts", "nowhere")
    assert said.code == 2 and "nowhere" in said.text


def test_json_has_the_status_of_every_quote(folder: Path) -> None:
    said = json.loads(run("check", "d", "--texts", "texts", "--format", "json").text)
    assert said["run"]["quotes"] == {"exact": 1, "mismatched": 1, "not checked": 2}
    assert [one["source"] for one in said["run"]["without_text"]] == ["bede"]
    skipped = {one["code"]: one["skipped"] for one in said["run"]["rules"]}
    assert skipped["Q103"] is None
    found = {
        claim["id"]: claim["quote_status"] for finding in said["findings"] for claim in finding["claims"]
    }
    listed = json.loads(run("list", "claims", "d", "--texts", "texts", "--format", "json").text)
    assert found.items() <= {claim["id"]: claim["quote_status"] for claim in listed}.items()
    [changed] = [finding for finding in said["findings"] if finding["rule"] == "Q103"]
    assert (changed["kind"], changed["level"], changed["property"]) == ("evidence", "warning", "killed")


def test_the_page_says_how_many_quotes_were_verified(folder: Path) -> None:
    page = run("check", "d", "--texts", "texts", "--format", "markdown").text
    assert (
        "1 of 2 verified; 1 mismatched" in page
        and "Quotes against the texts: 1 exact, 1 mismatched, 2 not checked." in page
    )
    assert "Quotes were not checked against the texts." in run("check", "d", "--format", "markdown").text


def test_a_text_that_is_not_the_pinned_one_is_told_once(folder: Path) -> None:
    path = folder / "d" / "annals.yaml"
    path.write_text(path.read_text().replace("annals.txt", "annals.txt\n  sha256: 9c1f"))
    said = json.loads(run("check", "d", "--texts", "texts", "--format", "json").text)
    assert [finding["rule"] for finding in said["findings"]].count("Q106") == 1


# Names in a text


def test_names_are_found_letter_by_letter_and_the_longer_first() -> None:
    entities = {
        "ho": Entity("ho", "Hồ Chí Minh", aliases=("Hồ", "the Uncle")),
        "ness": Entity("ness", "Hugh of Ness"),
    }
    text = "Ho Chi Minh, hồ, HUGH OF\nNESS; Hugh. Of Ness; the uncle, the Uncle and Hộ"
    found = [(mention.text, mention.entities) for mention in EntityNames(entities).mentions(text)]
    assert found == [("Ho Chi Minh", ("ho",)), ("HUGH OF\nNESS", ("ness",)), ("Uncle", ("ho",))]


def test_the_full_stop_of_an_initial_ends_no_name() -> None:
    entities = {"fell": Entity("fell", "J. R. Fell")}
    text = "J. R. Fell, J.R. Fell and J R Fell; but plan J. R. Then Fell"
    assert [mention.text for mention in EntityNames(entities).mentions(text)] == [
        "J. R. Fell",
        "J.R. Fell",
        "J R Fell",
    ]


# Wordings of one utterance

PAIRS = [
    ("we shall never yield", "We shall never yield!", "punctuation"),
    ("we shall never yield", "we shall yield", "omission"),
    ("we shall never yield", "we shall not yield", "substitution"),
    ("we shall never yield", "{value: numquam cedemus, language: la}", "translation"),
]


def quotation(text: str) -> Quotation:
    given: str | dict[str, str] = (
        {"value": "numquam cedemus", "language": "la"}
        if text.startswith("{")
        else {"value": text, "language": "en"}
    )
    found = read("quotation", given)
    assert isinstance(found, Quotation)
    return found


@pytest.mark.parametrize(("left", "right", "sort"), PAIRS)
def test_two_wordings_differ_in_one_of_four_ways(left: str, right: str, sort: str) -> None:
    found = wording_difference(quotation(left), quotation(right))
    assert found is not None and found.sort == sort


def test_the_difference_is_shown_word_by_word() -> None:
    found = wording_difference(quotation("we shall never yield the bridge"), quotation("we shall not yield"))
    assert found is not None and found.diff == "we shall [-never-] {+not+} yield [-the bridge-]"


@given(
    *[
        st.lists(
            st.sampled_from(["we", "We", "shall", "never", "yield.", "yield"]), min_size=1, max_size=6
        ).map(" ".join)
    ]
    * 2
)
def test_the_difference_holds_both_wordings(left: str, right: str) -> None:
    found = wording_difference(quotation(left), quotation(right))
    assert (found is None) == (left == right)
    if found is not None:
        assert found.sort in SORTS
        back = wording_difference(quotation(right), quotation(left))
        assert back is not None and back.sort == found.sort
