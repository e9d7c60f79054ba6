"""The arithmetic that a proof is told by: its numbers beside computations of their own, and its words beside what the solver leaves."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from discrepancy.comparison.readings import value_text
from discrepancy.findings.view import questions_of
from discrepancy.model.claim import Question, When
from discrepancy.reasoning.contradiction import Contradiction
from discrepancy.reasoning.contradictions import reasoning_result
from discrepancy.reasoning.explanation.arithmetic import (
    MOST_LINES,
    Explanation,
    best_explanation,
    explanation_lines,
    explanations,
)
from discrepancy.reasoning.network import EVERYTHING, HIGHEST, LOWEST, Assertion
from discrepancy.reasoning.solver import ConstraintProblem
from discrepancy.values.intervals import Region
from tests.support.dossiers import JULIAN, Made, day_text, dossier, laws, made, value
from tests.support.folders import findings_in, write_dossier

EXAMPLES = int(os.environ.get("DISCREPANCY_EXAMPLES", "240"))
INNER = re.compile(
    r"\binf\b|\bmade\b|\bNone\b|Fraction|\(\d+, -?[01]\)|\b2[34]\d{5}\b|years \d+ \d+$|any day|any number|nothing"
)


def clash(names: tuple[str, ...], *said: str, when: dict[str, str] | None = None) -> Contradiction:
    """The one contradiction of claims like `pia.born: 1908` under some laws."""
    entries = []
    for one in said:
        asked, _, text = one.partition(": ")
        about, _, rest = asked.partition(".")
        name, _, scope = rest.partition("[")
        kinds = {"age": "age", "age-at-death": "age", "held": "span", "duration": "duration"}
        kind = kinds.get(
            name, "date" if name in ("born", "died", "married", "date", "start", "end") else "quantity"
        )
        pairs = tuple(tuple(pair.split("=")) for pair in scope.rstrip("]").split(",") if pair)
        day = (when or {}).get(one)
        entries.append(
            (
                Question(about, name, pairs),
                kind,
                text,
                When("as_of", day, value=value("date", day)) if day else None,
                False,
            )
        )
    made_of = dossier(entries)
    (found,) = reasoning_result(
        made_of, questions_of(made_of), [laws()[name] for name in names]
    ).contradictions
    return found


def told(*args: object, **more: object) -> str:
    return "\n".join(explanation_lines(clash(*args, **more)))  # type: ignore[arg-type]


def anniversary(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years)


ONE_DAY = dt.timedelta(days=1)


class TestAges:
    @pytest.mark.parametrize(("years", "year"), [(79, 1908), (80, 1908), (30, 1950), (79, 1906 - 5)])
    def test_the_birth_that_an_age_at_death_leaves(self, years: int, year: int) -> None:
        died = dt.date(1986, 7, 10)
        one = clash(
            ("age-at-death",), f"pia.born: {year}", "pia.died: 10 July 1986", f"pia.age-at-death: {years}"
        )
        slack = 1 if one.problem.level == "charitable" else 0
        first, last = anniversary(died, -years - 1 - slack) + ONE_DAY, anniversary(died, slack - years)
        apart = (
            (dt.date(year, 1, 1) - last).days if year > last.year else (first - dt.date(year, 12, 31)).days
        )
        said = "\n".join(explanation_lines(one))
        assert (
            f"put pia.born between {day_text(first)} and {day_text(last)}; {year} lies outside, by {apart:,} days"
            in said
        )
        assert (
            f"read charitably, “{years}” may be {years - 1} to {years + 1} completed years" in said
        ) == bool(slack)

    def test_the_example_of_the_specification(self) -> None:
        said = told(("age-at-death",), "pia.born: 1908", "pia.died: 10 July 1986", "pia.age-at-death: 79")
        assert (
            said
            == "79 completed years on 10 July 1986 put pia.born between 11 July 1906 and 10 July 1907; 1908 lies outside, by 175 days"
        )

    def test_two_ages_are_told_through_the_birth_that_nobody_states(self) -> None:
        claims = "pia.age: 20", "pia.age: 50"
        lines = list(
            explanation_lines(
                clash(("age",), *claims, when={claims[0]: "1 May 1900", claims[1]: "1 May 1910"})
            )
        )
        first, last = anniversary(dt.date(1910, 5, 1), -52) + ONE_DAY, anniversary(dt.date(1910, 5, 1), -49)
        assert (
            lines[1]
            == f"49 to 51 completed years on 1 May 1910 put pia.born between {day_text(first)} and {day_text(last)}"
        )
        assert lines[2].startswith(
            f"from pia.born (between {day_text(first)} and {day_text(last)}) to 1 May 1900 are 39 to 41 completed years"
        )
        assert lines[2].endswith("; 20 lies outside, by 18 years")


class TestPrecision:
    """Where no date is said to the day, no days are told."""

    @pytest.mark.parametrize(
        ("law", "born", "ending"),
        [
            ('born >= "1800"', "1799", "1799 lies outside"),
            ('born >= "1800"', "1790", "1790 lies outside, by about 9 years"),
            ('born >= "1800"', "12 May 1799", "12 May 1799 lies outside, by 234 days"),
            ('born >= "1 May 1800"', "1799", "1799 lies outside, by 121 days"),
            ('born >= "May 1800"', "March 1800", "March 1800 lies outside"),
            ('born >= "May 1800"', "January 1800", "January 1800 lies outside, by about 3 months"),
        ],
    )
    def test_a_law_whose_bound_is_a_year(self, tmp_path: Path, law: str, born: str, ending: str) -> None:
        head = f"title: T\nentities: {{ida: {{name: Ida, kind: person}}}}\nlaws: [{{name: tried, law: '{law}'}}]\n"
        write_dossier(tmp_path, head, {"s": ("siglum: S", f"- ida.born: {born}")})
        (finding,) = findings_in(tmp_path).findings
        assert finding.why[1].endswith(ending)


class TestOrder:
    def test_a_law(self) -> None:
        said = told(("council-last",), "battle.end: 17 February 1979", "council.date: 1978")
        days = (dt.date(1979, 2, 17) - dt.date(1978, 12, 30)).days
        assert said == (
            f"battle.end is before council.date, which is in 1978, and so no later than 30 December 1978; 17 February 1979 lies outside, by {days} days"
        )

    @pytest.mark.parametrize(
        ("unit", "days", "count"), [("week", 7, 3), ("month", 30.436875, 3), ("year", 365.2425, 2)]
    )
    def test_a_distance(self, unit: str, days: float, count: int) -> None:
        """At the charitable level a unit either way, its ends left out."""
        anchor, stated = dt.date(1972, 10, 15), dt.date(1985, 1, 1)
        words = f"{count} {unit}s after battle.start"
        one = clash(
            (), "battle.start: 15 October 1972", f"council.date: {words}", "council.date: 1 January 1985"
        )
        assert one.problem.level == "charitable"
        fewest, most = int((count - 1) * days) + 1, -int(-(count + 1) * days // 1) - 1
        first, last = anchor + dt.timedelta(fewest), anchor + dt.timedelta(most)
        said = "\n".join(explanation_lines(one))
        assert f"“{words}” is {fewest:,} to {most:,} days" in said
        assert (
            f"with battle.start on 15 October 1972, “{words}” puts council.date between {day_text(first)} and {day_text(last)}; "
            in said
        )
        assert said.endswith(f"1 January 1985 lies outside, by {(stated - last).days:,} days")

    def test_a_circle(self) -> None:
        assert told((), "battle.start: after alarm.start", "battle.start: before alarm.start").endswith(
            "no day is both"
        )
        three = told(
            (),
            "battle.start: after alarm.start",
            "alarm.start: after council.date",
            "council.date: after battle.start",
        )
        assert three.endswith("round this circle a day would have to come before itself")
        assert three.count(" is before ") == 3

    def test_a_long_chain_goes_one_step_a_line_and_stops(self) -> None:
        names = [
            "alarm.start",
            "alarm.end",
            "battle.start",
            "battle.end",
            "council.date",
            "pia.born",
            "pia.died",
            "pia.married",
            "quin.born",
        ]
        said = [f"{names[0]}: 1900", *(f"{b}: after {a}" for a, b in pairwise(names)), f"{names[-1]}: 1890"]
        lines = list(explanation_lines(clash((), *said)))
        assert len(lines) == MOST_LINES
        assert lines[-2] == "and so on through 3 further claims, to the last"
        assert all(f"{2 + place} January 1900" in line for place, line in enumerate(lines[: MOST_LINES - 2]))
        assert lines[-1].endswith(
            "no earlier than 9 January 1900; 1890 lies outside, by about 9 years"  # nobody says a day
        )


class TestFigures:
    def test_a_sum(self) -> None:
        said = told(
            ("all-lost",),
            "battle.killed: 1,201",
            "battle.wounded: 3,002",
            "battle.missing: 17",
            "battle.casualties: 3,901",
        )
        assert (
            said
            == "1,201 (battle.killed) + 3,002 (battle.wounded) + 17 (battle.missing) = 4,220, so battle.casualties is 4,220; 3,901 lies outside, by 319"
        )

    def test_a_share(self) -> None:
        said = told(("third-killed",), "battle.killed: 401", "battle.strength: 1,001")
        assert said.endswith(
            "0.3 × 1,001 (battle.strength) = 300.3, so battle.killed is 300.3 or less; 401 lies outside, by 100.7"
        )

    def test_what_charity_adds_is_said(self) -> None:
        said = told(("some-left",), "battle.casualties: 900", "battle.strength: about 211")
        assert said.startswith(
            "read charitably, “900” may be more than 850 and less than 950; “about 211” may be "
        )
        assert (
            "battle.casualties, which is more than 850 and less than 950" in said
            or "battle.strength, which is " in said
        )

    def test_a_length(self) -> None:
        said = told(
            ("length",), "battle.start: 3 March 1950", "battle.end: 3 May 1950", "battle.duration: 200 days"
        )
        start = dt.date(1950, 3, 3)
        assert "more than 180 and less than 220 days" in said
        assert (
            f"3 March 1950 (battle.start) + more than 180 days (battle.duration), so battle.end is no earlier than {day_text(start + dt.timedelta(181))}"
            in said
        )
        assert said.endswith(f"by {(start + dt.timedelta(181) - dt.date(1950, 5, 3)).days} days")


class TestOffices:
    def test_two_holders(self) -> None:
        said = told(
            ("one-chief",),
            "pia.held[office=chief]: 1 May 1910 – 4 May 1920",
            "quin.held[office=chief]: 7 March 1915 – 1 June 1930",
        )
        assert (
            "quin.held[office=chief] has begun by 7 March 1915 and pia.held[office=chief] ends no earlier than 4 May 1920"
            in said
        )
        assert said.endswith(
            f"no earlier than 1 June 1930; 1 May 1910 – 4 May 1920 begins earlier, by {(dt.date(1930, 6, 1) - dt.date(1910, 5, 1)).days:,} days"
        )

    def test_one_who_is_dead(self) -> None:
        said = told(
            ("held-alive",), "pia.held[office=chief]: 1 May 1910 – 4 May 1920", "pia.died: 1 April 1918"
        )
        assert said.endswith(f", by {(dt.date(1920, 5, 4) - dt.date(1918, 4, 1)).days} days")


# What a proof says beside what the solver leaves, over dossiers made from a seed


@lru_cache(maxsize=1)
def proofs() -> tuple[tuple[Made, Contradiction], ...]:
    found = []
    for seed in range(EXAMPLES):
        one = made(seed)
        found += [
            (one, proof)
            for proof in reasoning_result(one.dossier, questions_of(one.dossier), one.laws).contradictions
        ]
    return tuple(found)


def with_instead(told: Explanation, region: Region) -> bool | None:
    """Whether the proof can hold if the claim it is measured on allowed `region` at that place instead."""
    level = told.contradiction.problem.level
    kept = {
        variable: limits
        for variable, limits in told.contradiction.problem.limits(told.assertion)
        if variable not in told.without
    }
    assertions = list(told.network.assertions)
    assertions[told.assertion] = Assertion([told.claim], {level: {**kept, told.variable: region}})
    changed = replace(told.network, assertions=assertions)
    chosen = told.contradiction.proof.assertions
    problem = ConstraintProblem(changed, level, sorted(chosen), sorted(told.contradiction.proof.instances))
    return problem.satisfiable(frozenset(chosen))


def every_telling() -> Iterator[tuple[Made, Explanation]]:
    for one, proof in proofs():
        for found in explanations(proof):
            yield one, found


def test_nothing_is_left_out_of_what_a_proof_says_is_left() -> None:
    """No answer beyond the range that is named can be true with the other claims, so that the gap is no wider than what is told."""
    for one, told in every_telling():
        low, high = told.left
        outside = [
            piece
            for piece in ((LOWEST, (low[0], low[1] - 1)), ((high[0], high[1] + 1), HIGHEST))
            if piece[0] <= piece[1]
        ]
        for piece in outside:
            if piece[0][0] != piece[1][0]:
                assert with_instead(told, (piece,)) is not True, f"{one}\n{list(told.lines())}"


def test_the_bound_that_decides_can_be_true() -> None:
    """The answer nearest to the claim that is named as left is one that the other claims leave, or the gap is said to be the least."""
    exact = 0
    for one, proof in proofs():
        if (told := best_explanation(proof)) is None:
            continue
        nearest = next(bound for bound in told.gap if bound in told.left)
        number, open_ = nearest
        inner = number + Fraction(open_, 100), 0
        found = with_instead(told, ((min(nearest, inner), max(nearest, inner)),)) is not False
        assert found == (", by at least " not in list(told.lines())[-1]), f"{one}\n{list(told.lines())}"
        exact += found
    assert exact > 0.9 * sum(best_explanation(proof) is not None for _, proof in proofs())


def test_every_proof_is_told_in_words_and_nothing_else() -> None:
    assert len(proofs()) > EXAMPLES // 4
    for one, proof in proofs():
        lines = list(explanation_lines(proof))
        assert lines, one
        assert all(line.strip() for line in lines), one
        for line in lines:
            assert not INNER.search(line.replace("nothing fits that", "")), f"{line}\n{one}"


def test_the_gap_is_measured_on_a_claim_and_named() -> None:
    for one, proof in proofs():
        told = best_explanation(proof)
        if told is None:
            continue
        last = list(told.lines())[-1]
        number = abs(told.gap[1][0] - told.gap[0][0])
        assert value_text(told.claim) in last, one
        untold = number < 550 and re.search(r"(outside|later|earlier)$", last)  # of years and months
        measured = re.search(r"by (at least )?(about )?[\d,.½]+( day| month| year|$)", last)
        assert number == 0 or measured or untold, f"{last}\n{one}"
        variable = told.network.variables[told.variable]
        if variable.type == "date":
            exact = f", by {number:,} day{'' if number == 1 else 's'}"
            rounded = re.search(
                r", by about [\d½]+ (months|years)$", last
            )  # where no date is said to the day
            assert untold or rounded or last.replace("by at least", "by").endswith(exact), f"{last}\n{one}"
            day = dt.date.fromordinal(next(bound[0] for bound in told.gap if bound in told.left) - JULIAN)
            assert (
                day_text(day) in last or f"in {day.year}" in last or day_text(day).partition(" ")[2] in last
            ), f"{last}\n{one}"


def test_everything_left_is_never_told() -> None:
    assert all(told.left != EVERYTHING[0] for _, told in every_telling())


# The sentences of all seeds, computed again from their own words


def sentences(pattern: str) -> Iterator[re.Match[str]]:
    for _, proof in proofs():
        for line in explanation_lines(proof):
            if found := re.search(pattern, line):
                yield found


def plain(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def day_of(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d %B %Y").replace(tzinfo=dt.UTC).date()


def test_sums_add_up() -> None:
    tried = 0
    for found in sentences(r"^([^=“]*\(battle\.[^=]*) = \D*([\d,.]+), so"):
        total = Fraction(0)
        for sign, share, number in re.findall(
            r"(^|[+−] )(?:([\d.]+) × )?(?:(?:at least|at most|more than|less than) )?([\d,.]+) \(", found[1]
        ):
            total += (-1 if "−" in sign else 1) * (plain(share) if share else 1) * plain(number)
        if "÷" not in found[1]:
            assert total == plain(found[2]), found[0]
            tried += 1
    assert tried > EXAMPLES // 80


def test_ages_put_a_birth_where_the_calendar_does() -> None:
    tried = 0
    for found in sentences(
        r"^(\d+)(?: to (\d+))? completed years on (\d+ \w+ \d+) put \w+\.born between (\d+ \w+ \d+) and (\d+ \w+ \d+)"
    ):
        day, fewest, most = day_of(found[3]), int(found[1]), int(found[2] or found[1])
        if (day.month, day.day) == (2, 29):
            continue
        first, last = day_of(found[4]), day_of(found[5])
        assert first >= anniversary(day, -most - 1) + ONE_DAY and last <= anniversary(day, -fewest), found[0]
        assert first == anniversary(day, -most - 1) + ONE_DAY or last == anniversary(day, -fewest), found[0]
        tried += 1
    assert tried > EXAMPLES // 80


def test_orders_follow_from_the_days_they_name() -> None:
    tried = 0
    ways = {"no later than": 0, "no earlier than": 0, "before": -1, "after": 1}
    pattern = r" is (no later than|no earlier than|before|after) [^,]+, which is (?:on (\d+ \w+ \d+)|in (\d+)|between (.+) and (.+)), and so no \w+ than (\d+ \w+ \d+)"
    for found in sentences(pattern):
        how, day, year, first, last, so = found.groups()
        first, last = day or first or f"1 January {year}", day or last or f"31 December {year}"
        used = day_of(last if how in ("no later than", "before") else first)
        assert day_of(so) == used + ways[how] * ONE_DAY, found[0]
        tried += 1
    assert tried > EXAMPLES // 80
