"""What the help pages and CONTRIBUTING cite is there, and the glossary's words are names in no other meaning."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "discrepancy"
HELP = PACKAGE / "commands/help"
PAGES = [*sorted(HELP.glob("*.md")), ROOT / ".github/CONTRIBUTING.md", ROOT / "README.md"]
DOORS = tuple(sorted(path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"))
# Cited in code: `values.base.Value`, or a path below the package: `values/base.py`, `discrepancy/values/`.
_DOTTED = re.compile(rf"`((?:{'|'.join(DOORS)})(?:\.[A-Za-z_]\w*)+)(?:\(\))?`")
_PATH = re.compile(rf"`((?:discrepancy/|tests/|\.github/|\.ci/|(?:{'|'.join(DOORS)})/)[\w./-]*)`")
_ENTRY = re.compile(r"^\*\*([^*]+)\*\*: (.*(?:\n.+)*)", re.M)
# Words of the workshop: no riddle is the name of a module, a class or a public function.
RIDDLES = frozenset({"asked", "brought", "near", "piece", "said", "seen", "shown", "told"})


def pages() -> list[tuple[str, str]]:
    return [(path.name, path.read_text("utf-8")) for path in PAGES]


@lru_cache(maxsize=1)
def names() -> dict[str, frozenset[str]]:
    """By the dotted name of a module or room below the package, the names that it defines at the top."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        dotted = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found[dotted] = frozenset(_top(ast.parse(path.read_text("utf-8"))))
    return found


def _top(tree: ast.Module) -> list[str]:
    found = []
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.append(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            targets = [part for target in targets for part in getattr(target, "elts", [target])]
            found += [target.id for target in targets if isinstance(target, ast.Name)]
    return found


def exists(dotted: str) -> bool:
    room, _, name = dotted.rpartition(".")
    return dotted in names() or name in names().get(room, ())


def classes() -> list[tuple[str, str]]:
    """Every public class: its module and its name."""
    return [
        (module, name)
        for module, tops in sorted(names().items())
        for name in sorted(tops)
        if name[0].isupper()
        and not name.isupper()
        and re.fullmatch(r"[A-Z][A-Za-z0-9]*", name)
        and _is_class(module, name)
    ]


def _is_class(module: str, name: str) -> bool:
    path = PACKAGE.joinpath(*module.split("."))
    text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text("utf-8")
    return bool(re.search(rf"^class {name}\b", text, re.M))


def glossary() -> dict[str, tuple[str, ...]]:
    """Each term with the dotted names that its entry cites."""
    text = (HELP / "glossary.md").read_text("utf-8")
    return {term: tuple(_DOTTED.findall(said)) for term, said in _ENTRY.findall(text)}


@pytest.mark.parametrize(("page", "text"), pages(), ids=[name for name, _ in pages()])
def test_what_a_page_cites_is_there(page: str, text: str) -> None:
    made = set(re.findall(r"\b[Ww]rite\s+`([\w./-]+)`", text))  # what a recipe makes
    paths = [path for path in _PATH.findall(text) if path not in made]
    gone = [path for path in paths if not any(root.joinpath(path).exists() for root in (ROOT, PACKAGE))]
    gone += [dotted for dotted in _DOTTED.findall(text) if not exists(dotted)]
    for module, some in re.findall(r"^ +from discrepancy\.([\w.]+) import ([\w, ]+)$", text, re.M):
        imported = [f"{module}.{name.split(' as ')[0]}" for name in some.split(", ")]
        gone += [dotted for dotted in imported if not exists(dotted)]
    assert not gone, f"{page} cites what is not there: {gone}"


def test_the_glossary_is_in_order_and_has_each_term_once() -> None:
    terms = list(glossary())
    entries = _ENTRY.findall((HELP / "glossary.md").read_text("utf-8"))
    assert len(entries) == len(terms) > 80
    assert terms == sorted(terms, key=lambda term: term.replace(" ", "").lower()), (
        "not in order of the alphabet"
    )


def test_every_entry_says_where_its_word_lives() -> None:
    text = (HELP / "glossary.md").read_text("utf-8")
    assert not [
        term
        for term, said in _ENTRY.findall(text)
        if "`" not in said
        and not said.startswith("See ")
        and "Not a name in the code" not in " ".join(said.split())
    ]


def test_a_class_that_bears_a_word_of_the_glossary_is_what_its_entry_cites() -> None:
    cited = glossary()
    other = []
    for module, name in classes():
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
        if words in cited and f"{module}.{name}" not in cited[words]:
            other.append(f"{module}.{name}")
    assert not other, f"a word of the glossary in another meaning: {other}"


def test_no_public_name_is_a_riddle() -> None:
    found = [f"{module} (module)" for module in names() if module.split(".")[-1] in RIDDLES]
    found += [
        f"{module}.{name}"
        for module, tops in names().items()
        for name in tops
        if not name.startswith("_") and name.lower() in RIDDLES
    ]
    assert not found, f"a name that does not say what it names: {sorted(found)}"
