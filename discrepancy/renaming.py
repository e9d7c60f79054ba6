"""What was called otherwise before: an earlier run told with the ids of entities and properties that they have now (`was`).

Findings on a question get the id that they would have now; those that laws make of several questions keep theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from discrepancy.asked import Reading
from discrepancy.finding import Finding, Run, View, fingerprint, identified
from discrepancy.model import Claim, Dossier, Question
from discrepancy.rule import rules


class _Names:
    """The names of one dossier that have changed, by the former ones."""

    def __init__(self, now: Dossier, before: Dossier) -> None:
        properties = before.vocabulary.properties
        self.entities = {was: key for key, entity in now.entities.items() for was in entity.was if was in before.entities}
        self.properties = {was: key for key, prop in now.vocabulary.properties.items() for was in prop.was if was in properties}

    def __bool__(self) -> bool:
        return bool(self.entities or self.properties)

    def question(self, question: Question) -> Question:
        scope = tuple((name, self.entities.get(value, value)) for name, value in question.scope)
        return Question(self.entities.get(question.about, question.about), self.properties.get(question.property, question.property), scope)

    def claim(self, claim: Claim) -> Claim:
        question = self.question(claim.question)
        return claim if question == claim.question else claim._replace(question=question)

    def claims(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(map(self.claim, claims))

    def finding(self, finding: Finding, identity: str) -> Finding:
        question = self.question(finding.question)
        own = finding.identified == identified(identity, finding.question, "")
        said = identified(identity, question, "") if own else finding.identified
        return replace(
            finding,
            id=fingerprint(said),
            identified=said,
            question=question,
            claims=self.claims(finding.claims),
            camps=tuple(map(self.claims, finding.camps)),
            others=tuple(map(self.claims, finding.others)),
            readings=tuple(Reading(one.value, self.claims(one.claims), one.denied) for one in finding.readings),
        )


def renamed(before: Run, now: Run, counterparts: Mapping[str, str]) -> Run:
    """The earlier run in the names of now; `counterparts` has for the path of a dossier that of the same dossier before."""
    earlier = {view.dossier.path: view.dossier for view in before.views}
    names = {
        path: found
        for view in now.views
        if (path := counterparts.get(view.dossier.path, "")) in earlier and (found := _Names(view.dossier, earlier[path]))
    }
    if not names:
        return before
    identities = {rule.code: rule.identity for rule in rules()}
    findings = (names[one.dossier].finding(one, identities[one.rule]) if one.dossier in names else one for one in before.findings)
    return replace(before, findings=tuple(findings), views=tuple(_view(view, names.get(view.dossier.path)) for view in before.views))


def _view(view: View, names: _Names | None) -> View:
    return replace(view, dossier=replace(view.dossier, claims=names.claims(view.dossier.claims))) if names else view
