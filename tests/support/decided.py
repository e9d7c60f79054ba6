"""Dossiers in a folder whose findings are decided: written as a person writes them, run as the command runs them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from discrepancy.findings.analysis import engine
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews import writing as deciding
from discrepancy.findings.run import Run
from discrepancy.model.problem import Problem
from discrepancy.model.review import Decision
from discrepancy.reading import dossiers as reader

HEAD = """\
title: Aldwater
entities:
  battle: {name: the battle, kind: event}
  ralph: {name: Ralph, kind: person}
"""


class Folder:
    """A dossier at `path`. `source` writes a source of one line a claim, each on a page of its own."""

    def __init__(self, path: Path, head: str = HEAD) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        path.joinpath("dossier.yaml").write_text(head, encoding="utf-8")

    def source(self, name: str, *claims: str) -> None:
        told = "".join(
            f"  - {claim}\n    at: p. {number}\n    quote: the words\n"
            for number, claim in enumerate(claims, 1)
        )
        self.path.joinpath(f"{name}.yaml").write_text(
            f"source: {name}\ntitle: {name}\nclaims:\n{told}", encoding="utf-8"
        )

    def run(self) -> Run:
        return engine.run_rules(reader.read_dossiers([str(self.path)]))

    def conflict(self) -> Finding:
        """The one conflict there is."""
        (found,) = (finding for finding in self.run().findings if finding.kind == "conflict")
        return found

    def decide(self, verdict: str = "scope", because: str = "two counts", **more: str) -> Finding:
        """Decides the one conflict and gives it as it then is."""
        made = Decision(verdict, because=because, by=more.get("by", "Ann"), on="2026-11-24")
        deciding.record_decision(self.run(), self.conflict().id, made)
        return self.conflict()

    def review(self, name: str, text: str) -> None:
        """Writes a review by hand."""
        self.path.joinpath("reviews").mkdir(exist_ok=True)
        self.path.joinpath("reviews", f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")

    def reviewed(self, finding: str) -> str:
        return self.path.joinpath("reviews", f"{finding}.yaml").read_text("utf-8")

    def problems(self) -> tuple[Problem, ...]:
        return self.run().problems
