"""Reads the text of a law into its form. The language is closed: what it does not have is an error, and
nothing is ever evaluated.

Here only the grammar is known; `law_names` knows which names there are, `law_checker` what may be compared
with what. Until then a path has its names as `steps` and `property`, and a constant has no type but "date"
where it stands in quotation marks, and its words as its value.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple, NoReturn

from discrepancy.model.law import (
    AsOf,
    AtMost,
    Before,
    Body,
    Comparison,
    Constant,
    Count,
    Path,
    Scaled,
    Subject,
    Sum,
    Term,
    Within,
    Years,
)
from discrepancy.values.base import Value
from discrepancy.values.errors import Unreadable

LONGEST = 500  # characters
DEEPEST = 20  # parentheses and functions in each other
MOST_TERMS = 60
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
UNITS = frozenset({"year", "years", "month", "months", "week", "weeks", "day", "days"})
COMPARISONS = ("<=", "<", "==", ">=", ">")
_RELATIONS = (*COMPARISONS, "before", "within")
_MINUS = ("-", "\N{MINUS SIGN}")
_KEYWORDS = frozenset({"before", "within", "at", "and", "about"})
_WORD = r"[^\s.\[\]{}=,:;@#/\\|\"<>*+()!?&%^~`]+"
_TOKEN = re.compile(
    rf"""(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?%?(?![^\s,)*+<>=]))
    |(?P<path>{_WORD}(?:\.{_WORD})*(?P<scope>\[[^\[\]]*\])?(?P<after>\.{_WORD})?)
    |(?P<quoted>"[^"]*")
    |(?P<mark><=|>=|==|!=|[<>*+(),=])""",
    re.VERBOSE,
)
_OTHER = {
    "=": "two things are the same: write ==",
    "!=": "a law says what holds: <=, <, ==, >=, >, before, within",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "a law says what holds: <=, <, ==, >=, >, before, within",
    "/": "write * and a number, such as * 0.5",
    "×": "write *",
    "–": "write - between spaces",
    "—": "write - between spaces",
    "[": "a scope is written property[dimension=value, ...], without a space before it",
    "{": "a scope is written property[dimension=value, ...]",
    ".": "a path is written step.property, without spaces",
    '"': "a date ends with a quotation mark as it begins",
    "'": 'a date stands in double quotation marks: "1945-09-02"',
}
_GRAMMAR = (
    "a law is, for example: born <= died; a.end == b.start + 3 months; date within span;"
    " at most one holder of king at a time"
)


class LawToken(NamedTuple):
    """A token of a law: `kind` is number, path, quoted, mark or end; `offset` is where it begins in
    the text.
    """

    kind: str
    text: str
    offset: int


def parse_law(text: str) -> Body:
    """The form of the law that `text` states. Raises Unreadable, and nothing else, for any text that states
    none.
    """
    if len(text) > LONGEST:
        raise Unreadable(
            f"longer than any law ({len(text)} characters)", text[:20], f"at most {LONGEST} characters"
        )
    if not text.strip():
        raise Unreadable("no law", text, _GRAMMAR)
    return _Parser(text).body()


def law_tokens(text: str) -> list[LawToken]:
    """The tokens of `text`, the last one its end. Raises Unreadable for a character that no law has."""
    found: list[LawToken] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None or match.group() in _OTHER:
            word = match.group() if match else text[at]
            raise Unreadable("not understood in a law", word, _OTHER.get(word, _GRAMMAR), at)
        kind = _kind(match)
        if kind == "path" and (
            bad := next(
                (part for part in match.group().split(".") if part[:1] in _MINUS or part[-1:] in _MINUS), ""
            )
        ):
            raise Unreadable(
                "a name neither begins nor ends with a hyphen",
                bad,
                "operators stand between spaces: a - b",
                at + match.group().index(bad),
            )
        found.append(LawToken(kind, match.group(), at))
        at = match.end()
    return [*found, LawToken("end", "", len(text))]


def _kind(match: re.Match[str]) -> str:
    for kind in ("number", "path", "quoted", "mark"):
        if match[kind] is not None:
            return kind if match.group() not in _MINUS else "mark"
    raise AssertionError(match)


def name_offsets(text: str, path: Path) -> list[int]:
    """Where the names of a path as parsed begin in `text`: those of its steps, then its property's."""
    found = [path.offset]
    for step in path.steps:
        found.append(found[-1] + len(step) + 1)
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = law_tokens(text)
        self._at = 0
        self._depth = 0
        self._terms = 0

    # The tokens

    @property
    def _next(self) -> LawToken:
        return self._tokens[self._at]

    def _peek(self, ahead: int) -> str:
        at = self._at + ahead
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _take(self) -> LawToken:
        token = self._tokens[self._at]
        self._at += token.kind != "end"
        return token

    def _expect(self, text: str, expect: str) -> LawToken:
        if self._next.text != text or self._next.kind in ("end", "quoted"):
            self._fail(
                f'"{text}" is missing' if self._next.kind == "end" else f'"{text}" should stand here', expect
            )
        return self._take()

    def _fail(self, message: str, expect: str, token: LawToken | None = None) -> NoReturn:
        token = token or self._next
        raise Unreadable(message, token.text, expect, token.offset)

    # The grammar

    def body(self) -> Body:
        if self._next.text == "at" and self._peek(1) == "most":
            found: Body = self._at_most()
        else:
            left = self._sum()
            if self._next.text not in _RELATIONS or self._next.kind == "quoted":
                what = "a law compares two things" if self._next.kind == "end" else "not understood here"
                self._fail(what, f"one of {', '.join(_RELATIONS)} between two things")
            found = self._related(left, self._take())
        if self._next.kind == "end":
            return found
        if self._next.text in COMPARISONS:
            self._fail("a law has one comparison", "write two laws: one for a <= b, one for b <= c")
        return self._fail("not understood behind the law", "an operator, between spaces, or nothing")

    def _related(self, left: Term, operator: LawToken) -> Body:
        right = self._sum()
        if operator.text in ("before", "within"):
            if not isinstance(left, Path) or not isinstance(right, Path):
                expect = (
                    "property before property" if operator.text == "before" else "property within property"
                )
                self._fail(f"{operator.text} stands between two properties", expect, operator)
            return Before(left, right) if operator.text == "before" else Within(left, right)
        if operator.text in (">=", ">"):
            return Comparison(right, "<=" if operator.text == ">=" else "<", left)
        return Comparison(left, operator.text, right)

    def _at_most(self) -> AtMost:
        self._at += 2
        number = self._take()
        if number.text not in NUMBERS and not (
            number.kind == "number" and number.text.isascii() and number.text.isdigit()
        ):
            self._fail(
                "no number",
                "at most one ... at a time; a number from one to twelve in words, or in digits",
                number,
            )
        most = NUMBERS.get(number.text) or int(number.text)
        if not most:
            self._fail("at most none is no law", "a number from one on", number)
        if self._next.text in ("holder", "holders") and self._peek(1) == "of":
            self._at += 2
            term = self._take()
            if term.kind != "path" or term.text in _KEYWORDS or "." in term.text or "[" in term.text:
                self._fail("no office", "at most one holder of OFFICE at a time", term)
            path = Path("held", scope=(("office", term.text),), offset=term.offset)
        else:
            token = self._take()
            if token.kind != "path" or token.text in _KEYWORDS:
                self._fail(
                    "no property",
                    "at most one PROPERTY at a time, at most one holder of OFFICE at a time",
                    token,
                )
            path = self._path(token)
        for word in ("at", "a", "time"):
            self._expect(word, "at most ... at a time")
        return AtMost(most, path)

    def _sum(self) -> Term:
        first = self._product()
        found = [(1, first)]
        while self._next.kind == "mark" and self._next.text in ("+", *_MINUS):
            sign = 1 if self._take().text == "+" else -1
            found.append((sign, self._product()))
        return Sum(tuple(found), first.offset) if len(found) > 1 else first

    def _product(self) -> Term:
        start = self._next
        found = self._factor()
        while self._next.kind == "mark" and self._next.text == "*":
            times = self._take()
            other = self._factor()
            factor = _number(other)
            if factor is None or _number(found) is not None:
                factor, other, found = _number(found), found, other
            if factor is None or _number(found) is not None:
                self._fail(
                    "one side of * is a number, the other is not",
                    "such as killed * 0.3, or 30% * killed",
                    times,
                )
            found = Scaled(factor, found, start.offset)
        if isinstance(found, Constant) and found.value.text.endswith("%"):
            self._fail("a share of nothing", "write 30% * what it is a share of", start)
        return found

    def _factor(self) -> Term:
        self._terms += 1
        if self._terms > MOST_TERMS:
            self._fail("more terms than any law has", f"at most {MOST_TERMS}")
        token = self._take()
        if token.kind == "number" or (token.text == "about" and self._next.kind == "number"):
            return self._constant(token)
        if token.kind == "quoted":
            return Constant("date", Value(token.text[1:-1]), token.offset)
        if token.kind == "mark" and token.text == "(":
            return self._inside(token)
        if token.kind != "path" or token.text in _KEYWORDS:
            self._fail(
                "something is missing" if token.kind == "end" else "not understood here",
                "a property, a number, a date or (",
                token,
            )
        if token.text in ("years", "count") and self._next.text == "(":
            return self._function(token)
        if token.text == "as_of":
            return AsOf(token.offset)
        if token.text == "subject":
            return Subject(token.offset)
        return self._path(token)

    def _deeper(self, token: LawToken) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail("deeper than any law goes", f"at most {DEEPEST} in each other", token)

    def _inside(self, token: LawToken) -> Term:
        self._deeper(token)
        found = self._sum()
        self._expect(")", "a parenthesis ends as it begins")
        self._depth -= 1
        return found

    def _function(self, token: LawToken) -> Term:
        self._deeper(token)
        self._take()
        first = self._sum()
        if token.text == "count":
            self._expect(")", "count(property)")
            if not isinstance(first, Path):
                self._fail("count goes over one property", "count(property)", token)
            found: Term = Count(first, token.offset)
        else:
            self._expect(",", "years(from, until)")
            found = Years(first, self._sum(), token.offset)
            self._expect(")", "years(from, until)")
        self._depth -= 1
        return found

    def _constant(self, token: LawToken) -> Constant:
        """A number, with `about` before it, and a unit after it, and a second one after `and`: the words as
        they are written.
        """
        if token.text == "about":
            self._take()
        share = self._tokens[self._at - 1].text.endswith("%")
        if self._next.kind == "path" and self._next.text not in _KEYWORDS and not share:
            unit = self._take()
            if unit.text in UNITS and self._next.text == "and" and self._peek(2) in UNITS:
                self._at += 3
        last = self._tokens[self._at - 1]
        return Constant("", Value(self._text[token.offset : last.offset + len(last.text)]), token.offset)

    def _path(self, token: LawToken) -> Path:
        name, _, rest = token.text.partition("[")
        *steps, last = name.split(".")
        if not rest:
            return Path(last, tuple(steps), offset=token.offset)
        inside, _, after = rest.rpartition("]")
        end = after.removeprefix(".")
        if end not in ("", "start", "end"):
            at = token.offset + len(token.text) - len(end)
            raise Unreadable("not understood behind a scope", end, "start or end of a span, or nothing", at)
        return Path(
            last, tuple(steps), end, self._scope(inside, token.offset + len(name) + 1), offset=token.offset
        )

    def _scope(self, inside: str, at: int) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for pair in inside.split(","):
            dimension, equals, value = (part.strip() for part in pair.partition("="))
            place = at + len(pair) - len(pair.lstrip())
            if not (dimension and equals and value) or "=" in value:
                raise Unreadable("not a scope", pair.strip(), "written property[dimension=value, ...]", place)
            if dimension in found:
                raise Unreadable("the same dimension twice", dimension, "one value for each", place)
            found[dimension] = value
            at += len(pair) + 1
        return tuple(found.items())


def _number(term: Term) -> Fraction | None:
    """The exact number that a constant is, or None."""
    if not isinstance(term, Constant) or term.type:
        return None
    text = term.value.text.replace(",", "")
    share = text.endswith("%")
    digits = text.removesuffix("%")
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", digits):
        return None
    return Fraction(digits) / (100 if share else 1)
