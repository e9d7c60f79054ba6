"""A question as asked of every source: its claims, their readings, and the camps they fall into."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from discrepancy.comparison import camps as camp
from discrepancy.comparison.camps import Camps
from discrepancy.comparison.comparability import (
    COMPARABLE,
    NOT_COMPARABLE,
    TENSION_AT_MOST,
    Comparability,
    EventDates,
    comparability,
)
from discrepancy.comparison.readings import Reading, value_text
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.vocabulary import Property
from discrepancy.values.base import (
    DirectedRelation,
    Relation,
    Relative,
    Unknown,
    Value,
    compare,
    meets,
    relate,
    value_type,
    within,
)

MOST_CONTEXTS = 40  # times and senses on one question that are set against each other
MOST_BEST = 300  # distinct values with a best that are compared pair by pair


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims that exclude each other at some level, how they meet, and why."""

    left: Claim
    right: Claim
    relation: Relation
    comparability: Comparability


class QuestionClaims:
    """The claims that meet on one question. `claims` is all of them; `standing` those that can stand in a
    camp: vouched for as fact, with an answer of their own (not doubts, expectations, unknowns or relative
    dates); `others` every question of the dossier.
    """

    __slots__ = (
        "__dict__",
        "_charitable",
        "_licensed",
        "claims",
        "dated",
        "dossier",
        "kind",
        "others",
        "property",
        "question",
        "standing",
    )

    def __init__(
        self, question: Question, prop: Property, claims: Sequence[Claim], dossier: Dossier, dated: EventDates
    ) -> None:
        self.question = question
        self.property = prop
        self.claims = tuple(claims)
        self.dossier = dossier
        self.dated = dated
        self.kind = value_type(prop.type)
        self.others: Mapping[Question, QuestionClaims] = {}
        self.standing = tuple(
            claim for claim in claims if claim.counts and not isinstance(claim.value, (Unknown, Relative))
        )
        self._charitable: Camps | None = None
        self._licensed: Camps | None = None

    @property
    def comparisons(self) -> int:
        """How many pairs of claims were compared, each pair counted once whether or not it was looked at one
        by one.
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
            grouped.setdefault((self._identity(claim), claim.denies), []).append(claim)
        return tuple(
            Reading(value_text(claims[0]), tuple(claims), claims[0].denies) for claims in grouped.values()
        )

    def camps(self, level: str) -> Camps:
        """The camps at `level` (charitable or licensed), as indices into `standing`."""
        if self._licensed is None:
            self._licensed = self._at_once() or self._camps("licensed")
        if level == "licensed":
            return self._licensed
        if self._charitable is None:
            # What can be true together as worded can be so with charity.
            self._charitable = self._licensed if self._licensed.total <= 1 else self._camps("charitable")
        return self._charitable

    def _at_once(self) -> Camps | None:
        """The one camp of claims that all say the same, or share a licensed answer where only their values
        can keep them apart; else None.
        """
        standing = self.standing
        if len(standing) < 2:
            return Camps((tuple(range(len(standing))),), len(standing))
        if len({(self._identity(claim), claim.denies) for claim in standing}) == 1:
            return Camps((tuple(range(len(standing))),), 1)
        prop = self.property
        if self.kind.shape != "line" or not prop.one or prop.state or prop.adds:
            return None
        low, high = standing[0].value.licensed[0][0], standing[0].value.licensed[-1][1]
        for claim in standing:
            pieces = claim.value.licensed
            if len(pieces) > 1 or claim.denies or claim.sense or claim.question.about != self.question.about:
                return None
            low, high = max(low, pieces[0][0]), min(high, pieces[0][1])
        if low > high or len({_measure(claim) for claim in standing}) > 1:
            return None
        return Camps((tuple(range(len(standing))),), 1)

    @property
    def decided(self) -> bool:
        """Whether bounded work could tell all camps."""
        return not self.standing or (self.camps("charitable").decided and self.camps("licensed").decided)

    def camp_claims(self, level: str) -> tuple[tuple[Claim, ...], ...]:
        """The listed camps at `level` as claims."""
        return tuple(tuple(self.standing[i] for i in group) for group in self.camps(level).listed)

    @cached_property
    def strained(self) -> bool:
        """Whether two bests lie outside each other's licensed sets although the sets meet (cross-rule i), or
        two voices list none alike (iii).
        """
        if self._strangers is not None:
            return True
        with_best = [
            group[0]
            for group in self._elements
            if getattr(group[0].value, "best", None) is not None and not group[0].denies
        ]
        pairs = ((a, b) for i, a in enumerate(with_best[:MOST_BEST]) for b in with_best[:i])
        return self.property.one and any(
            self._meet(a, b).how != NOT_COMPARABLE and self._compare(a, b).relation == "tension"
            for a, b in pairs
        )

    @cached_property
    def _strangers(self) -> tuple[Claim, Claim] | None:
        """Two claims of different voices, in tension but for one camp to hold: the first such pair, or None."""
        if not self._jointly:
            return None
        heads = [
            claim
            for group in self._elements
            for claim in {claim.holder: claim for claim in reversed(group)}.values()
        ]
        heads = [claim for claim in heads if not claim.denies][:MOST_BEST]
        for i, b in enumerate(heads):
            for a in heads[:i]:
                if (
                    a.holder != b.holder
                    and self.kind.joinable(a.value, b.value)
                    and self._meet(a, b).how != NOT_COMPARABLE
                ):
                    return a, b
        return None

    def clashes(self, level: str, most: int = 4) -> Iterator[Clash]:
        """For the camps at `level`, one excluding pair for each camp against an earlier one, at most `most`."""
        groups = self.camps(level).listed
        seen = set()
        for k, later in enumerate(groups[1:], 1):
            for earlier in groups[:k]:
                pair = self._clash(earlier, later, level)
                if pair and pair not in seen:
                    seen.add(pair)
                    yield self.clash(*(self.standing[i] for i in pair))
                    break
            if len(seen) >= most:
                return
        if not seen and len(groups) > 1 and self._jointly:
            yield from self._joint_clash(groups[0], groups[1], level)
        if len(groups) == 1 and level == "licensed" and self._strangers is not None:
            yield self.clash(*self._strangers)

    def _joint_clash(self, earlier: Sequence[int], later: Sequence[int], level: str) -> Iterator[Clash]:
        """One claim of a camp against one of another that no two claims keep apart: the reason is a smallest
        group that cannot all be true.
        """
        other = next((i for i in later if i not in set(earlier)), None)
        if other is None:
            return
        claims = [self.standing[i] for i in (*earlier, other)]
        core, _ = camp.minimal_conflict(range(len(claims)), self._together(claims, level))
        if core:
            clash = self.clash(claims[core[0]], claims[core[-1]])
            why = self.kind.why_not_together([claims[i].value for i in core], level)
            yield replace(
                clash,
                relation=replace(
                    clash.relation, relation="conflict" if level == "charitable" else "tension", why=why
                ),
            )

    def clash(self, left: Claim, right: Claim) -> Clash:
        """The relation of two claims of this question, in full."""
        return Clash(
            left, right, relate(self.property.type, left.value, right.value), self._meet(left, right)
        )

    def _clash(self, earlier: Sequence[int], later: Sequence[int], level: str) -> tuple[int, int] | None:
        first = [i for i in earlier if i not in set(later)][:50]
        second = [j for j in later if j not in set(earlier)][:50]
        for i in first:
            for j in second:
                if self._excludes(self.standing[i], self.standing[j], level):
                    return i, j
        return None

    # How claims are grouped before they are compared

    def _identity(self, claim: Claim) -> Hashable:
        value = claim.value
        if isinstance(value, (Unknown, Relative)):
            return (type(value).__name__, value.text)
        return self.kind.identity(value)

    def _context(self, claim: Claim) -> Hashable:
        """What decides whether a claim meets others, beside its value."""
        timed = self.property.state or self.property.adds
        return (
            claim.sense,
            claim.question.about,
            (claim.when.kind, claim.when.text) if claim.when and timed else None,
        )

    @cached_property
    def _elements(self) -> list[list[Claim]]:
        grouped: dict[Hashable, list[Claim]] = {}
        for claim in self.standing:
            grouped.setdefault((self._identity(claim), claim.denies, self._context(claim)), []).append(claim)
        return list(grouped.values())

    @cached_property
    def _members(self) -> list[list[int]]:
        place = {id(claim): i for i, claim in enumerate(self.standing)}
        return [[place[id(claim)] for claim in group] for group in self._elements]

    # Camps

    def _camps(self, level: str) -> Camps:
        heads = [group[0] for group in self._elements]
        found = self._swept(heads, level) or self._joint(heads, level)
        if found is None:
            found = camp.camps_of_graph(len(heads), lambda i, j: self._excludes(heads[i], heads[j], level))
        listed = tuple(
            tuple(sorted(i for element in group for i in self._members[element])) for group in found.listed
        )
        return Camps(tuple(sorted(listed)), found.total, found.decided)

    def _swept(self, heads: Sequence[Claim], level: str) -> Camps | None:
        """The camps by sweeps, where values lie on a line or in boxes and claims meet alike within contexts;
        None where they do not.
        """
        if len(heads) == 1:
            return Camps(((0,),), 1)
        said = [i for i, claim in enumerate(heads) if not claim.denies]
        if (
            not self.property.one
            or self.property.spells
            or self.kind.shape not in ("line", "box")
            or not said
        ):
            return None
        if len({_measure(heads[i]) for i in said}) > 1:
            return None
        parts = self._separate(heads, said, level)
        if parts is None:
            return None
        found = camp.combined_camps([self._sweep([heads[i] for i in part], part, level) for part in parts])
        denials = [i for i, claim in enumerate(heads) if claim.denies]
        return camp.camps_with_denials(found, denials, lambda i, j: self._excludes(heads[i], heads[j], level))

    def _separate(self, heads: Sequence[Claim], said: Sequence[int], level: str) -> list[list[int]] | None:
        """Claims in groups that exclude nothing of one another at `level`, while all of one group meet; None
        if they do not fall so.
        """
        contexts: dict[Hashable, list[int]] = {}
        for i in said:
            contexts.setdefault(self._context(heads[i]), []).append(i)
        groups = list(contexts.values())
        if len(groups) > MOST_CONTEXTS:
            return None
        hows = {self._meet(heads[a[0]], heads[b[0]]).how for k, a in enumerate(groups) for b in groups[:k]}
        binding = {COMPARABLE} if level == "charitable" else {COMPARABLE, TENSION_AT_MOST}
        if not hows & binding:
            return groups
        return (
            [list(said)]
            if hows <= binding
            and all(self._binds([heads[i] for i in group], level, True) for group in groups)
            else None
        )

    def _sweep(self, claims: Sequence[Claim], places: Sequence[int], level: str) -> Camps:
        """The camps of claims that meet alike, by their places; one camp where they do not bind one another."""
        if len(claims) == 1 or not self._binds(claims, level):
            return Camps((tuple(places),), 1)
        sets = [claim.value.sets(level) for claim in claims]
        found = camp.camps_on_line(sets) if self.kind.shape == "line" else camp.camps_of_boxes(sets)
        return Camps(
            tuple(tuple(places[i] for i in group) for group in found.listed), found.total, found.decided
        )

    @cached_property
    def _jointly(self) -> bool:
        """Whether the type says by itself which values can be true together, more than pairs could."""
        return self.property.one and self.kind.together((), "licensed") is not None

    def _joint(self, heads: Sequence[Claim], level: str) -> Camps | None:
        """The camps where the type says which values can be true together; None where pairs decide."""
        if not self._jointly:
            return None
        together = self._together(heads, level)
        alike = len({self._context(claim) for claim in heads}) == 1 and not any(
            claim.denies for claim in heads
        )
        everyone = tuple(range(len(heads)))
        if alike and together(everyone):
            return Camps((everyone,), 1)
        return camp.joint_camps(len(heads), lambda i, j: self._excludes(heads[i], heads[j], level), together)

    def _together(self, claims: Sequence[Claim], level: str) -> Callable[[Sequence[int]], bool | None]:
        """Whether the claims of a group, by their places, can be true together so far as they meet alike;
        pairs settle the rest.
        """
        of_context: dict[Hashable, list[int]] = {}
        for i, claim in enumerate(claims):
            if not claim.denies:
                of_context.setdefault(self._context(claim), []).append(i)
        binding = {
            i: group[0]
            for group in of_context.values()
            if self._binds([claims[i] for i in group], level)
            for i in group
        }

        def together(group: Sequence[int]) -> bool | None:
            parts: dict[int, list[Value]] = {}
            for i in group:
                if i in binding:
                    parts.setdefault(binding[i], []).append(claims[i].value)
            answers = [self.kind.together(values, level) for values in parts.values() if len(values) > 1]
            return False if False in answers else None if None in answers else True

        return together

    def _binds(self, alike: Sequence[Claim], level: str, alone: bool = False) -> bool:
        """Whether claims of one context can exclude each other at `level`; a single one counts as `alone`
        says.
        """
        if len(alike) < 2:
            return alone
        how = self._meet(alike[0], alike[1]).how
        return how == COMPARABLE or (how != NOT_COMPARABLE and level != "charitable")

    def _meet(self, a: Claim, b: Claim) -> Comparability:
        if a.question.about != b.question.about:
            left, right = (self.dossier.entities.get(claim.question.about) for claim in (a, b))
            if (left and left.maybe) or (right and right.maybe):
                return Comparability("tension", "the two are only perhaps the same")
        return comparability(self.property, a, b, self.dated)

    def _compare(self, a: Claim, b: Claim) -> DirectedRelation:
        return compare(self.property.type, a.value, b.value)

    def _excludes(self, a: Claim, b: Claim, level: str) -> bool:
        """Whether no world makes both true at `level`."""
        met = self._meet(a, b).how
        if (
            met == NOT_COMPARABLE
            or (met != COMPARABLE and level == "charitable")
            or (a.denies and b.denies)
            or self.property.type == "framing"
        ):
            return False
        if a.denies or b.denies:
            return self.denied(a, b) if a.denies else self.denied(b, a)
        if not self.property.one:
            return self.kind.excludes(a.value, b.value)
        relation = self._compare(a, b).relation
        if relation == "tension" and self.kind.joinable(a.value, b.value):
            return False
        if (
            relation == "tension"
            and self.kind.shape != "labels"
            and meets(a.value.licensed, b.value.licensed)
        ):
            return False  # two bests: a tension of the question, though one camp may hold both
        return relation == "conflict" or (relation == "tension" and level == "licensed")

    def denied(self, denial: Claim, claim: Claim) -> bool:
        """A denial of v excludes w where plain(w) lies within plain(v)."""
        if self.kind.shape != "labels":
            same_unit = self._compare(denial, claim).relation != "different-unit"
            return same_unit and within(claim.value.plain, denial.value.plain)
        found = self._compare(claim, denial)
        return found.relation in ("identical", "agrees") or found == DirectedRelation("refines", "left")


def _measure(claim: Claim) -> Hashable:
    """What a figure counts and over what time; figures of one measure compare. Nothing for values that are no
    figures.
    """
    return claim.value.scale if hasattr(claim.value, "unit") else None
