"""Perspectives: who stands where and how it is held, topics, silence, shifts, what framings rest on, and the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from discrepancy.comparison.perspectives import manner
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.reporting.formats import json, markdown
from tests.support.folders import findings_in

DOSSIER = """\
title: The barons' war
entities:
  war: {name: the barons' war, kind: event}
  siege: {name: the siege of Ness, kind: event, part_of: war}
  charter: {name: the charter, kind: work}
  peace: {name: the peace, kind: event}
  ralph: {name: Ralph, kind: person}
voices:
  hugh: {name: Hugh of Ness}
properties:
  cause: {type: framing, scales: [legitimacy], frames: [treason, defence of charters]}
  regard: {type: framing, scales: [legitimacy], one: true, frames: [a saint, a knave]}
  naming: {type: framing}
scales:
  legitimacy: [usurped, contested, granted, rightful]
labels:
  war: {rising: +1, troubles: 0, rebellion: -1}
topics:
  The charter: [charter, siege.cause]
  The war: [war]
  People: [regard]
"""


def said(question: str, words: str, more: str = "", at: str = "p. 1") -> str:
    """An entry of a framing: `legitimacy: rightful; frame: treason`."""
    value = "".join(f"      {one.strip()}\n" for one in words.split(";"))
    rest = "".join(f"    {one.strip()}\n" for one in more.split(";") if one)
    return f"  - {question}:\n{value}    at: {at}\n    quote: words on {at}\n{rest}"


def run(folder: Path, heads: dict[str, str] | None = None, dossier: str = DOSSIER, **sources: str) -> Run:
    """What is found in sources of these entries, each perhaps with fields of its own."""
    folder.joinpath("dossier.yaml").write_text(dossier, encoding="utf-8")
    for name, entries in sources.items():
        head = f"source: {name}\ntitle: The book of {name}\n{(heads or {}).get(name, '')}"
        folder.joinpath(f"{name}.yaml").write_text(
            f"{head}claims:\n{entries}" if entries else f"{head}claims: []\n", encoding="utf-8"
        )
    return findings_in(folder)


def of(found: Run, rule: str) -> list[Finding]:
    return [finding for finding in found.findings if finding.rule == rule]


HELD = [
    ("", [("asserted", "corve")]),
    ("according_to: [hugh]", [("reported", "hugh")]),
    ("stance: denies", [("denied", "corve")]),
    ("stance: doubts", [("doubted", "corve")]),
    ("stance: expects", [("expected", "corve")]),
    ("according_to: [hugh]; stance: denies", [("reported", "hugh"), ("denied", "corve")]),
    ("according_to: [hugh denies]", [("denied", "hugh")]),
    ("according_to: [hugh]; stance: expects", [("expected", "hugh")]),
]


class TestManner:
    @pytest.mark.parametrize(("more", "held"), HELD)
    def test_is_told_apart(self, more: str, held: list[tuple[str, str]], tmp_path: Path) -> None:
        (seen,) = run(tmp_path, corve=said("war.cause", "legitimacy: rightful", more)).views
        assert [(manner(claim), claim.holder) for claim in seen.dossier.claims] == held

    def test_what_is_denied_doubted_or_expected_is_shown_and_places_nobody(self, tmp_path: Path) -> None:
        entries = "".join(
            said("war.cause", f"legitimacy: {position}", more, at)
            for position, more, at in (
                ("usurped", "stance: denies", "p. 1"),
                ("contested", "stance: doubts", "p. 2"),
                ("rightful", "stance: expects", "p. 3"),
            )
        )
        found = run(tmp_path, corve=entries, tarn=said("war.cause", "legitimacy: granted"))
        assert not of(found, "P101") and not of(found, "P106")
        assert list(found.views[0].perspectives.stands["corve"]) == []
        row = next(line for line in markdown.report(found).splitlines() if line.startswith("| C itself | ✗"))
        assert [part[:14] for part in row.split("<br>")] == [
            "| C itself | ✗",
            "? **contested*",
            "→ **rightful**",
        ]


class TestTopics:
    def test_the_nearest_statement_wins_and_the_rest_comes_last(self, tmp_path: Path) -> None:
        entries = "".join(
            said(question, "legitimacy: granted")
            for question in (
                "war.cause",
                "siege.cause",
                "charter.regard",
                "ralph.regard",
                "peace.cause",
                "siege.regard",
            )
        )
        (seen,) = run(tmp_path, corve=entries).views
        assert [
            (name, [str(asked.question) for asked in questions])
            for name, questions in seen.perspectives.topics
        ] == [
            ("The charter", ["siege.cause", "charter.regard"]),
            ("The war", ["war.cause", "siege.regard"]),  # a part of the war
            ("People", ["ralph.regard"]),
            ("", ["peace.cause"]),
        ]

    def test_sources_come_first_then_those_who_speak_most(self, tmp_path: Path) -> None:
        entries = "".join(
            said("war.cause", f"legitimacy: {position}", f"according_to: [{voice}]", f"p. {number}")
            for number, (voice, position) in enumerate(
                (("ralph", "granted"), ("hugh", "granted"), ("hugh", "rightful"))
            )
        )
        (seen,) = run(
            tmp_path,
            tarn=said("war.cause", "legitimacy: granted"),
            corve=entries + said("war.naming", "label: rising"),
        ).views
        assert seen.perspectives.voices == ("corve", "tarn", "hugh", "ralph")


class TestSilence:
    def test_counts_only_where_it_was_checked(self, tmp_path: Path) -> None:
        found = run(
            tmp_path,
            {"tarn": "silent_on: [war]\n"},
            corve=said("war.cause", "frame: treason"),
            tarn="",
            ness="",
        )
        (silence,) = of(found, "P105")
        assert silence.message == "war.cause: T silent, where C itself speaks"
        assert "| T itself | ∅ |" not in markdown.report(found)  # one frame and no scale: no matrix

    def test_a_source_that_speaks_is_not_silent(self, tmp_path: Path) -> None:
        spoken = said("war.cause", "frame: treason")
        assert not of(run(tmp_path, {"tarn": "silent_on: [war]\n"}, corve=spoken, tarn=spoken), "P105")
        killed = TestRestsOn.entries("600")  # of the war, though not on its cause
        assert not of(run(tmp_path, {"tarn": "silent_on: [war]\n"}, corve=spoken, tarn=killed), "P105")


SHIFTS = [
    # two passages of one voice, and how the finding tells them, or that there is none
    (
        ("legitimacy: usurped", ""),
        ("legitimacy: rightful", ""),
        "C itself: usurped, rightful (no times given)",
    ),
    (
        ("legitimacy: usurped", "as_of: 1204"),
        ("legitimacy: rightful", "as_of: 1215"),
        "C itself: usurped, rightful (with time)",
    ),
    (
        ("legitimacy: usurped", "as_of: 6 May 1204"),
        ("legitimacy: rightful", "as_of: 6 May 1204"),
        "C itself: usurped, rightful (at one time)",
    ),
    (("legitimacy: usurped", ""), ("legitimacy: contested", ""), ""),
    (("legitimacy: usurped", ""), ("legitimacy: granted", ""), "C itself: usurped, granted (no times given)"),
    (("label: rising", ""), ("label: rebellion", ""), "C itself: against, in favour (no times given)"),
    (("label: rising", ""), ("label: troubles", ""), ""),
    (("frame: treason", ""), ("frame: defence of charters", ""), ""),
    (("legitimacy: usurped", "stance: denies"), ("legitimacy: rightful", ""), ""),
    (("legitimacy: usurped", "according_to: [hugh]"), ("legitimacy: rightful", ""), ""),
    (
        ("legitimacy: usurped", "according_to: [hugh]"),
        ("legitimacy: rightful", "according_to: [hugh]"),
        "Hugh of Ness (C): usurped, rightful (no times given)",
    ),
]


class TestShift:
    @pytest.mark.parametrize(("one", "other", "message"), SHIFTS)
    def test_is_more_than_half_of_the_scale_in_one_document(
        self, one: tuple[str, str], other: tuple[str, str], message: str, tmp_path: Path
    ) -> None:
        entries = [
            said("war.cause", words, more, f"p. {number}")
            for number, (words, more) in enumerate((one, other), 1)
        ]
        found = of(run(tmp_path, corve="".join(entries)), "P106")
        assert [finding.message for finding in found] == ([f"war.cause: {message}"] if message else [])
        assert all(finding.kind == "perspective" and len(finding.claims) == 2 for finding in found)

    def test_two_documents_are_two_voices(self, tmp_path: Path) -> None:
        found = run(
            tmp_path,
            corve=said("war.cause", "legitimacy: usurped"),
            tarn=said("war.cause", "legitimacy: rightful"),
        )
        assert not of(found, "P106") and of(found, "P101")

    def test_times_may_be_events(self, tmp_path: Path) -> None:
        entries = said("war.cause", "legitimacy: usurped", "as_of: siege") + said(
            "war.cause", "legitimacy: rightful", "as_of: peace", "p. 2"
        )
        entries += "  - siege.date: 1204\n    at: p. 3\n    quote: x\n  - peace.date: 1215\n    at: p. 3\n    quote: x\n"
        (finding,) = of(run(tmp_path, corve=entries), "P106")
        assert (
            finding.message.endswith("(with time)")
            and finding.why[0] == "C itself, usurped: p. 1, as of the siege of Ness"
        )

    def test_occasions_are_times(self, tmp_path: Path) -> None:
        first, second = (
            said("war.cause", f"legitimacy: {position}", f"according_to: {{voice: hugh, said: {when}}}", at)
            for position, when, at in (
                ("usurped", "at court", "p. 1"),
                ("rightful", "on his deathbed", "p. 2"),
            )
        )
        (finding,) = of(run(tmp_path, corve=first + second), "P106")
        assert finding.message.endswith("(with time)") and finding.why == (
            "Hugh of Ness (C), usurped: p. 1, at court",
            "Hugh of Ness (C), rightful: p. 2, on his deathbed",
        )

    def test_two_frames_are_one_where_there_can_be_one_only(self, tmp_path: Path) -> None:
        entries = said("ralph.regard", "frame: a saint") + said("ralph.regard", "frame: a knave", at="p. 2")
        (finding,) = of(run(tmp_path, corve=entries), "P106")
        assert finding.message == "ralph.regard: C itself: a saint, a knave (no times given)"


class TestRestsOn:
    FRAMED = said("war.cause", "frame: treason", "rests_on: war.killed")

    @staticmethod
    def entries(count: str) -> str:
        return f"  - war.killed: {count}\n    at: p. 9\n    quote: x\n"

    def test_the_two_findings_name_each_other(self, tmp_path: Path) -> None:
        found = run(tmp_path, corve=self.FRAMED + self.entries("600"), tarn=self.entries("900"))
        (framing,), (fact,) = of(found, "P107"), of(found, "D101")
        assert fact.id in framing.why[-1] and framing.id in fact.why[-1]
        page = markdown.report(found)
        for one, other in ((framing, fact), (fact, framing)):
            assert f'<a id="{one.id.lower()}"></a>' in page and f"[{other.id}](#{other.id.lower()})" in page
        assert "rests on the barons' war: killed" in page and framing.id in json.report(found)

    def test_nothing_is_said_of_what_nobody_disputes(self, tmp_path: Path) -> None:
        found = run(tmp_path, corve=self.FRAMED + self.entries("600"), tarn=self.entries("600"))
        assert not of(found, "P107")

    def test_what_no_claim_answers_is_told(self, tmp_path: Path) -> None:
        assert "killed (which no claim answers)" in markdown.report(run(tmp_path, corve=self.FRAMED))

    def test_a_fact_that_a_law_disputes_is_disputed(self, tmp_path: Path) -> None:
        facts = "  - ralph.born: 1204\n    at: p. 1\n    quote: x\n  - ralph.died: 1190\n    at: p. 2\n    quote: x\n"
        found = run(tmp_path, corve=said("war.cause", "frame: treason", "rests_on: ralph.died") + facts)
        (framing,) = of(found, "P107")
        assert [finding.rule for finding in found.findings if framing.id in " ".join(finding.why)] == ["L101"]


PAGE = """\
### <a id="topic-1"></a>The war

| Voice | the barons' war: legitimacy | the barons' war: the word for it |
| --- | --- | --- |
| C itself | ■ **rightful** *alone* “words on p. 1” (C, p. 1) | ■ **in favour** “words on p. 4” (C, p. 4) |
| N itself | ∅ | ∅ |
| T itself | ■ **contested** “words on p. 1” (T, p. 1; 1 more)<br>✗ **usurped** “words on p. 3” (T, p. 3) | ■ **against** “words on p. 4” (T, p. 4) |
| Hugh of Ness | □ **contested** “words on p. 2” (C, p. 2) |  |

- legitimacy: usurped &lt; contested &lt; granted &lt; rightful
- the word for it: against &lt; neutral &lt; in favour

"""


class TestPage:
    def made(self, folder: Path) -> Run:
        corve = said("war.cause", "legitimacy: rightful; frame: defence of charters")
        corve += said("war.cause", "legitimacy: contested", "according_to: [hugh]", "p. 2") + said(
            "war.naming", "label: rising", at="p. 4"
        )
        tarn = said("war.cause", "legitimacy: contested", "as_of: 1204") + said(
            "war.cause", "legitimacy: contested", at="p. 2"
        )
        tarn += said("war.cause", "legitimacy: usurped", "stance: denies", "p. 3") + said(
            "war.naming", "label: rebellion", at="p. 4"
        )
        return run(folder, {"ness": "silent_on: [war]\n"}, corve=corve, tarn=tarn, ness="")

    def test_the_matrix_has_voices_down_and_scales_across(self, tmp_path: Path) -> None:
        assert PAGE in markdown.report(self.made(tmp_path))

    def test_every_passage_stands_below_it_with_its_words_and_place(self, tmp_path: Path) -> None:
        page = markdown.report(self.made(tmp_path))
        rows = page.split("the barons' war: cause\n")[1].split("| Voice |")[1].split("\n\n")[0].splitlines()
        assert rows == [
            "  | legitimacy | Frame | Words | Where |",
            "| --- | --- | --- | --- | --- | --- |",
            "| C itself | ■ | rightful | defence of charters | “words on p. 1” | **C**, p. 1 |",
            "| T itself | ✗ | usurped |  | “words on p. 3” | **T**, p. 3 |",
            "|  | ■ | contested |  | “words on p. 1” | **T**, p. 1; as of 1204 |",
            "|  | ■ | contested |  | “words on p. 2” | **T**, p. 2 |",
            "| Hugh of Ness | □ | contested |  | “words on p. 2” | **C**, p. 2 |",
        ]

    def test_many_scales_make_several_tables_and_those_of_one_voice_none(self, tmp_path: Path) -> None:
        people = "".join(f"  p{number}: {{name: P{number}, kind: person}}\n" for number in range(6))
        entries = "".join(said(f"p{number}.regard", "legitimacy: granted") for number in range(6))
        only = said("ralph.regard", "legitimacy: granted") + said(
            "p0.regard", "frame: a saint", "according_to: [hugh]", "p. 2"
        )
        with_people = DOSSIER.replace("entities:\n", f"entities:\n{people}")
        page = markdown.report(run(tmp_path, dossier=with_people, corve=entries + only, tarn=entries))
        headings = [line for line in page.splitlines() if line.startswith("| Voice | P")]
        assert headings == [
            f"| Voice | {' | '.join(f'P{n}: legitimacy' for n in three)} |"
            for three in ((0, 1, 2), (3, 4, 5))
        ]
        assert "In frames only, without a place on a scale: Hugh of Ness." in page

    def test_who_is_alone_is_told_without_a_judgement(self, tmp_path: Path) -> None:
        page = markdown.report(self.made(tmp_path))
        assert "| the barons' war: cause, legitimacy | C itself | rightful | contested (2) |" in page
        assert "### Near and far" not in page  # two scales are too few
        section = page[page.index("## Perspectives") : page.index("## What hangs")].lower()
        assert not [word for word in ("wrong", "correct", "biased", "true ", "false") if word in section]

    def test_every_link_leads_somewhere(self, tmp_path: Path) -> None:
        page = markdown.report(
            run(
                tmp_path,
                corve=TestRestsOn.FRAMED + TestRestsOn.entries("600"),
                tarn=TestRestsOn.entries("900"),
            )
        )
        links = re.findall(r"\]\(#([^)]*)\)", page)
        assert links and set(links) <= set(re.findall(r'<a id="([^"]*)"></a>', page))

    def test_the_page_is_the_same_each_time(self, tmp_path: Path) -> None:
        assert markdown.report(self.made(tmp_path)) == markdown.report(self.made(tmp_path))

    def test_passages_of_different_times_make_no_distance(self, tmp_path: Path) -> None:
        def voice(*views: tuple[str, str, str]) -> str:
            return "".join(
                said(f"{about}.cause", f"legitimacy: {at}", f"as_of: {year}" if year else "", year or "p. 1")
                for about, at, year in views
            )

        same = [(about, "granted", "") for about in ("siege", "peace")]
        corve = voice(*same, ("war", "usurped", "1204"), ("war", "rightful", "1215"))
        found = run(
            tmp_path,
            corve=corve,
            tarn=voice(*same, ("war", "rightful", "1215")),
            ness=voice(*same, ("war", "usurped", "1190")),
        )
        # T speaks of 1215, as C does a second time; N of a time of which nobody else speaks.
        assert [
            (pair.one, pair.other, pair.distance, pair.shared) for pair in found.views[0].perspectives.pairs
        ] == [("corve", "tarn", 0, 3)]

    def test_pairs_are_set_from_the_nearest_to_the_farthest(self, tmp_path: Path) -> None:
        questions = ("war.cause", "siege.cause", "peace.cause")
        views = {"corve": "rightful", "tarn": "granted", "ness": "usurped"}
        page = markdown.report(
            run(
                tmp_path,
                **{
                    name: "".join(said(q, f"legitimacy: {view}") for q in questions)
                    for name, view in views.items()
                },
            )
        )
        assert "3 pairs of 3 share at least 3 scales" in page
        rows = page.split("| Voices, the nearest first")[1].split("\n\n")[0].splitlines()[2:]
        assert rows == [
            "| C itself · T itself | 0.33 | 3 | 0 of 0 |",
            "| N itself · T itself | 0.67 | 3 | 0 of 0 |",
            "| C itself · N itself | 1.00 | 3 | 0 of 0 |",
        ]
        assert (
            "Farthest from whoever is nearest: N itself; the nearest is T itself at 0.67, on 3 scales."
            in page
        )
