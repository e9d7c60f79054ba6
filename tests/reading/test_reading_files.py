"""Files are opened with care: whatever stands where a file should be is one clear error or a correct reading."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from discrepancy.model.dossier import Dossier
from discrepancy.reading import dossiers as reader
from discrepancy.reading import page as _page
from tests.support.read_sources import DOSSIER, HEAD, ReadFiles

CLAIM = "  - ralph.born: 1180\n    at: f. 2\n    quote: natus est: anno\n"
GOOD = HEAD + "  - ralph.born: 1180\n    at: f. 2\n"


def codes(dossier: Dossier) -> list[str]:
    return [one.code for one in dossier.problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "d/s.yaml:1:1: error: the file is empty [E032 empty-file]"),
        (b" \n\n", "d/s.yaml:1:1: error: the file is empty [E032 empty-file]"),
        (b"# only a comment\n", "d/s.yaml:1:1: error: the file is empty [E032 empty-file]"),
        (
            b"a: 1\nb: caf\xe9\n",
            "d/s.yaml:2:7: error: byte 0xE9 is not UTF-8, save it as UTF-8 [E004 not-utf-8]",
        ),
        (
            "source: x\n".encode("utf-16"),
            "d/s.yaml:1:1: error: the file is UTF-16, save it as UTF-8 [E004 not-utf-8]",
        ),
        (
            b"- a\n- b\n",
            "d/s.yaml:1:1: error: a list does not belong here, a source file is a mapping of fields [E011 wrong-shape]",
        ),
        (
            b"just words\n",
            'd/s.yaml:1:1: error: a text does not belong here, "just words", a source file is a mapping of fields [E011 wrong-shape]',
        ),
        (b"source: s\ntitle: S\n---\nsource: t\n", "a second document in one file"),
        (
            b"version: 2\nsource: s\ntitle: S\n",
            'd/s.yaml:1:10: error: this program does not know version, "2"',
        ),
    ],
)
def test_a_file_that_is_no_source_is_one_error(content: bytes, expected: str, read_files: ReadFiles) -> None:
    dossier = read_files({"s.yaml": content})
    assert len(dossier.problems) == 1, [str(one) for one in dossier.problems]
    assert expected in str(dossier.problems[0])


def test_a_byte_order_mark_and_crlf_are_read_with_right_places(read_files: ReadFiles) -> None:
    text = (HEAD + CLAIM + CLAIM.replace("ralph", "hugh").replace(": anno", "")).replace("\n", "\r\n")
    dossier = read_files({"s.yaml": b"\xef\xbb\xbf" + text.encode()})
    assert [(str(one.mark), one.code) for one in dossier.problems] == [("d/s.yaml:7:21", "E007")]
    assert [(claim.mark.line, claim.mark.column, claim.quote) for claim in dossier.claims] == [
        (8, 5, "natus est")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links as on Unix")
def test_a_pipe_a_folder_and_links_that_lead_out_are_errors(read_files: ReadFiles, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "out.yaml").write_text(GOOD, "utf-8")
    os.mkfifo(tmp_path / "d" / "pipe.yaml")
    (tmp_path / "d" / "folder.yaml").mkdir()
    (tmp_path / "d" / "link.yaml").symlink_to(tmp_path / "out.yaml")
    (tmp_path / "d" / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "d" / "within.yaml").symlink_to("corve.yaml.text")
    (tmp_path / "d" / "corve.yaml.text").write_text(GOOD, "utf-8")
    dossier = read_files({})
    assert [(one.mark.file, one.code) for one in dossier.problems] == [
        ("d/folder.yaml", "E002"),
        ("d/link.yaml", "E002"),
        ("d/loop.yaml", "E002"),
        ("d/pipe.yaml", "E002"),
    ]
    assert len(dossier.claims) == 1


def test_a_file_too_large_is_an_error(read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_page, "LARGEST_FILE", 700)
    dossier = read_files({"s.yaml": GOOD + "#" * 800})
    assert codes(dossier) == ["E002"]
    assert "larger than 1 MB" in str(dossier.problems[0])


def test_what_cannot_be_opened_is_an_error(read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, largest: int) -> bytes:
        if path.name == "s.yaml":
            raise PermissionError(13, "Permission denied")
        return path.read_bytes()

    monkeypatch.setattr(_page, "read_regular_file", refuse)
    dossier = read_files({"s.yaml": GOOD, "t.yaml": GOOD})
    assert [str(one) for one in dossier.problems] == [
        "d/s.yaml:1:1: error: cannot be read (Permission denied) [E002 unreadable-file]"
    ]
    assert len(dossier.claims) == 1


def test_a_file_under_a_name_that_is_not_read_is_reported(read_files: ReadFiles) -> None:
    assert codes(read_files({"s.yml": GOOD, ".hidden.yaml": "x", "notes.txt": "x"})) == ["E002"]


def test_files_in_a_folder_that_is_not_read_are_a_warning(read_files: ReadFiles, tmp_path: Path) -> None:
    for name in (
        "letters/t.yaml",
        "Reviews/F-ca978112.yaml",
        "texts/s.txt",
        ".import/sheet.yaml",
        "reviews/old/F-ca978112.yaml",
    ):
        (tmp_path / "d" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / name).write_text("source: t\ntitle: T\n", encoding="utf-8")
    said = [(one.mark.file, one.warning, one.words) for one in read_files({"s.yaml": GOOD}).problems]
    assert said == [
        ("d/Reviews", True, "F-ca978112.yaml"),
        ("d/letters", True, "t.yaml"),
        ("d/reviews/old", True, "F-ca978112.yaml"),
    ]


@pytest.mark.parametrize(
    ("path", "code"), [("nowhere", "E001"), ("file", "E001"), ("empty", "E001"), ("a\0b", "E001")]
)
def test_nothing_to_read_is_a_problem_and_never_silence(
    path: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "empty").mkdir()
    (dossier,) = reader.read_dossiers([path])
    assert codes(dossier) == [code]
    assert not dossier.claims


def test_a_folder_of_dossiers_and_one_dossier_are_read_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b", "a", "no-dossier"):
        (tmp_path / "claims" / name).mkdir(parents=True)
        if name != "no-dossier":
            (tmp_path / "claims" / name / "dossier.yaml").write_text(DOSSIER, "utf-8")
            (tmp_path / "claims" / name / "s.yaml").write_text(GOOD, "utf-8")
    dossiers = reader.read_dossiers(["claims/", "claims/a", "./claims/a/"])
    assert [(dossier.path, dossier.name, len(dossier.claims)) for dossier in dossiers] == [
        ("claims/a", "a", 1),
        ("claims/b", "b", 1),
    ]


def test_a_dossier_too_deep_to_be_found_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("all/one", "all/region/two", "all/region/three", "all/.hidden/four"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "dossier.yaml").write_text(DOSSIER)
        (tmp_path / name / "s.yaml").write_text(GOOD)
    (one,) = reader.read_dossiers(["all"])
    (said,) = one.problems
    assert one.path == "all/one" and (said.warning, said.mark.file, said.words) == (
        True,
        "all/region",
        "three",
    )
    every = reader.read_dossiers(["all", "all/region"])
    assert [(found.path, found.problems) for found in every] == [
        ("all/one", ()),
        ("all/region/three", ()),
        ("all/region/two", ()),
    ]
    assert reader.read_dossiers([]) == ()


def test_a_dossier_that_links_out_of_its_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "dossier.yaml").write_text(DOSSIER, "utf-8")
    (tmp_path / "claims" / "x").symlink_to(tmp_path / "elsewhere")
    (dossier,) = reader.read_dossiers([str(tmp_path / "claims")])
    assert codes(dossier) == ["E002"]


def test_the_same_source_or_siglum_twice_is_reported_at_the_second(read_files: ReadFiles) -> None:
    dossier = read_files({"a.yaml": GOOD, "b.yaml": GOOD, "c.yaml": GOOD.replace("corve", "chad")})
    assert [(one.mark.file, one.code) for one in dossier.problems] == [
        ("d/b.yaml", "E026"),
        ("d/c.yaml", "E026"),
    ]
    assert all("d/a.yaml:2:9" in str(one) for one in dossier.problems)


def test_problems_stand_in_order_of_file_line_and_column(read_files: ReadFiles) -> None:
    bad = HEAD + "  - ralf.born: x\n    att: f. 2\n    stance: maybe\n"
    dossier = read_files({"b.yaml": bad, "a.yaml": bad.replace("corve", "aa")})
    marks = [one.mark for one in dossier.problems]
    assert marks == sorted(marks)
    assert len(marks) == 8


def test_reading_leaves_the_garbage_collector_as_it_was(read_files: ReadFiles) -> None:
    import gc

    read_files({"s.yaml": GOOD})
    assert gc.isenabled()


def test_a_folder_that_cannot_be_looked_into_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "claims" / "locked").mkdir(parents=True)
    look = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.chdir(tmp_path)
    (dossier,) = reader.read_dossiers(["claims"])
    assert [str(one) for one in dossier.problems] == [
        "claims/locked:1:1: error: the folder cannot be read (Permission denied) [E002 unreadable-file]"
    ]
