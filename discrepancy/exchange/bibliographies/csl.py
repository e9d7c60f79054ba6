"""Reads CSL-JSON, as Zotero and other reference managers export it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from discrepancy.exchange.bibliographies.entries import BibliographyEntry, container_note, edtf_day, kind_of
from discrepancy.exchange.limits import MOST_PROBLEMS
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.system.character_references import with_short_references

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
_EXPORT_AGAIN = "export the bibliography as CSL-JSON again"
_SHOWN = 60  # characters of what is no work
_LONGEST_NUMBER = 100  # figures
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|span|sc)\b[^>]*>")
_SPACE = re.compile(r"\s*,?\s*")


def read(text: str, file: str, problems: list[Problem]) -> list[BibliographyEntry]:
    """The works in the order in which they stand: of a list, or a list under `items`, or one alone."""
    try:
        records = list(_records(text, problems, file))
    except json.JSONDecodeError as error:
        mark = Mark(file, error.lineno, error.colno)
        message = f"not readable as JSON: {error.msg}"
        problems.append(problem("E054", mark, message, expect=_EXPORT_AGAIN))
        return []
    except _NoValue as error:
        problems.append(problem("E054", Mark(file, 1, 1), str(error), expect=_EXPORT_AGAIN))
        return []
    except RecursionError:
        problems.append(
            problem("E009", Mark(file, 1, 1), "nested deeper than any bibliography; the file is not read")
        )
        return []
    return [
        BibliographyEntry(
            str(record.get("citation-key") or record.get("id") or ""),
            line,
            _fields(_Record(record, Mark(file, line, 1), problems)),
        )
        for line, record in records
    ]


class _NoValue(ValueError):
    """A number or an object that no bibliography has, and what it is."""


def _number(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise _NoValue(f"a number of {len(text):,} figures, where at most {_LONGEST_NUMBER} are read")
    return int(text)


def _no_constant(name: str) -> None:
    raise _NoValue(f"{name} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name, _ in pairs if times[name] > 1)
        raise _NoValue(f"an object with {_shown(twice)} twice, of which only one could be read")
    return found


_DECODER = json.JSONDecoder(parse_int=_number, parse_constant=_no_constant, object_pairs_hook=_object)


def _records(text: str, problems: list[Problem], file: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each record with the line on which it begins."""
    whole = _DECODER.decode(text)  # the whole first, so that what is wrong is told with its place
    start = re.match(r"\s*(?:\{\s*\"items\"\s*:\s*)?\[", text)
    if start is None:
        yield from _checked(whole, 1, problems, file)
        return
    del whole
    place, line, counted = start.end(), 1, 0
    while (place := _after_space(text, place)) < len(text) and text[place] != "]":
        record, end = _DECODER.raw_decode(text, place)
        line += text.count("\n", counted, place)
        counted = place
        yield from _checked(record, line, problems, file)
        place = end
        if len(problems) > MOST_PROBLEMS:
            return


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
            problem("E054", Mark(file, line, 1), "not a work in CSL-JSON", _shown(record), expect)
        )


def _shown(record: Any) -> str:
    """The beginning of a record that is no work."""
    pieces, length = [], 0
    for piece in json.JSONEncoder(ensure_ascii=True).iterencode(record):
        pieces.append(piece[:_SHOWN])
        length += len(piece)
        if length >= _SHOWN:
            break
    return "".join(pieces)[:_SHOWN]


class _Record:
    """The fields of one record; what holds something that cannot be read as its field is reported."""

    def __init__(self, record: Mapping[str, Any], mark: Mark, problems: list[Problem]) -> None:
        self._record = record
        self._mark = mark
        self._problems = problems

    def text(self, field: str) -> str:
        """The text of a field."""
        said = self._record.get(field)
        if said and not isinstance(said, (str, int, float)):
            self._report(field, said, "is no text", "a text in quotation marks")
        return _text(said)

    def persons(self, field: str) -> tuple[str, ...]:
        """The names of persons."""
        said = self._record.get(field) or []
        people = said if isinstance(said, list) else [said]
        names = [_name(person) for person in people]
        for person, name in zip(people, names, strict=True):
            if not name and _says_something(person):
                expect = 'a person has "family" and "given", or "literal"'
                self._report(field, person, "has a person without a name", expect)
        return tuple(filter(None, names))

    def date(self, field: str) -> str:
        """A date as EDTF, or its words."""
        said = self._record.get(field)
        found = _date(said)
        if not found and _says_something(said):
            expect = 'a date has "date-parts", such as [[1931, 5]], or "raw"'
            self._report(field, said, "is no date", expect)
        return found

    def _report(self, field: str, said: Any, message: str, expect: str) -> None:
        self._problems.append(problem("E054", self._mark, f"{field} {message}", _shown(said), expect))


def _says_something(said: Any) -> bool:
    """Whether any text or number stands in `said`, which may be empty at whatever depth."""
    ahead = [said]
    while ahead:
        one = ahead.pop()
        if isinstance(one, (list, dict)):
            ahead.extend(one.values() if isinstance(one, dict) else one)
        elif one and not isinstance(one, bool) and str(one).strip():
            return True
    return False


def _fields(record: _Record) -> dict[str, str | tuple[str, ...]]:
    found: dict[str, str | tuple[str, ...]] = {name: record.text(field) for name, field in _TEXTS.items()}
    found["kind"] = kind_of(record.text("genre") or record.text("type"))
    for name, field in _PERSONS.items():
        found[name] = record.persons(field)
    issued, first = record.date("issued"), record.date("original-date")
    found["written"] = first or issued
    found["accessed"] = record.date("accessed")
    where = container_note(*(record.text(field) for field in ("container-title", "volume", "issue", "page")))
    printed = f"Edition used: {issued}." if first and issued and first != issued else ""
    found["note"] = " ".join(part for part in (where, printed, record.text("note")) if part)
    return found


def _text(said: Any) -> str:
    if not isinstance(said, (str, int, float)):
        return ""
    return unescape(with_short_references(_MARKUP.sub("", str(said)))).strip()


def _name(person: Any) -> str:
    if not isinstance(person, dict):
        return _text(person) if isinstance(person, str) else ""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return _text(person.get("literal")) or " ".join(filter(None, (_text(person.get(part)) for part in parts)))


def _date(said: Any) -> str:
    """A date as EDTF: `date-parts`, or the words that are given instead."""
    if not isinstance(said, dict):
        return edtf_day(_text(said)) if isinstance(said, (str, int)) and said else ""
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
