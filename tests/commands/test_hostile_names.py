"""Whatever names, words and options hold, nothing that is shown steers a terminal or a host of CI, and nothing hides.

An ordinary run tries every command, format, place and word, not each with each; HOSTILE=long tries each with each.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from discrepancy.reporting.base import formats
from discrepancy.system import display
from tests.support.command import Ran, Runner
from tests.support.git_repositories import git, needs_git
from tests.support.hostile_names import (
    NAME,
    WORDS,
    unsafe_in,
    write_hostile_dossier,
    write_unreadable_dossier,
)

DOSSIER = f"claims/{NAME}"
EACH = [f"claims/{number or ''}{NAME}" for number in range(len(WORDS))]
LONG = os.environ.get("HOSTILE") == "long"


def paired(*lists: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Each with each in a long run; else as few as hold every item of every list."""
    if LONG:
        return list(itertools.product(*lists))
    return [
        tuple(one[number % len(one)] for one in lists) for number in range(max(len(one) for one in lists))
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dossier for each sort of words, all in folders of hostile names."""
    base = tmp_path_factory.mktemp("hostile")
    for number, words in enumerate(WORDS):
        write_hostile_dossier(base / "claims" / (NAME if not number else f"{number}{NAME}"), words)
    write_unreadable_dossier(base / "bad" / NAME)
    return base


def shown(ran: Ran, commands: bool = False) -> Ran:
    """What was printed, once nothing in it is found unsafe; with `commands` it may hold those that we give."""
    out = ran.out
    if commands:
        out = "".join(
            line + "\n"
            for line in out.split("\n")
            if not line.startswith(("::error ", "::warning ", "::notice "))
        )
        assert not [
            line for line in ran.out.split("\n") if line.startswith("::") and "PWN" in line.split("::")[0]
        ]
        out += "\n".join("x" + line for line in ran.out.split("\n")).replace("##", "")
    assert not (found := unsafe_in(out) + unsafe_in(ran.err)), found[:5]
    return ran


def parses(form: str, text: str) -> None:
    """Raises what its reader raises, where the text of a format cannot be read."""
    if form in ("json", "sarif", "gitlab"):
        json.loads(text)
    elif form == "junit":
        ElementTree.fromstring(text)
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(text), strict=True))
        assert len({len(row) for row in rows}) == 1
    elif form == "html":
        reader = HTMLParser()
        reader.feed(text)
        reader.close()


@pytest.mark.parametrize("form", formats())
def test_no_format_of_check_lets_a_name_or_a_word_steer(form: str, hostile: Path, run_in: Runner) -> None:
    more = [f"bad/{NAME}", f"bad/{NAME}/none"]
    for path in ("claims", "bad", *(more if LONG else [more[list(formats()).index(form) % 2]])):
        ran = shown(run_in(hostile, "check", path, "--format", form, "--verbose"), form == "github")
        parses(form, ran.out)


def test_the_dossiers_disagree(hostile: Path, run_in: Runner) -> None:
    assert "D101" in run_in(hostile, "check", "claims").out


@pytest.mark.parametrize("forms", [[form] for form in formats()] if LONG else [list(formats())])
def test_nor_does_what_is_written_to_a_file(
    forms: list[str], hostile: Path, run_in: Runner, tmp_path: Path
) -> None:
    outputs = [word for form in forms for word in ("--output", f"{form}={tmp_path / form}")]
    shown(run_in(hostile, "check", "claims", "bad", *outputs))
    for form in forms:
        text = tmp_path.joinpath(form).read_text("utf-8")
        assert form == "github" or not (found := unsafe_in(text)), (form, found[:5])


def test_json_gives_the_real_names_back(hostile: Path, run_in: Runner) -> None:
    found = run_in(hostile, "check", DOSSIER, "--format", "json").json
    files = {claim["file"] for finding in found["findings"] for claim in finding["claims"]}
    assert files == {f"{DOSSIER}/odo{NAME}.yaml", f"{DOSSIER}/wace{NAME}.yaml"}
    assert WORDS[0] in {claim["quote"] for finding in found["findings"] for claim in finding["claims"]}
    issues = run_in(hostile, "check", DOSSIER, "--format", "gitlab").json
    assert {issue["location"]["path"] for issue in issues} <= files | {f"{DOSSIER}/dossier.yaml"}
    told = run_in(hostile, "check", "claims", "--format", "json").json["findings"]
    assert {claim["quote"] for finding in told for claim in finding["claims"]} >= set(WORDS)
    listed = run_in(hostile, "list", "sources", "claims", "--format", "json").json
    assert {one["title"] for one in listed} >= {words for words in WORDS if "\u202e" not in words}


@pytest.mark.parametrize(
    "what", ["properties", "entities", "sources", "claims", "questions", "rules", "reviews"]
)
def test_nor_does_list(what: str, hostile: Path, run_in: Runner) -> None:
    for path in ("claims", "bad"):
        shown(run_in(hostile, "list", what, path))
        json.loads(shown(run_in(hostile, "list", what, path, "--format", "json")).out)


def test_nor_does_explain(hostile: Path, run_in: Runner) -> None:
    found = run_in(hostile, "check", "claims", "--format", "json").json["findings"]
    ids = sorted({finding["id"] for finding in found})
    topics = [*ids[:4], "ralph", "ralph.born", "cause", "odo", "lord", WORDS[0], NAME]
    for topic, path in [*paired(topics, (*EACH, "bad") if LONG else EACH), (topics[0], "bad"), (NAME, "bad")]:
        shown(run_in(hostile, "explain", topic, path))
        ran = shown(run_in(hostile, "explain", topic, path, "--format", "json"))
        assert not ran.out or ran.json["topic"] == topic


@pytest.mark.parametrize("name", ["coverage", "doctor", "report", "export", "baseline"])
def test_nor_does_any_other_command_that_reads_dossiers(
    name: str, hostile: Path, run_in: Runner, tmp_path: Path
) -> None:
    given = {
        "coverage": ["coverage"],
        "doctor": ["doctor", "-o", str(tmp_path / NAME)],
        "report": ["report", "-o", str(tmp_path / NAME)],
        "export": ["export", "xlsx", "-o", str(tmp_path / f"{NAME}.xlsx"), "--replace"],
        "baseline": ["baseline", "status"],
    }[name]
    for path in (
        "claims",
        "bad",
        DOSSIER,
        f"nowhere/{NAME}",
        f"bad/{NAME}/empty{NAME}.yaml",
        *EACH[1:],
    ):
        shown(run_in(hostile, *given, path))
        if name in ("coverage", "doctor", "baseline") and (LONG or path != EACH[2]):
            ran = shown(run_in(hostile, *given, path, "--format", "json"))
            assert not ran.out or json.loads(ran.out) is not None
    if name == "report":
        pages = list((tmp_path / NAME).iterdir())
        assert len(pages) == len(WORDS) - 1  # in a title what cannot be seen is an error
        for page in pages:
            assert not (found := unsafe_in(page.read_text("utf-8"))), found[:5]
            page.write_text("::error::PWN\n  ##[group]\n\x1b[31m\u202e", "utf-8")
        assert "PWN" in shown(run_in(hostile, *given, "--check", EACH[0])).out


def test_nor_do_the_commands_that_write(run_in: Runner, tmp_path: Path) -> None:
    write_hostile_dossier(tmp_path / "claims" / NAME, WORDS[0])
    found = run_in(tmp_path, "check", "--format", "json").json["findings"]
    for verdict, because in (("scope", f"x {WORDS[0]}"), ("unsure", WORDS[1])):
        shown(
            run_in(
                tmp_path, "decide", found[0]["id"], "--verdict", verdict, "--because", because, "--by", NAME
            )
        )
        shown(run_in(tmp_path, "decide", NAME, "--verdict", verdict, "--because", because, "--prefers", NAME))
    for form in ("text", "markdown", "summary", "junit", "csv"):
        shown(run_in(tmp_path, "check", "--format", form))
    for what in ("create", "create", "update", "prune", "status"):
        shown(run_in(tmp_path, "baseline", what))
    shown(run_in(tmp_path, "init", f"new{NAME}"))
    shown(run_in(tmp_path, "init", f"new{NAME}"))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods", "bib", "json", "ris", "txt"])
def test_nor_does_import(ending: str, run_in: Runner, tmp_path: Path) -> None:
    write_hostile_dossier(tmp_path / "claims" / NAME, WORDS[0])
    file = tmp_path / f"t{NAME}.{ending}"
    hostile = "x\x1b[31m\u202e\x9b ::error::PWN"
    file.write_bytes(
        {
            "csv": f'source,question,value,"{hostile}\n::error::PWN"\n"{hostile}","{hostile}","{hostile}",p\n',
            "bib": f"@book{{{hostile}, title = {{{hostile}\n::error::PWN}}, author = {{{hostile} \\\\{hostile}}}, @@\n@{hostile}",
            "json": json.dumps(
                [{"id": hostile, "title": f"{hostile}\n::error::PWN", "type": hostile}, hostile]
            ),
            "ris": f"TY  - {hostile}\nTI  - {hostile}\nAU  - {hostile}\n{hostile}\nER  - \n",
        }.get(ending, hostile).encode()
    )
    for more in (["--to", DOSSIER, "--add"], ["--set", NAME], ["--map", NAME], ["--map", f"{NAME}={NAME}"], ["--encoding", NAME],
                 ["--sheet", NAME], ["--source", NAME], ["--to", NAME], ["--mapping", NAME]):  # fmt: skip
        shown(run_in(tmp_path, "import", file.name, *more))
    shown(run_in(tmp_path, "import", f"none{NAME}"))


def test_nor_does_draft(run_in: Runner, tmp_path: Path) -> None:
    file = tmp_path / f"t{NAME}.txt"
    words = "\n".join(
        f"In 1190 {words} Ralph killed 400 men.\n{words} 1191 400 men {words}\n" for words in WORDS
    )
    file.write_text(words, "utf-8")
    for more in (
        [],
        ["-o", f"d{NAME}.yaml"],
        ["-o", f"d{NAME}.yaml"],
        ["--dossier", NAME],
        ["-o", f"no{NAME}/a"],
    ):
        shown(run_in(tmp_path, "draft", file.name, "--source", "odo", *more))
    shown(run_in(tmp_path, "draft", file.name, "--source", NAME))
    shown(run_in(tmp_path, "draft", f"none{NAME}", "--source", "odo"))


def test_nor_does_relate(run_in: Runner, tmp_path: Path) -> None:
    for kind in ("date", "name", "quantity", "set", "quotation", NAME):
        for value in (NAME, *WORDS, "1907"):
            shown(run_in(tmp_path, "relate", kind, value))
            ran = shown(run_in(tmp_path, "relate", kind, value, "1907", "--format", "json"))
            assert ran.json["left"] == value or ran.json["error"] is None
            shown(run_in(tmp_path, "relate", kind, value, f"x {value}"))
    file = tmp_path / f"p{NAME}.csv"
    for text in (
        f"type,left,right\nname,{WORDS[2]},b\n{WORDS[0]},::error::,##[x]\n",
        f"a,{WORDS[2]}\n",
        "\x00",
        "\x1b",
    ):
        file.write_text(text, "utf-8")
        shown(run_in(tmp_path, "relate", "--pairs", file.name))
        shown(run_in(tmp_path, "relate", "--pairs", file.name, "--format", "json"))
    shown(run_in(tmp_path, "relate", "--pairs", f"none{NAME}"))


def test_nor_does_what_is_typed(hostile: Path, run_in: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (
        [NAME], [f"--{NAME}"], ["check", f"--{NAME}"], ["check", "--fail-on", NAME], ["check", "--format", NAME],
        ["check", "--texts", NAME], ["check", "--output", NAME], ["check", "--output", f"{NAME}=a"], ["check", "--output", f"text={NAME}/a/b"],
        ["check", "--output", f"text={NAME}", "--output", f"json={NAME}"], ["check", "--select", NAME], ["check", "--ignore", NAME],
        ["check", "--subject", NAME], ["check", "--source", NAME], ["check", NAME], ["check", "--since", NAME], ["check", "--output", f"{NAME}=-"],
        ["list", NAME], ["list", "reviews", "--status", NAME], ["explain", NAME], ["schema", NAME], ["coverage", "--most", NAME],
        ["coverage", "--fail-under", NAME], ["baseline", NAME], ["export", NAME], ["export", "csv", NAME], ["report", "-o", f"{NAME}/x", NAME],
        ["decide", "F-00000000", "--verdict", NAME], ["decide", "F-00000000", "--verdict", "scope", "--on", NAME], ["doctor", "--since", NAME],
        ["init"], ["init", NAME, NAME], ["relate"], ["relate", "date"], ["check", "--watch", "--format", NAME],
    ):  # fmt: skip
        ran = shown(run_in(hostile, *words))
        assert ran.code in (1, 2), words
    for name in ("DISCREPANCY_TEXTS", "DISCREPANCY_CACHE", "DISCREPANCY_CACHE_KEY"):
        monkeypatch.setenv(name, NAME)
        for path in ("claims", *EACH) if LONG else (DOSSIER,):
            shown(run_in(hostile, "check", path))
            shown(run_in(hostile, "doctor", path))


@needs_git
def test_nor_does_what_git_holds(run_in: Runner, tmp_path: Path) -> None:
    write_hostile_dossier(tmp_path / "claims" / NAME, WORDS[0])
    write_unreadable_dossier(tmp_path / "bad" / NAME)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "x")
    git(tmp_path, "branch", "b-\u202e\U000e0041")
    file = tmp_path / "claims" / NAME / f"odo{NAME}.yaml"
    file.rename(file.with_name(f"third{NAME}.yaml"))
    forms = ("text", "json", "summary", "github")
    for form in forms:
        shown(run_in(tmp_path, "check", "bad", "--since", "HEAD", "--format", form), form == "github")
    for form, path in paired(forms, ("claims", DOSSIER)):
        ran = run_in(
            tmp_path,
            "check",
            path,
            "--no-cache",
            "--since",
            "b-\u202e\U000e0041",
            "--format",
            form,
            "--exit-zero",
        )
        parses(form, shown(ran, form == "github").out)
        assert not ran.err, ran.err


@pytest.mark.parametrize("host", ["GITHUB_ACTIONS", "GITLAB_CI"])
def test_nor_does_what_a_host_is_told(
    host: str, hostile: Path, run_in: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(host, "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / f"s{NAME}.md"))
    ran = run_in(hostile, "check", "claims", "bad")
    assert not [
        line
        for line in unsafe_in(ran.out)
        if line.startswith("U+") or ("##" in line and not line.startswith("::"))
    ]
    assert not unsafe_in(ran.err)
    if host == "GITHUB_ACTIONS":
        assert not (found := unsafe_in((tmp_path / f"s{NAME}.md").read_text("utf-8"))), found[:5]


def test_what_is_shown_can_be_read_back() -> None:
    said = "a\x1b\u202e##[b]##vso[c]\U000e0041\ud800\n::error::\U0001f600"
    text = display.json_text({said: [said]})
    assert json.loads(text) == {said: [said]} and not unsafe_in(text)
    assert display.harmless("  ::error::a\n:: b\n##[c] d::e") == "  \\x3a:error::a\n\\x3a: b\n#\\x23[c] d::e"
    assert (
        display.shown_name("a\nb\tc\x1b") == "a\\x0ab\\x09c\\x1b"
        and display.shown_name("Lê Duẩn") == "Lê Duẩn"
    )


def test_what_a_draft_and_an_import_print_says_what_their_files_say(run_in: Runner, tmp_path: Path) -> None:
    words = "::error file=a::b ##[error]c " + "and more words " * 20
    tmp_path.joinpath("t.txt").write_text(f"In 1190 {words}\n", "utf-8")
    tmp_path.joinpath("t.csv").write_text(
        f"source,question,value,at,quote\nodo,ralph.born,1190,p. 1,{words}\n", "utf-8"
    )
    for given in (["draft", "t.txt", "--source", "odo"], ["import", "t.csv"]):
        printed = shown(run_in(tmp_path, *given)).out
        shown(run_in(tmp_path, *given, "-o", "written.yaml"))
        written = tmp_path.joinpath("written.yaml")
        assert written.read_text("utf-8") == printed and "error file=a" in printed
        written.unlink()
