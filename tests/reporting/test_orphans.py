"""A review of what is found no more, where no claim is left on its question, comes out in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from discrepancy.commands.main import main

DOSSIER = "title: Aldwater\nentities:\n  battle:\n    name: the battle\n    kind: event\n"
REVIEW = "version: 1\nfinding: F-00000001\nrule: D101 camps-exclude\nquestion: battle.killed\nsaw: 1 (A) | 2 (B)\ncontent: 1:conflict:79fb165e/a324fcf0\nverdict: unsure\n"


@pytest.mark.parametrize(
    "form", ["text", "json", "sarif", "junit", "github", "gitlab", "csv", "html", "markdown", "summary"]
)
def test_an_orphan_without_claims(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "claims" / "aldwater"
    (folder / "reviews").mkdir(parents=True)
    (folder / "dossier.yaml").write_text(DOSSIER, "utf-8")
    for name in "ab":
        (folder / f"{name}.yaml").write_text(
            f"source: {name}\ntitle: {name}\nclaims:\n  - battle.strength: 6,000\n    at: p. 1\n    quote: words\n",
            "utf-8",
        )
    (folder / "reviews" / "F-00000001.yaml").write_text(REVIEW, "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["check", "--format", form])
    said = capsys.readouterr()
    assert ended.value.code == 0, said.err
    assert form == "summary" or "F-00000001" in said.out
