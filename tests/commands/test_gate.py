"""The gate of a collection, as its maintainer lives it: adopted with a baseline, a source added, what it contradicts decided, and so on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Command
from tests.support.decided import HEAD, Folder

BASELINE = ".discrepancy-baseline"
Rows = list[dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A collection that was there before the program came: one conflict is in it."""
    monkeypatch.chdir(tmp_path)
    made = Folder(tmp_path / "claims" / "aldwater")
    made.source("corve", "battle.strength: 6,000 men", "battle.killed: 100", "ralph.died: 1204")
    made.source("hugh", "battle.strength: 9,000 men")
    return made


def found(command: Command) -> tuple[int, Rows]:
    code, out, _ = command("check", "--format", "json")
    return code, [one for one in json.loads(out)["findings"] if one["kind"] in ("conflict", "review")]


def statuses(rows: Rows) -> dict[str, str]:
    return {one["property"]: one["status"] for one in rows}


def test_the_story(folder: Folder, command: Command) -> None:
    assert command("check")[0] == 1
    assert command("baseline", "create")[0] == 0 and command("check")[0] == 0

    # A source that contradicts one thing and agrees with another fails on exactly what it contradicts.
    folder.source("odo", "battle.killed: 700", "ralph.died: 1204")
    code, rows = found(command)
    assert code == 1 and statuses(rows) == {"killed": "new", "strength": "open"}
    killed = next(one["id"] for one in rows if one["property"] == "killed")

    # Decided, it passes, and the decision is told beside it.
    assert (
        command("decide", killed, "--verdict", "scope", "--because", "O counts the squires", "--by", "Ann")[0]
        == 0
    )
    code, rows = found(command)
    assert code == 0 and statuses(rows) == {"killed": "reviewed", "strength": "open"}
    assert (
        "decided: scope" in command("check")[1] and "(1 reviewed, 1 in the baseline)" in command("check")[1]
    )

    # A line elsewhere changes: it passes.
    folder.source(
        "corve", "ralph.born: 1140", "battle.strength: 6,000 men", "battle.killed: 100", "ralph.died: 1204"
    )
    assert (found(command)[0], statuses(found(command)[1])) == (0, {"killed": "reviewed", "strength": "open"})

    # A third source joins a camp: it passes, with a note.
    folder.source("bede", "battle.killed: 100")
    assert (found(command)[0], statuses(found(command)[1])["killed"]) == (0, "grown")
    assert "a claim has joined a known camp" in command("check")[1]

    # A fourth opens a camp of its own: the review is stale, and the build fails on it.
    folder.source("wace", "battle.killed: 5,000")
    assert (found(command)[0], statuses(found(command)[1])["killed"]) == (1, "stale")
    assert "open again" in command("check")[1]

    # All that disagrees is taken back: the review is left without its finding, which is a note.
    for name in ("wace", "odo"):
        (folder.path / f"{name}.yaml").unlink()
    code, rows = found(command)
    assert code == 0 and [(one["rule"], one["level"]) for one in rows if one["kind"] == "review"] == [
        ("R101", "note")
    ]
    assert command("report")[0] == 0 and "## Reviews" in Path("reports/aldwater.md").read_text("utf-8")


class TestBaseline:
    def test_is_sorted_with_a_line_for_each_finding_and_no_date(
        self, folder: Folder, command: Command
    ) -> None:
        folder.source("odo", "battle.strength: 20,000 men", "battle.killed: 700")
        command("baseline", "create")
        head, *lines = Path("claims", BASELINE).read_text("utf-8").splitlines()
        assert head.startswith("# ") and lines == sorted(lines) and len(lines) == 2
        assert all(line.startswith("aldwater F-") and line.split()[3] == "D101" for line in lines)

    def test_is_the_same_whichever_way_the_dossier_is_named(
        self, folder: Folder, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        command("baseline", "create", "claims/aldwater")
        assert [
            command("check", path)[0]
            for path in ("claims", "claims/aldwater", str(folder.path), "claims/../claims")
        ] == [0] * 4
        monkeypatch.chdir(folder.path)
        assert [command("check", path)[0] for path in (".", "../aldwater")] == [0] * 2

    def test_a_new_camp_on_a_known_question_fails(self, folder: Folder, command: Command) -> None:
        command("baseline", "create")
        folder.source("odo", "battle.strength: 9,000 men")
        assert found(command)[0] == 0
        folder.source("odo", "battle.strength: 20,000 men")
        assert (found(command)[0], statuses(found(command)[1])) == (1, {"strength": "new"})
        assert [
            row["status"] for row in json.loads(command("baseline", "status", "--format", "json")[1])
        ] == ["changed"]

    def test_is_never_written_over(self, folder: Folder, command: Command) -> None:
        command("baseline", "create")
        code, _, err = command("baseline", "create")
        assert code == 2 and "baseline update" in err

    def test_update_adds_and_prune_takes_out_what_is_decided_or_gone(
        self, folder: Folder, command: Command
    ) -> None:
        command("baseline", "create")
        path = Path("claims", BASELINE)
        path.write_text("# Ann keeps this\n" + path.read_text("utf-8"), encoding="utf-8")
        folder.source("odo", "battle.killed: 700")
        command("baseline", "update")
        assert found(command)[0] == 0 and len(path.read_text("utf-8").splitlines()) == 4
        killed = next(one["id"] for one in found(command)[1] if one["property"] == "killed")
        command("decide", killed, "--verdict", "unsure", "--by", "Ann")
        folder.source("hugh", "battle.strength: 6,000 men")
        rows = json.loads(command("baseline", "status", "--format", "json")[1])
        assert sorted(row["status"] for row in rows) == ["decided", "gone"]
        command("baseline", "prune")
        assert [line[0] for line in path.read_text("utf-8").splitlines()] == ["#", "#"] and found(command)[
            0
        ] == 0

    def test_leaves_the_lines_of_other_dossiers_alone(self, folder: Folder, command: Command) -> None:
        other = Folder(folder.path.parent / "my tarn")
        other.source("corve", "battle.killed: 1")
        other.source("hugh", "battle.killed: 900")
        command("baseline", "create")
        before = Path("claims", BASELINE).read_text("utf-8")
        folder.source("hugh", "battle.strength: 6,000 men")
        command("baseline", "prune", "claims/aldwater")
        after = Path("claims", BASELINE).read_text("utf-8")
        assert [line for line in before.splitlines() if "my tarn" in line] == after.splitlines()[
            1:
        ] and found(command)[0] == 0

    def test_a_renamed_entity_stays_known(self, folder: Folder, command: Command) -> None:
        command("baseline", "create")
        (folder.path / "dossier.yaml").write_text(
            HEAD.replace("  battle: {", "  fight: {was: battle, "), encoding="utf-8"
        )
        assert found(command)[0] == 0
        command("baseline", "update")
        assert "fight.strength" in Path("claims", BASELINE).read_text("utf-8") and found(command)[0] == 0

    def test_a_renamed_folder_stays_known(self, folder: Folder, command: Command) -> None:
        other = Folder(folder.path.parent / "tarn")
        for source, killed in (("corve", 1), ("hugh", 900)):
            other.source(source, f"battle.killed: {killed}", f"battle.strength: {killed},000 men")
        command("baseline", "create")
        folder.path.rename(folder.path.with_name("al dwater"))
        assert found(command)[0] == 0
        rows = json.loads(command("baseline", "status", "--format", "json")[1])
        assert sorted((row["dossier"], row["status"]) for row in rows) == [
            ("al dwater", "known"),
            ("tarn", "known"),
            ("tarn", "known"),
        ]
        command("baseline", "prune")
        _, *lines = Path("claims", BASELINE).read_text("utf-8").splitlines()
        assert found(command)[0] == 0 and [line.rpartition(" F-")[0] for line in lines] == [
            "al dwater",
            "tarn",
            "tarn",
        ]

    def test_a_line_that_is_none_is_an_error_at_its_place_once(
        self, folder: Folder, command: Command
    ) -> None:
        Folder(folder.path.parent / "tarn")
        Path("claims", BASELINE).write_text("# x\n<<<<<<< ours\n", encoding="utf-8")
        code, out, _ = command("check")
        assert (
            code == 2 and out.count("claims/.discrepancy-baseline:2:1: error: not a line of a baseline") == 1
        )
        assert command("baseline", "update")[0] == 2

    def test_an_empty_one_knows_nothing(self, folder: Folder, command: Command) -> None:
        Path("claims", BASELINE).write_text("", encoding="utf-8")
        assert (found(command)[0], statuses(found(command)[1])) == (1, {"strength": "new"})


def test_two_branches_that_decide_different_findings_touch_no_common_file(
    folder: Folder, command: Command
) -> None:
    folder.source("odo", "battle.killed: 700")
    ids = [one["id"] for one in found(command)[1]]
    written = []
    for id_ in ids:
        before = set(folder.path.rglob("*.yaml"))
        command("decide", id_, "--verdict", "unsure", "--by", "Ann")
        written.append(set(folder.path.rglob("*.yaml")) - before)
    assert len(ids) == 2 and all(len(one) == 1 for one in written) and not set.intersection(*written)
