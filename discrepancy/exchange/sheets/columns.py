"""What the columns of a sheet hold: by their own headings, or by a mapping that a person gave and that is
kept for the next time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from discrepancy.exchange.sheets.cells import COLUMNS, MORE
from discrepancy.exchange.sheets.table import Table, TableRow
from discrepancy.model.claim import WHENS
from discrepancy.model.problem import Problem, problem
from discrepancy.reading.dossier_file import check_version
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_nodes import Node, Text
from discrepancy.reading.yaml_tree import BeyondLimit, NotYaml, build_tree
from discrepancy.values.did_you_mean import did_you_mean

LEFT_OUT = "-"
OTHERS = "*"
NAMED = (*COLUMNS, *MORE, *WHENS, "about", "property")
_DIMENSION = re.compile(r"\[[^\[\]=,.]+\]\Z")
_PROPERTY = re.compile(r"\.[^\[\]=,.]+(?:\[[^\[\]]+\])?\Z")
ADVICE = (
    'say what it holds with --map "COLUMN=FIELD", or leave it out with --map "COLUMN=-" (all others: "*=-")'
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which field each column holds, by its heading; and what is the same for every row, by field."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def with_(self, columns: Mapping[str, str], constants: Mapping[str, str]) -> Columns:
        """These, with others added or put in their place."""
        return Columns({**self.columns, **columns}, {**self.constants, **constants})


def is_field(name: str) -> bool:
    """Whether a column can hold `name`: a column of the sheet form, a dimension `[side]`, or the values of a
    property `.killed`.
    """
    return name in NAMED or name == LEFT_OUT or bool(_DIMENSION.match(name) or _PROPERTY.match(name))


def expected_field(name: str) -> str:
    """What would be right instead of a field that is none."""
    return (
        did_you_mean(name, NAMED)
        or f"a field is one of {', '.join(NAMED)}, [dimension of scope], .property, or - to leave it out"
    )


def own_field(heading: str) -> str:
    """The field that a heading names by itself, or nothing."""
    name = heading.strip()
    plain = re.sub(r"[\s_-]+", "_", name).casefold()
    return plain if plain in NAMED else name if is_field(name) and name != LEFT_OUT else ""


def unmapped_headings(table: Table, columns: Columns) -> list[str]:
    """The headings of columns that hold something and of which nobody said what."""
    header, rows = head_and_rows(table)
    if header is None or columns.columns.get(OTHERS) == LEFT_OUT:
        return []
    filled = _filled(rows)
    names = [name.strip() for number, name in enumerate(header.cells) if number in filled]
    return [
        name for name in dict.fromkeys(names) if name and name not in columns.columns and not own_field(name)
    ]


def head_and_rows(table: Table) -> tuple[TableRow | None, list[TableRow]]:
    """The row of headings, the first that holds anything, and the rows below it."""
    odd = {row for row, _ in table.odd}
    rows = [row for row in table.rows if row.number in odd or any(cell.strip() for cell in row.cells)]
    return (rows[0], rows[1:]) if rows else (None, [])


def _filled(rows: Iterable[TableRow]) -> set[int]:
    return {number for row in rows for number, cell in enumerate(row.cells) if cell.strip()}


def resolved_columns(table: Table, columns: Columns, problems: list[Problem]) -> list[tuple[int, str]]:
    """The columns that hold something, by number from 0, each with its field; what is wrong with the headings
    is reported.
    """
    header, rows = head_and_rows(table)
    if header is None:
        problems.append(problem("E032", table.mark(1, 1), "the sheet is empty"))
        return []
    found: list[tuple[int, str]] = []
    heard: dict[str, int] = {}
    filled = _filled(rows)
    width = max([len(header.cells), *(number + 1 for number in filled)])
    for number in range(width):
        name = header.cells[number].strip() if number < len(header.cells) else ""
        chosen = columns.columns.get(name) or own_field(name) or columns.columns.get(OTHERS, "")
        mark = table.mark(header.number, number + 1)
        if chosen == LEFT_OUT or (number not in filled and not chosen):
            continue
        if not chosen:
            said = "a column that nothing says how to read" if name else "a column without a heading"
            expect = (did_you_mean(name, NAMED) + " " if name and did_you_mean(name, NAMED) else "") + ADVICE
            problems.append(
                problem("E050", mark, said, name, expect if name else "give it a heading in the sheet")
            )
        elif chosen in heard:
            expect = f"the other is column {heard[chosen] + 1}; leave one out"
            problems.append(problem("E050", mark, f"a second column for {chosen}", name, expect))
        else:
            heard[chosen] = number
            found.append((number, chosen))
    _complete(table, header, {*heard, *columns.constants}, problems)
    return found


def _complete(table: Table, header: TableRow, fields: set[str], problems: list[Problem]) -> None:
    """Reports the fields without which no row is a claim."""
    wide = any(name.startswith(".") for name in fields)
    missing = [] if "source" in fields else ["source"]
    if "question" not in fields and not ("about" in fields and ("property" in fields or wide)):
        missing.append("question (or about, and property)")
    if "value" not in fields and not wide:
        missing.append("value")
    if "at" not in fields:
        missing.append("at")
    for name in missing:
        plain = name.split()[0]
        expect = f'say which with --map "COLUMN={plain}", or what it is for every row with --set {plain}=TEXT'
        problems.append(problem("E050", table.mark(header.number, 1), f"no column for {name}", "", expect))


def read_mapping(text: str, file: str, problems: list[Problem]) -> Columns:
    """The columns that a mapping file tells of."""
    page = Page(file, text)
    try:
        root = build_tree(page, text, problems)
    except BeyondLimit as stop:
        problems.append(stop.found)
        return Columns()
    except NotYaml as error:
        problems.append(
            problem(
                "E007",
                page.mark(error.last.end),
                "the mapping is not YAML",
                expect="write columns: and below it COLUMN: field",
            )
        )
        return Columns()
    return _columns_told(FieldChecker(page, problems), root)


def _columns_told(check: FieldChecker, root: Node | None) -> Columns:
    given: dict[str, dict[str, str]] = {"columns": {}, "constants": {}}
    if isinstance(root, Text) and not root.value:  # an empty file, left behind
        return Columns()
    for key, node in check.pairs(root, "the file of how columns are read"):
        if key.value == "version":
            check_version(check, node)
        elif key.value not in given:
            expect = "it has version, columns and constants"
            check.report("E003", key, "not a part of a mapping", key.value, expect)
        else:
            for name, item in check.pairs(node, key.value):
                said = _told(check, key.value, name, item)
                if said is not None:
                    given[key.value][name.value.strip()] = said
    return Columns(given["columns"], given["constants"])


def _told(check: FieldChecker, part: str, name: Text, item: Node) -> str | None:
    """The field of a column, or the text of a constant; None of what is no text, which is reported."""
    if not isinstance(item, Text):
        check.not_a(item, f"{name.value} is one text")
        return None
    said = item.value.strip()
    wanted = said if part == "columns" else name.value
    if not is_field(wanted):
        check.report("E003", item, "no such field", wanted, expected_field(wanted))
    return said
