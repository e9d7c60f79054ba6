"""`explain`: what a rule, an error, a type of value, a property, an entity, a question, a finding or a topic
is, in words.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from inspect import cleandoc
from typing import TYPE_CHECKING

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import attribution, value_text
from discrepancy.findings.rule import Rule, rules
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim, Question
from discrepancy.model.core import core
from discrepancy.model.core_laws import core_laws
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import Law
from discrepancy.model.source import Entity
from discrepancy.model.vocabulary import WHOLE, Property, Vocabulary
from discrepancy.system.display import counted, one_line, printable
from discrepancy.values.base import type_names, value_type
from discrepancy.values.errors import did_you_mean

if TYPE_CHECKING:
    from discrepancy.reasoning.implied_ranges import ImpliedRange

WIDTH = 100
READS = {
    "question": "one question at a time",
    "group": "questions that bear on one another",
    "dossier": "the whole dossier",
    "quote": "quotes, a question at a time",
    "text": "quotes that have a text, a question at a time",
    "findings": "what the other rules found",
}
_QUESTION = re.compile(
    r"\s*(?P<about>[^.\[\]=,]+?)\s*\.\s*(?P<property>[^.\[\]=,]+?)\s*(?:\[(?P<scope>[^\[\]]*)\])?\s*\Z"
)
_FINDING = re.compile(r"F-[0-9a-f]{8}\Z", re.IGNORECASE)
_NEW_LINE = re.compile(r"- |[A-Z][\w ]*: ")  # what never continues the line above it
_COLUMNS = re.compile(r"\S {2,}\S")


def explain(topic: str | None, paths: Sequence[str], texts: Sequence[str] = ()) -> str | None:
    """The page of `topic`, the overview without one, or None if there is no such topic. Dossiers at `paths`
    are read only where they matter, and texts of their sources are looked for in the folders `texts`.
    """
    if not topic or not topic.strip():
        return printable(_overview())
    name = topic.strip()
    pages = [*_fixed(name)]
    if not pages or name in core().properties or any(law.name == name for law in core_laws()):
        pages += _of_dossiers(name, paths, texts)
    return printable("\n\n".join(page.strip("\n") for page in pages) + "\n") if pages else None


def unknown(topic: str, paths: Sequence[str] = ("claims",)) -> str:
    """The message for a topic that is none, with the nearest that is one."""
    said = f'no topic "{one_line(topic)}"'
    names: Iterable[str] = topics()
    if "." in topic or topic.upper().startswith("F-"):
        run = _run(paths)
        if not run.claims:
            return printable(f"{said}: no claim was read at {', '.join(paths)}")
        names = [
            *(str(question) for view in run.views for question in view.questions),
            *(finding.id for finding in run.findings),
        ]
    close = did_you_mean(topic, names) or did_you_mean(topic, topics())
    return f"{said}, {close or 'discrepancy explain lists the topics'}"


def topics() -> tuple[str, ...]:
    """Every topic that needs no dossier: help pages, rules and errors by code and name, types of value, core
    properties and laws.
    """
    from discrepancy.reading.dossiers import CODES

    named = [
        *((rule.code, rule.name) for rule in rules()),
        *((code, name) for code, (name, _) in CODES.items()),
    ]
    laws = (law.name for law in core_laws())
    return tuple(
        dict.fromkeys(
            (
                *help_pages(),
                *(word for pair in named for word in pair),
                *type_names(),
                *core().properties,
                *laws,
            )
        )
    )


@lru_cache(maxsize=1)
def help_pages() -> tuple[str, ...]:
    """The names of the help pages, in order of the alphabet."""
    folder = files("discrepancy").joinpath("commands/help")
    return tuple(
        sorted(item.name.removesuffix(".md") for item in folder.iterdir() if item.name.endswith(".md"))
    )


def help_page(name: str) -> str:
    """The text of a help page."""
    return files("discrepancy").joinpath("commands/help", f"{name}.md").read_text("utf-8")


# The overview


def _overview() -> str:
    from discrepancy.reading.dossiers import CODES

    parts = ["discrepancy explain TOPIC [PATH]...", ""]
    parts += [
        "Help pages",
        *_table((name, help_page(name).split("\n", 1)[0].lstrip("# ")) for name in help_pages()),
        "",
    ]
    parts += [
        "Rules, by code or name",
        *_table((rule.code, f"{rule.name}: {_first(rule.doc)}") for rule in rules()),
        "",
    ]
    parts += [
        "Errors of the input, by code or name",
        *_wrapped(", ".join(f"{code} {name}" for code, (name, _) in CODES.items()), "  "),
        "",
    ]
    parts += ["Types of value", *_wrapped(", ".join(type_names()), "  "), ""]
    parts += ["Properties of the core vocabulary", *_wrapped(", ".join(core().properties), "  "), ""]
    parts += ["Laws of the core", *_wrapped(", ".join(law.name for law in core_laws()), "  "), ""]
    parts += ["And of a dossier (in claims/, or at PATH)"]
    parts += _table(
        [
            ("entity.property[scope=value]", "a question: its claims, camps and findings"),
            ("F-xxxxxxxx", "a finding"),
            ("ENTITY", "an entity, and what is claimed of it"),
        ]
    )
    return "\n".join(parts) + "\n"


# Pages that need no dossier


def _fixed(name: str) -> Iterator[str]:
    from discrepancy.reading.dossiers import CODES

    if name in help_pages():
        yield help_page(name)
    if name == "laws":
        yield "\n".join(["Laws of the core", "", *_table((law.name, _shown(law)) for law in core_laws())])
    for rule in rules():
        if name.upper() == rule.code or name == rule.name:
            yield _rule_page(rule)
    for code, (error, meaning) in CODES.items():
        if name.upper() == code or name == error:
            yield "\n".join([f"{code} {error}", "", *_wrapped(meaning, "  ")])
    if name in type_names():
        yield _type_page(name)
    for law in core_laws():
        if name == law.name:
            yield _law_page(law)


def _shown(law: Law) -> str:
    return f"{law.text} (usual)" if law.usual else law.text


def _law_page(law: Law) -> str:
    traits = [
        ("asked of", ", ".join(law.kinds) or "any kind of entity that has these properties"),
        (
            "broken",
            "unusual: at most a tension"
            if law.usual
            else "impossible: a conflict, if no reading of the words allows it",
        ),
    ]
    return "\n".join(
        [
            f"law {law.name}",
            "",
            f"  {law.text}",
            "",
            *_wrapped(law.help or "No help text.", "  "),
            "",
            *_table(traits),
        ]
    )


def _rule_page(rule: Rule) -> str:
    head = f"{rule.code} {rule.name} (looks at {READS[rule.reads]}; finds: {', '.join(rule.kinds)})"
    return "\n".join([head, "", _refilled(rule.doc)])


def _type_page(name: str) -> str:
    kind = value_type(name)
    many = "one true answer" if kind.one else "several answers may be true together"
    head = f"type of value: {name} (unless a property says otherwise, {many})"
    return "\n".join([head, "", _refilled(cleandoc(type(kind).__doc__ or ""))])


# Pages of dossiers


def _of_dossiers(name: str, paths: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    from discrepancy.reading import dossiers as reader

    if _FINDING.match(name) or _QUESTION.match(name):
        run = _run(paths, texts)
        yield from _finding_pages(name, run) if _FINDING.match(name) else _question_pages(name, run)
        return
    dossiers = reader.read(paths)
    yield from _property_pages(name, dossiers)
    for dossier in dossiers:
        if name in dossier.entities:
            yield _entity_page(dossier.entities[name], dossier)


def _run(paths: Sequence[str], texts: Sequence[str] = ()) -> Run:
    from discrepancy.findings.analysis import engine
    from discrepancy.reading import dossiers as reader

    return engine.run_rules(reader.read(paths), texts=texts)


def _finding_pages(name: str, run: Run) -> Iterator[str]:
    from discrepancy.reporting.formats.text import told

    for finding in run.findings:
        if finding.id.casefold() == name.casefold():
            yield "\n".join(told(finding, run))


def _property_pages(name: str, dossiers: Sequence[Dossier]) -> Iterator[str]:
    """The property as the dossiers have it, each wording once; as the core has it where none of them differs."""
    standard = core()
    common = _property_page(standard.properties[name], standard) if name in standard.properties else ""
    own: dict[str, list[str]] = {}
    for dossier in dossiers:
        for prop in dossier.vocabulary.properties.values():
            if name in (prop.name, *prop.was):
                own.setdefault(_property_page(prop, dossier.vocabulary), []).append(dossier.path)
    own.pop(common, None)
    if common and not own:
        yield common
    for page, where in own.items():
        yield f"{page}\n\n  as declared in {', '.join(where)}"


def _property_page(prop: Property, vocabulary: Vocabulary) -> str:
    unit = f", in {prop.unit} unless another unit is written" if prop.unit else ""
    head = f"property {prop.name}: {prop.type}{unit}"
    return "\n".join(
        [head, "", *_wrapped(prop.help or "No help text.", "  "), "", *_table(_traits(prop, vocabulary))]
    )


def _traits(prop: Property, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    yield "asked of", ", ".join(prop.kinds) or "any kind of entity"
    yield "answers", "one true answer" if prop.one else "several may be true together"
    if prop.state:
        yield "state", "the answer may change with time: say when, with throughout, as_of, within or during"
    if prop.spells:
        yield "spells", "spans that do not overlap are different spells"
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


def _entity_page(entity: Entity, dossier: Dossier) -> str:
    lines = [
        f"entity {entity.id}: {one_line(entity.name)} ({entity.kind or 'of no stated kind'}, in {dossier.path})",
        "",
    ]
    traits = [
        ("aliases", ", ".join(entity.aliases)),
        ("part of", ", ".join(entity.part_of)),
        ("same as", f"{entity.same_as}: {entity.because}" if entity.same_as else ""),
        ("maybe", f"{entity.maybe}: {entity.because}" if entity.maybe else ""),
        ("wikidata", entity.wikidata),
        ("note", entity.note),
    ]
    lines += _table((name, one_line(text)) for name, text in traits if text)
    counts: dict[str, int] = {}
    for claim in dossier.claims:
        if claim.question.about == entity.id:
            counts[str(claim.question)] = counts.get(str(claim.question), 0) + 1
    lines += ["", "Claims on" if counts else "No claim is about it."]
    lines += _table((counted(count, "claim"), question) for question, count in counts.items())
    return "\n".join(lines)


# A question


def _question_pages(name: str, run: Run) -> Iterator[str]:
    for view in run.views:
        question = _parsed(name, view.dossier)
        if question is None:
            continue
        exact = [asked for asked in view.questions.values() if _is_on(asked, question)]
        for asked in exact or ([] if question.scope else _scoped(view, question)):
            yield _question_page(asked, view, run)


def _parsed(name: str, dossier: Dossier) -> Question | None:
    """The question that `name` writes, its entity and property under their present names."""
    found = _QUESTION.match(name)
    if found is None:
        return None
    about = next(
        (key for key, entity in dossier.entities.items() if found["about"] in entity.was), found["about"]
    )
    named = next(
        (key for key, prop in dossier.vocabulary.properties.items() if found["property"] in prop.was),
        found["property"],
    )
    pairs = (
        tuple(part.strip() for part in pair.partition("=")[::2])
        for pair in (found["scope"] or "").split(",")
        if pair.strip()
    )
    return Question(about, named, tuple(sorted((dimension, value) for dimension, value in pairs)))


def _is_on(asked: QuestionClaims, question: Question) -> bool:
    return asked.question == question or any(claim.question == question for claim in asked.claims)


def _scoped(view: View, question: Question) -> list[QuestionClaims]:
    """The questions that ask the same in some scope."""
    return [
        asked
        for asked in view.questions.values()
        if (asked.question.about, asked.question.property) == question[:2]
    ]


def _question_page(asked: QuestionClaims, view: View, run: Run) -> str:
    from discrepancy.reporting.formats.text import told

    prop = asked.property
    meaning = f"{prop.help or 'No help text.'} (property {prop.name}: {prop.type})"
    lines = [f"{asked.question} ({view.dossier.path})", "", *_wrapped(meaning, "  ")]
    lines += [
        "",
        "Readings",
        *_table((one_line(reading.value), ", ".join(reading.sigla)) for reading in asked.readings),
    ]
    lines += ["", "Claims", *(line for claim in asked.claims for line in _claim(claim, view))]
    if asked.standing:
        lines += [
            "",
            "Camps",
            *_camps(asked, "charitable", "read with charity"),
            *_camps(asked, "licensed", "as worded"),
        ]
    lines += [line for one in view.implied_ranges if one.question == asked.question for line in _follows(one)]
    mine = [
        finding
        for finding in run.findings
        if finding.dossier == view.dossier.path and _speaks_of(finding.claims, asked)
    ]
    lines += ["", "Findings" if mine else "No finding."]
    for finding in mine:
        lines += [*told(finding, run), ""]
    return "\n".join(lines).rstrip("\n")


def _follows(one: ImpliedRange) -> Iterator[str]:
    """What undisputed claims on other questions leave of an answer."""
    from discrepancy.reasoning.explanation.wording import range_text

    yield ""
    yield f"What follows{f' for its {one.end}' if one.end else ''}"
    yield from _wrapped(
        f"all undisputed claims together leave {range_text(one.kind, (one.left,))}", "  ", "    "
    )
    yield from _wrapped(f"its own undisputed claims: {range_text(one.kind, (one.own,))}", "  ", "    ")
    for claim in one.claims:
        yield from _wrapped(
            f"{claim.question}: {one_line(value_text(claim))} ({claim.siglum}, {claim.at})",
            "  because ",
            "    ",
        )
    if one.laws:
        yield from _wrapped(f"by {', '.join(one.laws)}", "  ", "    ")


def _speaks_of(claims: Iterable[Claim], asked: QuestionClaims) -> bool:
    ids = {claim.id for claim in asked.claims}
    return any(claim.id in ids for claim in claims)


def _claim(claim: Claim, view: View) -> Iterator[str]:
    from discrepancy.reporting.formats.text import standing

    who = attribution(claim, view.dossier, citing=", citing ")
    said = [f"{value_text(claim)}: {who}, {claim.at}"]
    said += [claim.stance] if claim.stance not in ("asserts", "reports", "denies") else []
    said += [f"{claim.when.kind} {claim.when.text}"] if claim.when else []
    said += [f"sense: {claim.sense}"] if claim.sense else []
    yield from _wrapped(f"{one_line('; '.join(said))} ({claim.mark})", "  ", "    ")
    if claim.quote:
        yield from _wrapped(f"“{one_line(claim.quote)}”{standing(view.checked.match(claim))}", "      ")
    if claim.inferred:
        yield from _wrapped(f"inferred: {one_line(claim.inferred)}", "      ")
    if claim.note:
        yield from _wrapped(f"note: {one_line(claim.note)}", "      ")


def _camps(asked: QuestionClaims, level: str, words: str) -> Iterator[str]:
    camps, groups = asked.camps(level), asked.camp_claims(level)
    if camps.total == 1:
        yield f"  {words}: all can be true together"
        return
    yield f"  {words}: {camps.total} camps{'' if camps.decided else ' or more'}"
    for number, group in enumerate(groups, 1):
        said = "; ".join(dict.fromkeys(f"{one_line(value_text(claim))} ({claim.siglum})" for claim in group))
        yield from _wrapped(f"{number}. {said}", "    ", "       ")
    if camps.total > len(groups):
        yield f"    and {camps.total - len(groups)} more"


# Text


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Two columns, the second wrapped beside the first."""
    listed = list(rows)
    width = min(max((len(left) for left, _ in listed), default=0), 40)
    return [
        line
        for left, right in listed
        for line in _wrapped(f"{left:<{width}}  {right}".rstrip(), "  ", " " * (width + 4))
    ]


def _first(doc: str) -> str:
    return " ".join(doc.split("\n\n", 1)[0].split())


def _refilled(doc: str) -> str:
    """A docstring with its prose filled to the width; samples and tables keep their lines."""
    lines: list[str] = []
    for line in doc.splitlines():
        before = lines[-1] if lines else ""
        indented = len(line) - len(line.lstrip())
        runs_on = len(before) > 70 and indented == len(before) - len(before.lstrip())
        if (
            runs_on
            and line.strip()
            and not _NEW_LINE.match(line.strip())
            and not (_COLUMNS.search(before) or _COLUMNS.search(line))
        ):
            lines[-1] = f"{before} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(part for line in lines for part in _fitted(line))


def _fitted(line: str) -> list[str]:
    if len(line) <= WIDTH:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    column = _COLUMNS.search(line)
    rest = " " * (column.end() - 1) if column else indent
    if column:  # textwrap would keep the gap only as part of the indent
        head = line[: column.end() - 1]
        return _wrapped(line[column.end() - 1 :], head, rest)
    return _wrapped(line.strip(), indent, rest)
