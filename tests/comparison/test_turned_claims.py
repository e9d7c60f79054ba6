"""What is said of one entity and holds of the one named too: said once, compared both ways, told once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from discrepancy.findings.run import Run
from tests.support.command import Runner
from tests.support.folders import findings_in, write_dossier

PEOPLE = """\
title: T
entities:
  ada: {name: Ada, kind: person}
  ben: {name: Ben, kind: person, sex: male}
  carl: {name: Carl, kind: person, sex: male}
  dora: {name: Dora, kind: person}
  eve: {name: Eve, kind: person}
  club: {name: the club, kind: organisation}
"""


def run(folder: Path, sources: Mapping[str, str]) -> Run:
    write_dossier(folder, PEOPLE, sources)
    return findings_in(folder)


def told(folder: Path, sources: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(finding.kind, str(finding.question)) for finding in run(folder, sources).findings]


class TestComparison:
    @pytest.mark.parametrize(
        ("sources", "right"),
        [
            ({"a": "ada.spouse: Ben", "b": "ben.spouse: Dora"}, [("difference", "ben.spouse")]),
            ({"a": "ada.spouse: Ben", "b": "dora.spouse: Ben"}, [("difference", "ben.spouse")]),
            ({"a": "ada.spouse: Ben", "b": "ben.spouse: Ada"}, []),
            ({"a": "ada.spouse: Ben", "b": "ada.spouse: Carl"}, [("difference", "ada.spouse")]),
            ({"a": "ben.child: Ada", "b": "carl.child: Ada"}, [("conflict", "ada.parent")]),
            ({"a": "ben.child: Ada", "b": "ada.parent: Carl"}, [("conflict", "ada.parent")]),
            ({"a": "ben.child: Ada", "b": "ada.parent: Ben"}, []),
            ({"a": "ada.parent: Ben", "b": "dora.parent: Ben"}, []),  # each speaks of another child
            ({"a": "club.member: Ada", "b": "ada.member-of: the club"}, []),
            ({"a": "club.member: Ada", "b": "ben.member-of: the club"}, [("difference", "club.member")]),
            ({"a": "ada.member-of: the club", "b": "ben.member-of: the club"}, []),
            ({"a": "ada.parent: Ben", "b": "ben.child: Dora"}, [("difference", "ben.child")]),
            (
                {"a": "ada.spouse: Ben", "b": "ada.spouse: Ben\n  stance: denies"},
                [("conflict", "ada.spouse")],
            ),
            (
                {"a": "ada.spouse: Ben", "b": "ben.spouse: Ada\n  stance: denies"},
                [("conflict", "ben.spouse")],
            ),
            ({"a": "ben.child: Ada", "b": "ada.parent: Ben\n  stance: denies"}, [("conflict", "ada.parent")]),
        ],
    )
    def test_is_made_both_ways_and_told_once(
        self, tmp_path: Path, sources: dict[str, str], right: list[tuple[str, str]]
    ) -> None:
        assert told(tmp_path, sources) == right
        turned = dict(zip(sources, reversed(sources.values()), strict=True))  # whoever says it first
        assert told(tmp_path, turned) == right

    def test_names_the_claims_as_written(self, tmp_path: Path) -> None:
        (one,) = run(tmp_path, {"a": "ben.child: Ada", "b": "ada.parent: Carl"}).findings
        assert {(str(claim.question), claim.given) for claim in one.claims} == {
            ("ben.child", "Ada"),
            ("ada.parent", "Carl"),
        }
        assert {reading.value for reading in one.readings} == {"Ben", "Carl"}

    def test_says_of_whom_a_claim_speaks_in_every_form(self, tmp_path: Path, run_in: Runner) -> None:
        write_dossier(tmp_path / "c", PEOPLE, {"a": "ben.child: Ada", "b": "ada.parent: Carl"})
        assert "ben.child: Ada" in run_in(tmp_path, "check", "c").out
        page = run_in(tmp_path, "check", "c", "--format", "markdown").out
        assert "Ben: child: Ada" in page and "| Carl |" in page

    def test_one_who_is_the_same_is_turned_to_the_one(self, tmp_path: Path) -> None:
        same = PEOPLE + "  old-ben: {name: Old Ben, same_as: ben, because: the seal}\n"
        write_dossier(tmp_path, same, {"a": "ada.spouse: Old Ben", "b": "ben.spouse: Dora"})
        assert [str(one.question) for one in findings_in(tmp_path).findings] == ["ben.spouse"]

    def test_a_marriage_to_oneself_is_not_turned(self, tmp_path: Path) -> None:
        assert told(tmp_path, {"a": "ada.spouse: Ada", "b": "ada.spouse: Ada"}) == []

    def test_a_quote_is_looked_up_once(self, tmp_path: Path) -> None:
        sources = {
            "a": ("text: {file: a.txt}", "ada.spouse: Ben\n  quote: nowhere to be read"),
            "b": "ben.spouse: Dora",
        }
        (tmp_path / "a.txt").write_text("Ada was wed.\n", encoding="utf-8")
        write_dossier(tmp_path, PEOPLE, sources)
        assert [one.rule for one in findings_in(tmp_path).findings].count("Q102") == 1


class TestLaws:
    BORN = "\n- ada.born: 1850\n- ben.born: 1800"

    @pytest.mark.parametrize(
        ("said", "laws"),
        [
            ("ada.spouse: Ben", "spouses-far-apart-in-age"),
            ("ben.spouse: Ada", "spouses-far-apart-in-age"),
            ("ben.parent: Ada", "parent-before-child"),
            ("ada.child: Ben", "child-after-parent"),
        ],
    )
    def test_follow_what_is_said_from_either_side(self, tmp_path: Path, said: str, laws: str) -> None:
        (one,) = run(tmp_path, {"a": said + self.BORN}).findings
        assert one.law == laws and said in [f"{claim.question}: {claim.given}" for claim in one.claims]

    @pytest.mark.parametrize(
        "said", [("ada.spouse: Ben", "ben.spouse: Ada"), ("ben.parent: Ada", "ada.child: Ben")]
    )
    def test_tell_once_what_is_said_from_both(self, tmp_path: Path, said: tuple[str, str]) -> None:
        found = run(tmp_path, {"a": said[0] + self.BORN, "b": said[1]}).findings
        assert len(found) == 1 and len(found[0].others) == 1

    def test_count_whom_others_name_as_a_parent(self, tmp_path: Path) -> None:
        sources = {"a": "ada.parent: Ben\n- dora.parent: Ben", "b": "ben.children: 1"}
        assert [one.law for one in run(tmp_path, sources).findings] == ["children-named"]

    def test_a_law_of_a_dossier_is_followed_from_the_other_side(self, tmp_path: Path) -> None:
        law = PEOPLE + "laws:\n  - name: wed-late\n    law: spouse.born + 20 years <= married\n"
        write_dossier(tmp_path, law, {"a": "ada.spouse: Ben\n- ada.born: 1301\n- ben.married: 1310"})
        assert "wed-late" in {one.law for one in findings_in(tmp_path).findings}
