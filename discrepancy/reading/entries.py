"""Reads one entry of `claims:` into the claims that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from unicodedata import normalize

from discrepancy.model.claim import STANCES, WHENS, Claim, Question, When
from discrepancy.model.mark import Mark
from discrepancy.model.vocabulary import Property
from discrepancy.reading.attribution import AttributionReader, Chain, Testimony, testimonies
from discrepancy.reading.claim_ids import ClaimIds
from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.forms import CLAIM
from discrepancy.reading.questions import QuestionReader, ResolvedQuestion
from discrepancy.reading.values import ValueReader, WrittenValue
from discrepancy.reading.yaml_nodes import CompactMap, Map, Node, Text, is_empty_list

_FIELDS = frozenset(field.name for field in CLAIM)
_PROSE = ("at", "quote", "inferred", "note")
_MANNER = frozenset(("according_to", "stance", "sense", *WHENS))
_new = tuple.__new__


class Defaults(NamedTuple):
    """What holds for every claim of a source that does not say otherwise."""

    stance: str = ""
    chain: Chain = ()
    when: When | None = None
    sense: str = ""


class Circumstances(NamedTuple):
    """Who vouches for what an entry says, when that holds, and in which sense."""

    testimonies: tuple[Testimony, ...]
    when: When | None
    sense: str


class EntryFields(NamedTuple):
    """The fields of an entry that all its claims share."""

    at: str
    quote: str
    manner: Circumstances
    inferred: str
    note: str
    id: str
    rests_on: tuple[Question, ...] = ()
    complete: bool = False


class Layout(NamedTuple):
    """Which of a row's values is its locator and so on, 0 for what it does not have, and those that make its
    manner.
    """

    at: int
    quote: int
    inferred: int
    note: int
    manner: tuple[tuple[str, int], ...]


class EntryReader:
    """Reads the entries of one source. `claims` has what they make, in order."""

    def __init__(
        self,
        check: FieldChecker,
        source: str,
        siglum: str,
        questions: QuestionReader,
        attributions: AttributionReader,
        values: ValueReader,
    ) -> None:
        self.claims: list[Claim] = []
        self._check = check
        self._source = source
        self._siglum = siglum
        self._questions = questions
        self._attributions = attributions
        self._values = values
        self._defaults = Defaults()
        self._usual = Circumstances((), None, "")
        self._testimonies: dict[tuple[Chain, str], tuple[Testimony, ...]] = {}
        self._file = check.page.file
        self._suspicious = check.page.suspicious
        self._known: dict[
            str, dict[str, WrittenValue]
        ] = {}  # what has been read in answer to a question, by its short key
        self._layouts: dict[tuple[str, ...], Layout | None] = {}
        self._ids = ClaimIds(self.claims, check)

    def defaults(self, fields: Mapping[str, Node]) -> None:
        """Takes what holds for every claim that does not say otherwise."""
        check = self._check
        chain = self._attributions.chain(check, fields["according_to"]) if "according_to" in fields else ()
        self._defaults = Defaults(
            stance=check.choice(fields.get("stance"), "stance", STANCES),
            chain=chain or (),
            when=self._when(fields)[0],
            sense=check.text(fields.get("sense"), "sense"),
        )
        self._usual = self._manner({})

    def read(self, node: Node) -> None:
        """Adds the claims that one entry makes; what is wrong with it is reported."""
        if not isinstance(node, Map):
            self._check.not_a(
                node,
                "a claim is a mapping: entity.property: value, then at: and quote: on lines of their own",
            )
            return
        if type(node) is CompactMap and self._row(node):
            return
        fields, answers = self._sorted(node)
        shared = self._shared(fields, node)
        if not answers and not ("about" in fields or "says" in fields):
            self._check.report(
                "E012",
                node,
                "a claim without a question",
                expect="write entity.property: value, or about: and says:",
            )
        for asked, key, value in self._asked(fields, answers):
            if shared.complete and not can_be_complete(asked.property):
                self._check.report(
                    "E044",
                    fields["complete"],
                    "complete where only one answer can be true",
                    asked.property.name,
                    expect="write {value: ..., complete: true} for the answer"
                    if asked.property.type == "set"
                    else "take it out",
                )
            self._add(asked, key, value, shared)

    def finish(self) -> None:
        """Tells apart claims whose ids are equal, and has every claim of a complete list say so."""
        listed = {(claim.holder, claim.question) for claim in self.claims if claim.complete}
        for place, claim in enumerate(self.claims) if listed else ():
            if (claim.holder, claim.question) in listed:
                self.claims[place] = claim._replace(complete=claim.counts and not claim.denies)
        self._ids.finish()

    def _row(self, row: CompactMap) -> bool:
        """Adds the claims of a row whose texts are as they should be. False: it needs a closer look, and
        nothing was added or reported.

        What it does is what `read` does with the nodes of the row, without making them.
        """
        names, key, values = row.names, row.key, row.values
        layout = self._layouts[names] if names in self._layouts else self._layout(names)
        asked = self._questions.known.get(key)
        if layout is None or self._suspicious or not (asked or _is_question(key)):
            return False
        at_number, quote_number, inferred_number, note_number, others = layout
        at = values[at_number].strip()
        quote = values[quote_number].strip() if quote_number else ""
        inferred = values[inferred_number].strip() if inferred_number else ""
        note = values[note_number].strip() if note_number else ""
        if not (
            at
            and (quote or not quote_number)
            and (inferred or not inferred_number)
            and (note or not note_number)
        ):
            return False
        if not at.isascii():
            at = normalize("NFC", at)
        manner = self._manner({name: row.value(number) for name, number in others}) if others else self._usual
        asked = asked or self._questions.short(self._check, Text(key, row.at))
        if asked is not None:
            if (known := self._known.get(key)) is None:
                known = self._known[key] = self._values.known(asked.property)
            if (stated := known.get(values[0])) and (quote or asked.property.type != "framing"):
                mark = _new(Mark, (self._file, row.start.line + 1, row.start.column + 1))
                self._claim(asked, stated, mark, at, quote, manner, inferred, note, "")
            else:
                self._add(
                    asked, Text(key, row.at), row.value(0), EntryFields(at, quote, manner, inferred, note, "")
                )
        return True

    def _layout(self, names: tuple[str, ...]) -> Layout | None:
        """The layout of a row of a question and these names; None if it is not written the short way, or
        needs a closer look.
        """
        numbers = {name: number for number, name in enumerate(names, 1)}
        prose = [numbers.get(name, 0) for name in _PROSE]
        manner = tuple((name, number) for name, number in numbers.items() if name not in _PROSE)
        fits = bool(prose[0]) and all(name in _MANNER for name, _ in manner)
        found = self._layouts[names] = (
            Layout(prose[0], prose[1], prose[2], prose[3], manner) if fits else None
        )
        return found

    def _sorted(self, node: Map) -> tuple[dict[str, Node], list[tuple[Text, Node]]]:
        fields: dict[str, Node] = {}
        answers: list[tuple[Text, Node]] = []
        for key, value in node.items:
            name = key.value
            if name in _FIELDS:
                fields[name] = value
            elif _is_question(name):
                answers.append((key, value))
            else:
                self._check.unknown("E003", key, "field in a claim", name, tuple(_FIELDS))
        return fields, answers

    def _asked(
        self, fields: dict[str, Node], answers: list[tuple[Text, Node]]
    ) -> Iterator[tuple[ResolvedQuestion, Text, Node]]:
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
                check.report(
                    "E028",
                    answers[0][0],
                    "a question beside about: and says:",
                    answers[0][0].value,
                    "write two entries",
                )
            yield from self._long(fields)

    def _long(self, fields: dict[str, Node]) -> Iterator[tuple[ResolvedQuestion, Text, Node]]:
        check = self._check
        for name, other in (("about", "says"), ("says", "about")):
            if name not in fields:
                check.report(
                    "E012", fields[other], f"{other} without {name}", expect="the long form has both"
                )
        says = fields.get("says")
        properties = check.pairs(says, "says")
        if isinstance(says, Map) and not properties:
            check.report("E012", says, "says has no value", expect="property: value, on lines below it")
        about = fields.get("about")
        if about is not None and is_empty_list(about):
            check.report("E012", about, "about names nobody", expect="an entity, or a list of entities")
        for name, place in check.texts(about, "about"):
            entity = self._questions.entity(check, place, name)
            for key, value in properties if entity else ():
                if entity and (asked := self._questions.of(check, entity, key)):
                    yield asked, key, value

    def _shared(self, fields: dict[str, Node], node: Map) -> EntryFields:
        check = self._check
        if "at" not in fields:
            check.report("E012", node, "a claim without at", expect="at: says where in the source it stands")
        return EntryFields(
            at=check.text(fields.get("at"), "at", cut=True),
            quote=check.words(fields.get("quote"), "quote"),
            manner=self._usual if _MANNER.isdisjoint(fields) else self._manner(fields),
            inferred=check.words(fields.get("inferred"), "inferred"),
            note=check.words(fields.get("note"), "note"),
            id=check.text(fields.get("id"), "id"),
            rests_on=self._rests_on(fields["rests_on"]) if "rests_on" in fields else (),
            complete=check.choice(fields.get("complete"), "complete", ("true", "false")) == "true",
        )

    def _rests_on(self, node: Node) -> tuple[Question, ...]:
        """The questions of fact that a framing takes for answered."""
        found = []
        for written, place in self._check.texts(node, "rests_on"):
            asked = self._questions.short(self._check, Text(written, place.at))
            if asked and asked.property.type == "framing":
                self._check.report(
                    "E039",
                    place,
                    "a framing rests on facts, and this is a framing",
                    asked.text,
                    "name a question of fact",
                )
            elif asked:
                found.append(asked.question)
        return tuple(dict.fromkeys(found))

    def _manner(self, fields: Mapping[str, Node]) -> Circumstances:
        check, default = self._check, self._defaults
        chain: Chain | None = default.chain
        if "according_to" in fields:
            chain = self._attributions.chain(check, fields["according_to"], default.chain)
        stance = check.choice(fields.get("stance"), "stance", STANCES) or default.stance
        when, stated = self._when(fields)
        return Circumstances(
            testimonies=() if chain is None else self._expanded(chain, stance),
            when=when if stated else default.when,
            sense=check.text(fields.get("sense"), "sense") or default.sense,
        )

    def _expanded(self, chain: Chain, stance: str) -> tuple[Testimony, ...]:
        stance = stance or ("reports" if chain else "asserts")
        known = self._testimonies.get((chain, stance))
        if known is None:
            known = self._testimonies[chain, stance] = testimonies(self._source, chain, stance)
        return known

    def _when(self, fields: Mapping[str, Node]) -> tuple[When | None, bool]:
        stated = [name for name in WHENS if name in fields]
        if len(stated) > 1:
            words = " and ".join(stated)
            self._check.report(
                "E029",
                fields[stated[1]],
                "more than one time in one claim",
                words,
                "keep one, or write two entries",
            )
        found = [self._values.when(name, fields[name]) for name in stated]
        return (found[0] if found else None), bool(stated)

    def _add(self, asked: ResolvedQuestion, key: Text, node: Node, shared: EntryFields) -> None:
        read = self._values.read(asked, node)
        if asked.property.type == "framing" and not shared.quote:
            self._check.report(
                "E033",
                key,
                "a framing without its words",
                key.value,
                "add quote: with the words of the source",
            )
        if shared.rests_on and asked.property.type != "framing":
            self._check.report(
                "E039",
                key,
                "only a framing has rests_on",
                key.value,
                "link facts by relative dates, laws or according_to",
            )
        if read is None:
            return
        self._claim(asked, read, self._check.mark(key), *shared)

    def _claim(
        self,
        asked: ResolvedQuestion,
        stated: WrittenValue,
        mark: Mark,
        at: str,
        quote: str,
        manner: Circumstances,
        inferred: str,
        note: str,
        own: str,
        rests_on: tuple[Question, ...] = (),
        complete: bool = False,
    ) -> None:
        """Adds what each testimony makes of one answer."""
        question, text, _ = asked
        value, given = stated
        testimonies, when, sense = manner
        claims, source, sign = self.claims, self._source, self._siglum
        for stance, denies, voices, holder, suffix, extra in testimonies:
            if extra:
                self._ids.extra.add(len(claims))
            if own:
                self._ids.named.add(len(claims))
            id_ = f"{sign}:{own or text + suffix}"
            # Claim(...) would take twice the time.
            made = (
                id_, source, sign, question, value, given, mark, at, quote, stance, denies, voices, holder,
                when, sense, inferred, note, rests_on, complete,
            )  # fmt: skip
            claims.append(_new(Claim, made))


def can_be_complete(prop: Property) -> bool:
    """Whether several answers of a property are true together and it can be said that these are all."""
    return prop.type != "framing" and (not prop.one or (prop.spells and prop.type == "span"))


def _is_question(key: str) -> bool:
    return "." in key or "[" in key
