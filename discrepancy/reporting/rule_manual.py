"""Rules as SARIF lists them: names, levels, and their manual pages in plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from textwrap import dedent
from typing import Any

from discrepancy.findings.finding import KINDS, LEVEL, WARNINGS
from discrepancy.findings.run import RuleRun, Run
from discrepancy.model.problem import Problem

MOST_DESCRIBED = 1_000  # characters of a description; hosts refuse over 1,024
_HEADING = re.compile(r"^(Why|Flags|Accepts|Known limits)$", re.M)
_SAMPLES = ("Flags", "Accepts")

Json = dict[str, Any]


def rule_descriptors(run: Run, problems: Iterable[Problem]) -> list[Json]:
    """The SARIF descriptor of every rule that a run knows, then of every code among the problems."""
    found = [_rule(one) for one in run.rules]
    for problem in {problem.code: problem for problem in problems}.values():
        said = f"A problem of what was read: {problem.name.replace('-', ' ')}."
        page = f"`discrepancy explain {problem.code}` says what it means and what would be right."
        found.append(
            _descriptor(
                problem.code, problem.name, said, page, "warning" if problem.warning else "error", ["input"]
            )
        )
    return found


def gravest_level(one: RuleRun) -> str:
    """The level of the gravest kind of finding that a rule makes."""
    kind = min(one.kinds, key=KINDS.index, default="")
    return "warning" if one.code in WARNINGS else LEVEL.get(kind, "note")


def _rule(one: RuleRun) -> Json:
    return _descriptor(
        one.code,
        one.name,
        first_paragraph(one.doc) or one.name,
        one.doc or one.name,
        gravest_level(one),
        list(one.kinds),
    )


def _descriptor(code: str, name: str, short: str, page: str, level: str, tags: list[str]) -> Json:
    shown = {"error": "error", "warning": "warning"}.get(level, "recommendation")
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": short[:MOST_DESCRIBED]},
        "fullDescription": {"text": short[:MOST_DESCRIBED]},
        "help": {"text": page, "markdown": manual_markdown(page)},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": tags, "problem.severity": shown},
    }


def first_paragraph(doc: str) -> str:
    """The first paragraph of a manual page, on one line."""
    return " ".join(doc.split("\n\n", 1)[0].split())


def manual_markdown(doc: str) -> str:
    """A manual page as Markdown: its headings bold, its samples as code."""
    opening, *rest = _HEADING.split(doc)
    parts = [opening.strip()]
    for heading, block in zip(rest[::2], rest[1::2], strict=True):
        body = dedent(block).strip("\n")
        parts += [f"**{heading}**", f"```yaml\n{body}\n```" if heading in _SAMPLES else body]
    return "\n\n".join(parts) + "\n"
