"""What is said on a question in one line, and who says it: a reading and a claim's value as text."""

from __future__ import annotations

from dataclasses import dataclass

from discrepancy.model.claim import Claim


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
