"""Reads RIS, the tagged lines that libraries and databases export."""

from __future__ import annotations

import re

from discrepancy.exchange.bibliographies.entries import BibliographyEntry, container_note, edtf_day, kind_of
from discrepancy.exchange.limits import MOST_ENTRIES, MOST_LINES, MOST_PROBLEMS
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem

_LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}- ?(.*)\Z")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_SHOWN = 200  # characters of a line that are shown
_Tags = dict[str, list[list[str]]]  # the texts of each tag, each as its lines
_KINDS = {
    "BOOK": "book",
    "JOUR": "article",
    "MGZN": "magazine article",
    "NEWS": "newspaper article",
    "CHAP": "chapter",
    "CONF": "conference paper",
    "CPAPER": "conference paper",
    "THES": "thesis",
    "RPRT": "report",
    "ELEC": "website",
    "MANSCPT": "manuscript",
    "UNPB": "manuscript",
    "ENCYC": "encyclopedia",
    "PCOMM": "letter",
    "MAP": "map",
}
# What a record has once; standing twice, it shows that an end and a beginning are missing between them.
_ONCE = {"TI": "titles", "T1": "titles", "ID": "ids"}
# The first of these tags that a record has.
_TEXTS = {
    "title": ("TI", "T1", "CT", "BT"),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "edition": ("ET",),
    "language": ("LA",),
    "archive": ("AV",),
    "shelfmark": ("CN", "AN"),
    "url": ("UR",),
    "doi": ("DO",),
}
_PERSONS = {"author": ("AU", "A1"), "editor": ("ED", "A2"), "translator": ("A4",)}


def read(text: str, file: str, problems: list[Problem]) -> list[BibliographyEntry]:
    """The works in the order in which they stand; a line that belongs to none is reported."""
    works: list[BibliographyEntry] = []
    tags: _Tags | None = None
    last: list[str] = []
    start = 0

    def report(line: int, message: str, words: str, expect: str) -> None:
        problems.append(problem("E054", Mark(file, line, 1), message, words[:_SHOWN], expect))

    def close(found: _Tags) -> None:
        works.append(_work(_joined(found), start))
        for name, what in _ONCE.items():
            if len(found.get(name, ())) > 1:
                words = "".join(found[name][1])
                report(start, f"a record with two {what} ({name})", words, "leave one of them in the record")

    for number, line in enumerate(map(re.Match.group, _LINES.finditer(text)), 1):
        if len(works) > MOST_ENTRIES or len(problems) > MOST_PROBLEMS:
            return works
        if number > MOST_LINES:
            message = f"more than {MOST_LINES:,} lines; the file is not read"
            problems.append(problem("E009", Mark(file, number, 1), message, expect="divide it"))
            return works
        found = _LINE.match(line.rstrip())
        if found is None:
            if line.strip() and tags is not None and last:
                last += (" ", line.strip())  # a long text goes on in the next line
            elif line.strip():
                report(number, "not a line of RIS", line.strip(), "a line is TAG  - text")
        elif found[1] == "TY":
            if tags is not None:
                _unclosed(file, start, problems)
                close(tags)
            tags, start, last = {"TY": [[found[2].strip()]]}, number, []
        elif tags is None:
            report(number, "a line outside any record", line.strip(), "a record begins with TY")
        elif found[1] == "ER":
            close(tags)
            tags = None
        else:
            last = [found[2].strip()]
            tags.setdefault(found[1], []).append(last)
    if tags is not None:
        _unclosed(file, start, problems)
        close(tags)
    return works


def _joined(tags: _Tags) -> dict[str, list[str]]:
    """The texts of each tag, the lines of each put together."""
    return {name: ["".join(lines) for lines in texts] for name, texts in tags.items()}


def _unclosed(file: str, line: int, problems: list[Problem]) -> None:
    problems.append(
        problem(
            "E054",
            Mark(file, line, 1),
            "a record without an end",
            expect="a record ends with the line ER  - ",
        )
    )


def _work(tags: dict[str, list[str]], line: int) -> BibliographyEntry:
    def first(*names: str) -> str:
        return next((tags[name][0] for name in names if name in tags and tags[name][0]), "")

    found: dict[str, str | tuple[str, ...]] = {name: first(*names) for name, names in _TEXTS.items()}
    for name, names in _PERSONS.items():
        found[name] = tuple(_name(person) for tag in names for person in tags.get(tag, ()) if person)
    found["kind"] = _KINDS.get(first("TY").upper(), kind_of(first("TY")))
    found["written"] = edtf_day(first("DA") or first("PY", "Y1"))
    found["accessed"] = edtf_day(first("Y2"))
    pages = "–".join(part for part in (first("SP"), first("EP")) if part)
    where = container_note(first("T2", "JO", "JF", "JA"), first("VL"), first("IS"), pages)
    found["note"] = " ".join(part for part in (where, *tags.get("N1", ())) if part)
    return BibliographyEntry(first("ID"), line, found)


def _name(text: str) -> str:
    """`Family, Given, Suffix` as it is spoken."""
    family, _, rest = (part.strip() for part in text.partition(","))
    given, _, suffix = (part.strip() for part in rest.partition(","))
    return " ".join(part for part in (given, family, suffix) if part)
