"""Rules: what looks at claims and reports findings. The kind; the members are in `rules/`, one rule a file.

A rule is a generator of `Fault`s with a docstring that is its rationale, manual and test at once. It is
read-only and knows neither its level, nor the order in which rules run, nor how findings are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import Reading
from discrepancy.model.claim import Claim
from discrepancy.model.mark import Mark

READS = (
    "question",
    "group",
    "dossier",
    "quote",
    "text",
    "findings",
)  # rules that read findings run last, on what the others found


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields; the engine makes the `Finding`. `question` carries about, property and scope. A
    fault that is not on one question has a `key` that tells it from others of its rule (two sources; laws and
    questions): the question is then where it shows best.
    """

    question: QuestionClaims
    kind: str
    message: str
    why: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    settle: str = ""
    claims: tuple[Claim, ...] = ()
    camps: tuple[tuple[Claim, ...], ...] = ()
    camps_total: int = 0
    camps_as_worded: tuple[tuple[Claim, ...], ...] = ()  # of a conflict, where others only strain
    camps_as_worded_total: int = 0
    readings: tuple[Reading, ...] = ()
    key: str = ""
    law: str | None = None
    others: tuple[tuple[Claim, ...], ...] = ()
    links: tuple[str, ...] = ()  # the findings that it speaks of, which are told of it
    instead: str = ""  # a cause that then stands in place of those that they would give by themselves
    equal_claims: tuple[
        tuple[Claim, ...], ...
    ] = ()  # the claims that say the same, where camps and readings do not tell
    at: Mark | None = None  # where it stands, if not at a claim


Check = Callable[[Any], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared. `reads` is what it is given, one at a time: a question, questions on which nothing
    else in the dossier bears (a `View` of some or all of it), the whole dossier, a question's claims that
    have a quote, or those of them whose text is at hand (without any text it does not run). `kinds` are the
    kinds of finding it makes; `identity` is what fingerprints use: rules that tell of one disagreement in
    different words share it.
    """

    code: str
    name: str
    reads: str
    kinds: tuple[str, ...]
    check: Check
    identity: str

    @property
    def doc(self) -> str:
        """The manual page: the docstring, unindented."""
        from inspect import cleandoc

        return cleandoc(self.check.__doc__ or "")


_DECLARED: dict[str, Rule] = {}


def rule(
    code: str, name: str, reads: str, kinds: tuple[str, ...], identity: str = ""
) -> Callable[[Check], Check]:
    """Declares the decorated generator as a rule. Raises ValueError for a code already taken or an unknown
    `reads`.
    """
    if code in _DECLARED or reads not in READS:
        raise ValueError(f"rule {code}: the code is taken or it cannot read {reads!r}")

    def declare(check: Check) -> Check:
        _DECLARED[code] = Rule(code, name, reads, kinds, check, identity or code)
        return check

    return declare


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule there is, in order of code."""
    for module in iter_modules(import_module("discrepancy.rules").__path__, "discrepancy.rules."):
        import_module(module.name)
    return tuple(_DECLARED[code] for code in sorted(_DECLARED))


def rules_named(codes: Iterable[str]) -> tuple[Rule, ...]:
    """The rules whose code or name is among `codes`."""
    wanted = set(codes)
    return tuple(rule for rule in rules() if {rule.code, rule.name} & wanted)
