"""The registry: what is declared one, part of another, or perhaps one."""

from collections.abc import Callable, Iterable
from itertools import permutations

import pytest

from discrepancy.commands._list import LISTS
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.graph import ancestors
from discrepancy.model.registry import Registry
from discrepancy.model.source import Entity
from discrepancy.model.vocabulary import Term
from discrepancy.values.base import Basis, compare, read, relate, value_type


def registry(*entities: Entity, terms: tuple[Term, ...] = ()) -> Registry:
    return Registry({entity.id: entity for entity in entities}, {term.id: term for term in terms})


def entity(key: str, **fields: object) -> Entity:
    return Entity(key, key.upper(), **fields)  # type: ignore[arg-type]


def broader(found: Registry, name: str) -> set[str]:
    entry = found.entity(name)
    assert entry is not None
    return set(entry.broader)


def basis(found: Registry) -> Basis:
    return Basis(entity=found.entity, term=found.term)


def test_what_is_part_of_an_entity_is_part_of_all_above_the_one_it_is_the_same_as() -> None:
    found = registry(
        entity("v"), entity("n", part_of=("v",)), entity("n2", same_as="n"), entity("m", part_of=("n2",)),
        entity("a"), entity("w"), entity("b", same_as="a", part_of=("w",)),
    )  # fmt: skip
    assert broader(found, "m") == {"n", "v"}
    assert broader(found, "a") == broader(found, "b") == {"w"}


def test_cycles_end() -> None:
    found = registry(
        entity("a", part_of=("b",)),
        entity("b", part_of=("a",)),
        entity("c", same_as="d"),
        entity("d", same_as="c"),
    )
    assert broader(found, "a") == {"b"}
    assert found.entity("c").id == found.entity("d").id == "c"  # type: ignore[union-attr]


TERMS = (
    Term("general", "general", same_as=("commander",), broader=("officer",)),
    Term("commander", "commander", same_as=("chief",), excludes=("private",)),
    Term("captain", "captain", broader=("commander",)),
    Term("private", "private"),
)


@pytest.mark.parametrize("order", list(permutations(TERMS)))
def test_same_as_makes_two_declared_terms_one(order: tuple[Term, ...]) -> None:
    basis_ = basis(registry(terms=order))
    general, commander, captain, private, chief = (
        read("term", word, basis_) for word in ("general", "commander", "captain", "private", "chief")
    )
    assert (
        compare("term", general, commander).relation == compare("term", general, chief).relation == "agrees"
    )
    assert compare("term", captain, general) == ("refines", "left")
    assert compare("term", captain, read("term", "officer", basis_)).relation == "conflict"  # undeclared
    kind = value_type("term")
    assert kind.excludes(general, private) and kind.excludes(private, commander)
    assert kind.identity(general) != kind.identity(commander)
    assert registry(terms=order).term("commander").broader == {"officer"}  # type: ignore[union-attr]
    assert registry(terms=order).term("commander").how == ""  # type: ignore[union-attr]


def test_two_that_may_be_one_are_a_tension() -> None:
    found = registry(
        entity("a", maybe="b", because="alike"),
        entity("b"),
        entity("c", same_as="b", because="seal"),
        entity("d"),
    )
    a, b, c, d = (read("entity", name, basis(found)) for name in ("A", "B", "C", "D"))
    for left, right in ((a, b), (b, a), (a, c), (c, a)):
        assert compare("entity", left, right).relation == "tension"
        assert relate("entity", left, right).why == (f"{left.text} and {right.text} may be one: alike",)
    assert compare("entity", a, d).relation == "conflict"
    assert not any("held to be one" in line for line in relate("entity", a, d).why)
    assert found.entity("a").maybe == {"b"} and found.entity("c").maybe == {"a"}  # type: ignore[union-attr]


def test_an_alias_is_another_reading() -> None:
    found = registry(entity("a", aliases=("Alpha",)))
    kind = value_type("entity")
    a, alias, again = (read("entity", name, basis(found)) for name in ("A", "Alpha", "A"))
    assert compare("entity", a, alias).relation == "agrees" and kind.identity(a) != kind.identity(alias)
    assert compare("entity", a, again).relation == "identical" and kind.identity(a) == kind.identity(again)


def test_undeclared_names_are_said_to_be_so() -> None:
    found = registry(Entity("hugh-neale", "Hugh of Neale"))
    hugh, ralph, odo = (read("entity", name, basis(found)) for name in ("hugh-neale", "Ralph", "Odo"))
    assert relate("entity", ralph, odo).why[:2] == (
        "Ralph is not declared in the dossier",
        "Odo is not declared in the dossier",
    )
    said = relate("entity", hugh, odo).why
    assert said == (
        "Odo is not declared in the dossier",
        "Hugh of Neale and Odo are different names; no alias known",
    )
    assert len(relate("entity", read("entity", "Ralph"), read("entity", "Odo")).why) == 1


def test_the_list_of_entities_says_what_each_is_or_may_be() -> None:
    entities = {one.id: one for one in (entity("a", same_as="b"), entity("b", maybe="c"), entity("c"))}
    records = LISTS["entities"]((Dossier("claims", "claims", "", core_vocabulary(), entities=entities),))
    assert [(record["same_as"], record["maybe"]) for record in records] == [
        ("b", None),
        (None, "c"),
        (None, None),
    ]


def test_what_is_above_a_term_is_looked_for_when_the_term_is(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[str] = []

    def counted(start: str, parents: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
        walked.append(start)
        return ancestors(start, parents)

    monkeypatch.setattr("discrepancy.model.registry.ancestors", counted)
    found = registry(terms=tuple(Term(f"t{i}", f"T{i}", broader=(f"t{i + 1}",)) for i in range(50)))
    assert walked == []
    for _ in range(2):
        entry = found.term("T10")
        assert entry is not None and len(entry.broader) == 40
    assert walked == ["t10"]
