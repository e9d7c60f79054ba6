"""Decisions moved to another finding, and brought to the format of today. What a person wrote stays, to the
letter; what changes are the fields that say of which finding a review is, and by what it knows it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from discrepancy.findings.errors import FindingsError
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.content import content, is_former, renewed_content
from discrepancy.findings.reviews.former_names import former_names
from discrepancy.findings.reviews.matching import pair_reviews
from discrepancy.findings.reviews.review_text import of_another_finding, with_content, with_earlier
from discrepancy.findings.reviews.writing import (
    asked_in,
    encoded,
    locked_reviews,
    read_text,
    review_path,
    wanted_finding,
)
from discrepancy.findings.run import Run
from discrepancy.model.dossier import Dossier
from discrepancy.model.review import Review
from discrepancy.reading.page import Page
from discrepancy.system.atomic_write import FileChanged, read, write_if_unchanged
from discrepancy.system.display import counted, one_line


def move_decision(run: Run, old: str, new: str) -> str:
    """Moves what was decided of the finding `old`, which is gone, to the finding `new`, and says in words
    what was done. Where something is decided of that already, what was moved stands below it. Raises
    FindingsError; then nothing was changed but what it says.
    """
    dossier, finding = wanted_finding(run, new)
    findings = [one for one in run.findings if one.dossier == dossier.path]
    _, orphaned = pair_reviews(dossier, findings)
    review = next((one for one in orphaned if one.finding.casefold() == old.casefold()), None)
    if review is None:
        held = {one.finding.casefold(): one.finding for one in dossier.reviews}
        there = held.get(old.casefold())
        if there:
            raise FindingsError(f"{there} is found still: only a decision whose finding is gone can be moved")
        gone = ", ".join(one.finding for one in orphaned[:6])
        raise FindingsError(
            f'no decision on "{one_line(old)}" whose finding is gone'
            + (
                f"; there are {gone}"
                if gone
                else " (discrepancy list reviews --status orphaned has them all)"
            )
        )
    source = review_path(dossier, review.finding)
    target = review_path(dossier, finding.review.finding if finding.review else finding.id)
    with locked_reviews(dossier, f"{source.as_posix()} or {target.as_posix()}"):
        moved_page, before = _page(dossier, source, review)
        text = _moved(dossier, moved_page, review, finding, target)
        if text is not None:
            write_if_unchanged(target, text, read(target), within=Path(dossier.path))
        if read(source) != before:
            raise FileChanged
        source.unlink()
    return f"moved what was decided of {review.finding} to {finding.id}: {target.as_posix()}"


def renew_contents(run: Run) -> list[str]:
    """Writes the content of every review that stands in the format of today, and nothing else; gives what was
    done, a line for each dossier. Raises FindingsError.
    """
    return [_renewed(view.dossier, run) for view in run.views if view.dossier.reviews]


def _renewed(dossier: Dossier, run: Run) -> str:
    names = former_names(dossier)
    done, stale = 0, 0
    for finding in run.findings:
        review = finding.review
        if finding.dossier != dossier.path or review is None or not is_former(review.decision.content):
            continue
        if not finding.passes:
            stale += 1
            continue
        path = review_path(dossier, review.finding)
        known = renewed_content(review.decision.content, finding, names)
        with locked_reviews(dossier, path.as_posix()):
            page, before = _page(dossier, path, review)
            text = encoded(with_content(page, review, known), before)
            _as_meant(dossier, text, path, replace(review, decision=replace(review.decision, content=known)))
            write_if_unchanged(path, text, before, within=Path(dossier.path))
        done += 1
    said = f"{dossier.path}: {counted(done, 'review')} renewed"
    return f"{said}; {stale:,} stale, to be decided again" if stale else said


def _page(dossier: Dossier, path: Path, review: Review) -> tuple[Page, bytes]:
    """The page of a review, which must be as it was read, and its bytes."""
    before = read(path)
    stands, page = read_text(dossier, before, path.as_posix()) if before is not None else (None, None)
    if before is None or page is None or stands is None or replace(stands, mark=review.mark) != review:
        raise FileChanged
    return page, before


def _moved(dossier: Dossier, moved_page: Page, moved: Review, finding: Finding, target: Path) -> bytes | None:
    """What the review of `finding` holds once a decision is moved to it; None where it holds it already."""
    if finding.review is None:
        rule, asked = f"{finding.rule} {finding.name}", asked_in(finding)
        text = of_another_finding(moved_page, moved, content(finding), finding.id, rule, asked)
        data = encoded(f"# Moved from {moved.finding}.\n{text}", None)
        made = replace(moved.decision, content=content(finding))
        _as_meant(dossier, data, target, replace(moved, finding=finding.id, decision=made))
        return data
    review = finding.review
    held = [replace(one, content="") for one in (review.decision, *review.earlier)]
    if replace(moved.decision, content="") in held:
        return None  # moved before, by a writer that was stopped
    page, before = _page(dossier, target, review)
    data = encoded(with_earlier(page, review, moved_page, moved), before)
    earlier = (*review.earlier, moved.decision, *moved.earlier)
    _as_meant(dossier, data, target, replace(review, earlier=earlier))
    return data


def _as_meant(dossier: Dossier, data: bytes, path: Path, meant: Review) -> None:
    """Raises FindingsError where a review that is to be written does not say what is meant."""
    found, _ = read_text(dossier, data, path.as_posix())
    if found is None or (found.finding, found.decision, found.earlier) != (
        meant.finding,
        meant.decision,
        meant.earlier,
    ):
        raise FindingsError(
            f"{path.as_posix()}: it does not fit into the file as it is written; change it by hand"
        )
