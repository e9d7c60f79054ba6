"""The command line: words in, one call, words out, exit code. What a command needs is imported when it runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from discrepancy.finding import Run

Command = TypeVar("Command", bound=Callable[..., object])

FINE, FOUND, UNREADABLE = 0, 1, 2
FAIL_ON = ("conflict", "tension", "perspective", "never")
LISTS = ("properties", "entities", "sources", "claims", "questions", "rules", "reviews")
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
format_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print. Default: text.")


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
    verbose = click.option("--verbose", is_flag=True, expose_value=False, callback=_talk, help="Say more: which rules ran, on how much.")
    quiet = click.option("--quiet", is_flag=True, expose_value=False, callback=_talk, help="Say only results and errors.")
    return verbose(quiet(command))


def stop(message: str) -> None:
    """Ends with one clear message and exit code 2."""
    from discrepancy.printable import printable

    say(f"error: {printable(message)}\n", error=True)
    raise SystemExit(UNREADABLE)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="discrepancy", message="discrepancy %(version)s")
@talking
def cli() -> None:
    """Compares what sources claim: which claims cannot be true together, and why.

    A PATH is a dossier (a folder with dossier.yaml) or a folder of dossiers; without one, claims/ is read. Exit code 0: nothing
    that fails; 1: findings that nobody has looked at; 2: bad usage, unreadable input, or nothing to compare.
    """


def load(paths: Sequence[str], new_changes: bool = False, texts: Sequence[str] = ()) -> Run:
    """Reads and analyses the dossiers at `paths`, with texts of theirs in the folders `texts`; `new_changes`: also what other conventions
    would newly find.
    """
    from discrepancy import engine, reader

    run = engine.analyse(reader.read(list(paths) or ["claims"]), new_changes, texts)
    for one in run.rules if talk("verbose") else ():
        note(f"{one.code} {one.name}: " + (f"not run: {one.skipped}" if one.skipped else f"looked at {one.looked_at}, found {one.found}"))
    return run


def readable(run: Run, otherwise: str) -> None:
    """Ends with the errors of the input, if there are any: `otherwise` says what is not done."""
    from discrepancy.printable import printable

    problems = [problem for problem in run.problems if not problem.warning]
    for problem in problems:
        say(printable(str(problem)) + "\n", error=True)
    if problems:
        stop(f"{otherwise}: the input above must be readable first")


@cli.command()
@paths_argument
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="conflict", help="The least kind of finding that makes exit code 1. Default: conflict."
)
@click.option("--format", "form", default="text", metavar="FORMAT", help="How to print: text (default), json or markdown.")
@click.option("--output", "outputs", multiple=True, metavar="FORMAT=PATH", help="Write another format to a file as well; may be repeated.")
@texts_option
@talking
@click.pass_context
def check(ctx: click.Context, paths: tuple[str, ...], fail_on: str, form: str, outputs: tuple[str, ...], texts: tuple[str, ...]) -> None:
    """Find what cannot be true together.

    Prints every problem of the input and every finding, with the quotes side by side, and ends with exit code 1 if one of them is
    at least a --fail-on.
    """
    from discrepancy.output import parse_outputs, write

    written = parse_outputs(form, outputs, stop)
    run = load(paths, texts=texts)
    for name, path in written:
        write(name, path, run, say, stop)
    ctx.exit(verdict(run, fail_on))


def verdict(run: Run, fail_on: str) -> int:
    """The exit code of a run."""
    if any(not problem.warning for problem in run.problems) or not run.comparisons:
        return UNREADABLE
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return FOUND if any(finding.kind in failing and not finding.passes for finding in run.findings) else FINE


@cli.command()
@paths_argument
@click.option("-o", "--output-dir", "folder", default="reports", metavar="DIR", help="Where the pages go. Default: reports.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 with a diff if a page is not current.")
@texts_option
@talking
def report(paths: tuple[str, ...], folder: str, only_check: bool, texts: tuple[str, ...]) -> None:
    """Write a Markdown page for each dossier: the answer first, then every finding with its quotes.

    A finding does not fail this command; unreadable input or nothing to compare does (exit code 2).
    """
    from discrepancy import pages

    run = load(paths, new_changes=True, texts=texts)
    readable(run, "no page written")
    if not run.comparisons:
        stop("nothing to compare, so no page was written")
    made = pages.pages(run, folder)
    if only_check:
        differences = pages.differences(made)
        say(differences)
        raise SystemExit(FOUND if differences else FINE)
    for path in pages.write(made, stop):
        note(f"wrote {path}")


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="TYPE LEFT [RIGHT]")
@click.option("--pairs", "pairs", metavar="FILE.csv", help="Relate each row of a CSV file with the columns type,left,right.")
@format_option
@talking
def relate(words: tuple[str, ...], pairs: str | None, form: str) -> None:
    """Relate two stated values, or say how one is read.

    LEFT and RIGHT are written as in a claims file: `discrepancy relate date "c. 1907" 1908`; options as a flow mapping:
    `discrepancy relate date "{value: 25 October 1917, calendar: julian}" "7 November 1917"`. With --pairs an empty right
    column means: how is left read?
    """
    from discrepancy import relating

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
    """Explain a rule, an error, a value type, a property, a question, a finding, or a topic; without one, list the topics."""
    from discrepancy import explaining

    said = explaining.explain(topic, list(paths) or ["claims"], texts)
    if said is not None and form == "json":
        import json

        said = json.dumps({"topic": topic, "text": said}, ensure_ascii=False, indent=2) + "\n"
    if said is None:
        stop(explaining.unknown(topic or "", list(paths) or ["claims"]))
    else:
        say(said)


@cli.command("list")
@click.argument("what", type=click.Choice(LISTS), metavar="|".join(LISTS))
@paths_argument
@format_option
@texts_option
@talking
def list_(what: str, paths: tuple[str, ...], form: str, texts: tuple[str, ...]) -> None:
    """List what there is: properties, entities, sources, claims, questions, rules or reviews."""
    from discrepancy import listing

    said, problems = listing.listed(what, list(paths) or ["claims"], form, texts)
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
        from discrepancy.reporters._records import schema as made_of_run

        found = made_of_run()
    else:
        from discrepancy.schema import schema as made_of_file

        found = made_of_file(kind)
    say(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


@cli.command()
@click.argument("folder", metavar="FOLDER")
@talking
def init(folder: str) -> None:
    """Write a small commented dossier to start from. Never overwrites."""
    from discrepancy import starting

    for path in starting.start(folder, stop):
        note(f"wrote {path}")
    note(f"next: discrepancy check {folder}")


# Found here and not by `discover`, whose way of looking takes as long to load as all of `--help`.
for member in iter_modules([str(Path(__file__).with_name("commands"))], "discrepancy.commands."):
    import_module(member.name)


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point. No traceback ever reaches a user; broken pipes and Ctrl-C are quiet."""
    # Claims are records without cycles, and the process is short: a collection would find nothing (2-3 µs a claim saved).
    if arguments is None:
        gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        code = cli.main(args=list(arguments) if arguments is not None else None, prog_name="discrepancy", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; let the interpreter flush into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINE
    except Exception as error:
        if os.environ.get("DISCREPANCY_DEBUG"):
            raise
        say(f"error: a fault of discrepancy itself: {type(error).__name__}: {error}; set DISCREPANCY_DEBUG=1 to see where\n", error=True)
        code = UNREADABLE
    raise SystemExit(code or FINE)
