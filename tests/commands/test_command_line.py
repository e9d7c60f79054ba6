"""The command line: every command has help, exit codes mean what they say, and nothing ever ends in a traceback."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from discrepancy.commands.list import LISTS
from discrepancy.commands.main import cli
from tests.support.command import Command
from tests.support.json_schemas import misfits

AGREEING = {"corve": "about 6,000 men", "hugh": "5,000 to 7,000 men"}
APART = {"corve": "6,000 men", "hugh": "9,000 men"}
STRAINED = {"corve": "up to 50,000 men", "hugh": "60,000 men"}
CONTEXT = click.Context(cli)
COMMANDS = {
    name: command for name in cli.list_commands(CONTEXT) if (command := cli.get_command(CONTEXT, name))
}


def dossier(folder: Path, said: dict[str, str], name: str = "claims/aldwater") -> Path:
    """A dossier in which each source states a strength."""
    at = folder / name
    at.mkdir(parents=True)
    at.joinpath("dossier.yaml").write_text(
        "title: Aldwater\nentities:\n  battle:\n    name: the battle\n    kind: event\n", encoding="utf-8"
    )
    for source, value in said.items():
        text = f"source: {source}\ntitle: {source}\nclaims:\n  - battle.strength: {value}\n    at: p. 1\n    quote: the words\n"
        at.joinpath(f"{source}.yaml").write_text(text, encoding="utf-8")
    return at


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Command:
    monkeypatch.chdir(tmp_path)
    return command


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "discrepancy", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


class TestHelp:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_has_help(self, name: str, run: Command) -> None:
        command = COMMANDS[name]
        assert command.help and command.help.strip()[0].isupper() and "." in command.help
        shown = run(name, "--help")
        assert shown.code == 0 and " ".join(command.help.split())[:40] in " ".join(shown.out.split())

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_option_has_help(self, name: str) -> None:
        for option in COMMANDS[name].params:
            assert not isinstance(option, click.Option) or option.help, option.name

    def test_the_list_says_of_each_command_what_its_own_help_says(self) -> None:
        """The list is read from the texts of the files; the judge is what the framework lists once all are loaded."""
        ours, loaded = click.HelpFormatter(width=100), click.HelpFormatter(width=100)
        cli.format_commands(CONTEXT, ours)
        click.Group.format_commands(cli, CONTEXT, loaded)
        assert ours.getvalue() == loaded.getvalue()

    def test_help_lists_every_command(self, run: Command) -> None:
        shown = run("--help")
        assert shown.code == 0 and all(f"  {name} " in shown.out for name in COMMANDS)

    def test_each_is_found_by_the_name_of_its_file(self) -> None:
        assert list(COMMANDS) == cli.list_commands(CONTEXT) and len(COMMANDS) >= 14

    def test_one_command_loads_no_other(self) -> None:
        program = (
            "import sys\nfrom discrepancy.commands.main import cli\n"
            "try: cli(['schema', '--help'])\nexcept SystemExit: pass\n"
            "print([name for name in sys.modules if name.startswith('discrepancy.commands.')])"
        )
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        loaded = ast.literal_eval(ran.stdout.splitlines()[-1])
        assert {name for name in loaded if "._" not in name} == {
            "discrepancy.commands.main",
            "discrepancy.commands.schema",
        }

    def test_the_readme_speaks_of_every_command(self) -> None:
        readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
        assert all(f"`{name}" in readme or f"discrepancy {name}" in readme for name in COMMANDS)

    def test_version(self, run: Command) -> None:
        shown = run("--version")
        assert shown.code == 0 and shown.out.startswith("discrepancy 0.")


class TestExitCodes:
    def test_nothing_found_is_0_and_says_how_much_was_compared(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, AGREEING)
        ran = run("check")
        assert (
            ran.code == 0
            and "Nothing found in 2 claims of 2 sources on 1 question; 1 pair compared" in ran.out
        )

    def test_a_conflict_is_1(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        ran = run("check")
        assert ran.code == 1 and "[D101 camps-exclude] F-" in ran.out

    @pytest.mark.parametrize(
        ("said", "fail_on", "code"),
        [
            (APART, "never", 0),
            (APART, "tension", 1),
            (STRAINED, "conflict", 0),
            (STRAINED, "tension", 1),
            (STRAINED, "perspective", 1),
            (AGREEING, "perspective", 0),
        ],
    )
    def test_fail_on(
        self, said: dict[str, str], fail_on: str, code: int, run: Command, tmp_path: Path
    ) -> None:
        dossier(tmp_path, said)
        assert run("check", "--fail-on", fail_on).code == code

    def test_nothing_to_compare_is_2_whatever_fails(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, {"corve": "6,000 men"})
        ran = run("check", "--fail-on", "never")
        assert ran.code == 2 and "Nothing to compare" in ran.out and "Nothing found" not in ran.out

    def test_unreadable_input_is_2_and_the_rest_is_compared(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, {**APART, "third": "a great many"})
        ran = run("check")
        assert ran.code == 2 and "[E025 bad-value]" in ran.out and "[D101 camps-exclude]" in ran.out

    @pytest.mark.parametrize("words", [("check",), ("report",), ("list", "claims"), ("check", "nowhere")])
    def test_no_dossier_is_2(self, words: tuple[str, ...], run: Command) -> None:
        ran = run(*words)
        assert ran.code == 2 and "[E001 no-dossier]" in ran.out + ran.err

    @pytest.mark.parametrize(
        "words",
        [
            ("chek",),
            ("check", "--fail-on", "sometimes"),
            ("check", "--format", "jsn"),
            ("check", "--output", "json"),
            ("check", "--output", "json=-"),
            ("check", "--output", "json=out", "--output", "sarif=./out"),
            ("list", "claim"),
            ("schema", "sauce"),
            ("relate", "date"),
            ("relate", "date", "1", "2", "3"),
            ("explain", "nonsense"),
        ],
    )
    def test_bad_usage_is_2_with_one_message(self, words: tuple[str, ...], run: Command) -> None:
        ran = run(*words)
        assert ran.code == 2 and "rror: " in ran.err and not ran.out

    def test_the_format_meant_is_named(self, run: Command) -> None:
        assert 'did you mean "json"?' in run("check", "--format", "jsn").err


class TestCheck:
    def test_json_and_a_file_beside_it_are_the_same(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        ran = run("check", "--format", "json", "--output", "json=out.json", "--output", "text=out.txt")
        said = json.loads(ran.out)
        assert said["schema_version"] == 1 and [finding["rule"] for finding in said["findings"]] == ["D101"]
        assert tmp_path.joinpath("out.json").read_text("utf-8") == ran.out
        assert (
            tmp_path.joinpath("out.txt")
            .read_text("utf-8")
            .startswith("claims/aldwater/corve.yaml:4:5: conflict: ")
        )

    def test_verbose_says_which_rules_ran(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        assert "D101 camps-exclude: looked at 1, found 1" in run("check", "--verbose").err
        assert "D101 camps-exclude: looked at 1, found 1" in run("--verbose", "check").err

    def test_control_characters_of_a_claim_never_reach_the_terminal(
        self, run: Command, tmp_path: Path
    ) -> None:
        at = dossier(tmp_path, APART)
        at.joinpath("corve.yaml").write_text(
            'source: corve\ntitle: "A\\e[31mB"\nclaims:\n  - battle.strength: 6,000 men\n    at: p. 1\n    quote: "a \\e[31m b"\n',
            encoding="utf-8",
        )
        for words in (("check",), ("explain", "battle.strength"), ("list", "sources"), ("list", "claims")):
            ran = run(*words)
            assert "\x1b" not in ran.out + ran.err

    @pytest.mark.parametrize("words", [("check", "claims"), ("explain",), ("list", "properties")])
    def test_no_colour_with_or_without_no_color(self, words: tuple[str, ...], tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        plain, asked = process(*words, cwd=tmp_path), process(*words, cwd=tmp_path, NO_COLOR="1")
        assert plain.stdout == asked.stdout and "\x1b" not in plain.stdout


class TestReport:
    def test_writes_a_page_and_then_finds_it_current(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        assert "wrote reports/aldwater.md" in run("report").err
        assert run("report", "--check").code == 0

    def test_a_page_is_the_same_alone_and_among_others(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        dossier(tmp_path, AGREEING, "claims/ness")
        run("report")
        for name in ("aldwater", "ness"):
            assert run("report", f"claims/{name}", "--check").code == 0

    def test_a_file_is_no_folder_for_pages_and_that_is_said(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        tmp_path.joinpath("page.md").write_text("my own\n", encoding="utf-8")
        ran = run("report", "-o", "page.md")
        assert ran.code == 2 and "page.md is a file; -o names the folder for the pages" in ran.err
        assert tmp_path.joinpath("page.md").read_text("utf-8") == "my own\n"

    def test_check_shows_the_difference_and_writes_nothing(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        assert run("report", "--check").code == 1 and not tmp_path.joinpath("reports").exists()
        run("report", "-o", "pages")
        page = tmp_path / "pages" / "aldwater.md"
        page.write_text(page.read_text("utf-8") + "A line too many.\n", encoding="utf-8")
        ran = run("report", "-o", "pages", "--check")
        assert (
            ran.code == 1
            and "-A line too many." in ran.out
            and page.read_text("utf-8").endswith("A line too many.\n")
        )

    def test_quiet_says_nothing(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        ran = run("--quiet", "report")
        assert ran.code == 0 and ran.out + ran.err == ""


class TestRelate:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("date", "c. 1890", "1893"), "c. 1890 | 1893: compatible"),
            (("date", "-0043", "44 BC"), "-0043 | 44 BC: identical"),
            (("date", "--", "-0043", "44 BC"), "-0043 | 44 BC: identical"),
            (("date", "44 BC", "-0043"), "44 BC | -0043: identical"),
            (("quantity", "-5", "-6"), "-5 | -6: conflict"),
            (("date", "{value: 25 October 1917, calendar: julian}", "7 November 1917"), ": agrees"),
        ],
    )
    def test_values_are_written_as_in_claims(self, words: tuple[str, ...], said: str, run: Command) -> None:
        ran = run("relate", *words)
        assert ran.code == 0 and said in ran.out.splitlines()[0]

    def test_a_value_that_begins_with_a_dash_can_stand_alone(self, run: Command) -> None:
        assert run("relate", "date", "-0043", "--format", "json").code == 0

    def test_an_unreadable_value_is_2(self, run: Command) -> None:
        ran = run("relate", "date", "7/4/1907", "1907")
        assert ran.code == 2 and "7/4/1907" in ran.err and not ran.out

    def test_pairs(self, run: Command, tmp_path: Path) -> None:
        rows = "type,left,right\ndate,c. 1890,1893\ndate,soon,1893\ndate,-0043,44 BC\ndate,1890,\n"
        tmp_path.joinpath("pairs.csv").write_text(rows, encoding="utf-8")
        ran = run("relate", "--pairs", "pairs.csv", "--format", "json")
        records = [json.loads(line) for line in ran.out.splitlines()]
        assert [record.get("relation") for record in records] == ["compatible", None, "identical", None]
        assert [record["error"] is None for record in records] == [True, False, True, True]


class TestList:
    @pytest.mark.parametrize("what", LISTS)
    def test_every_list_is_one_array_and_columns(self, what: str, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        records = json.loads(run("list", what, "--format", "json").out)
        shown = run("list", what)
        assert records and shown.code == 0 and len(shown.out.splitlines()) == len(records) + 1

    def test_a_claim_has_the_fields_it_has_in_a_finding(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        listed = json.loads(run("list", "claims", "--format", "json").out)
        found = json.loads(run("check", "--format", "json").out)["findings"][0]["claims"]
        assert listed == found

    def test_a_question_says_what_was_found_on_it(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        (question,) = json.loads(run("list", "questions", "--format", "json").out)
        assert (question["question"], question["camps"], question["finding"]) == (
            "battle.strength",
            2,
            "conflict",
        )
        assert question["sources"] == ["corve", "hugh"] and len(question["claims"]) == 2

    @pytest.mark.parametrize("what", ["properties", "rules"])
    def test_the_vocabulary_and_the_rules_need_no_dossier(self, what: str, run: Command) -> None:
        assert run("list", what).code == 0

    def test_errors_of_the_input_are_said_and_the_rest_is_listed(self, run: Command, tmp_path: Path) -> None:
        dossier(tmp_path, {**APART, "third": "a great many"})
        ran = run("list", "claims")
        assert ran.code == 2 and "[E025 bad-value]" in ran.err and "9,000 men" in ran.out


@pytest.mark.parametrize("kind", ["dossier", "source", "review", "run"])
def test_schemas_are_json(kind: str, run: Command) -> None:
    assert json.loads(run("schema", kind).out)["$schema"]


def test_the_json_of_a_check_fits_its_schema(run: Command, tmp_path: Path) -> None:
    dossier(tmp_path, {**APART, "third": "a great many"})
    assert not misfits(run("check", "--format", "json").json, run("schema", "run").json)


class TestProcess:
    def test_runs_as_a_module_from_anywhere(self, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        ran = process("check", cwd=tmp_path)
        assert ran.returncode == 1 and "conflict" in ran.stdout and ran.stderr == ""

    def test_output_is_the_same_to_the_byte_each_time(self, tmp_path: Path) -> None:
        dossier(tmp_path, APART)
        first, second = (
            process("check", "--format", "json", cwd=tmp_path, PYTHONHASHSEED=seed) for seed in ("1", "2")
        )
        assert first.stdout == second.stdout

    def test_a_broken_pipe_is_quiet(self, tmp_path: Path) -> None:
        command = f"'{sys.executable}' -m discrepancy list properties --format json | head -n 1"
        ran = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert ran.stdout == "[\n" and ran.stderr == ""

    def test_a_closed_output_is_quiet(self, tmp_path: Path) -> None:
        read_end, write_end = os.pipe()
        os.close(read_end)
        ran = subprocess.run(
            [sys.executable, "-m", "discrepancy", "explain"],
            cwd=tmp_path,
            stdout=write_end,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
        os.close(write_end)
        assert ran.stderr == ""
