"""Typography aside: what the normal form makes equal, and that every stretch of it can be found again in the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.evidence.texts.normalise import normalise, normalised
from tests.support.examples import examples

LETTERS = "abcdeLêDuẩnĐđ“”‘’'\"-–—‑−…­\u200b \n\t\u00a0,.;:!?()[]0123456789½²ﬁﬀＡ１ÀÀ가각ﾊﾞ❤\ufeff`´"
texts = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs"])), max_size=60)

SAME = [
    ("“They’re”", '"They\'re"'),
    ("1946–1954", "1946-1954"),
    ("word — word", "word--word"),
    ("ﬁve oﬃces", "five offices"),
    ("Lê Duẩn", unicodedata.normalize("NFD", "Lê Duẩn")),
    ("co-\noperate", "cooperate"),
    ("North-\nSouth", "North-South"),
    ("soft\u00adhyphen", "softhyphen"),
    ("a\u00a0b \n c", "a b c"),
    ("to be …", "to be ..."),
    ("Mot !", "Mot!"),
    ("ＡＢ１", "AB1"),
]
OTHER = [
    ("1939²", "19392"),
    ("2½", "21/2"),
    ("35,000", "35.000"),
    ("Phú", "Phụ"),
    ("Phú", "Phu"),
    ("The", "the"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_typography_does_not_count(left: str, right: str) -> None:
    assert normalised(left) == normalised(right)


@pytest.mark.parametrize(("left", "right"), OTHER)
def test_what_is_more_than_typography_stays(left: str, right: str) -> None:
    assert normalised(left) != normalised(right)


@examples(300)
@given(texts)
def test_every_character_stands_somewhere(text: str) -> None:
    normal = normalise(text)
    spans = [normal.original_span(place, place + 1) for place in range(len(normal.text))]
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@examples(300)
@given(texts, st.data())
def test_a_stretch_mapped_back_reads_the_same(text: str, data: st.DataObject) -> None:
    normal = normalise(text)
    # A stretch begins and ends between clusters: half of a ligature stands nowhere by itself.
    edges = [
        i
        for i in range(len(normal.text) + 1)
        if not 0 < i < len(normal.text)
        or normal.original_span(i, i + 1)[0] >= normal.original_span(i - 1, i)[1]
    ]
    first, last = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    start, end = normal.original_span(first, last)
    assert normalise(text[start:end]).text.strip() == normal.text[first:last].strip()


@examples(300)
@given(texts)
def test_the_normal_form_is_its_own(text: str) -> None:
    once = normalised(text)
    assert normalised(once, dehyphenate=False) == normalised(
        normalised(once, dehyphenate=False), dehyphenate=False
    )


@examples(300)
@given(st.text("abcXYZ éẩ", min_size=1, max_size=40))
def test_words_without_typography_are_left_alone(text: str) -> None:
    assert normalised(text) == unicodedata.normalize("NFKC", " ".join(text.split()))
