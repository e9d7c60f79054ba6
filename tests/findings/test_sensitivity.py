"""Which findings hang on the conventions."""

from __future__ import annotations

from pathlib import Path

from discrepancy.findings.analysis import engine
from discrepancy.findings.run import Run
from discrepancy.reading import dossiers as reader
from tests.support.folders import findings_in

DOSSIER = """title: A test
conventions:
  circa_month: 2 months
entities:
  a: {name: A, kind: person}
  b: {name: B, kind: person}
  c: {name: C, kind: person}
"""


def run(tmp_path: Path, new: bool) -> Run:
    (tmp_path / "dossier.yaml").write_text(DOSSIER, "utf-8")
    for name, born in (("one", ("c. 1895", "1895", "1700")), ("two", ("1899", "c. 1896", "1899"))):
        claims = "".join(
            f"  - {person}.born: {said}\n    at: p. 1\n" for person, said in zip("abc", born, strict=True)
        )
        (tmp_path / f"{name}.yaml").write_text(f"source: {name}\ntitle: {name}\nclaims:\n{claims}", "utf-8")
    return findings_in(tmp_path, new_changes=new)


def told(found: Run) -> set[tuple[str, str, str, str]]:
    return {(one.question.about, one.before, one.after, one.preset) for one in found.preset_effects}


def test_a_finding_that_hangs_on_a_convention_is_told_and_one_that_does_not_is_not(tmp_path: Path) -> None:
    found = run(tmp_path, new=False)
    assert {(finding.question.about, finding.kind) for finding in found.findings} == {
        ("a", "tension"),
        ("c", "conflict"),
    }
    assert told(found) == {("a", "tension", "conflict", "strict"), ("a", "tension", "", "lenient")}


def test_what_would_be_new_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    assert ("b", "", "tension", "strict") not in told(
        run(tmp_path, new=True)
    )  # c. 1896 allows 1895 under strict too
    (tmp_path / "more.yaml").write_text(
        "source: more\ntitle: M\nclaims:\n  - b.born: 1898\n    at: p. 1\n", "utf-8"
    )
    assert not [one for one in told(run(tmp_path, new=False)) if one[0] == "b" and not one[1]]


def test_a_claim_may_choose_its_own_conventions(tmp_path: Path) -> None:
    (tmp_path / "dossier.yaml").write_text(DOSSIER, "utf-8")
    (tmp_path / "one.yaml").write_text(
        "source: one\ntitle: One\nclaims:\n  - a.born: 1899\n    at: p. 1\n", "utf-8"
    )
    own = "  - a.born:\n      value: c. 1895\n      conventions:\n        circa_year: 4 years\n    at: p. 1\n"
    (tmp_path / "two.yaml").write_text(f"source: two\ntitle: Two\nclaims:\n{own}", "utf-8")
    found = engine.run_rules(reader.read_dossiers([str(tmp_path)]))
    assert not found.findings and not found.problems


def test_two_rules_on_one_question_do_not_hide_one_another(tmp_path: Path) -> None:
    vocabulary = "properties:\n  fallen: {type: quantity, adds: true, running: true, scope: [kind], help: The dead so far.}\n"
    (tmp_path / "dossier.yaml").write_text(DOSSIER + vocabulary, "utf-8")
    said = (
        ("c.fallen[kind=all]", "1,201", "1203"),
        ("c.fallen[kind=all]", "about 1,000", "1204"),
        ("c.fallen[kind=military]", "9,001", "1203"),
    )
    claims = "".join(
        f"  - {key}: {value}\n    at: p. {year}\n    as_of: {year}\n" for key, value, year in said
    )
    (tmp_path / "one.yaml").write_text(f"source: one\ntitle: One\nclaims:\n{claims}", "utf-8")
    found = engine.run_rules(reader.read_dossiers([str(tmp_path)]))
    kinds = {finding.rule: finding.kind for finding in found.findings}
    changed = {(one.family, one.before, one.after) for one in found.preset_effects if one.preset == "strict"}
    assert kinds == {"S101": "conflict", "S103": "tension"}, kinds
    assert changed == {("S103", "tension", "conflict")}, found.preset_effects
