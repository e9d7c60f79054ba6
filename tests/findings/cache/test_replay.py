"""A run on what has not changed is told again without working anything out; whatever could change what comes out is noticed."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discrepancy.commands._shared import runs
from discrepancy.commands.main import main
from discrepancy.evidence.texts import extraction as child
from discrepancy.findings.analysis import engine
from discrepancy.findings.cache import store as stores
from discrepancy.findings.cache.program_hash import LIBRARIES, program_hash
from discrepancy.reading import dossiers as reader
from discrepancy.system import accessed_files as witness
from tests.support.git_repositories import Repo, git, needs_git, source

ROOT = Path(__file__).parents[3]
CLAIMS = "source: {source}\ntitle: {source}\ntext: {{file: {source}.txt}}\nclaims:\n  - battle.strength: {value}\n    at: p. 1\n    quote: {value} men\n"
SAID = {"corve": "6,000", "hugh": "9,000"}
DOSSIER = "title: Aldwater\nentities:\n  battle:\n    name: the battle\n    kind: event\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a collection of two dossiers, of which one has a text in texts/."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(stores.WHERE)
    monkeypatch.setenv(stores.KEY, "a secret of the host, long enough")
    for name in ("aldwater", "ness"):
        folder = tmp_path / "claims" / name
        folder.mkdir(parents=True)
        (folder / "dossier.yaml").write_text(DOSSIER, "utf-8")
        for name_, value in SAID.items():
            (folder / f"{name_}.yaml").write_text(CLAIMS.format(source=name_, value=value), "utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "corve.txt").write_text("There were 6,000 men.\n", "utf-8")
    return tmp_path


@pytest.fixture
def run(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """A run of the command: its exit code, what it printed, and whether it worked anything out."""
    worked: list[int] = []
    run_rules = engine.run_rules
    monkeypatch.setattr(
        engine, "run_rules", lambda *given, **named: (worked.append(1), run_rules(*given, **named))[1]
    )

    def ran(*arguments: str) -> tuple[int, str, str, bool]:
        worked.clear()
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err, bool(worked)

    return ran


def cold(run: Any, *arguments: str) -> tuple[int, str, str]:
    found = run(*arguments, "--no-cache")
    assert found[3]
    return found[:3]  # type: ignore[no-any-return]  # what the fixture gives


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "claims/aldwater", "--texts", "texts"),
        ("check", "--format", "json"),
        ("check", "--statistics"),
        ("check", "--select", "D", "--fail-on", "never"),
        ("check", "--output", "sarif=found.sarif", "--output", "csv=found.csv"),
        ("check", "claims/ness/../ness", "claims/aldwater", "--quiet"),
    ],
)
def test_an_unchanged_run_is_told_again_to_the_byte(
    run: Any, place: Path, arguments: tuple[str, ...]
) -> None:
    plain = cold(run, *arguments)
    made = {path.name: path.read_bytes() for path in place.glob("found.*")}
    assert run(*arguments) == (*plain, True)
    for path in place.glob("found.*"):
        path.unlink()
    assert run(*arguments) == (*plain, False)
    assert {path.name: path.read_bytes() for path in place.glob("found.*")} == made


def appended(name: str, text: str) -> Callable[[Path], object]:
    def change(place: Path) -> None:
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")

    return change


def replaced_by_link(place: Path) -> None:
    """The same content, but led out of the dossier, which is refused."""
    path = place / "claims/ness/hugh.yaml"
    path.rename(place / "hugh.yaml")
    path.symlink_to(place / "hugh.yaml")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a comment": appended("claims/ness/corve.yaml", "# seen again\n"),
    "another value": lambda place: (place / "claims/ness/corve.yaml").write_text(
        CLAIMS.format(source="corve", value="7,000"), "utf-8"
    ),
    "a new source": appended("claims/ness/ralph.yaml", CLAIMS.format(source="ralph", value="8,000")),
    "a source less": lambda place: (place / "claims/ness/corve.yaml").unlink(),
    "another name": lambda place: (place / "claims/ness/corve.yaml").rename(
        place / "claims/ness/annals.yaml"
    ),
    "a file that is not read": appended("claims/ness/annals.yml", "title: x\n"),
    "the dossier": appended("claims/ness/dossier.yaml", "summary: Two figures.\n"),
    "a new dossier": lambda place: shutil.copytree(place / "claims/ness", place / "claims/tarn"),
    "a dossier less": lambda place: shutil.rmtree(place / "claims/ness"),
    "a review": appended("claims/ness/reviews/F-00000000.yaml", "verdict: open\n"),
    "a baseline": appended("claims/baseline.txt", "# nothing\n"),
    "a text where there was none": appended("claims/ness/corve.txt", "There were 7,000 men.\n"),
    "the text given": appended("texts/corve.txt", "And 3,000 horses.\n"),
    "a text that comes first": appended("texts/hugh.txt", "9,000 men\n"),
    "a text less": lambda place: (place / "texts/corve.txt").unlink(),
    "a link out of the dossier": replaced_by_link,
    "a folder in place of a file": lambda place: (
        (place / "claims/ness/hugh.yaml").unlink(),
        (place / "claims/ness/hugh.yaml").mkdir(),
    ),
    "a file that is not read in a folder": appended("claims/ness/letters/ralph.yaml", "title: x\n"),
    "a folder of such files in place of a note": lambda place: (
        (place / "claims/ness/notes").unlink(),
        shutil.copytree(place / "claims/aldwater", place / "claims/ness/notes"),
    ),
    "a dossier too deep": lambda place: shutil.copytree(place / "claims/ness", place / "claims/empty/tarn"),
    "a dossier that was no dossier": lambda place: (place / "claims/ness/dossier.yaml").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_is_noticed(run: Any, place: Path, change: Callable[[Path], object]) -> None:
    arguments = ("check", "--texts", "texts", "--fail-on", "never")
    (place / "claims/empty").mkdir()
    (place / "claims/ness/notes").write_text("to do\n", "utf-8")
    run(*arguments)
    assert not run(*arguments)[3]
    change(place)
    assert run(*arguments)[3], "it was told again"
    assert run(*arguments)[:3] == cold(run, *arguments)


def test_a_folder_of_texts_that_becomes_a_link_is_noticed(run: Any, place: Path) -> None:
    """What it holds is the same, but a text that lies outside the folders of texts is refused."""
    (place / "texts" / "old").mkdir()
    (place / "texts/corve.txt").rename(place / "texts/old/corve.txt")
    path = place / "claims/ness/corve.yaml"
    path.write_text(path.read_text("utf-8").replace("file: corve.txt", "file: old/corve.txt"), "utf-8")
    arguments = ("check", "claims/ness", "--texts", "texts")
    assert "verified" in run(*arguments)[1]
    (place / "texts/old").rename(place / "moved")
    (place / "texts/old").symlink_to(place / "moved")
    plain = cold(run, *arguments)
    assert "verified" not in plain[1]
    assert run(*arguments)[:3] == plain


def test_a_folder_above_that_was_a_link_is_noticed(run: Any, place: Path) -> None:
    """Two paths to one dossier are one dossier, until the second leads to a copy of it."""
    (place / "one").mkdir()
    (place / "claims").rename(place / "one/claims")
    (place / "other").symlink_to("one")
    arguments = ("check", "one/claims", "other/claims", "--format", "json")
    first = run(*arguments)
    (place / "other").unlink()
    shutil.copytree(place / "one", place / "other")
    plain = cold(run, *arguments)
    assert first[1] != plain[1]
    assert run(*arguments)[:3] == plain


def test_where_a_link_to_nothing_leads_is_noticed(run: Any, place: Path) -> None:
    path = place / "claims/ness/hugh.yaml"
    path.unlink()
    said = []
    for target in ("missing.yaml", "../../missing.yaml"):
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        plain = cold(run, "check")
        assert run("check")[:3] == plain
        said.append(plain)
    assert said[0] != said[1]


def test_what_wanted_for_memory_is_not_kept(run: Any, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next run may have more of it."""
    (place / "claims/ness/corve.html").write_text("<p>x" * 500_000, "utf-8")
    path = place / "claims/ness/corve.yaml"
    path.write_text(path.read_text("utf-8").replace("corve.txt", "corve.html"), "utf-8")
    with monkeypatch.context() as short:
        short.setattr(child, "MEMORY", 60 * 1024 * 1024)
        assert "more memory than allowed" in run("check", "claims/ness")[1]
    assert "more memory than allowed" not in run("check", "claims/ness")[1]


def test_another_version_of_what_is_read_with_works_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed = {
        re.split("[<>=]", one)[0].lower().replace("-", "_")
        for one in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    }
    # Those that do not bear on a check: sheets, bibliographies, what is written, and the command line.
    assert (
        needed - {"bibtexparser", "click", "filelock", "pylatexenc", "python_calamine", "xlsxwriter"}
        < LIBRARIES
    )
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    found = []
    for name in ("none.dist-info", "PyYAML-6.0.dist-info", "PyYAML-6.1.egg-info", "discrepancy-9.dist-info"):
        (tmp_path / name).mkdir()
        found.append(program_hash.__wrapped__())
    assert len(set(found)) == 4


def test_a_dossier_that_comes_where_a_folder_was_is_noticed(run: Any, place: Path) -> None:
    (place / "claims/empty").mkdir()
    run("check")
    shutil.copytree(place / "claims/ness", place / "claims/empty", dirs_exist_ok=True)
    assert run("check")[:3] == cold(run, "check")


def test_what_was_asked_otherwise_is_worked_out(run: Any, place: Path) -> None:
    run("check")
    for other in (
        ("check", "claims/ness"),
        ("check", "--fail-on", "never"),
        ("check", "--texts", "texts"),
        ("check", "--format", "csv"),
    ):
        assert run(*other)[:3] == cold(run, *other)


def test_a_change_back_is_told_again(run: Any, place: Path) -> None:
    path = place / "claims/ness/corve.yaml"
    text = path.read_text("utf-8")
    run("check")
    path.write_text(text.replace("6,000", "6,001"), "utf-8")
    path.write_text(text, "utf-8")
    assert not run("check")[3]


def test_another_program_works_it_out(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from discrepancy.findings.cache import replay as tape

    run("check")
    monkeypatch.setattr(tape, "program_hash", lambda: "the next version")
    assert run("check")[3]


def test_the_same_files_elsewhere_are_worked_out(
    run: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(stores.WHERE, str(place / "kept"))
    run("check")
    shutil.copytree(place / "claims", place / "other" / "claims")
    monkeypatch.chdir(place / "other")
    assert run("check")[3]


def test_an_output_that_cannot_be_written_is_said_again(run: Any, place: Path) -> None:
    arguments = ("check", "--output", "csv=made/found.csv")
    (place / "made").mkdir()
    run(*arguments)
    shutil.rmtree(place / "made")
    code, _, errors, worked = run(*arguments)
    assert code == 2 and not worked and "cannot write made/found.csv" in errors


def test_a_run_that_would_write_into_what_it_reads_is_refused_each_time(run: Any, place: Path) -> None:
    """The output would be a source of the next run, and a bad one; no run that is kept hides the refusal."""
    arguments = ("check", "claims/ness", "--fail-on", "never")
    assert run(*arguments)[3] and not run(*arguments)[3]
    for _ in range(2):
        code, _, errors, _ = run(*arguments, "--output", "json=claims/ness/found.yaml")
        assert code == 2 and "would be a file of claims" in errors
        assert not (place / "claims/ness/found.yaml").exists()


def test_what_was_read_while_it_changed_is_not_kept(
    run: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_all = runs.run_all

    def changing(*given: Any, **named: Any) -> Any:
        found = run_all(*given, **named)
        appended("claims/ness/corve.yaml", "# meanwhile\n")(place)
        return found

    monkeypatch.setattr(runs, "run_all", changing)
    run("check")
    assert run("check")[3]


@pytest.mark.parametrize(("name", "looked"), [("claims/ness", "claims"), ("claims/ness/reviews", "claims/ness/reviews"),
                                              ("claims/ness/dossier.yaml", "claims/ness/dossier.yaml"), ("claims/.discrepancy-baseline", "")])  # fmt: skip
def test_what_went_while_it_was_looked_for_and_came_back_is_noticed(
    run: Any, place: Path, monkeypatch: pytest.MonkeyPatch, name: str, looked: str
) -> None:
    appended("claims/ness/reviews/F-00000000.yaml", "verdict: open\n")(place)
    appended("claims/.discrepancy-baseline", "# nothing\n")(place)

    def going(path: Path) -> None:
        witness.note_path(path)
        if path == (Path(looked) if looked else place / name):
            (place / name).rename(place / "gone")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(reader, "note_path", going)
        run("check")
    (place / "gone").rename(place / name)
    assert run("check")[:3] == cold(run, "check")


def test_a_text_that_came_just_after_it_was_looked_for_is_noticed(
    run: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexists = os.path.lexists

    def coming(what: Path) -> bool:
        found = lexists(what)
        if Path(what).name == "hugh.txt":
            (place / "texts/hugh.txt").write_text("9,000 men\n", "utf-8")
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(os.path, "lexists", coming)
        run("check", "--texts", "texts")
    assert run("check", "--texts", "texts")[:3] == cold(run, "check", "--texts", "texts")


@pytest.mark.skipif(sys.platform == "win32", reason="the folder in which one works cannot be removed here")
def test_where_the_working_folder_is_gone_all_is_worked_out(
    run: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(stores.WHERE, str(place / "kept"))
    (place / "gone").mkdir()
    monkeypatch.chdir(place / "gone")
    (place / "gone").rmdir()
    arguments = ("check", str(place / "claims"))
    plain = cold(run, *arguments)
    assert plain[0] == 1
    assert run(*arguments) == (*plain, True)


@pytest.mark.parametrize("kept", [None, 3, [], {}, {"seen": {}}, {"seen": {}, "written": [["text", ""]], "code": 0}, {"seen": [], "written": [], "code": 0},
                                  {"seen": {"claims": 3}, "written": [], "code": 0}, {"seen": {}, "written": 3, "code": 0}, {"seen": {}, "written": [], "code": "x"}])  # fmt: skip
def test_what_is_kept_in_an_odd_shape_is_as_if_it_were_not_there(
    run: Any, monkeypatch: pytest.MonkeyPatch, kept: object
) -> None:
    plain = cold(run, "check")
    monkeypatch.setattr(stores.Store, "get", lambda self, name: kept)
    assert run("check") == (*plain, True)


@needs_git
def test_a_comparison_with_git_comes_out_the_same(
    run: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is worked out each time, but for the questions on which no change bears, now and then."""
    repo = Repo(place / "repository")
    repo.write(
        "claims/aldwater/corve.yaml", source("corve", "battle.strength: 6,000 men", "battle.killed: 900")
    )
    repo.write(
        "claims/aldwater/hugh.yaml", source("hugh", "battle.strength: 9,000 men", "battle.killed: 900")
    )
    repo.commit()
    repo.write("claims/aldwater/tarn.yaml", source("tarn", "battle.strength: 2,000 men", "battle.wounded: 1"))
    monkeypatch.chdir(repo.at)
    for form in ("text", "json", "summary", "markdown"):
        arguments = ("check", "--since", "HEAD", "--format", form)
        plain = cold(run, *arguments)
        assert plain[0] == 1
        for _ in range(2):
            assert run(*arguments) == (*plain, True)
    repo.write(
        "claims/aldwater/tarn.yaml", source("tarn", "battle.strength: 6,000 men", "battle.killed: 700")
    )
    assert run("check", "--since", "HEAD")[:3] == cold(run, "check", "--since", "HEAD")
    assert list((repo.at / ".discrepancy-cache").iterdir())
    assert not git(repo.at, "status", "--porcelain", "--", ".discrepancy-cache")
