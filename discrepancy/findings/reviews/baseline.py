"""`baseline`: the findings that were there when a check was adopted, so that only what is new fails. One
sorted line a finding, no dates.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from discrepancy.findings.errors import FindingsError
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.content import content, is_former, renewed_content, review_standing
from discrepancy.findings.reviews.former_names import former_ids, former_names
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.problem import Problem
from discrepancy.reading import baseline_file as reader
from discrepancy.reading.dossiers import DOSSIER, baseline_path, lines_on_dossier
from discrepancy.reading.page import decode_page
from discrepancy.system.atomic_write import FileChanged, FolderBusy, is_free, locked, write_if_unchanged
from discrepancy.system.atomic_write import read as read_bytes
from discrepancy.system.display import counted, json_text, one_line, shown_name

KINDS = ("conflict", "tension", "perspective")  # what can fail a check
HEAD = "# What was found when this check was adopted: it does not fail. Written by discrepancy baseline.\n"


class BaselineRow(NamedTuple):
    """How one finding, or one line of a baseline, stands: known, changed, new, decided or gone."""

    dossier: str
    finding: str
    rule: str
    question: str
    status: str


def baseline_status(run: Run) -> list[BaselineRow]:
    """How the findings stand to the baselines beside their dossiers, and what the baselines hold that is no
    more.
    """
    rows: list[BaselineRow] = []
    for path, views in _files(run).items():
        _, lines = _lines(_read(path), path)
        for view in views:
            rows += _rows(view, _found(view, run), *lines_on_dossier(lines, _inside(view)))
    return sorted(rows)


def status_table(rows: Sequence[BaselineRow], form: str) -> str:
    """The rows as columns, or as one JSON array."""
    if form == "json":
        return json_text([row._asdict() for row in rows])
    if not rows:
        return "nothing found, and nothing in the baseline\n"
    from tabulate import tabulate

    cells = [[one_line(cell) for cell in (row.status, *row[:-1])] for row in rows]
    return (
        tabulate(
            cells, headers=["status", *BaselineRow._fields[:-1]], tablefmt="plain", disable_numparse=True
        )
        + "\n"
    )


def _rows(
    view: View,
    findings: Sequence[Finding],
    own: Sequence[reader.BaselineLine],
    former_lines: Sequence[reader.BaselineLine],
) -> Iterator[BaselineRow]:
    names = former_names(view.dossier)
    left = {line.known.finding: line for line in (*former_lines, *own)}
    for finding in findings:
        line = next((left.pop(id_) for id_ in former_ids(finding.identified, names) if id_ in left), None)
        if finding.review is not None:
            said = "decided"
        elif line is None:
            said = "new"
        else:
            said = "changed" if review_standing(line.known.content, finding, names) == "stale" else "known"
        if line is not None or finding.review is None:
            yield BaselineRow(view.dossier.name, finding.id, finding.rule, str(finding.question), said)
    for line in (line for line in own if line.known.finding in left):
        yield BaselineRow(view.dossier.name, line.known.finding, *_rest(line), "gone")


def _rest(line: reader.BaselineLine) -> tuple[str, str]:
    """The rule and the question that a line names for a reader."""
    rule, _, question = line.text.split(line.known.content, 1)[1].strip().partition(" ")
    return rule, question


def write_baseline(run: Run, what: str) -> list[str]:
    """Creates, updates, prunes or renews the baselines beside the dossiers of a run and gives what was done,
    a line each. Raises FindingsError.
    """
    done = []
    for view in run.views:
        if (name := view.dossier.name) != one_line(name) or name.startswith("#"):
            raise FindingsError(
                f'a line of a baseline cannot hold the name of the folder "{shown_name(name)}": rename it'
            )
    for path, views in _files(run).items():
        shown = _shown(path)
        if what == "create" and not is_free(path):
            raise FindingsError(f"{shown} is there already: discrepancy baseline update adds to it")
        try:
            with locked(path.parent):
                before = read_bytes(path)
                if before is None and what in ("prune", "renew"):
                    continue
                text, count = _text(run, views, what, before, path)
                if text.encode() != before:
                    write_if_unchanged(path, text.encode(), before, within=path.parent)
        except (FileChanged, FolderBusy):
            raise FindingsError(f"{shown} is being written by someone else; try again") from None
        except OSError as error:
            raise FindingsError(
                f"cannot write {shown}: {error.strerror or error}; nothing is known to be saved"
            ) from error
        done.append(f"{shown}: {counted(count, 'finding')} known")
    return done


def _text(run: Run, views: Sequence[View], what: str, before: bytes | None, path: Path) -> tuple[str, int]:
    comments, lines = _lines(before, path)
    mine = {view.dossier.name: view for view in views}
    kept = [
        line.text
        for line in lines
        if line.dossier not in mine and (what != "prune" or (path.parent / line.dossier / DOSSIER).exists())
    ]
    for view in mine.values():
        own, renamed = lines_on_dossier(lines, _inside(view))
        if what == "prune":
            kept += _pruned(view, _found(view, run), [*renamed, *own])
        elif what == "renew":
            kept += _renewed(view, _found(view, run), own)
        else:
            kept += _updated(view, _found(view, run), own)
    found = sorted(set(kept))
    return (comments or HEAD) + "".join(f"{line}\n" for line in found), len(found)


def _updated(view: View, findings: Sequence[Finding], lines: Sequence[reader.BaselineLine]) -> Iterator[str]:
    """A line for each finding that nobody has decided, and the lines of findings that are gone: those are for
    prune.
    """
    names = former_names(view.dossier)
    left = {line.known.finding: line for line in lines}
    for finding in findings:
        for id_ in former_ids(finding.identified, names):
            left.pop(id_, None)
        if finding.review is None:
            yield one_line(
                f"{view.dossier.name} {finding.id} {content(finding)} {finding.rule} {finding.question}"
            )
    yield from (line.text for line in left.values())


def _renewed(view: View, findings: Sequence[Finding], lines: Sequence[reader.BaselineLine]) -> Iterator[str]:
    """The lines, those of a former format in that of today where they hold."""
    names = former_names(view.dossier)
    by_id = {id_: finding for finding in findings for id_ in former_ids(finding.identified, names)}
    for line in lines:
        finding, known = by_id.get(line.known.finding), line.known.content
        if finding and is_former(known) and review_standing(known, finding, names) != "stale":
            yield line.text.replace(known, renewed_content(known, finding, names), 1)
        else:
            yield line.text


def _pruned(view: View, findings: Sequence[Finding], lines: Sequence[reader.BaselineLine]) -> Iterator[str]:
    """The lines whose findings are still there and not decided, as they are."""
    names = former_names(view.dossier)
    wanted = {
        id_ for finding in findings if finding.review is None for id_ in former_ids(finding.identified, names)
    }
    yield from {line.known.finding: line.text for line in lines if line.known.finding in wanted}.values()


def _found(view: View, run: Run) -> list[Finding]:
    return [
        finding for finding in run.findings if finding.dossier == view.dossier.path and finding.kind in KINDS
    ]


def _files(run: Run) -> dict[Path, list[View]]:
    """The baselines of the dossiers of a run, in order; dossiers that lie side by side share one."""
    found: dict[Path, list[View]] = {}
    for view in run.views:
        path, _ = baseline_path(_inside(view), view.dossier.path)
        found.setdefault(path, []).append(view)
    return found


def _inside(view: View) -> Path:
    """Where a dossier lies, whichever way it was named."""
    return Path(os.path.realpath(view.dossier.path))


def _read(path: Path) -> bytes | None:
    try:
        return read_bytes(path)
    except OSError as error:
        raise FindingsError(f"cannot read {_shown(path)}: {error.strerror}") from error


def _lines(data: bytes | None, path: Path) -> tuple[str, tuple[reader.BaselineLine, ...]]:
    """The comments of a baseline, which stay, and its lines."""
    problems: list[Problem] = []
    page, trouble = decode_page(data, _shown(path)) if data else (None, [])
    lines = reader.read_baseline(page, problems) if page else ()
    if wrong := [one for one in (*problems, *trouble) if one.code != "E032"]:
        raise FindingsError(str(wrong[0]))
    comments = [line for line in (page.text.split("\n") if page else ()) if line.strip().startswith("#")]
    return "".join(f"{line}\n" for line in comments), lines


def _shown(path: Path) -> str:
    """The path from where the command runs, if it lies below."""
    here = Path(os.path.realpath("."))
    return shown_name((path.relative_to(here) if path.is_relative_to(here) else path).as_posix())
