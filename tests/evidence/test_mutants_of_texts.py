"""Damaged texts of sources, through the commands: each is read or refused in words, and nobody calls a quote found
that is not in it.

The readers are called in this process, where hundreds can be tried; some go through the child that bounds them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from discrepancy.evidence.texts import extraction, html, markdown, pdf, plain
from discrepancy.evidence.texts.extracted_text import ExtractedText, UnreadableText
from tests.support import pdfs
from tests.support.attempts import SEED, Mutants, attempt
from tests.support.command import Ran
from tests.support.git_repositories import DOSSIER
from tests.support.mutants import how_many, mutants, xml_mutants

SAID = "In the year 1204 there were 6,000 men at Aldwater, and nobody fled."
SOURCE = "source: corve\ntitle: Corve\ntext: {{file: corve{end}}}\nclaims:\n  - battle.strength: 6,000 men\n    at: p. 1\n    quote: there were 6,000 men at Aldwater\n"
PLAIN = f"Of the battle\n\n{SAID}\nOn 6 May the king came – with “ten ships”.\n".encode()
MARKDOWN = f"# Of the *battle*\n\n{SAID} [^1]\n\n> *On* 6 May the `king` came\n\n| a | b |\n|---|---|\n| 12 | [c](d) |\n\n1. one\n   - two\n\n```\ncode 1300\n```\n\n<b>bold</b> &amp; <!-- not --> \\*\n\n[^1]: a note\n".encode()
HTML = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Battle</title><style>p{}</style></head>'
    f'<body class="x"><h1>Of the battle</h1><!-- left out --><p id="a">{SAID} &eacute;&#233;&#x2014;</p><table><tr><td>12</td><th>34</th></tr></table>'
    "<script>if (a < b) { document.write('1300') }</script><ul><li>6 May<li>7 May</ul><![CDATA[x]]><br/><pre>a\n b</pre><select><option>1</select></body></html>\n"
).encode()
_STREAM = zlib.compress(f"BT /F1 12 Tf 72 720 Td ({SAID}) Tj ET".encode())
PDF = pdfs.pdf(SAID, "On 6 May the king came.")
PACKED_PDF = (
    pdfs.pdf("x")
    .replace(b"/Length 41", b"/Length %d /Filter /FlateDecode" % len(_STREAM))
    .replace(b"BT /F1 12 Tf 72 720 Td 14 TL (x) Tj T* ET", _STREAM)
)
PDF_WORDS = [
    word.encode()
    for word in (
        "/Filter /FlateDecode", "/Filter [/ASCII85Decode /LZWDecode]", "/Length 999999999", "/Length -1", "1 0 R", "99999 0 R", "/Prev 0", "<<", ">>", "[", "]",
        "endobj", "4 0 obj", "stream\n", "endstream", "/Type /ObjStm /N 9 /First 9", "/Encrypt 1 0 R", "/Kids [2 0 R]", "/Count -1", "/Count 99999999", "xref\n0 9\n",
        "trailer", "startxref\n0\n", "%%EOF", "(", ")", "<41", "Tj", "T*", "/ToUnicode 4 0 R", "/Encoding /Identity-H", "/Subtype /Type0", "/Subtype /Type3", "/MediaBox [0 0 1e99 nan]",
        "BI /W 9 ID x EI", "/XObject << /X 3 0 R >>", "/X Do", "0 0 0 0 0 0 cm", "1e400 0 0 1 0 0 Tm", "null", "true", "/Rotate 45", "/Parent 3 0 R", "/Contents [4 0 R 4 0 R]",
    )
]  # fmt: skip
HTML_WORDS = [
    word.encode()
    for word in (
        "<", ">", "</", "/>", "<!--", "-->", "<!", "<![", "<![CDATA[", "]]>", "<?", "&", "&#x110000;", "&#0;", "&#xD800;", "&nosuch;", "&amp", "<script>", "</script>", "<style>",
        "<title>", "<select>", "<svg>", "<math>", "<template>", "<p", "<td>", '"', "'", "=", "<a b='", "<meta charset=utf-7>", "<meta charset=zip>", "<meta charset=cp037>", "<br>" * 500, "<![word", "<!DOCTYPE [",
    )
]  # fmt: skip
MARKDOWN_WORDS = [
    word.encode()
    for word in (
        "#",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "> ",
        "- ",
        "1. ",
        "[",
        "](",
        ")",
        "![",
        "|",
        "\\",
        "&#0;",
        "<!--",
        "    ",
        "\t",
        "***\n",
        "[a]: b\n",
        "~~~",
        "  \n",
        "> " * 200,
        "[" * 300,
        "*a " * 300,
    )
]

LIST = ("list", "claims", "d", "--format", "json")
Reader = Callable[[bytes], ExtractedText]
READERS: dict[str, Reader] = {"html": html.read, "markdown": markdown.read, "pdf": pdf.read}
TEXTS = {
    "plain texts": (".txt", PLAIN, [b"\xff\xfe", b"6,000", b"men", b"\r\n", b"\r", b"-\n", b"\x0c"]),
    "Markdown": (".md", MARKDOWN, MARKDOWN_WORDS),
    "HTML": (".html", HTML, HTML_WORDS),
    "PDF": (".pdf", PDF, PDF_WORDS),
    "PDF, packed": (".pdf", PACKED_PDF, PDF_WORDS),
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d").mkdir()
    Path("d/dossier.yaml").write_text(DOSSIER, "utf-8")


def commands(file: str) -> tuple[tuple[str, ...], ...]:
    return (
        LIST,
        ("coverage", "d"),
        ("draft", file, "--source", "new", "--dossier", "d"),
        LIST,
        ("check", "d"),
        ("coverage", "d", "--format", "json", "--most", "0"),
    )


@pytest.mark.parametrize("kind", TEXTS)
def test_a_damaged_text_is_read_or_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    end, whole, words = TEXTS[kind]
    Path("d/corve.yaml").write_text(SOURCE.format(end=end), "utf-8")
    extracted: list[str | None] = []

    def extract(kind: str, data: bytes) -> ExtractedText:
        # What of a deep file can be read depends on how deep its reader is called; so it is asked once, and what
        # the command says is held against what it was given itself.
        extracted.append(None)
        found = READERS[kind](data)
        extracted[-1] = found.text
        return found

    monkeypatch.setattr(extraction, "extract", extract)
    path = Path(f"d/corve{end}")
    path.write_bytes(whole)
    assert status(attempt(*LIST)) == "exact"

    def tried(number: int, data: bytes) -> str:
        path.write_bytes(data)
        extracted.clear()
        ran = attempt(*commands(path.as_posix())[number % 6])
        said = extracted[-1] if extracted else text_of(kind, data)
        if said is None:
            assert status(ran) in (None, "not checked")
            return "refused"
        if status(ran) == "exact":
            assert "6,000men" in "".join(said.split())
        if SAID in said:
            assert status(ran) in (None, "exact", "ambiguous")
        return "read"

    drawn = mutants(whole, how_many(20) // 2, f"{SEED}:{kind}", words)
    if kind == "HTML":
        drawn = chain(drawn, xml_mutants(whole, how_many(20) // 2, f"{SEED}:{kind}"))
    Mutants(kind, drawn).each(tried)


def text_of(kind: str, data: bytes) -> str | None:
    """What the reader of its kind makes of `data`, None where it refuses."""
    own = READERS.get(kind.split(",")[0].lower(), plain.read)
    try:
        return (READERS["pdf"] if data.startswith(b"%PDF-") else own)(data).text
    except UnreadableText:
        return None


def status(ran: Ran) -> str | None:
    """What is said of the quote, where that is told."""
    found = json.loads(ran.out) if ran.out.startswith("[") else []
    return next((one["quote_status"] for one in found if "quote_status" in one), None)


@pytest.mark.parametrize("kind", ["Markdown", "HTML", "PDF"])
def test_a_damaged_text_is_read_or_refused_in_the_child_too(kind: str) -> None:
    end, whole, words = TEXTS[kind]
    Path("d/corve.yaml").write_text(SOURCE.format(end=end), "utf-8")
    path = Path(f"d/corve{end}")

    def tried(number: int, data: bytes) -> str:
        path.write_bytes(data)
        ran = attempt("check", "d")
        assert "without an answer" not in ran.text, ran
        return "refused" if "cannot be read" in ran.text else "read"

    Mutants(f"{kind}, in the child", mutants(whole, -(-how_many(80) // 80), f"{SEED}:{kind}", words)).each(
        tried
    )


@pytest.mark.parametrize("filter_", [b"/FlateeeDecode", b"/flateDecode", b"/JBIG3Decode"])
def test_a_pdf_packed_in_no_known_way_is_refused_in_words(filter_: bytes) -> None:
    with pytest.raises(UnreadableText, match="not a PDF that can be read"):
        pdf.read(PACKED_PDF.replace(b"/FlateDecode", filter_))
