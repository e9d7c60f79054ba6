"""Two lives under one name: proposed once for the person, before any other cause, and not where one date is off."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.findings.run import Run
from tests.support.folders import findings_in, write_dossier

DOSSIER = """
title: A test
entities:
  ralph: {name: Ralph of Ness, kind: person}
  wymarc: {name: Wymarc, kind: person}
  mill: {name: the mill, kind: work}
"""


def run(folder: Path, **sources: str) -> Run:
    write_dossier(folder, DOSSIER, sources)
    return findings_in(folder)


def life(born: str = "", died: str = "") -> str:
    said = [f"- ralph.{name}: {given}" for name, given in (("born", born), ("died", died)) if given]
    return "\n".join(said)


TWO = {
    "both far apart": (life("1600", "1650"), life("1750", "1810")),
    "both ten years and more, the other way round": (life("1600", "1690"), life("1615", "1670")),
    "an uncle and a nephew": (life("12 May 1781", "3 June 1852"), life("c. 1841", "1917")),
    "one is over before the other begins": (life("1702", "1703"), life("1704", "1770")),
    "a death before a birth": (life(died="1805"), life("1850")),
    "a whole life, and a birth after it": (life("1760", "1805"), life("1834")),
    "a whole life, and a death before it": (life("1760", "1805"), life(died="1699")),
    "both a century apart": (life("1781", "1852"), life("1881", "1952")),
    "a third who knows of one": (life("1600", "1650"), life("1750", "1810"), life("1600")),
    "two lives in one source": (f"{life('1702', '1703')}\n{life('1704', '1770')}", life("1704", "1770")),
    "two lives in the one source there is": (f"{life('1600', '1650')}\n{life('1750', '1810')}",),
    "who reports another": (
        life("1600", "1650"),
        "\n".join(f"{line}\n  according_to: [wymarc]" for line in life("1750", "1810").split("\n")),
    ),
}
ONE = {
    "one death": (life("1600", "1650"), life("1700", "1650")),
    "one birth": (life("1600", "1650"), life("1600", "1750")),
    "a misprint of the century": (life("1760", "1805"), life("1860")),
    "the figures of a year turned": (life("1719", "1780"), life("1791")),
    "a misprint and a year": (life("1781", "1852"), life("1881", "1853")),
    "a few years": (life("1600", "1650"), life("1604", "1655")),
    "a life that ends before it begins": (life("1600", "1650"), life("1750", "1640")),
    "vague": (life("c. 1600", "c. 1650"), life("early 17th century", "1680")),
    "nobody knows": (life("1600", "1650"), life("unknown", "unknown")),
    "only doubted": (
        life("1600", "1650"),
        "\n".join(f"{line}\n  stance: doubts" for line in life("1750", "1810").split("\n")),
    ),
    "births alone": (life("1600"), life("1750")),
}


@pytest.mark.parametrize("case", TWO)
def test_two_people_are_proposed_once(tmp_path: Path, case: str) -> None:
    found = run(tmp_path, **dict(zip("abc", TWO[case], strict=False)))
    (finding,) = [finding for finding in found.findings if finding.rule == "D107"]
    assert finding.message.startswith("Ralph of Ness: perhaps two people under one name: born ") or (
        case == "a death before a birth"
    )
    others = [finding for finding in found.findings if finding.kind in ("conflict", "tension")]
    assert others and all(other.hints == (f"two people under one name ({finding.id})",) for other in others)


@pytest.mark.parametrize("case", ONE)
def test_one_date_that_is_off_is_no_second_person(tmp_path: Path, case: str) -> None:
    found = run(tmp_path, **dict(zip("abc", ONE[case], strict=False)))
    assert not [finding for finding in found.findings if finding.rule == "D107"]


def test_a_misprint_keeps_its_own_cause(tmp_path: Path) -> None:
    found = run(tmp_path, a=life("1719", "1780"), b=life("1791"))
    assert any("transposed digits" in hint for finding in found.findings for hint in finding.hints)


def test_who_fits_which_is_said(tmp_path: Path) -> None:
    found = run(
        tmp_path, a=life("1600", "1650"), b=life("1750", "1810"), c=life("1600"), d=life("1750", "1650")
    )
    (finding,) = [finding for finding in found.findings if finding.rule == "D107"]
    assert finding.message.endswith("born 1600, died 1650 (A, C), and born 1750, died 1810 (B)")
    assert "the births, 1600 and 1750, are about 150 years apart" in finding.why
    assert "the one died (1650) before the other was born (1750)" in finding.why


def test_a_life_mixed_of_both_is_given_to_neither(tmp_path: Path) -> None:
    found = run(tmp_path, a=life("1600", "1650"), b=life("1640", "1710"), c=life("1600", "1710"))
    (finding,) = [finding for finding in found.findings if finding.rule == "D107"]
    assert "not to be given to either: born 1600, died 1710 (C)" in finding.why


def test_other_findings_on_the_person_name_it_and_those_on_others_do_not(tmp_path: Path) -> None:
    places = "\n- ralph.birth-name: {}\n- wymarc.born: {}\n- wymarc.died: 1300"
    found = run(
        tmp_path,
        a=life("1600", "1650") + places.format("Odo", "1219"),
        b=life("1750", "1810") + places.format("Alan", "1291"),
    )
    (finding,) = [finding for finding in found.findings if finding.rule == "D107"]
    named = {
        other.question.about for other in found.findings if any(finding.id in hint for hint in other.hints)
    }
    assert named == {"ralph"}
    assert [
        other.hints
        for other in found.findings
        if other.question.property == "birth-name" and other != finding
    ] == [(f"two people under one name ({finding.id})",)]
    assert any("transposed" in hint for other in found.findings for hint in other.hints)


def test_a_life_within_another_may_be_the_years_of_activity(tmp_path: Path) -> None:
    for name, (born, died), hints in (("within", ("1615", "1670"), 1), ("beside", ("1615", "1710"), 0)):
        found = run(tmp_path / name, a=life("1600", "1690"), b=life(born, died))
        (finding,) = [finding for finding in found.findings if finding.rule == "D107"]
        assert len(finding.hints) == hints


def test_what_is_no_person_has_no_life(tmp_path: Path) -> None:
    dossier = DOSSIER + "properties:\n  built: {type: date}\n"
    write_dossier(tmp_path, dossier, {"a": "- mill.built: 1600", "b": "- mill.built: 1750"})
    assert not [finding for finding in findings_in(tmp_path).findings if finding.rule == "D107"]
