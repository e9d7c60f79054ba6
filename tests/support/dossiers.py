"""Small dossiers of linked questions, made in memory from a seed: true to one world, true to it but for a lie, or wild.

What is true of a world comes from arithmetic of its own (datetime, integers); a claim is kept as true if its licensed set holds the truth.
"""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from discrepancy.model.claim import Claim, Question, When
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import Law
from discrepancy.model.law_checker import read_law
from discrepancy.model.mark import Mark
from discrepancy.model.source import Entity, Source
from discrepancy.values.base import Basis, Relative, SpanSets, Value, read
from discrepancy.values.inline import parse_cell

MONTHS = calendar.month_name
JULIAN = 1_721_425  # from the proleptic ordinal of datetime to a Julian day number
YEAR, MONTH = Fraction(3_652_425, 10_000), Fraction(3_652_425, 120_000)
LENGTHS = {"day": Fraction(1), "week": Fraction(7), "month": MONTH, "year": YEAR}
KINDS = ("true", "lie", "wild")
PEOPLE, EVENTS, OFFICES = ("pia", "quin", "rolf"), ("alarm", "battle", "council"), ("chief", "warden")
LAWS = {
    "life": "born <= died",
    "longest": "died - born <= 100 years",
    "age-at-death": "age-at-death == years(born, died)",
    "age": "age == years(born, as_of)",
    "married": "born <= married",
    "married-alive": "married <= died",
    "held-alive": "held.end <= died",
    "born-before-office": "born <= held.start",
    "one-chief": "at most one holder of chief at a time",
    "one-warden": "at most one holder of warden at a time",
    "order": "start <= end",
    "length": "end - start == duration",
    "alarm-first": "alarm.end <= battle.start",
    "council-last": "battle.end < council.date",
    "fallen": "killed + wounded <= casualties",
    "all-lost": "killed + wounded + missing == casualties",
    "some-left": "casualties <= strength",
    "third-killed": "killed <= strength * 0.3",
}
ENTITIES = {
    **{name: Entity(name, name.title(), "person") for name in PEOPLE},
    **{name: Entity(name, f"the {name}", "event") for name in EVENTS},
    **{name: Entity(name, f"{name.title()} of the town", "office") for name in OFFICES},
}
_BASIS = Basis(anchor=lambda text: "." in text or text in EVENTS)


@lru_cache(maxsize=100_000)
def value(kind: str, text: str) -> Value:
    """A value as a claims file gives it, relative dates included."""
    return read(kind, parse_cell(text), _BASIS)


@lru_cache(maxsize=1)
def laws() -> dict[str, Law]:
    """Every law by name, read once."""
    names = {name: name for name in ENTITIES}
    return {name: read_law(name, text, core_vocabulary(), names) for name, text in LAWS.items()}


@dataclass(frozen=True)
class Made:
    """A dossier, the laws that hold in it, and the id of the claim that is a lie ("" for none)."""

    seed: int
    kind: str
    dossier: Dossier
    laws: tuple[Law, ...]
    lie: str = ""

    def __str__(self) -> str:
        said = [
            f"{claim.id}{' denies' if claim.denies else ''}: {claim.given}{_when(claim)}"
            for claim in self.dossier.claims
        ]
        return "\n".join(
            [
                f"seed {self.seed}, {self.kind}, lie {self.lie or 'none'}",
                *(f"law {law.text}" for law in self.laws),
                *said,
            ]
        )


def _when(claim: Claim) -> str:
    return f" (as of {claim.when.text})" if claim.when else ""


def number(day: dt.date) -> int:
    """The Julian day number of a day."""
    return day.toordinal() + JULIAN


def completed(since: dt.date, until: dt.date) -> int:
    """The completed years from one day to another."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def dossier(entries: Iterable[tuple[Question, str, str, When | None, bool]]) -> Dossier:
    """A dossier of claims (question, type, text, when, denied), each of a source of its own."""
    claims = []
    for i, (question, kind, text, when, denied) in enumerate(entries):
        claims.append(
            Claim(f"S{i}:{question}", f"s{i}", f"S{i}", question, value(kind, text), text, Mark("x.yaml", i + 1, 1), "p. 1",
                  denies=denied, holder=f"s{i}", when=when)
        )  # fmt: skip
    sources = {claim.source: Source(claim.source, claim.siglum, claim.source, claim.mark) for claim in claims}
    return Dossier(
        "x",
        "x",
        "X",
        core_vocabulary(),
        entities=ENTITIES,
        sources=MappingProxyType(sources),
        claims=tuple(claims),
    )


@dataclass
class _Slot:
    """A question that can be claimed on, what is true of it, and how true and any words for it are made."""

    question: Question
    kind: str
    truth: object
    words: Callable[[object], str]
    when: When | None = None
    entries: list[str] = field(default_factory=list)


def made(seed: int, kind: str | None = None, most: int = 9) -> Made:
    """The dossier of a seed."""
    draw = random.Random(f"{seed} {kind}")
    kind = kind or KINDS[seed % 3]
    slots, held = draw.choice((_life, _life, _office, _events, _events, _counts, _mixed))(draw)
    chosen = _chosen(draw, slots, draw.randint(3, most))
    entries = []
    lie = draw.randrange(len(chosen)) if kind == "lie" else -1
    for i, slot in enumerate(chosen):
        text, denied = _text(draw, slot, wild=kind == "wild" or i == lie, lying=i == lie)
        entries.append((slot.question, slot.kind, text, slot.when, denied))
    found = dossier(entries)
    return Made(
        seed, kind, found, tuple(laws()[name] for name in held), found.claims[lie].id if lie >= 0 else ""
    )


def _chosen(draw: random.Random, slots: list[_Slot], count: int) -> list[_Slot]:
    """Slots to claim on, each at least once if there is room, some several times."""
    order = draw.sample(slots, len(slots))
    return [*order[:count], *draw.choices(slots, k=max(0, count - len(slots)))]


def _text(draw: random.Random, slot: _Slot, wild: bool, lying: bool) -> tuple[str, bool]:
    for _ in range(60):
        truth = _moved(draw, slot) if wild else slot.truth
        text = slot.words(truth)
        denied = slot.kind in ("date", "quantity") and draw.random() < 0.06
        said = value(slot.kind, text)
        if isinstance(said, Relative):
            return text, False
        true = _held(said.sets("licensed"), slot.truth)
        if denied:
            true = not _held(said.plain, slot.truth)
        if (wild and not lying) or (true != lying):
            return text, denied
    return text, False


def _held(sets: object, truth: object) -> bool:
    if isinstance(sets, SpanSets):
        assert isinstance(truth, tuple)
        return _held(sets.start, truth[0]) and _held(sets.end, truth[1])
    found = number(truth) if isinstance(truth, dt.date) else truth
    return any(_above(low, found) and _below(high, found) for low, high in sets)  # type: ignore[attr-defined]


def _above(low: object, found: object) -> bool:
    if isinstance(low, tuple):
        return bool(low <= (found, 0))
    return bool(low <= found)  # type: ignore[operator]


def _below(high: object, found: object) -> bool:
    if isinstance(high, tuple):
        return bool((found, 0) <= high)
    return bool(found <= high)  # type: ignore[operator]


def _moved(draw: random.Random, slot: _Slot) -> object:
    """Something near or far from what is true."""
    truth = slot.truth
    if isinstance(truth, dt.date):
        return truth + dt.timedelta(
            days=draw.choice((-1, 1)) * draw.choice((1, 30, 200, 400, 900, 4000)) + draw.randint(-20, 20)
        )
    if isinstance(truth, tuple):
        a, b = (end + dt.timedelta(days=draw.randint(-1500, 1500)) for end in truth)
        return min(a, b), max(a, b)
    if slot.kind == "age":
        return max(1, truth + draw.choice((-12, -3, -2, -1, 1, 2, 4, 15)))  # type: ignore[operator]
    if slot.kind == "duration":
        return max(1, truth * draw.choice((1, 2, 3)) // draw.choice((1, 2, 3)) + draw.randint(-40, 40))  # type: ignore[operator]
    return max(1, truth * draw.choice((1, 2, 3, 5)) // draw.choice((1, 2, 3, 5)) + draw.randint(-3, 3))  # type: ignore[operator]


# Words


def day_text(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def date_words(draw: random.Random, day: dt.date) -> str:
    """Words for a day, true of it at least as worded."""
    off, more = draw.randint(1, 700), draw.randint(0, 700)
    a, b = day - dt.timedelta(days=more), day + dt.timedelta(days=off)
    forms = [
        day_text(day), day.isoformat(), day_text(day), f"{MONTHS[day.month]} {day.year}", f"{day.year}", f"{day.year}", f"c. {day.year + draw.randint(-2, 2)}",
        f"{day.year}?", f"before {day_text(b)}", f"by {day.year + 1}", f"after {day.year - 1}", f"no earlier than {day_text(a)}",
        f"between {day_text(a)} and {day_text(b)}", f"{day.year - draw.randint(1, 4)} or {day.year}", f'"[{day.year},{day.year + 2}]"',
        f'"[{day.year - 3},{day.year}]"', f"{'early' if day.month <= 4 else 'mid' if day.month <= 8 else 'late'} {day.year}", f"{day.year // 10}X",
    ]  # fmt: skip
    return draw.choice(forms)


def count_words(draw: random.Random, truth: int) -> str:
    """Words for a count."""
    part = draw.randint(1, 60)
    low, high = truth * (100 - part) // 100, truth * (100 + part) // 100 + 1
    forms = [
        f"{truth}", f"{truth}", f"exactly {truth}", f"about {truth}", f"{low} to {high}", f"at least {low}", f"at most {high}", f"over {max(low - 1, 1)}",
        f"fewer than {high + 1}", f"{truth} or {high + 5}", f"up to {high}", f"possibly {truth}", f"nearly {truth + 1}", f"{max(truth // 10 * 10, 10)}",
    ]  # fmt: skip
    return draw.choice(forms)


def age_words(draw: random.Random, truth: int) -> str:
    """Words for an age."""
    forms = [
        f"{truth}",
        f"{truth}",
        f"aged {truth}",
        f"about {max(truth + draw.randint(-2, 2), 0)}",
        f"over {max(truth - 5, 1)}",
        f"under {truth + 4}",
    ]
    return draw.choice([*forms, f"between {max(truth - 3, 1)} and {truth + 2}"])


def length_words(draw: random.Random, days: int) -> str:
    """Words for a length of time in days."""
    unit = draw.choice([name for name in LENGTHS if days >= LENGTHS[name]] or ["day"])
    count = max(1, round(days / LENGTHS[unit]))
    return draw.choice(("", "", "about ")) + f"{count} {unit}{'s' if count > 1 else ''}"


def span_words(draw: random.Random, span: tuple[dt.date, dt.date]) -> str:
    """Words for a period."""
    start, end = span
    first, last = (
        draw.choice((day_text(day), f"{MONTHS[day.month]} {day.year}", f"{day.year}", f"c. {day.year}"))
        for day in span
    )
    forms = [
        f"{day_text(start)} – {day_text(end)}",
        f"from {day_text(start)}",
        f"until {day_text(end)}",
        f"since {start.year}",
    ]
    forms += [f"from {start.year} until {end.year}"] if start.year < end.year else []
    if value_or_none(both := "{" + f"from: {first}, to: {last}" + "}"):
        forms += [both, both]
    return draw.choice(forms)


def value_or_none(text: str) -> Value | None:
    """The period that a text states, if it states one."""
    try:
        return value("span", text)
    except ValueError:
        return None


def relative_words(draw: random.Random, day: dt.date, anchor: str, other: dt.date) -> str:
    """Words for a day by another, true of both."""
    days = (day - other).days
    side = "after" if days > 0 else "before"
    forms = [f"{side} {anchor}"] * 2 if days else [f"on {anchor}"]
    if days > 0 or days < 0:
        for unit, length in LENGTHS.items():
            if (
                1 <= (count := round(abs(days) / length)) <= 9_999
                and abs(abs(days) - count * length) < length / 2
            ):
                forms.append(f"{count} {unit}{'s' if count > 1 else ''} {side} {anchor}")
        forms += [f"possibly {side} {anchor}"]
    years, months = day.year - other.year, 12 * (day.year - other.year) + day.month - other.month
    forms += [f"in the same year as {anchor}"] * (years == 0) + [f"in the same month as {anchor}"] * (
        months == 0
    )
    forms += [f"the year {'after' if years > 0 else 'before'} {anchor}"] * (2 * (abs(years) == 1))
    forms += [f"the month {'after' if months > 0 else 'before'} {anchor}"] * (abs(months) == 1)
    forms += [f"the next day after {anchor}"] * (days == 1) + [f"by {anchor}"] * (days <= 0)
    forms += [f"shortly {side} {anchor}"] * (0 < abs(days) <= 366)
    return draw.choice(forms)


# Worlds


def _day(draw: random.Random, low: int, high: int) -> dt.date:
    return dt.date(low, 1, 1) + dt.timedelta(days=draw.randrange((high - low) * 365))


def _dated(
    draw: random.Random, about: str, name: str, day: dt.date, others: dict[str, dt.date] | None = None
) -> _Slot:
    mine = f"{about}.{name}"

    def words(truth: object) -> str:
        assert isinstance(truth, dt.date)
        anchors = sorted(set(others or ()) - {mine})
        if anchors and draw.random() < 0.35:
            anchor = draw.choice(anchors)
            return relative_words(draw, truth, anchor, (others or {})[anchor])
        return date_words(draw, truth)

    return _Slot(Question(about, name), "date", day, words)


def _life(draw: random.Random, people: int = 0) -> tuple[list[_Slot], list[str]]:
    slots = []
    known: dict[str, dt.date] = {}
    last: dt.date | None = None
    for name in PEOPLE[: people or draw.choice((1, 1, 2))]:
        born = dt.date(1896, 2, 29) if draw.random() < 0.1 else _day(draw, 1890, 1930)
        died = born + dt.timedelta(days=draw.randint(18 * 366, 90 * 365))
        married = born + (died - born) * draw.randint(20, 90) // 100
        known |= {f"{name}.born": born, f"{name}.died": died, f"{name}.married": married}
        slots += [
            _dated(draw, name, key, day, known)
            for key, day in (("born", born), ("died", died), ("married", married))
        ]
        slots += [
            _Slot(Question(name, "age-at-death"), "age", completed(born, died), lambda n: age_words(draw, n))
        ]  # type: ignore[arg-type]
        for _ in range(draw.randint(0, 2)):
            day = born + (died - born) * draw.randint(10, 99) // 100
            day = last if last and born < last < died and draw.random() < 0.3 else day
            last = day
            text = f"{day.year}" if draw.random() < 0.25 else day_text(day)
            when = When("as_of", text, value=value("date", text))
            slots.append(
                _Slot(Question(name, "age"), "age", completed(born, day), lambda n: age_words(draw, n), when)
            )  # type: ignore[arg-type]
    return slots, ["life", "longest", "age-at-death", "age", "married", "married-alive"]


def _office(draw: random.Random) -> tuple[list[_Slot], list[str]]:
    slots, office = [], draw.choice(OFFICES)
    day = _day(draw, 1900, 1920)
    for name in PEOPLE[: draw.choice((2, 3, 3))]:
        end = day + dt.timedelta(days=draw.randint(200, 3000))
        slots += [
            _Slot(
                Question(name, "held", (("office", office),)),
                "span",
                (day, end),
                lambda n: span_words(draw, n),
            )
        ] * 2  # type: ignore[arg-type]
        if draw.random() < 0.6:
            slots.append(_dated(draw, name, "died", end + dt.timedelta(days=draw.randint(0, 2000))))
        if draw.random() < 0.3:
            slots.append(_dated(draw, name, "born", day - dt.timedelta(days=draw.randint(6000, 20000))))
        day = end + dt.timedelta(days=draw.choice((0, 0, 1, draw.randint(1, 500))))
    return slots, ["life", "held-alive", "born-before-office", f"one-{office}"]


def _events(draw: random.Random, count: int = 0) -> tuple[list[_Slot], list[str]]:
    slots: list[_Slot] = []
    known: dict[str, dt.date] = {}
    day = _day(draw, 1900, 1960)
    for name in EVENTS[: count or draw.choice((1, 2, 3))]:
        end = day + dt.timedelta(
            days=draw.choice((draw.randint(0, 20), draw.randint(20, 400), draw.randint(300, 2000)))
        )
        if name == "council":
            known["council.date"] = end
            slots += [_dated(draw, name, "date", end, known)] * 2
        else:
            known |= {f"{name}.start": day, f"{name}.end": end}
            slots += [_dated(draw, name, "start", day, known), _dated(draw, name, "end", end, known)]
            if end > day:
                slots.append(
                    _Slot(
                        Question(name, "duration"),
                        "duration",
                        (end - day).days,
                        lambda n: length_words(draw, n),
                    )
                )  # type: ignore[arg-type]
        day = end + dt.timedelta(days=draw.randint(1, 900) if name == "battle" else draw.randint(0, 900))
    if draw.random() < 0.5:
        # A council named alone stands for its date.
        known |= {"council": known["council.date"]} if "council.date" in known else {}
    return slots, ["order", "length", *draw.sample(["alarm-first", "council-last"], draw.randint(0, 2))]


def _counts(draw: random.Random) -> tuple[list[_Slot], list[str]]:
    killed, wounded, missing = draw.randint(5, 900), draw.randint(5, 900), draw.randint(5, 500)
    casualties = killed + wounded + missing
    truth = {"killed": killed, "wounded": wounded, "missing": missing, "casualties": casualties}
    truth["strength"] = max(casualties, killed * 10 // 3 + 1) + draw.randint(0, 4000)
    slots = [
        _Slot(Question("battle", name), "quantity", n, lambda n: count_words(draw, n))
        for name, n in truth.items()
    ]  # type: ignore[arg-type]
    return slots, draw.sample(["fallen", "all-lost", "some-left", "third-killed"], draw.randint(2, 4))


def _mixed(draw: random.Random) -> tuple[list[_Slot], list[str]]:
    slots, names = _life(draw, 1)
    more, others = draw.choice((_counts, _events))(draw)
    return [*slots, *more], [*names, *others]
