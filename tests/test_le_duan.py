"""The first dossier, whole: what must be found in it, for the right reason and with the right voices, and what must not."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest

from discrepancy import engine, reader
from discrepancy.finding import Finding, Run
from tests.making import told

ROOT = Path(__file__).parent.parent
TEXTS = Path(os.environ.get("DISCREPANCY_TEXTS", ROOT.parent / "shared" / "seeds"))


@lru_cache(maxsize=1)
def run() -> Run:
    return engine.analyse(reader.read([str(ROOT / "claims" / "le-duan")]))


def on(question: str, rule: str = "") -> Finding:
    found = [finding for finding in run().findings if str(finding.question) == question and finding.rule.startswith(rule)]
    assert len(found) == 1, [finding.message for finding in found]
    return found[0]


def test_the_dossier_reads_clean_and_is_large_enough() -> None:
    assert not run().problems
    assert run().sources == 3 and run().claims >= 150
    assert all(claim.quote and claim.at for claim in run().views[0].dossier.claims)
    assert all(len(claim.quote.split()) <= 25 for claim in run().views[0].dossier.claims)


FOUND = [
    # question, rule, kind, what the two sides say and who says it
    ("le-duan.born", "D101", "conflict", {("7 April 1907", "encyclopedia"), ("1908", "some-sources")}),
    ("le-duan.imprisoned[occasion=second]", "D103", "conflict", {("1939", "encyclopedia"), ("1940", "encyclopedia")}),
    ("le-duan.held[office=cosvn-head]", "D103", "conflict", {("1951–1954", "encyclopedia"), ("until 1953", "encyclopedia")}),
    ("plenum-15.date", "D101", "conflict", {("January 1959", "encyclopedia"), ("May 1959", "pham-van-dong")}),
    ("congress-2021.number", "D103", "conflict", {("8", "nguyen-2022"), ("13", "nguyen-2022")}),
    ("le-duan.held[office=general-secretary]", "D103", "conflict", {("from 1960", "encyclopedia"), ("from 1976", "encyclopedia")}),
]


@pytest.mark.parametrize(("question", "rule", "kind", "sides"), FOUND)
def test_a_conflict_is_found_with_its_voices(question: str, rule: str, kind: str, sides: set[tuple[str, str]]) -> None:
    finding = on(question, "D")
    assert (finding.rule, finding.kind) == (rule, kind)
    assert sides <= {(claim.given, claim.holder) for claim in finding.claims}
    # No camp holds both sides.
    for camp in finding.camps:
        assert not sides <= {(claim.given, claim.holder) for claim in camp}


def test_the_title_taken_in_1960_is_told_in_two_ways() -> None:
    finding = on("le-duan.title[occasion=third-congress]")
    assert finding.kind == "conflict" and {"General Secretary", "First Secretary"} <= _names(finding)


def _names(finding: Finding) -> set[str]:
    terms = run().views[0].dossier.vocabulary.terms
    return {terms[claim.given].name if claim.given in terms else claim.given for claim in finding.claims}


def test_kolko_and_hanoi_stand_above_lewys_whole() -> None:
    finding = on("diem-regime.prisoners[kind=all, place=south-vietnam]", "S")
    assert (finding.rule, finding.kind) == ("S101", "conflict")
    said = {(claim.given, claim.holder) for claim in finding.claims}
    assert {("only 35,000", "lewy"), ("40,000", "kolko"), ("over 65,000", "north-vietnam-government")} <= said or {
        ("only 35,000", "lewy"),
        ("40,000", "kolko"),
    } <= said
    assert any(claim.given == "over 65,000" for claim in finding.claims)
    assert "a part cannot exceed its whole" in told(finding)


def test_what_only_looks_like_a_conflict_is_not_reported() -> None:
    asked = run().views[0].asked
    divided = {str(finding.question) for finding in run().findings if finding.rule[0] in "DS" and finding.kind in ("conflict", "tension")}
    february = [
        question for question, one in asked.items() if {"February 1979", "17 February 1979"} <= {claim.given for claim in one.claims}
    ]
    assert february and not {str(question) for question in february} & divided
    for question in ("le-duan.died", "le-duan.birth-name", "icp.founded", "le-duan.released[occasion=first]"):
        assert question not in divided
    repeated = [one for one in asked.values() if len(one.standing) > len(one.readings) and len(one.readings) == 1]
    assert repeated and not {str(one.question) for one in repeated} & divided


def test_the_soviet_relations_are_framed_by_many_voices_and_never_a_conflict() -> None:
    found = [finding for finding in run().findings if str(finding.question) == "vietnam-ussr-relations.view"]
    assert {finding.rule for finding in found} >= {"P101", "P102"} and {finding.kind for finding in found} == {"perspective"}
    holders = {claim.holder for finding in found for claim in finding.claims}
    assert {"encyclopedia", "hoang-van-hoan", "khrushchev", "nguyen-2022"} <= holders


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.replace("\r\n", "\n")).split())


def test_every_quote_stands_in_its_source() -> None:
    dossier = run().views[0].dossier
    names = {source.id: source.text_file for source in dossier.sources.values()}
    if not all((TEXTS / name).is_file() for name in names.values()):
        pytest.skip("not checked: the texts of the sources are not here (set DISCREPANCY_TEXTS)")
    texts = {key: _plain((TEXTS / name).read_text("utf-8")) for key, name in names.items()}
    missing = [claim.id for claim in dossier.claims if _plain(claim.quote) not in texts[claim.source]]
    assert not missing
    for source in dossier.sources.values():
        if source.text_sha256:
            content = (TEXTS / source.text_file).read_bytes().replace(b"\r\n", b"\n")
            assert hashlib.sha256(content).hexdigest().startswith(source.text_sha256)


def test_what_only_follows_from_several_claims_is_found() -> None:
    found = {(finding.law, str(finding.question)): finding for finding in run().findings if finding.rule in ("L101", "L102")}
    age = found["age-at-death", "le-duan.age-at-death"]
    assert (age.kind, sorted(claim.given for claim in age.claims)) == ("tension", ["10 July 1986", "1908", "79"])
    sentence = "79 completed years on 10 July 1986 put le-duan.born between 11 July 1906 and 10 July 1907; 1908 lies outside, by 175 days"
    assert sentence in age.why
    assert found["income-of-the-north", "vietnam.income[per=head, place=all]"].kind == "tension"
    orders = [finding for finding in run().findings if finding.rule == "L102"]
    assert {finding.kind for finding in orders} == {"conflict"}
    assert {"after sino-soviet-split", "before sino-soviet-split"} in [{claim.given for claim in finding.claims} for finding in orders]
    congress = next(one for one in run().views[0].follows if str(one.question) == "third-congress.date")
    assert "three months after third-congress" in {claim.given for claim in congress.claims}
