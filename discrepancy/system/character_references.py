"""Character references of HTML, such as `&#233;`, whose numbers have more digits than Python converts."""

from __future__ import annotations

import re

# No character has a number of more than seven digits, so nine of them are as much of none as all are.
_LONG = re.compile(r"(?<=&#)[0-9]{10,}")
_DIGITS = 9


def with_short_references(source: str) -> str:
    """The same source with at most nine digits in each decimal reference, which stands for what it stood for.

    To `html.unescape` thousands of digits are an error.
    """
    return _LONG.sub(lambda digits: digits[0].lstrip("0")[:_DIGITS] or "0", source)
