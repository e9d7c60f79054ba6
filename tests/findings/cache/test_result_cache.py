"""What is remembered changes nothing of what comes out: any dossier, after any edits, is told as if it were looked at for the first time.

The judge is the same run without a cache. `DISCREPANCY_EDITS=N` tries N rounds of edits of each dossier (default 2).
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.findings.cache import result_cache as remembering
from discrepancy.findings.cache.result_cache import CachedGroups, ResultCache
from discrepancy.findings.cache.store import Store
from discrepancy.findings.run import Run
from discrepancy.model.core_laws import laws_in_force
from discrepancy.model.dossier import Dossier
from discrepancy.model.source import Entity
from discrepancy.reading import dossiers as reader
from discrepancy.reading import tree_cache
from discrepancy.values.base import Relative
from tests.benchmarks.collections import write
from tests.support.dossiers import made

ROOT = Path(__file__).parents[3]
TEXTS = Path(os.environ.get("DISCREPANCY_TEXTS", ROOT.parent / "shared" / "seeds"))
ROUNDS = int(os.environ.get("DISCREPANCY_EDITS", "2"))


@pytest.fixture
def cache(tmp_path: Path) -> ResultCache:
    return ResultCache(Store(tmp_path / "kept", b"k" * 32))


def told(run: Run) -> object:
    """All that a run tells but for its views, which hold what it was made of."""
    return run.findings, run.rules, run.comparisons, run.undecided, run.preset_effects, run.problems


def alike(dossier: Dossier, cache: ResultCache, texts: tuple[str, ...] = (), cold: Run | None = None) -> Run:
    """The run with the cache, held against the run without one (`cold` where that stands already)."""
    cold = cold or engine.run_rules([dossier], texts=texts)
    warm = engine.run_rules([dossier], texts=texts, cache=cache)
    assert told(warm) == told(cold)
    assert all(
        one is other
        for a, b in zip(warm.findings, cold.findings, strict=True)
        for one, other in zip(a.claims, b.claims, strict=True)
    )
    return warm


@lru_cache(maxsize=8)
def read(name: str) -> Dossier:
    (found,) = reader.read_dossiers([str(ROOT / "claims" / name)])
    return replace(found, reviews=(), baseline=None)


@lru_cache(maxsize=2)
def cold_run(name: str) -> Run:
    """The run over a dossier as it is shipped, without texts and without a cache."""
    return engine.run_rules([read(name)])


# Edits: each gives a dossier that somebody might have made of one.


def fewer(draw: random.Random, one: Dossier) -> Dossier:
    gone = {id(claim) for claim in draw.sample(one.claims, min(3, len(one.claims)))}
    return replace(one, claims=tuple(claim for claim in one.claims if id(claim) not in gone))


def otherwise(draw: random.Random, one: Dossier) -> Dossier:
    """A claim with the value of another that answers the same sort of question."""
    claims = list(one.claims)
    i = draw.randrange(len(claims))
    same = [claim for claim in claims if claim.question.property == claims[i].question.property]
    other = draw.choice(same)
    claims[i] = claims[i]._replace(value=other.value, given=other.given, denies=other.denies)
    return replace(one, claims=tuple(claims))


def requoted(draw: random.Random, one: Dossier) -> Dossier:
    claims = list(one.claims)
    i = draw.randrange(len(claims))
    claims[i] = claims[i]._replace(
        quote=draw.choice(["", "over 40,000 men", "in 1907 or 1908", claims[i].quote[:-1]])
    )
    return replace(one, claims=tuple(claims))


def said_by_another(draw: random.Random, one: Dossier) -> Dossier:
    claims = list(one.claims)
    i = draw.randrange(len(claims))
    source = draw.choice(list(one.sources.values()))
    claims[i] = claims[i]._replace(source=source.id, siglum=source.siglum, holder=source.id, voices=())
    return replace(one, claims=tuple(claims))


def reordered(draw: random.Random, one: Dossier) -> Dossier:
    """The files in another order, and everything on other lines."""
    names = list(dict.fromkeys(claim.source for claim in one.claims))
    draw.shuffle(names)
    claims = [
        claim._replace(mark=claim.mark._replace(file=f"{i}.yaml", line=claim.mark.line + 7))
        for i, name in enumerate(names)
        for claim in one.claims
        if claim.source == name
    ]
    return replace(one, claims=tuple(claims))


def derived(draw: random.Random, one: Dossier) -> Dossier:
    keys = list(one.sources)
    changed = replace(one.sources[draw.choice(keys)], derived_from=(draw.choice(keys),), title="renamed")
    return replace(one, sources=MappingProxyType({**one.sources, changed.id: changed}))


def silent(draw: random.Random, one: Dossier) -> Dossier:
    about = draw.choice(one.claims).question.about
    changed = replace(draw.choice(list(one.sources.values())), silent_on=(about,))
    return replace(one, sources=MappingProxyType({**one.sources, changed.id: changed}))


def held_to_be_one(draw: random.Random, one: Dossier) -> Dossier:
    """Two entities are, or may be, the same; or one is part of another."""
    first, second = (draw.choice(one.claims).question.about for _ in range(2))
    old = one.entities.get(first, Entity(first, first))
    field = draw.choice(("same_as", "maybe", "part_of"))
    new = replace(old, **{field: (second,) if field == "part_of" else second, "because": "it seems so"})  # type: ignore[arg-type]
    return replace(one, entities={**one.entities, first: new}) if first != second else one


def lawless(draw: random.Random, one: Dossier) -> Dossier:
    return replace(one, laws=tuple(law for law in one.laws if draw.random() < 0.7))


EDITS: tuple[Callable[[random.Random, Dossier], Dossier], ...] = (
    fewer, otherwise, otherwise, otherwise, requoted, said_by_another, reordered, derived, silent, held_to_be_one, lawless,
)  # fmt: skip


@pytest.mark.parametrize("name", ["le-duan", "acw"])
def test_a_real_dossier_after_any_edits(name: str, cache: ResultCache) -> None:
    one = read(name)
    alike(one, cache, cold=cold_run(name))
    for seed in range(ROUNDS):
        draw = random.Random(seed)
        edited = one if draw.random() < 0.5 else read(name)
        for _ in range(draw.randint(1, 3)):
            edited = draw.choice(EDITS)(draw, edited)
        alike(edited, cache)
        one = edited


@pytest.mark.skipif(not TEXTS.is_dir(), reason="not checked: the texts are not here")
def test_with_the_texts_of_sources(cache: ResultCache) -> None:
    one, texts = read("le-duan"), (str(TEXTS),)
    alike(one, cache, texts)
    alike(requoted(random.Random(1), one), cache, texts)
    alike(one, cache, cold=cold_run("le-duan"))  # and without them again


@pytest.mark.parametrize("start", range(0, 40 * ROUNDS, 40))
def test_made_dossiers_one_after_the_other(start: int, cache: ResultCache) -> None:
    """Dossiers of few linked questions under laws; each is met again with a claim less and a claim otherwise."""
    for seed in range(start, start + 40):
        draw = random.Random(seed)
        built = made(seed)
        one = replace(built.dossier, laws=built.laws)
        cold = engine.run_rules([one])
        alike(one, cache, cold=cold)
        for edited in (otherwise(draw, one), fewer(draw, one)):
            alike(edited, cache)
        alike(one, cache, cold=cold)  # as it was at first


@lru_cache(maxsize=1)
def collection(folder: Path) -> Dossier:
    write(folder / "people", 600, seed=3)
    (found,) = reader.read_dossiers([str(folder / "people")])
    return found


def test_a_change_costs_its_own_group_only(
    cache: ResultCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = collection(tmp_path)
    worked: list[int] = []
    bounded = CachedGroups.bounded
    monkeypatch.setattr(
        CachedGroups,
        "bounded",
        lambda self, found: (worked.append(len(self.rest.questions)), bounded(self, found))[1],
    )
    alike(one, cache)
    alike(one, cache)
    draw = random.Random(5)
    other = otherwise(draw, one)
    while other.claims == one.claims:
        other = otherwise(draw, one)
    alike(other, cache)
    questions = len({claim.question for claim in one.claims})
    assert worked[:2] == [questions, 0]
    assert 0 < worked[2] <= 10 < questions, "one person has at most five questions, of two that changed"


def test_what_is_only_moved_is_known_again(cache: ResultCache, tmp_path: Path) -> None:
    one = collection(tmp_path)
    alike(one, cache)
    moved = replace(
        one,
        claims=tuple(
            claim._replace(mark=claim.mark._replace(file=f"a/{claim.mark.file}", line=claim.mark.line + 3))
            for claim in one.claims
        ),
    )
    known = cache.cached_groups(engine.views_of([moved])[0])
    assert not known.rest.questions


def test_what_is_not_met_again_is_forgotten_in_time(
    cache: ResultCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "KEPT", 2)
    one = collection(tmp_path)
    sizes = []
    for seed in range(8):
        draw = random.Random(seed)
        alike(otherwise(draw, otherwise(draw, one)), cache)
        view = engine.views_of([one])[0]
        sizes.append(len(cache.cached_groups(view)._held))
    assert max(sizes) <= 30 + 3 * 4


def test_dossiers_of_one_name_do_not_forget_one_another(
    cache: ResultCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Projects beside each other may all call their dossier "claims"."""
    monkeypatch.setattr(remembering, "KEPT", 2)
    one = collection(tmp_path)
    others = [
        replace(one, title=f"People, volume {i}", claims=one.claims[30 * i : 30 * i + 30]) for i in range(6)
    ]
    for _ in range(2):
        for other in others:
            alike(other, cache)
    assert not any(cache.cached_groups(engine.views_of([other])[0]).rest.questions for other in others)


def test_where_work_runs_out_the_order_of_all_of_it_decides(
    cache: ResultCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With next to no steps things are left undecided, the same ones with the cache and without it."""
    from discrepancy.reasoning import contradictions

    left = []
    for steps in (5, 500):
        for module in (contradictions, remembering):
            monkeypatch.setattr(module, "STEPS_PER_DOSSIER", steps)
            monkeypatch.setattr(module, "STEPS_PER_CLAIM", 0)
        one = read("le-duan")
        left.append(alike(one, cache).undecided)
        draw = random.Random(steps)
        alike(otherwise(draw, one), cache)
    assert all(left), "next to no steps, and nothing was left undecided"


@pytest.mark.parametrize("name", ["le-duan", "acw"])
def test_files_that_were_read_before_are_read_alike(
    name: str, cache: ResultCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree_cache, "SHORTEST_CACHED", 0)
    path = str(ROOT / "claims" / name)
    first, second = (reader.read_dossiers([path], trees=cache.trees) for _ in range(2))
    (plain,) = reader.read_dossiers([path])
    for (one,) in (first, second):
        assert (one.claims, one.problems, one.sources) == (plain.claims, plain.problems, plain.sources)
    built: list[int] = []
    monkeypatch.setattr(tree_cache, "readable_tree", lambda page, problems: built.append(1))
    reader.read_dossiers([path], trees=cache.trees)
    assert not built


@pytest.mark.parametrize("deep", [100, 300, 400, 900])
def test_a_tree_that_aliases_nest_too_deep_is_read_alike(
    deep: int, cache: ResultCache, tmp_path: Path
) -> None:
    aliases = "\n".join(
        ["x0: &a0 [1]", *(f"x{i}: &a{i} [*a{i - 1}]" for i in range(1, deep)), f"note: *a{deep - 1}"]
    )
    (tmp_path / "dossier.yaml").write_text("title: Aldwater\nentities: {ann: {name: Ann}}\n", "utf-8")
    (tmp_path / "corve.yaml").write_text(
        f"source: corve\ntitle: Annals\n{aliases}\nclaims:\n  - ann.born: 1150\n    at: 1\n{'# padded' * 2000}\n",
        "utf-8",
    )
    (plain,) = reader.read_dossiers([str(tmp_path)])
    for _ in range(2):
        (one,) = reader.read_dossiers([str(tmp_path)], trees=cache.trees)
        assert (one.claims, one.problems) == (plain.claims, plain.problems)


@pytest.mark.parametrize(
    "odd",
    [
        3,
        [],
        {"mark": 3},
        {"mark": [0]},
        {"mark": ["0", []]},
        {"mark": [0, []]},
        {"mark": [0, [1] * 10]},
        {"mark": [0, None]},
    ],
)
def test_what_is_kept_in_an_odd_shape_is_as_if_it_were_not_there(
    odd: object, cache: ResultCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = collection(tmp_path)
    marks = cache.cached_groups(engine.views_of([one])[0])._hashes
    shaped = dict.fromkeys(marks, odd["mark"]) if isinstance(odd, dict) else odd
    monkeypatch.setattr(Store, "get", lambda self, name: shaped)
    alike(one, cache)
    (again,) = reader.read_dossiers([str(tmp_path / "people")], trees=cache.trees)
    assert (again.claims, again.problems) == (one.claims, one.problems)


def test_groups_hold_what_is_set_beside_each_other(tmp_path: Path) -> None:
    """No finding speaks of claims of two groups, unless its rule looks at the whole."""
    from discrepancy.findings.independent_groups import independent_groups
    from discrepancy.findings.partial_result import LOCAL_READS
    from discrepancy.findings.rule import rules

    local = {one.code for one in rules() if one.reads in LOCAL_READS}
    for name in ("le-duan", "acw"):
        one = read(name)
        run = cold_run(name)
        view = run.views[0]
        found = independent_groups(one, view.questions, laws_in_force(one))
        place = {
            id(claim): i
            for i, group in enumerate(found.every)
            for question in group
            for claim in view.questions[question].claims
        }
        assert len(found.every) > 4
        for finding in run.findings:
            if finding.rule in local:
                assert (
                    len(
                        {place[id(claim)] for claims in (finding.claims, *finding.others) for claim in claims}
                    )
                    == 1
                )
        for asked in view.questions.values():
            for claim in asked.claims:
                if isinstance(claim.value, Relative):
                    about = claim.value.anchor.partition(".")[0]
                    assert found.places[one.canonical(about)] == place[id(claim)]
