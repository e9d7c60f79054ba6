"""Which findings are asked for: by rule, by subject, by source. What is left out is counted, never forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from discrepancy.finding import Finding, Run
from discrepancy.model import Claim, Dossier
from discrepancy.near import did_you_mean
from discrepancy.printable import one_line
from discrepancy.rule import rules

Stop = Callable[[str], None]


def chosen(run: Run, select: Sequence[str], ignore: Sequence[str], subject: str | None, source: str | None, stop: Stop) -> Run:
    """`run` with the findings of the rules `select` but not `ignore` that are about `subject` and involve `source`. Whatever is not
    known ends the run through `stop`, with what was perhaps meant.
    """
    keep, drop = codes(select, "--select", stop), codes(ignore, "--ignore", stop)
    dossiers = {view.dossier.path: view.dossier for view in run.views}
    entities = _entities(subject, dossiers.values(), stop) if subject is not None else None
    sources = _sources(source, dossiers.values(), stop) if source is not None else None

    def wanted(finding: Finding) -> bool:
        if (select and finding.rule not in keep) or finding.rule in drop:
            return False
        if entities is not None and not entities & _subjects(finding, dossiers[finding.dossier]):
            return False
        return sources is None or not sources.isdisjoint((finding.dossier, claim.source) for claim in _claims(finding))

    found = tuple(finding for finding in run.findings if wanted(finding))
    run = replace(run, findings=found, left_out=run.left_out + len(run.findings) - len(found))
    if run.since is None:
        return run
    gone = tuple(one for one in run.since.gone if (not select or one.rule in keep) and one.rule not in drop)
    return replace(run, since=replace(run.since, gone=gone))


def codes(given: Iterable[str], option: str, stop: Stop) -> frozenset[str]:
    """The codes of the rules that are meant by codes, names or beginnings of codes, with commas between or one at a time."""
    known = {rule.code: rule.name for rule in rules()}
    found: set[str] = set()
    for word in (word.strip() for text in given for word in text.split(",")):
        meant = {code for code, name in known.items() if word and (code.startswith(word.upper()) or name == word.lower())}
        if not meant:
            close = did_you_mean(word, (*known, *known.values())) or "discrepancy list rules has them all; D is every rule whose code begins so"
            stop(f'{option}: no rule "{one_line(word)}": {close}')
        found |= meant
    return frozenset(found)


def _claims(finding: Finding) -> Iterable[Claim]:
    return (*finding.claims, *(claim for group in finding.others for claim in group))


def _subjects(finding: Finding, dossier: Dossier) -> set[tuple[str, str]]:
    abouts = {finding.question.about, *(claim.question.about for claim in finding.claims)}
    return {(finding.dossier, dossier.canonical(about)) for about in abouts}


def _entities(subject: str, dossiers: Iterable[Dossier], stop: Stop) -> set[tuple[str, str]]:
    """The entities meant by an id, or by a name or alias as it is written."""
    found: set[tuple[str, str]] = set()
    names: set[str] = set()
    for dossier in dossiers:
        for key, entity in dossier.entities.items():
            called = (key, entity.name, *entity.aliases, *entity.was)
            names.update(called)
            if subject in called:
                found.add((dossier.path, dossier.canonical(key)))
    if not found:
        stop(f'--subject: no entity "{one_line(subject)}": {did_you_mean(subject, names) or "discrepancy list entities has them all"}')
    return found


def _sources(source: str, dossiers: Iterable[Dossier], stop: Stop) -> set[tuple[str, str]]:
    """The sources meant by an id or a siglum."""
    found: set[tuple[str, str]] = set()
    names: set[str] = set()
    for dossier in dossiers:
        for key, entry in dossier.sources.items():
            names.update((key, entry.siglum))
            if source in (key, entry.siglum):
                found.add((dossier.path, key))
    if not found:
        stop(f'--source: no source "{one_line(source)}": {did_you_mean(source, names) or "discrepancy list sources has them all"}')
    return found
