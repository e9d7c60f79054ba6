"""The page of each dossier, in Markdown."""

from __future__ import annotations

import re

from discrepancy.findings.run import Run
from discrepancy.reporting.page.dossier import dossier_page

# A page that this format wrote ends with how it was made; whatever somebody has added below is not ours.
OWN = re.compile(
    rb"# (?s:.*)\n## How this was made\n\nBy `discrepancy report`, from the claims[^\n]*\n"
    rb"(?:\n(?:- undecided: [^\n]*\n)+)?\Z"
)


def report(run: Run) -> str:
    """The pages of all dossiers, one after the other."""
    return "\n".join(dossier_page(run, view) for view in run.views)
