"""Claims as assertions in a network: the values they allow, the days they speak of, the entities they lead
to, and the order of events that sources state.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from discrepancy.comparison.comparability import time_window
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.turned_claims import turned_question
from discrepancy.model.claim import Claim, Question
from discrepancy.model.claim import When as ClaimWhen
from discrepancy.model.dossier import Dossier
from discrepancy.model.vocabulary import Property
from discrepancy.reasoning.constraints import at_most, outside
from discrepancy.reasoning.measures import declared_measure, stated_measure
from discrepancy.reasoning.network import (
    EVERYTHING,
    ORDER,
    Assertion,
    Constraint,
    Instance,
    Network,
    VariableKey,
    bounds_as_pairs,
)
from discrepancy.reasoning.relative_dates import relative_constraints
from discrepancy.values.base import Relative, SpanSets
from discrepancy.values.intervals import INF, Region, union
from discrepancy.values.types.span import Span

LEVELS = ("charitable", "licensed")
BOTH = frozenset(LEVELS)
TimeKey = tuple[str, str]
Links = list[tuple[str, frozenset[int]]]


class ClaimBounds:
    """Puts the claims of a dossier into a network."""

    def __init__(
        self,
        network: Network,
        dossier: Dossier,
        questions: Mapping[Question, QuestionClaims],
        aged: frozenset[str],
    ) -> None:
        """`aged` names the properties that some law sets beside the day they are of."""
        self.network, self.dossier, self.questions, self.aged = network, dossier, questions, aged
        self._regions: dict[int, list[Region]] = {}
        self.times_spoken_of: set[int] = set()  # the days of what other claims give as their time
        self._links: dict[Question, Links] = {}
        self._naming: dict[frozenset[str], int] = {}  # assertions that name an entity, by the claims that do
        self.turned = self._turned_round()
        self._declared: dict[str, str] = {}  # by property what its declared unit measures
        self._whens: dict[TimeKey, Claim] = {}
        self._texts: dict[Hashable, str] = {}  # how each time is called that has several notations
        for when in (claim.when for one in questions.values() for claim in one.claims if claim.when):
            self._texts[when.period] = min(when.text, self._texts.get(when.period, when.text))
        for one in questions.values():
            self._say(one)

    def speak_of(self, variable: int) -> None:
        """Notes that a claim speaks of a variable."""
        self._regions.setdefault(variable, [])

    def order_of(self, day: int) -> int:
        """The variable that stands for the place of a day among all that is only said to be in order: of two
        events on one day, one still is the earlier.
        """
        key = self.network.variables[day].key
        return self.network.variable(key._replace(made=ORDER), "date")

    def is_claimed(self, variable: int) -> bool:
        """Whether any claim speaks of a variable."""
        return variable in self._regions

    def allowed_regions(self, variable: int) -> list[Region]:
        """The regions that claims allow a variable, at either level."""
        return self._regions.get(variable, [])

    def times(self, one: QuestionClaims) -> list[TimeKey | None]:
        """The times under which the claims on a question stand as variables of their own."""
        spells = one.property.spells and one.property.type == "span"  # a denied one is none
        return list(
            dict.fromkeys(
                self._time(one.property, claim) for claim in one.claims if not (spells and claim.denies)
            )
        )

    def _time(self, prop: Property, claim: Claim) -> TimeKey | None:
        if prop.spells and prop.type == "span":
            return "spell", claim.id
        if claim.when is None or not (prop.state or prop.adds):
            return None
        # Of a day of 1976 speaks who says "as of 1976" and who says "within 1976".
        text = self._texts[claim.when.period]
        found = "as_of" if claim.when.kind == "within" else claim.when.kind, text
        if prop.name in self.aged and found[0] == "as_of" and not self._one_day(claim.when):
            found = found[0], f"{found[1]}, {claim.id}"  # each may mean a day of its own
        self._whens.setdefault(found, claim)
        return found

    def _one_day(self, when: ClaimWhen) -> bool:
        """Whether a time is one day: an event's, or one that is said to the day."""
        found = time_window(when, lambda _: None)
        return bool(when.event) or (found is not None and found.start[0] == found.end[1])

    def _say(self, one: QuestionClaims) -> None:
        kind = one.property.type
        if kind not in ("date", "span", "duration", "age", "quantity"):
            return
        grouped: dict[object, list[Claim]] = {}
        denied: dict[object, list[Claim]] = {}
        for claim in one.standing:
            if claim.denies and kind == "span":
                denied.setdefault(
                    (one.kind.identity(claim.value), claim.sense, claim.question.about), []
                ).append(claim)
            else:
                mark = (
                    one.kind.identity(claim.value),
                    claim.denies,
                    claim.sense,
                    self._time(one.property, claim),
                    claim.question.about,
                )
                grouped.setdefault(mark, []).append(claim)
        for claims in grouped.values():
            limits = {level: self._limits(one, claims[0], level) for level in LEVELS}
            self.network.assertions.append(Assertion(claims, limits, strain=self.strain(one, claims[0])))
            for variable, region in (pair for found in limits.values() for pair in found.items()):
                self._regions.setdefault(variable, []).append(region)
        for claims in denied.values():
            self._deny(one, claims)

    def _deny(self, one: QuestionClaims, claims: list[Claim]) -> None:
        """A denied period: the answer (of spells, every one) begins or ends outside what is denied as plainly
        meant. A mark that is 1 where the denial is true makes of that a constraint that holds as such: no
        region of the start or of the end alone says it.
        """
        value = claims[0].value
        sets = value.plain
        starts, ends = bounds_as_pairs(sets.start), bounds_as_pairs(sets.end)
        mark = self.network.variable(VariableKey(one.question, made=f"denied {claims[0].id}"), "quantity")
        said: dict[str, dict[int, Region]] = {level: {mark: (((1, 0), (1, 0)),)} for level in LEVELS}
        self.network.assertions.append(Assertion(claims, said, strain=self.strain(one, claims[0])))
        if starts == ends == EVERYTHING or (isinstance(value, Span) and value.relative):
            return  # says nothing of when, or hangs on when something else was
        for when in self.times(one) if one.property.spells else (None,):
            start, end = (
                self.network.variable(VariableKey(one.question, when, side), "date")
                for side in ("start", "end")
            )
            self._order(one.question, start, end)
            self._regions.setdefault(start, [])
            self._regions.setdefault(end, [])
            kept = dict.fromkeys(LEVELS, (outside(mark, start, end, starts, ends),))
            self.network.instances.append(Instance(None, one.question.about, frozenset(), kept))

    def measure(self, prop: Property, claim: Claim) -> str:
        """What a figure measures where that is not what its property declares; "" otherwise."""
        if prop.type != "quantity":
            return ""
        stated = stated_measure(claim.value)
        if not prop.unit or not stated:
            return stated
        if prop.name not in self._declared:
            self._declared[prop.name] = declared_measure(prop)
        return "" if stated == self._declared[prop.name] else stated

    def measures(self, one: QuestionClaims) -> list[str]:
        """The measures in which a question is answered."""
        return list(dict.fromkeys(self.measure(one.property, claim) for claim in one.standing))

    def in_measure(self, key: VariableKey, same: bool) -> list[Claim]:
        """The claims that answer the question of a variable at its time, in the measure that it has, or if
        not the `same` in others.
        """
        one = self.questions.get(key.question)
        if one is None or one.property.type != "quantity":
            return []
        return [
            claim
            for claim in one.standing
            if (self.measure(one.property, claim) == key.measure) is same
            and self._time(one.property, claim) == key.when
        ]

    def strain(self, one: QuestionClaims, claim: Claim) -> str:
        """Why what a claim says is at most a tension; "" if nothing does."""
        entity = self.dossier.entities.get(claim.question.about)
        if entity is not None and entity.maybe:
            return f"{claim.question.about} is only perhaps {entity.maybe}"
        if one.property.state and claim.when is None:
            return f"no time is given for {one.question}"
        return ""

    def _limits(self, one: QuestionClaims, claim: Claim, level: str) -> dict[int, Region]:
        when = self._time(one.property, claim)
        if isinstance(claim.value.licensed, SpanSets):
            sets = claim.value.sets(level)
            ends = (("start", sets.start), ("end", sets.end))
            found = {
                self.network.variable(VariableKey(one.question, when, end), "date"): bounds_as_pairs(region)
                for end, region in ends
            }
            start, end = found
            self._order(one.question, start, end)
            return found
        region = bounds_as_pairs(claim.value.sets(level))
        if claim.denies:
            region = _without(bounds_as_pairs(claim.value.plain))
        variable = self.network.variable(
            VariableKey(one.question, when, measure=self.measure(one.property, claim)),
            one.property.type,
        )
        return {variable: region}

    def _order(self, question: Question, start: int, end: int) -> None:
        mark = VariableKey(question, self.network.variables[start].key.when, "start", "ordered")
        if mark not in self.network.places:
            self.network.places[mark] = -1
            kept = (at_most(((start, 1), (end, -1)), (0, 0)),)
            self.network.instances.append(
                Instance(None, question.about, frozenset(), dict.fromkeys(LEVELS, kept))
            )

    # The days that claims on states speak of

    def as_of_day(self, when: TimeKey | None) -> int | None:
        """The variable day that a time speaks of that says "as of" or "within" it; None for what speaks of no
        one day.
        """
        if when is None or when[0] != "as_of":
            return None
        claim = self._whens.get(when)
        if claim is None or claim.when is None:
            return None
        day = self.network.variable(VariableKey(Question("", ""), when, made="day"), "date")
        mark = VariableKey(Question("", ""), when, made="day bound")
        if mark not in self.network.places:
            self.network.places[mark] = -1
            self._bind(day, claim)
        return day

    def _bind(self, day: int, claim: Claim) -> None:
        assert claim.when is not None
        if claim.when.event:
            for end, weight in (("start", -1), ("end", 1)):
                anchor = self.anchor(claim.when.event, end)
                self.times_spoken_of.add(anchor)
                kept: tuple[Constraint, ...] = (at_most(((day, weight), (anchor, -weight)), (0, 0)),)
                self.network.instances.append(Instance(None, "", frozenset(), dict.fromkeys(LEVELS, kept)))
            return
        found = time_window(claim.when, lambda _: None)
        if found is None:
            return
        low, high = found.start[0], found.end[1]
        kept = (
            *([at_most(((day, 1),), (high, 0))] if high != INF else []),
            *([at_most(((day, -1),), (-low, 0))] if low != -INF else []),
        )
        self.network.instances.append(Instance(None, "", frozenset(), dict.fromkeys(LEVELS, kept)))

    # Entities that claims lead to

    def _turned_round(self) -> dict[Question, list[tuple[QuestionClaims, Claim, str]]]:
        """For each question the claims on others that name its entity in turn (as a spouse, a parent), with
        the entity that each is about.
        """
        found: dict[Question, list[tuple[QuestionClaims, Claim, str]]] = {}
        for one in self.questions.values():
            for claim in one.standing if one.property.inverse else ():
                other = turned_question(self.dossier, one.question, claim)
                if other is not None and claim.id not in one.turned:
                    found.setdefault(other, []).append((one, claim, one.question.about))
        return found

    def links(self, question: Question) -> Links:
        """The entities that claims name in answer to a question, be they said of its entity or of these, each
        with the assertion that does so.
        """
        if question not in self._links:
            grouped: dict[str, list[tuple[QuestionClaims, Claim]]] = {}
            one = self.questions.get(question)
            for claim in one.standing if one else ():
                entry = getattr(claim.value, "entry", None)
                if one and entry is not None and not claim.denies and claim.id not in one.turned:
                    grouped.setdefault(self.dossier.canonical(entry.id), []).append((one, claim))
            for other, claim, about in self.turned.get(question, ()):
                grouped.setdefault(about, []).append((other, claim))
            self._links[question] = [
                (target, frozenset((self._naming_assertion(said),))) for target, said in grouped.items()
            ]
        return self._links[question]

    def _naming_assertion(self, said: Sequence[tuple[QuestionClaims, Claim]]) -> int:
        """The assertion of claims that name one entity of another, whichever of the two they are about."""
        key = frozenset(claim.id for _, claim in said)
        if key not in self._naming:
            ordered = sorted(said, key=lambda pair: pair[0].question)  # as they come, if on one question
            claims = [claim for _, claim in ordered]
            sure = [claim for claim in claims if not claim.value.uncertain]
            self.network.assertions.append(
                Assertion(
                    sure or claims,
                    {},
                    BOTH if sure else frozenset(("licensed",)),
                    self.strain(*ordered[0]),
                    ordered[0][0].question,
                )
            )
            self._naming[key] = len(self.network.assertions) - 1
        return self._naming[key]

    def perhaps_identical(self, one: str, other: str) -> bool:
        """Whether the registry holds two entities to be perhaps one, or does not know one of them."""
        entities = self.dossier.entities
        return any(name not in entities for name in (one, other)) or any(
            entities[a].maybe and self.dossier.canonical(entities[a].maybe) == b
            for a, b in ((one, other), (other, one))
        )

    # Order and distance as sources state them

    def add_relative_dates(self) -> None:
        """Every relative date as a relation between two variables that holds on its claim."""
        for one in self.questions.values():
            if one.property.type != "date":
                continue
            for claim in one.claims:
                if isinstance(claim.value, Relative) and claim.counts and not claim.denies:
                    self._related(one, claim, claim.value)

    def _related(self, one: QuestionClaims, claim: Claim, value: Relative) -> None:
        day = self.network.variable(VariableKey(one.question), "date")
        levels = frozenset(("licensed",)) if value.uncertain else BOTH
        self.network.assertions.append(Assertion([claim], {}, levels, self.strain(one, claim), one.question))
        assertion = len(self.network.assertions) - 1
        self._regions.setdefault(day, [])
        start, end = (self.anchor(value.anchor, side) for side in ("start", "end"))
        constraints = {level: tuple(relative_constraints(day, start, end, value, level)) for level in LEVELS}
        for place in {
            variable for kept in constraints.values() for found in kept for variable in found.variables
        }:
            self._regions.setdefault(place, [])
        self.network.instances.append(
            Instance(None, one.question.about, frozenset((assertion,)), constraints)
        )

    def anchor(self, text: str, side: str) -> int:
        """The variable day of an event (its date, else its start or end, else those of its span) or of a
        question.
        """
        if text not in self.dossier.entities and "." in text:
            about, _, rest = text.partition(".")
            name, _, inner = rest.partition("[")
            pairs = tuple(
                sorted(
                    (key.strip(), said.strip())
                    for key, _, said in (one.partition("=") for one in inner.rstrip("]").split(",") if one)
                )
            )
            question = Question(self.dossier.canonical(about), name.strip(), pairs)
            prop = self.dossier.vocabulary.properties.get(question.property)
            span = prop is not None and prop.type == "span"
            return self.network.variable(VariableKey(question, None, side if span else ""), "date")
        event = self.dossier.canonical(text)
        if (date := Question(event, "date")) in self.questions:
            return self.network.variable(VariableKey(date), "date")
        if (span_of := Question(event, "span")) in self.questions and Question(
            event, side
        ) not in self.questions:
            return self.network.variable(VariableKey(span_of, None, side), "date")
        dated = any(Question(event, name) in self.questions for name in ("start", "end"))
        return self.network.variable(VariableKey(Question(event, side if dated else "date")), "date")


def _without(region: Region) -> Region:
    """Everything outside a region of numbers or whole days."""
    found = []
    low = EVERYTHING[0][0]
    for first, last in region:
        found.append((low, (first[0], first[1] - 1)))
        low = (last[0], last[1] + 1)
    found.append((low, EVERYTHING[0][1]))
    return union((a, b) for a, b in found if a <= b)
