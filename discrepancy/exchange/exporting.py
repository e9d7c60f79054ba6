"""`export`: the claims of a dossier as a sheet that `import` takes back without loss."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from discrepancy.exchange.writing.rows import Row, rows
from discrepancy.model.dossier import Dossier
from discrepancy.reading.page import open_page
from discrepancy.reading.yaml_tree import BeyondLimit, List, Map, NotYaml, build
from discrepancy.system.atomic_write import write_whole
from discrepancy.system.display import printable


def export(
    kind: str,
    path: str,
    out: str | None,
    replace: bool,
    say: Callable[[str], None],
    stop: Callable[[str], None],
) -> None:
    """Writes the dossier at `path` as a sheet: to the file `out`, or to standard output."""
    dossier = one_dossier(path, stop)
    if out is None and kind != "csv":
        stop(f"a workbook does not go to a terminal: give -o FILE.{kind}")
    if out is not None and os.path.lexists(out) and not replace:
        stop(
            f"{out} is already there, and a sheet may have been worked on; nothing was written: --replace writes it anew"
        )
    data = sheet(kind, dossier, stop)
    if out is None:
        say(data.decode("utf-8-sig"))
        return
    try:
        write_whole(Path(out), data)
    except OSError as error:
        stop(f"cannot write {out}: {error.strerror}")


def one_dossier(path: str, stop: Callable[[str], None]) -> Dossier:
    """The dossier at `path`, which is one and can be read; else the run ends with what is wrong."""
    from discrepancy.reading import dossiers as reader

    dossiers = reader.read([path])
    errors = [problem for dossier in dossiers for problem in dossier.problems if not problem.warning]
    if errors:
        shown = "".join(f"\n{printable(str(problem))}" for problem in errors)
        stop(f"{path} must be readable first:{shown}")
    if len(dossiers) != 1:
        stop(
            f"{path} holds {len(dossiers)} dossiers; give one of them: {', '.join(dossier.path for dossier in dossiers[:20])}"
        )
    return dossiers[0]


def sheet(kind: str, dossier: Dossier, stop: Callable[[str], None]) -> bytes:
    """The bytes of the sheet of a dossier."""
    if kind == "csv":
        from discrepancy.exchange.writing import csv

        return csv.write(_rows(dossier, stop))
    from discrepancy.exchange.writing import xlsx

    try:
        return xlsx.write(_rows(dossier, stop))
    except xlsx.TooLong as error:
        stop(str(error))
        return b""


def _rows(dossier: Dossier, stop: Callable[[str], None]) -> Iterator[Row]:
    """The rows of every source, in the order in which their files are read."""
    folder = Path(os.path.realpath(dossier.path))
    for source in dossier.sources.values():
        page, _ = open_page(Path(source.mark.file), source.mark.file, folder)
        root = None
        if page is not None:
            try:
                root = build(page, page.text, [])
            except (BeyondLimit, NotYaml):
                root = None
        if not isinstance(root, Map):
            stop(f"{source.mark.file} changed while it was read; run it again")
            continue
        claims = next((value for key, value in root.items if key.value == "claims"), None)
        yield from rows(source.id, list(root.flat), claims.items if isinstance(claims, List) else [])
