"""What is no ordinary file, and what a link leads to outside, is told and not read, wherever a file or folder can be."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.git_repositories import git, needs_git

SECRET = "A secret of forty words.\n"
HEAD = "title: T\nentities:\n  fire: {name: the fire, kind: event}\n"
CLAIMS = "source: {0}\ntitle: {0}\ntext: {{file: {1}}}\nclaims:\n  - fire.killed: {2}\n    at: p. 1\n    quote: A secret of forty words\n"


def a_pipe(at: Path, _: Path) -> None:
    os.mkfifo(at)


def a_socket(at: Path, _: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(at.parent)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(at.name)
    finally:
        os.fchdir(here)
        os.close(here)


def a_device(at: Path, _: Path) -> None:
    at.symlink_to("/dev/zero")


def a_folder(at: Path, _: Path) -> None:
    at.mkdir()


def a_loop(at: Path, _: Path) -> None:
    at.symlink_to(at.name)


def a_link_outside(at: Path, outside: Path) -> None:
    at.symlink_to(outside)


def a_chain_outside(at: Path, outside: Path) -> None:
    at.with_name("step").symlink_to(outside)
    at.symlink_to("step")


NOT_FILES = (a_pipe, a_socket, a_device, a_folder, a_loop, a_link_outside, a_chain_outside)
Maker = Callable[[Path, Path], None]


@pytest.fixture
def at(tmp_path: Path) -> Path:
    """A folder with a dossier, claims/d, and something outside of it, secret/."""
    folder = tmp_path / "here" / "claims" / "d"
    folder.mkdir(parents=True)
    folder.joinpath("dossier.yaml").write_text(HEAD, "utf-8")
    for name, killed in (("odo", 40), ("wace", 90)):
        folder.joinpath(f"{name}.yaml").write_text(CLAIMS.format(name, f"{name}.txt", killed), "utf-8")
    tmp_path.joinpath("secret").mkdir()
    tmp_path.joinpath("secret", "odo.txt").write_text(SECRET, "utf-8")
    tmp_path.joinpath("secret", "third.yaml").write_text(CLAIMS.format("third", "odo.txt", 7), "utf-8")
    return tmp_path / "here"


@pytest.mark.parametrize("make", NOT_FILES)
@pytest.mark.parametrize(
    "name", ["odo.txt", "third.yaml", "reviews", "reviews/F-00000000.yaml", "../.discrepancy-baseline"]
)
def test_in_a_dossier(make: Maker, name: str, at: Path, tmp_path: Path, run_in: Runner) -> None:
    place = at / "claims/d" / name
    place.parent.mkdir(exist_ok=True)
    make(
        place, tmp_path / "secret" / ("odo.txt" if name == "odo.txt" else "third.yaml" if "." in name else "")
    )
    ran = run_in(at, "check", "claims")
    assert "1 exact" not in ran.out and "third" not in ran.out.replace("third.yaml", "")
    assert place.name in ran.out or (name == "reviews" and make is a_folder)


@pytest.mark.parametrize("make", NOT_FILES)
def test_in_a_folder_of_texts(make: Maker, at: Path, tmp_path: Path, run_in: Runner) -> None:
    at.joinpath("texts").mkdir()
    make(at / "texts/odo.txt", tmp_path / "secret/odo.txt")
    ran = run_in(at, "check", "claims", "--texts", "texts")
    assert "1 exact" not in ran.out and "not checked: the quotes of O: odo.txt " in ran.out
    assert "not looked at: odo.txt " in run_in(at, "coverage", "claims", "--texts", "texts").out


@pytest.mark.parametrize("make", [a_link_outside, a_chain_outside, a_loop])
def test_a_linked_folder_in_either(make: Maker, at: Path, tmp_path: Path, run_in: Runner) -> None:
    file = at / "claims/d/odo.yaml"
    file.write_text(file.read_text("utf-8").replace("odo.txt", "more/odo.txt"), "utf-8")
    at.joinpath("texts").mkdir()
    for place in (at / "texts/more", at / "claims/d/more"):
        make(place, tmp_path / "secret")
        ran = run_in(at, "check", "claims", "--texts", "texts")
        assert (
            "1 exact" not in ran.out
            and "not checked: the quotes of O: " in ran.out
            and "third" not in ran.out.replace("third.yaml", "")
        )
    if make is not a_loop:
        assert "the files in this folder are not read" in ran.out and "claims/d/more" in ran.out


@pytest.mark.parametrize("make", NOT_FILES)
def test_a_page_that_is_none(make: Maker, at: Path, tmp_path: Path, run_in: Runner) -> None:
    at.joinpath("reports").mkdir()
    make(at / "reports/d.md", tmp_path / "secret/odo.txt")
    ran = run_in(at, "report", "claims", "--check")
    assert ran.code == 1 and ("cannot be read" in ran.out or make in (a_link_outside, a_chain_outside))
    assert run_in(at, "doctor", "claims").code == 1


@needs_git
@pytest.mark.parametrize("how", ["file", "folder", "above"])
def test_what_a_link_leads_to_is_no_text_of_a_revision(
    how: str, at: Path, tmp_path: Path, run_in: Runner
) -> None:
    dossier = at / "claims/d"
    file = dossier / "odo.yaml"
    name = {"file": "odo.txt", "folder": "more/odo.txt", "above": "more/deep/odo.txt"}[how]
    file.write_text(file.read_text("utf-8").replace("odo.txt", name), "utf-8")
    if how == "above":
        tmp_path.joinpath("secret/deep").mkdir()
        tmp_path.joinpath("secret/deep/odo.txt").write_text(SECRET, "utf-8")
    at.joinpath(".gitignore").write_text("more\n*.txt\n", "utf-8")
    git(at, "init", "-q")
    git(at, "add", "-A")
    git(at, "commit", "-q", "-m", "x")
    if how == "file":
        (dossier / name).symlink_to(tmp_path / "secret/odo.txt")
    else:
        (dossier / "more").symlink_to(tmp_path / "secret")
    from discrepancy.findings.changes.at_revision import run_at_revision

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(at)
        with run_at_revision(["claims"], "HEAD") as before:
            assert not any(view.checked.texts for view in before.run.views)
    if how == "folder":  # a text that lies there itself, and that git does not keep, is as it is now
        (dossier / "more").unlink()
        (dossier / "more").mkdir()
        (dossier / name).write_text(SECRET, "utf-8")
        assert run_in(at, "check", "claims", "--since", "HEAD").code == 0
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(at)
            with run_at_revision(["claims"], "HEAD") as before:
                assert any(view.checked.texts for view in before.run.views)
