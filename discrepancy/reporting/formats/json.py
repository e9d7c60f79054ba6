"""JSON, `schema_version: 1`, for scripts."""

from __future__ import annotations

import re

from discrepancy.findings.run import Run
from discrepancy.reporting.json_records import check_record
from discrepancy.system.display import json_text

# How a file begins that this format wrote, whoever has indented it anew.
OWN = re.compile(
    rb'\{\s*"schema_version": ?\d+,\s*"run": ?\{\s*"claims": ?\d+,\s*"sources": ?\d+,\s*'
    rb'"questions": ?\d+,\s*"comparisons": ?\d+,\s*"rules": ?\['
)


def report(run: Run) -> str:
    """One JSON object, indented, UTF-8, ending in a newline."""
    return json_text(check_record(run).model_dump(mode="json"))
