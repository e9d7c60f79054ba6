"""Results of earlier runs, kept for each group of questions under a hash of all that bears on them: what the
claims say, whose they are, and what was declared.

Where a claim stands, what its file is called and in what order the files come is not hashed, as long as the
claims of a group keep their order. So a file that changes costs only the questions that it answers, and those
on which these bear.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import repeat
from typing import Any

from discrepancy.findings.cache.group_hash import GroupHashes
from discrepancy.findings.cache.program_hash import program_hash
from discrepancy.findings.cache.serialise import deserialise, serialise
from discrepancy.findings.cache.store import Store
from discrepancy.findings.cache.tree_cache import StoredTrees
from discrepancy.findings.independent_groups import independent_groups
from discrepancy.findings.partial_result import PartialResult, merged_results, results_by_group
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.reasoning.budget import STEPS_PER_CLAIM, STEPS_PER_DOSSIER
from discrepancy.reasoning.grounding import MOST_GROUPS, MOST_INSTANCES

VERSION = 1  # of what is kept
KEPT = 4  # runs after which what was not met again is forgotten


class ResultCache:
    """The results and the syntax trees that earlier runs kept in a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.trees = StoredTrees(store)

    def cached_groups(self, view: View) -> CachedGroups:
        """The groups of a dossier's questions whose results are kept, and the view of the rest."""
        return CachedGroups(view, self._store)


class CachedGroups:
    """Kept results of some groups of a dossier's questions; `rest` is the view of the other groups."""

    def __init__(self, view: View, store: Store) -> None:
        self._view, self._store = view, store
        # The path would not do: what stood at a revision is read elsewhere. Of one name there may be several.
        self._name = (
            f"groups {VERSION} {program_hash()} {view.checked.steps_per_quote} "
            f"{view.dossier.name} {view.dossier.title}"
        )
        self._groups = independent_groups(view.dossier, view.questions, view.laws)
        place: dict[int, int] = {}
        for i, group in enumerate(self._groups.every):
            for question in group:
                place.update(zip(map(id, view.questions[question].claims), repeat(i), strict=False))
        self._claims: list[list[Claim]] = [[] for _ in self._groups.every]
        for claim in view.dossier.claims:
            self._claims[place[id(claim)]].append(claim)
        hashes = GroupHashes(view)
        self._hashes = [hashes.of(claims) for claims in self._claims]
        held = store.get(self._name)
        self._held: dict[str, list[Any]] = held if _sound(held) else {}
        self._known: dict[int, PartialResult] = {}
        for i, hash_ in enumerate(self._hashes):
            if hash_ in self._held:
                # What is not of the shape in which it was kept is as if it were not there.
                with suppress(AttributeError, IndexError, KeyError, TypeError, ValueError):
                    self._known[i] = deserialise(self._held[hash_][1], self._claims[i], view.dossier.path)
        self.rest = self._rest()

    def _rest(self) -> View:
        if not self._known:
            return self._view
        fresh = {
            question
            for i, group in enumerate(self._groups.every)
            if i not in self._known
            for question in group
        }
        return self._view.part(fresh, sum(one.steps for one in self._known.values()))

    def bounded(self, found: PartialResult) -> bool:
        """Whether the kept results and what was `found` in the rest took less work together than a dossier
        may cost: only then do they not hang on the order of the work.
        """
        if not self.rest.reasoning.whole:
            return False
        every = [found, *self._known.values()]
        most = max(
            (
                sum(one.sharing_applications.get(name, 0) for one in every)
                for name in found.sharing_applications
            ),
            default=0,
        )
        steps = sum(one.steps for one in every)
        return (
            most < MOST_GROUPS
            and sum(one.law_applications for one in every) < MOST_INSTANCES
            and steps < STEPS_PER_DOSSIER + STEPS_PER_CLAIM * len(self._view.dossier.claims)
        )

    def merged(self, found: PartialResult) -> PartialResult:
        """The kept results and what was `found` in the rest, as one; the latter is kept too."""
        if self.rest.questions:
            self._keep(found)
        return merged_results([*self._known.values(), found], self._view) if self._known else found

    def _keep(self, found: PartialResult) -> None:
        split = results_by_group(self.rest, self._groups, found.findings, found.preset_effects)
        now: dict[str, list[Any]] = {
            hash_: [age + 1, entry] for hash_, (age, entry) in self._held.items() if age < KEPT
        }
        for i, hash_ in enumerate(self._hashes):
            if i in self._known:
                now[hash_] = [0, self._held[hash_][1]]
            elif any(map(self._view.checked.outran_its_steps, self._claims[i])):
                continue  # what came of its quotes hangs on those of other groups
            elif (entry := serialise(split[i], self._claims[i])) is not None:
                now[hash_] = [0, entry]
        self._store.put(self._name, now)


def _sound(held: Any) -> bool:
    """Whether what the store holds has the shape of kept results: by hash, [runs not met, result]."""
    return isinstance(held, dict) and all(
        isinstance(one, list) and len(one) == 2 and isinstance(one[0], int) for one in held.values()
    )
