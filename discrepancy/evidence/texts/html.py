"""HTML as its reader sees it: the words, a line for each block.

By the standard library's parser, which reads as a stream: it builds no tree, so no depth of nesting upsets
it, resolves no entity but the characters that HTML names, so none grows, and opens nothing. It repairs broken
markup less well than a browser does, and a text needs none of it. What a browser does not show (scripts,
styles, templates, the head but for the title) is left out.
"""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from discrepancy.evidence.texts.extracted_text import MOST_CHARACTERS, ExtractedText, UnreadableText
from discrepancy.evidence.texts.plain import decoded

_HIDDEN = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "iframe",
        "canvas",
        "audio",
        "video",
        "select",
    )
)
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "caption",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "figcaption",
        ),
        *(
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "html",
            "li",
            "main",
            "nav",
            "ol",
            "p",
        ),
        *("pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.I,
)
_SPACE = re.compile(r"[ \t\n\r\f]+")


def read(data: bytes) -> ExtractedText:
    """The words of the page in `data`. Raises UnreadableText."""
    reader = _VisibleText()
    reader.feed(_without_comments(page_source(data)))
    reader.close()
    return ExtractedText(reader.text())


def page_source(data: bytes) -> str:
    """The source of the page: UTF-8 unless a byte order mark or the page itself says otherwise."""
    named = _CHARSET.search(data[:4096])
    name = (named[1] or named[2]).decode("ascii").lower() if named else "utf-8"
    if name.replace("-", "").startswith("utf") or data.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
    ):
        return decoded(data)
    name = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}.get(
        name, name
    )  # as browsers do
    try:
        known = codecs.lookup(name)
        # What open() itself asks: no zip bomb poses as a charset.
        if known._is_text_encoding:
            return decoded(data.decode(name).encode("utf-8"))
    except (LookupError, UnicodeError):
        pass
    raise UnreadableText(
        f'the page says it is written in "{name}", and cannot be read so', "save it as UTF-8"
    )


def _without_comments(text: str) -> str:
    """The source without its comments. Older parsers look for the end of each from every beginning, which a
    page of beginnings makes slow.
    """
    parts, place = [], 0
    while (begin := text.find("<!--", place)) >= 0:
        end = text.find("-->", begin + 4)
        parts.append(text[place:begin])
        if end < 0:
            return "".join(parts) + text[begin:].replace("<!--", "")
        place = end + 3
    return "".join(parts) + text[place:]


class _VisibleText(HTMLParser):
    """Gathers what is shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._hidden = ""
        self._depth = 0
        self._size = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            self._depth += tag == self._hidden
        elif tag in _HIDDEN:
            self._hidden, self._depth = tag, 1
        elif tag in _BLOCKS:
            self._lines.append([])
        elif tag in _CELLS:
            self._lines[-1].append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._hidden and tag in _BLOCKS:
            self._lines.append([])

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._depth -= tag == self._hidden
            if not self._depth:
                self._hidden = ""
        elif tag in _BLOCKS and self._lines[-1]:
            self._lines.append([])

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._size += len(data)
            if self._size > MOST_CHARACTERS:
                raise UnreadableText(f"more than {MOST_CHARACTERS:,} characters of text")
            self._lines[-1].append(data)

    def text(self) -> str:
        """The lines gathered, those without words left out."""
        lines = (_SPACE.sub(" ", "".join(parts)).strip(" ") for parts in self._lines)
        return "\n".join(line for line in lines if line)
