"""Dates that a text states by a registered event ("after the siege", "before the dissolution of the
council"), and the date that it gives the event itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set

from discrepancy.evidence.drafting import date_patterns as patterns
from discrepancy.evidence.drafting.described_events import noun_of
from discrepancy.evidence.drafting.reckoned_dates import AMBIGUOUS, ReckonedDate
from discrepancy.evidence.statements.entity_names import Mention
from discrepancy.evidence.statements.stated_values import DATE_KINDS, StatedValue
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Entity

_LEAD = 70
_BACK = 50  # mentions of events among which "this plenum" is looked for
_BESIDE = 24  # characters between an event and the date that is given for it


class EventDates:
    """The dates by events of one text. `named` are the registered names in it, `described` the events that it
    describes without naming them.
    """

    def __init__(
        self, text: str, named: Sequence[Mention], described: Sequence[Mention], dossier: Dossier
    ) -> None:
        self.text, self.dossier = text, dossier
        entities = dossier.entities
        self.named = [found for one in named if (found := _only(one, entities))]
        self._described_starts = {one.start for one in described}
        events = [one for one in self.named if entities[one.entities[0]].kind == "event"]
        self.events = sorted([*events, *described], key=lambda one: one.start)
        self._starts = [one.start for one in self.events]

    def dates(self, stated: Sequence[StatedValue]) -> Iterator[ReckonedDate]:
        """Every date by an event, in no order; `stated` are the full dates of the text."""
        beside = list(self._dated(stated))
        yield from self._relative(
            {event: date for event, date, _ in beside}, {start for _, _, start in beside}
        )
        yield from self._nouns()
        yield from self._referring()

    def _relative(self, dates: Mapping[str, str], beside: Set[int]) -> Iterator[ReckonedDate]:
        """`on X`, `after X`; and the date that the text gives X elsewhere, where none stands `beside` it
        here.
        """
        for one in self.events:
            lead = patterns.RELATIVE.search(self.text, max(one.start - _LEAD, 0), one.start)
            if lead is None or patterns.NOUN_OF.search(self.text, max(one.start - _LEAD, 0), one.start):
                continue  # after the outbreak of a war is not after the war
            said = " ".join((lead["lead"] or "at").lower().split())
            event, start = one.entities[0], lead.start("with") if lead["with"] else lead.start()
            order = "on" if said == "at" else patterns.LEADS.get(said, said)
            far, start = self._far(order, start)
            date = dates.get(event, "") if order in ("on", "by") and one.start not in beside else ""
            yield ReckonedDate(
                "date", f"{far}{order} {event}", start, one.end, self._read(one), AMBIGUOUS if date else ""
            )
            if date:
                name = self.dossier.entities[event].name
                how = f"{name} is dated {date} where this text first dates it"
                yield ReckonedDate(
                    "date", date if order == "on" else f"by {date}", start, one.end, how, AMBIGUOUS
                )

    def _read(self, one: Mention) -> str:
        """What is said of an event that the text does not name letter by letter."""
        if one.start not in self._described_starts:
            return ""
        return f'"{" ".join(one.text.split())}" is read as {self.dossier.entities[one.entities[0]].name}'

    def _nouns(self) -> Iterator[ReckonedDate]:
        """`after council.dissolved` of "following the dissolution of the council" or "after the council's
        dissolution".
        """
        for one in self.named:
            of = patterns.NOUN_OF.search(self.text, max(one.start - _LEAD, 0), one.start)
            lead = (
                patterns.LEAD_TO_NAME.search(self.text, max(one.start - _LEAD, 0), one.start)
                if of is None
                else of
            )
            behind = patterns.NAMES_NOUN.match(self.text, one.end) if lead and of is None else None
            noun = of or behind
            if lead is None or noun is None:
                continue
            entity, name = self.dossier.entities[one.entities[0]], patterns.NOUNS[noun["noun"].lower()]
            prop = self.dossier.vocabulary.properties.get(name)
            if prop is not None and (not prop.kinds or entity.kind in prop.kinds):
                said = " ".join(lead["lead"].lower().split())
                far, start = self._far(order := patterns.LEADS.get(said, said), lead.start())
                yield ReckonedDate(
                    "date", f"{far}{order} {entity.id}.{name}", start, max(one.end, noun.end())
                )

    def _far(self, order: str, start: int) -> tuple[str, int]:
        """How far from an event, in words that end in a space, and where they begin: "three weeks after the
        siege".
        """
        found = (
            patterns.FAR.search(self.text, max(start - _LEAD, 0), start)
            if order in ("after", "before")
            else None
        )
        if found is None:
            return "", start
        return (
            f"the {found['one']} " if found["one"] else f"{patterns.count_of(found)[1]} {found['unit']} "
        ).lower(), found.start()

    def _referring(self) -> Iterator[ReckonedDate]:
        """`after X` of "after this plenum", where X is the last registered event so called."""
        for found in patterns.REFERRING.finditer(self.text):
            noun = found["noun"].casefold()
            if not found["this"] and found["lead"].lower() in ("during", "at", "since", "until"):
                continue  # "during the war" needs no war that was named before
            at = bisect_left(self._starts, found.start())
            if at < len(self.events) and self.events[at].start < found.end():
                continue  # named here and now
            before = reversed(self.events[max(at - _BACK, 0) : at])
            event = next((one for one in before if _called(one.text, noun)), None)
            if event is not None:
                said, lead = " ".join(found[0].split()), " ".join(found["lead"].lower().split())
                how = (
                    f'"{said}" is read as {self.dossier.entities[event.entities[0]].name}, the last one named'
                )
                far, start = self._far(order := patterns.REFERRING_LEADS.get(lead, lead), found.start())
                yield ReckonedDate("date", f"{far}{order} {event.entities[0]}", start, found.end(), how)

    def _dated(self, stated: Sequence[StatedValue]) -> Iterator[tuple[str, str, int]]:
        """Each event with the date that stands beside its name, and where; the last first, so that of several
        the first is kept.
        """
        dates = [one for one in stated if one.kind in DATE_KINDS and one.value is not None and not one.parts]
        starts = [one.start for one in dates]
        for one in reversed(self.events):
            at = bisect_right(starts, one.start)
            behind = next((each for each in dates[at : at + 1] if each.start - one.end <= _BESIDE), None)
            if behind and patterns.DATED_BEHIND.fullmatch(self.text, one.end, behind.start):
                yield one.entities[0], behind.text, one.start
                continue
            before = next(
                (each for each in dates[max(at - 1, 0) : at] if 0 <= one.start - each.end <= _BESIDE), None
            )
            if (
                before
                and self.text[before.end : one.start].strip(" ,\n") in ("", "the")
                and not patterns.HEDGED.match(before.text)
            ):
                yield one.entities[0], before.text, one.start


def _only(one: Mention, entities: Mapping[str, Entity]) -> Mention | None:
    """A mention of one entity, whatever voice may be called so too."""
    ids = tuple(key for key in one.entities if key in entities)
    return one._replace(entities=ids) if len(ids) == 1 else None


def _called(name: str, noun: str) -> bool:
    """Whether a name is built on a noun, in the singular or plural."""
    return noun_of(name) in (noun, noun.removesuffix("s"))
