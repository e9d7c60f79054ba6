"""JSON, `schema_version: 1`, for scripts."""

from __future__ import annotations

import json

from discrepancy.finding import Run
from discrepancy.printable import as_json
from discrepancy.reporters._records import check_record


def report(run: Run) -> str:
    """One JSON object, indented, UTF-8, ending in a newline."""
    return as_json(json.dumps(check_record(run).model_dump(mode="json"), ensure_ascii=False, indent=2)) + "\n"
