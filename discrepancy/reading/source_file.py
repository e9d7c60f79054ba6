"""Reads a source file: who the source is, and what it claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from unicodedata import normalize

from discrepancy.model.claim import Claim
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.model.source import Source
from discrepancy.reading.attribution import AttributionReader
from discrepancy.reading.conventions import chosen_conventions
from discrepancy.reading.dossier_file import check_version
from discrepancy.reading.entries import EntryReader
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.forms import CALENDARS, DATE_ORDERS, LOGIC, SOURCE, Field
from discrepancy.reading.page import Page
from discrepancy.reading.questions import QuestionReader
from discrepancy.reading.set_aside import passages_set_aside
from discrepancy.reading.swallowed_lines import swallowed_lines
from discrepancy.reading.tree_cache import TreeCache, cached_tree
from discrepancy.reading.values import ValueCache, ValueReader
from discrepancy.reading.yaml_nodes import List, Map, Node
from discrepancy.values.base import Basis

_FIELDS = {one.name: one for one in SOURCE}
MOST_CLAIMLESS = 3  # sources without claims that are told one by one


@dataclass(slots=True)
class ReadingContext:
    """What the sources of one dossier are read by, and the sources and sigla met so far; those that declare
    no calendar, by id, are `undated_sources`.
    """

    questions: QuestionReader
    attributions: AttributionReader
    basis: Basis
    sources: dict[str, Source]
    sigla: dict[str, Source]
    bases: dict[str, Basis] = field(default_factory=dict)
    known: dict[Basis, ValueCache] = field(default_factory=dict)
    trees: TreeCache | None = None
    undated_sources: set[str] = field(default_factory=set)
    claimless: list[Source] = field(default_factory=list)


def read_source_file(page: Page, problems: list[Problem], reading: ReadingContext) -> list[Claim]:
    """The claims of the page; its source is added to the reading, and everything that is wrong to
    `problems`.
    """
    root = cached_tree(page, problems, reading.trees)
    if root is None:
        return []
    whole = not page.lost
    claims = claims_of_tree(page, root, problems, reading)
    if whole and not _is_draft(root):
        problems.extend(swallowed_lines(page, "source", reading.questions.names_either))
    return claims


def _is_draft(root: Node) -> bool:
    fields = root.items if isinstance(root, Map) else ()
    return any(key.value == "draft" and getattr(value, "value", "") == "true" for key, value in fields)


def claims_of_tree(page: Page, root: Node, problems: list[Problem], reading: ReadingContext) -> list[Claim]:
    """As `read`, of a tree that was made from the page, or from a sheet that stands for it."""
    check = FieldChecker(page, problems)
    fields = check.fields(root, "source", "a source file")
    if not fields:
        return []
    check_version(check, fields.get("version"))
    if check.choice(fields.get("draft"), "draft", ("true", "false")) == "true":
        _drafted(check, fields)
        return []
    source = _source(check, fields, root, reading)
    if "claims" not in fields and not source.silent_on:
        reading.claimless.append(source)
    _register(check, source, fields, reading)
    entries = _entries(check, fields, source, reading)
    _read_claims(check, fields.get("claims"), entries)
    return entries.claims


def claimless_sources(
    reading: ReadingContext, claims: Iterable[Claim], found: Sequence[Problem]
) -> Iterator[Problem]:
    """A warning for each source without claims that no other source rests on or cites, unless its file has
    errors, which are `found`; one for all of them where they are many, as after a bibliography was imported.
    """
    if not reading.claimless:
        return
    cited = {other for source in reading.sources.values() for other in source.derived_from}
    cited |= {link.voice for claim in claims for link in claim.voices if link.source}
    broken = {one.mark.file for one in found if not one.warning}
    idle = [one for one in reading.claimless if one.id not in cited and one.mark.file not in broken]
    expect = "write claims: above its claims, or claims: [] if it has none"
    if len(idle) > MOST_CLAIMLESS:
        names = ", ".join(source.id for source in idle[:MOST_CLAIMLESS])
        said = f"{len(idle):,} sources claim nothing and are not cited: {names} and others"
        yield replace(problem("E067", idle[0].mark, said, expect=expect), warning=True)
        return
    for source in idle:
        said = "this source claims nothing, and nothing in the dossier cites it"
        yield replace(problem("E067", source.mark, said, source.id, expect), warning=True)


def _drafted(check: FieldChecker, fields: Mapping[str, Node]) -> None:
    """Says of a draft that it is not counted. Nothing else of it is looked at."""
    count = len(check.items(fields.get("claims"), "claims"))
    said = "1 drafted entry is not counted" if count == 1 else f"{count:,} drafted entries are not counted"
    expect = "move what you stand by into a source file, or take out draft: true"
    check.problems.append(
        replace(problem("E040", check.mark(fields["draft"]), said, expect=expect), warning=True)
    )


def _read_claims(check: FieldChecker, node: Node | None, entries: EntryReader) -> None:
    items = check.items(node, "claims")
    items.reverse()
    while items:
        # Let go of what has been read: the tree of a large file is larger than its claims.
        entries.read(items.pop())
    entries.finish()


def _entries(
    check: FieldChecker, fields: Mapping[str, Node], source: Source, reading: ReadingContext
) -> EntryReader:
    defaults = check.fields(fields["defaults"], "defaults", "defaults") if "defaults" in fields else {}
    basis = reading.bases[source.id] = _basis(check, fields, defaults, reading.basis)
    if "calendar" not in fields and "calendar" not in defaults:
        reading.undated_sources.add(source.id)
    values = ValueReader(check, reading.known.setdefault(basis, ValueCache(basis)), reading.questions)
    entries = EntryReader(check, source.id, source.siglum, reading.questions, reading.attributions, values)
    entries.defaults(defaults)
    return entries


def _basis(
    check: FieldChecker, fields: Mapping[str, Node], defaults: Mapping[str, Node], basis: Basis
) -> Basis:
    calendar = check.choice(fields.get("calendar"), "calendar", CALENDARS)
    calendar = check.choice(defaults.get("calendar"), "calendar", CALENDARS) or calendar
    order, numbers = _declared(check, fields, "date_order"), _declared(check, fields, "number_format")
    return replace(
        basis,
        conventions=chosen_conventions(check, fields.get("conventions"), basis.conventions),
        calendar=calendar or basis.calendar,
        date_order=DATE_ORDERS.get(order, order) or basis.date_order,
        number_format=numbers or basis.number_format,
        language=check.text(fields.get("language"), "language"),
        hemisphere=_declared(check, fields, "hemisphere"),
    )


def _declared(check: FieldChecker, fields: Mapping[str, Node], name: str) -> str:
    return check.choice(fields.get(name), name, _FIELDS[name].choices)


def _source(check: FieldChecker, fields: Mapping[str, Node], root: Node, reading: ReadingContext) -> Source:
    name = check.text(fields.get("source"), "source")
    text = check.fields(fields["text"], "text", "text") if "text" in fields else {}
    silent = check.texts(fields.get("silent_on"), "silent_on")
    derived = check.texts(fields.get("derived_from"), "derived_from")
    for other, place in derived:
        reading.attributions.source(check, place, other)
        if other == name:
            check.report("E030", place, "a source cannot be derived from itself", other)
    return Source(
        id=name or _name_of(check.page),
        siglum=check.text(fields.get("siglum"), "siglum") or initials(name or _name_of(check.page)),
        title=check.text(fields.get("title"), "title", cut=True),
        mark=check.mark(fields.get("source", root)),
        kind=check.text(fields.get("kind"), "kind"),
        written=check.text(fields.get("written"), "written"),
        language=check.text(fields.get("language"), "language"),
        distance=check.choice(fields.get("distance"), "distance", _FIELDS["distance"].choices),
        derived_from=tuple(other for other, _ in derived),
        silent_on=tuple(
            found for entity, place in silent if (found := reading.questions.entity(check, place, entity))
        ),
        set_aside=passages_set_aside(check, fields.get("set_aside")),
        text_file=check.text(text.get("file"), "file"),
        text_sha256=check.text(text.get("sha256"), "sha256"),
        note=check.words(fields.get("note"), "note"),
        details=_details(check, root),
        was=tuple(
            dict.fromkeys(former for former, _ in check.texts(fields.get("was"), "was") if former != name)
        ),
    )


def _details(check: FieldChecker, root: Node) -> Mapping[str, str]:
    """What is only shown, in the order written."""
    pairs = root.items if isinstance(root, Map) else ()
    shown = ((key.value, node) for key, node in pairs if key.value in _FIELDS and key.value not in LOGIC)
    found = {name: _shown(check, _FIELDS[name], node) for name, node in shown}
    return MappingProxyType({name: text for name, text in found.items() if text})


def _shown(check: FieldChecker, one: Field, node: Node) -> str:
    if one.shape == "texts" and isinstance(node, List):
        return "; ".join(text for text, _ in check.texts(node, one.name))
    return check.text(node, one.name, cut=True)


def _register(
    check: FieldChecker, source: Source, fields: Mapping[str, Node], reading: ReadingContext
) -> None:
    """Adds the source to those of the dossier; the same id or siglum again is reported where it
    comes second.
    """
    first = reading.sources.setdefault(source.id, source)
    if first is not source:
        _twice(check, source.mark, "source", source.id, first)
        return
    other = reading.sigla.setdefault(source.siglum, source)
    if other is not source:
        mark = check.mark(fields["siglum"]) if "siglum" in fields else source.mark
        _twice(check, mark, "siglum", source.siglum, other)


def _twice(check: FieldChecker, mark: Mark, what: str, words: str, first: Source) -> None:
    expect = "give each source an id of its own" if what == "source" else "give this source another siglum:"
    check.problems.append(
        problem("E026", mark, f"the same {what} twice; the first is at {first.mark}", words, expect)
    )


def initials(name: str) -> str:
    """The upper-case first letters of the words of an id: `annals-of-corve` gives AOC."""
    return "".join(word[0] for word in name.replace("_", "-").split("-") if word).upper()


def _name_of(page: Page) -> str:
    return normalize("NFC", page.file.rsplit("/", 1)[-1].removesuffix(".yaml"))
