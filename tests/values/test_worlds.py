"""The best single test: true claims about one world never conflict; a lie among them always does, and is named."""

from __future__ import annotations

from hypothesis import given

from discrepancy.model.vocabulary import Property
from discrepancy.rules.camps_exclude import camps_exclude
from discrepancy.rules.camps_strain import camps_strain
from tests.support.claims import asked, c
from tests.support.examples import examples
from tests.support.worlds import World, worlds


@examples(500)
@given(worlds)
def test_true_claims_neither_conflict_nor_strain(world: World) -> None:
    question = asked(Property("p", world.type), [c(i, world.type, text) for i, text in enumerate(world.true)])
    assert question.camps("charitable").total == 1, world
    # Cross-rule (i), two bests outside each other's range, is the only tension true claims may show.
    assert question.camps("licensed").total == 1, world
    assert not question.strained or sum("best" in text for text in world.true) > 1


@examples(500)
@given(worlds)
def test_a_planted_lie_conflicts_and_is_named(world: World) -> None:
    texts = (*world.true, *world.false)
    claims = [c(i, world.type, text) for i, text in enumerate(texts)]
    question = asked(Property("p", world.type), claims)
    faults = list(camps_exclude(question))
    assert [fault.kind for fault in faults] == ["conflict"], world
    assert not list(camps_strain(question))
    lie = claims[-1]
    holding = [camp for camp in faults[0].camps if lie in camp]
    assert holding and all(claims[0] not in camp for camp in holding)
    assert any(world.false[0] in step for step in faults[0].why), (world, faults[0].why)
