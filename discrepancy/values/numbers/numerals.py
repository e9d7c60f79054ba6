"""Exact numbers out of written ones: digits with separators, decimals, fractions, ordinals, word numbers,
magnitudes.

`read_number(text, at)` reads the number that begins at `at` and says where it ends, in time linear in its
length. Nothing is ever a float. What the digits leave open (is 65.000 sixty-five or sixty-five thousand?) is
an error, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import exact

Exact = int | Fraction

LONGEST_DIGITS = 100
_LARGEST = 10**LONGEST_DIGITS
ENGLISH = "1,234.5"

MAGNITUDES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "lac": 10**5, "million": 10**6, "crore": 10**7,
    "milliard": 10**9, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_ONES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
)
_ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
CARDINALS = (
    {word: n for n, word in enumerate(_ONES.split())}
    | {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
    | {"none": 0}
)
ORDINALS = {word: n for n, word in enumerate(_ORDINAL_ONES.split(), 1)} | {
    word: 10 * n for n, word in enumerate(_ORDINAL_TENS.split(), 2)
}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
VULGAR = {
    sign: Fraction(unicodedata.normalize("NFKC", sign).replace("⁄", "/")) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}
COUNTING_WORDS = frozenset((*CARDINALS, *MAGNITUDES, *(f"{word}s" for word in MAGNITUDES)))

_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_END = r"(?![^\W_])"
_RUN = re.compile(rf"(?:\.(?=[0-9]))?[0-9]+(?:[,.'’{_SPACES}][0-9]+)*")
_FIGURE = re.compile(rf"[0-9.{''.join(VULGAR)}]")
_ORDINAL = re.compile(rf"(?:st|nd|rd|th){_END}", re.I)
_DENOMINATOR = re.compile(r"\s?[/⁄]\s?([0-9]{1,100})(?![0-9/⁄.,])")
_VULGAR = re.compile(rf"[{_SPACES}]?([{''.join(VULGAR)}])")
_MAGNITUDE = re.compile(rf"(?:\s*|-)({'|'.join(MAGNITUDES)})s?{_END}", re.I)
_OF_A_MAGNITUDE = re.compile(rf"\s+of\s+an?\s+({'|'.join(MAGNITUDES)}){_END}", re.I)
_SHORT = re.compile(rf"\s?(m|bn){_END}", re.I)
_SHORT_MAGNITUDES = {"m": 10**6, "bn": 10**9}
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_DIGIT_WORD = "a|an|one|two|three|four|five|six|seven|eight|nine"
_FRACTION = re.compile(rf"(?:({_DIGIT_WORD})[\s-])?\s*({_PART}){_END}", re.I)
_AND_PART = re.compile(rf"\s+and\s+({_DIGIT_WORD})[\s-]\s*({_PART}){_END}", re.I)
_AN = re.compile(rf"\s+an?\s+(?=(?:{'|'.join(MAGNITUDES)}){_END})", re.I)
_ARTICLE = re.compile(rf"an?\s+(?=(?:{'|'.join(MAGNITUDES)}){_END})", re.I)
_WORD = re.compile(
    rf"({'|'.join(sorted((*CARDINALS, *ORDINALS, *MAGNITUDES), key=len, reverse=True))})(s?){_END}", re.I
)
_JOINT = re.compile(r"-|\s+(?:and\s+)?", re.I)
_PLAIN_JOINT = re.compile(r"-|\s+(?!and\s)", re.I)
_PERCENT = re.compile(r"\s*(?:%|per\s?cent)", re.I)


def _style(separators: str, mark: str) -> re.Pattern[str]:
    """Whole part with groups of three by one and the same separator, and decimals after `mark`."""
    indian = r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}|" if "," in separators else ""
    grouped = rf"[1-9][0-9]{{0,2}}([{separators}])[0-9]{{3}}(?:\2[0-9]{{3}})*"
    return re.compile(rf"({indian}{grouped}|[0-9]+)(?:{mark}([0-9]+))?")


STYLES = {
    ENGLISH: _style(f",'’{_SPACES}", r"\."),
    "1.234,5": _style(rf"\.'’{_SPACES}", ","),
    "1 234,5": _style(f"'’{_SPACES}", ","),
    "1'234.5": _style(f"'’{_SPACES}", r"\."),
}
_NO_DIGITS = str.maketrans("", "", f",.'’{_SPACES}")


class Number(NamedTuple):
    """A number as written: its exact value, the unit g of its last digit, how it was written, and where it
    ends in the text.

    `form` is whole, decimal, magnitude, fraction or ordinal. g is the unit of the last non-zero digit, or
    with decimals of the last digit written. `magnitudes` are the magnitude words it closes with: "three
    hundred thousand" has (100, 1000).
    """

    value: Exact
    unit: Exact
    form: str
    end: int
    magnitudes: tuple[int, ...] = ()


def read_number(
    text: str, at: int = 0, style: str = ENGLISH, *, money: bool = False, whole_ands: bool = True
) -> Number | None:
    """The number that begins at `at`, or None where none does. Raises Unreadable for digits that leave open
    which number they are.

    Input: after a currency sign (`money`) `m` and `bn` are magnitudes. Without `whole_ands` a word number
    ends before "and".
    """
    first = text[at : at + 1]
    if first and first in "-−+":
        number = read_number(text, at + 1, style, money=money) if _FIGURE.match(text, at + 1) else None
        return number if number is None or first == "+" else number._replace(value=-number.value)
    if "0" <= first <= "9":
        return _from_digits(text, at, style, money)
    if first == "." and "0" <= text[at + 1 : at + 2] <= "9":
        return _from_digits(text, at, style, money)
    if first in VULGAR:
        return _with_magnitudes(
            text, Number(VULGAR[first], Fraction(1, VULGAR[first].denominator), "fraction", at + 1), money
        )
    if text[at : at + 4].lower() == "the ":
        return None if text[at + 4 : at + 8].lower() == "the " else read_number(text, at + 4, style)
    return _from_words(text, at, whole_ands) if first.isalpha() else None


def magnified(number: Number, magnitudes: tuple[int, ...]) -> Number:
    """The number with further magnitude words: what "1.5" is in "1.5 to 2 million"."""
    if not magnitudes:
        return number
    factor = 1
    for magnitude in magnitudes:
        factor *= magnitude
    value, unit = exact(number.value * factor), exact(number.unit * factor)
    if size(value) >= _LARGEST:
        raise Unreadable("a number too large to mean anything", "", f"fewer than {LONGEST_DIGITS} digits")
    form = number.form
    if form == "fraction" and type(value) is int:
        unit = last_unit(value)
    return Number(
        value,
        unit,
        "decimal" if form == "decimal" else "magnitude",
        number.end,
        (*number.magnitudes, *magnitudes),
    )


def share(first: Number, last: Number) -> Number:
    """`first` with the magnitude words of `last`, where it has none of its own and they make it the smaller:
    "1.5 to 2 million".
    """
    spare = last.magnitudes
    if not spare or first.form == "ordinal":
        return first
    if first.magnitudes:
        own = first.magnitudes[-1]
        spare = spare[spare.index(own) + 1 :] if own in spare else spare
    shared = magnified(first, spare)
    return shared if size(shared.value) < size(last.value) else first


def size(number: Exact) -> Exact:
    """The number without its sign."""
    return -number if number < 0 else number


def last_unit(whole: int) -> int:
    """The unit of the last non-zero digit: 1,000 for 65,000; 1 for 0."""
    digits = str(whole)
    return int(10 ** (len(digits) - len(digits.rstrip("0")))) if whole else 1


def decimal_text(number: Exact) -> str:
    """The number as a decimal string where it has one, else as `a/b`."""
    if isinstance(number, int):
        return str(number)
    places = _places(number.denominator)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def _places(denominator: int) -> int | None:
    """How many decimal places a fraction with this denominator needs, or None if no number of them will do."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _from_digits(text: str, at: int, style: str, money: bool) -> Number:
    run = _RUN.match(text, at)
    assert run is not None  # the caller has seen a digit
    written, end = run[0], run.end()
    if len(written) > LONGEST_DIGITS:
        raise Unreadable(f"a number of {len(written)} digits", written[:20], f"at most {LONGEST_DIGITS}", at)
    following = text[end : end + 2]
    if following:
        if "/" in following or "⁄" in following:
            return _with_magnitudes(text, _fraction(text, written, at, end, style), money)
        vulgar = _VULGAR.match(text, end)
        if vulgar:
            part = VULGAR[vulgar[1]]
            whole = Number(
                _whole(written, style, at) + part, Fraction(1, part.denominator), "fraction", vulgar.end()
            )
            return _with_magnitudes(text, whole, money)
        ordinal = _ORDINAL.match(text, end)
        if ordinal:
            return Number(_whole(written, style, at), 1, "ordinal", ordinal.end())
    number = _decimal(written, style, at, end)
    found = _with_magnitudes(text, number, money) if following else number
    if style == ENGLISH and number.form == "decimal":
        _refuse_doubt(text, written, at, found)
    return found


def _decimal(written: str, style: str, at: int, end: int) -> Number:
    """The number in digits alone, with separators and decimals as `style` has them."""
    if written.isdecimal():
        value = int(written)
        return Number(value, last_unit(value), "whole", end)
    if written[0] == "." and style != ENGLISH:
        raise Unreadable("not a number in the declared format", written, f"write it like {style}", at)
    whole, decimals = _split("0" + written if written[0] == "." else written, style, at)
    if not decimals:
        return Number(whole, last_unit(whole), "whole", end)
    scale = 10 ** len(decimals)
    return Number(exact(Fraction(whole * scale + int(decimals), scale)), Fraction(1, scale), "decimal", end)


def _split(written: str, style: str, at: int) -> tuple[int, str]:
    pattern = STYLES.get(style)
    if pattern is None:
        raise Unreadable("no such number format", style, f"one of {', '.join(STYLES)}")
    match = pattern.fullmatch(written)
    if match is None:
        raise Unreadable("not a number in the declared format", written, _advice(written, style), at)
    return int(match[1].translate(_NO_DIGITS)), match[3] or ""


def _advice(written: str, style: str) -> str:
    """What to write instead of digits that no reading fits."""
    mark = written[-3:-2] or ""
    if style == ENGLISH and mark in (",", " ") and mark and written[-2:].isdecimal():
        return f'write it like {style} ("{written[:-3]}.{written[-2:]}" if these are decimals), or declare number_format'
    return f"write it like {style}, in groups of three, or declare number_format ({', '.join(STYLES)})"


def _refuse_doubt(text: str, written: str, at: int, found: Number) -> None:
    """65.000 is sixty-five in one country and sixty-five thousand in another."""
    whole, _, decimals = written.partition(".")
    open_to_doubt = len(decimals) == 3 and len(whole) <= 3 and whole.isdecimal() and whole[0] != "0"
    settled = found.magnitudes and decimals != "000"  # 2.375 million
    if open_to_doubt and not settled and not _PERCENT.match(text, found.end):
        short = decimals.rstrip("0")
        few = f"{whole}.{short}" if short else whole
        raise Unreadable(
            f"{few} or {whole},{decimals}?",
            written,
            f"write {whole},{decimals}, or declare number_format",
            at,
        )


def _whole(written: str, style: str, at: int) -> int:
    whole, decimals = (int(written), "") if written.isdecimal() else _split(written, style, at)
    if decimals:
        raise Unreadable("decimals and a fraction at once", written, "one of them", at)
    return whole


def _fraction(text: str, written: str, at: int, end: int, style: str) -> Number:
    """`1/2` or `2 1/2`."""
    match = _DENOMINATOR.match(text, end)
    if match is None:
        raise Unreadable("not a fraction", text[at : end + 6], "write it like 1/2", at)
    below = int(match[1])
    if below == 0:
        raise Unreadable("a fraction of zero parts", text[at : match.end()], "write it like 1/2", at)
    split = max(written.rfind(space) for space in _SPACES)
    mixed = split > 0 and len(written) - split <= 3  # a group of three is a thousands group: 1 000/3
    above = int(written[split + 1 :]) if mixed else _whole(written, style, at)
    value = Fraction(above, below) + (_whole(written[:split], style, at) if mixed else 0)
    return Number(exact(value), Fraction(1, below), "fraction", match.end())


def _with_magnitudes(text: str, number: Number, money: bool) -> Number:
    part = _AND_PART.match(text, number.end) if number.form == "whole" else None
    if part:
        number = _plus_part(number, part)
    end, found = number.end, []
    match = _OF_A_MAGNITUDE.match(text, end) if number.form == "fraction" else None
    match = match or _MAGNITUDE.match(text, end)
    while match:
        found.append(MAGNITUDES[match[1].lower()])
        end = match.end()
        match = _MAGNITUDE.match(text, end)
    if money and not found:
        match = _SHORT.match(text, end)
        if match:
            found, end = [_SHORT_MAGNITUDES[match[1].lower()]], match.end()
    return magnified(number._replace(end=end), tuple(found)) if found else number


def _plus_part(number: Number, part: re.Match[str]) -> Number:
    """Two *and a half*; a million *and a half*, which is half a million more."""
    below = PARTS[part[2].lower()]
    above = CARDINALS.get(part[1].lower(), 1)
    base = number.magnitudes[-1] if number.magnitudes else 1
    value = exact(number.value + Fraction(above * base, below))
    unit = last_unit(value) if number.magnitudes and isinstance(value, int) else Fraction(base, below)
    return Number(
        value, unit, "magnitude" if number.magnitudes else "fraction", part.end(), number.magnitudes
    )


def _from_words(text: str, at: int, whole_ands: bool) -> Number | None:
    part = _FRACTION.match(text, at)
    if part and (part[1] or part[2].lower() in ("half", "quarter")):
        number = Number(
            Fraction(CARDINALS.get((part[1] or "a").lower(), 1), PARTS[part[2].lower()]),
            1,
            "fraction",
            part.end(),
        )
        number = number._replace(unit=Fraction(1, PARTS[part[2].lower()]), value=exact(number.value))
        article = _AN.match(text, number.end)  # half *a* million
        return _with_magnitudes(text, number._replace(end=article.end()) if article else number, False)
    number_or_none = _cardinal(text, at, whole_ands)
    if number_or_none is None:
        return None
    number = number_or_none
    part = _AND_PART.match(text, number.end) if whole_ands and number.form != "ordinal" else None
    if part is None:
        return number
    number = _plus_part(number, part)
    return _with_magnitudes(text, number, False) if number.form == "fraction" else number


def _cardinal(text: str, at: int, whole_ands: bool) -> Number | None:
    """A whole number in words, as far as the words go on making one."""
    article = _ARTICLE.match(text, at)
    tally = _Tally(1 if article else 0)
    end = place = article.end() if article else at
    joint = _JOINT if whole_ands else _PLAIN_JOINT
    seen = False
    while match := _WORD.match(text, place):
        if not tally.takes(match[1].lower(), bool(match[2]), seen or article is not None):
            break
        seen, end = True, match.end()
        joined = joint.match(text, end)
        if joined is None or tally.closed:
            break
        place = joined.end()
    if not seen:
        return None
    return tally.number(end)


class _Tally:
    """The running sum of a number in words."""

    __slots__ = ("closed", "group", "magnitudes", "ordinal", "smallest", "total")

    def __init__(self, group: int) -> None:
        self.total, self.group, self.smallest = 0, group, _LARGEST
        self.magnitudes: tuple[int, ...] = ()
        self.closed = self.ordinal = False

    def takes(self, word: str, plural: bool, seen: bool) -> bool:
        """Add `word` if the number can go on with it."""
        magnitude = MAGNITUDES.get(word)
        if magnitude:
            return (seen or not plural) and self._times(magnitude, seen)
        ordinal = word in ORDINALS
        size = ORDINALS[word] if ordinal else CARDINALS[word]
        if plural or not self._fits(size, seen):
            return False
        self.group += size
        self.magnitudes = ()
        self.ordinal = ordinal
        self.closed = ordinal or size == 0
        return True

    def _fits(self, size: int, seen: bool) -> bool:
        if size == 0:
            return not seen
        if size < 10:
            return self.group % 10 == 0 and self.group % 100 != 10
        return self.group % 100 == 0

    def _times(self, magnitude: int, seen: bool) -> bool:
        if self.group == 0 and seen:
            if magnitude == 100:
                return False
            self.total *= magnitude  # a thousand million
            self.smallest = magnitude
        elif magnitude == 100:
            if self.group > 99:
                return False
            self.group = (self.group or 1) * 100
        elif magnitude >= self.smallest:
            return False
        else:
            self.total += (self.group or 1) * magnitude
            self.group, self.smallest = 0, magnitude
        self.magnitudes = (*self.magnitudes, magnitude)
        if self.total >= _LARGEST:
            raise Unreadable("a number too large to mean anything", "", f"fewer than {LONGEST_DIGITS} digits")
        return True

    def number(self, end: int) -> Number:
        value = self.total + self.group
        if self.ordinal:
            return Number(value, 1, "ordinal", end)
        unit = last_unit(value)
        if self.magnitudes and self.magnitudes[-1] in (12, 20):
            unit = last_unit(value // self.magnitudes[-1]) * self.magnitudes[-1]
        return Number(value, unit, "magnitude" if self.magnitudes else "whole", end, self.magnitudes)
