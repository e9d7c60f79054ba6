"""What of a source's text its claims cover. `explain coverage` says what that means.

What stands inside a stretch of the text that a claim quotes is quoted; if the value of that claim is what it
states, it is claimed. What stands in no quote may be set aside in the source file with a reason; the rest is
open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from discrepancy.evidence.quotes.quote_match import QuoteMatch
from discrepancy.evidence.quotes.quote_search import find_quote
from discrepancy.evidence.statements.entity_names import EntityNames
from discrepancy.evidence.statements.sentences import SentenceIndex
from discrepancy.evidence.statements.stated_values import KINDS as FIGURES
from discrepancy.evidence.statements.statements import Statement, statements
from discrepancy.evidence.statements.value_agreement import TYPES, agrees_with_statement
from discrepancy.evidence.texts.source_text import SourceText
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Aside
from discrepancy.values.base import Basis

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"dates and figures": FIGURES, "offices": ("office",), "quotations": ("quotation",)}
)
STANDINGS = ("claimed", "quoted", "set aside", "open")
MOST_SET_ASIDE = Fraction(1, 4)
HALF = 2
# The kinds in the order of what a reader misses most; ordinals mostly name something.
_WEIGHT = ("date", "span", "quantity", "age", "duration", "office", "quotation", "ordinal")

Span = tuple[int, int]


class Covered(NamedTuple):
    """A statement with its standing: claimed, quoted, set aside (with the reason) or open."""

    statement: Statement
    standing: str
    reason: str = ""


class Share(NamedTuple):
    """How much of what is stated has which standing."""

    stated: int
    claimed: int
    quoted: int
    set_aside: int
    open: int

    @property
    def covered(self) -> Fraction:
        """The share that stands in a quote, of 1; 1 where nothing is stated."""
        return Fraction(self.claimed + self.quoted, self.stated) if self.stated else Fraction(1)

    @property
    def answered(self) -> Fraction:
        """The share that stands in a quote or is set aside with a reason."""
        return Fraction(self.stated - self.open, self.stated) if self.stated else Fraction(1)

    @property
    def too_much_set_aside(self) -> bool:
        """Whether more than a quarter is set aside."""
        return self.set_aside > self.stated * MOST_SET_ASIDE


class Trouble(NamedTuple):
    """What is wrong with a passage set aside: `sort` is words, lines or idle."""

    aside: Aside
    sort: str
    said: str


@dataclass(frozen=True)
class Coverage:
    """The text of one source with all that it states and how that stands. `open` has the most important
    first.
    """

    source: str
    text: SourceText
    found: tuple[Covered, ...]
    passed: tuple[Statement, ...]
    open: tuple[Statement, ...]
    troubles: tuple[Trouble, ...] = ()
    shares: Mapping[str, Share] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def figures(self) -> Share:
        """The share of dates and figures."""
        return self.shares["dates and figures"]


def coverage(
    dossier: Dossier,
    source: str,
    text: SourceText,
    quoted: Sequence[tuple[Claim, QuoteMatch]],
    names: EntityNames,
    basis: Basis,
) -> Coverage:
    """How the claims of `source`, with where their quotes stand, cover its `text`."""
    stated = statements(text.text, names, dossier, basis)
    kept = [one for one in stated if not one.passed]
    quotes = _Stretches(
        (stretch, claim) for claim, found in quoted if found.verified for stretch in found.parts
    )
    aside, troubles = _set_aside(dossier.sources[source].set_aside, text)
    found, used = [], set()
    for one in kept:
        standing = _standing(one, quotes, dossier, basis)
        passage = (
            next((each for span, each in aside if _holds(span, one)), None) if standing == "open" else None
        )
        if passage is not None:
            used.add(passage)
        found.append(Covered(one, "set aside" if passage else standing, passage.reason if passage else ""))
    idle = [
        Trouble(each, "idle", f"{each} sets nothing aside: a claim covers all of it, or it states nothing")
        for _, each in aside
    ]
    return Coverage(
        source,
        text,
        tuple(found),
        tuple(one for one in stated if one.passed),
        tuple(_by_weight((each.statement for each in found if each.standing == "open"), text.text, names)),
        (*troubles, *(trouble for trouble in idle if trouble.aside not in used)),
        MappingProxyType({group: _share(found, kinds) for group, kinds in GROUPS.items()}),
    )


class _Stretches:
    """Stretches of a text with the claims that quote them, looked up by what stands in them."""

    def __init__(self, found: Iterable[tuple[Span, Claim]]) -> None:
        self._found = sorted(found, key=lambda one: (one[0], one[1].mark))
        self._starts = [start for (start, _), _ in self._found]
        self._longest = max((end - start for (start, end), _ in self._found), default=0)

    def touching(self, start: int, end: int) -> Iterator[tuple[Span, Claim]]:
        """Those that share a character with the stretch from `start` to `end`."""
        at = bisect_right(self._starts, start - self._longest - 1)
        while at < len(self._found) and self._starts[at] < end:
            if self._found[at][0][1] > start:
                yield self._found[at]
            at += 1

    def around(self, start: int, end: int) -> Iterator[Claim]:
        """The claims whose stretch holds all from `start` to `end`."""
        yield from (
            claim for (begin, stop), claim in self.touching(start, end) if begin <= start and end <= stop
        )


def _standing(one: Statement, quotes: _Stretches, dossier: Dossier, basis: Basis) -> str:
    if one.kind == "quotation":
        return (
            "quoted"
            if any(_shares(one, stretch) for stretch, _ in quotes.touching(one.start, one.end))
            else "open"
        )
    claims = list(quotes.around(one.start, one.end))
    if not claims:
        return "open"
    said = _office_is(one, dossier) if one.saying is None else _value_is(one, dossier, basis)
    return "claimed" if any(said(claim) for claim in claims) else "quoted"


def _holds(stretch: Span, one: Statement) -> bool:
    """Whether a stretch of the text has a statement in it, or enough of a quotation."""
    return (
        _shares(one, stretch)
        if one.kind == "quotation"
        else stretch[0] <= one.start and one.end <= stretch[1]
    )


def _shares(one: Statement, stretch: Span) -> bool:
    """Whether a quote has half of a quotation, or stands within it."""
    start, end = stretch
    shared = min(end, one.end) - max(start, one.start)
    return shared * HALF >= one.end - one.start or (one.start <= start and end <= one.end)


def _value_is(one: Statement, dossier: Dossier, basis: Basis) -> Callable[[Claim], bool]:
    properties = dossier.vocabulary.properties

    def said(claim: Claim) -> bool:
        kind = properties[claim.question.property].type
        return kind in TYPES and agrees_with_statement(
            kind, claim.given, claim.value, one.kind, one.text, basis
        )

    return said


def _office_is(one: Statement, dossier: Dossier) -> Callable[[Claim], bool]:
    """Whether a claim gives the person that office: as its value, or in its scope."""

    def said(claim: Claim) -> bool:
        keys = {
            claim.given,
            *(value for _, value in claim.question.scope),
            getattr(getattr(claim.value, "entry", None), "id", ""),
        }
        named = {dossier.vocabulary.terms[key].name for key in keys if key in dossier.vocabulary.terms}
        named |= {dossier.entities[key].name for key in keys if key in dossier.entities} | {claim.given}
        return any(
            one.text.casefold() in name.casefold() or name.casefold() in one.text.casefold()
            for name in named
            if name
        )

    return said


def _set_aside(asides: Sequence[Aside], text: SourceText) -> tuple[list[tuple[Span, Aside]], list[Trouble]]:
    """Where the passages set aside stand, and what is wrong with those that stand nowhere."""
    found: list[tuple[Span, Aside]] = []
    troubles = []
    for aside in asides:
        if not aside.quote:
            if span := text.span_of_lines(*aside.lines):
                found.append((span, aside))
            else:
                troubles.append(Trouble(aside, "lines", f"the text has no {aside}"))
            continue
        place = find_quote(aside.quote, text, aside.at)
        if place.verified:
            found += [(part, aside) for part in place.parts]
        else:
            said = (
                "stands there more than once: say at which line"
                if place.status == "ambiguous"
                else "does not stand in the text"
            )
            troubles.append(Trouble(aside, "words", f"{aside} {said}"))
    return found, troubles


def _by_weight(found: Iterable[Statement], text: str, names: EntityNames) -> list[Statement]:
    """By importance: in a sentence that names something registered, then by kind, then by place."""
    missed = list(found)
    if not missed:
        return []
    sentences = SentenceIndex(text)
    named = [mention.start for mention in names.mentions(text)]

    def weight(one: Statement) -> tuple[bool, int, int]:
        begin, end = sentences.around(one.start)
        return bisect_left(named, begin) == bisect_left(named, end), _WEIGHT.index(one.kind), one.start

    return sorted(missed, key=weight)


def _share(found: Sequence[Covered], kinds: Sequence[str]) -> Share:
    standings = [each.standing for each in found if each.statement.kind in kinds]
    return Share(len(standings), *(standings.count(standing) for standing in STANDINGS))
