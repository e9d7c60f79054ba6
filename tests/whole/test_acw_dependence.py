"""Copying among fourteen works on the battles of the American Civil War: what is known of it is found, and the independent are let be."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from pathlib import Path

import pytest

from discrepancy.comparison.copying import (
    AgreementRates,
    ProbableCopy,
    precise_answers,
    probable_copies,
    weighed_pair,
)
from discrepancy.findings.analysis import engine
from discrepancy.findings.finding import Finding
from discrepancy.findings.view import questions_of
from discrepancy.reading import dossiers as reader
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
# Both took much of it from the same government surveys.
COUSINS = frozenset(("civilwartrust2015", "wikipedia2015"))


def pair(*sources: str) -> frozenset[str]:
    return frozenset(acw.source_id(source) for source in sources)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(acw.dossier(tmp_path_factory.mktemp("acw") / "battles"))


@lru_cache(maxsize=1)
def told(folder: str) -> tuple[Finding, ...]:
    run = engine.run_rules(reader.read_dossiers([folder]))
    assert not run.problems
    assert run.claims > 13_000 and len({view.dossier.path for view in run.views}) == 1
    return tuple(finding for finding in run.findings if finding.rule.startswith("A"))


@lru_cache(maxsize=1)
def weighed(folder: str) -> dict[frozenset[str], ProbableCopy]:
    (dossier,) = reader.read_dossiers([folder])
    exact = precise_answers(questions_of(dossier).values(), frozenset())
    rates = AgreementRates(exact)
    found = {}
    for left, right in combinations(sorted(dossier.sources), 2):
        both = [one for one in exact if left in one.of and right in one.of]
        if result := weighed_pair(left, right, both, rates):
            found[frozenset((left, right))] = result
    assert {frozenset((one.left, one.right)) for one in probable_copies(exact)} <= set(found)
    return found


def test_the_families_are_found_and_nothing_else(folder: str) -> None:
    pairs = {
        frozenset(claim.source for claim in finding.claims)
        for finding in told(folder)
        if finding.rule == "A104"
    }
    assert pairs == {*(pair(*family) for family in FAMILIES), COUSINS}


def test_the_independent_are_not_called_dependent(folder: str) -> None:
    assert not [
        finding for finding in told(folder) for claim in finding.claims if claim.source in pair(*INDEPENDENT)
    ]


def test_the_two_kinds_lie_far_apart(folder: str) -> None:
    """The thresholds could be anywhere between: no family is near them, nor is any pair with an independent work."""
    numbers = weighed(folder)
    assert all(numbers[pair(*family)].share > 0.4 and numbers[pair(*family)].odds > 15 for family in FAMILIES)
    assert all(
        one.alike >= 30 and one.alike > 0.7 * one.departed
        for one in (numbers[pair(*family)] for family in FAMILIES)
    )
    independent = [one for both, one in numbers.items() if both & pair(*INDEPENDENT)]
    assert len(independent) > 15 and all(one.share < 0.1 and one.odds < 1 for one in independent)


def test_the_later_of_two_is_told_where_both_are_dated(folder: str) -> None:
    messages = " ".join(finding.message for finding in told(folder))
    assert "Dyer probably rests on Fox" in messages and "Clodfelter probably rests on Livermore" in messages
    assert "CWSS or Kennedy probably rests on the other" in messages  # CWSS is not dated


def test_a_dossier_of_a_few_battles_is_written(tmp_path: Path) -> None:
    (dossier,) = reader.read_dossiers(
        [str(acw.dossier(tmp_path / "few", result=True, keep=("PA002", "TN003")))]
    )
    assert not dossier.problems and set(dossier.entities) == {"pa002", "tn003"}
    assert {claim.question.property for claim in dossier.claims} >= {"start", "end", "killed", "result"}
