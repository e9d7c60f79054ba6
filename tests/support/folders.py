"""Dossiers written into folders, as a person writes them, and what is read and found in them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from discrepancy.findings.analysis import engine
from discrepancy.findings.run import Run
from discrepancy.model.dossier import Dossier
from discrepancy.reading import dossiers as reader


def placed(claims: str) -> str:
    """The entries of a claims list, each with a place at its end, so that cases need not say one."""
    entries = ("- " + entry for entry in textwrap.dedent(claims).strip().removeprefix("- ").split("\n- "))
    return "".join(
        textwrap.indent(f"{entry}\n  at: p. {number}\n", "  ") for number, entry in enumerate(entries)
    )


def write_dossier(folder: Path, dossier: str, sources: Mapping[str, str | tuple[str, str]]) -> None:
    """Writes `dossier` as dossier.yaml and each source beside it: its claims, or what stands in its head and
    its claims. Every claim gets a place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("dossier.yaml").write_text(dossier, encoding="utf-8")
    for name, given in sources.items():
        head, claims = given if isinstance(given, tuple) else ("", given)
        text = f"source: {name}\ntitle: Book {name}\n{head}{chr(10) if head else ''}claims:\n{placed(claims)}"
        folder.joinpath(f"{name}.yaml").write_text(text, encoding="utf-8")


def read_dossier(folder: Path) -> Dossier:
    """The one dossier in `folder`, which must be free of problems."""
    (dossier,) = reader.read_dossiers([str(folder)])
    assert not dossier.problems, "\n".join(map(str, dossier.problems))
    return dossier


def findings_in(folder: Path, new_changes: bool = False) -> Run:
    """What is found in the dossier in `folder`, which must be free of problems."""
    run = engine.run_rules(reader.read_dossiers([str(folder)]), new_changes=new_changes)
    assert not run.problems, "\n".join(map(str, run.problems))
    return run
