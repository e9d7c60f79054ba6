"""What the core vocabulary says of each property: how many answers can be true, and what they can name."""

from __future__ import annotations

import pytest

from discrepancy.model.core_vocabulary import ONE, core_vocabulary, extended_vocabulary

# Of these a person, a body, an event or a work can truly have more than one at a time.
SEVERAL = {
    "alias", "author", "burial-place", "child", "education", "founder", "leader", "member", "member-of", "nationality",
    "occupation", "office", "parent", "participant", "party", "place", "religion", "spouse",
}  # fmt: skip
# What voices frame, and what someone said, is judged in ways of its own.
IN_OTHER_WAYS = {"cause", "policy", "view", "words"}

PROPERTIES = core_vocabulary().properties


def test_one_answer_is_the_rule() -> None:
    assert {name for name, prop in PROPERTIES.items() if not prop.one} == SEVERAL | IN_OTHER_WAYS
    assert {prop.type for prop in PROPERTIES.values()} <= ONE | {"framing", "quotation"}


@pytest.mark.parametrize("kind", sorted(ONE))
def test_one_answer_is_the_rule_of_a_dossier_too(kind: str) -> None:
    fields = {"properties": {"new": {"type": kind}, "more": {"type": kind, "one": "false"}}}
    made = extended_vocabulary(core_vocabulary(), fields).properties
    assert made["new"].one and not made["more"].one


def test_two_parents_are_the_limit() -> None:
    parent = PROPERTIES["parent"]
    assert (parent.most, parent.differ_in, parent.limited) == (2, ("sex",), True)
    assert [name for name, prop in PROPERTIES.items() if prop.limited] == ["parent"]


def test_every_inverse_is_one_both_ways() -> None:
    pairs = {name: prop.inverse for name, prop in PROPERTIES.items() if prop.inverse}
    assert pairs == {
        "spouse": "spouse",
        "parent": "child",
        "child": "parent",
        "member": "member-of",
        "member-of": "member",
    }
    assert all(pairs[other] == name for name, other in pairs.items())


def test_whatever_names_an_entity_says_of_which_kind() -> None:
    named = {name for name, prop in PROPERTIES.items() if prop.type == "entity"}
    assert {name for name, prop in PROPERTIES.items() if prop.values} == named
    assert all(set(prop.values) <= set(core_vocabulary().kinds) for prop in PROPERTIES.values())


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"parent": {"help": "By blood."}}, {"parent": "child", "child": "parent"}),
        ({"child": {"type": "name"}}, {"parent": "", "child": ""}),
        ({"ward": {"type": "entity", "inverse": "guardian"}, "guardian": {"type": "entity"}},
         {"ward": "guardian", "guardian": "ward"}),
        ({"ally": {"type": "entity", "symmetric": "true"}}, {"ally": "ally"}),
        ({"spouse": {"symmetric": "false"}}, {"spouse": ""}),
    ],
)  # fmt: skip
def test_a_dossier_declares_one_side_of_an_inverse(
    fields: dict[str, dict[str, str]], right: dict[str, str]
) -> None:
    made = extended_vocabulary(core_vocabulary(), {"properties": fields}).properties
    assert {name: made[name].inverse for name in right} == right
