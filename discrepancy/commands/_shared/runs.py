"""Runs over the dossiers that a command is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.terminal import flag_given, note, say

if TYPE_CHECKING:
    from discrepancy.findings.cache.result_cache import ResultCache
    from discrepancy.findings.run import Run


def run_all(paths: Sequence[str], texts: Sequence[str] = (), cache: ResultCache | None = None) -> Run:
    """The run over all dossiers at `paths` (default: claims/), with texts of theirs in the folders `texts`,
    and what `cache` holds of them.
    """
    from discrepancy.findings.analysis import engine
    from discrepancy.reading import dossiers as reader

    dossiers = reader.read_dossiers(list(paths) or ["claims"], trees=cache.trees if cache else None)
    run = engine.run_rules(dossiers, texts=texts, cache=cache)
    _note_rules(run)
    return run


def run_each(paths: Sequence[str], texts: Sequence[str] = ()) -> list[Run]:
    """A run over each dossier at `paths` by itself, so that its page does not depend on which others were
    asked for. It holds what other conventions would newly find.
    """
    from discrepancy.findings.analysis import engine
    from discrepancy.reading import dossiers as reader

    runs = [
        engine.run_rules((dossier,), True, texts)
        for dossier in reader.read_dossiers(list(paths) or ["claims"])
    ]
    for run in runs:
        _note_rules(run)
    return runs


def require_readable(run: Run, otherwise: str) -> None:
    """Prints the errors of the input and raises CommandError, if there are any; `otherwise` says what is not
    done then.
    """
    from discrepancy.system.display import printable

    errors = [problem for problem in run.problems if not problem.warning]
    for error in errors:
        say(printable(str(error)) + "\n", error=True)
    if errors:
        raise CommandError(f"{otherwise}: the input above must be readable first")


def _note_rules(run: Run) -> None:
    if not flag_given("verbose"):
        return
    for rule in run.rules:
        outcome = (
            f"not run: {rule.skipped}" if rule.skipped else f"looked at {rule.looked_at}, found {rule.found}"
        )
        note(f"{rule.code} {rule.name}: {outcome}")
