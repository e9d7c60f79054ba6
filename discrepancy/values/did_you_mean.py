"""The name that a misspelt word was meant to be: the `did you mean` of error messages."""

from __future__ import annotations

from collections.abc import Iterable


def nearest_name(word: str, names: Iterable[str], cutoff: float = 72.0) -> str | None:
    """The name most like `word`, or None if none is like it. Deterministic: of equals the first in the
    alphabet.
    """
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        word.casefold(), sorted(set(names)), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff
    )
    return found[0] if found else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """`did you mean "x"?`, or nothing."""
    name = nearest_name(word, names)
    return f'did you mean "{name}"?' if name else ""
