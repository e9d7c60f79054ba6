"""Reads CSL-JSON, as Zotero and other reference managers export it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from discrepancy.exchange.bibliographies.entries import BibliographyEntry, container_note, kind_of
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem

_PERSONS = {"author": "author", "editor": "editor", "translator": "translator"}
_TEXTS = {
    "title": "title",
    "publisher": "publisher",
    "place": "publisher-place",
    "edition": "edition",
    "language": "language",
    "archive": "archive",
    "shelfmark": "call-number",
    "url": "URL",
    "doi": "DOI",
}
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|span|sc)\b[^>]*>")
_SPACE = re.compile(r"\s*,?\s*")


def read(text: str, file: str, problems: list[Problem]) -> list[BibliographyEntry]:
    """The works in the order in which they stand: of a list, or a list under `items`, or one alone."""
    try:
        records = list(_records(text, problems, file))
    except json.JSONDecodeError as error:
        mark = Mark(file, error.lineno, error.colno)
        problems.append(
            problem(
                "E054",
                mark,
                f"not readable as JSON: {error.msg}",
                expect="export the bibliography as CSL-JSON again",
            )
        )
        return []
    except RecursionError:
        problems.append(
            problem("E009", Mark(file, 1, 1), "nested deeper than any bibliography; the file is not read")
        )
        return []
    return [
        BibliographyEntry(str(record.get("citation-key") or record.get("id") or ""), line, _fields(record))
        for line, record in records
    ]


def _records(text: str, problems: list[Problem], file: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each record with the line on which it begins."""
    decoder = json.JSONDecoder()
    json.loads(text)  # the whole, so that what is wrong is told with its place
    start = re.match(r"\s*(?:\{\s*\"items\"\s*:\s*)?\[", text)
    if start is None:
        yield from _checked(json.loads(text), 1, problems, file)
        return
    place = start.end()
    while (place := _after_space(text, place)) < len(text) and text[place] != "]":
        record, end = decoder.raw_decode(text, place)
        yield from _checked(record, text.count("\n", 0, place) + 1, problems, file)
        place = end


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _checked(
    record: Any, line: int, problems: list[Problem], file: str
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if isinstance(record, dict) and (
        isinstance(record.get("title"), str) or "type" in record or "id" in record
    ):
        yield line, record
    else:
        expect = 'a work is an object with "type" and "title"'
        problems.append(
            problem("E054", Mark(file, line, 1), "not a work in CSL-JSON", json.dumps(record)[:60], expect)
        )


def _fields(record: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    found: dict[str, str | tuple[str, ...]] = {
        name: _text(record.get(field)) for name, field in _TEXTS.items()
    }
    found["kind"] = kind_of(_text(record.get("genre")) or _text(record.get("type")))
    for name, field in _PERSONS.items():
        people = record.get(field)
        found[name] = tuple(filter(None, map(_name, people))) if isinstance(people, list) else ()
    issued, first = _date(record.get("issued")), _date(record.get("original-date"))
    found["written"] = first or issued
    found["accessed"] = _date(record.get("accessed"))
    where = container_note(
        *(_text(record.get(field)) for field in ("container-title", "volume", "issue", "page"))
    )
    printed = f"Edition used: {issued}." if first and issued and first != issued else ""
    found["note"] = " ".join(part for part in (where, printed, _text(record.get("note"))) if part)
    return found


def _text(said: Any) -> str:
    if not isinstance(said, (str, int, float)):
        return ""
    return unescape(_MARKUP.sub("", str(said))).strip()


def _name(person: Any) -> str:
    if not isinstance(person, dict):
        return ""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return _text(person.get("literal")) or " ".join(filter(None, (_text(person.get(part)) for part in parts)))


def _date(said: Any) -> str:
    """A date as EDTF: `date-parts`, or the words that are given instead."""
    if not isinstance(said, dict):
        return ""
    parts = said.get("date-parts")
    days = [_day(one) for one in parts if isinstance(one, list)] if isinstance(parts, list) else []
    if days and all(days):
        text = "/".join(days[:2])
        return f"{text}~" if said.get("circa") and "/" not in text else text
    return _text(said.get("raw")) or _text(said.get("literal"))


def _day(parts: list[Any]) -> str:
    try:
        year, *rest = (int(part) for part in parts if part not in ("", None))
    except (TypeError, ValueError, OverflowError):
        return ""
    if year < 1:
        return f"{-year} BC" if year and not rest else ""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest[:2])])
