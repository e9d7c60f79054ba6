"""The claims on one question: their readings, the camps they fall into, and which of them clash."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from discrepancy.comparison.answer_limits import KnownAnswers, nothing_known, too_many
from discrepancy.comparison.camps import Camps, minimal_conflict
from discrepancy.comparison.comparability import (
    NOT_COMPARABLE,
    TENSION_AT_MOST,
    Comparability,
    EventDates,
    total_and_part,
)
from discrepancy.comparison.exclusion import Exclusions
from discrepancy.comparison.question_camps import QuestionCamps
from discrepancy.comparison.readings import Reading, speaker, value_text
from discrepancy.comparison.voice_spells import how_apart, perhaps_two_spells, teller_of_both
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.vocabulary import Property
from discrepancy.values.base import (
    Relation,
    Relative,
    Unknown,
    relate,
)

MOST_NAMED = 8  # members of a complete list that are named
MOST_BEST = 300  # distinct values with a best that are compared pair by pair


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims that exclude each other at some level: how their values are related and how far they can be
    compared.
    """

    left: Claim
    right: Claim
    relation: Relation
    comparability: Comparability


class QuestionClaims:
    """The claims that meet on one question.

    `claims` is all of them; `standing` those that can stand in a camp: vouched for as fact, with an answer of
    their own (not doubts, expectations, unknowns or relative dates); `others` every question of the dossier;
    `event_dates` looks up when an event was, `known` what is known of an entity that is named. `turned` has
    the claims as they are written, by their ids, of those that are said of another entity and hold of this
    one too: of a spouse, a parent.
    """

    __slots__ = (
        "__dict__",
        "_charitable",
        "_finder",
        "_licensed",
        "claims",
        "dossier",
        "event_dates",
        "exclusions",
        "kind",
        "others",
        "property",
        "question",
        "standing",
        "turned",
    )

    def __init__(
        self,
        question: Question,
        prop: Property,
        claims: Sequence[Claim],
        dossier: Dossier,
        event_dates: EventDates,
        known: KnownAnswers = nothing_known,
        turned: Mapping[str, Claim] | None = None,
    ) -> None:
        self.question = question
        self.property = prop
        self.claims = tuple(claims)
        self.dossier = dossier
        self.event_dates = event_dates
        self.others: Mapping[Question, QuestionClaims] = {}
        self.standing = tuple(
            claim for claim in claims if claim.counts and not isinstance(claim.value, (Unknown, Relative))
        )
        self.turned = turned or {}
        self.exclusions = Exclusions(prop, dossier, event_dates, known, self.standing)
        self.kind = self.exclusions.kind
        self._finder = QuestionCamps(question.about, self.standing, self.exclusions)
        self._charitable: Camps | None = None
        self._licensed: Camps | None = None

    def with_claims(self, claims: Sequence[Claim]) -> QuestionClaims:
        """The same question with other claims, or the same in another order."""
        return QuestionClaims(
            self.question,
            self.property,
            claims,
            self.dossier,
            self.event_dates,
            self.exclusions.known,
            self.turned,
        )

    @property
    def comparisons(self) -> int:
        """The number of pairs of claims compared, each pair counted once whether or not it was looked at by
        itself.
        """
        count = len(self.standing)
        beside = sum(
            claim.stance == "expects" or isinstance(claim.value, Unknown)
            for claim in self.claims
            if claim.stance != "doubts"
        )
        return count * (count - 1) // 2 + beside * count

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The distinct readings in the order in which they first come, denials apart."""
        grouped: dict[Hashable, list[Claim]] = {}
        for claim in self.claims:
            grouped.setdefault((self.exclusions.identity(claim), claim.denies), []).append(claim)
        return tuple(
            Reading(value_text(claims[0]), tuple(claims), claims[0].denies) for claims in grouped.values()
        )

    def camps(self, level: str) -> Camps:
        """The camps at `level` (charitable or licensed), as indices into `standing`."""
        if self._licensed is None:
            self._licensed = self._finder.shared_by_all() or self._finder.camps("licensed")
        if level == "licensed":
            return self._licensed
        if self._charitable is None:
            # What can be true together as worded can be so with charity.
            self._charitable = (
                self._licensed if self._licensed.total <= 1 else self._finder.camps("charitable")
            )
        return self._charitable

    @property
    def distinct(self) -> tuple[Claim, ...]:
        """The standing claims, of those that say the same of the same time and sense the first."""
        return tuple(group[0] for group in self._finder.elements)

    @property
    def decided(self) -> bool:
        """Whether all camps were found within the bounded work."""
        return not self.standing or (self.camps("charitable").decided and self.camps("licensed").decided)

    def camp_claims(self, level: str) -> tuple[tuple[Claim, ...], ...]:
        """The listed camps at `level` as claims."""
        return tuple(tuple(self.standing[i] for i in group) for group in self.camps(level).listed)

    @cached_property
    def strained(self) -> bool:
        """Whether claims of one camp are in tension: two best estimates each lie outside what the other's
        words allow although the ranges meet, or two voices list none alike.
        """
        if self._strangers is not None:
            return True
        with_best = [
            group[0]
            for group in self._finder.elements
            if getattr(group[0].value, "best", None) is not None and not group[0].denies
        ]
        pairs = ((a, b) for i, a in enumerate(with_best[:MOST_BEST]) for b in with_best[:i])
        return self.property.one and any(
            self.exclusions.comparability(a, b).how != NOT_COMPARABLE
            and self.exclusions.relation(a, b).relation == "tension"
            and total_and_part(self.property, a, b) is None
            for a, b in pairs
        )

    @cached_property
    def _strangers(self) -> tuple[Claim, Claim] | None:
        """The first two claims of different voices that list none alike, or each tell of one spell
        and of two together, though one camp holds both; or None.
        """
        if self.exclusions.has_spells:
            return perhaps_two_spells(self.standing, self.exclusions)
        if not self.exclusions.decided_jointly:
            return None
        heads = [
            claim
            for group in self._finder.elements
            for claim in {claim.holder: claim for claim in reversed(group)}.values()
        ]
        heads = [claim for claim in heads if not claim.denies][:MOST_BEST]
        for i, b in enumerate(heads):
            for a in heads[:i]:
                if (
                    a.holder != b.holder
                    and self.kind.joinable(a.value, b.value)
                    and self.exclusions.comparability(a, b).how != NOT_COMPARABLE
                ):
                    return a, b
        return None

    def is_told_here(self, left: Claim, right: Claim) -> bool:
        """Whether a difference of two claims is one of this question: not where both are said of others, and
        any number of answers can be true.
        """
        both_turned = left.id in self.turned and right.id in self.turned
        return not both_turned or self.property.limited or self.property.inverse == self.property.name

    def clashes(self, level: str, most: int = 4) -> Iterator[Clash]:
        """One pair of claims that exclude each other for each camp at `level` against an earlier one, at most
        `most`.
        """
        groups = self.camps(level).listed
        seen = set()
        for k, later in enumerate(groups[1:], 1):
            for earlier in groups[:k]:
                pair = self._clash(earlier, later, level)
                if pair and frozenset(pair) not in seen:
                    seen.add(frozenset(pair))
                    yield self.clash(*(self.standing[i] for i in pair))
                    break
            if len(seen) >= most:
                return
        if not seen and len(groups) > 1 and self.exclusions.decided_jointly:
            yield from self._joint_clash(groups[0], groups[1], level)
        if len(groups) == 1 and level == "licensed" and self._strangers is not None:
            clash = self.clash(*self._strangers)
            yield self._perhaps_two_spells(clash) if self.exclusions.has_spells else clash

    def _perhaps_two_spells(self, clash: Clash) -> Clash:
        """Two claims that each tell of one spell and share nothing, with that as the reason."""
        both = teller_of_both(clash.left, clash.right, self.standing, self.exclusions)
        told = [f"{speaker(both, self.dossier)} tells of both, as two"] if both else []
        why = (how_apart(clash.left, clash.right), *told)
        return replace(
            clash,
            relation=replace(clash.relation, relation="tension", why=why, hints=()),
            comparability=Comparability(TENSION_AT_MOST, "perhaps two spells, of which each voice tells one"),
        )

    def _joint_clash(self, earlier: Sequence[int], later: Sequence[int], level: str) -> Iterator[Clash]:
        """One claim of a camp against one of another that no two claims keep apart: the reason is a smallest
        group that cannot all be true.
        """
        other = next((i for i in later if i not in set(earlier)), None)
        if other is None:
            return
        claims = [self.standing[i] for i in (*earlier, other)]
        core, _ = minimal_conflict(range(len(claims)), self.exclusions.joint_test(claims, level))
        if core:
            clash = self.clash(claims[core[0]], claims[core[-1]])
            why = self._why_not_together([claims[i] for i in core], level)
            yield replace(
                clash,
                relation=replace(
                    clash.relation, relation="conflict" if level == "charitable" else "tension", why=why
                ),
            )

    def _why_not_together(self, claims: Sequence[Claim], level: str) -> tuple[str, ...]:
        """The reason that claims of which every two can be true cannot all be."""
        if self.property.one:
            return self.kind.why_not_together([claim.value for claim in claims], level)
        named = list(dict.fromkeys(map(value_text, claims)))
        said = f"{', '.join(named[:-1])} and {named[-1]} are {len(named)}"
        return (f"{said}, and at most {self.property.most} can be true",)

    def beyond_limit(self, level: str) -> tuple[Claim, ...]:
        """One claim more than can be true together at `level`, each with an answer of its own; none where
        there are not so many, or no limit.
        """
        contexts: dict[Hashable, dict[int, Claim]] = {}
        for claim in self.standing if self.property.limited else ():
            if not claim.denies:
                alike = contexts.setdefault(self.exclusions.context(claim), {})
                alike.setdefault(id(claim.value), claim)
        for said in contexts.values():
            if found := too_many(self.property, [claim.value for claim in said.values()], level):
                return tuple(said[id(value)] for value in found)
        return ()

    def clash(self, left: Claim, right: Claim) -> Clash:
        """Two claims on this question as a clash: their relation with its reasons, and their
        comparability.
        """
        relation = relate(self.property.type, left.value, right.value)
        if shared := self.exclusions.shared_traits(left, right):
            both = f"{value_text(left)} and {value_text(right)} are both"
            asked = self.property.name.replace("-", " ")
            why = (f"{both} {said}: of one {name} there is one {asked} at most" for name, said in shared)
            relation = replace(relation, why=(*relation.why, *why))
        for level, name in (("charitable", "conflict"), ("licensed", "tension")):
            if members := self.exclusions.beyond_list(left, right, level):
                other = right if any(left is member for member in members) else left
                said = self._beyond(members, other)
                relation = replace(relation, relation=name, why=(said,), hints=())
                return Clash(left, right, relation, self.exclusions.in_time(left, right))
        return Clash(left, right, relation, self.exclusions.comparability(left, right))

    def _beyond(self, members: Sequence[Claim], other: Claim) -> str:
        """That a claim is of something beyond a list that is said to be complete, in words."""
        named = list(dict.fromkeys(map(value_text, members)))
        most = named[:MOST_NAMED] + [f"{len(named) - MOST_NAMED} more"] * (len(named) > MOST_NAMED)
        who, beyond = speaker(members[0], self.dossier), f"{value_text(other)} ({other.siglum})"
        if len(most) < 2:
            return f"{who} says that there is none but {most[0]}; {beyond} is another"
        return f"{who} says that {', '.join(most[:-1])} and {most[-1]} are all; {beyond} is another"

    def _clash(self, earlier: Sequence[int], later: Sequence[int], level: str) -> tuple[int, int] | None:
        first, second = (
            sorted(set(those) - set(others), key=lambda i: (self.standing[i].denies, i))[:50]
            for those, others in ((earlier, later), (later, earlier))
        )
        for i in first:
            for j in second:
                if self.exclusions.excludes(self.standing[i], self.standing[j], level):
                    return i, j
        return None
