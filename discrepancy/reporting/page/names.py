"""Questions, values and scopes by the names of the things in them, and links between findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from discrepancy.comparison.readings import value_text
from discrepancy.findings.finding import Finding
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.values.base import Relative

_FINDING = re.compile(r"(?<![\w#-])F-[0-9a-f]{8}(?!\w)")


def question_name(dossier: Dossier, question: Question) -> str:
    """A question as a heading: `Lê Duẩn: held (office: First Secretary)`."""
    entity = dossier.entities.get(question.about)
    scope = "; ".join(f"{dimension}: {scope_name(dossier, value)}" for dimension, value in question.scope)
    asked = question.property.replace("-", " ")
    return f"{entity.name if entity else question.about}: {asked}" + (f" ({scope})" if scope else "")


def value_name(dossier: Dossier, claim: Claim) -> str:
    """The value of a claim on one line. In a relative date the event or state it refers to goes by its
    name.
    """
    said = value_text(claim)
    if not isinstance(claim.value, Relative):
        return said
    anchor = claim.value.anchor
    about, _, asked = anchor.partition(".")
    entity = dossier.entities.get(about)
    if entity is None:
        return said
    asked, _, scope = asked.partition("[")
    name = f"the {asked} of {entity.name}" if asked in ("start", "end", "date", "duration") else entity.name
    pairs = [pair.partition("=") for pair in scope.rstrip("]").split(",") if pair]
    more = [] if name != entity.name or not asked else [asked.replace("-", " ")]
    more += [f"{dimension.strip()}: {scope_name(dossier, value.strip())}" for dimension, _, value in pairs]
    return said.replace(anchor, name + (f" ({'; '.join(more)})" if more else ""))


def scope_name(dossier: Dossier, value: str) -> str:
    """The name of the entity or term that a value of a scope is; else the value as words."""
    if value in dossier.entities:
        return dossier.entities[value].name
    term = dossier.vocabulary.terms.get(value)
    return term.name if term else value.replace("-", " ")


def holding_time(dossier: Dossier, claim: Claim) -> str:
    """When the answer of a claim holds: `as of the 5th National Congress`. The claim must say when."""
    assert claim.when is not None
    event = dossier.entities.get(claim.when.event)
    return f"{claim.when.kind.replace('_', ' ')} {event.name if event else claim.when.text}"


def finding_anchors(findings: Sequence[Finding]) -> str:
    """HTML anchors for some findings, to which links with their ids lead."""
    return "".join(f'<a id="{finding.id.lower()}"></a>' for finding in findings)


def with_finding_links(markdown: str, findings: Iterable[Finding]) -> str:
    """Markdown with the id of each of the findings made a link to its section."""
    if not _FINDING.search(markdown):
        return markdown
    known = {finding.id for finding in findings}
    return _FINDING.sub(
        lambda match: (
            f"[{match.group()}](#{match.group().lower()})" if match.group() in known else match.group()
        ),
        markdown,
    )
