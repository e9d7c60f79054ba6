"""`doctor`: everything that is wrong is named, with what to do; where nothing is, it says so."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discrepancy.commands import _doctor as checkup
from tests.support.command import Ran, Runner
from tests.support.git_repositories import DOSSIER, Repo, git, needs_git, source, strength

LIBRARIES = [
    "click>=8.1.7",
    "PyYAML>=6.0.1",
    "pytest>=8.0; extra == 'dev'",
    'no-such-part>=1; extra == "sheets"',
]


@pytest.fixture(autouse=True)
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.metadata, "requires", lambda _: LIBRARIES)


@pytest.fixture
def run(run_in: Runner, tmp_path: Path) -> Callable[..., Ran]:
    """Runs in a folder with a dossier of two sources that agree."""
    folder = tmp_path / "claims" / "aldwater"
    folder.mkdir(parents=True)
    folder.joinpath("dossier.yaml").write_text(DOSSIER, encoding="utf-8")
    for name in ("corve", "hugh"):
        folder.joinpath(f"{name}.yaml").write_text(strength(name, "6,000 men"), encoding="utf-8")
    return lambda *words: run_in(tmp_path, *words)


def wrong(ran: Ran) -> dict[str, str]:
    return {one["what"]: f"{one['found']} > {one['remedy']}" for one in ran.json["checks"] if one["wrong"]}


def doctor(run: Any, *words: str) -> Ran:
    ran = run("doctor", "--format", "json", *words)
    assert (
        isinstance(ran, Ran) and ran.code == (1 if wrong(ran) else 0) and ran.json["fine"] is (not wrong(ran))
    )
    return ran


def with_text(tmp_path: Path, pin: str = "") -> None:
    head = f"text:\n  file: hugh.txt\n{f'  sha256: {pin}' + chr(10) if pin else ''}"
    tmp_path.joinpath("claims/aldwater/hugh.yaml").write_text(
        source("hugh", "battle.strength: 6,000 men", head=head), encoding="utf-8"
    )


def test_all_is_well(run: Any) -> None:
    assert not wrong(doctor(run))
    ran = run("doctor")
    assert "no-such-part  not installed (optional: sheets)" in ran.out
    assert (
        ran.code == 0
        and ran.out.endswith("All is well.\n")
        and "ok     click " in ran.out
        and "pytest" not in ran.out
    )


def test_a_folder_without_claims_is_no_fault(tmp_path: Path, run_in: Runner) -> None:
    ran = run_in(tmp_path, "doctor")
    assert ran.code == 0 and "there is no folder claims here" in ran.out


def test_a_library_that_is_missing_or_old(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.metadata, "requires", lambda _: ["no-such-library>=1.2", "click>=999.0"])
    said = wrong(doctor(run))
    assert said["no-such-library"] == "not installed > pip install 'no-such-library>=1.2'"
    assert "999.0 or newer is needed" in said["click"]


def test_a_library_without_which_nothing_can_be_read(run: Any, tmp_path: Path) -> None:
    """In a process of its own, where the library cannot be imported."""
    run("list", "rules")
    block = "import sys\nsys.modules['yaml'] = None\nfrom discrepancy.commands.main import main\nmain(sys.argv[1:])"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}

    def ran(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", block, *words],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    told = ran("doctor")
    assert told.returncode == 1 and "wrong  input" in told.stdout
    assert "install what is missing, then run doctor again" in told.stdout and not told.stderr
    told = ran("check")
    assert (
        told.returncode == 2
        and told.stderr.startswith("error: a library is missing: ")
        and "discrepancy doctor" in told.stderr
    )


def test_a_python_that_is_too_old(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "_needed", lambda: "99.1")
    assert wrong(doctor(run))["Python"].endswith("; 99.1 or newer is needed > install a newer Python")


def test_a_git_that_is_too_old_or_missing(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.repository, "version", lambda: "1.8.3")
    assert (
        wrong(doctor(run))["git"]
        == "1.8.3; 2.30 or newer is needed (optional: for check --since) > install a newer git"
    )
    monkeypatch.undo()
    monkeypatch.setenv("PATH", "")
    assert (
        "git" not in wrong(doctor(run))
        and "git is not installed" in wrong(doctor(run, "--since", "main"))["git base"]
    )


def test_reviews_that_are_orphaned_or_only_seem_stale(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "claims/aldwater"
    for number in range(12):
        folder.joinpath("reviews").mkdir(exist_ok=True)
        text = f"finding: F-{number:08x}\nverdict: unsure\ncontent: 1:conflict:00\n"
        folder.joinpath(f"reviews/F-{number:08x}.yaml").write_text(text, encoding="utf-8")
    said = doctor(run).json["checks"]
    orphaned = [one for one in said if one["what"] == "review" and one["wrong"]]
    assert len(orphaned) == 10 and "then delete claims/aldwater/reviews/F-0000000" in orphaned[0]["remedy"]
    assert (
        wrong(doctor(run))["reviews"]
        == "2 more are orphaned > discrepancy list reviews --status orphaned has them all"
    )
    for file in folder.joinpath("reviews").iterdir():
        file.unlink()

    folder.joinpath("hugh.yaml").write_text(strength("hugh", "9,000 men"), encoding="utf-8")
    (clash,) = (
        one["id"] for one in run("check", "--format", "json").json["findings"] if one["rule"] == "D101"
    )
    run("decide", clash, "--verdict", "scope", "--because", "x", "--by", "Ann")
    assert not wrong(doctor(run))
    folder.joinpath("hugh.yaml").write_text(strength("gesta", "9,000 men"), encoding="utf-8")
    assert (
        "is it G now?" in wrong(doctor(run))["review"]
        and "give the source was:" in wrong(doctor(run))["review"]
    )
    folder.joinpath("hugh.yaml").write_text(
        strength("gesta", "9,000 men").replace("title:", "was: hugh\ntitle:"), encoding="utf-8"
    )
    assert not wrong(doctor(run))
    folder.joinpath("hugh.yaml").write_text(
        strength("gesta", "9,500 men").replace("title:", "was: hugh\ntitle:"), encoding="utf-8"
    )
    assert not wrong(doctor(run)) and "1 to be decided again" in run("doctor").out


def test_errors_of_the_input(run: Any, tmp_path: Path) -> None:
    tmp_path.joinpath("claims/aldwater/third.yaml").write_text(
        strength("third", "a great many"), encoding="utf-8"
    )
    assert "1 error, the first claims/aldwater/third.yaml:4:" in wrong(doctor(run))["input"]
    assert (
        "no dossier" in wrong(doctor(run, "nowhere"))["input"]
        or "no such folder" in wrong(doctor(run, "nowhere"))["input"]
    )


def test_a_text_that_is_missing_changed_or_at_hand(run: Any, tmp_path: Path) -> None:
    text = "the words\n"
    with_text(tmp_path, hashlib.sha256(text.encode()).hexdigest()[:12])
    assert "--texts DIR" in wrong(doctor(run))["text of H in aldwater"]
    tmp_path.joinpath("elsewhere").mkdir()
    tmp_path.joinpath("elsewhere/hugh.txt").write_text(text, encoding="utf-8")
    assert not wrong(doctor(run, "--texts", "elsewhere"))
    tmp_path.joinpath("claims/aldwater/hugh.txt").write_text("other words\n", encoding="utf-8")
    assert "is not the text pinned" in wrong(doctor(run))["text of H in aldwater"]
    with_text(tmp_path, "xyz")
    assert "take out sha256" in wrong(doctor(run))["text of H in aldwater"]
    tmp_path.joinpath("claims/aldwater/hugh.txt").unlink()
    tmp_path.joinpath("claims/aldwater/hugh.txt").mkdir()
    with_text(tmp_path)
    assert "see whether hugh.txt is whole" in wrong(doctor(run))["text of H in aldwater"]


def test_a_page_that_is_not_current(run: Any, tmp_path: Path) -> None:
    run("report")
    assert not wrong(doctor(run))
    tmp_path.joinpath("reports/aldwater.md").write_text("x\n", encoding="utf-8")
    assert wrong(doctor(run)) == {
        "page reports/aldwater.md": "not current > discrepancy report -o reports writes it again"
    }
    with_text(tmp_path)
    assert "page reports/aldwater.md" not in wrong(doctor(run))  # it may have been made with the text


@needs_git
class TestGit:
    def test_a_base_that_can_be_read(self, tmp_path: Path, run_in: Runner) -> None:
        repo = Repo(tmp_path / "repo", corve="6,000 men", hugh="6,000 men")
        ran = run_in(repo.at, "doctor")
        assert ran.code == 0 and f"HEAD ({git(repo.at, 'rev-parse', 'HEAD')[:8]}) is readable" in ran.out

    def test_one_that_cannot(self, tmp_path: Path, run_in: Runner) -> None:
        repo = Repo(tmp_path / "repo", corve="a great many", hugh="a few")
        repo.says("corve", "6,000 men")
        repo.says("hugh", "6,000 men")
        run = run_in
        ran = run(repo.at, "doctor")
        assert ran.code == 1 and "wrong  git base" in ran.out and "1 thing is wrong." in ran.out
        assert "no revision" in run(repo.at, "doctor", "--since", "nowhere").out

    def test_no_repository_is_no_fault(self, run: Any) -> None:
        assert not wrong(doctor(run)) and "not in the worktree" in run("doctor").out
        assert "git base" in wrong(doctor(run, "--since", "main"))


class TestCache:
    @pytest.fixture(autouse=True)
    def kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISCREPANCY_CACHE", str(tmp_path / "kept"))
        monkeypatch.setenv("DISCREPANCY_CACHE_KEY", "a secret of the host, long enough")

    @staticmethod
    def told(run: Any) -> str:
        return next(str(one["found"]) for one in doctor(run).json["checks"] if one["what"] == "cache")

    def test_where_it_is_and_how_much(self, run: Any, tmp_path: Path) -> None:
        assert self.told(run) == f"nothing kept yet at {tmp_path / 'kept'}; key from DISCREPANCY_CACHE_KEY"
        run("check")
        assert re.match(r"2 entries, 0\.0 MB at ", self.told(run))

    def test_off(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISCREPANCY_CACHE", "off")
        assert self.told(run) == "off, by DISCREPANCY_CACHE"

    def test_a_key_that_is_too_short(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISCREPANCY_CACHE_KEY", "short")
        assert "at least 16 characters" in wrong(doctor(run))["cache"]

    def test_a_file_in_its_place(self, run: Any, tmp_path: Path) -> None:
        (tmp_path / "kept").write_text("in the way", encoding="utf-8")
        assert "take it away" in wrong(doctor(run))["cache"]

    def test_no_key_can_be_made(self, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("DISCREPANCY_CACHE_KEY")
        (tmp_path / "home").write_text("no folder", encoding="utf-8")
        monkeypatch.setattr(checkup.store, "key_file", lambda: tmp_path / "home" / "cache.key")
        assert self.told(run).startswith("nothing is kept, since no key can be made at ")
