"""`explain`: every topic there is has a page; what is none is answered with the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.commands import init as starting
from discrepancy.commands._explain.help_pages import help_pages
from discrepancy.commands._explain.layout import WIDTH
from discrepancy.commands._explain.topics import topic_page, topics, unknown_topic
from discrepancy.findings.analysis import engine
from discrepancy.reading import dossiers as reader
from discrepancy.reporting.formats.text import finding_lines

NOWHERE = ["there-is-no-such-folder"]


@pytest.fixture
def tarn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    starting.write_dossier("tarn")
    return ["tarn"]


@pytest.mark.parametrize("topic", topics())
def test_every_topic_has_a_page_without_any_dossier(topic: str) -> None:
    page = topic_page(topic, NOWHERE)
    assert (
        page
        and (topic in page or topic in help_pages())
        and page.endswith("\n")
        and not page.endswith("\n\n")
    )
    assert not [line for line in page.splitlines() if len(line) > WIDTH + 2]


def test_the_overview_names_every_topic() -> None:
    page = topic_page(None, NOWHERE)
    assert page and not [topic for topic in topics() if topic not in page]


@pytest.mark.parametrize(
    ("topic", "says"),
    [
        ("d101", "D101 camps-exclude"),
        ("camps-exclude", "# <- D101"),
        ("E014", "comma ends a value"),
        ("comma-in-braces", "E014"),
        ("date", "early 1950s"),
        ("date", "property date: date"),
        ("prisoners", "a part cannot exceed its whole, along side, place, kind, sex"),
        ("policy", "hostile < critical < neutral < favourable"),
        ("held", "spans that do not overlap, or only touch, are different spells"),
        ("laws", "born-before-died born <= died"),
        ("early-marriage", "unusual: at most a tension"),
    ],
)
def test_says(topic: str, says: str) -> None:
    assert says in " ".join((topic_page(topic, NOWHERE) or "").split())


def test_a_property_of_the_dossier(tarn: list[str]) -> None:
    page = topic_page("houses-burnt", tarn)
    assert (
        page
        and "How many houses burnt down." in page
        and "in houses" in page
        and "as declared in tarn" in page
    )


def test_an_entity(tarn: list[str]) -> None:
    page = topic_page("walter", tarn)
    assert page and "Walter of Tarn (person, in tarn)" in page and "2 claims  walter.office" in page


@pytest.mark.parametrize("written", ["fire.houses-burnt", " fire . houses-burnt ", "fire.houses-burnt[]"])
def test_a_question(written: str, tarn: list[str]) -> None:
    page = topic_page(written, tarn)
    assert page and all(
        part in page
        for part in (
            "Readings",
            "over 300  C",
            "read with charity: 2 camps",
            "“mo than thre hundred houses”",
            "F-b49afe3e",
        )
    )


def test_a_question_without_a_finding(tarn: list[str]) -> None:
    page = topic_page("fire.killed", tarn)
    assert (
        page
        and "C according to people of the town" in page
        and "all can be true together" in page
        and "No finding." in page
    )


def test_a_question_asked_only_in_a_scope_is_found_without_it(tarn: list[str]) -> None:
    Path("tarn", "third.yaml").write_text(
        "source: third\ntitle: Third\nclaims:\n  - fire.wounded[sex=men, kind=civilian]: 4\n    at: p. 1\n",
        encoding="utf-8",
    )
    assert "fire.wounded[kind=civilian, sex=men]" in (topic_page("fire.wounded", tarn) or "")
    assert "fire.wounded[kind=civilian, sex=men]" in (
        topic_page("fire.wounded[kind=civilian,sex=men]", tarn) or ""
    )
    assert topic_page("fire.wounded[sex=women]", tarn) is None


def test_a_finding_is_told_as_check_tells_it(tarn: list[str]) -> None:
    run = engine.run_rules(reader.read_dossiers(tarn))
    assert topic_page("F-B49AFE3E", tarn) == "\n".join(finding_lines(run.findings[0], run)) + "\n"


@pytest.mark.parametrize(
    ("topic", "meant"),
    [
        ("camps-exlude", "camps-exclude"),
        ("D110", "D101"),
        ("prisoner", "prisoners"),
        ("fire.house-burnt", "fire.houses-burnt"),
        ("F-b49afe3f", "F-b49afe3e"),
    ],
)
def test_did_you_mean(topic: str, meant: str, tarn: list[str]) -> None:
    assert topic_page(topic, tarn) is None
    assert f'no topic "{topic}", did you mean "{meant}"?' == unknown_topic(topic, tarn)


def test_a_question_where_nothing_was_read_says_so() -> None:
    assert (
        unknown_topic("fire.killed", NOWHERE)
        == 'no topic "fire.killed": no claim was read at there-is-no-such-folder'
    )


def test_nothing_near_is_answered_with_where_to_look() -> None:
    assert (
        unknown_topic("\x1b[31mxyzzy", NOWHERE)
        == 'no topic "\\x1b[31mxyzzy", discrepancy explain lists the topics'
    )
