"""How much of what a source's text states its claims cover. `explain coverage` says what that means.

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

from discrepancy.evidence.quotes.quote_match import UNFINISHED, QuoteMatch
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


class CoveredStatement(NamedTuple):
    """A statement of a text with its standing, one of STANDINGS, and the reason where it is set aside."""

    statement: Statement
    standing: str
    reason: str = ""


class Share(NamedTuple):
    """How many statements of some kinds there are, and how many of them have each standing."""

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


class SetAsideProblem(NamedTuple):
    """What is wrong with a passage set aside, in words. `sort` is `words` or `lines` for a passage that the
    text does not have, and `idle` for one that sets nothing aside.
    """

    aside: Aside
    sort: str
    message: str


@dataclass(frozen=True)
class Coverage:
    """What the text of one source states, and what of it the claims cover.

    `statements` are in the order of the text and `open` are those that nothing covers, the most important
    first. `references` are the numbers of sections, notes and the like, which state nothing. `shares` are by
    the names of GROUPS.
    """

    source: str
    text: SourceText
    statements: tuple[CoveredStatement, ...]
    references: tuple[Statement, ...]
    open: tuple[Statement, ...]
    set_aside_problems: tuple[SetAsideProblem, ...] = ()
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
    """The coverage of the `text` of `source` by its claims; `quoted` are those with quotes, and where those
    stand.
    """
    stated = statements(text.text, names, dossier, basis)
    spans = _QuotedSpans((span, claim) for claim, match in quoted if match.verified for span in match.parts)
    passages, problems = _set_aside(dossier.sources[source].set_aside, text)
    covered, used = [], set()
    for statement in stated:
        if statement.reference:
            continue
        standing, reason = _standing(statement, spans, dossier, basis), ""
        if standing == "open":
            aside = next((aside for span, aside in passages if _contains(span, statement)), None)
            if aside is not None:
                standing, reason = "set aside", aside.reason
                used.add(aside)
        covered.append(CoveredStatement(statement, standing, reason))
    for _, aside in passages:
        if aside not in used:
            idle = f"{aside} sets nothing aside: a claim covers all of it, or it states nothing"
            problems.append(SetAsideProblem(aside, "idle", idle))
    missed = [one.statement for one in covered if one.standing == "open"]
    return Coverage(
        source,
        text,
        tuple(covered),
        tuple(statement for statement in stated if statement.reference),
        tuple(_by_importance(missed, text.text, names)),
        tuple(problems),
        MappingProxyType({group: _share(covered, kinds) for group, kinds in GROUPS.items()}),
    )


class _QuotedSpans:
    """The spans of a text that claims quote, looked up by a place in them: an index by where they begin."""

    def __init__(self, spans: Iterable[tuple[Span, Claim]]) -> None:
        self._spans = sorted(spans, key=lambda one: (one[0], one[1].mark))
        self._starts = [start for (start, _), _ in self._spans]
        self._longest = max((end - start for (start, end), _ in self._spans), default=0)

    def touching(self, start: int, end: int) -> Iterator[tuple[Span, Claim]]:
        """Those that share a character with the span from `start` to `end`."""
        at = bisect_right(self._starts, start - self._longest - 1)
        while at < len(self._spans) and self._starts[at] < end:
            if self._spans[at][0][1] > start:
                yield self._spans[at]
            at += 1

    def around(self, start: int, end: int) -> Iterator[Claim]:
        """The claims whose span holds all from `start` to `end`."""
        yield from (
            claim for (begin, stop), claim in self.touching(start, end) if begin <= start and end <= stop
        )


def _standing(one: Statement, spans: _QuotedSpans, dossier: Dossier, basis: Basis) -> str:
    if one.kind == "quotation":
        overlaps = any(_overlaps_half(one, span) for span, _ in spans.touching(one.start, one.end))
        return "quoted" if overlaps else "open"
    claims = list(spans.around(one.start, one.end))
    if not claims:
        return "open"
    claimed = _has_office(one, dossier) if one.stated_value is None else _has_value(one, dossier, basis)
    return "claimed" if any(claimed(claim) for claim in claims) else "quoted"


def _contains(span: Span, one: Statement) -> bool:
    """Whether a span of the text has a statement in it, or enough of a quotation."""
    if one.kind == "quotation":
        return _overlaps_half(one, span)
    return span[0] <= one.start and one.end <= span[1]


def _overlaps_half(one: Statement, span: Span) -> bool:
    """Whether a quote has half of a quotation, or stands within it."""
    start, end = span
    shared = min(end, one.end) - max(start, one.start)
    return shared * HALF >= one.end - one.start or (one.start <= start and end <= one.end)


def _has_value(one: Statement, dossier: Dossier, basis: Basis) -> Callable[[Claim], bool]:
    """Whether a claim says the date or figure that is stated, as a test of claims."""
    properties = dossier.vocabulary.properties

    def said(claim: Claim) -> bool:
        kind = properties[claim.question.property].type
        return kind in TYPES and agrees_with_statement(
            kind, claim.given, claim.value, one.kind, one.text, basis
        )

    return said


def _has_office(one: Statement, dossier: Dossier) -> Callable[[Claim], bool]:
    """Whether a claim gives the person that office, as its value or in its scope, as a test of claims."""

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


_TROUBLES = {
    "ambiguous": "stands there more than once: say at which line",
    UNFINISHED: "was not searched to the end, for it takes too many steps: set fewer words aside",
}


def _set_aside(
    asides: Sequence[Aside], text: SourceText
) -> tuple[list[tuple[Span, Aside]], list[SetAsideProblem]]:
    """Where the passages set aside stand, and what is wrong with those that stand nowhere."""
    found: list[tuple[Span, Aside]] = []
    problems = []
    for aside in asides:
        if not aside.quote:
            if span := text.span_of_lines(*aside.lines):
                found.append((span, aside))
            else:
                problems.append(SetAsideProblem(aside, "lines", f"the text has no {aside}"))
            continue
        place = find_quote(aside.quote, text, aside.at)
        if place.verified:
            found += [(part, aside) for part in place.parts]
        else:
            said = _TROUBLES.get(place.status, "does not stand in the text")
            problems.append(SetAsideProblem(aside, "words", f"{aside} {said}"))
    return found, problems


def _by_importance(missed: Sequence[Statement], text: str, names: EntityNames) -> list[Statement]:
    """By importance: in a sentence that names something registered, then by kind, then by place."""
    if not missed:
        return []
    sentences = SentenceIndex(text)
    named = [mention.start for mention in names.mentions(text)]

    def weight(one: Statement) -> tuple[bool, int, int]:
        begin, end = sentences.around(one.start)
        return bisect_left(named, begin) == bisect_left(named, end), _WEIGHT.index(one.kind), one.start

    return sorted(missed, key=weight)


def _share(covered: Sequence[CoveredStatement], kinds: Sequence[str]) -> Share:
    standings = [one.standing for one in covered if one.statement.kind in kinds]
    return Share(len(standings), *(standings.count(standing) for standing in STANDINGS))
