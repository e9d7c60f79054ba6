"""G101: dates and figures in a text that no claim covers."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.rules._shared.source_claims import claims_of_source, question_of_claim
from discrepancy.system.display import counted, one_line, percentage

MOST_SHOWN = 5
LONGEST = 120


@rule("G101", "text-not-covered", reads="dossier", kinds=("gap",))
def text_not_covered(view: View) -> Iterator[Fault]:
    """The text of a source states dates or figures that stand in no quote of a claim and are not set aside.

    Why
        What was never written down was never compared. A text read through is told from one that was only
        sampled.

    Flags
        corve:
          text: Forty houses burned at Tarn. On 6 May 1204 the bridge fell.
          - aldwater.killed: 40   # <- G101
            quote: Forty houses burned

    Accepts
        corve:
          text: Forty houses burned at Tarn.
          - aldwater.killed: 40
            quote: Forty houses burned

    Known limits
        One finding a source. What stands inside a quote counts as covered, whatever the claim makes of it;
        "discrepancy coverage" tells both apart. Offices and quotations are counted there, not here. A source
        without claims is not told of.
    """
    for key in view.checked.texts if view.checked.names_a_text else ():
        claims = claims_of_source(view, key)
        found = view.checked.coverage(key) if claims else None
        if found is None or not found.figures.open:
            continue
        share, source = found.figures, view.dossier.sources[key]
        missed = [one for one in found.open if one.stated_value is not None]
        asked = question_of_claim(view, claims[0])
        aside = f", {share.set_aside} set aside" if share.set_aside else ""
        yield Fault(
            asked,
            "gap",
            f"the text of {source.siglum} states "
            f"{counted(share.stated, 'date or figure', 'dates and figures')}: "
            f"{percentage(share.covered)} covered{aside}, {share.open} in no claim",
            why=tuple(
                f"{found.text.place(one.start)}, {one.kind}: {_around(found.text.text, one.start, one.end)}"
                for one in missed[:MOST_SHOWN]
            )
            + ((f"and {len(missed) - MOST_SHOWN} more",) if len(missed) > MOST_SHOWN else ()),
            settle="a claim with these words, or a reason why they need none (set_aside); "
            "discrepancy coverage lists all",
            claims=claims[:1],
            key=f"coverage of {key}",
        )


def _around(text: str, start: int, end: int) -> str:
    room = max(LONGEST - (end - start), 0) // 2
    before, words, after = text[max(start - room, 0) : start], text[start:end], text[end : end + room]
    return f"…{one_line(before)} [{one_line(words)}] {one_line(after)}…"
