"""The error of this layer: why nothing was imported or exported."""

from __future__ import annotations


class ExchangeError(Exception):
    """Nothing was imported or exported: where the trouble is, what it is, and what to do.

    As text it is one message, `place: words; remedy`; words that end in a mark of their own lead to the
    remedy with that.
    """

    def __init__(self, words: str, remedy: str = "", place: str = "") -> None:
        self.words = words
        self.remedy = remedy
        self.place = place
        lead = f"{place}: {words}" if place else words
        mark = "" if lead.endswith((":", ",")) else ";"
        super().__init__(f"{lead}{mark} {remedy}" if remedy else lead)
