"""Which findings hang on the conventions: what the strict and the lenient preset would change.

Only the values that a preset reads otherwise are read again, and only the questions they stand on are asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from discrepancy.asked import Asked
from discrepancy.conventions import CELLS, Conventions, conventions
from discrepancy.finding import Change, Finding, View, view
from discrepancy.model import Claim, Question
from discrepancy.rule import Fault, Rule, rules
from discrepancy.unreadable import Unreadable
from discrepancy.value import Basis, Value, read

OTHERS = ("strict", "lenient")
JUDGING = ("conflict", "tension")
FAMILIES = ("D", "S")  # the rules that a preset is tried on


def changes(seen: View, findings: Iterable[Finding], new: bool = True) -> tuple[Change, ...]:
    """What the other presets would change of the conflicts and tensions of one dossier, in the order of its questions.

    Without `new` only the questions of `findings` are asked again, which is quick: what they would become, not what would come to them.
    """
    before = {
        (_family(finding.rule), finding.question): finding.kind
        for finding in findings
        if finding.kind in JUDGING and _family(finding.rule) in FAMILIES and finding.dossier == seen.dossier.path
    }
    found: list[Change] = []
    for preset in OTHERS:
        again = _again(seen, preset, None if new else {question for _, question in before})
        if again is None:
            continue
        after = {(_family(one.code), fault.question.question): fault.kind for one, fault in _judged(again)}
        asked = [(family, question) for question in again.asked for family in FAMILIES]
        for key in asked:
            was, now = before.get(key, ""), after.get(key, "")
            if was != now:
                found.append(Change(preset, key[1], key[0], was, now))
    return tuple(found)


def _family(rule: str) -> str:
    return rule[:1]


def _judged(again: View) -> Iterator[tuple[Rule, Fault]]:
    for one in rules():
        if set(one.kinds) & set(JUDGING) and _family(one.code) in FAMILIES:
            for thing in again.asked.values() if one.reads == "question" else (again,):
                for fault in one.check(thing):
                    if fault.kind in JUDGING:
                        yield one, fault


def _again(seen: View, preset: str, only: set[Question] | None) -> View | None:
    """The questions that a preset may change, with their claims read under it; None where it changes no value."""
    table = conventions(preset)
    soft = _soft(table)
    known: dict[tuple[str, str, Value], Value] = {}
    asked: dict[Question, Asked] = {}
    for question, one in _affected(seen, soft, only).items():
        claims = [_reread(claim, one, seen, preset, soft, known) for claim in one.claims]
        asked[question] = Asked(question, one.property, claims, one.dossier, one.dated)
    return view(seen.dossier, asked) if asked else None


def _soft(table: Conventions) -> frozenset[str]:
    """The rows on which a preset and the default differ."""
    default = conventions()
    return frozenset(name for name, row in table.rows.items() if any(getattr(row, cell) != getattr(default[name], cell) for cell in CELLS))


def _affected(seen: View, soft: frozenset[str], only: set[Question] | None) -> Mapping[Question, Asked]:
    """The questions with a value that hangs on one of the rows, and those that are part or whole of them, or leave their scope open."""
    touched = {
        question: one
        for question, one in seen.asked.items()
        if (only is None or question in only) and any(not soft.isdisjoint(claim.value.rows) for claim in one.standing)
    }
    related = {}
    pairs = [(pair.part, pair.whole) for pair in seen.contained] + [(pair.general, pair.stated) for pair in seen.open_scopes]
    # All parts of a whole are asked again with it: together they may exceed it.
    wholes = {pair.whole.question for pair in seen.contained if pair.part.question in touched or pair.whole.question in touched}
    for first, second in pairs:
        if first.question in touched or second.question in touched or second.question in wholes:
            related[first.question], related[second.question] = first, second
    alone = {question: one for question, one in touched.items() if len(one.claims) > 1}
    return {question: one for question, one in seen.asked.items() if question in alone or question in related}


def _reread(claim: Claim, one: Asked, seen: View, preset: str, soft: frozenset[str], known: dict[tuple[str, str, Value], Value]) -> Claim:
    value = claim.value
    if soft.isdisjoint(value.rows):
        return claim
    key = (claim.source, one.property.unit, value)
    if key not in known:
        basis = seen.dossier.bases.get(claim.source, Basis())
        # What a project set of its own holds under every preset.
        table = conventions(preset, basis.conventions.settings)
        given = {**({"value": value.text} if value.text else {}), **dict(value.options)} if value.options else value.text
        try:
            known[key] = read(value.type, given, replace(basis, conventions=table, unit=one.property.unit or None))
        except Unreadable:
            known[key] = value
    return claim._replace(value=known[key])
