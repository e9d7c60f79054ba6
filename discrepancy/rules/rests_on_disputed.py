"""P107: a framing that rests on a disputed fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.finding import Finding
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import DossierFindings
from discrepancy.model.claim import Claim, Question
from discrepancy.rules._shared.perspectives import first_few, voice_name

DISPUTED = ("conflict", "tension")


@rule("P107", "rests-on-disputed", reads="findings", kinds=("perspective",))
def rests_on_disputed(found: DossierFindings) -> Iterator[Fault]:
    """A framing rests on a fact that is disputed.

    Why
        Who judges a matter by a fact judges it otherwise if the fact falls. The two findings name each other,
        so that nobody settles one without seeing the other. What a framing rests on is what its claim says in
        `rests_on`.

    Flags
        corve:
          - barons.cause:   # <- P107
              frame: treason
            quote: proditores, cum sex milia essent
            rests_on: aldwater.strength
          - aldwater.strength: 6,000 men
        hugh:
          - aldwater.strength: 9,000 men

    Accepts
        corve:
          - barons.cause:
              frame: treason
            quote: proditores, cum sex milia essent
            rests_on: aldwater.strength
          - aldwater.strength: 6,000 men
        hugh:
          - aldwater.strength: 6,000 men
    """
    framed = [
        asked for asked in found.view.perspectives.questions if any(claim.rests_on for claim in asked.claims)
    ]
    disputes = _disputes(found) if framed else {}
    for asked in framed:
        resting = {
            claim: held
            for claim in asked.claims
            if (held := [one for one in claim.rests_on if one in disputes])
        }
        if resting:
            yield _fault(asked, resting, disputes)


def _disputes(found: DossierFindings) -> dict[Question, list[Finding]]:
    """By question, the conflicts and tensions that it has a part in; a question merged with another is listed
    under both.
    """
    names: dict[Question, set[Question]] = {}
    for question, asked in found.view.questions.items():
        names[question] = {question, *(claim.question for claim in asked.claims)}
    disputes: dict[Question, list[Finding]] = {}
    for finding in found.findings:
        if finding.kind in DISPUTED:
            spoken = (
                {finding.question} if not finding.across else {claim.question for claim in finding.claims}
            )
            for question in dict.fromkeys(
                name for one in sorted(spoken) for name in sorted(names.get(one, {one}))
            ):
                disputes.setdefault(question, []).append(finding)
    return disputes


def _fault(
    asked: QuestionClaims, resting: Mapping[Claim, list[Question]], disputes: Mapping[Question, list[Finding]]
) -> Fault:
    questions = list(dict.fromkeys(question for held in resting.values() for question in held))
    told = {finding.id: finding for question in questions for finding in disputes[question]}
    dossier = asked.dossier
    return Fault(
        asked,
        "perspective",
        f"{asked.question}: rests on what is disputed: {first_few(map(str, questions), 3)}",
        why=(
            *(
                f"{value_text(claim)}: {voice_name(claim, dossier)} ({claim.siglum}, {claim.at}) "
                f"rests it on {first_few(map(str, held))}"
                for claim, held in resting.items()
            ),
            *(f"{finding.kind} ({finding.id}): {finding.message}" for finding in told.values()),
        ),
        claims=tuple(resting),
        links=tuple(told),
    )
