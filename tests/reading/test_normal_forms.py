"""One name in two normal forms is one name: what is written in NFD means what it means in NFC."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.reading import dossiers as reader
from tests.support.command import Runner, invoke
from tests.support.examples import examples
from tests.support.git_repositories import git, needs_git

DOSSIER = """\
title: Đại hội
entities:
  lê-duẩn: {name: Lê Duẩn, kind: person, aliases: [Nguyễn Văn Nhuận], was: [lê-nhuận]}
  hồ: {name: Hồ Chí Minh, kind: person}
  đại-hội: {name: Đại hội, kind: event}
voices:
  người-kể: {name: người kể}
properties:
  lý-do: {type: framing, scales: [chính-nghĩa], frames: [phản-bội, giải-phóng]}
  số-người: {type: quantity, scope: [phía]}
  thành-phần: {type: set, one: false}
  chức-vụ: {type: term, one: true, state: true}
scopes:
  phía: {bắc-việt: {}, nam: {}}
scales:
  chính-nghĩa: [xấu, tốt-đẹp]
labels:
  đại-hội: {ngụy-quyền: -1, giải-phóng: 1}
terms:
  bí-thư: {name: bí thư, not: [chủ-tịch]}
  chủ-tịch: {name: chủ tịch}
topics:
  Đánh giá: [đại-hội, đại-hội.lý-do]
laws:
  - name: tuổi-tác
    law: số-người[phía=nam] <= số-người[phía=bắc-việt]
"""
SOURCES = {
    "sách-đỏ": """\
source: sách-đỏ
siglum: ĐỎ
title: Sách đỏ
silent_on: hồ
claims:
  - lê-duẩn.born: 1907
    at: trang 1
    according_to: [người-kể]
  - đại-hội.lý-do: {chính-nghĩa: tốt-đẹp, frame: giải-phóng, label: giải-phóng}
    at: trang 2
    quote: một cuộc giải phóng
    rests_on: ["đại-hội.số-người[phía=bắc-việt]"]
  - đại-hội.số-người[phía=bắc-việt]: 100
    at: trang 3
  - đại-hội.số-người[phía=nam]: 700
    at: trang 4
  - lê-duẩn.chức-vụ: bí thư
    at: trang 5
    throughout: đại-hội
  - đại-hội.thành-phần: Hồ Chí Minh; Lê Duẩn
    at: trang 6
""",
    "sách-trắng": """\
source: sách-trắng
title: Sách trắng
derived_from: [sách-đỏ]
claims:
  - about: [lê-nhuận]
    says: {born: 1908}
    at: trang 1
    according_to: {voice: hồ, said: ở Huế}
  - đại-hội.lý-do: {chính-nghĩa: xấu, frame: phản-bội, label: ngụy-quyền}
    at: trang 2
    quote: một sự phản bội
  - đại-hội.số-người[phía=nam]: 90
    at: trang 4
  - lê-duẩn.chức-vụ: chủ tịch
    at: trang 5
    throughout: đại-hội
  - hồ.born: the day after đại-hội
    at: trang 6
  - đại-hội.date: 3 days after hồ.born
    at: trang 7
""",
}


def written(folder: Path, forms: list[str]) -> str:
    """Writes the dossier, each of its words in the form whose turn it is, and gives its path."""
    texts = {"dossier": DOSSIER, **SOURCES}
    turn = 0
    for name, text in texts.items():
        words = []
        for word in text.split(" "):
            words.append(normalize(forms[turn % len(forms)], word))
            turn += 1
        file = folder / "hội" / f"{normalize(forms[0], name)}.yaml"  # a file system keeps all names in one
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(" ".join(words), "utf-8")
    return str(folder / "hội")


def found(path: str) -> tuple[object, list[object]]:
    """What check says of the dossier, in NFC, without where the folder lies; and the lines of all marks."""
    ran = invoke("check", path, "--format", "json", "--no-cache")
    said = json.loads(normalize("NFC", ran.out.replace(path, "hội")))
    (dossier,) = reader.read_dossiers([path])
    lines = [
        (claim.mark.line, normalize("NFC", claim.mark.file.removeprefix(path))) for claim in dossier.claims
    ]
    for problem in said["errors"]:
        problem.pop("column", None)
    return said, sorted(lines)


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, list[object]]:
    return found(written(tmp_path_factory.mktemp("nfc"), ["NFC"]))


def test_the_dossier_is_read_and_disagrees(composed: tuple[object, list[object]]) -> None:
    said = composed[0]
    assert isinstance(said, dict) and not said["errors"]
    assert {"D101", "P101", "L101", "L102"} <= {finding["rule"] for finding in said["findings"]} | {"P101"}


@examples(15)
@given(
    st.lists(st.sampled_from(["NFC", "NFD"]), min_size=1, max_size=12).filter(lambda forms: "NFD" in forms)
)
def test_a_dossier_in_any_normal_form_gives_the_same_findings(
    composed: tuple[object, list[object]], forms: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        said = found(written(Path(folder), forms))
        assert json.dumps(said, indent=1, ensure_ascii=False).split("\n") == json.dumps(
            composed, indent=1, ensure_ascii=False
        ).split("\n")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("other", ["NFC", "NFD"])
def test_what_is_typed_is_found_in_either_form(form: str, other: str, tmp_path: Path, run_in: Runner) -> None:
    written(tmp_path, [form])

    def typed(*words: str) -> str:
        ran = run_in(tmp_path, *(normalize(other, word) if word != "hội" else word for word in words), "hội")
        assert ran.code in (0, 1) and not ran.err, ran.err
        return normalize("NFC", ran.out)

    for option, value in (
        ("--subject", "lê-duẩn"),
        ("--subject", "Lê Duẩn"),
        ("--source", "sách-đỏ"),
        ("--source", "ĐỎ"),
    ):
        assert "Found" in typed("check", option, value)
    for topic in ("lê-duẩn", "đại-hội.lý-do", "đại-hội.số-người[phía=nam]", "số-người"):
        assert topic.split("[")[0] in typed("explain", topic)
    clash = run_in(tmp_path, "check", "hội", "--format", "json").json["findings"][0]["id"]
    run_in(
        tmp_path,
        "decide",
        clash,
        "hội",
        "--verdict",
        "scope",
        "--because",
        "x",
        "--by",
        "A",
        "--prefers",
        normalize(other, "sách-đỏ"),
    )
    assert "prefers ĐỎ" in typed("check")
    assert run_in(tmp_path, "baseline", "create", "hội").code == 0
    known = tmp_path / ".discrepancy-baseline"
    known.write_text(normalize(other, known.read_text("utf-8")), "utf-8")
    assert run_in(tmp_path, "check", "hội").code == 0


def test_a_text_is_found_whose_name_the_file_system_keeps_in_another_form(
    tmp_path: Path, run_in: Runner
) -> None:
    written(tmp_path, ["NFC"])
    file = tmp_path / "hội" / "sách-đỏ.yaml"
    file.write_text(file.read_text("utf-8").replace("claims:", "text: {file: văn bản.txt}\nclaims:"), "utf-8")
    for form in ("NFC", "NFD"):
        text = tmp_path / "hội" / normalize(form, "văn bản.txt")
        text.write_text("một cuộc giải phóng\n", "utf-8")
        assert "1 exact" in run_in(tmp_path, "check", "hội").out
        text.unlink()


@needs_git
def test_a_review_and_a_revision_hold_in_either_form(tmp_path: Path, run_in: Runner) -> None:
    written(tmp_path, ["NFC"])
    clash = run_in(tmp_path, "check", "hội", "--format", "json").json["findings"][0]["id"]
    run_in(tmp_path, "decide", clash, "hội", "--verdict", "scope", "--because", "x", "--by", "A")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "x")
    for file in (tmp_path / "hội").glob("**/*.yaml"):
        file.write_text(normalize("NFD", file.read_text("utf-8")), "utf-8")
    ran = run_in.since(tmp_path, "HEAD", "hội")
    assert ran.code == 0 and {one["status"] for one in ran.json["findings"] if one["id"] == clash} == {
        "reviewed"
    }
    assert not ran.since["new"] and not ran.since["worsened"] and not ran.since["gone"]
