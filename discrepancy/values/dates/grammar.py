"""Dates in plain English words: from a text to what it says, before any calendar or convention is applied.

A recursive descent over words and numbers; every step takes at least one, so reading is linear in the text.
"""

from __future__ import annotations

from typing import NamedTuple

from discrepancy.values.dates import grammar_point as _datepoint
from discrepancy.values.dates.grammar_point import MONTH_NUMBERS, PointReader, century_start
from discrepancy.values.dates.meaning import (
    Between,
    Bounded,
    Distance,
    Either,
    Node,
    Point,
)

UNVOUCHED = frozenset(
    ("possibly", "perhaps", "maybe", "probably", "allegedly", "reportedly", "supposedly", "presumably")
)
_NEW = frozenset(("ns", "gregorian", "new style"))
_OLD = frozenset(("os", "julian", "old style"))
# Longest first: the first that fits is the bound.
BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no", "later", "than"), "by"),
    (("not", "later", "than"), "by"),
    (("no", "earlier", "than"), "not-before"),
    (("not", "earlier", "than"), "not-before"),
    (("on", "or", "before"), "by"),
    (("on", "or", "after"), "not-before"),
    (("in", "or", "before"), "by"),
    (("in", "or", "after"), "not-before"),
    (("not", "before"), "not-before"),
    (("not", "after"), "by"),
    (("terminus", "post", "quem"), "not-before"),
    (("terminus", "ante", "quem"), "by"),
    (("tpq",), "not-before"),
    (("taq",), "by"),
    (("prior", "to"), "before"),
    (("earlier", "than"), "before"),
    (("later", "than"), "after"),
    (("by",), "by"),
    (("before",), "before"),
    (("after",), "after"),
)
_BOUNDS_BY_WORD = {
    phrase[0]: tuple(bound for bound in BOUNDS if bound[0][0] == phrase[0]) for phrase, _ in BOUNDS
}
TERMINI = {"post quem": "not-before", "ante quem": "by"}
_OF_SPANS = {
    "from": "no earlier than",
    "since": "no earlier than",
    "until": "no later than",
    "till": "no later than",
}
FEASTS = {
    "christmas": "25 December and the year",
    "easter": "its day and month: it moves from year to year",
    "whitsun": "its day and month: it moves from year to year",
    "michaelmas": "29 September and the year",
    "tết": "its day and month, or 1968-01-01 with calendar: vietnamese-lunar-utc7",
    "tet": "its day and month, or 1968-01-01 with calendar: vietnamese-lunar-utc7",
}
_VAGUE = _datepoint.FILLER | FEASTS.keys() | {"turn"}
VOCABULARY = frozenset(
    (
        *MONTH_NUMBERS,
        *_datepoint.WEEKDAY_NUMBERS,
        *_datepoint.SEASONS,
        *_datepoint.ORDINALS,
        *_datepoint.CENTURY_WORDS,
        *_datepoint.BC,
        *_datepoint.AD,
        *_datepoint.CIRCA,
        *_datepoint.FILLER,
        *_datepoint.PARTS,
        *_datepoint.EDGES,
        *UNVOUCHED,
        *_OF_SPANS,
        *(word for phrase, _ in BOUNDS for word in phrase),
        *(
            "s",
            "st",
            "nd",
            "rd",
            "th",
            "of",
            "or",
            "and",
            "either",
            "between",
            "to",
            "half",
            "quarter",
            "last",
        ),
    )
)


class Said(NamedTuple):
    """What a text says, and the calendar it names at its end, if it does."""

    node: Node
    calendar: str | None


def parse(text: str) -> Said:
    """What `text` says. Raises Unreadable with the words at fault."""
    return _Reader(text).whole()


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, lower case, without the dots of abbreviations."""
    return [found[0].lower().replace(".", "") or "." for found in _datepoint.TOKEN.finditer(text)]


def vocabulary(text: str) -> bool:
    """Whether every word of `text` is one that dates are written with."""
    return all(word in VOCABULARY or not word[0].isalpha() for word in tokens(text))


class _Reader(PointReader):
    """Reads a whole text: hedges, bounds and lists around single dates."""

    def whole(self) -> Said:
        uncertain = self.unvouched()
        begin = self.at
        node = self.statement()
        if self.take("at", "the", "latest"):
            node = self.edge("by", node, begin)
        elif self.take("at", "the", "earliest"):
            node = self.edge("not-before", node, begin)
        uncertain = self.doubt() or uncertain
        calendar = self.calendar()
        uncertain = self.doubt() or uncertain
        while self.take("."):
            pass
        if self.word:
            raise self.wrong("not understood as part of a date", self.meant())
        if uncertain:
            for point in points(node):
                point.uncertain = True
        return Said(node, calendar)

    def unvouched(self) -> bool:
        begin = self.at
        while self.word in UNVOUCHED or self.words[self.at : self.at + 3] in (
            ["said", "to", "be"],
            ["is", "said", "to"],
        ):
            self.at += 1 if self.word in UNVOUCHED else 3
            self.take("be")
        return self.at > begin

    def doubt(self) -> bool:
        return self.take("?") or self.take("(", "?", ")")

    def edge(self, row: str, node: Node, begin: int) -> Node:
        if not isinstance(node, Point):
            raise self.wrong("a bound on what is not one date", "write for example 1896 at the latest", begin)
        return Bounded(row, node)

    def calendar(self) -> str | None:
        begin = self.at
        bracket = self.words[self.at + 1] != "?" and self.take("(")
        name = self.word
        if name in ("old", "new") and self.words[self.at + 1] == "style":
            name += " style"
        if not bracket and name not in _OLD and name not in _NEW:
            return None
        if bracket and name not in _OLD and name not in _NEW:
            while self.word not in ("", ")"):
                self.at += 1
            self.take(")")
            if name in ("+", "±"):
                raise self.wrong("a margin beside a date", "write between A and B, or c.", begin)
            raise self.wrong(
                "not a calendar that is read here", "write (Julian), (O.S.), (Gregorian) or (N.S.)", begin
            )
        self.at += len(name.split())
        self.take("calendar")
        if bracket and not self.take(")"):
            raise self.wrong("a bracket that is not closed", 'end it with ")"', begin)
        return "julian" if name in _OLD else "gregorian"

    def statement(self) -> Node:
        self.take("sometime")
        if self.word in _VAGUE:
            self.refuse_vague()
        if self.word in _OF_SPANS:
            word, bound = self.word, _OF_SPANS[self.word]
            self.at += 1
            raise self.wrong(
                f'"{word}" belongs to a span, not to a date',
                f'for a bound on one date write "{bound}"',
                self.at - 1,
            )
        if self.take("between"):
            return self.between()
        self.take("either")
        return self.alternatives()

    def refuse_vague(self) -> None:
        """Refuses words that name no days: a turn, a feast."""
        begin = self.at
        while self.word in _datepoint.FILLER:
            self.at += 1
        if self.word == "turn" and self.words[self.at + 1] == "of":
            raise self.wrong(
                "a turn may be before, after or both",
                "write for example late 19th or early 20th century",
                self.at,
            )
        if self.word in FEASTS:
            raise self.wrong("a feast is not read here", f"write {FEASTS[self.word]}", self.at)
        self.at = begin

    def between(self) -> Node:
        first = self.point(None)
        if not self.take("and"):
            raise self.wrong('"between" without its "and"', "write between 1920 and 1924")
        last = self.point(first)
        inherit(first, last)
        return Between(first, last)

    def alternatives(self) -> Node:
        begin = self.at
        members: list[Point | Bounded] = [self.item(None)]
        separators: list[str] = []
        while True:
            separator = self.word
            if separator not in ("or", ",", "/"):
                break
            self.at += 1
            if separator == ",":
                separators += ["or"] if self.take("or") else []
            separators.append(separator)
            self.take("either")
            members.append(self.item(members[-1]))
        if len(members) == 1:
            return members[0]
        self.check_separators(separators, members, begin)
        return Either(self.filled(members, begin))

    def check_separators(self, separators: list[str], members: list[Point | Bounded], begin: int) -> None:
        if "," in separators and "or" not in separators:
            raise self.wrong(
                "dates with commas and no other word", 'put "or" before the last, for one of them', begin
            )
        first = members[0]
        if (
            "/" in separators
            and isinstance(first, Point)
            and (len(members) > 2 or (first.year is not None and first.kind != "day"))
        ):
            raise self.wrong(
                "two years with a slash can mean a span, a choice or one year",
                'write "or" for one of them',
                begin,
            )

    def filled(self, members: list[Point | Bounded], begin: int) -> tuple[Point | Bounded, ...]:
        for left, right in zip(reversed(members[:-1]), reversed(members[1:]), strict=True):
            if isinstance(left, Point) and isinstance(right, Point):
                inherit(left, right)
            elif isinstance(left, Bounded) and isinstance(right, Point) and not right.prefixed:
                raise self.wrong(
                    "a bound on a choice can be read two ways",
                    'repeat the word, as in "before 1907 or in 1908"',
                    begin,
                )
        first = members[0]
        if isinstance(first, Point) and first.circa:
            for member in members:
                if isinstance(member, Point):
                    member.circa = True  # "c. 1907 or 1908": the hedge is on both
        return tuple(members)

    def item(self, previous: Point | Bounded | None) -> Point | Bounded:
        uncertain = self.unvouched()
        row = self.bound()
        if row:
            uncertain = self.unvouched() or uncertain
            if self.word in ("between", "either") or self.bound():
                raise self.wrong("a bound on what is not one date", "give one date")
        point = self.point(None if row or not isinstance(previous, Point) else previous)
        point.uncertain = point.uncertain or uncertain
        return Bounded(row, point) if row else point

    def bound(self) -> str:
        for phrase, row in _BOUNDS_BY_WORD.get(self.word, ()):
            if self.take(*phrase):
                return row
        return ""


def points(node: Node) -> list[Point]:
    """Every single date in `node`."""
    if isinstance(node, Point):
        return [node]
    if isinstance(node, Bounded):
        return [node.of]
    if isinstance(node, Between):
        return [node.first, node.last]
    if isinstance(node, Distance):
        return [node.of] if isinstance(node.of, Point) else []
    return [point for member in node.members for point in points(member)]


def inherit(left: Point, right: Point) -> None:
    """Fills in what `left` leaves out and `right` says: "10 or 11 February 1763", "January or March 1958",
    "44 or 43 BC", "4th or 5th century".
    """
    if left.kind == "number" and right.kind == "day" and not left.part:
        left.kind, left.day, left.month, left.year, left.notes = (
            "day",
            left.number,
            right.month,
            right.year,
            right.notes,
        )
    elif left.kind == "number" and right.kind == "century" and left.ordinal:
        left.kind, left.era, left.year = "century", right.era, century_start(left.number, right.era)
    elif left.kind == "number" and right.kind == "year" and right.era and not left.ordinal and left.number:
        left.kind, left.era = "year", right.era
        left.year = 1 - left.number if right.era == "bc" else left.number
    elif left.kind in ("day", "month", "season") and left.year is None:
        left.year, left.two_years = right.year, right.two_years and left.kind == right.kind
    elif left.kind == right.kind == "century" and right.era == "bc" and not left.era:
        left.era, left.year = "bc", century_start(left.number, "bc")
    elif left.kind == right.kind == "year" and right.era == "bc" and not left.era and left.year is not None:
        left.era, left.year = "bc", 1 - left.number
