"""What one source says nobody knows and another answers: question by question, or once for a source that says so of many."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.findings.finding import Finding
from tests.support.folders import findings_in, write_dossier

DOSSIER = "title: A test\nentities:\n" + "".join(
    f"  e{i}: {{name: Event {i}, kind: event}}\n" for i in range(40)
)


def found(folder: Path, **sources: str) -> list[Finding]:
    write_dossier(folder, DOSSIER, sources)
    return [finding for finding in findings_in(folder).findings if finding.rule == "D105"]


def dates(said: str, count: int, first: int = 0) -> str:
    return "\n".join(f"- e{i}.date: {said}" for i in range(first, first + count))


@pytest.mark.parametrize("count, findings", [(1, 1), (5, 5), (6, 1), (40, 1)])
def test_a_source_of_many_unknowns_is_told_once(tmp_path: Path, count: int, findings: int) -> None:
    told = found(tmp_path, a=dates("unknown", count), b=dates("1204", 40))
    assert len(told) == findings
    if count > 5:
        assert told[0].message == f"A says of {count} questions that nobody knows, and others answer them"
        assert len(told[0].claims) == count and told[0].why[-1] == (
            "and 34 more" if count == 40 else "e5.date: 1204, says B (p. 5)"
        )


def test_two_such_sources_are_two_findings_and_what_nobody_answers_is_none(tmp_path: Path) -> None:
    told = found(tmp_path, a=dates("unknown", 40), b=dates("unknown", 30), c=dates("1204", 20))
    assert [finding.message.split(" that")[0] for finding in told] == [
        "A says of 20 questions",
        "B says of 20 questions",
    ]


def test_who_says_so_seldom_is_told_beside_it(tmp_path: Path) -> None:
    told = found(tmp_path, a=dates("unknown", 20), b=dates("unknown", 1, 3), c=dates("1204", 40))
    assert [str(finding.question) for finding in told if "says of" not in finding.message] == ["e3.date"]
    assert len(told) == 2


def test_it_is_the_same_finding_while_more_are_added(tmp_path: Path) -> None:
    ids = {
        found(tmp_path / str(count), a=dates("unknown", count), b=dates("1204", 40))[0].id
        for count in (6, 20, 40)
    }
    assert len(ids) == 1
