"""The content of a finding as format 1 had it: made of the words of its claims. What was decided and kept in
it goes on to hold as long as these words stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from discrepancy.findings.finding import Finding
from discrepancy.model.claim import Claim, Question


def said_in_words(claim: Claim, finding: Finding, question: Question, called: Mapping[str, str]) -> str:
    """What a claim says on `question`, in its words; its sources as they are `called`."""
    quote = " ".join(claim.quote.split()) if finding.rule.startswith("Q") else ""
    when = [claim.when.kind, claim.when.text] if claim.when else []
    given, source = " ".join(claim.given.split()), called.get(claim.source, claim.source)
    voices = [called.get(link.voice, link.voice) if link.source else link.voice for link in claim.voices]
    said = [
        source,
        *question[:2],
        [list(pair) for pair in question.scope],
        given,
        claim.denies,
        claim.stance,
        voices,
    ]
    return json.dumps([*said, when, claim.sense, quote], ensure_ascii=False)


def groups_by_words(finding: Finding, by_reading: bool) -> Iterable[Sequence[Claim]]:
    """The claims of a finding without camps: those that say the same together, else each alone."""
    if finding.equal_claims:
        return finding.equal_claims
    if not by_reading:
        return [(claim,) for claim in finding.claims]
    reading = {claim.id: number for number, one in enumerate(finding.readings) for claim in one.claims}
    found: dict[object, list[Claim]] = {}
    for claim in finding.claims:
        words = (claim.question, " ".join(claim.given.split()), claim.denies)
        found.setdefault(reading.get(claim.id, words), []).append(claim)
    return list(found.values())
