"""Which findings hang on the conventions: what the strict and the lenient preset would change.

Only the values that a preset reads otherwise are read again, and only the questions they stand on are asked
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.finding import Finding
from discrepancy.findings.rule import Fault, Rule, rules
from discrepancy.findings.run import PresetEffect
from discrepancy.findings.view import View, view_of
from discrepancy.model.claim import Claim, Question
from discrepancy.values.base import Basis, Value, read
from discrepancy.values.conventions import CELLS, Conventions, conventions
from discrepancy.values.errors import Unreadable

OTHERS = ("strict", "lenient")
JUDGING = ("conflict", "tension")
FAMILIES = ("D", "S")  # the rules that a preset is tried on
IdentityAndQuestion = tuple[str, Question]  # the identity of a rule, and the question


def preset_effects(view: View, findings: Iterable[Finding], new: bool = True) -> tuple[PresetEffect, ...]:
    """What the other presets would change of the conflicts and tensions of one dossier, in the order of its
    questions.

    Without `new` only the questions of `findings` are asked again, which is quick: what they would become,
    not what would come to them.
    """
    identities = {one.code: one.identity for one in rules() if _tried(one)}
    before = _worst(
        ((identities[finding.rule], finding.question), finding.kind)
        for finding in findings
        if finding.kind in JUDGING and finding.rule in identities and finding.dossier == view.dossier.path
    )
    found: list[PresetEffect] = []
    for preset in OTHERS:
        again = _again(view, preset, None if new else {question for _, question in before})
        if again is None:
            continue
        after = _worst(((one.identity, fault.question.question), fault.kind) for one, fault in _judged(again))
        for key in (
            (identity, question)
            for question in again.questions
            for identity in dict.fromkeys(identities.values())
        ):
            was, now = before.get(key, ""), after.get(key, "")
            if was != now:
                found.append(PresetEffect(preset, key[1], key[0], was, now))
    return tuple(found)


def _tried(one: Rule) -> bool:
    """Whether the presets are tried on a rule."""
    return one.code[:1] in FAMILIES and not set(JUDGING).isdisjoint(one.kinds)


def _worst(judged: Iterable[tuple[IdentityAndQuestion, str]]) -> dict[IdentityAndQuestion, str]:
    """Of each question the worst kind that the rules of one identity find: what another rule finds of it
    neither hides it nor is hidden.
    """
    found: dict[IdentityAndQuestion, str] = {}
    for key, kind in judged:
        if found.get(key) != JUDGING[0]:
            found[key] = kind
    return found


def _judged(again: View) -> Iterator[tuple[Rule, Fault]]:
    for one in rules():
        if _tried(one):
            for thing in again.questions.values() if one.reads == "question" else (again,):
                for fault in one.check(thing):
                    if fault.kind in JUDGING:
                        yield one, fault


def _again(view: View, preset: str, only: set[Question] | None) -> View | None:
    """The questions that a preset may change, with their claims read under it; None where it changes no
    value.
    """
    table = conventions(preset)
    soft = _soft(table)
    known: dict[tuple[str, str, Value], Value] = {}
    asked: dict[Question, QuestionClaims] = {}
    for question, one in _affected(view, soft, only).items():
        claims = [_reread(claim, one, view, preset, soft, known) for claim in one.claims]
        asked[question] = one.with_claims(claims)
    return view_of(view.dossier, asked) if asked else None


def _soft(table: Conventions) -> frozenset[str]:
    """The rows on which a preset and the default differ."""
    default = conventions()
    return frozenset(
        name
        for name, row in table.rows.items()
        if any(getattr(row, cell) != getattr(default[name], cell) for cell in CELLS)
    )


def _affected(
    view: View, soft: frozenset[str], only: set[Question] | None
) -> Mapping[Question, QuestionClaims]:
    """The questions with a value that hangs on one of the rows, and those that are part or whole of them, or
    leave their scope open.
    """
    touched = {
        question: one
        for question, one in view.questions.items()
        if (only is None or question in only)
        and any(not soft.isdisjoint(claim.value.rows) for claim in one.standing)
    }
    related = {}
    pairs = [(pair.part, pair.whole) for pair in view.part_whole_pairs] + [
        (pair.general, pair.stated) for pair in view.unspecified_scopes
    ]
    # All parts of a whole are asked again with it: together they may exceed it.
    of_wholes = [(pair.part, pair.whole) for pair in view.part_whole_pairs] + [
        (pair.stated, pair.general) for pair in view.unspecified_scopes if pair.is_total
    ]
    wholes = {
        whole.question for part, whole in of_wholes if part.question in touched or whole.question in touched
    }
    for first, second in pairs:
        if not wholes.isdisjoint((first.question, second.question)) or not touched.keys().isdisjoint(
            (first.question, second.question)
        ):
            related[first.question], related[second.question] = first, second
    alone = {question: one for question, one in touched.items() if len(one.claims) > 1}
    return {
        question: one for question, one in view.questions.items() if question in alone or question in related
    }


def _reread(
    claim: Claim,
    one: QuestionClaims,
    view: View,
    preset: str,
    soft: frozenset[str],
    known: dict[tuple[str, str, Value], Value],
) -> Claim:
    value = claim.value
    if soft.isdisjoint(value.rows):
        return claim
    key = (claim.source, one.property.unit, value)
    if key not in known:
        basis = view.dossier.bases.get(claim.source, Basis())
        # What a project set of its own holds under every preset.
        table = conventions(preset, basis.conventions.settings)
        given = (
            {**({"value": value.text} if value.text else {}), **dict(value.options)}
            if value.options
            else value.text
        )
        try:
            known[key] = read(
                value.type, given, replace(basis, conventions=table, unit=one.property.unit or None)
            )
        except Unreadable:
            known[key] = value
    return claim._replace(value=known[key])
