"""What is wrong with a text: it is no value of its type, or its source is wrong of itself."""

from __future__ import annotations

LONGEST = 2000  # characters of a value


class Unreadable(ValueError):
    """A text that is no value of its type.

    Input: `message` says what is wrong, `words` are the words at fault as written, `expect` says what would
    be right, `offset` is where the words begin in the text (characters).
    """

    def __init__(self, message: str, words: str = "", expect: str = "", offset: int = 0) -> None:
        self.message, self.words, self.expect, self.offset = message, words, expect, offset
        super().__init__(str(self))

    def __str__(self) -> str:
        # One shape everywhere: what is wrong, "the words", what would be right.
        parts = [self.message]
        if self.words:
            shown = self.words if len(self.words) <= 60 else self.words[:57] + "..."
            parts.append(f'"{shown}"')
        if self.expect:
            parts.append(self.expect)
        return ", ".join(parts)


class Uncomputed(Unreadable):
    """A date that may be right but that nothing here computes: its Gregorian equivalent would serve."""


class Slip(str):
    """A note on what a source got wrong of itself: a weekday that is another day's, an end before its start.

    The value stands; the slip is told as a finding on the evidence.
    """

    __slots__ = ()


def check_length(text: str, kind: str = "value") -> None:
    """Raises Unreadable for a text longer than any value, before a pattern is tried on it."""
    if len(text) > LONGEST:
        raise Unreadable(
            f"longer than any {kind} ({len(text)} characters)", text[:20], f"at most {LONGEST} characters"
        )
