"""Where results go: standard output and files, in one run."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from discrepancy.commands import ci_hosts as ci
from discrepancy.reporting.base import formats
from discrepancy.system.atomic_write import write_whole
from discrepancy.values.errors import did_you_mean

Stop = Callable[[str], None]


def parse_outputs(form: str, outputs: Sequence[str], stop: Stop) -> list[tuple[str, str]]:
    """(format, path) pairs, standard output (an empty path) first. Bad ones end the run through `stop`, with
    what would be right.
    """
    pairs = [(form, "")]
    for given in outputs:
        name, equals, path = given.partition("=")
        if not equals or not path:
            stop(f'--output takes FORMAT=PATH, not "{given}"')
        if path == "-":
            stop(f'--output writes to files: for standard output give --format {name}, and no "{given}"')
        pairs.append((name, path))
    places = [os.path.realpath(path) for _, path in pairs if path]
    if twice := next((path for _, path in pairs if path and places.count(os.path.realpath(path)) > 1), ""):
        stop(f"--output would write {twice} twice: give each format a file of its own")
    for name, _ in pairs:
        if name not in formats():
            stop(
                f'no format "{name}": {did_you_mean(name, formats()) or "there are " + ", ".join(formats())}'
            )
    return pairs


def write(name: str, path: str, text: str, say: Callable[[str], None], stop: Stop) -> None:
    """Writes what one format made of a run to standard output (an empty path) or to a file, UTF-8 with `\n`."""
    if not path:
        say(ci.shown(name, text))
        return
    try:
        write_whole(Path(path), text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        stop(f"cannot write {path}: {error.strerror}")
