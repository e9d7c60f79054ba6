"""Size limits in constant steps, no grammar that backtracks, and values that can be hashed, sent and shared. Steps are counted, never timed."""

from __future__ import annotations

import copy
import importlib
import pickle
import random
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import discrepancy.values
from discrepancy.values.base import Basis, Value, compare, read, type_names
from discrepancy.values.errors import LONGEST, Unreadable
from discrepancy.values.inline import parse_cell
from tests.support.claims import basis

SEED = 7
# Every word and sign of every grammar; what one type does not know must cost it no more than what it knows.
WORDS = """
c. ca. circa about early mid late mid-to-late before by after no later than not between and or either , / - – .. . ? ~ % X [ ] { }
( ) 1907 44 BC B.C. AD BCE 7 April Apr. Monday spring winter 19th nineteenth century 1950s first half of quarter possibly said to be
shortly the day in same year as three months from until since up including present Y E9 S3 -0043 1907-04 1731/32 (Julian) (O.S.)
6,000 1 1,000 .5 ½ 1/2 million thousand hundred one twenty lakh crore at least most over under fewer more than only exactly est.
nearly low best high tens several dozen men per a total $ € US$ + -5 0.1 two third cent old years aged his 80th < > ; : =
& " ' | \\ é Nguyễn Đ ﬁ complete members general 6000 km² 5m unknown none plus
"""
PHRASES = [
    "a few ",
    "no later than ",
    "1907 or ",
    "1 to ",
    "[1907,",
    "1907..",
    "one hundred and ",
    "A < B < ",
    "A; B; ",
    "of the ",
    "1 men to ",
]
TOKENS = [*WORDS.split(), "e\u0301", *PHRASES]
LENGTHS = (LONGEST // 2, LONGEST)
# Steps (calls, returns and lines) a character of the longest text, and those of reading anything at all.
A_CHARACTER, AT_ALL = 160, 25_000

ENORMOUS = [
    "Y9E999999999",
    "9" * 1_000_000,
    "X" * 1_000_000,
    "[" + "1900," * 1_000_000 + "1900]",
    "{" + "a;" * 1_000_000 + "b}",
    "A < " * 1_000_000 + "B",
    "in his " + "8" * 1_000_000 + "th year",
    "1" + ",000" * 1_000_000,
]
WIDE = [
    "XXXX-XX-XX",
    "XXXX-1X-3X",
    "[" + "XXXX-XX-1X," * 150 + "1900]",
    "1XXX-1X-1X",
    "Y" + "9" * 1900,
    "Y1E99",
    "Y-9999E99",
    "999999999S9",
]


def steps(type_name: str, text: Any, declared: Basis) -> int:
    """The calls, returns and lines that reading takes, whether it ends in a value or in Unreadable."""
    count = 0

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    def profile(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += 1

    before, profiled = sys.gettrace(), sys.getprofile()
    sys.setprofile(profile)
    sys.settrace(trace)
    try:
        read(type_name, text, declared)
    except Unreadable:
        pass
    finally:
        sys.settrace(before)
        sys.setprofile(profiled)
    return count


@pytest.fixture(scope="module")
def declared() -> Basis:
    found = basis()
    for name in type_names():  # what is built once is not counted
        for text in (
            "Y9E999999999",
            "1907 or 1908",
            "about 6,000 men",
            "lorem ipsum dolor",
            "A < B",
            "{An; Binh}",
        ):
            steps(name, text, found)
    return found


@pytest.mark.parametrize("name", type_names())
def test_a_text_too_long_is_refused_at_once(name: str, declared: Basis) -> None:
    counted = [steps(name, text, declared) for text in ENORMOUS[1:]]
    assert max(counted) <= 100
    for text in ENORMOUS[1:]:
        with pytest.raises(Unreadable, match="longer than any"):
            read(name, text, declared)


@pytest.mark.parametrize(
    "option", ["unit", "per", "best", "low", "from", "to", "including", "calendar", "hemisphere"]
)
@pytest.mark.parametrize("name", ["quantity", "span", "date"])
def test_an_option_too_long_takes_no_longer(name: str, option: str, declared: Basis) -> None:
    text = {} if option in ("low", "from", "to", "including") else {"value": "1907"}
    assert steps(name, {**text, option: "9" * 1_000_000}, declared) <= AT_ALL


@pytest.mark.parametrize("text", [ENORMOUS[0], *WIDE], ids=lambda text: text[:14])
@pytest.mark.parametrize("name", ["date", "span", "quantity", "age", "duration"])
def test_a_text_that_says_too_much_is_answered_soon(name: str, text: str, declared: Basis) -> None:
    assert steps(name, text, declared) <= AT_ALL


def test_years_too_far_and_sets_too_wide_are_errors() -> None:
    for text, said in (
        ("Y9E999999999", "too far"),
        ("1XXX-1X-1X", "separate dates"),
        ("9" * 500, "more digits"),
        ("Y1E99", "too far"),
    ):
        with pytest.raises(Unreadable, match=said):
            read("date", text)


def repeated(token: str, length: int) -> str:
    return (token * (length // len(token) + 1))[:length]


def adversaries() -> Iterator[str]:
    """What each text repeats: one token, and two or three drawn at random."""
    draw = random.Random(SEED)
    for token in TOKENS:
        yield token
        yield token + " "
    for _ in range(150):
        yield " ".join(draw.choices(TOKENS, k=draw.choice((2, 2, 3)))) + draw.choice(["", " ", ", "])


@pytest.mark.parametrize("name", type_names())
def test_steps_grow_with_the_length_and_no_faster(name: str, declared: Basis) -> None:
    worst: list[tuple[int, int, str]] = []
    for token in adversaries():
        half, whole = (steps(name, repeated(token, length), declared) for length in LENGTHS)
        # The double length takes at most the double and a tenth, but for what any reading takes.
        if whole > 2.1 * half + 3_000 or whole > A_CHARACTER * LONGEST:
            worst.append((half, whole, token))
    assert not worst


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of the values holds, in a tuple or table too."""
    values = Path(discrepancy.values.__file__).parent
    for path in sorted(values.rglob("*.py")):
        module = importlib.import_module(
            ".".join(("discrepancy.values", *path.relative_to(values).with_suffix("").parts)).removesuffix(
                ".__init__"
            )
        )
        for name, held in vars(module).items():
            for one in _compiled(held):
                yield f"{path.stem}.{name}", one


def _compiled(held: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    held = getattr(held, "__self__", held) if callable(held) else held  # re.compile(...).fullmatch
    if isinstance(held, re.Pattern):
        yield held
    elif depth and isinstance(held, dict):
        yield from _compiled(tuple(held.values()), depth - 1)
    elif depth and isinstance(held, (tuple, list, frozenset)):
        for one in held:
            yield from _compiled(one, depth - 1)


def nested(parsed: Any, inside: bool = False) -> bool:
    """Whether a repetition without bound holds another that may begin the same way twice: `(a+)*`."""
    for kind, held in parsed:
        name = str(kind)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            _, most, body = held
            unbounded = most > 1000
            if unbounded and inside:
                return True
            if nested(body, inside or (unbounded and _loose(body))):
                return True
        elif (name == "SUBPATTERN" and nested(held[3], inside)) or (
            name == "BRANCH" and any(nested(branch, inside) for branch in held[1])
        ):
            return True
    return False


def _loose(body: Any) -> bool:
    """Whether the body of a repetition can begin with what it repeats: then two ways lead through one text."""
    return not body or str(body[0][0]) in ("MAX_REPEAT", "MIN_REPEAT")


def test_no_pattern_repeats_a_repetition() -> None:
    found = list(patterns())
    assert len(found) > 30
    parse: Callable[..., Any] = importlib.import_module("re._parser").parse
    assert nested(parse(r"(?:a+)*b"))
    assert not nested(parse(r"[0-9]+(?:,[0-9]+)*"))
    assert [name for name, one in found if nested(parse(one.pattern, one.flags))] == []


SAMPLES: list[tuple[str, str]] = [
    *(("date", text) for text in ("7 April 1907", "c. 1907", "1907 or 1908", "[1667,1668,1670..1672]", "44 BC", "by 1930", "1930?", "unknown")),
    *(("date", text) for text in ("late 1956", "winter 1967-68", "19th century", "{value: 1 March 1917, calendar: julian}", "195X", "1984~")),
    *(("span", text) for text in ("1946–1954", "since 1951", "1946/..", "including 1953", "{from: by 1951, to: after 3 May 1957}")),
    *(("quantity", text) for text in ("over 12,000", "21.4%", "$3 million a day", "low 20,000 best 22,000 high 30,000", "2½ hectares")),
    *(("quantity", text) for text in ("tens of thousands", "300 or 400", "{value: 2 million, unit: pounds}", "up to an estimated 5,000 men")),
    *(("age", text) for text in ("aged 79", "over 70", "about 60", "in his 80th year")),
    *(("duration", text) for text in ("six years", "about ten months", "2 weeks")),
    *(("entity", text) for text in ("General Võ Nguyên Giáp", "Ho Chi Minh")),
    *(("name", text) for text in ("Lê Văn Nhuận", "Trần Phú")),
    *(("term", text) for text in ("First Secretary", "marshal")),
    *(("set", text) for text in ("An; Bình; Chi", "An; Bình; complete")),
    *(("sequence", text) for text in ("A < B < C", "A < B, C")),
    ("framing", "{scale: a, frame: x}"),
]  # fmt: skip


def readable() -> list[tuple[str, Value]]:
    found = []
    for name, text in SAMPLES:
        if name in type_names():
            try:
                found.append((name, read(name, parse_cell(text), basis())))
            except Unreadable:
                assert name in ("set", "sequence", "framing", "term", "entity"), (
                    text
                )  # these may need a registry
    return found


def test_values_are_hashable_and_survive_pickling_and_copying() -> None:
    values = readable()
    assert len(values) >= 35
    for name, one in values:
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(one, protocol))
            assert back == one
            assert hash(back) == hash(one)
            assert type(back) is type(one)
            assert compare(name, back, one).relation == "identical"
        assert copy.deepcopy(one) == one
    assert len({one for _, one in values}) == len(values)


def test_eight_threads_read_the_same_values() -> None:
    alone = [(name, text, outcome(name, text)) for name, text in SAMPLES * 3 if name in type_names()]
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: [outcome(name, text) for name, text, _ in alone], range(16)):
            assert found == [one for _, _, one in alone]


def outcome(name: str, text: str) -> Value | str:
    try:
        return read(name, parse_cell(text), basis())
    except Unreadable as error:
        return str(error)
