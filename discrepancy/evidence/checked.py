"""The quotes of a dossier held against the texts at hand: each text read once, each quote looked up once, and
only when asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from discrepancy.comparison.question import Asked
from discrepancy.evidence.quotes.found import STATUSES, Found
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Basis

if TYPE_CHECKING:
    from discrepancy.evidence.coverage import Coverage
    from discrepancy.evidence.quote_and_value import Doubt
    from discrepancy.evidence.statements.names import Names
    from discrepancy.evidence.texts.source_text import SourceText

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
_NOT_CHECKED = Found("not checked")


class Checked:
    """What is known of the quotes of one dossier. `where` are the folders in which texts are looked for,
    besides its own.
    """

    def __init__(self, dossier: Dossier, where: Sequence[str] = ()) -> None:
        self.dossier = dossier
        self.where = tuple(where)
        self._texts: dict[str, SourceText | str] = {}
        self._found: dict[tuple[str, str, str], Found] = {}
        self._coverages: dict[str, Coverage] = {}

    @cached_property
    def names(self) -> Names:
        """The names of the dossier's entities."""
        from discrepancy.evidence.statements.names import Names

        return Names(self.dossier.entities)

    @cached_property
    def texts(self) -> Mapping[str, SourceText]:
        """The texts at hand, by source."""
        return {key: text for key in self.dossier.sources if not isinstance(text := self.text(key), str)}

    @property
    def named(self) -> bool:
        """Whether any source names a text, so that a reader may expect its quotes to have been looked up."""
        return any(source.text_file for source in self.dossier.sources.values())

    def missing(self) -> Iterator[tuple[str, str]]:
        """Each source that has claims with quotes and no text at hand, and why."""
        quoted = {claim.source for claim in self.dossier.claims if claim.quote}
        for key in self.dossier.sources:
            text = self.text(key)
            if isinstance(text, str) and key in quoted:
                yield key, text

    def text(self, source: str) -> SourceText | str:
        """The text of a source, or in words why there is none."""
        if source not in self._texts:
            self._texts[source] = self._opened(source)
        return self._texts[source]

    def _opened(self, key: str) -> SourceText | str:
        source = self.dossier.sources.get(key)
        if source is None or not source.text_file:
            return "the source names no text"
        from discrepancy.evidence.texts.source_text import opened

        return opened(self.dossier.path, source, self.where)

    def found(self, claim: Claim) -> Found:
        """What became of the quote of `claim`."""
        if not claim.quote:
            return _NOT_CHECKED
        text = self.text(claim.source)
        if isinstance(text, str):
            return _NOT_CHECKED
        key = (claim.source, claim.quote, claim.at)
        if key not in self._found:
            from discrepancy.evidence.quotes.find import find

            self._found[key] = find(claim.quote, text, claim.at)
        return self._found[key]

    def status(self, claim: Claim) -> str:
        """The status of the quote of `claim`."""
        return self.found(claim).status

    def doubts(self, claim: Claim) -> tuple[Doubt, ...]:
        """In what the value of `claim` departs from its quote."""
        return tuple(self._doubted(claim))

    def _doubted(self, claim: Claim) -> Iterator[Doubt]:
        kind = self.dossier.vocabulary.properties[claim.question.property].type
        if (
            not claim.quote
            or claim.inferred
            or kind not in _BORNE
            or (kind in _COUNTED and not _STATES.search(claim.quote))
        ):
            return
        from discrepancy.evidence.quote_and_value import doubts

        yield from doubts(claim, self.dossier, lambda: self.names, self._before(claim))

    def _before(self, claim: Claim) -> str:
        found = self.found(claim)
        text = self.text(claim.source)
        if not found.verified or isinstance(text, str):
            return ""
        return text.text[max(found.start - _BEFORE, 0) : found.start]

    def coverage(self, source: str) -> Coverage | None:
        """What of the text of a source its claims cover; None where there is no text at hand."""
        text = self.text(source)
        if isinstance(text, str):
            return None
        if source not in self._coverages:
            from discrepancy.evidence.coverage import coverage

            quoted = [
                (claim, self.found(claim))
                for claim in self.dossier.claims
                if claim.source == source and claim.quote
            ]
            basis = self.dossier.bases.get(source, Basis())
            self._coverages[source] = coverage(self.dossier, source, text, quoted, self.names, basis)
        return self._coverages[source]

    def counts(self, source: str) -> Counter[str]:
        """How many quotes of a source have which status."""
        return Counter(
            self.status(claim) for claim in self.dossier.claims if claim.quote and claim.source == source
        )

    def total(self) -> dict[str, int]:
        """How many quotes of the dossier have which status, in the order of the statuses."""
        counted = Counter(self.status(claim) for claim in self.dossier.claims if claim.quote)
        return {status: counted[status] for status in STATUSES if counted[status]}


class Quoted:
    """The claims on one question that have quotes, and what is known of those. Several rules look at one and
    the same.
    """

    __slots__ = ("_doubts", "asked", "checked", "claims")

    def __init__(self, asked: Asked, claims: tuple[Claim, ...], checked: Checked) -> None:
        self.asked = asked
        self.claims = claims
        self.checked = checked
        self._doubts: tuple[tuple[Claim, Doubt], ...] | None = None

    @property
    def doubts(self) -> tuple[tuple[Claim, Doubt], ...]:
        """In what the values of the claims depart from their quotes."""
        if self._doubts is None:
            self._doubts = tuple(
                (claim, doubt) for claim in self.claims for doubt in self.checked.doubts(claim)
            )
        return self._doubts


def quoted(asked: Mapping[Question, Asked], checked: Checked, texts: bool) -> list[Quoted]:
    """Every question with claims that have quotes; with `texts`, only those whose text is at hand."""
    at_hand = checked.texts if texts else {}
    found = (
        (one, tuple(claim for claim in one.claims if claim.quote and (not texts or claim.source in at_hand)))
        for one in asked.values()
    )
    return [Quoted(one, claims, checked) for one, claims in found if claims]
