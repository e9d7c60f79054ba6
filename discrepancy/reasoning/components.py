"""The connected components of a network, and the smaller problems into which one falls where laws cannot
bind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from discrepancy.model.graph import connected_parts
from discrepancy.reasoning.network import Instance, Network
from discrepancy.reasoning.solver import ConstraintProblem


def network_components(network: Network) -> Iterator[tuple[list[int], list[int]]]:
    """The connected components of a network as (assertions, instances); those without an assertion or an
    instance are left out.
    """
    useful = _useful(network)
    for assertions, instances in _split(network, range(len(network.assertions)), sorted(useful)):
        if any(network.instances[i].law or network.instances[i].guards for i in instances):
            yield assertions, instances


def closed_circles(network: Network, instances: Collection[int]) -> int:
    """How many circles close among the orders in time that sources state: each sets one claim against the
    way round by the others, though no date is given.

    The number of independent circles of a graph: its edges less its nodes, plus its connected parts. What
    laws and definitions tie together is one node.
    """
    place: dict[int, int] = {}
    ties: list[list[int]] = []
    edges: list[list[int]] = []
    for i in sorted(instances):
        instance = network.instances[i]
        met = [place.setdefault(variable, len(place)) for variable in sorted(variables_of(instance))]
        (edges if instance.guards and instance.law is None else ties).append(met)
    nodes = connected_parts(len(place), ties)
    node_of = {one: number for number, part in enumerate(nodes) for one in part}
    joined = [sorted({node_of[one] for one in edge}) for edge in edges]
    parts = len(connected_parts(len(nodes), joined))
    return sum(len(edge) - 1 for edge in joined if edge) - len(nodes) + parts


def independent_problems(
    problem: ConstraintProblem, instances: Collection[int]
) -> Iterator[ConstraintProblem]:
    """The problems into which one falls if only some of its instances bind."""
    for mine, kept in _split(problem.network, problem.assertions, sorted(instances)):
        yield ConstraintProblem(problem.network, problem.level, mine, kept, problem.work)


def _split(
    network: Network, assertions: Sequence[int], instances: Sequence[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """The assertions and instances that hang together, by the variables they share and the assertions that
    instances hang on.
    """
    first = len(assertions)
    place = {assertion: i for i, assertion in enumerate(assertions)}
    named: dict[int, int] = {}  # variables, after assertions and instances
    links = []
    for i, assertion in enumerate(assertions):
        mine = [variable for limits in network.assertions[assertion].limits.values() for variable in limits]
        links.append(
            [i, *(named.setdefault(variable, first + len(instances) + len(named)) for variable in mine)]
        )
    for i, instance in enumerate(instances):
        met = [
            named.setdefault(variable, first + len(instances) + len(named))
            for variable in sorted(variables_of(network.instances[instance]))
        ]
        links.append(
            [
                first + i,
                *met,
                *(place[guard] for guard in sorted(network.instances[instance].guards) if guard in place),
            ]
        )
    for part in connected_parts(first + len(instances) + len(named), links):
        said = [assertions[one] for one in part if one < first]
        kept = [instances[one - first] for one in part if first <= one < first + len(instances)]
        if said and kept:
            yield said, kept


def variables_of(instance: Instance) -> set[int]:
    """The variables that an instance constrains."""
    return {variable for kept in instance.constraints.values() for one in kept for variable in one.variables}


def _useful(network: Network) -> set[int]:
    """The instances that can bind anything: not those of which some variable is spoken of nowhere else."""
    spoken = {
        variable
        for assertion in network.assertions
        for limits in assertion.limits.values()
        for variable in limits
    }
    mine = [variables_of(instance) for instance in network.instances]
    uses: dict[int, set[int]] = {}
    for i, variables in enumerate(mine):
        for variable in variables:
            uses.setdefault(variable, set()).add(i)
    useful = set(range(len(network.instances)))
    alone = [variable for variable, users in uses.items() if len(users) == 1 and variable not in spoken]
    while alone:
        variable = alone.pop()
        for i in uses[variable] & useful:
            if len(network.instances[i].constraints["licensed"]) > 1 or len(mine[i]) > 3:
                continue  # what is made on the way stands in several constraints of one law
            useful.discard(i)
            for other in mine[i]:
                uses[other].discard(i)
                if len(uses[other]) == 1 and other not in spoken:
                    alone.append(other)
    return useful
