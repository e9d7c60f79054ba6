"""A contradiction: claims that cannot all be true, and the laws that make it so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product

from discrepancy.model.claim import Claim, Question
from discrepancy.model.law import Law
from discrepancy.reasoning.component_proofs import Proof
from discrepancy.reasoning.network import Assertion, Network
from discrepancy.reasoning.solver import ConstraintProblem

LISTED = 50  # further minimal sets listed for one finding


@dataclass(frozen=True)
class Contradiction:
    """A minimal set of claims that cannot all be true, the laws that make it so, and further minimal sets
    that overlap (`more`). `kind` is conflict or tension.
    """

    kind: str
    proof: Proof
    problem: ConstraintProblem
    strains: tuple[str, ...] = ()
    more: list[Contradiction] = field(default_factory=list)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """One minimal set: of each reading the first claim, in the order of the files."""
        return tuple(sorted((self.assertions[i].claims[0] for i in self.proof.assertions), key=file_order))

    @property
    def assertions(self) -> list[Assertion]:
        """The assertions of the network."""
        return self.problem.network.assertions

    @cached_property
    def laws(self) -> tuple[Law, ...]:
        """The laws used, by name."""
        found = {
            one.law.name: one.law
            for i in self.proof.instances
            if (one := self.problem.network.instances[i]).law
        }
        return tuple(found[name] for name in sorted(found))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the claims, in order, each once."""
        return tuple(sorted({question_of(self.problem.network, i) for i in self.proof.assertions}))

    @property
    def identity(self) -> tuple[tuple[str, ...], tuple[Question, ...]]:
        """The laws and questions: what it is known by, whatever the order of the files."""
        return tuple(law.name for law in self.laws), self.questions

    @property
    def groups(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims of each reading that it or a further set needs."""
        readings = {i: one.assertions[i].claims for one in (self, *self.more) for i in one.proof.assertions}
        return tuple(tuple(readings[i]) for i in sorted(readings))

    def sets(self) -> Iterator[tuple[Claim, ...]]:
        """Every minimal set that the proof stands for: each reading by each claim that has it; the first is
        `claims`.
        """
        ordered = sorted(
            (self.assertions[i].claims for i in self.proof.assertions),
            key=lambda claims: file_order(claims[0]),
        )
        return (tuple(chosen) for chosen in product(*ordered))

    @property
    def count(self) -> int:
        """How many minimal sets the proof stands for."""
        total = 1
        for i in self.proof.assertions:
            total *= len(self.assertions[i].claims)
        return total

    def others(self) -> tuple[tuple[Claim, ...], ...]:
        """Further minimal sets: those of the same readings, then those that overlap, at most `LISTED`."""
        found = [*islice(self.sets(), 1, LISTED + 1)]
        for other in self.more:
            found += islice(other.sets(), LISTED + 1 - len(found))
        return tuple(found[:LISTED])

    @property
    def others_total(self) -> int:
        """How many further minimal sets there are."""
        return self.count - 1 + sum(other.count for other in self.more)


def question_of(network: Network, assertion: int) -> Question:
    """The question that an assertion answers, under the name that stands for the entity it is about."""
    one = network.assertions[assertion]
    variable = next((variable for limits in one.limits.values() for variable in limits), None)
    return one.question or (
        one.claims[0].question if variable is None else network.variables[variable].key.question
    )


def file_order(claim: Claim) -> tuple[str, int, int, str]:
    """A sort key that puts claims in the order in which they stand in the files."""
    return claim.mark.file, claim.mark.line, claim.mark.column, claim.id
