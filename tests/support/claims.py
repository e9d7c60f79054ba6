"""Claims and questions made in a line, for tests of everything above the reader."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.finding import Finding
from discrepancy.model.claim import Claim, Question, When
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.mark import Mark
from discrepancy.model.registry import Registry
from discrepancy.model.source import Entity, Source
from discrepancy.model.vocabulary import Property, Term
from discrepancy.values.base import Basis, Value, read
from discrepancy.values.inline import parse_cell
from tests.support.worlds import PEOPLE, TERMS


@lru_cache(maxsize=1)
def basis() -> Basis:
    """A basis with the people and terms of the test worlds registered."""
    entities = {key: Entity(key, names[0], aliases=names[1:]) for key, names in PEOPLE.items()}
    terms = {key: Term(key, names[0], same_as=names[1:]) for key, names in TERMS.items()}
    registry = Registry(entities, terms)
    return Basis(entity=registry.entity, term=registry.term)


def v(type_name: str, text: str) -> Value:
    """A value as a claims file or the command line gives it."""
    return read(type_name, parse_cell(text), basis())


def when(kind: str, text: str) -> When:
    """A `when` with its date or span read."""
    try:
        return When(kind, text, value=v("date", text))
    except ValueError:
        return When(kind, text, value=v("span", text))


def c(number: int, type_name: str, text: str, holder: str = "", **more: object) -> Claim:
    """A claim of source number `number`."""
    source = f"s{number}"
    question = more.pop("question", Question("x", "p"))
    return Claim(
        id=f"S{number}:{question}",
        source=source,
        siglum=f"S{number}",
        question=question,  # type: ignore[arg-type]
        value=v(type_name, text),
        given=text,
        mark=Mark("x.yaml", number + 1, 1),
        at="p. 1",
        holder=holder or source,
        **more,  # type: ignore[arg-type]
    )


def asked(prop: Property, claims: list[Claim]) -> QuestionClaims:
    """A question with its claims, in a dossier of one source a number."""
    sources = {claim.source: Source(claim.source, claim.siglum, claim.source, claim.mark) for claim in claims}
    dossier = Dossier(
        "x", "x", "X", core_vocabulary(), sources=MappingProxyType(sources), claims=tuple(claims)
    )
    return QuestionClaims(claims[0].question, prop, claims, dossier, lambda _: None)


def told(finding: Finding) -> str:
    """Everything a finding says, in one text."""
    return "\n".join([finding.message, *finding.why, *finding.hints, finding.settle])
