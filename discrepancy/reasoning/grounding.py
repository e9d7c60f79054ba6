"""From a dossier and its laws to a network: which unknowns there are, what each claim says of them, and every
law applied.

A law is applied to each entity it speaks of and to each scope under which one of its properties is asked
there; a property takes as much of that scope as it has dimensions for. A step of a path (`parent.born`) holds
on the claim that makes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import (
    AsOf,
    AtMost,
    Before,
    Comparison,
    Constant,
    Count,
    Law,
    Path,
    Scaled,
    Subject,
    Sum,
    Term,
    Within,
    Years,
)
from discrepancy.model.law_checker import paths as paths_of
from discrepancy.model.vocabulary import WHOLE, Property
from discrepancy.reasoning.bindings import (
    Binding,
    Place,
    Tenure,
    chosen,
    counts,
    mattering,
    speaks_of_day,
    together,
)
from discrepancy.reasoning.claim_bounds import Claims, Links, When
from discrepancy.reasoning.constraints import apart, at_most, never, years_between
from discrepancy.reasoning.expressions import Expression, compared, constant
from discrepancy.reasoning.network import (
    LEAST,
    MOST,
    Constraint,
    Instance,
    Key,
    Network,
)
from discrepancy.values.intervals import INF, Region

LEVELS = ("charitable", "licensed")
MOST_INSTANCES = 2_000_000  # laws applied in one dossier
MOST_TARGETS = 200  # entities that one path leads to from one subject
MOST_GROUPS = 20_000  # groups of periods of which a law says that not all share a time
MOST_CHOICES = 1_000  # choices of who is counted, for one law and one subject


class Grounding:
    """Makes the network of one dossier. `applied` counts how often each law was applied; `dropped` says which
    had to stop short.
    """

    def __init__(
        self,
        dossier: Dossier,
        asked: Mapping[Question, QuestionClaims],
        laws: Sequence[Law],
        answered: Collection[str],
    ) -> None:
        """`answered` are the properties that anything in the dossier is asked for, not only in the questions
        `asked`.
        """
        self.dossier, self.asked, self._answered = dossier, asked, answered
        self.network = Network()
        aged = frozenset(
            path.property for law in laws if speaks_of_day(law.body) for path in paths_of(law.body)
        )
        self.claims = Claims(self.network, dossier, asked, aged)
        self.applied = {law.name: 0 for law in laws}
        self.made: Counter[tuple[str, str]] = Counter()  # how often each law was applied to each entity
        self.dropped: list[str] = []
        self._by_property: dict[str, dict[str, list[QuestionClaims]]] = {}
        for question, one in asked.items():
            self._by_property.setdefault(question.property, {}).setdefault(question.about, []).append(one)
        self.claims.relate()
        said: dict[str, set[str]] = {}
        for question in asked:
            said.setdefault(question.about, set()).add(question.property)
        anchors = {unknown.key.question for unknown in self.network.unknowns}
        for question in anchors:
            said.setdefault(question.about, set()).add(question.property)
        self._said = {about: frozenset(names) for about, names in said.items()}
        self._by_said: dict[frozenset[str], frozenset[str]] = {}
        paths = {law.name: tuple(paths_of(law.body)) for law in laws}
        self._uses = Counter(name for every in paths.values() for name in {path.property for path in every})
        self._own = {
            name: frozenset(path.property for path in every if not path.steps and not path.entity)
            for name, every in paths.items()
        }
        led = {name: [path for path in every if path.steps] for name, every in paths.items()}
        led = {
            name: every for name, every in led.items() if any(self._leads(path.steps[0]) for path in every)
        }
        self._stepping = frozenset(led)
        named = [path for every in paths.values() for path in every if path.entity]
        self._targets = frozenset(path.property for every in (*led.values(), named) for path in every)
        # A law on a state holds at every time that is spoken of, and so may bind what it leaves open by
        # itself.
        states = self.dossier.vocabulary.properties
        self._repeating = frozenset(
            name for name, own in self._own.items() if any(states[prop].state for prop in own)
        )
        for law in laws:
            self._apply(law)
        self._apply_to_reached(laws)

    def _leads(self, step: str) -> bool:
        """Whether anything in the dossier makes a step of a path."""
        return step in self._answered or step not in self.dossier.vocabulary.properties

    # To what a law is applied

    def _apply(self, law: Law) -> None:
        paths = tuple(paths_of(law.body))
        own = [path for path in paths if not path.steps and not path.entity]
        seen: set[tuple[object, ...]] = set()
        if isinstance(law.body, AtMost):
            self._keep_apart(law, law.body)
            return
        for subject in self._subjects(law, own, paths):
            if own and law.name not in self._telling(subject):
                continue
            for binding in self._bindings(subject, own, paths):
                if not self._whole(law.body, own, binding):
                    continue
                if self.applied[law.name] > MOST_INSTANCES:
                    self._drop(law)
                    return
                for places in self._placed(paths, binding):
                    mark = tuple((place.unknowns, place.guards) for place in places)
                    if mark not in seen and self._worth(paths, places):
                        seen.add(mark)
                        self._instance(law, dict(zip(map(id, paths), places, strict=True)), binding)

    def _apply_to_reached(self, laws: Sequence[Law]) -> None:
        """Applies laws to what only other laws led to: of two answers that nobody gives, both spoken of, they
        say how they are related.
        """
        reached: dict[str, set[str]] = {}
        for question in [key.question for key in self.network.places if key.when is None and not key.made]:
            if not question.scope and question not in self.asked:
                reached.setdefault(question.about, set()).add(question.property)
        paths = {law.name: tuple(paths_of(law.body)) for law in laws}
        for about, free in reached.items():
            for law in laws:
                own = {path.property for path in paths[law.name]}
                plain = len(own) > 1 and not any(
                    path.steps or path.entity or path.scope for path in paths[law.name]
                )
                if plain and own <= free and not isinstance(law.body, AtMost) and self._speaks_of(law, about):
                    binding = Binding(about, {}, None)
                    for places in self._placed(paths[law.name], binding):
                        self._instance(law, dict(zip(map(id, paths[law.name]), places, strict=True)), binding)

    def _drop(self, law: Law) -> None:
        """Notes that not all of what a law says was judged."""
        if law.name not in self.dropped:
            self.dropped.append(law.name)

    def _telling(self, subject: str) -> frozenset[str]:
        """The laws that can bind anything of an entity: of what nobody says in a law, another law speaks too."""
        said = self._said.get(subject, frozenset())
        if said not in self._by_said:
            laws = {
                name: own - said for name, own in self._own.items() if own & said or name in self._stepping
            }
            while True:
                uses: dict[str, int] = {}
                for name, free in laws.items():
                    for prop in free:
                        uses[prop] = uses.get(prop, int(prop in self._targets)) + (
                            2 if name in self._repeating else 1
                        )
                loose = [name for name, free in laws.items() if any(uses[prop] < 2 for prop in free)]
                if not loose:
                    break
                for name in loose:
                    del laws[name]
            self._by_said[said] = frozenset(laws)
        return self._by_said[said]

    def _subjects(self, law: Law, own: Sequence[Path], paths: Sequence[Path]) -> Iterable[str]:
        """The entities that a law speaks of: those of which all its own properties but one are asked; one
        without, if only entities are named.
        """
        if not own and all(path.entity for path in paths):
            return ("",)
        heads = [path.property for path in own] + [
            path.steps[0] for path in paths if path.steps and path.steps[0] in self._by_property
        ]
        found: dict[str, None] = {}
        for name in heads:
            found.update(dict.fromkeys(self._by_property.get(name, ())))
        if not own and any(path.steps[:1] == ("part_of",) for path in paths):
            found.update(
                dict.fromkeys(about for about, entity in self.dossier.entities.items() if entity.part_of)
            )
        return [about for about in found if self._speaks_of(law, about)]

    def _speaks_of(self, law: Law, about: str) -> bool:
        """Whether a law speaks of the kind of entity that one is."""
        entity = self.dossier.entities.get(about)
        return not law.kinds or entity is None or not entity.kind or entity.kind in law.kinds

    def _bindings(self, subject: str, own: Sequence[Path], paths: Sequence[Path]) -> Iterator[Binding]:
        """The scopes, times and measures under which the subject's own properties are asked; where it has
        none of its own (or none that has times), those of what the paths lead to.
        """
        scopes: dict[tuple[tuple[str, str], ...], None] = {}
        times: dict[When | None, None] = {}
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
            for one in self._by_property.get(path.property, {}).get(about, ()):
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

    def _placed(self, paths: Sequence[Path], binding: Binding) -> Iterator[tuple[Place, ...]]:
        """Every way in which the paths of a law lead somewhere."""
        every = [list(self._places(path, binding)) for path in paths]
        return product(*every) if all(every) else iter(())

    def _places(self, path: Path, binding: Binding) -> Iterator[Place]:
        targets = [(path.entity or binding.subject, frozenset[int]())]
        for step in path.steps:
            targets = [
                (target, guards | more)
                for about, guards in targets
                for target, more in self._step(step, about, binding)
            ][:MOST_TARGETS]
        prop = self.dossier.vocabulary.properties[path.property]
        scope = {
            **{name: value for name, value in binding.scope.items() if name in prop.scope},
            **dict(path.scope),
        }
        for about, guards in targets:
            question = Question(self.dossier.canonical(about), path.property, tuple(sorted(scope.items())))
            for unknowns in self._unknowns(path, prop, question, binding):
                yield Place(unknowns, guards, question.about)

    def _unknowns(
        self, path: Path, prop: Property, question: Question, binding: Binding
    ) -> Iterator[tuple[int, ...]]:
        if path.type not in ("date", "duration", "age", "quantity", "span"):
            yield ()
            return
        whens: Iterable[When | None] = (binding.when,) if self._timed(path) else (None,)
        if prop.spells and prop.type == "span" and question in self.asked:
            whens = self.claims.times(self.asked[question])
        for when in whens:
            ends = (path.end,) if path.end else ("start", "end") if prop.type == "span" else ("",)
            kind = "date" if prop.type == "span" else prop.type
            measure = binding.measure if kind == "quantity" and not prop.unit else ""
            yield tuple(self.network.unknown(Key(question, when, end, measure), kind) for end in ends)

    def _step(self, step: str, about: str, binding: Binding) -> Iterator[tuple[str, frozenset[int]]]:
        """What one step of a path leads to, and the saying that makes it so."""
        if step == "part_of":
            entity = self.dossier.entities.get(about)
            for whole in entity.part_of if entity else ():
                yield self.dossier.canonical(whole), frozenset()
        elif step in self.dossier.vocabulary.properties:
            prop = self.dossier.vocabulary.properties[step]
            scope = tuple(
                sorted((name, value) for name, value in binding.scope.items() if name in prop.scope)
            )
            one = self.asked.get(Question(about, step, scope))
            yield from self.claims.links(one) if one else ()
        elif binding.scope.get(step) in self.dossier.entities:
            yield self.dossier.canonical(binding.scope[step]), frozenset()

    def _whole(self, body: object, own: Sequence[Path], binding: Binding) -> bool:
        """Whether no figure or count is of the whole where others are of a part, unless it stands on the
        greater side.
        """
        greater = (
            {id(path) for path in paths_of(body.right)}
            if isinstance(body, Comparison) and body.op != "=="
            else set()
        )
        numbers = {id(count.path) for count in counts(body)}
        for path in own:
            prop = self.dossier.vocabulary.properties[path.property]
            lacks = (
                {name for name, value in binding.scope.items() if value != WHOLE}
                - set(prop.scope)
                - dict(path.scope).keys()
            )
            if lacks and (prop.type == "quantity" or id(path) in numbers) and id(path) not in greater:
                return False
        return True

    def _worth(self, paths: Sequence[Path], places: Sequence[Place]) -> bool:
        """Whether a claim speaks of any of it; a law that names its entities may stand between others that
        do.
        """
        if paths and all(path.entity for path in paths):
            return True
        return any(self.claims.spoken(unknown) for place in places for unknown in place.unknowns) or any(
            not place.unknowns for place in places
        )

    # Constraints

    def _instance(self, law: Law, places: Mapping[int, Place], binding: Binding) -> None:
        guards = frozenset[int]().union(*(place.guards for place in places.values()))
        body = law.body
        if isinstance(body, Comparison) and self._entities(body):
            for differing in self._differing(body, places, binding, guards):
                self._add(law, binding, differing, {level: (never(),) for level in LEVELS})
        elif isinstance(body, Comparison) and (counted := list(counts(body))):
            self._counted(law, body, counted, binding, places)
        else:
            self._add(
                law,
                binding,
                guards,
                {level: tuple(self._constraints(body, places, binding, level)) for level in LEVELS},
            )

    def _add(
        self,
        law: Law,
        binding: Binding,
        guards: frozenset[int],
        constraints: Mapping[str, tuple[Constraint, ...]],
        about: str = "",
    ) -> None:
        if any(constraints.values()):
            self.applied[law.name] += 1
            self.made[
                about or binding.subject or next(path.entity for path in paths_of(law.body)), law.name
            ] += 1
            self.network.instances.append(Instance(law, binding.subject, guards, constraints))

    def _constraints(
        self, body: object, places: Mapping[int, Place], binding: Binding, level: str
    ) -> Iterator[Constraint]:
        if isinstance(body, Before):
            yield at_most(
                ((places[id(body.left)].unknowns[-1], 1), (places[id(body.right)].unknowns[0], -1)), (0, 0)
            )
        elif isinstance(body, Within):
            inner, outer = places[id(body.inner)].unknowns, places[id(body.outer)].unknowns
            yield at_most(((outer[0], 1), (inner[0], -1)), (0, 0))
            yield at_most(((inner[-1], 1), (outer[-1], -1)), (0, 0))
        elif isinstance(body, Comparison):
            made: list[Constraint] = []
            left, right = (
                self._expression(side, places, binding, level, made) for side in (body.left, body.right)
            )
            if left is None or right is None:
                return
            kept = compared(left.minus(right), body.op)
            yield from (*made, *kept) if kept else ()

    def _expression(
        self, term: Term, places: Mapping[int, Place], binding: Binding, level: str, made: list[Constraint]
    ) -> Expression | None:
        if isinstance(term, Path):
            return Expression(((places[id(term)].unknowns[0], 1),))
        if isinstance(term, Constant):
            return constant(term, level)
        if isinstance(term, AsOf):
            day = self.claims.as_of(binding.when)
            return None if day is None else Expression(((day, 1),))
        if isinstance(term, Count):
            return Expression(
                (), (binding.counts[id(term)], 0), (INF, 0)
            )  # named are some, there may be more
        if isinstance(term, Years):
            ends = [self._expression(side, places, binding, level, made) for side in (term.since, term.until)]
            days = [self._day(end, binding, made) for end in ends]
            if days[0] is None or days[1] is None:
                return None
            count = self.network.unknown(
                Key(Question(binding.subject, ""), binding.when, made=f"years {days[0]} {days[1]}"), "age"
            )
            made.append(years_between(days[0], days[1], count))
            return Expression(((count, 1),))
        if isinstance(term, Scaled):
            inner = self._expression(term.term, places, binding, level, made)
            return None if inner is None else inner.times(term.factor)
        if isinstance(term, Sum):
            total = Expression(())
            for sign, one in term.terms:
                part = self._expression(one, places, binding, level, made)
                if part is None:
                    return None
                total = total.plus(part.times(sign))
            return total
        return None

    def _day(self, end: Expression | None, binding: Binding, made: list[Constraint]) -> int | None:
        """The unknown day that an expression is, made if it is a fixed day or one at some distance."""
        if end is None:
            return None
        if len(end.terms) == 1 and end.terms[0][1] == 1 and end.low == end.high == (0, 0):
            return end.terms[0][0]
        day = self.network.unknown(
            Key(Question(binding.subject, ""), binding.when, made=f"day {end}"), "date"
        )
        # What falls between two days is on one of them.
        exactly = all(
            isinstance(number, int)
            for number in (*(weight for _, weight in end.terms), end.low[0], end.high[0])
        )
        made += compared(
            Expression(((day, 1),)).minus(end), "==", 0 if exactly or end.high[0] - end.low[0] >= 1 else 1
        )
        return day

    # Laws on entities, counts and periods

    def _entities(self, body: Comparison) -> bool:
        return any(
            isinstance(side, Subject) or (isinstance(side, Path) and side.type == "entity")
            for side in (body.left, body.right)
        )

    def _differing(
        self, body: Comparison, places: Mapping[int, Place], binding: Binding, guards: frozenset[int]
    ) -> Iterable[frozenset[int]]:
        """The sayings that make the two sides different entities, each such pair once."""
        found: dict[frozenset[int], None] = {}
        for (one, first), (other, second) in product(
            *(self._named(side, places, binding) for side in (body.left, body.right))
        ):
            if one != other and not self.claims.perhaps_one(one, other) and guards | first | second:
                found[guards | first | second] = None
        return found

    def _named(
        self, side: Term, places: Mapping[int, Place], binding: Binding
    ) -> list[tuple[str, frozenset[int]]]:
        if isinstance(side, Subject):
            return [(binding.subject, frozenset())]
        if not isinstance(side, Path):
            return []
        prop = self.dossier.vocabulary.properties[side.property]
        scope = {
            **{name: value for name, value in binding.scope.items() if name in prop.scope},
            **dict(side.scope),
        }
        one = self.asked.get(Question(places[id(side)].about, side.property, tuple(sorted(scope.items()))))
        return list(self.claims.links(one)) if one else []

    def _counted(
        self,
        law: Law,
        body: Comparison,
        counted: Sequence[Count],
        binding: Binding,
        places: Mapping[int, Place],
    ) -> None:
        """`count(child) <= children`: with so many named, there are no fewer. Each choice of who is named
        holds on the claims that name them.
        """
        if any(self.dossier.vocabulary.properties[count.path.property].type != "entity" for count in counted):
            self._drop(law)  # of other answers it is not told which are different
            return
        named = [self._named(count.path, places, binding) for count in counted]
        guards = frozenset[int]().union(*(place.guards for place in places.values()))
        cases: dict[tuple[int, ...], Mapping[str, tuple[Constraint, ...]]] = {}
        for size in islice(product(*(range(1, len(each) + 1) for each in named)), MOST_CHOICES):
            numbers = binding._replace(
                counts={id(count): number for count, number in zip(counted, size, strict=True)}
            )
            cases[size] = {level: tuple(self._constraints(body, places, numbers, level)) for level in LEVELS}
        if cases and not any(any(constraints.values()) for constraints in cases.values()):
            self._drop(law)  # that fewer are named than there were excludes nothing
            return
        # Where none exceeds anything, all the named stand beside the number, so as to be told to be compared.
        sizes = mattering(cases, self._stated) or list(cases)[-1:]
        choices = ((size, choice) for size in sizes for choice in self._choices(named, size))
        for tried, (size, choice) in enumerate(choices):
            if tried >= MOST_CHOICES:
                self._drop(law)
                return
            self._add(law, binding, guards.union(*(led for _, led in choice)), cases[size])

    def _choices(self, named: Sequence[Links], size: Sequence[int]) -> Iterator[Links]:
        """Every choice of so many of the named for each count, no two of one count perhaps the same."""

        def alike(one: tuple[str, frozenset[int]], other: tuple[str, frozenset[int]]) -> bool:
            return one[0] == other[0] or self.claims.perhaps_one(one[0], other[0])

        for choice in product(
            *(chosen(each, number, alike) for each, number in zip(named, size, strict=True))
        ):
            yield [one for each in choice for one in each]

    def _stated(self, unknown: int) -> tuple[list[Region], bool]:
        """What claims allow an unknown, and whether no other law bears on it."""
        said = self.claims.said(unknown)
        return said, bool(said) and self._uses[self.network.unknowns[unknown].key.question.property] == 1

    def _keep_apart(self, law: Law, body: AtMost) -> None:
        """At most so many entities have the thing at a time: the periods of every greater group do not all
        share one.
        """
        fixed = dict(body.path.scope)
        groups: dict[tuple[tuple[str, str], ...], list[Tenure]] = {}
        for about, every in self._by_property.get(body.path.property, {}).items():
            for one in every if self._speaks_of(law, about) else ():
                scope = dict(one.question.scope)
                if all(scope.get(name) == value for name, value in fixed.items()):
                    rest = (
                        tuple(pair for pair in one.question.scope if pair[0] not in fixed)
                        if fixed
                        else one.question.scope
                    )
                    for start, end in self._unknowns(
                        Path(body.path.property, type="span"),
                        one.property,
                        one.question,
                        Binding(about, {}, None),
                    ):
                        first = min(
                            (region[0][0] for region in self.claims.said(start) if region), default=LEAST
                        )
                        last = max(
                            (region[-1][1] for region in self.claims.said(end) if region), default=MOST
                        )
                        groups.setdefault(rest, []).append(Tenure(about, start, end, first, last))
        for tenures in groups.values():
            for group in together(tenures, body.most + 1):
                if self.applied[law.name] >= MOST_GROUPS:
                    self._drop(law)
                    return
                kept = (apart(*((one.start, one.end) for one in group)),)
                self._add(
                    law, Binding("", {}, None), frozenset(), dict.fromkeys(LEVELS, kept), group[0].holder
                )
