"""When two claims meet: time, sense, spells, periods of counts (specification, section 2, "When")."""

from __future__ import annotations

import pytest

from discrepancy.comparison.comparability import comparability
from discrepancy.model.vocabulary import Property
from tests.support.claims import asked, c, when

STATE = Property("office", "term", state=True)
COUNT = Property("prisoners", "quantity", adds=True)
RUNNING = Property("dead", "quantity", adds=True, running=True)

TIMES = [
    ("throughout 1960", "throughout 1960", "full"),
    ("throughout 1960", "as_of March 1960", "full"),
    ("throughout 1960", "as_of March 1961", "other-time"),
    ("as_of 3 May 1960", "as_of 3 May 1960", "full"),
    ("as_of 1960", "as_of 1960", "tension"),  # two days of one year need not be one day
    ("as_of 1960", "as_of 1961", "other-time"),
    ("throughout 1946-1954", "throughout 1954-1960", "other-time"),  # only the boundary year
    ("throughout 1946-1954", "throughout 1953-1960", "full"),
    ("throughout 1946-1954", "within 1950", "full"),
    ("throughout 1946-1954", "within 1953-1955", "tension"),
    ("within 1950", "within 1950", "tension"),
    ("throughout 1946-1954", "as_of 1954", "tension"),
    ("", "as_of 1954", "tension"),
    ("", "", "tension"),
]


@pytest.mark.parametrize(("left", "right", "how"), TIMES)
def test_claims_on_a_state_meet_by_their_days(left: str, right: str, how: str) -> None:
    claims = [
        c(i, "term", "king", when=when(*text.split(" ", 1)) if text else None)
        for i, text in enumerate((left, right))
    ]
    assert comparability(STATE, *claims, lambda _: None).how == how
    assert comparability(STATE, *reversed(claims), lambda _: None).how == how


PERIODS = [
    ("during 1955/1958", "during 1955/1958", "full"),
    ("during 1955/1957", "during 1955/1958", "other-time"),  # part and whole: for the rule on parts
    ("during 1955/1958", "", "tension"),
    ("", "", "full"),
    ("as_of 1957", "as_of 1958", "full"),  # not a state: time is ignored
]


@pytest.mark.parametrize(("left", "right", "how"), PERIODS)
def test_counts_meet_by_their_periods(left: str, right: str, how: str) -> None:
    claims = [
        c(i, "quantity", "5", when=when(*text.split(" ", 1)) if text else None)
        for i, text in enumerate((left, right))
    ]
    assert comparability(COUNT, *claims, lambda _: None).how == how


def test_a_running_count_as_of_a_day_is_the_count_up_to_it() -> None:
    claims = [c(i, "quantity", "5", when=when("as_of", text)) for i, text in enumerate(("1957", "1958"))]
    assert comparability(RUNNING, *claims, lambda _: None).how == "other-time"


def test_other_properties_ignore_time() -> None:
    claims = [c(i, "date", "1907", when=when("as_of", text)) for i, text in enumerate(("1957", "1958"))]
    assert comparability(Property("born", "date"), *claims, lambda _: None).how == "full"


def test_a_different_sense_is_at_most_a_tension() -> None:
    claims = [c(1, "quantity", "50", sense="killed and wounded"), c(2, "quantity", "90")]
    question = asked(Property("dead", "quantity"), claims)
    assert question.camps("charitable").total == 1
    assert question.camps("licensed").total == 2


SPELLS = [
    ("1946–1950", "1955–1960", 1, 1),
    ("1946–1954", "1954–1960", 1, 1),
    ("1960–1976", "1960–1975", 2, 2),
    ("from 1960", "from 1976", 1, 2),  # perhaps two spells
    ("1951–1954", "until 1953", 2, 2),
]
TOUCHING = [
    ("2015-11-16/2017-12-11", "2017-12-11/2018-01-09"),  # on one day
    ("2015-11/2017-12", "2017-12/2018-01"),  # in one month
    ("2015/2017-12-11", "2017-12/2018"),  # on a day of the month
    ("2015/2017-12-11", "2017/2018"),  # on a day of the year
    ("2015/2017", "2017-12-11/2018"),
    ("1951 – c. 1954", "1954–1960"),  # with hedges
    ("1951–1954", "c. 1954 – 1960"),
    ("c. 1951 – c. 1954", "c. 1954 – c. 1960"),
    ("1951–1954?", "1954–1960"),
    ("1951–1954", "since 1954"),  # with open ends
    ("until 1954", "1954–1960"),
    ("until 11 December 2017", "from 11 December 2017"),
    ("until 11 December 2017", "2017-12-11/.."),
]
OVERLAPPING = [
    ("2015-11-16/2017-12-12", "2017-12-11/2018-01-09"),  # by two days
    ("2015-11-16/2017-12-11", "2015-11-16/2018-01-09"),  # two accounts of one spell
    ("2015-11-16/2018-01-09", "2017-12-11/2018-01-09"),
    ("2017-12-11/2017-12-11", "2017-12-11/2018-01-09"),  # a spell of one day, that began with the other
    ("2015/2018", "2017/2019"),
    ("2015/2018", "2016/2017"),
    ("1951–1955", "1953 – c. 1960"),
]


@pytest.mark.parametrize(("left", "right", "charitable", "licensed"), SPELLS)
def test_spans_that_do_not_overlap_are_different_spells(
    left: str, right: str, charitable: int, licensed: int
) -> None:
    question = asked(Property("held", "span", spells=True), [c(1, "span", left), c(2, "span", right)])
    assert (question.camps("charitable").total, question.camps("licensed").total) == (charitable, licensed)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("left", "right", "camps"),
    [*((*pair, 1) for pair in TOUCHING), *((*pair, 2) for pair in OVERLAPPING)],
)
def test_spans_that_touch_are_two_spells(left: str, right: str, camps: int, turned: bool) -> None:
    texts = (right, left) if turned else (left, right)
    question = asked(
        Property("held", "span", spells=True), [c(i, "span", text) for i, text in enumerate(texts)]
    )
    assert [question.camps(level).total for level in ("charitable", "licensed")] == [camps, camps]


def test_periods_that_touch_are_one_question_where_there_are_no_spells() -> None:
    question = asked(Property("life", "span"), [c(1, "span", "1951–1954"), c(2, "span", "1954–1960")])
    assert question.camps("charitable").total == 2


DENIALS = [
    ("date", "1907", "7 April 1907", True),
    ("date", "7 April 1907", "1907", False),  # denying a day leaves the rest of the year
    ("quantity", "over 100", "150", True),
    ("entity", "giap", "General Giáp", True),
    ("term", "First Secretary", "General Secretary", False),
]


@pytest.mark.parametrize(("kind", "denied", "said", "excluded"), DENIALS)
def test_a_denial_excludes_what_lies_within_it(kind: str, denied: str, said: str, excluded: bool) -> None:
    question = asked(
        Property("p", kind), [c(1, kind, denied, denies=True, stance="denies"), c(2, kind, said)]
    )
    assert (question.camps("charitable").total > 1) is excluded


def test_doubts_and_expectations_stand_in_no_camp() -> None:
    claims = [
        c(1, "date", "1907"),
        c(2, "date", "1908", stance="doubts"),
        c(3, "date", "1909", stance="expects"),
        c(4, "date", "unknown"),
    ]
    assert asked(Property("p", "date"), claims).camps("charitable").total == 1
