"""The summary for a pull request: what a source brings, told to a historian, in what a summary may hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from discrepancy.findings.changes.compare_runs import finding_key
from discrepancy.findings.comparison_records import GoneFinding, SourceContribution
from discrepancy.findings.run import Run
from discrepancy.model.claim import Question
from discrepancy.reporting.formats import html, markdown, summary
from tests.support.gates import (
    ATTACKS,
    came,
    demo,
    hostile,
    le_duan,
    read,
    source,
    synthetic,
    with_status,
    written,
)


def made(folder: Path, monkeypatch: pytest.MonkeyPatch, **sources: str) -> Run:
    monkeypatch.chdir(folder)
    written(folder, {f"{name}.yaml": text for name, text in sources.items()})
    run = read("claims")
    assert not run.problems, "\n".join(map(str, run.problems))
    return run


def brings(run: Run, *new: str) -> SourceContribution:
    since = came(run, *new).since
    assert since is not None
    (found,) = since.contributions
    return found


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Two sources at odds on one question and at one on another, and a third that comes."""
    return made(
        tmp_path, monkeypatch,
        a=source("a", ("battle.strength", "6,000 men"), ("battle.killed", "100"), ("battle.wounded", "about 300"), ("siege.start", "1204")),
        b=source("b", ("battle.strength", "9,000 men"), ("battle.killed", "100")),
        c=source("c", ("battle.strength", "9,000 men"), ("battle.killed", "700"), ("battle.wounded", "about 300"), ("siege.start", "May 1204"),
                 ("siege.end", "1205")),
    )  # fmt: skip


class TestBrought:
    def test_a_conflict_that_was_there_is_joined_and_one_that_was_not_is_new(self, three: Run) -> None:
        found = brings(three, "c")
        assert [one.question.property for one in found.contradicts if one.rule == "D101"] == ["killed"]
        assert [one.question.property for one in found.sides] == ["strength"]

    def test_what_agrees_word_for_word_is_confirmed_by_a_second_origin(self, three: Run) -> None:
        confirmed = {
            one.question.property: (one.before, one.origins) for one in brings(three, "c").corroborates
        }
        assert confirmed["wounded"] == (1, 2) and confirmed["strength"] == (1, 2)

    def test_who_says_it_more_exactly_confirms_it_and_both_wordings_are_shown(self, three: Run) -> None:
        (start,) = (one for one in brings(three, "c").corroborates if one.question.property == "start")
        assert start.readings == (("May 1204", ("C",)), ("1204", ("A",))) and not start.why

    def test_what_fits_and_what_it_alone_says(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run = made(
            tmp_path, monkeypatch,
            a=source("a", ("battle.killed", "200 to 400")),
            b=source("b", ("battle.killed", "300 to 500"), ("siege.end", "1205")),
        )  # fmt: skip
        found = brings(run, "b")
        assert [str(one) for one in found.fits] == ["battle.killed"] and [
            str(one) for one in found.alone
        ] == ["siege.end"]

    def test_who_copies_confirms_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run = made(
            tmp_path, monkeypatch,
            a=source("a", ("battle.strength", "6,000 men")),
            b=source("b", ("battle.strength", "6,000 men"), head="derived_from: [a]\n"),
        )  # fmt: skip
        found = brings(run, "b")
        assert not found.corroborates
        (one,) = found.repeats
        assert (one.before, one.origins) == (1, 1) and one.why.startswith("all go back to")
        for new in ("b", "a"):  # the original repeats nothing, and whoever comes second confirms nothing
            text = summary.report(came(run, new))
            assert (
                "### Where it agrees only with those whose origin it shares" in text and "repeats" not in text
            )
            assert "agrees on 1 question only with those whose origin it shares." in text

    def test_two_that_come_together_are_not_old_to_one_another(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = came(
            made(
                tmp_path,
                monkeypatch,
                a=source("a", ("battle.strength", "600 men")),
                b=source("b", ("battle.strength", "9,000 men")),
            ),
            "a",
            "b",
        )
        assert run.since is not None and [len(one.contradicts) for one in run.since.contributions] == [1, 1]
        text = summary.report(run)
        assert text.count("#### Conflict") == 1 and text.count("Told of above") == 1

    def test_what_a_source_says_against_itself_needs_no_other(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = made(
            tmp_path, monkeypatch,
            a=source("a", ("battle.killed", "5")),
            b=source("b", ("battle.strength", "600 men"), ("battle.strength", "9,000 men")),
        )  # fmt: skip
        assert [one.sigla for one in brings(run, "b").contradicts] == [()]
        assert "### Where it contradicts itself" in summary.report(
            came(run, "b")
        ) and "What it newly contradicts" not in summary.report(came(run, "b"))

    def test_reviewed_findings_are_not_told(self, three: Run) -> None:
        text = summary.report(with_status(came(three, "c"), D101="reviewed"))
        assert "what it newly contradicts is reviewed (1)" in text and "it contradicts nothing" not in text
        assert "#### Conflict" not in text and "2 findings are reviewed, and not told of here." in text
        assert ", takes a side in what is reviewed (1)," in text

    def test_every_output_tells_the_same_of_a_source(self, three: Run) -> None:
        run = came(three, "c")
        told = (
            "What it newly contradicts",
            "Where it takes a side",
            "Where it agrees, and no dependence is declared",
            "What it alone says",
            "newly contradicts others in 1 conflict",
        )
        for page in (summary.report(run), markdown.report(run), html.report(run)):
            assert not [said for said in told if said not in page]


class TestSummary:
    def test_quotes_stand_side_by_side_the_new_source_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = demo(tmp_path, monkeypatch)
        text = summary.report(came(run, "letter"))
        assert text.startswith("# 1 new source: **L**\n")
        rows = [line for line in text.split("#### Conflict")[1].splitlines() if line.startswith("| ")][2:4]
        assert rows[0].startswith("| 112 | **L** | “of houses brent") and rows[1].startswith(
            "| over 300 | **C** |"
        )

    def test_what_is_new_of_no_source_what_is_worse_and_what_is_gone_are_told(self, three: Run) -> None:
        run = came(three, "c")
        assert run.since is not None
        (strength,) = (
            finding_key(one)
            for one in run.findings
            if one.question.property == "strength" and one.rule == "D101"
        )
        lost = GoneFinding(
            "F-00000000",
            "D101",
            "conflict",
            "battle.wounded: 1 (A) against 9 (B)",
            "claims/aldwater",
            Question("battle", "wounded"),
        )
        since = replace(
            run.since,
            contributions=(),
            why={strength: "there are 3 camps and were 2"},
            gone=(lost,),
            notes=("x was y",),
        )
        changed = replace(run, since=since)
        text, page = summary.report(changed), markdown.report(changed)
        assert (
            text.startswith("# No source is new or changed since main")
            and "## What else is new or worse" in text
        )
        assert (
            "Worse than at main: there are 3 camps and were 2." in text
            and "Worse than before: there are 3 camps and were 2." in page
        )
        for said in (text, page):
            assert (
                "What is gone" in said and "F-00000000" in said and "- x was y" in said and "1 worse" in said
            )

    def test_a_source_that_contradicts_nothing_is_said_to(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = made(
            tmp_path,
            monkeypatch,
            a=source("a", ("battle.killed", "5")),
            b=source("b", ("battle.killed", "5")),
        )
        text = summary.report(came(run, "b"))
        assert "it contradicts nothing that was not contested, agrees on 1 question with others" in text

    def test_nothing_compared_is_not_nothing_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = summary.report(made(tmp_path, monkeypatch, a=source("a", ("battle.killed", "5"))))
        assert "Nothing to compare" in text and "nothing found" not in text

    def test_problems_of_the_input_come_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        sections = summary.report(hostile(tmp_path, monkeypatch)).split("\n## ")
        assert sections[1].startswith("What could not be read") and "E0" in sections[1]

    def test_what_sources_say_is_no_markup(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        cmarkgfm = pytest.importorskip("cmarkgfm")
        page = cmarkgfm.github_flavored_markdown_to_html(summary.report(hostile(tmp_path, monkeypatch)))
        assert "<script" not in page and ">x</a>" not in page and page.count("<table>") >= len(ATTACKS)

    def test_of_a_real_dossier_each_source(self) -> None:
        run = le_duan()
        texts = {one.id: summary.report(came(run, one.id)) for one in run.views[0].dossier.sources.values()}
        for one in run.views[0].dossier.sources.values():
            assert texts[one.id].startswith(f"# 1 new source: **{one.siglum}**")
            assert len(texts[one.id]) < 400_000
        row = "| the 4th National Congress: date | 1976 | N, E | 2, before 1 |"
        assert row in texts["nguyen-2022"]


class TestLimits:
    def test_is_cut_by_whole_sections(self) -> None:
        whole = summary.report(synthetic(5_000))
        assert (
            len(whole.encode()) <= summary.MOST_BYTES
            and whole.count("#### Conflict") == whole.count("camps-exclude") < 5_000
        )
        assert whole.endswith("more sections left out here, to keep to what a summary may hold.*\n")

    def test_nothing_is_left_out_of_what_fits(self) -> None:
        assert summary.report(synthetic(100)).count("#### Conflict") == 100

    def test_less_room_is_kept_to(self) -> None:
        assert len(summary.report(synthetic(500), most=20_000).encode()) <= 20_000
