"""Laws that say one thing from its two sides, such as `parent.born < born` and `born < child.born`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from discrepancy.model.law import Comparison, Law, Path
from discrepancy.model.law_checker import paths_in
from discrepancy.model.vocabulary import Property


def mirrored_steps(laws: Sequence[Law], properties: Mapping[str, Property]) -> Mapping[str, frozenset[str]]:
    """By the names of laws the steps from whose other end another law in force says the same.

    What a claim says of one entity holds of the one named too. Where each of two laws follows it from its own
    side, it is to be followed once.
    """
    taking = [(law, step) for law in laws for step in _single_steps(law, properties)]
    bodies = {_plain(law.body): law.name for law, _ in taking}
    return {
        law.name: frozenset((step,))
        for law, step in taking
        if bodies.get(_turned(_plain(law.body), step, properties[step].inverse), law.name) != law.name
    }


def _single_steps(law: Law, properties: Mapping[str, Property]) -> Iterator[str]:
    """The one step that the paths of a comparison take from its subject, if it has an inverse."""
    if not isinstance(law.body, Comparison):
        return
    steps = {path.steps for path in paths_in(law.body)}
    taken = {step for path in steps for step in path}
    if len(taken) == 1 and all(len(path) < 2 for path in steps):
        (step,) = taken
        if step in properties and properties[step].inverse:
            yield step


def _plain(part: Any) -> Any:
    """A part of a law without where in its text it stands."""
    if not is_dataclass(part) or isinstance(part, type):
        return tuple(map(_plain, part)) if isinstance(part, tuple) else part
    changes = {field.name: _plain(getattr(part, field.name)) for field in fields(part)}
    return replace(part, **(changes | ({"offset": 0} if "offset" in changes else {})))


def _turned(part: Any, step: str, inverse: str) -> Any:
    """A part of a law as the entity at the other end of `step` would say it."""
    if isinstance(part, Path):
        return part if part.entity else replace(part, steps=() if part.steps == (step,) else (inverse,))
    if isinstance(part, tuple):
        return tuple(_turned(one, step, inverse) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(
            part, **{field.name: _turned(getattr(part, field.name), step, inverse) for field in fields(part)}
        )
    return part
