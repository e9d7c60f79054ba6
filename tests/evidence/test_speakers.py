"""Who is said to say what stands in a text, in the sentence itself and where the speech goes on; and where nobody is."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.evidence.drafting.drafts import Draft, Drafter
from discrepancy.evidence.texts.extracted_text import ExtractedText
from discrepancy.evidence.texts.source_text import SourceText
from discrepancy.model.dossier import Dossier
from tests.evidence.test_drafts import dossier as read_dossier
from tests.support.command import invoke

DOSSIER = """\
version: 1
title: T
entities:
  ralph:
    name: Ralph of Ness
    kind: person
    aliases: [Ralph]
  maud:
    name: M. A. Fell
    kind: person
    aliases: [Maud]
voices:
  hugh:
    name: Hugh
  rumour:
    name: reports, not named
  bills:
    name: Corve bills
"""
RECORD = """\
version: 1
source: record
title: Record of a conversation between Ralph of Ness and M.A. Fell
claims: []
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "dossier.yaml").write_text(DOSSIER)
    (tmp_path / "d" / "record.yaml").write_text(RECORD)
    return tmp_path


def drafts(text: str, registry: Dossier, source: str = "annals") -> list[Draft]:
    return list(Drafter(SourceText("t.txt", ExtractedText(text), "", ""), registry, source).drafts())


def who(text: str, registry: Dossier, source: str = "annals") -> list[str | None]:
    return [one.voice.id if one.voice else None for one in drafts(text, registry, source)]


SAID = [
    ("Hugh promised that it would be built by 1204.", ["hugh"]),
    ("Hugh told Maud that it fell in 1204.", ["hugh"]),
    ("Maud was told by Hugh that it fell in 1204.", ["hugh"]),
    ("Hugh, bailiff of the town and keeper of its walls, claimed that it fell in 1204.", ["hugh"]),
    ("Hugh, who had been there, later wrote that it fell in 1204.", ["hugh"]),
    ("Hugh wrote of it. He claimed, in a letter, that it fell in 1204.", ["hugh"]),
    ("Corve bills state that it fell in 1204.", ["bills"]),
    ("According to reports, it fell in 1204.", ["rumour"]),
    ("It fell in 1204, according to Hugh.", ["hugh"]),
    ("It fell in 1204, Hugh says.", ["hugh"]),
    ("M. A. Fell insisted that it fell in 1204.", ["maud"]),
    ("It fell in 1204, and the bridge, according to Hugh, in 1205.", [None, "hugh"]),
    ("Hugh wrote of the bridge. He further claimed that it fell in 1204.", ["hugh"]),
    ("Maud came to Ness. She said that it fell in 1204.", ["maud"]),
    (
        "The royal commission reported that it fell in 1204.",
        [""],
    ),  # who is not registered is left to a person
    ("The chronicler of Ness says that it fell in 1204.", [""]),
    ("Jane de Corve has argued that it fell in 1204.", [""]),
    (
        "According to Hugh, the bridge was old. It fell in 1204. They built it again in 1205.",
        ["hugh", "hugh"],
    ),
]


@pytest.mark.parametrize(("text", "voices"), SAID)
def test_who_says_so(folder: Path, text: str, voices: list[str | None]) -> None:
    assert who(text, read_dossier(folder)) == voices


NOBODY = [
    "In 1204 Hugh promised that it would be built.",  # the promise was made in 1204
    "Hugh promised the town in 1204 that it would be built.",
    "Hugh is believed to have died in 1204.",  # nor does he believe it
    "Hugh maintained the bridge until 1204.",
    "Hugh added a tower in 1204.",
    "He said that it fell in 1204.",  # who?
    "The commission reported in 1204.",
    "Hugh wrote of it. He claimed, in a letter of 1204, that it was gone.",
    "Only once did they see Maud. She said that it fell in 1204.",  # she may be anybody
    "It is reported that it fell in 1204, and it was argued that it stood.",
    "The lord sold the ford and promised that it would be free by 1204.",  # neither the ford nor "and"
    "Hugh said much.\n\nHe said that it fell in 1204.",  # another paragraph
    "The bridge was old. According to Hugh, it was green. It fell in 1204.",  # in the middle of a paragraph it speaks for itself
]


@pytest.mark.parametrize("text", NOBODY)
def test_where_nobody_is_said_to_say_so(folder: Path, text: str) -> None:
    assert who(text, read_dossier(folder)) == [None]


CONVERSATION = """\
On 3 May 1204 Ralph of Ness received Maud.

Ralph of Ness noted that the bridge was old. It had been built in 1150 and would fall by 1210. Hugh was of another mind.

M. A. Fell replied that nobody used it. Since 1190 there had been a ford, and in a talk with Hugh she was told that it was safe until 1230.

4 May 1204
"""


def test_in_the_record_of_a_conversation_who_has_the_floor_keeps_it(folder: Path) -> None:
    registry = read_dossier(folder)
    found = drafts(CONVERSATION, registry, "record")
    assert [(one.value, one.voice.id if one.voice else None) for one in found] == [
        ("3 May 1204", None),
        ("1150", "ralph"),
        ("by 1210", "ralph"),
        ("Since 1190", "maud"),
        ("until 1230", "maud"),
        ("4 May 1204", None),
    ]
    assert "goes on from “Ralph of Ness noted”" in {one.voice.how for one in found if one.voice}
    assert set(who(CONVERSATION, registry)) == {None}  # another kind of source
    headed = "RECORD OF A CONVERSATION BETWEEN RALPH OF NESS AND M. A. FELL\n\n" + CONVERSATION
    assert who(headed, registry) == who(CONVERSATION, registry, "record")  # before there is a file about it


def test_a_voice_that_was_carried_on_is_said_to_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "t.txt").write_text(
        "Some 400 houses burned. Hugh rejected these figures. He said that it fell in 1204, or in the same year as ours.\n"
    )
    made = invoke("draft", "t.txt", "--source", "annals", "--dossier", "d").out
    assert "  # said by Hugh: “He said” is read as Hugh\n" in made
    assert "    quote: Hugh rejected these figures.\n    according_to: [hugh denies]\n" in made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("According to the town clerk, no more than 900 held it.", "town clerk"),
        ("According to the old parish register, it fell in 1204.", "old parish register"),
        ("According to the Clerk of Works it fell in 1204.", "Clerk"),
        ("According to custom it fell in 1204.", "custom"),
    ],
)
def test_who_is_not_registered_is_called_as_the_text_calls_him(folder: Path, text: str, words: str) -> None:
    assert [one.voice and one.voice.words for one in drafts(text, read_dossier(folder))] == [words]
