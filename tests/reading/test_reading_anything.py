"""Whatever stands in a file, reading gives claims or clean problems, and never loses a claim in silence."""

from __future__ import annotations

from unittest.mock import patch

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from discrepancy.model.claim import Claim
from discrepancy.model.problem import CODES, Problem
from discrepancy.reading import tree_cache
from discrepancy.reading.dossier_file import read_dossier_file
from discrepancy.reading.page import Page, decode_page
from discrepancy.reading.yaml_mappings import MappingFiller
from discrepancy.reading.yaml_nodes import Broken
from discrepancy.reading.yaml_tree import _Builder
from tests.support.examples import examples
from tests.support.read_sources import DOSSIER, HEAD, Trees, read_bytes

VALID = (
    HEAD
    + """\
  - battle.date: 1204-05-06
    at: f. 12r
    quote: pridie nonas maii pugnatum est

  - battle.strength[side=defenders]: 6,000 men
    at: f. 12v
    quote: >-
      ut dicebant qui aderant, sex milia virorum
    according_to: [eyewitnesses, {voice: hugh, said: 1204-06}]
  - about: ralph
    says:
      office: constable
      born: "[1180, 1181]"
    as_of: battle
    at: 'f. 13r'
    stance: denies
    note: |
      a note
      of two lines
"""
)
ODD = st.sampled_from(
    [
        *"\t\r\n \"'{}[]:,#&*!|>-?@%`\\~<=./é\u200b\x00\x1b\u2028\ufeff\U0001f600",
        ": ",
        " #",
        "- ",
        "\n- ",
        "\n  - ",
        "---\n",
    ]
)


def check(claims: list[Claim], problems: list[Problem], data: bytes) -> None:
    for one in problems:
        assert one.name == CODES[one.code][0]
        assert str(one).isprintable()
        assert one.mark.line >= 1
        assert one.mark.column >= 1
    assert len({claim.id for claim in claims}) == len(claims)
    trees = Trees()
    with patch.object(tree_cache, "SHORTEST_CACHED", 0):
        assert read_bytes(data, trees) == read_bytes(data, trees) == (claims, problems)
    assert trees.found == len(trees.held)
    if not problems:
        root = yaml.load(data.decode("utf-8-sig"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        assert len(claims) >= len(root.get("claims") or ())


@given(st.binary(max_size=300))
@examples(150)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(*read_bytes(data), data)


@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            ODD,
            st.sampled_from(["  - ralph.born: ", "    at: f. 1\n", "quote: ", "claims:\n"]),
        ),
        max_size=30,
    )
)
@examples(200)
def test_any_text_under_claims_is_read_or_refused(parts: list[str]) -> None:
    data = (HEAD + "".join(parts)).encode("utf-8", "ignore")
    check(*read_bytes(data), data)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["delete", "double", "insert"]),
            st.integers(0, len(VALID) - 1),
            st.integers(1, 9),
            ODD,
        ),
        min_size=1,
        max_size=4,
    )
)
@example([("insert", 328, 1, ": ")])
@examples(300)
def test_any_change_of_characters_in_a_valid_file_is_read_or_refused(
    changes: list[tuple[str, int, int, str]],
) -> None:
    text = VALID
    for what, place, length, odd in changes:
        middle = {
            "delete": "",
            "double": text[place : place + length] * 2,
            "insert": odd + text[place : place + length],
        }[what]
        text = text[:place] + middle + text[place + length :]
    data = text.encode()
    check(*read_bytes(data), data)


@given(
    st.lists(
        st.tuples(st.sampled_from(["delete", "double", "swap", "indent"]), st.integers(0, 30)),
        min_size=1,
        max_size=4,
    )
)
@examples(200)
def test_any_change_of_lines_in_a_valid_file_is_read_or_refused(changes: list[tuple[str, int]]) -> None:
    lines = VALID.splitlines(keepends=True)
    for what, place in changes:
        here = place % len(lines)
        new = {
            "delete": [],
            "double": [lines[here]] * 2,
            "swap": [lines[here - 1], lines[here]],
            "indent": [" " + lines[here]],
        }[what]
        lines[here : here + 1] = new
    data = "".join(lines).encode()
    check(*read_bytes(data), data)


@given(st.lists(st.tuples(st.integers(0, len(DOSSIER) - 1), st.integers(0, 5), ODD), min_size=1, max_size=4))
@examples(200)
def test_any_change_in_a_dossier_is_read_or_refused(changes: list[tuple[int, int, str]]) -> None:
    text = DOSSIER
    for place, length, odd in changes:
        text = text[:place] + odd + text[place + length :]
    page, problems = decode_page(text.encode(), "dossier.yaml")
    if page is not None:
        trees, again = Trees(), list(problems)
        with patch.object(tree_cache, "SHORTEST_CACHED", 0):
            first = read_dossier_file(page, problems, trees)
            page, _ = decode_page(text.encode(), "dossier.yaml")
            assert page is not None
            second = read_dossier_file(page, again, trees)
        assert again == problems
        assert (second.entities, second.voices, second.vocabulary, second.topics) == (
            first.entities,
            first.voices,
            first.vocabulary,
            first.topics,
        )
    assert all(str(one).isprintable() for one in problems)


def test_the_valid_file_is_valid() -> None:
    claims, problems = read_bytes(VALID.encode())
    assert not problems
    assert [claim.id for claim in claims] == [
        "C:battle.date",
        "C:battle.strength[side=defenders]@eyewitnesses/hugh",
        "C:ralph.office",
        "C:ralph.born",
    ]


PLAIN = [
    "  - ralph.born: c. 1180\n    at: f. 1\n    quote: q\n",
    "  - ralph.born: c. 1180 # c\n    at: f. 1  # d\n",
    "  - hugh.died: '1204'\n    at: §1, ¶2\n    as_of: 1203\n    sense: s\n    inferred: because\n",
    "  - hugh.died: 1204\n    at: x\n    according_to: eyewitnesses denies\n    stance: doubts\n",
    '  - rafe.died: "12\\u200b04"\n    at: x\n',
    "  - nguyễn.born: 1900\n    at: y\n",
    "  - about: ralph\n    at: y\n",
    "  - ralph.born: &a 1180\n    at: *a\n",
    "  - ? ralph.born\n    : 1180\n    at: y\n    at: z\n",
    "  - ralph.born: ' 1180 '\n    at: ' a '\n    note: ' '\n",
]


@given(
    st.lists(st.sampled_from(PLAIN), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), ODD), max_size=2),
)
@examples(300)
def test_rows_are_read_as_their_nodes_would_be(
    entries: list[str], changes: list[tuple[int, int, str]]
) -> None:
    text = "".join(entries)
    for place, length, odd in changes:
        text = text[: place % len(text)] + odd + text[place % len(text) + length :]
    data = (HEAD + text).encode()
    read = read_bytes(data)
    with patch.object(_Builder, "_row", return_value=None):
        assert read_bytes(data) == read


def test_a_tree_with_something_broken_is_not_kept() -> None:
    page, trees = Page("s.yaml", VALID), Trees()
    with (
        patch.object(tree_cache, "SHORTEST_CACHED", 0),
        patch.object(MappingFiller, "fill", lambda _, node, items: Broken(node.at)),
    ):
        root = tree_cache.cached_tree(page, [], trees)
    assert isinstance(root, Broken)
    assert not trees.held
