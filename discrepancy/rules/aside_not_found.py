"""Q108: a passage set aside that the text does not have."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.rules._shared.source_claims import claims_of_source, question_of_claim


@rule("Q108", "aside-not-found", reads="dossier", kinds=("evidence",))
def aside_not_found(view: View) -> Iterator[Fault]:
    """A passage is set aside (`set_aside`) that does not stand in the text of its source, or more than once.

    Why
        A reason for passing something over holds for the words that were read. Where they do not stand,
        something else was passed over.

    Flags
        corve:
          text: Forty houses burned at Tarn, as two men saw.
          set_aside: [{quote: two women, reason: count nothing}]
          - aldwater.killed: 40   # <- Q108
            quote: Forty houses burned

    Accepts
        corve:
          text: Forty houses burned at Tarn, as two men saw.
          set_aside: [{quote: two men, reason: count nothing}]
          - aldwater.killed: 40
            quote: Forty houses burned

    Known limits
        A source without claims is not told of; "discrepancy coverage" tells of it.
    """
    asides = [key for key, source in view.dossier.sources.items() if source.set_aside]
    for key in asides:
        claims = claims_of_source(view, key)
        found = view.checked.coverage(key) if claims else None
        troubles = (
            [trouble for trouble in found.set_aside_problems if trouble.sort != "idle"] if found else []
        )
        if not troubles:
            continue
        source = view.dossier.sources[key]
        asked = question_of_claim(view, claims[0])
        yield Fault(
            asked,
            "evidence",
            f"{source.siglum} sets aside what its text does not have so: {troubles[0].message}"
            + (f"; and {len(troubles) - 1} more" if len(troubles) > 1 else ""),
            why=tuple(f"{trouble.aside.mark}: {trouble.message}" for trouble in troubles),
            settle="the words as they stand in the text, with the line where they stand",
            claims=claims[:1],
            key=f"set aside in {key}",
        )
