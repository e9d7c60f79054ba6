"""The quotes of a dossier held against the texts at hand: each text read once, each quote looked up once, and only when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from discrepancy.asked import Asked
from discrepancy.evidence.bearing import Doubt, doubts
from discrepancy.evidence.names import Names
from discrepancy.evidence.quotes import STATUSES, Found, find
from discrepancy.evidence.texts import SourceText, opened
from discrepancy.model import Claim, Dossier, Question

_BEFORE = 60  # characters of the text in front of a quote in which a hedge may stand
_NOT_CHECKED = Found("not checked")


class Checked:
    """What is known of the quotes of one dossier. `where` are the folders in which texts are looked for, besides its own."""

    def __init__(self, dossier: Dossier, where: Sequence[str] = ()) -> None:
        self.dossier = dossier
        self.where = tuple(where)
        self._texts: dict[str, SourceText | str] = {}
        self._found: dict[tuple[str, str, str], Found] = {}
        self._doubts: dict[int, tuple[Doubt, ...]] = {}

    @cached_property
    def names(self) -> Names:
        """The names of the dossier's entities."""
        return Names(self.dossier.entities)

    @cached_property
    def texts(self) -> Mapping[str, SourceText]:
        """The texts at hand, by source."""
        return {key: text for key in self.dossier.sources if isinstance(text := self.text(key), SourceText)}

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
            known = self.dossier.sources.get(source)
            self._texts[source] = opened(self.dossier.path, known, self.where) if known else "no such source"
        return self._texts[source]

    def found(self, claim: Claim) -> Found:
        """What became of the quote of `claim`."""
        if not claim.quote:
            return _NOT_CHECKED
        text = self.text(claim.source)
        if isinstance(text, str):
            return _NOT_CHECKED
        key = (claim.source, claim.quote, claim.at)
        if key not in self._found:
            self._found[key] = find(claim.quote, text, claim.at)
        return self._found[key]

    def status(self, claim: Claim) -> str:
        """The status of the quote of `claim`."""
        return self.found(claim).status

    def doubts(self, claim: Claim) -> tuple[Doubt, ...]:
        """In what the value of `claim` departs from its quote."""
        if id(claim) not in self._doubts:  # the dossier keeps every claim, so an id stays that of one claim
            self._doubts[id(claim)] = tuple(doubts(claim, self.dossier, self.names_if_needed, self._before(claim)))
        return self._doubts[id(claim)]

    def names_if_needed(self) -> Names:
        """The names, made when they are first asked for."""
        return self.names

    def _before(self, claim: Claim) -> str:
        found = self.found(claim)
        text = self.text(claim.source)
        if not found.verified or isinstance(text, str):
            return ""
        return text.text[max(found.start - _BEFORE, 0) : found.start]

    def counts(self, source: str) -> Counter[str]:
        """How many quotes of a source have which status."""
        return Counter(self.status(claim) for claim in self.dossier.claims if claim.quote and claim.source == source)

    def total(self) -> dict[str, int]:
        """How many quotes of the dossier have which status, in the order of the statuses."""
        counted = Counter(self.status(claim) for claim in self.dossier.claims if claim.quote)
        return {status: counted[status] for status in STATUSES if counted[status]}


class Quoted(NamedTuple):
    """The claims on one question that have quotes, and what is known of those."""

    asked: Asked
    claims: tuple[Claim, ...]
    checked: Checked


def quoted(asked: Mapping[Question, Asked], checked: Checked, texts: bool) -> Iterator[Quoted]:
    """Every question with claims that have quotes; with `texts`, only those whose text is at hand."""
    for one in asked.values():
        claims = tuple(claim for claim in one.claims if claim.quote and (not texts or claim.source in checked.texts))
        if claims:
            yield Quoted(one, claims, checked)
