"""Reasoning on tangles: the work on them is bounded, and what is left is said."""

from __future__ import annotations

from pathlib import Path

from discrepancy import engine, reader
from discrepancy.reasoning.distances import hold
from discrepancy.reasoning.work import Work


def test_the_work_of_a_part_counts_in_the_whole() -> None:
    whole = Work(10)
    part = Work(8, whole)
    part.spend(5)
    assert not part.done and not Work(8, whole).done
    Work(8, whole).spend(5)
    assert part.done and whole.done


def test_distances_in_any_order_give_the_same_answers() -> None:
    chain = [(i + 1, i, (-1, 0)) for i in range(50)]
    mixed = chain[::2] + chain[1::2]
    assert hold(chain) == hold(mixed) and hold([*mixed, (0, 50, (49, 0))]) is None


def test_a_step_about_a_thing_that_is_only_perhaps_another(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    people = "\n".join(f"  {name}: {{name: {name.title()}, kind: person{more}}}" for name, more in (("ann", ""), ("bea", ""), ("abe", ", maybe: bea, because: one name")))
    (folder / "dossier.yaml").write_text(f"version: 1\ntitle: D\nentities:\n{people}\n")
    claims = "".join(f"  - {said}\n    at: p. 1\n" for said in ("abe.parent: ann", "ann.born: 1840", "bea.born: 1830"))
    (folder / "s.yaml").write_text(f"version: 1\nsource: s\nsiglum: S\ntitle: S\nclaims:\n{claims}")
    (finding,) = (one for one in engine.analyse(reader.read([str(folder)])).findings if one.rule == "L101")
    assert finding.kind == "tension" and len(finding.claims) == 3
