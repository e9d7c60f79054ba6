"""Utterances: the words that someone said or wrote, as a source gives them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.errors import Unreadable

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Quotation(Value):
    """Words as a source gives them; `words` are they without punctuation and capitals, `language` the code of
    theirs where it is stated.
    """

    type: ClassVar[str] = "quotation"
    words: tuple[str, ...] = ()
    language: str = ""


class QuotationType(ValueType):
    """The words of an utterance, as the source gives them: We shall never yield the bridge.

    Who said it and on which occasion is the question, such as ralph.words[occasion=first]; where and to whom
    stand beside the claim. The same words agree, whatever their capitals and punctuation. Words left out are
    refined by the fuller wording. Other words, and a translation, are compatible: that they differ is told by
    a rule (Q301), and two wordings never conflict. Option: language, a code such as la, where it is not the
    source's.
    """

    name = "quotation"
    one = False
    shape = "labels"
    options = ("language",)

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Quotation:
        """The utterance. Raises Unreadable for a text without words."""
        words = tuple(_WORD.findall(unicodedata.normalize("NFKC", text).replace("’", "'").casefold()))
        if not words:
            raise Unreadable("no words", text, "write the words as the source gives them")
        language = (options.get("language") or basis.language).casefold()
        said = " ".join(text.split())
        own = ((said, said),)
        scale = (language,) if language else ()
        return Quotation(
            text, tuple(options.items()), own, own, own, scale=scale, words=words, language=language
        )

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """By the words in their order."""
        assert isinstance(a, Quotation) and isinstance(b, Quotation)
        if translated(a, b):
            return DirectedRelation("compatible")
        if a.words == b.words:
            return DirectedRelation("identical" if (a.plain, a.scale) == (b.plain, b.scale) else "agrees")
        if _within(b.words, a.words):
            return DirectedRelation("refines", "left")
        return (
            DirectedRelation("refines", "right")
            if _within(a.words, b.words)
            else DirectedRelation("compatible")
        )

    def identity(self, value: Value) -> Hashable:
        """The words as written, and their language."""
        return value.plain, value.scale

    def meaning(self, value: Value) -> Hashable:
        """The words without capitals and punctuation, and their language."""
        assert isinstance(value, Quotation)
        return value.words, value.language

    def why(self, a: Value, b: Value, directed: DirectedRelation) -> tuple[str, ...]:
        """What differs, in a word."""
        assert isinstance(a, Quotation) and isinstance(b, Quotation)
        other = "the words are in two languages" if translated(a, b) else "the words differ"
        said = {
            "identical": "both give the same words",
            "agrees": "only capitals, punctuation or the stated language differ",
            "refines": "one gives words that the other leaves out",
        }
        return (said.get(directed.relation, other),)


def translated(a: Quotation, b: Quotation) -> bool:
    """Whether the two are stated to be in two languages."""
    return bool(a.language and b.language) and a.language.split("-")[0] != b.language.split("-")[0]


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether the words of one stand in the other, in their order."""
    ahead = iter(many)
    return len(few) < len(many) and all(word in ahead for word in few)


TYPE = QuotationType()
