"""The command line: words in, one call, words out, exit code. What a command needs is imported when it runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from discrepancy.commands import check as gating
from discrepancy.commands.check import FINE, FOUND, UNREADABLE

if TYPE_CHECKING:
    from discrepancy.findings.cache.result_cache import ResultCache
    from discrepancy.findings.run import Run

Command = TypeVar("Command", bound=Callable[..., object])

LISTS = ("properties", "entities", "sources", "claims", "questions", "rules", "reviews")
STATUSES = (
    "new",
    "open",
    "stale",
    "grown",
    "reviewed",
    "orphaned",
)  # those of review, which is not loaded for --help
EXPORTS = ("csv", "xlsx")
FORMATS = "text, csv, github, gitlab, html, json, junit, markdown, sarif or summary"
SCHEMAS = ("dossier", "source", "review", "run")

paths_argument = click.argument("paths", nargs=-1, metavar="[PATH]...")
texts_option = click.option(
    "--texts",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    envvar="DISCREPANCY_TEXTS",
    show_envvar=True,
    metavar="DIR",
    help="Look for the texts of sources in DIR too, and check quotes against them; may be repeated.",
)
cache_option = click.option(
    "--cache/--no-cache",
    default=True,
    help="Keep what was worked out in .discrepancy-cache/ and use it again. Default: --cache.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print. Default: text.",
)


def say(text: str, error: bool = False) -> None:
    """Writes text: results to standard output, notes to standard error."""
    stream = sys.stderr if error else sys.stdout
    stream.write(text)
    stream.flush()


def note(text: str) -> None:
    """A note to standard error, unless `--quiet`."""
    if not talk("quiet"):
        say(text + "\n", error=True)


def talk(how: str) -> bool:
    """Whether `--verbose` or `--quiet` was given, before the command or after it."""
    return bool(click.get_current_context().meta.get(how))


def _talk(context: click.Context, option: click.Parameter, given: bool) -> None:
    if given:
        context.meta[str(option.name)] = True


def talking(command: Command) -> Command:
    """Gives a command `--verbose` and `--quiet`."""
    verbose = click.option(
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_talk,
        help="Say more: which rules ran, on how much.",
    )
    quiet = click.option(
        "--quiet", is_flag=True, expose_value=False, callback=_talk, help="Say only results and errors."
    )
    return verbose(quiet(command))


def stop(message: str) -> None:
    """Ends with one clear message and exit code 2."""
    from discrepancy.system.display import printable

    say(f"error: {printable(message)}\n", error=True)
    raise SystemExit(UNREADABLE)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="discrepancy", message="discrepancy %(version)s")
@talking
def cli() -> None:
    """Compares what sources claim: which claims cannot be true together, and why.

    A PATH is a dossier (a folder with dossier.yaml) or a folder of dossiers; without one, claims/ is read.
    Exit code 0: nothing that fails; 1: findings that nobody has looked at; 2: bad usage, unreadable input, or
    nothing to compare.
    """


def load(paths: Sequence[str], texts: Sequence[str] = (), cache: ResultCache | None = None) -> Run:
    """Reads and analyses the dossiers at `paths`, with texts of theirs in the folders `texts`, and what
    `cache` holds of them.
    """
    from discrepancy.findings.analysis import engine
    from discrepancy.reading import dossiers as reader

    dossiers = reader.read(list(paths) or ["claims"], kept=cache.trees if cache else None)
    run = engine.run_rules(dossiers, texts=texts, cache=cache)
    _tell_rules(run)
    return run


def load_each(paths: Sequence[str], texts: Sequence[str] = ()) -> list[Run]:
    """Each dossier at `paths` analysed alone, so that its page does not depend on which others were asked
    for; what other conventions would newly find is among it.
    """
    from discrepancy.findings.analysis import engine
    from discrepancy.reading import dossiers as reader

    runs = [engine.run_rules((dossier,), True, texts) for dossier in reader.read(list(paths) or ["claims"])]
    for run in runs:
        _tell_rules(run)
    return runs


def _tell_rules(run: Run) -> None:
    for one in run.rules if talk("verbose") else ():
        note(
            f"{one.code} {one.name}: "
            + (f"not run: {one.skipped}" if one.skipped else f"looked at {one.looked_at}, found {one.found}")
        )


def readable(run: Run, otherwise: str) -> None:
    """Ends with the errors of the input, if there are any: `otherwise` says what is not done."""
    from discrepancy.system.display import printable

    problems = [problem for problem in run.problems if not problem.warning]
    for problem in problems:
        say(printable(str(problem)) + "\n", error=True)
    if problems:
        stop(f"{otherwise}: the input above must be readable first")


@cli.command()
@paths_argument
@gating.options
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
@texts_option
@cache_option
@talking
def check(
    paths: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    texts: tuple[str, ...],
    cache: bool,
    **given: Any,
) -> None:
    """Find what cannot be true together.

    Prints every problem of the input and every finding, with the quotes side by side, and ends with exit code
    1 if one of them is at least a --fail-on. With --since only what is new or worse than at a git revision
    counts, and the rest is shown briefly.
    """
    from discrepancy.commands import ci_hosts as ci
    from discrepancy.commands.output import parse_outputs, write
    from discrepancy.findings.cache.replay import replay_or_run
    from discrepancy.findings.cache.store import open_store
    from discrepancy.reporting.base import reporter

    gate = gating.Gate(**given)
    written = parse_outputs(form, outputs, stop)

    store = open_store() if cache else None

    def run() -> Run:
        from discrepancy.findings.cache.result_cache import ResultCache

        results = ResultCache(store) if store is not None else None
        return gating.passed(gate, load(paths, texts, results), paths, texts, stop, results)

    if gate.watch:
        gating.watched(gate, form, outputs, paths, texts, run, say, stop)
        return

    def work(wrote: Callable[[str, str, str], None]) -> int:
        found = run()
        for name, path in written:
            wrote(
                name,
                path,
                gating.statistics(found, form, stop)
                if gate.statistics and not path
                else reporter(name)(found),
            )
        if not gate.statistics:
            ci.add(found, form, [name for name, _ in written], say, note, stop)
        return gating.verdict(found, gate)

    # A host of CI is told more than what is written, and git is asked for what stood at --since.
    told = ci.host() or gate.since or talk("verbose")
    asked = {
        "command": "check",
        "paths": paths,
        "texts": texts,
        "form": form,
        "outputs": outputs,
        "gate": gate._asdict(),
    }
    raise SystemExit(
        replay_or_run(
            None if told else store, asked, lambda name, path, text: write(name, path, text, say, stop), work
        )
    )


@cli.command()
@paths_argument
@click.option(
    "-o",
    "--output-dir",
    "folder",
    default="reports",
    metavar="DIR",
    help="Where the pages go. Default: reports.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit 1 with a diff if a page is not current."
)
@texts_option
@talking
def report(paths: tuple[str, ...], folder: str, only_check: bool, texts: tuple[str, ...]) -> None:
    """Write a Markdown page for each dossier: the answer first, then every finding with its quotes.

    A finding does not fail this command; unreadable input or nothing to compare does (exit code 2).
    """
    from discrepancy.commands import pages

    runs = load_each(paths, texts)
    for run in runs:
        readable(run, "no page written")
    if not any(run.comparisons for run in runs):
        stop("nothing to compare, so no page was written")
    made = [page for run in runs for page in pages.pages(run, folder)]
    if only_check:
        differences = pages.differences(made)
        say(differences)
        raise SystemExit(FOUND if differences else FINE)
    for path in pages.write(made, stop):
        note(f"wrote {path}")


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="TYPE LEFT [RIGHT]")
@click.option(
    "--pairs",
    "pairs",
    metavar="FILE.csv",
    help="Relate each row of a CSV file with the columns type,left,right.",
)
@format_option
@talking
def relate(words: tuple[str, ...], pairs: str | None, form: str) -> None:
    """Relate two stated values, or say how one is read.

    LEFT and RIGHT are written as in a claims file: `discrepancy relate date "c. 1907" 1908`; options as a
    flow mapping: `discrepancy relate date "{value: 25 October 1917, calendar: julian}" "7 November 1917"`.
    With --pairs an empty right column means: how is left read?
    """
    from discrepancy.commands import relate as relating

    if pairs is not None:
        if words:
            stop("--pairs takes its values from the file; leave out TYPE, LEFT and RIGHT")
        relating.batch(pairs, form, say, stop)
        return
    if len(words) not in (2, 3):
        stop("relate takes TYPE LEFT RIGHT, or TYPE VALUE, or --pairs FILE.csv")
    said, fine = relating.told(list(words), form)
    say(said, error=not fine and form == "text")
    if not fine:
        raise SystemExit(UNREADABLE)


@cli.command()
@click.argument("topic", required=False)
@paths_argument
@format_option
@texts_option
@talking
def explain(topic: str | None, paths: tuple[str, ...], form: str, texts: tuple[str, ...]) -> None:
    """Explain a rule, an error, a value type, a property, a question, a finding, or a topic; without one,
    list the topics.
    """
    from discrepancy.commands import explain as explaining

    said = explaining.explain(topic, list(paths) or ["claims"], texts)
    if said is not None and form == "json":
        import json

        said = json.dumps({"topic": topic, "text": said}, ensure_ascii=False, indent=2) + "\n"
    if said is None:
        stop(explaining.unknown(topic or "", list(paths) or ["claims"]))
    else:
        say(said)


@cli.command()
@paths_argument
@click.option(
    "--most",
    type=click.IntRange(min=0),
    default=20,
    metavar="N",
    help="List at most N of what a source has open; 0: all. Default: 20.",
)
@click.option(
    "--fail-under",
    "least",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="Exit 1 if a text has less than N % covered or set aside with a reason.",
)
@format_option
@texts_option
@talking
def coverage(
    paths: tuple[str, ...], most: int, least: float | None, form: str, texts: tuple[str, ...]
) -> None:
    """Say which dates, figures, offices and quotations of a text no claim covers.

    Looks at every source whose text is at hand; "explain coverage" says what covers means, and what the JSON
    holds. Exit code 2 if no text is at hand at all.
    """
    from discrepancy.commands import coverage as covering
    from discrepancy.reading import dossiers as reader

    looked = covering.Looked(reader.read(list(paths) or ["claims"]), texts)
    say(covering.told(looked, form, most))
    for error in looked.errors if form == "text" else ():
        say(error + "\n", error=True)
    if looked.errors:
        raise SystemExit(UNREADABLE)
    if not looked.any:
        stop("no text of a source is at hand; name the folder with --texts DIR")
    if least is not None and not looked.complete(least):
        raise SystemExit(FOUND)


@cli.command()
@click.argument("text", metavar="TEXT")
@click.option("--source", required=True, metavar="ID", help="The id of the source whose text it is.")
@click.option(
    "--dossier",
    default="",
    metavar="DIR",
    help="Where names and properties are registered. Default: the folder of FILE, if it is a dossier.",
)
@click.option(
    "-o",
    "--output",
    default="",
    metavar="FILE",
    help="Write the draft to FILE, which must not be there yet, instead of printing it.",
)
@talking
def draft(text: str, source: str, dossier: str, output: str) -> None:
    """Draft claims from a text: values with their hedges, short quotes and places, for a person to check.

    A draft is marked draft: true, and check counts nothing in it; what could not be guessed says OPEN.
    Nothing is looked up anywhere, and the same text gives the same draft. "explain draft" says what is
    guessed, and how well it does.
    """
    from discrepancy.commands import draft as drafting
    from discrepancy.reading import dossiers as reader

    if not drafting.ID.match(source):
        stop(f'"{source}" is no id: letters, digits and hyphens')
    found = drafting.text_at(text)
    if isinstance(found, str):
        stop(found)
        return
    folder = drafting.registry(dossier, output)
    dossiers = reader.read([folder]) if folder else ()
    if folder and (trouble := drafting.trouble(dossiers, folder)):
        stop(trouble)
    made, count = drafting.drafted(found, dossiers[0] if dossiers else None, source)
    if not count:
        stop(f"{text} states no date, figure, age or length of time; nothing was drafted")
    note(
        f"names and properties of {dossiers[0].path}"
        if dossiers
        else "no dossier: every subject is left open, and only core properties are known"
    )
    if not output:
        say(made)
        return
    if trouble := drafting.write(output, made):
        stop(trouble)
    note(f"wrote {output}: {count} entries, none of them counted until you move them")


@cli.command("list")
@click.argument("what", type=click.Choice(LISTS), metavar="|".join(LISTS))
@paths_argument
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(STATUSES),
    help="Only reviews of this status; may be repeated.",
)
@format_option
@texts_option
@talking
def list_(
    what: str, paths: tuple[str, ...], statuses: tuple[str, ...], form: str, texts: tuple[str, ...]
) -> None:
    """List what there is: properties, entities, sources, claims, questions, rules or reviews."""
    from discrepancy.commands import listing

    if statuses and what != "reviews":
        stop(f"--status is for list reviews; {what} have none")
    said, problems = listing.listed(what, list(paths) or ["claims"], form, texts, statuses)
    say(said)
    say(problems, error=True)
    if problems:
        raise SystemExit(UNREADABLE)


@cli.command()
@click.argument("kind", type=click.Choice(SCHEMAS), metavar="|".join(SCHEMAS))
@talking
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file (or of the JSON of `check`), for editors and scripts."""
    import json

    if kind == "run":
        from discrepancy.reporting.json_records import schema as made_of_run

        found = made_of_run()
    else:
        from discrepancy.reading.json_schema import schema as made_of_file

        found = made_of_file(kind)
    say(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


@cli.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--to",
    metavar="DOSSIER",
    default="",
    help="Write into this dossier, everything checked against it first.",
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="What a column of the sheet holds; may be repeated.",
)
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="FIELD=TEXT",
    help="What is the same for every row, such as at=table.",
)
@click.option(
    "--mapping",
    metavar="FILE",
    default="",
    help="Take these from a file kept earlier. Default: DOSSIER/.import/SHEET.yaml.",
)
@click.option(
    "--source",
    metavar="ID",
    default="",
    help="The source of every row; or the one entry of a bibliography to take.",
)
@click.option("--sheet", metavar="NAME", default="", help="The sheet of a workbook. Default: the first.")
@click.option(
    "--encoding",
    metavar="NAME",
    default="",
    help="The encoding of a CSV file, where it is not told from the bytes.",
)
@click.option("--add", "how", flag_value="add", help="Add the claims to those that a source has.")
@click.option(
    "--replace", "how", flag_value="replace", help="Put the claims in place of those that a source has."
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE",
    default="",
    help="Without --to: write here, not to standard output.",
)
@talking
def import_(file: str, maps: tuple[str, ...], sets: tuple[str, ...], how: str | None, **said: str) -> None:
    """Make source files out of a sheet (CSV, XLSX, ODS) or a bibliography (BibLaTeX, CSL-JSON, RIS).

    A sheet that `export` wrote is read as it is. For another one, say what its columns hold: --map
    "Work=source"; on a terminal you are asked. The answers are kept for the next time. Every problem is told
    with its row and column, and then nothing is written. `discrepancy explain sheets` has all of it.
    """
    from discrepancy.exchange.errors import ExchangeError
    from discrepancy.exchange.importing import run as importing
    from discrepancy.exchange.importing.options import Dialogue, ImportOptions

    if said["to"] and said["out"]:
        stop("--to DOSSIER writes into the dossier; leave out -o")
    ask = (lambda text: str(click.prompt(text, err=True))) if importing.at_terminal() else None
    options = ImportOptions(maps=maps, sets=sets, how=how or "", **said)
    dialogue = Dialogue(note, lambda text: say(text + "\n", error=True), ask)
    try:
        say(importing.import_file(file, options, dialogue))
    except ExchangeError as error:
        stop(str(error))


@cli.command()
@click.argument("kind", type=click.Choice(EXPORTS), metavar="|".join(EXPORTS))
@click.argument("path", default="claims", metavar="[PATH]")
@click.option(
    "-o", "--output", "out", metavar="FILE", help="Write here. Default: standard output (csv only)."
)
@click.option("--replace", is_flag=True, help="Write FILE anew if it is already there.")
@talking
def export(kind: str, path: str, out: str | None, replace: bool) -> None:
    """Write the claims of a dossier as a sheet, to work on in any spreadsheet and take back with `import`
    without loss.

    `discrepancy explain sheets` says what the columns hold.
    """
    from discrepancy.exchange import exporting
    from discrepancy.exchange.errors import ExchangeError

    try:
        say(exporting.export(kind, path, out, replace))
    except ExchangeError as error:
        stop(str(error))
    if out is not None:
        note(f"wrote {out}; take it back with: discrepancy import {out} --to {path} --replace")


@cli.command()
@paths_argument
@click.option(
    "--since",
    "ref",
    default="HEAD",
    metavar="REF",
    help="The git revision that must be readable. Default: HEAD.",
)
@click.option(
    "-o",
    "--output-dir",
    "folder",
    default="reports",
    metavar="DIR",
    help="Where the pages are. Default: reports.",
)
@texts_option
@format_option
@talking
def doctor(paths: tuple[str, ...], ref: str, folder: str, texts: tuple[str, ...], form: str) -> None:
    """Say what is wrong with the installation and the dossiers, and what to do about it.

    Looks at the program and its libraries, at what cannot be read, at texts that are missing or have changed,
    at reviews of findings that are gone, at pages that are not current, and at git. Exit code 0 if all is
    well, 1 if something is wrong.
    """
    from discrepancy.commands import doctor as checkup

    looked = checkup.checkup(list(paths) or ["claims"], ref, folder, texts)
    say(checkup.told(looked, form))
    raise SystemExit(FOUND if any(one.wrong for one in looked) else FINE)


@cli.command()
@click.argument("folder", metavar="FOLDER")
@talking
def init(folder: str) -> None:
    """Write a small commented dossier to start from. Never overwrites."""
    from discrepancy.commands import init as starting

    for path in starting.start(folder, stop):
        note(f"wrote {path}")
    note(f"next: discrepancy check {folder}")


# Found here and not by `discover`, whose way of looking takes as long to load as all of `--help`.
for member in ("decide", "baseline"):
    import_module(f"discrepancy.commands.{member}")


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point. No traceback ever reaches a user; broken pipes and Ctrl-C are quiet."""
    # Claims are records without cycles, and the process is short: a collection would find nothing (2-3 µs a
    # claim saved).
    if arguments is None:
        gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = cli.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="discrepancy",
            standalone_mode=False,
        )
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except SystemExit as ended:
        code = ended.code
    except (KeyboardInterrupt, click.Abort):
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; let the interpreter flush into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINE
    except Exception as error:
        if os.environ.get("DISCREPANCY_DEBUG"):
            raise
        if isinstance(error, ModuleNotFoundError) and not (error.name or "discrepancy").startswith(
            "discrepancy"
        ):
            say(
                f"error: a library is missing: {error}; discrepancy doctor says what to install\n", error=True
            )
            raise SystemExit(UNREADABLE) from None
        say(
            f"error: a fault of discrepancy itself: {type(error).__name__}: {error}; set DISCREPANCY_DEBUG=1 to see where\n",
            error=True,
        )
        code = UNREADABLE
    if arguments is None:
        _leave(code or FINE)
    raise SystemExit(code or FINE)


def _leave(code: int) -> NoReturn:
    """Ends the process at once: what was read is given back to the system as a whole, which is quicker than
    claim by claim.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read it has gone, or closed it
            stream.flush()
    os._exit(code)
