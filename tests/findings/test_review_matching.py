"""Reviews and the findings that they decide: statuses, what they hang on, and what they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from discrepancy.commands import decide as command
from discrepancy.commands import list as listing
from discrepancy.findings import finding
from discrepancy.findings.reviews import former_names
from discrepancy.findings.reviews import matching as review
from discrepancy.findings.reviews import writing as deciding
from discrepancy.model.review import VERDICTS, Decision
from discrepancy.reporting.formats import markdown, text
from tests.support.command import Command
from tests.support.decided import HEAD, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "aldwater")
    made.source("corve", "battle.strength: 6,000 men")
    made.source("hugh", "battle.strength: 9,000 men")
    return made


class TestStatus:
    def test_what_nobody_has_decided_is_open(self, folder: Folder) -> None:
        assert folder.conflict().status == "open" and not folder.conflict().passes

    def test_what_is_decided_is_reviewed(self, folder: Folder) -> None:
        found = folder.decide()
        assert (found.status, found.passes) == ("reviewed", True)
        assert found.review is not None and found.review.decision.because == "two counts"

    def test_a_claim_that_joins_a_known_camp_is_a_note(self, folder: Folder) -> None:
        folder.decide()
        folder.source("odo", "battle.strength: about 6,000 men")
        assert (folder.conflict().status, folder.conflict().passes) == ("grown", True)

    def test_a_new_camp_opens_it_again(self, folder: Folder) -> None:
        folder.decide()
        folder.source("odo", "battle.strength: 20,000 men")
        assert (folder.conflict().status, folder.conflict().passes) == ("stale", False)

    def test_a_changed_value_opens_it_again_and_keeps_the_finding(self, folder: Folder) -> None:
        before = folder.decide()
        folder.source("hugh", "battle.strength: 9,500 men")
        assert (folder.conflict().id, folder.conflict().status) == (before.id, "stale")

    def test_a_claim_that_goes_opens_it_again(self, folder: Folder) -> None:
        folder.source("odo", "battle.strength: 9,000 men")
        folder.decide()
        (folder.path / "odo.yaml").unlink()
        assert folder.conflict().status == "stale"

    def test_a_claim_that_is_in_every_camp_is_a_note(self, folder: Folder) -> None:
        folder.decide()
        folder.source("odo", "battle.strength: 5,000 to 10,000 men")
        assert folder.conflict().status == "grown"

    def test_a_tension_that_becomes_a_conflict_is_open_again(self, folder: Folder) -> None:
        folder.source("corve", "battle.strength: about 20,000 men")
        folder.source("hugh", "battle.strength: 26,000 men")
        (found,) = folder.run().findings
        deciding.record_decision(folder.run(), found.id, Decision("apparent", because="why", by="Ann"))
        assert folder.run().findings[0].status == "reviewed"
        folder.source("hugh", "battle.strength: 90,000 men")
        (again,) = folder.run().findings
        assert (found.kind, again.kind, again.id, again.status) == ("tension", "conflict", found.id, "stale")

    def test_a_review_without_its_finding_is_a_note_at_its_place(self, folder: Folder) -> None:
        decided = folder.decide()
        folder.source("hugh", "battle.strength: 6,000 men")
        (found,) = folder.run().findings
        assert (found.rule, found.level, found.kind) == ("R101", "note", "review")
        assert found.mark.file.endswith(f"reviews/{decided.id}.yaml") and found.mark.line == 2

    def test_an_orphan_with_no_claim_left_is_shown_in_every_form(self, folder: Folder) -> None:
        folder.decide()
        folder.source("corve", "ralph.died: 1204")
        folder.source("hugh", "ralph.died: 1204")
        run = folder.run()
        assert [one.claims for one in run.findings] == [()]
        assert "found no more" in text.report(run) and "found no more" in markdown.report(run)

    def test_a_finding_that_comes_back_is_decided_still(self, folder: Folder) -> None:
        folder.decide()
        folder.source("hugh", "battle.strength: 6,000 men")
        folder.run()
        folder.source("hugh", "battle.strength: 9,000 men")
        assert folder.conflict().status == "reviewed"

    def test_what_was_found_in_a_text_is_not_orphaned_where_the_text_is_not_at_hand(
        self, folder: Folder
    ) -> None:
        folder.review(
            "F-00000000", "finding: F-00000000\nrule: Q103\nverdict: unsure\ncontent: 1:evidence:00\n"
        )
        assert [one.rule for one in folder.run().findings] == ["D101"]

    def test_a_law_broken_grows_with_who_agrees_and_is_stale_with_a_new_reading(self, folder: Folder) -> None:
        folder.source("corve", "ralph.born: 1140", "ralph.died: 1204")
        folder.source("hugh", "ralph.age-at-death: 30")
        assert folder.decide().rule == "L101"
        folder.source("odo", "ralph.age-at-death: 30")
        assert folder.conflict().status == "grown"
        folder.source("odo", "ralph.age-at-death: 31")
        assert [one.status for one in folder.run().findings if one.rule == "L101"] == ["stale"]


class TestFormerNames:
    RENAMED = HEAD.replace("  battle: {", "  fight: {was: [battle], ").replace(
        "  ralph: {", "  rolf: {was: [rudolf, ralph], "
    )

    def test_a_renamed_entity_keeps_its_review(self, folder: Folder) -> None:
        before = folder.decide()
        (folder.path / "dossier.yaml").write_text(self.RENAMED, encoding="utf-8")
        assert (
            folder.conflict().id != before.id and folder.conflict().status == "reviewed"
        )  # the claims still have the old id
        folder.source("corve", "fight.strength: 6,000 men")
        assert folder.conflict().status == "reviewed"

    def test_a_renamed_property_keeps_its_review(self, folder: Folder) -> None:
        head = HEAD + "properties:\n  knights:\n    type: quantity\n"
        (folder.path / "dossier.yaml").write_text(head, encoding="utf-8")
        for name, count in (("corve", "60"), ("hugh", "90")):
            folder.source(name, f"battle.knights: {count}")
        folder.decide()
        (folder.path / "dossier.yaml").write_text(
            head.replace("knights:\n", "horse:\n    was: [knights]\n"), encoding="utf-8"
        )
        folder.source("hugh", "battle.horse: 90")
        assert folder.conflict().question.property == "horse" and folder.conflict().status == "reviewed"

    def named(self, folder: Folder, was: str, now: str, head: str = "") -> None:
        """Gives a source another id, and the file another name."""
        old = folder.path / f"{was}.yaml"
        (folder.path / f"{now}.yaml").write_text(
            old.read_text("utf-8").replace(f"source: {was}\n", f"source: {now}\n{head}"), encoding="utf-8"
        )
        old.unlink()

    def test_a_renamed_source_keeps_its_reviews_where_it_says_what_it_was(self, folder: Folder) -> None:
        folder.decide()
        self.named(folder, "hugh", "gesta", "was: [hugo, hugh]\n")
        assert folder.conflict().status == "reviewed" and not folder.problems()
        folder.source("odo", "battle.strength: about 6,000 men")
        assert folder.conflict().status == "grown"
        folder.source("odo", "battle.strength: 20,000 men")
        assert folder.conflict().status == "stale"

    def test_a_source_and_an_entity_may_have_one_name_and_be_renamed_apart(self, folder: Folder) -> None:
        folder.source("battle", "battle.strength: 6,000 men")
        (folder.path / "corve.yaml").unlink()
        folder.decide()
        self.named(folder, "battle", "roll", "was: battle\n")
        assert folder.conflict().status == "reviewed"
        (folder.path / "dossier.yaml").write_text(self.RENAMED, encoding="utf-8")
        assert folder.conflict().status == "reviewed"

    def test_a_renamed_source_that_is_cited_keeps_the_reviews_of_who_cites_it(self, folder: Folder) -> None:
        folder.source("hugh", "battle.date: 1204")
        cites = "source: odo\ntitle: odo\nclaims:\n  - battle.strength: 9,000 men\n    at: p. 1\n    according_to: {source: hugh}\n"
        (folder.path / "odo.yaml").write_text(cites, encoding="utf-8")
        folder.decide()
        self.named(folder, "hugh", "gesta", "was: hugh\n")
        (told,) = folder.problems()
        assert told.code == "E023" and told.expect == "it is gesta now"
        (folder.path / "odo.yaml").write_text(cites.replace("hugh", "gesta"), encoding="utf-8")
        assert folder.conflict().status == "reviewed" and not folder.problems()

    def test_a_renamed_source_that_does_not_say_so_is_asked_about(self, folder: Folder) -> None:
        folder.decide()
        self.named(folder, "hugh", "gesta")
        found = folder.conflict()
        assert (
            found.status == "stale"
            and "H, of which the review speaks, is not among the sources now; is it G now?" in found.hints[-1]
        )
        assert "was:" in " ".join(text.report(folder.run()).split())
        path = folder.path / "gesta.yaml"
        path.write_text(path.read_text("utf-8").replace("title:", "siglum: H\ntitle:"), encoding="utf-8")
        assert "what is seen is what was seen, word for word" in folder.conflict().hints[-1]

    def test_a_review_may_name_a_source_as_it_was(self, folder: Folder) -> None:
        id_ = folder.conflict().id
        folder.review(id_, f"finding: {id_}\nverdict: unsure\ncontent: 1:conflict:00\nprefers: [hugh]\n")
        self.named(folder, "hugh", "gesta", "was: hugh\n")
        found = folder.conflict().review
        assert not folder.problems() and found is not None and found.decision.prefers == ("G",)

    def test_a_renamed_entity_keeps_the_review_of_a_law_whatever_the_order_of_its_questions(
        self, folder: Folder
    ) -> None:
        head = (
            HEAD
            + "  zoe: {name: Zoe, kind: person}\nlaws:\n  - name: elder\n    law: zoe.born <= ralph.born\n"
        )
        (folder.path / "dossier.yaml").write_text(head, encoding="utf-8")
        folder.source("corve", "zoe.born: 1204", "ralph.born: 1140")
        folder.source("hugh", "ralph.born: 1140")
        folder.decide()
        new = head.replace("zoe: {", "ada: {was: [zoe], ").replace("zoe.born", "ada.born")
        (folder.path / "dossier.yaml").write_text(new, encoding="utf-8")
        folder.source("corve", "ada.born: 1204", "ralph.born: 1140")
        assert folder.conflict().status == "reviewed"

    def test_deciding_again_goes_into_the_file_that_there_is(self, folder: Folder) -> None:
        before = folder.decide()
        (folder.path / "dossier.yaml").write_text(self.RENAMED, encoding="utf-8")
        folder.decide("ours", "misread")
        assert [path.name for path in (folder.path / "reviews").glob("*.yaml")] == [f"{before.id}.yaml"]
        found = folder.conflict().review
        assert found is not None and [one.verdict for one in (found.decision, *found.earlier)] == [
            "ours",
            "scope",
        ]

    def test_an_identity_of_an_earlier_version_is_found(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = folder.decide()
        monkeypatch.setattr(finding, "FINGERPRINT", 2)
        assert folder.run().findings[0].id != before.id
        monkeypatch.setattr(former_names, "FORMER", (lambda said: said.replace("[2,", "[1,"),))
        assert folder.conflict().status == "reviewed"


class TestShown:
    def test_a_decided_finding_is_told_briefly_and_counted(self, folder: Folder) -> None:
        folder.decide()
        said = text.report(folder.run())
        assert (
            "conflict (reviewed): battle.strength" in said
            and "decided: scope (by Ann 2026-11-24): two counts" in said
        )
        assert "Found 1 conflict (1 reviewed) in" in said and "would settle it" not in said

    def test_a_stale_one_is_told_in_full_with_what_was_seen(self, folder: Folder) -> None:
        folder.decide()
        folder.source("odo", "battle.strength: 20,000 men")
        said = " ".join(text.report(folder.run()).split())
        assert (
            "conflict (stale)" in said
            and "seen was: 6,000 men (CORVE) | 9,000 men (HUGH)"
            in said.replace("(C)", "(CORVE)").replace("(H)", "(HUGH)")
        )
        assert "would settle it" in said

    def test_the_page_shows_the_verdict_beside_the_finding(self, folder: Folder) -> None:
        folder.decide(because="C counts *horse*")
        said = markdown.report(folder.run())
        assert (
            "> **Decided: scope** (Ann, 2026-11-24): C counts \\*horse\\*." in said
            and "| conflict (scope) |" in said
        )


class TestCommands:
    @pytest.fixture
    def ran(self, folder: Folder, monkeypatch: pytest.MonkeyPatch, command: Command) -> Command:
        monkeypatch.chdir(folder.path.parent)
        return command

    def test_check_fails_until_it_is_decided(self, folder: Folder, ran: Command) -> None:
        id_ = folder.conflict().id
        assert ran("check", "aldwater")[0] == 1
        assert (
            ran(
                "decide",
                id_,
                "aldwater",
                "--verdict",
                "mistaken",
                "--because",
                "he copied",
                "--prefers",
                "corve",
                "--by",
                "Ann",
            )[0]
            == 0
        )
        code, out, _ = ran("check", "aldwater", "--format", "json")
        (one,) = json.loads(out)["findings"]
        assert code == 0 and one["status"] == "reviewed"
        assert (one["review"]["verdict"], one["review"]["prefers"], one["review"]["because"]) == (
            "mistaken",
            ["C"],
            "he copied",
        )

    def test_a_source_that_was_preferred_may_go_or_change_its_siglum(
        self, folder: Folder, ran: Command
    ) -> None:
        folder.source("odo", "battle.strength: 20,000 men")
        ran(
            "decide",
            folder.conflict().id,
            "aldwater",
            "--verdict",
            "mistaken",
            "--prefers",
            "H",
            "--because",
            "x",
            "--by",
            "Ann",
        )
        (folder.path / "hugh.yaml").unlink()
        finding = folder.conflict()
        assert (
            finding.status == "stale"
            and finding.review is not None
            and finding.review.decision.prefers == ("H",)
        )
        assert (
            ran("decide", finding.id, "aldwater", "--verdict", "unsure", "--by", "Ben")[0] == 0
            and not folder.problems()
        )

    def test_the_list_is_by_status(self, folder: Folder, ran: Command) -> None:
        folder.decide()
        folder.review("F-00000000", "finding: F-00000000\nverdict: unsure\ncontent: 1:conflict:00\n")
        folder.source("odo", "battle.killed: 10", "battle.killed: 90")
        rows = json.loads(ran("list", "reviews", "aldwater", "--format", "json")[1])
        assert [(row["status"], row["verdict"]) for row in rows] == [
            ("open", None),
            ("reviewed", "scope"),
            ("orphaned", "unsure"),
        ]
        assert ran("list", "reviews", "aldwater")[1].splitlines()[0].split()[:3] == [
            "status",
            "finding",
            "rule",
        ]

    def test_the_list_of_one_status(self, folder: Folder, ran: Command) -> None:
        folder.decide()
        folder.review("F-00000000", "finding: F-00000000\nverdict: unsure\ncontent: 1:conflict:00\n")
        folder.source("odo", "battle.killed: 10", "battle.killed: 90")
        rows = [
            row["status"]
            for row in json.loads(
                ran("list", "reviews", "aldwater", "--format", "json", "--status", "orphaned")[1]
            )
        ]
        assert rows == ["orphaned"]
        both = ran("list", "reviews", "aldwater", "--status", "open", "--status", "reviewed")[1].splitlines()
        assert [line.split()[0] for line in both] == ["status", "open", "reviewed"]
        assert ran("list", "reviews", "aldwater", "--status", "stale", "--status", "new") == (
            0,
            "no reviews that are stale or new\n",
            "",
        )
        assert ran("list", "reviews", "aldwater", "--status", "stale", "--format", "json")[1] == "[]\n"
        code, _, err = ran("list", "sources", "aldwater", "--status", "stale")
        assert code == 2 and "--status is for list reviews" in err
        assert (
            ran("list", "reviews", "aldwater", "--status", "odd")[0] == 2
            and listing.STATUSES == review.STATUSES
        )

    def test_the_day_is_that_of_source_date_epoch(
        self, folder: Folder, ran: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
        ran("decide", folder.conflict().id, "aldwater", "--verdict", "unsure", "--by", "Ann")
        assert "on: 1970-01-01\n" in folder.reviewed(folder.conflict().id)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "x")
        assert (
            "SOURCE_DATE_EPOCH"
            in ran("decide", folder.conflict().id, "aldwater", "--verdict", "unsure", "--by", "Ann")[2]
        )

    def test_git_says_who_decides(
        self, folder: Folder, ran: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = folder.path.parent
        (home / ".gitconfig").write_text('[user]\n\tname = "Ann: of Ness"\n', encoding="utf-8")
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/nonexistent")
        ran("decide", folder.conflict().id, "aldwater", "--verdict", "unsure")
        assert 'by: "Ann: of Ness"\n' in folder.reviewed(folder.conflict().id)

    @pytest.mark.parametrize("name", ["Le\u0302 Dua\u0302\u0309n", "\uf900", "A\u030a \ufb01"])
    def test_a_name_in_any_form_of_unicode_can_decide(self, name: str, folder: Folder, ran: Command) -> None:
        for _ in range(2):
            code, _, err = ran(
                "decide",
                folder.conflict().id,
                "aldwater",
                "--verdict",
                "scope",
                "--because",
                f"says {name}",
                "--by",
                name,
            )
            assert code == 0, err
        assert folder.conflict().status == "reviewed" and not folder.problems()

    def test_without_git_it_asks(self, folder: Folder, ran: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(folder.path))
        code, _, err = ran("decide", folder.conflict().id, "aldwater", "--verdict", "unsure")
        assert code == 2 and "--by NAME" in err and not (folder.path / "reviews").exists()

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            (["--verdict", "scope"], "needs a reason"),
            (["--verdict", "unsure", "--prefers", "corvo"], 'did you mean "corve"?'),
            (["--verdict", "unsure", "--on", "today"], "a day such as"),
            (["--verdict", "unsure", "--because", "a\x07b"], "does not fit"),
        ],
    )
    def test_what_cannot_be_written_is_refused_and_nothing_changes(
        self, folder: Folder, ran: Command, more: list[str], words: str
    ) -> None:
        code, _, err = ran("decide", folder.conflict().id, "aldwater", "--by", "Ann", *more)
        assert code == 2 and words in err and not list(folder.path.glob("reviews/*.yaml"))

    def test_an_unknown_finding_is_answered_with_the_nearest(self, folder: Folder, ran: Command) -> None:
        id_ = folder.conflict().id
        wrong = id_[:-1] + ("0" if id_[-1] != "0" else "1")
        code, _, err = ran("decide", wrong, "aldwater", "--verdict", "unsure", "--by", "Ann")
        assert code == 2 and f'did you mean "{id_}"?' in err

    def test_a_finding_of_two_dossiers_is_decided_in_the_one_that_is_named(
        self, folder: Folder, ran: Command
    ) -> None:
        other = Folder(folder.path.with_name("tarn"))
        other.source("corve", "battle.strength: 6,000 men")
        other.source("hugh", "battle.strength: 9,000 men")
        words = ("--verdict", "unsure", "--by", "Ann")
        code, _, err = ran("decide", folder.conflict().id, ".", *words)
        assert code == 2 and "aldwater and tarn: name the one that is meant" in err
        assert ran("decide", folder.conflict().id, "tarn", *words)[0] == 0 and list(
            other.path.glob("reviews/*.yaml")
        )

    def test_the_command_knows_every_verdict(self) -> None:
        assert command.VERDICTS == VERDICTS
