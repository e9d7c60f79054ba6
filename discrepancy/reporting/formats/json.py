"""JSON, `schema_version: 1`, for scripts."""

from __future__ import annotations

from discrepancy.findings.run import Run
from discrepancy.reporting.json_records import check_record
from discrepancy.system.display import json_text


def report(run: Run) -> str:
    """One JSON object, indented, UTF-8, ending in a newline."""
    return json_text(check_record(run).model_dump(mode="json"))
