"""Where a check runs, and the files that make it run: each held against the schema of its host, and run as the host would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from discrepancy.commands._check import ci_hosts as ci
from discrepancy.commands._explain.help_pages import help_page
from discrepancy.commands.check import FORMATS
from discrepancy.reporting.base import formats
from tests.reporting.test_host_formats import as_host
from tests.support.command import Command
from tests.support.gates import ROOT, demo
from tests.support.git_repositories import Repo, git, needs_git

ACTION = ROOT / ".github/actions/check/action.yml"
WORKFLOW = ROOT / ".github/workflows/claims.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"


def faults(kind: str, document: Any) -> list[str]:
    """What of a document does not fit the schema of its kind, which a package that tests need ships."""
    jsonschema = pytest.importorskip("jsonschema")
    pytest.importorskip("check_jsonschema", reason="it ships the schemas")
    schema = json.loads(
        files("check_jsonschema").joinpath(f"builtin_schemas/vendor/{kind}.json").read_text("utf-8")
    )
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [error.message for error in validator.iter_errors(document)]


def loaded(text: str) -> Any:
    """YAML as hosts read it: `on` is a word."""
    return {"on" if key is True else key: value for key, value in yaml.safe_load(text).items()}


class TestGithub:
    @pytest.fixture(autouse=True)
    def there(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        demo(tmp_path, monkeypatch)
        monkeypatch.setenv("GITHUB_ACTIONS", "true")

    def test_annotations_come_in_addition_to_text(self, command: Command) -> None:
        code, out, _ = command("check")
        assert code == 1 and "mo than thre hundred houses" in out
        (command,) = as_host(out)
        assert command.startswith("::error file=claims/tarn/chronicle.yaml,line=20,col=5,title=")

    def test_other_formats_are_left_as_they_are(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, there, _ = command("check", "--format", "json")
        monkeypatch.delenv("GITHUB_ACTIONS")
        assert command("check", "--format", "json")[1] == there

    def test_files_hold_plain_text(self, command: Command) -> None:
        command("check", "--output", "text=out.txt")
        assert not as_host(Path("out.txt").read_text("utf-8")) and "::" not in Path("out.txt").read_text(
            "utf-8"
        )

    def test_the_step_gets_a_summary_after_what_it_holds(
        self, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = tmp_path / "step.md"
        at.write_text("before\n", encoding="utf-8")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(at))
        command("check")
        assert at.read_text("utf-8").startswith("before\n# What the sources disagree on\n")

    def test_the_step_holds_no_more_than_it_may(
        self, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = tmp_path / "step.md"
        at.write_text("x" * 999_000, encoding="utf-8")
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(at))
        command("check")
        assert at.stat().st_size <= 1_000_000 and "left out here" in at.read_text("utf-8")

    def test_a_summary_that_cannot_be_written_is_said(
        self, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "no" / "step.md"))
        code, _, err = command("check")
        assert code == 2 and "cannot write the step summary" in err


class TestGitlab:
    def test_a_note_says_what_shows_in_a_merge_request(
        self, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        demo(tmp_path, monkeypatch)
        plain = command("check")[1]
        monkeypatch.setenv("GITLAB_CI", "true")
        assert command("check")[1:] == (plain, ci.HINT + "\n")
        assert command("check", "--output", "gitlab=out.json")[1:] == (plain, "")


class TestFiles:
    def test_the_action_is_one(self) -> None:
        assert not faults("github-actions", loaded(ACTION.read_text("utf-8")))

    def test_the_workflow_is_one(self) -> None:
        found = loaded(WORKFLOW.read_text("utf-8"))
        assert not faults("github-workflows", found)
        assert found["permissions"] == {"contents": "read"}

    def test_the_workflow_uses_the_action(self) -> None:
        steps = loaded(WORKFLOW.read_text("utf-8"))["jobs"]["check"]["steps"]
        used = [step["uses"] for step in steps]
        assert used[-1] == f"./{ACTION.parent.relative_to(ROOT).as_posix()}"
        assert set(steps[-1]["with"]) <= set(loaded(ACTION.read_text("utf-8"))["inputs"])

    @pytest.mark.parametrize("text", [ACTION.read_text("utf-8"), WORKFLOW.read_text("utf-8")])
    def test_nothing_is_used_but_what_the_host_makes(self, text: str) -> None:
        assert all(
            re.fullmatch(r"actions/(checkout|setup-python)@v\d+|\./.+", name)
            for name in re.findall(r"uses: (\S+)", text)
        )

    @pytest.mark.parametrize("text", [ACTION.read_text("utf-8"), WORKFLOW.read_text("utf-8")])
    def test_no_expression_stands_in_a_script(self, text: str) -> None:
        steps = re.findall(r"run: (?:\|\n((?: {8}.*\n| *\n)+)|(.*))", text)
        assert not any("${{" in part for step in steps for part in step)

    def test_no_module_of_the_repository_that_is_checked_is_run(self) -> None:
        # `python -m pip` would run a folder pip/ that a pull request brings.
        scripts = "".join(step.get("run", "") for step in loaded(ACTION.read_text("utf-8"))["runs"]["steps"])
        assert "python -I -m pip" in scripts and not re.search(r"python (?!-I )", scripts)

    def test_the_readme_and_help_show_valid_files(self) -> None:
        (shown,) = re.findall(
            r"^```yml\n(.*?)^```$", ROOT.joinpath("README.md").read_text("utf-8"), re.M | re.S
        )
        assert not faults("github-workflows", loaded(shown))
        assert len(shown.splitlines()) <= 10 and "/.github/actions/check@" in shown
        block = re.search(r"^    claims:\n(?:      .*\n)+", help_page("ci"), re.M)
        assert block
        assert not faults("gitlab-ci", loaded(re.sub(r"^    ", "", block[0], flags=re.M)))

    def test_hooks_name_commands_that_there_are(self) -> None:
        for hook in yaml.safe_load(HOOKS.read_text("utf-8")):
            assert {"id", "name", "entry", "language"} <= set(hook) and hook["pass_filenames"] is False
            program, command, *_ = hook["entry"].split()
            assert program == "discrepancy" and command in ("check", "report")
            for bears in (
                "claims/tarn/letter.yaml",
                "claims/tarn/letter.txt",
                "claims/.discrepancy-baseline",
            ):
                assert re.search(hook["files"], bears) and not re.search(hook["files"], "src/x.py")

    def test_every_format_is_explained(self) -> None:
        said = help_page("ci")
        assert all(
            re.search(rf"\b{name}\b", said) and re.search(rf"\b{name}\b", FORMATS) for name in formats()
        )


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action is a bash script")
class TestAction:
    @pytest.fixture
    def step(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
        """Runs the action's script with these inputs, `discrepancy` being this clone's."""
        demo(tmp_path, monkeypatch)
        steps = loaded(ACTION.read_text("utf-8"))["runs"]["steps"]
        (script,) = (one for one in steps if one["name" if "name" in one else "uses"] == "Check")
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "discrepancy"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m discrepancy "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        defaults = {
            key: value["default"] for key, value in loaded(ACTION.read_text("utf-8"))["inputs"].items()
        }

        def run(**inputs: str) -> subprocess.CompletedProcess[str]:
            given = defaults | {key.replace("_", "-"): value for key, value in inputs.items()}
            variables = {
                key: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], said)
                for key, said in script["env"].items()
            }
            path = f"{folder}{os.pathsep}{os.environ['PATH']}"
            env = {**os.environ, **variables, "PATH": path, "PYTHONPATH": str(ROOT), "GITHUB_ACTIONS": "true"}
            command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script["run"]]
            return subprocess.run(
                command,
                cwd=tmp_path,
                env=env,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=120,
                check=False,
            )

        return run

    def test_fails_on_a_conflict_and_marks_it(self, step: Any) -> None:
        ran = step()
        assert (
            ran.returncode == 1
            and ran.stderr == ""
            and "\n::error file=claims/tarn/chronicle.yaml" in ran.stdout
        )

    def test_writes_what_is_asked_for(self, step: Any, tmp_path: Path) -> None:
        ran = step(fail_on="never", outputs="sarif=a b.sarif\njunit=out.xml\n", paths="claims/tarn\n")
        assert ran.returncode == 0 and {"a b.sarif", "out.xml"} <= {one.name for one in tmp_path.iterdir()}

    def test_an_input_is_never_a_command(self, step: Any, tmp_path: Path) -> None:
        ran = step(paths='$(touch hacked); `touch hacked`\n"; touch hacked; "\n--help')
        assert ran.returncode == 2 and not tmp_path.joinpath("hacked").exists()

    @needs_git
    def test_only_what_is_new_since_the_base_of_a_pull_request_fails(self, step: Any, tmp_path: Path) -> None:
        base = Repo(tmp_path / "base", corve="6,000 men", hugh="9,000 men")
        git(base.at, "checkout", "-q", "-b", "work")
        base.says("third", "6,000 men")
        base.commit()
        shutil.rmtree(tmp_path / "claims")
        git(
            tmp_path,
            "clone",
            "-q",
            "--depth=1",
            "--single-branch",
            "--branch=work",
            base.at.as_uri(),
            "clone",
        )
        for name in (".git", "claims"):
            (tmp_path / "clone" / name).rename(tmp_path / name)
        assert step().returncode == 1
        ran = step(since="origin/main")
        assert (
            ran.returncode == 0 and "Since origin/main (" in ran.stdout and "\n::error" not in ran.stdout
        ), ran.stderr
        ran = step(since="origin/none")
        assert ran.returncode == 2 and "git fetch" in ran.stderr

    @needs_git
    @pytest.mark.parametrize(
        "since",
        [
            "origin/--upload-pack=touch hacked",
            "origin/$(touch hacked)",
            "--output=json=hacked",
            "origin/x:y; touch hacked",
        ],
    )
    def test_no_revision_is_a_command(self, since: str, step: Any, tmp_path: Path) -> None:
        git(tmp_path, "init", "-q")
        assert step(since=since).returncode == 2 and not tmp_path.joinpath("hacked").exists()
