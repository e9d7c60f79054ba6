"""Patterns of whole words, as every table of patterns in this door is made of them."""

from __future__ import annotations

import re


def whole_words(pattern: str) -> re.Pattern[str]:
    """`pattern` where no word goes on before or behind it, in capitals or not."""
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", re.I)


def ending_in(pattern: str) -> re.Pattern[str]:
    """`pattern` at the end of what is searched, where no word goes on before it, in capitals or not. The
    pattern itself says what white space it ends in.
    """
    return re.compile(rf"(?<![^\W_])(?:{pattern})\Z", re.I)
