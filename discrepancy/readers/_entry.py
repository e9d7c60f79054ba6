"""Reads one entry of `claims:` into the claims that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from discrepancy.model import STANCES, WHENS, Claim, When
from discrepancy.readers._attribution import Attributions, Chain, Hand, hands
from discrepancy.readers._check import Check
from discrepancy.readers._forms import CLAIM
from discrepancy.readers._ids import Ids
from discrepancy.readers._questions import Asked, Questions
from discrepancy.readers._tree import Map, Node, Text
from discrepancy.readers._values import Values

_FIELDS = frozenset(field.name for field in CLAIM)


class Defaults(NamedTuple):
    """What holds for every claim of a source that does not say otherwise."""

    stance: str = ""
    chain: Chain = ()
    when: When | None = None
    sense: str = ""


class Shared(NamedTuple):
    """What the claims of one entry share."""

    at: str
    quote: str
    hands: tuple[Hand, ...]
    when: When | None
    sense: str
    inferred: str
    note: str
    id: str


class Entries:
    """Reads the entries of one source. `claims` has what they make, in order."""

    def __init__(self, check: Check, source: str, siglum: str, questions: Questions, attributions: Attributions, values: Values) -> None:
        self.claims: list[Claim] = []
        self._check = check
        self._source = source
        self._siglum = siglum
        self._questions = questions
        self._attributions = attributions
        self._values = values
        self._defaults = Defaults()
        self._hands: dict[tuple[Chain, str], tuple[Hand, ...]] = {}
        self._ids = Ids(self.claims, check)

    def defaults(self, fields: dict[str, Node]) -> None:
        """Takes what holds for every claim that does not say otherwise."""
        check = self._check
        chain = self._attributions.chain(check, fields["according_to"]) if "according_to" in fields else ()
        self._defaults = Defaults(
            stance=check.choice(fields.get("stance"), "stance", STANCES),
            chain=chain or (),
            when=self._when(fields)[0],
            sense=check.text(fields.get("sense"), "sense"),
        )

    def read(self, node: Node) -> None:
        """Adds the claims that one entry makes; what is wrong with it is reported."""
        if not isinstance(node, Map):
            self._check.not_a(node, "a claim is a mapping: entity.property: value, then at: and quote: on lines of their own")
            return
        fields, answers = self._sorted(node)
        shared = self._shared(fields, node)
        if not answers and not ("about" in fields or "says" in fields):
            self._check.report("E012", node, "a claim without a question", expect="write entity.property: value, or about: and says:")
        for asked, key, value in self._asked(fields, answers):
            self._add(asked, key, value, shared)

    def finish(self) -> None:
        """Tells apart claims whose ids are equal."""
        self._ids.finish()

    def _sorted(self, node: Map) -> tuple[dict[str, Node], list[tuple[Text, Node]]]:
        fields: dict[str, Node] = {}
        answers: list[tuple[Text, Node]] = []
        for key, value in node.items:
            name = key.value
            if name in _FIELDS:
                fields[name] = value
            elif "." in name or "[" in name:
                answers.append((key, value))
            else:
                self._check.unknown("E003", key, "field in a claim", name, tuple(_FIELDS))
        return fields, answers

    def _asked(self, fields: dict[str, Node], answers: list[tuple[Text, Node]]) -> Iterator[tuple[Asked, Text, Node]]:
        """The questions of an entry, each with its place and its answer."""
        check = self._check
        if len(answers) > 1:
            expect = "write two entries, or about: and says: for several properties of one subject"
            check.report("E028", answers[1][0], "a second question in one claim", answers[1][0].value, expect)
        for key, value in answers:
            if asked := self._questions.short(check, key):
                yield asked, key, value
        if "about" in fields or "says" in fields:
            if answers:
                check.report("E028", answers[0][0], "a question beside about: and says:", answers[0][0].value, "write two entries")
            yield from self._long(fields)

    def _long(self, fields: dict[str, Node]) -> Iterator[tuple[Asked, Text, Node]]:
        check = self._check
        for name, other in (("about", "says"), ("says", "about")):
            if name not in fields:
                check.report("E012", fields[other], f"{other} without {name}", expect="the long form has both")
        says = fields.get("says")
        properties = check.pairs(says, "says")
        if isinstance(says, Map) and not properties:
            check.report("E012", says, "says has no value", expect="property: value, on lines below it")
        for name, place in check.texts(fields.get("about"), "about"):
            entity = self._questions.entity(check, place, name)
            for key, value in properties if entity else ():
                if entity and (asked := self._questions.of(check, entity, key)):
                    yield asked, key, value

    def _shared(self, fields: dict[str, Node], node: Map) -> Shared:
        check, default = self._check, self._defaults
        if len(fields) == 2 and "at" in fields and "quote" in fields:
            at, quote = check.text(fields["at"], "at", cut=True), check.words(fields["quote"], "quote")
            return Shared(at, quote, self._expanded(default.chain, default.stance), default.when, default.sense, "", "", "")
        if "at" not in fields:
            check.report("E012", node, "a claim without at", expect="at: says where in the source it stands")
        chain: Chain | None = default.chain
        if "according_to" in fields:
            chain = self._attributions.chain(check, fields["according_to"])
        stance = check.choice(fields.get("stance"), "stance", STANCES) or default.stance
        when, stated = self._when(fields)
        return Shared(
            at=check.text(fields.get("at"), "at", cut=True),
            quote=check.words(fields.get("quote"), "quote"),
            hands=() if chain is None else self._expanded(chain, stance),
            when=when if stated else default.when,
            sense=check.text(fields.get("sense"), "sense") or default.sense,
            inferred=check.words(fields.get("inferred"), "inferred"),
            note=check.words(fields.get("note"), "note"),
            id=check.text(fields.get("id"), "id"),
        )

    def _expanded(self, chain: Chain, stance: str) -> tuple[Hand, ...]:
        stance = stance or ("reports" if chain else "asserts")
        known = self._hands.get((chain, stance))
        if known is None:
            known = self._hands[chain, stance] = hands(self._source, chain, stance)
        return known

    def _when(self, fields: dict[str, Node]) -> tuple[When | None, bool]:
        stated = [name for name in WHENS if name in fields]
        if len(stated) > 1:
            words = " and ".join(stated)
            self._check.report("E029", fields[stated[1]], "more than one time in one claim", words, "keep one, or write two entries")
        found = [self._values.when(name, fields[name]) for name in stated]
        return (found[0] if found else None), bool(stated)

    def _add(self, asked: Asked, key: Text, node: Node, shared: Shared) -> None:
        read = self._values.read(asked, node)
        if asked.property.type == "framing" and not shared.quote:
            self._check.report("E033", key, "a framing without its words", key.value, "add quote: with the words of the source")
        if read is None:
            return
        value, given = read
        mark = self._check.mark(key)
        for stance, denies, voices, holder, suffix, extra in shared.hands:
            name = f"{self._siglum}:{shared.id or asked.text + suffix}"
            self._ids.add(name, extra, bool(shared.id))
            self.claims.append(
                Claim(
                    name,
                    self._source,
                    self._siglum,
                    asked.question,
                    value,
                    given,
                    mark,
                    shared.at,
                    shared.quote,
                    stance,
                    denies,
                    voices,
                    holder,
                    shared.when,
                    shared.sense,
                    shared.inferred,
                    shared.note,
                )
            )
