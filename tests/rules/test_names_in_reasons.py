"""Reasons call things by their names, whether a source file has a name or an id."""

from __future__ import annotations

from pathlib import Path

from discrepancy.findings.finding import Finding
from tests.support.folders import findings_in, write_dossier

DOSSIER = """
title: A test
entities:
  ralph: {name: Ralph of Ness, kind: person}
  raoul: {name: Raoul, kind: person, same_as: ralph, because: Corve says so}
  hull: {name: Kingston upon Hull, kind: place, aliases: [kyngeston]}
  leeds: {name: Leeds, kind: place}
terms:
  won: {name: a victory}
  lost: {name: a defeat}
properties:
  fate: {type: term}
"""


def reasons(folder: Path, **sources: str) -> str:
    write_dossier(folder, DOSSIER, sources)
    found: tuple[Finding, ...] = findings_in(folder).findings
    return "\n".join(step for finding in found for step in finding.why)


def test_entries_are_named(tmp_path: Path) -> None:
    why = reasons(tmp_path, a="- ralph.birth-place: hull", b="- ralph.birth-place: leeds")
    assert "Kingston upon Hull and Leeds are not the same, as far as the dossier knows" in why


def test_the_words_of_a_source_are_left_as_they_are(tmp_path: Path) -> None:
    why = reasons(tmp_path, a="- ralph.birth-place: Kingston upon Hull", b="- ralph.birth-place: LEEDS")
    assert "Kingston upon Hull and LEEDS are not the same" in why


def test_terms_are_named(tmp_path: Path) -> None:
    why = reasons(tmp_path, a="- ralph.fate: won", b="- ralph.fate: lost")
    assert "a victory and a defeat are different terms" in why


def test_who_is_held_to_be_one_is_named(tmp_path: Path) -> None:
    why = reasons(tmp_path, a="- raoul.born: 1150", b="- ralph.born: 1170")
    assert "Raoul is held to be Ralph of Ness: Corve says so" in why
