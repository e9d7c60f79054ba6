"""What hosts read: GitHub's workflow commands, GitLab's Code Quality, JUnit; each undone as the host would."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from discrepancy.findings.changes.compare_runs import finding_key
from discrepancy.findings.comparison_records import RunComparison
from discrepancy.findings.run import Run
from discrepancy.reporting.base import report_function
from discrepancy.reporting.formats import github, gitlab, junit, sarif, summary, text
from tests.support.gates import ATTACKS, conflicts, demo, hostile, le_duan, read, synthetic, with_status

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


@pytest.fixture(name="le_duan")
def _le_duan() -> Run:
    return le_duan()


@pytest.fixture
def parsed() -> Any:
    """Reads JUnit by a reader of its own."""
    parser = pytest.importorskip("junitparser")
    return lambda text: parser.JUnitXml.fromstring(text.encode("utf-8"))


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Commands as the host reads them: level, fields, message."""
    found = []
    for line in text.splitlines():
        if match := COMMAND.fullmatch(line):
            fields = dict(pair.split("=", 1) for pair in match[2].split(","))
            found.append(
                (match[1], {key: unquote(value) for key, value in fields.items()}, unquote(match[3]))
            )
        else:
            assert re.fullmatch(r"and [\d,]+ more (error|warning|note)s?", line), line
    return found


def as_host(log: str) -> list[str]:
    """The lines of a log that the host takes for commands, in either of the forms it knows, with pauses kept."""
    found, pause = [], ""
    for line in log.splitlines():
        if pause:
            pause = "" if line.strip() == f"::{pause}::" else pause
        elif line.lstrip().startswith("::stop-commands::"):
            pause = line.strip().removeprefix("::stop-commands::")
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    assert not pause
    return found


class TestGithub:
    def test_says_where_and_what(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ((level, fields, said),) = commands(github.report(demo(tmp_path, monkeypatch)))
        assert (level, fields["file"], fields["line"], fields["col"]) == (
            "error",
            "claims/tarn/chronicle.yaml",
            "20",
            "5",
        )
        assert fields["title"] == "conflict: fire.houses-burnt (F-b49afe3e)"
        assert said.splitlines()[1:3] == [
            "C, f. 31r: “mo than thre hundred houses”",
            "L, line 4: “of houses brent an hundred and twelve, as we have told hem”",
        ]

    def test_what_sources_say_comes_out_as_text(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = hostile(tmp_path, monkeypatch)
        monkeypatch.setattr(github, "MOST", 99)
        found = commands(github.report(run))
        assert len(found) == len(run.findings) + len(run.problems)
        told = "\n".join(said for _, _, said in found)
        assert all(f"“{attack}”" in told for attack in ATTACKS)
        files = {fields["file"] for _, fields, _ in found}
        assert files == {"claims/aldwater/Chronique de Corvé #1%, é.yaml", "claims/aldwater/hugh.yaml"}

    def test_at_most_ten_a_level_then_how_many_more(self, le_duan: Run) -> None:
        text = github.report(le_duan)
        levels = [level for level, _, _ in commands(text)]
        assert {level: levels.count(level) for level in levels} == {"error": 10, "warning": 10, "notice": 10}
        more = len(conflicts(le_duan.findings)) - 10
        assert f"and {more} more errors\n" in text

    def test_thousands_are_ten(self) -> None:
        text = github.report(synthetic(5_000))
        assert len(commands(text)) == 10 and text.endswith("and 4,990 more errors\n")

    def test_changed_files_come_first(self) -> None:
        run = synthetic(50)
        moved = [
            replace(one, claims=tuple(c._replace(mark=c.mark._replace(file="new.yaml")) for c in one.claims))
            for one in run.findings[40:]
        ]
        run = replace(run, findings=(*run.findings[:40], *moved), changed=frozenset({"./new.yaml"}))
        assert {fields["file"] for _, fields, _ in commands(github.report(run))} == {"new.yaml"}

    def test_reviewed_findings_are_left_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert github.report(with_status(demo(tmp_path, monkeypatch), D101="reviewed")) == ""

    @pytest.mark.parametrize(
        "attack", [*ATTACKS, "\n::error::x", "::stop-commands::x\n::x::\n::error::y", "   ##[error]z"]
    )
    def test_text_in_a_log_is_never_a_command(self, attack: str) -> None:
        assert as_host(github.as_text(f"a\n{attack}\n  {attack}\n")) == []


class TestGitlab:
    def test_has_what_the_host_asks_for(self, le_duan: Run) -> None:
        issues = json.loads(gitlab.report(le_duan))
        assert len(issues) == len(le_duan.findings)
        for issue in issues:
            assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
            assert (
                not issue["location"]["path"].startswith(("/", "./"))
                and issue["location"]["lines"]["begin"] >= 1
            )

    def test_severity_is_the_level(self, le_duan: Run) -> None:
        levels = {finding.id: finding.level for finding in le_duan.findings}
        assert {(levels[one["fingerprint"]], one["severity"]) for one in json.loads(gitlab.report(le_duan))} == {
            ("error", "major"), ("warning", "minor"), ("note", "info"),
        }  # fmt: skip

    def test_fingerprints_are_unique(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run = hostile(tmp_path, monkeypatch)
        issues = json.loads(gitlab.report(replace(run, findings=run.findings * 2, problems=run.problems * 2)))
        prints = [one["fingerprint"] for one in issues]
        assert len(set(prints)) == len(prints) and issues[0]["severity"] == "critical"

    def test_reviewed_findings_are_left_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert json.loads(gitlab.report(with_status(demo(tmp_path, monkeypatch), D101="reviewed"))) == []


class TestJunit:
    def test_another_reader_counts_the_same(self, le_duan: Run, parsed: Any) -> None:
        xml = parsed(junit.report(le_duan))
        suites = {suite.name: suite for suite in xml}
        assert list(suites) == ["input", "rules", "claims/le-duan"]
        dossier = suites["claims/le-duan"]
        assert (
            dossier.tests == len(le_duan.findings)
            and dossier.failures == len(conflicts(le_duan.findings)) == xml.failures
        )
        before = (xml.tests, xml.failures, xml.errors, xml.skipped)
        xml.update_statistics()
        assert (xml.tests, xml.failures, xml.errors, xml.skipped) == before

    def test_a_failure_tells_all(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed: Any) -> None:
        suite = list(parsed(junit.report(demo(tmp_path, monkeypatch))))[2]
        (case,) = suite
        (failure,) = case.result
        assert (
            failure.type == "D101"
            and "mo than thre hundred houses" in failure.text
            and case._elem.get("line") == "20"
        )
        assert case._elem.get("file") == "claims/tarn/chronicle.yaml"

    def test_what_is_reviewed_and_what_did_not_run_is_skipped(self, le_duan: Run, parsed: Any) -> None:
        xml = parsed(junit.report(with_status(le_duan, D101="reviewed")))
        suites = {suite.name: suite for suite in xml}
        assert suites["rules"].skipped == sum(bool(one.skipped) for one in le_duan.rules) > 0
        assert suites["claims/le-duan"].skipped == sum(finding.rule == "D101" for finding in le_duan.findings)

    def test_problems_of_the_input_are_errors(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed: Any
    ) -> None:
        run = hostile(tmp_path, monkeypatch)
        suite = next(iter(parsed(junit.report(run))))
        assert suite.errors == len(run.problems) == 1

    def test_nothing_compared_is_an_error(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed: Any
    ) -> None:
        monkeypatch.chdir(tmp_path)
        suite = next(iter(parsed(junit.report(read("nowhere")))))
        assert suite.errors == 2

    def test_odd_words_come_out_as_they_are(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parsed: Any
    ) -> None:
        suite = list(parsed(junit.report(hostile(tmp_path, monkeypatch))))[2]
        told = "\n".join(case.result[0].text for case in suite if case.result)
        assert all(attack in " ".join(told.split()) for attack in ATTACKS)

    def test_what_xml_cannot_hold_is_shown(self, parsed: Any) -> None:
        (case,) = list(parsed(junit.report(synthetic(1, quote="a\x00b\x1bc\ufffed\ud800e"))))[2]
        assert "a\\x00b\\x1bc�d\\ud800e" in case.result[0].text

    def test_thousands(self, parsed: Any) -> None:
        assert parsed(junit.report(synthetic(3_000))).failures == 3_000


class TestWhatWasKnown:
    """With an earlier state to compare with, hosts are told of what is new or worse, and of nothing else."""

    @pytest.fixture
    def compared(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
        """The first of two conflicts was known, the other is new."""
        run = synthetic(2)
        return replace(
            run, since=RunComparison("main", "0" * 40, new=frozenset({finding_key(run.findings[1])}))
        )

    def test_github_annotates_only_what_is_new(self, compared: Run) -> None:
        (found,) = commands(github.report(compared))
        assert "F-00000001" in found[1]["title"]

    def test_junit_fails_only_on_what_is_new(self, compared: Run, parsed: Any) -> None:
        cases = {
            case.name.split()[0]: case
            for suite in parsed(junit.report(compared))
            for case in suite
            if case.name.startswith("F-")
        }
        assert (
            cases["F-00000000"].result[0].message == "known at main"
            and not cases["F-00000000"].is_failure
            and cases["F-00000001"].is_failure
        )

    def test_sarif_says_which_is_which(self, compared: Run) -> None:
        worse = replace(
            compared, since=RunComparison("main", "0" * 40, why={finding_key(compared.findings[1]): "x"})
        )
        for run, states in ((compared, ["new", "unchanged"]), (worse, ["unchanged", "updated"])):
            assert (
                sorted(one["baselineState"] for one in json.loads(sarif.report(run))["runs"][0]["results"])
                == states
            )

    def test_what_is_in_the_baseline_fails_nothing_either(self, parsed: Any) -> None:
        run = synthetic(2)
        run = replace(run, findings=(replace(run.findings[0], known=True), run.findings[1]))
        assert (
            len(commands(github.report(run))) == 1
            and junit.report(run).count('message="in the baseline"') == 1
        )
        text = summary.report(run)
        assert text.count("#### Conflict") == 1 and "1 finding is in the baseline." in text


def test_a_quote_of_any_length_is_kept_short_for_people_and_whole_for_scripts() -> None:
    run = synthetic(1, quote="word " * 20_000)
    assert len(github.report(run)) < 3_000 and "(99,999 characters)" in github.report(run)
    assert len(text.report(run)) < 7_000 and "(99,999 characters)" in text.report(run)
    assert all(
        len(claim["quote"]) > 99_000
        for claim in json.loads(report_function("json")(run))["findings"][0]["claims"]
    )


def test_json_shows_no_character_that_cannot_be_seen_and_loses_none() -> None:
    said = "a\u202eb\u200bc\x9bd\u2028e"
    found = report_function("json")(synthetic(1, quote=said))
    assert json.loads(found)["findings"][0]["claims"][0]["quote"] == said
    assert found.isascii() or not re.search("[\u202e\u200b\x9b\u2028]", found)
