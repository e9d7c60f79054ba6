"""The lunisolar calendar of China and Vietnam by its rule since 1645, computed for one meridian.

A month begins on the day of the new moon. The eleventh contains the winter solstice; where thirteen months
lie between two eleventh ones, the first without a principal term (the sun's apparent longitude at a multiple
of 30°) is the leap month and repeats the number before it. New moons: Jean Meeus, "Astronomical Algorithms",
2nd ed., ch. 49; sun: VSOP87 as shortened there, ch. 25 and app. III. Both are right to a few seconds here.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import cos, floor, radians, sin

from discrepancy.values.dates.counted_calendars import CalendarMonth
from discrepancy.values.dates.days import GREGORIAN

CLOSE = 2 / 1440  # so near to midnight (days) a moment is too close to call
_TURN = 360.0

# Seconds from universal to dynamical time, by year (Morrison & Stephenson 2004; observed; from 2020 on
# foretold).
_DELTA_YEARS = (
    1640, 1650, 1660, 1670, 1680, 1690, 1700, 1750, 1800, 1820, 1850, 1870, 1880, 1900, 1910, 1920,
    1930, 1940, 1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020, 2050, 2110,
)  # fmt: skip
_DELTA = (
    62, 49, 36, 27, 17, 11, 9, 13, 14, 12, 7, 2, -5, -3, 10, 21, 24, 24, 29, 33, 40, 51, 57, 64, 66, 69,
    80, 120,
)  # fmt: skip

# Of a new moon: coefficient (days), power of the eccentricity, multiples of M, M', F and the node.
_MOON = (
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0), (0.00739, 1, -1, 1, 0, 0),
    (-0.00514, 1, 1, 1, 0, 0), (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0), (0.00056, 1, 1, 2, 0, 0),
    (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0), (0.00038, 1, 1, 0, -2, 0),
    (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0), (0.00004, 0, 0, 2, -2, 0), (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0), (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0), (0.00003, 0, -1, 1, 2, 0), (-0.00002, 0, -1, 1, -2, 0),
    (-0.00002, 0, 1, 3, 0, 0), (0.00002, 0, 0, 4, 0, 0),
)  # fmt: skip
# Of the planets on a new moon: coefficient (millionths of a day), phase and motion (degrees).
_PLANETS = (
    (325, 299.77, 0.107408), (165, 251.88, 0.016321), (164, 251.83, 26.651886), (126, 349.42, 36.412478),
    (110, 84.66, 18.206239),
    (62, 141.74, 53.303771), (60, 207.14, 2.453732), (56, 154.84, 7.306860), (47, 34.52, 27.261239),
    (42, 207.19, 0.121824),
    (40, 291.34, 1.844379), (37, 161.72, 24.198154), (35, 239.56, 25.513099), (23, 331.55, 3.592518),
)  # fmt: skip
# Of the earth's longitude: amplitude (1e-8 rad), phase, motion (rad per 1000 years), by power of the time.
_EARTH = (
    (
        (175347046, 0, 0), (3341656, 4.6692568, 6283.07585), (34894, 4.6261, 12566.1517),
        (3497, 2.7441, 5753.3849), (3418, 2.8289, 3.5231),
        (3136, 3.6277, 77713.7715), (2676, 4.4181, 7860.4194), (2343, 6.1352, 3930.2097),
        (1324, 0.7425, 11506.7698), (1273, 2.0371, 529.691),
        (1199, 1.1096, 1577.3435), (990, 5.233, 5884.927), (902, 2.045, 26.298), (857, 3.508, 398.149),
        (780, 1.179, 5223.694),
        (753, 2.533, 5507.553), (505, 4.583, 18849.228), (492, 4.205, 775.523), (357, 2.92, 0.067),
        (317, 5.849, 11790.629),
        (284, 1.899, 796.298), (271, 0.315, 10977.079), (243, 0.345, 5486.778), (206, 4.806, 2544.314),
        (205, 1.869, 5573.143),
        (202, 2.458, 6069.777), (156, 0.833, 213.299), (132, 3.411, 2942.463), (126, 1.083, 20.775),
        (115, 0.645, 0.98),
        (103, 0.636, 4694.003), (102, 0.976, 15720.839), (102, 4.267, 7.114), (99, 6.21, 2146.17),
        (98, 0.68, 155.42),
        (86, 5.98, 161000.69), (85, 1.3, 6275.96), (85, 3.67, 71430.7), (80, 1.81, 17260.15),
        (79, 3.04, 12036.46),
        (75, 1.76, 5088.63), (74, 3.5, 3154.69), (74, 4.68, 801.82), (70, 0.83, 9437.76), (62, 3.98, 8827.39),
        (61, 1.82, 7084.9), (57, 2.78, 6286.6), (56, 4.39, 14143.5), (56, 3.47, 6279.55),
        (52, 0.19, 12139.55),
        (52, 1.33, 1748.02), (51, 0.28, 5856.48), (49, 0.49, 1194.45),
    ),
    (
        (628331966747, 0, 0), (206059, 2.678235, 6283.07585), (4303, 2.6351, 12566.1517),
        (425, 1.59, 3.523), (119, 5.796, 26.298),
        (109, 2.966, 1577.344), (93, 2.59, 18849.23), (72, 1.14, 529.69), (68, 1.87, 398.15),
        (67, 4.41, 5507.55), (59, 2.89, 5223.69),
        (56, 2.17, 155.42), (45, 0.4, 796.3), (36, 0.47, 775.52),
    ),
    ((52919, 0, 0), (8720, 1.0721, 6283.0758), (309, 0.867, 12566.152)),
)  # fmt: skip


def _delta(moment: float) -> float:
    """Days from universal to dynamical time."""
    year = 2000 + (moment - 2451545) / 365.25
    at = min(max(bisect_right(_DELTA_YEARS, year), 1), len(_DELTA) - 1)
    low, high = _DELTA_YEARS[at - 1], _DELTA_YEARS[at]
    return (_DELTA[at - 1] + (_DELTA[at] - _DELTA[at - 1]) * (year - low) / (high - low)) / 86400


def new_moon(k: int) -> float:
    """The moment (universal time, Julian date) of the new moon number k, 0 being that of 6 January 2000."""
    t = k / 1236.85
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2 - 0.00000015 * t**3 + 0.00000000073 * t**4
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = radians(2.5534 + 29.1053567 * k - 0.0000014 * t**2 - 0.00000011 * t**3)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t**2 + 0.00001238 * t**3 - 0.000000058 * t**4)
    latitude = radians(
        160.7108 + 390.67050284 * k - 0.0016118 * t**2 - 0.00000227 * t**3 + 0.000000011 * t**4
    )
    node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t**2 + 0.00000215 * t**3)
    moment = mean + sum(
        c * eccentricity**p * sin(a * sun + b * moon + f * latitude + n * node) for c, p, a, b, f, n in _MOON
    )
    moment += sum(c * sin(radians(phase + motion * k)) for c, phase, motion in _PLANETS) / 1e6
    return moment - _delta(moment)


def longitude(moment: float) -> float:
    """The apparent longitude of the sun in degrees at a moment (universal time, Julian date)."""
    t = (moment + _delta(moment) - 2451545) / 365250
    earth = (
        sum(t**power * sum(a * cos(b + c * t) for a, b, c in terms) for power, terms in enumerate(_EARTH))
        / 1e8
    )
    node, mean_sun = radians(125.04452 - 19341.36261 * t), radians(280.4665 + 360007.698 * t)
    moon = radians(218.3165 + 4812678.813 * t)
    nutation = -17.20 * sin(node) - 1.32 * sin(2 * mean_sun) - 0.23 * sin(2 * moon) + 0.21 * sin(2 * node)
    distance = 1 - 0.016709 * cos(radians(357.5291 + 359990.503 * t))
    return (earth * 180 / 3.141592653589793 + 180 + (nutation - 0.09033 - 20.4898 / distance) / 3600) % _TURN


def _moon_day(k: int, hours: float) -> tuple[int, bool]:
    """The local day of a new moon, and whether it is too close to midnight to be sure."""
    local = new_moon(k) + 0.5 + hours / 24
    return floor(local), min(local % 1, 1 - local % 1) < CLOSE


def _term(day: int, hours: float) -> tuple[int, bool]:
    """How many principal terms (0-11) the sun has passed at the start of a local day, and whether that is too
    close to call.
    """
    at = longitude(day - 0.5 - hours / 24) / 30
    return floor(at), min(at % 1, 1 - at % 1) * 30 / 0.9856 < CLOSE


@lru_cache(maxsize=512)
def _months(year: int, hours: float) -> tuple[CalendarMonth, ...]:
    """The months from the eleventh of `year - 1`, which has the solstice, to before that of `year`."""
    starts: list[tuple[int, bool]] = []
    first, last = _eleventh(year - 1, hours), _eleventh(year, hours)
    starts = [_moon_day(k, hours) for k in range(first, last + 1)]
    terms = [_term(day, hours) for day, _ in starts]
    # A month without a principal term: the same number of them passed at its start and at its end.
    leap = (
        next((i for i in range(1, len(starts) - 1) if terms[i][0] == terms[i + 1][0]), 0)
        if last - first == 13
        else 0
    )
    doubtful = last - first == 13 and any(close for _, close in terms)
    found: list[CalendarMonth] = []
    number = 10
    for i in range(last - first):
        number += not (leap and i == leap)
        (start, close), (end, _) = starts[i], starts[i + 1]
        found.append(
            CalendarMonth(
                f"{(number - 1) % 12 + 1}{'L' * (leap > 0 and i == leap)}",
                start,
                end - start,
                close or starts[i + 1][1] or doubtful,
            )
        )
    return tuple(found)


@lru_cache(maxsize=512)
def _eleventh(year: int, hours: float) -> int:
    """The number of the new moon that begins the month of the winter solstice of `year`."""
    solstice = GREGORIAN.day(year, 12, 20)
    while _term(solstice + 1, hours)[0] < 9:
        solstice += 1
    k = floor((solstice - 2451550) / 29.530588861) + 1
    while _moon_day(k, hours)[0] > solstice:
        k -= 1
    return k


def year_months(year: int, hours: float) -> tuple[CalendarMonth, ...]:
    """The months of a lunar year, from its first to its last, for the meridian so many hours east."""
    before, after = _months(year, hours), _months(year + 1, hours)
    begins = next(i for i, month in enumerate(before) if month.label == "1")
    ends = next(i for i, month in enumerate(after) if month.label == "1")
    return (*before[begins:], *after[:ends])
