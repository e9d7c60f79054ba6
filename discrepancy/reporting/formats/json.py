"""JSON, `schema_version: 1`, for scripts."""

from __future__ import annotations

import json

from discrepancy.findings.run import Run
from discrepancy.reporting.json_records import check_record
from discrepancy.system.display import escaped_json


def report(run: Run) -> str:
    """One JSON object, indented, UTF-8, ending in a newline."""
    return (
        escaped_json(json.dumps(check_record(run).model_dump(mode="json"), ensure_ascii=False, indent=2))
        + "\n"
    )
