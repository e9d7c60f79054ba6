"""Q101: a term used for a time at which it was not in use."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.comparability import TimeWindow, time_window
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.model.claim import Claim, When
from discrepancy.rules._shared.wording import citations
from discrepancy.values import intervals as region
from discrepancy.values.base import Value, read
from discrepancy.values.errors import Unreadable


@rule("Q101", "anachronism", reads="question", kinds=("evidence",))
def anachronism(question: QuestionClaims) -> Iterator[Fault]:
    """A term, or an office, is used for a time at which the dossier says it was not in use.

    Why
        An office renamed is often called by its later name; the claim may be right of the thing and wrong of
        the word. Terms say when they were in use with `used`.

    Flags
        corve:
          - ralph.office: constable   # <- Q101
            as_of: 1350

    Accepts
        corve:
          - ralph.office: constable
            as_of: 1250
    """
    if not question.dossier.vocabulary.terms:
        return
    for claim in question.standing:
        when = _when(question, claim)
        for name in _terms(claim) if when is not None and not claim.denies else ():
            used = (
                question.dossier.vocabulary.terms[name].used
                if name in question.dossier.vocabulary.terms
                else ""
            )
            days = _in_use(used)
            if when is not None and days is not None and (when.end[1] < days[0] or when.start[0] > days[1]):
                term = question.dossier.vocabulary.terms[name].name
                said = value_text(claim) + (
                    f" ({claim.when.kind.replace('_', ' ')} {claim.when.text})" if claim.when else ""
                )
                yield Fault(
                    question,
                    "evidence",
                    f"{question.question}: {term} was in use {used}, not for {said} ({claim.siglum})",
                    why=(
                        f"{said}, says {citations([claim], question.dossier)}",
                        f"{term} is declared to have been in use {used}",
                    ),
                    settle="the name of the office at that time",
                )
                return


def _terms(claim: Claim) -> list[str]:
    """The terms that a claim uses: in its scope, and as its value."""
    entry = getattr(claim.value, "entry", None)
    return [value for _, value in claim.question.scope] + ([entry.id] if entry is not None else [])


def _when(question: QuestionClaims, claim: Claim) -> TimeWindow | None:
    """The time that a claim speaks of: its own, or that of the date or period it states."""
    if claim.when is not None:
        return time_window(claim.when, question.event_dates)
    if question.property.type in ("date", "span"):
        return time_window(When("throughout", claim.given, value=claim.value), question.event_dates)
    return None


def _in_use(used: str) -> region.Interval | None:
    for name in ("span", "date") if used else ():
        try:
            value: Value = read(name, used)
        except Unreadable:
            continue
        days = value.charitable
        return (days.start[0][0], days.end[-1][1]) if name == "span" else (days[0][0], days[-1][1])
    return None
