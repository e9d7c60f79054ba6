"""Lists that a source says to be complete: what another gives beyond them is a conflict, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.content import content, review_standing
from discrepancy.findings.reviews.former_names import FormerNames
from discrepancy.model.vocabulary import Property
from tests.support.claims import asked, c
from tests.support.command import Command, Runner
from tests.support.examples import examples
from tests.support.folders import findings_in, read_dossier, write_dossier
from tests.support.git_repositories import Repo, needs_git

DOSSIER = """title: A test
entities:
  ralph: {name: Ralph, kind: person}
  maud: {name: Maud, kind: person}
  edith: {name: Edith, kind: person, aliases: [Edith of Ness]}
  joan: {name: Joan, kind: person}
  roll: {name: the roll, kind: work}
properties:
  hands: {type: set}
terms:
  steward: {name: steward}
  miller: {name: miller}
  reeve: {name: reeve}
"""
COMPLETE = "\n  complete: true"
HELD = "ralph.held[office=steward]: "


def found(folder: Path, **sources: list[str]) -> list[Finding]:
    """What is found where each source says so, other than evidence."""
    write_dossier(
        folder, DOSSIER, {name: "\n".join(f"- {one}" for one in said) for name, said in sources.items()}
    )
    kinds = ("conflict", "tension", "difference")
    return [finding for finding in findings_in(folder).findings if finding.kind in kinds]


def rules(folder: Path, **sources: list[str]) -> list[str]:
    return [finding.rule for finding in found(folder, **sources)]


@pytest.mark.parametrize(
    ("listed", "other", "open_list", "complete"),
    [
        (["ralph.spouse: Maud", "ralph.spouse: Edith"], "ralph.spouse: Joan", ["D106"], ["D101"]),
        (["ralph.spouse: Maud", "ralph.spouse: Edith"], "joan.spouse: Ralph", ["D106"], ["D101"]),
        (["ralph.spouse: Maud", "ralph.spouse: Edith"], "ralph.spouse: Edith of Ness", [], []),
        (["ralph.spouse: Maud"], "ralph.spouse: Joan\n  sense: in law", ["D106"], ["D102"]),
        (["ralph.spouse: Maud"], "ralph.spouse: Joan\n  stance: denies", [], []),
        (["ralph.spouse: Maud"], "ralph.spouse: Joan\n  stance: doubts", [], []),
        (["roll.author: Maud"], "roll.author: Joan", ["D106"], ["D101"]),
        ([HELD + "1241–1249"], HELD + "1253–1260", ["D102"], ["D101"]),
        ([HELD + "1241–1249"], HELD + "1249–1260", ["D102"], ["D101"]),
        ([HELD + "1241 – c. 1249"], HELD + "1250–1260", ["D102"], ["D101"]),
        ([HELD + "1241–1249", HELD + "1253–1260"], HELD + "1263–1270", ["D106"], ["D101"]),
        ([HELD + "1241–1249", HELD + "1253–1260"], HELD + "1253–1260", [], []),
        ([HELD + "1241–1249", HELD + "1253–1260"], HELD + "c. 1253 – 1260", [], []),
        ([HELD + "1241–1249", HELD + "1253–1260"], HELD + "since 1253", [], []),
    ],
)
def test_what_is_beyond_a_complete_list_excludes_it(
    tmp_path: Path, listed: list[str], other: str, open_list: list[str], complete: list[str]
) -> None:
    assert rules(tmp_path / "open", corve=listed, hugh=[other]) == open_list
    marked = [listed[0] + COMPLETE, *listed[1:]]  # it is said once, with any of them
    assert rules(tmp_path / "complete", corve=marked, hugh=[other]) == complete


def test_the_reason_names_the_list_and_what_is_beyond_it(tmp_path: Path) -> None:
    listed = ["ralph.spouse: Maud", "ralph.spouse: Edith" + COMPLETE]
    (finding,) = found(tmp_path / "two", corve=listed, hugh=["ralph.spouse: Joan"])
    assert "C says that Maud and Edith are all; Joan (H) is another" in finding.why
    (finding,) = found(tmp_path / "one", corve=[HELD + "1241–1249" + COMPLETE], hugh=[HELD + "1253–1260"])
    assert "C says that there is none but 1241–1249; 1253–1260 (H) is another" in finding.why
    assert not any("at most a tension" in line for line in finding.why)


def test_a_list_is_of_its_voice_alone(tmp_path: Path) -> None:
    one = ["ralph.spouse: Maud" + COMPLETE, "ralph.spouse: Joan\n  according_to: [edith]"]
    assert rules(tmp_path / "own", corve=one) == ["D101"]  # Edith names another
    assert rules(tmp_path / "asked", corve=["ralph.spouse: Maud" + COMPLETE, "ralph.child: Joan"]) == []


def test_what_holds_at_one_time_says_nothing_of_another(tmp_path: Path) -> None:
    listed = ["ralph.office: miller\n  throughout: 1250" + COMPLETE]
    assert rules(tmp_path / "then", corve=listed, hugh=["ralph.office: reeve\n  throughout: 1250"]) == [
        "D101"
    ]
    assert rules(tmp_path / "later", corve=listed, hugh=["ralph.office: reeve\n  throughout: 1260"]) == []


@pytest.mark.parametrize(
    ("claim", "advice"),
    [
        ("ralph.born: 1207", "take it out"),
        ("ralph.sex: reeve", "take it out"),
        ("roll.hands: Maud; Joan", "write {value: ..., complete: true} for the answer"),
    ],
)
def test_where_one_answer_is_true_complete_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command, claim: str, advice: str
) -> None:
    write_dossier(tmp_path, DOSSIER, {"corve": f"- {claim}{COMPLETE}"})
    monkeypatch.chdir(tmp_path)
    ran = command("check", ".")
    assert "E044" in ran.text and advice in ran.text and "corve.yaml:5:" in ran.text


def test_complete_among_the_options_of_a_value_is_told_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    write_dossier(tmp_path, DOSSIER, {"corve": "- ralph.spouse: {value: Maud, complete: true}"})
    monkeypatch.chdir(tmp_path)
    assert "write complete: true below the claim" in command("check", ".").text


def test_a_review_sees_that_a_list_became_complete(tmp_path: Path) -> None:
    listed = ["ralph.spouse: Maud", "ralph.spouse: Edith"]
    others = ["ralph.spouse: Joan", "ralph.spouse: Joan\n  according_to: [maud]\n  sense: in law"]
    (first,) = found(tmp_path / "a", corve=[listed[0] + COMPLETE, listed[1]], hugh=others)
    (moved,) = found(tmp_path / "b", corve=[listed[0], listed[1] + COMPLETE], hugh=others)
    assert content(first) == content(moved)
    (both,) = found(
        tmp_path / "c", corve=[one + COMPLETE for one in listed], hugh=[one + COMPLETE for one in others]
    )
    assert review_standing(content(first), both, FormerNames({}, {})) == "stale"


@needs_git
def test_a_conflict_that_goes_with_complete_is_told_as_settled_by_the_claims(
    tmp_path: Path, run_in: Runner
) -> None:
    repo = Repo(tmp_path / "repo")
    folder = repo.at / "claims/d"
    said = {"corve": f"- ralph.spouse: Maud{COMPLETE}", "hugh": "- ralph.spouse: Maud\n- ralph.spouse: Joan"}
    write_dossier(folder, DOSSIER, said)
    repo.commit()
    write_dossier(folder, DOSSIER, {"corve": "- ralph.spouse: Maud"})
    told = run_in(repo.at, "check", "--since", "HEAD").out
    assert ": settled by the claims: C now says Maud otherwise (whether that is all)" in told


def test_a_sheet_keeps_that_a_list_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    said = ["ralph.spouse: Maud", "ralph.spouse: Edith" + COMPLETE]
    write_dossier(tmp_path / "d", DOSSIER, {"corve": "\n".join(f"- {one}" for one in said)})
    monkeypatch.chdir(tmp_path)
    assert command("export", "csv", "d", "--output", "sheet.csv").code == 0
    (tmp_path / "d/corve.yaml").unlink()
    assert command("import", "sheet.csv", "--to", "d").code == 0
    assert [claim.complete for claim in read_dossier(tmp_path / "d").claims] == [True, True]


SPOUSES = st.sets(st.sampled_from(["Ada", "Ben", "Cid", "Dan"]), min_size=1)


@given(true=SPOUSES, told=st.lists(SPOUSES, min_size=1, max_size=3))
@examples(40)
def test_a_complete_list_of_all_that_is_true_is_in_no_conflict(true: set[str], told: list[set[str]]) -> None:
    """Of voices that each tell some of a true list, and one that tells it whole, none excludes another; one
    that says more is excluded."""
    prop = Property("wed", "name", one=False)
    lists = [true, *told]
    claims = [
        c(10 * number + i, "name", name, complete=number == 0)._replace(
            source=f"s{number}", holder=f"s{number}"
        )
        for number, names in enumerate(lists)
        for i, name in enumerate(sorted(names))
    ]
    question = asked(prop, claims)
    assert (question.camps("charitable").total > 1) == any(names - true for names in told)
