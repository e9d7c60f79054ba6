"""The work of reasoning, counted in steps and never timed, so that no knot of claims takes long; what is left
undone is reported.
"""

from __future__ import annotations

STEPS_PER_DOSSIER, STEPS_PER_CLAIM = (
    3_000_000,
    1_000,
)  # steps for all connected parts of a dossier, and for each claim of it besides
STEPS_PER_COMPONENT = 800_000  # steps for one connected part at one level


class StepBudget:
    """A number of steps that may be spent; steps of a part are spent of the whole too."""

    def __init__(self, most: int, whole: StepBudget | None = None) -> None:
        self.left, self.whole = most, whole

    def spend(self, steps: int) -> None:
        """Takes steps from what is left."""
        budget: StepBudget | None = self
        while budget is not None:
            budget.left -= steps
            budget = budget.whole

    @property
    def done(self) -> bool:
        """Whether the steps are used up."""
        return self.left <= 0 or (self.whole is not None and self.whole.done)
