"""Works out of bibliographies: the same fields whatever format they come from, made into the heads of source
files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from unicodedata import normalize

from discrepancy.exchange.sheets.source_parts import (
    SURROGATE,
    Sheet,
    SourcePart,
    cell_at,
    cell_mark,
    identifier,
    reserved_name,
)
from discrepancy.model.problem import Problem, problem
from discrepancy.model.source import Source
from discrepancy.reading.page import INVISIBLE, Page, control_in, without_control
from discrepancy.reading.yaml_nodes import List, Node, Text

# The fields of a work, in the order in which the head of a source has them.
FIELDS = (
    "title",
    "author",
    "editor",
    "translator",
    "kind",
    "written",
    "publisher",
    "place",
    "edition",
    "language",
    "archive",
    "shelfmark",
    "url",
    "doi",
    "accessed",
    "rights",
    "note",
)
_KINDS = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "magazine article",
    "article-newspaper": "newspaper article",
    "inproceedings": "conference paper",
    "incollection": "chapter",
    "inbook": "chapter",
    "chapter": "chapter",
    "entry-encyclopedia": "encyclopedia",
    "entry-dictionary": "dictionary",
    "inreference": "encyclopedia",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "online": "website",
    "webpage": "website",
    "personal-communication": "letter",
    "personal_communication": "letter",
    "unpublished": "manuscript",
    "misc": "",
    "document": "",
    "gen": "",
}
_SHOWN = 200  # characters of a text that are shown, or that a name is made of
_LONGEST_MADE_ID = 60
_LONGEST_SIGLUM = 20
_DATE = re.compile(r"(?P<year>\d{4})(?:[-/](?P<month>\d\d?))?(?:[-/](?P<day>\d\d?))?/*\Z")


class BibliographyEntry(NamedTuple):
    """An entry of a bibliography: its key, the line on which it begins, and its fields; those of persons hold
    several texts.
    """

    key: str
    line: int
    fields: Mapping[str, str | tuple[str, ...]]


def decoded_text(data: bytes, file: str, problems: list[Problem]) -> str:
    """The text of a bibliography, or nothing, which has been reported."""
    mark = Page(file, "").mark(0)
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            problems.append(
                problem(
                    "E004",
                    mark,
                    f"byte {error.start + 1} is not UTF-8",
                    expect="export the bibliography as UTF-8",
                )
            )
            return ""
    if not text.strip():
        problems.append(problem("E032", mark, "the file is empty"))
    return text.strip() and text


def edtf_day(text: str) -> str:
    """A date as EDTF where it is in figures; else as it stands."""
    found = _DATE.match(text.strip())
    if found is None:
        return text.strip()
    return "-".join([found["year"], *(f"{int(part):02}" for part in (found["month"], found["day"]) if part)])


def kind_of(name: str) -> str:
    """What sort of work a type of entry is."""
    plain = name.strip().lower()
    return _KINDS.get(plain, plain.replace("_", " ").replace("-", " "))


def container_note(container: str, volume: str = "", number: str = "", pages: str = "") -> str:
    """Where a part of a larger work stands, in words: `In: Speculum 12 (3), 1–20.`"""
    said = " ".join(part for part in (container, volume, f"({number})" if number else "") if part)
    said = ", ".join(
        part for part in (said, pages.replace("--", "–") and f"pp. {pages.replace('--', '–')}") if part
    )
    return f"In: {said}." if container else f"{said}." if said else ""


def sheet_of_works(
    works: Iterable[BibliographyEntry], file: str, there: Mapping[str, Source], problems: list[Problem]
) -> tuple[Sheet, list[tuple[str, str]]]:
    """A part for each work that the dossier does not have, with an id and siglum of its own; and the works
    that it has, by key and id.
    """
    found = Sheet(file)
    already: list[tuple[str, str]] = []
    titles = {source.title.casefold(): source.id for source in there.values()}
    ids = FreeNames(name.casefold() for name in there)
    sigla = FreeNames(source.siglum for source in there.values())

    def report(at: int, message: str, words: str, expect: str, code: str = "E054") -> None:
        problems.append(problem(code, cell_mark(file, at), message, words[:_SHOWN], expect))

    for work in works:
        at = cell_at(work.line, 1)
        if hit := next(filter(None, map(SURROGATE.search, _texts(work))), None):
            message = f"half of a character, U+{ord(hit.group()):04X}"
            report(at, message, "", "export the bibliography again, as UTF-8", "E005")
            continue
        fields = {name: _clean(work.fields[name]) for name in FIELDS if work.fields.get(name)}
        title = fields.get("title", "")
        if not title or not isinstance(title, str):
            report(at, "an entry without a title", work.key, "give it a title")
        elif title.casefold() in titles:
            already.append((work.key, titles[title.casefold()]))
        else:
            part = SourcePart(ids.numbered(_id(work, fields), "-"), title, at)
            part.head = [*_head(fields, _siglum(fields, sigla), at)]
            found.parts[part.source] = part
            titles[title.casefold()] = part.source
    return found, already


class FreeNames:
    """Names that are taken, and the next one that is free."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}  # the last number that each name was given

    def take(self, name: str) -> bool:
        """Takes the name, if it is free."""
        free = name not in self._taken
        self._taken.add(name)
        return free

    def numbered(self, name: str, mark: str = "") -> str:
        """The name, taken, with the first number from 2 behind it where it was not free."""
        if self.take(name):
            return name
        number = self._last.get(name, 1) + 1
        while not self.take(f"{name}{mark}{number}"):
            number += 1
        self._last[name] = number
        return f"{name}{mark}{number}"


def _texts(work: BibliographyEntry) -> Iterator[str]:
    yield work.key
    for said in work.fields.values():
        yield from (said,) if isinstance(said, str) else said


def _clean(said: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(said, tuple):
        return tuple(text for one in said if (text := str(_clean(one))))
    plain = INVISIBLE.sub("", without_control(said).replace("\ufffd", " ") if control_in(said) else said)
    return normalize("NFC", " ".join(plain.split()))


def _head(fields: Mapping[str, str | tuple[str, ...]], siglum: str, at: int) -> Iterable[Node]:
    yield from (Text("version", at), Text("1", at), Text("siglum", at), Text(siglum, at))
    for name, said in fields.items():
        if isinstance(said, tuple) and len(said) > 1:
            several = List(at, False)
            several.items = [Text(one, at) for one in said]
            yield from (Text(name, at), several)
        elif said:
            yield from (Text(name, at), Text(said[0] if isinstance(said, tuple) else said, at))


def _id(work: BibliographyEntry, fields: Mapping[str, str | tuple[str, ...]]) -> str:
    """An id for the work, by its key, its author and year, or its title."""
    year = re.search(r"\d{4}", str(fields.get("written", "")))
    made = "-".join(part for part in (_family(fields)[:_SHOWN], year.group() if year else "") if part)
    # Some programs give an address for a key.
    key = "" if "/" in work.key or len(work.key) > 40 else work.key
    title = str(fields["title"])[:_SHOWN]
    plain = identifier(key) or identifier(made) or identifier(title) or "source"
    plain = (
        plain[:_LONGEST_MADE_ID].rpartition("-")[0] or plain[:_LONGEST_MADE_ID]
        if (len(plain) > _LONGEST_MADE_ID)
        else plain
    )
    return f"source-{plain}" if reserved_name(plain) else plain


def _family(fields: Mapping[str, str | tuple[str, ...]]) -> str:
    people = fields.get("author") or fields.get("editor") or ()
    first = people if isinstance(people, str) else people[0] if people else ""
    return first.rpartition(" ")[2]


def _siglum(fields: Mapping[str, str | tuple[str, ...]], sigla: FreeNames) -> str:
    """The shortest beginning of the author's family name that is free, or else the title's initials, numbered
    if need be.
    """
    words = identifier(str(fields["title"])[:_SHOWN]).split("-")
    name = identifier(_family(fields)[:_SHOWN]).replace("-", "")
    tries = [name[:length].capitalize() for length in range(1, min(len(name), _LONGEST_SIGLUM) + 1)]
    tries += ["".join(word[:1] for word in words).upper()[:6]]
    for sign in tries:
        if sign and sigla.take(sign):
            return sign
    return sigla.numbered(tries[0] or "S")
