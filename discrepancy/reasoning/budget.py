"""Work that is counted over many questions, so that no tangle of claims takes long: what is left undone is
said, never timed.
"""

from __future__ import annotations

WHOLE, EACH = 3_000_000, 1_000  # steps for all connected parts of a dossier, and for each claim of it besides
PART = 800_000  # steps for one connected part at one level


class Work:
    """Counted steps, those of a part counted in the whole too; `done` once they are used up."""

    def __init__(self, most: int, whole: Work | None = None) -> None:
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
