"""A bibliography as source files without claims: a file for each work that the dossier does not have."""

from __future__ import annotations

from discrepancy.exchange.bibliographies.entries import sheet_of_works
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing import file_reader
from discrepancy.exchange.importing.options import Dialogue, ImportOptions
from discrepancy.exchange.sheets.source_parts import Sheet
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.values.did_you_mean import did_you_mean

FORMATS = {".bib": "biblatex", ".bibtex": "biblatex", ".json": "csl", ".ris": "ris"}


def bibliography(
    shown: str, data: bytes, ending: str, options: ImportOptions, dossier: Dossier | None, dialogue: Dialogue
) -> tuple[Sheet, int]:
    """The new works of a bibliography as the parts of a sheet, and how many works the dossier has already.
    Problems go to the dialogue. Raises ExchangeError.
    """
    problems: list[Problem] = []
    works = file_reader.read_works(FORMATS[ending], data, shown, problems)
    if options.source:
        keys = [work.key for work in works]
        works = [work for work in works if work.key == options.source]
        if not works and keys:
            close = did_you_mean(options.source, keys) or "there are: " + ", ".join(keys[:20])
            raise ExchangeError(f'no entry "{options.source}",', close, shown)
    there = dossier.sources if dossier is not None else {}
    sheet, already = sheet_of_works(works, shown, there, problems)
    dialogue.report(problems)
    for key, source in already:
        dialogue.note(f"{key} is already there as {source}; left as it is")
    return sheet, len(already)
