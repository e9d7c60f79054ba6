"""Work counted in steps and never timed, so that a run ends at the same place on every machine."""

from __future__ import annotations


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
