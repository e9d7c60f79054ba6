"""From dossiers to findings: claims meet on questions, rules look at them, findings get their identities.
Read-only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from discrepancy.findings.analysis.sensitivity import preset_effects
from discrepancy.findings.cache.result_cache import ResultCache
from discrepancy.findings.finding import KINDS, Finding, fingerprint, identifying_text
from discrepancy.findings.partial_result import LOCAL_READS, PartialResult, partial_result
from discrepancy.findings.reviews.matching import review_problems, with_reviews
from discrepancy.findings.reviews.moves import with_proposed_moves
from discrepancy.findings.rule import Fault, Rule, rules
from discrepancy.findings.run import RuleRun, Run
from discrepancy.findings.view import DossierFindings, View, questions_of, view_of
from discrepancy.model.claim import Question
from discrepancy.model.core_laws import laws_in_force
from discrepancy.model.dossier import Dossier
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem


def run_rules(
    dossiers: Sequence[Dossier],
    new_changes: bool = False,
    texts: Sequence[str] = (),
    cache: ResultCache | None = None,
) -> Run:
    """Everything the rules find in `dossiers`, in a fixed order, with how much was looked at, and
    which findings hang on the conventions; with `new_changes` also which would be new under another preset.
    The texts of sources are looked for in the folders `texts`, then beside the dossiers. What `cache` holds
    of questions on which nothing bears that changed is not worked out again.
    """
    views = views_of(dossiers, texts)
    partials = [_local_result(view, None if new_changes else cache, new_changes) for view in views]
    findings: list[Finding] = []
    for view, partial in zip(views, partials, strict=True):
        found = with_reviews(view.dossier, _all_findings(view, partial.findings))
        findings += with_proposed_moves(view.dossier, found)
    findings.sort(key=_order)
    return Run(
        views=views,
        findings=tuple(findings),
        problems=_problems(dossiers, findings),
        rules=_rule_runs(views, partials, findings),
        comparisons=sum(partial.comparisons for partial in partials),
        undecided=tuple(chain.from_iterable(map(_undecided, views, partials))),
        preset_effects=tuple(chain.from_iterable(partial.preset_effects for partial in partials)),
    )


def _problems(dossiers: Sequence[Dossier], findings: Sequence[Finding]) -> tuple[Problem, ...]:
    """The problems of the input, each once, those of reviews beside the findings among them."""
    codes = [word for one in rules() for word in (one.code, one.name)]
    found: dict[Problem, None] = {}
    for dossier in dossiers:
        found.update(dict.fromkeys((*dossier.problems, *review_problems(dossier, findings, codes))))
    return tuple(found)


def _rule_runs(
    views: Sequence[View], partials: Sequence[PartialResult], findings: Sequence[Finding]
) -> tuple[RuleRun, ...]:
    """For each rule, how much it looked at and found in all dossiers."""
    looked_at = Counter[str]()
    for partial in partials:
        looked_at.update({**partial.looked_at, **dict.fromkeys(("group", "dossier", "findings"), 1)})
    found = Counter(finding.rule for finding in findings)
    return tuple(
        RuleRun(
            one.code,
            one.name,
            looked_at[one.reads],
            found[one.code],
            _skipped(one, views),
            one.doc,
            one.kinds,
        )
        for one in rules()
    )


def _order(finding: Finding) -> tuple[int, str, Mark, str, str]:
    return KINDS.index(finding.kind), finding.dossier, finding.mark, finding.rule, finding.id


def views_of(dossiers: Sequence[Dossier], texts: Sequence[str] = ()) -> tuple[View, ...]:
    """Each dossier with its claims by question, and the laws that hold in it."""
    return tuple(
        view_of(dossier, questions_of(dossier), laws_in_force(dossier), tuple(texts)) for dossier in dossiers
    )


def _local_result(view: View, cache: ResultCache | None, new_changes: bool) -> PartialResult:
    """What the rules find that look at no more than one group of questions: taken from the
    cache where nothing that bears on it changed, else worked out.
    """
    known = cache.cached_groups(view) if cache is not None else None
    part = known.rest if known is not None else view
    local = [one for one in rules() if one.reads in LOCAL_READS]
    findings = tuple(
        _finding(one, fault, view)
        for one in local
        for thing in _material(one, part)
        for fault in one.check(thing)
    )
    found = partial_result(part, findings, preset_effects(part, findings, new_changes))
    if known is None:
        return found
    if known.bounded(found):
        return known.merged(found)
    # More work than a dossier may cost: what is left undecided then hangs on the order of all of it.
    return found if part is view else _local_result(view, None, new_changes)


def _all_findings(view: View, local: Iterable[Finding]) -> list[Finding]:
    """All findings on a dossier: the local ones and those of the rules that look at the whole of it, or at
    the findings of others.
    """
    findings = list(local)
    for one in sorted(rules(), key=lambda one: one.reads == "findings"):
        if one.reads not in LOCAL_READS:
            for fault in one.check(
                DossierFindings(view, tuple(findings)) if one.reads == "findings" else view
            ):
                findings.append(_finding(one, fault, view))
                _told_of(findings, fault, findings[-1])
    return findings


def _material(one: Rule, part: View) -> Iterable[object]:
    """What a local rule looks at, one thing after the other."""
    if one.reads == "group":
        return (part,)
    if one.reads == "question":
        return part.questions.values()
    texts = one.reads == "text"
    return part.quoted(texts) if not texts or part.checked.texts else ()


def _skipped(one: Rule, views: Sequence[View]) -> str:
    """Why a rule did not run, or nothing."""
    return (
        "no text of a source is at hand"
        if one.reads == "text" and not any(view.checked.texts for view in views)
        else ""
    )


def _told_of(findings: list[Finding], fault: Fault, by: Finding) -> None:
    """Adds to the findings that a fault links to a last step that names it; or, where it is the cause of
    them, puts it in place of their hints.
    """
    if not fault.links:
        return
    step = f"{by.question} rests on this ({by.id})"
    for place, finding in enumerate(findings):
        if finding.id in fault.links and finding.dossier == by.dossier:
            findings[place] = (
                replace(finding, hints=(f"{fault.instead} ({by.id})",))
                if fault.instead
                else replace(finding, why=(*finding.why, step))
            )


def _finding(one: Rule, fault: Fault, view: View) -> Finding:
    question, turned = fault.question.question, fault.question.turned
    claims = fault.claims or fault.question.claims
    said = identifying_text(one.identity, Question("", "") if fault.key else question, fault.key)
    return Finding(
        id=fingerprint(said),
        rule=one.code,
        name=one.name,
        kind=fault.kind,
        message=fault.message,
        dossier=view.dossier.path,
        question=question,
        law=fault.law,
        others=fault.others,
        why=fault.why,
        hints=fault.hints,
        settle=fault.settle,
        readings=fault.readings or fault.question.readings,
        camps=() if fault.key else fault.camps or fault.question.camp_claims("charitable"),
        camps_total=0 if fault.key else fault.camps_total or fault.question.camps("charitable").total,
        camps_as_worded=fault.camps_as_worded,
        camps_as_worded_total=fault.camps_as_worded_total,
        claims=tuple(turned.get(claim.id, claim) for claim in claims) if turned else claims,
        identified=said,
        equal_claims=fault.equal_claims,
        at=fault.at,
    )


def _undecided(view: View, partial: PartialResult) -> Iterable[str]:
    """What was read and not decided, in words: never passed over in silence."""
    for question in partial.open_questions:
        yield f"{question}: more than the bounded work could decide; the camps listed are not all"
    yield from (f"{view.dossier.name}: {said}" for _, said in partial.undecided)
    idle = [law.name for law in view.laws if law.name not in partial.own_laws and law in view.dossier.laws]
    if idle:
        yield f"{view.dossier.name}: laws that never applied: {', '.join(idle)}"
