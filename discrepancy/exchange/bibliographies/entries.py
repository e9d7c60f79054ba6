"""Works out of bibliographies: the same fields whatever format they come from, made into the heads of source
files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from unicodedata import normalize

from discrepancy.exchange.sheets.source_parts import Sheet, SourcePart, cell_at, identifier
from discrepancy.model.problem import Problem, problem
from discrepancy.model.source import Source
from discrepancy.reading.page import INVISIBLE, Page, control_in
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
    sigla = {source.siglum for source in there.values()}
    for work in works:
        at = cell_at(work.line, 1)
        fields = {name: _clean(work.fields[name]) for name in FIELDS if work.fields.get(name)}
        title = fields.get("title", "")
        if not title or not isinstance(title, str):
            problems.append(
                problem(
                    "E054",
                    found.root(SourcePart("", "", at))[0].mark(at),
                    "an entry without a title",
                    work.key,
                    "give it a title",
                )
            )
        elif title.casefold() in titles:
            already.append((work.key, titles[title.casefold()]))
        else:
            part = SourcePart(_id(work, fields, {*there, *found.parts}), title, at)
            sigla.add(siglum := _siglum(fields, sigla))
            part.head = [*_head(fields, siglum, at)]
            found.parts[part.source] = part
            titles[title.casefold()] = part.source
    return found, already


def _clean(said: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(said, tuple):
        return tuple(text for one in said if (text := str(_clean(one))))
    plain = INVISIBLE.sub("", "".join(" " if control_in(letter) else letter for letter in said))
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


def _id(work: BibliographyEntry, fields: Mapping[str, str | tuple[str, ...]], taken: set[str]) -> str:
    year = re.search(r"\d{4}", str(fields.get("written", "")))
    made = "-".join(part for part in (_family(fields), year.group() if year else "") if part)
    # Some programs give an address for a key.
    key = "" if "/" in work.key or len(work.key) > 40 else work.key
    plain = identifier(key) or identifier(made) or identifier(str(fields["title"])) or "source"
    plain = "source-dossier" if plain == "dossier" else plain  # dossier.yaml is no source
    number = 2
    found = plain
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


def _family(fields: Mapping[str, str | tuple[str, ...]]) -> str:
    people = fields.get("author") or fields.get("editor") or ()
    first = people if isinstance(people, str) else people[0] if people else ""
    return first.rpartition(" ")[2]


def _siglum(fields: Mapping[str, str | tuple[str, ...]], taken: set[str]) -> str:
    """The shortest beginning of the author's family name that is free, or else the title's initials, numbered
    if need be.
    """
    words = identifier(str(fields["title"])).split("-")
    name = identifier(_family(fields)).replace("-", "")
    tries = [name[:length].capitalize() for length in range(1, len(name) + 1)] if name else []
    tries += ["".join(word[:1] for word in words).upper()[:6]]
    for sign in tries:
        if sign and sign not in taken:
            return sign
    base = tries[0] or "S"
    return next(sign for number in range(2, len(taken) + 3) if (sign := f"{base}{number}") not in taken)
