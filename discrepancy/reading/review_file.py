"""Reads the files in reviews/: what was decided of which finding. Written by hand or by `decide`, they are
read alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from discrepancy.model.problem import Problem
from discrepancy.model.review import VERDICTS, Decision, Review
from discrepancy.model.source import Source
from discrepancy.reading.dossier_file import check_version
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.page import Page
from discrepancy.reading.swallowed_lines import swallowed_lines
from discrepancy.reading.yaml_errors import readable_tree
from discrepancy.reading.yaml_nodes import Node

_ID = re.compile(r"F-[0-9a-f]{8}\Z")
CONTENT = (
    r"[0-9]+:[a-z]+:[0-9a-f+/*]+"  # version, kind, and camps of claims; see findings/reviews/matching.py
)
_NAMED = re.compile(r"\(([^()]+)\)")  # who has a reading, in the line that says what was seen
_DAY = "write the day as year, month and day, such as 2026-11-24"


def read_review(page: Page, problems: list[Problem], sources: Mapping[str, Source]) -> Review | None:
    """The review that a page holds, or None; everything that is wrong with it is added to `problems`."""
    check = FieldChecker(page, problems)
    root = readable_tree(page, problems)
    if root is None:
        return None
    fields = check.fields(root, "review", "a review")
    if not page.lost:
        problems.extend(swallowed_lines(page, "review", lambda about, name: False))
    check_version(check, fields.get("version"))
    finding = _finding(check, fields.get("finding"))
    decision = _decision(check, fields, root, sources)
    earlier = [
        _decision(check, check.fields(item, "verdict", "an earlier decision"), item, sources)
        for item in check.items(fields.get("earlier"), "earlier")
    ]
    rule, question = check.text(fields.get("rule"), "rule"), check.logic(fields.get("question"), "question")
    if not finding or decision is None:
        return None
    return Review(
        finding=finding,
        decision=decision,
        mark=check.mark(fields["finding"]),
        rule=rule,
        question=question,
        earlier=tuple(one for one in earlier if one is not None),
    )


def _finding(check: FieldChecker, node: Node | None) -> str:
    """The id of the finding, which is the name of the file too; nothing if it was reported."""
    if node is None or not (found := check.text(node, "finding")):
        return ""
    named = check.page.file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if not _ID.match(found):
        expect = (
            f'did you mean "{named}"?'
            if _ID.match(named)
            else "an id is F- and eight of 0-9 a-f, as check prints it"
        )
        check.report("E060", node, "not the id of a finding", found, expect)
        return ""
    if named != found:
        check.report(
            "E060",
            node,
            "the file is not named after its finding",
            found,
            f"name it {found}.yaml, or put the id right",
        )
        return ""
    return found


def _decision(
    check: FieldChecker, fields: Mapping[str, Node], place: Node, sources: Mapping[str, Source]
) -> Decision | None:
    verdict = check.choice(fields.get("verdict"), "verdict", VERDICTS)
    because = check.words(fields.get("because"), "because")
    if verdict and verdict != "unsure" and "because" not in fields and "because" not in check.page.lost:
        expect = "add because: why; only unsure needs no reason"
        check.report("E061", fields.get("verdict", place), "a decision without a reason", verdict, expect)
    content = check.text(fields.get("content"), "content")
    if content and not re.fullmatch(CONTENT, content):
        check.report(
            "E025",
            fields["content"],
            "not the content of a finding",
            content,
            "copy it whole, or take it out: check then says what it is",
        )
        content = ""
    saw = check.words(fields.get("saw"), "saw", cut=False)
    found = Decision(
        verdict=verdict,
        prefers=_prefers(check, fields.get("prefers"), sources, saw),
        because=because,
        by=check.text(fields.get("by"), "by"),
        on=_day(check, fields.get("on")),
        saw=saw,
        content=content,
    )
    return found if verdict else None


def _prefers(
    check: FieldChecker, node: Node | None, sources: Mapping[str, Source], saw: str
) -> tuple[str, ...]:
    """The sigla that are preferred; a source's id is as good. One that was seen then may be gone now: what
    was decided stays as it is.
    """
    seen = {siglum for named in _NAMED.findall(saw) for siglum in named.split(", ")}
    sigla = {source.siglum: source.siglum for source in sources.values()}
    was = {former: source.siglum for source in sources.values() for former in source.was}
    known = {**was, **{source.id: source.siglum for source in sources.values()}, **sigla}
    found = []
    for name, place in check.texts(node, "prefers"):
        if name in known or name in seen:
            found.append(known.get(name, name))
        else:
            check.unknown("E023", place, "source in this dossier", name, tuple(known))
    return tuple(dict.fromkeys(found))


def _day(check: FieldChecker, node: Node | None) -> str:
    found = check.text(node, "on")
    if node is not None and found and not is_day(found):
        check.report("E025", node, "not a day", found, _DAY)
    return found


def is_day(text: str) -> bool:
    """Whether `text` is a day as a review has it."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
