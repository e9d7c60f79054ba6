"""What the P rules share: which voice frames a matter how."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier


def voice_name(claim: Claim, dossier: Dossier) -> str:
    """Whose view it is: the name of the voice that holds it, or the source's title."""
    return dossier.voice_name(claim.holder or claim.source)


def grouped_claims(claims: Iterable[Claim], key: Callable[[Claim], str]) -> dict[str, list[Claim]]:
    """Claims by what `key` says of them, those of which it says nothing left out."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if name := key(claim):
            found.setdefault(name, []).append(claim)
    return found


def group_lines(dossier: Dossier, groups: dict[str, list[Claim]]) -> tuple[str, ...]:
    """A line for each group: the word, and who uses it."""
    lines = []
    for name, claims in groups.items():
        voices = "; ".join(
            dict.fromkeys(f"{voice_name(claim, dossier)} ({claim.siglum}, {claim.at})" for claim in claims)
        )
        lines.append(f"{name}: {voices}")
    return tuple(lines)


def several_voices(groups: dict[str, list[Claim]]) -> bool:
    """Whether at least two voices, not one voice in two moods, stand in different groups."""
    return len(groups) > 1 and len({claim.holder for claims in groups.values() for claim in claims}) > 1


def first_few(names: Iterable[str], most: int = 6) -> str:
    """The first few of several words, and how many more there are."""
    found = list(names)
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")
