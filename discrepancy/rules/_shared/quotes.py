"""How rules on evidence tell what they found: which quotes, where in the text, and what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from discrepancy.evidence.quote_checks import QuotedQuestion
from discrepancy.evidence.quotes.quote_match import QuoteMatch
from discrepancy.findings.rule import Fault
from discrepancy.model.claim import Claim
from discrepancy.rules._shared.wording import citations, readings_of
from discrepancy.system.display import counted

FaultyQuotes = Sequence[tuple[Claim, QuoteMatch]]


def quotes_with_status(quoted: QuotedQuestion, status: str) -> FaultyQuotes:
    """The claims whose quote has `status`, with what was found."""
    found = ((claim, quoted.checks.match(claim)) for claim in quoted.claims)
    return [(claim, one) for claim, one in found if one.status == status]


def quote_fault(
    quoted: QuotedQuestion,
    bad: FaultyQuotes,
    what: str,
    why: Callable[[Claim, QuoteMatch], Iterable[str]],
    settle: str,
) -> Iterator[Fault]:
    """The finding on one question that the quotes of some claims are `what`; nothing where there are none."""
    if not bad:
        return
    claims = tuple(claim for claim, _ in bad)
    where = citations(claims, quoted.asked.dossier)
    are = "is" if len(bad) == 1 else "are"
    yield Fault(
        quoted.asked,
        "evidence",
        f"{quoted.asked.question}: {counted(len(bad), 'quote')} {are} {what}: {where}",
        why=tuple(
            f"{claim.siglum}, {claim.at}: {said}" for claim, found in bad for said in why(claim, found)
        ),
        settle=settle,
        claims=claims,
        readings=readings_of(claims),
    )


def nearest_passage(found: QuoteMatch) -> Iterator[str]:
    """The nearest passage and where it stands."""
    if found.nearest:
        yield f"the text has, {found.place}: “{found.nearest}”"
    if found.remark:
        yield found.remark


def value_mismatch_fault(quoted: QuotedQuestion, sort: str, what: str, settle: str) -> Iterator[Fault]:
    """The finding on one question that values depart from their quotes in `sort`; `what` has {who}, {quote},
    {claim} and {hedges}.
    """
    bad = [(claim, doubt) for claim, doubt in quoted.value_mismatches if doubt.sort == sort]
    if not bad:
        return
    claims = tuple({id(claim): claim for claim, _ in bad}.values())
    said = "; ".join(
        what.format(quote=doubt.quote, claim=doubt.claim, who=claim.siglum, hedges=doubt.hedges)
        for claim, doubt in bad[:3]
    )
    yield Fault(
        quoted.asked,
        "evidence",
        f"{quoted.asked.question}: {said}" + (f"; and {len(bad) - 3} more" if len(bad) > 3 else ""),
        why=tuple(
            f"{claim.siglum}, {claim.at}: the claim is {claim.given}, the words are “{claim.quote}”"
            for claim, _ in bad
        ),
        settle=settle,
        claims=claims,
        readings=readings_of(claims),
    )
