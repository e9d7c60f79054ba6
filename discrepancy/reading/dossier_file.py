"""Reads dossier.yaml: what the dossier is about, and what the core vocabulary lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.graph import cycles
from discrepancy.model.law import Law
from discrepancy.model.law_checker import read_law
from discrepancy.model.problem import Problem, problem
from discrepancy.model.source import Entity, Voice
from discrepancy.model.vocabulary import Vocabulary
from discrepancy.reading.conventions import chosen_conventions
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.forms import SEXES
from discrepancy.reading.page import Page
from discrepancy.reading.swallowed_lines import swallowed_lines
from discrepancy.reading.topics import topics_of
from discrepancy.reading.tree_cache import TreeCache, cached_tree
from discrepancy.reading.vocabulary import vocabulary_of
from discrepancy.reading.yaml_nodes import Node, Text
from discrepancy.values.conventions import Conventions, standard
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Unreadable


@dataclass(slots=True)
class Declarations:
    """What a dossier.yaml declares. `lost` has the keys of what could not be read as YAML there: nobody is
    told twice that they are unknown.
    """

    title: str = ""
    summary: str = ""
    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    voices: Mapping[str, Voice] = field(default_factory=lambda: MappingProxyType({}))
    vocabulary: Vocabulary = field(default_factory=core_vocabulary)
    laws: tuple[Law, ...] = ()
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    conventions: Conventions = field(default_factory=standard)
    lost: frozenset[str] = frozenset()


def read_dossier_file(page: Page, problems: list[Problem], trees: TreeCache | None = None) -> Declarations:
    """What the page declares; everything that is wrong with it is added to `problems`."""
    check = FieldChecker(page, problems)
    root = cached_tree(page, problems, trees)
    if root is None:
        return Declarations(lost=frozenset({"*"}))
    whole = not page.lost
    fields = check.fields(root, "dossier", "dossier.yaml")
    check_version(check, fields.get("version"))
    vocabulary, known = vocabulary_of(check, fields)
    entities = _entities(check, fields.get("entities"), vocabulary)
    _entities_of_parts(check, known, entities)
    check.text(fields.get("language"), "language")
    named = {*entities, *vocabulary.properties}
    if whole:
        problems.extend(swallowed_lines(page, "dossier", lambda *words: not named.isdisjoint(words)))
    return Declarations(
        title=check.text(fields.get("title"), "title", cut=True),
        summary=check.words(fields.get("summary"), "summary"),
        entities=MappingProxyType(entities),
        voices=MappingProxyType(_voices(check, fields.get("voices"))),
        vocabulary=vocabulary,
        laws=_laws(check, fields.get("laws"), vocabulary, entities),
        topics=topics_of(
            check,
            fields.get("topics"),
            vocabulary,
            current_ids({key: entity.was for key, entity in entities.items()}),
        ),
        conventions=chosen_conventions(check, fields.get("conventions"), standard()),
        lost=frozenset(page.lost),
    )


def check_version(check: FieldChecker, node: Node | None) -> None:
    """Reports a version of the format that is not known."""
    if node is not None and (stated := check.text(node, "version")) and stated != "1":
        check.report(
            "E013",
            node,
            "this program does not know version",
            stated,
            "it reads version 1; a newer program may read this file",
        )


def _entities(check: FieldChecker, node: Node | None, vocabulary: Vocabulary) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    links: list[tuple[str, str, str, Node]] = []
    for key, value in check.entries(node, "an entity"):
        fields = check.fields(value, "entity", f"the entity {key.value}")
        found[key.value] = _entity(check, key, fields, vocabulary)
        for name in ("part_of", "same_as", "maybe"):
            links.extend(
                (key.value, name, other, place) for other, place in check.texts(fields.get(name), name)
            )
    known = current_ids({key: entity.was for key, entity in found.items()})
    found = {key: _current(entity, known) for key, entity in found.items()}
    for key_of, name, other, place in links:
        if other not in known and other not in check.page.lost:
            check.unknown("E018", place, "entity", other, tuple(found), "declare it under entities")
        elif known.get(other) == key_of:
            check.report("E030", place, f"{key_of} cannot be {name} itself", other)
    for what, parents in (
        ("part_of", _parts(found)),
        ("same_as", {key: (entity.same_as,) for key, entity in found.items()}),
    ):
        for circle in cycles(parents):
            if len(circle) > 1:
                at = next(place for key, name, _, place in links if key == circle[0] and name == what)
                check.report(
                    "E030",
                    at,
                    f"entities are {what} each other in a circle",
                    " → ".join((*circle, circle[0])),
                    "break it",
                )
    return found


def current_ids(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """From every id, and every id it had before, to the id; an id of today goes before one of old."""
    found = {old: key for key, olds in names.items() for old in olds}
    found.update((key, key) for key in names)
    return found


def _current(entity: Entity, known: Mapping[str, str]) -> Entity:
    if not (entity.part_of or entity.same_as or entity.maybe):
        return entity
    return replace(
        entity,
        part_of=tuple(known.get(whole, whole) for whole in entity.part_of),
        same_as=known.get(entity.same_as, entity.same_as),
        maybe=known.get(entity.maybe, entity.maybe),
    )


def _parts(entities: Mapping[str, Entity]) -> dict[str, tuple[str, ...]]:
    return {key: entity.part_of for key, entity in entities.items()}


def _entity(check: FieldChecker, key: Text, fields: Mapping[str, Node], vocabulary: Vocabulary) -> Entity:
    kind = check.text(fields.get("kind"), "kind")
    if kind and kind not in vocabulary.kinds and kind not in check.page.lost:
        check.unknown("E024", fields["kind"], "kind of entity", kind, tuple(vocabulary.kinds))
    same_as, maybe = check.text(fields.get("same_as"), "same_as"), check.text(fields.get("maybe"), "maybe")
    because = check.words(fields.get("because"), "because")
    if (same_as or maybe) and "because" not in fields:
        place = fields["same_as" if same_as else "maybe"]
        check.report(
            "E037",
            place,
            f"{key.value} is declared the same as another without a reason",
            same_as or maybe,
            "add because: why",
        )
    name = check.text(fields.get("name"), "name", cut=True)
    return Entity(
        id=key.value,
        name=name or key.value,
        kind=kind if kind in vocabulary.kinds else "",
        aliases=_several(check, fields, "aliases"),
        part_of=_several(check, fields, "part_of"),
        same_as=same_as,
        maybe=maybe,
        because=because,
        wikidata=check.text(fields.get("wikidata"), "wikidata"),
        note=check.words(fields.get("note"), "note"),
        mark=check.mark(key),
        was=_several(check, fields, "was"),
        used=check.text(fields.get("used"), "used"),
        sex=check.choice(fields.get("sex"), "sex", SEXES),
    )


def _several(check: FieldChecker, fields: Mapping[str, Node], name: str) -> tuple[str, ...]:
    return tuple(found for found, _ in check.texts(fields.get(name), name))


def _voices(check: FieldChecker, node: Node | None) -> dict[str, Voice]:
    found = {}
    for key, value in check.entries(node, "a voice"):
        fields = check.fields(value, "voice", f"the voice {key.value}")
        name = check.text(fields.get("name"), "name", cut=True) or key.value
        found[key.value] = Voice(
            key.value, name, check.text(fields.get("kind"), "kind"), check.words(fields.get("note"), "note")
        )
    return found


def _laws(
    check: FieldChecker, node: Node | None, vocabulary: Vocabulary, entities: Mapping[str, Entity]
) -> tuple[Law, ...]:
    found: dict[str, Law] = {}
    names: dict[str, int] = {}
    ids = current_ids({key: entity.was for key, entity in entities.items()})
    for item in check.items(node, "laws"):
        fields = check.fields(item, "law", "a law")
        name, law = check.text(fields.get("name"), "name"), None
        kinds = _several(check, fields, "for")
        check.no_kind(fields.get("for"), "for")
        for kind in kinds:
            if kind not in vocabulary.kinds:
                check.unknown("E024", fields["for"], "kind of entity", kind, tuple(vocabulary.kinds))
        usual = check.choice(fields.get("usual"), "usual", ("true", "false")) == "true"
        because, help_ = (
            check.words(fields.get("because"), "because"),
            check.words(fields.get("help"), "help"),
        )
        if text := check.logic(fields.get("law"), "law"):
            law = _law(check, fields["law"], name, text, vocabulary, ids)
        if name in names:
            check.report(
                "E010",
                item,
                f"two laws of one name, here and on line {names[name]}",
                name,
                "give each its own",
            )
        elif name:
            names[name] = check.mark(fields.get("law", item)).line
            if law:
                known = tuple(kind for kind in kinds if kind in vocabulary.kinds)
                found[name] = replace(law, kinds=known, usual=usual, because=because, help=help_)
    return tuple(found.values())


def _law(
    check: FieldChecker, node: Node, name: str, text: str, vocabulary: Vocabulary, entities: Mapping[str, str]
) -> Law | None:
    """The law that `text` states, or None, which was reported where in the text it goes wrong."""
    mark = check.mark(node)
    try:
        return read_law(name, text, vocabulary, entities, mark=mark)
    except Unreadable as error:
        if isinstance(node, Text) and error.words.strip('"') in check.page.lost:
            return None
        if isinstance(node, Text) and check.page.text.startswith(node.value, node.at):
            mark = mark._replace(column=mark.column + error.offset)
        check.problems.append(problem("E038", mark, error.message, error.words, error.expect))
        return None


def _entities_of_parts(
    check: FieldChecker, named: Iterable[tuple[str, Text]], entities: Mapping[str, Entity]
) -> None:
    for name, place in named:
        if name not in entities and name not in check.page.lost:
            expect = did_you_mean(name, entities) or "declare it under entities"
            check.report("E018", place, "no such entity", name, expect)
