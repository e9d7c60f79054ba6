"""`check --since` against one who would make a conflict vanish without touching the claims that clash: whatever way is taken, it is told and fails."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.support.command import Runner
from tests.support.git_repositories import Repo, git, needs_git, source
from tests.support.json_schemas import misfits

pytestmark = needs_git
HEAD = """\
title: Aldwater
entities:
  battle: {name: the battle, kind: event}
  siege: {name: the siege, kind: event}
  march: {name: the march, kind: event}
  ness: {name: Ness, kind: place}
  ford: {name: the ford, kind: place}
properties:
  outcome: {type: term}
  fought-at: {type: entity}
  paces: {type: quantity}
  horses: {type: quantity}
terms:
  carried: {name: carried by storm}
  starved: {name: starved out}
laws:
  - name: march-before-siege
    law: march.paces <= siege.paces
"""
CORVE = (
    "battle.strength: 6,000 men", "battle.fought-at: ness", "battle.date: c. 1204", "siege.outcome: carried", "siege.horses: 40", "march.paces: 900",
)  # fmt: skip
HUGH = (
    "battle.strength: 9,000 men", "battle.fought-at: ford", "battle.date: 1215", "siege.outcome: starved", "siege.paces: 40",
)  # fmt: skip
FOLDER = "claims/aldwater"
DOSSIER, C, H = f"{FOLDER}/dossier.yaml", f"{FOLDER}/corve.yaml", f"{FOLDER}/hugh.yaml"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("gate") / "repo")
    repo.write(DOSSIER, HEAD)
    repo.write(C, source("corve", *CORVE))
    repo.write(H, source("hugh", *HUGH))
    repo.write("claims/tarn/dossier.yaml", "title: Tarn\nentities:\n  raid: {name: the raid, kind: event}\n")
    for name, killed in (("corve", 2), ("hugh", 700)):
        repo.write(f"claims/tarn/{name}.yaml", source(name, f"raid.killed: {killed}"))
    repo.commit()
    return repo


@pytest.fixture
def repo(repository: Repo) -> Iterator[Repo]:
    """The one repository, whose worktree is put back when a test has changed it."""
    yield repository
    git(repository.at, "checkout", "-q", "-f", "main")
    git(repository.at, "clean", "-q", "-f", "-d", "-x")


def change(repo: Repo, path: str, *pairs: tuple[str, str]) -> None:
    text = repo.at.joinpath(path).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    repo.write(path, text)


def silenced(repo: Repo, run_in: Runner, ref: str = "HEAD") -> list[dict[str, Any]]:
    """The conflicts that are told to be silenced; the check fails for them."""
    ran = run_in.since(repo.at, ref)
    assert ran.code == 1, ran.text
    return [one for one in ran.since["silenced"] if one["kind"] == "conflict"]


def conflict(repo: Repo, run_in: Runner, question: str) -> str:
    """The id of the conflict on a question."""
    found = run_in(repo.at, "check", "claims", "--format", "json").json["findings"]
    return next(
        one["id"]
        for one in found
        if f"{one['about']}.{one['property']}" == question and one["kind"] == "conflict"
    )


FORD = "{name: the ford, kind: place"
# What a pull request changes in a file, the question that is silenced by it, what it is told as then, and why in words.
WAYS = [
    (DOSSIER, ("outcome: {type: term}", "outcome: {type: term, one: false}"),
     "siege.outcome", "difference", "the dossier now allows several answers to outcome"),
    (DOSSIER, ("  fought-at:", "  strength: {type: quantity, unit: men, one: false}\n  fought-at:"),
     "battle.strength", "difference", "the dossier now allows several answers to strength"),
    (DOSSIER, ("terms:", "conventions: {circa_year: 20 years}\nterms:"),
     "battle.date", None, "the dossier now reads with conventions circa_year: 20 years (there was none)"),
    (DOSSIER, (FORD, FORD + ", same_as: ness, because: one shore"),
     "battle.fought-at", None, "the ford is now held to be the same as Ness"),
    (DOSSIER, (FORD, FORD + ", maybe: ness, because: one shore"),
     "battle.fought-at", "tension", "the ford is now held to be perhaps the same as Ness"),
    (DOSSIER, (FORD, FORD + ", part_of: ness"), "battle.fought-at", None, "the ford is now part of Ness"),
    (DOSSIER, ("{name: starved out}", "{name: starved out, same_as: [carried]}"),
     "siege.outcome", None, "starved out is now held to be the same as carried by storm"),
    (DOSSIER, ("<= siege.paces", "<= siege.paces\n    usual: true"),
     "march.paces", "tension", "the law march-before-siege now says only what is usual"),
    (DOSSIER, (HEAD[HEAD.index("laws:") :], ""), "march.paces", None, "the law march-before-siege no longer holds"),
    (C, ("battle.date: c. 1204", "battle.date: {value: c. 1204, conventions: {circa_year: 20 years}}"),
     "battle.date", None, "C's c. 1204 is now read by conventions of its own"),
    (DOSSIER, ("  fought-at: {type: entity}", "  place-of-it: {was: fought-at, type: entity, one: false}"),
     "battle.place-of-it", "difference", "the dossier now allows several answers to place-of-it"),
    (C, ("title: Corve", "title: Corve\ndraft: true"), "battle.strength", None, "C is now a draft, in which nothing is counted"),
    (C, ("title: Corve", "title: Corve\ndefaults: {stance: doubts}"),
     "battle.strength", None, "all claims of C are now read with defaults stance: doubts (there was none)"),
    (H, (source("hugh", *HUGH), "source: hugh\ntitle: Hugh\nclaims: []\n"),
     "battle.strength", None, "the source H claims nothing any more"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "edit", "question", "now", "why"), WAYS, ids=[way[4] for way in WAYS])
def test_what_else_changes_than_the_claims_settles_nothing(
    path: str, edit: tuple[str, str], question: str, now: str | None, why: str, repo: Repo, run_in: Runner
) -> None:
    change(repo, path, edit)
    found = silenced(repo, run_in)
    one = next(one for one in found if one["question"] == question and one["now"] == now)
    assert one["why"].split(": ", 1)[1] == why and one["file"] == path and not one["covered"]
    assert {one["question"] for one in found} == {question} or path != DOSSIER


def test_a_file_in_another_style_is_taken_to_pieces_too(repo: Repo, run_in: Runner) -> None:
    data = yaml.safe_load(HEAD)
    git(repo.at, "checkout", "-q", "-b", "braces")
    repo.write(DOSSIER, json.dumps(data))
    repo.commit()
    data["properties"]["outcome"]["one"] = "false"
    data["entities"]["mill"] = {"name": "the mill", "kind": "place"}
    repo.write(DOSSIER, json.dumps(data))
    (one,) = silenced(repo, run_in)
    assert one["why"] == "now only a difference: the dossier now allows several answers to outcome"


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("", "the source H is gone (claims/aldwater/hugh.yaml)"),
        (f"{FOLDER}/old/hugh.yaml", "its file lies in claims/aldwater/old/hugh.yaml, where it is not read"),
        (f"{FOLDER}/hugh.yaml.off", "its file lies in claims/aldwater/hugh.yaml.off, where it is not read"),
    ],
)
def test_a_source_that_is_gone_or_moved_where_it_is_not_read(
    to: str, why: str, repo: Repo, run_in: Runner
) -> None:
    if to:
        repo.at.joinpath(to).parent.mkdir(exist_ok=True)
        repo.at.joinpath(H).rename(repo.at / to)
    else:
        repo.at.joinpath(H).unlink()
    found = silenced(repo, run_in)
    assert {one["question"] for one in found} == {
        "battle.strength", "battle.fought-at", "battle.date", "siege.outcome", "march.paces",
    }  # fmt: skip
    assert all(one["why"].startswith("no longer told: ") and why in one["why"] for one in found)
    assert len(found) == 5 and all(one["now"] is None and one["file"] == H for one in found)


def test_a_dossier_that_is_gone(repo: Repo, run_in: Runner) -> None:
    shutil.rmtree(repo.at / "claims/tarn")
    (one,) = silenced(repo, run_in)
    assert (one["question"], one["why"]) == ("raid.killed", "no longer told: the dossier Tarn is gone")


def third(repo: Repo) -> None:
    repo.write(f"{FOLDER}/odo.yaml", source("odo", "siege.horses: 700"))


def test_a_decision_of_its_own_lets_nothing_new_pass(repo: Repo, run_in: Runner) -> None:
    third(repo)
    id_ = conflict(repo, run_in, "siege.horses")
    run_in(repo.at, "decide", id_, "--verdict", "apparent", "--because", "so", "--by", "Ann")
    (one,) = silenced(repo, run_in)
    assert (one["id"], one["now"]) == (id_, "conflict") and one["file"] == f"{FOLDER}/reviews/{id_}.yaml"
    assert one["why"] == "it passes by a decision of this same change: apparent by Ann"
    assert run_in.since(repo.at, "HEAD", "--allow-silenced").code == 0


def test_a_decision_on_what_was_known_is_no_silencing(repo: Repo, run_in: Runner) -> None:
    id_ = conflict(repo, run_in, "battle.strength")
    run_in(repo.at, "decide", id_, "--verdict", "scope", "--because", "two counts", "--by", "Ann")
    ran = run_in.since(repo.at)
    assert ran.code == 0 and not ran.since["silenced"]


def test_a_forged_baseline_counts_for_nothing(repo: Repo, run_in: Runner) -> None:
    third(repo)
    run_in(repo.at, "baseline", "create")
    found = silenced(repo, run_in)
    assert [one["why"] for one in found] == [
        "only the baseline of this same change has it, and that of before counts"
    ]
    ran = run_in.since(repo.at)
    assert ran.since["notes"] == [
        "claims/.discrepancy-baseline is not as it was at HEAD: the baseline of HEAD counts"
    ]
    assert run_in.since(repo.at, "HEAD", "--allow-silenced").code == 0


def test_a_stale_baseline_counts_for_nothing(repo: Repo, run_in: Runner) -> None:
    third(repo)
    run_in(repo.at, "baseline", "create")
    repo.at.joinpath(f"{FOLDER}/odo.yaml").unlink()
    git(repo.at, "checkout", "-q", "-b", "stale")
    repo.commit()
    third(repo)
    ran = run_in.since(repo.at)
    assert ran.code == 1 and len(ran.since["new"]) == 1
    assert {one["status"] for one in ran.json["findings"] if one["id"] in ran.since["new"]} == {"new"}


def test_what_silences_twice_is_told_twice(repo: Repo, run_in: Runner) -> None:
    change(repo, DOSSIER, ("outcome: {type: term}", "outcome: {type: term, one: false}"),
           ("{name: starved out}", "{name: starved out, same_as: [carried]}"),
           ("terms:", "voices: {x: {name: X}}\nterms:"))  # fmt: skip
    (one,) = silenced(repo, run_in)
    assert one["why"] == (
        "no longer told: the dossier now allows several answers to outcome; "
        "starved out is now held to be the same as carried by storm"
    )


def test_of_many_changes_those_that_silence_are_found_in_bounded_runs(repo: Repo, run_in: Runner) -> None:
    more = "".join(f"  mill-{n}: {{name: mill {n}, kind: place, note: a siege}}\n" for n in range(60))
    change(
        repo,
        DOSSIER,
        ("  ford:", f"{more}  ford:"),
        (FORD, FORD + ", same_as: ness, because: one shore"),
        ("fought-at: {type: entity}", "fought-at: {type: entity, one: false}"),
    )
    (one,) = silenced(repo, run_in)
    assert one["why"] == (
        "no longer told: the ford is now held to be the same as Ness; "
        "the dossier now allows several answers to fought-at"
    )


def test_a_claim_touched_for_show_settles_nothing(repo: Repo, run_in: Runner) -> None:
    """The claim is another now in words that the settings of before cannot read, and says what it said."""
    change(repo, DOSSIER, ("outcome: {type: term}", "outcome: {type: term, one: false}"),
           ("{name: starved out}", "{name: starved out}\n  starven: {name: starved, same_as: [starved]}"))  # fmt: skip
    change(repo, H, ("siege.outcome: starved", "siege.outcome: starven"))
    found = silenced(repo, run_in)
    assert [one["question"] for one in found] == ["siege.outcome"]
    assert "the dossier now allows several answers to outcome" in found[0]["why"]


def test_a_side_of_several_that_is_silenced_is_told(repo: Repo, run_in: Runner) -> None:
    third(repo)
    repo.write(f"{FOLDER}/wace.yaml", source("wace", "siege.horses: 7,000"))
    git(repo.at, "checkout", "-q", "-b", "sides")
    repo.commit()
    repo.at.joinpath(f"{FOLDER}/wace.yaml").unlink()
    (one,) = silenced(repo, run_in)
    assert one["now"] == "conflict" and one["question"] == "siege.horses"
    assert one["why"] == "fewer sides are told: the source W is gone (claims/aldwater/wace.yaml)"


class TestSettledByTheClaims:
    @pytest.mark.parametrize(
        ("edit", "why"),
        [
            (("9,000 men", "6,000 men"), "H now says 6,000 men (it said 9,000 men)"),
            (("battle.strength: 9,000 men", "siege.strength: 9,000 men"), "H no longer says 9,000 men of battle.strength"),
            (("battle.strength: 9,000 men", "battle.strength: 9,000 men\n    stance: doubts"),
             "H now says 9,000 men otherwise (stance: doubts)"),
        ],
    )  # fmt: skip
    def test_says_which_claim(self, edit: tuple[str, str], why: str, repo: Repo, run_in: Runner) -> None:
        change(repo, H, edit)
        ran = run_in.since(repo.at)
        assert ran.code == 0 and not ran.since["silenced"]
        (gone,) = ran.since["gone"]
        assert (gone["why"], gone["silenced"]) == (why, False)
        assert f": settled by the claims: {why}\n" in run_in(repo.at, "check", "--since", "HEAD").out

    def test_whatever_else_changes_beside_it(self, repo: Repo, run_in: Runner) -> None:
        """A claim is corrected in a change that also declares a place, of which another claim speaks."""
        change(repo, DOSSIER, (FORD, "{name: the mill, kind: place}\n  ford: " + FORD))
        change(repo, DOSSIER, ("  ford: {name: the mill", "  mill: {name: the mill"))
        change(repo, H, ("9,000 men", "6,000 men"), ("siege.paces: 40", "siege.fought-at: mill"))
        ran = run_in.since(repo.at)
        assert ran.code == 0 and not ran.since["silenced"] and len(ran.since["gone"]) == 2

    def test_a_rename_that_is_declared_silences_nothing(self, repo: Repo, run_in: Runner) -> None:
        change(repo, DOSSIER, (FORD, "{was: ford, name: the ford, kind: place"), ("  ford:", "  shallows:"),
               ("  outcome: {", "  result: {was: outcome, "))  # fmt: skip
        change(repo, H, ("9,000 men", "6,000 men"))
        ran = run_in.since(repo.at)
        assert ran.code == 0 and not ran.since["silenced"] and len(ran.since["gone"]) == 1


class TestAReviewThatStoodAtREF:
    def test_covers_what_is_silenced(self, repo: Repo, run_in: Runner) -> None:
        id_ = conflict(repo, run_in, "siege.outcome")
        run_in(repo.at, "decide", id_, "--verdict", "apparent", "--because", "one thing", "--by", "Ann")
        git(repo.at, "checkout", "-q", "-b", "decided")
        repo.commit()
        change(repo, DOSSIER, ("{name: starved out}", "{name: starved out, same_as: [carried]}"))
        ran = run_in.since(repo.at)
        (one,) = ran.since["silenced"]
        assert ran.code == 0 and one["covered"] and one["passes"] and one["question"] == "siege.outcome"
        assert "; decided at HEAD already (" in run_in(repo.at, "check", "--since", "HEAD").out

    def test_is_one_whose_finding_had_gone_and_comes_back(self, repo: Repo, run_in: Runner) -> None:
        third(repo)
        id_ = conflict(repo, run_in, "siege.horses")
        run_in(repo.at, "decide", id_, "--verdict", "apparent", "--because", "so", "--by", "Ann")
        repo.at.joinpath(f"{FOLDER}/odo.yaml").unlink()
        git(repo.at, "checkout", "-q", "-b", "orphaned")
        repo.commit()
        third(repo)
        ran = run_in.since(repo.at)
        assert ran.code == 0 and not ran.since["silenced"] and id_ in ran.since["new"]


WHY = "now only a difference: the dossier now allows several answers to outcome"


def test_every_format_tells_it(repo: Repo, run_in: Runner) -> None:
    change(repo, *WAYS[0][:2])
    formats = ("text", "summary", "markdown", "html", "json", "sarif", "junit", "github", "gitlab", "csv")
    outputs = [word for form in formats for word in ("--output", f"{form}=out.{form}")]
    assert run_in(repo.at, "check", "--since", "HEAD", *outputs).code == 1
    told = {form: repo.at.joinpath(f"out.{form}").read_text("utf-8") for form in formats}
    assert [form for form in formats if WHY not in told[form]] == []
    assert "silenced: conflict: siege.outcome: " in told["text"] and "0 gone, 1 silenced." in told["text"]
    assert told["summary"].startswith("# No source is new or changed since HEAD; **1 finding silenced**\n")
    assert "## What was silenced" in told["summary"] and "### What was silenced" in told["markdown"]
    assert "::error file=claims/aldwater/dossier.yaml,line=9" in told["github"]
    assert '<failure message="now only a difference' in told["junit"]
    (issue,) = (one for one in json.loads(told["gitlab"]) if one["fingerprint"].endswith(":silenced"))
    assert issue["severity"] == "major"
    (result,) = (
        one
        for one in json.loads(told["sarif"])["runs"][0]["results"]
        if one["properties"]["status"] == "silenced"
    )
    assert result["level"] == "error" and "suppressions" not in result
    schema = run_in(repo.at, "schema", "run").json
    assert not misfits(json.loads(told["json"]), schema)


def test_what_may_be_silenced_is_told_and_fails_nowhere(repo: Repo, run_in: Runner) -> None:
    change(repo, *WAYS[0][:2])
    words = ("check", "--since", "HEAD", "--allow-silenced")
    ran = run_in(repo.at, *words, "--output", "junit=out.xml", "--output", "github=out.txt")
    assert ran.code == 0 and "; allowed by --allow-silenced (claims/aldwater/dossier.yaml:9)" in ran.out
    junit = repo.at.joinpath("out.xml").read_text("utf-8")
    assert "<failure" not in junit and 'message="allowed by --allow-silenced"' in junit
    assert "silenced" not in repo.at.joinpath("out.txt").read_text("utf-8")


def test_what_is_not_selected_does_not_fail(repo: Repo, run_in: Runner) -> None:
    change(repo, *WAYS[0][:2])
    assert run_in.since(repo.at, "HEAD", "--ignore", "D101").code == 0
    assert run_in.since(repo.at, "HEAD", "--subject", "battle").since["silenced"] == []


def test_what_may_be_silenced_is_asked_only_of_a_comparison(repo: Repo, run_in: Runner) -> None:
    ran = run_in(repo.at, "check", "--allow-silenced")
    assert ran.code == 2 and "--allow-silenced goes with --since REF" in ran.err


def test_a_check_without_a_change_is_not_run_again(
    repo: Repo, run_in: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from discrepancy.findings.changes.silenced import Silencing

    made: list[object] = []
    monkeypatch.setattr(Silencing, "_rerun", lambda *words: made.append(words))
    change(repo, H, ("9,000 men", "6,000 men"))
    assert run_in.since(repo.at).code == 0 and not made
