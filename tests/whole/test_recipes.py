"""Each recipe of `explain contributing` is followed to the letter in a copy of the clone, and does what it promises."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "discrepancy/commands/help/contributing.md"
WHOLE = bool(os.environ.get("RECIPES_WITH_TESTS"))  # else the tests that a recipe names are found, not run
COPIED = ("discrepancy", "tests", ".github", "README.md", "pyproject.toml")
# What is compiled is kept in the copy, so that not every command compiles all of it again.
_ENVIRONMENT = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_ORDER = re.compile(r"\b(write|add\s+to|change)\s+`([\w./-]+)`", re.I)
_BLOCK = re.compile(r"(?:^    .*\n|^\n(?=    |\n    ))+", re.M)


class Step(NamedTuple):
    """What a recipe tells to do: Write, Add to or Change a file, or Run commands; and the block that it shows."""

    order: str
    path: str
    block: str


def recipes() -> dict[str, tuple[Step, ...]]:
    """The steps of each recipe by its heading, those that stand before the first heading under ""."""
    found: dict[str, tuple[Step, ...]] = {}
    for heading, text in _sections(PAGE.read_text("utf-8")):
        found[heading] = tuple(_steps(text))
    return found


def _sections(page: str) -> Iterator[tuple[str, str]]:
    before, *rest = re.split(r"^## (.*)\n", page, flags=re.M)
    yield "", before
    yield from zip(rest[::2], rest[1::2], strict=True)


def _steps(text: str) -> Iterator[Step]:
    end = 0
    for found in _BLOCK.finditer(text):
        block = re.sub(r"^    ", "", found[0], flags=re.M)
        orders = _ORDER.findall(text[end : found.start()])
        end = found.end()
        if block.lstrip().startswith("$ "):
            yield Step("Run", "", block)
        else:
            assert orders, f"nothing says what becomes of this block:\n{block}"
            yield Step(orders[-1][0].split()[0].title(), orders[-1][1], block)


def follow(step: Step, clone: Path) -> None:
    path = clone / step.path
    if step.order == "Write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(step.block.strip("\n") + "\n", encoding="utf-8")
    elif step.order == "Add":
        with path.open("a", encoding="utf-8") as file:
            file.write(step.block.rstrip("\n") + "\n")
    elif step.order == "Change":
        text = path.read_text("utf-8")
        for hunk in step.block.strip("\n").split("\n\n"):
            text = changed(text, hunk.splitlines(), step.path)
        path.write_text(text, encoding="utf-8")
    else:
        for command, expected in _commands(step.block):
            run(command, expected, clone)


def changed(text: str, hunk: list[str], path: str) -> str:
    """The text with one hunk applied: its lines without a + must stand there once, those with a - go."""
    before = "".join(f"{line[1:]}\n" for line in hunk if line[0] != "+")
    after = "".join(f"{line[1:]}\n" for line in hunk if line[0] != "-")
    assert f"\n{text}".count(f"\n{before}") == 1, f"{path} has no such lines, or has them twice:\n{before}"
    return f"\n{text}".replace(f"\n{before}", f"\n{after}").removeprefix("\n")


def _commands(block: str) -> Iterator[tuple[str, list[str]]]:
    for part in block.strip("\n").removeprefix("$ ").split("\n$ "):
        command, *expected = part.splitlines()
        yield command, expected


def run(command: str, expected: list[str], clone: Path, whole: bool = WHOLE) -> None:
    program, *arguments = shlex.split(command)
    if arguments[:2] == ["-m", "pytest"] and not whole:
        return  # see `require_tests`
    said = output(program, arguments, clone)
    missing = [line for line in expected if line not in said]
    assert not missing, f"{command} does not print {missing}:\n{said}"


def output(program: str, arguments: list[str], clone: Path) -> str:
    """What a command prints in the copy; it must not end in a fault, nor Python in an error."""
    words = {"discrepancy": ["-m", "discrepancy"], "python": []}[program]
    ran = subprocess.run(
        [sys.executable, *words, *arguments],
        cwd=clone,
        env={**_ENVIRONMENT, "PYTHONPATH": str(clone)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = ran.stdout + ran.stderr
    assert "fault of discrepancy itself" not in said and "Traceback" not in said, f"{arguments}\n{said}"
    assert program != "python" or ran.returncode == 0, f"{arguments}\n{said}"
    return said


def require_tests(commands: list[str], clone: Path) -> None:
    """Each command that runs tests names some: all of its files, and each word of `-k` one of their tests."""
    chosen = [shlex.split(command)[3:] for command in commands]
    paths = {word for words in chosen for word in words if word.startswith("tests/")}
    listed = output("python", ["-m", "pytest", "-n0", "--collect-only", *sorted(paths)], clone)
    for words in chosen:
        files = tuple(word for word in words if word.startswith("tests/"))
        tests = [line for line in listed.splitlines() if "::" in line and line.startswith(files)]
        assert all(any(test.startswith(file) for test in tests) for file in files), words
        if "-k" in words:
            for name in words[words.index("-k") + 1].split(" or "):
                assert any(name.casefold() in test.casefold() for test in tests), (name, words)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what the recipes touch, in which they are followed one after the other."""
    made = tmp_path / "clone"
    made.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__", "judges"))
        else:
            shutil.copy(ROOT / name, made / name)
    for step in recipes()[""]:
        follow(step, made)
    return made


def test_there_is_a_recipe_for_each_kind_of_part() -> None:
    kinds = ("rule", "type", "convention", "property", "law", "format", "command", "language")
    assert all(any(kind in heading for heading in recipes()) for kind in kinds)


def test_the_recipes_do_what_they_promise_and_what_they_write_is_clean(clone: Path) -> None:
    """All of them in their order, since each goes on from those before it; then style, format and the house."""
    for heading, steps in recipes().items():
        if heading:
            assert steps[-1].order == "Run" and {"Write", "Add", "Change"} & {step.order for step in steps}
            for step in steps:
                follow(step, clone)
    if not WHOLE:
        blocks = [step.block for steps in recipes().values() for step in steps if step.order == "Run"]
        commands = [command for block in blocks for command, _ in _commands(block)]
        require_tests([one for one in commands if one.startswith("python -m pytest")], clone)
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or "ruff"
    for check in (["check", "-q", "."], ["format", "-q", "--check", "."]):
        done = subprocess.run([ruff, *check], cwd=clone, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    run("python -m pytest -n0 tests/test_house.py", [], clone, whole=True)
