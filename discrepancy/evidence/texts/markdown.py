"""Markdown as its reader sees it: the words without the marks, each line still where it stood.

By markdown-it-py (MIT), which follows CommonMark and bounds nesting; nothing is fetched, and HTML in the text
is kept as words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from discrepancy.evidence.texts.extracted_text import ExtractedText
from discrepancy.evidence.texts.plain import decoded

if TYPE_CHECKING:
    from markdown_it.token import Token

_WITH_WORDS = ("text", "code_inline", "html_inline")
_BREAKS = ("softbreak", "hardbreak")


def read(data: bytes) -> ExtractedText:
    """The words of the Markdown in `data`. Raises UnreadableText."""
    from markdown_it import MarkdownIt

    parts: list[str] = []
    line = 0
    for token in MarkdownIt("commonmark").enable("table").parse(decoded(data)):
        if token.type not in ("inline", "fence", "code_block", "html_block") or token.map is None:
            continue
        begin = token.map[0] + (token.type == "fence")
        if parts:
            parts.append("\n" * (begin - line) if begin > line else " ")  # cells of a table stand on one line
        elif begin:
            parts.append("\n" * begin)
        said = "".join(_words(token)) if token.type == "inline" else token.content.rstrip("\n")
        parts.append(said)
        line = begin + said.count("\n")
    return ExtractedText("".join(parts))


def _words(token: Token) -> list[str]:
    """The words of a paragraph, heading or cell."""
    found = []
    for one in token.children or ():
        if one.type in _BREAKS:
            found.append("\n")
        elif one.type in _WITH_WORDS:
            found.append(one.content)
        elif one.children:
            found += _words(one)
    return found
