"""What an ellipsis leaves out within the sentence: a "not", a hedge or another subject is told, whatever its
length; and no ambiguity hides one.
"""

from __future__ import annotations

import pytest

from discrepancy.evidence.quotes.quote_match import QuoteMatch
from discrepancy.evidence.quotes.quote_search import find_quote
from discrepancy.evidence.texts.extracted_text import ExtractedText
from discrepancy.evidence.texts.source_text import SourceText


def found(said: str, quote: str) -> QuoteMatch:
    return find_quote(quote, SourceText("a.txt", ExtractedText(said), "", ""))


TURNED = [
    ("The abbot would in no case, he said to all, seal the deed.", "The abbot … seal the deed", "negation"),
    ("Hugh never, as far as anyone at Ness knew, paid the toll.", "Hugh … paid the toll", "negation"),
    ("The men came. They did not in all that long winter burn Tarn.", "The men came … burn Tarn", "negation"),
    ("The abbot sealed nothing that day. In spring he died.", "The abbot sealed … he died", "negation"),
    ("The fleet, as some at Ness said, perhaps left in May.", "The fleet … left in May", "hedge"),
    ("The fire killed, as the sheriff wrote, nearly 300 men.", "The fire killed … 300 men", "hedge"),
    ("The abbot slept in the choir while the prior sealed the deed.", "The abbot … sealed the deed", "words"),
    ("Hugh stayed at home, but Walter Tarn sealed the deed.", "Hugh … sealed the deed", "name"),
    ("Hugh stayed at home and the prior sealed the deed.", "Hugh … sealed the deed", "words"),
]
KEPT = [
    ("The abbot, being old and at Ness, sealed the deed.", "The abbot … sealed the deed"),
    ("The abbot, with the prior and Hugh, sealed the deed.", "The abbot … sealed the deed"),
    ("The abbot and the prior sealed the deed.", "The abbot … sealed the deed"),
    ("The abbot came to Tarn. It did not rain. He sealed the deed.", "The abbot came … He sealed the deed"),
    ("The abbot sealed it, though not gladly. He died in 1431.", "The abbot sealed it … He died in 1431"),
    ("The fleet left in May with the men of Ness.", "The fleet left … with the men of Ness"),
    ("The abbot, who in May was taken by Hugh, died.", "The abbot … died"),
]


@pytest.mark.parametrize(("said", "quote", "sort"), TURNED)
def test_an_omission_that_changes_what_is_said_is_told(said: str, quote: str, sort: str) -> None:
    match = found(said, quote)
    assert (match.status, [change.sort for change in match.changes]) == ("mismatched", [sort])


@pytest.mark.parametrize(("said", "quote"), KEPT)
def test_an_omission_that_changes_nothing_is_not_told(said: str, quote: str) -> None:
    assert found(said, quote).status == "exact"


def test_of_several_places_the_one_that_is_turned_round_is_told() -> None:
    match = found(
        "Walter saw Tarn burn.\nHugh did not see Tarn burn.\nWho did see Tarn burn?", "see Tarn burn"
    )
    assert (match.status, match.line, [change.sort for change in match.changes]) == (
        "mismatched",
        2,
        ["negation"],
    )
    assert "2 times" in match.remark and "1" in match.remark


def test_several_places_that_say_the_same_are_ambiguous() -> None:
    assert found("They see Tarn burn.\nWe see Tarn burn.", "see Tarn burn").status == "ambiguous"
