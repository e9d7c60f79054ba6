"""What hangs together: the connected parts of a network, and the smaller pieces that are left where laws
cannot bind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from discrepancy.model.graph import connected_parts
from discrepancy.reasoning.network import Instance, Network
from discrepancy.reasoning.solver import ConstraintProblem


def connected(network: Network) -> Iterator[tuple[list[int], list[int]]]:
    """The connected parts of a network as sayings and instances; those without a saying or an instance are
    left out.
    """
    useful = _useful(network)
    for sayings, instances in _split(network, range(len(network.sayings)), sorted(useful)):
        if any(network.instances[i].law or network.instances[i].guards for i in instances):
            yield sayings, instances


def pieces(problem: ConstraintProblem, instances: Collection[int]) -> Iterator[ConstraintProblem]:
    """The problems into which one falls if only some of its instances bind."""
    for mine, kept in _split(problem.network, problem.sayings, sorted(instances)):
        yield ConstraintProblem(problem.network, problem.level, mine, kept, problem.work)


def _split(
    network: Network, sayings: Sequence[int], instances: Sequence[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """The sayings and instances that hang together, by the unknowns they share and the sayings that instances
    hang on.
    """
    first = len(sayings)
    place = {saying: i for i, saying in enumerate(sayings)}
    named: dict[int, int] = {}  # unknowns, after sayings and instances
    links = []
    for i, saying in enumerate(sayings):
        mine = [unknown for limits in network.sayings[saying].limits.values() for unknown in limits]
        links.append(
            [i, *(named.setdefault(unknown, first + len(instances) + len(named)) for unknown in mine)]
        )
    for i, instance in enumerate(instances):
        met = [
            named.setdefault(unknown, first + len(instances) + len(named))
            for unknown in sorted(touched(network.instances[instance]))
        ]
        links.append(
            [
                first + i,
                *met,
                *(place[guard] for guard in sorted(network.instances[instance].guards) if guard in place),
            ]
        )
    for part in connected_parts(first + len(instances) + len(named), links):
        said = [sayings[one] for one in part if one < first]
        kept = [instances[one - first] for one in part if first <= one < first + len(instances)]
        if said and kept:
            yield said, kept


def touched(instance: Instance) -> set[int]:
    """The unknowns that an instance speaks of."""
    return {unknown for kept in instance.constraints.values() for one in kept for unknown in one.unknowns}


def _useful(network: Network) -> set[int]:
    """The instances that can bind anything: not those of which some unknown is spoken of nowhere else."""
    spoken = {
        unknown for saying in network.sayings for limits in saying.limits.values() for unknown in limits
    }
    mine = [touched(instance) for instance in network.instances]
    uses: dict[int, set[int]] = {}
    for i, unknowns in enumerate(mine):
        for unknown in unknowns:
            uses.setdefault(unknown, set()).add(i)
    useful = set(range(len(network.instances)))
    alone = [unknown for unknown, users in uses.items() if len(users) == 1 and unknown not in spoken]
    while alone:
        unknown = alone.pop()
        for i in uses[unknown] & useful:
            if len(network.instances[i].constraints["licensed"]) > 1 or len(mine[i]) > 3:
                continue  # what is made on the way stands in several constraints of one law
            useful.discard(i)
            for other in mine[i]:
                uses[other].discard(i)
                if len(uses[other]) == 1 and other not in spoken:
                    alone.append(other)
    return useful
