"""Reviews matched to findings: what was decided of which, and whether it still stands. Nothing is read or
written here.

A review holds the `content` of its finding as it was seen: a hash of each claim, in camps. So the camps of
today can be told from those of then: the same (reviewed), with a claim more in a known camp (grown), or
others (stale).
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from discrepancy.comparison.readings import Reading
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.content import content, is_former, review_standing
from discrepancy.findings.reviews.former_names import (
    FormerNames,
    former_ids,
    former_names,
    has_former_ids,
)
from discrepancy.model.dossier import Dossier
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.model.review import BaselineEntry, Decision, Review
from discrepancy.reading.dossiers import baseline_path
from discrepancy.system.display import counted, one_line
from discrepancy.values.did_you_mean import did_you_mean

STATUSES = ("new", "open", "stale", "grown", "reviewed", "orphaned")
LONGEST = 300  # characters of the line that says what was seen
_SIGLA = re.compile(r"\(([^()]+)\)(?= \||\Z)")  # who has a reading, in the line that says what was seen


def with_reviews(dossier: Dossier, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a dossier, each with its review and status."""
    if not dossier.reviews and dossier.baseline is None:
        return list(findings)
    names = former_names(dossier)
    reviews, _ = pair_reviews(dossier, findings)
    known = {one.finding: one.content for one in dossier.baseline or ()}
    return [
        _judged(
            finding, reviews.get(finding.id), known if dossier.baseline is not None else None, names, dossier
        )
        for finding in findings
    ]


def _judged(
    finding: Finding,
    review: Review | None,
    known: Mapping[str, str] | None,
    names: FormerNames,
    dossier: Dossier,
) -> Finding:
    if review is not None:
        decided = review.decision
        status = review_standing(decided.content, finding, names) if decided.content else "reviewed"
        hint = rename_hint(finding, decided, dossier) if status == "stale" else ""
        return replace(
            finding, review=review, status=status, hints=(*finding.hints, *([hint] if hint else []))
        )
    if known is None or finding.kind == "review":
        return finding
    return (
        replace(finding, known=True) if _is_known(finding, known, names) else replace(finding, status="new")
    )


def _is_known(finding: Finding, known: Mapping[str, str], names: FormerNames) -> bool:
    then = next((known[id_] for id_ in former_ids(finding.identified, names) if id_ in known), "")
    return bool(then) and review_standing(then, finding, names) != "stale"


def known_in_baseline(finding: Finding, lines: Iterable[BaselineEntry], names: FormerNames) -> bool:
    """Whether the lines of a baseline have a finding, as it is."""
    return _is_known(finding, {one.finding: one.content for one in lines}, names)


def pair_reviews(
    dossier: Dossier, findings: Iterable[Finding]
) -> tuple[dict[str, Review], tuple[Review, ...]]:
    """By the id of each finding its review, and the reviews that have none. A review under former names is
    found too.
    """
    left = {review.finding: review for review in dossier.reviews}
    found: dict[str, Review] = {}
    alone = []
    for finding in findings:
        if finding.id in left:
            found[finding.id] = left.pop(finding.id)
        elif finding.id not in found:
            alone.append(finding)
    names = former_names(dossier)
    for finding in alone if left and has_former_ids(names) else ():
        if before := next((id_ for id_ in former_ids(finding.identified, names) if id_ in left), ""):
            found[finding.id] = left.pop(before)
    return found, tuple(left.values())


def review_problems(dossier: Dossier, findings: Iterable[Finding], rules: Sequence[str]) -> Iterator[Problem]:
    """What only shows beside the findings: a rule that there is not, and a review that does not say what was
    seen.
    """
    for review in dossier.reviews:
        for word in review.rule.split():
            if word not in rules:
                yield problem(
                    "E062",
                    review.mark,
                    "no such rule",
                    word,
                    did_you_mean(word, rules) or "discrepancy list rules has them all",
                )
    former = []
    for finding in findings:
        if finding.dossier != dossier.path or finding.review is None:
            continue
        if not finding.review.decision.content:
            said = f"{finding.review.finding}: no content, so no change could be told"
            yield replace(
                problem("E063", finding.review.mark, said, expect=f"add content: {content(finding)}"),
                warning=True,
            )
        elif is_former(finding.review.decision.content) and finding.passes:
            former.append(finding.review)
    if former:
        said = f"{counted(len(former), 'review')} of a former format, which a change of words opens again"
        remedy = f"discrepancy decide --renew {shlex.quote(dossier.path)} brings them to that of today"
        yield replace(problem("E065", former[0].mark, said, expect=remedy), warning=True)
    lines = sum(is_former(one.content) for one in dossier.baseline or ())
    if lines:
        said = f"{counted(lines, 'line')} of a former format, which a change of words makes new"
        remedy = f"discrepancy baseline renew {shlex.quote(dossier.path)} brings them to that of today"
        place = Mark(baseline_path(Path(os.path.realpath(dossier.path)), dossier.path)[1], 1, 1)
        yield replace(problem("E065", place, said, expect=remedy), warning=True)


def readings_line(finding: Finding) -> str:
    """What a finding says, on one line: the readings and who has them."""
    readings: Sequence[Reading] = () if finding.across else finding.readings
    said = " | ".join(f"{one.value} ({', '.join(one.sigla)})" for one in readings) or finding.message
    said = one_line(said)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def rename_hint(finding: Finding, then: Decision, dossier: Dossier) -> str:
    """In words, for a decision that stands no more: that a source may only be called otherwise now, if it
    looks so; else nothing.
    """
    remedy = "a source that was renamed says was: and its former id; then what was decided stands"
    seen = (
        [siglum for found in _SIGLA.findall(then.saw) for siglum in found.split(", ")]
        if not finding.across
        else []
    )
    sources = dossier.sources
    sigla = {source.siglum for source in sources.values()}
    gone = [siglum for siglum in dict.fromkeys(seen) if siglum not in sigla]
    new = [
        claim
        for claim in finding.claims
        if claim.siglum not in seen and not (claim.source in sources and sources[claim.source].was)
    ]
    came = list(dict.fromkeys(claim.siglum for claim in new))
    if gone and came:
        now = f"is it {came[0]} now?" if len(gone) == len(came) == 1 else f"renamed? {', '.join(came)} came"
        are = "is" if len(gone) == 1 else "are"
        return (
            f"{' and '.join(gone)}, of which the review speaks, {are} not among the sources now; "
            f"{now} ({remedy})"
        )
    if then.saw == readings_line(finding) and not any(source.was for source in dossier.sources.values()):
        return f"what is seen is what was seen, word for word: perhaps the id of a source changed ({remedy})"
    return ""
