"""D104: figures on one question in units that cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule


@rule("D104", "different-unit", reads="question", kinds=("gap",))
def different_unit(question: QuestionClaims) -> Iterator[Fault]:
    """Figures on one question stand in units between which no conversion is known, so they were not compared.

    Why
        Silence would look like agreement. If the units count one thing, write one of them; if not, ask two
        questions.

    Flags
        corve:
          - aldwater.area: 40 villages
        hugh:
          - aldwater.area: 12,000 hectares   # <- D104

    Accepts
        corve:
          - aldwater.area: 11,000 hectares
        hugh:
          - aldwater.area: 12,000 hectares
    """
    if question.property.type != "quantity":
        return
    firsts = {getattr(claim.value, "unit", None): claim for claim in reversed(question.standing)}
    heads = sorted(firsts.values(), key=question.standing.index)
    for i, later in enumerate(heads[:20]):
        for earlier in heads[:i]:
            clash = question.clash(earlier, later)
            if clash.relation.relation == "different-unit":
                stated = f"{earlier.given} ({earlier.siglum}) and {later.given} ({later.siglum})"
                message = f"{question.question}: {stated} stand in different units"
                yield Fault(
                    question,
                    "gap",
                    message,
                    why=clash.relation.why,
                    settle="what the sources count: if it is the same, write one unit, or the figures alone",
                )
                return
