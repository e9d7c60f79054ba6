"""Worlds: one true answer to a question, true statements of it at random precision, hedge and rounding, and false ones.

The generators know what is true from arithmetic of their own (datetime, integers), not from the code under test.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

MONTHS = calendar.month_name
FIRST, LAST = dt.date(1200, 1, 1), dt.date(2000, 12, 31)


@dataclass(frozen=True)
class World:
    """A type, true statements of one answer (the first is exact), and statements that no charity makes true beside the exact one."""

    type: str
    true: tuple[str, ...]
    false: tuple[str, ...]


def day_text(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def _shift(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days=days)


def _decade_part(day: dt.date) -> str:
    digit = day.year % 10
    return "early" if digit <= 3 else "mid" if digit <= 6 else "late"


def _year_part(day: dt.date) -> str:
    return "early" if day.month <= 4 else "mid" if day.month <= 8 else "late"


@st.composite
def true_date(draw: Callable[..., object], day: dt.date) -> str:
    """A true statement of a day."""
    off = draw(st.integers(1, 700))
    more = draw(st.integers(0, 700))
    forms = [
        day.isoformat(),
        f"{MONTHS[day.month]} {day.day}, {day.year}",
        f"{MONTHS[day.month]} {day.year}",
        f"{day.year}",
        f"{day.year}-{day.month:02}",
        f"c. {day.year}",
        f"about {day.year}",
        f"{day.year}~",
        f"{day.year}?",
        f"possibly {MONTHS[day.month]} {day.year}",
        f"{_year_part(day)} {day.year}",
        f"before {day_text(_shift(day, off))}",
        f"by {day_text(_shift(day, more))}",
        f"after {day_text(_shift(day, -off))}",
        f"no earlier than {day_text(_shift(day, -more))}",
        f"between {day_text(_shift(day, -more))} and {day_text(_shift(day, off))}",
        f"{day.year - 3} or {day.year}",
        f"[{day.year}, {day.year + 2}]",
        f"[{day.year - more // 100}..{day.year + off // 100}]",
    ]
    near = day.year + draw(st.integers(-2, 2))
    if abs(near - day.year) <= (10 if near % 100 == 0 else 5 if near % 10 == 0 else 2):
        forms.append(f"circa {near}")
    if day.year % 100 >= 10:
        forms += [f"{day.year // 10}0s", f"{_decade_part(day)} {day.year // 10}0s", f"{day.year // 10}X"]
    if day.year % 100:
        forms.append(f"{day.year // 100 + 1}th century")
    return draw(st.sampled_from(forms))  # type: ignore[no-any-return]


@st.composite
def false_date(draw: Callable[..., object], day: dt.date) -> str:
    """A statement that excludes the day even read with charity."""
    away = draw(st.integers(3, 60)) * draw(st.sampled_from([-1, 1]))
    year = day.year + (away if abs(away) > 2 else 3)
    days = draw(st.integers(1, 400))
    forms = [
        f"{year}",
        f"{MONTHS[day.month]} {year}",
        day_text(_shift(day, days)),
        f"before {day_text(day)}",
        f"after {day_text(_shift(day, 1))}",  # from the day named on, by the table
        f"by {day_text(_shift(day, -days))}",
        f"{year} or {year + (1 if away > 0 else -1)}",
        f"c. {day.year + 40}",
    ]
    return draw(st.sampled_from(forms))  # type: ignore[no-any-return]


days = st.dates(FIRST, LAST)


@st.composite
def date_world(draw: Callable[..., object]) -> World:
    day = draw(days)
    true = draw(st.lists(true_date(day), min_size=1, max_size=8))
    false = draw(st.lists(false_date(day), min_size=1, max_size=1))
    return World("date", (day_text(day), *true), tuple(false))


def true_end(day: dt.date) -> st.SearchStrategy[str]:
    """A true statement of one end of a period whose plain reading holds the day, so that the ends are in order at face value."""
    return st.sampled_from(
        [
            day_text(day),
            day.isoformat(),
            f"{MONTHS[day.month]} {day.year}",
            f"{day.year}",
            f"c. {day.year}",
            f"{day.year}?",
        ]
    )


@st.composite
def span_world(draw: Callable[..., object]) -> World:
    start = draw(days)
    end = _shift(start, draw(st.integers(0, 9000)))
    true = [f"{day_text(start)} – {day_text(end)}"]
    for _ in range(draw(st.integers(1, 6))):
        first, last = draw(true_end(start)), draw(true_end(end))
        forms = [
            f"{day_text(start)} – {last}",
            f"from {day_text(start)}",
            f"until {day_text(end)}",
            f"since {start.year}",
            f"until {end.year}",
        ]
        forms += [
            f"{start.isoformat()}/{end.isoformat()}",
            f"{start.year}/{end.year}",
            f"{start.year}/..",
            f"from {start.year} until {end.year}",
        ]
        forms += ["{" + f"from: {first!r}, to: {last!r}" + "}"] if "'" not in first + last else []
        inside = _shift(start, draw(st.integers(0, (end - start).days)))
        forms.append(f"including {day_text(inside)}")
        true.append(draw(st.sampled_from(forms)))
    wrong = _shift(end, draw(st.integers(1, 5000)))
    false = draw(
        st.sampled_from(
            [
                f"{day_text(start)} – {day_text(wrong)}",
                f"until {wrong.year + 1}",
                f"from {day_text(_shift(start, -1))}",
            ]
        )
    )
    return World("span", tuple(true), (false,))


def _rounded(number: int, digits: int) -> int:
    unit = 10**digits
    return (number + unit // 2) // unit * unit


@st.composite
def true_quantity(draw: Callable[..., object], number: int) -> str:
    """A true statement of a count."""
    part = draw(st.integers(1, 90))
    low, high = number * (100 - part) // 100, number * (100 + part) // 100 + 1
    forms = [
        f"{number:,}",
        f"exactly {number:,}",
        f"{low:,} to {high:,}",
        f"between {low:,} and {high:,}",
        f"{number:,} or {high + 1:,}",
    ]
    forms += [
        f"low {low:,} best {number:,} high {high:,}",
        f"at least {number:,}",
        f"at most {number:,}",
        f"up to {number:,}",
    ]
    forms += [f"possibly {number:,}", f"about {number:,}", f"an estimated {number:,}", f"some {number:,}"]
    if number // 3 < number - 1:
        forms += [f"over {number - 1 - (number // 3):,}", f"fewer than {number + 1 + number // 3:,}"]
    if number >= 20:
        forms.append(f"nearly {number + 1:,}")
    for digits in range(1, len(str(number))):
        rounded = _rounded(number, digits)
        last = 10 ** (len(str(rounded)) - len(str(rounded).rstrip("0")))
        if rounded >= 100 and abs(rounded - number) * 10 < min(last * 5, rounded):
            forms += [
                f"{rounded:,}",
                f"about {rounded:,}",
                f"only {rounded:,}" if rounded >= number else f"{rounded:,}",
            ]
    return draw(st.sampled_from(forms))  # type: ignore[no-any-return]


@st.composite
def quantity_world(draw: Callable[..., object]) -> World:
    number = draw(st.one_of(st.integers(3, 3000), st.integers(3000, 3_000_000)))
    true = draw(st.lists(true_quantity(number), min_size=1, max_size=8))
    wrong = [
        f"{number * 3 + 7:,}",
        f"over {number:,}",
        f"fewer than {number:,}",
        f"no more than {number - 1:,}",
    ]
    wrong += [
        f"exactly {number + 1:,}",
        f"about {number * 4 + 11:,}",
        f"{number * 2 + 9:,} to {number * 3 + 17:,}",
    ]
    return World("quantity", (f"exactly {number:,}", *true), (draw(st.sampled_from(wrong)),))


PEOPLE = {
    "giap": ("Võ Nguyên Giáp", "Vo Nguyen Giap", "General Võ Nguyên Giáp", "General Giáp", "giap"),
    "linh": ("Nguyễn Văn Linh", "Nguyen Van Linh", "Mười Cúc", "President Nguyễn Văn Linh"),
    "cu": ("Nguyễn Văn Cừ", "Nguyen Van Cu"),
}
TERMS = {
    "first": ("First Secretary", "first secretary", "Bí thư thứ nhất"),
    "general": ("General Secretary", "Tổng Bí thư"),
}


@st.composite
def label_world(draw: Callable[..., object], kind: str) -> World:
    if kind == "name":
        true = [("Lê Văn Nhuận", "Le Van Nhuan", "Lê Van Nhuận", "Mr Lê Văn Nhuận")]
        false = ["Lê Duẩn", "Lê Văn Thuận"]
        names = draw(st.lists(st.sampled_from(true[0]), min_size=1, max_size=5))
        return World("name", ("Lê Văn Nhuận", *names), (draw(st.sampled_from(false)),))
    registry = PEOPLE if kind == "entity" else TERMS
    who = draw(st.sampled_from(sorted(registry)))
    other = draw(st.sampled_from(sorted(set(registry) - {who})))
    names = draw(st.lists(st.sampled_from(registry[who]), min_size=1, max_size=5))
    return World(kind, (registry[who][0], *names), (draw(st.sampled_from(registry[other])),))


NAMES = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga")


def set_text(members: list[str], style: int) -> str:
    """An open list of the members, written one way or the other."""
    return "; ".join(members) if style else '"{' + ", ".join(members) + '}"'


@st.composite
def true_set(draw: Callable[..., object], members: tuple[str, ...], share: str = "") -> str:
    """A true statement of a set. Every list of names has `share`: lists with no common member are a tension of their own."""
    count, off = len(members), draw(st.integers(0, 3))
    some = draw(st.lists(st.sampled_from(members), unique=True, min_size=1))
    some = [share, *(name for name in some if name != share)] if share else some
    some = draw(st.permutations(some))
    listed = draw(st.permutations(members))
    plural = "member" if count == 1 else "members"
    forms = [
        set_text(some, draw(st.integers(0, 1))),
        f"only {'; '.join(listed)}",
        f"{'; '.join(listed)} (complete)",
        f"{{value: {'; '.join(listed)}, complete: true}}",
        f"{count} {plural}",
        f"{count} {plural}: {'; '.join(some)}",
        f"{{value: {'; '.join(some)}, members: {count}}}",
        f"about {count} {plural}",
        f"at least {max(count - off, 1)} members",
        f"no more than {count + off} members",
        f"{count} to {count + off} members",
        f"possibly {count} members: {'; '.join(some)}",
    ]
    return draw(st.sampled_from(forms))  # type: ignore[no-any-return]


@st.composite
def set_world(draw: Callable[..., object]) -> World:
    everyone = draw(st.permutations(NAMES))
    members, others = tuple(everyone[: draw(st.integers(1, 6))]), everyone[6:]
    true = draw(st.lists(true_set(members, members[0]), min_size=1, max_size=8))
    count = len(members)
    wrong = [
        f"{members[0]}; {others[0]}",
        f"only {others[0]}",
        f"{count + 1} members",
        f"at least {count + 1} members",
        "0 members",
    ]
    wrong += [
        f"{count} members: {others[1]}",
        f"only {'; '.join([*members, others[2]])}",
        f"{count + 4} members: {members[0]}",
    ]
    wrong += [f"only {'; '.join(members[1:])}"] if count > 1 else []
    return World("set", (f"only {'; '.join(members)}", *true), (draw(st.sampled_from(wrong)),))


@st.composite
def true_order(draw: Callable[..., object], members: tuple[str, ...]) -> str:
    """A true statement of an order of all the members."""
    count = len(members)
    chains = []
    for _ in range(draw(st.integers(1, 2))):
        places = sorted(draw(st.lists(st.integers(0, count - 1), min_size=2, unique=True)))
        cut = draw(st.integers(1, len(places) - 1))
        chain = [members[place] for place in places]
        sign = draw(st.sampled_from([" < ", " → ", "<"]))
        together = f"{', '.join(draw(st.permutations(chain[:cut])))}{sign}{', '.join(draw(st.permutations(chain[cut:])))}"
        chains.append(draw(st.sampled_from([sign.join(chain), sign.join(chain), together])))
    return "; ".join(chains)


@st.composite
def sequence_world(draw: Callable[..., object]) -> World:
    members = tuple(draw(st.permutations(NAMES))[: draw(st.integers(2, 6))])
    true = draw(st.lists(true_order(members), min_size=1, max_size=8))
    later, earlier = sorted(
        draw(st.lists(st.integers(0, len(members) - 1), min_size=2, max_size=2, unique=True)), reverse=True
    )
    false = draw(
        st.sampled_from(
            [
                f"{members[later]} < {members[earlier]}",
                f"{members[later]} → {members[earlier]}; {members[0]} < X",
            ]
        )
    )
    if "X" in false and later == 0:
        false = f"{members[later]} < {members[earlier]}"
    return World("sequence", (" < ".join(members), *true), (false,))


@st.composite
def age_world(draw: st.DrawFn) -> World:
    years = draw(st.integers(20, 90))
    forms = [
        f"{years}",
        f"aged {years}",
        f"{years} years old",
        f"about {years}",
        f"about {years + 2}",
        f"over {years - 5}",
        f"under {years + 4}",
    ]
    forms += [
        f"between {years - 3} and {years + 2}",
        f"in his {years + 1}th year" if years % 10 not in (0, 1, 2) else f"{years}",
        f"possibly {years}",
    ]
    true = draw(st.lists(st.sampled_from(forms), min_size=1, max_size=8))
    false = draw(
        st.sampled_from(
            [
                f"exactly {years + 1}",
                f"{years + 3}",
                f"over {years + 5}",
                f"under {years}",
                f"about {years + 9}",
            ]
        )
    )
    return World("age", (f"exactly {years}", *true), (false,))


@st.composite
def duration_world(draw: st.DrawFn) -> World:
    years = draw(st.integers(3, 40))
    days = years * 365 + draw(st.integers(-80, 80))
    days += days % 10 == 0
    forms = [
        f"{years} years",
        f"about {years} years",
        f"over {years - 1} years",
        f"less than {years + 2} years",
        f"{days} days",
    ]
    forms += [f"{round(days / 30.436875)} months", f"about {years + 1} years", f"possibly {years} years"]
    true = draw(st.lists(st.sampled_from(forms), min_size=1, max_size=8))
    false = draw(
        st.sampled_from(
            [
                f"{years + 3} years",
                f"{days + (12 if (days + 12) % 10 else 13)} days",
                f"over {years + 2} years",
                f"about {years + 8} years",
            ]
        )
    )
    return World("duration", (f"{days} days", *true), (false,))


worlds = st.one_of(
    date_world(),
    span_world(),
    quantity_world(),
    set_world(),
    sequence_world(),
    age_world(),
    duration_world(),
    *(label_world(kind) for kind in ("name", "entity", "term")),
)
