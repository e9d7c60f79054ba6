"""Orders of events that sources state as a sequence ("charge < stoning < arrest") as constraints between the
days of these events.

Who says that one event came before another says that it began no later; read with charity, that it began
before the other ended. Both may be on one day, but not each before the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.reasoning.claim_bounds import BOTH, ClaimBounds
from discrepancy.reasoning.constraints import at_most
from discrepancy.reasoning.network import Assertion, Constraint, Instance
from discrepancy.values.names.list_members import Member
from discrepancy.values.types.sequence import PartialOrder

TIMES = ("date", "start", "end", "span")  # what tells when something was


def add_event_orders(claims: ClaimBounds) -> None:
    """Puts into a network the order of events that sequences state, each pair a relation that holds on its
    claim.
    """
    for one in claims.questions.values():
        for claim in one.claims if one.property.type == "sequence" else ():
            value = claim.value
            if isinstance(value, PartialOrder) and claim.counts and not claim.denies:
                _relate(claims, one, claim, list(event_pairs(value, claims.dossier, claims.questions)))


def event_pairs(
    value: PartialOrder, dossier: Dossier, asked: Collection[Question]
) -> Iterator[tuple[str, str]]:
    """The pairs (earlier, later) of neighbours among the events of an order, by their ids."""
    events = {
        member: dossier.canonical(member.id)
        for pair in value.plain
        for member in pair
        if _is_event(member.id, dossier, asked)
    }
    pairs = {(a, b) for a, b in value.plain if a in events and b in events}
    later: dict[Member, set[Member]] = {}
    for a, b in pairs:
        later.setdefault(a, set()).add(b)
    for a, b in sorted(pairs):
        if events[a] != events[b] and not any(b in later.get(between, ()) for between in later[a]):
            yield events[a], events[b]


def _is_event(name: str, dossier: Dossier, asked: Collection[Question]) -> bool:
    """Whether a member of an order is an event, or is of no stated kind and asked when it was."""
    entity = dossier.entities.get(dossier.canonical(name)) if name else None
    if entity is None or entity.kind:
        return entity is not None and entity.kind == "event"
    return any(Question(dossier.canonical(name), time) in asked for time in TIMES)


def _relate(claims: ClaimBounds, one: QuestionClaims, claim: Claim, pairs: list[tuple[str, str]]) -> None:
    if not pairs:
        return
    network = claims.network
    levels = frozenset(("licensed",)) if claim.value.uncertain else BOTH
    network.assertions.append(Assertion([claim], {}, levels, claims.strain(one, claim), one.question))
    guards = frozenset((len(network.assertions) - 1,))
    for earlier, later in pairs:
        first, start, end = (
            claims.anchor(earlier, "start"),
            claims.anchor(later, "start"),
            claims.anchor(later, "end"),
        )
        order = at_most(((claims.order_of(first), 1), (claims.order_of(start), -1)), (-1, 0))
        kept: dict[str, tuple[Constraint, ...]] = {
            level: (at_most(((first, 1), (last, -1)), (0, 0)), order)
            for level, last in (("charitable", end), ("licensed", start))
        }
        for variable in (first, start, end):
            claims.speak_of(variable)
        network.instances.append(Instance(None, one.question.about, guards, kept))
