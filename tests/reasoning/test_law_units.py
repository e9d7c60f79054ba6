"""Laws over figures: converted where a conversion is known, else not judged, which is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import findings_in, write_dossier

DOSSIER = """title: A test
entities:
  mill: {{name: the mill, kind: work}}
properties:
  grain: {{type: quantity}}
  flour: {{type: quantity}}
  yield: {{type: quantity, unit: grams}}
  load: {{type: quantity, unit: tonnes}}
  hands: {{type: quantity, unit: people}}
  crew: {{type: quantity, unit: men}}
  road: {{type: quantity, unit: miles}}
laws:
  - name: tried
    law: '{law}'
"""


def found(folder: Path, law: str, claims: str) -> list[tuple[str, str, str]]:
    """What is found with one law: kind, question and reasons; claims are parted by semicolons."""
    entries = "\n".join(f"- mill.{claim.strip()}" for claim in claims.split(";"))
    write_dossier(folder, DOSSIER.format(law=law), {"s": ("siglum: S", entries)})
    return [(one.kind, one.message, one.why[0]) for one in findings_in(folder).findings if one.law == "tried"]


@pytest.mark.parametrize(
    ("law", "breaks", "keeps"),
    [
        ("yield <= load", "yield: 2,000 kg; load: 1 tonne", "yield: 2,000 kg; load: 3 tonnes"),
        ("grain <= flour", "grain: 2 kg; flour: 1,500 g", "grain: 2 kg; flour: 2,500 g"),
        ("flour <= yield", "flour: 3 kg; yield: 2,100", "flour: 3 kg; yield: 3,500"),
        ("yield <= 3", "yield: 4", "yield: 2"),  # a bare number is in the unit that is declared
        ("yield <= 3", "yield: 0.5 kg", "yield: 0.001 kg"),
        ("yield <= 3 kg", "yield: 3,500", "yield: 2,900"),
        ("grain <= 5 kg", "grain: 0.1 tonnes", "grain: 10 pounds; grain: 2 kg"),
        ("road <= 100 km", "road: 71", "road: 61"),
        ("grain <= 3 sacks", "grain: 5 sacks", "grain: 2 sacks"),
        ("grain <= 3", "grain: 5 sacks", "grain: 2 sacks"),  # sacks are in no unit of measure
        ("grain <= 3 sacks", "grain: 5", "grain: 2"),
        ("crew <= hands", "crew: 31 men; hands: 21 persons", "crew: 20 men; hands: 30 persons"),
        ("hands <= 6 men", "hands: 9 souls", "hands: 5"),
    ],
)
def test_figures_are_held_to_a_law_in_one_measure(tmp_path: Path, law: str, breaks: str, keeps: str) -> None:
    assert [kind for kind, _, _ in found(tmp_path / "b", law, breaks)] == ["conflict"]
    assert found(tmp_path / "k", law, keeps) == []


@pytest.mark.parametrize(
    ("law", "claims", "told"),
    [
        ("grain <= 3 villages", "grain: 500 hectares", "hectares beside villages"),
        ("grain <= 3", "grain: 500 hectares", "hectares beside bare numbers"),
        ("grain <= 3", "grain: 5 sacks a day", "sacks a year beside bare numbers"),
        ("grain <= flour", "grain: 5 sacks; flour: 3 kg", "no other figure in it is in kilograms"),
        ("yield <= load", "yield: 5 sacks; load: 3 tonnes", "no other figure in it is in sacks"),
        ("grain <= load", "grain: 5 sacks; load: 3 tonnes", "kilograms beside sacks"),
        (
            "road <= load",
            "road: 5 miles; load: 0.001 tonnes",
            "kilograms beside kilometres",
        ),
        ("hands <= 6 sacks", "hands: 9", "people beside sacks"),
    ],
)
def test_what_is_in_no_joint_measure_is_not_judged_and_that_is_told(
    tmp_path: Path, law: str, claims: str, told: str
) -> None:
    every = found(tmp_path, law, claims)
    assert every and {kind for kind, _, _ in every} == {"gap"}
    assert any(told in why and why.endswith("and no conversion is known") for _, _, why in every), every
    assert all(message.startswith("the law tried is not judged of mill.") for _, message, _ in every)


def test_a_law_that_nothing_is_claimed_of_is_not_told(tmp_path: Path) -> None:
    assert found(tmp_path, "grain <= 3 villages", "flour: 500 hectares") == []
    assert found(tmp_path, "grain <= flour", "flour: 500 hectares") == []
