"""The findings of a run that are asked for: by rule, by subject, by source. What is left out is counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from discrepancy.findings.changes.compare_runs import finding_key
from discrepancy.findings.comparison_records import (
    FindingKey,
    GoneFinding,
    Opposition,
    SilencedFinding,
    SourceContribution,
)
from discrepancy.findings.errors import FindingsError
from discrepancy.findings.finding import Finding
from discrepancy.findings.rule import rules
from discrepancy.findings.run import Run
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.system.display import one_line
from discrepancy.values.did_you_mean import did_you_mean

Places = AbstractSet[tuple[str, str]]  # the path of a dossier, and an id in it


def select_findings(
    run: Run,
    select: Sequence[str],
    ignore: Sequence[str],
    subject: str | None,
    source: str | None,
) -> Run:
    """`run` with the findings of the rules `select` but not `ignore` that are about `subject` and involve
    `source`; of an earlier state what is gone, and what sources bring, likewise. Raises FindingsError for a
    rule, entity or source that there is not, with what was perhaps meant.
    """
    keep, drop = rule_codes(select, "--select"), rule_codes(ignore, "--ignore")
    dossiers = {view.dossier.path: view.dossier for view in run.views}
    entities = _entities(subject, run) if subject is not None else None
    sources = _sources(source, run) if source is not None else None

    def ruled(rule: str) -> bool:
        return (not select or rule in keep) and rule not in drop

    def about(path: str, questions: Iterable[Question]) -> bool:
        return entities is None or any(
            (path, _canonical(path, one.about, dossiers)) in entities for one in questions
        )

    def wanted(one: Finding | GoneFinding | SilencedFinding) -> bool:
        claims = _claims(one)
        involved = sources is None or any((one.dossier, claim.source) in sources for claim in claims)
        return (
            ruled(one.rule)
            and involved
            and about(one.dossier, (one.question, *(claim.question for claim in claims)))
        )

    found = tuple(finding for finding in run.findings if wanted(finding))
    run = replace(run, findings=found, left_out=run.left_out + len(run.findings) - len(found))
    if run.since is None:
        return run
    kept = {finding_key(finding) for finding in found}
    contributions = (_of(one, kept, about, sources, dossiers[one.dossier]) for one in run.since.contributions)
    gone = tuple(one for one in run.since.gone if wanted(one))
    return replace(
        run,
        since=replace(
            run.since,
            gone=gone,
            silenced=tuple(one for one in run.since.silenced if wanted(one)),
            contributions=tuple(one for one in contributions if one is not None),
        ),
    )


def _of(
    one: SourceContribution,
    kept: Collection[FindingKey],
    about: Callable[[str, Iterable[Question]], bool],
    sources: Places | None,
    dossier: Dossier,
) -> SourceContribution | None:
    """What a source brings, of what is asked for; None where that is nothing and it brings something else."""
    mine = sources is None or (one.dossier, one.source) in sources
    sigla = {
        dossier.sources[id_].siglum
        for path, id_ in sources or ()
        if path == one.dossier and id_ in dossier.sources
    }

    def stands(found: Iterable[Opposition]) -> tuple[Opposition, ...]:
        return tuple(other for other in found if one.key(other) in kept)

    def asked(found: Iterable[Question]) -> tuple[Question, ...]:
        return tuple(question for question in found if about(one.dossier, [question])) if mine else ()

    agrees = (
        other for other in one.agrees if mine or not sigla.isdisjoint((*other.independent, *other.dependent))
    )
    chosen = replace(
        one,
        contradicts=stands(one.contradicts),
        sides=stands(one.sides),
        perspectives=stands(one.perspectives),
        agrees=tuple(other for other in agrees if about(one.dossier, [other.question])),
        fits=asked(one.fits),
        alone=asked(one.alone),
    )
    return None if chosen.empty and not (mine and one.empty) else chosen


def rule_codes(given: Iterable[str], option: str) -> frozenset[str]:
    """The codes of the rules that are meant by codes, names or beginnings of codes, with commas between or
    one at a time.
    """
    known = {rule.code: rule.name for rule in rules()}
    found: set[str] = set()
    for word in (word.strip() for text in given for word in text.split(",")):
        meant = {
            code
            for code, name in known.items()
            if word and (code.startswith(word.upper()) or name == word.lower())
        }
        if not meant:
            close = (
                did_you_mean(word, (*known, *known.values()))
                or "discrepancy list rules has them all; D is every rule whose code begins so"
            )
            raise FindingsError(f'{option}: no rule "{one_line(word)}": {close}')
        found |= meant
    return frozenset(found)


def _claims(one: Finding | GoneFinding | SilencedFinding) -> tuple[Claim, ...]:
    others = (claim for group in one.others for claim in group) if isinstance(one, Finding) else ()
    return (*one.claims, *others)


def _canonical(path: str, about: str, dossiers: Mapping[str, Dossier]) -> str:
    return dossiers[path].canonical(about) if path in dossiers else about


def _entities(subject: str, run: Run) -> Places:
    """The entities meant by an id, or by a name or alias as it is written; one of which only what is gone
    speaks, by its id.
    """
    found: set[tuple[str, str]] = set()
    names: set[str] = set()
    for dossier in (view.dossier for view in run.views):
        for id_, entity in dossier.entities.items():
            called = (id_, entity.name, *entity.aliases, *entity.was)
            names.update(called)
            if subject in called:
                found.add((dossier.path, dossier.canonical(id_)))
    found |= {
        (one.dossier, subject)
        for one in _gone(run)
        if subject in {one.question.about, *(claim.question.about for claim in one.claims)}
    }
    if not found:
        raise FindingsError(
            f'--subject: no entity "{one_line(subject)}": '
            f"{did_you_mean(subject, names) or 'discrepancy list entities has them all'}"
        )
    return found


def _sources(source: str, run: Run) -> Places:
    """The sources meant by an id or a siglum, those that are gone among them."""
    found: set[tuple[str, str]] = set()
    names: set[str] = set()
    for dossier in (view.dossier for view in run.views):
        for id_, entry in dossier.sources.items():
            names.update((id_, entry.siglum))
            if source in (id_, entry.siglum):
                found.add((dossier.path, id_))
    found |= {
        (one.dossier, claim.source)
        for one in _gone(run)
        for claim in one.claims
        if source in (claim.source, claim.siglum)
    }
    if not found:
        raise FindingsError(
            f'--source: no source "{one_line(source)}": '
            f"{did_you_mean(source, names) or 'discrepancy list sources has them all'}"
        )
    return found


def _gone(run: Run) -> tuple[GoneFinding, ...]:
    return run.since.gone if run.since else ()
