"""Text made safe and clear to show: nothing in a source may steer a terminal or hide from a reader."""

from __future__ import annotations

import re
from fractions import Fraction

# C0 and C1 controls, bidirectional controls, zero-width and other invisible characters, lone surrogates.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """`text` with every character that cannot be seen written as its escape (`\\x1b`, `\\u202e`); line breaks
    and tabs stay.
    """
    return _UNSAFE.sub(_escaped, text)


def one_line(text: str) -> str:
    """`printable` text on one line, runs of white space as one space."""
    return printable(" ".join(text.split()))


def shortened(text: str, most: int) -> str:
    """`text` on one line, cut to `most` characters; where some are left out, their number is given."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}… ({len(line):,} characters)"


def escaped_json(text: str) -> str:
    """JSON text with every character that cannot be seen as an escape: the same data, and nothing that steers
    a terminal.
    """
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def counted(count: int, one: str, many: str = "") -> str:
    """`1 claim`, `1,200 claims`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percentage(share: Fraction) -> str:
    """`96 %`; what is not all is never called 100 %, and what is not nothing never 0 %."""
    whole = int(share * 100)
    return "under 1 %" if share and not whole else f"{whole} %"


def visible(words: str, longest: int = 60) -> str:
    """`words` on one line, at most `longest` characters, unprintable ones written as code points."""
    words = " ".join(words.split()) if not words.isprintable() else words
    if len(words) > longest:
        words = words[: longest - 3] + "..."
    if words.isprintable():
        return words
    return "".join(letter if letter.isprintable() else f"<U+{ord(letter):04X}>" for letter in words)
