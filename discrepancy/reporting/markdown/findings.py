"""Findings and claims in Markdown, alike on the page and in the summary: titles, what is said, the claims
side by side, what was decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.readings import cited_voices
from discrepancy.findings.finding import Finding
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.reporting.markdown.escape import quote, table, text
from discrepancy.reporting.markdown.names import name_of, scope_name, value_of, when


def title(dossier: Dossier, finding: Finding) -> str:
    """What a finding is on: its question, or all its questions."""
    if not finding.across:
        return name_of(dossier, finding.question)
    return " · ".join(dict.fromkeys(name_of(dossier, claim.question) for claim in finding.claims))


def message(dossier: Dossier, finding: Finding) -> str:
    """What a finding says, without the question that stands beside it."""
    if finding.rule not in ("L101", "L102"):
        return finding.message.removeprefix(f"{finding.question}: ")
    values = dict.fromkeys(f"{value_of(dossier, claim)} ({claim.siglum})" for claim in finding.claims)
    return f"{'; '.join(values)}: {finding.message.partition(':')[0]}"


def kind_of(finding: Finding) -> str:
    """The kind of a finding, and how it stands where someone has looked at it or a baseline tells it."""
    if finding.review is None:
        said = "in the baseline" if finding.known else "new" if finding.status == "new" else ""
    else:
        said = (
            f"stale: {finding.review.decision.verdict}"
            if finding.status == "stale"
            else finding.review.decision.verdict
        )
    return f"{finding.kind} ({said})" if said else finding.kind


def verdict(finding: Finding) -> Iterator[str]:
    """What was decided of a finding, why and by whom, and whether it still stands; nothing where nothing was."""
    if finding.review is None:
        return
    made = finding.review.decision
    prefers = f", prefers {text(', '.join(made.prefers))}" if made.prefers else ""
    by = ", ".join(text(part) for part in (made.by, made.on) if part)
    then = {
        "grown": " Since then a claim has joined a known camp.",
        "stale": f" The camps have changed since then, so it is open again. Seen was: {text(made.saw)}",
    }.get(finding.status, "")
    because = f": {text(made.because).rstrip('.')}" if made.because else ""
    yield f"> **Decided: {made.verdict}**{prefers}{f' ({by})' if by else ''}{because}.{then}"


def who(dossier: Dossier, claim: Claim) -> str:
    """The siglum, and whom the source cites."""
    if not claim.voices:
        return f"**{text(claim.siglum)}**"
    verb = {"doubts": "doubting", "denies": "denying"}.get(claim.stance, "after")
    return f"**{text(claim.siglum)}**, {verb} {cited_voices(claim, dossier, show=text)}"


def claims_table(dossier: Dossier, claims: Sequence[Claim], question: Question | None = None) -> str:
    """Claims side by side: value, who, the words, the place; each with its question where `question` is not
    the one of all.
    """
    rows = []
    for claim in claims:
        said = (
            text(value_of(dossier, claim))
            if question is not None
            else f"{text(name_of(dossier, claim.question))}: {text(value_of(dossier, claim))}"
        )
        if question is not None and claim.question.scope != question.scope:
            said += f" ({text(_of(dossier, claim.question))})"
        if claim.when:
            said += f" ({text(when(dossier, claim))})"
        if claim.stance in ("expects", "doubts"):
            said += f" ({claim.stance[:-1] + 'ed' if claim.stance == 'doubts' else 'expected'})"
        rows.append([said, who(dossier, claim), quote(claim.quote) if claim.quote else "", text(claim.at)])
    return table(rows, ["Reading", "Who", "Words", "Where"])


def _of(dossier: Dossier, question: Question) -> str:
    return (
        "; ".join(f"{dimension}: {scope_name(dossier, value)}" for dimension, value in question.scope)
        or "scope not stated"
    )
