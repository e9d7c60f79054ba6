"""`export`: the claims of a dossier as a sheet that `import` takes back without loss."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from discrepancy.exchange.dossier import readable_dossier, source_tree
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.output_files import require_named, require_writable, write_output_file
from discrepancy.exchange.writing.rows import FormRow, source_rows
from discrepancy.model.dossier import Dossier
from discrepancy.reading.yaml_nodes import List
from discrepancy.system.atomic_write import is_free, is_stream


def export(kind: str, path: str, out: str | None, replace: bool, forced: Collection[str] = ()) -> str:
    """Writes the dossier at `path` as a sheet to the file `out` and gives no text, or without `out` gives the
    sheet as text. `kind` is csv or xlsx; a sheet that is there is written anew only with `replace`, another
    file only where it is `forced`. Raises ExchangeError.
    """
    require_named(forced, [out] if out is not None else [])
    dossier = readable_dossier(path)
    if out is None and kind != "csv":
        raise ExchangeError("a workbook does not go to a terminal:", f"give -o FILE.{kind}")
    if out is not None and not (replace or forced) and not (is_free(Path(out)) or is_stream(Path(out))):
        raise ExchangeError(
            f"{out} is already there, and a sheet may have been worked on; nothing was written:",
            "--replace writes it anew",
        )
    if out is not None:
        require_writable(out, _is_sheet, forced)
    data = sheet(kind, dossier)
    if out is None:
        return data.decode("utf-8-sig")
    write_output_file(out, data, _is_sheet, forced)
    return ""


def _is_sheet(data: bytes) -> bool:
    """Whether a file of these bytes is a sheet as `export` writes it, of either kind, whoever has worked on
    it.
    """
    from discrepancy.exchange.writing import csv, xlsx

    return xlsx.is_own(data) if data.startswith(b"PK") else csv.is_own(data)


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
