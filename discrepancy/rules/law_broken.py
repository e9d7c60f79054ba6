"""L101: claims that cannot all be true by a law."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.rules._shared.contradictions import contradiction_fault


@rule("L101", "law-broken", reads="group", kinds=("conflict", "tension"), identity="L1")
def law_broken(view: View) -> Iterator[Fault]:
    """Claims on several questions cannot all be true, by what must hold between them.

    Why
        A year of birth, a day of death and an age at death are each fine in pairs, and can clash together.
        The claims named are a minimal set: take any one away and the rest can be true. "discrepancy explain
        laws" lists the laws.

    Flags
        corve:
          - ralph.born: 1140     # <- L101
          - ralph.died: 6 May 1204     # <- L101
        hugh:
          - ralph.age-at-death: 60     # <- L101

    Accepts
        corve:
          - ralph.born: 1140
          - ralph.died: 6 May 1204
        hugh:
          - ralph.age-at-death: 63
    """
    for one in view.reasoning.contradictions:
        if one.laws:
            yield contradiction_fault(view, one)
