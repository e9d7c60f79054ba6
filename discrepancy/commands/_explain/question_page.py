"""Pages on questions: what is claimed, in which camps, what follows, what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from discrepancy.commands._explain.layout import two_columns, wrapped
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import attribution, value_text
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.system.display import one_line, shown_name

if TYPE_CHECKING:
    from discrepancy.reasoning.implied_ranges import ImpliedRange


QUESTION_FORM = re.compile(
    r"\s*(?P<about>[^.\[\]=,]+?)\s*\.\s*(?P<property>[^.\[\]=,]+?)\s*(?:\[(?P<scope>[^\[\]]*)\])?\s*\Z"
)


def question_pages(name: str, run: Run) -> Iterator[str]:
    for view in run.views:
        question = _question_in(name, view.dossier)
        if question is None:
            continue
        exact = [asked for asked in view.questions.values() if _is_on(asked, question)]
        for asked in exact or ([] if question.scope else _in_any_scope(view, question)):
            yield _question_page(asked, view, run)


def _question_in(name: str, dossier: Dossier) -> Question | None:
    """The question that `name` writes, its entity and property under their present names."""
    found = QUESTION_FORM.match(name)
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


def _in_any_scope(view: View, question: Question) -> list[QuestionClaims]:
    """The questions that ask the same in some scope."""
    return [
        asked
        for asked in view.questions.values()
        if (asked.question.about, asked.question.property) == question[:2]
    ]


def _question_page(asked: QuestionClaims, view: View, run: Run) -> str:
    from discrepancy.reporting.formats.text import finding_lines

    prop = asked.property
    meaning = f"{prop.help or 'No help text.'} (property {prop.name}: {prop.type})"
    lines = [f"{asked.question} ({shown_name(view.dossier.path)})", "", *wrapped(meaning, "  ")]
    lines += [
        "",
        "Readings",
        *two_columns((one_line(reading.value), ", ".join(reading.sigla)) for reading in asked.readings),
    ]
    lines += ["", "Claims", *(line for claim in asked.claims for line in _claim_lines(claim, view))]
    if asked.standing:
        lines += [
            "",
            "Camps",
            *_camp_lines(asked, "charitable", "read with charity"),
            *_camp_lines(asked, "licensed", "as worded"),
        ]
    lines += [
        line for one in view.implied_ranges if one.question == asked.question for line in _implied_range(one)
    ]
    mine = [
        finding
        for finding in run.findings
        if finding.dossier == view.dossier.path and _concerns(finding.claims, asked)
    ]
    lines += ["", "Findings" if mine else "No finding."]
    for finding in mine:
        lines += [*finding_lines(finding, run), ""]
    return "\n".join(lines).rstrip("\n")


def _implied_range(one: ImpliedRange) -> Iterator[str]:
    """What undisputed claims on other questions leave of an answer."""
    from discrepancy.reasoning.explanation.wording import range_text

    yield ""
    yield f"What follows{f' for its {one.end}' if one.end else ''}"
    yield from wrapped(
        f"all undisputed claims together leave {range_text(one.kind, (one.left,))}", "  ", "    "
    )
    yield from wrapped(f"its own undisputed claims: {range_text(one.kind, (one.own,))}", "  ", "    ")
    for claim in one.claims:
        yield from wrapped(
            f"{claim.question}: {one_line(value_text(claim))} ({claim.siglum}, {claim.at})",
            "  because ",
            "    ",
        )
    if one.laws:
        yield from wrapped(f"by {', '.join(one.laws)}", "  ", "    ")


def _concerns(claims: Iterable[Claim], asked: QuestionClaims) -> bool:
    ids = {claim.id for claim in asked.claims}
    return any(claim.id in ids for claim in claims)


def _claim_lines(claim: Claim, view: View) -> Iterator[str]:
    from discrepancy.reporting.formats.text import quote_remark

    who = attribution(claim, view.dossier, citing=", citing ")
    said = [f"{value_text(claim)}: {who}, {claim.at}"]
    said += [claim.stance] if claim.stance not in ("asserts", "reports", "denies") else []
    said += [f"{claim.when.kind} {claim.when.text}"] if claim.when else []
    said += [f"sense: {claim.sense}"] if claim.sense else []
    said += ["and these are all"] if claim.complete else []
    yield from wrapped(f"{one_line('; '.join(said))} ({claim.mark})", "  ", "    ")
    if claim.quote:
        yield from wrapped(f"“{one_line(claim.quote)}”{quote_remark(view.checked.match(claim))}", "      ")
    if claim.inferred:
        yield from wrapped(f"inferred: {one_line(claim.inferred)}", "      ")
    if claim.note:
        yield from wrapped(f"note: {one_line(claim.note)}", "      ")


def _camp_lines(asked: QuestionClaims, level: str, words: str) -> Iterator[str]:
    camps, groups = asked.camps(level), asked.camp_claims(level)
    if camps.total == 1:
        yield f"  {words}: all can be true together"
        return
    yield f"  {words}: {camps.total} camps{'' if camps.decided else ' or more'}"
    for number, group in enumerate(groups, 1):
        said = "; ".join(dict.fromkeys(f"{one_line(value_text(claim))} ({claim.siglum})" for claim in group))
        yield from wrapped(f"{number}. {said}", "    ", "       ")
    if camps.total > len(groups):
        yield f"    and {camps.total - len(groups)} more"
