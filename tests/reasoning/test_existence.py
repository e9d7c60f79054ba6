"""Laws reach only what must have been and what a claim speaks of: no marriage, office or baptism is made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import findings_in, write_dossier

DOSSIER = """title: A test
entities:
  ida: {name: Ida, kind: person}
  otto: {name: Otto, kind: person}
  raid: {name: the raid, kind: event, part_of: siege}
  siege: {name: the siege, kind: event, part_of: war}
  war: {name: the war, kind: event}
  guild: {name: the guild, kind: organisation}
properties:
  baptised: {type: date, for: [person]}
  buried: {type: date, for: [person]}
  ordained: {type: date, for: [person], scope: [office]}
  professed: {type: date, for: [person], always: [ordained]}
  term: {type: duration, for: [person]}
terms: {abbot: {name: Abbot}}
laws:
  - {name: baptised-first, law: baptised <= buried}
  - {name: baptised-in-life, law: born + 1 day <= baptised}
  - {name: baptised-before-ordained, law: baptised + 20 years <= ordained}
  - {name: ordained-in-life, law: ordained <= died}
  - {name: professed-young, law: professed <= born + 60 years}
  - {name: professed-first, law: ordained <= professed}
  - {name: term-served, law: released - sentenced == term}
"""


def broken_in(folder: Path, claims: str) -> set[frozenset[str]]:
    """The sets of claims that laws do not allow together; claims are parted by semicolons, their fields by bars."""
    entries = (f"- {one.strip()}".replace(" | ", "\n  ") for one in claims.split(";"))
    write_dossier(folder, DOSSIER, {"s": ("siglum: S", "\n".join(entries))})
    return {
        frozenset(f"{claim.question.property} {claim.value.text}" for claim in one.claims)
        for one in findings_in(folder).findings
        if one.rule == "L101"
    }


@pytest.mark.parametrize(
    "claims",
    [
        "ida.born: 1467; ida.died: 1474",  # perhaps never married
        "ida.born: 1 May 1467; ida.buried: 1 May 1467",  # perhaps never baptised
        "ida.baptised: 1467; ida.died: 1474",  # perhaps never ordained
        "ida.born: 1467; ida.died: 1474; ida.married: 1470 | stance: denies",  # that she did not marry then is no marriage
        "ida.sentenced: 1930; ida.arrested: 1931; ida.died: 1932",  # perhaps never in prison
    ],
)
def test_no_law_is_chained_through_what_may_not_have_been(tmp_path: Path, claims: str) -> None:
    must = {"sentenced 1930", "arrested 1931"}
    assert {one for one in broken_in(tmp_path, claims) if not one <= must} == set()


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        # Who marries when, nobody says; that she married, one does.
        ("ida.born: 1467; ida.died: 1474; ida.spouse: Otto", {"born 1467", "died 1474", "spouse Otto"}),
        ("ida.born: 1467; ida.died: 1474; otto.spouse: Ida", {"born 1467", "died 1474", "spouse Ida"}),
        (
            "ida.born: 1467; ida.died: 1474; ida.married: between 1460 and 1490",
            {"born 1467", "died 1474", "married between 1460 and 1490"},
        ),
        # Born and dead are all, and every event lies within its whole.
        (
            "ida.appointed: 1900; otto.parent: Ida; otto.born: 1700",
            {"appointed 1900", "parent Ida", "born 1700"},
        ),
        ("raid.date: 1950; siege.span: 1939-1945", {"date 1950", "span 1939-1945"}),
        (
            "ida.joined[organisation=guild]: 1400; guild.dissolved: 1300; guild.founder: Otto; otto.born: 1350",
            {"dissolved 1300", "founder Otto", "born 1350"},
        ),
        # Whoever was let go had been put in prison; a successor has held the office.
        ("ida.born: 1800; ida.released: 1700", {"born 1800", "released 1700"}),
        ("ida.born: 1800; ida.left[organisation=guild]: 1700", {"born 1800", "left 1700"}),
        ("ida.born: 1400; ida.ordained[office=abbot]: 1470", {"born 1400", "ordained 1470"}),
        # An equality gives what is not stated: freed in 1940, after death in 1935.
        (
            "ida.sentenced: 1930; ida.term: 10 years; ida.died: 1935",
            {"sentenced 1930", "term 10 years", "died 1935"},
        ),
    ],
)
def test_laws_are_chained_through_what_must_have_been_or_a_claim_tells_of(
    tmp_path: Path, claims: str, wanted: set[str]
) -> None:
    assert frozenset(wanted) in broken_in(tmp_path, claims)


def test_a_claim_that_is_left_out_takes_the_marriage_with_it(tmp_path: Path) -> None:
    """Of two dates of one marriage either will do for there to have been one."""
    found = broken_in(
        tmp_path, "ida.born: 1467; ida.died: 1474; ida.married: 1460?; ida.married: between 1460 and 1490"
    )
    assert all(any(claim.startswith("married") for claim in one) for one in found) and found


def test_what_tells_of_an_answer_must_be_a_property(tmp_path: Path) -> None:
    wrong = DOSSIER.replace("always: [ordained]", "always: [ordaned]")
    write_dossier(tmp_path, wrong, {"s": ("siglum: S", "- ida.born: 1400")})
    with pytest.raises(AssertionError, match=r"ordaned.*E019"):
        findings_in(tmp_path)
