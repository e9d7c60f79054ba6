"""The table, the page and the JSON of a run."""

from __future__ import annotations

import csv
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from discrepancy.commands.main import main
from discrepancy.findings.run import Run
from discrepancy.reporting.formats import csv as table
from discrepancy.reporting.formats import html
from discrepancy.reporting.formats import json as records
from discrepancy.reporting.json_records import schema
from tests.support.gates import ATTACKS, demo, hostile, le_duan, synthetic, with_status
from tests.support.json_schemas import misfits

NAMES = ("csv", "github", "gitlab", "html", "json", "junit", "markdown", "sarif", "summary", "text")


@pytest.fixture(name="le_duan")
def _le_duan() -> Run:
    return le_duan()


class TestCsv:
    def test_a_row_for_each_finding(self, le_duan: Run) -> None:
        rows = list(csv.DictReader(table.report(le_duan).splitlines()))
        assert [row["id"] for row in rows] == [finding.id for finding in le_duan.findings]
        assert (
            rows[0]["file"] == "claims/le-duan/encyclopedia.yaml"
            and rows[0]["level"] == "error"
            and rows[0]["status"] == "open"
        )

    @pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "＝1", '=cmd|"/c calc"!A1'])
    def test_no_cell_is_a_formula(self, said: str) -> None:
        cell = table._cell(said)
        assert cell.startswith("'") and cell[1:] == said.strip()

    def test_no_cell_of_a_hostile_dossier_is_a_formula(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = list(csv.reader(table.report(hostile(tmp_path, monkeypatch)).splitlines()))
        assert all(not cell.startswith(table._FORMULA) for row in rows for cell in row)
        assert {len(row) for row in rows} == {len(table.COLUMNS)}

    def test_no_cell_is_longer_than_a_spreadsheet_holds(self) -> None:
        assert (
            max(map(len, next(csv.reader([table.report(synthetic(1, claims_each=2_000)).splitlines()[1]]))))
            <= 32_767
        )


class Outline(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


class TestHtml:
    def test_is_one_page_that_needs_nothing_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = Outline()
        page.feed(html.report(demo(tmp_path, monkeypatch)))
        names = {tag for tag, _ in page.tags}
        assert {"main", "table", "h1", "h2"} <= names and not names & {"script", "link", "img", "iframe"}
        ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
        links = [
            str(attributes["href"]) for tag, attributes in page.tags if tag == "a" and attributes.get("href")
        ]
        assert links and all(link.startswith("#") and link[1:] in ids for link in links)

    def test_what_sources_say_is_text(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        page = Outline()
        page.feed(html.report(hostile(tmp_path, monkeypatch)))
        assert not {"script", "b"} & {tag for tag, _ in page.tags}
        assert all(attack in page.text for attack in ATTACKS)


class TestJson:
    def test_the_published_schema_fits_what_is_printed(self, le_duan: Run) -> None:
        assert not misfits(json.loads(records.report(le_duan)), schema())

    def test_it_fits_problems_and_statuses_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run = with_status(hostile(tmp_path, monkeypatch), D101="new")
        assert not misfits(json.loads(records.report(run)), schema())

    def test_the_schema_is_a_schema(self) -> None:
        assert schema()["$schema"].endswith("2020-12/schema") and misfits({}, schema())


def test_a_file_name_that_is_no_text_comes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo(tmp_path, monkeypatch)
    try:
        Path("claims/tarn/letter.yaml").rename(os.fsdecode(b"claims/tarn/l\xe9tter.yaml"))
    except OSError:
        pytest.skip("file names are text here")
    with pytest.raises(SystemExit) as ended:
        main(["check", *(word for name in NAMES for word in ("--output", f"{name}=out.{name}"))])
    assert ended.value.code == 1 and capsys.readouterr().err == ""
    assert "claims/tarn/l%E9tter.yaml" in tmp_path.joinpath("out.sarif").read_text("utf-8")


def test_several_outputs_in_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo(tmp_path, monkeypatch)
    with pytest.raises(SystemExit) as ended:
        main(["check", *(word for name in NAMES for word in ("--output", f"{name}=out é.{name}"))])
    assert ended.value.code == 1 and "conflict" in capsys.readouterr().out
    for name in NAMES:
        data = tmp_path.joinpath(f"out é.{name}").read_bytes()
        assert data.endswith(b"\n") and b"\r" not in data and str(tmp_path).encode() not in data
