"""Where the paths of a law lead: the entities it is applied to, under which scopes and times, and the
variables there.

A property takes as much of a scope as it has dimensions for. A step of a path (`parent.born`) holds on the
claims that make it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import product

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import (
    AtMost,
    Law,
    Path,
    Subject,
    Term,
)
from discrepancy.model.vocabulary import Property
from discrepancy.reasoning.bindings import (
    Binding,
    PathTarget,
    Tenure,
)
from discrepancy.reasoning.claim_bounds import ClaimBounds, TimeKey
from discrepancy.reasoning.network import (
    HIGHEST,
    LOWEST,
    Network,
    VariableKey,
)

MOST_TARGETS = 200  # entities that one path leads to from one subject


class LawPaths:
    """Follows the paths of laws through one dossier to entities and to variables of its network."""

    def __init__(
        self,
        dossier: Dossier,
        questions: Mapping[Question, QuestionClaims],
        network: Network,
        claims: ClaimBounds,
    ) -> None:
        self.dossier, self.questions, self.network, self.claims = dossier, questions, network, claims
        self.by_property: dict[str, dict[str, list[QuestionClaims]]] = {}
        for question, one in questions.items():
            self.by_property.setdefault(question.property, {}).setdefault(question.about, []).append(one)

    def speaks_of(self, law: Law, about: str) -> bool:
        """Whether a law speaks of the kind of entity that one is."""
        entity = self.dossier.entities.get(about)
        return not law.kinds or entity is None or not entity.kind or entity.kind in law.kinds

    def bindings(self, subject: str, own: Sequence[Path], paths: Sequence[Path]) -> Iterator[Binding]:
        """The scopes, times and measures under which the subject's own properties are asked; where it has
        none of its own (or none that has times), those of what the paths lead to.
        """
        scopes: dict[tuple[tuple[str, str], ...], None] = {}
        times: dict[TimeKey | None, None] = {}
        measures: dict[str, None] = {}
        timed = any(self._timed(path) for path in own)
        others = [
            path
            for path in paths
            if (path.steps or path.entity) and (not own or (not timed and self._timed(path)))
        ]
        led = [(path, about) for path in others for about in self._led(path, subject)]
        for path, about in (*((path, subject) for path in own), *led):
            scoped = not own or (not path.steps and not path.entity)
            prop = self.dossier.vocabulary.properties[path.property]
            fixed = dict(path.scope)
            for one in self.by_property.get(path.property, {}).get(about, ()):
                if not fixed.items() <= dict(one.question.scope).items():
                    continue
                if scoped:
                    scopes[
                        tuple((name, value) for name, value in one.question.scope if name not in fixed)
                    ] = None
                if prop.type == "quantity" and not prop.unit:
                    measures.update(dict.fromkeys(self.claims.measures(one)))
                if self._timed(path):
                    times.update(dict.fromkeys(self.claims.times(one)))
        if not scopes:
            scopes[()] = None
        for pairs, when, measure in product(scopes, times or (None,), measures or ("",)):
            yield Binding(subject, dict(pairs), when, measure)

    def _timed(self, path: Path) -> bool:
        """Whether answers to a property hold at times, or for periods, of their own."""
        prop = self.dossier.vocabulary.properties[path.property]
        return prop.state or bool(prop.adds)

    def _led(self, path: Path, subject: str) -> Iterator[str]:
        """The entities that a path leads to whatever the scope."""
        targets = [path.entity or subject]
        for step in path.steps:
            targets = [
                target for about in targets for target, _ in self._step(step, about, Binding(about, {}, None))
            ][:MOST_TARGETS]
        return map(self.dossier.canonical, targets)

    def placements(
        self, paths: Sequence[Path], binding: Binding, mirrored: Container[str] = ()
    ) -> Iterator[tuple[PathTarget, ...]]:
        """Every way in which the paths of a law lead somewhere. Steps that are `mirrored` are taken only on
        what is said on their side: another law takes them from the other.
        """
        every = [list(self._places(path, binding, mirrored)) for path in paths]
        return product(*every) if all(every) else iter(())

    def _places(self, path: Path, binding: Binding, mirrored: Container[str]) -> Iterator[PathTarget]:
        targets = [(path.entity or binding.subject, frozenset[int]())]
        for step in path.steps:
            targets = [
                (target, guards | more)
                for about, guards in targets
                for target, more in self._step(step, about, binding)
                if step not in mirrored or self._on_its_side(step, about, more)
            ][:MOST_TARGETS]
        prop = self.dossier.vocabulary.properties[path.property]
        scope = _scope(prop, binding, path)
        for about, guards in targets:
            question = Question(self.dossier.canonical(about), path.property, scope)
            for variables in self.variables(path, prop, question, binding):
                yield PathTarget(variables, guards, question.about)

    def variables(
        self, path: Path, prop: Property, question: Question, binding: Binding
    ) -> Iterator[tuple[int, ...]]:
        """The variables for the answer to a question: one, or of a span its start and its end; one tuple for
        each time or spell; an empty one for a type that is no number.
        """
        if path.type not in ("date", "duration", "age", "quantity", "span"):
            yield ()
            return
        whens: Iterable[TimeKey | None] = (binding.when,) if self._timed(path) else (None,)
        if prop.spells and prop.type == "span" and question in self.questions:
            whens = self.claims.times(self.questions[question])
        for when in whens:
            ends = (path.end,) if path.end else ("start", "end") if prop.type == "span" else ("",)
            kind = "date" if prop.type == "span" else prop.type
            measure = binding.measure if kind == "quantity" and not prop.unit else ""
            yield tuple(
                self.network.variable(VariableKey(question, when, end, measure), kind) for end in ends
            )

    def tenures(self, law: Law, body: AtMost) -> Mapping[tuple[tuple[str, str], ...], list[Tenure]]:
        """The periods of every holder that a law limits, by what else their scope says."""
        fixed = dict(body.path.scope)
        groups: dict[tuple[tuple[str, str], ...], list[Tenure]] = {}
        for about, every in self.by_property.get(body.path.property, {}).items():
            for one in every if self.speaks_of(law, about) else ():
                scope = dict(one.question.scope)
                if all(scope.get(name) == value for name, value in fixed.items()):
                    rest = (
                        tuple(pair for pair in one.question.scope if pair[0] not in fixed)
                        if fixed
                        else one.question.scope
                    )
                    for start, end in self.variables(
                        Path(body.path.property, type="span"),
                        one.property,
                        one.question,
                        Binding(about, {}, None),
                    ):
                        first = min(
                            (region[0][0] for region in self.claims.allowed_regions(start) if region),
                            default=LOWEST,
                        )
                        last = max(
                            (region[-1][1] for region in self.claims.allowed_regions(end) if region),
                            default=HIGHEST,
                        )
                        groups.setdefault(rest, []).append(Tenure(about, start, end, first, last))
        return groups

    def _step(self, step: str, about: str, binding: Binding) -> Iterator[tuple[str, frozenset[int]]]:
        """What one step of a path leads to, and the assertion that makes it so."""
        if step == "part_of":
            entity = self.dossier.entities.get(about)
            for whole in entity.part_of if entity else ():
                yield self.dossier.canonical(whole), frozenset()
        elif step in self.dossier.vocabulary.properties:
            prop = self.dossier.vocabulary.properties[step]
            scope = tuple(
                sorted((name, value) for name, value in binding.scope.items() if name in prop.scope)
            )
            yield from self.claims.links(Question(about, step, scope))
        elif binding.scope.get(step) in self.dossier.entities:
            yield self.dossier.canonical(binding.scope[step]), frozenset()

    def _on_its_side(self, step: str, about: str, assertions: Iterable[int]) -> bool:
        """Whether what makes a step is told as said of where it starts."""
        asked = [self.network.assertions[assertion].question for assertion in assertions]
        return all(one is not None and (one.about, one.property) == (about, step) for one in asked)

    def named_entities(
        self, side: Term, places: Mapping[int, PathTarget], binding: Binding
    ) -> list[tuple[str, frozenset[int]]]:
        """The entities that one side of a comparison names, each with the assertions that name it."""
        if isinstance(side, Subject):
            return [(binding.subject, frozenset())]
        if not isinstance(side, Path):
            return []
        prop = self.dossier.vocabulary.properties[side.property]
        scope = _scope(prop, binding, side)
        return list(self.claims.links(Question(places[id(side)].about, side.property, scope)))


def _scope(prop: Property, binding: Binding, path: Path) -> tuple[tuple[str, str], ...]:
    """The scope of a question at the end of a path: as much of the binding's as the property has dimensions
    for, and what the path itself states.
    """
    scope = {name: value for name, value in binding.scope.items() if name in prop.scope}
    return tuple(sorted((scope | dict(path.scope)).items()))
