"""How two wordings of one utterance differ: the sort of difference, and the difference word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from discrepancy.values.types.quotation import TYPE, Quotation, translated

SORTS = ("translation", "punctuation", "omission", "substitution")
_TOKEN = re.compile(r"\S+")


class WordingDifference(NamedTuple):
    """How two wordings differ: the sort, and the words of both in one line, `[-left-]` for those of the first
    alone, `{+right+}` of the second.
    """

    sort: str
    diff: str


def wording_difference(left: Quotation, right: Quotation) -> WordingDifference | None:
    """How two wordings differ, or None where they do not."""
    if translated(left, right):
        return WordingDifference(
            "translation", f"[-{left.text}-] ({left.language}) {{+{right.text}+}} ({right.language})"
        )
    if left.plain == right.plain:
        return None
    diff = " ".join(_diff(left.text, right.text))
    if left.words == right.words:
        return WordingDifference("punctuation", diff)
    return WordingDifference(
        "omission" if TYPE.compare(left, right).relation == "refines" else "substitution", diff
    )


def _diff(left: str, right: str) -> list[str]:
    """The words of both in order, what only one has marked as its own."""
    one, two = _TOKEN.findall(left), _TOKEN.findall(right)
    found = []
    for how, i, j, k, m in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if how == "equal":
            found += one[i:j]
        else:
            found += [f"[-{' '.join(one[i:j])}-]"] if j > i else []
            found += [f"{{+{' '.join(two[k:m])}+}}"] if m > k else []
    return found
