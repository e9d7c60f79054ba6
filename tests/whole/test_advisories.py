"""The look at advisories in CI: a published one fails, and what was not looked at is said. The index is played by
programs made here, which answer as pip-audit does.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.test_dependencies import ROOT, shipped

SAFE = {"name": "pypdf", "version": "6.1.0", "vulns": []}
HURT = {
    "name": "regex",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}, {"id": "GHSA-2"}],
}
SKIPPED = {"name": "edtf", "skip_reason": "not in the index"}


def look(folder: Path, answer: str, *, pip: int = 0) -> subprocess.CompletedProcess[str]:
    """What the look says where the index answers so and pip ends with this code."""
    audit = f'#!/bin/sh\ncp "$2" {shlex.quote(str(folder / "asked.txt"))}\nprintf %s {shlex.quote(answer)}\nexit 1\n'
    programs = {"made/pip": f"#!/bin/sh\nexit {pip}\n", "made/pip-audit": audit}
    made = shlex.quote(str(folder / "made"))
    real = shlex.quote(sys.executable)
    programs["bin/python"] = (
        f'#!/bin/sh\n[ "$2" != venv ] || {{ mkdir -p "$3"; cp -r {made} "$3/bin"; exit; }}\nexec {real} "$@"\n'
    )
    for name, text in programs.items():
        program = folder / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(text, "utf-8")
        program.chmod(0o755)
    look = [ROOT / ".ci/advisories", folder / "bin"]
    return subprocess.run(look, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def answered(*libraries: object) -> str:
    return json.dumps({"dependencies": libraries, "fixes": []})


def test_a_published_advisory_fails_and_is_named(tmp_path: Path) -> None:
    said = look(tmp_path, answered(SAFE, HURT, SKIPPED))
    assert said.returncode == 1
    assert said.stdout.splitlines() == ["regex 1.0: PYSEC-1", "regex 1.0: GHSA-2"]
    assert said.stderr.strip() == "raise the lower bound in pyproject.toml to a version without it"
    asked = tmp_path.joinpath("asked.txt").read_text("utf-8").splitlines()
    assert asked == [f"{name}=={one.version}" for name, one in sorted(shipped().items())]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (answered(SAFE), "looked at 1 libraries, nothing published"),
        (answered(SAFE, SKIPPED), "looked at 1, nothing published; not looked at: edtf"),
        (answered(SKIPPED), "not looked at: no network"),
        ("", "not looked at: no network"),
    ],
)
def test_where_none_is_published_it_says_what_was_looked_at(tmp_path: Path, answer: str, says: str) -> None:
    said = look(tmp_path, answer)
    assert (said.returncode, said.stdout.strip(), said.stderr) == (0, says, "")


def test_without_a_network_nothing_is_looked_at(tmp_path: Path) -> None:
    said = look(tmp_path, answered(HURT), pip=1)
    assert (said.returncode, said.stdout.strip()) == (0, "not looked at: no network")
