"""The words of a date in English, read one after the other."""

from __future__ import annotations

from discrepancy.values.dates.english_words import SUGGESTED, TOKEN
from discrepancy.values.did_you_mean import did_you_mean
from discrepancy.values.errors import Unreadable


class WordReader:
    """The words of one text and the place reached in them (`at`)."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(TOKEN.finditer(text))
        self.places = [(match.start(), match.end()) for match in found]
        # A dot by itself stays a dot; a dot after a word is part of its abbreviation.
        self.words = [match[0].lower().replace(".", "") or "." for match in found]
        for number, word in enumerate(self.words):
            if word.isdigit() and not word.isascii():
                raise Unreadable(
                    "digits of another script", word, "write the digits 0 to 9", self.places[number][0]
                )
        self.words += [""] * 8
        self.at = 0

    @property
    def word(self) -> str:
        """The word reached, in small letters without its dot; nothing at the end."""
        return self.words[self.at]

    def take(self, *phrase: str) -> bool:
        """Whether these words come next; if so they are passed."""
        if self.words[self.at] != phrase[0] or self.words[self.at : self.at + len(phrase)] != list(phrase):
            return False
        self.at += len(phrase)
        return True

    def joined(self, ahead: int = 1) -> bool:
        """Whether the token so far ahead follows without a space."""
        index = self.at + ahead
        return 0 < index < len(self.places) and self.places[index][0] == self.places[index - 1][1]

    def start(self, index: int | None = None) -> int:
        """Where in the text the word reached, or the one at `index`, begins."""
        index = self.at if index is None else index
        return self.places[index][0] if index < len(self.places) else len(self.text)

    def since(self, index: int) -> str:
        """The words from token `index` up to the place reached."""
        return self.text[self.start(index) : self.places[self.at - 1][1]] if self.at > index else ""

    def wrong(self, message: str, expect: str, begin: int | None = None) -> Unreadable:
        """The error that the words from token `begin` (or the next one) are wrong in this way."""
        if begin is None or begin >= self.at:
            begin = self.at
            words = self.text[self.start() :].strip() if self.at < len(self.places) else ""
        else:
            words = self.since(begin)
        return Unreadable(message, words, expect, self.start(begin))

    def meant(self) -> str:
        """What the next word may have been meant for, or examples of dates."""
        guess = did_you_mean(self.word, SUGGESTED) if 2 < len(self.word) < 30 else ""
        return (
            guess or "write for example 2 September 1945, c. 1907, early 1950s, before 1930 or an EDTF date"
        )
