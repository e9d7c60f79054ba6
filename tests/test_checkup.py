"""`doctor`: everything that is wrong is named, with what to do; where nothing is, it says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discrepancy import checkup
from tests.gitted import DOSSIER, Ran, Repo, Runner, git, needs_git, source, strength

LIBRARIES = ["click>=8.1.7", "PyYAML>=6.0.1", "pytest>=8.0; extra == 'dev'", "no-such-part>=1; extra == \"sheets\""]


@pytest.fixture(autouse=True)
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.metadata, "requires", lambda _: LIBRARIES)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Ran]:
    """Runs in a folder with a dossier of two sources that agree."""
    runner = Runner(monkeypatch, capsys)
    folder = tmp_path / "claims" / "aldwater"
    folder.mkdir(parents=True)
    folder.joinpath("dossier.yaml").write_text(DOSSIER, encoding="utf-8")
    for name in ("corve", "hugh"):
        folder.joinpath(f"{name}.yaml").write_text(strength(name, "6,000 men"), encoding="utf-8")
    return lambda *words: runner(tmp_path, *words)


def wrong(ran: Ran) -> dict[str, str]:
    return {one["what"]: f"{one['found']} > {one['remedy']}" for one in ran.json["checks"] if one["wrong"]}


def doctor(run: Any, *words: str) -> Ran:
    ran = run("doctor", "--format", "json", *words)
    assert isinstance(ran, Ran) and ran.code == (1 if wrong(ran) else 0) and ran.json["fine"] is (not wrong(ran))
    return ran


def with_text(tmp_path: Path, pin: str = "") -> None:
    head = f"text:\n  file: hugh.txt\n{f'  sha256: {pin}' + chr(10) if pin else ''}"
    tmp_path.joinpath("claims/aldwater/hugh.yaml").write_text(source("hugh", "battle.strength: 6,000 men", head=head), encoding="utf-8")


def test_all_is_well(run: Any) -> None:
    assert not wrong(doctor(run))
    ran = run("doctor")
    assert "no-such-part  not installed (optional: sheets)" in ran.out
    assert ran.code == 0 and ran.out.endswith("All is well.\n") and "ok     click " in ran.out and "pytest" not in ran.out


def test_a_folder_without_claims_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Runner(monkeypatch, capsys)(tmp_path, "doctor")
    assert ran.code == 0 and "there is no folder claims here" in ran.out


def test_a_library_that_is_missing_or_old(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.metadata, "requires", lambda _: ["no-such-library>=1.2", "click>=999.0"])
    said = wrong(doctor(run))
    assert said["no-such-library"] == "not installed > pip install 'no-such-library>=1.2'"
    assert "999.0 or newer is needed" in said["click"]


def test_errors_of_the_input(run: Any, tmp_path: Path) -> None:
    tmp_path.joinpath("claims/aldwater/third.yaml").write_text(strength("third", "a great many"), encoding="utf-8")
    assert "1 error, the first claims/aldwater/third.yaml:4:" in wrong(doctor(run))["input"]
    assert "no dossier" in wrong(doctor(run, "nowhere"))["input"] or "no such folder" in wrong(doctor(run, "nowhere"))["input"]


def test_a_text_that_is_missing_changed_or_at_hand(run: Any, tmp_path: Path) -> None:
    text = "the words\n"
    with_text(tmp_path, hashlib.sha256(text.encode()).hexdigest()[:12])
    assert "--texts DIR" in wrong(doctor(run))["text of H in aldwater"]
    tmp_path.joinpath("elsewhere").mkdir()
    tmp_path.joinpath("elsewhere/hugh.txt").write_text(text, encoding="utf-8")
    assert not wrong(doctor(run, "--texts", "elsewhere"))
    tmp_path.joinpath("claims/aldwater/hugh.txt").write_text("other words\n", encoding="utf-8")
    assert "is not the text pinned" in wrong(doctor(run))["text of H in aldwater"]


def test_a_page_that_is_not_current(run: Any, tmp_path: Path) -> None:
    run("report")
    assert not wrong(doctor(run))
    tmp_path.joinpath("reports/aldwater.md").write_text("x\n", encoding="utf-8")
    assert wrong(doctor(run)) == {"page reports/aldwater.md": "not current > discrepancy report -o reports writes it again"}
    with_text(tmp_path)
    assert "page reports/aldwater.md" not in wrong(doctor(run))  # it may have been made with the text


@needs_git
class TestGit:
    def test_a_base_that_can_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        repo = Repo(tmp_path / "repo", corve="6,000 men", hugh="6,000 men")
        ran = Runner(monkeypatch, capsys)(repo.at, "doctor")
        assert ran.code == 0 and f"HEAD ({git(repo.at, 'rev-parse', 'HEAD')[:8]}) is readable" in ran.out

    def test_one_that_cannot(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        repo = Repo(tmp_path / "repo", corve="a great many", hugh="a few")
        repo.says("corve", "6,000 men")
        repo.says("hugh", "6,000 men")
        run = Runner(monkeypatch, capsys)
        ran = run(repo.at, "doctor")
        assert ran.code == 1 and "wrong  git base" in ran.out and "1 thing is wrong." in ran.out
        assert "no revision" in run(repo.at, "doctor", "--since", "nowhere").out

    def test_no_repository_is_no_fault(self, run: Any) -> None:
        assert not wrong(doctor(run)) and "not in the worktree" in run("doctor").out
        assert "git base" in wrong(doctor(run, "--since", "main"))
