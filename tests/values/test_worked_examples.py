"""The worked examples of the specification (section 7), both directions."""

from __future__ import annotations

import pytest

from discrepancy.values.base import read, relate
from discrepancy.values.inline import parse_cell

EXAMPLES = """
date: 2 September 1945 | 1945-09-02 identical · 2 September 1945 | September 1945 refines · 2 September 1945 | 1946 conflict ·
1890 | c. 1890 agrees · 19 May 1890 | c. 1890 refines · c. 1890 | 1893 compatible · c. 1895 | 1896 compatible ·
c. 1895 | 1899 tension · c. 1895 | 1915 conflict · 1960s | 1964 refines · early 1960s | 1962 refines · early 1960s | mid 1960s compatible ·
early 1960s | late 1960s conflict · mid-1945 | August 1945 refines · late 1945 | March 1945 conflict · before 1930 | 3 February 1930 conflict ·
by 1930 | 3 February 1930 refines · after 1930 | 1929 conflict · 1929 or 1930 | 1930 refines · 1930? | 1929 tension · [1929,1931] | 1930 conflict ·
1 March 1917 (Julian) | 14 March 1917 agrees · 27 BC | -0026 identical · summer 1954 | July 1954 refines · 18th century | 1802 conflict ·
between 1920 and 1924 | between 1923 and 1927 compatible
span: 1960–1976 | from 1960 to 1976 identical · 1960–1976 | 1960–1975 conflict · from 1960 | 1960–1976 refines · c. 1960–1976 | 1960–1976 agrees
quantity: over 12,000 | 15,000 refines · over 12,000 | 9,000 conflict · more than 12,000 | 60,000 compatible · up to 50,000 | 40,000 refines ·
up to 50,000 | 60,000 tension · no more than 50,000 | 60,000 conflict · up to 50,000 | 1,000 tension · about 800 | 800 agrees · about 800 | 830 compatible ·
about 800 | 2,000 conflict · hundreds of thousands | 350,000 refines · several thousand | 60,000 conflict · 90,000 | 88,412 compatible ·
413,000 | 431,000 conflict · 2.4 million | 2,387,000 compatible · 20,000 to 30,000 | 24,500 refines · 20,000 to 30,000 | 45,000 conflict ·
20,000 to 30,000 | 28,000 to 40,000 compatible · low 20,000 best 22,000 high 30,000 | low 28,000 best 38,000 high 40,000 tension ·
fewer than 5,000 | at least 8,000 conflict · almost 7,000 | 6,850 refines · 13.5% | 14% compatible · 2 crore | 20,000,000 identical ·
$50 million a month | $600 million a year agrees · 40 villages | 12,000 hectares different-unit
entity: Hồ Chí Minh | Ho Chi Minh agrees · Nguyễn Văn Linh | Nguyễn Văn Cừ conflict · Trần Phú | Trần Phụ tension
sequence: P < Q | Q < P conflict
set: X; Y; Z | X; Z refines
"""


def cases() -> list[tuple[str, str, str, str]]:
    found = []
    for part in EXAMPLES.strip().replace("·\n", "· ").split("\n"):
        kind, _, examples = part.partition(": ")
        for example in examples.split(" · "):
            left, right = example.split(" | ")
            right, _, relation = right.rpartition(" ")
            found.append((kind, left, right, relation))
    return found


@pytest.mark.parametrize(("kind", "left", "right", "relation"), cases())
def test_an_example_holds_both_ways(kind: str, left: str, right: str, relation: str) -> None:
    a, b = read(kind, parse_cell(left)), read(kind, parse_cell(right))
    assert relate(kind, a, b).relation == relation
    assert relate(kind, b, a).relation == relation


def test_a_complete_list_conflicts_with_a_longer_one() -> None:
    complete = read("set", parse_cell("{value: X; Y, complete: true}"))
    assert relate("set", complete, read("set", "X; Y; Z")).relation == "conflict"


def test_transposed_digits_are_hinted_at() -> None:
    found = relate("quantity", read("quantity", "413,000"), read("quantity", "431,000"))
    assert any("transposed" in hint for hint in found.hints)
