"""The camps of the claims on one question, by the quickest way that tells them all.

Claims that say the same are looked at once. Values on a line or in boxes are swept; what has no order goes
through a graph of exclusions; where the type itself tells which values can be true together, it is asked.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property

from discrepancy.comparison import camps as camp_sets
from discrepancy.comparison.camps import Camps
from discrepancy.comparison.comparability import (
    COMPARABLE,
    TENSION_AT_MOST,
    total_and_part,
)
from discrepancy.comparison.denials import camps_with_denials
from discrepancy.comparison.exclusion import Exclusions, measure
from discrepancy.model.claim import Claim

MOST_CONTEXTS = 40  # times and senses on one question that are set against each other


class QuestionCamps:
    """Finds the camps of `standing`, the claims on one question that can stand in one, as indices into it."""

    def __init__(self, about: str, standing: Sequence[Claim], exclusions: Exclusions) -> None:
        """`about` is the entity that stands for all that the claims speak of."""
        self.about, self.standing, self.exclusions = about, standing, exclusions

    def shared_by_all(self) -> Camps | None:
        """The one camp of claims that all say the same, or share a licensed answer where only their values
        can keep them apart; else None.
        """
        standing = self.standing
        if len(standing) < 2:
            return Camps((tuple(range(len(standing))),), len(standing))
        if len({(self.exclusions.identity(claim), claim.denies) for claim in standing}) == 1:
            return Camps((tuple(range(len(standing))),), 1)
        prop = self.exclusions.property
        if self.exclusions.kind.shape != "line" or not prop.one or prop.state or prop.adds:
            return None
        low, high = standing[0].value.licensed[0][0], standing[0].value.licensed[-1][1]
        for claim in standing:
            pieces = claim.value.licensed
            if len(pieces) > 1 or claim.denies or claim.sense or claim.question.about != self.about:
                return None
            low, high = max(low, pieces[0][0]), min(high, pieces[0][1])
        if low > high or len({measure(claim) for claim in standing}) > 1:
            return None
        return Camps((tuple(range(len(standing))),), 1)

    @cached_property
    def elements(self) -> list[list[Claim]]:
        """The claims in groups that say the same of the same time and sense, so that one stands for all."""
        grouped: dict[Hashable, list[Claim]] = {}
        for claim in self.standing:
            grouped.setdefault(
                (self.exclusions.identity(claim), claim.denies, self.exclusions.context(claim)), []
            ).append(claim)
        return list(grouped.values())

    @cached_property
    def _members(self) -> list[list[int]]:
        place = {id(claim): i for i, claim in enumerate(self.standing)}
        return [[place[id(claim)] for claim in group] for group in self.elements]

    def camps(self, level: str) -> Camps:
        """The camps at `level`, as indices into `standing`."""
        heads = [group[0] for group in self.elements]
        said = [i for i, claim in enumerate(heads) if not claim.denies]
        denials = {
            i: dict.fromkeys(claim.holder for claim in group)
            for i, group in enumerate(self.elements)
            if group[0].denies
        }
        found = self._of_answers([heads[i] for i in said], level)
        found = Camps(
            tuple(tuple(said[i] for i in group) for group in found.listed), found.total, found.decided
        )
        found = camps_with_denials(
            found, denials, lambda i, j: self.exclusions.excludes(heads[i], heads[j], level)
        )
        listed = tuple(
            tuple(sorted(i for element in group for i in self._members[element])) for group in found.listed
        )
        return Camps(tuple(sorted(listed)), found.total, found.decided)

    def _of_answers(self, heads: Sequence[Claim], level: str) -> Camps:
        """The camps of claims that deny nothing, as indices into `heads`."""
        if not heads:
            return Camps(((),), 1)
        found = self._swept(heads, level) or self._joint(heads, level)
        return found or camp_sets.camps_of_graph(
            len(heads), lambda i, j: self.exclusions.excludes(heads[i], heads[j], level)
        )

    def _swept(self, heads: Sequence[Claim], level: str) -> Camps | None:
        """The camps by sweeps, where values lie on a line or in boxes and claims meet alike within contexts;
        None where they do not.
        """
        if len(heads) == 1:
            return Camps(((0,),), 1)
        prop, shape = self.exclusions.property, self.exclusions.kind.shape
        if not prop.one or prop.spells or shape not in ("line", "box"):
            return None
        if len({measure(claim) for claim in heads}) > 1:
            return None
        parts = self._separate(heads, range(len(heads)), level)
        if parts is None:
            return None
        return camp_sets.combined_camps(
            [self._sweep([heads[i] for i in part], part, level) for part in parts]
        )

    def _separate(self, heads: Sequence[Claim], said: Sequence[int], level: str) -> list[list[int]] | None:
        """Claims in groups that exclude nothing of one another at `level`, while all of one group meet; None
        if they do not fall so.
        """
        contexts: dict[Hashable, list[int]] = {}
        for i in said:
            contexts.setdefault(self.exclusions.context(heads[i]), []).append(i)
        groups = list(contexts.values())
        if len(groups) > MOST_CONTEXTS:
            return None
        first = heads[groups[0][0]]
        if any(total_and_part(self.exclusions.property, first, heads[group[0]]) for group in groups):
            return None  # a total and its parts exclude each other in one direction only
        hows = {
            self.exclusions.comparability(heads[a[0]], heads[b[0]]).how
            for k, a in enumerate(groups)
            for b in groups[:k]
        }
        binding = {COMPARABLE} if level == "charitable" else {COMPARABLE, TENSION_AT_MOST}
        if not hows & binding:
            return groups
        return (
            [list(said)]
            if hows <= binding
            and all(self.exclusions.binds([heads[i] for i in group], level, True) for group in groups)
            else None
        )

    def _sweep(self, claims: Sequence[Claim], places: Sequence[int], level: str) -> Camps:
        """The camps of claims that meet alike, by their places; one camp where they do not
        bind one another.
        """
        if len(claims) == 1 or not self.exclusions.binds(claims, level):
            return Camps((tuple(places),), 1)
        sets = [claim.value.sets(level) for claim in claims]
        found = (
            camp_sets.camps_on_line(sets)
            if self.exclusions.kind.shape == "line"
            else camp_sets.camps_of_boxes(sets)
        )
        return Camps(
            tuple(tuple(places[i] for i in group) for group in found.listed), found.total, found.decided
        )

    def _joint(self, heads: Sequence[Claim], level: str) -> Camps | None:
        """The camps where the type says which values can be true together; None where pairs decide."""
        if not self.exclusions.decided_jointly:
            return None
        together = self.exclusions.joint_test(heads, level)
        alike = len({self.exclusions.context(claim) for claim in heads}) == 1
        everyone = tuple(range(len(heads)))
        # A limit says nothing of pairs, which a type that decides jointly does.
        if alike and self.exclusions.property.one and together(everyone):
            return Camps((everyone,), 1)
        return camp_sets.joint_camps(
            len(heads), lambda i, j: self.exclusions.excludes(heads[i], heads[j], level), together
        )
