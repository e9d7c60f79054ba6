"""Dates in plain English words: from a text to what it says, before any calendar or convention is applied.

A recursive descent over words and numbers; every step takes at least one, so reading is linear in the text.
"""

from __future__ import annotations

from typing import NamedTuple

from discrepancy.values.dates.english_words import (
    BOUND_TAILS,
    BOUNDS_BY_WORD,
    CIRCA_TAILS,
    FEASTS,
    FILLER,
    NEW_STYLE,
    OLD_STYLE,
    SPAN_WORDS,
    UNVOUCHED,
    century_start,
)
from discrepancy.values.dates.grammar_point import PointReader
from discrepancy.values.dates.nodes import Between, Bounded, Either, Node, Point, points

_ENDS = ("", "?", "(", ".", *OLD_STYLE, *NEW_STYLE, "old", "new")
_NO_DATE_WORDS = FILLER | FEASTS.keys() | {"turn"}


class ParsedDate(NamedTuple):
    """What a text says, and the calendar it names at its end, if it does."""

    node: Node
    calendar: str | None


def parse(text: str) -> ParsedDate:
    """What `text` says. Raises Unreadable with the words at fault."""
    return _DateReader(text).whole()


class _DateReader(PointReader):
    """Reads a whole text: hedges, bounds and lists around single dates."""

    def whole(self) -> ParsedDate:
        uncertain = self.unvouched()
        begin = self.at
        node = self.statement()
        for phrase in CIRCA_TAILS:
            if self.take(*phrase):
                for point in points(node):
                    point.circa = True
        for phrase, row in BOUND_TAILS:
            if self.take(*phrase):
                node = self.edge(row, node, begin)
                break
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
        return ParsedDate(node, calendar)

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
        if not bracket and name not in OLD_STYLE and name not in NEW_STYLE:
            return None
        if bracket and name not in OLD_STYLE and name not in NEW_STYLE:
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
        return "julian" if name in OLD_STYLE else "gregorian"

    def statement(self) -> Node:
        self.take("sometime")
        if self.word in _NO_DATE_WORDS:
            self.refuse_vague()
        if self.word in SPAN_WORDS:
            word, bound = self.word, SPAN_WORDS[self.word]
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
        while self.word in FILLER:
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
            if separator not in ("or", ",", "/") or self.ends():
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

    def ends(self) -> bool:
        """Whether an "or" opens no other date but words that end the one before it: "1407 or later"."""
        for phrase in (*CIRCA_TAILS, *(words for words, _ in BOUND_TAILS)):
            behind = self.at + len(phrase)
            if tuple(self.words[self.at : behind]) == phrase and self.words[behind] in _ENDS:
                return True
        return False

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
        for phrase, row in BOUNDS_BY_WORD.get(self.word, ()):
            if self.take(*phrase):
                return row
        return ""


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
