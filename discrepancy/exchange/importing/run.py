"""An import from its file to the source files."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from discrepancy.exchange.dossier import file_states, readable_dossier
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing import file_reader
from discrepancy.exchange.importing.bibliography import FORMATS, bibliography
from discrepancy.exchange.importing.columns import columns_of, keep_mapping, kept_mapping, mapping_path
from discrepancy.exchange.importing.options import Dialogue, ImportOptions
from discrepancy.exchange.importing.targets import (
    Targets,
    errors_after_import,
    targets_of,
    write_into,
    write_without_dossier,
)
from discrepancy.exchange.sheets.row_reader import KnownNames
from discrepancy.exchange.sheets.source_parts import SURROGATE, Sheet
from discrepancy.exchange.sheets.table import Table
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.reading.page import control_in
from discrepancy.system.regular_files import read_regular_file

TABLES = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".ods")


def import_file(path: str, options: ImportOptions, dialogue: Dialogue) -> str:
    """Imports the sheet or bibliography at `path` and gives the text to print: the source files, or nothing
    where they were written. Raises ExchangeError.
    """
    ending = Path(path).suffix.lower()
    endings = (*TABLES, *WORKBOOKS, *FORMATS)
    if ending not in endings:
        remedy = "save it as .xlsx" if ending == ".xls" else ""
        raise ExchangeError(f"a file to import ends in one of {', '.join(endings)}", remedy, path)
    _require_text(options)
    before, dossier = _dossier(options.to) if options.to else ({}, None)
    data = _data(path)
    shown = path.replace(os.sep, "/")
    if ending in FORMATS:
        sheet, already = bibliography(shown, data, ending, options, dossier, dialogue)
        if already and not sheet.parts:
            return ""
        targets = targets_of(sheet, dossier) if dossier is not None else {}
        if dossier is not None:
            dialogue.report(errors_after_import(sheet, targets, dossier, options))
    else:
        table = _table(shown, data, ending, options, dialogue)
        sheet, targets = _sheet(path, table, options, dossier, dialogue)
    if not sheet.parts:
        raise ExchangeError("nothing in it to import", place=path)
    if dossier is None:
        return write_without_dossier(sheet, options, dialogue)
    write_into(sheet, targets, dossier, before, options, dialogue)
    return ""


def _require_text(options: ImportOptions) -> None:
    """Raises ExchangeError where an option holds what no file could."""
    given = {
        "--map": options.maps,
        "--set": options.sets,
        "--source": (options.source,),
        "--sheet": (options.sheet,),
        "--encoding": (options.encoding,),
    }
    for name, texts in given.items():
        for text in texts:
            if hit := control_in(text) or SURROGATE.search(text):
                code = ord(hit.group())
                said = "half of a character" if SURROGATE.match(hit.group()) else "a control character"
                raise ExchangeError(f"{said}, U+{code:04X}", "take it out", name)


def _data(path: str) -> bytes:
    """The bytes of the file. Raises ExchangeError."""
    try:
        data = read_regular_file(Path(path))
    except FileNotFoundError:
        raise ExchangeError("no such file", place=path) from None
    except OSError as error:
        raise ExchangeError(f"cannot be read: {error.strerror}", place=path) from error
    if isinstance(data, str):
        raise ExchangeError(data, place=path)
    return data


def _dossier(path: str) -> tuple[dict[str, str], Dossier]:
    """The states of the files of the dossier to import into before it was read, and the dossier. Raises
    ExchangeError.
    """
    try:
        is_there = Path(path, "dossier.yaml").is_file()
    except OSError:  # a name that the system would not even look for
        is_there = False
    if not is_there:
        raise ExchangeError(
            f"{path} is no dossier (a folder with a dossier.yaml)", f"discrepancy init {path} begins one"
        )
    try:
        before = file_states(path)
    except OSError as error:
        raise ExchangeError(f"cannot be read: {error.strerror}", place=path) from error
    return before, readable_dossier(path)


def _table(shown: str, data: bytes, ending: str, options: ImportOptions, dialogue: Dialogue) -> Table:
    """The table that a file holds. Raises ExchangeError."""
    problems: list[Problem] = []
    kind = "workbook" if ending in WORKBOOKS else "delimited"
    table = file_reader.read_table(kind, data, shown, options.sheet, options.encoding, problems)
    dialogue.report(problems)
    assert table is not None  # or else it was reported
    for line in table.notes:
        dialogue.note(line)
    return table


def _sheet(
    path: str, table: Table, options: ImportOptions, dossier: Dossier | None, dialogue: Dialogue
) -> tuple[Sheet, Targets]:
    """The sources of a table, checked with the dossier, and the files they go to. Raises ExchangeError."""
    from discrepancy.exchange.sheets import row_reader

    problems: list[Problem] = []
    kept = mapping_path(options.to, path) if options.to else None
    before = kept_mapping(kept) if kept is not None else None
    columns = columns_of(table, options, kept, dialogue)
    sheet = row_reader.read(table, columns, _names(dossier), problems)
    if kept is not None and sheet.parts and (columns.columns or columns.constants):
        keep_mapping(
            kept, columns, before, dialogue
        )  # whatever is wrong in the rows, nobody wants to be asked again
    targets: Targets = {}
    errors = [problem for problem in problems if not problem.warning]
    if dossier is not None and sheet.parts:
        targets = targets_of(sheet, dossier)
        errors += [one for one in errors_after_import(sheet, targets, dossier, options) if one not in errors]
    warnings = (problem for problem in problems if problem.warning)
    dialogue.report(sorted({*errors, *warnings}, key=lambda one: (one.mark, one.code, str(one))))
    return sheet, targets


def _names(dossier: Dossier | None) -> KnownNames:
    """What a sheet may call the sources and entities of the dossier; a name that two of them have means
    neither.
    """
    if dossier is None:
        return KnownNames()
    sources = {source.id: (source.id, source.siglum, source.title) for source in dossier.sources.values()}
    entities = {
        entity.id: (entity.id, entity.name, *entity.aliases, *entity.was)
        for entity in dossier.entities.values()
    }
    sigla = frozenset(source.siglum for source in dossier.sources.values())
    return KnownNames(_by_name(sources), _by_name(entities), sigla)


def _by_name(named: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The id that each name means, in any case of letters, where it means one alone."""
    owners: dict[str, set[str]] = {}
    for key, names in named.items():
        for name in {*names, *(name.casefold() for name in names)}:
            owners.setdefault(name, set()).add(key)
    return {name: min(keys) for name, keys in owners.items() if len(keys) == 1} | {key: key for key in named}


def at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()
