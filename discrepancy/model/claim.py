"""A claim: which question it answers, what it says, who says it, when and where."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from discrepancy.model.mark import Mark
from discrepancy.values.base import Value, meaning

STANCES = ("asserts", "reports", "doubts", "denies", "expects")


# When an answer holds; a claim has at most one of them.
WHENS = ("throughout", "as_of", "within", "during")


class Question(NamedTuple):
    """What a claim answers: `about` (an entity id), `property`, and the scope as sorted (dimension, value)
    pairs.

    Written `entity.property[dimension=value, …]` everywhere.
    """

    about: str
    property: str
    scope: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        if not self.scope:
            return f"{self.about}.{self.property}"
        scope = ", ".join(f"{dimension}={value}" for dimension, value in self.scope)
        return f"{self.about}.{self.property}[{scope}]"


class Link(NamedTuple):
    """One link of an attribution, from the source outwards: a voice, entity or source, with its own stance,
    occasion and audience.
    """

    voice: str
    source: bool = False  # the link is another source of the dossier: a dependence, not a second voice
    stance: str = ""
    said: str = ""
    to: str = ""
    at: str = ""


class When(NamedTuple):
    """When an answer holds: `kind` is throughout, as_of, within or during; `text` as written; an event's id,
    or the date or span read.
    """

    kind: str
    text: str
    event: str = ""
    value: Value | None = None

    @property
    def period(self) -> Hashable:
        """The time that is meant, whatever its notation: two times share it if they are written of one."""
        return self.event or (meaning(self.value) if self.value is not None else self.text)


class Claim(NamedTuple):
    """One voice in one source says one thing.

    `stance` is the source's own (asserts, reports, doubts, denies, expects); `denies` says that this claim
    denies its value; `holder` is who vouches: the innermost voice, or the source itself. `given` is the value
    as written. An entry that denies or doubts an informant makes two claims, on one mark.
    """

    id: str
    source: str
    siglum: str
    question: Question
    value: Value
    given: str
    mark: Mark
    at: str
    quote: str = ""
    stance: str = "asserts"
    denies: bool = False
    voices: tuple[Link, ...] = ()
    holder: str = ""
    when: When | None = None
    sense: str = ""
    inferred: str = ""
    note: str = ""
    rests_on: tuple[Question, ...] = ()  # of a framing: the questions of fact that it takes for answered
    complete: bool = False  # the voice's answers to the question in this source are said to be all there are

    @property
    def counts(self) -> bool:
        """Whether the claim can stand in a camp: someone vouches for it (or for its denial) as fact."""
        return self.stance not in ("doubts", "expects")
