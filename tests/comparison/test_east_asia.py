"""Hints that can be true of East Asia only are given where it is spoken of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.claims import told
from tests.support.folders import findings_in, write_dossier

HEAD = "title: A test\nentities:\n  ralph: {{name: {}, kind: person}}\n  vale: {{name: the vale, kind: place{}}}\n  cathay: {{name: China, kind: place}}\n"
AGES = ("- ralph.age-at-death: 79", "- ralph.age-at-death: 81")
LIVES = ("- ralph.born: 1891\n- ralph.died: 2 September 1969\n- ralph.age-at-death: 79",)


@pytest.mark.parametrize(
    ("name", "place", "source", "hinted"),
    [
        ("Ralph of Ness", "", "", False),
        ("Édouard Łoś-Đurić", "", "language: fr", False),
        ("Hồ Văn Kiên", "", "", True),
        ("Ralph, aliases: [良山]", "", "", True),
        ("Ralph, aliases: [김구]", "", "", True),
        ("Ralph, part_of: cathay", "", "", True),
        ("Ralph of Ness", "", "language: ja", True),
        ("Ralph of Ness", "", "language: zh-Hant", True),
        ("Ralph of Ness", ", part_of: cathay", "", False),
    ],
)
@pytest.mark.parametrize("said", [AGES, LIVES])
def test_where_it_is_spoken_of(
    said: tuple[str, ...], name: str, place: str, source: str, hinted: bool, tmp_path: Path
) -> None:
    sources = {f"s{n}": (f"siglum: S{n}\n{source}", claims) for n, claims in enumerate(said, 1)}
    write_dossier(tmp_path / "d", HEAD.format(name, place), sources)
    (finding,) = (one for one in findings_in(tmp_path / "d").findings if one.rule in ("D101", "D102", "L101"))
    assert ("East Asian reckoning" in told(finding)) == hinted
