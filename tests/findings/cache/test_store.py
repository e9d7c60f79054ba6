"""What is kept is found again, and nothing else is believed: not what is unsealed, moved, cut off, sealed with another key or by a link."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from discrepancy.findings.cache import store as stores
from discrepancy.findings.cache.store import Store

KEY = b"k" * 32
VALUE = {"told": ["1907, after all", "né à Huế", "\udce9"], "pairs": 3}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept", KEY)


def entry(store: Store) -> Path:
    (only,) = (path for path in store.folder.iterdir() if len(path.name) == 40)
    return only


def test_what_is_kept_is_found_again(store: Store) -> None:
    assert store.get("one") is None
    store.put("one", VALUE)
    store.put("two", 2)
    assert (store.get("one"), store.get("two"), store.get("three")) == (VALUE, 2, None)
    store.put("one", [1])
    assert store.get("one") == [1]


def moved(path: Path) -> None:
    path.rename(path.with_name("f" * 40))


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "spoil",
    [
        flipped,
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b'{"told": []}'),
        lambda path: path.write_bytes(bytes(32) + b"[1]"),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_what_was_tampered_with_is_not_there_and_can_be_kept_anew(
    store: Store, spoil: Callable[[Path], object]
) -> None:
    store.put("one", VALUE)
    spoil(entry(store))
    assert store.get("one") is None
    store.put("one", VALUE)
    assert store.get("one") in (VALUE, None)  # None where a folder stands in the way


@pytest.mark.parametrize("data", [b"", b"no json", b"{", b"[1", b"[" * 100_000, b"\xff\xfe\xfa"])
def test_a_sealed_entry_that_cannot_be_read_is_not_there(store: Store, data: bytes) -> None:
    store.put("one", VALUE)
    entry(store).write_bytes(store._seal("one", data) + data)
    assert store.get("one") is None


def test_an_entry_is_not_believed_under_another_name_or_key(store: Store) -> None:
    store.put("one", VALUE)
    entry(store).rename(store._path("two"))
    assert store.get("two") is None
    assert Store(store.folder, b"x" * 32).get("two") is None
    store.put("one", VALUE)
    assert Store(store.folder, b"x" * 32).get("one") is None


def test_what_is_not_sealed_is_not_even_parsed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("one", VALUE)
    entry(store).write_bytes(bytes(32) + b"[" * 10_000_000)
    monkeypatch.setattr(json, "loads", lambda *_: pytest.fail("it was parsed"))
    assert store.get("one") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_is_not_waited_on(store: Store) -> None:
    store.put("one", VALUE)
    path = entry(store)
    path.unlink()
    os.mkfifo(path)
    assert store.get("one") is None


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "kept").symlink_to(tmp_path / "elsewhere")
    store = Store(tmp_path / "kept", KEY)
    store.put("one", VALUE)
    assert not any((tmp_path / "elsewhere").iterdir())
    assert store.get("one") is None


@contextmanager
def nobody() -> Iterator[None]:
    """As a user who may not write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not closed this way here")
@pytest.mark.parametrize("made", [False, True])
def test_a_folder_that_cannot_be_written_keeps_nothing_and_is_read(made: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(folder / "kept", KEY)
        if made:
            store.put("one", VALUE)
            store.folder.chmod(0o555)
        folder.chmod(0o555)
        with nobody():
            store.put("two", VALUE)
            assert store.get("two") is None
            assert store.get("one") == (VALUE if made else None)
        for path in (folder, store.folder) if made else (folder,):
            path.chmod(0o755)


def test_where_nothing_can_be_made_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way", "utf-8")
    store = Store(tmp_path / "kept", KEY)
    store.put("one", VALUE)
    assert store.get("one") is None


def test_git_never_sees_the_folder(store: Store) -> None:
    store.put("one", 1)
    assert (store.folder / ".gitignore").read_text("ascii") == "*\n"
    assert (
        (store.folder / "CACHEDIR.TAG")
        .read_text("ascii")
        .startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    )


def test_what_was_used_longest_ago_goes_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MOST_BYTES", 4000)
    monkeypatch.setattr(stores, "MOST_ADDED", 0)
    (tmp := store.folder).mkdir()
    for name in ("notes.txt", "notes.tmp"):
        (tmp / name).write_text("not ours", "utf-8")
    (left := tmp / f"{'0' * 16}.tmp").write_text("of a run that was killed", "utf-8")
    os.utime(left, (0, 0))
    for i in range(20):
        store.put(f"entry {i}", os.urandom(300).hex())
        os.utime(store._path(f"entry {i}"), (i, i))
        if i > 2:
            assert store.get("entry 0") is not None  # it was used just now
            os.utime(store._path("entry 0"), (1000 + i, 1000 + i))
    kept = [i for i in range(20) if store.get(f"entry {i}") is not None]
    assert kept[0] == 0 and kept[1:] == list(range(kept[1], 20))
    assert sum(path.stat().st_size for path in tmp.iterdir() if len(path.name) == 40) <= 4000
    assert sorted(
        path.name for path in tmp.iterdir() if len(path.name) < 40 and path.name not in stores._ABOUT
    ) == ["notes.tmp", "notes.txt"]


def test_there_are_never_more_than_so_many_entries(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking at each takes time, in every run."""
    monkeypatch.setattr(stores, "MOST_ENTRIES", 40)
    monkeypatch.setattr(stores, "MOST_ADDED", 0)
    for i in range(100):
        store.put(f"entry {i}", i)
    assert len(list(store.folder.iterdir())) <= 40 + len(stores._ABOUT)
    assert store.get("entry 99") == 99


def test_an_entry_beyond_all_measure_is_not_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "MOST_ENTRY", 100)
    store.put("one", os.urandom(200).hex())
    assert store.get("one") is None


def test_two_runs_at_once_leave_whole_entries(store: Store) -> None:
    def work(who: int) -> None:
        for _ in range(50):
            store.put("one", [who] * 1000)
            assert len(set(store.get("one"))) == 1

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert not list(store.folder.glob("*.tmp"))


def test_where_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "key_file", lambda: tmp_path / "home" / "cache.key")
    (tmp_path / "project" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project" / "inner")
    monkeypatch.delenv(stores.WHERE)
    found = stores.open_store()
    assert found and found.folder == tmp_path / "project" / "inner" / stores.FOLDER
    (tmp_path / "project" / ".git").write_text("gitdir: elsewhere", "utf-8")
    found = stores.open_store()
    assert found and found.folder == tmp_path / "project" / stores.FOLDER
    monkeypatch.setenv(stores.WHERE, str(tmp_path / "here"))
    found = stores.open_store()
    assert found and found.folder == tmp_path / "here"
    monkeypatch.setenv(stores.WHERE, "off")
    assert stores.open_store() is None


def test_the_key_is_this_users_alone_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "home" / "cache.key"
    monkeypatch.setattr(stores, "key_file", lambda: path)
    monkeypatch.setenv(stores.WHERE, str(tmp_path / "kept"))
    one, two = stores.open_store(), stores.open_store()
    assert one and two
    one.put("one", VALUE)
    assert two.get("one") == VALUE
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"cut")  # cut off: no key, so nothing is believed and nothing kept
    assert stores.open_store() is None
    path.write_bytes(b"")  # left empty: as good as none
    path.chmod(0o644)
    other = stores.open_store()
    assert other and other.get("one") is None
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("where", ["cache.key", ".config/cache.key", "inner/cache.key"])
@pytest.mark.parametrize("known", [False, True])
def test_a_key_that_lies_in_the_project_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, known: bool
) -> None:
    """Whoever wrote the project could have put it there: where no folder for settings is known, or that of the user is the project's."""
    here = tmp_path / "project" / "inner"
    here.mkdir(parents=True)
    if known:
        (tmp_path / "project" / ".git").mkdir()
        (here / ".git").write_text("a name of no meaning", "utf-8")
    monkeypatch.chdir(here)
    monkeypatch.delenv(stores.WHERE)
    for path in (here / where, Path(where), *([here.parent / where] if known else [])):
        monkeypatch.setattr(stores, "key_file", lambda path=path: path)
        assert stores.open_store() is None
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("of whoever wrote the project", "utf-8")
        assert stores.open_store() is None
        path.unlink()


def test_a_run_that_ends_while_the_key_is_made_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key of no length would be believed to be one for ever, and nothing be kept."""
    path = tmp_path / "home" / "cache.key"
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr(stores, "key_file", lambda: path)
    monkeypatch.setenv(stores.WHERE, "")
    monkeypatch.setattr(stores.secrets, "token_hex", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        stores.open_store()
    assert not path.exists()


def test_a_folder_that_is_named_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path / "not" / "there" / "yet", KEY)
    store.put("one", VALUE)
    assert store.get("one") == VALUE


def test_a_key_can_be_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "key_file", lambda: pytest.fail("a key was given"))
    monkeypatch.setenv(stores.WHERE, str(tmp_path / "kept"))
    monkeypatch.setenv(stores.KEY, "too short")
    assert stores.open_store() is None
    monkeypatch.setenv(stores.KEY, "a secret of the host, long enough")
    store = stores.open_store()
    assert store
    store.put("one", VALUE)
    again = stores.open_store()
    assert again and again.get("one") == VALUE
