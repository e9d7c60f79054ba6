"""What `set_aside` may hold, and what is said where it holds something else."""

from __future__ import annotations

import pytest

from tests.support.read_sources import ReadFiles

HEAD = "source: corve\ntitle: Corve\n"


def test_passages_are_read_with_their_places(read_files: ReadFiles) -> None:
    text = (
        HEAD
        + "set_aside:\n  - quote: two men\n    at: line 3\n    reason: count nothing\n  - lines: 80 – 87\n    reason: notes\n"
    )
    (source,) = read_files({"corve.yaml": text}).sources.values()
    found = [(one.quote, one.at, one.lines, one.reason, one.mark.line, str(one)) for one in source.set_aside]
    assert found == [
        ("two men", "line 3", (0, 0), "count nothing", 4, "“two men”"),
        ("", "", (80, 87), "notes", 7, "lines 80-87"),
    ]


WRONG = [
    ("quote: two men", "E012", "has no reason"),
    ("reason: notes", "E041", "without quote and lines"),
    ("lines: 3\n    quote: two men\n    reason: notes", "E041", "with a quote and lines"),
    ("lines: three\n    reason: notes", "E041", "not lines of a text"),
    ("lines: 9-3\n    reason: notes", "E041", "not lines of a text"),
    ("lines: 0\n    reason: notes", "E041", "not lines of a text"),
    ("lines: 99999999999\n    reason: notes", "E041", "not lines of a text"),
    ("lines:\n    reason: notes", "E012", "lines has no value"),
    ("line: 3\n    reason: notes", "E003", 'did you mean "lines"?'),
    ("quote: a # b\n    reason: notes", "E015", "cuts these words short"),
    ("two men", "E011", "does not belong here"),
]


@pytest.mark.parametrize(("entry", "code", "said"), WRONG)
def test_what_is_wrong_is_told_at_its_place_and_left_out(
    read_files: ReadFiles, entry: str, code: str, said: str
) -> None:
    dossier = read_files({"corve.yaml": HEAD + f"set_aside:\n  - {entry}\n"})
    found = [one for one in dossier.problems if one.code == code]
    assert found and said in str(found[0]) and 4 <= found[0].mark.line <= 5, dossier.problems
    assert code == "E015" or not dossier.sources["corve"].set_aside


def test_what_is_no_list_is_told(read_files: ReadFiles) -> None:
    dossier = read_files({"corve.yaml": HEAD + "set_aside: two men\n"})
    assert [one.code for one in dossier.problems] == ["E011"]


def test_draft_is_true_or_false(read_files: ReadFiles) -> None:
    for given, codes in (("false", []), ("true", ["E040"]), ("perhaps", ["E024"])):
        assert [
            one.code for one in read_files({"corve.yaml": HEAD + f"draft: {given}\nclaims: []\n"}).problems
        ] == codes
