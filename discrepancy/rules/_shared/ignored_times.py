"""Times that claims give and that their property takes no notice of, and what to declare."""

from __future__ import annotations

from collections.abc import Sequence

from discrepancy.model.claim import Claim, When
from discrepancy.model.vocabulary import Property

_OWN_TIME = ("framing", "quotation")  # types of which other rules look at the time
_LASTING = ("quantity", "age", "duration", "entity", "term", "set", "name")  # what may change with time


def ignores_time(prop: Property, when: When) -> bool:
    """Whether two claims on a property are compared as if this time had not been given."""
    if prop.state or prop.type in _OWN_TIME or when.kind == "within":
        return False
    if prop.adds or prop.running:
        return not (when.kind == "during" or (prop.running and when.kind == "as_of"))
    return True


def what_to_declare(prop: Property) -> str:
    """What a dossier would declare of a property for its times to count, in words."""
    declare = f"declare of {prop.name} in dossier.yaml"
    if prop.type == "quantity":
        period = "write during: for a figure of a whole period, or " if prop.adds else ""
        return (
            f"{period}{declare} running: true if it counts on from a start (as_of is then up to that day), "
            "state: true if it may rise and fall"
        )
    if prop.type in _LASTING:
        return f"{declare} state: true if the answer may change with time; else take the times out"
    return f"take the times out, or into the value: a {prop.type} is an answer for all time"


def ignored_times_hint(prop: Property, claims: Sequence[Claim]) -> str:
    """In words, that claims which clash give different times and their property takes no notice of them;
    nothing where that is not so.
    """
    timed = [claim for claim in claims if claim.when and ignores_time(prop, claim.when)]
    times = {claim.when.period: time_text(claim) for claim in timed if claim.when}
    if not times or (len(times) == 1 and all(claim.when for claim in claims)):
        return ""
    told = "; ".join(list(times.values())[:4])
    return f"they give a time ({told}) that does not count: {what_to_declare(prop)}"


def time_text(claim: Claim) -> str:
    """When the answer of a claim holds: `as_of 10 April 2020`."""
    return f"{claim.when.kind} {claim.when.text}" if claim.when else ""
