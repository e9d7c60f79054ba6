"""Whatever stops a command that writes, every file is whole, old or new, and the next try succeeds.

It is stopped by a kill at any step, a full or read-only disk, a second writer, and a person who edits.

The ordinary run takes some steps of each command, DISCREPANCY_ROUNDS=1000 as many kills in all.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from discrepancy.commands import init as starting
from discrepancy.commands.main import main
from discrepancy.reading import dossiers as reader
from discrepancy.system import open_folder
from discrepancy.system.atomic_write import LOCK, is_temporary
from tests.support.command import Command
from tests.support.killed_writers import KILLED, Stopped

ROUNDS = int(os.environ.get("DISCREPANCY_ROUNDS", "22"))
WRITES = ("open", "write", "fsync", "replace", "link", "mkdir", "fchmod", "unlink")
CACHE = ".discrepancy-cache"
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
]
NEW_SHEET = "source,question,value,at\ncorve,fire.date,3 May 1431,p. 1\nhugh,fire.date,4 May 1431,p. 2\n"
MAPPED = "Work,question,value,at\ncorve,fire.date,3 May 1431,p. 1\n"
FINDING = "F-00000000"  # in place of the one that is there

# What each command is called with, and what it finds: files by their names, texts.
COMMANDS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "init": (("init", "new"), {}),
    "import": (("import", "s.csv", "--to", "tarn"), {"s.csv": NEW_SHEET}),
    "import-mapped": (
        ("import", "m.csv", "--to", "tarn", "--map", "Work=source", "--add"),
        {"m.csv": MAPPED, "tarn/.import/m.yaml": "version: 1\n# mine\ncolumns:\n  Work: note # why\n"},
    ),
    "import-out": (("import", "s.csv", "-o", "out"), {"s.csv": NEW_SHEET, "out/keep": "x"}),
    "report": (("report", "tarn", "-o", "pages"), {}),
    "check": (("check", "tarn", "--output", "json=a.json", "--output", "sarif=b.sarif"), {}),
    "export": (("export", "xlsx", "tarn", "-o", "s.xlsx", "--replace"), {}),
    "draft": (("draft", "t.txt", "--source", "c", "-o", "d.yaml"), {"t.txt": "It burned on 3 May 1431.\n"}),
    "decide": (("decide", FINDING, "tarn", "--verdict", "unsure", "--by", "Ann", "--on", "2026-11-24"), {}),
    "baseline": (("baseline", "create", "tarn"), {}),
    "baseline-update": (("baseline", "update", "tarn"), {".discrepancy-baseline": "# mine\n"}),
}


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")


def begin(folder: Path, name: str) -> tuple[str, ...]:
    """Makes the folder in which a command is to run; its words."""
    folder.mkdir(parents=True, exist_ok=True)
    words, texts = COMMANDS[name]
    starting.write_dossier(str(folder / "tarn"))
    for path, text in texts.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    if FINDING in words:
        from tests.support.folders import findings_in

        found = next(one.id for one in findings_in(folder / "tarn").findings if one.kind == "conflict")
        words = tuple(found if word == FINDING else word for word in words)
    return words


def in_child(
    folder: Path,
    words: tuple[str, ...],
    before: Callable[[], Any] = lambda: None,
    watch: Stopped | None = None,
) -> tuple[int, str]:
    """The exit code of the command in a process of its own, in the folder, and what it said of errors; or,
    where steps are watched and it came to its end, how many there were.
    """
    reading, writing = os.pipe()
    write, leave = os.write, os._exit
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            os.chdir(folder)
            before()
            steps = watch.watching(WRITES) if watch else contextlib.nullcontext()
            with (
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()) as heard,
                steps,
            ):
                try:
                    main(words)
                except SystemExit as ended:
                    code = int(ended.code or 0)
            write(writing, str(watch.count).encode() if watch else heard.getvalue().encode())
        finally:
            leave(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said


class WriteSteps(Stopped):
    """Counts only steps that change the disk: of those that open a file, the ones that may make it."""

    def _watched(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        watched = super()._watched(name, step)
        if name != "open":
            return watched

        def opened(path: Any, flags: int, *more: Any, **at: Any) -> Any:
            return (watched if flags & os.O_CREAT else step)(path, flags, *more, **at)

        return opened


def killed_at(folder: Path, words: tuple[str, ...], at: int) -> tuple[int, str]:
    """The exit code of the command that is killed at a step, and how many steps there were if it was not."""
    watch = WriteSteps()
    watch.arm(at)
    return in_child(folder, words, watch=watch)


def files(folder: Path) -> dict[str, bytes]:
    """What stands in the folder, but for the cache, which is made anew, and what a killed process may leave."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and CACHE not in path.parts and path.name != LOCK and not is_temporary(path.name)
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_step_every_file_is_old_or_new_and_the_next_try_succeeds(
    name: str, tmp_path: Path
) -> None:
    template, whole = tmp_path / "template", tmp_path / "whole"
    words = begin(template, name)
    shutil.copytree(template, whole)
    code, said = killed_at(whole, words, 0)
    steps = int(said)
    assert code in (0, 1) and steps >= 3
    old, new = files(template), files(whole)
    assert not list(whole.rglob(LOCK)) and not [one for one in whole.rglob("*") if is_temporary(one.name)]
    rounds = max(2, ROUNDS // len(COMMANDS))
    for number in range(rounds):
        at = 1 + (number * max(1, steps // rounds) if rounds < steps else number) % steps
        here = tmp_path / f"round-{number}"
        shutil.copytree(template, here)
        # The child that reads what is imported may be the one that is killed: then the command says so. How
        # many steps it takes to speak with it is not always the same.
        assert killed_at(here, words, at)[0] in (
            (KILLED, 2, code) if name.startswith("import") else (KILLED,)
        )
        stands = files(here)
        assert old.keys() <= stands.keys() <= old.keys() | new.keys(), (at, stands.keys())
        for path, data in stands.items():
            assert data in (old.get(path), new.get(path)), f"{path} is neither old nor new at step {at}"
        if stands != new:
            again, said = in_child(here, words)
            assert again == code, (at, said)
        assert files(here) == new and (stands == new or not list(here.rglob(LOCK)))
        shutil.rmtree(here)


# Full and read-only


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    at = tmp_path / "disk"
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(at)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no disk can be mounted by this user")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def fill(at: Path) -> Path:
    filler = at / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as stream:
        while stream.write(b"x" * 4096):
            pass
    return filler


@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_full_and_on_a_read_only_disk_nothing_is_lost_and_it_is_said(name: str, disk: Path) -> None:
    here = disk / "here"
    words = begin(here, name)
    before = files(here)
    filler = fill(disk)
    code, said = in_child(here, (*words, "--no-cache") if words[0] == "check" else words)
    assert code == 2 and "No space left on device" in said and "Traceback" not in said, said
    assert files(here) == before and not [one for one in here.rglob("*") if is_temporary(one.name)]
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    code, said = in_child(here, words)
    assert code == 2 and "Read-only file system" in said and "Traceback" not in said, said
    assert files(here) == before
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert in_child(here, words)[0] in (0, 1)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_may_not_grow_is_not_begun(name: str, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    here = tmp_path / "here"
    words = begin(here, name)
    before = files(here)
    code, said = in_child(here, words, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    assert code == 2 and "File too large" in said and files(here) == before
    assert in_child(here, words)[0] in (0, 1)


# Others at the same time


def test_of_two_imports_at_once_both_stand_or_one_is_refused(tmp_path: Path) -> None:
    for number in range(max(1, ROUNDS // 50)):
        here = tmp_path / f"round-{number}"
        here.mkdir()
        starting.write_dossier(str(here / "tarn"))
        running = []
        for source in ("corve", "hugh"):
            (here / f"{source}.csv").write_text(
                f"source,question,value,at\n{source},fire.date,3 May 1431,p. 1\n", encoding="utf-8"
            )
            words = [sys.executable, "-m", "discrepancy", "import", f"{source}.csv", "--to", "tarn"]
            running.append((source, subprocess.Popen(words, cwd=here, stderr=subprocess.PIPE, text=True)))
        for source, one in running:
            said = one.communicate(timeout=120)[1]
            stands = (here / "tarn" / f"{source}.yaml").exists()
            assert (one.returncode, stands) in ((0, True), (2, False)), said
            assert one.returncode == 0 or "changed while it was read; run it again" in said
        (dossier,) = reader.read_dossiers([str(here / "tarn")])
        assert not dossier.problems and len(dossier.sources) > 2


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("import", "tarn/letter.yaml"),
        ("import", "tarn/dossier.yaml"),
        ("import-mapped", "tarn/.import/m.yaml"),
        ("report", "pages/tarn.md"),
        ("check", "a.json"),
        ("export", "s.xlsx"),
        ("draft", "d.yaml"),
        ("baseline-update", ".discrepancy-baseline"),
        ("init", "new/letter.yaml"),
    ],
)
def test_what_a_person_writes_meanwhile_stands(
    name: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    words = begin(tmp_path / "here", name)
    monkeypatch.chdir(tmp_path / "here")
    edited, create = b"# what I wrote just now\n", open_folder.OpenFolder.create
    place = Path(path).resolve()
    ran = []

    def late(folder: open_folder.OpenFolder, entry: str, mode: int) -> int:
        handle = create(folder, entry, mode)
        if not ran and (folder.path == place.parent or name == "import"):
            ran.append(entry)
            place.write_bytes(edited)
        return handle

    from discrepancy.exchange.importing import targets

    if (
        name == "import"
    ):  # before it holds the folder: afterwards nobody looks again at what it does not write
        states = targets.file_states

        def edited_first(folder: str) -> dict[str, str]:
            place.write_bytes(edited)
            ran.append(folder)
            return states(folder)

        monkeypatch.setattr(targets, "file_states", edited_first)
    else:
        monkeypatch.setattr(open_folder.OpenFolder, "create", late)
    told = command(*words)
    assert ran and told.code == 2 and place.read_bytes() == edited, told
    assert told.err.count("error: ") == 1
    if name == "import":
        assert not Path("tarn/corve.yaml").exists()


def test_the_comments_of_a_mapping_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    words = begin(tmp_path, "import-mapped")
    monkeypatch.chdir(tmp_path)
    assert command(*words, "--map", "*=-").code == 0
    kept = "version: 1\n# mine\ncolumns:\n  Work: source # why\n"
    text = Path("tarn/.import/m.yaml").read_text("utf-8")
    assert text.startswith(kept) and text != kept and text.count("*") == 1
    Path("tarn/.import/m.yaml").write_text("{columns: {Work: note}} # in braces\n", encoding="utf-8")
    assert command(*words[:-1], "--replace").code == 0
    text = Path("tarn/.import/m.yaml").read_text("utf-8")
    assert "# in braces\n" in text and "Work: source" in text
