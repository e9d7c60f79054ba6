"""What a file to import holds, read in a child process that can be stopped (`system/sandbox.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from discrepancy.exchange.bibliographies.entries import BibliographyEntry
from discrepancy.exchange.limits import (
    LONGEST_FIELD,
    MEGABYTE,
    MEMORY,
    MOST_CHARACTERS,
    MOST_ENTRIES,
    SECONDS,
)
from discrepancy.exchange.sheets.table import Table, TableRow, unreadable
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.system import sandbox

TABLES = ("delimited", "workbook")
BIBLIOGRAPHIES = ("biblatex", "csl", "ris")
_DIVIDE = "divide the file, or save it in another format"


def read_table(
    kind: str, data: bytes, file: str, sheet: str, encoding: str, problems: list[Problem]
) -> Table | None:
    """The table that a file of the kind `kind`, one of TABLES, holds, or None, which has been reported."""
    found = _in_child(kind, data, file, (sheet, encoding), problems)
    if found.get("rows") is None:
        return None
    rows = [TableRow(number, tuple(cells)) for number, cells in found["rows"]]
    odd = {(row, column): kind for row, column, kind in found["odd"]}
    return Table(file, rows, odd, tuple(found["notes"]))


def read_works(kind: str, data: bytes, file: str, problems: list[Problem]) -> list[BibliographyEntry]:
    """The works of a bibliography of a kind, one of BIBLIOGRAPHIES; whatever is wrong is reported."""
    found = _in_child(kind, data, file, (), problems)
    return [
        BibliographyEntry(
            key, line, {name: said if isinstance(said, str) else tuple(said) for name, said in fields.items()}
        )
        for key, line, fields in found.get("works", ())
    ]


def _in_child(
    kind: str, data: bytes, file: str, more: Sequence[str], problems: list[Problem]
) -> Mapping[str, Any]:
    """What the child answers; its problems, or why it gave no answer, are reported."""
    try:
        found = sandbox.run(__name__, data, [kind, file, *more], SECONDS, MEMORY, fork=True)
    except sandbox.OutOfTime as failed:
        problems.append(unreadable(file, "E009", f"reading it {failed}", expect=_DIVIDE))
        return {}
    except sandbox.OutOfMemory:
        message = f"reading it needs more than {MEMORY // MEGABYTE:,} MB of memory"
        problems.append(unreadable(file, "E009", message, expect=_DIVIDE))
        return {}
    except sandbox.ChildFailed as failed:
        message = f"its reader {failed}: the file is damaged, or too large for it"
        problems.append(unreadable(file, "E002", message, expect="save it again, or in another format"))
        return {}
    for code, line, column, message, words, expect, warning in found["problems"]:
        made = problem(code, Mark(file, line, column), message, words, expect)
        problems.append(replace(made, warning=warning))
    return found


def main() -> NoReturn:
    """The child process: the bytes of a file, answered by what it holds."""
    sandbox.answer(_read)


def _read(data: bytes, arguments: Sequence[str]) -> Mapping[str, object]:
    kind, file, *more = arguments
    problems: list[Problem] = []
    try:
        found = (
            _table(kind, data, file, more, problems) if kind in TABLES else _works(kind, data, file, problems)
        )
    except sandbox.ForbiddenEvent as event:
        found = {}
        problems.append(unreadable(file, "E002", f"reading it would have meant {event}"))
    except RecursionError:
        found = {}
        problems.append(unreadable(file, "E009", "nested too deeply; the file is not read"))
    return {**found, "problems": [_packed(one) for one in problems]}


def _packed(one: Problem) -> list[object]:
    return [one.code, one.mark.line, one.mark.column, one.message, one.words, one.expect, one.warning]


def _table(
    kind: str, data: bytes, file: str, more: Sequence[str], problems: list[Problem]
) -> dict[str, object]:
    from discrepancy.exchange.sheets import delimited, workbook

    sheet, encoding = more
    sandbox.close_off()
    table = (
        workbook.read(data, file, sheet, problems)
        if kind == "workbook"
        else delimited.read(data, file, encoding, problems)
    )
    if table is None:
        return {}
    odd = [(row, column, name) for (row, column), name in table.odd.items()]
    return {"rows": table.rows, "odd": odd, "notes": table.notes}


def _works(kind: str, data: bytes, file: str, problems: list[Problem]) -> dict[str, object]:
    from discrepancy.exchange.bibliographies import biblatex, csl, entries, ris

    sandbox.close_off()
    text = entries.decoded_text(data, file, problems)
    read = {"biblatex": biblatex, "csl": csl, "ris": ris}[kind].read
    works = read(text, file, problems) if text else []
    problems.extend(_beyond_limits(works, file))
    return {} if any(one.code == "E009" for one in problems) else {"works": works}


def _beyond_limits(works: Sequence[BibliographyEntry], file: str) -> Iterator[Problem]:
    """What is too long or too many in a bibliography."""
    if len(works) > MOST_ENTRIES:
        yield unreadable(
            file, "E009", f"more than {MOST_ENTRIES:,} entries; the file is not read", expect=_DIVIDE
        )
    characters = 0
    for work in works:
        for name, said in work.fields.items():
            length = len(said) if isinstance(said, str) else sum(map(len, said))
            characters += length
            if length > LONGEST_FIELD:
                message = f"the {name} of an entry has more than {LONGEST_FIELD:,} characters"
                yield problem("E009", Mark(file, work.line, 1), message, work.key[:LONGEST_FIELD])
    if characters > MOST_CHARACTERS:
        message = f"the entries hold more than {MOST_CHARACTERS:,} characters in all; the file is not read"
        yield unreadable(file, "E009", message, expect=_DIVIDE)
