"""P105: a source silent on what others frame."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.perspectives import silent_sources, vouched_framings
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.rules._shared.perspectives import first_few, voice_name


@rule("P105", "silent-where-others-speak", reads="question", kinds=("perspective",))
def silent_where_others_speak(question: QuestionClaims) -> Iterator[Fault]:
    """A source does not speak of what others frame.

    Why
        What a text passes over is part of where it stands. Only a silence that was checked counts, as
        `silent_on` of the source says it: a source that has not been read for a matter is not silent on it.

    Flags
        corve:
          - barons.cause:   # <- P105
              frame: treason
            quote: proditores
        tarn:
          silent_on: [barons]

    Accepts
        corve:
          - barons.cause:
              frame: treason
            quote: proditores
        tarn:
          - ralph.born: 1150

    Known limits
        `silent_on` names entities, so a source that names a thing and says nothing of its causes is not told
        of.
    """
    claims = vouched_framings(question)
    if claims and (found := silent_sources(question)):
        dossier = question.dossier
        entity = dossier.entities.get(question.question.about)
        name = entity.name if entity else question.question.about
        voices = dict.fromkeys(voice_name(claim, dossier) for claim in claims)
        yield Fault(
            question,
            "perspective",
            f"{question.question}: {', '.join(source.siglum for source in found)} silent, "
            f"where {first_few(voices)} {'speaks' if len(voices) == 1 else 'speak'}",
            why=tuple(
                f"{source.siglum} does not speak of {name}, as was checked ({source.title})"
                for source in found
            ),
            claims=claims,
        )
