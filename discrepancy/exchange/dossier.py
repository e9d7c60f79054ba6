"""The dossier that is exported, or into which is imported: read whole, and its source files as trees."""

from __future__ import annotations

import os
from pathlib import Path

from discrepancy.exchange.errors import ExchangeError
from discrepancy.model.dossier import Dossier
from discrepancy.reading.page import Page, open_page
from discrepancy.reading.yaml_nodes import Map
from discrepancy.reading.yaml_tree import BeyondLimit, NotYaml, build_tree
from discrepancy.system.accessed_files import path_state


def readable_dossier(path: str) -> Dossier:
    """The one dossier at `path`. Raises ExchangeError, with what is wrong, where there are more or it cannot
    be read.
    """
    from discrepancy.reading import dossiers as reader

    dossiers = reader.read_dossiers([path])
    errors = [problem for dossier in dossiers for problem in dossier.problems if not problem.warning]
    if errors:
        refused = ExchangeError(f"{path} must be readable first:")
        for problem in errors:
            refused.add_note(str(problem))
        raise refused
    if len(dossiers) != 1:
        names = ", ".join(dossier.path for dossier in dossiers[:20])
        raise ExchangeError(f"{path} holds {len(dossiers)} dossiers", f"give one of them: {names}")
    return dossiers[0]


def file_states(path: str) -> dict[str, str]:
    """The state of each YAML file in the folder of a dossier, by its name. Raises OSError."""
    with os.scandir(path) as entries:
        names = [entry.name for entry in entries if entry.name.lower().endswith((".yaml", ".yml"))]
    return {name: path_state(Path(path, name)) for name in names}


def source_tree(dossier: Dossier, file: str) -> tuple[Page, Map]:
    """The page and the tree of a source file of the dossier, which could be read a moment ago. Raises
    ExchangeError where it no longer can.
    """
    page, _ = open_page(Path(file), file, Path(os.path.realpath(dossier.path)))
    try:
        root = build_tree(page, page.text, []) if page is not None else None
    except (BeyondLimit, NotYaml):
        root = None
    if page is None or not isinstance(root, Map):
        raise changed(file)
    return page, root


def changed(file: str) -> ExchangeError:
    """The error that a file is not what was read."""
    return ExchangeError(f"{file} changed while it was read", "run it again")
