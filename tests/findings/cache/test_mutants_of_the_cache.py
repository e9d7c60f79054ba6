"""A damaged cache, through the commands: what is printed is what is printed without one."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from discrepancy.findings.cache import store as stores
from discrepancy.reading import tree_cache
from tests.support.attempts import SEED, Mutants, attempt
from tests.support.git_repositories import DOSSIER, source
from tests.support.mutants import how_many, mutants

KEY = "k" * 32
FORMS = ("text", "json", "summary", "csv")
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    "",
    "x",
    "\ud800",
    [],
    {},
    [[]],
    {"": None},
    [0, 1],
    "D101",
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Path, bytes]:
    """The files of a cache in which everything that is kept is kept, for a dossier in claims/."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCREPANCY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DISCREPANCY_CACHE_KEY", KEY)
    monkeypatch.setattr(tree_cache, "SHORTEST_CACHED", 0)
    folder = tmp_path / "claims/aldwater"
    folder.mkdir(parents=True)
    (folder / "dossier.yaml").write_text(DOSSIER, "utf-8")
    for name, strength in {"corve": "6,000 men", "hugh": "9,000 men", "tarn": "about 6,000 men"}.items():
        (folder / f"{name}.yaml").write_text(
            source(name, f"battle.strength: {strength}", "battle.date: 1204-05-06"), "utf-8"
        )
    attempt("check", "--format", "text")
    found = {path: path.read_bytes() for path in sorted((tmp_path / "cache").iterdir())}
    assert len(found) >= 7  # of trees, groups and what was printed, and the two that say what the folder is
    return found


@pytest.fixture
def printed(kept: dict[Path, bytes], monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, str, str]]:
    """What the command prints without a cache."""
    with monkeypatch.context() as without:
        without.setenv("DISCREPANCY_CACHE", "off")
        return {form: attempt("check", "--format", form) for form in FORMS}


def test_a_damaged_cache_changes_no_result(
    kept: dict[Path, bytes], printed: dict[str, tuple[int, str, str]]
) -> None:
    def made() -> Iterator[bytes]:
        many = how_many(40)
        each = [
            mutants(data, many // len(kept) + 1, f"{SEED}:cache:{number}")
            for number, data in enumerate(kept.values())
        ]
        for number in range(many):
            yield next(each[number % len(kept)])

    names = list(kept)

    def tried(number: int, data: bytes) -> str:
        path = names[number % len(names)]
        _restore(kept)
        if number % 11 == 10:
            data = kept[names[(number // 11) % len(names)]]  # of another name
        path.write_bytes(data)
        form = FORMS[number % len(FORMS)]
        assert attempt("check", "--format", form) == printed[form]
        return "refused"

    Mutants("cache", made()).each(tried)


def test_a_damaged_cache_that_is_sealed_is_no_fault(
    kept: dict[Path, bytes], printed: dict[str, tuple[int, str, str]], tmp_path: Path
) -> None:
    """Some fault of the machine, before it was sealed: what has another shape is as if it were not there."""
    held: dict[str, Any] = {}
    store = stores.Store(tmp_path / "cache", stores.hashlib.sha256(KEY.encode()).digest())
    get = store.get

    class Noted(stores.Store):
        def get(self, name: str) -> Any:
            held[name] = get(name)
            return held[name]

    with pytest.MonkeyPatch.context() as noting:
        noting.setattr(stores, "Store", Noted)
        _restore(kept)
        for path in kept:
            if "seen" in path.read_bytes().decode("latin-1"):
                path.unlink()
        attempt("check", "--format", "text")
        names = [name for name, value in held.items() if value is not None]
    assert len(names) >= 5

    def made() -> Iterator[bytes]:
        for number in range(how_many(20)):
            draw = random.Random(f"{SEED}:sealed:{number}")
            yield json.dumps(draw.choice((*ODD, *held.values()))).encode()

    def tried(number: int, data: bytes) -> str:
        _restore(kept)
        for path in kept:
            if b'"seen"' in path.read_bytes():
                path.unlink()
        store.put(names[number % len(names)], json.loads(data))
        form = FORMS[number % len(FORMS)]
        return "as before" if attempt("check", "--format", form) == printed[form] else "otherwise"

    Mutants("cache, sealed", made()).each(tried)


def _restore(kept: dict[Path, bytes]) -> None:
    folder = next(iter(kept)).parent
    for path in folder.iterdir():
        if path not in kept:
            path.unlink()
    for path, data in kept.items():
        path.write_bytes(data)
