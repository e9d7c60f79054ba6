"""What was called otherwise before (`was`): the ids of findings and texts under former names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

from discrepancy.findings.finding import fingerprint
from discrepancy.model.dossier import Dossier

# From what identifies a finding today to what did in an earlier version, so that reviews made then are found:
# one function a version.
FORMER: tuple[Callable[[str], str], ...] = ()


MOST_NAMES = 256  # combinations of former names that are tried


class FormerNames(NamedTuple):
    """What had other names before: the former ids of each entity, property and term, by the id of today, and
    those of each source.
    """

    words: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]

    @property
    def all(self) -> Mapping[str, tuple[str, ...]]:
        """Those of both, for a text that may hold either."""
        return {**self.words, **{id_: (*self.words.get(id_, ()), *was) for id_, was in self.sources.items()}}


def former_names(dossier: Dossier) -> FormerNames:
    """By the id of each entity, property, term and source that had others before: those."""
    vocabulary = dossier.vocabulary
    found = {key: term.was for key, term in vocabulary.terms.items() if term.was}
    found |= {key: prop.was for key, prop in vocabulary.properties.items() if prop.was}
    found |= {key: entity.was for key, entity in dossier.entities.items() if entity.was}
    return FormerNames(found, {key: source.was for key, source in dossier.sources.items() if source.was})


def has_former_ids(names: FormerNames) -> bool:
    """Whether findings can have had other ids before: under former names, or in a former version."""
    return any(names) or bool(FORMER)


def former_ids(said: str, names: FormerNames) -> Iterator[str]:
    """The ids of the finding that `said` identifies: today's, then those that it had under former names and
    in former versions.
    """
    for text in under_former_names(said, names.all):
        text = _in_order(text)
        yield fingerprint(text)
        for before in FORMER:
            yield fingerprint(before(text))


def under_former_names(text: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """`text` as it is, then with the ids in it replaced by former ones, in at most MOST_NAMES ways."""
    here = [name for name in names if name in text and re.search(_word(name), text)]
    if not here:
        yield text
        return
    words = re.compile("|".join(_word(name) for name in sorted(here, key=len, reverse=True)))
    for chosen in islice(product(*((name, *names[name]) for name in here)), MOST_NAMES):
        told = dict(zip(here, chosen, strict=True))
        yield words.sub(lambda match, told=told: told[match.group()], text)  # type: ignore[misc]  # bound now, not when the loop has gone on


def _word(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"


def _in_order(said: str) -> str:
    """What identifies a finding, the questions of its laws in the order that their names give them."""
    *rest, key = json.loads(said)
    parts = key.split("; ")
    questions = sorted((part for part in parts if "." in part), key=_order)
    if len(questions) < 2:
        return said
    return json.dumps(
        [*rest, "; ".join([*(part for part in parts if "." not in part), *questions])], ensure_ascii=False
    )


def _order(question: str) -> tuple[str, str, list[list[str]]]:
    about, _, asked = question.partition(".")
    name, _, scope = asked.rstrip("]").partition("[")
    return about, name, [pair.split("=", 1) for pair in scope.split(", ")] if scope else []
