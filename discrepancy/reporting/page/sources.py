"""The last sections of a page: the sources, how their quotes stand to their texts, and how the page was
made.
"""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.evidence.quote_checks import QuoteChecks
from discrepancy.evidence.quotes.quote_match import STATUSES, VERIFIED
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.reporting.page.escape import escaped, table
from discrepancy.system.display import counted, percentage


def sources(view: View) -> Iterator[str]:
    """The sources of a dossier in a table, with how their quotes stand to the texts where those are at
    hand.
    """
    dossier, checked = view.dossier, view.checked
    yield "## Sources"
    rows = []
    for source in dossier.sources.values():
        count = sum(claim.source == source.id for claim in dossier.claims)
        details = "; ".join(
            escaped(said)
            for name, said in source.details.items()
            if name not in ("title", "kind", "written", "note")
        )
        row = [
            f"**{escaped(source.siglum)}**",
            escaped(source.title),
            escaped(source.kind),
            escaped(source.written),
            details,
            f"{count:,}",
        ]
        rows.append(
            [*row, quote_counts(checked, source.id), covered_share(checked, source.id)]
            if checked.texts
            else row
        )
    yield table(
        rows,
        [
            "Siglum",
            "Title",
            "Kind",
            "Written",
            "Details",
            "Claims",
            *(["Quotes", "Covered"] if checked.texts else []),
        ],
    )


def quote_counts(checked: QuoteChecks, source: str) -> str:
    """How many quotes of a source were verified in its text, and the status of the rest: `9 of 10 verified;
    …`.
    """
    counts = checked.status_counts(source)
    total = sum(counts.values())
    if source not in checked.texts:
        return "not checked" if total else ""
    verified = counts["exact"] + counts["normalised"]
    rest = ", ".join(
        f"{counts[status]} {status}" for status in STATUSES if counts[status] and status not in VERIFIED
    )
    return f"{verified} of {total} verified" + (f"; {rest}" if rest else "")


def covered_share(checked: QuoteChecks, source: str) -> str:
    """The share of the dates and figures of a source's text that claims cover: `98 % of 40 dates and
    figures`.
    """
    found = checked.coverage(source)
    if found is None or not found.figures.stated:
        return ""
    share = found.figures
    aside = f"; {share.set_aside} set aside with a reason" if share.set_aside else ""
    stated = counted(share.stated, "date and figure", "dates and figures")
    return f"{percentage(share.covered)} of {stated}{aside}"


def making(run: Run) -> Iterator[str]:
    """From what the page was made: the rules that ran and on how much, what was checked, what is
    undecided.
    """
    yield "## How this was made"
    rules = []
    for rule in run.rules:
        looked = f"{rule.looked_at:,} looked at, {rule.found:,} found"
        rules.append(f"{rule.code} {rule.name} ({f'not run: {rule.skipped}' if rule.skipped else looked})")
    basis = "the claims and the texts of the sources" if _has_texts(run) else "the claims alone"
    yield f"By `discrepancy report`, from {basis}. Rules: {', '.join(rules)}. {_quotes_checked(run)}"
    if run.undecided:
        yield "\n".join(f"- undecided: {escaped(said)}" for said in run.undecided)


def _has_texts(run: Run) -> bool:
    return any(view.checked.texts for view in run.views)


def _quotes_checked(run: Run) -> str:
    """How many quotes of the run have which status, in a sentence."""
    if not _has_texts(run):
        return "Quotes were not checked against the texts."
    counts = ", ".join(f"{count:,} {status}" for status, count in run.quotes.items())
    return f"Quotes against the texts: {counts}."
