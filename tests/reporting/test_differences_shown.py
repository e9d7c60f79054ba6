"""Differences in what is printed: side by side, in a section of their own, and never as a failure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import Runner
from tests.support.folders import write_dossier

DOSSIER = """\
title: T
entities:
  ada: {name: Ada, kind: person}
  ben: {name: Ben, kind: person}
  carl: {name: Carl, kind: person}
  town: {name: the town, kind: place}
voices:
  old-men: {name: old men}
"""
SOURCES = {
    "a": "ada.spouse: Ben\n- town.capital: Ness\n  throughout: 1301",
    "b": "ada.spouse: Carl\n  according_to: [old-men]\n- town.capital: Aldwater\n  throughout: 1309",
}
HEADING = "## They differ, and all may be true"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    write_dossier(tmp_path / "c", DOSSIER, SOURCES)
    return tmp_path


def test_the_page_has_a_section_of_them(dossier: Path, run_in: Runner) -> None:
    page = run_in(dossier, "check", "c", "--format", "markdown").out
    section = page.split(HEADING)[1].split("\n## ")[0]
    assert "Ada: spouse | Ben (A); Carl (old men, in B)" in section
    assert "spouse" not in page.split(HEADING)[0] and "**1 difference**" in page


def test_what_changes_with_time_is_not_told_as_agreement(dossier: Path, run_in: Runner) -> None:
    page = run_in(dossier, "check", "c", "--format", "markdown").out
    assert "the town: capital | Ness (A); Aldwater (B)" in page.split("## What changes with time")[1]
    assert "## What agrees" not in page


def test_a_dossier_without_any_has_no_section(tmp_path: Path, run_in: Runner) -> None:
    write_dossier(tmp_path / "c", DOSSIER, {"a": "ada.spouse: Ben", "b": "ada.spouse: Ben"})
    assert HEADING not in run_in(tmp_path, "check", "c", "--format", "markdown").out


@pytest.mark.parametrize("fail_on", ["conflict", "tension", "perspective", "never"])
def test_it_never_fails_a_check(dossier: Path, run_in: Runner, fail_on: str) -> None:
    ran = run_in(dossier, "check", "c", "--fail-on", fail_on, "--ignore", "A103")
    assert ran.code == 0 and "note: difference: ada.spouse" in ran.out and "Found 1 difference" in ran.out


def test_json_has_the_kind_and_a_note(dossier: Path, run_in: Runner) -> None:
    found = json.loads(run_in(dossier, "check", "c", "--format", "json").out)["findings"]
    (one,) = [one for one in found if one["kind"] == "difference"]
    assert (one["rule"], one["level"], len(one["camps"])) == ("D106", "note", 1)
    assert [reading["value"] for reading in one["readings"]] == ["Ben", "Carl"]


def test_the_summary_tells_it_as_worth_knowing(dossier: Path, run_in: Runner) -> None:
    said = run_in(dossier, "check", "c", "--format", "summary").out
    assert "difference" in said.split("### Worth knowing")[1]
