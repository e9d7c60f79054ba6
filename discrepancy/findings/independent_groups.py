"""Questions in groups, so that what is claimed in one bears on nothing that is found in another.

Two questions are of one group if they are about one thing, if a stated order, a time or a scope sets them
beside each other, or if a law may. What looks at a dossier as a whole (who copied from whom, which words no
claim covers) knows no groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.scopes import containing_entities
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.graph import connected_parts
from discrepancy.model.law import AtMost, Law
from discrepancy.model.law_checker import paths_in
from discrepancy.reasoning.bindings import speaks_of_day
from discrepancy.values.base import Relative
from discrepancy.values.types.sequence import PartialOrder
from discrepancy.values.types.span import Span

_THING = "thing"
LinkName = tuple[
    str, ...
]  # what questions share: a thing, a day that is spoken of, an office that only so many hold


class QuestionGroups(NamedTuple):
    """The questions of a dossier in groups, each in the order in which they come, the groups by their first;
    and of each entity that is spoken of, or that something spoken of hangs on, by any of its ids, the place
    of its group.
    """

    every: list[tuple[Question, ...]]
    places: Mapping[str, int]


def independent_groups(
    dossier: Dossier, asked: Mapping[Question, QuestionClaims], laws: Sequence[Law]
) -> QuestionGroups:
    """The groups of a dossier's questions under its laws."""
    shared = _QuestionLinks(dossier, laws)
    order = list(asked)
    places: dict[LinkName, int] = {}

    def place(name: LinkName) -> int:
        return places.setdefault(name, len(order) + len(places))

    links = [[i, *(place(name) for name in shared.of(one))] for i, one in enumerate(asked.values())]
    links += [[place(name) for name in names] for names in shared.always(asked)]
    found = [part for part in connected_parts(len(order) + len(places), links) if part[0] < len(order)]
    names = list(places)
    shared_by = {
        names[i - len(order)]: place for place, part in enumerate(found) for i in part if i >= len(order)
    }
    every = [tuple(order[i] for i in part if i < len(order)) for part in found]
    of_thing = {name[1]: place for name, place in shared_by.items() if name[0] == _THING}
    others = {key: of_thing[about] for key in dossier.entities if (about := shared.about(key)) in of_thing}
    return QuestionGroups(every, {**of_thing, **others})


class _QuestionLinks:
    """The names by which questions hang together: of things, days and offices that they share."""

    def __init__(self, dossier: Dossier, laws: Sequence[Law]) -> None:
        self._dossier = dossier
        self._laws = laws
        self._things: dict[str, str] = {}
        self._containers = containing_entities(dossier)
        every = {law.name: list(paths_in(law.body)) for law in laws}
        self._paths = every
        self._steps = frozenset(step for mine in every.values() for path in mine for step in path.steps)
        self._aged = frozenset(
            path.property for law in laws if speaks_of_day(law.body) for path in every[law.name]
        )
        self._kept = [(law.name, law.body.path) for law in laws if isinstance(law.body, AtMost)]

    def of(self, one: QuestionClaims) -> Iterator[LinkName]:
        """The names that join a question to others."""
        question, prop = one.question, one.property
        yield self._thing(question.about)
        for dimension, value in question.scope:
            if dimension in self._steps:
                yield self._thing(value)
        for law, path in self._kept:
            fixed = dict(path.scope)
            if path.property == prop.name and fixed.items() <= dict(question.scope).items():
                rest = [f"{name}={value}" for name, value in question.scope if name not in fixed]
                yield ("law", law, *rest)
        # What is said of an entity may be said of the one named too, or hang on what that one is.
        leads = prop.name in self._steps or bool(prop.inverse or prop.differ_in)
        aged = prop.name in self._aged
        for claim in one.claims:
            # Most claims join nothing: they give a value and no time.
            if leads or claim.when is not None or isinstance(claim.value, (Relative, Span, PartialOrder)):
                yield from self._said(claim, aged, leads)

    def _said(self, claim: Claim, aged: bool, leads: bool) -> Iterator[LinkName]:
        if claim.when is not None:
            if claim.when.event:
                yield self._thing(claim.when.event)
            if aged:
                yield ("when", str(claim.when.period))
        related = (
            (claim.value,) if isinstance(claim.value, Relative) else getattr(claim.value, "relative", ())
        )
        for one in related:
            yield self._thing(one.anchor)
        for named in claim.value.names if isinstance(claim.value, PartialOrder) else ():
            if named.member.id:
                yield self._thing(named.member.id)
        entry = getattr(claim.value, "entry", None) if leads else None
        if entry is not None:
            yield self._thing(entry.id)

    def always(self, asked: Mapping[Question, QuestionClaims]) -> Iterator[list[LinkName]]:
        """Names that the registry or a law joins, whatever is claimed of them."""
        spoken = {question.about for question in asked}
        walked = "part_of" in self._steps
        for key, entity in self._dossier.entities.items():
            about = self._dossier.canonical(key)
            if entity.part_of and (walked or about in spoken):
                yield [
                    self._thing(key),
                    *(self._thing(name) for name in self._containers(about) if walked or name in spoken),
                ]
        for law in self._laws:
            named = [self._thing(path.entity) for path in self._paths[law.name] if path.entity]
            heads = {(path.steps or (path.property,))[0] for path in self._paths[law.name] if not path.entity}
            if named:
                yield [
                    *named,
                    *(self._thing(question.about) for question in asked if question.property in heads),
                ]
            if named and "part_of" in heads:
                yield [
                    *named,
                    *(self._thing(key) for key, entity in self._dossier.entities.items() if entity.part_of),
                ]

    def _thing(self, text: str) -> LinkName:
        return _THING, self.about(text)

    def about(self, text: str) -> str:
        """An entity, or that of a question, under the id under which all that is said of it meets."""
        if text not in self._things:
            self._things[text] = self._found(text)
        return self._things[text]

    def _found(self, text: str) -> str:
        entities = self._dossier.entities
        about = text.partition(".")[0] if text not in entities else text
        about = self._dossier.canonical(about)
        maybe = entities[about].maybe if about in entities else ""
        return self._dossier.canonical(maybe) if maybe else about
