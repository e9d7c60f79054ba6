"""The one ring of links beside a count of what is left when leaves are taken away by hand."""

from __future__ import annotations

import pytest

from discrepancy.reasoning.cycles import single_cycle


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ([(1, 2), (2, 3), (3, 1)], {0, 1, 2}),
        ([(1, 2), (2, 3), (3, 1), (3, 4), (4, 5)], {0, 1, 2}),
        ([(1, 2), (2, 1)], {0, 1}),
        ([(9, 8), (1, 2), (2, 1)], {1, 2}),
        ([(1, 2), (2, 3)], set()),
        ([(1, 2), (2, 3), (3, 1), (4, 5), (5, 6), (6, 4)], set()),
        ([(1, 2), (2, 3), (3, 1), (1, 4), (4, 3)], set()),
        ([(1, 2), (2, 3), (3, 1), (3, 4), (4, 5), (5, 3)], set()),
        ([(1,), (2, 3), (3, 2)], set()),
        ([], set()),
    ],
)
def test_one_ring_and_what_hangs_on_it(links: list[tuple[int, ...]], found: set[int]) -> None:
    assert single_cycle(dict(enumerate(links))) == found
