"""From a dossier and its laws to a network: the variables, the assertions of its claims, and every law
applied.

A law is applied to each entity it speaks of and to each scope under which one of its properties is asked
there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Question
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import (
    AtMost,
    Comparison,
    Count,
    Law,
    Path,
    Subject,
)
from discrepancy.model.law_checker import paths_in
from discrepancy.model.vocabulary import WHOLE
from discrepancy.reasoning.bindings import (
    Binding,
    PathTarget,
    counts_in,
    deciding_sizes,
    dissimilar_choices,
    possibly_simultaneous,
    speaks_of_day,
)
from discrepancy.reasoning.claim_bounds import LEVELS, ClaimBounds, Links
from discrepancy.reasoning.constraints import never, not_all_overlapping
from discrepancy.reasoning.event_orders import add_event_orders
from discrepancy.reasoning.existence import Existence
from discrepancy.reasoning.law_constraints import LawConstraints
from discrepancy.reasoning.law_paths import LawPaths
from discrepancy.reasoning.law_units import LawUnits
from discrepancy.reasoning.mirrored_laws import mirrored_steps
from discrepancy.reasoning.network import (
    Constraint,
    Instance,
    Network,
)
from discrepancy.values.intervals import Region

MOST_INSTANCES = 2_000_000  # laws applied in one dossier
MOST_GROUPS = 20_000  # groups of periods of which a law says that not all share a time
MOST_CHOICES = 1_000  # choices of who is counted, for one law and one subject


class Grounding:
    """Makes the network of one dossier. `applied` counts how often each law was applied, `applied_to` by
    entity and law; `incomplete_laws` were not applied to all they speak of.
    """

    def __init__(
        self,
        dossier: Dossier,
        questions: Mapping[Question, QuestionClaims],
        laws: Sequence[Law],
        answered: Collection[str],
    ) -> None:
        """`answered` are the properties that anything in the dossier is asked for, not only in these
        `questions`.
        """
        self.dossier, self.questions, self._answered = dossier, questions, answered
        self.network = Network()
        aged = frozenset(
            path.property for law in laws if speaks_of_day(law.body) for path in paths_in(law.body)
        )
        self.claims = ClaimBounds(self.network, dossier, questions, aged)
        self.applied = {law.name: 0 for law in laws}
        self.applied_to: Counter[tuple[str, str]] = Counter()  # how often each law was applied to each entity
        self.incomplete_laws: list[str] = []
        self.paths = LawPaths(dossier, questions, self.network, self.claims)
        self.constraints = LawConstraints(self.network, self.claims)
        self.claims.add_relative_dates()
        add_event_orders(self.claims)
        self._turned: dict[str, dict[str, None]] = {}  # by property the entities of which others are said
        for question in self.claims.turned:
            self._turned.setdefault(question.property, {})[question.about] = None
        said: dict[str, set[str]] = {}
        for question in questions:
            said.setdefault(question.about, set()).add(question.property)
        for question in self.claims.turned:
            said.setdefault(question.about, set()).add(question.property)
        anchors = {variable.key.question for variable in self.network.variables}
        for question in anchors:
            said.setdefault(question.about, set()).add(question.property)
        self._said = {about: frozenset(names) for about, names in said.items()}
        self._by_said: dict[frozenset[str], frozenset[str]] = {}
        paths = {law.name: tuple(paths_in(law.body)) for law in laws}
        self._uses = Counter(name for every in paths.values() for name in {path.property for path in every})
        self._own = {
            name: frozenset(path.property for path in every if not path.steps and not path.entity)
            for name, every in paths.items()
        }
        led = {name: [path for path in every if path.steps] for name, every in paths.items()}
        led = {
            name: every for name, every in led.items() if any(self._has_step(path.steps[0]) for path in every)
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
        self._mirrored = mirrored_steps(laws, states)
        self.units = LawUnits(laws, states, self.network, self.claims)
        self._candidates: list[tuple[str, Instance]] = []  # of which entity, and a law applied to it
        for law in laws:
            self._apply(law)
        self._apply_to_reached(laws)
        self._place_candidates()

    def _has_step(self, step: str) -> bool:
        """Whether anything in the dossier makes a step of a path."""
        prop = self.dossier.vocabulary.properties.get(step)
        return prop is None or step in self._answered or prop.inverse in self._answered

    # To what a law is applied

    def _apply(self, law: Law) -> None:
        paths = tuple(paths_in(law.body))
        own = [path for path in paths if not path.steps and not path.entity]
        seen: set[tuple[object, ...]] = set()
        if isinstance(law.body, AtMost):
            self._keep_apart(law, law.body)
            return
        for subject in self._subjects(law, own, paths):
            if own and law.name not in self._telling(subject):
                continue
            for binding in self.paths.bindings(subject, own, paths):
                if not self._whole(law.body, own, binding):
                    continue
                if self.applied[law.name] > MOST_INSTANCES:
                    self._drop(law)
                    return
                for places in self.paths.placements(paths, binding, self._mirrored.get(law.name, ())):
                    mark = tuple((place.variables, place.guards) for place in places)
                    if mark not in seen and self._worth(paths, places):
                        seen.add(mark)
                        self._instance(law, dict(zip(map(id, paths), places, strict=True)), binding)

    def _apply_to_reached(self, laws: Sequence[Law]) -> None:
        """Applies laws to what only other laws led to: of two answers that nobody gives, both spoken of, they
        say how they are related.
        """
        reached: dict[str, set[str]] = {}
        for question in [key.question for key in self.network.places if key.when is None and not key.made]:
            if not question.scope and question not in self.questions:
                reached.setdefault(question.about, set()).add(question.property)
        paths = {law.name: tuple(paths_in(law.body)) for law in laws}
        for about, free in reached.items():
            for law in laws:
                own = {path.property for path in paths[law.name]}
                plain = len(own) > 1 and not any(
                    path.steps or path.entity or path.scope for path in paths[law.name]
                )
                if (
                    plain
                    and own <= free
                    and not isinstance(law.body, AtMost)
                    and self.paths.speaks_of(law, about)
                ):
                    binding = Binding(about, {}, None)
                    for places in self.paths.placements(paths[law.name], binding):
                        self._instance(law, dict(zip(map(id, paths[law.name]), places, strict=True)), binding)

    def _drop(self, law: Law) -> None:
        """Notes that not all of what a law says was judged."""
        if law.name not in self.incomplete_laws:
            self.incomplete_laws.append(law.name)

    def _telling(self, subject: str) -> frozenset[str]:
        """The laws that can bind anything of an entity: of what nobody says in a law, another
        law speaks too.
        """
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
        heads = [path.property for path in own] + [path.steps[0] for path in paths if path.steps]
        found: dict[str, None] = {}
        for name in heads:
            found.update(dict.fromkeys(self.paths.by_property.get(name, ())))
            found.update(dict.fromkeys(self._turned.get(name, ())))
        if not own and any(path.steps[:1] == ("part_of",) for path in paths):
            found.update(
                dict.fromkeys(about for about, entity in self.dossier.entities.items() if entity.part_of)
            )
        return [about for about in found if self.paths.speaks_of(law, about)]

    def _whole(self, body: object, own: Sequence[Path], binding: Binding) -> bool:
        """Whether no figure or count is of the whole where others are of a part, unless it stands on the
        greater side.
        """
        greater = (
            {id(path) for path in paths_in(body.right)}
            if isinstance(body, Comparison) and body.op != "=="
            else set()
        )
        numbers = {id(count.path) for count in counts_in(body)}
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

    def _worth(self, paths: Sequence[Path], places: Sequence[PathTarget]) -> bool:
        """Whether a claim speaks of any of it; a law that names its entities may stand between others that
        do.
        """
        if paths and all(path.entity for path in paths):
            return True
        return any(
            self.claims.is_claimed(variable) for place in places for variable in place.variables
        ) or any(not place.variables for place in places)

    # Constraints

    def _instance(self, law: Law, places: Mapping[int, PathTarget], binding: Binding) -> None:
        guards = frozenset[int]().union(*(place.guards for place in places.values()))
        body = law.body
        fitted = self.units.fitted(law, places, binding)
        if fitted is None:
            return
        binding = fitted
        if isinstance(body, Comparison) and self._entities(body):
            for differing in self._differing(body, places, binding, guards):
                self._add(law, binding, differing, {level: (never(),) for level in LEVELS})
        elif isinstance(body, Comparison) and (counted := list(counts_in(body))):
            self._counted(law, body, counted, binding, places)
        else:
            self._add(
                law,
                binding,
                guards,
                {
                    level: tuple(self.constraints.constraints(body, places, binding, level))
                    for level in LEVELS
                },
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
            subject = about or binding.subject or next(path.entity for path in paths_in(law.body))
            self._candidates.append((subject, Instance(law, binding.subject, guards, constraints)))

    def _place_candidates(self) -> None:
        """Puts into the network what laws say of things that must be or of which claims speak."""
        existence = Existence(self.network, self.claims, self.dossier, self.paths.by_property)
        grounded = existence.grounded([instance for _, instance in self._candidates])
        for (subject, candidate), instances in zip(self._candidates, grounded, strict=True):
            if instances:
                self.applied_to[subject, candidate.name] += 1
            else:
                self.applied[candidate.name] -= 1
            self.network.instances += instances

    # Laws on entities, counts and periods

    def _entities(self, body: Comparison) -> bool:
        return any(
            isinstance(side, Subject) or (isinstance(side, Path) and side.type == "entity")
            for side in (body.left, body.right)
        )

    def _differing(
        self, body: Comparison, places: Mapping[int, PathTarget], binding: Binding, guards: frozenset[int]
    ) -> Iterable[frozenset[int]]:
        """The assertions that make the two sides different entities, each such pair once."""
        found: dict[frozenset[int], None] = {}
        for (one, first), (other, second) in product(
            *(self.paths.named_entities(side, places, binding) for side in (body.left, body.right))
        ):
            if one != other and not self.claims.perhaps_identical(one, other) and guards | first | second:
                found[guards | first | second] = None
        return found

    def _counted(
        self,
        law: Law,
        body: Comparison,
        counted: Sequence[Count],
        binding: Binding,
        places: Mapping[int, PathTarget],
    ) -> None:
        """`count(child) <= children`: with so many named, there are no fewer. Each choice of who is named
        holds on the claims that name them.
        """
        if any(self.dossier.vocabulary.properties[count.path.property].type != "entity" for count in counted):
            self._drop(law)  # of other answers it is not told which are different
            return
        named = [self.paths.named_entities(count.path, places, binding) for count in counted]
        guards = frozenset[int]().union(*(place.guards for place in places.values()))
        cases: dict[tuple[int, ...], Mapping[str, tuple[Constraint, ...]]] = {}
        for size in islice(product(*(range(1, len(each) + 1) for each in named)), MOST_CHOICES):
            numbers = binding._replace(
                counts={id(count): number for count, number in zip(counted, size, strict=True)}
            )
            cases[size] = {
                level: tuple(self.constraints.constraints(body, places, numbers, level)) for level in LEVELS
            }
        if cases and not any(any(constraints.values()) for constraints in cases.values()):
            self._drop(law)  # that fewer are named than there were excludes nothing
            return
        # Where none exceeds anything, all the named stand beside the number, so as to be told to be compared.
        sizes = deciding_sizes(cases, self._stated) or list(cases)[-1:]
        choices = ((size, choice) for size in sizes for choice in self._choices(named, size))
        for tried, (size, choice) in enumerate(choices):
            if tried >= MOST_CHOICES:
                self._drop(law)
                return
            self._add(law, binding, guards.union(*(led for _, led in choice)), cases[size])

    def _choices(self, named: Sequence[Links], size: Sequence[int]) -> Iterator[Links]:
        """Choices of so many of the named for each count, no two perhaps the same; as many as are tried."""

        def alike(one: tuple[str, frozenset[int]], other: tuple[str, frozenset[int]]) -> bool:
            return one[0] == other[0] or self.claims.perhaps_identical(one[0], other[0])

        each_count = (
            dissimilar_choices(each, number, alike) for each, number in zip(named, size, strict=True)
        )
        for choice in product(*(islice(choices, MOST_CHOICES + 1) for choices in each_count)):
            yield [one for each in choice for one in each]

    def _stated(self, variable: int) -> tuple[list[Region], bool]:
        """What claims allow a variable, and whether no other law bears on it."""
        said = self.claims.allowed_regions(variable)
        return said, bool(said) and self._uses[self.network.variables[variable].key.question.property] == 1

    def _keep_apart(self, law: Law, body: AtMost) -> None:
        """At most so many entities have the thing at a time: the periods of every greater group do not all
        share one.
        """
        for tenures in self.paths.tenures(law, body).values():
            for group in possibly_simultaneous(tenures, body.most + 1):
                if self.applied[law.name] >= MOST_GROUPS:
                    self._drop(law)
                    return
                kept = (not_all_overlapping(*((one.start, one.end) for one in group)),)
                self._add(
                    law, Binding("", {}, None), frozenset(), dict.fromkeys(LEVELS, kept), group[0].holder
                )
