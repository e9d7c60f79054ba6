"""Where results go: standard output and files, in one run."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from functools import partial

from discrepancy.commands._check import ci_hosts
from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.terminal import say
from discrepancy.reporting.base import formats, is_report
from discrepancy.values.did_you_mean import did_you_mean


def parse_outputs(form: str, outputs: Sequence[str]) -> list[tuple[str, str]]:
    """(format, path) pairs, standard output (an empty path) first. Raises CommandError for an output that
    cannot be, with what would be right.
    """
    pairs = [(form, "")]
    for given in outputs:
        name, equals, path = given.partition("=")
        if not equals or not path:
            raise CommandError(f'--output takes FORMAT=PATH, not "{given}"')
        if path == "-":
            raise CommandError(
                f'--output writes to files: for standard output give --format {name}, and no "{given}"'
            )
        pairs.append((name, path))
    places = [os.path.realpath(path) for _, path in pairs if path]
    if twice := next((path for _, path in pairs if path and places.count(os.path.realpath(path)) > 1), ""):
        raise CommandError(f"--output would write {twice} twice: give each format a file of its own")
    for name, _ in pairs:
        if name not in formats():
            raise CommandError(
                f'no format "{name}": {did_you_mean(name, formats()) or "there are " + ", ".join(formats())}'
            )
    return pairs


def require_writable_outputs(outputs: Sequence[tuple[str, str]], forced: Collection[str]) -> None:
    """Raises CommandError where one of the files may not be written over, before anything is done."""
    paths = {path: name for name, path in outputs if path}
    if not paths and not forced:
        return
    from discrepancy.exchange.errors import ExchangeError
    from discrepancy.exchange.output_files import require_named, require_writable

    try:
        require_named(forced, paths)
        for path, name in paths.items():
            require_writable(path, partial(is_report, name=name), forced)
    except ExchangeError as error:
        raise CommandError(str(error)) from error


def write_output(name: str, path: str, text: str, forced: Collection[str] = ()) -> None:
    """Writes what one format made of a run to standard output (an empty path) or to a file, UTF-8 with `\n`.
    Raises CommandError where the file cannot be written, or may not be written over.
    """
    if not path:
        say(ci_hosts.for_host_log(name, text), exact=True)  # each format makes its text harmless
        return
    from discrepancy.exchange.errors import ExchangeError
    from discrepancy.exchange.output_files import write_output_file

    try:
        write_output_file(
            path, text.encode("utf-8", "backslashreplace"), partial(is_report, name=name), forced
        )
    except ExchangeError as error:
        raise CommandError(str(error)) from error
