"""What denials do to the camps of a question: they stand in them, and do not multiply them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from discrepancy.comparison.camps import Camps
from discrepancy.comparison.listed_camps import Group, listed_groups


def camps_with_denials(
    found: Camps, denials: Mapping[int, Iterable[str]], excludes: Callable[[int, int], bool]
) -> Camps:
    """The camps when denials, which exclude nothing of one another, are added to those of what is denied;
    `denials` maps each to the voices that have it.

    A denial joins every camp of which it denies nothing. Whoever has one that fits none makes a camp more,
    with all that he denies so and what he spares of the camp of which he spares most; those who deny the same
    share it. So denials add camps, one for each voice at most, and do not multiply them.
    """
    if not denials:
        return found
    members = sorted({i for group in found.listed for i in group})
    denied = {denial: frozenset(i for i in members if excludes(denial, i)) for denial in denials}

    def with_fitting(group: Group) -> Group:
        return tuple(sorted((*group, *(one for one in denials if denied[one].isdisjoint(group)))))

    listed = [with_fitting(group) for group in found.listed]
    fitting = {i for group in listed for i in group}
    homeless: dict[str, set[int]] = {}
    for denial, voices in denials.items():
        for voice in voices if denial not in fitting else ():
            homeless.setdefault(voice, set()).add(denial)
    more: list[Group] = []
    for those in homeless.values():
        if not any(those.issubset(group) for group in more):
            rejected = frozenset().union(*(denied[denial] for denial in those))
            spared = [tuple(i for i in group if i not in rejected) for group in found.listed]
            more.append(with_fitting(max(spared, key=len, default=())))
    whole = found.total == len(found.listed)
    return Camps(listed_groups(sorted((*listed, *more))), found.total + len(more), found.decided and whole)
