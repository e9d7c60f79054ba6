"""What a change decides of its own findings: decisions and lines of a baseline that did not stand before, and
so let nothing new pass.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from discrepancy.findings.changes.compare_runs import finding_key, state_since
from discrepancy.findings.comparison_records import FindingKey, SilencedFinding
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.former_names import former_ids, former_names
from discrepancy.findings.reviews.matching import known_in_baseline
from discrepancy.findings.reviews.moves import proposed_moves
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.dossier import Dossier
from discrepancy.model.mark import Mark
from discrepancy.reading.dossiers import baseline_path


def under_former_baseline(run: Run, earlier: Run, homes: Mapping[str, str], apart: Collection[str]) -> Run:
    """`run` with only those findings known that were found before and stand in the baseline as it was.
    `homes` has for the path of a dossier that of the same one before; those at the paths `apart` stay as
    they are.
    """
    then = {view.dossier.path: view.dossier for view in earlier.views}
    there = {(finding.dossier, finding.id) for finding in earlier.findings}
    now = {view.dossier.path: view.dossier for view in run.views}
    found = []
    for finding in run.findings:
        home = homes.get(finding.dossier, "")
        if finding.review is None and finding.kind != "review" and finding.dossier not in apart:
            lines = then[home].baseline if home in then else None
            known = known_in_baseline(finding, lines or (), former_names(now[finding.dossier]))
            known = known and (home, finding.id) in there
            status = "open" if known or lines is None else "new"
            finding = replace(finding, known=known, status=status)
        found.append(finding)
    return replace(run, findings=tuple(found))


def own_decisions(
    run: Run, known: Collection[FindingKey], earlier: Run, homes: Mapping[str, str]
) -> Iterator[SilencedFinding]:
    """The findings that are new or worse since an earlier run and that only this change decided, or only its
    baseline has; `known` are those that its baseline has.
    """
    then = {view.dossier.path: view.dossier for view in earlier.views}
    for view in run.views:
        before = then.get(homes.get(view.dossier.path, ""))
        mine = [finding for finding in run.findings if finding.dossier == view.dossier.path]
        fresh = [finding for finding in mine if state_since(finding, run) != "known"]
        stands = _standing(view, before, mine) if any(one.review for one in fresh) else frozenset()
        for finding in fresh:
            if finding.review is not None and finding.passes and finding.id not in stands:
                made = finding.review.decision
                who = f" by {made.by}" if made.by else ""
                why = f"it passes by a decision of this same change: {made.verdict}{who}"
                yield _record(finding, why, finding.review.mark)
            elif finding_key(finding) in known and not finding.known:
                why = "only the baseline of this same change has it, and that of before counts"
                yield _record(finding, why, _baseline_mark(view.dossier))


def changed_baselines(run: Run, earlier: Run, homes: Mapping[str, str], ref: str) -> Iterator[str]:
    """A note for each baseline that is not as it was, in words."""
    then = {view.dossier.path: view.dossier for view in earlier.views}
    told = dict[str, None]()
    for view in run.views:
        before = then.get(homes.get(view.dossier.path, ""))
        if before is not None and set(view.dossier.baseline or ()) != set(before.baseline or ()):
            told[_baseline_mark(view.dossier).file] = None
    yield from (f"{file} is not as it was at {ref}: the baseline of {ref} counts" for file in told)


def _standing(view: View, before: Dossier | None, findings: list[Finding]) -> frozenset[str]:
    """The ids of the findings of which a decision stood before: under the same id, or, since the question was
    renamed or gained a scope, under another for the same claims.
    """
    if before is None:
        return frozenset()
    names = former_names(view.dossier)
    stood = {(review.finding, review.decision.content) for review in before.reviews}
    found = {
        finding.id
        for finding in findings
        if finding.review is not None
        and any(
            (id_, finding.review.decision.content) in stood
            for id_ in (finding.id, *former_ids(finding.identified, names))
        )
    }
    moves = proposed_moves(replace(view.dossier, reviews=before.reviews), findings)
    return frozenset(found | {move.finding.id for move in moves if move.shared == move.known})


def _baseline_mark(dossier: Dossier) -> Mark:
    return Mark(baseline_path(Path(os.path.realpath(dossier.path)), dossier.path)[1], 1, 1)


def _record(finding: Finding, why: str, mark: Mark) -> SilencedFinding:
    claims = (*finding.claims, *(claim for group in finding.others for claim in group))
    return SilencedFinding(
        finding.id, finding.rule, finding.name, finding.kind, finding.message, finding.dossier,
        finding.question, claims, why, mark, finding.kind,
    )  # fmt: skip
