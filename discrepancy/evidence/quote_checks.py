"""What is known of the quotes of a dossier: whether each stands in the text of its source, and whether the
value of the claim is the one that the quote states. Each text is read once and each quote looked up once, on
demand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.evidence.quotes.quote_match import STATUSES, UNFINISHED, QuoteMatch
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Basis

if TYPE_CHECKING:
    from discrepancy.evidence.coverage import Coverage
    from discrepancy.evidence.statements.entity_names import EntityNames
    from discrepancy.evidence.texts.source_text import SourceText
    from discrepancy.evidence.value_checks.mismatch import ValueMismatch

# Without one of these a quote states neither figure nor date; `figures.py` knows the exact forms.
_STATES = re.compile(
    r"\d|[½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+t(?:y|ies)|first|second|\w+th|hundreds?|"
    r"thousands?|\w+illions?|dozens?|scores?|tens|lakhs?|crores?|half|several|few|"
    r"an?\s(?:third|quarter|year|month|week|day|hour|decade|century|fortnight))\b",
    re.I,
)
_BEFORE = 60  # characters of the text in front of a quote in which a hedge may stand
_COUNTED = ("date", "span", "quantity", "duration", "age")
_BORNE = (*_COUNTED, "name", "entity")  # types whose values a quote may state in so many words
_NOT_CHECKED = QuoteMatch("not checked")
QuoteKey = tuple[str, str, str]  # source, quote, locator


class QuoteChecks:
    """The quotes of one dossier, checked against its texts and its values. Texts are looked for in
    `text_folders` and then beside the dossier.
    """

    def __init__(self, dossier: Dossier, text_folders: Sequence[str] = ()) -> None:
        self.dossier = dossier
        self.text_folders = tuple(text_folders)
        self._texts: dict[str, SourceText | str] = {}
        self._matches: dict[QuoteKey, QuoteMatch] = {}
        self._searched: dict[QuoteKey, QuoteMatch] = {}  # with the steps that each quote has for itself
        self._coverages: dict[str, Coverage] = {}

    @cached_property
    def names(self) -> EntityNames:
        """The names of the dossier's entities."""
        from discrepancy.evidence.statements.entity_names import EntityNames

        return EntityNames(self.dossier.entities)

    @cached_property
    def texts(self) -> Mapping[str, SourceText]:
        """The texts at hand, by source."""
        return {key: text for key in self.dossier.sources if not isinstance(text := self.text(key), str)}

    @property
    def names_a_text(self) -> bool:
        """Whether any source names a text, so that a reader may expect its quotes to have been looked up."""
        return any(source.text_file for source in self.dossier.sources.values())

    def missing_texts(self) -> Iterator[tuple[str, str]]:
        """Each source that has claims with quotes and no text at hand, and why."""
        quoted = {claim.source for claim in self.dossier.claims if claim.quote}
        for key in self.dossier.sources:
            text = self.text(key)
            if isinstance(text, str) and key in quoted:
                yield key, text

    def text(self, source: str) -> SourceText | str:
        """The text of a source, or a sentence that says why there is none."""
        if source not in self._texts:
            self._texts[source] = self._opened(source)
        return self._texts[source]

    def _opened(self, key: str) -> SourceText | str:
        source = self.dossier.sources.get(key)
        if source is None or not source.text_file:
            return "the source names no text"
        from discrepancy.evidence.texts.source_text import open_source_text

        return open_source_text(self.dossier.path, source, self.text_folders)

    def match(self, claim: Claim) -> QuoteMatch:
        """Where the quote of `claim` stands in the text of its source, or how it differs from it."""
        if not claim.quote:
            return _NOT_CHECKED
        text = self.text(claim.source)
        if isinstance(text, str):
            return _NOT_CHECKED
        key = (claim.source, claim.quote, claim.at)
        if key not in self._matches:
            found = self._first_search(key, text)
            if found.status == UNFINISHED:
                self._search_further()
            else:
                self._matches[key] = found
        return self._matches[key]

    def outran_its_steps(self, claim: Claim) -> bool:
        """Whether the search of the quote of `claim` took more steps than it has for itself, so that what
        came of it hangs on the other quotes of the dossier.
        """
        found = self._searched.get((claim.source, claim.quote, claim.at))
        return found is not None and found.status == UNFINISHED

    @cached_property
    def steps_per_quote(self) -> int:
        """The steps that each quote has for itself."""
        from discrepancy.evidence.quotes.search_steps import steps_per_quote

        return steps_per_quote(len(self._quoted))

    @cached_property
    def _quoted(self) -> Sequence[QuoteKey]:
        """All quotes, in an order that hangs neither on that of the files nor on who asks first."""
        return sorted({(claim.source, claim.quote, claim.at) for claim in self.dossier.claims if claim.quote})

    def _first_search(self, key: QuoteKey, text: SourceText) -> QuoteMatch:
        if key not in self._searched:
            from discrepancy.evidence.quotes.quote_search import find_quote

            self._searched[key] = find_quote(key[1], text, key[2], self.steps_per_quote)
        return self._searched[key]

    def _search_further(self) -> None:
        """Looks up all quotes; those that need more steps than they have for themselves share those of the
        dossier, one after the other.
        """
        from discrepancy.evidence.quotes.quote_search import searched_quote
        from discrepancy.evidence.quotes.search_steps import MOST_STEPS, STEPS_PER_DOSSIER, SearchSteps

        left = STEPS_PER_DOSSIER
        for key in self._quoted:
            text = self.text(key[0])
            if isinstance(text, str):
                continue
            found = self._first_search(key, text)
            most = min(MOST_STEPS, left)
            if found.status == UNFINISHED and most > self.steps_per_quote:
                steps = SearchSteps(most)
                found = searched_quote(key[1], text, key[2], steps)
                left -= most - max(steps.left, 0)
            self._matches[key] = found

    def status(self, claim: Claim) -> str:
        """The status of the quote of `claim`."""
        return self.match(claim).status

    def value_mismatches(self, claim: Claim) -> tuple[ValueMismatch, ...]:
        """Every way in which the value of `claim` is not the one that its quote states."""
        return tuple(self._value_mismatches(claim))

    def _value_mismatches(self, claim: Claim) -> Iterator[ValueMismatch]:
        kind = self.dossier.vocabulary.properties[claim.question.property].type
        if (
            not claim.quote
            or claim.inferred
            or kind not in _BORNE
            or (kind in _COUNTED and not _STATES.search(claim.quote))
        ):
            return
        from discrepancy.evidence.value_checks.value_mismatches import value_mismatches

        yield from value_mismatches(claim, self.dossier, lambda: self.names, self._before(claim))

    def _before(self, claim: Claim) -> str:
        found = self.match(claim)
        text = self.text(claim.source)
        if not found.verified or isinstance(text, str):
            return ""
        return text.text[max(found.start - _BEFORE, 0) : found.start]

    def coverage(self, source: str) -> Coverage | None:
        """What the text of a source states that its claims cover; None where no text is at hand."""
        text = self.text(source)
        if isinstance(text, str):
            return None
        if source not in self._coverages:
            from discrepancy.evidence.coverage import coverage

            quoted = [
                (claim, self.match(claim))
                for claim in self.dossier.claims
                if claim.source == source and claim.quote
            ]
            basis = self.dossier.bases.get(source, Basis())
            self._coverages[source] = coverage(self.dossier, source, text, quoted, self.names, basis)
        return self._coverages[source]

    def status_counts(self, source: str) -> Counter[str]:
        """The number of quotes of a source, by status."""
        return Counter(
            self.status(claim) for claim in self.dossier.claims if claim.quote and claim.source == source
        )

    def status_totals(self) -> dict[str, int]:
        """The number of quotes of the dossier by status, in the order of STATUSES, without zeros."""
        counts = Counter(self.status(claim) for claim in self.dossier.claims if claim.quote)
        return {status: counts[status] for status in STATUSES if counts[status]}


class QuotedQuestion:
    """A question with those of its claims that have quotes. Several rules look at the same one, so what is
    worked out is kept.
    """

    __slots__ = ("_mismatches", "asked", "checks", "claims")

    def __init__(self, asked: QuestionClaims, claims: tuple[Claim, ...], checks: QuoteChecks) -> None:
        self.asked = asked
        self.claims = claims
        self.checks = checks
        self._mismatches: tuple[tuple[Claim, ValueMismatch], ...] | None = None

    @property
    def value_mismatches(self) -> tuple[tuple[Claim, ValueMismatch], ...]:
        """Every claim whose value is not the one that its quote states, with what differs."""
        if self._mismatches is None:
            self._mismatches = tuple(
                (claim, mismatch) for claim in self.claims for mismatch in self.checks.value_mismatches(claim)
            )
        return self._mismatches


def quoted_questions(
    asked: Mapping[Question, QuestionClaims], checks: QuoteChecks, with_text: bool
) -> list[QuotedQuestion]:
    """Every question that has claims with quotes, in the order of `asked`; with `with_text`, only the claims
    whose text is at hand.
    """
    at_hand = checks.texts if with_text else {}
    found = []
    for question in asked.values():
        claims = tuple(
            claim
            for claim in question.claims
            if claim.quote and claim.id not in question.turned and (not with_text or claim.source in at_hand)
        )
        if claims:
            found.append(QuotedQuestion(question, claims, checks))
    return found
