"""Sequences: what an order says, and against the definition: the rankings of a few members that fit it."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from discrepancy.model.vocabulary import Property
from discrepancy.rules.camps_exclude import camps_exclude
from discrepancy.values.base import compare, read, relate, value_type
from discrepancy.values.errors import Unreadable
from tests.support.claims import asked, c, v
from tests.support.examples import examples

SEQUENCE = value_type("sequence")
TABLE = [
    ("P < Q", "Q < P", "conflict", None),
    ("A < B < C", "A → B → C", "identical", None),
    ("A < B < C", "A < C", "refines", "left"),
    ("A < B < C", "A < B; B < C", "identical", None),
    ("A, B < C", "B, A < C", "identical", None),
    ("A, B < C", "A < B < C", "refines", "right"),
    ("A < B", "C < D", "compatible", None),
    ("A < B", "B < C", "compatible", None),
    ("A < B < C", "C < A", "conflict", None),
    ("A < B; C < D", "B < C; D < A", "conflict", None),
    ("Tran Phu < An", "Trần Phú < An", "agrees", None),
    ("Tran Phu < An", "An < Trần Phú", "conflict", None),
    ("Trần Phú < An", "An < Trần Phụ", "compatible", None),
    ("General Giáp < Nguyễn Văn Linh", "giap < linh", "agrees", None),
    ("General Giáp < Nguyễn Văn Linh", "linh < giap", "conflict", None),
]
REFUSED = [
    ("", "an empty order"),
    ("A", "no order"),
    ("A, B", "no order"),
    ("A <", "an empty member"),
    ("A < < B", "an empty member"),
    ("A < B;", "an empty order"),
    ("A < B < A", "leads in a circle"),
    ("A < A", "leads in a circle"),
    ("A < B; B < C; C < A", "leads in a circle"),
    ("A, A < B", "named twice"),
    ("A > B", "not a sign of an order"),
    ("A ≤ B", "not a sign of an order"),
    ("Tran Phu < An < Trần Phú", "two spellings"),
    ("A? < B", "not vouched for"),
    ("; ".join(f"A{i} < B{i}" for i in range(150)), "too many members"),
]


@pytest.mark.parametrize(("left", "right", "relation", "direction"), TABLE)
def test_worked_examples_both_ways(left: str, right: str, relation: str, direction: str | None) -> None:
    a, b = v("sequence", left), v("sequence", right)
    assert compare("sequence", a, b) == (relation, direction)
    assert compare("sequence", b, a) == compare("sequence", a, b).swapped()
    assert relate("sequence", a, b).why


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refusals_say_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message) as caught:
        read("sequence", text)
    assert caught.value.expect


def test_the_circle_is_named() -> None:
    found = relate("sequence", v("sequence", "A < B < C"), v("sequence", "C < A"))
    assert all(
        step in found.why[-1] for step in ('A before B ("A < B < C")', 'C before A ("C < A")', "a circle")
    )
    with pytest.raises(Unreadable, match="A < B < A"):
        read("sequence", "A < B < A")


def test_hints() -> None:
    backwards = relate("sequence", v("sequence", "A < B < C"), v("sequence", "C < B < A"))
    assert "read backwards" in backwards.hints[0]
    slip = relate(
        "sequence",
        v("sequence", "Geneva < Dien Bien Phu < Hanoi"),
        v("sequence", "Hanoi < Geneva; Dien Bien Pho < X"),
    )
    assert slip.hints == (
        "Dien Bien Phu and Dien Bien Pho may be one, spelt in two ways; if they are, declare an alias",
    )


def test_json_and_words() -> None:
    order = v("sequence", "General Giáp < B; B < C; giap < C")
    assert SEQUENCE.pieces(order, "plain")[0]["before"] == [
        ["B", "C"],
        ["Võ Nguyên Giáp", "B"],
        ["Võ Nguyên Giáp", "C"],
    ]
    assert SEQUENCE.show(order, "plain") == "Võ Nguyên Giáp before B; B before C"
    assert SEQUENCE.bounds(order) == (None, None)


# Against the definition: an order states every ranking that keeps to it.

MEMBERS = "ABCD"
RANKINGS = list(permutations(MEMBERS))


def rankings(text: str) -> frozenset[int]:
    pairs = []
    for chain in text.split("; "):
        groups = [group.split(", ") for group in chain.split(" < ")]
        for i, earlier in enumerate(groups):
            pairs += [(one, other) for later in groups[i + 1 :] for one in earlier for other in later]
    return frozenset(
        i
        for i, ranking in enumerate(RANKINGS)
        if all(ranking.index(one) < ranking.index(other) for one, other in pairs)
    )


@st.composite
def statements(draw: st.DrawFn) -> str:
    chains = []
    for _ in range(draw(st.integers(1, 2))):
        names = draw(st.lists(st.sampled_from(MEMBERS), min_size=2, unique=True))
        signs = draw(
            st.lists(st.sampled_from([" < ", " < ", ", "]), min_size=len(names) - 1, max_size=len(names) - 1)
        )
        chains.append(names[0] + "".join(sign + name for sign, name in zip(signs, names[1:], strict=True)))
    text = "; ".join(chains)
    assume(all("<" in chain for chain in chains))
    return text


@examples(400)
@given(statements(), statements())
def test_relations_are_those_of_the_rankings(left: str, right: str) -> None:
    one, other = rankings(left), rankings(right)
    for text, allowed in ((left, one), (right, other)):
        if not allowed:
            with pytest.raises(Unreadable, match="circle"):
                read("sequence", text)
            return
    relation, direction = compare("sequence", read("sequence", left), read("sequence", right))
    if one == other:
        assert relation in ("identical", "agrees")
    elif one < other or other < one:
        assert (relation, direction) == ("refines", "left" if one < other else "right")
    else:
        assert relation == ("compatible" if one & other else "conflict")


@examples(250)
@given(
    st.lists(statements().filter(rankings), min_size=1, max_size=6),
    st.sampled_from(["licensed", "charitable"]),
)
def test_camps_are_the_maximal_groups_with_a_common_ranking(texts: list[str], level: str) -> None:
    allowed = [rankings(text) for text in texts]
    groups = [
        group
        for size in range(1, len(texts) + 1)
        for group in combinations(range(len(texts)), size)
        if frozenset.intersection(*(allowed[i] for i in group))
    ]
    wanted = sorted(group for group in groups if not any(set(group) < set(other) for other in groups))
    camps = asked(Property("p", "sequence"), [c(i, "sequence", text) for i, text in enumerate(texts)]).camps(
        level
    )
    assert camps.decided and list(camps.listed) == wanted[:50] and camps.total == len(wanted)


class TestQuestions:
    def test_a_circle_of_three_sources(self) -> None:
        texts = ["A < B", "B < C", "C < A"]
        question = asked(Property("p", "sequence"), [c(i, "sequence", text) for i, text in enumerate(texts)])
        assert question.camps("charitable").listed == ((0, 1), (0, 2), (1, 2))
        (fault,) = camps_exclude(question)
        assert "best" not in fault.message and any(step.endswith("a circle") for step in fault.why)

    def test_other_senses_are_apart(self) -> None:
        senses = ["", "de facto", "officially"]
        claims = [
            c(i, "sequence", text, sense=senses[i]) for i, text in enumerate(["A < B", "B < C", "C < A"])
        ]
        assert asked(Property("p", "sequence"), claims).camps("charitable").total == 1

    def test_a_denial_excludes_what_lies_within_it(self) -> None:
        claims = [
            c(1, "sequence", "A < B < C"),
            c(2, "sequence", "A < C", denies=True),
            c(3, "sequence", "B < C"),
        ]
        assert asked(Property("p", "sequence"), claims).camps("charitable").listed == ((0, 2), (1, 2))

    def test_many_independent_disputes_are_bounded(self) -> None:
        texts = [text for i in range(10) for text in (f"A{i} < B{i}", f"B{i} < A{i}")]
        camps = asked(
            Property("p", "sequence"), [c(i, "sequence", text) for i, text in enumerate(texts)]
        ).camps("charitable")
        assert len(camps.listed) == 50 and (camps.total == 1024 or not camps.decided)
