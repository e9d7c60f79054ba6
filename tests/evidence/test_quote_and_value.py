"""Values against their quotes: what departs from the words, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.evidence.quote_checks import QuoteChecks
from discrepancy.evidence.value_checks.mismatch import ValueMismatch
from discrepancy.reading import dossiers as reader

DOSSIER = """\
version: 1
title: T
entities:
  war:
    name: the war
    kind: event
  ralph:
    name: Ralph of Ness
    kind: person
    aliases: [Radulfus]
  hugh:
    name: Hugh
    kind: person
  tarn:
    name: Tarn
    kind: place
    part_of: corve
  corve:
    name: Corve
    kind: place
  ness:
    name: Ness
    kind: place
properties:
  long:
    type: duration
    for: [event]
"""

CASES: list[tuple[str, str, str]] = [
    # claim, quote, sorts of doubt
    ("war.killed: 1 officer", "only one officer under 60 was killed", ""),
    ("war.killed: 2 officers", "only one officer under 60 was killed", "figure"),
    ("war.duration: up to 2 weeks", "it was over within two weeks", ""),
    ("war.duration: over 2 weeks", "it was over within two weeks", "hedge invented"),
    ("war.killed: 35,000", "35,000 were killed", ""),
    ("war.killed: 35,000", "40,000 were killed", "figure"),
    ("war.killed: 35,000", "in 1975 many were killed", ""),
    ("war.killed: 35,000", "thirty-five thousand were killed", ""),
    ("war.killed: 35,000", "of 90,000 men 35,000 were killed in 1951", ""),
    ("war.killed: 35,000", "over 35,000 were killed", "hedge dropped"),
    ("war.killed: 35,000", "35,000 or more were killed", "hedge dropped"),
    ("war.killed: about 35,000", "35,000 were killed", "hedge invented"),
    ("war.killed: over 35,000", "about 35,000 were killed", "hedge dropped"),
    ("war.killed: about 35,000", "some 35,000 were killed", ""),
    ("war.killed: only 35,000", "only 35,000 were killed", ""),
    ("war.killed: 20,000 to 30,000", "between 20,000 and 30,000 were killed", ""),
    ("war.killed: 20,000", "20,000 to 30,000 were killed", "figure"),
    ("war.killed: tens of thousands", "tens of thousands were killed", ""),
    ("war.killed: 2,148", "mo than thre hundred houses", ""),
    ("war.killed: 0", "nobody was killed", ""),
    ("war.date: 7 May 1954", "on 7 May 1954", ""),
    ("war.date: 7 May 1954", "on 8 May 1954", "date"),
    ("war.date: 7 May 1954", "on 7 May it ended", ""),
    ("war.date: 7 May 1954", "on 8 May it ended", "date"),
    ("war.date: 7 May 1954", "in 1954", ""),
    ("war.date: 1954", "in May 1955", "date"),
    ("war.date: 1954-05-07", "on May 7, 1954", ""),
    ("war.date: before 1954", "before 1954", ""),
    ("war.date: 1954", "before 1954", "hedge dropped"),
    ("war.date: c. 1954", "in 1954", "hedge invented"),
    ("war.date: 1954", "about 1954", "hedge dropped"),
    ("war.date: early 1950s", "in the early 1950s", ""),
    ("war.date: early 1950s", "in the late 1950s", "date"),
    ("war.span: 1951–1954", "from 1951 until 1954", ""),
    ("war.span: 1951–1955", "from 1951 until 1954", "date"),
    ("war.span: from 1951", "since 1951", ""),
    ("war.span: 1946–1954", "the war (1946-54)", ""),
    ("war.long: six years", "for six years", ""),
    ("war.long: six years", "for seven years", "figure"),
    ("war.long: about six years", "for six years", "hedge invented"),
    ("war.date: three months after war.end", "three months later", ""),
    ("war.date: three months after war.end", "four months later", "date"),
    ("ralph.age: 79", "he was aged 79", ""),
    ("ralph.age: 79", "he was 54 years old", "figure"),
    ("ralph.age: 79", "Ralph was 78.", "figure"),
    ("ralph.age: 79", "Ralph had 5 sons", ""),
    ("war.number: 8", "the 13th war", "figure"),
    ("war.number: 8", "the 8th war", ""),
    ("war.killed: 8", "the 13th war", ""),
    ("war.date: 8 May 1954", "on 8.5.1954", ""),
    ("ralph.age: over 70", "men over the age of 70", ""),
    ("ralph.birth-name: Radulf", "was born as Radulf", ""),
    ("ralph.birth-name: Radulf", "was born as Radulph", "name"),
    ("ralph.birth-name: Radulf", "was born so", ""),
    ("ralph.birth-place: ness", "born at Ness", ""),
    ("ralph.birth-place: ness", "born at Tarn", "name"),
    ("ralph.birth-place: corve", "born at Tarn", ""),
    ("ralph.birth-place: ness", "born there, says Hugh", ""),
    ("war.leader: ralph", "Radulfus led them", ""),
    ("war.leader: ralph", "Hugh led them", "name"),
    ("war.leader: ralph", "he led them", ""),
]


HEDGES: list[tuple[str, str, str]] = [
    # turned round by a negation
    ("at least 80", "there could not be fewer than eighty hurt", ""),
    ("at most 80", "there cannot have been more than eighty that saw it", ""),
    ("at most 80", "the hurt cannot have exceeded eighty", ""),
    ("at most 80", "they couldn't have numbered above 80", ""),
    ("at most 80", "they did not lose more than eighty men", ""),
    ("at least 80", "not under eighty were hurt", ""),
    ("at least 80", "never below 80", ""),
    ("at most 80", "not less than sixty nor more than 80", ""),
    ("60 to 80", "not less than sixty nor more than 80", ""),
    ("80", "neither more nor less than eighty", ""),
    ("over 80", "it was not only more than eighty men", ""),
    ("80", "there could not be fewer than eighty hurt", "hedge dropped"),
    ("over 80", "they did not lose more than eighty men", "hedge dropped"),
    ("fewer than 80", "not fewer than 80", "hedge dropped"),
    ("nearly 80", "not quite eighty shots", ""),
    ("nearly 80", "scarcely eighty", ""),
    ("nearly 80", "all but eighty", ""),
    ("80", "all but eighty of them were hurt", "hedge dropped"),
    ("nearly 80", "just short of eighty", ""),
    ("under 80", "not as many as eighty", ""),
    ("at most 80", "hardly more than eighty men", ""),
    ("about 80", "not much more than eighty men", ""),
    ("over 80", "little more than eighty men", "hedge dropped"),
    # behind the figure
    ("about 80", "eighty or thereabouts of horses", ""),
    ("about 80", "eighty, more or less", ""),
    ("about 80", "80 men, give or take", ""),
    ("about 80", "80 or so men", ""),
    ("at most 80", "80 men, more or less", "hedge dropped"),
    ("over 80", "eighty and more carts", ""),
    ("at least 80", "eighty and more carts", ""),
    ("over 80", "upwards of eighty", ""),
    ("over 80", "eighty-odd men", ""),
    ("about 80", "eighty odd men", ""),
    ("80", "eighty-odd men", "hedge dropped"),
    ("at most 80", "eighty at the outside", ""),
    ("80", "80 men and more than 20 women", ""),
    ("90", "four score and ten men", ""),
    ("70", "threescore and ten men", ""),
]
DATED: list[tuple[str, str, str]] = [
    ("no earlier than 1407", "not before 1407", ""),
    ("not before 1407", "it cannot have been earlier than 1407", ""),
    ("by 1407", "it could not be later than 1407", ""),
    ("1407 or later", "in 1407 or later", ""),
    ("not before 1407", "in 1407 or later", ""),
    ("c. 1407", "in 1407 or thereabouts", ""),
    ("by 1407", "in 1407 at the latest", ""),
    ("1407", "in 1407 or later", "hedge dropped"),
    ("after 1407", "it cannot have been later than 1407", "hedge dropped"),
    ("1407", "it was not until 1407 that it fell", ""),
]


READ_BY_TYPE: list[tuple[str, str, str]] = [
    ("ralph.age-at-death: 22", "died in his twenty-third year", ""),
    ("ralph.age-at-death: 22", "in the 23rd year of his age", ""),
    ("ralph.age-at-death: 23", "died in his twenty-third year", "figure"),
    ("ralph.age-at-death: in his 23rd year", "being twenty-two years old", ""),
    ("ralph.age-at-death: 70", "aged threescore and ten", ""),
    ("ralph.age-at-death: about 80", "aged eighty or thereabouts", ""),
    ("ralph.age-at-death: 22", "in his third year as bishop", ""),
    ("ralph.age-at-death: in his sixties", "in his sixties", ""),
    ("war.long: 14 days", "for a fortnight", ""),
    ("war.long: two weeks", "it lasted fourteen days", ""),
    ("war.long: 50 years", "for half a century", ""),
    ("war.long: 18 months", "for a year and a half", ""),
    ("war.long: over 2 weeks", "for more than a fortnight", ""),
    ("war.long: 2 weeks", "for more than a fortnight", "hedge dropped"),
    ("war.long: six years", "for six months", "figure"),
    ("war.long: 80 years", "for four score years", ""),
    ("war.killed: 24 men", "two dozen men were killed", ""),
    ("war.killed: 60", "three score were killed", ""),
    ("war.date: 10 May 1407", "on the tenth day of May 1407", ""),
    ("war.date: May 1407", "on the third of May 1407", ""),
    ("war.date: 4 May 1407", "on the third of May 1407", "date"),
    ("war.date: 21 May 1407", "on the twenty-first day of May 1407", ""),
    ("war.date: 3 May 1407", "on the third of May", ""),
    ("war.date: 3 May 1407", "on the fourth of May", "date"),
]


def doubts(folder: Path, claim: str, quote: str, more: str = "", text: str = "") -> list[str]:
    return [doubt.sort for doubt in mismatches(folder, claim, quote, more, text)]


def mismatches(folder: Path, claim: str, quote: str, more: str = "", text: str = "") -> list[ValueMismatch]:
    folder.joinpath("dossier.yaml").write_text(DOSSIER, "utf-8")
    head = f"version: 1\nsource: s\ntitle: S\nlanguage: {'en' if 'language' not in more else 'la'}\n"
    if text:
        folder.joinpath("s.txt").write_text(text, "utf-8")
        head += "text:\n  file: s.txt\n"
    more = more.replace("language", "")
    folder.joinpath("s.yaml").write_text(
        f"{head}claims:\n  - {claim}\n    at: p. 1\n    quote: >-\n      {quote}\n{more}", "utf-8"
    )
    [dossier] = reader.read_dossiers([str(folder)])
    assert not dossier.problems, [str(one) for one in dossier.problems]
    checked = QuoteChecks(dossier)
    return [doubt for one in dossier.claims for doubt in checked.value_mismatches(one)]


@pytest.mark.parametrize(("claim", "quote", "sorts"), CASES)
def test_what_the_words_do_not_bear(claim: str, quote: str, sorts: str, tmp_path: Path) -> None:
    assert ", ".join(doubts(tmp_path, claim, quote)) == sorts


@pytest.mark.parametrize(
    ("value", "quote", "told"),
    [
        ("80", "over 80 were hurt", '"over" is left out'),
        ("about 80", "over 80 were hurt", '"over" has become "about"'),
        ("about 80", "80 were hurt", 'the words have no "about"'),
        ("at most about 80", "about 80 were hurt", '"at most" is added'),
    ],
)
def test_a_hedge_is_called_left_out_only_where_none_stands_in_its_place(
    value: str, quote: str, told: str, tmp_path: Path
) -> None:
    [mismatch] = mismatches(tmp_path, f"war.killed: {value}", quote)
    assert mismatch.hedges == told


@pytest.mark.parametrize(("claim", "quote", "sorts"), READ_BY_TYPE)
def test_a_quote_is_read_by_the_type_of_its_claim(claim: str, quote: str, sorts: str, tmp_path: Path) -> None:
    assert ", ".join(doubts(tmp_path, claim, quote)) == sorts


@pytest.mark.parametrize(("value", "quote", "sorts"), HEDGES)
def test_a_hedge_in_other_words_is_the_same_hedge(value: str, quote: str, sorts: str, tmp_path: Path) -> None:
    assert ", ".join(doubts(tmp_path, f"war.killed: {value}", quote)) == sorts


@pytest.mark.parametrize(("value", "quote", "sorts"), DATED)
def test_a_bound_on_a_date_in_other_words_is_the_same_bound(
    value: str, quote: str, sorts: str, tmp_path: Path
) -> None:
    assert ", ".join(doubts(tmp_path, f"war.date: {value}", quote)) == sorts


def test_an_inferred_value_is_the_encoders_to_say(tmp_path: Path) -> None:
    assert not doubts(
        tmp_path, "war.killed: 80,000", "twice 40,000 were killed", "    inferred: twice 40,000\n"
    )


@pytest.mark.parametrize("quote", ["trente-six mille hommes", "trente six mille hommes", "six mois apres"])
def test_number_words_of_another_language_are_not_read_as_english(quote: str, tmp_path: Path) -> None:
    assert not doubts(tmp_path, "war.killed: 36,000", quote, "language")
    assert doubts(tmp_path, "war.killed: 36,000", "63,000 hommes", "language") == ["figure"]


@pytest.mark.parametrize(
    ("figure", "quote"),
    [("36,000", "36 mille hommes"), ("1.5 million", "1.5 Millionen"), ("2 billion", "2 Milliarden")],
)
def test_thousands_and_millions_of_another_language_are_left_to_the_encoder(
    figure: str, quote: str, tmp_path: Path
) -> None:
    assert not doubts(tmp_path, f"war.killed: {figure}", quote, "language")
    assert doubts(tmp_path, f"war.killed: {figure}", "35 hommes", "language") == ["figure"]
    assert doubts(tmp_path, "war.killed: 36,000", "36 hommes", "language") == ["figure"]
    assert doubts(tmp_path, "war.killed: 36,000", "36 men") == ["figure"]


def test_hedges_of_another_language_are_not_judged(tmp_path: Path) -> None:
    assert not doubts(tmp_path, "war.killed: about 6,000", "circiter 6,000 virorum", "language")


def test_a_hedge_right_before_the_quote_counts(tmp_path: Path) -> None:
    assert doubts(
        tmp_path, "war.killed: 35,000", "35,000 were killed", text="They say that over 35,000 were killed."
    ) == ["hedge dropped"]
    assert not doubts(
        tmp_path, "war.killed: 35,000", "35,000 were killed", text="They say that 35,000 were killed."
    )
