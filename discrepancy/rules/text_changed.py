"""Q106: a text that is not the one the dossier was made from."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.rules._shared.source_claims import claims_of_source, question_of_claim


@rule("Q106", "text-changed", reads="dossier", kinds=("evidence",))
def text_changed(view: View) -> Iterator[Fault]:
    """The text at hand is not the one that the source pins by its hash.

    Why
        Quotes and lines were checked against one text. Another edition, a new download or a slip of the hand
        may say something else.

    Flags
        corve:
          text: Forty houses burned at Tarn.
          sha256: 9c1f
          - aldwater.killed: 40   # <- Q106
            quote: Forty houses burned

    Accepts
        corve:
          text: Forty houses burned at Tarn.
          sha256: c9b27c3a
          - aldwater.killed: 40
            quote: Forty houses burned

    Known limits
        A source without claims is not told of. Line ends and a byte order mark do not count.
    """
    for key, text in view.checked.texts.items() if view.checked.names_a_text else ():
        claims = claims_of_source(view, key)
        if not text.changed or not claims:
            continue
        source = view.dossier.sources[key]
        found = view.checked.status_counts(key)
        verified = found["exact"] + found["normalised"]
        asked = question_of_claim(view, claims[0])
        yield Fault(
            asked,
            "evidence",
            f"the text of {source.siglum} is not the one that was pinned: "
            f"{text.file} has sha256 {text.sha256[:12]}…, not {text.pinned[:12]}…",
            why=(
                f"of {sum(found.values())} quotes of {source.siglum}, {verified} stand in the text at hand",
            ),
            settle="the text that was used; or check the quotes again and pin the new one "
            f"(sha256: {text.sha256[:16]})",
            claims=claims[:1],
            key=f"text of {key}",
        )
