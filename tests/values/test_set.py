"""Sets: what a list says, and against the definition: families of finite sets over a small universe, counted out one by one."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from discrepancy.model.vocabulary import Property
from discrepancy.rules.camps_exclude import camps_exclude
from discrepancy.rules.camps_strain import camps_strain
from discrepancy.values.base import compare, read, relate, value_type
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell as cell
from tests.support.claims import asked, basis, c, v
from tests.support.examples import examples
from tests.support.worlds import NAMES, true_set

SET = value_type("set")
TABLE = [
    ('"{X, Y} complete"', '"{X, Y, Z}"', "conflict", None),
    ("{value: X; Y, complete: true}", "X; Y; Z", "conflict", None),
    ("X; Y; Z", "X; Z", "refines", "left"),
    ("X; Y", '"{Y, X}"', "identical", None),
    ("only X; Y", "X; Y (complete)", "identical", None),
    ("only X; Y", "X", "refines", "left"),
    ("only X; Y", "2 members: X; Y", "identical", None),
    ("4 members", "four members", "identical", None),
    ("4 members", "An; Bình", "compatible", None),
    ("4 members", "4 members: An; Bình", "refines", "right"),
    ("2 members", "An; Bình; Chi", "conflict", None),
    ("2 members", "only An; Bình; Chi", "conflict", None),
    ("3 members", "only An; Bình; Chi", "refines", "right"),
    ("3 members: An; Bình", "3 members: Chi; Dũng", "conflict", None),
    ("4 members: An; Bình", "4 members: Chi; Dũng", "compatible", None),
    ("at least 3 members", "An; Bình", "compatible", None),
    ("about 20 members", "20 members", "agrees", None),
    ("about 20 members", "21 members", "compatible", None),
    ("about 20 members", "22 members", "tension", None),
    ("about 20 members", "23 members", "conflict", None),
    ("possibly 4 members", "only An; Bình", "tension", None),
    ("An; Bình", "Chi; Dũng", "tension", None),
    ("An; Bình", "Bình; Chi", "compatible", None),
    ("only An; Bình", "only Chi", "conflict", None),
    ("An; Bình", "An; Binh", "agrees", None),
    ("An; Chi; Bình", "An; Binh", "refines", "left"),
    ("only Trần Phú", "only Trần Phụ", "tension", None),
    ("only Trần Phú", "only Trần Phụ; An", "conflict", None),
    ("only General Giáp; An", "only Võ Nguyên Giáp; An", "agrees", None),
    ("only giap", "only linh", "conflict", None),
    ("unknown", "only linh", "compatible", None),
]
REFUSED = [
    ("", "no members"),
    ("{}", "an empty member"),
    ("only", "no members behind"),
    ("An;", "an empty member"),
    ("An; ; Bình", "an empty member"),
    ("An; An", "named twice"),
    ("Trần Phú; Tran Phu", "named twice"),
    ("General Giáp; Võ Nguyên Giáp", "named twice"),
    ("An, Bình", "commas between members"),
    ("3 members: A; B; C; D", "does not allow"),
    ("{value: A; B, complete: true, members: 3}", "does not allow"),
    ("4 members: only A; B", "does not allow"),
    ("4 members (A; B)", "bracket"),
    ("{value: 4 members, complete: true}", "complete, but no member"),
    ("{value: only A; B, complete: false}", "the option that it is not"),
    ("{value: A, complete: maybe}", "true or false"),
    ("{value: A, colour: red}", "no option"),
    ("possibly An; Bình", "not vouched for"),
    ("An?; Bình", "not vouched for"),
    ("An; 3 others", "a number among names"),
    ("4", "a number among names"),
    ("An; others", "leave it out"),
    ("many members", "not a number of members"),
    ("2.5 members", "no whole number"),
    ("40% members", "not a number of members"),
    ("4 members:", "no members behind"),
    ("An; {B}", "a brace inside"),
]


@pytest.mark.parametrize(("left", "right", "relation", "direction"), TABLE)
def test_worked_examples_both_ways(left: str, right: str, relation: str, direction: str | None) -> None:
    a, b = v("set", left), v("set", right)
    assert compare("set", a, b) == (relation, direction)
    assert compare("set", b, a) == compare("set", a, b).swapped()
    assert relate("set", a, b).why


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refusals_say_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message) as caught:
        read("set", text if text == "{}" else cell(text), basis())
    assert caught.value.expect


def test_a_complete_list_names_what_it_lacks_and_a_slip_of_the_pen() -> None:
    found = relate("set", v("set", "only An; Nguyễn Thị Bình"), v("set", "An; Nguyễn Thị Binhh"))
    assert found.relation == "conflict"
    assert "is complete and has no Nguyễn Thị Binhh" in found.why[0]
    assert found.hints == (
        "Nguyễn Thị Bình and Nguyễn Thị Binhh may be one, spelt in two ways; if they are, declare an alias",
    )


def test_marks_alone_are_noted() -> None:
    assert (
        "differ in their marks alone"
        in relate("set", v("set", "An; Trần Phú"), v("set", "An; Trần Phụ")).why[0]
    )
    assert v("set", "Trần Phú; Trần Phụ").notes == (
        "Trần Phú and Trần Phụ differ in their marks alone; they are taken for two members",
    )


def test_json_and_words() -> None:
    open_, closed, hedged = (
        v("set", "An; Bình"),
        v("set", "only General Giáp"),
        v("set", "about 20 members: An"),
    )
    assert SET.pieces(open_, "plain") == [{"members": ["An", "Bình"], "complete": False, "size": None}]
    assert SET.pieces(closed, "plain") == [
        {"members": ["Võ Nguyên Giáp"], "complete": True, "size": [["1", "1"]]}
    ]
    assert SET.pieces(hedged, "licensed") == [{"members": ["An"], "complete": False, "size": [["19", "21"]]}]
    assert SET.bounds(open_) == (None, None)
    assert SET.show(open_, "plain") == "An; Bình and perhaps others"
    assert SET.show(closed, "plain") == "Võ Nguyên Giáp and no others"
    assert SET.show(hedged, "plain") == "20 members, among them An"


def test_names_outweigh_a_hedged_number_that_allows_them() -> None:
    names = "; ".join(f"N{i}" for i in range(21))
    assert v("set", f"about 20 members: {names}").plain.sizes == ((21, 21),)


# Against the definition. A thing is (letters, mark); a bare name may be any thing of its letters.

THINGS = (
    ("phu", "ú"),
    ("phu", "ụ"),
    ("phu", "ù"),
    ("an", "an"),
    ("binh", "ì"),
    ("x1", ""),
    ("x2", ""),
    ("x3", ""),
)
WORLDS = tuple(frozenset(some) for size in range(len(THINGS) + 1) for some in combinations(THINGS, size))
MEANS = {
    "Trần Phú": {("phu", "ú")},
    "Trần Phụ": {("phu", "ụ")},
    "Tran Phu": {("phu", "ú"), ("phu", "ụ"), ("phu", "ù")},
    "An": {("an", "an")},
    "Bình": {("binh", "ì")},
}


def fits(names: tuple[str, ...], world: frozenset[tuple[str, str]]) -> bool:
    return any(
        all(one in MEANS[name] for one, name in zip(some, names, strict=True))
        for some in permutations(world, len(names))
    )


@lru_cache(maxsize=4096)
def holding(names: tuple[str, ...]) -> frozenset[int]:
    return frozenset(i for i, world in enumerate(WORLDS) if len(world) >= len(names) and fits(names, world))


def family(text: str) -> frozenset[int]:
    """The worlds that a text made below states."""
    counts, _, rest = text.rpartition("members: ") if "members: " in text else ("", "", text)
    names = tuple(sorted(rest.removeprefix("only ").split("; "))) if "members" not in rest else ()
    low, high = 0, len(THINGS)
    if "only" in rest:
        low = high = len(names)
    number = counts or (text if "members" in rest else "")
    if number:
        figures = [int(word) for word in number.split() if word.isdigit()]
        low, high = figures[0], figures[-1]
    return frozenset(i for i in holding(names) if low <= len(WORLDS[i]) <= high)


@st.composite
def statements(draw: st.DrawFn) -> str:
    names = "; ".join(draw(st.lists(st.sampled_from(sorted(MEANS)), min_size=1, max_size=3, unique=True)))
    low = draw(st.integers(1, 5))
    count = draw(st.sampled_from([f"{low} members", f"{low} to {min(low + 2, 6)} members"]))
    text = draw(st.sampled_from([names, names, f"only {names}", count, f"{count}: {names}"]))
    try:
        read("set", text)
    except Unreadable:
        assume(False)
    return text


@examples(500)
@given(statements(), statements())
def test_relations_are_those_of_the_families(left: str, right: str) -> None:
    a, b = read("set", left), read("set", right)
    one, other = family(left), family(right)
    relation, direction = compare("set", a, b)
    assert SET.together([a, b], "licensed") is bool(one & other)
    if one == other:
        assert relation in ("identical", "agrees")
    elif one < other or other < one:
        assert (relation, direction) == (
            "refines",
            "left" if one < other else "right",
        ) or relation == "agrees"
    elif relation != "agrees":
        assert (
            (relation == "compatible" or SET.joinable(a, b))
            if one & other
            else relation in ("tension", "conflict")
        )
    if relation == "agrees":  # the same, or the same but for marks
        assert one == other or (one & other and "Tran Phu" in left + right)


@examples(250)
@given(st.lists(statements(), min_size=1, max_size=6))
def test_camps_are_the_maximal_groups_with_a_common_set(texts: list[str]) -> None:
    families = [family(text) for text in texts]
    groups = [
        group
        for size in range(1, len(texts) + 1)
        for group in combinations(range(len(texts)), size)
        if frozenset.intersection(*(families[i] for i in group))
    ]
    wanted = sorted(group for group in groups if not any(set(group) < set(other) for other in groups))
    camps = asked(Property("p", "set"), [c(i, "set", text) for i, text in enumerate(texts)]).camps("licensed")
    assert camps.decided and list(camps.listed) == wanted


@examples(250)
@given(st.data())
def test_true_lists_of_one_set_fit_together_whatever_they_share(data: st.DataObject) -> None:
    members = NAMES[: data.draw(st.integers(1, 6))]
    texts = [f"only {'; '.join(members)}", *data.draw(st.lists(true_set(members), min_size=1, max_size=8))]
    question = asked(Property("p", "set"), [c(i, "set", text) for i, text in enumerate(texts)])
    assert question.camps("licensed").total == 1


class TestQuestions:
    def test_three_members_and_three_lists_of_two(self) -> None:
        texts = ["3 members", "An; Bình", "Chi; Dũng"]
        question = asked(Property("p", "set"), [c(i, "set", text) for i, text in enumerate(texts)])
        assert question.camps("charitable").listed == ((0, 1), (0, 2), (1, 2))
        (fault,) = camps_exclude(question)
        assert "together they name 4 members, but there are no more than 3" in " ".join(fault.why)
        assert "best" not in fault.message

    def test_two_voices_with_no_common_member_are_in_tension_and_one_camp(self) -> None:
        claims = [c(1, "set", "An; Bình"), c(2, "set", "Chi; Dũng")]
        question = asked(Property("p", "set"), claims)
        assert question.camps("licensed").total == 1 and question.strained
        (fault,) = camps_strain(question)
        assert (
            "share no member" in " ".join(fault.why)
            and "An; Bình (S1) against Chi; Dũng (S2)" in fault.message
        )

    def test_one_voice_may_add_to_its_list(self) -> None:
        question = asked(Property("p", "set"), [c(1, "set", "An; Bình"), c(1, "set", "Chi; Dũng")])
        assert not question.strained and not list(camps_strain(question))

    def test_several_true_answers_are_not_compared(self) -> None:
        claims = [c(1, "set", "only An"), c(2, "set", "only Bình")]
        assert asked(Property("p", "set", one=False), claims).camps("charitable").total == 1

    def test_hundreds_of_open_lists_are_one_camp_and_many_disputes_are_bounded(self) -> None:
        claims = [c(i, "set", f"An; N{i}") for i in range(600)]
        assert asked(Property("p", "set"), claims).camps("charitable").total == 1
        camps = asked(Property("p", "set"), [c(i, "set", f"only N{i}") for i in range(450)]).camps(
            "charitable"
        )
        assert not camps.decided and camps.total > 1
