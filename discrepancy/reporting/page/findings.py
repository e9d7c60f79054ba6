"""Parts of a finding in Markdown, alike on the page and in the summary: title, message, claims side by side,
the decision, the steps of the proof.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from discrepancy.comparison.readings import cited_voices
from discrepancy.findings.finding import Finding
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.reporting.page.escape import escaped, quoted, table
from discrepancy.reporting.page.names import holding_time, question_name, scope_name, value_name
from discrepancy.system.display import one_line


def finding_title(dossier: Dossier, finding: Finding) -> str:
    """The question of a finding as a heading; all its questions, if it goes over several."""
    if not finding.across:
        return question_name(dossier, finding.question)
    return " · ".join(dict.fromkeys(question_name(dossier, claim.question) for claim in finding.claims))


def finding_message(dossier: Dossier, finding: Finding) -> str:
    """The message of a finding without the question, which stands beside it. For the laws L101 and L102 the
    values come first.
    """
    if finding.rule not in ("L101", "L102"):
        return finding.message.removeprefix(f"{finding.question}: ")
    values = dict.fromkeys(f"{value_name(dossier, claim)} ({claim.siglum})" for claim in finding.claims)
    return f"{'; '.join(values)}: {finding.message.partition(':')[0]}"


def kind_and_status(finding: Finding) -> str:
    """The kind of a finding and, in brackets, its verdict or where it is known from: `conflict (scope)`."""
    if finding.review is None:
        said = "in the baseline" if finding.known else "new" if finding.status == "new" else ""
    else:
        said = (
            f"stale: {finding.review.decision.verdict}"
            if finding.status == "stale"
            else finding.review.decision.verdict
        )
    return f"{finding.kind} ({said})" if said else finding.kind


def decision(finding: Finding) -> Iterator[str]:
    """The decision on a finding, its reason and author, and whether it still stands; nothing without one."""
    if finding.review is None:
        return
    made = finding.review.decision
    prefers = f", prefers {escaped(', '.join(made.prefers))}" if made.prefers else ""
    by = ", ".join(escaped(part) for part in (made.by, made.on) if part)
    then = {
        "grown": " Since then a claim has joined a known camp.",
        "stale": f" The camps have changed since then, so it is open again. Seen was: {escaped(made.saw)}",
    }.get(finding.status, "")
    because = f": {escaped(made.because).rstrip('.')}" if made.because else ""
    yield f"> **Decided: {made.verdict}**{prefers}{f' ({by})' if by else ''}{because}.{then}"


def who(dossier: Dossier, claim: Claim) -> str:
    """The siglum of a claim, and whom the source cites: `**E**, denying Guenter Lewy`."""
    if not claim.voices:
        return f"**{escaped(claim.siglum)}**"
    verb = {"doubts": "doubting", "denies": "denying"}.get(claim.stance, "after")
    return f"**{escaped(claim.siglum)}**, {verb} {cited_voices(claim, dossier, show=escaped)}"


def claims_table(
    dossier: Dossier,
    claims: Sequence[Claim],
    question: Question | None = None,
    elsewhere: Container[str] = (),
) -> str:
    """Claims as rows: value, who, the words, the place. Without a `question` that they share, each row names
    its own, as does one whose id is in `elsewhere`.
    """
    rows = []
    for claim in claims:
        shared = question is not None and claim.id not in elsewhere
        said = (
            escaped(value_name(dossier, claim))
            if shared
            else f"{escaped(question_name(dossier, claim.question))}: {escaped(value_name(dossier, claim))}"
        )
        if question is not None and shared and claim.question.scope != question.scope:
            said += f" ({escaped(_scope(dossier, claim.question))})"
        if claim.when:
            said += f" ({escaped(holding_time(dossier, claim))})"
        if claim.stance in ("expects", "doubts"):
            said += f" ({claim.stance[:-1] + 'ed' if claim.stance == 'doubts' else 'expected'})"
        rows.append(
            [said, who(dossier, claim), quoted(claim.quote) if claim.quote else "", escaped(claim.at)]
        )
    return table(rows, ["Reading", "Who", "Words", "Where"])


def _scope(dossier: Dossier, question: Question) -> str:
    return (
        "; ".join(f"{dimension}: {scope_name(dossier, value)}" for dimension, value in question.scope)
        or "scope not stated"
    )


_FIELD = re.compile(r"\\`((?:\w|\\_)+)\\`")


def proof_step(view: View, finding: Finding, step: str) -> str:
    """A step of the reasons of a finding. In a finding over several questions those and the laws are code."""
    if not finding.across:
        return escaped(step)
    laws = [f"`{one_line(law.text)}`" for law in view.laws if law.name in (finding.law or "").split(", ")]
    asked = sorted({str(claim.question) for claim in finding.claims}, key=len, reverse=True)
    code = {escaped(one): one.strip("`") for one in (*laws, *asked) if "`" not in one.strip("`")}
    # No question within a longer name, nor one whose scope goes on.
    found = "|".join(rf"(?<![\w.-]){re.escape(one)}(?![\w\\-]|\.\w)" for one in code)
    return re.sub(found, lambda match: f"`{code[match.group()]}`", escaped(step)) if code else escaped(step)


def settling_advice(finding: Finding) -> str:
    """What would settle a finding, as a sentence; names of fields in it are code."""
    said = _FIELD.sub(lambda match: "`" + match[1].replace("\\", "") + "`", escaped(finding.settle))
    return f"What would settle it: {said}."
