"""`init`: what it writes can be read, fits its schema, and shows one conflict; it never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands.init import FILES, write_dossier
from discrepancy.findings.analysis import engine
from discrepancy.findings.reviews import writing as deciding
from discrepancy.model.review import Decision
from discrepancy.reading import dossiers as reader
from tests.support.json_schemas import misfits


def test_what_it_writes_has_one_conflict_and_nothing_else(tmp_path: Path) -> None:
    write_dossier(str(tmp_path / "new" / "tarn"))
    run = engine.run_rules(reader.read_dossiers([str(tmp_path / "new" / "tarn")]))
    assert not run.problems and len(run.views[0].dossier.sources) == 2
    assert [(finding.rule, str(finding.question)) for finding in run.findings] == [
        ("D101", "fire.houses-burnt")
    ]
    assert run.views[0].dossier.entities and all(
        asked.camps("charitable").total == 1 for asked in list(run.views[0].questions.values())[:1]
    )


@pytest.mark.parametrize("name", FILES)
def test_it_fits_the_schema_that_its_first_line_names(name: str, tmp_path: Path) -> None:
    write_dossier(str(tmp_path))
    text = tmp_path.joinpath(name).read_text("utf-8")
    schema = tmp_path / text.split("\n", 1)[0].partition("$schema=")[2]
    assert not misfits(yaml.load(text, Loader=yaml.BaseLoader), json.loads(schema.read_text("utf-8")))


def test_a_review_of_it_fits_the_schema_that_its_first_line_names(tmp_path: Path) -> None:
    write_dossier(str(tmp_path))
    for verdict in ("scope", "unsure"):
        run = engine.run_rules(reader.read_dossiers([str(tmp_path)]))
        (clash,) = run.findings
        path = Path(
            deciding.record_decision(
                run,
                clash.id,
                Decision(verdict, because="hearths, not houses", by="Ann", prefers=("L",), on="2026-11-24"),
            )
        )
        text = path.read_text("utf-8")
        assert (
            text.startswith("# yaml-language-server: $schema=../.schema/review.json\n")
            and text.count("$schema") == 1
        )
        schema = path.parent / text.split("\n", 1)[0].partition("$schema=")[2]
        assert not misfits(yaml.load(text, Loader=yaml.BaseLoader), json.loads(schema.read_text("utf-8")))
    assert not engine.run_rules(reader.read_dossiers([str(tmp_path)])).problems


def test_names_what_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = write_dossier("tarn")
    assert written[0] == "tarn/dossier.yaml" and all(Path(path).is_file() for path in written)


@pytest.mark.parametrize("name", [*FILES, ".schema/source.json"])
def test_it_never_overwrites_and_writes_nothing_then(name: str, tmp_path: Path) -> None:
    there = tmp_path / name
    there.parent.mkdir(exist_ok=True)
    there.write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError, match="already there; nothing was written"):
        write_dossier(str(tmp_path))
    assert there.read_text("utf-8") == "mine" and [
        path for path in tmp_path.rglob("*") if path.is_file()
    ] == [there]


def test_a_dangling_link_is_there_too(tmp_path: Path) -> None:
    tmp_path.joinpath("letter.yaml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CommandError):
        write_dossier(str(tmp_path))
    assert not tmp_path.joinpath("elsewhere").exists()


def test_a_folder_that_cannot_be_is_one_message(tmp_path: Path) -> None:
    tmp_path.joinpath("file").write_text("", encoding="utf-8")
    with pytest.raises(CommandError, match="cannot write"):
        write_dossier(str(tmp_path / "file" / "tarn"))
    with pytest.raises(CommandError, match="is no folder"):
        write_dossier(str(tmp_path / "file"))
