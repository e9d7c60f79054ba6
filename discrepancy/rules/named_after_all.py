"""Q107: a source said to be silent on something that its text names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.rules._shared.source_claims import claims_of_source, question_of_claim

if TYPE_CHECKING:
    from discrepancy.evidence.texts.source_text import SourceText

MOST_SHOWN = 3


@rule("Q107", "named-after-all", reads="dossier", kinds=("evidence",))
def named_after_all(view: View) -> Iterator[Fault]:
    """A source is said to be silent on something (`silent_on`), and a name of it stands in its text.

    Why
        Silence is an argument only where it was checked. One mention ends it, or shows that the thing has
        another name there.

    Flags
        corve:
          text: Forty houses burned at Tarn, and Ralph saw it.
          silent_on: [ralph]
          - aldwater.killed: 40   # <- Q107
            quote: Forty houses burned

    Accepts
        corve:
          text: Forty houses burned at Tarn.
          silent_on: [ralph]
          - aldwater.killed: 40
            quote: Forty houses burned

    Known limits
        Only registered names are looked for. A source without claims is not told of.
    """
    silent = {key: source.silent_on for key, source in view.dossier.sources.items() if source.silent_on}
    for key, entities in silent.items():
        text = view.checked.text(key)
        claims = claims_of_source(view, key)
        if isinstance(text, str) or not claims:
            continue
        asked = question_of_claim(view, claims[0])
        for entity in entities:
            if places := list(_mentions(view, text, entity)):
                source = view.dossier.sources[key]
                yield Fault(
                    asked,
                    "evidence",
                    f"{source.siglum} is said to be silent on {view.dossier.entities[entity].name}, "
                    "and its text names it",
                    why=tuple(places[:MOST_SHOWN])
                    + (
                        (f"and in {len(places) - MOST_SHOWN} more places",)
                        if len(places) > MOST_SHOWN
                        else ()
                    ),
                    settle=f"whether these words speak of {entity}; "
                    "if they do, take it off silent_on and write down what is said",
                    claims=claims[:1],
                    key=f"{key} {entity}",
                )


def _mentions(view: View, text: SourceText, entity: str) -> Iterator[str]:
    wanted = view.dossier.canonical(entity)
    for mention in view.checked.names.mentions(text.text):
        if any(view.dossier.canonical(one) == wanted for one in mention.entities):
            around = " ".join(text.text[max(mention.start - 40, 0) : mention.end + 40].split())
            yield f"{text.place(mention.start)}: “…{around}…”"
