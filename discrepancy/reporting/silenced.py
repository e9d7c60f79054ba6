"""What was silenced, in words that every format shares."""

from __future__ import annotations

from collections.abc import Sequence

from discrepancy.findings.comparison_records import RunComparison, SilencedFinding
from discrepancy.findings.run import Run
from discrepancy.reporting.page.escape import escaped, table
from discrepancy.system.display import one_line, shown_name

MOST_ROWS = 100
HEADING = "What was silenced"
EXPLAINED = (
    "Told at {ref}, and not told as much now, though the claims that clash stand as they were; or new, and "
    "passed by nothing but this same change. A check fails for it unless `--allow-silenced` is given."
)


def silenced_findings(run: Run) -> Sequence[SilencedFinding]:
    """What was silenced since the state that a run is compared with; nothing where there is none."""
    return run.since.silenced if run.since else ()


def silenced_title(one: SilencedFinding) -> str:
    """What it is, in a few words: `silenced conflict: battle.strength`."""
    return one_line(f"silenced {one.kind}: {one.question}")


def why_silenced(one: SilencedFinding, since: RunComparison) -> str:
    """Why it was silenced, and why no check fails for it, if so."""
    return one_line(one.why + (f"; {passing}" if (passing := why_allowed(one, since)) else ""))


def why_allowed(one: SilencedFinding, since: RunComparison) -> str:
    """Why no check fails for what was silenced; empty where one does."""
    if one.covered:
        return f"decided at {one_line(since.ref)} already"
    return "allowed by --allow-silenced" if since.passes(one) else ""


def silenced_lines(one: SilencedFinding, since: RunComparison) -> list[str]:
    """What was silenced as lines for a terminal: what it said, then why, and where that stands."""
    place = f"{shown_name(one.mark.file)}:{one.mark.line}"
    head = f"silenced: {one.kind}: {one_line(one.message)} [{one.rule} {one.name}] {one.id}"
    return [head, f"  ! {why_silenced(one, since)} ({place})"]


def silenced_table(silenced: Sequence[SilencedFinding], since: RunComparison) -> str:
    """What was silenced, as rows of a table in Markdown."""
    rows = [
        [one.kind, escaped(one.message), escaped(why_silenced(one, since)), f"`{one.id}`"]
        for one in silenced[:MOST_ROWS]
    ]
    more = f"\n\nand {len(silenced) - MOST_ROWS:,} more" if len(silenced) > MOST_ROWS else ""
    return table(rows, ["Kind", "What was said", "Why it is silent", "Finding"]) + more


def silenced_section(silenced: Sequence[SilencedFinding], since: RunComparison, heading: str) -> str:
    """A section on what was silenced, under a heading."""
    explained = EXPLAINED.format(ref=escaped(since.ref))
    return f"{heading}\n\n{explained}\n\n{silenced_table(silenced, since)}"
