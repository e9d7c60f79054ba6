"""What the command line says of an import, and how the person who runs it is spoken with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from discrepancy.exchange.errors import ExchangeError
from discrepancy.model.problem import Problem
from discrepancy.system.display import counted, printable

UNWRITTEN = "no source file was written"
MOST_SHOWN = 200  # problems that are printed


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of `import`, as they were given."""

    to: str = ""
    mapping: str = ""
    maps: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    sheet: str = ""
    source: str = ""
    encoding: str = ""
    out: str = ""
    how: str = ""  # add or replace


class Dialogue(NamedTuple):
    """How to speak with the person while the import runs: notes, warnings and problems as they are met, and a
    question and its answer (None where nobody can answer).
    """

    note: Callable[[str], None]
    warn: Callable[[str], None]
    ask: Callable[[str], str] | None = None

    def report(self, problems: Sequence[Problem]) -> None:
        """Prints the problems. Raises ExchangeError if there is an error among them."""
        for problem in problems[:MOST_SHOWN]:
            self.warn(printable(str(problem)))
        if len(problems) > MOST_SHOWN:
            self.warn(f"and {len(problems) - MOST_SHOWN:,} more")
        if errors := sum(not problem.warning for problem in problems):
            raise ExchangeError(f"{counted(errors, 'error')}; {UNWRITTEN}")
