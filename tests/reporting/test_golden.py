"""The outputs of the demo dossier, kept as files: a change of an output is a change someone sees. `GOLDEN=write` writes them anew."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from discrepancy.findings.run import Run
from discrepancy.reporting.base import report_function
from discrepancy.reporting.formats import summary
from tests.support.gates import MACHINE, ROOT, came, demo

GOLDEN = ROOT / "tests/golden"
KEPT = ("csv", "github", "gitlab", "junit", "sarif", "summary")


def report(name: str, run: Run) -> str:
    """The output of a format, without what any new rule would change."""
    text = summary.report(came(run, "letter")) if name == "summary" else report_function(name)(run)
    if name == "sarif":
        log = json.loads(text)
        driver = log["runs"][0]["tool"]["driver"]
        driver["version"] = "0"
        driver["rules"] = [rule for rule in driver["rules"] if rule["id"] == "D101"]
        log["runs"][0]["invocations"][0]["toolExecutionNotifications"] = []
        for result in log["runs"][0]["results"]:
            result["ruleIndex"] = 0
        return json.dumps(log, ensure_ascii=False, indent=1) + "\n"
    if name == "junit":
        text = re.sub(r' +<testsuite name="rules".*?</testsuite>\n', "", text, flags=re.S)
        text = re.sub(r"(<testsuites [^>]*?)tests=.*>", r"\1>", text)
        ElementTree.fromstring(text)
    return re.sub(r"by \d+ rules", "by N rules", text)


@pytest.mark.parametrize("name", KEPT)
def test_as_kept(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = report(name, demo(tmp_path, monkeypatch))
    at = GOLDEN / f"tarn.{name}"
    if os.environ.get("GOLDEN") == "write":
        at.write_text(found, encoding="utf-8", newline="\n")
    assert found == at.read_bytes().decode("utf-8"), f"not as in {at.name}; GOLDEN=write writes it anew"


def test_output_is_the_same_to_the_byte_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo(tmp_path, monkeypatch)
    made = []
    for seed in ("1", "2"):
        outputs = [word for name in MACHINE for word in ("--output", f"{name}={seed}.{name}")]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-m", "discrepancy", "check", *outputs],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            timeout=120,
            check=False,
        )
        made.append([tmp_path.joinpath(f"{seed}.{name}").read_bytes() for name in MACHINE])
    assert made[0] == made[1]
