"""What is selected, counted, watched: the options of `check` that say what is shown and what fails."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discrepancy.commands._check import gate
from discrepancy.commands._check import watch as watching
from discrepancy.findings.analysis import engine
from discrepancy.findings.run import Run
from discrepancy.reading import dossiers as reader
from tests.support.command import Ran, Runner
from tests.support.git_repositories import DOSSIER, Repo, needs_git, source

APART = {"corve": "6,000 men", "hugh": "9,000 men", "third": "9,000 men"}


@pytest.fixture
def run(run_in: Runner, tmp_path: Path) -> Callable[..., Ran]:
    """Runs in a folder with a dossier: a conflict of strength, a tension of dead, and a conflict on another subject by one source."""
    folder = tmp_path / "claims" / "aldwater"
    folder.mkdir(parents=True)
    folder.joinpath("dossier.yaml").write_text(
        DOSSIER + "  siege:\n    name: Siege of Ness\n    kind: event\n", encoding="utf-8"
    )
    folder.joinpath("corve.yaml").write_text(
        source("corve", "battle.strength: 6,000 men", "battle.killed: up to 500"), encoding="utf-8"
    )
    folder.joinpath("hugh.yaml").write_text(
        source("hugh", "battle.strength: 9,000 men", "battle.killed: 600"), encoding="utf-8"
    )
    folder.joinpath("third.yaml").write_text(
        source("third", "siege.date: 1201", "siege.date: 1209"), encoding="utf-8"
    )
    return lambda *words: run_in(tmp_path, *words)


def rules(ran: Ran) -> list[str]:
    return sorted(finding["rule"] for finding in ran.json["findings"])


def check(run: Any, *words: str) -> Ran:
    ran = run("check", "--format", "json", *words)
    assert isinstance(ran, Ran)
    return ran


class TestSelected:
    @pytest.mark.parametrize(
        ("words", "found", "code"),
        [
            ((), ["D101", "D102", "D103"], 1),
            (("--select", "D101"), ["D101"], 1),
            (("--select", "d102"), ["D102"], 0),
            (("--select", "D"), ["D101", "D102", "D103"], 1),
            (("--select", "D101,D103"), ["D101", "D103"], 1),
            (("--select", "D101", "--select", "D103"), ["D101", "D103"], 1),
            (("--select", "camps-strain"), ["D102"], 0),
            (("--ignore", "D101,D103"), ["D102"], 0),
            (("--select", "D", "--ignore", "D103"), ["D101", "D102"], 1),
            (("--subject", "siege"), ["D103"], 1),
            (("--subject", "Siege of Ness"), ["D103"], 1),
            (("--source", "hugh"), ["D101", "D102"], 1),
            (("--source", "third", "--select", "D101"), [], 0),
            (("--exit-zero",), ["D101", "D102", "D103"], 0),
        ],
    )
    def test_by_rule_subject_and_source(
        self, words: tuple[str, ...], found: list[str], code: int, run: Any
    ) -> None:
        ran = check(run, *words)
        assert [rule for rule in rules(ran) if rule[0] == "D"] == found and ran.code == code
        everything = check(run)
        assert ran.json["run"]["left_out"] == len(everything.json["findings"]) - len(ran.json["findings"])

    def test_by_siglum(self, run: Any) -> None:
        assert rules(check(run, "--source", "H")) == rules(check(run, "--source", "hugh"))

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--select", "D1O1"), 'no rule "D1O1": did you mean "D101"?'),
            (("--select", "X9"), 'no rule "X9": discrepancy list rules has them all'),
            (("--ignore", "camps-exlude"), 'did you mean "camps-exclude"?'),
            (("--select", ""), 'no rule ""'),
            (("--select", "D101,"), 'no rule ""'),
            (("--subject", "seige"), 'no entity "seige": did you mean "siege"?'),
            (("--subject", "xyzzy"), "discrepancy list entities has them all"),
            (("--source", "hugo"), 'no source "hugo": did you mean "hugh"?'),
            (("--statistics", "--format", "markdown"), "--statistics prints text or json, not markdown"),
            (("--watch", "--format", "json"), "--watch prints text as it goes"),
        ],
    )
    def test_what_is_not_known_is_answered(self, words: tuple[str, ...], said: str, run: Any) -> None:
        ran = run("check", *words)
        assert ran.code == 2 and not ran.out and said in ran.err

    def test_nothing_selected_found_is_not_nothing_found(self, run: Any) -> None:
        ran = run("check", "--select", "S")
        assert ran.code == 0 and "findings not selected.\nNothing selected found in " in ran.out

    def test_unreadable_input_fails_whatever_is_selected(self, run: Any, tmp_path: Path) -> None:
        tmp_path.joinpath("claims/aldwater/fourth.yaml").write_text("{[", encoding="utf-8")
        assert run("check", "--select", "S", "--exit-zero").code == 2


@needs_git
class TestSelectedSince:
    """A conflict and an agreement of hugh's are new, what wace said of two subjects is gone."""

    @pytest.fixture
    def since(self, run_in: Runner, tmp_path: Path) -> Callable[..., Any]:
        repo = Repo(tmp_path / "repo", corve="6,000 men")
        repo.write(
            "claims/aldwater/dossier.yaml",
            DOSSIER
            + "  siege:\n    name: Siege of Ness\n    kind: event\n  muster:\n    name: x\n    kind: event\n",
        )
        repo.write("claims/aldwater/bede.yaml", source("bede", "siege.killed: 10"))
        repo.write(
            "claims/aldwater/wace.yaml",
            source("wace", "battle.strength: 50,000 men", "muster.date: 1201", "muster.date: 1209"),
        )
        repo.commit()
        repo.at.joinpath("claims/aldwater/wace.yaml").unlink()
        repo.write(
            "claims/aldwater/hugh.yaml",
            source("hugh", "battle.killed: 3", "siege.killed: 10", "battle.date: 1204"),
        )
        repo.write("claims/aldwater/third.yaml", source("third", "battle.killed: 700"))
        repo.write(
            "claims/aldwater/dossier.yaml", DOSSIER + "  siege:\n    name: Siege of Ness\n    kind: event\n"
        )
        return lambda *words: run_in.since(repo.at, "HEAD", *words).since

    @pytest.mark.parametrize(
        ("words", "gone", "brought"),
        [
            ((), ["battle", "muster"], {"hugh": [1, 1, 1], "third": [1, 0, 0]}),
            (("--subject", "siege"), [], {"hugh": [0, 1, 0]}),
            (("--subject", "muster"), ["muster"], {}),
            (("--source", "third"), [], {"hugh": [1, 0, 0], "third": [1, 0, 0]}),
            (("--source", "bede"), [], {"hugh": [0, 1, 0]}),
            (("--source", "W"), ["battle", "muster"], {}),
            (("--select", "D103"), ["muster"], {"hugh": [0, 1, 1]}),
            (("--ignore", "D101"), ["muster"], {"hugh": [0, 1, 1]}),
        ],
    )
    def test_what_is_gone_and_what_sources_bring(
        self, words: tuple[str, ...], gone: list[str], brought: dict[str, list[int]], since: Any
    ) -> None:
        found = since(*words)
        assert (
            sorted(one["message"].split(".")[0] for one in found["gone"] if one["kind"] == "conflict") == gone
        )
        assert {
            one["source"]: [len(one[name]) for name in ("contradicts", "agrees", "alone")]
            for one in found["brought"]
        } == brought


class TestStatistics:
    def test_counts_of_each_rule_and_kind_in_place_of_the_findings(self, run: Any) -> None:
        ran = run("check", "--statistics", "--select", "D", "--output", "json=out.json")
        assert ran.code == 1 and [line.split() for line in ran.out.splitlines()[:4]] == [
            ["kind", "rule", "name", "count"],
            ["conflict", "D101", "camps-exclude", "1"],
            ["conflict", "D103", "self-contradiction", "1"],
            ["tension", "D102", "camps-strain", "1"],
        ]
        assert "3 findings in 6 claims; " in ran.out and "camp 1" not in ran.out and Path("out.json").exists()

    def test_as_json(self, run: Any) -> None:
        said = check(run, "--statistics").json
        assert (
            said["schema_version"] == 1
            and sum(one["count"] for one in said["statistics"]) == said["findings"]
        )


class TestWatch:
    def test_prints_what_changed_and_ends_on_ctrl_c(
        self, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run("list", "rules")  # to stand in the folder
        file = tmp_path / "claims/aldwater/hugh.yaml"
        edits = iter([
            None,
            source("hugh", "battle.strength: 6,000 men", "battle.killed: 600"),
            "# a line more\n" + source("hugh", "battle.strength: 6,000 men", "battle.killed: 600"),
            "{[",
        ])  # fmt: skip
        stamps = iter(range(1, 100))

        def sleep(seconds: float) -> None:
            assert seconds <= watching.WAIT
            for text in edits:
                if text is not None:
                    file.write_text(text, encoding="utf-8")
                    os.utime(file, ns=(next(stamps) * 10**9,) * 2)
                return
            raise KeyboardInterrupt

        said: list[str] = []
        monkeypatch.setattr(watching, "say", said.append)
        monkeypatch.setattr("time.sleep", sleep)
        watching.watch(["claims"], [], lambda: engine.run_rules(reader.read_dossiers(["claims"])))
        first, fixed, moved, broken, last = said
        assert "[D101 camps-exclude]" in first and last == "\n"
        assert (
            fixed.startswith("claims/aldwater/hugh.yaml: changed\n")
            and "gone: battle.strength: " in fixed
            and "[D103" not in fixed
        )
        assert "gone" not in moved and "findings as before\n" in moved and "\n  = " not in moved
        assert "claims/aldwater/hugh.yaml:1:3: error: " in broken

    def test_files_that_come_and_go_are_named(self, tmp_path: Path) -> None:
        tmp_path.joinpath("a").write_text("x", encoding="utf-8")
        tmp_path.joinpath(".hidden").write_text("x", encoding="utf-8")
        before = watching.file_stamps([str(tmp_path)])
        tmp_path.joinpath("a").rename(tmp_path / "b")
        assert len(before) == 1
        assert [
            line.rsplit("/", 1)[1] for line in watching._files(before, watching.file_stamps([str(tmp_path)]))
        ] == ["a: gone", "b: new"]

    def test_the_command_ends_cleanly(self, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(_: float) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("time.sleep", interrupted)
        ran = run("check", "--watch")
        assert ran.code == 0 and ran.err == "" and ran.out.count("Found ") == 1


@pytest.mark.parametrize(
    ("status", "code"), [("open", 1), ("new", 1), ("stale", 1), ("reviewed", 0), ("grown", 0)]
)  # fmt: skip
def test_what_somebody_has_decided_does_not_fail(status: str, code: int, run: Any) -> None:
    from dataclasses import replace

    run("list", "rules")
    found: Run = engine.run_rules(reader.read_dossiers(["claims"]))
    found = replace(found, findings=tuple(replace(finding, status=status) for finding in found.findings))
    assert gate.exit_code(found, gate.Gate()) == code
