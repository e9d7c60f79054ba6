"""The arrows of the house: which module may import which, walked in the code itself; and what every file owes its reader."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import discrepancy

PACKAGE = Path(discrepancy.__file__).parent
# From the bottom up: a module imports its own layer and those before it. A folder's members stand in the folder's layer.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("mark", "unreadable", "region", "discover", "near", "conventions", "printable", "ordinary", "safely"),
    ("witness",),
    ("repository",),
    ("yamltext", "cells"),
    ("value",),
    ("values",),
    ("law",),
    ("model",),
    ("registry", "meeting", "camp"),
    ("asked",),
    ("vocabulary",),
    ("lawtext", "lawcheck", "lawpack"),
    ("readers",),
    ("reader", "schema"),
    ("writers",),
    ("distances",),
    ("scopes", "origins", "perspectives"),
    ("evidence",),
    ("reasoning",),
    ("groups",),
    ("since",),
    ("finding",),
    ("review",),
    ("comparing", "bringing"),
    ("rule",),
    ("rules",),
    ("sensitivity", "account"),
    ("cache",),
    ("engine",),
    ("reporter",),
    ("reporters",),
    ("ci", "output", "pages", "bars", "relating", "explaining", "listing", "starting", "exporting", "covering", "drafting"),
    ("deciding", "baseline"),
    ("importing",),
    ("revision", "renaming", "choosing", "statistics", "gate", "watching", "checkup"),
    ("cli",),
    ("commands",),
    ("__main__",),
)
HEIGHT = {name: height for height, layer in enumerate(LAYERS) for name in layer}
# What declares the member of a folder: one line in each file.
MEMBERS = {
    "values": "TYPE = ",
    "rules": "@rule(",
    "reporters": "def report(",
    "readers": "def read(",
    "writers": "def write(",
    "commands": "@cli.command(",
}
# The kinds find their members by name, which points up; nobody else may.
KINDS = ("value", "rule", "reporter", "cli")
# Layers that, though above another, have no business with it.
APART = {
    "readers": ("asked", "meeting", "camp"),
    "writers": ("reader", "asked", "meeting", "camp"),
    "reporters": ("reader", "readers", "engine", "rule", "rules"),
    "reporter": ("reader", "readers", "engine", "rule", "rules"),
    "rules": ("reader", "readers", "reporters"),
    "engine": ("reader", "readers"),
    "evidence": ("reader", "readers"),
    "values": ("model",),
}


class Import(NamedTuple):
    """One import of one module of the package by another, and where it stands."""

    place: str
    of: str
    what: str


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, text: str) -> Iterator[Import]:
    """Every import of the package in a file, those inside functions too."""
    shown = path.relative_to(PACKAGE.parent).as_posix()
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown}:{node.lineno}: imports are absolute"
            of_package = node.module == "discrepancy"
            names = [f"discrepancy.{alias.name}" for alias in node.names] if of_package else [node.module or ""]
        for name in names:
            if name.startswith("discrepancy."):
                yield Import(f"{shown}:{node.lineno}", place(path), name.split(".")[1])


def violations(path: Path, text: str) -> list[str]:
    found = []
    for one in imports(path, text):
        if one.what not in HEIGHT:
            found.append(f"{one.place}: {one.what} has no layer")
        elif HEIGHT[one.what] > HEIGHT[one.of]:
            found.append(f"{one.place}: {one.of} may not import {one.what}, which stands above it")
        elif one.what in APART.get(one.of, ()):
            found.append(f"{one.place}: {one.of} has no business with {one.what}")
    return found


def test_every_module_has_a_layer() -> None:
    assert {place(path) for path in modules()} - {"__init__"} <= set(HEIGHT)
    assert set(HEIGHT) <= {place(path) for path in modules()}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
class TestModule:
    def test_imports_only_what_stands_below(self, path: Path) -> None:
        if path == PACKAGE / "__init__.py":
            return
        found = violations(path, path.read_text("utf-8"))
        assert not found, "\n".join(found)

    def test_finds_members_by_name_only_if_it_is_a_kind(self, path: Path) -> None:
        assert "import_module" not in path.read_text("utf-8") or place(path) in KINDS

    def test_opens_with_what_it_is_for(self, path: Path) -> None:
        assert ast.get_docstring(ast.parse(path.read_text("utf-8")))

    def test_is_short_enough_to_read(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= 600


@pytest.mark.parametrize("folder", MEMBERS)
def test_a_member_is_one_file_with_one_declaring_line(folder: str) -> None:
    for path in (PACKAGE / folder).glob("*.py"):
        lines = path.read_text("utf-8").splitlines()
        declared = [line for line in lines if line.startswith(MEMBERS[folder])]
        assert len(declared) == (0 if path.name.startswith("_") else 1), f"{folder}/{path.name}: {declared}"


def test_no_test_is_too_long_to_read() -> None:
    for path in Path(__file__).parent.rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 600, path.name


def test_an_arrow_that_points_up_is_found() -> None:
    path = PACKAGE / "region.py"
    assert violations(path, "def f():\n    from discrepancy.model import Claim\n") == [
        "discrepancy/region.py:2: region may not import model, which stands above it"
    ]
    assert violations(path, "from discrepancy import cli\n") and not violations(path, "from discrepancy.mark import Mark\n")
