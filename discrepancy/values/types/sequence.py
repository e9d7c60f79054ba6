"""Sequences: what came before what. Partial orders, as far as a source states them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.errors import Unreadable
from discrepancy.values.names.list_members import (
    Member,
    Named,
    list_in_words,
    mark_notes,
    may_be_one,
    read_member,
    repeated,
    single_spaced,
    spelling_hints,
    without_braces,
)

EXAMPLE = "A < B < C"
MOST_MEMBERS = 200
Pair = tuple[Member, Member]
_ARROW = re.compile(r"[<→]")
_OTHER_SIGNS = re.compile(r"[>←≤≥=⇒⟶]")


@dataclass(frozen=True, slots=True)
class PartialOrder(Value):
    """A stated order. Its sets are all the pairs (earlier, later) that follow from it, sorted; `names` are
    its members as first written.

    `stated` are the pairs of neighbours in the text, from which the rest follows.
    """

    type: ClassVar[str] = "sequence"
    names: tuple[Named, ...] = ()
    stated: tuple[Pair, ...] = ()

    def __str__(self) -> str:
        import json

        quoted = not self.options and self.text.lstrip()[:1] in ("{", '"', "'")
        return json.dumps(self.text, ensure_ascii=False) if quoted else Value.__str__(self)


class SequenceType(ValueType):
    """What came before what: A < B < C, or A → B → C. The earlier, or the one that stands before, is on the
    left.

    Groups: A, B < C says that both A and B came before C, and nothing of A and B. Several orders: A < B; C <
    B < D. What follows is understood: A < B < C says A < C. Members are entities of the dossier by id, name
    or alias; names that it does not have are compared by their letters. An order that says more refines one
    that says less; orders of other members are compatible; orders that lead in a circle, two or more of them,
    are a conflict.
    """

    name = "sequence"
    shape = "labels"
    options = ()

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> PartialOrder:
        """The order. Raises Unreadable for fewer than two members, an empty one, and an order that leads in a
        circle.
        """
        names, stated = _stated(single_spaced(text), basis)
        pairs = _closure(stated)
        own = tuple(sorted(pairs))
        return PartialOrder(
            text=text,
            options=tuple(options.items()),
            plain=own,
            licensed=own,
            charitable=own,
            rows=("alias",) if any(one.alias for one in names) else (),
            scale=tuple(sorted({one.words for one in names})),
            notes=tuple(dict.fromkeys(mark_notes(names, names))),
            names=tuple(
                {one.member: one for one in (*names, *reversed(names))}.values()
            ),  # in order, as first written
            stated=tuple(dict.fromkeys(stated)),
        )

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """Equal orders agree, more pairs refine fewer, a circle is a conflict; all else is compatible."""
        assert isinstance(a, PartialOrder) and isinstance(b, PartialOrder)
        if a.plain == b.plain:
            return DirectedRelation("identical" if a.scale == b.scale else "agrees")
        if _equal_but_for_marks(a, b):
            return DirectedRelation("agrees")
        if set(b.plain) < set(a.plain):
            return DirectedRelation("refines", "left")
        if set(a.plain) < set(b.plain):
            return DirectedRelation("refines", "right")
        return DirectedRelation("compatible" if not _circle([a.stated, b.stated]) else "conflict")

    def together(self, values: Sequence[Value], level: str) -> bool | None:
        """Whether one order can be what all the values state: whether they lead in no circle."""
        return not _circle([value.stated for value in values if isinstance(value, PartialOrder)])

    def why_not_together(self, values: Sequence[Value], level: str) -> tuple[str, ...]:
        """The circle."""
        orders = [value for value in values if isinstance(value, PartialOrder)]
        return (_circle_in_words(orders),)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What one order says that the other does not, or the circle they make."""
        assert isinstance(a, PartialOrder) and isinstance(b, PartialOrder)
        marks = mark_notes(a.names, b.names)
        if directed.relation == "conflict":
            return (*marks, _circle_in_words([a, b]))
        if directed.relation == "refines":
            narrow, wide = (a, b) if directed.direction == "left" else (b, a)
            more = [pair for pair in narrow.plain if pair not in set(wide.plain)]
            return (
                *marks,
                f'"{narrow.text}" says all that "{wide.text}" says, '
                f"and also {_pairs_in_words(more, narrow.names)}",
            )
        if directed.relation == "compatible":
            return (*marks, f'"{a.text}" and "{b.text}" make no circle; one order can hold both')
        how = "" if directed.relation == "identical" else ", otherwise spelt or called"
        return (*marks, f"both state one order{how}: {self.show(a, 'plain')}")

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """One order read backwards is the other; a member of one is very like a member of the other."""
        assert isinstance(a, PartialOrder) and isinstance(b, PartialOrder)
        reversed_ = {(later, earlier) for earlier, later in b.plain}
        backwards = (
            ("one is the other read backwards: does one list run from last to first?",)
            if set(a.plain) == reversed_
            else ()
        )
        return (*backwards, *spelling_hints(a.names, b.names))

    def pieces(self, value: Value, level: str) -> Any:
        """The order at `level` as JSON: one piece with every pair (before, after)."""
        assert isinstance(value, PartialOrder)
        called = _called(value.names)
        return [{"before": [[called[earlier], called[later]] for earlier, later in value.sets(level)]}]

    def bounds(self, value: Value) -> tuple[Any, Any]:
        """Orders have no earliest and no latest."""
        return None, None

    def show(self, value: Value, level: str) -> str:
        """The order at `level` in words: its neighbours, the rest follows."""
        assert isinstance(value, PartialOrder)
        pairs = set(value.sets(level))
        after: dict[Member, set[Member]] = {}
        for earlier, later in pairs:
            after.setdefault(earlier, set()).add(later)
        near = [
            (earlier, later)
            for earlier, later in value.stated
            if not any(later in after.get(between, ()) for between in after[earlier] if between != later)
        ]
        return _pairs_in_words(near, value.names)


def _stated(text: str, basis: Basis) -> tuple[tuple[Named, ...], list[Pair]]:
    """The members as written and the pairs of neighbours."""
    inner, _ = without_braces(text)
    other = _OTHER_SIGNS.search(inner)
    if other:
        raise Unreadable("not a sign of an order", other[0], f"the earlier first: {EXAMPLE}, or A → B → C")
    names: list[Named] = []
    pairs: list[Pair] = []
    for chain in inner.split(";"):
        groups = [_group(words, basis) for words in _ARROW.split(chain)] if chain.strip() else []
        if len(groups) < 2:
            raise Unreadable(
                "no order" if chain.strip() else "an empty order",
                chain.strip(),
                f"what came before what: {EXAMPLE}",
            )
        for earlier, later in pairwise(groups):
            pairs += [(one.member, other.member) for one in earlier for other in later]
        names += [one for group in groups for one in group]
        if (
            len(names) > 5 * MOST_MEMBERS
            or len({one.member for one in names}) > MOST_MEMBERS
            or len(pairs) > MOST_MEMBERS**2
        ):
            raise Unreadable("too many members", "", f"at most {MOST_MEMBERS}")
    spelt = repeated(list({one.member: one for one in names}.values()))
    if spelt:
        raise Unreadable(
            "one member in two spellings", f"{spelt[0].words}; {spelt[1].words}", "one spelling in one order"
        )
    circle = _circle([pairs])
    if circle:
        called = _called(names)
        way = " < ".join(called[member] for member in (circle[0][1][0], *(pair[1] for _, pair in circle)))
        raise Unreadable("the order leads in a circle", way, f"each member once on its way: {EXAMPLE}")
    return tuple(names), pairs


def _group(text: str, basis: Basis) -> tuple[Named, ...]:
    whole = single_spaced(text)
    words = [whole] if basis.entity and basis.entity(whole) else text.split(",")
    found = tuple(read_member(one, basis, EXAMPLE) for one in words)
    again = repeated(found)
    if again:
        raise Unreadable(
            "a member named twice in one group", f"{again[0].words}, {again[1].words}", "each member once"
        )
    return found


def _closure(stated: Iterable[Pair]) -> set[Pair]:
    """Every pair that follows from pairs without a circle."""
    after: dict[Member, set[Member]] = {}
    for earlier, later in stated:
        after.setdefault(earlier, set()).add(later)
    reached: dict[Member, frozenset[Member]] = {}
    for start in after:
        stack = [start]
        while stack:
            one = stack[-1]
            ahead = [later for later in after.get(one, ()) if later not in reached]
            if ahead:
                stack.extend(ahead)
                continue
            stack.pop()
            reached[one] = frozenset(after.get(one, ())).union(
                *(reached[later] for later in after.get(one, ()))
            )
    return {(earlier, later) for earlier in after for later in reached[earlier]}


def _circle(orders: Sequence[Sequence[Pair]]) -> list[tuple[int, Pair]]:
    """A circle through orders, given as their pairs: its steps (number of the order, pair), [] if there is
    none.

    From the later member of one pair the way goes on at the same member, or at one that may be the same: but
    only once between two pairs, for a bare name may be each of two that are not one.
    """
    steps: dict[Member, list[tuple[int, Pair]]] = {}
    for i, order in enumerate(orders):
        for pair in order:
            steps.setdefault(pair[0], []).append((i, pair))
    alike: dict[str, list[Member]] = {}
    for member in steps:
        alike.setdefault(member.letters, []).append(member)
    onward: dict[Member, list[tuple[int, Pair]]] = {}

    def following(member: Member) -> list[tuple[int, Pair]]:
        if member not in onward:
            same = [other for other in alike.get(member.letters, ()) if may_be_one(member, other)]
            onward[member] = [step for other in same for step in steps[other]]
        return onward[member]

    done: set[Member] = set()
    for start in steps:
        if start in done:
            continue
        path: list[tuple[int, Pair]] = []
        on_path: dict[Member, int] = {start: 0}
        ahead = [iter(following(start))]
        standing = [start]
        while ahead:
            step = next(ahead[-1], None)
            if step is None:
                ahead.pop()
                done.add(standing[-1])
                del on_path[standing.pop()]
                if path:
                    path.pop()
                continue
            later = step[1][1]
            if later in on_path:
                return [*path[on_path[later] :], step]
            if later not in done:
                on_path[later] = len(standing)
                path.append(step)
                standing.append(later)
                ahead.append(iter(following(later)))
    return []


def _equal_but_for_marks(a: PartialOrder, b: PartialOrder) -> bool:
    """Whether each member of one may be just one of the other, and then the orders are equal."""
    if len(a.names) != len(b.names) or len(a.plain) != len(b.plain):
        return False
    stands_for: dict[Member, Member] = {}
    for one in a.names:
        fits = [other.member for other in b.names if may_be_one(one.member, other.member)]
        if len(fits) != 1:
            return False
        stands_for[one.member] = fits[0]
    if len(set(stands_for.values())) != len(stands_for):
        return False
    return {(stands_for[earlier], stands_for[later]) for earlier, later in a.plain} == set(b.plain)


def _called(names: Iterable[Named]) -> dict[Member, str]:
    return {one.member: one.name for one in names}


def _pairs_in_words(pairs: Sequence[Pair], names: Iterable[Named], most: int = 20) -> str:
    called = _called(names)
    more = f" and {len(pairs) - most} pairs more" if len(pairs) > most else ""
    return (
        list_in_words(f"{called[earlier]} before {called[later]}" for earlier, later in pairs[:most]) + more
    )


def _circle_in_words(orders: Sequence[PartialOrder]) -> str:
    said = []
    for i, (earlier, later) in _circle([order.stated for order in orders]):
        called = _called(orders[i].names)
        said.append(f'{called[earlier]} before {called[later]} ("{orders[i].text}")')
    return f"{', '.join(said)}: a circle"


TYPE = SequenceType()
