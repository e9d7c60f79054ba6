"""The topics of `explain`: the page of each, the overview, and what was perhaps meant by one that is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from discrepancy.commands._explain.built_in_pages import built_in_pages
from discrepancy.commands._explain.dossier_pages import analysed, dossier_pages
from discrepancy.commands._explain.help_pages import help_page, help_pages
from discrepancy.commands._explain.layout import first_paragraph, two_columns, wrapped
from discrepancy.findings.rule import rules
from discrepancy.model.core_laws import core_laws
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.system.display import one_line, printable
from discrepancy.values.base import type_names
from discrepancy.values.did_you_mean import did_you_mean


def topic_page(topic: str | None, paths: Sequence[str], texts: Sequence[str] = ()) -> str | None:
    """The page of `topic`, the overview without one, or None if there is no such topic. Dossiers at `paths`
    are read only where they matter, and texts of their sources are looked for in the folders `texts`.
    """
    if not topic or not topic.strip():
        return printable(_overview())
    name = topic.strip()
    pages = [*built_in_pages(name)]
    if not pages or name in core_vocabulary().properties or any(law.name == name for law in core_laws()):
        pages += dossier_pages(name, paths, texts)
    return printable("\n\n".join(page.strip("\n") for page in pages) + "\n") if pages else None


def unknown_topic(topic: str, paths: Sequence[str] = ("claims",)) -> str:
    """The message for a topic that is none, with the nearest that is one."""
    said = f'no topic "{one_line(topic)}"'
    names: Iterable[str] = topics()
    if "." in topic or topic.upper().startswith("F-"):
        run = analysed(paths)
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
    from discrepancy.model.problem import CODES

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
                *core_vocabulary().properties,
                *laws,
            )
        )
    )


# The overview


def _overview() -> str:
    from discrepancy.model.problem import CODES

    parts = ["discrepancy explain TOPIC [PATH]...", ""]
    parts += [
        "Help pages",
        *two_columns((name, help_page(name).split("\n", 1)[0].lstrip("# ")) for name in help_pages()),
        "",
    ]
    parts += [
        "Rules, by code or name",
        *two_columns((rule.code, f"{rule.name}: {first_paragraph(rule.doc)}") for rule in rules()),
        "",
    ]
    parts += [
        "Errors of the input, by code or name",
        *wrapped(", ".join(f"{code} {name}" for code, (name, _) in CODES.items()), "  "),
        "",
    ]
    parts += ["Types of value", *wrapped(", ".join(type_names()), "  "), ""]
    parts += [
        "Properties of the core vocabulary",
        *wrapped(", ".join(core_vocabulary().properties), "  "),
        "",
    ]
    parts += ["Laws of the core", *wrapped(", ".join(law.name for law in core_laws()), "  "), ""]
    parts += ["And of a dossier (in claims/, or at PATH)"]
    parts += two_columns(
        [
            ("entity.property[scope=value]", "a question: its claims, camps and findings"),
            ("F-xxxxxxxx", "a finding"),
            ("ENTITY", "an entity, and what is claimed of it"),
        ]
    )
    return "\n".join(parts) + "\n"
