"""What `check` lets pass: what is compared with an earlier state, which findings are asked for, and which of
them make it fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from discrepancy.findings.cache.result_cache import ResultCache
    from discrepancy.findings.changes.at_revision import BaseRun
    from discrepancy.findings.finding import Finding
    from discrepancy.findings.run import Run
    from discrepancy.model.dossier import Dossier

FINE, FOUND, UNREADABLE = 0, 1, 2
FAIL_ON = ("conflict", "tension", "perspective", "never")

Command = TypeVar("Command", bound=Callable[..., object])
Stop = Callable[[str], None]


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


_OPTIONS = (
    click.option("--fail-on", type=click.Choice(FAIL_ON), default="conflict",
                 help="The least kind of finding that makes exit code 1. Default: conflict."),
    click.option("--exit-zero", is_flag=True, help="Never exit code 1: findings are shown and nothing fails. Unreadable input still does."),
    click.option("--since", metavar="REF", help="Compare with the claims at a git revision: only what is new or worse fails. "
                                                "REF... compares with the last commit that REF and HEAD share."),
    click.option("--select", multiple=True, metavar="CODES", help="Only findings of these rules: codes, names or beginnings, as D or D101,L1."),
    click.option("--ignore", multiple=True, metavar="CODES", help="No findings of these rules."),
    click.option("--subject", metavar="ENTITY", help="Only findings about this entity."),
    click.option("--source", metavar="ID", help="Only findings that involve this source."),
    click.option("--statistics", is_flag=True, help="Print how many findings there are of each rule and kind instead of the findings."),
    click.option("--watch", is_flag=True, help="Check again whenever a file changes, and print what changed, until Ctrl-C."),
)  # fmt: skip


def options(command: Command) -> Command:
    """Gives a command the options of a `Gate`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def passed(
    gate: Gate,
    run: Run,
    paths: Sequence[str],
    texts: Sequence[str],
    stop: Stop,
    cache: ResultCache | None = None,
) -> Run:
    """`run` compared with an earlier state where that is asked for, and with the findings that are asked for."""
    if gate.since is not None:
        run = _compared(run, gate.since, list(paths) or ["claims"], texts, stop, cache)
    if gate.select or gate.ignore or gate.subject is not None or gate.source is not None:
        from discrepancy.findings.changes.selection import select_findings
        from discrepancy.findings.errors import FindingsError

        try:
            run = select_findings(run, gate.select, gate.ignore, gate.subject, gate.source)
        except FindingsError as error:
            stop(str(error))
    return run


def verdict(run: Run, gate: Gate) -> int:
    """The exit code of a run."""
    if any(not problem.warning for problem in run.problems) or not run.comparisons:
        return UNREADABLE
    failing = (
        FAIL_ON[: FAIL_ON.index(gate.fail_on) + 1] if gate.fail_on != "never" and not gate.exit_zero else ()
    )
    return (
        FOUND if any(finding.kind in failing and decides(finding, run) for finding in run.findings) else FINE
    )


def statistics(run: Run, form: str, stop: Stop) -> str:
    """The counts of findings, in place of the findings."""
    from discrepancy.commands.statistics import FORMATS, told

    if form not in FORMATS:
        stop(f"--statistics prints {' or '.join(FORMATS)}, not {form}")
    return told(run, form)


def watched(
    gate: Gate,
    form: str,
    outputs: Sequence[str],
    paths: Sequence[str],
    texts: Sequence[str],
    check: Callable[[], Run],
    say: Callable[[str], None],
    stop: Stop,
) -> None:
    """Checks again whenever a file changes."""
    if form != "text" or outputs or gate.statistics:
        stop("--watch prints text as it goes; leave out --format, --output and --statistics")
    from discrepancy.commands.watch import watch

    watch(list(paths) or ["claims"], texts, check, say)


def decides(finding: Finding, run: Run) -> bool:
    """Whether a finding counts for the exit code: nobody has decided on it, and it is not as it was in an
    earlier state compared with.
    """
    from discrepancy.findings.changes.compare_runs import state_since

    return not finding.passes and state_since(finding, run) != "known"


def _compared(
    run: Run, ref: str, paths: Sequence[str], texts: Sequence[str], stop: Stop, cache: ResultCache | None
) -> Run:
    from discrepancy.findings.changes.at_revision import run_at_revision
    from discrepancy.findings.changes.compare_runs import compare_runs
    from discrepancy.findings.changes.renames import undeclared_renames, under_current_names
    from discrepancy.findings.changes.source_contributions import source_contributions
    from discrepancy.findings.run_comparison import RunComparison
    from discrepancy.system.git_objects import NoBase

    try:
        with run_at_revision(paths, ref, texts, cache) as before:
            pairs = _counterparts(run, before)
            earlier = under_current_names(before.run, run, pairs)
            notes = (*_notes(run, before, pairs), *undeclared_renames(earlier, run, pairs))
            run = compare_runs(
                run, earlier, pairs, RunComparison(ref, before.commit, notes=notes), before.submodules
            )
            assert run.since is not None
            came = source_contributions(run, earlier, pairs, before.submodules)
            files = {
                (view.dossier.path, source.id): source.mark.file
                for view in run.views
                for source in view.dossier.sources.values()
            }
            added = frozenset(files[one.dossier, one.source] for one in came if one.state == "new")
            changed = frozenset(files[one.dossier, one.source] for one in came) - added
            return replace(run, since=replace(run.since, contributions=came), added=added, changed=changed)
    except NoBase as error:
        stop(str(error))
        raise


def _counterparts(run: Run, before: BaseRun) -> Mapping[str, str]:
    """The path of each dossier and that of the same one before: at the same place, else of the same title,
    where only one can be meant.
    """
    there = {shown: path for path, shown in before.shown.items()}
    found = {view.dossier.path: there[view.dossier.path] for view in run.views if view.dossier.path in there}
    left = _titled(view.dossier for view in before.run.views if view.dossier.path not in found.values())
    for title, path in _titled(view.dossier for view in run.views if view.dossier.path not in found).items():
        if path and left.get(title):
            found[path] = left[title]
    return found


def _titled(dossiers: Iterable[Dossier]) -> dict[str, str]:
    """The paths of dossiers by title; empty for a title that several have."""
    found: dict[str, str] = {}
    for dossier in dossiers:
        found[dossier.title] = "" if dossier.title in found else dossier.path
    found.pop("", None)
    return found


def _notes(run: Run, before: BaseRun, pairs: Mapping[str, str]) -> Iterator[str]:
    """What could not be compared as it stands, in words."""
    for view in run.views:
        path = view.dossier.path
        if path in before.submodules:
            yield f"{path} is a submodule: not compared, and nothing in it is called new"
        elif path not in pairs:
            yield f"{path} was not there, so all that is found in it is new"
        elif before.shown[pairs[path]] != path:
            yield f"{path} was {before.shown[pairs[path]]}"
    for path, shown in before.shown.items():
        if path not in pairs.values():
            yield f"{shown} was there and is gone, and so is all that was found in it"
    counts: dict[str, int] = {}
    for problem in before.problems:
        counts[problem.mark.file] = counts.get(problem.mark.file, 0) + 1
    for file, count in counts.items():
        rests = (
            "what it decided is not known"
            if file.rsplit("/", 2)[-2:-1] == ["reviews"]
            else "what rests on that counts as new"
        )
        yield f"{file} had {count} error{'s' if count > 1 else ''} and could not be read whole, so {rests}"
