"""SARIF messages: text in which nothing that a source says is read as a link or placeholder, with links of
our own to related locations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from discrepancy.system.display import printable

MOST_MESSAGE = 8_000  # characters; hosts show far fewer
MOST_LINE = 600  # of one line of a message

Line = tuple[str, int, str]
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def sarif_message(first: str, lines: Iterable[Line] = ()) -> dict[str, str]:
    """A message of a first line and further ones, each with a link to a related location where it has a
    number.
    """
    found = [plain_text(truncated(first, MOST_LINE))]
    length = len(found[0])
    for words, number, said in lines:
        linked = _linked(words, number) if number else plain_text(words)
        new = (
            f"- {linked}: {plain_text(truncated(said, MOST_LINE))}"
            if words
            else f"- {plain_text(truncated(said, MOST_LINE))}"
        )
        length += len(new) + 1
        if length > MOST_MESSAGE:
            found.append("- …")
            break
        found.append(new)
    return {"text": "\n".join(found)}


def plain_text(text: str) -> str:
    """Text that SARIF shows as it is: braces doubled, and what would be a link escaped."""
    return _LINK.sub(r"\\[", printable(text).replace("{", "{{").replace("}", "}}"))


def _linked(words: str, number: int) -> str:
    inner = (
        re.sub(r"([\\\[\]])", r"\\\1", printable(truncated(words, MOST_LINE)))
        .replace("{", "{{")
        .replace("}", "}}")
    )
    return f"[{inner}]({number})"


def truncated(text: str, most: int) -> str:
    """Text cut to at most `most` characters, the last of them an ellipsis if anything was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
