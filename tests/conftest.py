"""What every test shares. Hypothesis tries the same cases each time under CI, new ones on a desk."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.support.command import Command, Runner

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(autouse=True)
def on_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed does not hang on where the tests run."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISCREPANCY_CACHE", "off")  # what is worked out is worked out


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, run in the folder the test stands in: `command("check", "claims")` gives a `Ran`."""
    return Command(capsys)


@pytest.fixture
def run_in(monkeypatch: pytest.MonkeyPatch, command: Command) -> Runner:
    """The command, run in a folder: `run_in(folder, "check")` gives a `Ran`."""
    return Runner(monkeypatch, command)
