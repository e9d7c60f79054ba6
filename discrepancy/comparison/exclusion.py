"""Whether claims on one question exclude each other: two by two, and, where the type tells,
several at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property

from discrepancy.comparison.answer_limits import (
    KnownAnswers,
    nothing_known,
    shared_traits,
    within_limit,
)
from discrepancy.comparison.comparability import (
    COMPARABLE,
    NOT_COMPARABLE,
    TENSION_AT_MOST,
    Comparability,
    EventDates,
    comparability,
)
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.model.vocabulary import Property
from discrepancy.values.base import (
    DirectedRelation,
    Relative,
    Unknown,
    Value,
    compare,
    meaning,
    meets,
    value_type,
    within,
)


class Exclusions:
    """Tells which claims on questions of one property cannot both be true, at either level.

    `event_dates` looks up when an event was, `known` what is known of an entity that is named. Levels are
    "charitable" and "licensed" (as worded).
    """

    def __init__(
        self,
        prop: Property,
        dossier: Dossier,
        event_dates: EventDates,
        known: KnownAnswers = nothing_known,
    ) -> None:
        self.property, self.dossier, self.event_dates, self.known = prop, dossier, event_dates, known
        self.kind = value_type(prop.type)
        self.has_spells = prop.spells and prop.type == "span"

    def identity(self, claim: Claim) -> Hashable:
        """A key that two claims share if and only if their values read the same."""
        value = claim.value
        if isinstance(value, (Unknown, Relative)):
            return (type(value).__name__, meaning(value))
        return self.kind.identity(value)

    def context(self, claim: Claim) -> Hashable:
        """A key of what decides, beside its value, how a claim compares with others: sense, an entity that is
        only perhaps another, time.
        """
        timed = self.property.state or self.property.adds
        return (
            claim.sense,
            claim.question.about if self._perhaps_another(claim) else "",
            (claim.when.kind, claim.when.period) if claim.when and timed else None,
        )

    @cached_property
    def decided_jointly(self) -> bool:
        """Whether the type, or a limit, tells which values can all be true together, beyond what pairs of
        them show.
        """
        return self.together((), "licensed") is not None

    def together(self, values: Sequence[Value], level: str) -> bool | None:
        """Whether all the values can be true answers together; None where pairs decide."""
        if self.property.one:
            return self.kind.together(values, level)
        return within_limit(self.property, values, level) if self.property.limited else None

    def joint_test(self, claims: Sequence[Claim], level: str) -> Callable[[Sequence[int]], bool | None]:
        """A test whether a group of `claims`, given by index, can all be true; None if that cannot be told.

        It looks at claims of one context only: the rest is left to pairs.
        """
        of_context: dict[Hashable, list[int]] = {}
        for i, claim in enumerate(claims):
            if not claim.denies:
                of_context.setdefault(self.context(claim), []).append(i)
        binding = {
            i: group[0]
            for group in of_context.values()
            if self.binds([claims[i] for i in group], level)
            for i in group
        }

        def together(group: Sequence[int]) -> bool | None:
            parts: dict[int, list[Value]] = {}
            for i in group:
                if i in binding:
                    parts.setdefault(binding[i], []).append(claims[i].value)
            answers = [self.together(values, level) for values in parts.values() if len(values) > 1]
            return False if False in answers else None if None in answers else True

        return together

    def binds(self, alike: Sequence[Claim], level: str, alone: bool = False) -> bool:
        """Whether claims of one context can exclude each other at `level`; a single claim counts as `alone`
        says.
        """
        if len(alike) < 2:
            return alone
        how = self.comparability(alike[0], alike[1]).how
        return how == COMPARABLE or (how != NOT_COMPARABLE and level != "charitable")

    def comparability(self, a: Claim, b: Claim) -> Comparability:
        """How far two claims can be compared; at most as a tension if their entities are only perhaps one."""
        if a.question.about != b.question.about and any(map(self._perhaps_another, (a, b))):
            return Comparability(TENSION_AT_MOST, "the two are only perhaps the same")
        return comparability(self.property, a, b, self.event_dates)

    def _perhaps_another(self, claim: Claim) -> bool:
        entity = self.dossier.entities.get(claim.question.about)
        return entity is not None and bool(entity.maybe)

    def relation(self, a: Claim, b: Claim) -> DirectedRelation:
        """The relation between the values of two claims."""
        return compare(self.property.type, a.value, b.value)

    def excludes(self, a: Claim, b: Claim, level: str) -> bool:
        """Whether two claims cannot both be true at `level`."""
        how = self.comparability(a, b).how
        if (
            how == NOT_COMPARABLE
            or (how != COMPARABLE and level == "charitable")
            or (a.denies and b.denies)
            or self.property.type == "framing"
        ):
            return False
        if a.denies or b.denies:
            return self.denial_excludes(a, b) if a.denies else self.denial_excludes(b, a)
        if not self.property.one:
            return self.kind.excludes(a.value, b.value) or bool(self.shared_traits(a, b))
        relation = self.relation(a, b).relation
        if relation == "tension" and self.kind.joinable(a.value, b.value):
            return False
        if (
            relation == "tension"
            and self.kind.shape != "labels"
            and meets(a.value.licensed, b.value.licensed)
        ):
            return False  # two bests: a tension of the question, though one camp may hold both
        return relation == "conflict" or (relation == "tension" and level == "licensed")

    def shared_traits(self, a: Claim, b: Claim) -> tuple[tuple[str, str], ...]:
        """What the two entities named share that no two true answers do, such as their sex."""
        return shared_traits(self.property, a.value, b.value, self.known)

    def denial_excludes(self, denial: Claim, claim: Claim) -> bool:
        """Whether a denial excludes a claim: all that the claim plainly means lies within what is denied."""
        if self.kind.shape != "labels":
            same_unit = self.relation(denial, claim).relation != "different-unit"
            return same_unit and within(claim.value.plain, denial.value.plain)
        found = self.relation(claim, denial)
        return found.relation in ("identical", "agrees") or found == DirectedRelation("refines", "left")


def measure(claim: Claim) -> Hashable:
    """What a figure counts and over what time: figures of one measure can be compared; None
    for other values.
    """
    return claim.value.scale if hasattr(claim.value, "unit") else None
