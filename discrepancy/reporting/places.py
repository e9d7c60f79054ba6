"""Places in the form other programs read: paths from where the command ran; changed files come first."""

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


def relative_path(file: str) -> str:
    """The path of a file from where the command ran, with `/`; of one that lies elsewhere the absolute
    path.
    """
    if Path(file).is_absolute():
        file = file.removeprefix(Path.cwd().as_posix().rstrip("/") + "/")
    return posixpath.normpath(file)


def uri(file: str) -> str:
    """A path as a relative URI, percent-encoded, so that a colon in it begins no scheme; an absolute path as
    a `file:` URI.
    """
    found = quote(relative_path(file), safe="/", errors="surrogateescape")
    return f"file://{found}" if found.startswith("/") else found


def line_number(mark: Mark) -> int:
    """The number of the line, at least 1."""
    return max(mark.line, 1)


def siglum_and_place(claim: Claim) -> str:
    """The siglum of a claim and its place in the source: `C, f. 31r`."""
    return one_line(f"{claim.siglum}, {claim.at}" if claim.at else claim.siglum)


class ChangedFiles:
    """The files that changed since the revision a run was compared with; a claim is `in` them if its file
    is.
    """

    def __init__(self, run: Run) -> None:
        self.files = frozenset(relative_path(file) for file in run.changed | run.added)

    def __contains__(self, claim: Claim) -> bool:
        return relative_path(claim.mark.file) in self.files if self.files else False

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
        """The claims of a finding; the one at which it shows comes first, where that is of a further set."""
        first = self.first(finding)
        return finding.claims if first is None or first in finding.claims else (first, *finding.claims)

    def mark(self, finding: Finding) -> Mark:
        """The place in a file at which a finding shows."""
        first = self.first(finding)
        return finding.mark if first is None else first.mark

    def ranked(self, findings: Iterable[Finding], level_first: bool = False) -> list[Finding]:
        """Findings that touch a changed file first, then by level, errors before warnings before notes; with
        `level_first` by level, then by file. The order is kept otherwise.
        """

        def rank(finding: Finding) -> tuple[int, int]:
            first = self.first(finding)
            unchanged = int(first is None or first not in self)
            level = LEVELS.index(finding.level)
            return (level, unchanged) if level_first else (unchanged, level)

        return sorted(findings, key=rank)


def made_unique(names: Iterable[str]) -> list[str]:
    """Names made different from each other: the second `F-1` becomes `F-1:2`."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name}:{seen[name]}" if seen[name] > 1 else name)
    return found
