"""What was decided under the former format of reviews and baselines, which knew findings by their words, goes on to hold, and is renewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.findings.finding import Finding
from tests.support.command import Runner
from tests.support.decided import Folder

# As version 0.1.0 wrote them, to the byte.
REVIEW = """\
version: 1
finding: F-0fad2e77
rule: D101 camps-exclude
question: battle.strength
saw: >-
  6,000 men (C) | 9,000 men (H)
content: 1:conflict:{camps}
verdict: scope
because: >-
  two counts
by: Ann
on: 2026-11-24
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "claims" / "aldwater")
    made.source("corve", "battle.strength: 6,000 men")
    made.source("hugh", "battle.strength: 9,000 men")
    return made


def former(folder: Folder) -> Finding:
    """The one conflict, decided as version 0.1.0 wrote it."""
    found = folder.conflict()
    folder.review(found.id, REVIEW.format(camps=CAMPS).replace("F-0fad2e77", found.id))
    return folder.conflict()


CAMPS = "41c25f48/afd7c228"


class TestReviews:
    def test_what_was_decided_by_words_holds_while_they_stand(self, folder: Folder) -> None:
        assert former(folder).status == "reviewed"

    def test_a_claim_that_joins_a_camp_is_told_as_before(self, folder: Folder) -> None:
        former(folder)
        folder.source("odo", "battle.strength: about 6,000 men")
        assert folder.conflict().status == "grown"

    def test_a_change_of_words_opens_it_as_before(self, folder: Folder) -> None:
        former(folder)
        folder.source("hugh", "battle.strength: 9000 men")
        assert folder.conflict().status == "stale"

    def test_it_is_told_once_how_they_are_renewed_and_the_advice_works(
        self, folder: Folder, run_in: Runner
    ) -> None:
        found = former(folder)
        top = folder.path.parents[1]
        ran = run_in(top, "check", "--fail-on", "conflict")
        assert ran.code == 0 and ran.text.count("[E065 former-format]") == 1
        assert "discrepancy decide --renew claims/aldwater" in ran.text
        before = folder.reviewed(found.id)
        assert run_in(top, "decide", "--renew", "claims/aldwater").code == 0
        after = folder.reviewed(found.id)
        assert [line for line in before.splitlines() if "content" not in line] == [
            line for line in after.splitlines() if "content" not in line
        ]
        assert "content: 2:conflict:" in after and "E065" not in run_in(top, "check").text
        folder.source("hugh", "battle.strength: 9000 men")
        assert folder.conflict().status == "reviewed"

    def test_what_has_grown_is_grown_when_it_is_renewed(self, folder: Folder, run_in: Runner) -> None:
        former(folder)
        folder.source("odo", "battle.strength: about 6,000 men")
        run_in(folder.path.parents[1], "decide", "--renew")
        assert folder.conflict().status == "grown"
        assert folder.conflict().review is not None and not folder.problems()

    def test_what_is_stale_is_left_as_it_is_and_counted(self, folder: Folder, run_in: Runner) -> None:
        found = former(folder)
        folder.source("hugh", "battle.strength: 9,100 men")
        before = folder.reviewed(found.id)
        ran = run_in(folder.path.parents[1], "decide", "--renew")
        assert "0 reviews renewed; 1 stale, to be decided again" in ran.text
        assert folder.reviewed(found.id) == before

    def test_a_comment_a_person_wrote_stays(self, folder: Folder, run_in: Runner) -> None:
        found = former(folder)
        text = folder.reviewed(found.id).replace("verdict: scope", "# we argued\nverdict: scope  # surely")
        folder.review(found.id, text.replace(f"1:conflict:{CAMPS}", f"'1:conflict:{CAMPS}'  # from June"))
        run_in(folder.path.parents[1], "decide", "--renew")
        after = folder.reviewed(found.id)
        assert "# we argued" in after and "# surely" in after and "# from June" in after
        assert folder.conflict().status == "reviewed" and not folder.problems()

    def test_one_in_braces_is_renewed_too(self, folder: Folder, run_in: Runner) -> None:
        found = folder.conflict()
        folder.review(
            found.id, f"{{finding: {found.id}, verdict: unsure, content: '1:conflict:{CAMPS}'}} # the end\n"
        )
        run_in(folder.path.parents[1], "decide", "--renew")
        assert folder.conflict().status == "reviewed" and not folder.problems()
        assert "# the end" in folder.reviewed(found.id)


class TestBaselines:
    def test_a_former_line_holds_and_is_renewed_and_lets_nothing_else_pass(
        self, folder: Folder, run_in: Runner
    ) -> None:
        found, top = folder.conflict(), folder.path.parents[1]
        line = f"aldwater {found.id} 1:conflict:{CAMPS} D101 battle.strength\n"
        path = folder.path.parent / ".discrepancy-baseline"
        path.write_text(f"# ours\n{line}", encoding="utf-8")
        folder.source("corve", "battle.strength: 6,000 men", "battle.killed: 20")
        folder.source("hugh", "battle.strength: 9,000 men", "battle.killed: 90")
        ran = run_in(top, "check")
        assert ran.code == 1 and "discrepancy baseline renew claims/aldwater" in ran.text
        assert run_in(top, "baseline", "renew", "claims/aldwater").code == 0
        said = path.read_text(encoding="utf-8")
        assert said.startswith("# ours\n") and said.count("\n") == 2 and " 2:conflict:" in said
        folder.source("hugh", "battle.strength: 9000 men", "battle.killed: 90")
        assert {one.id: one.passes for one in folder.run().findings}[found.id]
        assert run_in(top, "check").code == 1

    def test_without_a_baseline_there_is_none_afterwards(self, folder: Folder, run_in: Runner) -> None:
        run_in(folder.path.parents[1], "baseline", "renew")
        assert not (folder.path.parent / ".discrepancy-baseline").exists()
