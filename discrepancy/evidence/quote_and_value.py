"""Whether the words bear the value: what a quote states, held against what the claim makes of it.

Only what the quote states in figures, dates and names is held against the claim; where it states no such
thing, or the claim is `inferred`, the value is the encoder's to say. Both sides are read as they are written,
by the same parser and under one calendar, so nothing hangs on how either is converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from discrepancy.evidence.statements import figure_patterns as phrases
from discrepancy.evidence.statements.entity_names import EntityNames
from discrepancy.evidence.statements.stated_values import StatedValue, stated_values
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.model.vocabulary import Property
from discrepancy.values.base import (
    Basis,
    Relative,
    Unknown,
    Value,
    meets,
    read,
)
from discrepancy.values.dates.days import iso
from discrepancy.values.errors import Unreadable
from discrepancy.values.names.spelling import fold, same, untitled
from discrepancy.values.numbers.hedges import LEADS
from discrepancy.values.numbers.numerals import Exact

SORTS = ("figure", "date", "hedge dropped", "hedge invented", "name")
HEDGES = {
    "over": "over", "at-least": "at least", "up-to": "up to", "at-most": "at most", "under": "under", "nearly": "nearly", "before": "before",
    "by": "by", "after": "after", "not-before": "not before", "about": "about", "unvouched": "possibly",
}  # fmt: skip
_COUNTED = {"quantity": ("quantity",), "duration": ("duration",), "age": ("age",)}
_COUNTING = ("quantity", "ordinal", "duration", "age")
_DATES = ("date", "span")
_A_THING = re.compile(
    r"\s+(?!and\b|when\b|in\b|at\b|on\b)\w|[\w%-]"
)  # what is counted stands behind the figure
_OLDEST = 120
_HEDGE_OF_DATE = re.compile(
    rf"(?:{phrases.OF_SPANS.pattern}|(?:by|before|after|prior\s+to|not?\s+(?:later|earlier)\s+than|not\s+(?:before|after)|circa|c\.|ca\.|"
    r"about|around|approximately|roughly|possibly|probably|perhaps|allegedly|reportedly|said\s+to\s+be)\s*)+",
    re.I,
)
_PLAIN = Basis()
_IN_A_WORD = {"one": 1, "single": 1, "both": 2}
# Words for thousands and more in other languages begin so: mille, Millionen, tausend, tusen, tys., тысяч,
# nghìn, triệu.
_MULTIPLE = re.compile(
    r"[\s\u00a0]*(?:bil|duiz|duz|md|mil|mio|mln|mrd|tau|tis|tus|tys|млн|млрд|мил|тис|тыс|nghìn|ngàn|triệu|tỉ|tỷ)",
    re.I,
)
_MULTIPLES = (1_000, 1_000_000, 1_000_000_000)
_AT_MOST = {"up-to", "at-most"}
_WITHIN = re.compile(r"\b(?:within|inside(?: of)?|in less than)\s+\Z", re.I)
_MOST_YEARS = 3  # over which a day without its year is tried
_ALIKE = 75.0  # of 100: a name so like the one claimed is that one, changed
_ENGLISH = ("", "en")
_NEAR, _WORDS_LOOKED_AT = 40, 3
# What may go on with a figure or date, and the words before one that may belong to it.
_GOES_ON = re.compile(
    r"[\w+?%½-]|[.,'’/–—][\w]|\s*[-–—]|\s(?:or|to|until|till|and|in|at|total|BCE?|CE|AD|per|percent|[\w-]*illion|thousand|hundred)\b",
    re.I,
)
_WORDS_AROUND = frozenset(
    (
        *(word for phrase in LEADS for word in phrase.split()),
        *(
            "before",
            "after",
            "by",
            "since",
            "until",
            "till",
            "prior",
            "later",
            "earlier",
            "between",
            "from",
            "to",
            "or",
            "and",
            "early",
            "mid",
            "late",
        ),
        *("beginning", "end", "middle", "start", "close", "half", "quarter", "mid-to-late", "not"),
    )
) - {"in", "the", "of", "be", "a", "is", "was"}


class ValueMismatch(NamedTuple):
    """What the words do not bear: of which sort, what the quote says, what the claim says, and the hedges in
    question.
    """

    sort: str
    quote: str
    claim: str
    hedges: str = ""


def value_mismatches(
    claim: Claim, dossier: Dossier, names: Callable[[], EntityNames], before: str = ""
) -> Iterator[ValueMismatch]:
    """Everything in which the value of `claim` departs from its quote. `before` are the words
    of the text in front of the quote; `names` gives those of the dossier, where they are needed.
    """
    if isinstance(claim.value, Unknown):
        return
    prop = dossier.vocabulary.properties[claim.question.property]
    kind = prop.type
    basis = dossier.bases.get(claim.source, _PLAIN)
    if kind in ("name", "entity"):
        yield from _names(claim, kind, dossier, names)
    elif kind in ("date", "span", "quantity", "duration", "age") and not _plainly(claim, before):
        stated = list(stated_values(claim.quote, basis))
        if not stated:
            return
        if kind in _DATES:
            yield from _dates(claim, kind, stated)
        else:
            yield from _figures(claim, prop, stated, basis)
        if _short(basis.language) in _ENGLISH and not claim.denies:
            yield from _hedges(claim, kind, stated, basis, before)


def _plainly(claim: Claim, before: str) -> bool:
    """Whether the quote has the value as the claim has it, with nothing around it that could be part of it:
    most have.
    """
    given, quote = claim.given, claim.quote
    at = quote.find(given)
    if at < 0 or not (given[:1].isalnum() and given[-1:].isalnum()):
        return False
    end = at + len(given)
    ahead, behind = (before + quote[:at])[-_NEAR:], quote[end : end + _NEAR]
    if not (ahead[-1:].isspace() or not ahead) or _GOES_ON.match(behind):
        return False
    return _WORDS_AROUND.isdisjoint(
        word.strip(",.;:()").casefold() for word in ahead.split()[-_WORDS_LOOKED_AT:]
    )


def _short(language: str) -> str:
    return language.casefold().split("-")[0]


# Figures


def _figures(
    claim: Claim, prop: Property, stated: Sequence[StatedValue], basis: Basis
) -> Iterator[ValueMismatch]:
    answering = [one for one in stated if _answers(claim, prop, one)]
    bears = any(_bears(claim, one, basis) for one in stated if one.kind in _COUNTING or one.kind == "date")
    if (
        _short(basis.language) not in _ENGLISH
    ):  # number words are read as English: "trente-six mille" is not six, nor "36 mille" 36
        answering = [one for one in answering if any(sign.isdigit() for sign in one.text)]
        claimed = _numbers(claim.given, basis.number_format)
        more = [
            number.value
            for one in answering
            if _MULTIPLE.match(claim.quote, one.end)
            for number in one.numbers
        ]
        bears = bears or any(number * times in claimed for number in more for times in _MULTIPLES)
    if answering and not bears and not _in_a_word(claim, basis):
        yield ValueMismatch("figure", _listed(answering), claim.given)


def _answers(claim: Claim, prop: Property, one: StatedValue) -> bool:
    """Whether what is stated is of the kind that is asked for."""
    if one.kind == "ordinal":  # "the 8th congress" says which, where nothing is counted
        return prop.type == "quantity" and not prop.unit and claim.given.isdecimal()
    if prop.type == "age" and one.kind == "quantity":  # "Hugh was 75."
        bare = not _A_THING.match(claim.quote, one.end)
        return (
            bare
            and len(one.numbers) == 1
            and one.numbers[0].form == "whole"
            and 0 < one.numbers[0].value <= _OLDEST
        )
    return one.kind == prop.type


def _bears(claim: Claim, one: StatedValue, basis: Basis) -> bool:
    """Whether a figure in the quote is the one claimed."""
    claimed = _numbers(claim.given, basis.number_format)
    said = {number.value for number in one.numbers}
    if one.kind == "date":
        return one.text.isdecimal() and int(one.text) in claimed  # 1500 may be a year or a count
    if said and claimed:
        return said <= claimed or (
            len(said) == 1 and bool({number * 100 for number in said} & claimed)
        )  # a half is 50 %
    value = one.value
    return value is None or (type(value) is type(claim.value) and meets(value.licensed, claim.value.licensed))


def _in_a_word(claim: Claim, basis: Basis) -> bool:
    """Whether the figure stands in the quote as a word that is not read as a figure elsewhere: "one member",
    "both bridges".
    """
    said = {number for word, number in _IN_A_WORD.items() if re.search(rf"\b{word}\b", claim.quote, re.I)}
    return bool(said & _numbers(claim.given, basis.number_format))


@lru_cache(maxsize=4096)
def _numbers(text: str, style: str) -> frozenset[Exact]:
    """The figures in a value as written, in the number format `style`."""
    stated = list(stated_values(text, Basis(number_format=style)))
    years = {int(one.text) for one in stated if one.kind == "date" and one.text.isdecimal()}
    return frozenset({number.value for one in stated for number in one.numbers} | years)


# Dates


def _dates(claim: Claim, kind: str, stated: Sequence[StatedValue]) -> Iterator[ValueMismatch]:
    if isinstance(claim.value, Relative):
        yield from _distances(claim, stated)
        return
    dated = [date for one in stated if one.kind in _DATES for date in (one.parts or (one,))]
    claimed = _cores(claim, kind) if dated else ()
    if not claimed:
        return
    met = [any(_meet(days, date) for date in dated) for days in claimed]
    if not any(met) or (len(dated) >= len(claimed) and not all(met)):
        yield ValueMismatch("date", _listed(dated), claim.given)


def _distances(claim: Claim, stated: Sequence[StatedValue]) -> Iterator[ValueMismatch]:
    """`three months after X` against the lengths of time in the quote."""
    lengths = [one for one in stated if one.kind == "duration" and one.numbers]
    amount = claim.value.amount if isinstance(claim.value, Relative) else None
    if (
        amount is not None
        and lengths
        and not any(number.value == amount for one in lengths for number in one.numbers)
    ):
        yield ValueMismatch("date", _listed(lengths), claim.given)


def _cores(claim: Claim, kind: str) -> Sequence[object]:
    """The days of each date in the value, hedges aside."""
    return _written(claim.given) or (
        [claim.value.plain] if kind == "date" and not claim.value.options else []
    )


@lru_cache(maxsize=4096)
def _written(given: str) -> tuple[object, ...]:
    dated = [date for one in stated_values(given) if one.kind in _DATES for date in (one.parts or (one,))]
    return tuple(days for date in dated if (days := _days(date)) is not None)


def _days(date: StatedValue) -> object:
    """The days of a date as it is written, hedges aside."""
    if date.value is None:
        return None
    if date.kind == "span":
        return None
    bare = _HEDGE_OF_DATE.sub("", date.text, count=1) if _HEDGE_OF_DATE.match(date.text) else date.text
    value = _value("date", bare)
    return value.plain if value is not None else date.value.plain


def _meet(days: object, date: StatedValue) -> bool:
    """Whether a date in the quote can be the one claimed."""
    if date.value is not None:
        own = _days(date)
        return own is None or meets(own, days)
    first, last = _years(days)
    if last - first >= _MOST_YEARS:
        return True
    tried = [_value("date", f"{date.text} {year}") for year in range(first, last + 1)]
    return not any(tried) or any(value is not None and meets(value.plain, days) for value in tried)


def _years(days: object) -> tuple[int, int]:
    ends = (days[0][0], days[-1][1]) if isinstance(days, tuple) and days else ()
    written = [iso(day) or "" for day in ends]
    years = [int(day.rsplit("-", 2)[0]) for day in written if day.count("-") >= 2]
    return (years[0], years[1]) if len(years) == 2 else (0, _MOST_YEARS)


def _value(kind: str, text: str) -> Value | None:
    try:
        return read(kind, text, _PLAIN)
    except Unreadable:
        return None


# Hedges


def _hedges(
    claim: Claim, kind: str, stated: Sequence[StatedValue], basis: Basis, before: str
) -> Iterator[ValueMismatch]:
    if kind == "span" or isinstance(claim.value, Relative):
        return
    fits = [one for one in _fitting(claim, kind, stated, basis) if one.value is not None]
    if not fits:
        return
    own = _signature(claim.value)
    if claim.voices or claim.stance != "asserts":
        own |= {"unvouched"}  # whose word it is says as much
    signs = [_signature(one.value) for one in fits]
    if any(sign <= own and own - sign <= {"unvouched"} for sign in signs):
        yield from _clipped(claim, fits, own, basis, before)
        return
    one, sign = fits[0], signs[0]
    if own - sign <= _AT_MOST and _WITHIN.search(claim.quote, 0, one.start):
        return
    if dropped := sign - own:
        yield ValueMismatch("hedge dropped", one.text, claim.given, _said(dropped))
    elif own - sign - {"unvouched"} or ("unvouched" in own - sign and claim.value.uncertain):
        yield ValueMismatch("hedge invented", one.text, claim.given, _said(own - sign))


def _clipped(
    claim: Claim, fits: Iterable[StatedValue], own: set[str], basis: Basis, before: str
) -> Iterator[ValueMismatch]:
    """A hedge that stands in the text right before the quote begins."""
    if not before or not any(one.start == 0 for one in fits):
        return
    whole = before + claim.quote
    for one in stated_values(whole, basis):
        if (
            one.start < len(before) < one.end
            and one.value is not None
            and not one.parts
            and _signature(one.value) - own
        ):
            yield ValueMismatch("hedge dropped", one.text, claim.given, _said(_signature(one.value) - own))


def _said(hedges: Iterable[str]) -> str:
    return ", ".join(f'"{HEDGES[one]}"' for one in sorted(hedges))


def _fitting(claim: Claim, kind: str, stated: Sequence[StatedValue], basis: Basis) -> list[StatedValue]:
    if kind == "date":
        days = _cores(claim, kind)
        return [
            one
            for one in stated
            if one.kind == "date" and not one.parts and all(_meet(each, one) for each in days)
        ]
    return [one for one in stated if one.kind in _COUNTED[kind] and _bears(claim, one, basis)]


def _signature(value: Value | None) -> set[str]:
    """The hedges of a value."""
    if value is None:
        return set()
    found = {row for row in value.rows if row in HEDGES and row != "about"}
    return found | ({"about"} if value.approximate else set()) | ({"unvouched"} if value.uncertain else set())


# Names


def _names(
    claim: Claim, kind: str, dossier: Dossier, names: Callable[[], EntityNames]
) -> Iterator[ValueMismatch]:
    said = claim.value.text
    bare = fold(untitled(said, dossier.vocabulary.titles))
    if re.search(rf"(?<!\w){re.escape(bare.letters)}(?!\w)", fold(claim.quote).letters):
        if kind == "name" and (other := _marked_otherwise(said, claim.quote)):
            yield ValueMismatch("name", other, said)
        return
    if kind == "entity":
        yield from _other_entity(claim, dossier, names())
    elif altered := _altered(said, claim.quote):
        yield ValueMismatch("name", altered, said)


def _marked_otherwise(said: str, quote: str) -> str:
    """The words of the quote that have the letters of the name with other marks."""
    wanted, given = said.split(), quote.split()
    for at in range(len(given) - len(wanted) + 1):
        here = " ".join(given[at : at + len(wanted)]).strip("\"'“”‘’.,;:()[]")
        if same(fold(here), fold(said)) == "marks":
            return here
        if same(fold(here), fold(said)) == "same":
            return ""
    return ""


def _other_entity(claim: Claim, dossier: Dossier, names: EntityNames) -> Iterator[ValueMismatch]:
    """A name of something else of the same kind, where that of the thing claimed does not stand."""
    entry = getattr(claim.value, "entry", None)
    if entry is None or entry.id not in dossier.entities:
        return
    mentioned = {
        dossier.canonical(key): mention.text
        for mention in names.mentions(claim.quote)
        for key in mention.entities
    }
    kin = {entry.id, *entry.broader, *entry.maybe}
    if any(key in kin or entry.id in dossier.wholes(key) for key in mentioned):
        return
    beside = {
        dossier.canonical(claim.question.about),
        *(dossier.canonical(value) for _, value in claim.question.scope),
    }
    beside |= {dossier.canonical(link.voice) for link in claim.voices}
    kind = dossier.entities[entry.id].kind
    others = [
        text for key, text in mentioned.items() if key not in beside and dossier.entities[key].kind == kind
    ]
    if others:
        yield ValueMismatch("name", ", ".join(others), claim.given)


def _altered(said: str, quote: str) -> str | None:
    """The words of the quote that are nearly the name."""
    from rapidfuzz import fuzz

    wanted, given = said.split(), [word.strip("\"'“”‘’.,;:()[]") for word in quote.split()]
    best = _ALIKE
    words: str | None = None
    for at in range(len(given) - len(wanted) + 1):
        here = " ".join(given[at : at + len(wanted)])
        if here[:1].isupper() and (alike := fuzz.ratio(fold(here).letters, fold(said).letters)) >= best:
            best, words = alike, here
    return words


def _listed(stated: Iterable[StatedValue], most: int = 4) -> str:
    texts = list(dict.fromkeys(one.text for one in stated))
    return ", ".join(texts[:most]) + (f" and {len(texts) - most} more" if len(texts) > most else "")
