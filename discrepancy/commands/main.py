"""The command line: the group of commands and the entry point. Each command is a file of this folder."""

from __future__ import annotations

import gc
import io
import os
import pkgutil
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from discrepancy import commands
from discrepancy.commands._shared.errors import FINE, UNREADABLE, CommandError
from discrepancy.commands._shared.options import verbosity_options
from discrepancy.commands._shared.terminal import say


class CommandGroup(click.Group):
    """A group that finds its commands by the names of files, and loads one when it is named.

    A command `NAME` is declared in `NAME.py` or, where that would be a keyword of Python, in `NAME_.py`.
    Files that begin with `_` hold what commands need; what is heavy is imported when a command runs.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted(_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None if there is none."""
        modules = _modules()
        # Where the name is none, all are loaded, so that the nearest of them can be suggested.
        for name in (cmd_name,) if cmd_name in modules else modules:
            import_module(f"discrepancy.commands.{modules[name]}")
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands with a line on each, taken from the text of its file.

        To load fourteen commands and their options only to list them would make `--help` a sixth slower.
        """
        modules = _modules()
        room = formatter.width - 6 - max(map(len, modules))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, click.Command(name, help=_summary(modules[name])).get_short_help_str(room))
                    for name in self.list_commands(ctx)
                ]
            )


def _modules() -> dict[str, str]:
    """The module of each command by the name of the command."""
    names = (module.name for module in pkgutil.iter_modules(commands.__path__))
    return {name.rstrip("_"): name for name in names if not name.startswith("_") and name != "main"}


def _summary(module: str) -> str:
    """The first paragraph of what a command's function says of itself, read from its file, not loaded."""
    text = Path(commands.__path__[0], f"{module}.py").read_text("utf-8")
    declared = re.search(
        r'^@cli\.command.*?^def .*?^    """(.*?)(?:\n\n|""")', text, re.DOTALL | re.MULTILINE
    )
    return declared[1] if declared else ""


@click.group(
    cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="discrepancy", message="discrepancy %(version)s")
@verbosity_options
def cli() -> None:
    """Compares what sources claim: which claims cannot be true together, and why.

    A PATH is a dossier (a folder with dossier.yaml) or a folder of dossiers; without one, claims/ is read.
    Exit code 0: nothing that fails; 1: findings that nobody has looked at; 2: bad usage, unreadable input, or
    nothing to compare.
    """


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
        from discrepancy.system.display import shown_name

        said = io.StringIO()
        if not isinstance(error, CommandError):
            # It holds what was typed, whatever that is, and click shows nothing else of the exception.
            error.message = shown_name(error.message)  # type: ignore[misc]
        error.show(said)
        say(said.getvalue(), error=True)
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
            f"error: a fault of discrepancy itself: {type(error).__name__}: {error}; "
            "set DISCREPANCY_DEBUG=1 to see where\n",
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
