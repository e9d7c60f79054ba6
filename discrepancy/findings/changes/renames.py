"""An earlier run under the current names: ids of entities, properties, terms and sources that have changed
since are replaced, as `was` declares.

Findings get the id that they have now, those that laws make of several questions too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from discrepancy.comparison.readings import Reading
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.former_names import former_ids, former_names
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Source

Was = Mapping[str, tuple[str, ...]]


class _Renaming:
    """The names of one dossier that have changed, by the former ones; `findings` has by its former id what
    identifies a finding now.
    """

    def __init__(self, now: View, before: Dossier, findings: Mapping[str, Finding]) -> None:
        dossier, vocabulary, then = now.dossier, now.dossier.vocabulary, before.vocabulary
        self.entities = _today({key: one.was for key, one in dossier.entities.items()}, before.entities)
        self.properties = _today(
            {key: one.was for key, one in vocabulary.properties.items()}, then.properties
        )
        self.sources = _today({key: one.was for key, one in dossier.sources.items()}, before.sources)
        self.scoped = (
            _today({key: one.was for key, one in vocabulary.terms.items()}, then.terms) | self.entities
        )
        self.findings = findings

    def __bool__(self) -> bool:
        return bool(self.entities or self.properties or self.sources or self.scoped)

    def question(self, question: Question) -> Question:
        scope = tuple((name, self.scoped.get(value, value)) for name, value in question.scope)
        return Question(
            self.entities.get(question.about, question.about),
            self.properties.get(question.property, question.property),
            scope,
        )

    def claim(self, claim: Claim) -> Claim:
        source = self.sources.get(claim.source, claim.source)
        voices = tuple(link._replace(voice=self._voice(link.voice, link.source)) for link in claim.voices)
        holder = self._voice(claim.holder, not voices or voices[-1].source)
        return claim._replace(
            question=self.question(claim.question), source=source, voices=voices, holder=holder
        )

    def _voice(self, voice: str, source: bool) -> str:
        return self.sources.get(voice, voice) if source else self.entities.get(voice, voice)

    def claims(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(map(self.claim, claims))

    def finding(self, finding: Finding) -> Finding:
        today = self.findings.get(finding.id)
        return replace(
            finding,
            id=today.id if today else finding.id,
            identified=today.identified if today else finding.identified,
            question=self.question(finding.question),
            claims=self.claims(finding.claims),
            camps=tuple(map(self.claims, finding.camps)),
            camps_as_worded=tuple(map(self.claims, finding.camps_as_worded)),
            others=tuple(map(self.claims, finding.others)),
            readings=tuple(
                Reading(one.value, self.claims(one.claims), one.denied) for one in finding.readings
            ),
        )

    def dossier(self, dossier: Dossier) -> Dossier:
        """A dossier with its claims and sources under the names of now."""
        sources = {one.id: one for one in map(self._source, dossier.sources.values())}
        return replace(dossier, claims=self.claims(dossier.claims), sources=MappingProxyType(sources))

    def _source(self, source: Source) -> Source:
        rests = tuple(self.sources.get(other, other) for other in source.derived_from)
        silent = tuple(self.entities.get(entity, entity) for entity in source.silent_on)
        return replace(
            source, id=self.sources.get(source.id, source.id), derived_from=rests, silent_on=silent
        )


def _today(was: Was, before: Mapping[str, object]) -> dict[str, str]:
    """By each name that was in use before and is a former one: that of now."""
    return {
        former: key
        for key, formers in was.items()
        for former in formers
        if former in before and former not in was
    }


def under_current_names(before: Run, now: Run, counterparts: Mapping[str, str]) -> Run:
    """The earlier run in the names of now; `counterparts` has for the path of a dossier that of the same
    dossier before.
    """
    earlier = {view.dossier.path: view.dossier for view in before.views}
    names = {
        path: found
        for view in now.views
        if (path := counterparts.get(view.dossier.path, "")) in earlier
        and (found := _Renaming(view, earlier[path], _formers(view, now)))
    }
    if not names:
        return before
    findings = (names[one.dossier].finding(one) if one.dossier in names else one for one in before.findings)
    return replace(
        before,
        findings=tuple(findings),
        views=tuple(_view(view, names.get(view.dossier.path)) for view in before.views),
    )


def undeclared_renames(before: Run, now: Run, counterparts: Mapping[str, str]) -> Iterator[str]:
    """Sources that are gone, in words, and those that only seem to have come: one of the same title or in the
    same file is gone, and `was` does not say so.
    """
    earlier = {view.dossier.path: view.dossier.sources for view in before.views}
    unread = {problem.mark.file for problem in now.problems if not problem.warning}
    for view in now.views:
        sources = view.dossier.sources
        gone = [
            one
            for one in earlier.get(counterparts.get(view.dossier.path, ""), {}).values()
            if one.id not in sources
        ]
        came = [
            one
            for one in sources.values()
            if one.id not in earlier.get(counterparts.get(view.dossier.path, ""), {})
        ]
        asked = set[str]()
        for one in came:
            was = next(
                (old.id for old in gone if old.title == one.title or old.mark.file == one.mark.file), ""
            )
            if was:
                asked.add(was)
                yield (
                    f"{one.mark.file}: is the source {one.id} what {was} was? "
                    f"If so, was: {was} in it keeps its claims and reviews known"
                )
        for one in gone:
            if one.id not in asked and one.mark.file not in unread:
                yield f"{one.mark.file}: the source {one.id} ({one.title}) was there and is gone"


def _formers(view: View, run: Run) -> Mapping[str, Finding]:
    """By each id that a finding on a dossier had under former names: the finding."""
    names = former_names(view.dossier)
    found: dict[str, Finding] = {}
    for finding in run.findings if any(names) else ():
        if finding.dossier == view.dossier.path:
            for id_ in former_ids(finding.identified, names):
                found.setdefault(id_, finding)
    return found


def _view(view: View, names: _Renaming | None) -> View:
    return replace(view, dossier=names.dossier(view.dossier)) if names else view
