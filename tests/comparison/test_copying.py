"""Copying guessed at from what sources share: found wherever answers of some type were taken over, told as clusters, and never among
sources that worked for themselves.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from discrepancy.comparison.comparable_answers import comparable_answers, declared_families
from discrepancy.comparison.copying import CopyCluster, copy_clusters, probable_copies
from discrepancy.findings.finding import Finding
from discrepancy.findings.view import questions_of
from tests.support.folders import findings_in, read_dossier, write_dossier

WORLDS = int(os.environ.get("DISCREPANCY_WORLDS", "5"))
FIRST = int(os.environ.get("DISCREPANCY_FIRST", "0"))
EVENTS = 12
PEOPLE = ("Hugh", "Ralph", "Odo", "Matilda", "Cecily", "Wymarc", "Alan", "Bertrade")
TERMS = ("won", "lost", "drawn")
RANKS = ("count", "duke", "earl", "squire", "reeve", "canon", "abbot", "clerk")
DOSSIER = f"""
title: A test
entities:
{chr(10).join(f"  e{i}: {{name: Event {i}, kind: event}}" for i in range(EVENTS))}
terms: {{{", ".join(f"{term}: {{}}" for term in (*TERMS, *RANKS))}}}
properties:
  hosts: {{type: quantity}}
  fought-on: {{type: date}}
  held-for: {{type: span}}
  led-by: {{type: name}}
  ended-as: {{type: term}}
  leader-was: {{type: term}}
  envoys: {{type: set}}
  leader-aged: {{type: age}}
  march: {{type: duration}}
"""

Answers = dict[str, str]  # the answer to each question


def day(text: str, days: int) -> str:
    return (date.fromisoformat(text) + timedelta(days)).isoformat()


# What is true of a property, and an error that is easily made in it.
TRUTH: Mapping[str, Callable[[random.Random], str]] = {
    "hosts": lambda by: str(by.randint(1_001, 40_000)),
    "fought-on": lambda by: day("1204-01-01", by.randrange(9_000)),
    "held-for": lambda by: f"{(start := by.randint(1201, 1280))}–{start + by.randint(2, 9)}",
    "led-by": lambda by: by.choice(PEOPLE),
    "ended-as": lambda by: by.choice(TERMS),
    "leader-was": lambda by: by.choice(RANKS),
    "envoys": lambda by: "; ".join(by.sample(PEOPLE, 3)),
    "leader-aged": lambda by: str(by.randint(20, 70)),
    "march": lambda by: f"{by.randint(3, 40)} days",
}
ERROR: Mapping[str, Callable[[random.Random, str], str]] = {
    "hosts": lambda by, it: by.choice(
        (it[:-2] + it[-1] + it[-2], it + "0", str(int(it) + by.choice((-100, 100))))
    ),
    "fought-on": lambda by, it: day(it, by.choice((-1, 1, 10))),
    "held-for": lambda by, it: f"{it[:4]}–{int(it[5:]) + by.choice((-1, 1))}",
    "led-by": lambda by, it: by.choice(PEOPLE),
    "ended-as": lambda by, it: by.choice(TERMS),
    "leader-was": lambda by, it: by.choice(RANKS),
    "envoys": lambda by, it: "; ".join((*(named := it.split("; ")[:2]), other(by, named))),
    "leader-aged": lambda by, it: str(int(it) + by.choice((-1, 1, 10))),
    "march": lambda by, it: f"{int(it.split()[0]) + by.choice((-2, 2, 9))} days",
}


def other(by: random.Random, named: Collection[str]) -> str:
    return by.choice([person for person in PEOPLE if person not in named])


def rough(name: str, it: str) -> str:
    """The truth as a work gives it that does not go into detail."""
    if name == "hosts":
        return f"{round(int(it), -3):,}" if len(it) > 4 else f"{round(int(it), -2):,}"
    if name == "fought-on":
        return it[:7]
    return "; ".join(it.split("; ")[:2]) if name == "envoys" else it


def true_world(by: random.Random, names: Collection[str] = TRUTH.keys()) -> Answers:
    return {f"e{i}.{name}": TRUTH[name](by) for i in range(EVENTS) for name in names}


def independent(by: random.Random, world: Answers, errors: float) -> Answers:
    """A work of its own: it speaks of most things, in detail or not, and errs by itself."""
    is_rough = by.random() < 0.4
    said = {}
    for question, it in world.items():
        name = question.split(".")[1]
        if by.random() < 0.8:
            said[question] = (
                ERROR[name](by, it) if by.random() < errors else rough(name, it) if is_rough else it
            )
    return said


def copied(by: random.Random, model: Answers, own: Answers, share: float) -> Answers:
    """A work that takes a share of its answers from another, with its errors."""
    return {**own, **{question: said for question, said in model.items() if by.random() < share}}


def as_yaml(answers: Answers) -> str:
    return "\n".join(f'- {question}: "{said}"' for question, said in answers.items())


def written(works: Mapping[str, Answers | tuple[str, Answers]]) -> dict[str, str | tuple[str, str]]:
    return {
        key: as_yaml(said) if isinstance(said, dict) else (said[0], as_yaml(said[1]))
        for key, said in works.items()
    }


def clusters(folder: Path, works: Mapping[str, Answers | tuple[str, Answers]]) -> list[CopyCluster]:
    write_dossier(folder, DOSSIER, written(works))
    dossier = read_dossier(folder)
    families = declared_families(dossier)
    answers = comparable_answers(questions_of(dossier).values(), dossier, families)
    return copy_clusters(answers, probable_copies(answers, families), families)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + WORLDS))
@pytest.mark.parametrize("errors", [0, 0.15, 0.3])
def test_works_of_their_own_are_no_cluster(tmp_path: Path, seed: int, errors: float) -> None:
    by = random.Random(seed)
    world = true_world(by)
    assert clusters(tmp_path, {key: independent(by, world, errors) for key in "abcdefg"}) == []


@pytest.mark.parametrize("seed", range(FIRST, FIRST + WORLDS))
def test_a_copyist_and_the_copyist_of_a_copyist_are_one_cluster_with_their_model(
    tmp_path: Path, seed: int
) -> None:
    by = random.Random(seed)
    world = true_world(by)
    works = {key: independent(by, world, 0.15) for key in "abcdefghij"}
    works["a"] = independent(by, world, 0.35)  # about 27 answers that are nobody else's
    works["b"] = copied(by, works["a"], works["b"], 0.9)
    works["c"] = copied(by, works["b"], works["c"], 0.9)
    (cluster,) = clusters(tmp_path, works)
    assert cluster.sources == ("a", "b", "c")
    assert len(cluster.shared) > cluster.answered / 2


@pytest.mark.parametrize("name", [name for name in TRUTH if name != "ended-as"])
def test_answers_of_each_type_show_a_copy(tmp_path: Path, name: str) -> None:
    by = random.Random(f"{name} {FIRST}")
    world = true_world(by, [name])
    works = {key: dict(world) for key in "abcdef"}
    for question, it in list(world.items())[:7]:
        said = it
        while said == it:
            said = ERROR[name](by, it)
        works["a"][question] = works["b"][question] = said
    for question, it in list(world.items())[7:9]:
        works["c"][question] = ERROR[name](by, it)
    assert [cluster.sources for cluster in clusters(tmp_path, works)] == [("a", "b")]


def test_two_words_to_choose_from_show_no_copy(tmp_path: Path) -> None:
    """Who departs from the rest can then only depart alike."""
    world = {f"e{i}.ended-as": "won" for i in range(EVENTS)}
    works = {key: dict(world) for key in "abcdef"}
    for question in list(world)[:8]:
        works["a"][question] = works["b"][question] = "lost"
    assert clusters(tmp_path, works) == []


def counted(step: int, sense: str = "") -> str:
    """Losses of each event, and when it was: a count of step 0 differs from one of step 1 everywhere."""
    return "\n".join(
        f"- e{i}.killed: {1_007 + 113 * i + step * (i + 11)}{sense}\n- e{i}.date: 12{i + 10}"
        for i in range(EVENTS)
    )


class TestSharedDefinitions:
    def found(self, folder: Path, **works: str | tuple[str, str]) -> list[Finding]:
        write_dossier(folder, DOSSIER, works)
        return [finding for finding in findings_in(folder).findings if finding.rule == "A104"]

    def test_a_word_declared_to_mean_something_else_explains_what_is_shared(self, tmp_path: Path) -> None:
        meant = "\n  sense: with the missing"
        same = {"c": counted(0), "d": counted(0), "e": counted(0)}
        assert self.found(tmp_path / "told", a=counted(1, meant), b=counted(1, meant), **same) == []
        (finding,) = self.found(tmp_path / "not", a=counted(1), b=counted(1), **same)
        assert finding.hints == (
            "all of it is on killed: perhaps they only count killed otherwise; then say so with `sense`",
        )

    def test_what_a_work_rests_on_is_no_second_voice(self, tmp_path: Path) -> None:
        """Two that follow one another attest nothing better than two others do."""
        one = counted(0)
        works = {"a": counted(1), "b": counted(1), "c": one, "e": counted(2)}
        assert self.found(tmp_path / "two", **works, d=one)
        assert not [
            finding
            for finding in self.found(tmp_path / "one", **works, d=("derived_from: [c]", one))
            if "A or B" in finding.message
        ]

    def test_a_cluster_is_told_once_with_its_evidence(self, tmp_path: Path) -> None:
        others = {key: counted(0) for key in "defgh"}
        (finding,) = self.found(tmp_path, a=counted(1), b=counted(1), c=counted(1), **others)
        assert finding.message == (
            "A, B and C probably rest on one another, or on a common source: "
            "12 of 12 answers that few others give are the same"
        )
        assert {claim.source for claim in finding.claims} == {"a", "b", "c"}
        assert sum("none of 5 others bear it out" in step for step in finding.why) == 3
        assert sum(" agree on 12 of 12 contested answers" in step for step in finding.why) == 3
