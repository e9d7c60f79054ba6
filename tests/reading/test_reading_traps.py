"""Every trap of YAML that a claims file can fall into has one clear answer, at its place, and hides nothing else."""

from __future__ import annotations

import pytest
import yaml

from discrepancy.reading import yaml_tree as _tree
from tests.support.read_sources import HEAD_LINES, ReadClaims

GOOD = "  - hugh.born: 1170\n    at: f. 1\n"

# What is written between two good claims; where the problem is said to stand (line of the entry, column); code; words of the message.
TRAPS = {
    "colon in a quote": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: natus est: anno\n",
        3,
        21,
        "E007",
        "write the words as >-",
    ),
    "quote never closed": (
        '  - ralph.born: 1180\n    at: f. 2\n    quote: "natus est\n',
        3,
        12,
        "E007",
        "never closed",
    ),
    "quote closed too late": (
        '  - ralph.born: 1180\n    quote: "natus\n    at: "f. 2"\n',
        2,
        12,
        "E007",
        ">-",
    ),
    "words after a quote": (
        '  - ralph.born: 1180\n    at: f. 2\n    quote: "natus" est\n',
        3,
        12,
        "E007",
        "after the closing",
    ),
    "apostrophe": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: 'l'an 1180'\n",
        3,
        12,
        "E007",
        "after the closing",
    ),
    "begins with @": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: @natus\n",
        3,
        12,
        "E007",
        "cannot begin with @",
    ),
    "begins with a percent sign": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: %natus\n",
        3,
        12,
        "E007",
        "cannot begin with %",
    ),
    "begins with a backtick": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: `natus\n",
        3,
        12,
        "E007",
        "cannot begin with `",
    ),
    "begins with a dash": ("  - ralph.born: 1180\n    at: f. 2\n    quote: - natus\n", 3, 12, "E007", "dash"),
    "begins with a bracket": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: [sic] natus\n",
        3,
        18,
        "E007",
        "closing bracket",
    ),
    "bracket never closed": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: [natus\n",
        3,
        12,
        "E007",
        "not closed",
    ),
    "brace never closed": ("  - ralph.born: {value: 1180\n    at: f. 2\n", 1, 17, "E007", "not closed"),
    "words after >": ("  - ralph.born: 1180\n    at: f. 2\n    quote: > natus\n", 3, 14, "E007", "next line"),
    "a backslash": ('  - ralph.born: 1180\n    at: f. 2\n    quote: "\\d"\n', 3, 12, "E007", "backslash"),
    "bad indentation": ("  - ralph.born: 1180\n   at: f. 2\n", 2, 4, "E007", "indentation"),
    "a tab": ("  - ralph.born: 1180\n\tat: f. 2\n", 2, 1, "E036", "spaces"),
    "a tag": ("  - ralph.born: 1180\n    at: f. 2\n    quote: !natus est\n", 3, 12, "E008", "!natus"),
    "an alias to nothing": ("  - ralph.born: 1180\n    at: f. 2\n    quote: *natus\n", 3, 12, "E008", ">-"),
    "an anchor in the words": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: &natus est\n",
        3,
        12,
        "E008",
        ">-",
    ),
    "a merge key": (
        "  - ralph.born: 1180\n    at: f. 2\n    <<: {note: x}\n",
        3,
        5,
        "E008",
        "write the fields out",
    ),
    "number in braces": (
        "  - about: battle\n    says: {killed: 2,148}\n    at: f. 2\n",
        2,
        22,
        "E014",
        "inside { } a comma ends a value",
    ),
    "unit in braces": ("  - battle.killed: {value: 6,000 men}\n    at: f. 2\n", 1, 30, "E014", "000 men"),
    "mapping as a key without a value": (
        "  - ralph.born: 1180\n    at: f. 2\n    according_to: [{voice: hugh}: ]\n",
        3,
        20,
        "E011",
        "a key is one text",
    ),
    "list as a key without a value": ("  - {ralph.born: 1180, at: f. 2, [q]}\n", 1, 34, "E011", "no text"),
    "locator in braces": ("  - {ralph.born: 1180, at: Lead, ¶3}\n", 1, 34, "E014", "¶3"),
    "EDTF set in brackets": (
        "  - ralph.born: [1167,1168]\n    at: f. 2\n",
        1,
        17,
        "E016",
        "quote this EDTF set",
    ),
    "EDTF range in brackets": (
        "  - ralph.born: [1167, 1168..1170]\n    at: f. 2\n",
        1,
        17,
        "E016",
        "[1167, 1168..1170]",
    ),
    "EDTF set in braces": (
        "  - ralph.born: {1167, 1168}\n    at: f. 2\n",
        1,
        17,
        "E016",
        "quote this EDTF set",
    ),
    "quote cut by a comment": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: vote no. #5 was\n",
        3,
        12,
        "E015",
        ">-",
    ),
    "value cut by a comment": ("  - ralph.born: 1180 #5\n    at: f. 2\n", 1, 17, "E015", ">-"),
    "locator cut by a comment": ("  - ralph.born: 1180\n    at: col. #5\n", 2, 9, "E015", ">-"),
    "all of a quote is a comment": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: #5 was\n",
        3,
        11,
        "E015",
        ">-",
    ),
    "key twice": (
        "  - ralph.born: 1180\n    at: f. 2\n    at: f. 3\n",
        3,
        5,
        "E010",
        f"on line {HEAD_LINES + 4}",
    ),
    "a list as a value": ("  - ralph.born: [a, b]\n    at: f. 2\n", 1, 17, "E011", "one text"),
    "an invisible character in a key": ("  - ralph\u200b.born: 1180\n    at: f. 2\n", 1, 5, "E006", "U+200B"),
    "an invisible character in a value": (
        "  - ralph.born: 11\u00ad80\n    at: f. 2\n",
        1,
        17,
        "E006",
        "U+00AD",
    ),
    "a direction mark in a value": (
        "  - ralph.birth-name: Ralph\u202e\n    at: f. 2\n",
        1,
        23,
        "E006",
        "U+202E",
    ),
    "a control character": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: a\x07b\n",
        3,
        13,
        "E005",
        "U+0007",
    ),
    "an escaped control character": (
        '  - ralph.born: 1180\n    at: f. 2\n    quote: "\\e[31m"\n',
        3,
        12,
        "E005",
        "U+001B",
    ),
    "a line separator": (
        "  - ralph.born: 1180\n    at: f. 2\n    quote: a\u2028b\n",
        3,
        13,
        "E005",
        "U+2028",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_answered_at_its_place_and_hides_no_other_claim(trap: str, read_claims: ReadClaims) -> None:
    entry, line, column, code, words = TRAPS[trap]
    dossier = read_claims(GOOD + entry + GOOD.replace("born", "died"))
    first = dossier.problems[0]
    assert (first.mark.line - HEAD_LINES - 2, first.mark.column, first.code) == (line, column, code), str(
        first
    )
    assert words in str(first)
    assert len(dossier.problems) == 1, [str(one) for one in dossier.problems]
    assert [claim.id for claim in dossier.claims][0 :: len(dossier.claims) - 1] == [
        "C:hugh.born",
        "C:hugh.died",
    ]


def test_two_spaces_before_a_number_sign_make_a_comment(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        "  - ralph.born: 1180  # as Hugh says\n    at: f. 2   # verso?\n    quote: natus est  # faint\n"
    )
    assert not dossier.problems
    assert [(claim.given, claim.at, claim.quote) for claim in dossier.claims] == [
        ("1180", "f. 2", "natus est")
    ]


def test_what_looks_like_something_else_to_yaml_is_text(read_claims: ReadClaims) -> None:
    entries = "".join(
        f"  - ralph.alias: {text}\n    at: f. {n}\n"
        for n, text in enumerate(("no", "0410", "12:30", "21.40", "null", "1e3"))
    )
    assert [claim.given for claim in read_claims(entries).claims] == [
        "no",
        "0410",
        "12:30",
        "21.40",
        "null",
        "1e3",
    ]


def test_invisible_characters_stay_in_quotes_and_notes(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        "  - ralph.born: 1180\n    at: f. 2\n    quote: a\u200bb\u202e\n    note: c\u00add\n"
    )
    assert not dossier.problems
    assert (dossier.claims[0].quote, dossier.claims[0].note) == ("a\u200bb\u202e", "c\u00add")


@pytest.mark.parametrize("new", ["\n", "\r\n"])
def test_a_merge_left_unfinished_is_said_to_be_one_and_nothing_of_the_file_is_read(
    new: str, read_claims: ReadClaims
) -> None:
    sides = "<<<<<<< HEAD\n  - ralph.born: 1180\n=======\n  - ralph.born: 1181\n>>>>>>> other\n    at: f. 2\n"
    dossier = read_claims((GOOD + sides + GOOD.replace("born", "died") + sides).replace("\n", new))
    assert not dossier.claims
    (said,) = dossier.problems
    assert (said.code, said.mark.line - HEAD_LINES, said.mark.column, said.words) == (
        "E007",
        3,
        1,
        "<<<<<<< HEAD",
    )
    assert "a merge that was not finished" in str(said) and "keep one side, or both" in str(said)


def test_an_error_quotes_the_words_of_the_file_whatever_was_wrong_above(read_claims: ReadClaims) -> None:
    dossier = read_claims("loose words\n  - ralph.born: 1: 2\nmore loose words\n")
    assert dossier.problems and not any("##" in str(one) for one in dossier.problems)


def test_all_syntax_errors_of_a_file_come_in_one_pass(read_claims: ReadClaims) -> None:
    bad = "  - ralph.born: 1180\n    at: f. 2\n    quote: natus: est\n"
    dossier = read_claims((bad + GOOD) * 5)
    assert [one.code for one in dossier.problems].count("E007") == 5
    assert len(dossier.claims) == 5


def test_after_fifty_syntax_errors_it_is_said_that_the_rest_was_not_read(read_claims: ReadClaims) -> None:
    dossier = read_claims("  - ralph.born: 1: 2\n" * 60 + GOOD)
    assert not dossier.claims
    assert len(dossier.problems) == 51
    assert "the rest of the file is not read" in str(dossier.problems[-1])


def test_anchors_and_aliases_are_read(read_claims: ReadClaims) -> None:
    dossier = read_claims("  - ralph.born: &y 1180\n    at: f. 2\n  - hugh.born: *y\n    at: f. 2\n")
    assert not dossier.problems
    assert [claim.given for claim in dossier.claims] == ["1180", "1180"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("set_aside: " + "[" * 200 + "]" * 200 + "\n", "64 deep"),
        ("set_aside: " + "[" * 100_000 + "\n", "64 deep"),
        ("set_aside: &a [*a]\n", "an alias to what it stands in"),
        ("note: &a x\nset_aside: [" + "*a," * 1001 + "]\n", "1,000 aliases"),
        (
            "set_aside:\n - &a [x,x,x,x,x,x,x,x,x,x]\n"
            + "".join(
                f" - &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
            ),
            "1,000,000 nodes",
        ),
    ],
    ids=["depth", "brackets", "recursive", "aliases", "billion laughs"],
)
def test_a_file_beyond_a_limit_is_one_error(text: str, words: str, read_claims: ReadClaims) -> None:
    dossier = read_claims(GOOD + text)
    assert [one.code for one in dossier.problems] == ["E009"]
    assert words in str(dossier.problems[0])


@pytest.mark.parametrize("trap", TRAPS)
def test_without_the_c_library_the_same_claims_are_read(
    trap: str, read_claims: ReadClaims, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = GOOD + TRAPS[trap][0] + GOOD.replace("born", "died")
    quick = read_claims(entries)
    monkeypatch.setattr(_tree, "_Loader", yaml.BaseLoader)
    plain = read_claims(entries)
    assert plain.claims == quick.claims
    assert [(one.code, one.mark.line) for one in plain.problems] == [
        (one.code, one.mark.line) for one in quick.problems
    ]
