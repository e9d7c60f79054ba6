"""Text for a terminal, in the manner of a good compiler: place, the quotes, what differs, why, and what would
settle it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from discrepancy.comparison.readings import attribution, value_text
from discrepancy.evidence.quotes.quote_match import QuoteMatch
from discrepancy.findings.finding import KINDS, Finding, count_of_kind
from discrepancy.findings.run import Run
from discrepancy.reporting.text_changes import printed_in_full, since_lines, worse_line
from discrepancy.system.display import counted, harmless, one_line, shortened, shown_name

WIDTH = 110
MOST_CLAIMS = 12
MOST_CHANGES = 10
MOST_QUOTED = 2_000  # characters of a quote
QUOTE_REMARKS = {
    "approximate": "nearly as in the text",
    "mismatched": "not as in the text",
    "ambiguous": "more than once in the text",
    "not found": "not found in the text",
}

# A file that this format wrote begins with a place or one of the last lines, and ends with how much was
# compared; whatever somebody has added above or below is not ours.
OWN = re.compile(
    rb"(?=\n?(?:[^\n]*:\d+:\d+: "
    rb"|(?:undecided|hangs on the conventions|Quotes|not checked|silenced|known|gone): "
    rb"|Since |(?:new|changed) source |[\d,]+ (?:errors? in what was read|findings? not selected)"
    rb"|Found |Nothing ))"
    rb"(?s:.*)(?:\A|(?<=\n))(?:Found |Nothing (?:selected )?found|Nothing to compare)[^\n]*"
    rb"[\d,]+ claims? of [\d,]+ sources? on [\d,]+ questions?; [\d,]+ pairs? compared by [\d,]+ rules?\.\n\Z"
)


def report(run: Run) -> str:
    """Problems first, then findings, then one line that says how much was compared."""
    parts = [f"{problem}\n" for problem in run.problems]
    if parts:
        parts.append("\n")
    for finding in run.findings:
        if printed_in_full(finding, run):
            lines = decided_lines(finding) if finding.passes else finding_lines(finding, run)
            parts.append("\n".join(lines) + "\n" + worse_line(finding, run) + "\n")
    parts.append(summary(run) + "\n")
    return harmless("".join(parts))


def finding_head(finding: Finding) -> str:
    """The first line of a finding: place, kind, status (if it is not simply open), message, rule and id."""
    word = finding.kind if finding.level != "note" else f"note: {finding.kind}"
    status = "in the baseline" if finding.known else finding.status
    word += f" ({status})" if status != "open" else ""
    return f"{finding.mark}: {word}: {one_line(finding.message)} [{finding.rule} {finding.name}] {finding.id}"


def decided_lines(finding: Finding) -> Iterator[str]:
    """A finding for which no check fails, in brief: its first line, and the decision on it."""
    yield finding_head(finding)
    yield from decision_lines(finding)


def decision_lines(finding: Finding) -> Iterator[str]:
    """The decision on a finding, its reason and author, and whether it still stands; nothing without one."""
    if finding.review is None:
        return
    made = finding.review.decision
    who = " ".join(part for part in (f"by {made.by}" if made.by else "", made.on) if part)
    prefers = f", prefers {', '.join(made.prefers)}" if made.prefers else ""
    because = f": {made.because}" if made.because else ""
    decided = f"decided: {made.verdict}{prefers}{f' ({who})' if who else ''}{because}"
    yield from _wrapped(one_line(decided), "  ! ", "    ")
    if finding.status == "grown":
        yield "  ! since then a claim has joined a known camp"
    if finding.status == "stale":
        yield from _wrapped(
            f"the camps have changed since then, so it is open again; seen was: {one_line(made.saw)}",
            "  ! ",
            "    ",
        )


def finding_lines(finding: Finding, run: Run) -> Iterator[str]:
    """A finding in lines: message, decision, claims with their quotes, why, and what would settle it."""
    yield finding_head(finding)
    yield from decision_lines(finding)
    names = {view.dossier.path: view.dossier for view in run.views}
    dossier = names[finding.dossier]
    checked = next(view.checked for view in run.views if view.dossier is dossier)
    elsewhere = finding.said_of_others
    for claim in finding.claims[:MOST_CLAIMS]:
        who = attribution(claim, dossier, citing=", citing ")
        whole = finding.across or claim.id in elsewhere
        said = f"{claim.question}: {value_text(claim)}" if whole else value_text(claim)
        place = f"{shown_name(claim.mark.file)}:{claim.mark.line}"
        yield from _block(f"  {one_line(said)}", f"{who}, {claim.at} ({place})")
        if claim.quote:
            yield from _wrapped(
                f"“{shortened(claim.quote, MOST_QUOTED)}”{quote_remark(checked.match(claim))}",
                "      ",
                "      ",
            )
        if claim.note:
            yield from _wrapped(f"note: {one_line(claim.note)}", "      ", "      ")
    if len(finding.claims) > MOST_CLAIMS:
        yield f"  … and {len(finding.claims) - MOST_CLAIMS} more claims"
    for step in finding.why:
        yield from _wrapped(one_line(step), "  = ", "    ")
    for hint in finding.hints:
        yield from _wrapped(f"perhaps: {one_line(hint)}", "  ? ", "    ")
    if finding.settle:
        yield from _wrapped(f"would settle it: {one_line(finding.settle)}", "  > ", "    ")


def quote_remark(found: QuoteMatch) -> str:
    """How a quote stands to its text, as a remark in brackets to follow it; empty where there is no text."""
    if found.verified:
        return f" (verified at {found.place})"
    remark = QUOTE_REMARKS.get(found.status, "")
    return f" ({remark}{f', {found.place}' if found.place else ''})" if remark else ""


def quote_lines(run: Run) -> Iterator[str]:
    """How many quotes have which status, and which sources have no text; nothing if no source names a
    text.
    """
    if not any(view.checked.names_a_text for view in run.views):
        return
    counts = run.quotes
    yield f"Quotes: {', '.join(f'{count:,} {status}' for status, count in counts.items()) or 'none'}."
    for view in run.views:
        for source, why in view.checked.missing_texts():
            yield f"not checked: the quotes of {view.dossier.sources[source].siglum}: {one_line(why)}"


def _block(left: str, right: str) -> Iterator[str]:
    line = f"{left:<34}  {one_line(right)}"
    yield from _wrapped(line.strip(), "  ", " " * 36)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    if text and len(first) + len(text) <= WIDTH and text.isprintable() and text.strip() == text:
        return [
            first + text
        ]  # what textwrap would give, which takes its time to find that nothing is to be wrapped
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def summary(run: Run) -> str:
    """The last lines of a report: how much was found in how much. "Nothing found" and "nothing to compare"
    never read alike.
    """
    errors = sum(not problem.warning for problem in run.problems)
    looked = (
        f"{counted(run.claims, 'claim')} of {counted(run.sources, 'source')} "
        f"on {counted(run.questions, 'question')}; "
        f"{counted(run.comparisons, 'pair')} compared by {counted(len(run.rules), 'rule')}"
    )
    kinds = [(kind, sum(finding.kind == kind for finding in run.findings)) for kind in KINDS]
    found = ", ".join(
        count_of_kind(count, kind) + passing_counts(run, kind) for kind, count in kinds if count
    )
    lines = [*(f"undecided: {one_line(said)}" for said in run.undecided)]
    lines += [
        f"hangs on the conventions: {one_line(str(change))}" for change in run.preset_effects[:MOST_CHANGES]
    ]
    if len(run.preset_effects) > MOST_CHANGES:
        more = len(run.preset_effects) - MOST_CHANGES
        lines.append(f"and {more} more hang on the conventions (discrepancy report lists all)")
    lines += quote_lines(run)
    if errors:
        lines.append(
            f"{counted(errors, 'error')} in what was read; the rest was compared without what they cover."
        )
    lines += since_lines(run)
    if run.left_out:
        lines.append(f"{counted(run.left_out, 'finding')} not selected.")
    if not run.comparisons:
        lines.append(f"Nothing to compare: {looked}.")
    elif found:
        lines.append(f"Found {found} in {looked}.")
    else:
        lines.append(f"Nothing {'selected ' if run.left_out else ''}found in {looked}.")
    return "\n".join(lines)


def passing_counts(run: Run, kind: str) -> str:
    """How many findings of a kind are decided or in the baseline, in brackets; nothing where none is."""
    mine = [finding for finding in run.findings if finding.kind == kind and finding.passes]
    known = sum(finding.known for finding in mine)
    parts = [
        f"{count:,} {word}"
        for count, word in ((len(mine) - known, "reviewed"), (known, "in the baseline"))
        if count
    ]
    return f" ({', '.join(parts)})" if parts else ""
