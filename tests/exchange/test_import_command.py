"""`import` and `export` on the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from discrepancy.commands import init as starting
from tests.support.command import Command


@pytest.fixture(autouse=True)
def tarn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    starting.write_dossier("tarn")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_out_and_back(kind: str, command: Command) -> None:
    code, out, err = command("export", kind, "tarn", "-o", f"t.{kind}")
    assert (code, out) == (
        0,
        "",
    ) and err == f"wrote t.{kind}; take it back with: discrepancy import t.{kind} --to tarn --replace\n"
    code, out, err = command("import", f"t.{kind}", "--to", "tarn", "--replace")
    assert (code, out) == (
        0,
        "",
    ) and err == "tarn/chronicle.yaml: as it was, 4 claims\ntarn/letter.yaml: as it was, 5 claims\n"


def test_exports_to_standard_output(command: Command) -> None:
    code, out, err = command("export", "csv", "tarn")
    assert (
        code == 0
        and out.startswith(
            "source,question,value,when,at,quote,according_to,stance,sense,inferred,id,note\r\n"
        )
        and not err
    )


def test_what_is_wrong_is_exit_code_2(command: Command) -> None:
    Path("s.csv").write_text("source,question,value,at\nletter,fire.date,soon,p. 1\n", "utf-8")
    code, out, err = command("import", "s.csv", "--to", "tarn", "--add")
    assert (
        code == 2
        and not out
        and err.startswith("s.csv:2:3: error: not a date")
        and err.endswith("error: 1 error; no source file was written\n")
    )
    assert command("import", "s.csv", "--to", "tarn", "-o", "x.yaml")[0] == 2
    assert command("export", "csv", "tarn", "-o", "s.csv")[0] == 2


def test_quiet_says_only_problems(command: Command) -> None:
    Path("s.csv").write_text("source,question,value,at\nletter,fire.missing,2,1-Feb\n", "utf-8")
    code, out, err = command("--quiet", "import", "s.csv", "--to", "tarn", "--add")
    assert (
        code == 0
        and not out
        and err.startswith("s.csv:2:4: warning: cell D2 is what a spreadsheet makes")
        and err.count("\n") == 1
    )


def test_a_sheet_cannot_steer_a_terminal(command: Command) -> None:
    Path("s.csv").write_text("source,question,value,\x1b[31mat\nletter,fire.date,1431\x1b[2J,p. 1\n", "utf-8")
    assert "\x1b" not in "".join(command("import", "s.csv", "--to", "tarn", "--add")[1:])


def test_check_and_help_load_nothing_that_only_sheets_need() -> None:
    program = "import sys; from discrepancy.commands.main import main\ntry: main({words!r})\nexcept SystemExit: pass\nprint([name for name in sys.modules if name.split('.')[0] in {heavy!r}], file=sys.stderr)"
    heavy = ("python_calamine", "bibtexparser", "pylatexenc", "openpyxl", "pyexpat", "csv")
    for words in (["--help"], ["check", "tarn", "--fail-on", "never"]):
        done = subprocess.run(
            [sys.executable, "-c", program.format(words=words, heavy=heavy)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.splitlines()[-1] == "[]", done.stderr
