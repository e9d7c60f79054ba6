"""The arguments and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from unicodedata import normalize

import click

Command = TypeVar("Command", bound=Callable[..., object])


def typed_name(written: str) -> str:
    """A name or question that a person typed, in NFC, as that has been read with which it is compared."""
    return normalize("NFC", written)


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
force_option = click.option(
    "--force",
    "forced",
    multiple=True,
    metavar="PATH",
    help="Write over PATH even if discrepancy did not write it, or a link leads there; may be repeated.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print. Default: text.",
)


def verbosity_options(command: Command) -> Command:
    """Gives a command `--verbose` and `--quiet`, which `terminal.flag_given` reads."""
    verbose = click.option(
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_keep_flag,
        help="Say more: which rules ran, on how much.",
    )
    quiet = click.option(
        "--quiet", is_flag=True, expose_value=False, callback=_keep_flag, help="Say only results and errors."
    )
    return verbose(quiet(command))


def _keep_flag(context: click.Context, option: click.Parameter, given: bool) -> None:
    if given:
        context.meta[str(option.name)] = True
