"""How a number is hedged: `over 12,000`, `up to an estimated 5,000`, `20,000 to 30,000`, `tens of thousands
of men`.

`parse_hedged(text)` takes the words apart: the numbers, how they are bounded, whether they are approximate
or not vouched for, and the words that are left for the unit. What the wording then allows, `bounds`
says.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from discrepancy.values.errors import Unreadable
from discrepancy.values.numbers.cardinals import Number
from discrepancy.values.numbers.hedge_words import (
    COMPARATIVE,
    LEADS,
    MOST_TAIL_WORDS,
    ODD,
    TAILS,
    hedges_of,
)
from discrepancy.values.numbers.number_words import MAGNITUDES
from discrepancy.values.numbers.numerals import ENGLISH, read_number, share_magnitudes

FORMS = (
    "a number such as 6,000; over, up to, at least, at most, about N; A to B; A or B; tens of thousands; "
    "several hundred"
)


def _pattern(phrase: str) -> str:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    return words + (r"(?![^\W_])" if phrase[-1].isalpha() else "")


_LEADS_BY_LENGTH = [phrase for phrase in sorted(LEADS, key=len, reverse=True) if phrase not in ("c", "ca")]
_LEAD = re.compile(
    rf"\s*((?:{COMPARATIVE})(?![^\W_])|{'|'.join(_pattern(phrase) for phrase in _LEADS_BY_LENGTH)}|"
    r"ca?(?=\s?[0-9])),?\s*",
    re.I,
)
_SPAN = re.compile(r"\s*[-–—]\s*|\s+to\s+", re.I)
_OR = re.compile(r"\s+or\s+(?!more|fewer|less|so\b|above|over|under|thereabouts?|upwards)", re.I)
_AND = re.compile(r"\s+and\s+", re.I)
_VAGUE = r"tens|dozens|scores|hundreds|thousands|lakhs|crores|millions|billions|several|a\s+few"
_OPENING = re.compile(rf"(between|from|low|{_VAGUE})(?![^\W_])\s*", re.I)
_PLURAL = re.compile(r"(?:\s+of)?\s+(hundred|thousand|lakh|million|crore|billion|dozen)s?(?![^\W_])", re.I)
_LABEL = re.compile(r"\s*[,;]?\s*(best|high)\s+", re.I)
_CURRENCY = re.compile(r"(US\$|[$€£¥₫₹₽₩]|(?:[A-Z]{3}(?=\s?[0-9])))\s?")
_PERCENT = re.compile(r"\s*(%|per\s?cent(?![^\W_]))", re.I)
_SIGN = re.compile(r"[-−](?=[$€£¥₫₹₽₩U])")
MOST_LEADS = 5
MOST_MEMBERS = 50


class Operand(NamedTuple):
    """One number of a statement: with its own hedge, currency or per cent sign, and where it ends."""

    number: Number
    about: bool
    unit: str
    end: int


class HedgedNumber(NamedTuple):
    """A number as worded.

    `form` is point, range, either, estimate (low, best, high), tens-of or several; `bound` is the row of the
    conventions that bounds a point ("" for none); `about` has one flag a number; `unit` the words left for
    the unit; `glued` whether they touch the figure.
    """

    form: str
    numbers: tuple[Number, ...]
    bound: str
    about: tuple[bool, ...]
    uncertain: bool
    unit: str
    glued: bool = False


def parse_hedged(text: str, style: str = ENGLISH, forms: str = FORMS) -> HedgedNumber:
    """The hedged number that a text states. Raises Unreadable, listing `forms`, for a text that states none
    or says more than one thing.
    """
    return _HedgeReader(text, style, forms).stated()


class _HedgeReader:
    """One text being read from left to right."""

    __slots__ = ("about", "at", "bound", "bound_words", "forms", "style", "text", "uncertain")

    def __init__(self, text: str, style: str, forms: str) -> None:
        self.text, self.style, self.at = text, style, len(text) - len(text.lstrip())
        self.forms, self.bound, self.bound_words = forms, "", ""
        self.about = self.uncertain = False

    def stated(self) -> HedgedNumber:
        if not self.text[self.at : self.at + 1].isdigit():
            self._leads()
        opening = _OPENING.match(self.text, self.at) if self.text[self.at : self.at + 1].isalpha() else None
        word = " ".join(opening[1].lower().split()) if opening else ""
        if word in ("between", "from", "low"):
            assert opening is not None
            form, operands = (
                self._between(opening) if word == "between" else self._listed(word, opening.end())
            )
        elif opening:
            form, operands = self._vague(word, opening)
        else:
            form, operands = self._numbers()
        return self._finish(form, operands)

    def _leads(self) -> None:
        for _ in range(MOST_LEADS):
            match = _LEAD.match(self.text, self.at)
            if match is None:
                return
            for row in hedges_of(match[1]):
                self._hedge(row, match[1])
            self.at = match.end()

    def _hedge(self, kind: str, words: str) -> None:
        if kind == "unvouched":
            self.uncertain = True
        elif kind == "about":
            self.about = True
        elif kind == "only" and self.bound:
            pass  # "over 300 in total" is bounded by "over"
        elif self.bound and self.bound != "only":
            raise self._fault(f'two bounds, "{self.bound_words}" and', words, "one of them")
        else:
            self.bound, self.bound_words = kind, words
        if self.about and self.bound == "exact":
            raise self._fault("exactly and about at once", words, "one of them")

    def _numbers(self) -> tuple[str, list[Operand]]:
        first = self._operand()
        self.at = first.end
        if first.end == len(self.text):
            return "point", [first]
        return self._continued(first)

    def _continued(self, first: Operand) -> tuple[str, list[Operand]]:
        """What follows a number: to another, or another, or nothing of the kind."""
        for form, pattern in (("range", _SPAN), ("either", _OR)):
            match = pattern.match(self.text, self.at)
            if match:
                last = self._maybe(match.end())
                if last:
                    self.at = last.end
                    return form, self._members(first, last, pattern) if form == "either" else [first, last]
        return self._after_unit(first)

    def _members(self, first: Operand, last: Operand, pattern: re.Pattern[str]) -> list[Operand]:
        found = [first, last]
        while (match := pattern.match(self.text, self.at)) and (more := self._maybe(match.end())):
            found.append(more)
            self.at = more.end
            if len(found) > MOST_MEMBERS:
                raise self._fault("too many members", "", f"at most {MOST_MEMBERS}")
        return found

    def _after_unit(self, first: Operand) -> tuple[str, list[Operand]]:
        """`20,000 men to 30,000 men`."""
        for form, joint in (("range", " to "), ("either", " or ")):
            between = self.text.find(joint, self.at)
            last = self._maybe(between + len(joint)) if between > 0 else None
            if last:
                words = " ".join(self.text[self.at : between].split())
                rest = " ".join(self.text[last.end :].split())
                if words and not any(sign.isdigit() for sign in words):
                    if rest.rstrip("?").strip().casefold() != words.casefold():
                        raise self._fault(
                            "two units in one range",
                            words,
                            f"the same unit on both sides, not {rest or 'none'}",
                        )
                    self.at = last.end
                    return form, [first, last]
        return "point", [first]

    def _between(self, opening: re.Match[str]) -> tuple[str, list[Operand]]:
        for whole_ands in (False, True):  # one hundred and two hundred; one hundred and five and two hundred
            self.at = opening.end()
            first = self._operand(whole_ands=whole_ands)
            joint = _AND.match(self.text, first.end)
            last = self._maybe(joint.end()) if joint else None
            if last and not self._goes_on(last) and first.number.value <= last.number.value:
                self.at = last.end
                return "range", [first, last]
        raise self._fault("between what and what?", self.text[opening.start() :], "between A and B")

    def _goes_on(self, last: Operand) -> bool:
        """Whether another number follows, so that the "and" between the two was another one."""
        joint = _AND.match(self.text, last.end)
        after = joint.end() if joint else _next(self.text, last.end)
        return self._maybe(after) is not None

    def _listed(self, word: str, at: int) -> tuple[str, list[Operand]]:
        """`from A to B`; `low A best B high C`."""
        self.at = at
        found = [self._operand()]
        self.at = found[0].end
        if word == "from":
            match = _SPAN.match(self.text, self.at)
            if match is None:
                raise self._fault("from what to what?", self.text[at:], "from A to B")
            self.at = match.end()
            found.append(self._operand())
            self.at = found[1].end
            return "range", found
        for label in ("best", "high"):
            match = _LABEL.match(self.text, self.at)
            if match and match[1].lower() == label:
                self.at = match.end()
                found.append(self._operand())
                self.at = found[-1].end
            elif label == "high":
                raise self._fault("an estimate without its high end", self.text, "low A best B high C")
        return "estimate", found

    def _vague(self, word: str, opening: re.Match[str]) -> tuple[str, list[Operand]]:
        """`tens of thousands`, `several hundred`: a unit and a rough number of it."""
        several = word in ("several", "a few")
        size = 1 if several else 10 if word == "tens" else MAGNITUDES[word[:-1]]
        self.at = opening.start() + len(opening[0].rstrip())
        count = 0
        while (match := _PLURAL.match(self.text, self.at)) and count < 4:
            size *= MAGNITUDES[match[1].lower()]
            self.at = match.end()
            count += 1
        if several and not count:
            raise self._fault("no number", opening[0].strip(), "several hundred, several thousand, ...")
        if self.bound not in ("", "only") or self.about:
            raise self._fault(
                "a hedge on a number that is vague already", self.bound_words or "about", f"{word} ... alone"
            )
        return "several" if several else "tens-of", [
            Operand(Number(size, size, "whole", self.at), False, "", self.at)
        ]

    def _maybe(self, at: int) -> Operand | None:
        kept = self.at
        self.at = at
        try:
            return self._operand()
        except Unreadable as fault:
            if self.text[at : at + 1].isdigit():
                raise
            if fault.message.startswith(_NO_NUMBER):
                return None
            raise
        finally:
            self.at = kept

    def _operand(self, *, whole_ands: bool = True) -> Operand:
        text, at = self.text, self.at
        about, unit = False, ""
        number = None
        if text[at : at + 1].isdigit():
            number = read_number(text, at, self.style)
        else:
            lead = _LEAD.match(text, at)
            if lead and hedges_of(lead[1]) == ("about",):
                about, at = True, lead.end()
            sign = _SIGN.match(text, at)
            currency = _CURRENCY.match(text, sign.end() if sign else at)
            if currency:
                unit, at = currency[1], currency.end()
            number = read_number(text, at, self.style, money=bool(unit), whole_ands=whole_ands)
            if number and sign and unit:
                number = number._replace(value=-number.value)
        if number is None:
            raise self._fault(_NO_NUMBER, text[at:].strip() or text.strip(), self.forms, at)
        end = number.end
        if end < len(text):
            percent = _PERCENT.match(text, end)
            if percent:
                return Operand(number, about, "%", percent.end())
        return Operand(number, about, unit, end)

    def _finish(self, form: str, operands: list[Operand]) -> HedgedNumber:
        last = operands[-1]
        rest, glued = "", False
        if self.at < len(self.text):
            glued = not (self.text[self.at].isspace() or self.text[self.at] in "+,")
            glued = glued and not ODD.match(self.text, self.at)
            rest = self._tail(" ".join(self.text[self.at :].split()))
        unit = self._unit(operands, rest)
        numbers = [operand.number for operand in operands]
        if len(numbers) > 1:
            numbers = [*(share_magnitudes(number, numbers[-1]) for number in numbers[:-1]), numbers[-1]]
            if self.bound not in ("", "only", "exact"):
                raise self._fault("a bound and a range at once", self.bound_words, "one of them")
        about = tuple(self.about or operand.about for operand in operands)
        return HedgedNumber(
            form, tuple(numbers), self.bound, about, self.uncertain, unit, glued and not last.unit
        )

    def _tail(self, rest: str) -> str:
        """The words behind the number without the hedges that may stand first or last among them."""
        if rest.startswith("+"):
            self._hedge("at-least", "+")
            rest = rest[1:].lstrip()
        elif rest.startswith("-") and (odd := ODD.match(rest)):
            self._hedge("over", odd[0])
            rest = rest[odd.end() :].lstrip()
        for _ in range(MOST_LEADS):
            if rest.endswith("?"):
                self.uncertain, rest = True, rest[:-1].rstrip()
                continue
            words = rest.rsplit(" ", MOST_TAIL_WORDS)
            for count in range(min(MOST_TAIL_WORDS, len(words)), 0, -1):
                kind = TAILS.get(" ".join(words[-count:]).casefold().lstrip(",; "))
                if kind:
                    self._hedge(kind, " ".join(words[-count:]))
                    rest = " ".join(words[:-count]).rstrip(",;")
                    break
            else:
                break
        words = rest.split(" ", MOST_TAIL_WORDS)
        for count in range(min(MOST_TAIL_WORDS, len(words)), 0, -1):  # 6,000 or more men; 88 total casualties
            kind = TAILS.get(" ".join(words[:count]).casefold())
            if kind:
                self._hedge(kind, " ".join(words[:count]))
                return " ".join(words[count:])
        return rest

    def _unit(self, operands: list[Operand], rest: str) -> str:
        signs = {operand.unit for operand in operands if operand.unit}
        if len(signs) > 1:
            raise self._fault("two units in one statement", " and ".join(sorted(signs)), "one unit")
        if rest[:3].lower() == "of " and operands[-1].number.form != "fraction" and "%" not in signs:
            rest = rest[3:]
            rest = rest[4:] if rest[:4].lower() == "the " else rest
        sign = signs.pop() if signs else ""
        return f"{sign} {rest}".strip() if sign else rest

    def _fault(self, message: str, words: str, expect: str, at: int | None = None) -> Unreadable:
        found = self.text.find(words) if at is None and words else at
        return Unreadable(message, words, expect, max(found or 0, 0))


_NO_NUMBER = "no number"


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
