"""Dates that a text gives by what stands before: each way of English to say so, on sentences made for it, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discrepancy.evidence.drafting.drafts import Draft, Drafter
from discrepancy.evidence.texts.extracted_text import ExtractedText
from discrepancy.evidence.texts.source_text import SourceText
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Basis, Relative, read
from tests.evidence.test_drafts import dossier as read_dossier

DOSSIER = """\
version: 1
title: T
entities:
  ralph: {name: Ralph of Ness, kind: person, aliases: [Ralph]}
  abbey: {name: Corve Abbey, kind: organisation}
  siege: {name: Siege of Ness, kind: event}
  council: {name: the 3rd council of the province, kind: event}
  council-4: {name: the 4th council of the province, kind: event}
  embargo: {name: the embargo on wool from the northern ports, kind: event}
  rising: {name: the Great Rising, kind: event}
voices:
  acts: {name: the Great Rising, kind: document}
"""


@pytest.fixture
def registry(tmp_path: Path) -> Dossier:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "dossier.yaml").write_text(
        DOSSIER.replace("{name: ", "{name: '").replace(", kind", "', kind")
    )
    found = read_dossier(tmp_path)
    assert not found.problems, found.problems
    return found


def drafts(text: str, registry: Dossier) -> list[Draft]:
    return list(Drafter(SourceText("t.txt", ExtractedText(text), "", ""), registry, "annals").drafts())


def dates(text: str, registry: Dossier) -> dict[str, Draft]:
    return {one.value: one for one in drafts(text, registry) if one.kind in ("date", "span")}


POINTING = [
    # text, value, a part of how it was reckoned
    ("In 1204 he fell. The previous year he had fled.", "1203", "1204"),
    ("In May 1204 he came; the next month he left.", "the month after May 1204", "May 1204"),
    ("On 6 May 1204 he came. On the following day he left.", "the day after 6 May 1204", "6 May 1204"),
    ("On 6 May 1204 he came (it lasted until 1209). The same day he left.", "6 May 1204", "6 May 1204"),
    ("In 1204 he came. Six years later he left.", "1210", "1204"),
    ("In 1204 he came. He was ill the next year. Six years later he left.", "1211", "1205"),
    ("On 6 May 1204 he came. Three weeks later he left.", "three weeks after 6 May 1204", "6 May 1204"),
    ("In 1204 he came. He had fled two years earlier.", "1202", "1204"),
    ("By June 1204 he had been dead for three months.", "three months before June 1204", "June 1204"),
    ("In 1204 he fell. He had been bailiff for ten years.", "1194", "1204"),
    ("In 1204 the town kept its fiftieth anniversary.", "1154", "1204"),
    ("He ruled in the early 1190s. During this period nobody starved.", "early 1190s", "early 1190s"),
    ("He ruled from 1190 to 1194. During that time nobody starved.", "from 1190 to 1194", "1190 to 1194"),
    ("He came in 1204. By then the bridge was gone.", "by 1204", "1204"),
    ("He came in 1204. At the time, the bridge was gone.", "1204", "1204"),
    ("The bridge fell in 1204. From then on they used the ford.", "from 1204", "1204"),
    ("The bridge fell in 1204; the ford was thereafter used.", "from 1204", "1204"),
    ("The bridge fell in 1204. Until then nobody used the ford.", "until 1204", "1204"),
    ("The bridge fell in 1204. As a result they used the ford.", "after 1204", "1204"),
    ("They asked for it in 1204. It was not built until later.", "after 1204", "1204"),
    ("He died in 1204. He was succeeded by his brother.", "from 1204", "1204"),
    ("It failed in 1204, leading the council to sell it.", "after 1204", "1204"),
    ("Before 1204 the town was growing like weeds.", "until 1204", "over then"),
    ("On 31 December 1204 they came. They left in January.", "January 1205", "the one after December 1204"),
    ("In 1204 they agreed on a plan for ten years.", "by 1214", "1204"),
    (
        "In 1204 he came (his brother, who had fled to Corve in 1199, did not). In May he left.",
        "May 1204",
        "1204",
    ),
    ("In 1204 he came. In the summer of that year he left.", "summer 1204", "1204"),
    ("In 1204 he came. By the autumn he was gone.", "by autumn 1204", "1204"),
    ("In 1204 he came. At the end of that year he left.", "end of 1204", "1204"),
    ("In 1204 he came. Thirty years on, nobody knew.", "1234", "1204"),
    ("In 1204 he came. About this time the bridge fell.", "about 1204", "1204"),
    ("In 1924 he came. In the late twenties nobody starved.", "late 1920s", "1924"),
    ("In 1986 he came. In the late 80s nobody starved.", "late 1980s", "1986"),
    (
        "In 1204 he came. On 6 May, the\nmarket was held, and a long line that is broken\nends here. Within ten years it was gone.",
        "by 1214",
        "1204",
    ),
]


@pytest.mark.parametrize(("text", "value", "how"), POINTING)
def test_what_points_back_is_reckoned_and_says_so(registry: Dossier, text: str, value: str, how: str) -> None:
    found = dates(text, registry)
    assert value in found and how in found[value].inferred, {key: one.inferred for key, one in found.items()}


BY_EVENTS = [
    # text, value, whether the event is named letter by letter
    ("It fell shortly after the Siege of Ness.", "shortly after siege", True),
    ("In the aftermath of the Siege of Ness it fell.", "after siege", True),
    ("By the time of the Siege of Ness it was gone.", "by siege", True),
    ("Since the Siege of Ness nobody came.", "after siege", True),
    ("It ended with the Siege of Ness.", "on siege", True),
    ("Three weeks after the Siege of Ness it fell.", "three weeks after siege", True),
    ("It fell thirty days before the Siege of Ness.", "30 days before siege", True),
    ("It fell the day after the Siege of Ness.", "the day after siege", True),
    ("Two years after the founding of Corve Abbey it fell.", "two years after abbey.founded", True),
    ("After the Great Rising nobody came.", "after rising", True),  # a voice has the same name
    ("Following the dissolution of Corve Abbey they left.", "after abbey.dissolved", True),
    ("They left before Ralph's death.", "before ralph.died", True),
    ("Shortly after the founding of the Corve Abbey they left.", "shortly after abbey.founded", True),
    ("At the 3rd provincial council they sold it.", "on council", False),
    ("After the fourth council nobody came.", "after council-4", False),
    ("Following the embargo on northern wool they starved.", "after embargo", False),
    ("The Siege of Ness began. After this siege nobody came.", "after siege", False),
    ("The Siege of Ness failed. After the failure of this siege nobody came.", "after siege", False),
    ("They came to the Siege of Ness. Six months later they left.", "six months after siege", False),
    ("They saw the Siege of Ness. From then on they hid.", "after siege", False),
    ("They saw the Siege of Ness. In response they hid.", "after siege", False),
]


@pytest.mark.parametrize(("text", "value", "named"), BY_EVENTS)
def test_what_is_dated_by_an_event(registry: Dossier, text: str, value: str, named: bool) -> None:
    found = dates(text, registry)
    assert value in found, list(found)
    assert isinstance(
        read("date", value, Basis(anchor=lambda name: name.split(".")[0] in registry.entities)), Relative
    )
    assert bool(found[value].inferred) != named


def test_an_event_that_the_text_dates_elsewhere_gives_two_readings(registry: Dossier) -> None:
    found = dates("The Siege of Ness (1204) was long. At the Siege of Ness he fell.", registry)
    assert found["on siege"].reading and "is dated 1204" in found["1204"].inferred
    beside = dates("At the Siege of Ness in 1204 he fell.", registry)
    assert not beside["on siege"].reading and not beside["1204"].inferred


def test_what_is_reckoned_from_a_known_event_is_also_dated_by_it(registry: Dossier) -> None:
    found = dates("He founded Corve Abbey in 1204. Ralph was imprisoned the next year.", registry)
    assert found["1205"].reading == found["the year after abbey.founded"].reading == "one of two readings"


def test_a_date_that_opens_a_sentence_holds_for_its_other_clauses(registry: Dossier) -> None:
    said = "In May 1204, under great pressure from the towns around, the lords of Corve Abbey sold the ford, bailiff of Ralph, leaving Ralph poor for years"
    found = [
        one.quote
        for one in drafts(f"{said}, and Ralph of Ness left for Rome.", registry)
        if one.inferred == "the date opens the sentence"
    ]
    assert found == ["and Ralph of Ness left for Rome."]
    assert not [
        one
        for one in drafts("It fell in May 1204, under pressure, and Ralph of Ness left for Rome.", registry)
        if one.inferred
    ]


def test_what_happens_in_a_sentence_without_a_date_is_told_of_the_date_before(registry: Dossier) -> None:
    found = {
        one.value: f"{one.about}.{one.property}"
        for one in drafts("In 1204 it rained. They slept. Ralph was released.", registry)
        if one.inferred
    }
    assert found == {"1204": "ralph.released"}
    found = {
        one.value: one.property for one in drafts("They saw the Siege of Ness. Ralph resigned.", registry)
    }
    assert found == {"on siege": "left"}


@pytest.mark.parametrize(
    "told",
    [
        "He was released.",  # who?
        "Ralph slept.",  # did anything happen?
        "Ralph's men were released, and the followers of Ralph resigned.",  # not he
        "Ralph was released in 1205.",
        "\n\nRalph was released.",
    ],
)
def test_a_sentence_without_a_date_that_need_not_have_one(registry: Dossier, told: str) -> None:
    assert not [one for one in drafts(f"In 1204 it rained. {told}", registry) if one.inferred]


def test_a_month_and_an_ordinal_that_may_belong_to_a_name(registry: Dossier) -> None:
    found = {
        one.value: one.reading
        for one in drafts("In 1204 it rained. They met at the May 6th General Chapter.", registry)
    }
    assert {"May 6th 1204", "May 1204", "6"} <= found.keys() and all(
        found[key] for key in ("May 6th 1204", "May 1204", "6")
    )


def test_after_the_outbreak_is_not_after_the_war(registry: Dossier) -> None:
    assert list(dates("After the outbreak of the Great Rising they left.", registry)) == [
        "after rising.start"
    ]


def test_two_months_of_one_year(registry: Dossier) -> None:
    assert list(dates("From May to September 1219 no ship came.", registry)) == ["May 1219 – September 1219"]
    assert list(dates("It was held from 3 May to 6 June 1219.", registry)) == ["3 May 1219 – 6 June 1219"]
    assert list(dates("It fell between May and July 1219.", registry)) == ["between May 1219 and July 1219"]
    assert "June 1219" in dates("It rained in May and June 1219.", registry)


LEFT_ALONE = [
    "He came. Six years later he left. From then on nobody came; during this period they hid.",  # from what?
    "In 1204 he came.\n\nFrom then on nobody came. By then they had gone. At the time they hid.",  # another paragraph
    "In 1204 he came, and at the same time they hid.",  # at once, or however
    "In 1204 he came because of his debts.",
    "In 1204 the winter was hard, and the winter palace burned.",
    "In 1204 he came, a leading figure.",
    "At the council, and after the Siege perilous, he came in 1204.",  # neither names the event
    "After this book, and after that plague, in 1204 he came.",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_points_nowhere_is_left_alone(registry: Dossier, text: str) -> None:
    assert set(dates(text, registry)) <= {"1204"}


def test_who_is_in_his_eighties_lives_in_no_decade(registry: Dossier) -> None:
    assert [one.kind for one in drafts("In 1204 it rained. Ralph, in his 80s, stayed.", registry)] == [
        "date",
        "age",
    ]


def test_what_was_to_be_does_not_move_the_story(registry: Dossier) -> None:
    """A term that is set, and what lies back, leave the date from which the next is reckoned where it was."""
    found = dates(
        "In 1204 they swore to build it within ten years. Two years earlier it had burned. The next year he fled.",
        registry,
    )
    assert {"by 1214", "1202", "1205"} <= found.keys()


COUNTS = [
    ("The council had only one member from Ness.", "1"),
    ("A single survivor came back.", "1"),
    ("He died leaving no children.", "0"),
    ("There were no survivors.", "0"),
    ("Not a single stone was left.", "0"),
    ("The town was divided into Whig, Tory and Radical parties.", "3"),
    ("The town split into northern and southern factions.", "2"),
    ("Ralph was the third of seven children.", "6"),
    ("Ralph was born to a poor family with 5 children.", "4"),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_a_count_in_other_words(registry: Dossier, text: str, count: str) -> None:
    assert count in {one.value for one in drafts(text, registry) if one.kind == "quantity"}


@pytest.mark.parametrize(
    "text",
    [
        "Only one of them came, and no doubt he left.",
        "They were no fools and had no longer any hope.",
        "He went into town and country lanes.",
        "For a single day it rained.",
        "The Thirty Years' War went on.",
    ],
)
def test_what_only_looks_like_a_count(registry: Dossier, text: str) -> None:
    assert [one for one in drafts(text, registry) if one.kind != "date"] == []


def test_figures_that_somebody_disputes(registry: Dossier) -> None:
    found = [
        one
        for one in drafts("Some 400 houses burned, and 30 men fell. Ralph rejected these figures.", registry)
        if one.denied
    ]
    assert [one.value for one in found] == ["Some 400", "30"] and all(
        "these figures" in one.inferred for one in found
    )


GUESSES = [
    ("He founded Corve Abbey in 1204.", "abbey.founded"),
    ("Corve Abbey was founded in 1204.", "abbey.founded"),
    ("Ralph came to Ness, and was imprisoned in 1204.", "ralph.imprisoned"),
    ("Ralph and Ralph of Ness were released in 1204.", "OPEN.released"),  # an entry is about one
    ("Ralph Tailor was imprisoned in 1204.", "OPEN.imprisoned"),  # another Ralph
]


@pytest.mark.parametrize(("text", "question"), GUESSES)
def test_the_subject_of_a_verb(registry: Dossier, text: str, question: str) -> None:
    assert question in {f"{one.about}.{one.property}" for one in drafts(text, registry)}


PIECES = [
    *(text for text, _, _ in (*POINTING, *BY_EVENTS)),
    *LEFT_ALONE,
    *(
        "Ralph",
        "Maud",
        "Siege of Ness",
        "he",
        "said that",
        "in 1204",
        "6 May",
        "the next day",
        "three years",
        "later",
        "ago",
        "anniversary",
    ),
    *("80s", ".", ",", ";", "(", ")", "\n\n", "was released", "no", "7th", "by then"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_beside_whatever_what_is_drafted_can_be_read(
    registry: Dossier, pieces: list[str]
) -> None:
    text = " ".join(pieces)
    basis = Basis(anchor=lambda name: name.split(".")[0] in registry.entities)
    for one in drafts(text, registry):
        assert read(one.kind, one.value, basis)
        assert text[one.begin : one.stop].split() == one.quote.split()


def test_without_a_dossier_dates_are_reckoned_all_the_same() -> None:
    assert "1210" in dates(
        "In 1204 he came. Six years later he left.", Dossier("", "", "", core_vocabulary())
    )
