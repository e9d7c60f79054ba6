"""Copying among fourteen works on the battles of the American Civil War: what is known of it is found, and the independent are let be."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from pathlib import Path

import pytest

from discrepancy.comparison.comparable_answers import comparable_answers, declared_families
from discrepancy.comparison.copying import (
    AgreementRates,
    ProbableCopy,
    UsualAnswers,
    probable_copies,
    weighed_pair,
)
from discrepancy.findings.rule import Fault
from discrepancy.findings.view import View, questions_of, view_of
from discrepancy.reading import dossiers as reader
from discrepancy.rules.probably_rests_on import probably_rests_on
from tests.support import acw

# Which works share most of what they say, as counted by hand (the notes beside the figures).
FAMILIES = (
    ("CWSS", "Kennedy1997"),
    ("CWS2_2012", "CWSAC1997"),
    ("Dyer1908", "Fox1898"),
    ("CWSAC1997", "CivilWarTrust2015"),
    ("CWSAC1997", "Wikipedia2015"),
    ("Clodfelter2008", "Livermore1900"),
)
INDEPENDENT = ("Bodart1908", "Phisterer1883")
# What hangs together by them: the government's survey of battlefields and what was made of it, and two pairs.
CLUSTERS = (
    ("CWSAC1997", "CWS2_2012", "CWSS", "CivilWarTrust2015", "Kennedy1997", "Wikipedia2015"),
    ("Dyer1908", "Fox1898"),
    ("Clodfelter2008", "Livermore1900"),
)


def pair(*sources: str) -> frozenset[str]:
    return frozenset(acw.source_id(source) for source in sources)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(acw.dossier(tmp_path_factory.mktemp("acw") / "battles"))


@lru_cache(maxsize=1)
def view(folder: str) -> View:
    (dossier,) = reader.read_dossiers([folder])
    assert not dossier.problems and len(dossier.claims) > 13_000
    return view_of(dossier, questions_of(dossier))


@lru_cache(maxsize=1)
def told(folder: str) -> tuple[Fault, ...]:
    return tuple(probably_rests_on(view(folder)))


@lru_cache(maxsize=1)
def weighed(folder: str) -> dict[frozenset[str], ProbableCopy]:
    dossier = view(folder).dossier
    families = declared_families(dossier)
    answers = comparable_answers(view(folder).questions.values(), dossier, families)
    rates, usual = AgreementRates(answers), UsualAnswers(answers, dossier.sources)
    found = {}
    for left, right in combinations(sorted(dossier.sources), 2):
        both = [one for one in answers if left in one.of and right in one.of]
        if result := weighed_pair(left, right, both, rates, usual, families):
            found[frozenset((left, right))] = result
    assert {frozenset((one.left, one.right)) for one in probable_copies(answers, families)} <= set(found)
    return found


def test_the_families_are_found_as_clusters_and_nothing_else(folder: str) -> None:
    clusters = {frozenset(claim.source for claim in fault.claims) for fault in told(folder)}
    assert clusters == {pair(*cluster) for cluster in CLUSTERS}


def test_the_independent_are_not_called_dependent(folder: str) -> None:
    assert not [
        fault for fault in told(folder) for claim in fault.claims if claim.source in pair(*INDEPENDENT)
    ]


def test_the_two_kinds_lie_far_apart(folder: str) -> None:
    """The thresholds could be anywhere between: no family is near them, nor is any pair with an independent work."""
    numbers = weighed(folder)
    assert all(numbers[pair(*family)].share > 0.4 and numbers[pair(*family)].odds > 15 for family in FAMILIES)
    assert all(
        one.alike >= 15 and one.alike > 0.7 * one.departed
        for one in (numbers[pair(*family)] for family in FAMILIES)
    )
    independent = [one for both, one in numbers.items() if both & pair(*INDEPENDENT)]
    assert all(one.odds < 3 for one in independent)


def test_the_later_of_two_is_told_where_both_are_dated(folder: str) -> None:
    messages = " ".join(fault.message for fault in told(folder))
    assert "Dyer probably rests on Fox" in messages and "Clodfelter probably rests on Livermore" in messages


def test_a_dossier_of_a_few_battles_is_written(tmp_path: Path) -> None:
    (dossier,) = reader.read_dossiers(
        [str(acw.dossier(tmp_path / "few", result=True, keep=("PA002", "TN003")))]
    )
    assert not dossier.problems and set(dossier.entities) == {"pa002", "tn003"}
    assert {claim.question.property for claim in dossier.claims} >= {"start", "end", "killed", "result"}
