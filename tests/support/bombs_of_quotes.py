"""Bombs: quotes and their texts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.support.bombs import CHECK, Words, bomb, dossier, prose, quoted


@bomb(100, 2_000)
def a_quote_that_repeats_two_words(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "Of them " + "twenty and " * (size * 9) + "six.", ["twenty and " * size + "seven"])
    return [CHECK]


@bomb(50, 2_000)
def a_quote_repeated_in_a_text_of_almost_it(folder: Path, size: int) -> Iterable[Words]:
    quoted(
        folder,
        " ".join(f"twenty and {number % 7}" for number in range(size * 5)),
        [" ".join(f"twenty and {number % 5}" for number in range(size))],
    )
    return [CHECK]


@bomb(20, 1_000)
def quotes_on_the_wrong_text(folder: Path, size: int) -> Iterable[Words]:
    other = prose(size * 400, 2)
    quoted(folder, prose(size * 5_000, 1), [other[i * 400 : i * 400 + 150].strip() for i in range(size)])
    return [CHECK]


@bomb(10, 200)
def ordinary_misses(folder: Path, size: int) -> Iterable[Words]:
    other = prose(size * 400, 2)
    quoted(folder, prose(size * 5_000, 1), [other[i * 400 : i * 400 + 150].strip() for i in range(size)])
    return [CHECK]


@bomb(2_000, 5_000_000)
def one_letter_in_a_text_of_it(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "a" * size, ["a", "aa", "a a", "aaaaaaaaaaaaaaaab"])
    return [CHECK, ("coverage", "d")]


@bomb(2_000, 2_000_000)
def one_word_in_a_text_of_it(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "war " * (size // 4), ["war", "war war", "war war wars", "war … war … peace"])
    return [CHECK]


@bomb(40, 2_000)
def a_quote_of_ellipses(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "war " * size * 25, ["war … " * size + "peace"])
    return [CHECK]


@bomb(40, 500)
def a_quote_of_ellipses_of_unlike_parts(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "a b c d " * size * 50, [" … ".join("abcd"[i % 4] for i in range(size)) + " … e"])
    return [CHECK]


@bomb(20, 5_000)
def a_quote_of_brackets(folder: Path, size: int) -> Iterable[Words]:
    quoted(
        folder, "war [of] " * size, ["[" * size + "war", "war [x] " * (size // 5), "(" * size, "[ " * size]
    )
    return [CHECK]


@bomb(20, 400)
def repeated_quotes_many_times(folder: Path, size: int) -> Iterable[Words]:
    quoted(
        folder,
        "Of them " + "twenty and " * (size * 45) + "six.",
        ["twenty and " * 40 + f"seven {number}" for number in range(size)],
    )
    return [CHECK]


@bomb(30, 3_000)
def short_quotes_on_a_long_text(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, prose(size * 1_000, 1), [f"ka le{number}" for number in range(size)])
    return [CHECK]


@bomb(50, 500)
def passages_set_aside_by_the_hundred(folder: Path, size: int) -> Iterable[Words]:
    other = prose(size * 400, 2)
    asides = [other[i * 400 : i * 400 + 150].strip() for i in range(size)]
    quoted(folder, prose(size * 2_000, 1), ["ka"], asides=asides)
    return [CHECK, ("coverage", "d")]


@bomb(100, 20_000)
def locators_that_lead_far(folder: Path, size: int) -> Iterable[Words]:
    text = "# Head\n\nwar came\n\n" * size
    made = dossier(folder)
    made.joinpath("t.txt").write_text(text, "utf-8")
    at = ("line 99999999999", "Nowhere, ¶ 9", "§ 99", "p. 1-9999999999", "Head, Head, Head", "footnote 9999")
    claims = "".join(
        f'- war.killed: {i}\n  at: "{at[i % len(at)]}, {i}"\n  quote: war came\n' for i in range(60)
    )
    made.joinpath("s.yaml").write_text(
        f"source: s\ntitle: S\ntext: {{file: t.txt}}\nclaims:\n{claims}", "utf-8"
    )
    return [CHECK]


@bomb(5_000, 5_000_000)
def a_text_of_one_word(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "ab" * (size // 2), ["abab and none", "ababx"])
    return [CHECK, ("coverage", "d")]


@bomb(5_000, 2_000_000)
def a_text_of_dashes(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "- -" * (size // 3), ["- - - war", "--"])
    return [CHECK, ("coverage", "d")]


@bomb(5_000, 2_000_000)
def a_text_of_white_space(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "war" + " \n\t" * (size // 3) + "peace", ["war peace", "war and peace"])
    return [CHECK, ("coverage", "d")]


@bomb(2_000, 1_000_000)
def a_text_of_marks_on_one_letter(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "war a" + "\u0301" * size, ["war", "peace"])
    return [CHECK]


@bomb(2_000, 20_000_000)
def a_text_of_letters_with_marks(folder: Path, size: int) -> Iterable[Words]:
    quoted(folder, "a\u0323\u0302 " * (size // 4), ["war"])
    return [CHECK]
