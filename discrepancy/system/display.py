"""Text made safe and clear to show: nothing in a source may steer a terminal or hide from a reader."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

# Controls, bidirectional controls, zero-width and other invisible characters, tags, lone surrogates.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e00ff]"
)
# What a host of CI reads as a command in a log: `::` where a line begins, `##[` and `##vso[` anywhere in it.
_LOG_COMMAND = re.compile(r"^(?P<blank>[^\S\n]*):(?=:)|(?<=#)#(?=(?:vso)?\[)", re.MULTILINE)


def printable(text: str) -> str:
    """`text` with every character that cannot be seen written as its escape (`\\x1b`, `\\u202e`); line breaks
    and tabs stay.
    """
    return _UNSAFE.sub(_escaped, text)


def harmless(text: str) -> str:
    """`printable` text in which no host of CI reads a command, be it printed to a log."""
    text = printable(text)
    if "::" not in text and "##" not in text:
        return text
    return _LOG_COMMAND.sub(lambda match: "\\x23" if match[0] == "#" else f"{match['blank']}\\x3a", text)


def harmless_markup(text: str) -> str:
    """XML or HTML in which no host of CI reads a command; whoever reads the markup finds the same words."""
    return _LOG_COMMAND.sub(
        lambda match: "&#35;" if match[0] == "#" else f"{match['blank']}&#58;", printable(text)
    )


def shown_name(name: str) -> str:
    """The name of a file or folder, or what else a person typed, on one line: line breaks and tabs are
    escapes too.
    """
    if name.isprintable():
        return name
    return printable(name).replace("\n", "\\x0a").replace("\t", "\\x09")


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
    found = _UNSAFE.sub(_json_escape, text)
    return found.replace("##[", "##\\u005b").replace("##vso[", "##vso\\u005b") if "##" in found else found


def json_text(data: Any, indent: int | None = 2) -> str:
    """`data` as JSON that is safe to show, with a line break at its end."""
    import json

    return escaped_json(json.dumps(data, ensure_ascii=False, indent=indent)) + "\n"


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 256:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


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
