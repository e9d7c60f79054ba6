"""Reads BibLaTeX and BibTeX: the works of a .bib file, names and accents in plain text."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from discrepancy.exchange.bibliographies.entries import BibliographyEntry, container_note, edtf_day, kind_of
from discrepancy.exchange.limits import LONGEST_FIELD, MOST_PROBLEMS
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem

_PERSONS = {"author": "author", "editor": "editor", "translator": "translator"}
# The first of these that an entry has; BibLaTeX's names and BibTeX's.
_TEXTS = {
    "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("location", "address"),
    "edition": ("edition",),
    "language": ("langid", "language"),
    "archive": ("library", "archive"),
    "shelfmark": ("shelfmark", "callnumber", "lccn"),
    "rights": ("rights", "copyright"),
}
_SHOWN = 200  # characters of what is no entry
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(text: str, file: str, problems: list[Problem]) -> list[BibliographyEntry]:
    """The works in the order in which they stand; an entry that cannot be read is reported, and the rest goes
    on.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import ImplicitComment

    # Its remarks go to a log; here each is a problem with a place.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)
    library = parse_string(text)
    for block in library.failed_blocks[:MOST_PROBLEMS]:
        _failed(block, file, problems)
    for comment in library.comments:
        # What stands between the entries is a comment, and so is an entry whose @ was lost.
        words = " ".join(str(comment.comment)[:_SHOWN].split())
        if isinstance(comment, ImplicitComment) and re.search("[{}]|=", str(comment.comment)):
            mark = Mark(file, (comment.start_line or 0) + 1, 1)
            expect = "an entry begins with @, a kind and {"
            problems.append(problem("E054", mark, "a text between entries that is no entry", words, expect))
    entries = {
        entry.key: {field.key.lower(): str(field.value) for field in entry.fields}
        for entry in library.entries
    }
    return [
        BibliographyEntry(
            entry.key,
            (entry.start_line or 0) + 1,
            _fields(entry.entry_type, _inherited(entries[entry.key], entries)),
        )
        for entry in library.entries
    ]


def _failed(block: Any, file: str, problems: list[Problem]) -> None:
    said = str(getattr(block, "error", "") or "").strip()
    words = " ".join(str(block.raw or "")[:_SHOWN].split())
    same = re.match(r"Duplicate entry key '(.*)'", said)
    message = (
        "the same key of an entry twice; only the first is taken"
        if same
        else "an entry that is not readable as BibLaTeX"
    )
    expect = "give it another key" if same else "look for a brace or quotation mark that is not closed"
    mark = Mark(file, int(block.start_line or 0) + 1, 1)
    problems.append(problem("E054", mark, message, same[1] if same else words, expect))


def _inherited(fields: Mapping[str, str], entries: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The fields of an entry with those of the entry that it is a part of."""
    whole = entries.get(fields.get("crossref", ""), {})
    taken = {
        name: said
        for name, said in whole.items()
        if name not in ("title", "author", "crossref", "pages", "doi", "url")
    }
    return {**({"booktitle": whole["title"]} if "title" in whole else {}), **taken, **fields}


def _fields(kind: str, given: Mapping[str, str]) -> dict[str, str | tuple[str, ...]]:
    found: dict[str, str | tuple[str, ...]] = {
        "kind": kind_of(given.get("type", "") if kind == "thesis" else kind) or kind_of(kind)
    }
    title = ". ".join(part for name in ("title", "subtitle") if (part := plain(given.get(name, ""))))
    found["title"] = title
    for name, field in _PERSONS.items():
        found[name] = _names(given.get(field, ""))
    for name, fields in _TEXTS.items():
        found[name] = next((plain(given[field]) for field in fields if given.get(field)), "")
    issued = _date(given.get("date", ""), given.get("year", ""), given.get("month", ""))
    first = given.get("origdate", "").strip()
    found["written"] = first or issued
    found["url"], found["doi"], found["accessed"] = (
        given.get(name, "").strip() for name in ("url", "doi", "urldate")
    )
    container = plain(
        given.get("journaltitle")
        or given.get("journal")
        or given.get("booktitle")
        or given.get("maintitle")
        or ""
    )
    where = container_note(
        container,
        plain(given.get("volume", "")),
        plain(given.get("number", "")),
        plain(given.get("pages", "")),
    )
    printed = f"Edition used: {issued}." if first and issued and first != issued else ""
    found["note"] = " ".join(part for part in (where, printed, plain(given.get("note", ""))) if part)
    return found


def _date(date: str, year: str, month: str) -> str:
    if date.strip():
        return date.strip()
    plain_month = month.strip().lower()[:3]
    number = str(_MONTHS.index(plain_month) + 1) if plain_month in _MONTHS else month.strip()
    return (
        edtf_day(f"{year.strip()}-{number}") if number.isdigit() and year.strip().isdigit() else plain(year)
    )


def _names(text: str) -> tuple[str, ...]:
    """Persons as they are spoken of, given names first; a name in braces (an archive's) is one."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    found = []
    for name in split_multiple_persons_names(text) if text.strip() else ():
        if name.strip().lower() == "others":
            continue
        keyed = dict(re.findall(r"(family|given|prefix|suffix)\s*=\s*\{?([^,{}]+)\}?", name))
        if "family" in keyed:
            parts = [keyed.get(part, "") for part in ("given", "prefix", "family", "suffix")]
        elif re.fullmatch(r"\{[^{}]*\}", name.strip()):
            parts = [name]
        else:
            made = parse_single_name_into_parts(name, strict=False)
            parts = [*made.first, *made.von, *made.last, *made.jr]
        found.append(plain(" ".join(part for part in parts if part)))
    return tuple(name for name in found if name)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """LaTeX as plain text: accents, dashes and braces. What cannot be read as LaTeX stays as it is."""
    if len(text) > LONGEST_FIELD or not set(text) & set("\\{}$~-`'%"):
        return text.strip()
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        # A bare per cent sign is meant as one; to LaTeX it would begin a comment.
        said = LatexNodes2Text(keep_comments=True).latex_to_text(
            re.sub(r"(?<!\\)%", r"\\%", text), tolerant_parsing=True
        )
    except Exception:
        # Whatever its parser stumbles over, the words are better than nothing.
        return text.strip()
    return " ".join(str(said).split())
