"""L102: orders and distances in time that sources state and that cannot hold."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.rules._shared.contradictions import contradiction_fault


@rule("L102", "stated-order", reads="group", kinds=("conflict", "tension"), identity="L2")
def stated_order(view: View) -> Iterator[Fault]:
    """What a source says of order or distance in time ("three months later") cannot be true with other
    claims.

    Why
        A relative date is a claim on two questions at once. It is held to every date given to either, and to
        other relative dates: what is after a thing cannot also be before it. So is an order of events that a
        sequence states.

    Flags
        corve:
          - ness.end: three months before aldwater     # <- L102
          - aldwater.date: 6 May 1204     # <- L102
        hugh:
          - ness.end: 1 May 1204     # <- L102

    Accepts
        corve:
          - ness.end: three months before aldwater
          - aldwater.date: 6 May 1204
        hugh:
          - ness.end: February 1204
    """
    for one in view.reasoning.contradictions:
        if not one.laws:
            yield contradiction_fault(view, one)
