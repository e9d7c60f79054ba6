"""Dates in other languages: their words put into English by the table `values/languages.yaml`, word by word.

A text that no table knows passes through unchanged, and the English grammar says what is wrong with it. Every
step takes at least one word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from discrepancy.values.dates.days import MONTHS, WEEKDAYS
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Unreadable

LANGUAGES = ("vi", "fr", "de", "ru")
_TOKEN = re.compile(r"\{[nr]\}|[0-9]+|[^\W\d_]+|\S")
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})(?:er|e|ème|eme)?").fullmatch
_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_FILLED = re.compile(r"\{([0-9])(th|month)?\}")
_NO_SPACE_BEFORE = frozenset(",.)?/")


class ForeignPhrase(NamedTuple):
    """One row of the table: the words, folded, with {n} or {r} in their places, and the English form."""

    words: tuple[str, ...]
    english: str


class Language(NamedTuple):
    """A language: its English name, whether a dot makes an ordinal of a day, and its wordings by their first
    word, the longest first.
    """

    name: str
    day_dot: bool
    wordings: dict[str, tuple[ForeignPhrase, ...]]


class ForeignToken(NamedTuple):
    """A word, number or sign of the text: as written, folded, where it begins, and whether a space stands
    before it.
    """

    text: str
    word: str
    start: int
    spaced: bool


class Translated(NamedTuple):
    """The English form, and the first foreign word that it stands for with the place where it begins ("" if
    there was none).
    """

    english: str
    word: str
    start: int


def code(name: str, stated: bool) -> str:
    """The code of a declared language, "" for English; one without a table is an error only where it is
    stated with the value.
    """
    short = name.strip().casefold().split("-")[0].split("_")[0]
    if short in LANGUAGES:
        return short
    if stated and short not in ("", "en"):
        raise Unreadable(
            "no table of date words for this language",
            name,
            did_you_mean(short, LANGUAGES) or f"languages: {', '.join(LANGUAGES)}, en",
        )
    return ""


@lru_cache(maxsize=1)
def _table() -> dict[str, Language]:
    import yaml

    text = files("discrepancy").joinpath("values/dates/languages.yaml").read_text("utf-8")
    table = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["languages"]
    return {code: _language(entry) for code, entry in table.items()}


def _language(entry: dict[str, object]) -> Language:
    rows: dict[str, str] = dict(entry["words"])  # type: ignore[call-overload]
    for english, names in zip(MONTHS, entry["months"], strict=True):  # type: ignore[call-overload]
        rows |= dict.fromkeys(names.split(), english)
    for english, names in zip(WEEKDAYS, entry["weekdays"], strict=True):  # type: ignore[call-overload]
        rows |= (
            {names: english} if names.startswith(("thứ ", "chủ ")) else dict.fromkeys(names.split(), english)
        )
    found: dict[str, list[ForeignPhrase]] = {}
    for words, english in rows.items():
        key = tuple(token.word for token in tokens(words))
        found.setdefault(key[0], []).append(ForeignPhrase(key, english))
    ordered = {
        first: tuple(sorted(all_of, key=lambda row: -len(row.words))) for first, all_of in found.items()
    }
    return Language(str(entry["name"]), bool(entry.get("day_dot")), ordered)


def tokens(text: str) -> list[ForeignToken]:
    """The words, numbers and signs of `text`, without the dots of abbreviations."""
    found: list[ForeignToken] = []
    end = 0
    for match in _TOKEN.finditer(text):
        if match[0] == "." and found and match.start() == end and found[-1].text[-1].isalpha():
            end = match.end()
            continue
        word = unicodedata.normalize("NFC", match[0]).casefold()
        found.append(ForeignToken(match[0], word, match.start(), match.start() > end))
        end = match.end()
    return found


def name(language: str) -> str:
    """The English name of a language by its code."""
    return _table()[language].name


def translate(text: str, language: str) -> Translated:
    """`text` with its words of `language` in English."""
    table = _table()[language]
    words = tokens(text)
    if table.day_dot:
        words = [token for at, token in enumerate(words) if not _ordinal_dot(words, at)]
    out: list[tuple[str, bool]] = []  # the piece, and whether it may stand close to the one before
    first = Translated("", "", 0)
    at = 0
    while at < len(words):
        token = words[at]
        row, numbers = _match(table, words, at)
        if row is None:
            out.append((token.text, not token.spaced))
            at += 1
            continue
        english = _FILLED.sub(lambda found, numbers=numbers: _fill(found, numbers), row.english)  # type: ignore[misc]
        if (
            not first.word
            and english.casefold().rstrip(".") != token.word
            and any(letter.isalpha() for letter in english)
        ):
            last = words[at + len(row.words) - 1]
            first = Translated("", text[token.start : last.start + len(last.text)], token.start)
        if english:
            out.append((english, False))
        at += len(row.words)
    return first._replace(english=_joined(out))


def _ordinal_dot(words: list[ForeignToken], at: int) -> bool:
    return (
        words[at].text == "."
        and 0 < at < len(words) - 1
        and words[at - 1].text.isdigit()
        and words[at + 1].text[0].isalpha()
    )


def _match(table: Language, words: list[ForeignToken], at: int) -> tuple[ForeignPhrase | None, list[int]]:
    token = words[at]
    firsts = [token.word]
    if token.text.isdigit() and token.text.isascii():
        firsts.append("{n}")
    elif _roman(token.word):
        firsts.append("{r}")
    best: tuple[ForeignPhrase | None, list[int]] = (None, [])
    for first in firsts:
        for row in table.wordings.get(first, ()):
            numbers = _numbers(row.words, words, at)
            if numbers is not None and (best[0] is None or len(row.words) > len(best[0].words)):
                best = (row, numbers)
                break
    return best


def _numbers(wording: tuple[str, ...], words: list[ForeignToken], at: int) -> list[int] | None:
    """The numbers that stand in the places of a wording, or None where it does not fit at this word."""
    if at + len(wording) > len(words):
        return None
    numbers: list[int] = []
    for want, token in zip(wording, words[at : at + len(wording)], strict=True):
        if want == "{n}":
            if not (token.text.isdigit() and token.text.isascii() and len(token.text) < 9):
                return None
            numbers.append(int(token.text))
        elif want == "{r}":
            number = _roman(token.word)
            if not number:
                return None
            numbers.append(number)
        elif want != token.word:
            return None
    return numbers


def _roman(word: str) -> int:
    """The value of a Roman numeral up to 39, with the ending of an ordinal or not; 0 for any other word."""
    found = _ROMAN(word) if len(word) < 12 else None
    return 10 * len(found[1]) + _ONES[found[2]] if found else 0


def _fill(found: re.Match[str], numbers: list[int]) -> str:
    number = numbers[int(found[1])]
    if found[2] == "month":
        return MONTHS[number - 1] if 1 <= number <= 12 else f"month {number}"
    if found[2] == "th":
        ending = (
            {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
        )
        return f"{number}{ending}"
    return str(number)


def _joined(pieces: list[tuple[str, bool]]) -> str:
    text, replaced = "", False
    for piece, close in pieces:
        space = text and text[-1] not in "/(" and piece not in _NO_SPACE_BEFORE and (not close or replaced)
        text += f" {piece}" if space else piece
        replaced = (len(piece) > 1 and piece[-1].isalpha()) or piece == "c."
    return text
