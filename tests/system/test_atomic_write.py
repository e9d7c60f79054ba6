"""A file is written whole or not at all, whatever stops the writer, and never through a link or over somebody else's words."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from discrepancy.system import atomic_write as writing
from discrepancy.system.atomic_write import (
    FileChanged,
    FolderBusy,
    LeadsOutside,
    locked,
    write_if_unchanged,
    write_new,
    write_whole,
)
from tests.support.killed_writers import KILLED, STEPS, Stopped

OLD, NEW = b"what stood there\n", b"what is to stand there, and is longer than that\n" * 100
MOST_STEPS = 40
WRITERS, ROUNDS = 4, 10
ROOT = Path(__file__).parents[2]

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
quiet = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
links = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


def compared(path: Path) -> None:
    with locked(path.parent):
        write_if_unchanged(path, NEW, writing.read(path))


def whole(path: Path) -> None:
    write_whole(path, NEW)


def new(path: Path) -> None:
    write_new(path, NEW)


WAYS: tuple[tuple[Callable[[Path], None], bytes | None], ...] = (
    (whole, None),
    (whole, OLD),
    (new, None),
    (compared, None),
    (compared, OLD),
)
every_way = pytest.mark.parametrize(
    "way, old", WAYS, ids=[f"{way.__name__}-{'over' if old else 'fresh'}" for way, old in WAYS]
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.yaml"


def put(path: Path, old: bytes | None) -> None:
    path.unlink(missing_ok=True)
    if old is not None:
        path.write_bytes(old)


def in_child(work: Callable[[], None]) -> int:
    """The exit code of a process of its own that does the work: 1 where it raised an error."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


# Killed, and a full disk


@forks
@quiet
@every_way
def test_killed_at_any_step_the_old_or_the_new_stands(
    way: Callable[[Path], None], old: bytes | None, path: Path
) -> None:
    for step in range(1, MOST_STEPS):
        put(path, old)

        def work(step: int = step) -> None:
            watch = Stopped()
            watch.arm(step)
            with watch.watching():
                way(path)

        code = in_child(work)
        assert writing.read(path) in (old, NEW)
        # Nothing that the killed one left is in the way of the next.
        put(path, None)
        way(path)
        assert path.read_bytes() == NEW
        if code == 0:
            assert step > 4
            return
        assert code == KILLED
    pytest.fail("it never came to its end")


@every_way
def test_a_disk_that_is_full_at_any_step_changes_nothing_and_nothing_is_left(
    way: Callable[[Path], None], old: bytes | None, path: Path
) -> None:
    for step in range(1, MOST_STEPS):
        put(path, old)
        watch = Stopped()
        watch.arm(step, watch.full)
        try:
            with watch.watching(("open", "write", "fsync", "link", "replace")):
                way(path)
        except OSError as error:
            assert "No space left" in str(error)
        else:
            assert watch.count < step and path.read_bytes() == NEW
            return
        # The very last step brings the folder to the disk: then the new text stands.
        assert writing.read(path) == old or (writing.read(path) == NEW and watch.count == step)
        assert {one.name for one in path.parent.iterdir()} <= {path.name}
    pytest.fail("it never came to its end")


@forks
@quiet
@every_way
def test_a_file_that_does_not_fit_is_not_begun(
    way: Callable[[Path], None], old: bytes | None, path: Path
) -> None:
    resource = pytest.importorskip("resource")
    put(path, old)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        way(path)

    assert in_child(work) == 1
    assert writing.read(path) == old
    assert {one.name for one in path.parent.iterdir()} <= {path.name}


def test_what_a_killed_writer_left_is_taken_away_once_nobody_writes_it(tmp_path: Path) -> None:
    held, free, old = (tmp_path / f".discrepancy-{name}" for name in ("1.tmp", "2.new", "3.new"))
    for one in (held, free, old):
        one.write_bytes(b"half")
        assert writing.is_temporary(one.name)
    os.utime(old, (1, 1))
    write_whole(tmp_path / "a", NEW)
    assert held.exists() and free.exists() and not old.exists()
    with locked(tmp_path):
        pass
    assert not held.exists() and free.exists(), "a free one may still be written"
    assert not writing.is_temporary(".discrepancy-baseline")


def test_a_temporary_name_is_never_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    opened = os.open

    def noted(where: str | Path, flags: int, *more: int, **at: int | None) -> int:
        if flags & os.O_CREAT:
            names.append(Path(where).name)
        return opened(where, flags, *more, **at)

    monkeypatch.setattr(os, "open", noted)
    for _ in range(20):
        write_whole(path, NEW, durable=False)
    assert len(set(names)) == 20 and not any("a.yaml" in name for name in names)


# What is there


def test_what_is_there_is_not_written_over_by_what_is_new(path: Path) -> None:
    path.write_bytes(b" ")
    with pytest.raises(FileExistsError):
        write_new(path, NEW)
    assert path.read_bytes() == b" " and [path] == list(path.parent.iterdir())


def test_an_empty_file_that_was_left_is_as_good_as_none(path: Path) -> None:
    path.write_bytes(b"")
    write_new(path, NEW)
    assert path.read_bytes() == NEW and [path] == list(path.parent.iterdir())
    path.write_bytes(b"")
    with locked(path.parent):
        write_if_unchanged(path, NEW, None)
    assert path.read_bytes() == NEW and [path] == list(path.parent.iterdir())


@links
def test_a_link_that_leads_nowhere_is_there(path: Path) -> None:
    path.symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        write_new(path, NEW)
    assert path.is_symlink() and not path.exists()


def test_what_comes_while_it_is_written_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = writing._fill

    def late(*given: object) -> None:
        fill(*given)  # type: ignore[arg-type]
        path.write_bytes(OLD)

    monkeypatch.setattr(writing, "_fill", late)
    with pytest.raises(FileExistsError):
        write_new(path, NEW)
    path.unlink()
    with locked(path.parent), pytest.raises(FileChanged):
        write_if_unchanged(path, NEW, None)
    assert path.read_bytes() == OLD and [path] == list(path.parent.iterdir())


@pytest.mark.parametrize("over", [False, True])
def test_a_file_system_without_hard_links_will_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, over: bool
) -> None:
    def none(*_: object, **__: object) -> None:
        if over:
            path.write_bytes(OLD)
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", none)
    if over:
        with pytest.raises(FileExistsError):
            write_new(path, NEW)
    else:
        write_new(path, NEW)
    assert path.read_bytes() == (OLD if over else NEW) and [path] == list(path.parent.iterdir())


def test_what_has_changed_is_not_written_over(path: Path) -> None:
    with locked(path.parent):
        write_if_unchanged(path, b"one", None)
        for expected in (None, b"other"):
            with pytest.raises(FileChanged):
                write_if_unchanged(path, b"two", expected)
        path.unlink()
        with pytest.raises(FileChanged):
            write_if_unchanged(path, b"two", b"one")
        assert not path.exists()


# Mode, links, folders, streams


@pytest.mark.skipif(os.name == "nt", reason="other modes there")
@pytest.mark.parametrize("way", [whole, compared])
def test_the_mode_is_kept(way: Callable[[Path], None], path: Path) -> None:
    for mode in (0o640, 0o600, 0o755):
        path.write_bytes(OLD)
        path.chmod(mode)
        way(path)
        assert path.read_bytes() == NEW and stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="other modes there")
def test_a_new_file_has_the_mode_of_the_umask_or_less(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", NEW)
        write_new(tmp_path / "b", NEW, mode=0o600)
        write_new(tmp_path / "c", NEW)
    finally:
        os.umask(before)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "abc"] == [0o640, 0o600, 0o640]


def test_a_file_that_is_not_to_be_written_is_not_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # as for one who is not root
    with pytest.raises(PermissionError):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD


@links
def test_no_link_is_followed_out_of_a_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "project", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
    (outside / "a").write_bytes(OLD)
    (inside / "file").symlink_to(outside / "a")
    (inside / "absent").symlink_to(outside / "b")
    (inside / ".import").symlink_to(outside)
    (inside / "up").symlink_to("..")
    for name in ("file", "absent", ".import/a", ".import/new", ".import/deep/new", "up/outside/a"):
        with pytest.raises(LeadsOutside, match="a link leads out of"):
            write_whole(inside / name, NEW, within=inside, make_folder=True)
        with locked(inside), pytest.raises(LeadsOutside):
            write_if_unchanged(inside / name, NEW, OLD, within=inside)
    for name in (".import/new", ".import/deep/new"):
        with pytest.raises(LeadsOutside):
            write_new(inside / name, NEW, within=inside, make_folder=True)
    assert (outside / "a").read_bytes() == OLD and [one.name for one in outside.iterdir()] == ["a"]


@links
@pytest.mark.parametrize("at", range(1, 40))
def test_a_folder_that_becomes_a_link_while_it_is_written_leads_nobody_out(at: int, tmp_path: Path) -> None:
    """At whatever step of the system a folder on the way is put aside and a link in its place, what lies outside stays as it was."""
    inside, outside = tmp_path / "project", tmp_path / "outside"
    for folder in (inside / "deep" / "reports", outside / "reports"):
        folder.mkdir(parents=True)
        (folder / "a").write_bytes(OLD)

    def swap() -> None:
        (inside / "deep").rename(inside / "aside")
        (inside / "deep").symlink_to(outside)

    watch = Stopped()
    watch.arm(at, swap)
    path = inside / "deep" / "reports" / "a"
    with suppress(OSError, FileChanged), watch.watching((*STEPS, "stat", "access", "scandir", "fstat")):
        if at % 2:
            write_whole(path, NEW, within=inside)
        else:
            with locked(path.parent, within=inside):
                write_if_unchanged(path, NEW, OLD, within=inside)
    # The lock is taken by a library that knows paths only: it may leave an empty one where the path led.
    left = {one.name: one.read_bytes() for one in (outside / "reports").iterdir()}
    assert left.pop(writing.LOCK, b"") == b"" and left == {"a": OLD}


@links
def test_a_link_within_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(OLD)
    (tmp_path / "name").symlink_to("real")
    write_whole(tmp_path / "name", NEW, within=tmp_path)
    assert (tmp_path / "name").is_symlink() and (tmp_path / "real").read_bytes() == NEW


def test_a_folder_is_made_only_if_that_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "b" / "a", NEW)
    write_whole(tmp_path / "b" / "c" / "a", NEW, make_folder=True)
    assert (tmp_path / "b" / "c" / "a").read_bytes() == NEW
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "b", NEW)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such name there")
@pytest.mark.parametrize("to", ["pipe", "file"])
def test_the_standard_output_by_its_name_is_written_to(to: str, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from discrepancy.system.atomic_write import write_whole;"
        "write_whole(Path(sys.argv[1]), b'words\\n'); sys.stdout.write('')"
    )
    (tmp_path / "name").symlink_to("/dev/stdout")
    for name in ("/dev/stdout", str(tmp_path / "name")):
        out = tmp_path / "out"
        with out.open("wb") as file:
            before = os.fstat(file.fileno()).st_ino
            ran = subprocess.run(
                [sys.executable, "-c", code, name],
                stdout=file if to == "file" else subprocess.PIPE,
                cwd=ROOT,
                check=True,
            )
        assert (out.read_bytes() if to == "file" else ran.stdout) == b"words\n"
        assert out.stat().st_ino == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_with_a_name_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, NEW)
    reader.join(timeout=60)
    assert heard == [NEW] and stat.S_ISFIFO(pipe.stat().st_mode)
    write_whole(Path(os.devnull), NEW)
    assert not Path(os.devnull).is_file()


# Locks, and several writers


def test_a_folder_that_is_held_is_waited_for_and_then_given_up(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(FolderBusy), locked(tmp_path, patience=0.05):
        pass


def test_no_lock_is_left_behind(tmp_path: Path) -> None:
    with locked(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == [writing.LOCK]
    assert not list(tmp_path.iterdir())
    with pytest.raises(OSError, match="gone wrong"), locked(tmp_path):
        raise OSError("gone wrong")
    assert not list(tmp_path.iterdir())


def test_a_lock_that_a_killed_writer_left_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / writing.LOCK).write_bytes(b"")
    with locked(tmp_path, patience=0):
        assert os.name == "nt" or (tmp_path / writing.LOCK).exists()
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="other modes there")
def test_the_lock_of_another_user_can_be_taken_once_that_user_is_gone(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with locked(tmp_path):
            assert stat.S_IMODE((tmp_path / writing.LOCK).stat().st_mode) == 0o666
    finally:
        os.umask(before)


@links
def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    (tmp_path / "victim").write_bytes(OLD)
    (folder / writing.LOCK).symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match="symbolic links"), locked(folder, patience=0.05):
        pass
    assert (tmp_path / "victim").read_bytes() == OLD


def test_who_waited_for_a_lock_that_is_gone_waits_for_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One waits with the file open, the holder goes and takes the file away, a third makes a new one: the first must not be let in."""
    fcntl = pytest.importorskip("fcntl")
    path = tmp_path / writing.LOCK
    flock = fcntl.flock
    third: list[int] = []

    def late(handle: int, how: int) -> None:
        if not third:
            path.unlink()
            third.append(os.open(path, os.O_RDWR | os.O_CREAT, 0o666))
            flock(third[0], how)
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(FolderBusy), locked(tmp_path, patience=0.05):
        pytest.fail("two at once")
    os.close(third[0])
    with locked(tmp_path, patience=1):
        pass


@forks
@quiet
def test_of_several_writers_none_undoes_what_another_did(path: Path) -> None:
    def count() -> None:
        for _ in range(ROUNDS):
            with locked(path.parent):
                stands = writing.read(path)
                write_if_unchanged(path, b"%d" % (int(stands or b"0") + 1), stands)

    at_once(count)
    assert path.read_bytes() == b"%d" % (WRITERS * ROUNDS)
    assert [path] == list(path.parent.iterdir())


@forks
@quiet
def test_of_several_that_write_a_new_file_one_does(tmp_path: Path) -> None:
    def each() -> None:
        for number in range(ROUNDS):
            try:
                write_new(tmp_path / f"{number}", b"%d" % os.getpid())
            except FileExistsError:
                continue
            write_new(tmp_path / f"{number}-by-{os.getpid()}", b"")

    at_once(each)
    assert len(list(tmp_path.glob("*-by-*"))) == ROUNDS
    for number in range(ROUNDS):
        assert (tmp_path / f"{number}-by-{(tmp_path / f'{number}').read_text()}").exists()


def at_once(work: Callable[[], None]) -> None:
    """Lets several processes do the work side by side; none may fail."""
    running = []
    for _ in range(WRITERS):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                work()
                code = 0
            finally:
                os._exit(code)
        running.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in running] == [0] * WRITERS
