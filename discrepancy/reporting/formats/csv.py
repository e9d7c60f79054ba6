"""Findings as a table for a spreadsheet: one row a finding, no cell of which a spreadsheet would run as a
formula.
"""

from __future__ import annotations

import csv
import io
import re

from discrepancy.findings.comparison_records import SilencedFinding
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.reporting.places import ChangedFiles, line_number, relative_path, siglum_and_place
from discrepancy.reporting.review_status import decision_field
from discrepancy.reporting.silenced import silenced_findings, why_silenced
from discrepancy.system.display import harmless, one_line

COLUMNS = (
    "dossier", "id", "rule", "name", "kind", "level", "status",
    "question", "law", "message", "readings", "sources", "quotes", "file", "line", "column",
    "why", "hints", "settle", "verdict", "because", "by", "on",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MOST_CELL = 32_000  # characters; spreadsheets cut off above 32,767
OWN = re.compile(re.escape(",".join(COLUMNS)).encode() + rb"\n")  # the header of a file that this wrote


def report(run: Run) -> str:
    """The table, with a header, UTF-8 and `\\n`."""
    changed = ChangedFiles(run)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(text) for text in _row(finding, changed)] for finding in run.findings)
    writer.writerows([_cell(text) for text in _silenced_row(one, run)] for one in silenced_findings(run))
    return out.getvalue()


def _row(finding: Finding, changed: ChangedFiles) -> list[str]:
    mark = changed.mark(finding)
    readings = "; ".join(f"{reading.value} ({', '.join(reading.sigla)})" for reading in finding.readings)
    quotes = " | ".join(
        f"{siglum_and_place(claim)}: “{one_line(claim.quote)}”" for claim in finding.claims if claim.quote
    )
    sigla = ", ".join(dict.fromkeys(claim.siglum for claim in finding.claims))
    where = [relative_path(mark.file), str(line_number(mark)), str(mark.column)]
    content = [str(finding.question), finding.law or "", finding.message, readings, sigla, quotes]
    reason = ["; ".join(finding.why), "; ".join(finding.hints), finding.settle]
    review = [decision_field(finding, field) for field in ("verdict", "because", "by", "on")]
    return [
        finding.dossier,
        finding.id,
        finding.rule,
        finding.name,
        finding.kind,
        finding.level,
        finding.status,
        *content,
        *where,
        *reason,
        *review,
    ]


def _silenced_row(one: SilencedFinding, run: Run) -> list[str]:
    assert run.since is not None
    found = dict.fromkeys(COLUMNS, "")
    found.update(
        dossier=one.dossier,
        id=one.id,
        rule=one.rule,
        name=one.name,
        kind=one.kind,
        level=one.level,
        status="silenced",
        question=str(one.question),
        message=one.message,
        sources=", ".join(dict.fromkeys(claim.siglum for claim in one.claims)),
        file=relative_path(one.mark.file),
        line=str(line_number(one.mark)),
        column=str(one.mark.column),
        why=why_silenced(one, run.since),
    )
    return list(found.values())


def _cell(text: str) -> str:
    """Text in a line; an apostrophe before what would begin a formula."""
    found = harmless(one_line(text))
    found = found if len(found) <= MOST_CELL else found[: MOST_CELL - 1] + "…"
    return f"'{found}" if found.startswith(_FORMULA) else found
