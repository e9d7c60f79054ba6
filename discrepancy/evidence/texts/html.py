"""HTML as its reader sees it: the words, a line for each block.

By the standard library's parser, which reads as a stream: it builds no tree, so no depth of nesting upsets
it, resolves no entity but the characters that HTML names, so none grows, and opens nothing. It repairs broken
markup less well than a browser does, and a text needs none of it. What a browser does not show (scripts,
styles, templates, the head but for the title) is left out.
"""

from __future__ import annotations

import codecs
import re
from html import escape
from html.parser import HTMLParser

from discrepancy.evidence.texts.extracted_text import MOST_CHARACTERS, ExtractedText, UnreadableText
from discrepancy.evidence.texts.plain import decoded
from discrepancy.system.character_references import with_short_references

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
# A tag is passed over whole, since its attributes may hold anything; of a longer one the rest is looked at.
_BEGIN = re.compile(
    r"""<(?:(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<raw>script|style)(?=[\s/>])(?![^<>]*/>)
      |(?P<other>[!?]|/(?![a-z]))|(?P<tag>/?[a-z](?:[^<>"']|"[^"]{0,300}"|'[^']{0,300}')*+>))""",
    re.I | re.X,
)
_ENDS = {
    "comment": re.compile(r"--!?>"),
    "cdata": re.compile(r"\]\]>"),
    "script": re.compile(r"</script(?=[\s/>])", re.I),
    "style": re.compile(r"</style(?=[\s/>])", re.I),
}
_DECLARATION = re.compile(r"<!doctype\b[^<>\[]*(?:\[[^\]]*\]\s*)?>|<[!?/][^<>]*>", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")


def read(data: bytes) -> ExtractedText:
    """The words of the page in `data`. Raises UnreadableText."""
    reader = _VisibleText()
    try:
        reader.feed(with_short_references(_without_declarations(page_source(data))))
        reader.close()
    except AssertionError as error:  # with which the parser of some versions ends at what it does not know
        raise UnreadableText(f"not HTML that can be read: {error}", "give a plain text") from None
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


def _without_declarations(text: str) -> str:
    """The source without comments, declarations and processing instructions, which no browser shows.

    What only begins like one, and does not end before the next `<`, is words and stays. The words of a CDATA
    section are words, as in XHTML. A parser is not asked: some look for an end from every beginning, some
    give up at a beginning they do not know, and some let a beginning without an end swallow the rest.
    """
    parts, place = [], 0
    endless: set[str] = set()  # what has no end from here on is not looked for again

    def end_of(what: str, begin: int) -> int:
        found = None if what in endless else _ENDS[what].search(text, begin)
        if found is None:
            endless.add(what)
            return -1
        return found.end()

    while hit := _BEGIN.search(text, place):
        begin, kind = hit.start(), str(hit.lastgroup)
        parts.append(text[place:begin])
        if kind == "tag":
            place = hit.end()
            parts.append(hit[0])
        elif kind == "raw":
            name = hit["raw"].lower()
            end = end_of(name, hit.end())
            place = end if end >= 0 else hit.end()
            parts.append(text[begin:place])
        elif kind == "comment":
            end = end_of(kind, begin + 2)
            place = end if end >= 0 else hit.end()
        elif kind == "cdata":
            end = end_of(kind, hit.end())
            place = end if end >= 0 else hit.end()
            parts.append(escape(text[hit.end() : end - 3], quote=False) if end >= 0 else "")
        else:
            whole = _DECLARATION.match(text, begin)
            place = whole.end() if whole else begin + 1
            parts.append("" if whole else "&lt;")
    rest = text[place:]
    last = rest.rfind("<")
    if last > rest.rfind(">"):  # a tag that the end of the page cuts off
        rest = f"{rest[:last]}&lt;{rest[last + 1 :]}"
    return "".join(parts) + rest


class _VisibleText(HTMLParser):
    """Gathers what is shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[list[str]] = [[]]
        self._hidden = ""
        self._hides = False
        self._depth = 0
        self._size = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden:
            self._depth += tag == self._hidden
        elif tag in _HIDDEN:
            self._hidden, self._depth = tag, 1
            self._hides = False
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
        if self._hidden:
            self._hides = self._hides or not data.isspace()
        else:
            self._size += len(data)
            if self._size > MOST_CHARACTERS:
                raise UnreadableText(f"more than {MOST_CHARACTERS:,} characters of text")
            self._lines[-1].append(data)

    def text(self) -> str:
        """The lines gathered, those without words left out. Raises UnreadableText where what no browser shows
        has no end, so that all that follows would be left out with it.
        """
        if self._hidden and (self._hides or self.rawdata.strip()):
            raise UnreadableText(
                f"<{self._hidden}> has no end, and nothing after it would be read",
                f"put </{self._hidden}> where it ends, or give a plain text",
            )
        lines = (_SPACE.sub(" ", "".join(parts)).strip(" ") for parts in self._lines)
        return "\n".join(line for line in lines if line)
