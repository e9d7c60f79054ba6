"""What people decided of findings, and what a baseline knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from discrepancy.model.mark import Mark

VERDICTS = ("conflict", "scope", "perspective", "mistaken", "ours", "apparent", "unsure")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a finding: the verdict, the sigla it prefers, why, by whom and when; the line that
    was seen then, and its content.
    """

    verdict: str
    prefers: tuple[str, ...] = ()
    because: str = ""
    by: str = ""
    on: str = ""
    saw: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The record of what was decided of one finding, the latest first, as a file in reviews/ holds it;
    `finding` is the id it had then.
    """

    finding: str
    decision: Decision
    mark: Mark
    rule: str = ""
    question: str = ""
    earlier: tuple[Decision, ...] = ()


class BaselineEntry(NamedTuple):
    """A line of a baseline: the id of a finding that was there when the dossier was adopted, and its content
    then.
    """

    finding: str
    content: str
