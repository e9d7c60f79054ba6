"""The largest sets of assertions: looked at alone, without what bounds show first, they must lead to every contradiction there is."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.findings.view import questions_of
from discrepancy.reading import dossiers as reader
from discrepancy.reasoning import hitting_sets as hitting
from discrepancy.reasoning import maximal_sets as largest
from discrepancy.reasoning.contradictions import ReasoningResult, reasoning_result
from discrepancy.reasoning.labels import Labels
from discrepancy.reasoning.maximal_sets import MaximalSetCheck
from tests.support.dossiers import Made, made

EXAMPLES = int(os.environ.get("DISCREPANCY_EXAMPLES", "60"))
FIRST = int(os.environ.get("DISCREPANCY_FIRST", "0"))
ONCE_WRONG = 100_026  # two clusters move the same variable


def _told(one: Made) -> ReasoningResult:
    return reasoning_result(one.dossier, questions_of(one.dossier), one.laws)


def _sets(found: ReasoningResult) -> set[tuple[str, frozenset[str]]]:
    every = (proof for head in found.contradictions for proof in (head, *head.more))
    return {
        (proof.problem.level, frozenset(claim.id for claim in chosen))
        for proof in every
        for chosen in proof.sets()
    }


def test_they_lead_to_every_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where few choices are already so many that a cluster is split."""
    worlds = [made(seed, "wild", 14) for seed in (*range(FIRST, FIRST + EXAMPLES), ONCE_WRONG)]
    usual = [_told(one) for one in worlds]
    seen: Counter[str] = Counter()
    told = MaximalSetCheck._branches

    def counted(
        self: MaximalSetCheck, branch: tuple[frozenset[int], ...]
    ) -> list[tuple[frozenset[int], ...]]:
        found = told(self, branch)
        seen["split" if len(found) == 2 else "fixed" if found else "told"] += 1
        return found

    monkeypatch.setattr(MaximalSetCheck, "_branches", counted)
    monkeypatch.setattr(Labels, "derive", lambda self: None)
    monkeypatch.setattr(largest, "CHECKS", 20_000)
    for most in (hitting.MOST, 6):
        seen.clear()
        monkeypatch.setattr(hitting, "MOST", most)
        for one, before in zip(worlds, usual, strict=True):
            alone = _told(one)
            if not (before.undecided or alone.undecided):
                assert _sets(alone) == _sets(before), one
        assert seen["told"] > EXAMPLES and seen["split"] and seen["fixed"], seen


@pytest.mark.parametrize("spans", [("1900-1910", "1905"), ("1905", "1900-1910")])
@pytest.mark.parametrize("days", [("1910", "1930"), ("1930", "1910")])
def test_what_a_saying_allows_several_unknowns_binds_them_all(
    spans: tuple[str, str], days: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whichever of the two goes first: the span does not clash with the fair's year by itself, but through the day on which both end.
    monkeypatch.setattr(Labels, "derive", lambda self: None)
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(
        "version: 1\ntitle: D\nentities:\n  works: {name: Works, kind: event}\n  fair: {name: Fair, kind: event}\n"
    )
    said = [
        *((f"works.{'span' if '-' in one else 'start'}", one) for one in spans),
        ("works.end", "in the same year as fair"),
        *(("fair.date", one) for one in days),
    ]
    for i, (question, value) in enumerate(said):
        (folder / f"s{i}.yaml").write_text(
            f"version: 1\nsource: s{i}\nsiglum: S{i}\ntitle: S\nclaims:\n  - {question}: {value}\n    at: p. 1\n"
        )
    (view,) = engine.views_of(reader.read_dossiers([str(folder)]))
    assert not view.dossier.problems
    found = [
        frozenset(claim.given for claim in chosen)
        for one in view.reasoning.contradictions
        for head in (one, *one.more)
        for chosen in head.sets()
    ]
    assert (
        sorted(found, key=len) == [{"1900-1910", "1905"}, {"1900-1910", "in the same year as fair", "1930"}]
        and not view.reasoning.undecided
    )
