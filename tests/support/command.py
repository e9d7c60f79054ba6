"""The command, run in the process of the test: what it printed and how it ended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from discrepancy.commands.main import cli, main


class Ran(NamedTuple):
    """What a run of the command gave: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All that was printed."""
        return self.out + self.err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def since(self) -> Any:
        return self.json["run"]["since"]

    @property
    def statuses(self) -> dict[str, str]:
        return {finding["rule"]: finding["status"] for finding in self.json["findings"]}


def invoke(*words: str) -> Ran:
    """Runs the command where no fixture can be had: under Hypothesis, or in a helper of tests."""
    result = CliRunner().invoke(cli, list(words))
    return Ran(result.exit_code, result.stdout, result.stderr)


class Command:
    """Runs the command in the folder the test stands in; never may it end in a fault of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Ran:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(words)
        printed = self._capsys.readouterr()
        assert "fault of discrepancy itself" not in printed.err, printed.err
        assert isinstance(ended.value.code, int)
        return Ran(ended.value.code, printed.out, printed.err)


class Runner:
    """Runs the command in a folder that is named each time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
        self._monkeypatch, self._command = monkeypatch, command

    def __call__(self, at: Path, *words: str) -> Ran:
        self._monkeypatch.chdir(at)
        return self._command(*words)

    def since(self, at: Path, ref: str = "HEAD", *words: str) -> Ran:
        """`check --since REF` as JSON."""
        return self(at, "check", f"--since={ref}", "--format", "json", *words)
