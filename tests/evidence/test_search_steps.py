"""The search of quotes: it finds what the plain search finds, in counted steps, and says where these end."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.evidence.quotes.quote_match import UNFINISHED
from discrepancy.evidence.quotes.quote_search import find_quote, searched_quote
from discrepancy.evidence.quotes.search_steps import STEPS_PER_QUOTE, SearchSteps, steps_per_quote
from discrepancy.evidence.texts import word_places
from discrepancy.evidence.texts.extracted_text import ExtractedText
from discrepancy.evidence.texts.source_text import SourceText
from discrepancy.evidence.texts.word_places import MOST_PLACES, WordPlaces
from tests.support import plain_search
from tests.support.bombs import prose
from tests.support.command import Command
from tests.support.counted_steps import calls
from tests.support.examples import examples
from tests.support.folders import findings_in

ENOUGH = 10**9


def text(said: str) -> SourceText:
    return SourceText("a.txt", ExtractedText(said), "", "")


WORDS = [
    "the",
    "fire",
    "burned",
    "at",
    "Tarn",
    "twenty",
    "and",
    "six",
    "houses",
    "not",
    "in",
    "June",
    "1431,",
    "over",
    "300",
    "men",
    "co-\nworker",
    "Walter's",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
quotes = st.one_of(
    st.lists(st.sampled_from([*WORDS, "…", "[of]", "Tarm", "301", "burnt"]), min_size=1, max_size=14).map(
        " ".join
    ),
    st.text("aTo t.", min_size=1, max_size=12),
)


@examples(250)
@given(sentences, quotes, st.sampled_from(["", "line 1", "p. 2"]))
def test_it_finds_what_the_plain_search_finds(said: str, quote: str, at: str) -> None:
    assert find_quote(quote, text(said), at, ENOUGH) == plain_search.find_quote(quote, text(said), at)


def test_so_it_does_in_a_long_text_with_its_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_places, "_FEW_SEARCHES", 0)
    chosen = random.Random(7)
    long, other = text(prose(20_000, 1)), prose(20_000, 2)
    for source in (other, long.text):
        for _ in range(12):
            begin = chosen.randrange(len(source) - 200)
            quote = source[begin : begin + chosen.randrange(5, 190)]
            words = quote.split() or ["the"]
            words[chosen.randrange(len(words))] = chosen.choice(["not", "301", "the", "Ness"])
            for said in (quote, " ".join(words)):
                assert find_quote(said, long, "", ENOUGH) == plain_search.find_quote(said, long), said


@examples(200)
@given(st.text("ab ", max_size=80), st.text("ab", min_size=1, max_size=3))
def test_the_index_has_the_places_of_a_scan(said: str, word: str) -> None:
    places = WordPlaces(said)
    assert places._indexed(word) == places._scanned(word)


def test_the_first_places_are_kept_and_no_more() -> None:
    assert len(WordPlaces("ab " * 5_000).first_places("b")) == MOST_PLACES


REPEATED = [
    ("twenty and " * 2_000 + "seven", "twenty and " * 18_000),
    ("war … " * 500 + "peace", "war " * 20_000),
    (" … ".join("abcd" * 100) + " … e", "a b c d " * 20_000),
    ("aa", "a" * 200_000),
]


@pytest.mark.parametrize(("quote", "said"), REPEATED, ids=["words", "ellipses", "parts", "letters"])
def test_a_search_ends_with_its_steps_and_is_not_called_a_miss(quote: str, said: str) -> None:
    whole = text(said)
    found = find_quote(quote, whole)
    assert found.status == UNFINISHED and f"{STEPS_PER_QUOTE:,} steps" in found.remark
    assert calls(lambda: find_quote(quote, whole)) < 40 * STEPS_PER_QUOTE


def test_it_ends_at_the_same_place_whatever_was_looked_up_before() -> None:
    long, other = text(prose(40_000, 1)), prose(4_000, 2)
    quotes_ = [other[i : i + 90] for i in range(0, 3_000, 300)]
    steps = []
    for order in (quotes_, quotes_[::-1], quotes_ + quotes_):
        used = {}
        for quote in order:
            one = SearchSteps(ENOUGH)
            searched_quote(quote, long, "", one)
            assert used.setdefault(quote, one.left) == one.left
        steps.append(used)
    assert steps[0] == steps[1] == steps[2]


def test_many_quotes_have_fewer_steps_each_and_never_none() -> None:
    assert steps_per_quote(500) == STEPS_PER_QUOTE
    assert steps_per_quote(501) == STEPS_PER_QUOTE // 2
    assert all(n * steps_per_quote(n) <= 500 * STEPS_PER_QUOTE for n in range(1, 8_000, 7))
    assert steps_per_quote(10**9) > 1_000


def write(folder: Path, quotes_: dict[str, str], times: int = 2_500) -> None:
    (folder / "d").mkdir(parents=True)
    (folder / "d" / "dossier.yaml").write_text(
        "title: T\nentities:\n  a: {name: A, kind: event}\n  b: {name: B, kind: event}\n"
    )
    (folder / "d" / "t.txt").write_text("Of them " + "twenty and " * times + "six.")
    for name, quote in quotes_.items():
        (folder / "d" / f"{name}.yaml").write_text(
            f"source: {name}\ntitle: {name}\ntext: {{file: t.txt}}\nclaims:\n"
            f"- {'ab'[len(name) % 2]}.killed: 20\n  at: p. 1\n  quote: {quote}\n"
        )


HARD = "twenty and " * 60


def test_the_steps_of_a_dossier_are_shared_whatever_the_order_of_the_files_and_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.setattr("discrepancy.evidence.quotes.search_steps.STEPS_PER_DOSSIER", 30_000)
    monkeypatch.setattr("discrepancy.evidence.quotes.search_steps.STEPS_PER_QUOTE", 2_000)
    monkeypatch.chdir(tmp_path)
    names = ["v", "ww", "x", "yy"]
    write(tmp_path, {name: f"{HARD}seven {name}" for name in names} | {"zz": "Of them twenty"}, times=200)
    first = command("check", "d", "--format", "json").json
    assert first["run"]["quotes"]["exact"] == 1 and first["run"]["quotes"][UNFINISHED] >= 1
    # One file is read again: of the others what is kept is used.
    (tmp_path / "d" / "zz.yaml").write_text((tmp_path / "d" / "zz.yaml").read_text() + "  note: n\n")
    again = command("check", "d", "--format", "json").json
    without = command("check", "d", "--format", "json", "--no-cache").json
    assert again["findings"] == without["findings"] == first["findings"]
    assert again["run"]["quotes"] == first["run"]["quotes"]


def test_a_run_says_which_quote_was_not_searched_to_the_end(tmp_path: Path) -> None:
    write(tmp_path, {"v": f"{'twenty and ' * 2_000}seven", "ww": "Of them twenty"})
    run = findings_in(tmp_path / "d")
    (found,) = (one for one in run.findings if one.rule == "Q109")
    assert "not searched to the end" in found.message and "steps" in " ".join(found.why)
    assert not any(one.rule in ("Q102", "Q103") for one in run.findings)
    assert run.quotes == {"exact": 1, UNFINISHED: 1}
