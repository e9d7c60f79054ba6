"""The house: twelve doors on seven floors, which module may import which, and what every file owes its reader."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest

import discrepancy

PACKAGE = Path(discrepancy.__file__).parent
# From the ground up: a door imports only from floors below its own.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("system", "values"),
    ("model",),
    ("reading", "comparison"),
    ("reasoning", "evidence", "exchange"),
    ("findings",),
    ("rules", "reporting"),
    ("commands",),
)
HEIGHT = {door: floor for floor, doors in enumerate(FLOORS, 1) for door in doors}
ENTRANCES = ("__init__", "__main__")  # what stands before the doors, and may open any
# What declares the member of a room: one line in each file.
MEMBERS = {
    "values/types": "TYPE = ",
    "rules": "@rule(",
    "reporting/formats": "def report(",
    "commands": "@cli.command(",
}
# The kinds find their members by name, which points up; nobody else may.
KINDS = ("values/base.py", "findings/rule.py", "reporting/base.py", "commands/main.py")
# Doors that, though above another, have no business with it.
APART = {
    "reporting": ("reading", "exchange"),
    "rules": ("reading", "exchange"),
}
LONGEST = 400  # lines of a module
LONGEST_TEST = 720


class Import(NamedTuple):
    """One import of one module of the package by another: where it stands, who imports, and the dotted name of what."""

    place: str
    path: Path
    what: str
    deferred: bool


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def door(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path, text: str) -> Iterator[Import]:
    """Every import of the package in a file, those inside functions too."""
    tree = ast.parse(text)
    shown = path.relative_to(PACKAGE.parent).as_posix()
    at_once = {id(node) for node in _at_once(tree)}
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown}:{node.lineno}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.startswith("discrepancy."):
                yield Import(
                    f"{shown}:{node.lineno}", path, name.removeprefix("discrepancy."), id(node) not in at_once
                )


def _at_once(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that run when a module is imported, but for those that only a type checker reads."""
    for node in tree.body:
        yield node
        if isinstance(node, ast.If) and not (
            isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        ):
            yield from (*node.body, *node.orelse)


def violations(path: Path, text: str) -> list[str]:
    found = []
    own = door(path)
    for one in imports(path, text):
        other = one.what.split(".")[0]
        if other == own or own in ENTRANCES:
            continue
        if other not in HEIGHT:
            found.append(f"{one.place}: {other} is no door")
        elif HEIGHT[other] >= HEIGHT[own]:
            found.append(f"{one.place}: {own} may not import {other}, which stands no lower")
        elif other in APART.get(own, ()):
            found.append(f"{one.place}: {own} has no business with {other}")
        elif any(part.startswith("_") for part in one.what.split(".")):
            found.append(f"{one.place}: {one.what} is private to {other}")
    return found


def test_the_doors_are_those_of_the_house() -> None:
    assert {door(path) for path in modules()} == {*HEIGHT, *ENTRANCES}


def test_no_module_stands_beside_a_door() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} == set(ENTRANCES)


def test_no_circle_of_imports() -> None:
    """What is imported when a module is imported never leads back to it."""
    named = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in modules()
    }
    arrows: dict[str, set[str]] = {}
    for name, path in named.items():
        to = {one.what for one in imports(path, path.read_text("utf-8")) if not one.deferred}
        arrows[name] = {what if what in named else what.rpartition(".")[0] for what in to} & named.keys() - {
            name
        }
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way[way.index(name) :], name))
        if name not in done:
            for other in sorted(arrows[name]):
                walk(other, (*way, name))
            done.add(name)

    for name in arrows:
        walk(name, ())


@pytest.mark.parametrize("path", modules(), ids=inside)
class TestModule:
    def test_imports_only_what_stands_below(self, path: Path) -> None:
        found = violations(path, path.read_text("utf-8"))
        assert not found, "\n".join(found)

    def test_finds_members_by_name_only_if_it_is_a_kind(self, path: Path) -> None:
        assert "import_module" not in path.read_text("utf-8") or inside(path) in KINDS

    def test_opens_with_what_it_is_for(self, path: Path) -> None:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8")))

    def test_is_short_enough_to_read(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("room", MEMBERS)
def test_a_member_is_one_file_with_one_declaring_line(room: str) -> None:
    for path in (PACKAGE / room).glob("*.py"):
        lines = path.read_text("utf-8").splitlines()
        declared = [line for line in lines if line.startswith(MEMBERS[room])]
        member = not path.name.startswith("_") and inside(path) not in KINDS
        assert len(declared) == member, f"{room}/{path.name}: {declared}"


def test_a_room_is_small() -> None:
    assert median(len(path.read_text("utf-8").splitlines()) for path in modules()) <= 130


def test_a_class_name_stands_once() -> None:
    """Nobody who reads a name has to ask which of two it is; a leading underscore tells nothing apart."""
    places: dict[str, list[str]] = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.lstrip("_"), []).append(inside(path))
    assert not {name: where for name, where in places.items() if len(where) > 1}


def test_no_test_is_too_long_to_read() -> None:
    for path in Path(__file__).parent.rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST_TEST, path.name


def test_an_arrow_that_points_up_is_found() -> None:
    path = PACKAGE / "values/intervals.py"
    assert violations(path, "def f():\n    from discrepancy.model import claim\n") == [
        "discrepancy/values/intervals.py:2: values may not import model, which stands no lower"
    ]
    assert violations(path, "from discrepancy.commands import main\n")
    assert not violations(path, "from discrepancy.values.base import Value\n")
    above = PACKAGE / "findings/run.py"
    assert violations(above, "from discrepancy.model._inner import x\n") == [
        "discrepancy/findings/run.py:1: model._inner.x is private to model"
    ]
