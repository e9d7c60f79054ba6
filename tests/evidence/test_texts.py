"""Texts of sources: where they are looked for, what is refused and why, and what pins them."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path
from types import MappingProxyType

import pytest

from discrepancy.evidence.texts import extraction as child
from discrepancy.evidence.texts import html, markdown, plain
from discrepancy.evidence.texts.extracted_text import UnreadableText
from discrepancy.evidence.texts.source_text import SourceText, open_source_text
from discrepancy.model.mark import Mark
from discrepancy.model.source import Source
from tests.support.pdfs import pdf

WORDS = "Forty houses burned at Tarn.\nNobody died.\n"


def source(file: str, sha256: str = "") -> Source:
    return Source(
        "s", "S", "S", Mark("s.yaml", 1, 1), text_file=file, text_sha256=sha256, details=MappingProxyType({})
    )


def at(folder: Path, file: str, sha256: str = "", *where: Path) -> SourceText | str:
    return open_source_text(str(folder), source(file, sha256), [str(one) for one in where])


# Where a text is looked for


def test_it_stands_beside_the_dossier_or_in_a_folder_given(tmp_path: Path) -> None:
    for name in ("dossier", "texts", "more"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "a.txt").write_text(WORDS)
    assert (
        at(tmp_path / "dossier", "a.txt")
        == 'there is no "a.txt" in the folders of texts or beside the dossier'
    )
    found = at(tmp_path / "dossier", "a.txt", "", tmp_path / "more", tmp_path / "texts")
    assert isinstance(found, SourceText) and found.text == WORDS and not found.changed
    (tmp_path / "dossier" / "a.txt").write_text("Another.")
    beside = at(tmp_path / "dossier", "a.txt")
    assert isinstance(beside, SourceText) and beside.text == "Another."


def test_of_two_texts_of_one_name_the_pinned_one_is_taken(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Another.")
    (tmp_path / "a.txt").write_text(WORDS)
    pin = hashlib.sha256(WORDS.encode()).hexdigest()
    for prefix in (pin, pin[:4], f"sha256:{pin[:9]}", pin.upper()):
        found = at(tmp_path, "a.txt", prefix, tmp_path / "texts")
        assert isinstance(found, SourceText) and found.text == WORDS and not found.changed
    other = at(tmp_path, "a.txt", "0000", tmp_path / "texts")
    assert isinstance(other, SourceText) and other.changed


@pytest.mark.parametrize("pin", ["9c1", "not a hash", "9c1g", "0" * 65])
def test_what_is_no_hash_is_said(tmp_path: Path, pin: str) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    assert "at least four" in str(at(tmp_path, "a.txt", pin))


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        WORDS.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        WORDS.encode("utf-16"),
    ],
)
def test_line_ends_and_marks_do_not_change_the_hash(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    found = at(tmp_path, "a.txt", hashlib.sha256(WORDS.encode()).hexdigest())
    assert isinstance(found, SourceText) and not found.changed and found.text == WORDS


# What is refused


@pytest.mark.parametrize("name", ["/etc/hostname", "../a.txt", "x/../../a.txt", "..\\a.txt", "C:/a.txt"])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "d").mkdir()
    assert "leads out" in str(at(tmp_path / "d", name))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text(WORDS)
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    said = {name: str(at(folder, f"{name}.txt")) for name in ("pipe", "folder", "out", "loop")}
    assert (
        "pipe or device" in said["pipe"]
        and "a folder" in said["folder"]
        and "leads out" in said["out"]
        and "loop.txt" in said["loop"]
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00\xff\xfe", "binary"),
        (b"one\ntwo \xe9 three", "0xE9 in line 2 is not UTF-8"),
        (b"one\ntwo\x00three", "NUL character in line 2"),
        (b"\xff\xfe\x00\x00o\x00\x00\x00", "UTF-32"),
        (b"\xff\xfeo", "UTF-16"),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert says in str(at(tmp_path, "a.txt"))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    assert "larger than 64 MB" in str(at(tmp_path, "a.txt"))


# Markdown and HTML


def test_markdown_is_read_without_its_marks_line_for_line() -> None:
    said = "# The fire\n\nForty *houses* burned at [Tarn](http://tarn).\nNobody `died`.\n\n> - so __they__ say\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    text = markdown.read(said.encode()).text
    assert text.splitlines() == [
        "The fire",
        "",
        "Forty houses burned at Tarn.",
        "Nobody died.",
        "",
        "so they say",
        "",
        "a b",
        "",
        "1 2",
    ]


def test_html_is_read_as_it_is_shown() -> None:
    said = """<!doctype html><head><title>T</title><style>p {}</style></head><p>Forty <b>houses</b> burned&nbsp;at Tarn.<br>Nobody
    died.<script>alert("x")</script><table><tr><td>1<td>2</table><p>caf&eacute; &#x27; &unknown; <!-- no --> end"""
    assert html.read(said.encode()).text.split("\n") == [
        "T",
        "Forty houses burned\u00a0at Tarn.",
        "Nobody died.",
        "1 2",
        "café ' &unknown; end",
    ]


# Each is words, what stands between them, words: what is no words may hide, and nothing after it.
BETWEEN = [
    *("<![word", "<![word]>", "<![if !IE]>", "<![endif]>", "<![endif]-->", "<!", "<!x", "<!x>", "<!>", "<?", "<?php", "<?x y?>", "<??>"),
    *("<!ELEMENT p (x)>", "<!DOCTYPE html [<!ENTITY a 'b'>]>", "<!DOCTYPE", "<!-->", "<!--->", "<!---->", "<!--x-->", "<!--x--!>"),
    *("<!-- <p> <![x -->", "</ x>", "</3", "</", "<", "< 5", "<3", "<img alt='<!--'>", '<img alt="<![x">', "<script>'<!--'</script>"),
    *("<script src=x />", "<style>/*<!--*/</style>", "<script>//<![CDATA[\n<![x\n//]]></script>", "<!--[if IE]><p><![endif]-->"),
    *("<template><![x</template>", "<![CDATA[", "]]>", "<p class='x", "&#x1b;", "&#0;", "<![CDATA[]]>"),
]  # fmt: skip


@pytest.mark.parametrize("between", BETWEEN)
def test_nothing_in_html_ends_the_reader_or_swallows_words_in_silence(between: str) -> None:
    said = f"<p>Forty houses {between} burned at Tarn.</p>\n<p>Nobody died.</p><!-- a comment -->"
    text = " ".join(html.read(said.encode()).text.split())
    assert text.startswith("Forty houses") and text.endswith("Nobody died.")
    assert "burned at Tarn." in text or (
        between in ("<p class='x", "<!x", "<?php") and "Nobody died." in text
    )


@pytest.mark.parametrize(
    "begins", ["<![word", "<!x", "<?x", "<!--x", "</ x", "<p class='x", "<p", "<![CDATA[x"]
)
def test_what_the_end_of_a_page_cuts_off_is_words(begins: str) -> None:
    text = html.read(f"<p>Forty houses {begins} burned at Tarn".encode()).text
    assert text.startswith("Forty houses") and text.endswith("burned at Tarn")


def test_the_words_of_a_section_are_words() -> None:
    assert html.read(b"<p>a <![CDATA[b < c &amp; <i>]]> d").text == "a b < c &amp; <i> d"


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "svg", "select", "object", "template"])
def test_what_hides_the_rest_of_a_page_is_told(tag: str) -> None:
    with pytest.raises(
        UnreadableText, match=f"<{tag}> has no end, and nothing after it would be read; put </{tag}>"
    ):
        html.read(f"<p>Forty houses <{tag}> burned at Tarn.</p><p>Nobody died.".encode())
    assert html.read(f"<p>Forty houses <{tag}></{tag}> burned<{tag}> ".encode()).text == "Forty houses burned"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("<meta charset=windows-1251><p>Дата".encode("cp1251"), "Дата"),
        ("<meta http-equiv=x content='text/html; charset=iso-8859-1'>“x”".encode("cp1252"), "“x”"),
        ("<?xml version='1.0' encoding='utf-8'?><p>ä</p>".encode(), "ä"),
        ("<p>ä".encode("utf-16"), "ä"),
    ],
)
def test_html_says_how_it_is_written(data: bytes, says: str) -> None:
    assert html.read(data).text == says


@pytest.mark.parametrize(
    ("reference", "says"),
    [("9" * 5000, "\ufffd"), ("0" * 5000 + "65", "A"), ("0" * 5000, "\ufffd"), ("00000000233", "é")],
)
def test_a_number_of_a_character_may_have_any_number_of_digits(reference: str, says: str) -> None:
    assert html.read(f'<p title="&#{reference};">x &#{reference};</p>'.encode()).text == f"x {says}"


@pytest.mark.parametrize("name", ["nonsense", "zip", "base64"])
def test_html_in_no_known_writing_is_refused(name: str) -> None:
    with pytest.raises(UnreadableText, match="cannot be read so"):
        html.read(f"<meta charset={name}><p>x".encode())


HOSTILE = {
    "deep": b"<div>" * 100_000 + b"here" + b"</div>" * 100_000,
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><p>here &b; &c;',
    "attributes": b"<p " + b"a=1 " * 100_000 + b">here",
    "open tag": b"here<p " + b"a" * 200_000,
    "comments": b"here" + b"<!--" * 50_000,
    "script": b"here<script>" * 20_000 + b"</script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_costs_little(name: str) -> None:
    text = child.extract("html", HOSTILE[name], seconds=20).text
    assert "here" in text and "root:" not in text
    assert name != "entities" or text.endswith("here &b; &c;")


@pytest.mark.parametrize(
    "data", [b"> " * 20_000 + b"x", b"[" * 50_000, b"*a " * 50_000, b"- " * 5_000 + b"x", b"![[]()" * 20_000]
)
def test_hostile_markdown_ends_in_time(data: bytes) -> None:
    try:
        child.extract("markdown", data, seconds=20)
    except UnreadableText as error:
        assert str(error)


# PDF


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data := pdf("Forty houses burned.\nNobody died.", "The end."))
    found = at(tmp_path, "a.pdf", hashlib.sha256(data).hexdigest()[:8])
    assert isinstance(found, SourceText) and not found.changed
    place = found.text.index("The end")
    assert (found.page(place), found.line(place)) == (2, 1)
    place = found.text.index("Nobody")
    assert (found.page(place), found.line(place)) == (1, 2)


BOMB = zlib.compress(b"0" * 200_000_000, 9)
BAD_PDFS = {
    "empty": (b"%PDF-1.4\n", "not a PDF"),
    "noise": (b"%PDF-1.4\n" + bytes(range(256)) * 200, "PDF"),
    "a pointer of LFS": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        "git lfs pull",
    ),
    "no text layer": (pdf("", ""), "no text layer"),
    "locked": (
        pdf(
            "x",
            trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'00' * 32}> /P -4 >> /ID [<00> <00>]",
        ),
        "locked by a password",
    ),
    "a circle of tables": (pdf("x", trailer="/Prev 9").replace(b"startxref\n", b"startxref\n0"), ""),
    "a circle of pages": (pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), ""),
    "many objects": (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj\n<<>>\nendobj\n" % i for i in range(60_000))
        + b"trailer << /Root 1 0 R >>",
        "",
    ),
    "nested": (pdf("x").replace(b"/Root 1 0 R", b"/Root 1 0 R /X " + b"[" * 100_000), ""),
    "a bomb": (
        pdf("x")
        .replace(b"<< /Length", b"<< /Filter /FlateDecode /Length", 1)
        .replace(b"stream\nBT", b"stream\n" + BOMB + b"BT", 1),
        "",
    ),
}


@pytest.mark.parametrize("name", BAD_PDFS)
def test_a_bad_pdf_costs_one_message(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 20.0)
    data, says = BAD_PDFS[name]
    (tmp_path / "a.pdf").write_bytes(data)
    found = at(tmp_path, "a.pdf")
    if says:
        assert isinstance(found, str) and says in found, found
    assert isinstance(found, str) or "x" in found.text


# The process


def test_a_reader_that_takes_too_long_is_killed() -> None:
    with pytest.raises(UnreadableText, match=r"more than 0\.01 seconds"):
        child.extract("html", b"<p>x" * 100_000, seconds=0.01)


@pytest.mark.skipif(os.name != "posix", reason="no limit of memory here")
def test_a_reader_that_takes_too_much_is_stopped() -> None:
    with pytest.raises(UnreadableText, match="memory"):
        child.extract("html", b"<p>x" * 3_000_000, memory=60 * 1024 * 1024)


def test_plain_text_is_what_it_is() -> None:
    assert plain.read(b"a\r\nb\rc\n").text == "a\nb\nc\n"
