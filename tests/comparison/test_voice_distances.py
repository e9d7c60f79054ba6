"""How far apart voices stand: what a distance owes whoever reads it, and what it does not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.comparison.voice_distances import (
    FEWEST,
    VoicePair,
    distance,
    lone_voices,
    mean_position,
    most_isolated,
    voice_pairs,
)

SCALES = "abcdef"
FRACTIONS = st.builds(lambda n, d: Fraction(n % (d + 1), d), st.integers(0, 100), st.integers(1, 7))
PLACES = st.dictionaries(st.sampled_from(SCALES), FRACTIONS, max_size=6)
WHOLE = st.fixed_dictionaries(dict.fromkeys(SCALES, FRACTIONS))
VOICES = st.dictionaries(st.sampled_from("uvwxyz"), PLACES, max_size=6)


class TestDistance:
    @given(PLACES, PLACES)
    def test_is_symmetric_and_lies_between_0_and_1(
        self, one: dict[str, Fraction], other: dict[str, Fraction]
    ) -> None:
        found = distance(one, other)
        assert found == distance(other, one)
        assert (found is None) == one.keys().isdisjoint(other)
        assert found is None or 0 <= found <= 1

    @given(PLACES.filter(bool))
    def test_is_0_for_voices_that_stand_alike(self, one: dict[str, Fraction]) -> None:
        assert distance(one, dict(one)) == 0

    @given(WHOLE, WHOLE, WHOLE)
    def test_obeys_the_triangle_inequality_where_all_answer_the_same(
        self, a: dict[str, Fraction], b: dict[str, Fraction], c: dict[str, Fraction]
    ) -> None:
        found = [distance(one, other) for one, other in ((a, c), (a, b), (b, c))]
        assert found[0] is not None and found[1] is not None and found[2] is not None
        assert found[0] <= found[1] + found[2]

    def test_need_not_obey_it_where_they_share_different_scales(self) -> None:
        a, b, c = (
            {"x": Fraction(0), "y": Fraction(0)},
            {"y": Fraction(0), "z": Fraction(0)},
            {"x": Fraction(1), "z": Fraction(0)},
        )
        assert (distance(a, c), distance(a, b), distance(b, c)) == (1, 0, 0)

    def test_is_a_part_of_the_scale(self) -> None:
        # subordinate < dependent < aligned < independent: two of three steps; then, on a second scale, none of them.
        assert distance({"x": mean_position({0}, 3)}, {"x": mean_position({2}, 3)}) == Fraction(2, 3)
        one, other = (
            {"x": mean_position({0}, 3), "y": mean_position({1}, 1)},
            {"x": mean_position({2}, 3), "y": mean_position({1}, 1)},
        )
        assert distance(one, other) == Fraction(1, 3)

    @given(st.sets(st.integers(0, 6), min_size=1), st.integers(6, 9))
    def test_several_positions_stand_at_their_mean(self, at: set[int], steps: int) -> None:
        assert Fraction(min(at), steps) <= mean_position(at, steps) <= Fraction(max(at), steps)
        assert mean_position({steps - one for one in at}, steps) == 1 - mean_position(
            at, steps
        )  # a scale read from its other end


class TestPairs:
    @given(VOICES)
    def test_none_share_fewer_scales_than_stated(self, places: dict[str, dict[str, Fraction]]) -> None:
        found = voice_pairs(list(places), lambda a, b: (places[a], places[b]), {})
        assert all(
            pair.shared == len(places[pair.one].keys() & places[pair.other].keys()) >= FEWEST
            for pair in found
        )
        assert [pair.distance for pair in found] == sorted(pair.distance for pair in found)

    @given(VOICES, st.randoms(use_true_random=False))
    def test_do_not_hang_on_the_order_of_the_voices(
        self, places: dict[str, dict[str, Fraction]], draw: object
    ) -> None:
        names = list(places)
        draw.shuffle(names)  # type: ignore[attr-defined]
        again = voice_pairs(names, lambda a, b: (places[a], places[b]), {})
        assert {(frozenset((pair.one, pair.other)), pair.distance) for pair in again} == {
            (frozenset((pair.one, pair.other)), pair.distance)
            for pair in voice_pairs(list(places), lambda a, b: (places[a], places[b]), {})
        }

    def test_count_the_frames_on_shared_questions(self) -> None:
        places = {"u": dict.fromkeys("abc", Fraction(0)), "v": dict.fromkeys("abc", Fraction(1))}
        frames = {
            "u": {"q": {"treason", "defence"}, "r": {"rivalry"}},
            "v": {"q": {"treason"}, "s": {"rivalry"}},
        }
        assert voice_pairs(list(places), lambda a, b: (places[a], places[b]), frames) == (
            VoicePair("u", "v", Fraction(1), 3, 1, 2),
        )


LONE = [
    ({"u": {1}, "v": {2}, "w": {2}}, ("u",)),
    ({"u": {1}, "v": {2}}, ()),  # one against one: neither is alone
    ({"u": {1}, "v": {2}, "w": {3}}, ()),  # everyone differs
    ({"u": {1, 2}, "v": {2}, "w": {2}}, ()),  # shares one of two
    ({"u": {1}, "v": {4}, "w": {2}, "x": {2}}, ("u", "v")),
    ({}, ()),
]


class TestAlone:
    @pytest.mark.parametrize(("taken", "lone"), LONE)
    def test_shares_no_position_while_two_others_do(
        self, taken: dict[str, set[int]], lone: tuple[str, ...]
    ) -> None:
        assert lone_voices(taken) == lone

    def test_the_outlying_are_farthest_from_their_nearest(self) -> None:
        found = (
            VoicePair("u", "v", Fraction(1, 9), 3),
            VoicePair("v", "w", Fraction(1, 2), 4),
            VoicePair("u", "w", Fraction(1), 3),
        )
        assert most_isolated(found) == (VoicePair("w", "v", Fraction(1, 2), 4),)
        assert most_isolated(found[:1]) == () and most_isolated(()) == ()
        assert most_isolated(tuple(pair._replace(distance=Fraction(0)) for pair in found)) == ()
