"""How well drafts do, measured on the first dossier: `python -m tests.tools.measure_drafts` with the texts in DISCREPANCY_TEXTS.

A draft matches a claim of the same source if their quotes share a word of the text and their values agree (`evidence/statements/value_agreement.py`): the
relation is identical, agrees or refines, the figures are the same, or a date is one end of the period. Subject and property do not count.
Recall is the share of claims of type date, span, quantity, duration or age that some draft matches; precision the share of drafts that
match some such claim. A voice is heard where a matched claim with voices has a draft that is attributed to one of them; misheard
where a draft has a voice, and no claim that it matches has that.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from discrepancy.evidence.drafting.drafts import Draft, Drafter
from discrepancy.evidence.quote_checks import QuoteChecks
from discrepancy.evidence.statements.value_agreement import TYPES, agrees_with_statement
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.reading import dossiers as reader
from discrepancy.values.base import Basis

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "discrepancy/commands/help/figures.yaml"
HEAD = """\
# What README.md and the help pages state of drafts, measured on claims/le-duan with its texts (shares in percent).
# Written by: python -m tests.tools.measure_drafts --write. Tests hold README.md and the pages to it, and it to the program.
"""
TEXTS = Path(os.environ.get("DISCREPANCY_TEXTS", ROOT.parent / "shared" / "seeds"))


class Measured(NamedTuple):
    """What was measured of one source; `missed` are the claims without a draft, `idle` the drafts without a claim."""

    source: str
    claims: int
    drafts: int
    missed: tuple[Claim, ...]
    idle: tuple[Draft, ...]
    stated: int  # claims whose value is not `inferred`
    unstated: int  # missed ones of those
    guessed: int  # matched drafts whose subject and property are guessed
    right: int  # and are those of a claim that they match
    spoken: int  # matched claims that a voice makes
    heard: int  # and that have a draft with that voice
    misheard: tuple[Draft, ...]  # matched drafts with a voice, all of whose claims have another or none
    seconds: float


def measured(dossier: Dossier, texts: Path = TEXTS) -> list[Measured]:
    """Each source whose text is at hand."""
    checked = QuoteChecks(dossier, [str(texts)])
    return [_measured(dossier, checked, source) for source in checked.texts]


def _measured(dossier: Dossier, checked: QuoteChecks, source: str) -> Measured:
    kinds = {name: prop.type for name, prop in dossier.vocabulary.properties.items()}
    claims = [one for one in dossier.claims if one.source == source and kinds[one.question.property] in TYPES]
    begun = time.perf_counter()
    drafts = list(Drafter(checked.texts[source], dossier, source).drafts())
    seconds = time.perf_counter() - begun
    matches = [
        (claim, draft)
        for claim in claims
        for draft in drafts
        if _matches(claim, draft, kinds[claim.question.property], checked)
    ]
    matched = {id(draft) for _, draft in matches}
    guessed = [
        draft for draft in drafts if id(draft) in matched and "OPEN" not in (draft.about, draft.property)
    ]
    right = {id(draft) for claim, draft in matches if (draft.about, draft.property) == claim.question[:2]}
    spoken = {id(claim): claim for claim, _ in matches if claim.voices}
    heard = {id(claim) for claim, draft in matches if _same_voice(claim, draft)}
    true = {id(draft) for claim, draft in matches if _same_voice(claim, draft)}
    return Measured(
        source,
        len(claims),
        len(drafts),
        tuple(claim for claim in claims if not any(one is claim for one, _ in matches)),
        tuple(draft for draft in drafts if id(draft) not in matched),
        sum(not claim.inferred for claim in claims),
        sum(not claim.inferred and not any(one is claim for one, _ in matches) for claim in claims),
        len(guessed),
        len(right),
        len(spoken),
        len(heard),
        tuple(draft for draft in drafts if draft.voice and id(draft) in matched - true),
        seconds,
    )


def _matches(claim: Claim, draft: Draft, kind: str, checked: QuoteChecks) -> bool:
    overlap = any(start < draft.stop and draft.begin < end for start, end in checked.match(claim).parts)
    basis = checked.dossier.bases.get(claim.source, Basis())
    return overlap and agrees_with_statement(kind, claim.given, claim.value, draft.kind, draft.value, basis)


def _same_voice(claim: Claim, draft: Draft) -> bool:
    return draft.voice is not None and draft.voice.id in {link.voice for link in claim.voices}


def recall(found: Sequence[Measured]) -> float:
    """The share of claims that some draft matches."""
    return 1 - sum(len(one.missed) for one in found) / sum(one.claims for one in found)


def recall_in_words(found: Sequence[Measured]) -> float:
    """The same of the claims whose value the words state, and which the encoder did not infer."""
    return 1 - sum(one.unstated for one in found) / sum(one.stated for one in found)


def precision(found: Sequence[Measured]) -> float:
    """The share of drafts that match some claim."""
    return 1 - sum(len(one.idle) for one in found) / sum(one.drafts for one in found)


def attribution(found: Sequence[Measured]) -> tuple[float, float]:
    """Of the matched claims that a voice makes, the share with a draft that has it; of the matched drafts with a voice, the share that have it right."""
    heard, spoken = sum(one.heard for one in found), sum(one.spoken for one in found)
    misheard = sum(len(one.misheard) for one in found)
    return heard / spoken, heard / (heard + misheard)


def figures(found: Sequence[Measured]) -> dict[str, int]:
    """The figures that README and help pages state: shares in whole percent, and counts."""
    guesses, right = (sum(getattr(one, name) for one in found) for name in ("guessed", "right"))
    return {
        "recall": round(recall(found) * 100),
        "recall_in_words": round(recall_in_words(found) * 100),
        "precision": round(precision(found) * 100),
        "voices": sum(one.spoken for one in found),
        "voices_heard": sum(one.heard for one in found),
        "voices_misheard": sum(len(one.misheard) for one in found),
        "guesses": guesses,
        "guesses_wrong": guesses - right,
    }


def main() -> None:
    """Prints what was measured, and with `--list` what was missed and what matched nothing; with `--write` the figures are written."""
    (dossier,) = reader.read_dossiers([str(ROOT / "claims" / "le-duan")])
    found = measured(dossier)
    for one in found:
        print(f"{one.source}: {one.claims} claims, {one.claims - len(one.missed)} drafted; {one.drafts} drafts, {len(one.idle)} match none; "
              f"{one.right} of {one.guessed} guesses right; {one.seconds:.2f} s")  # fmt: skip
        print(f"  voices: {one.heard} of {one.spoken} heard, {len(one.misheard)} misheard")
        for claim in one.missed if "--list" in sys.argv else ():
            print(f"  missed {claim.question}: {claim.given} “{claim.quote}” {claim.inferred[:50]}")
        for draft in one.idle if "--list" in sys.argv else ():
            print(f"  idle {draft.kind} {draft.value} {draft.at} “{draft.quote}”")
        for draft in one.misheard if "--list" in sys.argv else ():
            print(f"  misheard {draft.voice} {draft.value} {draft.at} “{draft.quote}”")
    if "--write" in sys.argv:
        lines = (f"  {name}: {count}\n" for name, count in figures(found).items())
        FIGURES.write_text(HEAD + "drafts:\n" + "".join(lines), "utf-8")
    print(
        f"recall {recall(found):.1%} ({recall_in_words(found):.1%} of what the words state), precision {precision(found):.1%}"
    )
    heard, true = attribution(found)
    print(
        f"voices: {heard:.1%} of those that a source cites are heard, {true:.1%} of those drafted are right"
    )


if __name__ == "__main__":
    main()
