"""`export`: the claims of a dossier as a sheet that `import` takes back without loss."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from discrepancy.exchange.dossier import readable_dossier, source_tree
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.writing.rows import FormRow, source_rows
from discrepancy.model.dossier import Dossier
from discrepancy.reading.yaml_nodes import List
from discrepancy.system.atomic_write import write_whole


def export(kind: str, path: str, out: str | None, replace: bool) -> str:
    """Writes the dossier at `path` as a sheet to the file `out` and gives no text, or without `out` gives the
    sheet as text. `kind` is csv or xlsx; a file that is there is written anew only with `replace`. Raises
    ExchangeError.
    """
    dossier = readable_dossier(path)
    if out is None and kind != "csv":
        raise ExchangeError("a workbook does not go to a terminal:", f"give -o FILE.{kind}")
    if out is not None and os.path.lexists(out) and not replace:
        raise ExchangeError(
            f"{out} is already there, and a sheet may have been worked on; nothing was written:",
            "--replace writes it anew",
        )
    data = sheet(kind, dossier)
    if out is None:
        return data.decode("utf-8-sig")
    try:
        write_whole(Path(out), data)
    except OSError as error:
        raise ExchangeError(f"cannot write {out}: {error.strerror}") from error
    return ""


def sheet(kind: str, dossier: Dossier) -> bytes:
    """The bytes of the sheet of a dossier, of the kind csv or xlsx. Raises ExchangeError."""
    if kind == "csv":
        from discrepancy.exchange.writing import csv

        return csv.write(_rows(dossier))
    from discrepancy.exchange.writing import xlsx

    return xlsx.write(_rows(dossier))


def _rows(dossier: Dossier) -> Iterator[FormRow]:
    """The rows of every source, in the order in which their files are read."""
    for source in dossier.sources.values():
        _, root = source_tree(dossier, source.mark.file)
        claims = next((value for key, value in root.items if key.value == "claims"), None)
        yield from source_rows(source.id, list(root.flat), claims.items if isinstance(claims, List) else [])
