"""Pages that need no dossier: help pages, rules, errors of the input, types of value, laws of the core."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import TYPE_CHECKING

from discrepancy.commands._explain.help_pages import help_page, help_pages
from discrepancy.commands._explain.layout import refilled, two_columns, wrapped
from discrepancy.findings.rule import Rule, rules
from discrepancy.model.core_laws import core_laws
from discrepancy.model.law import Law
from discrepancy.values.base import type_names, value_type

if TYPE_CHECKING:
    pass


READS = {
    "question": "one question at a time",
    "group": "questions that bear on one another",
    "dossier": "the whole dossier",
    "quote": "quotes, a question at a time",
    "text": "quotes that have a text, a question at a time",
    "findings": "what the other rules found",
}


def built_in_pages(name: str) -> Iterator[str]:
    from discrepancy.model.problem import CODES

    if name in help_pages():
        yield help_page(name)
    if name == "laws":
        yield "\n".join(
            ["Laws of the core", "", *two_columns((law.name, _law_text(law)) for law in core_laws())]
        )
    for rule in rules():
        if name.upper() == rule.code or name == rule.name:
            yield _rule_page(rule)
    for code, (error, meaning) in CODES.items():
        if name.upper() == code or name == error:
            yield "\n".join([f"{code} {error}", "", *wrapped(meaning, "  ")])
    if name in type_names():
        yield _type_page(name)
    for law in core_laws():
        if name == law.name:
            yield _law_page(law)


def _law_text(law: Law) -> str:
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
            *wrapped(law.help or "No help text.", "  "),
            "",
            *two_columns(traits),
        ]
    )


def _rule_page(rule: Rule) -> str:
    head = f"{rule.code} {rule.name} (looks at {READS[rule.reads]}; finds: {', '.join(rule.kinds)})"
    return "\n".join([head, "", refilled(rule.doc)])


def _type_page(name: str) -> str:
    kind = value_type(name)
    many = "one true answer" if kind.one else "several answers may be true together"
    head = f"type of value: {name} (unless a property says otherwise, {many})"
    return "\n".join([head, "", refilled(cleandoc(type(kind).__doc__ or ""))])
