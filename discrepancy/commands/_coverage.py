"""`coverage`: what of the sources' texts no claim covers, in lines for a person or as one JSON object for a
script.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from discrepancy.evidence.coverage import Coverage, Share
from discrepancy.evidence.quote_checks import QuoteChecks
from discrepancy.evidence.statements.statements import Statement
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Source
from discrepancy.system.display import counted, json_text, one_line, percentage, printable, shown_name

WIDTH = 110
AROUND = 40  # characters shown on each side of what is not covered
LONGEST = 80

Record = dict[str, Any]


class CoverageReport:
    """The coverage of every source of some dossiers, with texts in the folders `texts` as well."""

    def __init__(self, dossiers: Sequence[Dossier], texts: Sequence[str]) -> None:
        self.checked = [QuoteChecks(dossier, texts) for dossier in dossiers]
        self.problems = [problem for dossier in dossiers for problem in dossier.problems]

    @property
    def errors(self) -> list[str]:
        """The errors of the input, a line each."""
        return [printable(str(problem)) for problem in self.problems if not problem.warning]

    def sources(self) -> Iterator[tuple[QuoteChecks, Source, Coverage | None]]:
        """Every source with its coverage, None where its text is not at hand."""
        for checked in self.checked:
            for key, source in checked.dossier.sources.items():
                yield checked, source, checked.coverage(key)

    @property
    def any(self) -> bool:
        """Whether the text of any source is at hand."""
        return any(found is not None for _, _, found in self.sources())

    def complete(self, least: float) -> bool:
        """Whether of each text at least `least` percent of dates and figures are covered or set aside, and no
        more than a quarter set aside.
        """
        found = [coverage.figures for _, _, coverage in self.sources() if coverage is not None]
        return all(
            share.answered >= Fraction(least) / 100 and not share.too_much_set_aside for share in found
        )


def coverage_text(report: CoverageReport, form: str, most: int) -> str:
    """The report as text or JSON. The text lists at most `most` of the statements that a source has open, the
    most important first; 0: all.
    """
    if form == "json":
        return json_text(_run(report))
    parts = ["\n".join(_source(checked, source, found, most)) for checked, source, found in report.sources()]
    return "\n\n".join(parts) + "\n" if parts else "no sources\n"


# For a person


def _source(checked: QuoteChecks, source: Source, found: Coverage | None, most: int) -> Iterator[str]:
    head = f"{one_line(source.siglum)}  {one_line(source.title)} ({shown_name(source.mark.file)})"
    yield from textwrap.wrap(head, WIDTH, subsequent_indent="   ")
    if found is None:
        yield f"  not looked at: {one_line(str(checked.text(source.id)))}"
        return
    for group, share in found.shares.items():
        if share.stated:
            yield f"  {group + ':':<19} {_share(share)}"
    if found.references:
        numbers = counted(len(found.references), "number")
        yield f"  passed over: {numbers} of sections, notes, marks and addresses"
    if found.figures.too_much_set_aside:
        yield "  more than a quarter of the dates and figures is set aside: some of them are worth a claim"
    for trouble in found.set_aside_problems:
        yield f"  {trouble.aside.mark}: warning: {one_line(trouble.message)} [set_aside]"
    shown = found.open[:most] if most else found.open
    if shown:
        yield "  no claim covers, the most important first:"
    for one in shown:
        yield f"    {found.text.place(one.start):<12} {one.kind:<9} {_in_context(found, one)}"
    if len(shown) < len(found.open):
        yield f"    and {len(found.open) - len(shown):,} more (--most 0 lists all)"


def _share(share: Share) -> str:
    parts = f"{share.claimed:,} claimed, {share.quoted:,} quoted"
    said = f"{share.stated:,} stated, {percentage(share.covered)} covered ({parts})"
    aside = f", {share.set_aside:,} set aside" if share.set_aside else ""
    return f"{said}{aside}, {share.open:,} open"


def _in_context(found: Coverage, one: Statement) -> str:
    text = found.text.text
    said = one_line(one.text)
    said = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
    before = one_line(text[max(one.start - AROUND, 0) : one.start])
    after = one_line(text[one.end : one.end + AROUND])
    return f"{before} [{said}] {after}".strip()


# For a script


def _run(report: CoverageReport) -> Record:
    return {
        "schema_version": 1,
        "sources": [_record(checked, source, found) for checked, source, found in report.sources()],
        "problems": [*report.errors, *(printable(str(one)) for one in report.problems if one.warning)],
    }


def _record(checked: QuoteChecks, source: Source, found: Coverage | None) -> Record:
    head: Record = {"source": source.id, "siglum": source.siglum, "file": source.mark.file}
    if found is None:
        return {**head, "text": None, "why": checked.text(source.id)}
    return {
        **head,
        "text": found.text.file,
        "shares": {
            group: {**share._asdict(), "covered": _hundredths(share.covered)}
            for group, share in found.shares.items()
        },
        "too_much_set_aside": found.figures.too_much_set_aside,
        "open": [_statement(found, one, None) for one in found.open],
        "set_aside": [
            _statement(found, one.statement, one.reason)
            for one in found.statements
            if one.standing == "set aside"
        ],
        "passed_over": [_statement(found, one, one.reference) for one in found.references],
        "set_aside_troubles": [
            {
                "sort": one.sort,
                "file": one.aside.mark.file,
                "line": one.aside.mark.line,
                "message": one.message,
            }
            for one in found.set_aside_problems
        ],
    }


def _hundredths(share: Fraction) -> float:
    """A share in percent, rounded down to hundredths."""
    return int(share * 10_000) / 100


def _statement(found: Coverage, one: Statement, reason: str | None) -> Record:
    page = found.text.page(one.start) if found.text.pages else None
    place = {"line": found.text.line(one.start), "page": page, "start": one.start, "end": one.end}
    return {"kind": one.kind, "text": " ".join(one.text.split()), **place, "reason": reason}
