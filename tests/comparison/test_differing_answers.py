"""Where several answers can be true: what differs, what a limit excludes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from discrepancy.findings.analysis.engine import run_rules
from discrepancy.findings.finding import Finding
from discrepancy.reading.dossiers import read_dossiers
from tests.support.counted_steps import calls
from tests.support.folders import findings_in, write_dossier

PEOPLE = """\
title: T
entities:
  ada: {name: Ada, kind: person}
  ben: {name: Ben, kind: person, sex: male}
  carl: {name: Carl, kind: person, sex: male}
  dora: {name: Dora, kind: person, sex: female}
  eve: {name: Eve, kind: person}
  fay: {name: Fay, kind: person}
  abbey: {name: the abbey, kind: organisation}
voices:
  old-men: {name: old men}
terms:
  miller: {name: miller, broader: tradesman}
  tradesman: {}
  monk: {not: [husband]}
  husband: {}
"""


def found(folder: Path, sources: Mapping[str, str], dossier: str = PEOPLE) -> list[Finding]:
    write_dossier(folder, dossier, sources)
    return list(findings_in(folder).findings)


def kinds(folder: Path, sources: Mapping[str, str], dossier: str = PEOPLE) -> list[tuple[str, str]]:
    return [(finding.rule, finding.kind) for finding in found(folder, sources, dossier)]


class TestDifferences:
    def test_answers_of_two_voices_are_told_side_by_side_and_fail_nothing(self, tmp_path: Path) -> None:
        (one,) = found(tmp_path, {"a": "ada.spouse: Ben", "b": "ada.spouse: Carl"})
        assert (one.kind, one.level, one.camps_total) == ("difference", "note", 1)
        assert [(reading.value, reading.sigla) for reading in one.readings] == [
            ("Ben", ("A",)),
            ("Carl", ("B",)),
        ]
        assert "Ben (A), Carl (B)" in one.message

    def test_one_finding_tells_of_all_answers(self, tmp_path: Path) -> None:
        names = ("Ben", "Carl", "Dora", "Eve", "Fay", "Gil", "Hal", "Ida")
        sources = {chr(97 + number): f"ada.occupation: {name}" for number, name in enumerate(names)}
        (one,) = found(tmp_path, sources)
        assert len(one.readings) == len(one.claims) == 8 and "and 2 other answers" in one.message

    def test_who_is_quoted_is_named_before_the_work(self, tmp_path: Path) -> None:
        sources = {"a": "ada.spouse: Ben\n  according_to: [old-men]", "b": "ada.spouse: Carl"}
        (one,) = [one for one in found(tmp_path, sources) if one.kind == "difference"]
        assert "Ben (old men, in A), Carl (B)" in one.message

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ada.spouse: Ben", "ada.spouse: Ben"),
            ("ada.spouse: Ben\n- ada.spouse: Carl", "ada.spouse: Carl"),  # who says more does not differ
            ("ada.occupation: miller", "ada.occupation: tradesman"),  # one is the more specific
            ("ada.occupation: miller\n  as_of: 1301", "ada.occupation: monk\n  as_of: 1305"),
            ("ada.spouse: Ben", "ada.spouse: Carl\n  stance: doubts"),
            ("ada.spouse: Ben", "ada.spouse: unknown"),
            ("ada.spouse: Ben\n- ada.spouse: Carl", "ada.died: 1301"),  # one voice alone
        ],
    )
    def test_what_can_be_said_in_one_breath_is_no_difference(
        self, tmp_path: Path, one: str, other: str
    ) -> None:
        assert ("D106", "difference") not in kinds(tmp_path, {"a": one, "b": other})

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ada.spouse: Ben\n- ada.spouse: Eve", "ada.spouse: Carl\n- ada.spouse: Eve"),
            ("ada.occupation: miller\n  as_of: 1301", "ada.occupation: monk\n  as_of: 1301"),
            ("ada.occupation: miller\n  as_of: 1301", "ada.occupation: monk"),
            ("ada.spouse: Ben\n  sense: in law", "ada.spouse: Carl"),
            ("ada.alias: the Red", "ada.alias: the Fair"),
            ("abbey.founder: Ben", "abbey.founder: a bishop"),
        ],
    )
    def test_what_one_says_and_the_other_does_not_is_a_difference(
        self, tmp_path: Path, one: str, other: str
    ) -> None:
        assert kinds(tmp_path, {"a": one, "b": other}) == [("D106", "difference")]

    def test_what_is_declared_to_exclude_is_told_as_such_and_once(self, tmp_path: Path) -> None:
        sources = {
            "a": "ada.occupation: monk\n  throughout: 1301",
            "b": "ada.occupation: husband\n  throughout: 1301",
        }
        assert kinds(tmp_path, sources) == [("D101", "conflict")]

    def test_a_property_with_one_answer_is_in_conflict(self, tmp_path: Path) -> None:
        one_wife = PEOPLE + "properties:\n  spouse: {one: true}\n"
        sources = {"a": "ada.spouse: Ben", "b": "ada.spouse: Carl"}
        assert kinds(tmp_path, sources, one_wife) == [("D101", "conflict")]

    def test_a_long_list_hides_no_other_voice(self, tmp_path: Path) -> None:
        long = "\n- ".join(f"abbey.founder: monk {number}" for number in range(400))
        sources = {"a": long, "b": "abbey.founder: Ben"}
        assert ("D106", "difference") in kinds(tmp_path, sources)


class TestLimits:
    @pytest.mark.parametrize(
        ("said", "right"),
        [
            (("Ben", "Carl"), "conflict"),  # two fathers
            (("Ben", "Dora"), "difference"),  # one of each sex
            (("Ben", "Eve"), "difference"),  # a sex that is not known excludes nothing
            (("Ben", "Dora", "Eve"), "conflict"),  # one too many
            (("Eve", "Fay", "a stranger"), "conflict"),
            (("Ben", "Ben"), ""),
        ],
    )
    def test_two_parents_one_of_each_sex(self, tmp_path: Path, said: tuple[str, ...], right: str) -> None:
        sources = {chr(97 + number): f"ada.parent: {name}" for number, name in enumerate(said)}
        assert [kind for _, kind in kinds(tmp_path, sources)] == ([right] if right else [])

    def test_a_limit_holds_for_one_source_too(self, tmp_path: Path) -> None:
        said = "ada.parent: Ben\n- ada.parent: Dora\n- ada.parent: Eve"
        assert kinds(tmp_path, {"a": said, "b": "ada.died: 1301"}) == [("D103", "conflict")]

    def test_the_sex_may_be_claimed(self, tmp_path: Path) -> None:
        sexes = "eve.sex: male\n- fay.sex: male"
        sources = {"a": f"ada.parent: Eve\n- {sexes}", "b": "ada.parent: Fay"}
        (one,) = found(tmp_path, sources)
        assert one.kind == "conflict" and "Eve and Fay are both male" in " ".join(one.why)

    def test_a_sex_that_is_disputed_is_not_known(self, tmp_path: Path) -> None:
        sources = {"a": "ada.parent: Eve\n- eve.sex: male", "b": "ada.parent: Ben\n- eve.sex: female"}
        assert {(one.question.property, one.kind) for one in found(tmp_path, sources)} == {
            ("parent", "difference"),
            ("sex", "conflict"),
        }

    def test_another_sense_does_not_count(self, tmp_path: Path) -> None:
        adopted = "ada.parent: Eve\n  sense: by adoption"
        sources = {"a": f"ada.parent: Ben\n- {adopted}", "b": "ada.parent: Dora"}
        assert "conflict" not in [kind for _, kind in kinds(tmp_path, sources)]

    def test_so_many_are_named_is_said(self, tmp_path: Path) -> None:
        sources = {"a": "ada.parent: Dora", "b": "ada.parent: Eve", "c": "ada.parent: Ben"}
        (one,) = found(tmp_path, sources)
        assert one.message.endswith("3 are named, and at most 2 can be true: Dora (A); Eve (B); Ben (C)")
        assert one.camps_total == 3

    def test_who_is_perhaps_the_same_is_not_one_too_many(self, tmp_path: Path) -> None:
        perhaps = PEOPLE.replace(
            "fay: {name: Fay, kind: person}", "fay: {name: Fay, kind: person, maybe: eve, because: the names}"
        )
        sources = {"a": "ada.parent: Ben", "b": "ada.parent: Eve", "c": "ada.parent: Fay"}
        assert "conflict" not in [kind for _, kind in kinds(tmp_path, sources, perhaps)]

    def test_a_dossier_has_limits_of_its_own(self, tmp_path: Path) -> None:
        consuls = PEOPLE + "properties:\n  consul: {type: entity, one: false, most: 2}\n"
        said = {chr(97 + number): f"abbey.consul: {name}" for number, name in enumerate(("Ben", "Carl"))}
        assert kinds(tmp_path, said, consuls) == [("D106", "difference")]
        assert kinds(tmp_path, {**said, "c": "abbey.consul: Eve"}, consuls) == [("D101", "conflict")]


class TestSeveralNamesOfOne:
    SAME = "  old-ada: {name: Old Ada, kind: person, same_as: ada, because: the seal}\n"
    PERHAPS = "  old-ada: {name: Old Ada, kind: person, maybe: ada, because: the seal}\n"

    @pytest.mark.parametrize("names", [("ada", "ada", "ada"), ("ada", "old-ada", "ada")])
    def test_a_limit_counts_what_is_said_under_every_name(
        self, names: tuple[str, ...], tmp_path: Path
    ) -> None:
        dossier = PEOPLE.replace("voices:", self.SAME + "voices:")
        said = zip(names, ("Ben", "Eve", "Fay"), strict=True)
        sources = {chr(97 + place): f"{name}.parent: {value}" for place, (name, value) in enumerate(said)}
        assert kinds(tmp_path, sources, dossier) == [("D101", "conflict")]

    @pytest.mark.parametrize(("entity", "kind"), [(SAME, "conflict"), (PERHAPS, "tension")])
    def test_one_answer_is_true_under_every_name(self, entity: str, kind: str, tmp_path: Path) -> None:
        dossier = PEOPLE.replace("voices:", entity + "voices:")
        sources = {"a": "ada.born: 1204", "b": "old-ada.born: 1210"}
        assert [found for _, found in kinds(tmp_path, sources, dossier)] == [kind]

    def test_the_work_grows_as_the_names_do(self, tmp_path: Path) -> None:
        taken = []
        for many in (30, 120):
            names = [f"n{number}: {{name: N{number}, kind: event" for number in range(many)]
            chain = [f"{name}, same_as: n{place}, because: so}}" for place, name in enumerate(names[:-1], 1)]
            claims = [f"n{number}.date: {1204 + number % 3}" for number in range(many)]
            entities = "\n  ".join([*chain, names[-1] + "}"])
            write_dossier(
                tmp_path / f"{many}",
                f"title: T\nentities:\n  {entities}\n",
                {"a": "\n- ".join(claims)},
            )
            dossiers = read_dossiers([str(tmp_path / f"{many}")])
            taken.append(calls(lambda dossiers=dossiers: run_rules(dossiers)))
        assert taken[1] < 6 * taken[0]
