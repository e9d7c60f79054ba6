"""S105: a time given for an answer, on a property that takes no notice of it."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.ignored_times import ignores_time, time_text, what_to_declare
from discrepancy.rules._shared.wording import citations

MOST_TIMES = 4


@rule("S105", "time-ignored", reads="dossier", kinds=("gap",))
def time_ignored(view: View) -> Iterator[Fault]:
    """Claims say when their answer holds, and the property takes no notice of it.

    Why
        One is born once: most properties have one answer for all time, and what claims say of when it holds
        is not looked at. Figures of several days then clash. A count that runs on from a start says
        `running: true`, an answer that may change says `state: true`. One finding for each property, on
        whatever things it is asked of.

    Flags
        corve:
          - aldwater.mills: 7   # <- S105
            as_of: 10 April 1204
          - aldwater.mills: 8   # <- S105
            as_of: 11 April 1204

    Accepts
        corve:
          - aldwater.fallen: 7
            as_of: 10 April 1204
          - aldwater.fallen: 8
            as_of: 11 April 1204

    Known limits
        `within`, which says in what time something happened, and the times of framings and of words that
        someone spoke are left alone.
    """
    found: dict[str, list[tuple[QuestionClaims, Claim]]] = {}
    for asked in view.questions.values():
        for claim in asked.claims:
            if claim.when is not None and ignores_time(asked.property, claim.when):
                found.setdefault(asked.property.name, []).append((asked, claim))
    for name, told in found.items():
        asked, claims = told[0][0], tuple(claim for _, claim in told)
        times = list(dict.fromkeys(time_text(claim) for claim in claims))
        more = f" and {len(times) - MOST_TIMES} more" if len(times) > MOST_TIMES else ""
        said = "1 claim says" if len(claims) == 1 else f"{len(claims):,} claims say"
        yield Fault(
            asked,
            "gap",
            f"{name}: {said} when the answer holds ({'; '.join(times[:MOST_TIMES])}{more}), "
            f"and {name} takes no notice of it",
            why=(f"given by {citations(claims[:MOST_TIMES], view.dossier)}",),
            settle=what_to_declare(asked.property),
            claims=claims,
            key=f"time of {name}",
        )
