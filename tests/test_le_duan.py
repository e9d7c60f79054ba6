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
    assert "11 July 1906 to 10 July 1907" in told(age) and "by 175 days" in told(age)
    assert found["income-of-the-north", "vietnam.income[per=head, place=all]"].kind == "tension"
    orders = [finding for finding in run().findings if finding.rule == "L102" and finding.kind == "conflict"]
    assert {"after sino-soviet-split", "before sino-soviet-split"} in [{claim.given for claim in finding.claims} for finding in orders]
    congress = next(one for one in run().views[0].follows if str(one.question) == "third-congress.date")
    assert "three months after third-congress" in {claim.given for claim in congress.claims}


def _between(law: str, *questions: str) -> bool:
    """Whether one application of a law holds between all these questions."""
    network = run().views[0].reasoned.network
    for instance in network.instances:
        if instance.name == law:
            constraints = instance.constraints["licensed"]
            asked = {str(network.unknowns[unknown].key.question) for constraint in constraints for unknown in constraint.unknowns}
            asked |= {str(network.sayings[guard].claims[0].question) for guard in instance.guards}
            if asked >= set(questions):
                return True
    return False


def _said(question: str) -> set[str]:
    return {claim.given for one, asked in run().views[0].asked.items() if str(one) == question for claim in asked.claims}


def _troubles(*questions: str) -> list[str]:
    """What is found of conflict or tension on a question, or on a law's claims of which all are on these questions."""
    found = []
    for finding in run().findings:
        if finding.kind in ("conflict", "tension") and {str(claim.question) for claim in finding.claims} <= set(questions):
            found.append(finding.message)
    return found


def test_a_release_is_set_against_the_term_in_prison() -> None:
    first = [f"le-duan.{name}[occasion=first]" for name in ("imprisoned", "prison-time", "released")]
    assert (_said(first[0]), _said(first[1]), _said(first[2])) == (
        {"1931", "the year after icp.founded"},
        {"6 years"},
        {"1937", "six years after le-duan.imprisoned[occasion=first]"},
    )
    assert _between("time-in-prison", *first) and not _troubles(*first, "icp.founded")
    # Rearrested in 1939 and let go after the revolution of August 1945 is more than five years; imprisoned in 1940 it is not.
    second = [finding for finding in run().findings if finding.law == "time-in-prison"]
    assert [(finding.kind, sorted(claim.given for claim in finding.claims)) for finding in second] == [
        ("tension", ["1939", "5 years", "August 1945", "after august-revolution"])
    ]


def test_his_age_at_the_fifth_congress_agrees_with_both_years_of_birth() -> None:
    assert _said("le-duan.age") == {"74", "over 70"} and "1982" in _said("fifth-congress.date")
    assert _between("age", "le-duan.born", "le-duan.age")
    assert not _troubles("le-duan.age", "fifth-congress.date") and "age" not in {finding.law for finding in run().findings}


OVER_70 = {"le-duan": "74", "truong-chinh": "75", "pham-van-dong": "76", "pham-hung": "70", "le-duc-tho": "72"}


@pytest.mark.parametrize(("who", "age"), OVER_70.items())
def test_each_of_the_five_can_be_over_70(who: str, age: str) -> None:
    """Whoever is 70 years and a day old is over 70: for Phạm Hùng that is just so."""
    asked = next(asked for one, asked in run().views[0].asked.items() if str(one) == f"{who}.age")
    assert {age, "over 70"} == {claim.given for claim in asked.standing} and asked.comparisons == 1
    assert not _troubles(f"{who}.age")


def test_three_months_later_fits_and_dates_the_congress() -> None:
    assert {"20 December 1960", "three months after third-congress"} <= _said("viet-cong.founded")
    assert _said("third-congress.date") == {"1960"} and not _troubles("viet-cong.founded", "third-congress.date")
    congress = next(one for one in run().views[0].follows if str(one.question) == "third-congress.date")
    assert {"20 December 1960", "three months after third-congress"} <= {claim.given for claim in congress.claims}


def test_from_then_on_is_said_of_1979_and_of_1978() -> None:
    found = [{claim.given for claim in finding.claims} for finding in run().findings if finding.rule == "L102"]
    assert {"after sino-vietnamese-war.start", "1978", "1979"} in found
    about = {str(claim.question) for finding in run().findings if finding.rule == "L102" for claim in finding.claims}
    assert {"soviet-alliance.start", "vietnam.joined[organisation=comecon]"} <= about


def test_an_office_held_after_its_holder_was_replaced() -> None:
    found = {finding.law: finding for finding in run().findings if finding.rule == "L101"}
    both = found["one-head-of-cosvn"]
    assert (both.kind, {claim.question.about for claim in both.claims}) == ("conflict", {"le-duan", "le-duc-tho"})
    assert {"1951–1954", "1953"} == {claim.given for claim in found["southern-office-held-in-the-south"].claims}


def test_the_offices_that_are_not_held_by_two_at_once() -> None:
    """First Secretary and General Secretary pass from one to the next; what strains is only what is said of Lê Duẩn himself."""
    for law, office in (("one-first-secretary", "first-secretary"), ("one-general-secretary", "general-secretary")):
        assert _between(law, f"le-duan.held[office={office}]", f"truong-chinh.held[office={office}]")
        assert not [finding for finding in run().findings if finding.law == law]
    assert on("le-duan.held[office=first-secretary]", "D").kind == "tension"
    assert {"1960", "1969"} <= {claim.given for claim in on("le-duan.took-over", "D").claims}


def test_a_count_up_to_a_later_day_stands_below_one_up_to_an_earlier() -> None:
    finding = on("diem-regime.prisoners[kind=political, place=south-vietnam]", "S")
    assert (finding.kind, {claim.given for claim in finding.claims}) == ("conflict", {"40,000", "over 65,000"})


def test_incomes_are_set_against_each_other() -> None:
    assert {"$101 a year", "$91 a year", "$99 a year"} == _said("vietnam.income[per=head, place=all]")
    assert not _troubles("vietnam.income[per=head, place=all]") and not _troubles("vietnam.income[per=head, place=north-vietnam]")
