"""What breaks a law that is only usual is told as unusual, never as what cannot or must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import findings_in, write_dossier

DOSSIER = """title: A test
entities:
  ida: {name: Ida, kind: person}
  otto: {name: Otto, kind: person}
laws:
  - {name: short-reign, law: held.end - held.start <= 40 years, usual: true}
"""


@pytest.mark.parametrize(
    ("claims", "law"),
    [
        ("ida.born: 1400; ida.married: 1405", "early-marriage"),
        ("ida.age-at-death: 110", "high-age-at-death"),
        ("ida.spouse: Otto; ida.born: 1400; otto.born: 1460", "spouses-far-apart-in-age"),
        ("ida.held: 1400-1450", "short-reign"),
    ],
)
def test_what_is_unusual_is_told_as_unusual(tmp_path: Path, claims: str, law: str) -> None:
    write_dossier(
        tmp_path, DOSSIER, {"s": ("siglum: S", "\n".join(f"- {one.strip()}" for one in claims.split(";")))}
    )
    run = findings_in(tmp_path)
    (finding,) = [one for one in run.findings if one.law == law]
    said = " ".join((finding.message, *finding.why))
    assert finding.kind == "tension" and finding.message.startswith("would be unusual if ")
    assert not {"cannot", "must", "impossible"} & set(said.replace("not what must be", "").split())


def test_what_is_impossible_is_told_so(tmp_path: Path) -> None:
    write_dossier(tmp_path, DOSSIER, {"s": ("siglum: S", "- ida.born: 1400\n- ida.died: 1390")})
    (finding,) = [one for one in findings_in(tmp_path).findings if one.rule == "L101"]
    assert finding.message.startswith("cannot both be true by what must hold (born-before-died)")
