"""A decision whose question was renamed or gained a scope is not lost: it is proposed to be moved, and moved to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.findings.finding import Finding
from tests.support.command import Runner
from tests.support.decided import HEAD, Folder

HEAD_WITH_SCOPE = HEAD + "scopes:\n  arm: {horse: {}, foot: {}}\nproperties:\n" + (
    "  levy: {type: quantity, scope: [arm]}\n  muster: {type: quantity, scope: [arm]}\n"
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "claims" / "aldwater", HEAD_WITH_SCOPE)
    says(made, "battle.levy")
    return made


def says(folder: Folder, question: str, **values: str) -> None:
    for source, value in {"corve": "6,000 men", "hugh": "9,000 men", **values}.items():
        folder.source(source, f"{question}: {value}")


def orphan(folder: Folder) -> Finding:
    (found,) = (one for one in folder.run().findings if one.rule == "R101")
    return found


class TestProposed:
    @pytest.mark.parametrize("now", ["battle.levy[arm=horse]", "battle.muster", "ralph.levy"])
    def test_where_the_same_claims_stand_on_another_question(
        self, folder: Folder, now: str, run_in: Runner
    ) -> None:
        old = folder.decide()
        says(folder, now)
        new, top = folder.conflict(), folder.path.parents[1]
        command = f"discrepancy decide --move {old.id} {new.id} claims/aldwater"
        assert new.status == "open" and new.id != old.id
        for words in (("check",), ("list", "reviews"), ("doctor",)):
            assert command in " ".join(run_in(top, *words).text.split()), words
        assert run_in(top, *command.split()[1:]).code == 0
        assert (folder.conflict().status, folder.problems()) == ("reviewed", ())
        assert run_in(top, "check").code == 0 and "R101" not in run_in(top, "check").text

    def test_in_json_with_the_command(self, folder: Folder, run_in: Runner) -> None:
        old = folder.decide()
        says(folder, "battle.muster")
        ran = run_in(folder.path.parents[1], "list", "reviews", "--format", "json")
        rows = {row["finding"]: row["moves"] for row in ran.json}
        assert list(rows[old.id]) == [
            f"discrepancy decide --move {old.id} {folder.conflict().id} claims/aldwater"
        ]

    def test_another_notation_of_the_values_does_not_hide_it(self, folder: Folder) -> None:
        folder.decide()
        says(folder, "battle.muster", corve="6000 men", hugh="9000 men")
        assert any("stands on the same claims" in hint for hint in orphan(folder).hints)

    def test_where_most_of_them_do(self, folder: Folder) -> None:
        says(folder, "battle.levy", odo="20,000 men")
        folder.decide()
        folder.source("odo", "battle.levy[arm=foot]: 20,000 men")
        for source, value in {"corve": "6,000 men", "hugh": "9,000 men"}.items():
            folder.source(source, f"battle.levy[arm=horse]: {value}")
        assert any("stands on 2 of the 3 claims that were seen" in hint for hint in orphan(folder).hints)

    @pytest.mark.parametrize(
        ("corve", "hugh"), [("6,100 men", "9,000 men"), ("6,000 men", "9,100 men"), ("7,000", "8,000")]
    )
    def test_not_where_other_things_are_said(self, folder: Folder, corve: str, hugh: str) -> None:
        folder.decide()
        says(folder, "battle.muster", corve=corve, hugh=hugh)
        assert not [hint for hint in (*orphan(folder).hints, *folder.conflict().hints) if "--move" in hint]

    def test_not_where_it_is_decided(self, folder: Folder) -> None:
        folder.decide()
        says(folder, "battle.muster")
        folder.decide("apparent", "one muster")
        assert not [hint for hint in orphan(folder).hints if "--move" in hint]

    def test_a_review_by_hand_that_names_no_question_proposes_nothing(self, folder: Folder) -> None:
        folder.review("F-00000000", "finding: F-00000000\nverdict: unsure\ncontent: 2:conflict:00\n")
        assert not [hint for hint in orphan(folder).hints if "--move" in hint]


class TestMoved:
    def test_every_word_a_person_wrote_stays(self, folder: Folder, run_in: Runner) -> None:
        old = folder.decide(because="two counts: #1 and #2")
        folder.decide("unsure", "looked again")
        text = folder.reviewed(old.id).replace(
            "verdict: unsure", "# Ann keeps this\nverdict: unsure  # still"
        )
        folder.review(old.id, text)
        says(folder, "battle.levy[arm=horse]")
        new = folder.conflict()
        ran = run_in(folder.path.parents[1], "decide", "--move", old.id, new.id)
        assert ran.code == 0 and f"moved what was decided of {old.id} to {new.id}" in ran.text
        after = folder.reviewed(new.id)
        changed = ("finding", "question", "content", "rule")
        for line in text.splitlines():
            assert line in after.splitlines() or line.startswith(changed), line
        assert f"# Moved from {old.id}." in after and "question: battle.levy[arm=horse]" in after
        assert not (folder.path / "reviews" / f"{old.id}.yaml").exists()
        review = folder.conflict().review
        assert review is not None and [one.verdict for one in (review.decision, *review.earlier)] == [
            "unsure",
            "scope",
        ]

    @pytest.mark.parametrize("flow", [False, True])
    def test_two_decisions_on_one_thing_are_both_kept(
        self, folder: Folder, run_in: Runner, flow: bool
    ) -> None:
        old = folder.decide(because="first")
        folder.decide("unsure", "second")
        says(folder, "battle.muster")
        new = folder.decide("apparent", "third")
        if flow:
            assert new.review is not None
            content = new.review.decision.content
            folder.review(
                new.id,
                f"{{finding: {new.id}, verdict: apparent, because: third, content: '{content}'}} # mine\n",
            )
        assert run_in(folder.path.parents[1], "decide", "--move", old.id, new.id).code == 0
        review = folder.conflict().review
        assert review is not None and not folder.problems() and folder.conflict().status == "reviewed"
        assert [one.because for one in (review.decision, *review.earlier)] == ["third", "second", "first"]
        assert flow is ("# mine" in folder.reviewed(new.id))

    def test_moving_twice_after_a_crash_adds_nothing(self, folder: Folder, run_in: Runner) -> None:
        old = folder.decide()
        before = folder.reviewed(old.id)
        says(folder, "battle.muster")
        new, top = folder.conflict(), folder.path.parents[1]
        run_in(top, "decide", "--move", old.id, new.id)
        folder.review(old.id, before)  # as if the writer had been stopped between the two
        once = folder.reviewed(new.id)
        run_in(top, "decide", "--move", old.id, new.id)
        review = folder.conflict().review
        assert review is not None and not review.earlier and folder.reviewed(new.id) == once
        assert not (folder.path / "reviews" / f"{old.id}.yaml").exists()

    def test_what_is_found_still_is_not_moved(self, folder: Folder, run_in: Runner) -> None:
        old = folder.decide()
        folder.source("corve", "battle.levy: 6,000 men", "battle.muster: 1")
        folder.source("hugh", "battle.levy: 9,000 men", "battle.muster: 5")
        other = next(one for one in folder.run().findings if one.id != old.id)
        before = folder.reviewed(old.id)
        ran = run_in(folder.path.parents[1], "decide", "--move", old.id, other.id)
        assert ran.code == 2 and "is found still" in ran.text and folder.reviewed(old.id) == before

    @pytest.mark.parametrize(
        "words",
        [
            ("--move", "F-00000000", "F-11111111"),
            ("--move", "F-00000000"),
            ("--move", "F-00000000", "F-11111111", "--verdict", "scope"),
            ("--renew", "--move", "F-00000000", "F-11111111"),
            ("F-00000000",),
            (),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_words(
        self, folder: Folder, run_in: Runner, words: tuple[str, ...]
    ) -> None:
        ran = run_in(folder.path.parents[1], "decide", *words)
        assert ran.code == 2 and "Traceback" not in ran.text and ran.err
