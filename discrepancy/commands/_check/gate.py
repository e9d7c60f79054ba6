"""The options of `check` that say which findings are compared, shown and counted, and its exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from discrepancy.commands._shared.errors import FINE, FOUND, UNREADABLE, CommandError
from discrepancy.commands._shared.options import typed_name

if TYPE_CHECKING:
    from discrepancy.findings.cache.result_cache import ResultCache
    from discrepancy.findings.finding import Finding
    from discrepancy.findings.run import Run

FAIL_ON = ("conflict", "tension", "perspective", "never")

Command = TypeVar("Command", bound=Callable[..., object])


class Gate(NamedTuple):
    """The options of `check` that say what it compares, shows and fails on."""

    fail_on: str = "conflict"
    exit_zero: bool = False
    since: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    subject: str | None = None
    source: str | None = None
    statistics: bool = False
    watch: bool = False
    allow_silenced: bool = False


_OPTIONS = (
    click.option("--fail-on", type=click.Choice(FAIL_ON), default="conflict",
                 help="The least kind of finding that makes exit code 1. Default: conflict."),
    click.option("--exit-zero", is_flag=True,
                 help="Never exit code 1: findings are shown and nothing fails. "
                      "Unreadable input still does."),
    click.option("--since", metavar="REF",
                 help="Compare with the claims at a git revision: only what is new or worse fails. "
                      "REF... compares with the last commit that REF and HEAD share."),
    click.option("--allow-silenced", is_flag=True,
                 help="With --since: a finding that went though its claims stand does not fail."),
    click.option("--select", multiple=True, metavar="CODES",
                 help="Only findings of these rules: codes, names or beginnings, as D or D101,L1."),
    click.option("--ignore", multiple=True, metavar="CODES", help="No findings of these rules."),
    click.option("--subject", type=typed_name, metavar="ENTITY", help="Only findings about this entity."),
    click.option("--source", type=typed_name, metavar="ID", help="Only findings that involve this source."),
    click.option("--statistics", is_flag=True,
                 help="Print how many findings there are of each rule and kind instead of the findings."),
    click.option("--watch", is_flag=True,
                 help="Check again whenever a file changes, and print what changed, until Ctrl-C."),
)  # fmt: skip


def gate_options(command: Command) -> Command:
    """Gives a command the options of a `Gate`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def gated(
    gate: Gate, run: Run, paths: Sequence[str], texts: Sequence[str], cache: ResultCache | None = None
) -> Run:
    """`run` compared with a git revision where the gate names one, with only the findings it asks for. Raises
    CommandError for a revision that cannot be read and for codes, subjects and sources that there are not.
    """
    if gate.since is not None:
        from discrepancy.commands._check.since import compared_with_revision

        run = compared_with_revision(
            run, gate.since, list(paths) or ["claims"], texts, cache, gate.allow_silenced
        )
    elif gate.allow_silenced:
        raise CommandError("--allow-silenced goes with --since REF: nothing is silenced without it")
    if gate.select or gate.ignore or gate.subject is not None or gate.source is not None:
        from discrepancy.findings.changes.selection import select_findings
        from discrepancy.findings.errors import FindingsError

        try:
            run = select_findings(run, gate.select, gate.ignore, gate.subject, gate.source)
        except FindingsError as error:
            raise CommandError(str(error)) from error
    return run


def exit_code(run: Run, gate: Gate) -> int:
    """2 for a run with errors in its input or nothing to compare, 1 if a finding fails the gate, else 0."""
    if any(not problem.warning for problem in run.problems) or not run.comparisons:
        return UNREADABLE
    failing = (
        FAIL_ON[: FAIL_ON.index(gate.fail_on) + 1] if gate.fail_on != "never" and not gate.exit_zero else ()
    )
    kinds = {finding.kind for finding in run.findings if counts_for_exit(finding, run)}
    if run.since is not None:
        kinds |= {one.kind for one in run.since.silenced if not run.since.passes(one)}
    return FINE if kinds.isdisjoint(failing) else FOUND


def counts_for_exit(finding: Finding, run: Run) -> bool:
    """Whether a finding counts for the exit code: nobody has decided on it, it is new or worse than in the
    state that the run is compared with, if there is one, and it is not among what may be silenced.
    """
    from discrepancy.findings.changes.compare_runs import finding_key, state_since

    if finding.passes or state_since(finding, run) == "known":
        return False
    since = run.since
    return since is None or not any(
        one.key == finding_key(finding) and since.passes(one) for one in since.silenced
    )
