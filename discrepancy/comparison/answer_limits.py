"""What keeps several true answers within bounds: how many there can be, and what no two of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from discrepancy.model.vocabulary import Property
from discrepancy.values.base import Value, compare

# Of an entity and a property of it, the one answer that nobody disputes, as a word; "" where there is none.
KnownAnswers = Callable[[str, str], str]
MOST_NAMED = 12  # different answers of which every choice is tried


def nothing_known(entity: str, name: str) -> str:
    """Nothing is known of any entity."""
    return ""


def shared_traits(prop: Property, a: Value, b: Value, known: KnownAnswers) -> tuple[tuple[str, str], ...]:
    """What two different entities share in which no two true answers are alike: `(("sex", "male"),)`."""
    if not prop.differ_in:
        return ()
    one, other = getattr(a, "entry", None), getattr(b, "entry", None)
    if one is None or other is None or compare(prop.type, a, b).relation != "conflict":
        return ()
    return tuple(
        (name, said)
        for name in prop.differ_in
        if (said := known(one.id, name)) and said == known(other.id, name)
    )


def within_limit(prop: Property, values: Sequence[Value], level: str) -> bool:
    """Whether no more of the values are different answers than can be true together."""
    return len(too_many(prop, values, level)) <= prop.most


def too_many(prop: Property, values: Sequence[Value], level: str) -> tuple[Value, ...]:
    """One more value than can be true together, of which every two are different answers; none if there are
    not so many.
    """
    unlike = ("conflict",) if level == "charitable" else ("conflict", "tension")
    kept: list[Value] = []
    for value in values:
        if all(compare(prop.type, value, other).relation not in ("identical", "agrees") for other in kept):
            kept.append(value)
    for group in combinations(kept[:MOST_NAMED], prop.most + 1):
        if all(compare(prop.type, a, b).relation in unlike for a, b in combinations(group, 2)):
            return group
    return ()
