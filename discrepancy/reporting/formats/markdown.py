"""The page of each dossier, in Markdown."""

from __future__ import annotations

from discrepancy.findings.run import Run
from discrepancy.reporting.page.dossier import dossier_page


def report(run: Run) -> str:
    """The pages of all dossiers, one after the other."""
    return "\n".join(dossier_page(run, view) for view in run.views)
