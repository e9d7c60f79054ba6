"""What is about to be written, read as `check` will read it, so that nothing is written that is refused."""

from __future__ import annotations

from collections.abc import Mapping

from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing.options import UNWRITTEN
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.reading import dossiers
from discrepancy.reading.page import Page, decode_page
from discrepancy.reading.yaml_errors import readable_tree
from discrepancy.reading.yaml_nodes import Node
from discrepancy.system.display import printable
from discrepancy.system.regular_files import LARGEST_FILE, MEGABYTE

_MOST_SHOWN = 5


def require_readable(texts: Mapping[str, str], dossier: Dossier | None) -> None:
    """Raises ExchangeError where one of the texts, by the names of their files, would be refused: in the
    dossier as it stands, or as a source file of any dossier.
    """
    problems: list[Problem] = []
    files: dict[str, tuple[Page, Node]] = {}
    for name, text in texts.items():
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            half = f"half of a character, U+{ord(text[error.start]):04X}"
            raise ExchangeError(f"{name} would hold {half}", UNWRITTEN) from None
        if len(data) > LARGEST_FILE:
            size = f"more than {LARGEST_FILE // MEGABYTE} MB, which no file of a dossier may have"
            raise ExchangeError(f"{name} would have {size}", UNWRITTEN)
        page, trouble = decode_page(data, name)
        problems.extend(trouble)
        root = readable_tree(page, problems) if page is not None else None
        if page is not None and root is not None:
            files[name] = page, root
    if not any(not problem.warning for problem in problems):
        problems.extend(
            dossiers.dossier_with_files(dossier.path, files).problems
            if dossier is not None
            else dossiers.problems_of_sources(files)
        )
    if errors := [problem for problem in problems if not problem.warning]:
        shown = "".join(f"\n{printable(str(problem))}" for problem in errors[:_MOST_SHOWN])
        raise ExchangeError(f"what would be written could not be read again; {UNWRITTEN}:{shown}")
