"""Lives under one name that cannot be one person's: who says when someone was born and died, and which two of
these are so far apart that two people are the likelier cause.

One date that is off is a slip; a life that ends before it begins is none. Two people are likely where both
the birth and the death are far apart, or where one life is over before the other begins and nothing that both
give agrees, nor could be a misprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.model.claim import Claim
from discrepancy.values import intervals as region
from discrepancy.values.base import Relative, Unknown
from discrepancy.values.dates.days import GREGORIAN
from discrepancy.values.dates.hints import date_hints
from discrepancy.values.intervals import Region

FAR_APART = 3652  # days: births, and deaths, that are ten years apart
A_YEAR = 365
MOST_LIVES = 60  # that are compared two by two


class Life(NamedTuple):
    """What one voice says of a life: when it began and when it ended; either may be missing."""

    born: Claim | None
    died: Claim | None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is said of it."""
        return tuple(claim for claim in self if claim is not None)

    @property
    def complete(self) -> bool:
        """Whether both its ends are given."""
        return self.born is not None and self.died is not None


class TwoLives(NamedTuple):
    """Two lives that cannot be one person's, each with every life that fits it and not the other; and those
    that fit neither alone.
    """

    first: tuple[Life, ...]
    second: tuple[Life, ...]
    others: tuple[Life, ...]


def two_lives(born: QuestionClaims, died: QuestionClaims) -> TwoLives | None:
    """The two lives that stand furthest from being one, or None where what is said can be one life, or only
    one of its dates is off.
    """
    lives = _lives(born, died)[:MOST_LIVES]
    pairs = [pair for pair in combinations(lives, 2) if _two_people(*pair)]
    if not pairs:
        return None
    left, right = min(pairs, key=lambda pair: -sum(life.complete for life in pair))
    sides: tuple[list[Life], list[Life], list[Life]] = ([], [], [])
    for life in lives:
        fits = _fits(life, left), _fits(life, right)
        sides[0 if fits == (True, False) else 1 if fits == (False, True) else 2].append(life)
    first, second, others = map(tuple, sides)
    return TwoLives(first, second, others)


def _lives(born: QuestionClaims, died: QuestionClaims) -> list[Life]:
    """The lives that each voice of each source tells, in the order in which they come: as many as the dates
    it gives that exclude one another, the first birth with the first death.
    """
    told: dict[tuple[str, str], tuple[list[Claim], list[Claim]]] = {}
    for place, asked in enumerate((born, died)):
        for claim in asked.claims:
            if not claim.counts or claim.denies or isinstance(claim.value, (Unknown, Relative)):
                continue
            ends = told.setdefault((claim.source, claim.holder), ([], []))[place]
            if all(_apart(claim, other) for other in ends):
                ends.append(claim)
    return list(_in_pairs(list(told.values())))


def _in_pairs(told: Sequence[tuple[list[Claim], list[Claim]]]) -> Iterator[Life]:
    for births, deaths in told:
        for place in range(max(len(births), len(deaths))):
            life = Life(
                births[place] if place < len(births) else None, deaths[place] if place < len(deaths) else None
            )
            if not (life.born and life.died and _after(life.born, life.died) > 0):
                yield life


def _days(claim: Claim) -> Region:
    days: Region = claim.value.charitable
    return days


def _apart(a: Claim, b: Claim) -> float:
    """The days between two dates, read with charity; 0 where they meet."""
    ends = region.apart(_days(a), _days(b))
    return 0 if ends is None else float(ends[1] - ends[0])


def _after(a: Claim, b: Claim) -> float:
    """How many days all that the first date can be is after all that the second can be; 0 or less where it
    need not be.
    """
    return float(_days(a)[0][0] - _days(b)[-1][1])


def is_after(a: Claim, b: Claim) -> bool:
    """Whether the first date is after the second, whatever either can be."""
    return _after(a, b) > 0


def lies_within(a: Life, b: Life) -> bool:
    """Whether one of two whole lives begins after the other and ends before it."""
    if not (a.born and a.died and b.born and b.died):
        return False
    return (is_after(a.born, b.born) and is_after(b.died, a.died)) or (
        is_after(b.born, a.born) and is_after(a.died, b.died)
    )


def _two_people(a: Life, b: Life) -> bool:
    births = _apart(a.born, b.born) if a.born and b.born else None
    deaths = _apart(a.died, b.died) if a.died and b.died else None
    if births == 0 or deaths == 0:
        return False
    if births is not None and deaths is not None:
        return min(births, deaths) >= FAR_APART or _one_is_over(a, b, 0)
    if (a.born and b.born and _is_slip(a.born, b.born)) or (a.died and b.died and _is_slip(a.died, b.died)):
        return False
    return _one_is_over(a, b, A_YEAR)


def _one_is_over(a: Life, b: Life, days: int) -> bool:
    """Whether one life is over, by more than some days, before the other begins."""
    return bool(
        (a.died and b.born and _after(b.born, a.died) > days)
        or (b.died and a.born and _after(a.born, b.died) > days)
    )


def _is_slip(a: Claim, b: Claim) -> bool:
    """Whether one of two dates may be a misprint of the other: digits turned, or one figure of the year."""
    if date_hints(a.value.plain, b.value.plain):
        return True
    years = [_year(claim) for claim in (a, b)]
    return len(years[0]) == len(years[1]) > 0 and sum(x != y for x, y in zip(*years, strict=True)) == 1


def _year(claim: Claim) -> str:
    """The figures of the year of a date that lies in one; else nothing."""
    first, last = claim.value.plain[0][0], claim.value.plain[-1][1]
    if region.INF in (-first, last):
        return ""
    years = {GREGORIAN.civil(day)[0] for day in (first, last)}
    return str(years.pop()) if len(years) == 1 else ""


def _fits(life: Life, other: Life) -> bool:
    """Whether two lives can be one."""
    if life.born and other.born and _apart(life.born, other.born):
        return False
    if life.died and other.died and _apart(life.died, other.died):
        return False
    return not _one_is_over(life, other, 0)
