"""Places as other programs want them: paths from where the command ran, with `/`; what changed comes first."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.model.claim import Claim
from discrepancy.model.mark import Mark
from discrepancy.system.display import one_line

LEVELS = ("error", "warning", "note")


def path(file: str) -> str:
    """A file as seen from where the command ran, with `/`; one that lies elsewhere keeps its whole path."""
    if Path(file).is_absolute():
        file = file.removeprefix(Path.cwd().as_posix().rstrip("/") + "/")
    return posixpath.normpath(file)


def uri(file: str) -> str:
    """A path as a relative URI, percent-encoded; a whole path as a `file:` URI. A first part with a colon is
    no scheme.
    """
    found = quote(path(file), safe="/", errors="surrogateescape")
    return f"file://{found}" if found.startswith("/") else found


def line(mark: Mark) -> int:
    """The line, never below the first."""
    return max(mark.line, 1)


def place(claim: Claim) -> str:
    """Who says it and where: `C, f. 31r`."""
    return one_line(f"{claim.siglum}, {claim.at}" if claim.at else claim.siglum)


class Changed:
    """The files that changed, as far as a run knows."""

    def __init__(self, run: Run) -> None:
        self.files = frozenset(path(file) for file in run.changed | run.added)

    def __contains__(self, claim: Claim) -> bool:
        return path(claim.mark.file) in self.files if self.files else False

    def first(self, finding: Finding) -> Claim | None:
        """The claim at which a finding shows: the first in a changed file, be it of a further set, else the
        first; None for what is about no claim, as a review of what is found no more.
        """
        further = (claim for group in finding.others for claim in group)
        return next(
            (claim for claim in (*finding.claims, *further) if claim in self),
            next(iter(finding.claims), None),
        )

    def claims(self, finding: Finding) -> tuple[Claim, ...]:
        """The claims of a finding, and before them the one at which it shows where that is of a further set."""
        first = self.first(finding)
        return finding.claims if first is None or first in finding.claims else (first, *finding.claims)

    def mark(self, finding: Finding) -> Mark:
        """Where a finding shows."""
        first = self.first(finding)
        return finding.mark if first is None else first.mark

    def ranked(self, findings: Iterable[Finding], level_first: bool = False) -> list[Finding]:
        """Findings that touch a changed file before others, errors before warnings before notes; else as they
        stand.
        """

        def rank(finding: Finding) -> tuple[int, int]:
            first = self.first(finding)
            unchanged = int(first is None or first not in self)
            level = LEVELS.index(finding.level)
            return (level, unchanged) if level_first else (unchanged, level)

        return sorted(findings, key=rank)


def unique(names: Iterable[str]) -> list[str]:
    """Names each of which is told from those before: the second `F-1` is `F-1:2`."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name}:{seen[name]}" if seen[name] > 1 else name)
    return found
