"""Whether claims on one question exclude each other: two by two, and, where the type tells,
several at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
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
    spell_comparability,
    total_and_part,
)
from discrepancy.comparison.spell_lists import SpellLists
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
        claims: Sequence[Claim] = (),
    ) -> None:
        self.property, self.dossier, self.event_dates, self.known = prop, dossier, event_dates, known
        self._claims = claims
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
        only perhaps another, time, and the list of which it is said to be a part.
        """
        timed = self.property.state or self.property.adds
        return (
            _owner(claim) if claim.complete or (self._spells and self._spells.tells_several(claim)) else None,
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
        return _binding(self.comparability(alike[0], alike[1]), level)

    def comparability(self, a: Claim, b: Claim) -> Comparability:
        """How far two claims can be compared; at most as a tension if their entities are only perhaps one."""
        limit = self._spells.limit(a, b) if self._spells else None
        return limit or self._compared_as(self.property, a, b)

    @cached_property
    def _spells(self) -> SpellLists | None:
        return SpellLists(self._claims) if self.has_spells else None

    def _compared_as(self, prop: Property, a: Claim, b: Claim) -> Comparability:
        if a.question.about != b.question.about and any(map(self._perhaps_another, (a, b))):
            return Comparability(TENSION_AT_MOST, "the two are only perhaps the same")
        return comparability(prop, a, b, self.event_dates)

    def _perhaps_another(self, claim: Claim) -> bool:
        entity = self.dossier.entities.get(claim.question.about)
        return entity is not None and bool(entity.maybe)

    def relation(self, a: Claim, b: Claim) -> DirectedRelation:
        """The relation between the values of two claims."""
        return compare(self.property.type, a.value, b.value)

    def excludes(self, a: Claim, b: Claim, level: str) -> bool:
        """Whether two claims cannot both be true at `level`."""
        if (a.complete or b.complete) and self.beyond_list(a, b, level):
            return True
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
        if (pair := total_and_part(self.property, a, b)) is not None:
            total, part = pair
            above = part.value.licensed[0][0] > total.value.licensed[-1][1]
            return above and relation != "different-unit"
        if relation == "tension" and self.kind.joinable(a.value, b.value):
            return False
        if (
            relation == "tension"
            and self.kind.shape != "labels"
            and meets(a.value.licensed, b.value.licensed)
        ):
            return False  # two bests: a tension of the question, though one camp may hold both
        return relation == "conflict" or (relation == "tension" and level == "licensed")

    def beyond_list(self, a: Claim, b: Claim, level: str) -> tuple[Claim, ...]:
        """The complete list of one of two claims that leaves no room for the other at `level`; empty if none
        does.
        """
        for listed, other in ((a, b), (b, a)):
            if listed.complete and not other.denies and _owner(listed) != _owner(other):
                members = self._complete_lists.get(_owner(listed), ())
                if _binding(self.in_time(listed, other), level) and not any(
                    self._may_be(member, other, level) for member in members
                ):
                    return tuple(members)
        return ()

    @cached_property
    def _complete_lists(self) -> dict[Hashable, list[Claim]]:
        """The answers of each voice that says of some that they are all, in the source where it does."""
        found: dict[Hashable, list[Claim]] = {_owner(claim): [] for claim in self._claims if claim.complete}
        for claim in self._claims:
            if not claim.denies and _owner(claim) in found:
                found[_owner(claim)].append(claim)
        return found

    def _may_be(self, member: Claim, other: Claim, level: str) -> bool:
        """Whether a claim may be another account of one of a list, or is compared with it as such."""
        if self.in_time(member, other).how == NOT_COMPARABLE:
            return False
        if self.has_spells and spell_comparability(member.value, other.value).how != NOT_COMPARABLE:
            return True
        unlike = ("conflict",) if level == "charitable" else ("conflict", "tension")
        return self.relation(member, other).relation not in unlike

    def in_time(self, a: Claim, b: Claim) -> Comparability:
        """How far two claims can be compared, whether or not they are of one spell."""
        return self._compared_as(self._without_spells, a, b)

    @cached_property
    def _without_spells(self) -> Property:
        return replace(self.property, spells=False) if self.has_spells else self.property

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


def _owner(claim: Claim) -> Hashable:
    """Whose list a claim is in: of the voice, as its source has it."""
    return claim.source, claim.holder


def _binding(met: Comparability, level: str) -> bool:
    """Whether claims that can be compared so far can exclude each other at `level`."""
    return met.how == COMPARABLE or (met.how != NOT_COMPARABLE and level != "charitable")


def measure(claim: Claim) -> Hashable:
    """What a figure counts and over what time: figures of one measure can be compared; None
    for other values.
    """
    return claim.value.scale if hasattr(claim.value, "unit") else None
