"""Sets: who or what belongs to something. Lists that may go on, lists that are complete, and how many there
are in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from discrepancy.values import intervals as region
from discrepancy.values.base import LEVELS, Basis, DirectedRelation, Value, ValueType
from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import INF, Region
from discrepancy.values.names.list_members import (
    Named,
    list_in_words,
    mark_notes,
    missing_members,
    read_member,
    repeated,
    single_spaced,
    spelling_hints,
    without_braces,
)
from discrepancy.values.names.set_families import (
    Family,
    at_least,
    equal_but_for_marks,
    family_within,
    fewest_things,
    share_a_set,
    whole_numbers,
)
from discrepancy.values.types.quantity import TYPE as QUANTITY
from discrepancy.values.types.quantity import Quantity

EXAMPLE = "An; Bình; Chi"
FORMS = f"{EXAMPLE}; only An; Bình; 4 members; 4 members: An; Bình"
_ONLY = re.compile(r"only\s+", re.I)
_COMPLETE = re.compile(r"(?:(?<=\})\s*complete|\s*\(complete\))$", re.I)
_COUNT = re.compile(r"[^;{}]*\bmembers?\b", re.I)
_NUMBERED = re.compile(r"[\d.,\s]+|.*\b(?:others?|more|men|people|persons|members?)", re.I)
_REST = frozenset({"others", "and others", "etc", "etc.", "et al", "et al.", "and so on", "and more"})
_WHETHER = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Set(Value):
    """A stated set; `names` are its members in the order of the text."""

    type: ClassVar[str] = "set"
    names: tuple[Named, ...] = ()

    def __str__(self) -> str:
        import json

        # In a file or a cell a text that begins so is YAML, and only in quotation marks the text itself.
        quoted = not self.options and self.text.lstrip()[:1] in ("{", '"', "'")
        return json.dumps(self.text, ensure_ascii=False) if quoted else Value.__str__(self)


class SetType(ValueType):
    """Who or what belongs to something, as an open list, a complete one, or a number of members.

    Open: An; Bình; Chi (with semicolons), "{An, Bình, Chi}" in quotation marks, or one name: these belong to
    it, and there may be more. Complete: only An; Bình; "{An, Bình} complete"; An; Bình (complete); or the
    option complete: true. These and no others. Number: 4 members; four members; about 20 members; at least 3
    members; 4 members: An; Bình; or the option members: about 20. Members are entities of the dossier by id,
    name or alias; names that it does not have are compared by their letters. A longer list refines a shorter
    one. Two open lists exclude nothing; without a common member they are a tension between two voices.
    Options: complete (true or false), members (how many in all).
    """

    name = "set"
    shape = "labels"
    options = ("complete", "members")

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Set:
        """The set. Raises Unreadable for no member, an empty one, one named twice, and a number that the list
        contradicts.
        """
        rest, complete = _whether_complete(single_spaced(text), options)
        rest, counts = _counts(rest, basis, options)
        if counts:  # 3 members: only An; Bình; Chi
            rest, closed = _whether_complete(rest, {})
            complete = complete or closed
        names = _members(rest, basis) if rest else ()
        if not names and not counts:
            raise Unreadable("no members", text, f"names such as {EXAMPLE}, or 0 members")
        if complete and not names:
            raise Unreadable(
                "complete, but no member is named", text, "the members, or only their number: 4 members"
            )
        sizes, rows = _sizes(len(names), complete, counts)
        members = tuple(sorted(one.member for one in names))
        return Set(
            text=text,
            options=tuple(options.items()),
            plain=Family(members, sizes[0]),
            licensed=Family(members, sizes[1]),
            charitable=Family(members, sizes[2]),
            rows=(*rows, *(("alias",) if any(one.alias for one in names) else ())),
            uncertain=any(count.uncertain for count in counts),
            approximate=any(count.approximate for count in counts),
            scale=tuple(sorted(one.words for one in names)),
            notes=_notes(names),
            names=names,
        )

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """By the table on families of sets. Lists that differ in marks alone agree; open ones without a
        common member are a tension.
        """
        assert isinstance(a, Set) and isinstance(b, Set)
        if equal_but_for_marks(a.plain, b.plain):
            return DirectedRelation("identical" if self.identity(a) == self.identity(b) else "agrees")
        if family_within(a.plain, b.plain) and family_within(a.licensed, b.licensed):
            return DirectedRelation("refines", "left")
        if family_within(b.plain, a.plain) and family_within(b.licensed, a.licensed):
            return DirectedRelation("refines", "right")
        if share_a_set((a.licensed, b.licensed), "licensed"):
            return DirectedRelation("tension" if _strangers(a, b) else "compatible")
        return DirectedRelation(
            "tension" if share_a_set((a.charitable, b.charitable), "charitable") else "conflict"
        )

    def joinable(self, a: Value, b: Value) -> bool:
        """Whether a tension of the two is only that of open lists without a common member, which one voice
        may state and one camp hold.
        """
        assert isinstance(a, Set) and isinstance(b, Set)
        return _strangers(a, b) and bool(share_a_set((a.licensed, b.licensed), "licensed"))

    def together(self, values: Sequence[Value], level: str) -> bool | None:
        """Whether one set can be what all the values state: whether some size that all allow holds all their
        members.
        """
        return share_a_set(tuple(dict.fromkeys(value.sets(level) for value in values)), level)

    def why_not_together(self, values: Sequence[Value], level: str) -> tuple[str, ...]:
        """How many members the lists name together, and how many there can be."""
        return _why_not_all([value for value in values if isinstance(value, Set)], level)

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """Which members are in one and not in the other, and how many there can be."""
        assert isinstance(a, Set) and isinstance(b, Set)
        marks = mark_notes(a.names, b.names)
        if directed.relation in ("identical", "agrees"):
            how = (
                "say the same"
                if directed.relation == "identical"
                else "say the same, otherwise spelt, counted or called"
            )
            return (*marks, f"both {how}: {self.show(a, 'plain')}")
        if directed.relation == "refines":
            narrow, wide = (a, b) if directed.direction == "left" else (b, a)
            return (*marks, f"whatever fits {_words_of(narrow)} fits {_words_of(wide)} too")
        if directed.relation == "compatible":
            union = fewest_things([a.licensed, b.licensed], "licensed")
            return (
                *marks,
                f"one set can be both: {_words_of(a)}, and {_words_of(b)}; "
                f"together they name {union} members",
            )
        if self.joinable(a, b):
            return (
                *marks,
                f"the lists share no member: {_words_of(a)}, and {_words_of(b)}; "
                "neither says that it is complete",
            )
        apart = _apart(a, b, "licensed" if directed.relation == "tension" else "charitable")
        return (
            *marks,
            *apart,
            *(("only with charity can both be true",) if directed.relation == "tension" else ()),
        )

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """A member of one that is very like a member of the other: a slip of the pen, or an alias not
        declared.
        """
        assert isinstance(a, Set) and isinstance(b, Set)
        return spelling_hints(a.names, b.names)

    def pieces(self, value: Value, level: str) -> Any:
        """The family at `level` as JSON: one piece with the members, whether there are no others, and how
        many there can be.
        """
        assert isinstance(value, Set)
        count, sizes = len(value.names), value.sets(level).sizes
        bounded = (
            None
            if sizes == at_least(count)
            else [[str(low), None if high == INF else str(high)] for low, high in sizes]
        )
        return [
            {
                "members": [one.name for one in value.names],
                "complete": sizes == ((count, count),),
                "size": bounded,
            }
        ]

    def bounds(self, value: Value) -> tuple[Any, Any]:
        """Sets have no earliest and no latest."""
        return None, None

    def show(self, value: Value, level: str) -> str:
        """The family at `level` in words."""
        assert isinstance(value, Set)
        return _family_in_words(value, value.sets(level).sizes)


def _whether_complete(text: str, options: Mapping[str, str]) -> tuple[str, bool]:
    """The text without the words that close the list, and whether it is closed. `only 4 members` is left to
    the count.
    """
    said = options.get("complete")
    whether = _WHETHER.get(single_spaced(said).casefold()) if said is not None else None
    if said is not None and whether is None:
        raise Unreadable("complete is true or false", said, "complete: true")
    rest = _COMPLETE.sub("", text)
    if rest.casefold() == "only":
        raise Unreadable("no members behind the word", text, f"only {EXAMPLE}")
    if _ONLY.match(rest) and not _COUNT.match(rest):
        rest = _ONLY.sub("", rest, count=1)
    if rest != text and whether is False:
        raise Unreadable(
            "the words say that the list is complete, the option that it is not", text, "one of the two"
        )
    return rest, rest != text or bool(whether)


def _counts(text: str, basis: Basis, options: Mapping[str, str]) -> tuple[str, list[Quantity]]:
    """The text behind the number of members, and the numbers stated, in the words and in the option."""
    counts = []
    head, colon, rest = text.partition(":")
    if _COUNT.match(head) and (colon or ";" not in text):
        known = basis.entity(text) if basis.entity and not colon else None
        if known is None:
            counts.append(_count(head, basis))
            text = rest.strip()
            if colon and not text:
                raise Unreadable("no members behind the colon", head + colon, f"{head}, or {head}: {EXAMPLE}")
    if "members" in options:
        counts.append(_count(options["members"], basis))
    return text, counts


def _count(text: str, basis: Basis) -> Quantity:
    expect = "a number such as 4 members, about 20 members, at least 3 members"
    try:
        found = QUANTITY.read(text, {}, replace(basis, unit=None))
    except Unreadable as error:
        raise Unreadable(f"not a number of members ({error.message})", text, expect) from error
    if found.per or (found.unit and found.unit.casefold() not in ("member", "members")):
        raise Unreadable("not a number of members", text, expect)
    return found


def _members(text: str, basis: Basis) -> tuple[Named, ...]:
    inner, braced = without_braces(text)
    separator = "," if braced and ";" not in inner else ";"
    if not braced and ";" not in text and "," in text and not (basis.entity and basis.entity(text)):
        raise Unreadable("commas between members, or one name with a comma?", text, f"semicolons: {EXAMPLE}")
    found = tuple(read_member(words, basis, EXAMPLE) for words in inner.split(separator))
    for one in found:
        _not_a_count(one)
    again = repeated(found)
    if again:
        raise Unreadable("a member named twice", f"{again[0].words}; {again[1].words}", "each member once")
    return found


def _not_a_count(one: Named) -> None:
    """Raises Unreadable for words among the names that count further members instead of naming one: "3
    others", "etc.".
    """
    if one.member.id:
        return
    if one.words.casefold() in _REST:
        raise Unreadable("no name", one.words, "leave it out: a list without `only` or `complete` may go on")
    if _NUMBERED.fullmatch(one.words):
        try:
            QUANTITY.read(one.words, {}, Basis())
        except Unreadable:
            return
        raise Unreadable(
            "a number among names", one.words, f"how many there are in all, then who: 5 members: {EXAMPLE}"
        )


def _sizes(count: int, complete: bool, counts: Sequence[Quantity]) -> tuple[list[Region], tuple[str, ...]]:
    """The sizes at the three levels, and the rows that made them.

    Names outweigh a hedged number: "about 3 members" with four names is four at face value. A number that its
    words do not let be as many as the names is an error.
    """
    sizes = [at_least(count)] * 3
    allowed = ((count, count),) if complete else at_least(count)
    for stated in counts:
        sizes = [
            region.meet(one, whole_numbers(stated.sets(level)))
            for one, level in zip(sizes, LEVELS, strict=True)
        ]
    sizes = [region.meet(one, allowed) for one in sizes]
    if not sizes[1]:
        words = " and ".join(one.text.strip() for one in counts)
        if not count:
            raise Unreadable("no whole number of members", words, "a number such as 4 members")
        names = f"{'the complete list has' if complete else 'the list names'} {count}"
        raise Unreadable(
            f"{names}, which the number of members does not allow",
            words,
            "the number as the source has it, or the list without it",
        )
    if not sizes[0]:
        sizes[0] = sizes[1][:1]
    return sizes, tuple(dict.fromkeys(row for one in counts for row in one.rows))


def _notes(names: Sequence[Named]) -> tuple[str, ...]:
    doubts = mark_notes(names, names)
    return doubts[: len(doubts) // 2]


def _strangers(a: Set, b: Set) -> bool:
    """Whether both are open lists that name members, say no number, and share none."""
    if not (a.names and b.names):
        return False
    if any(one.sets(level).sizes != at_least(len(one.names)) for one in (a, b) for level in LEVELS):
        return False
    return len(missing_members(a.names, b.names)) == len(a.names)


def _words_of(value: Set) -> str:
    return f'"{value.text}"' if value.text else str(value)


def _family_in_words(value: Set, sizes: Region) -> str:
    count, names = len(value.names), list_in_words(one.name for one in value.names)
    if names and sizes == ((count, count),):
        return f"{names} and no others"
    if sizes == at_least(count):
        return f"{names} and perhaps others"
    return f"{_sizes_in_words(sizes)}, among them {names}" if names else _sizes_in_words(sizes)


def _sizes_in_words(sizes: Iterable[region.Interval]) -> str:
    parts = [
        f"{low:,}" if low == high else f"{low:,} or more" if high == INF else f"{low:,} to {high:,}"
        for low, high in sizes
    ]
    only = parts == ["1"]
    return f"{' or '.join(parts)} {'member' if only else 'members'}"


def _apart(a: Set, b: Set, level: str) -> tuple[str, ...]:
    """Why no set at `level` is both."""
    left, right = a.sets(level), b.sets(level)
    found = []
    for one, other in ((a, b), (b, a)):
        complete = other.sets(level).sizes == ((len(other.names), len(other.names)),) and other.names
        missing = missing_members(one.names, other.names, charity=level == "charitable") if complete else ()
        if missing:
            names = list_in_words(member.name for member in missing)
            found.append(f"{_words_of(other)} is complete and has no {names}, which {_words_of(one)} names")
    shared = region.meet(left.sizes, right.sizes)
    if not found and not shared:
        found.append(
            f"{_words_of(a)} has {_sizes_in_words(left.sizes)}, {_words_of(b)} {_sizes_in_words(right.sizes)}"
        )
    elif not found:
        found.append(
            f"together they name {fewest_things([left, right], level)} members, "
            f"but there are no more than {shared[-1][1]}"
        )
    return tuple(found)


def _why_not_all(values: Sequence[Set], level: str) -> tuple[str, ...]:
    """Why no set at `level` is all of the values."""
    sizes = at_least(0)
    for value in values:
        sizes = region.meet(sizes, value.sets(level).sizes)
    if not sizes:
        stated = (f"{_words_of(value)} has {_sizes_in_words(value.sets(level).sizes)}" for value in values)
        return (f"no number of members fits all: {'; '.join(stated)}",)
    fewest = fewest_things([value.sets(level) for value in values], level)
    told = ", ".join(_words_of(value) for value in values)
    return (f"{told}: together they name {fewest} members, but there are no more than {sizes[-1][1]}",)


TYPE = SetType()
