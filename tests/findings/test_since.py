"""`check --since`: what is new and what is worse is told from what was known, whatever the repository looks like."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from discrepancy.findings.changes.at_revision import run_at_revision
from tests.support.command import Runner
from tests.support.git_repositories import DOSSIER, Repo, git, needs_git, source, strength
from tests.support.json_schemas import misfits

pytestmark = needs_git
APART = {"corve": "6,000 men", "hugh": "9,000 men"}


@pytest.fixture
def run(run_in: Runner) -> Runner:
    return run_in


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two sources that contradict each other, committed."""
    return Repo(tmp_path / "repo", **APART)


class TestWhatIsNew:
    def test_what_was_known_does_not_fail_and_is_told_in_a_line(self, repo: Repo, run: Runner) -> None:
        ran = run(repo.at, "check", "--since", "HEAD")
        assert ran.code == 0
        assert (
            ran.out.startswith("known: claims/aldwater/corve.yaml:4:5: conflict: ")
            and "camp 1" not in ran.out
        )
        assert ": 0 new, 0 worse, 1 known, 0 gone.\n" in ran.out
        assert run.since(repo.at).statuses == {"D101": "open"}

    def test_a_new_contradiction_fails_and_is_told_in_full(self, tmp_path: Path, run: Runner) -> None:
        repo = Repo(tmp_path / "repo", corve="6,000 men")
        repo.says("hugh", "9,000 men")
        ran = run(repo.at, "check", "--since", "HEAD")
        assert ran.code == 1 and "camp 1" in ran.out and ": 1 new, 0 worse, 0 known, 0 gone.\n" in ran.out
        said = run.since(repo.at)
        assert said.code == 1 and said.statuses["D101"] == "new" and len(said.since["new"]) == 1

    @pytest.mark.parametrize(
        ("before", "now", "why"),
        [
            (APART, {"third": "2,000 men"}, "there are 3 camps and were 2"),
            ({"corve": "up to 50,000 men", "hugh": "60,000 men"}, {"corve": "40,000 men"}, "it was a tension and is a conflict"),
            ({**APART, "third": "6,000 men"}, {"third": "9,000 men"}, "C and T could be true together and cannot now"),
            (APART, {"hugh": "", "third": "2,000 men"}, "T stands in a camp that was not there"),
        ],
    )  # fmt: skip
    def test_worse_is_as_good_as_new_and_says_why(
        self, before: dict[str, str], now: dict[str, str], why: str, tmp_path: Path, run: Runner
    ) -> None:
        repo = Repo(tmp_path / "repo", **before)
        for name, value in now.items():
            if value:
                repo.says(name, value)
            else:
                repo.at.joinpath(f"claims/aldwater/{name}.yaml").unlink()
        ran = run.since(repo.at)
        assert ran.code == 1 and ran.statuses["D101"] == "new" and not ran.since["new"]
        assert ran.since["worsened"][0]["why"] == why
        assert "  ! worse than at HEAD: " in run(repo.at, "check", "--since", "HEAD").out

    @pytest.mark.parametrize(
        ("name", "value"),
        [("third", "6,000 men"), ("third", "about 9,000 men"), ("hugh", "9,500 men"), ("hugh", "12,000 men")],
    )
    def test_a_side_taken_or_a_figure_corrected_is_nothing_new(
        self, name: str, value: str, repo: Repo, run: Runner
    ) -> None:
        repo.says(name, value)
        ran = run.since(repo.at)
        assert ran.code == 0 and ran.statuses["D101"] == "open"

    def test_what_is_gone_is_said(self, repo: Repo, run: Runner) -> None:
        repo.says("hugh", "6,000 men")
        ran = run(repo.at, "check", "--since", "HEAD")
        assert ran.code == 0 and "gone: conflict: battle.strength: " in ran.out
        assert [one["rule"] for one in run.since(repo.at).since["gone"]] == ["D101"]

    @pytest.mark.parametrize(("fail_on", "code"), [("conflict", 0), ("tension", 1), ("never", 0)])
    def test_fail_on_counts_among_what_is_new(
        self, fail_on: str, code: int, tmp_path: Path, run: Runner
    ) -> None:
        repo = Repo(tmp_path / "repo", corve="up to 50,000 men")
        repo.says("hugh", "60,000 men")
        assert run.since(repo.at, "HEAD", "--fail-on", fail_on).code == code

    def test_a_law_broken_by_another_is_worse_and_by_one_who_agrees_is_not(
        self, tmp_path: Path, run: Runner
    ) -> None:
        repo = Repo(tmp_path / "repo")
        repo.write("claims/aldwater/dossier.yaml", DOSSIER + "  ralph:\n    name: Ralph\n    kind: person\n")
        repo.write("claims/aldwater/corve.yaml", source("corve", "ralph.born: 1200"))
        repo.write("claims/aldwater/hugh.yaml", source("hugh", "ralph.died: 1190"))
        repo.commit()
        repo.write("claims/aldwater/third.yaml", source("third", "ralph.died: 1190"))
        assert run.since(repo.at).statuses["L101"] == "open"
        repo.write("claims/aldwater/third.yaml", source("third", "ralph.died: 1150"))
        ran = run.since(repo.at)
        assert ran.code == 1 and {one["rule"]: one["why"] for one in ran.since["worsened"]} == {
            "L101": "it is now also about T on ralph.died"
        }
        [brought] = ran.since["brought"]
        against = {one["rule"]: (one["question"], one["sigla"]) for one in brought["contradicts"]}
        assert against == {"L101": ("ralph.died", ["C"]), "D101": ("ralph.died", ["H"])}
        # T stands in a further set: its words are shown all the same, and the place is in its file.
        summary = run(repo.at, "check", "--since", "HEAD", "--format", "summary").out
        _, told, _ = summary.split("#### Conflict: ", 2)
        assert (
            "T stands in a further set of claims that clash:" in told
            and "| Ralph: died: 1150 | **T** | “the words” | p. 1 |" in told
        )
        github = run(repo.at, "check", "--since", "HEAD", "--format", "github").out
        (law,) = (line for line in github.splitlines() if "ralph.born" in line)
        assert (
            law.startswith("::error file=claims/aldwater/third.yaml,line=4,")
            and "T, p. 1: “the words”" in law
        )
        sarif = json.loads(run(repo.at, "check", "--since", "HEAD", "--format", "sarif").out)
        (law,) = (one for one in sarif["runs"][0]["results"] if one["ruleId"] == "L101")
        assert (
            law["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "claims/aldwater/third.yaml"
        )
        assert len(law["relatedLocations"]) == 2

    def test_no_reader_needs_the_clock(self, repo: Repo) -> None:
        repo.says("third", "2,000 men")
        said = [
            subprocess.run(
                [sys.executable, "-m", "discrepancy", "check", "--since", "HEAD", "--format", form],
                cwd=repo.at, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
                capture_output=True, timeout=60, check=False,
            )
            for form in ("json", "text") for seed in ("1", "2")
        ]  # fmt: skip
        assert (
            said[0].stdout == said[1].stdout and said[2].stdout == said[3].stdout and said[0].returncode == 1
        )
        assert (
            b"discrepancy-" not in said[0].stdout
            and str(repo.at).encode() not in said[0].stdout + said[2].stdout
        )


class TestBrought:
    def test_whom_a_source_contradicts_corroborates_and_where_it_is_alone(
        self, repo: Repo, run: Runner
    ) -> None:
        third = source("third", "battle.strength: 6,000 men", "battle.date: 1204", "battle.killed: 40")
        repo.write("claims/aldwater/third.yaml", third)
        repo.write(
            "claims/aldwater/hugh.yaml", source("hugh", "battle.strength: 9,000 men", "battle.date: 1206")
        )
        hugh, new = run.since(repo.at).since["brought"]
        assert (new["source"], new["state"], new["claims"]) == ("third", "new", 3)
        assert [(one["question"], one["sigla"]) for one in new["contradicts"]] == [
            ("battle.date", [hugh["siglum"]])
        ]
        assert [(one["question"], one["sigla"]) for one in new["sides"]] == [
            ("battle.strength", [hugh["siglum"]])
        ]
        assert [(one["question"], len(one["independent"]), one["dependent"]) for one in new["agrees"]] == [
            ("battle.strength", 1, [])
        ]
        assert new["alone"] == ["battle.killed"]
        assert (hugh["state"], hugh["claims"]) == ("changed", 1)

    @pytest.mark.parametrize(
        ("said", "against"),
        [
            ({"corve": "up to 50,000 men", "hugh": "60,000 men"}, ["C"]),
            ({"corve": "6,000 men", "third": "9,000 men", "hugh": "9,000 men"}, ["C"]),
            ({"corve": "6,000 men", "third": "7,000 men", "hugh": "9,000 men"}, ["C", "T"]),
        ],
    )
    def test_against_whom(
        self, said: dict[str, str], against: list[str], tmp_path: Path, run: Runner
    ) -> None:
        repo = Repo(tmp_path / "two")
        for name, value in said.items():
            repo.says(name, value)
            if name != "hugh":
                repo.commit()
        (new,) = run.since(repo.at).since["brought"]
        assert [one["sigla"] for one in (*new["contradicts"], *new["sides"])] == [against]

    def test_a_source_against_itself(self, tmp_path: Path, run: Runner) -> None:
        repo = Repo(tmp_path / "two", corve="6,000 men")
        repo.write("claims/aldwater/hugh.yaml", source("hugh", "battle.date: 1204", "battle.date: 1210"))
        assert [one["sigla"] for one in run.since(repo.at).since["brought"][0]["contradicts"]] == [[]]
        assert "contradicts itself on battle.date" in run(repo.at, "check", "--since", "HEAD").out

    def test_what_can_be_true_with_every_side_takes_none(self, repo: Repo, run: Runner) -> None:
        repo.says("third", "5,000 to 10,000 men")
        (new,) = run.since(repo.at).since["brought"]
        assert (
            not new["sides"]
            and not new["contradicts"]
            and [one["independent"] for one in new["agrees"]] == [["C", "H"]]
        )
        said = run(repo.at, "check", "--since", "HEAD").out
        assert (
            "agrees with C, H (no dependence is declared) on battle.strength" in said and "itself" not in said
        )
        assert "takes a side in" not in run(repo.at, "check", "--since", "HEAD", "--format", "summary").out
        repo.write(
            "claims/aldwater/third.yaml",
            source("third", "battle.strength: 6,000 men", "battle.strength: 9,000 men"),
        )
        brought = run.since(repo.at).since["brought"][0]
        assert {one["rule"]: one["sigla"] for one in (*brought["contradicts"], *brought["sides"])}[
            "D101"
        ] == []

    def test_agreement_from_one_origin_corroborates_nothing(self, repo: Repo, run: Runner) -> None:
        repo.write(
            "claims/aldwater/copy.yaml",
            source("copy", "battle.strength: 6,000 men", head="derived_from:\n  - corve\n"),
        )
        (new,) = run.since(repo.at).since["brought"]
        assert not new["agrees"][0]["independent"] and new["agrees"][0]["dependent"]
        assert "whose origin it shares, on battle.strength" in run(repo.at, "check", "--since", "HEAD").out

    def test_a_source_that_lost_claims_has_changed(self, repo: Repo, run: Runner) -> None:
        repo.write(
            "claims/aldwater/hugh.yaml",
            source("hugh", "battle.strength: 9,000 men", "battle.killed: 70", "battle.wounded: 80"),
        )
        repo.commit()
        repo.write(
            "claims/aldwater/hugh.yaml", source("hugh", "battle.strength: 9,000 men", "battle.killed: 71")
        )
        (one,) = run.since(repo.at).since["brought"]
        assert (one["state"], one["claims"], one["lost"]) == ("changed", 1, 1)
        repo.write("claims/aldwater/hugh.yaml", source("hugh", "battle.strength: 9,000 men"))
        assert "changed source H (Hugh): 2 claims gone" in run(repo.at, "check", "--since", "HEAD").out
        summary = run(repo.at, "check", "--since", "HEAD", "--format", "summary").out
        assert (
            summary.startswith("# 1 changed source: **H**\n")
            and "\n2 claims gone: it contradicts nothing" in summary
        )

    def test_a_source_that_is_gone_is_named(self, repo: Repo, run: Runner) -> None:
        repo.says("third", "6,000 men")
        repo.commit()
        (repo.at / "claims/aldwater/third.yaml").unlink()
        assert run.since(repo.at).since["notes"] == [
            "claims/aldwater/third.yaml: the source third (Third) was there and is gone"
        ]
        repo.write("claims/aldwater/third.yaml", "source: [")
        assert not run.since(repo.at).since["notes"]

    def test_of_several_dossiers_it_is_said_in_which_a_source_stands(self, repo: Repo, run: Runner) -> None:
        repo.write("claims/tarn/dossier.yaml", DOSSIER.replace("Aldwater", "Tarn"))
        repo.write("claims/tarn/corve.yaml", strength("corve", "6,000 men"))
        repo.commit()
        for dossier in ("aldwater", "tarn"):
            repo.write(f"claims/{dossier}/third.yaml", strength("third", "50,000 men"))
        summary = run(repo.at, "check", "--since", "HEAD", "--format", "summary").out
        assert summary.startswith("# 2 new sources: **T** (Aldwater), **T** (Tarn)\n")
        assert "\n## T: Third, in Aldwater\n" in summary and "\n## T: Third, in Tarn\n" in summary
        assert (
            "new source T (Third), in claims/tarn: 1 claim new;"
            in run(repo.at, "check", "--since", "HEAD").out
        )
        assert [one["dossier"] for one in run.since(repo.at).since["brought"]] == [
            "claims/aldwater",
            "claims/tarn",
        ]

    def test_a_source_untouched_brings_nothing(self, repo: Repo, run: Runner) -> None:
        repo.write("claims/aldwater/hugh.yaml", "# a comment\n" + strength("hugh", "9,000 men"))
        assert run.since(repo.at).since["brought"] == []

    def test_the_json_fits_its_schema(self, repo: Repo, run: Runner) -> None:
        repo.says("third", "2,000 men")
        assert not misfits(run.since(repo.at).json, run(repo.at, "schema", "run").json)


class TestWhereItRuns:
    def test_in_a_subfolder_and_from_outside(self, repo: Repo, run: Runner, tmp_path: Path) -> None:
        assert run.since(repo.at / "claims", "HEAD", ".").code == 0
        assert run.since(repo.at / "claims" / "aldwater", "HEAD", ".").since["known"] == 1
        ran = run.since(tmp_path, "HEAD", "repo/claims", "repo/claims/aldwater")
        assert (
            ran.code == 0
            and ran.json["findings"][0]["claims"][0]["file"] == "repo/claims/aldwater/corve.yaml"
        )

    def test_in_a_worktree(self, repo: Repo, run: Runner, tmp_path: Path) -> None:
        git(repo.at, "worktree", "add", "-q", str(tmp_path / "other"), "-b", "other")
        tmp_path.joinpath("other/claims/aldwater/third.yaml").write_text(
            strength("third", "2,000 men"), encoding="utf-8"
        )
        assert run.since(tmp_path / "other", "main").code == 1 and run.since(repo.at, "other").code == 0

    def test_in_a_worktree_of_a_bare_repository(self, repo: Repo, run: Runner, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", "--bare", "repo", "bare.git")
        git(tmp_path / "bare.git", "worktree", "add", "-q", str(tmp_path / "tree"))
        assert run.since(tmp_path / "tree").since["known"] == 1
        assert "not in the worktree of a git repository" in run.since(tmp_path / "bare.git", "HEAD", ".").err

    def test_in_a_shallow_clone_it_says_what_to_fetch_and_then_works(
        self, repo: Repo, run: Runner, tmp_path: Path
    ) -> None:
        git(repo.at, "branch", "base")
        first = git(repo.at, "rev-parse", "HEAD")
        repo.says("third", "2,000 men")
        repo.commit()
        git(tmp_path, "clone", "-q", "--depth", "1", repo.at.as_uri(), "shallow")
        at = tmp_path / "shallow"
        for ref in ("base", "origin/base", first, "HEAD~1"):
            ran = run.since(at, ref)
            assert (
                ran.code == 2 and not ran.out and "shallow" in ran.err and "git fetch --unshallow" in ran.err
            ), ref
        wanted = "git fetch --depth=1 origin +base:refs/remotes/origin/base"
        assert wanted in run.since(at, "base").err
        git(at, *wanted.split()[1:])
        assert "give --since origin/base" in run.since(at, "base").err
        assert run.since(at, "origin/base").code == 1
        assert "share no commit here; this clone is shallow" in run.since(at, "origin/base...").err

    def test_outside_a_repository_and_without_git(
        self, repo: Repo, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        outside = tmp_path / "plain" / "claims" / "x"
        outside.mkdir(parents=True)
        outside.joinpath("dossier.yaml").write_text("title: X\n", encoding="utf-8")
        assert "is not in the worktree of a git repository" in run.since(tmp_path / "plain").err
        monkeypatch.setenv("PATH", str(tmp_path))
        ran = run.since(repo.at)
        assert ran.code == 2 and "git is not installed" in ran.err

    def test_in_a_repository_without_a_commit(self, run: Runner, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        folder = tmp_path / "claims" / "x"
        folder.mkdir(parents=True)
        folder.joinpath("dossier.yaml").write_text("title: X\n", encoding="utf-8")
        assert "the repository has no commit yet" in run.since(tmp_path).err

    def test_from_where_the_branches_part(self, repo: Repo, run: Runner) -> None:
        git(repo.at, "checkout", "-q", "-b", "work")
        git(repo.at, "checkout", "-q", "main")
        repo.says("third", "2,000 men")
        repo.commit()
        git(repo.at, "checkout", "-q", "work")
        assert run.since(repo.at, "main").since["brought"] == [] and run.since(repo.at, "main").since[
            "commit"
        ] != git(repo.at, "rev-parse", "HEAD")
        assert run.since(repo.at, "main...").since["commit"] == git(repo.at, "rev-parse", "HEAD")

    def test_paths_of_two_repositories_are_refused(self, repo: Repo, run: Runner, tmp_path: Path) -> None:
        Repo(tmp_path / "second", corve="6,000 men")
        ran = run.since(tmp_path, "HEAD", "repo/claims", "second/claims")
        assert ran.code == 2 and "several git repositories" in ran.err


class TestWhatChanged:
    def test_a_file_renamed_is_the_same_source(self, repo: Repo, run: Runner) -> None:
        repo.at.joinpath("claims/aldwater/hugh.yaml").rename(repo.at / "claims/aldwater/renamed.yaml")
        ran = run.since(repo.at)
        assert ran.code == 0 and ran.since["brought"] == [] and ran.since["known"] == 1
        repo.commit()
        assert run.since(repo.at, "HEAD~1").since["known"] == 1

    def test_a_file_deleted(self, repo: Repo, run: Runner) -> None:
        repo.says("third", "6,000 men")
        repo.commit()
        repo.at.joinpath("claims/aldwater/third.yaml").unlink()
        assert run.since(repo.at).code == 0

    def test_a_dossier_renamed_is_known_by_its_title(self, repo: Repo, run: Runner) -> None:
        repo.at.joinpath("claims/aldwater").rename(repo.at / "claims/newname")
        ran = run.since(repo.at)
        assert ran.code == 0 and ran.since["notes"] == ["claims/newname was claims/aldwater"]

    def test_an_entity_or_a_property_renamed_is_known_by_what_it_was(self, repo: Repo, run: Runner) -> None:
        said = "properties:\n  vigour: {}type: quantity\n    unit: men\n"
        repo.write("claims/aldwater/dossier.yaml", DOSSIER + said.format("\n    "))
        for name, value in APART.items():
            repo.write(
                f"claims/aldwater/{name}.yaml",
                source(name, f"battle.vigour: {value}", f"battle.strength: {value}"),
            )
        repo.commit()
        assert run.since(repo.at).since["known"] == 2
        entity = DOSSIER.replace("  battle:\n", "  aldwater:\n    was:\n      - battle\n")
        repo.write(
            "claims/aldwater/dossier.yaml",
            entity + said.replace("vigour", "might").format("\n    was:\n      - vigour\n    "),
        )
        ran = run.since(repo.at)
        assert (
            ran.code == 0
            and ran.since["known"] == 2
            and ran.since["gone"] == []
            and ran.since["brought"] == []
        )
        repo.write(
            "claims/aldwater/corve.yaml",
            source("corve", "aldwater.might: 6,000 men", "aldwater.strength: 6,000 men"),
        )
        assert run.since(repo.at).code == 0 and run.since(repo.at).since["brought"] == []

    def test_a_law_over_renamed_questions_and_a_source_renamed_are_known(
        self, repo: Repo, run: Runner
    ) -> None:
        people = "  zoe:\n    name: Zoe\n    kind: person\n  ralph:\n    name: Ralph\n    kind: person\n"
        law = "laws:\n  - name: elder\n    law: {}.born <= ralph.born\n"
        repo.write("claims/aldwater/dossier.yaml", DOSSIER + people + law.format("zoe"))
        repo.write(
            "claims/aldwater/corve.yaml",
            source("corve", "battle.strength: 6,000 men", "zoe.born: 1204", "ralph.born: 1140"),
        )
        repo.commit()
        assert run.since(repo.at).statuses["L101"] == "open"
        now = DOSSIER + people.replace("  zoe:\n", "  ada:\n    was: zoe\n") + law.format("ada")
        repo.write("claims/aldwater/dossier.yaml", now)
        told = source("corve", "battle.strength: 6,000 men", "ada.born: 1204", "ralph.born: 1140")
        repo.write(
            "claims/aldwater/corve.yaml",
            told.replace("source: corve", "source: annals\nsiglum: C\nwas: corve"),
        )
        ran = run.since(repo.at)
        assert (
            ran.code == 0
            and not ran.since["new"]
            and not ran.since["gone"]
            and not ran.since["worsened"]
            and not ran.since["brought"]
        )

    def test_a_source_that_was_renamed_and_does_not_say_so_is_asked_about(
        self, repo: Repo, run: Runner
    ) -> None:
        repo.write("claims/aldwater/hugh.yaml", strength("hugo", "9,000 men"))
        (note,) = run.since(repo.at).since["notes"]
        assert note.startswith(
            "claims/aldwater/hugh.yaml: is the source hugo what hugh was? If so, was: hugh in it keeps"
        )
        repo.write(
            "claims/aldwater/hugh.yaml", strength("hugo", "9,000 men").replace("title:", "was: hugh\ntitle:")
        )
        assert run.since(repo.at).since["notes"] == [] and run.since(repo.at).since["known"] == 1

    def test_a_dossier_added_is_all_new_and_says_so(self, repo: Repo, run: Runner) -> None:
        for name, value in APART.items():
            repo.write(f"claims/second/{name}.yaml", strength(name, value))
        repo.write("claims/second/dossier.yaml", DOSSIER.replace("Aldwater", "Second"))
        ran = run.since(repo.at)
        assert ran.code == 1 and len(ran.since["new"]) == 1 and ran.since["known"] == 1
        assert ran.since["notes"] == ["claims/second was not there, so all that is found in it is new"]

    def test_a_dossier_that_is_gone_is_named_with_what_was_found_in_it(self, repo: Repo, run: Runner) -> None:
        for name, value in APART.items():
            repo.write(f"claims/second/{name}.yaml", strength(name, value))
        repo.write("claims/second/dossier.yaml", DOSSIER.replace("Aldwater", "Second"))
        repo.commit()
        shutil.rmtree(repo.at / "claims/second")
        ran = run.since(repo.at)
        assert (
            ran.since["notes"] == ["claims/second was there and is gone, and so is all that was found in it"]
            and len(ran.since["gone"]) == 1
        )
        assert ran.code == 1 and ran.since["silenced"][0]["why"].endswith("the dossier Second is gone")
        assert "What was silenced" in run(repo.at, "check", "--since", "HEAD", "--format", "markdown").out

    def test_line_ends_make_nothing_new(self, repo: Repo, run: Runner) -> None:
        for file in repo.at.joinpath("claims/aldwater").iterdir():
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert run.since(repo.at).since["brought"] == [] and run.since(repo.at).code == 0
        repo.commit()
        git(repo.at, "checkout", "-q", "HEAD~1")
        assert run.since(repo.at, "main").since["brought"] == [] and run.since(repo.at, "main").code == 0

    def test_a_submodule_is_not_compared(self, repo: Repo, run: Runner, tmp_path: Path) -> None:
        other = Repo(tmp_path / "other")
        for path, text in (
            ("dossier.yaml", DOSSIER.replace("Aldwater", "Sub")),
            *((f"{name}.yaml", strength(name, APART[name])) for name in APART),
        ):
            other.write(path, text)
        other.commit()
        git(repo.at, "submodule", "add", "-q", str(other.at), "claims/sub")
        repo.commit()
        ran = run.since(repo.at)
        assert ran.code == 0 and ran.since["new"] == [] and ran.since["brought"] == []
        assert ran.since["notes"] == [
            "claims/sub is a submodule: not compared, and nothing in it is called new"
        ]
        inside = run.since(repo.at / "claims/sub", "HEAD", ".").since
        assert inside["known"] == 1 and inside["commit"] == git(other.at, "rev-parse", "HEAD")

    def test_names_that_are_not_utf_8(self, repo: Repo, run: Runner) -> None:
        folder = repo.at / "claims" / os.fsdecode(b"ald\xe9")
        try:
            folder.mkdir()
        except OSError:
            pytest.skip("this system has no such names")
        folder.joinpath("dossier.yaml").write_text(DOSSIER.replace("Aldwater", "Second"), encoding="utf-8")
        folder.joinpath(os.fsdecode(b"corv\xe9.yaml")).write_text(
            strength("corve", "6,000 men"), encoding="utf-8"
        )
        folder.joinpath("h.yaml").write_text(strength("hugh", "9,000 men"), encoding="utf-8")
        repo.commit()
        assert run.since(repo.at, "HEAD", "--output", "json=out.json").since["known"] == 2
        ran = run(repo.at, "check", "--since", "HEAD")
        assert ran.code == 0 and ": 0 new, 0 worse, 2 known, 0 gone." in ran.out

    def test_links_stay_links_and_lead_nowhere_else(self, repo: Repo, run: Runner, tmp_path: Path) -> None:
        tmp_path.joinpath("secret.yaml").write_text(strength("secret", "1 man"), encoding="utf-8")
        inside, outside = repo.at / "claims/aldwater/third.yaml", repo.at / "claims/aldwater/fourth.yaml"
        repo.write("claims/aldwater/kept.txt", "x")
        try:
            inside.symlink_to("hugh.yaml")
            outside.symlink_to(tmp_path / "secret.yaml")
        except OSError:
            pytest.skip("this system has no links")
        repo.commit()
        inside.unlink()
        outside.unlink()
        ran = run.since(repo.at)
        assert ran.code == 0 and all("secret" not in note for note in ran.since["notes"])


def test_the_reviews_of_the_revision_are_at_hand_while_it_is_compared(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write("claims/aldwater/reviews/F-00000000.yaml", "finding: F-00000000\n")
    repo.commit()
    monkeypatch.chdir(repo.at)
    with run_at_revision(["claims"], "HEAD") as found:
        (home,) = found.shown
        assert Path(home, "reviews", "F-00000000.yaml").read_text("utf-8") == "finding: F-00000000\n"
    assert not Path(home).exists()


class TestReviews:
    """A finding that was decided at REF is known as long as the decision stands."""

    @pytest.fixture
    def file(self, repo: Repo, run: Runner) -> Path:
        (clash,) = run(repo.at, "check", "--format", "json").json["findings"]
        run(
            repo.at,
            "decide",
            clash["id"],
            "--verdict",
            "scope",
            "--because",
            "two counts",
            "--by",
            "Ann",
            "--on",
            "2026-01-02",
        )
        repo.commit()
        assert run.since(repo.at).code == 0
        return repo.at / f"claims/aldwater/reviews/{clash['id']}.yaml"

    def test_a_decision_that_is_gone_opens_it_again(self, repo: Repo, run: Runner, file: Path) -> None:
        file.unlink()
        ran = run.since(repo.at)
        assert (
            ran.code == 1
            and ran.since["worsened"][0]["why"] == "what was decided of it is gone: scope (Ann, 2026-01-02)"
        )
        assert run.since(repo.at, "HEAD", "--fail-on", "never").code == 0

    def test_one_that_has_gone_stale_too(self, repo: Repo, run: Runner, file: Path) -> None:
        repo.says("third", "9,000 men")
        assert run.since(repo.at).code == 0 and run.since(repo.at).statuses["D101"] == "grown"
        repo.says("hugh", "9,500 men")
        ran = run.since(repo.at)
        assert ran.code == 1 and ran.statuses["D101"] == "stale"
        assert ran.since["worsened"][0]["why"].endswith(
            "what was decided of it stands no more: scope (Ann, 2026-01-02)"
        )

    def test_one_that_could_not_be_read_is_said(self, repo: Repo, run: Runner, file: Path) -> None:
        kept = file.read_text("utf-8")
        file.write_text("verdict: [\n", encoding="utf-8")
        repo.commit()
        file.write_text(kept, encoding="utf-8")
        ran = run.since(repo.at)
        assert ran.code == 0 and ran.since["notes"][0].endswith(
            "could not be read whole, so what it decided is not known"
        )


class TestBaseline:
    """What was known at REF is not new, whatever the baseline; and only what stood in it at REF counts."""

    def test_a_line_that_came_since_lets_nothing_pass(self, repo: Repo, run: Runner) -> None:
        run(repo.at, "baseline", "create")
        repo.commit()
        repo.says("third", "50,000 men")
        assert run.since(repo.at).code == 1 and run.since(repo.at).statuses["D101"] == "new"
        run(repo.at, "baseline", "update")
        ran = run.since(repo.at)
        assert ran.code == 1 and ran.statuses["D101"] == "new" and len(ran.since["worsened"]) == 1
        assert len(ran.since["silenced"]) == 1

    def test_what_was_known_there_is_not_new_though_no_baseline_has_it(self, repo: Repo, run: Runner) -> None:
        repo.write("claims/.discrepancy-baseline", "")
        ran = run.since(repo.at)
        assert ran.code == 0 and ran.statuses["D101"] == "open" and ran.since["known"] == 1


class TestTexts:
    TEXT = "In that year the words were written.\n"

    @pytest.fixture
    def told(self, tmp_path: Path) -> Repo:
        repo = Repo(tmp_path / "repo", corve="6,000 men")
        repo.write(
            "claims/aldwater/hugh.yaml",
            source("hugh", "battle.strength: 6,000 men", head="text:\n  file: hugh.txt\n"),
        )
        return repo

    def test_the_text_is_that_of_the_revision(self, told: Repo, run: Runner) -> None:
        told.write("claims/aldwater/hugh.txt", self.TEXT)
        told.commit()
        told.write("claims/aldwater/hugh.txt", "Nothing of the sort.\n")
        assert run.since(told.at).statuses["Q103"] == "new"

    @pytest.mark.parametrize("kept", ["claims/aldwater", "texts"])
    def test_a_text_that_git_does_not_have_is_the_same_then_and_now(
        self, kept: str, told: Repo, run: Runner
    ) -> None:
        told.write(".gitignore", "*.txt\n")
        told.commit()
        told.write(f"{kept}/hugh.txt", "Nothing of the sort.\n")
        assert (
            run.since(told.at, "HEAD", *(("--texts", "texts") if kept == "texts" else ())).statuses["Q103"]
            == "open"
        )

    def test_a_text_that_git_keeps_elsewhere_is_the_one_at_hand(self, told: Repo, run: Runner) -> None:
        told.write(
            "claims/aldwater/hugh.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
        )
        told.commit()
        told.write("claims/aldwater/hugh.txt", self.TEXT)
        ran = run.since(told.at)
        assert "Q103" not in ran.statuses and not ran.since["gone"]

    def test_a_further_quote_at_fault_is_worse(self, told: Repo, run: Runner) -> None:
        told.write("claims/aldwater/hugh.txt", "Nothing of the sort.\n")
        told.commit()
        third = source("third", "battle.strength: 6,000 men", head="text:\n  file: hugh.txt\n")
        told.write("claims/aldwater/third.yaml", third)
        assert run.since(told.at).since["worsened"][0]["rule"] == "Q103"


class TestABaseThatCannotBeRead:
    def test_of_which_nothing_can_be_read_is_2_and_says_what(self, tmp_path: Path, run: Runner) -> None:
        repo = Repo(tmp_path / "repo", corve="a great many", hugh="more than that")
        for name, value in APART.items():
            repo.says(name, value)
        ran = run.since(repo.at)
        assert ran.code == 2 and not ran.out
        assert "claims/aldwater as it stood at HEAD cannot be read by this version" in ran.err
        assert "claims/aldwater/corve.yaml:4:22: error: " in ran.err and "[E025 bad-value]" in ran.err

    def test_of_which_a_part_can_be_read_is_compared_and_the_rest_is_named(
        self, tmp_path: Path, run: Runner
    ) -> None:
        repo = Repo(tmp_path / "repo", **APART, third="a great many")
        repo.says("third", "2,000 men")
        ran = run.since(repo.at)
        assert ran.code == 1 and ran.since["worsened"]
        assert ran.since["notes"] == [
            "claims/aldwater/third.yaml had 1 error and could not be read whole, so what rests on that counts as new"
        ]
        repo.says("third", "6,000 men")
        assert run.since(repo.at).code == 0

    @pytest.mark.parametrize(
        "data",
        [b"\xff\xfet\x00", b"{[", b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n", b""],
    )
    def test_whatever_its_files_hold(self, data: bytes, repo: Repo, run: Runner) -> None:
        kept = repo.at.joinpath("claims/aldwater/dossier.yaml").read_bytes()
        for name in ("dossier", "corve", "hugh"):
            repo.write(f"claims/aldwater/{name}.yaml", data)
        repo.commit()
        repo.write("claims/aldwater/dossier.yaml", kept)
        for name, value in APART.items():
            repo.says(name, value)
        ran = run.since(repo.at)
        assert ran.code == 2 and "cannot be read by this version" in ran.err
