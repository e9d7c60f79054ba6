"""The command `check`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from discrepancy.commands._check.gate import Gate, gate_options
from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import (
    cache_option,
    force_option,
    paths_argument,
    texts_option,
    verbosity_options,
)
from discrepancy.commands._shared.terminal import flag_given
from discrepancy.commands.main import cli

if TYPE_CHECKING:
    from discrepancy.findings.run import Run

# Those of reporting/formats, which is not looked through for --help.
FORMATS = "text, csv, github, gitlab, html, json, junit, markdown, sarif or summary"


@cli.command()
@paths_argument
@gate_options
@click.option(
    "--format", "form", default="text", metavar="FORMAT", help=f"How to print: {FORMATS}. Default: text."
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=PATH",
    help="Write another format to a file as well; may be repeated.",
)
@force_option
@texts_option
@cache_option
@verbosity_options
def check(
    paths: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    forced: tuple[str, ...],
    texts: tuple[str, ...],
    cache: bool,
    **given: Any,
) -> None:
    """Find what cannot be true together.

    Prints every problem of the input and every finding, with the quotes side by side, and ends with exit code
    1 if one of them is at least a --fail-on. With --since only what is new or worse than at a git revision
    counts, and the rest is shown briefly.
    """
    from discrepancy.commands._check import ci_hosts
    from discrepancy.commands._check.gate import exit_code, gated
    from discrepancy.commands._check.outputs import (
        parse_outputs,
        require_writable_outputs,
        write_output,
    )
    from discrepancy.commands._shared.runs import run_all
    from discrepancy.findings.cache.replay import replay_or_run
    from discrepancy.findings.cache.store import open_store
    from discrepancy.reporting.base import report_function

    gate = Gate(**given)
    formats_and_paths = parse_outputs(form, outputs)
    require_writable_outputs(formats_and_paths, forced)

    store = open_store() if cache else None

    def write_file(name: str, path: str, text: str) -> None:
        write_output(name, path, text, forced)

    def gated_run() -> Run:
        from discrepancy.findings.cache.result_cache import ResultCache

        results = ResultCache(store) if store is not None else None
        return gated(gate, run_all(paths, texts, results), paths, texts, results)

    if gate.watch:
        if form != "text" or outputs or gate.statistics:
            raise CommandError(
                "--watch prints text as it goes; leave out --format, --output and --statistics"
            )
        from discrepancy.commands._check.watch import watch

        watch(list(paths) or ["claims"], texts, gated_run)
        return

    def report(run: Run, name: str, path: str) -> str:
        """What one format makes of a run; in place of what is printed, its counts where those are asked
        for.
        """
        if gate.statistics and not path:
            from discrepancy.commands._check.statistics import statistics

            return statistics(run, form)
        return report_function(name)(run)

    def work(write: Callable[[str, str, str], None]) -> int:
        run = gated_run()
        for name, path in formats_and_paths:
            write(name, path, report(run, name, path))
        if not gate.statistics:
            ci_hosts.add_for_host(run, form, [name for name, _ in formats_and_paths])
        return exit_code(run, gate)

    # A host of CI is told more than what is written, and git is asked for what stood at --since.
    depends_on_more = ci_hosts.host() or gate.since or flag_given("verbose")
    request = {
        "command": "check",
        "paths": paths,
        "texts": texts,
        "form": form,
        "outputs": outputs,
        "gate": gate._asdict(),
    }
    raise SystemExit(replay_or_run(None if depends_on_more else store, request, write_file, work))
