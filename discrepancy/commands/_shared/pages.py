"""The pages of a run as files: made, compared with what is committed, written."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from discrepancy.commands._shared.errors import CommandError
from discrepancy.findings.run import Run
from discrepancy.reporting.base import is_report
from discrepancy.reporting.page.dossier import dossier_page
from discrepancy.system.display import shown_name
from discrepancy.system.regular_files import read_regular_file

Page = tuple[Path, str]


def dossier_pages(run: Run, folder: str) -> list[Page]:
    """(path, text) of the page of each dossier, `<folder>/<dossier>.md`."""
    return [(Path(folder) / f"{view.dossier.name}.md", dossier_page(run, view)) for view in run.views]


def page_differences(made: Sequence[Page]) -> str:
    """A unified diff from the pages as they stand to the pages as they should be; empty if all are
    current.
    """
    found = []
    for path, text in made:
        name = shown_name(path.as_posix())
        try:
            data = read_regular_file(path)
            if isinstance(data, str):
                found.append(f"{name}: cannot be read: {data}\n")
                continue
            stands = data.decode("utf-8")
        except FileNotFoundError:
            found.append(f"{name}: there is no such page; discrepancy report writes it\n")
            continue
        except (OSError, UnicodeDecodeError) as error:
            found.append(f"{name}: cannot be read: {error}\n")
            continue
        lines = difflib.unified_diff(
            stands.splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"{name} (as it stands)",
            f"{name} (as it should be)",
        )
        found.extend(line if line.endswith("\n") else line + "\n" for line in lines)
    return "".join(found)


def write_pages(made: Sequence[Page], forced: Collection[str] = ()) -> list[str]:
    """Writes the pages, UTF-8 with `\\n`, and returns their paths. Raises CommandError for two dossiers of
    one name and for a page that somebody else wrote and that is not among those `forced`, before anything is
    written, and for a path that cannot be written.
    """
    from discrepancy.exchange.errors import ExchangeError
    from discrepancy.exchange.output_files import require_named, require_writable, write_output_file

    names = [path for path, _ in made]
    for path in names:
        if names.count(path) > 1:
            raise CommandError(
                f"two dossiers would write {shown_name(path.as_posix())}; "
                "give -o DIR and report them one by one"
            )
    is_page = partial(is_report, name="markdown")
    try:
        require_named(forced, [path.as_posix() for path in names])
        for path in names:
            require_writable(path.as_posix(), is_page, forced)
        for path, text in made:
            write_output_file(path.as_posix(), text.encode(), is_page, forced, make_folder=True)
    except ExchangeError as error:
        raise CommandError(str(error)) from error
    return [path.as_posix() for path in names]
