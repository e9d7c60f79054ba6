"""One date in plain English words: a day, month, year, season, decade or century."""

from __future__ import annotations

import re
from collections.abc import Sequence

from discrepancy.values.dates.english_words import (
    AD,
    BC,
    CENTURY_WORDS,
    CIRCA,
    COMPOUND_PARTS,
    EDGES,
    FILLER,
    MONTH_NUMBERS,
    ORDINALS,
    PARTS,
    SEASONS,
    WEEKDAY_NUMBERS,
    century_start,
)
from discrepancy.values.dates.nodes import Point
from discrepancy.values.dates.word_reader import WordReader

# A date in EDTF among words: "before 1945-09-02", "by 195X", "possibly [1907,1908]".
_EDTF = re.compile(
    r"-?[0-9X]{4}(?:-[0-9X]{2}){0,2}[~%]?(?![-0-9A-Za-z'’])|Y-?[0-9]{5,12}(?![0-9A-Za-z])|[\[{][^\[\]{}]*[\]}]"
)


_TENS = {"twenty": 20, "thirty": 30}


def _ordinal(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The ordinal that begins at a word, and how many words it has: `tenth`, `10 th`, `twenty - first`."""
    tens = _TENS.get(words[at], 0)
    if tens and words[at + 1] == "-" and words[at + 2] in ORDINALS:
        return tens + ORDINALS[words[at + 2]], 3
    if words[at] in ORDINALS:
        return ORDINALS[words[at]], 1
    if words[at].isdigit() and len(words[at]) <= 2 and words[at + 1] in ("st", "nd", "rd", "th"):
        return int(words[at]), 2
    return None


class PointReader(WordReader):
    """Reads one date from the word reached on."""

    def point(self, previous: Point | None) -> Point:
        """One date from here on. Raises Unreadable where none stands; `previous` is the one before it in a
        list.
        """
        begin = self.at
        found = Point("", self.start())
        while self.word in FILLER:
            found.prefixed = found.prefixed or self.word != "the"
            self.at += 1
        if self.word in WEEKDAY_NUMBERS:
            found.weekday = WEEKDAY_NUMBERS[self.word]
            self.at += 1
            self.take(",")
            self.take("the")
        if self.word in CIRCA:
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
            raise self.wrong(
                "a part of a day",
                "early, mid and late go with a month, season, year, decade or century",
                begin,
            )
        return found

    def part(self) -> str:
        """The part of a year, decade or century that comes next (early, mid-to-late …); "" if none does."""
        word = self.word
        if word in EDGES and self.words[self.at + 1] == "of":
            self.at += 2
            return EDGES[word]
        figure = (
            word.isdigit()
            and len(word) == 1
            and self.words[self.at + 1] in ("st", "nd", "rd", "th")
            and self.joined()
        )
        whole = self.words[self.at + 1 + figure]  # 2nd half of
        number = (
            int(word)
            if figure
            else 4
            if word == "last" and whole == "quarter"
            else 2
            if word == "last"
            else ORDINALS.get(word, 0)
        )
        if (whole == "half" and 1 <= number <= 2) or (whole == "quarter" and 1 <= number <= 4):
            self.at += 2 + figure
            if not self.take("of") and not self.word.isdigit() and self.word not in ORDINALS:
                raise self.wrong(f"a {whole} of what", f"write the first {whole} of the 18th century")
            return f"{whole} {number}"
        for phrase, part in COMPOUND_PARTS:
            if self.take(*phrase):
                self.take("-")
                return part
        if word in PARTS:
            self.at += 1
            self.take("-")
            return PARTS[word]
        return ""

    def core(self, found: Point, previous: Point | None, begin: int) -> None:
        """Reads the date without its hedges and parts: EDTF, a number, a month, a season or an ordinal."""
        word = self.word
        edtf = _EDTF.match(self.text, self.start()) if word else None
        if edtf and not edtf[0].isdigit():
            self.edtf(found, edtf[0])
        elif word.isdigit():
            self.number(found, previous)
        elif word in AD or word in BC:
            self.at += 1
            if not self.word.isdigit():
                raise self.wrong("an era without its year", "write AD 79 or 44 BC", begin)
            self.year(found, era=word)
        elif word in MONTH_NUMBERS:
            self.month(found)
        elif word in SEASONS:
            self.season(found)
        elif ordinal := _ordinal(self.words, self.at):
            self.ordinal_word(found, previous, *ordinal)
        elif not word:
            raise self.wrong("a date is missing", "write for example 2 September 1945", begin)
        else:
            raise self.wrong("not a date", self.meant())

    def edtf(self, found: Point, text: str) -> None:
        """A date in EDTF among words."""
        begin = self.at
        end = self.start() + len(text)
        while self.at < len(self.places) and self.places[self.at][0] < end:
            self.at += 1
        if found.part:
            raise self.wrong("a part of an EDTF date", "write the whole date in words", begin)
        if len(text) == 10 and text.replace("-", "").isdigit() and text[5:7] <= "12":
            found.kind, found.year, found.month, found.day = (
                "day",
                int(text[:4]),
                int(text[5:7]),
                int(text[8:]),
            )
        else:
            found.kind, found.edtf = "edtf", text

    def number(self, found: Point, previous: Point | None) -> None:
        """A date that begins with digits: a day, year, decade or ordinal."""
        digits, following = self.word, self.words[self.at + 1]
        if following in ("st", "nd", "rd", "th") and self.joined():
            found.ordinal, found.number = True, int(digits)
            self.at += 2
            if not self.century(found):
                self.take("day")
                self.day_rest(found, previous)
            return
        apostrophe = (
            following in ("'", "’") and self.words[self.at + 2] == "s" and self.joined() and self.joined(2)
        )
        if apostrophe or (following == "s" and self.joined()):
            self.decade(found, digits, 3 if apostrophe else 2)
            return
        shared = len(digits) == 3 and following in ("or", ",", "and")  # 586 or 539 BCE
        if (len(digits) <= 2 or shared) and following not in BC and following not in AD:
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
        elif previous is not None and previous.month_first and previous.year is None and self.yearly():
            found.kind, found.day, found.month = "day", found.number, previous.month  # September 2 or 3, 1945
            self.year_if_any(found)

    def yearly(self) -> bool:
        """Whether a comma and a year of four digits come next."""
        return self.word == "," and len(self.words[self.at + 1]) == 4

    def month(self, found: Point) -> None:
        """A date that begins with the name of a month."""
        found.kind, found.month = "month", MONTH_NUMBERS[self.word]
        self.at += 1
        digits, following = self.word, self.words[self.at + 1]
        if digits.isdigit() and len(digits) <= 2 and following not in BC and following not in AD:
            found.kind, found.day, found.month_first = "day", int(digits), True
            self.at += 1
            if self.word in ("st", "nd", "rd", "th") and self.joined(0):
                self.at += 1
        elif self.word == "the" and (ordinal := _ordinal(self.words, self.at + 1)):
            found.kind, found.day, found.month_first = "day", ordinal[0], True
            self.at += 1 + ordinal[1]
        self.year_if_any(found)

    def year_if_any(self, found: Point) -> None:
        """The year of a month or day, with a comma before it or not."""
        self.take("of")
        ahead = 1 if self.word == "," else 0
        digits, following = self.words[self.at + ahead], self.words[self.at + ahead + 1]
        if digits in AD or (
            digits.isdigit() and (len(digits) >= 4 or following in BC or following in AD or following == "/")
        ):
            self.at += ahead
            era = ""
            if digits in AD:
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
        if self.take("bp") or self.take("cal", "bp") or self.take("c", "14", "bp"):
            expect = (
                "write the year BC or AD: BP counts back from 1950, and radiocarbon years need calibrating"
            )
            raise self.wrong("years before present", expect, begin)
        joint = self.word == "/" and self.words[self.at + 1].isdigit() and self.joined(0) and self.joined(1)
        if joint and found.month and self.words[self.at + 2] not in MONTH_NUMBERS:
            self.dual(found, digits, begin)
        elif self.word in BC or self.word in AD:
            era = self.word
            self.at += 1
        number = int(digits)
        if len(digits) < 4 and not era:
            raise self.wrong(
                "a year of fewer than four digits needs its era", f"write AD {number} or {number} BC", begin
            )
        if len(digits) > 4 and era not in BC:
            raise self.wrong("a year of more than four digits", f"write it in EDTF, as Y{number}", begin)
        if number == 0:
            raise self.wrong("there is no year 0 between 1 BC and AD 1", "write 1 BC", begin)
        if number > 10**9:
            raise self.wrong("a year too far away", f"years go to {10**9:,}", begin)
        found.kind, found.number, found.era = "year", number, "bc" if era in BC else "ad" if era else ""
        found.year = 1 - number if era in BC else number + (found.two_years and found.month > 0)

    def dual(self, found: Point, digits: str, begin: int) -> None:
        """A double year, 1731/32, of which the first has been taken."""
        second = self.words[self.at + 1]
        self.at += 2
        if len(digits) != 4 or len(second) > 4 or int(second) != (int(digits) + 1) % 10 ** len(second):
            raise self.wrong(
                "a double year whose second is not the next one",
                "write for example 11 February 1731/32",
                begin,
            )
        if found.month > 3:
            raise self.wrong(
                "a double year after March",
                "only January to March have one, as in 11 February 1731/32",
                begin,
            )
        found.two_years = True
        found.notes = (f"the double year {digits}/{second} is {int(digits) + 1}, counted from 1 January",)

    def decade(self, found: Point, digits: str, length: int) -> None:
        """A decade, 1950s."""
        begin = self.at
        self.at += length
        era = self.word if self.word in BC or self.word in AD else ""
        self.at += bool(era)
        if digits.endswith("00"):
            expect = (
                f"write {digits[:-1]}X for the decade, {digits[:-2]}XX for the century"
                if len(digits) == 4
                else "write the years"
            )
            raise self.wrong("a decade or a century", expect, begin)
        if not digits.endswith("0"):
            raise self.wrong("not a decade", f"write {digits[:-1]}0s", begin)
        if len(digits) > 4 or (len(digits) < 4 and not era):
            raise self.wrong("a decade without its century", "write for example 1950s", begin)
        number = int(digits)
        found.kind, found.number, found.era = "decade", number, "bc" if era in BC else era and "ad"
        found.year = -number - 8 if era in BC else number

    def century(self, found: Point) -> bool:
        """Whether "century" follows an ordinal; then `found` is it."""
        abbreviated = self.word == "c" and not self.words[self.at + 1].isdigit()  # 8th c. BC
        if self.word not in CENTURY_WORDS and not abbreviated:
            return False
        begin = self.at
        self.at += 1
        era = self.word if self.word in BC or self.word in AD else ""
        self.at += bool(era)
        if not 1 <= found.number <= 1000:
            raise self.wrong("no such century", "write for example 19th century", begin)
        found.kind, found.era = "century", "bc" if era in BC else era and "ad"
        found.year = century_start(found.number, found.era)
        return True

    def ordinal_word(self, found: Point, previous: Point | None, number: int, length: int) -> None:
        """A date that begins with an ordinal in words: a day or a century."""
        self.at += length
        self.take("-")
        found.number, found.ordinal = number, True
        if not self.century(found) and (self.take("day") or self.word == "of"):
            self.day_rest(found, previous)

    def season(self, found: Point) -> None:
        """A season and its year."""
        found.kind, found.season = "season", SEASONS[self.word]
        self.at += 1
        self.take("of")
        self.take(",")
        if not self.word.isdigit():
            return
        begin, digits = self.at, self.word
        second = self.words[self.at + 2]
        if self.words[self.at + 1] in ("-", "/") and second.isdigit() and self.joined() and self.joined(2):
            self.at += 3
            if (
                found.season != 4
                or len(digits) != 4
                or len(second) > 4
                or int(second) != (int(digits) + 1) % 10 ** len(second)
            ):
                raise self.wrong(
                    "two years that no season joins", "only a winter has two, as in winter 1967-68", begin
                )
            found.year, found.number, found.two_years = int(digits), int(digits), True
            return
        self.year(found)
        found.kind = "season"
