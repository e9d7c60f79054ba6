"""`relate`: how two stated values relate, or how one is read; one pair, or a CSV file of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from discrepancy.commands._shared.errors import CommandError
from discrepancy.system.display import json_text, one_line
from discrepancy.system.regular_files import LARGEST_FILE
from discrepancy.values.base import (
    LEVELS,
    Relation,
    Unknown,
    Value,
    read,
    relate,
    type_names,
    value_type,
)
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Unreadable
from discrepancy.values.inline import parse_cell

COLUMNS = ("type", "left", "right")


def relation_text(words: list[str], form: str) -> tuple[str, bool]:
    """What `relate TYPE LEFT [RIGHT]` prints in the format `form`, and whether every value could be read."""
    record = _answer(*words)
    fine = record["error"] is None
    if form == "json":
        if len(words) == 3 and fine:
            record.pop("error")
        return json_text(record), fine
    if not fine:
        return f"error: {one_line(record['error'])}\n", False
    if len(words) == 2:
        return _reading_text(words[0], _read(words[0], words[1])), True
    return _relation_text(relate(words[0], _read(words[0], words[1]), _read(words[0], words[2]))), True


def relation_lines(path: str, form: str) -> Iterator[str]:
    """One line for each row of a CSV file: the relation of its two values, or the reading of one, as JSON or
    text, or what is wrong with the row. Raises CommandError if the file cannot be read as a whole.
    """
    rows = _rows(path)
    header = [cell.strip() for cell in next(rows, [])]
    if not set(COLUMNS[:2]) <= set(header):
        raise CommandError(
            f"{path}: the first line must name the columns {','.join(COLUMNS)}; "
            f"it has {','.join(header) or 'nothing'}"
        )
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(header, row, strict=False))
        name, left, right = (cells.get(column, "") for column in COLUMNS)
        if len(row) > len(header):
            record = _failed(
                name,
                left,
                right,
                f"row {number} has {len(row)} cells for {len(header)} columns; "
                "put a value with commas in quotes",
            )
        else:
            record = _answer(name, left, *([right] if right.strip() else []))
        yield json_text(record, indent=None) if form == "json" else _row_text(number, record)


def _rows(path: str) -> Iterator[list[str]]:
    try:
        if not Path(path).is_file():
            raise CommandError(f"{path}: no such file" if not Path(path).exists() else f"{path}: not a file")
        if Path(path).stat().st_size > LARGEST_FILE:
            raise CommandError(f"{path}: larger than 64 MB")
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: not UTF-8 at byte {error.start + 1}; save it as UTF-8") from error
    csv.field_size_limit(LARGEST_FILE)
    return csv.reader(io.StringIO(text, newline=""))


def _read(name: str, cell: str) -> Value:
    if name not in type_names():
        raise Unreadable(
            "no such type", name, did_you_mean(name, type_names()) or f"there are {', '.join(type_names())}"
        )
    return read(name, parse_cell(cell))


def _answer(name: str, left: str, right: str | None = None) -> dict[str, Any]:
    """The record of a reading (no right side) or of a relation, `error` always among its keys."""
    name = name.strip()
    errors, values = [], []
    for side, cell in (("left", left), ("right", right)):
        if cell is None:
            continue
        try:
            values.append(_read(name, cell))
        except Unreadable as error:
            errors.append(
                str(error) if right is None or error.message == "no such type" else f"{side}: {error}"
            )
    if errors:
        return _failed(name, left, right, "; ".join(dict.fromkeys(errors)))
    if right is None:
        return reading(name, values[0])
    return {**relation(relate(name, values[0], values[1])), "left": left, "right": right, "error": None}


def _failed(name: str, left: str, right: str | None, error: str) -> dict[str, Any]:
    if right is None:
        empty = dict.fromkeys((*LEVELS, "earliest", "latest", "uncertain", "approximate", "calendar", "unit"))
        return {"type": name, "text": left, "valid": False, "error": error, **empty}
    nothing: dict[str, Any] = {
        "relation": None,
        "direction": None,
        "why": [],
        "gap": None,
        "hints": [],
        "left_sets": None,
        "right_sets": None,
        "rows": [],
    }
    return {"type": name, "left": left, "right": right, **nothing, "error": error}


def reading(name: str, value: Value) -> dict[str, Any]:
    """The JSON of a reading: the three sets, the bounds of the plain one, and the flags."""
    sets = _sets(name, value)
    earliest, latest = (None, None) if isinstance(value, Unknown) else value_type(name).bounds(value)
    return {
        "type": name,
        "text": value.text,
        "valid": True,
        "error": None,
        **(sets or {level: [] for level in LEVELS}),
        "earliest": "unknown" if isinstance(value, Unknown) else earliest,
        "latest": "unknown" if isinstance(value, Unknown) else latest,
        "uncertain": value.uncertain,
        "approximate": value.approximate,
        "calendar": getattr(value, "calendar", None),
        "unit": getattr(value, "unit", None),
    }


def relation(found: Relation) -> dict[str, Any]:
    """The JSON of a relation."""
    return {
        "type": found.type,
        "left": str(found.left),
        "right": str(found.right),
        "relation": found.relation,
        "direction": found.direction,
        "why": list(found.why),
        "gap": dict(found.gap) if found.gap is not None else None,
        "hints": list(found.hints),
        "left_sets": _sets(found.type, found.left),
        "right_sets": _sets(found.type, found.right),
        "rows": list(found.rows),
    }


def _sets(name: str, value: Value) -> Mapping[str, Any] | None:
    if isinstance(value, Unknown):
        return None
    return {level: value_type(name).pieces(value, level) for level in LEVELS}


def _row_text(number: int, record: dict[str, Any]) -> str:
    if record["error"]:
        return f"{number}: error: {one_line(record['error'])}\n"
    if "relation" in record:
        more = f" ({record['direction']} is the more specific)" if record["direction"] else ""
        sides = f"{one_line(record['left'])} | {one_line(record['right'])}"
        return f"{number}: {sides}: {record['relation']}{more}\n"
    bounds = one_line(f"{record['earliest']} to {record['latest']}")
    return f"{number}: {one_line(record['text'])}: {bounds}\n"


def _reading_text(name: str, value: Value) -> str:
    if isinstance(value, Unknown):
        return "unknown: the source says that nobody knows; it excludes nothing\n"
    lines = [f"{name}: {one_line(value.text or str(value))}", "", *_drawn(name, [("", value)])]
    flags = [flag for flag in ("uncertain", "approximate") if getattr(value, flag)]
    lines += ["", f"  {', '.join(flags)}"] if flags else []
    lines += [f"  {one_line(said)}" for said in value.notes]
    lines += ["", *(_row_line(row) for row in value.rows)]
    return "\n".join(lines) + "\n"


def _relation_text(found: Relation) -> str:
    more = f" ({found.direction} is the more specific)" if found.direction else ""
    lines = [f"{one_line(str(found.left))} | {one_line(str(found.right))}: {found.relation}{more}", ""]
    lines += _drawn(found.type, [("left", found.left), ("right", found.right)])
    lines += ["", *(f"  = {one_line(step)}" for step in found.why)]
    lines += [f"  ? perhaps: {one_line(hint)}" for hint in found.hints]
    lines += ["", *(_row_line(row) for row in found.rows)]
    return "\n".join(lines) + "\n"


def _drawn(name: str, sides: list[tuple[str, Value]]) -> list[str]:
    """The three sets of each side, as bars on one scale where they lie on a line or in boxes, with the words
    beside.
    """
    kind = value_type(name)
    known = [(side, value) for side, value in sides if not isinstance(value, Unknown)]
    lines = [f"  {side:<6} unknown" for side, value in sides if isinstance(value, Unknown)]
    for end in ("start", "end") if kind.shape == "box" else ("",):
        drawn = [
            (side, value, level, _line_set(value, level, end)) for side, value in known for level in LEVELS
        ]
        bars = (
            _bars([(level, days) for _, _, level, days in drawn])
            if kind.shape != "labels"
            else [""] * len(drawn)
        )
        for (side, value, level, _), bar in zip(drawn, bars, strict=True):
            head = f"{side} {end}".strip() if level == "plain" else ""
            words = kind.show(value, level) if end != "end" else ""
            lines.append(f"  {head:<11} {level:<11}{bar} {one_line(words)}".rstrip())
    return lines


def _line_set(value: Value, level: str, end: str) -> Any:
    sets = value.sets(level)
    return getattr(sets, end) if end else sets


def _bars(regions: list[tuple[str, Any]]) -> list[str]:
    from discrepancy.reporting.bars import bars

    return bars(regions)


def _row_line(row: str) -> str:
    from discrepancy.values.conventions import standard

    if row not in standard().rows:
        return f"  row {row}"
    cells = standard()[row]
    adds = [
        f"{level} adds {cell}"
        for level, cell in (("licensed", cells.licensed), ("charitable", cells.charitable))
        if cell != "-"
    ]
    return f"  row {row}: {cells.wording}: {'; '.join([cells.plain, *adds])}"
