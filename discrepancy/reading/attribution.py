"""Reads `according_to`: chains of voices, and which voice of a chain vouches for what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from discrepancy.model.claim import STANCES, Link
from discrepancy.model.problem import problem
from discrepancy.model.source import Source
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.questions import QuestionReader, left_open
from discrepancy.reading.yaml_nodes import List, Map, Node, Text, is_empty_list
from discrepancy.values.did_you_mean import did_you_mean

Chain = tuple[Link, ...]


class Testimony(NamedTuple):
    """One claim that an entry makes: who vouches for it, through whom, and how. `extra` marks those beside
    the first.
    """

    stance: str
    denies: bool
    voices: Chain
    holder: str
    suffix: str
    extra: bool = False


def testimonies(source: str, chain: Chain, stance: str) -> tuple[Testimony, ...]:
    """The claims that an entry of `source` with this chain and stance makes: the last voice's own, then those
    of whoever denies or doubts it.

    To deny a denial is to assert; to deny what the source only expects is to doubt it, since a forecast is no
    answer yet.
    """
    if not chain:
        return (Testimony(stance, stance == "denies", (), source, ""),)
    last = chain[-1]
    turned = stance in ("denies", "doubts")
    said = last.stance or ("reports" if turned else stance)
    denied = said == "denies"
    found = [Testimony(said, denied, chain, last.voice, _suffix(chain))]
    for place, link in enumerate(chain[:-1]):
        if link.stance in ("denies", "doubts"):
            found.append(
                _turned(
                    "doubts" if stance == "expects" else link.stance, denied, chain[: place + 1], link.voice
                )
            )
    if turned:
        found.append(_turned(stance, denied, (), source))
    return tuple(found)


def _turned(stance: str, denied: bool, voices: Chain, holder: str) -> Testimony:
    if stance == "denies":
        return Testimony(
            "asserts" if denied else "denies", not denied, voices, holder, _suffix(voices), extra=True
        )
    return Testimony(stance, denied, voices, holder, _suffix(voices), extra=True)


def _suffix(chain: Chain) -> str:
    return "@" + "/".join(link.voice for link in chain) if chain else ""


class AttributionReader:
    """Reads chains against the voices, entities and sources of the dossier. Sources are checked at the end,
    when all of them are known.
    """

    def __init__(self, questions: QuestionReader) -> None:
        self._questions = questions
        self._voices = questions.declared.voices
        self._pending: list[tuple[FieldChecker, Node, str, bool]] = []
        self._known: dict[str, Chain] = {}

    def chain(self, check: FieldChecker, node: Node, default: Chain = ()) -> Chain | None:
        """The chain that `node` holds, from the source outwards; None if it or a link of it was reported.
        An empty list takes away the `default`.
        """
        if type(node) is Text and (known := self._known.get(node.value)):
            return known
        if is_empty_list(node) and not default:
            check.report(
                "E012",
                node,
                "according_to names nobody",
                expect="a voice; without the field it is said in the source's own voice",
            )
            return None
        links = [self._link(check, item) for item in (node.items if isinstance(node, List) else [node])]
        chain = tuple(link for link in links if link is not None)
        if len(chain) < len(links):
            return None
        if type(node) is Text and not self._is_pending(node):
            self._known[node.value] = chain
        return chain

    def source(self, check: FieldChecker, node: Node, name: str) -> None:
        """Remembers that `name` must be a source of the dossier."""
        self._pending.append((check, node, name, True))

    def finish(self, sources: Mapping[str, Source]) -> None:
        """Reports every name that is no voice, no entity and no source."""
        known = tuple(sources)
        today = {was: source.id for source in sources.values() for was in source.was}
        for check, node, name, is_source in self._pending:
            if is_source and name not in sources and name in today:
                check.report(
                    "E023", node, "no such source in this dossier any more", name, f"it is {today[name]} now"
                )
            elif is_source and name not in sources:
                check.unknown("E023", node, "source in this dossier", name, known)
            elif not is_source:
                check.problems.append(
                    problem("E022", check.mark(node), "no such voice", name, self._expected(name, known))
                )
        self._pending.clear()

    def _is_pending(self, node: Node) -> bool:
        return bool(self._pending) and self._pending[-1][1] is node

    def _expected(self, name: str, sources: tuple[str, ...]) -> str:
        if name in sources:
            return f"it is a source: write source: {name}"
        close = did_you_mean(name, (*self._voices, *self._questions.entities))
        return close or did_you_mean(name, sources) or "declare it under voices in dossier.yaml"

    def _link(self, check: FieldChecker, node: Node) -> Link | None:
        if isinstance(node, Map):
            return self._described(check, node)
        written = check.text(node, "a voice")
        if not written:
            return None
        name, _, stance = written.rpartition(" ")
        if stance in STANCES and name and not self._is_voice(written):
            return self._voice(check, node, name.strip(), stance=stance)
        return self._voice(check, node, written)

    def _described(self, check: FieldChecker, node: Map) -> Link | None:
        fields = check.fields(node, "link", "a link of according_to")
        stance = check.choice(fields.get("stance"), "stance", STANCES)
        said, to, at = (check.text(fields.get(name), name) for name in ("said", "to", "at"))
        if ("voice" in fields) == ("source" in fields):
            check.report(
                "E012",
                node,
                "a link of according_to has either a voice or a source",
                expect="give one of them",
            )
            return None
        if "voice" in fields:
            voice = check.text(fields["voice"], "voice")
            return self._voice(check, fields["voice"], voice, stance, said, to, at) if voice else None
        name = check.text(fields["source"], "source")
        if not name:
            return None
        self.source(check, fields["source"], name)
        return Link(name, True, stance, said, to, at)

    def _voice(
        self,
        check: FieldChecker,
        node: Node,
        name: str,
        stance: str = "",
        said: str = "",
        to: str = "",
        at: str = "",
    ) -> Link | None:
        if left_open(check, node, name):
            return None
        if not self._is_voice(name) and not self._questions.is_lost(name):
            self._pending.append((check, node, name, False))
        return Link(self._questions.entities.get(name, name), False, stance, said, to, at)

    def _is_voice(self, name: str) -> bool:
        return name in self._voices or name in self._questions.entities
