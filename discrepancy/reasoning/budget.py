"""Work that is counted over many questions, so that no tangle of claims takes long: what is left undone is
said, never timed.
"""

from __future__ import annotations

STEPS_PER_DOSSIER, STEPS_PER_CLAIM = (
    3_000_000,
    1_000,
)  # steps for all connected parts of a dossier, and for each claim of it besides
STEPS_PER_COMPONENT = 800_000  # steps for one connected part at one level


class StepBudget:
    """Counted steps, those of a part counted in the whole too; `done` once they are used up."""

    def __init__(self, most: int, whole: StepBudget | None = None) -> None:
        self.left, self.whole = most, whole

    def spend(self, steps: int) -> None:
        """Counts steps."""
        self.left -= steps
        if self.whole is not None:
            self.whole.spend(steps)

    @property
    def done(self) -> bool:
        """Whether the steps are used up."""
        return self.left <= 0 or (self.whole is not None and self.whole.done)
