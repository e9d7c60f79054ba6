"""Where a check runs: in CI of a known kind, what the host can show is added to the text, and nothing a
source says steers the host.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.terminal import note, say
from discrepancy.reporting.base import report_function

if TYPE_CHECKING:
    from discrepancy.findings.run import Run

HINT = (
    "GitLab shows findings in a merge request from --output gitlab=gl-code-quality-report.json; "
    "discrepancy explain ci tells how"
)


def host() -> str:
    """The kind of CI that the process runs in, `github` or `gitlab`; empty elsewhere."""
    for name, variable in (("github", "GITHUB_ACTIONS"), ("gitlab", "GITLAB_CI")):
        if os.environ.get(variable) == "true":
            return name
    return ""


def for_host_log(name: str, text: str) -> str:
    """What a format prints, for standard output: text for people so that a log reads no command in it, all
    else as it is.
    """
    if name == "text" and host() == "github":
        from discrepancy.reporting.formats.github import as_text

        return as_text(text)
    return text


def add_for_host(run: Run, printed: str, written: Collection[str]) -> None:
    """Prints and writes what the host shows beside text: annotations and the step summary of GitHub, a note
    on GitLab. `printed` is the format on standard output, `written` are those in files.
    """
    where = host()
    if where == "github":
        if printed == "text":
            say(report_function("github")(run), exact=True)
        if path := os.environ.get("GITHUB_STEP_SUMMARY"):
            _append_summary(run, Path(path))
    elif where == "gitlab" and "gitlab" not in written:
        note(HINT)


def _append_summary(run: Run, path: Path) -> None:
    """Appends the summary of a run to that of the step, within what the whole may hold."""
    from discrepancy.reporting.formats.summary import MOST_BYTES, report

    try:
        room = MOST_BYTES - (path.stat().st_size if path.exists() else 0)
        with path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(report(run, most=room) + "\n")
    except OSError as error:
        raise CommandError(f"cannot write the step summary, {path.as_posix()}: {error.strerror}") from error
