"""The shipped dossier of the Civil War is what its script makes of the figures, and shows what the tool is for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from discrepancy.findings.analysis import engine
from discrepancy.findings.run import Run
from discrepancy.reading import dossiers as reader
from tests.support import acw
from tests.tools import make_acw


@lru_cache(maxsize=1)
def run() -> Run:
    return engine.run_rules(reader.read_dossiers([str(make_acw.FOLDER)]))


def test_it_is_what_the_script_makes(tmp_path: Path) -> None:
    if not acw.CLAIMS.exists():
        pytest.skip("the Civil War figures are not at hand (set DISCREPANCY_ACW to their folder)")
    make_acw.make(tmp_path / "acw")
    made, shipped = (
        {path.name: path.read_text("utf-8") for path in folder.glob("*.yaml")}
        for folder in (tmp_path / "acw", make_acw.FOLDER)
    )
    assert made == shipped


def test_fourteen_works_are_named_with_where_their_figures_are_from() -> None:
    (view,) = run().views
    assert len(view.dossier.sources) == 14 == len(make_acw.WORKS)
    assert all(
        "Jeffrey B. Arnold" in source.details["rights"] and "CC BY 4.0" in source.details["rights"]
        for source in view.dossier.sources.values()
    )
    assert "Jeffrey B. Arnold" in view.dossier.summary and not view.dossier.problems


def test_it_holds_facts_and_no_prose_of_the_works() -> None:
    (view,) = run().views
    assert not [claim for claim in view.dossier.claims if claim.quote or claim.note or len(claim.given) > 40]


def test_every_battle_is_told_of_by_most_works() -> None:
    (view,) = run().views
    for battle in view.dossier.entities:
        assert len({claim.source for claim in view.dossier.claims if claim.question.about == battle}) >= 13


def test_who_won_is_told_in_many_words_and_never_differently() -> None:
    asked = [one for question, one in run().views[0].questions.items() if question.property == "outcome"]
    assert len(asked) == make_acw.BATTLES and any(
        len({claim.given for claim in one.claims}) > 1 for one in asked
    )
    assert not [
        finding for finding in run().findings if finding.question and finding.question.property == "outcome"
    ]


def test_copying_is_found() -> None:
    said = " ".join(finding.message for finding in run().findings if finding.rule == "A104")
    assert "Dy probably rests on Fox" in said and "Cl probably rests on Li" in said
