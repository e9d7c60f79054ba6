"""The parts of a quote: what stands between its ellipses and brackets, and how much each of those may stand
for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from discrepancy.evidence.texts.normalise import normalised

LEFT_OUT = 1000  # characters that an ellipsis may stand for
PUT_IN = 100  # characters that [words] may stand for

_GAP = re.compile(
    r"\s*(?:[\[(]\s*(?:\.{3,4}|…)\s*[\])]|\.{3,4}|…|(?:\.\s){2,3}\.)\s*|\s*\[(?P<put>[^\[\]]{1,80})\]\s*"
)


class QuotePart(NamedTuple):
    """A stretch of a quote without omissions, in normal form.

    `reach` is how many characters of the text may stand between the part before and this one; `put` is what
    stands in brackets there, and `behind`, of the last part alone, what stands in brackets behind it.
    """

    words: str
    reach: int
    put: str = ""
    behind: str = ""


def quote_readings(quote: str, dehyphenated: bool) -> Iterator[list[QuotePart]]:
    """The ways to read a quote, as parts: first as one part as it stands, then with its ellipses and brackets
    read as omissions and insertions. `dehyphenated` joins words that a line end divides.
    """
    whole = normalised(quote, dehyphenated)
    if whole:
        yield [QuotePart(whole, 0)]
    parts, place, reach, put = [], 0, 0, ""
    for gap in _GAP.finditer(quote):
        if said := normalised(quote[place : gap.start()], dehyphenated):
            parts.append(QuotePart(said, reach, put))
            reach, put = 0, ""
        reach, put = max(reach, PUT_IN if gap["put"] else LEFT_OUT), put + (gap["put"] or "")
        place = gap.end()
    if place and (said := normalised(quote[place:], dehyphenated)):
        parts.append(QuotePart(said, reach, put))
    elif parts and put:
        parts[-1] = parts[-1]._replace(behind=put)
    if place and parts:
        yield parts


def parts_as_written(quote: str) -> list[str]:
    """The stretches between the ellipses and brackets of a quote, as written; white space alone is none."""
    place, found = 0, []
    for gap in _GAP.finditer(quote):
        found.append(quote[place : gap.start()])
        place = gap.end()
    return [part for part in (*found, quote[place:]) if part.strip()]
