"""What is said on a question in one line, and who says it: a reading, a claim's value as text, and the source
with the voices it cites.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and who has it: the words of the first that says so, and every claim that reads the same."""

    value: str
    claims: tuple[Claim, ...]
    denied: bool = False

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla of the sources that have the reading, in order, each once."""
        return tuple(dict.fromkeys(claim.siglum for claim in self.claims))


def value_text(claim: Claim) -> str:
    """A claim's value in a line: as written, but an id by its name, and a denial marked as one."""
    entry = getattr(claim.value, "entry", None)
    said = (
        entry.name
        if entry is not None and claim.given == entry.id and entry.name
        else claim.given or str(claim.value)
    )
    return f"not {said}" if claim.denies else said


def cited_voices(
    claim: Claim, dossier: Dossier, citing: str = ", who cites ", show: Callable[[str], str] = str
) -> str:
    """The names of the voices that a claim's source cites, nearest first, joined by `citing`; nothing where
    the source speaks itself. `show` escapes a name for where it is printed.
    """
    return citing.join(show(dossier.voice_name(link.voice)) for link in claim.voices)


def attribution(claim: Claim, dossier: Dossier, citing: str = ", who cites ") -> str:
    """Who says it according to whom: `E`, or `E according to some sources, who cites Lewy`."""
    if not claim.voices:
        return claim.siglum
    return f"{claim.siglum} according to {cited_voices(claim, dossier, citing)}"


def speaker(claim: Claim, dossier: Dossier) -> str:
    """Who says it, whoever is quoted before the work that quotes him: `E`, or `Lewy, in E`."""
    return f"{cited_voices(claim, dossier, ', by ')}, in {claim.siglum}" if claim.voices else claim.siglum
