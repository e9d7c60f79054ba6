"""From dossiers to findings: claims meet on questions, rules look at them, findings get their identities. Read-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from discrepancy.asked import Asked
from discrepancy.finding import KINDS, Finding, Found, RuleRun, Run, View, fingerprint, identified, view
from discrepancy.lawpack import laws_of
from discrepancy.meeting import Dated
from discrepancy.model import Claim, Dossier, Question
from discrepancy.review import matched, problems_of
from discrepancy.rule import Fault, Rule, rules
from discrepancy.sensitivity import changes
from discrepancy.value import Relative, Unknown, Value
from discrepancy.values.span import between


def analyse(dossiers: Sequence[Dossier], new_changes: bool = False, texts: Sequence[str] = ()) -> Run:
    """Everything the rules find in `dossiers`, in a fixed order, with the account of what was looked at, and which findings hang on
    the conventions; with `new_changes` also which would be new under another preset. The texts of sources are looked for in the
    folders `texts`, then beside the dossiers.
    """
    views = tuple(view(dossier, questions(dossier), laws_of(dossier), tuple(texts)) for dossier in dossiers)
    findings: list[Finding] = []
    ran = [_ran(one, views, findings) for one in sorted(rules(), key=lambda one: one.reads == "findings")]
    findings = [one for seen in views for one in matched(seen.dossier, [one for one in findings if one.dossier == seen.dossier.path])]
    findings.sort(key=lambda finding: (KINDS.index(finding.kind), finding.dossier, _place(finding), finding.rule, finding.id))
    codes = [word for one in rules() for word in (one.code, one.name)]
    return Run(
        views=views,
        findings=tuple(findings),
        problems=tuple(dict.fromkeys(chain.from_iterable((*dossier.problems, *problems_of(dossier, findings, codes)) for dossier in dossiers))),
        rules=tuple(sorted(ran, key=lambda one: one.code)),
        comparisons=sum(seen.comparisons for seen in views),
        undecided=tuple(_undecided(views)),
        changes=tuple(chain.from_iterable(changes(seen, findings, new_changes) for seen in views)),
    )


def _ran(one: Rule, views: Sequence[View], findings: list[Finding]) -> RuleRun:
    """Runs a rule and adds what it finds to `findings`; those that it links to are told of it."""
    looked_at, found = 0, 0
    for seen in views:
        for thing in _material(one, seen, findings):
            looked_at += 1
            for fault in one.check(thing):
                found += 1
                findings.append(_finding(one, fault, seen))
                _told_of(findings, fault, findings[-1])
    return RuleRun(one.code, one.name, looked_at, found, _skipped(one, views), one.doc, one.kinds)


def _material(one: Rule, seen: View, findings: Sequence[Finding]) -> Iterable[object]:
    """What a rule looks at, one thing after the other."""
    if one.reads in ("quote", "text"):
        if one.reads == "text" and not seen.checked.texts:
            return ()
        from discrepancy.evidence.checked import quoted

        return quoted(seen.asked, seen.checked, one.reads == "text")
    if one.reads == "question":
        return seen.asked.values()
    if one.reads == "dossier":
        return (seen,)
    return (Found(seen, tuple(finding for finding in findings if finding.dossier == seen.dossier.path)),)


def _skipped(one: Rule, views: Sequence[View]) -> str:
    """Why a rule did not run, or nothing."""
    return "no text of a source is at hand" if one.reads == "text" and not any(seen.checked.texts for seen in views) else ""


def _told_of(findings: list[Finding], fault: Fault, by: Finding) -> None:
    """Adds to the findings that a fault links to a last step that names it."""
    if not fault.links:
        return
    step = f"{by.question} rests on this ({by.id})"
    for place, finding in enumerate(findings):
        if finding.id in fault.links and finding.dossier == by.dossier:
            findings[place] = replace(finding, why=(*finding.why, step))


def questions(dossier: Dossier) -> Mapping[Question, Asked]:
    """The questions of a dossier with the claims that meet on them. Entities held to be one (`same_as`) share their questions,
    as do those held to be perhaps one (`maybe`), whose claims then meet at most as a tension.
    """
    merged = _merged(dossier)
    same = {key: dossier.canonical(key) for key, entity in dossier.entities.items() if entity.same_as}
    gathered: dict[Question, list[Claim]] = {}
    for claim in dossier.claims:
        question = claim.question
        if question.about in merged:
            question = question._replace(about=merged[question.about])
        if question.scope and any(value in same for _, value in question.scope):
            question = question._replace(scope=tuple((name, same.get(value, value)) for name, value in question.scope))
        if question in gathered:
            gathered[question].append(claim)
        else:
            gathered[question] = [claim]
    dated = _dater(gathered)
    properties = dossier.vocabulary.properties
    found = {question: Asked(question, properties[question.property], claims, dossier, dated) for question, claims in gathered.items()}
    for asked in found.values():
        asked.others = found
    return found


def _merged(dossier: Dossier) -> dict[str, str]:
    """The entities that share another's questions, and whose."""
    found = {}
    for key in dossier.entities:
        about = dossier.canonical(key)
        maybe = dossier.entities[about].maybe if about in dossier.entities else ""
        about = dossier.canonical(maybe) if maybe else about
        if about != key:
            found[key] = about
    return found


def _dater(gathered: Mapping[Question, Sequence[Claim]]) -> Dated:
    """Looks up when an event was among its own claims: its date, else its span, else its start and end; only what all who say it agree on."""

    def agreed(event: str, name: str) -> Value | None:
        values = [
            claim.value
            for claim in gathered.get(Question(event, name), ())
            if claim.counts and not claim.denies and not isinstance(claim.value, (Unknown, Relative))
        ]
        return values[0] if values and all(value.licensed == values[0].licensed for value in values) else None

    def dated(event: str) -> Value | None:
        if (stated := agreed(event, "date") or agreed(event, "span")) is not None:
            return stated
        start, end = agreed(event, "start"), agreed(event, "end")
        return between(start, end) if start is not None or end is not None else None

    return dated


def _finding(one: Rule, fault: Fault, seen: View) -> Finding:
    question = fault.question.question
    said = identified(one.identity, Question("", "") if fault.key else question, fault.key)
    return Finding(
        id=fingerprint(said),
        rule=one.code,
        name=one.name,
        kind=fault.kind,
        message=fault.message,
        dossier=seen.dossier.path,
        question=question,
        law=fault.law,
        others=fault.others,
        why=fault.why,
        hints=fault.hints,
        settle=fault.settle,
        readings=fault.readings or fault.question.readings,
        camps=() if fault.key else fault.camps or fault.question.camp_claims("charitable"),
        camps_total=0 if fault.key else fault.camps_total or fault.question.camps("charitable").total,
        claims=fault.claims or fault.question.claims,
        identified=said,
        groups=fault.groups,
        at=fault.at,
    )


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.mark


def _undecided(views: Sequence[View]) -> Iterable[str]:
    """What was read and not decided, in words: never passed over in silence."""
    for seen in views:
        for asked in seen.asked.values():
            if asked.standing and not (asked.camps("charitable").decided and asked.camps("licensed").decided):
                yield f"{asked.question}: more than the bounded work could decide; the camps listed are not all"
        yield from (f"{seen.dossier.name}: {said}" for _, said in seen.reasoned.undecided)
        own = {law.name for law in seen.dossier.laws}
        idle = [name for name, times in seen.reasoned.applied.items() if not times and name in own]
        if idle:
            yield f"{seen.dossier.name}: laws that never applied: {', '.join(idle)}"
