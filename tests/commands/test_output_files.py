"""What is ours is written over, what is not never is: pages, other formats and sheets, by their own marks; and no link leads out."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from discrepancy.commands import init as starting
from discrepancy.exchange.output_files import project_of
from discrepancy.findings.analysis import engine
from discrepancy.reading import dossiers as reader
from discrepancy.reporting.base import formats, is_report, report_function
from tests.support.command import Command

ROOT = Path(__file__).parents[2]
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")
HAND = b"# Notes of my own\n\nThree days in the archive.\n"
OUTPUTS = [f"{name}=out.{name}" for name in formats()]
# Every command that writes a file that somebody names, over which it may be asked to write again.
AGAIN = [
    *(("check", "tarn", "--fail-on", "never", "--output", one) for one in OUTPUTS),
    ("report", "tarn", "-o", "pages"),
    ("export", "csv", "tarn", "-o", "sheet.csv", "--replace"),
    ("export", "xlsx", "tarn", "-o", "sheet.xlsx", "--replace"),
]
again = pytest.mark.parametrize("words", AGAIN, ids=lambda words: " ".join(words[:2] + words[-1:]))


@pytest.fixture(autouse=True)
def tarn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "project"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("DISCREPANCY_CACHE", "off")
    starting.write_dossier("tarn")
    return here


def target(words: tuple[str, ...]) -> Path:
    return Path(
        {"check": words[-1].split("=")[-1], "report": "pages/tarn.md"}.get(
            words[0], words[4 if words[0] == "export" else 0]
        )
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# What is ours


@again
def test_what_was_written_is_written_over_and_nobody_notices(
    words: tuple[str, ...], command: Command
) -> None:
    path = target(words)
    assert command(*words).code == 0
    data = path.read_bytes()
    for stands in (data, b"", data.replace(b"\n", b"\r\n") if b"\0" not in data else data):
        path.write_bytes(stands)
        assert command(*words).code == 0, command(*words).text
        assert path.read_bytes() == data


@again
def test_what_somebody_else_wrote_is_left_and_only_its_name_lets_it_be_written_over(
    words: tuple[str, ...], command: Command
) -> None:
    path = target(words)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(HAND)
    before = files(Path())
    ran = command(*words)
    advice = f"--force {path.as_posix()}"
    assert ran.code == 2 and advice in ran.err and ran.err.count("\n") == 1 and files(Path()) == before
    assert command(*words, "--force", "other").code == 2 and files(Path()) == before
    assert command(*words, *advice.split()).code == 0
    assert path.read_bytes() != HAND


def test_nothing_is_written_where_one_of_several_may_not_be(command: Command) -> None:
    Path("b.json").write_bytes(HAND)
    ran = command("check", "tarn", "--output", "json=a.json", "--output", "json=b.json")
    assert (
        ran.code == 2 and not ran.out and not Path("a.json").exists() and Path("b.json").read_bytes() == HAND
    )
    starting.write_dossier("tern")
    Path("pages").mkdir()
    Path("pages/tern.md").write_bytes(HAND)
    assert command("report", "tarn", "tern", "-o", "pages").code == 2
    assert files(Path("pages")) == {"tern.md": HAND}


def test_another_format_may_take_the_place_of_one(command: Command) -> None:
    for name in formats():
        assert command("check", "tarn", "--fail-on", "never", "--output", f"{name}=out").code == 0


def test_a_sheet_is_not_written_over_by_findings_nor_findings_by_a_sheet(command: Command) -> None:
    command("export", "csv", "tarn", "-o", "a.csv")
    command("check", "tarn", "--output", "csv=b.csv")
    before = files(Path())
    assert command("check", "tarn", "--output", "csv=a.csv").code == 2
    assert command("export", "csv", "tarn", "-o", "b.csv", "--replace").code == 2
    assert files(Path()) == before


@pytest.mark.parametrize("path", sorted(path.name for path in (ROOT / "reports").glob("*.md")))
def test_the_pages_that_are_committed_are_ours(path: str) -> None:
    data = (ROOT / "reports" / path).read_bytes()
    assert is_report(data, "markdown")
    assert not is_report(data + b"\n## What I think of it\n\nNot much.\n", "markdown")
    assert not is_report(b"My copy:\n\n" + data, "markdown")


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "golden").iterdir()), ids=lambda path: path.name)
def test_the_formats_know_their_own(path: Path) -> None:
    assert is_report(path.read_bytes().replace(b" N rules", b" 40 rules"), path.suffix[1:])


def test_every_format_knows_its_own_whatever_it_tells_of(tmp_path: Path) -> None:
    runs = [
        engine.run_rules(()),
        *(engine.run_rules(reader.read_dossiers([one])) for one in ("tarn", "nowhere")),
    ]
    Path("tarn/broken.yaml").write_text("source: broken\nclaims: [", encoding="utf-8")
    runs.append(engine.run_rules(reader.read_dossiers(["tarn"])))
    for run in runs:
        for name in formats():
            data = report_function(name)(run).encode()
            assert not data or is_report(data, name), (name, data[:500])


@pytest.mark.parametrize("name", formats())
@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[1]",
        "\n",
        "# Notes\n",
        '{"schema_version": 1, "findings": []}',
        '[{"description": "x", "check_name": "no-unused-vars", "fingerprint": "7815696ecbf1c96e6894b779456d330e"}]',
        '<?xml version="1.0"?>\n<testsuites name="pytest tests">',
        "dossier,id,rule\nclaims/acw,F-8b769f62,D101\n",
        "<!doctype html>\n<title>x</title>\nBy <code>discrepancy report</code>, from the claims",
        "::error file=a,line=1,col=2,title=Ruff (F401)::unused\n",
        "# Notes\n\n## How this was made\n\nBy hand.\n",
        "Today:\n\nNothing found in 3 claims of 2 sources on 1 question; 1 pair compared by 40 rules.\n",
        "Nothing found in 3 claims of 2 sources on 1 question; 1 pair compared by 40 rules.\n\nWhy? Ask Ann.\n",
        "# What the sources disagree on\n\nIn all: 1 conflict in 2 claims of 2 sources on 1 question; 1 pair compared by 40 rules.\n\nI do not think so.\n",
    ],
)
def test_what_is_written_by_hand_is_never_taken_for_ours(name: str, text: str) -> None:
    assert not is_report(text.encode(), name)


# What is never written over


@pytest.mark.parametrize(
    "path",
    [
        "tarn/dossier.yaml",
        "tarn/chronicle.yaml",
        "tarn/new.yaml",
        "tarn/reviews/F-00000000.yaml",
        "tarn/.import/sheet.yaml",
        ".discrepancy-baseline",
        "pyproject.toml",
        "tox.ini",
        ".gitignore",
        "compose.yml",
        ".git/config",
        "link.json",
    ],
)
def test_claims_reviews_mappings_and_settings_are_never_written_over(path: str, command: Command) -> None:
    for name, text in (
        (
            "tarn/reviews/F-00000000.yaml",
            "finding: F-00000000\nverdict: unsure\nsaw: x\ncontent: 1:conflict:ab\n",
        ),
        ("tarn/.import/sheet.yaml", "version: 1\n"),
        (".discrepancy-baseline", "# none\n"),
        ("pyproject.toml", "[project]\n"),
        ("tox.ini", "[tox]\n"),
        (".gitignore", "*\n"),
        ("compose.yml", "services: {}\n"),
        (".git/config", "[core]\n"),
    ):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    Path("link.json").symlink_to("tarn/letter.yaml")
    before = files(Path())
    for words in (
        ("check", "tarn", "--fail-on", "never", "--output", f"json={path}"),
        ("export", "csv", "tarn", "-o", path, "--replace"),
    ):
        for more in ((), ("--force", path)):
            ran = command(*words, *more)
            assert ran.code == 2 and "nothing was written" in ran.err and ran.err.count("\n") == 1, ran
            assert files(Path()) == before


def test_a_file_of_a_dossier_is_not_written_over_by_an_import_that_was_not_made_into_it(
    command: Command,
) -> None:
    command("export", "csv", "tarn", "-o", "sheet.csv")
    before = files(Path())
    for words in (("-o", "tarn"), ("-o", "tarn", "--replace")):
        ran = command("import", "sheet.csv", *words)
        assert ran.code == 2 and "no source file was written" in ran.err and files(Path()) == before
    Path("out").mkdir()
    for _ in range(2):
        assert command("import", "sheet.csv", "-o", "out", "--replace").code == 0
    Path("out/letter.yaml").write_bytes(HAND)
    before = files(Path("out"))
    assert command("import", "sheet.csv", "-o", "out", "--replace").code == 2 and files(Path("out")) == before


# Links


@links
@again
@pytest.mark.parametrize("how", ["file", "absent", "folder", "other file of ours"])
def test_no_planted_link_is_followed_out_of_the_project(
    words: tuple[str, ...], how: str, tmp_path: Path, command: Command
) -> None:
    outside, path = tmp_path / "outside", target(words)
    outside.mkdir()
    if how == "folder":
        words = (*words[:-1], words[-1].replace("out.", "deep/out.")) if words[0] == "check" else words
        words = tuple(f"deep/{word}" if word.startswith("sheet") else word for word in words)
        path = target(words)
        path.parent.symlink_to(outside)
    else:
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(outside / path.name)
    if how == "file":
        (outside / path.name).write_bytes(HAND)
    if how == "other file of ours":
        path.unlink()
        assert command(*words).code == 0
        path.rename(outside / path.name)
        path.symlink_to(outside / path.name)
    before = files(tmp_path)
    ran = command(*words)
    assert ran.code == 2 and "leads out of the working folder" in ran.err and files(tmp_path) == before, ran
    assert ran.err.count("\n") == 1
    assert command(*words, "--force", path.as_posix()).code == 0
    assert (outside / path.name).read_bytes() != HAND and (path.is_symlink() or path.parent.is_symlink())


@links
@pytest.mark.parametrize("words", [("draft", "text.txt", "--source", "corve"), ("import", "sheet.csv")])
def test_new_files_are_not_made_by_a_link_out_of_the_project(
    words: tuple[str, ...], tmp_path: Path, command: Command
) -> None:
    Path("text.txt").write_text("In 1431 the mill burned, on 3 May 1431.\n", encoding="utf-8")
    Path("sheet.csv").write_text("source,question,value,at\ncorve,fire.date,1431,p. 1\n", encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    Path("deep").symlink_to(outside)
    Path("absent.yaml").symlink_to(outside / "absent.yaml")
    for out in ("deep/a.yaml", "absent.yaml"):
        ran = command(*words, "-o", out)
        assert ran.code == 2 and ran.err.count("error: ") == 1 and not list(outside.iterdir())
    assert command(*words, "-o", "tarn-2.yaml").code == 0
    assert command(*words, "-o", str(tmp_path / "outside" / "b.yaml")).code == 0


@links
def test_what_a_user_names_outside_is_the_users_wish(tmp_path: Path, command: Command) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for path in (f"{outside}/a.json", "../outside/b.json"):
        assert command("check", "tarn", "--fail-on", "never", "--output", f"json={path}").code == 0
    assert sorted(one.name for one in outside.iterdir()) == ["a.json", "b.json"]


@links
def test_the_project_is_the_nearest_folder_above_that_git_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    other = tmp_path / "other"
    for folder in (project / ".git", project / "inner" / ".git", project / "deep", other / ".git"):
        folder.mkdir(parents=True)
    (project / "link").symlink_to(other)
    monkeypatch.chdir(project / "deep")
    assert project_of(Path("a")) == project_of(Path("../b/c")) == project
    assert project_of(Path("../inner/a")) == project / "inner"
    assert project_of(Path("../link/a")) == project, "a link leads to no project of its own"
    assert project_of(other / "a") == other
    assert project_of(tmp_path / "a") is None
    (tmp_path / "by").symlink_to(project)
    assert project_of(tmp_path / "by" / "a") == tmp_path / "by"


# Streams


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_streams_go_on_working(command: Command) -> None:
    os.mkfifo("pipe")
    heard: list[bytes] = []
    listening = threading.Thread(target=lambda: heard.append(Path("pipe").read_bytes()))
    listening.start()
    assert command("check", "tarn", "--fail-on", "never", "--output", "gitlab=pipe").code == 0
    listening.join(timeout=60)
    assert is_report(heard[0], "gitlab")
    for words in (
        ("check", "tarn", "--fail-on", "never", "--format", "csv", "--output", "json=/dev/stdout"),
        ("export", "csv", "tarn", "-o", "/dev/stdout"),
    ):
        ran = partial(subprocess.run, [sys.executable, "-m", "discrepancy", *words], capture_output=True)()
        assert ran.returncode == 0 and len(ran.stdout) > 200, ran.stderr
    assert command("check", "tarn", "--fail-on", "never", "--output", f"json={os.devnull}").code == 0
