"""The steps that the search of one quote may take. A step is about as much work as looking at one place where
a word stands; what takes more is counted as more.
"""

from __future__ import annotations

from discrepancy.system.step_budget import StepBudget

STEPS_PER_QUOTE = 80_000  # that a quote has for itself; one that does not stand in its text takes some 15,000
_MOST_QUOTES = 500  # with so many steps each; twice as many have half
_LEAST_STEPS = 5_000
STEPS_PER_DOSSIER = 20_000_000  # besides, for those quotes of a dossier that need more
MOST_STEPS = 8_000_000  # that one quote may take of these
SCANNED = 10_000  # characters that are scanned for a word in one step


class SearchEnded(Exception):
    """The steps for a quote are used up before all was looked at."""


class SearchSteps(StepBudget):
    """The steps that the search of a quote may take; whoever spends more ends the search."""

    def spend(self, steps: int) -> None:
        """Takes steps from what is left. Raises SearchEnded where there are not as many."""
        self.left -= steps
        if self.left < 0:
            raise SearchEnded


def steps_per_quote(quotes: int) -> int:
    """The steps that each of so many quotes of a dossier has for itself. It halves as their number doubles,
    and not at every quote more, so that what is kept of a run stays true of the next.
    """
    steps, most = STEPS_PER_QUOTE, _MOST_QUOTES
    while quotes > most and steps > _LEAST_STEPS:
        steps, most = steps // 2, most * 2
    return steps
