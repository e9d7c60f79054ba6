"""Laws: what must hold between questions, as a small closed language that is parsed and never evaluated as
code.

This module has the forms a parsed law takes; `law_parser` makes them from words and `law_checker` holds them
to the vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from discrepancy.model.mark import Mark
from discrepancy.values.base import Value


@dataclass(frozen=True, slots=True)
class Path:
    """A property of the subject, or of what `steps` lead to from the subject; or, with `entity`, of one
    registered entity.

    `steps` are properties whose answer is an entity, scope dimensions whose value is one, or `part_of`. `end`
    is "start" or "end" of a span, else "". `scope` narrows the question. `type` is the type of the property
    (with an `end`: "date").
    """

    property: str
    steps: tuple[str, ...] = ()
    end: str = ""
    scope: tuple[tuple[str, str], ...] = ()
    entity: str = ""
    type: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that a claim on a state says it speaks of."""

    offset: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The entity that the law is being applied to."""

    offset: int = 0


@dataclass(frozen=True, slots=True)
class Constant:
    """A stated date, length, age or number, read as a value of its type: "about 6 years", "100"."""

    type: str
    value: Value
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Years:
    """The completed years between two days."""

    since: Term
    until: Term
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many different answers a property that has several is said to have."""

    path: Path
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Scaled:
    """A term times an exact number."""

    factor: Fraction
    term: Term
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms added up, each with its sign (+1 or -1)."""

    terms: tuple[tuple[int, Term], ...]
    offset: int = 0


Term = Path | AsOf | Subject | Constant | Years | Count | Scaled | Sum


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left op right` with op one of <=, <, ==; `>=` and `>` are turned round when read."""

    left: Term
    op: str
    right: Term


@dataclass(frozen=True, slots=True)
class Before:
    """What `left` is ends no later than what `right` is begins; of days: left is no later than right."""

    left: Path
    right: Path


@dataclass(frozen=True, slots=True)
class Within:
    """`inner` (a day or a span) lies within the span `outer`."""

    inner: Path
    outer: Path


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more than `most` different entities have spans of `path` (a span property, its scope narrowed) that
    share more than a boundary day.
    """

    most: int
    path: Path


Body = Comparison | Before | Within | AtMost


@dataclass(frozen=True, slots=True)
class Law:
    """A law as parsed and checked: of which kinds of entity it speaks (none: any), whether it is only what is
    usual (then what breaks it is at most a tension), and where it stands (None for the core's).
    """

    name: str
    text: str
    body: Body
    kinds: tuple[str, ...] = ()
    usual: bool = False
    because: str = ""
    help: str = ""
    mark: Mark | None = None
