"""Two runs compared, on dossiers made from seeds: what holds whatever they say."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.findings.changes.compare_runs import compare_runs, state_since
from discrepancy.findings.changes.source_contributions import source_contributions
from discrepancy.findings.comparison_records import FindingKey, RunComparison
from discrepancy.findings.run import Run
from discrepancy.model.dossier import Dossier
from tests.support import dossiers

SEEDS = range(40)
SAME = {"x": "x"}


def analysed(dossier: Dossier, laws: tuple[object, ...]) -> Run:
    return engine.run_rules([replace(dossier, laws=laws)])  # type: ignore[arg-type]


def without(dossier: Dossier, source: str) -> Dossier:
    left = {key: entry for key, entry in dossier.sources.items() if key != source}
    claims = tuple(claim for claim in dossier.claims if claim.source != source)
    return replace(dossier, sources=MappingProxyType(left), claims=claims)


def since(now: Run, before: Run) -> RunComparison:
    found = compare_runs(now, before, SAME, RunComparison("x", "0")).since
    assert found is not None
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_new_since_now(seed: int) -> None:
    made = dossiers.made(seed)
    run = analysed(made.dossier, made.laws)
    found = since(run, run)
    assert not found.new and not found.why and not found.gone and not source_contributions(run, run, SAME)


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_is_new_since_nothing(seed: int) -> None:
    made = dossiers.made(seed)
    run = analysed(made.dossier, made.laws)
    found = compare_runs(run, engine.run_rules([]), {}, RunComparison("x", "0"))
    assert all(state_since(finding, found) == "new" and finding.status == "new" for finding in found.findings)
    assert [one.source for one in source_contributions(found, engine.run_rules([]), {})] == list(
        made.dossier.sources
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_source_brings_is_new_or_worse_or_a_side_taken(seed: int) -> None:
    """With one source less a conflict that needs it is not there; with it, it is new, or the one that was there is known or worse."""
    made = dossiers.made(seed)
    last = list(made.dossier.sources)[-1]
    now, before = analysed(made.dossier, made.laws), analysed(without(made.dossier, last), made.laws)
    found = compare_runs(now, before, SAME, RunComparison("x", "0"))
    ids = {(finding.id, finding.rule) for finding in before.findings}
    for finding in found.findings:
        assert (state_since(finding, found) == "new") == (finding.id not in {one for one, _ in ids})
    one = next(one for one in source_contributions(found, before, SAME) if one.source == last)
    told = {against.finding for against in (*one.contradicts, *one.sides)}
    grave = {
        f.id
        for f in found.findings
        if f.kind in ("conflict", "tension") and any(claim.source == last for claim in f.claims)
    }
    assert grave <= told and one.state == "new" and one.claims == 1
    # And the other way round: taking a source away makes nothing new that was not there.
    back = since(before, now)
    assert {gone.id for gone in back.gone} == {finding.id for finding in now.findings} - {
        finding.id for finding in before.findings
    }


def test_a_finding_is_told_from_another_rules_under_the_same_id() -> None:
    assert FindingKey("x", "F-1", "D101") != FindingKey("x", "F-1", "D103")
