"""Pages on what dossiers hold: findings, questions, properties, entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from discrepancy.commands._explain.layout import two_columns, wrapped
from discrepancy.commands._explain.question_page import QUESTION_FORM, question_pages
from discrepancy.findings.run import Run
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Entity
from discrepancy.model.vocabulary import WHOLE, Property, Vocabulary
from discrepancy.system.display import counted, one_line, shown_name

if TYPE_CHECKING:
    pass


_FINDING = re.compile(r"F-[0-9a-f]{8}\Z", re.IGNORECASE)


def dossier_pages(name: str, paths: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    from discrepancy.reading import dossiers as reader

    if _FINDING.match(name) or QUESTION_FORM.match(name):
        run = analysed(paths, texts)
        yield from _finding_pages(name, run) if _FINDING.match(name) else question_pages(name, run)
        return
    dossiers = reader.read_dossiers(paths)
    yield from _property_pages(name, dossiers)
    for dossier in dossiers:
        if name in dossier.entities:
            yield _entity_page(dossier.entities[name], dossier)


def analysed(paths: Sequence[str], texts: Sequence[str] = ()) -> Run:
    from discrepancy.findings.analysis import engine
    from discrepancy.reading import dossiers as reader

    return engine.run_rules(reader.read_dossiers(paths), texts=texts)


def _finding_pages(name: str, run: Run) -> Iterator[str]:
    from discrepancy.reporting.formats.text import finding_lines

    for finding in run.findings:
        if finding.id.casefold() == name.casefold():
            yield "\n".join(finding_lines(finding, run))


def _property_pages(name: str, dossiers: Sequence[Dossier]) -> Iterator[str]:
    """The property as the dossiers have it, each wording once; as the core has it where none of them
    differs.
    """
    standard = core_vocabulary()
    common = _property_page(standard.properties[name], standard) if name in standard.properties else ""
    own: dict[str, list[str]] = {}
    for dossier in dossiers:
        for prop in dossier.vocabulary.properties.values():
            if name in (prop.name, *prop.was):
                where = own.setdefault(_property_page(prop, dossier.vocabulary), [])
                where.append(shown_name(dossier.path))
    own.pop(common, None)
    if common and not own:
        yield common
    for page, paths in own.items():
        yield f"{page}\n\n  as declared in {', '.join(paths)}"


def _property_page(prop: Property, vocabulary: Vocabulary) -> str:
    unit = f", in {prop.unit} unless another unit is written" if prop.unit else ""
    head = f"property {prop.name}: {prop.type}{unit}"
    return "\n".join(
        [head, "", *wrapped(prop.help or "No help text.", "  "), "", *two_columns(_traits(prop, vocabulary))]
    )


def _traits(prop: Property, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    yield "asked of", ", ".join(prop.kinds) or "any kind of entity"
    yield "answers", "one true answer" if prop.one else _several(prop)
    if prop.values:
        yield "values", f"entities of kind {', '.join(prop.values)}"
    if prop.inverse == prop.name:
        yield "symmetric", "said of one entity, it is said of the one named too"
    elif prop.inverse:
        yield "inverse", f"{prop.inverse}, which says the same of the entity named"
    if prop.always is True:
        yield "always", "whatever it is asked of has an answer, whether or not a claim gives it"
    elif prop.always:
        yield "always", f"an answer to {' or '.join(prop.always)} tells that there is one"
    if prop.state:
        yield "state", "the answer may change with time: say when, with throughout, as_of, within or during"
    if prop.spells:
        yield "spells", "spans that do not overlap, or only touch, are different spells"
    if prop.adds:
        along = ", ".join(prop.adds) if isinstance(prop.adds, tuple) else "every dimension of its scope"
        yield (
            "adds",
            f"a part cannot exceed its whole, along {along}; a period counts as a part of a longer one",
        )
    if prop.running:
        yield "running", "a count from a start on, which cannot fall"
    for dimension in prop.scope:
        values = vocabulary.scopes.get(dimension, {})
        some = ", ".join(
            f"{value} (part of {', '.join(above)})" if above else value for value, above in values.items()
        )
        yield f"scope {dimension}", f"{some + '; also ' if some else ''}{WHOLE}, an entity, or a term"
    for scale in prop.scales:
        yield f"scale {scale}", " < ".join(vocabulary.scales.get(scale, ()))
    if prop.frames:
        yield "frames", ", ".join(prop.frames)
    if prop.was:
        yield "was", ", ".join(prop.was)


def _several(prop: Property) -> str:
    """How many answers can be true together, and in what they differ."""
    said = f"at most {prop.most} may be true together" if prop.most else "several may be true together"
    if prop.differ_in:
        said += f", of which no two have the same {' or '.join(prop.differ_in)} where it is known"
    return said


def _entity_page(entity: Entity, dossier: Dossier) -> str:
    kind = entity.kind or "of no stated kind"
    lines = [f"entity {entity.id}: {one_line(entity.name)} ({kind}, in {shown_name(dossier.path)})", ""]
    traits = [
        ("aliases", ", ".join(entity.aliases)),
        ("part of", ", ".join(entity.part_of)),
        ("same as", f"{entity.same_as}: {entity.because}" if entity.same_as else ""),
        ("maybe", f"{entity.maybe}: {entity.because}" if entity.maybe else ""),
        ("wikidata", entity.wikidata),
        ("note", entity.note),
    ]
    lines += two_columns((name, one_line(text)) for name, text in traits if text)
    counts: dict[str, int] = {}
    for claim in dossier.claims:
        if claim.question.about == entity.id:
            counts[str(claim.question)] = counts.get(str(claim.question), 0) + 1
    lines += ["", "Claims on" if counts else "No claim is about it."]
    lines += two_columns((counted(count, "claim"), question) for question, count in counts.items())
    return "\n".join(lines)
