"""Dates in plain English words: from a text to what it says, before any calendar or convention is applied.

A recursive descent over words and numbers; every step takes at least one, so reading is linear in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from discrepancy.near import did_you_mean
from discrepancy.unreadable import Unreadable
from discrepancy.values._datesets import Between, Bounded, Either, Node, Point
from discrepancy.values._days import MONTHS, WEEKDAYS

_TOKEN = re.compile(r"[0-9]+|(?:[A-Za-z]\.){1,3}[A-Za-z](?![^\W_])\.?|[^\W\d_]+\.?|[^\s]")
MONTH_NUMBERS = {name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (3, len(name))} | {"sept": 9}
_WEEKDAY_NUMBERS = {name.lower(): n for n, name in enumerate(WEEKDAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_TEENS = ("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth")
_ORDINALS = {word: n for n, word in enumerate(_ONES + _TEENS, 1)}
_BC, _AD = frozenset(("bc", "bce")), frozenset(("ad", "ce"))
_CIRCA = frozenset(("c", "ca", "cca", "circa", "about", "around", "approximately", "approx", "roughly"))
_UNVOUCHED = frozenset(("possibly", "perhaps", "maybe", "probably", "allegedly", "reportedly", "supposedly", "presumably"))
_FILLER = frozenset(("in", "on", "at", "the", "sometime"))
_PARTS = {"early": "early", "mid": "mid", "middle": "mid", "late": "late"}
_EDGES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late"}
_OLD = frozenset(("os", "julian", "old style"))
_NEW = frozenset(("ns", "gregorian", "new style"))
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
    (("prior", "to"), "before"),
    (("earlier", "than"), "before"),
    (("later", "than"), "after"),
    (("by",), "by"),
    (("before",), "before"),
    (("after",), "after"),
)
_OF_SPANS = {"from": "no earlier than", "since": "no earlier than", "until": "no later than", "till": "no later than"}
VOCABULARY = (
    set(MONTH_NUMBERS) | set(_WEEKDAY_NUMBERS) | set(_SEASONS) | set(_ORDINALS) | _BC | _AD | _CIRCA | _UNVOUCHED | _FILLER | set(_PARTS)
    | set(_EDGES) | set(_OF_SPANS) | {word for phrase, _ in BOUNDS for word in phrase}
    | {"s", "st", "nd", "rd", "th", "of", "or", "and", "either", "between", "to", "half", "quarter", "last", "century", "centuries", "winter", "decade"}
)  # fmt: skip
_LONG_WORDS = [word for word in VOCABULARY if len(word) > 3]
# A date in EDTF among words: "before 1945-09-02", "by 195X", "possibly [1907,1908]".
_EDTF = re.compile(r"-?[0-9X]{4}(?:-[0-9X]{2}){0,2}[~%]?(?![-0-9A-Za-z'’])|Y-?[0-9]{5,12}(?![0-9A-Za-z])|[\[{][^\[\]{}]*[\]}]")


class Said(NamedTuple):
    """What a text says, and the calendar it names at its end, if it does."""

    node: Node
    calendar: str | None


def parse(text: str) -> Said:
    """What `text` says. Raises Unreadable with the words at fault."""
    return _Reader(text).whole()


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, lower case, without the dots of abbreviations."""
    return [found[0].lower().replace(".", "") or "." for found in _TOKEN.finditer(text)]


def vocabulary(text: str) -> bool:
    """Whether every word of `text` is one that dates are written with."""
    return all(word in VOCABULARY or not word[0].isalpha() for word in tokens(text))


class _Reader:
    """The words of one text and the place reached in them."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text))
        self.places = [(match.start(), match.end()) for match in found]
        # A dot by itself stays a dot; a dot after a word is part of its abbreviation.
        self.words = [match[0].lower().replace(".", "") or "." for match in found]
        self.words += [""] * 8
        self.at = 0

    # -- tokens

    @property
    def word(self) -> str:
        return self.words[self.at]

    def take(self, *phrase: str) -> bool:
        """Whether these words come next; if so they are passed."""
        if self.words[self.at : self.at + len(phrase)] != list(phrase):
            return False
        self.at += len(phrase)
        return True

    def joined(self, ahead: int = 1) -> bool:
        """Whether the token so far ahead follows without a space."""
        index = self.at + ahead
        return 0 < index < len(self.places) and self.places[index][0] == self.places[index - 1][1]

    def start(self, index: int | None = None) -> int:
        index = self.at if index is None else index
        return self.places[index][0] if index < len(self.places) else len(self.text)

    def since(self, index: int) -> str:
        """The words from token `index` up to the place reached."""
        return self.text[self.start(index) : self.places[self.at - 1][1]] if self.at > index else ""

    def wrong(self, message: str, expect: str, begin: int | None = None) -> Unreadable:
        """The error that the words from token `begin` (or the next one) are wrong in this way."""
        if begin is None or begin >= self.at:
            begin = self.at
            words = self.text[self.start() :].strip() if self.at < len(self.places) else ""
        else:
            words = self.since(begin)
        return Unreadable(message, words, expect, self.start(begin))

    def meant(self) -> str:
        """What the next word may have been meant for, or examples of dates."""
        guess = did_you_mean(self.word, _LONG_WORDS) if 3 < len(self.word) < 30 else ""
        return guess or "write for example 2 September 1945, c. 1907, early 1950s, before 1930 or an EDTF date"

    # -- the whole

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
        while self.word in _UNVOUCHED or self.words[self.at : self.at + 3] in (["said", "to", "be"], ["is", "said", "to"]):
            self.at += 1 if self.word in _UNVOUCHED else 3
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
            raise self.wrong("not a calendar that is read here", "write (Julian), (O.S.), (Gregorian) or (N.S.)", begin)
        self.at += len(name.split())
        self.take("calendar")
        if bracket and not self.take(")"):
            raise self.wrong("a bracket that is not closed", 'end it with ")"', begin)
        return "julian" if name in _OLD else "gregorian"

    def statement(self) -> Node:
        self.take("sometime")
        if self.word in _OF_SPANS:
            word = self.word
            self.at += 1
            raise self.wrong(f'"{word}" belongs to a span, not to a date', f'write "{_OF_SPANS[word]}" for a bound on one date', self.at - 1)
        if self.take("between"):
            return self.between()
        self.take("either")
        return self.alternatives()

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
                self.take("or") and separators.append("or")
            separators.append(separator)
            self.take("either")
            members.append(self.item(members[-1]))
        if len(members) == 1:
            return members[0]
        self.check_separators(separators, members, begin)
        return Either(self.filled(members, begin))

    def check_separators(self, separators: list[str], members: list[Point | Bounded], begin: int) -> None:
        if "," in separators and "or" not in separators:
            raise self.wrong("dates with commas and no other word", 'put "or" before the last, for one of them', begin)
        first = members[0]
        if "/" in separators and isinstance(first, Point) and (len(members) > 2 or (first.year is not None and first.kind != "day")):
            raise self.wrong("two years with a slash can mean a span, a choice or one year", 'write "or" for one of them', begin)

    def filled(self, members: list[Point | Bounded], begin: int) -> tuple[Point | Bounded, ...]:
        for left, right in zip(reversed(members[:-1]), reversed(members[1:]), strict=True):
            if isinstance(left, Point) and isinstance(right, Point):
                inherit(left, right)
            elif isinstance(left, Bounded) and isinstance(right, Point) and not right.prefixed:
                raise self.wrong("a bound on a choice can be read two ways", 'repeat the word, as in "before 1907 or in 1908"', begin)
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
        for phrase, row in BOUNDS:
            if self.word == phrase[0] and self.take(*phrase):
                return row
        return ""

    # -- one date

    def point(self, previous: Point | None) -> Point:
        begin = self.at
        found = Point("", self.start())
        while self.word in _FILLER:
            found.prefixed = found.prefixed or self.word != "the"
            self.at += 1
        if self.word in _WEEKDAY_NUMBERS:
            found.weekday = _WEEKDAY_NUMBERS[self.word]
            self.at += 1
            self.take(",")
            self.take("the")
        if self.word in _CIRCA:
            found.circa = True
            self.at += 1
        self.take("the")
        found.part = self.part()
        self.take("the")
        self.core(found, previous, begin)
        if self.word == "?" and self.words[self.at + 1] in ("or", ",", "and"):
            self.at += 1
            found.uncertain = True
        found.words, found.start = self.since(begin), self.start(begin)
        if found.weekday is not None and found.kind not in ("day", "number"):
            raise self.wrong("a weekday without its day", "write for example Monday 3 July 1961", begin)
        if found.part and (found.kind == "day" or (found.kind == "number" and not found.ordinal)):
            raise self.wrong("a part of a day", "early, mid and late go with a month, season, year, decade or century", begin)
        return found

    def part(self) -> str:
        word = self.word
        if word in _EDGES and self.words[self.at + 1] == "of":
            self.at += 2
            return _EDGES[word]
        whole = self.words[self.at + 1]
        number = 4 if word == "last" and whole == "quarter" else 2 if word == "last" else _ORDINALS.get(word, 0)
        if (whole == "half" and 1 <= number <= 2) or (whole == "quarter" and 1 <= number <= 4):
            self.at += 2
            if not self.take("of"):
                raise self.wrong(f"a {whole} of what", f"write the first {whole} of the 18th century")
            return f"{whole} {number}"
        for phrase, part in _COMPOUND_PARTS:
            if self.take(*phrase):
                self.take("-")
                return part
        if word in _PARTS:
            self.at += 1
            self.take("-")
            return _PARTS[word]
        return ""

    def core(self, found: Point, previous: Point | None, begin: int) -> None:
        word = self.word
        edtf = _EDTF.match(self.text, self.start()) if word else None
        if edtf and not edtf[0].isdigit():
            self.edtf(found, edtf[0])
        elif word.isdigit():
            self.number(found, previous)
        elif word in _AD or word in _BC:
            self.at += 1
            if not self.word.isdigit():
                raise self.wrong("an era without its year", "write AD 79 or 44 BC", begin)
            self.year(found, era=word)
        elif word in MONTH_NUMBERS:
            self.month(found)
        elif word in _SEASONS:
            self.season(found)
        elif word in _ORDINALS or (word == "twenty" and self.words[self.at + 1] == "-"):
            self.ordinal_word(found)
        elif not word:
            raise self.wrong("a date is missing", "write for example 2 September 1945", begin)
        else:
            raise self.wrong("not a date", self.meant())

    def edtf(self, found: Point, text: str) -> None:
        begin = self.at
        end = self.start() + len(text)
        while self.at < len(self.places) and self.places[self.at][0] < end:
            self.at += 1
        if found.part:
            raise self.wrong("a part of an EDTF date", "write the whole date in words", begin)
        if len(text) == 10 and text.replace("-", "").isdigit() and text[5:7] <= "12":
            found.kind, found.year, found.month, found.day = "day", int(text[:4]), int(text[5:7]), int(text[8:])
        else:
            found.kind, found.edtf = "edtf", text

    def number(self, found: Point, previous: Point | None) -> None:
        digits, following = self.word, self.words[self.at + 1]
        if following in ("st", "nd", "rd", "th") and self.joined():
            found.ordinal, found.number = True, int(digits)
            self.at += 2
            if not self.century(found):
                self.day_rest(found, previous)
            return
        apostrophe = following in ("'", "’") and self.words[self.at + 2] == "s" and self.joined() and self.joined(2)
        if apostrophe or (following == "s" and self.joined()):
            self.decade(found, digits, 3 if apostrophe else 2)
            return
        if len(digits) <= 2 and following not in _BC and following not in _AD:
            found.number = int(digits)
            self.at += 1
            self.day_rest(found, previous)
            return
        self.year(found)
        if self.words[self.at] in MONTH_NUMBERS and not found.era and not found.part:  # 1945 September 2
            found.kind, found.month = "month", MONTH_NUMBERS[self.word]
            self.at += 1
            if self.word.isdigit() and len(self.word) <= 2:
                found.kind, found.day = "day", int(self.word)
                self.at += 1

    def day_rest(self, found: Point, previous: Point | None) -> None:
        """What follows a number that may be a day: its month and year, or nothing."""
        self.take("of")
        if self.word in MONTH_NUMBERS:
            found.kind, found.day, found.month = "day", found.number, MONTH_NUMBERS[self.word]
            self.at += 1
            self.year_if_any(found)
        elif previous is not None and previous.month_first and previous.year is None and self.word == "," and len(self.words[self.at + 1]) == 4:
            found.kind, found.day, found.month = "day", found.number, previous.month  # September 2 or 3, 1945
            self.year_if_any(found)

    def month(self, found: Point) -> None:
        found.kind, found.month = "month", MONTH_NUMBERS[self.word]
        self.at += 1
        digits, following = self.word, self.words[self.at + 1]
        if digits.isdigit() and len(digits) <= 2 and following not in _BC and following not in _AD:
            found.kind, found.day, found.month_first = "day", int(digits), True
            self.at += 1
            if self.word in ("st", "nd", "rd", "th") and self.joined(0):
                self.at += 1
        self.year_if_any(found)

    def year_if_any(self, found: Point) -> None:
        """The year of a month or day, with a comma before it or not."""
        self.take("of")
        ahead = 1 if self.word == "," else 0
        digits, following = self.words[self.at + ahead], self.words[self.at + ahead + 1]
        if digits in _AD or (digits.isdigit() and (len(digits) >= 4 or following in _BC or following in _AD or following == "/")):
            self.at += ahead
            era = ""
            if digits in _AD:
                era = self.word
                self.at += 1
            kind = found.kind
            self.year(found, era)
            found.kind = kind

    def year(self, found: Point, era: str = "") -> None:
        """A year of four digits, or fewer with an era; behind a month perhaps a double one (1731/32)."""
        begin, digits = self.at, self.word
        if not digits.isdigit():
            raise self.wrong("a year is missing", "give the year in four digits")
        self.at += 1
        joint = self.word == "/" and self.words[self.at + 1].isdigit() and self.joined(0) and self.joined(1)
        if joint and found.month and self.words[self.at + 2] not in MONTH_NUMBERS:
            self.dual(found, digits, begin)
        elif self.word in _BC or self.word in _AD:
            era = self.word
            self.at += 1
        number = int(digits)
        if len(digits) < 4 and not era:
            raise self.wrong("a year of fewer than four digits needs its era", f"write AD {number} or {number} BC", begin)
        if len(digits) > 4 and era not in _BC:
            raise self.wrong("a year of more than four digits", f"write it in EDTF, as Y{number}", begin)
        if number == 0:
            raise self.wrong("there is no year 0 between 1 BC and AD 1", "write 1 BC", begin)
        if number > 10**9:
            raise self.wrong("a year too far away", f"years go to {10**9:,}", begin)
        found.kind, found.number, found.era = "year", number, "bc" if era in _BC else "ad" if era else ""
        found.year = 1 - number if era in _BC else number + (found.two_years and found.month > 0)

    def dual(self, found: Point, digits: str, begin: int) -> None:
        second = self.words[self.at + 1]
        self.at += 2
        if len(digits) != 4 or len(second) > 4 or int(second) != (int(digits) + 1) % 10 ** len(second):
            raise self.wrong("a double year whose second is not the next one", "write for example 11 February 1731/32", begin)
        if found.month > 3:
            raise self.wrong("a double year after March", "only January to March have one, as in 11 February 1731/32", begin)
        found.two_years = True
        found.notes = (f"the double year {digits}/{second} is {int(digits) + 1}, counted from 1 January",)

    def decade(self, found: Point, digits: str, length: int) -> None:
        begin = self.at
        self.at += length
        era = self.word if self.word in _BC or self.word in _AD else ""
        self.at += bool(era)
        if digits.endswith("00"):
            expect = f"write {digits[:-1]}X for the decade, {digits[:-2]}XX for the century" if len(digits) == 4 else "write the years"
            raise self.wrong("a decade or a century", expect, begin)
        if not digits.endswith("0"):
            raise self.wrong("not a decade", f"write {digits[:-1]}0s", begin)
        if len(digits) > 4 or (len(digits) < 4 and not era):
            raise self.wrong("a decade without its century", "write for example 1950s", begin)
        number = int(digits)
        found.kind, found.number, found.era = "decade", number, "bc" if era in _BC else era and "ad"
        found.year = -number - 8 if era in _BC else number

    def century(self, found: Point) -> bool:
        """Whether "century" follows an ordinal; then `found` is it."""
        if self.word not in ("century", "centuries", "cent"):
            return False
        begin = self.at
        self.at += 1
        era = self.word if self.word in _BC or self.word in _AD else ""
        self.at += bool(era)
        if not 1 <= found.number <= 1000:
            raise self.wrong("no such century", "write for example 19th century", begin)
        found.kind, found.era = "century", "bc" if era in _BC else era and "ad"
        found.year = century_start(found.number, found.era)
        return True

    def ordinal_word(self, found: Point) -> None:
        if self.take("twenty", "-"):
            found.number = 20 + _ORDINALS.get(self.word, 0)
        else:
            found.number = _ORDINALS[self.word]
        self.at += 1
        self.take("-")
        found.ordinal = True
        self.century(found)

    def season(self, found: Point) -> None:
        found.kind, found.season = "season", _SEASONS[self.word]
        self.at += 1
        self.take("of")
        self.take(",")
        if not self.word.isdigit():
            return
        begin, digits = self.at, self.word
        second = self.words[self.at + 2]
        if self.words[self.at + 1] in ("-", "/") and second.isdigit() and self.joined() and self.joined(2):
            self.at += 3
            if found.season != 4 or len(digits) != 4 or len(second) > 4 or int(second) != (int(digits) + 1) % 10 ** len(second):
                raise self.wrong("two years that no season joins", "only a winter has two, as in winter 1967-68", begin)
            found.year, found.number, found.two_years = int(digits), int(digits), True
            return
        self.year(found)
        found.kind = "season"


_COMPOUND_PARTS: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    ((first, *joint, second), f"{first}-to-{second}")
    for first, second in (("mid", "late"), ("early", "mid"))
    for joint in (("-", "to", "-"), ("to",), ("-", "to"), ("to", "-"))
)


def century_start(number: int, era: str) -> int:
    """The first year, astronomical, of the nth century."""
    return 1 - 100 * number if era == "bc" else 100 * number - 99


def points(node: Node) -> list[Point]:
    """Every single date in `node`."""
    if isinstance(node, Point):
        return [node]
    if isinstance(node, Bounded):
        return [node.of]
    if isinstance(node, Between):
        return [node.first, node.last]
    return [point for member in node.members for point in points(member)]


def inherit(left: Point, right: Point) -> None:
    """Fills in what `left` leaves out and `right` says: "10 or 11 February 1763", "January or March 1958", "44 or 43 BC", "4th or 5th century"."""
    if left.kind == "number" and right.kind == "day" and not left.part:
        left.kind, left.day, left.month, left.year, left.notes = "day", left.number, right.month, right.year, right.notes
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
