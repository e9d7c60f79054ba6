"""Runs for tests of outputs: the demo dossier, one whose words attack every format, and ones with thousands of findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pytest

from discrepancy.commands import init as starting
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.readings import Reading
from discrepancy.findings.analysis import engine
from discrepancy.findings.changes.compare_runs import compare_runs
from discrepancy.findings.changes.source_contributions import source_contributions
from discrepancy.findings.comparison_records import RunComparison
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import RuleRun, Run
from discrepancy.findings.view import view_of
from discrepancy.model.claim import Claim, Question
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.mark import Mark
from discrepancy.model.source import Source
from discrepancy.reading import dossiers as reader
from discrepancy.reporting.base import formats
from tests.support.claims import c

ROOT = Path(__file__).parents[2]
ATTACKS = (
    "::error file=x::boom", "##[error]boom", "::set-output name=a::b", "100%25 %0A::error::boom", "see [C](1) and [x](https://x.test)", "{0} {{1}}",
    "<script>alert(1)</script>", "=1+1", "]]> & \"'", "| a | b |", "@everyone `code` $x$", "::stop-commands::x", "ends \\",
)  # fmt: skip
MACHINE = tuple(name for name in formats() if name not in ("text", "markdown"))


def read(*paths: str) -> Run:
    return engine.run_rules(reader.read_dossiers(list(paths)))


@lru_cache(maxsize=1)
def le_duan() -> Run:
    """The dossier that the project ships, without its texts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return read("claims/le-duan")


def demo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The dossier that `init` writes, in `claims/tarn`."""
    monkeypatch.chdir(folder)
    starting.write_dossier("claims/tarn")
    return read("claims/tarn")


def written(folder: Path, sources: dict[str, str], name: str = "claims/aldwater") -> None:
    """A dossier on a battle, a siege and a person, with these files of sources."""
    at = folder / name
    at.mkdir(parents=True)
    entities = "\n".join(f"  {key}:\n    name: {key}\n    kind: event" for key in ("battle", "siege"))
    at.joinpath("dossier.yaml").write_text(f"title: Aldwater\nentities:\n{entities}\n", encoding="utf-8")
    for file, text in sources.items():
        at.joinpath(file).write_text(text, encoding="utf-8")


def source(name: str, *claims: tuple[str, str], head: str = "", quote: str = "the words") -> str:
    """The file of a source: (question, value) pairs, one locator each."""
    body = "".join(
        f"  - {question}: {value}\n    at: p. {n}\n    quote: {quote}\n"
        for n, (question, value) in enumerate(claims, 1)
    )
    return f"source: {name}\ntitle: {name}\n{head}claims:\n{body}"


def hostile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A dossier of odd file names and of quotes that each format would read as something of its own."""
    monkeypatch.chdir(folder)
    one, other = [], []
    for n, attack in enumerate(ATTACKS):
        said = attack.replace("'", "''")
        one.append(
            f"  - battle.strength[side=s{n}]: 6,000 men\n    at: 'p. {n}, [a](1)'\n    quote: '{said}'\n"
        )
        other.append(
            f"  - battle.strength[side=s{n}]: 9,000 men\n    at: p. {n}\n    quote: >-\n      first\n\n      {attack}\n"
        )
    sides = "scopes:\n  side:\n" + "".join(f"    s{n}: {{}}\n" for n in range(len(ATTACKS)))
    files = {
        "Chronique de Corvé #1%, é.yaml": "source: corve\ntitle: Corvé <b>\nclaims:\n" + "".join(one),
        "hugh.yaml": "source: hugh\ntitle: Hugh\nclaims:\n"
        + "".join(other)
        + "  - siege.nothing: 3\n    at: p. 99\n",
    }
    written(folder, files)
    dossier = folder / "claims/aldwater/dossier.yaml"
    dossier.write_text(dossier.read_text("utf-8") + sides, encoding="utf-8")
    return read("claims/aldwater")


def synthetic(count: int, claims_each: int = 2, quote: str = "the words", level: str = "conflict") -> Run:
    """A run of so many findings, each on a question of its own, in a few files."""
    kind = core_vocabulary().properties["strength"]
    made: list[Claim] = []
    asked: dict[Question, QuestionClaims] = {}
    findings = []
    sources = {
        f"s{n}": Source(f"s{n}", f"S{n}", f"s{n}", Mark(f"claims/x/s{n}.yaml", 1, 1))
        for n in range(claims_each)
    }
    dossier = Dossier("claims/x", "x", "X", core_vocabulary(), sources=MappingProxyType(sources))
    models = [c(n, "quantity", f"{6000 + 1000 * n:,} men", quote=quote) for n in range(claims_each)]
    for number in range(count):
        question = Question(f"e{number}", "strength")
        claims = [
            one._replace(question=question, mark=Mark(f"claims/x/s{n}.yaml", number + 2, 3))
            for n, one in enumerate(models)
        ]
        made += claims
        asked[question] = QuestionClaims(question, kind, claims, dossier, lambda _: None)
        readings = tuple(Reading(claim.given, (claim,)) for claim in claims)
        findings.append(
            Finding(f"F-{number:08x}", "D101", "camps-exclude", level, f"{question}: apart", "claims/x", question, claims=tuple(claims),
                    readings=readings, camps=tuple((claim,) for claim in claims), camps_total=claims_each)
        )  # fmt: skip
    seen = view_of(replace(dossier, claims=tuple(made)), asked)
    return Run(
        (seen,),
        tuple(findings),
        (),
        (RuleRun("D101", "camps-exclude", count, count, kinds=("conflict",)),),
        comparisons=max(count, 1),
    )


def with_status(run: Run, **statuses: str) -> Run:
    """The run with findings of these rules at another status: `D101="reviewed"`."""
    return replace(
        run,
        findings=tuple(
            replace(finding, status=statuses.get(finding.rule, finding.status)) for finding in run.findings
        ),
    )


def conflicts(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.kind == "conflict"]


def came(run: Run, *sources: str) -> Run:
    """The run compared with what there was before these sources, of its one dossier, came."""
    (now,) = run.views
    left = {key: one for key, one in now.dossier.sources.items() if key not in sources}
    claims = tuple(claim for claim in now.dossier.claims if claim.source not in sources)
    before = engine.run_rules([replace(now.dossier, sources=MappingProxyType(left), claims=claims)])
    same = {now.dossier.path: now.dossier.path}
    found = compare_runs(run, before, same, RunComparison("main", "0" * 40))
    assert found.since is not None
    return replace(found, since=replace(found.since, contributions=source_contributions(found, before, same)))
