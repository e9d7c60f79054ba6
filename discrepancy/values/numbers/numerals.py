"""Exact numbers out of written ones: digits with separators, decimals, fractions, ordinals, word numbers,
magnitudes.

`read_number(text, at)` reads the number that begins at `at` and says where it ends, in time linear in its
length. Nothing is ever a float. What the digits leave open (is 65.000 sixty-five or sixty-five thousand?) is
an error, never a guess.
"""

from __future__ import annotations

import re
from fractions import Fraction

from discrepancy.values.errors import Unreadable
from discrepancy.values.intervals import exact
from discrepancy.values.numbers.cardinals import (
    LONGEST_DIGITS,
    TOO_LARGE,
    Exact,
    Number,
    cardinal,
    last_unit,
    size,
)
from discrepancy.values.numbers.number_words import (
    CARDINALS,
    MAGNITUDES,
    PARTS,
    VULGAR,
    WORD_END,
    alternatives,
)

ENGLISH = "1,234.5"


_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_RUN = re.compile(rf"(?:\.(?=[0-9]))?[0-9]+(?:[,.'’{_SPACES}][0-9]+)*")
_FIGURE = re.compile(rf"[0-9.{''.join(VULGAR)}]")
_ORDINAL = re.compile(rf"(?:st|nd|rd|th){WORD_END}", re.I)
_DENOMINATOR = re.compile(r"\s?[/⁄]\s?([0-9]{1,100})(?![0-9/⁄.,])")
_VULGAR = re.compile(rf"[{_SPACES}]?([{''.join(VULGAR)}])")
_MAGNITUDE = re.compile(rf"(?:\s*|-)({'|'.join(MAGNITUDES)})s?{WORD_END}", re.I)
_OF_A_MAGNITUDE = re.compile(rf"\s+of\s+an?\s+({'|'.join(MAGNITUDES)}){WORD_END}", re.I)
_SHORT = re.compile(rf"\s?(m|bn){WORD_END}", re.I)
_SHORT_MAGNITUDES = {"m": 10**6, "bn": 10**9}
_PART = alternatives(PARTS)
_DIGIT_WORD = "a|an|one|two|three|four|five|six|seven|eight|nine"
_FRACTION = re.compile(rf"(?:({_DIGIT_WORD})[\s-])?\s*({_PART}){WORD_END}", re.I)
_AND_PART = re.compile(rf"\s+and\s+({_DIGIT_WORD})[\s-]\s*({_PART}){WORD_END}", re.I)
_AN = re.compile(rf"\s+an?\s+(?=(?:{'|'.join(MAGNITUDES)}){WORD_END})", re.I)
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
    if size(value) >= TOO_LARGE:
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


def share_magnitudes(first: Number, last: Number) -> Number:
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
    """How many decimal places a fraction with this denominator needs; None if no number of them will do."""
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
        decimals = f"{written[:-3]}.{written[-2:]}"
        return f'write it like {style} ("{decimals}" if these are decimals), or declare number_format'
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
    number_or_none = cardinal(text, at, whole_ands)
    if number_or_none is None:
        return None
    number = number_or_none
    part = _AND_PART.match(text, number.end) if whole_ands and number.form != "ordinal" else None
    if part is None:
        return number
    number = _plus_part(number, part)
    return _with_magnitudes(text, number, False) if number.form == "fraction" else number
