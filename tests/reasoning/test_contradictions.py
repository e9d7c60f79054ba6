"""Contradictions that no pair of claims shows: laws, stated order, proofs, bounds, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.reporting.formats import markdown
from tests.support.claims import told
from tests.support.folders import findings_in, write_dossier

Find = Callable[..., Run]

DOSSIER = """
title: A test
entities:
  ralph: {name: Ralph, kind: person}
  hugh: {name: Hugh, kind: person}
  odo: {name: Odo, kind: person}
  war: {name: the war, kind: event}
  siege:
    name: the siege
    kind: event
    part_of: war
  muster: {name: the muster, kind: event}
  guild: {name: the guild, kind: organisation}
  town: {name: Town, kind: place}
  vale:
    name: Vale
    kind: place
    part_of: town
voices:
  clerk: {name: a clerk}
properties:
  held:
    type: span
    spells: false
    scope: [office]
  jail:
    type: duration
    scope: [occasion]
    help: How long it lasted.
  income:
    type: quantity
    state: true
    scope: [part]
  total:
    type: quantity
    help: All of them.
scopes:
  office: {reeve: {}}
  part: {north: {}, south: {}}
terms:
  reeve: {name: Reeve}
laws:
  - name: one-reeve
    law: at most one holder of reeve at a time
  - name: time-in-jail
    law: released - imprisoned == jail
  - name: north-of-all
    law: income[part=north] * 0.3 <= income[part=all]
  - name: all-of-them
    law: killed + wounded + missing == total
"""


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """What is found when sources (their claims, as YAML) are read into one dossier."""

    def found(*sources: str) -> Run:
        numbered = {f"s{number}": (f"siglum: S{number}", claims) for number, claims in enumerate(sources, 1)}
        write_dossier(tmp_path / "d", DOSSIER, numbered)
        return findings_in(tmp_path / "d")

    return found


def proofs(run: Run) -> list[Finding]:
    return [finding for finding in run.findings if finding.rule in ("L101", "L102")]


def only(run: Run) -> Finding:
    (found,) = proofs(run)
    return found


def said(finding: Finding) -> list[str]:
    return [f"{claim.question.about}.{claim.question.property} {claim.given}" for claim in finding.claims]


class TestAges:
    def test_the_checked_example_of_the_specification(self, find: Find) -> None:
        finding = only(find("- ralph.born: 1891\n- ralph.died: 2 September 1969\n- ralph.age-at-death: 79"))
        assert (finding.kind, finding.law, finding.camps, finding.camps_total) == (
            "tension",
            "age-at-death",
            (),
            0,
        )
        assert len(finding.claims) == 3
        assert "by 121 days" in told(finding) and "East Asian" not in told(finding)

    def test_a_year_of_slack_is_not_two(self, find: Find) -> None:
        assert (
            only(find("- ralph.born: 1893\n- ralph.died: 2 September 1969\n- ralph.age-at-death: 79")).kind
            == "conflict"
        )

    def test_completed_years_have_no_slack_where_the_source_says_so(self, find: Find) -> None:
        claims = "- ralph.born: 1891\n- ralph.died: 2 September 1969\n- ralph.age-at-death:\n    value: '79'\n    reckoning: completed"
        assert only(find(claims)).kind == "conflict"

    @pytest.mark.parametrize(
        ("born", "fits"),
        [("3 September 1889", True), ("2 September 1890", True), ("3 September 1890", False)],
    )
    def test_birthdays_are_exact(self, find: Find, born: str, fits: bool) -> None:
        claims = f"- ralph.born: {born}\n- ralph.died: 2 September 1969\n- ralph.age-at-death:\n    value: '79'\n    reckoning: completed"
        assert bool(proofs(find(claims))) != fits

    def test_two_ages_bear_on_each_other_though_nobody_states_the_birth(self, find: Find) -> None:
        finding = only(find("- ralph.age: 20\n  as_of: 1 May 1900\n- ralph.age: 50\n  as_of: 1 May 1910"))
        assert (finding.kind, finding.law) == ("conflict", "age")

    def test_an_age_at_an_event_rests_on_the_date_of_the_event(self, find: Find) -> None:
        finding = only(find("- ralph.born: 1900\n- ralph.age: 74\n  as_of: muster", "- muster.date: 1960"))
        assert said(finding) == ["ralph.born 1900", "ralph.age 74", "muster.date 1960"]

    def test_over_seventy_is_a_bound(self, find: Find) -> None:
        assert only(find("- ralph.born: 1910\n- ralph.age: over 70\n  as_of: 1970")).kind == "conflict"
        assert not proofs(find("- ralph.born: 1890\n- ralph.age: over 70\n  as_of: 1970"))


class TestStatedOrder:
    def test_before_and_after_the_same_thing(self, find: Find) -> None:
        finding = only(find("- siege.start: after muster\n  id: a\n- siege.start: before muster\n  id: b"))
        assert (finding.rule, finding.kind, len(finding.claims)) == ("L102", "conflict", 2)

    def test_a_circle_of_three(self, find: Find) -> None:
        finding = only(
            find(
                "- vale.founded: after muster\n- muster.date: after guild.founded\n- guild.founded: after vale.founded"
            )
        )
        assert len(finding.claims) == 3

    @pytest.mark.parametrize(
        ("words", "day", "kind"),
        [
            ("three months after muster", "15 June 1960", None),
            ("three months after muster", "10 July 1960", "tension"),
            ("three months after muster", "15 September 1960", "conflict"),
            ("the day after muster", "16 March 1960", None),
            ("the day after muster", "17 March 1960", "conflict"),
            ("the month after muster", "30 April 1960", None),
            ("the month after muster", "1 May 1960", "conflict"),
            ("the year after muster", "December 1961", None),
            ("the year after muster", "1962", "conflict"),
            ("in the same year as muster", "1 January 1960", None),
            ("in the same year as muster", "31 December 1959", "conflict"),
            ("shortly after muster", "June 1960", None),
            ("shortly after muster", "June 1962", "tension"),
            ("shortly after muster", "June 1970", "conflict"),
            ("two years before muster", "March 1958", None),
            ("two years before muster", "March 1950", "conflict"),
            ("by muster", "15 March 1960", None),
            ("after muster", "15 March 1960", "conflict"),
            ("on muster", "16 March 1960", "conflict"),
        ],
    )
    def test_distances(self, find: Find, words: str, day: str, kind: str | None) -> None:
        run = find("- muster.date: 15 March 1960", f"- guild.founded: {words}", f"- guild.founded: {day}")
        assert [finding.kind for finding in proofs(run)] == ([kind] if kind else [])

    def test_what_is_only_possible_proves_nothing_beyond_doubt(self, find: Find) -> None:
        assert (
            only(find("- siege.start: possibly after muster\n- siege.start: 1950\n- muster.date: 1960")).kind
            == "tension"
        )

    def test_order_reaches_over_a_thing_without_a_date(self, find: Find) -> None:
        finding = only(
            find(
                "- vale.founded: 1950\n- vale.founded: after muster\n  id: x\n- muster.date: after guild.founded\n- guild.founded: 1960"
            )
        )
        assert len(finding.claims) == 4


class TestLaws:
    def test_two_holders_at_once(self, find: Find) -> None:
        finding = only(find("- ralph.held[office=reeve]: 1300–1310", "- hugh.held[office=reeve]: 1305–1320"))
        assert (finding.kind, finding.law) == ("conflict", "one-reeve")

    def test_handing_over_in_one_year_is_no_contradiction(self, find: Find) -> None:
        assert not proofs(
            find("- ralph.held[office=reeve]: 1300–1310", "- hugh.held[office=reeve]: 1310–1320")
        )

    def test_a_predecessor_who_stays_is_only_unusual(self, find: Find) -> None:
        claims = "- ralph.held[office=reeve]: 1300–1310\n- odo.held[office=reeve]: from 1308\n- odo.predecessor[office=reeve]: Ralph"
        kinds = {finding.law: finding.kind for finding in proofs(find(claims))}
        assert kinds == {"one-reeve": "conflict"}

    def test_a_length_against_its_ends(self, find: Find) -> None:
        claims = "- ralph.imprisoned[occasion=first]: 1931\n- ralph.released[occasion=first]: 1937\n- ralph.jail[occasion=first]: {}"
        assert not proofs(find(claims.format("6 years")))
        assert only(find(claims.format("10 years"))).law == "time-in-jail"

    def test_a_part_of_another_occasion_is_not_mixed_in(self, find: Find) -> None:
        assert not proofs(
            find(
                "- ralph.imprisoned[occasion=first]: 1931\n- ralph.released[occasion=second]: 1937\n- ralph.jail[occasion=first]: 20 years"
            )
        )

    def test_scaled_figures(self, find: Find) -> None:
        claims = "- town.income[part=north]: 1,000\n  as_of: 1960\n- town.income[part=all]: {}\n  as_of: 1960"
        assert only(find(claims.format("211"))).law == "north-of-all"
        assert not proofs(find(claims.format("311")))

    def test_states_of_different_times_do_not_meet(self, find: Find) -> None:
        assert not proofs(
            find(
                "- town.income[part=north]: 1,000\n  as_of: 1960\n- town.income[part=all]: 211\n  as_of: 1961"
            )
        )

    def test_a_day_of_a_year_is_one_whether_it_is_as_of_or_within_it(self, find: Find) -> None:
        said = "- town.income[part=north]: 1,000\n  as_of: {0}\n- town.income[part=all]: 211\n  within: {1}"
        assert only(find(said.format(1960, 1960))).kind == "tension"
        assert not proofs(find(said.format(1960, 1961)))
        assert only(find(said.format("1 May 1960", "1 May 1960"))).kind == "conflict"

    def test_sums_are_exact(self, find: Find) -> None:
        claims = "- siege.killed: 11\n- siege.wounded: 22\n- siege.missing: 33\n- siege.total: {}"
        assert not proofs(find(claims.format("66")))
        assert only(find(claims.format("67"))).law == "all-of-them"

    def test_a_part_of_an_event_lies_within_it(self, find: Find) -> None:
        assert only(find("- war.span: 1300–1310\n- siege.date: 1312")).law == "part-happens-within-span"

    def test_a_chain_of_laws(self, find: Find) -> None:
        finding = only(find("- ralph.parent: Hugh\n- hugh.born: 1200\n- ralph.died: 1190"))
        assert finding.law == "born-before-died, parent-before-child"
        assert len(finding.claims) == 3

    def test_an_expectation_proves_nothing(self, find: Find) -> None:
        assert not proofs(find("- ralph.born: 1200\n- ralph.died: 1190\n  stance: expects"))

    def test_a_sense_that_differs_makes_it_a_tension(self, find: Find) -> None:
        finding = only(find("- siege.killed: 31\n- siege.casualties: 21\n  sense: officers only"))
        assert finding.kind == "tension"
        assert "different sense" in told(finding)

    def test_a_denial_counts(self, find: Find) -> None:
        run = find("- ralph.born: before 1200\n  stance: denies\n- ralph.died: 1190")
        assert [
            finding.law for finding in proofs(run)
        ] == []  # nothing before 1190 to 1200 is excluded but by its plain reach

    def test_children_named_beyond_their_number(self, find: Find) -> None:
        finding = only(find("- ralph.children: 1\n- ralph.child: Hugh\n  id: a\n- ralph.child: Odo\n  id: b"))
        assert (finding.kind, finding.law, len(finding.claims)) == ("tension", "children-named", 3)


class TestProofs:
    def test_separate_contradictions_of_one_life_are_separate_findings(self, find: Find) -> None:
        run = find(
            "- ralph.born: 1200\n- ralph.died: 1250\n- ralph.age-at-death: 20\n- ralph.joined[organisation=guild]: 1190\n- ralph.married: 1260"
        )
        assert {finding.law for finding in proofs(run)} >= {
            "age-at-death",
            "joined-in-life",
            "married-before-died",
        }

    def test_every_reading_that_clashes_is_named(self, find: Find) -> None:
        finding = only(
            find(
                "- ralph.born: 1200\n- ralph.died: 1250",
                "- ralph.born: 1201",
                "- ralph.age-at-death: 20",
                "- ralph.born: 1200",
            )
        )
        everyone = {claim.id for group in (finding.claims, *finding.others) for claim in group}
        assert everyone == {
            "S1:ralph.born",
            "S1:ralph.died",
            "S2:ralph.born",
            "S3:ralph.age-at-death",
            "S4:ralph.born",
        }
        assert all(len(group) == 3 for group in finding.others)

    def test_disjunctive_dates(self, find: Find) -> None:
        claims = "- ralph.born: {}\n- ralph.died: 1 July 1970\n- ralph.age-at-death:\n    value: '79'\n    reckoning: completed"
        assert not proofs(find(claims.format("1889 or 1891")))
        assert only(find(claims.format("1888 or 1892"))).kind == "conflict"

    def test_identity_hangs_on_laws_and_questions_alone(self, find: Find) -> None:
        first = only(find("- ralph.born: 1200\n- ralph.died: 1190"))
        second = only(find("- odo.born: 1100\n- ralph.died: 1150", "- ralph.born: after 1210"))
        assert first.id == second.id

    def test_one_law_broken_at_two_times_is_one_finding(self, find: Find) -> None:
        times = "- town.income[part=north]: 1,000\n  as_of: {0}\n  id: n{0}\n- town.income[part=all]: 211\n  as_of: {0}\n  id: a{0}"
        finding = only(find("\n".join(times.format(year) for year in (1960, 1970))))
        assert [claim.id for claim in finding.claims] == ["S1:n1960", "S1:a1960"]
        assert [[claim.id for claim in group] for group in finding.others] == [["S1:n1970", "S1:a1970"]]

    def test_a_source_against_itself_is_said(self, find: Find) -> None:
        assert "both are S1's own words" in told(only(find("- ralph.born: 1200\n- ralph.died: 1190")))

    def test_the_reason_repeats_no_claim_and_says_what_would_have_to_go(self, find: Find) -> None:
        finding = only(
            find("- ralph.born: 1891", "- ralph.died: 2 September 1969", "- ralph.age-at-death: 79")
        )
        assert finding.why == (
            "The age at death is the completed years from birth to death (law age-at-death: `age-at-death == years(born, died)`)",
            "79 completed years on 2 September 1969 put ralph.born between 3 September 1889 and 2 September 1890; 1891 lies outside, by 121 days",
            "as worded they exclude each other; a reader who forgives something can still hold all of them",
            "any one of the three being wrong would settle it",
        )

    def test_the_words_of_one_who_is_cited_are_not_called_the_source_s_own(self, find: Find) -> None:
        claims = "- ralph.born: 1200\n  according_to: [clerk]\n- ralph.died: 1190\n  according_to: [clerk]"
        assert "both are the words of a clerk: whoever is right, one of these goes" in only(find(claims)).why

    def test_of_a_tension_no_claim_has_to_go(self, find: Find) -> None:
        finding = only(find("- siege.killed: 31\n- siege.casualties: 21\n  sense: officers only"))
        assert finding.kind == "tension" and "both are S1's own words" in finding.why

    def test_further_sets_are_counted(self, find: Find) -> None:
        finding = only(
            find("- ralph.born: 1200\n- ralph.died: 1150", "- ralph.born: 1201", "- ralph.born: 1203")
        )
        assert (
            "and 2 further sets of claims on these or overlapping questions clash in the same way"
            in finding.why
        )

    def test_a_page_sets_laws_and_questions_as_code(self, find: Find) -> None:
        page = markdown.report(
            find(
                "- town.income[part=north]: 1,000\n  as_of: 1 May 1960\n- town.income[part=all]: 211\n  as_of: 1 May 1960"
            )
        )
        assert "- law north-of-all: `income[part=north] * 0.3 <= income[part=all]`\n" in page
        assert (
            "(`town.income[part=north]`) = more than 270, so `town.income[part=all]` is more than 270; 211 lies outside, by 59\n"
            in page
        )

    def test_consistent_claims_give_nothing(self, find: Find) -> None:
        run = find(
            "- ralph.born: c. 1200\n- ralph.died: 1270 or 1271\n- ralph.age-at-death: about 70",
            "- ralph.married: early 1230s",
        )
        assert not proofs(run)
        assert not run.undecided or all("never applied" in one for one in run.undecided)

    def test_laws_that_never_applied_are_listed(self, find: Find) -> None:
        assert any(
            "never applied" in one and "one-reeve" in one for one in find("- ralph.born: 1200").undecided
        )


def test_what_follows_names_the_claims(find: Find) -> None:
    run = find("- siege.date: 7 January 1979\n- guild.founded: the day after siege")
    (one,) = [one for one in run.views[0].implied_ranges if str(one.question) == "guild.founded"]
    assert one.left[0] == one.left[1]
    assert [claim.question.property for claim in one.claims] == ["date", "founded"]


class TestWhatWasCompared:
    """Claims that only a law or a stated order sets against each other have been compared: "nothing to compare" would be untrue."""

    def test_by_a_law(self, find: Find) -> None:
        assert find("- ralph.born: 1200", "- ralph.died: 1250").comparisons == 1

    def test_by_a_stated_order(self, find: Find) -> None:
        # The order with either date, and the two dates by it; an order between a date and nothing sets nothing against anything.
        assert (
            find("- guild.founded: after muster", "- muster.date: 1250\n- guild.founded: 1260").comparisons
            == 3
        )
        assert find("- guild.founded: after muster", "- muster.date: 1250").comparisons == 0

    def test_not_where_nothing_sets_claims_against_each_other(self, find: Find) -> None:
        assert find("- ralph.born: 1200", "- hugh.died: 1250").comparisons == 0

    def test_one_claim_that_a_law_excludes(self, find: Find) -> None:
        run = find("- ralph.age-at-death: 300")
        assert run.comparisons == 1
        assert only(run).message.startswith("cannot be true by what must hold (highest-age-at-death)")
