"""Members of lists: what set and sequence share. Who is named, when two names are one member, and how a list
is taken apart.

A member that the registry knows is its entry. Any other is its letters: a bare letter may be the marked one
(Ho Chi Minh, Hồ Chí Minh), two different marks are two members, and with charity one. Members are told apart
by this and never by likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from discrepancy.values.base import Basis
from discrepancy.values.did_you_mean import nearest_name
from discrepancy.values.errors import Unreadable
from discrepancy.values.names.spelling import fold, without_titles
from discrepancy.values.numbers.hedge_words import LEADS

_DOUBTS = tuple(
    sorted((phrase for phrase, kind in LEADS.items() if kind == "unvouched"), key=len, reverse=True)
)
_DOUBTED = re.compile(rf"(?:{'|'.join(map(re.escape, _DOUBTS))})\s|.*\?$", re.I)
_BRACES = re.compile(r"\{([^{}]*)\}")


class Member(NamedTuple):
    """Who is meant: the registry's id, else the letters with their marks. Equal members are one; see
    `may_be_one` for the rest.
    """

    id: str
    letters: str
    marks: tuple[str, ...]


class Named(NamedTuple):
    """A member as a text names it: who it is, the words (NFC), the name to show, and whether it was found as
    an alias.
    """

    member: Member
    words: str
    name: str
    alias: bool


def single_spaced(text: str) -> str:
    """The text in NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_member(words: str, basis: Basis, example: str) -> Named:
    """The member that `words` name. Raises Unreadable for no name and for one that the source does not vouch
    for.
    """
    words = single_spaced(words)
    if not any(character.isalnum() for character in words):
        raise Unreadable(
            "a member without a name" if words else "an empty member", words, f"names such as {example}"
        )
    entry = basis.entity(words) if basis.entity else None
    if entry is not None:
        letters = fold(without_titles(entry.name or entry.id, basis.titles)).letters
        return Named(Member(entry.id, letters, ()), words, entry.name or words, bool(entry.how))
    if _DOUBTED.match(words):
        raise Unreadable(
            "a member that is not vouched for",
            words,
            "leave it out of the list; what the source doubts is a claim of its own",
        )
    if any(sign in words for sign in "{}"):
        raise Unreadable("a brace inside a name", words, f"braces around the whole list, or none: {example}")
    if words.count("(") != words.count(")"):
        raise Unreadable("a bracket that is not closed within the name", words, f"names such as {example}")
    bare = fold(without_titles(words, basis.titles))
    return Named(Member("", bare.letters, bare.marks), words, words, False)


def without_braces(text: str) -> tuple[str, bool]:
    """The text without braces around the whole of it, and whether there were any."""
    match = _BRACES.fullmatch(text.strip())
    return (match[1], True) if match else (text, False)


def repeated(found: Sequence[Named]) -> tuple[Named, Named] | None:
    """Two of the members that are one, or None."""
    by_letters: dict[str, list[Named]] = {}
    for one in found:
        near = by_letters.setdefault(one.member.letters, [])
        for other in near:
            if may_be_one(one.member, other.member):
                return other, one
        near.append(one)
    return None


def may_be_one(a: Member, b: Member, charity: bool = False) -> bool:
    """Whether one thing can be meant by both: the same entry, or the same letters with no two marks on one
    (with charity, any marks).
    """
    if a == b:
        return True
    if a.letters != b.letters or (a.id and b.id):
        return False
    if charity:
        return True
    if a.id or b.id:
        return False
    return not any(left and right and left != right for left, right in zip(a.marks, b.marks, strict=True))


def is_surely(a: Member, b: Member, charity: bool = False) -> bool:
    """Whether whoever is `a` is surely `b` as named: the same, or `b` is written with fewer marks."""
    if a == b:
        return True
    if a.letters != b.letters or b.id:
        return False
    if charity:
        return True
    return not a.id and all(right in ("", left) for left, right in zip(a.marks, b.marks, strict=True))


def differing_in_marks(a: Iterable[Named], b: Iterable[Named]) -> list[tuple[str, str]]:
    """The pairs of members, one of each side, that only their marks tell apart."""
    by_letters: dict[str, list[Named]] = {}
    for one in b:
        by_letters.setdefault(one.member.letters, []).append(one)
    return [
        (one.words, other.words)
        for one in a
        for other in by_letters.get(one.member.letters, ())
        if may_be_one(one.member, other.member, charity=True) and not may_be_one(one.member, other.member)
    ]


def mark_notes(a: Iterable[Named], b: Iterable[Named]) -> tuple[str, ...]:
    """A line for each pair that only marks tell apart."""
    return tuple(
        f"{one} and {other} differ in their marks alone; they are taken for two members"
        for one, other in differing_in_marks(a, b)
    )


def missing_members(a: Iterable[Named], b: Iterable[Named], charity: bool = False) -> list[Named]:
    """The members of `a` that can be none of `b`."""
    by_letters: dict[str, list[Member]] = {}
    for one in b:
        by_letters.setdefault(one.member.letters, []).append(one.member)
    return [
        one
        for one in a
        if not any(may_be_one(one.member, other, charity) for other in by_letters.get(one.member.letters, ()))
    ]


def spelling_hints(a: Iterable[Named], b: Iterable[Named], most: int = 5) -> tuple[str, ...]:
    """Members of one list that the other lacks but has something very like: likely slips of the pen, or
    aliases not declared.
    """
    found = []
    other = {one.words: one for one in missing_members(b, a)}
    for one in missing_members(a, b):
        like = nearest_name(one.words, other, 80.0)
        if like is not None and not (one.member.id and other[like].member.id):
            found.append(
                f"{one.words} and {like} may be one, spelt in two ways; if they are, declare an alias"
            )
        if len(found) == most:
            break
    return tuple(found)


def list_in_words(names: Iterable[str]) -> str:
    """Names in words: A; B; C."""
    return "; ".join(names)
