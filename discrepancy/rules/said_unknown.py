"""D105: said to be unknown, yet answered elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import citations, distinct_values
from discrepancy.values.base import Unknown

MOST_ALONE = 5  # questions that a source leaves unanswered and that are told one by one
MOST_SHOWN = 6


class UnansweredQuestion(NamedTuple):
    """A question to which some say that nobody knows and others answer."""

    asked: QuestionClaims
    unknown: tuple[Claim, ...]
    known: tuple[Claim, ...]


@rule("D105", "said-unknown", reads="dossier", kinds=("gap",))
def said_unknown(view: View) -> Iterator[Fault]:
    """One source says that nobody knows; another answers.

    Why
        Nothing is contradicted, but the answer may be later knowledge, or a guess. A source that says so of
        more than five questions that others answer, as a table does whose empty cells were filled with
        `unknown`, is told once, with their number.

    Flags
        corve:
          - ralph.born: unknown   # <- D105
        hugh:
          - ralph.born: 1150

    Accepts
        corve:
          - ralph.born: unknown
    """
    found = [one for asked in view.questions.values() if (one := _unanswered(asked))]
    by_source: dict[str, list[UnansweredQuestion]] = {}
    for one in found:
        for source in dict.fromkeys(claim.source for claim in one.unknown):
            by_source.setdefault(source, []).append(one)
    often = {source: those for source, those in by_source.items() if len(those) > MOST_ALONE}
    for one in found:
        if any(claim.source not in often for claim in one.unknown):
            yield _of_question(one, view.dossier)
    for source, those in often.items():
        yield _of_source(source, those, view.dossier)


def _unanswered(asked: QuestionClaims) -> UnansweredQuestion | None:
    unknown = tuple(
        claim
        for claim in asked.claims
        if isinstance(claim.value, Unknown) and claim.counts and not claim.denies
    )
    known = tuple(claim for claim in asked.standing if not claim.denies) if unknown else ()
    return UnansweredQuestion(asked, unknown, known) if known else None


def _of_question(one: UnansweredQuestion, dossier: Dossier) -> Fault:
    asked, unknown, known = one
    return Fault(
        asked,
        "gap",
        f"{asked.question}: said to be unknown ({unknown[0].siglum}), "
        f"yet {distinct_values(known)} ({known[0].siglum})",
        why=(
            f"unknown, says {citations(unknown, dossier)}",
            f"{distinct_values(known)}, says {citations(known, dossier)}",
        ),
        settle="where the answer comes from",
    )


def _of_source(source: str, those: Sequence[UnansweredQuestion], dossier: Dossier) -> Fault:
    """One finding on all that a source leaves unanswered and others answer."""
    siglum = dossier.sources[source].siglum
    claims = tuple(claim for one in those for claim in one.unknown if claim.source == source)
    shown = tuple(
        f"{one.asked.question}: {distinct_values(one.known)}, says {citations(one.known, dossier)}"
        for one in those[:MOST_SHOWN]
    )
    more = len(those) - MOST_SHOWN
    return Fault(
        those[0].asked,
        "gap",
        f"{siglum} says of {len(those)} questions that nobody knows, and others answer them",
        why=(*shown, *((f"and {more:,} more",) if more > 0 else ())),
        settle=f"whether {siglum} says that nobody knows, or only says nothing: then leave these claims out",
        claims=claims,
        key=source,
    )
