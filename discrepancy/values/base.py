"""What a stated value means, and how two of them relate: the base of the value types, one a file in `types/`.

A value keeps the words it was read from and three nested sets of answers: plain ⊆ licensed ⊆ charitable. A
relation between two values is read off these sets by one table (`relate_by_sets`), which every type shares
that has sets of points; names and terms relate by rules of their own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, ClassVar, NamedTuple

from discrepancy.values import intervals as region
from discrepancy.values.conventions import Conventions, standard
from discrepancy.values.errors import Slip, Unreadable, check_length
from discrepancy.values.intervals import Region
from discrepancy.values.options import text_and_options

LEVELS = ("plain", "licensed", "charitable")
RELATIONS = (
    "identical",
    "agrees",
    "refines",
    "compatible",
    "tension",
    "conflict",
    "incomparable-scope",
    "different-unit",
    "other-time",
)


class RegistryEntry(NamedTuple):
    """An entry of a registry of names or terms: its id and name, the ids it falls under (`broader`), the ids
    that it excludes, and how the name was found in it.

    `how` is "" for the registered name itself, "alias" otherwise; `because` carries the reason a person gave
    for a `same_as`. `maybe` holds the ids it may be the same as; where it holds any, `because` is the reason
    for that.
    """

    id: str
    broader: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    how: str = ""
    because: str = ""
    name: str = ""
    maybe: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Basis:
    """What has been declared about how texts are to be read: by the package, the dossier, the source and the
    claim.

    `entity` and `term` look a name up in the dossier's registry (None where there is no registry, as in
    `relate`). `anchor` tells whether a text names an event or a question that a relative date may hang on.
    """

    conventions: Conventions = field(default_factory=standard)
    calendar: str = "gregorian"
    date_order: str | None = None
    number_format: str = "1,234.5"
    language: str = ""
    hemisphere: str = ""
    unit: str | None = None
    entity: Callable[[str], RegistryEntry | None] | None = None
    term: Callable[[str], RegistryEntry | None] | None = None
    anchor: Callable[[str], bool] | None = None
    titles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """A stated value: the words, and what they mean.

    `text` is kept verbatim and `options` as given (calendar, unit, …). `plain`, `licensed`, `charitable` are
    the nested sets in the type's own form. `rows` names the rows of the conventions that made them. `scale`
    is what a set was converted from (calendar, unit and rate): two values are `identical` only on the same
    scale. `notes` are remarks a reader of the value should see.
    """

    type: ClassVar[str] = ""
    text: str
    options: tuple[tuple[str, str], ...] = ()
    plain: Any = ()
    licensed: Any = ()
    charitable: Any = ()
    rows: tuple[str, ...] = ()
    uncertain: bool = False
    approximate: bool = False
    scale: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.options:
            return self.text
        from discrepancy.values.inline import flow_mapping

        return flow_mapping({**({"value": self.text} if self.text else {}), **dict(self.options)})

    def bounds(self) -> tuple[Any, Any]:
        """Earliest and latest of the plain set, as in JSON: ISO days, numbers as text, "open", "unknown" or
        None.
        """
        return value_type(self.type).bounds(self)

    @property
    def slips(self) -> tuple[Slip, ...]:
        """What the source got wrong of itself, as notes."""
        return tuple(note for note in self.notes if isinstance(note, Slip))

    def sets(self, level: str) -> Any:
        """The set at `level`: plain, licensed or charitable."""
        return getattr(self, level)


@dataclass(frozen=True, slots=True)
class Unknown(Value):
    """The source says that nobody knows: the value stands in no camp and excludes nothing."""

    type: ClassVar[str] = "unknown"


@dataclass(frozen=True, slots=True)
class Relative(Value):
    """A date that a source gives by another event ("three months after the siege"): an edge to that event's
    question, without sets of its own.

    `order` is after, before, by, on or same; `anchor` the entity or question named; `amount` and `unit` the
    stated distance ("three months").
    """

    type: ClassVar[str] = "relative"
    order: str = ""
    anchor: str = ""
    amount: int | None = None
    unit: str = ""
    strict: bool = True


class DirectedRelation(NamedTuple):
    """The kind of relation of two values and, for `refines`, the more specific side (left or right)."""

    relation: str
    direction: str | None = None

    def swapped(self) -> DirectedRelation:
        """The same relation seen from the other side."""
        other = {"left": "right", "right": "left", None: None}[self.direction]
        return DirectedRelation(self.relation, other)


@dataclass(frozen=True, slots=True)
class Relation:
    """The relation of two values with its reasons. `gap` says how far apart they are, e.g. {"days": 12} or
    {"ratio": "1.5"}.
    """

    type: str
    left: Value
    right: Value
    relation: str
    direction: str | None
    why: tuple[str, ...]
    gap: Mapping[str, Any] | None
    hints: tuple[str, ...]
    rows: tuple[str, ...]


class ValueType(ABC):
    """One type of value. A module of `types/` subclasses this and declares itself with `TYPE = ...()`.

    The class docstring lists the accepted forms; `explain TYPE` prints it.
    """

    name: ClassVar[str]
    one: ClassVar[bool] = True
    # How the sets lie: "line" (a Region), "box" (a pair of them), "labels" (no order).
    shape: ClassVar[str] = "line"
    options: ClassVar[tuple[str, ...] | None] = ()  # None: any name

    @abstractmethod
    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Value:
        """The value that `text` states. Raises Unreadable, and nothing else, for a text that states none."""

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """The relation alone: quick, no words. The table on the values' sets unless a type says otherwise."""
        return relate_by_sets(a, b)

    def identity(self, value: Value) -> Hashable:
        """What two values share exactly when they are `identical`."""
        return (value.plain, value.licensed, value.charitable, value.scale)

    def meaning(self, value: Value) -> Hashable:
        """What a value says, whatever its notation: its sets, and what these are sets of."""
        return (value.plain, value.licensed, value.charitable)

    def excludes(self, a: Value, b: Value) -> bool:
        """Whether it is declared that the two cannot both be true even where several answers may be."""
        return False

    def together(self, values: Sequence[Value], level: str) -> bool | None:
        """Whether one answer at `level` fits all the values. None, also for no values at all: pairs decide,
        or a region does.

        A type that answers says True for no values; None for some is then that the bounded work could not
        tell.
        """
        return None

    def joinable(self, a: Value, b: Value) -> bool:
        """Whether a tension of the two is one of the question alone: one voice may say both, and one camp
        hold them, as worded.
        """
        return False

    def why_not_together(self, values: Sequence[Value], level: str) -> tuple[str, ...]:
        """The reason in words that no one answer at `level` fits all the values, where every two of them may
        fit.
        """
        return ()

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """The reason in words, for a person; the last line is the deciding one."""
        return ()

    def gap(self, a: Value, b: Value) -> Mapping[str, Any] | None:
        """How far apart two values in tension or conflict are, or None."""
        return None

    def hints(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """Probable causes of a disagreement, in words. They never change the relation."""
        return ()

    def east_asian_hints(self, a: Value, b: Value) -> tuple[str, ...]:
        """Probable causes that can be true of East Asia only, in words; given where that is spoken of."""
        return ()

    def pieces(self, value: Value, level: str) -> Any:
        """The set at `level` as JSON: a list of pieces `[low, high]` or `[low, high, "()"]`."""
        return [[low, high] for low, high in value.sets(level)]

    def bounds(self, value: Value) -> tuple[Any, Any]:
        """Earliest and latest of the plain set, as in JSON."""
        pieces = self.pieces(value, "plain")
        return (pieces[0][0], pieces[-1][1]) if pieces else (None, None)

    def show(self, value: Value, level: str) -> str:
        """The set at `level` in words."""
        return ", ".join(str(low) for low, _ in value.sets(level))


class SpanSets(NamedTuple):
    """A set of periods: every (start, end) with start in `start`, end in `end` and start ≤ end."""

    start: Region
    end: Region


def span_sets(start: Region, end: Region) -> SpanSets:
    """The set with each side cut to what the other leaves of it, so that equal sets are equal objects."""
    if not start or not end:
        return SpanSets((), ())
    cut_start = region.meet(start, ((-region.INF, end[-1][1]),))
    cut_end = region.meet(end, ((start[0][0], region.INF),))
    return SpanSets(cut_start, cut_end) if cut_start and cut_end else SpanSets((), ())


def meets(a: Any, b: Any) -> bool:
    """Whether two sets of the same form share an answer."""
    if type(a) is SpanSets:
        start, end = region.meet(a.start, b.start), region.meet(a.end, b.end)
        return bool(start and end and start[0][0] <= end[-1][1])
    return region.meets(a, b)


def within(a: Any, b: Any) -> bool:
    """Whether every answer in `a` is one in `b`."""
    if type(a) is SpanSets:
        return region.within(a.start, b.start) and region.within(a.end, b.end)
    return region.within(a, b)


def relate_by_sets(a: Value, b: Value) -> DirectedRelation:
    """The relation that the nested sets of two values give: the first of these that holds.

    identical or agrees (one plain set), refines (plain and licensed within the other's), compatible (the
    licensed sets meet), tension (the charitable ones do), conflict.
    """
    if a.plain == b.plain:
        same = a.licensed == b.licensed and a.charitable == b.charitable and a.scale == b.scale
        return DirectedRelation("identical" if same else "agrees")
    if within(a.plain, b.plain) and within(a.licensed, b.licensed):
        return DirectedRelation("refines", "left")
    if within(b.plain, a.plain) and within(b.licensed, a.licensed):
        return DirectedRelation("refines", "right")
    if meets(a.licensed, b.licensed):
        return DirectedRelation("compatible")
    if meets(a.charitable, b.charitable):
        return DirectedRelation("tension")
    return DirectedRelation("conflict")


@lru_cache(maxsize=64)
def value_type(name: str) -> ValueType:
    """The type called `name`. Raises KeyError for a name that no module of `types/` has."""
    if name not in type_names():
        raise KeyError(name)
    found: ValueType = import_module(f"discrepancy.values.types.{name}").TYPE
    return found


@lru_cache(maxsize=1)
def type_names() -> tuple[str, ...]:
    """The names of all value types, in order of the alphabet."""
    folder = Path(__file__).parent / "types"
    return tuple(sorted(module.name for module in iter_modules([str(folder)])))


def read(type_name: str, given: str | Mapping[str, str], basis: Basis | None = None) -> Value:
    """The value that `given` states: a text, or a mapping with `value` and options (`calendar`, `unit`, …).

    Raises Unreadable. `unknown` is a value of every type.
    """
    basis = basis or Basis()
    kind = value_type(type_name)
    if isinstance(given, str):
        text, options = given, dict[str, str]()
    else:
        text, options = text_and_options(kind, given)
    if text.strip() == "unknown" and not options:
        return Unknown(text)
    check_length(text)
    return kind.read(text, options, basis)


def read_or_none(type_name: str, text: str, basis: Basis | None = None) -> Value | None:
    """The value that `text` states, or None where it states none of that type."""
    try:
        return read(type_name, text, basis)
    except Unreadable:
        return None


def meaning(value: Value) -> Hashable:
    """What a value of any type says, whatever its notation. Identical values share it."""
    if isinstance(value, Relative):
        return (value.order, value.anchor, value.amount, value.unit, value.strict, value.uncertain)
    return ("unknown",) if isinstance(value, Unknown) else value_type(value.type).meaning(value)


def compare(type_name: str, a: Value, b: Value) -> DirectedRelation:
    """The relation of two values of one type, without its reasons. Unknown and relative values exclude
    nothing: `compatible`.
    """
    if isinstance(a, (Unknown, Relative)) or isinstance(b, (Unknown, Relative)):
        same = meaning(a) == meaning(b)
        return DirectedRelation("identical" if same else "compatible")
    return value_type(type_name).compare(a, b)


def relate(type_name: str, a: Value, b: Value) -> Relation:
    """The relation of two values of one type, with reasons, gap, hints and the rows of the conventions it
    used.
    """
    kind = value_type(type_name)
    directed = compare(type_name, a, b)
    rows = tuple(dict.fromkeys((*a.rows, *b.rows)))
    if isinstance(a, (Unknown, Relative)) or isinstance(b, (Unknown, Relative)):
        why: tuple[str, ...] = ("one side states no answer of its own, so nothing is excluded",)
        return Relation(type_name, a, b, directed.relation, None, why, None, (), rows)
    apart = directed.relation in ("tension", "conflict")
    slips = tuple(f'"{value}": {slip}' for value in (a, b) for slip in value.slips)
    return Relation(
        type=type_name,
        left=a,
        right=b,
        relation=directed.relation,
        direction=directed.direction,
        why=(*kind.why(a, b, directed), *slips),
        gap=kind.gap(a, b) if apart else None,
        hints=kind.hints(a, b, directed) if apart else (),
        rows=rows,
    )
