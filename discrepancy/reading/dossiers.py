"""Reads dossiers: folders in, typed dossiers with their problems out.

A folder without a dossier, and a file that looks like one of a dossier and is not read, are problems too.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize

from discrepancy.model.claim import Claim
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.model.registry import Registry
from discrepancy.model.review import BaselineEntry, Review
from discrepancy.model.source import Source
from discrepancy.reading.attribution import AttributionReader
from discrepancy.reading.baseline_file import BASELINE_NAME, BaselineLine, read_baseline, renamed_line
from discrepancy.reading.dossier_file import Declarations, read_dossier_file
from discrepancy.reading.old_style import with_unspecified_calendars
from discrepancy.reading.page import Page, open_page
from discrepancy.reading.questions import QuestionReader
from discrepancy.reading.review_file import read_review
from discrepancy.reading.source_file import (
    ReadingContext,
    claimless_sources,
    claims_of_tree,
    read_source_file,
)
from discrepancy.reading.tree_cache import TreeCache
from discrepancy.reading.yaml_nodes import Node
from discrepancy.system.accessed_files import note_folder, note_missing, note_path
from discrepancy.values.base import Basis

DOSSIER = "dossier.yaml"
REVIEWS = "reviews"
_REMEDY = "give a folder that holds a dossier.yaml, or a folder of such folders"


def read_dossiers(
    paths: Sequence[str], copies: Mapping[str, Path] = MappingProxyType({}), trees: TreeCache | None = None
) -> tuple[Dossier, ...]:
    """The dossiers at `paths`, each a folder of dossiers or one dossier, in the order given and each once.
    `copies` says for a path in which folder it is to be read instead; places are shown as if it were read
    where it stands. A file whose tree is in `trees` is not parsed again.
    """
    found: dict[str, Dossier] = {}
    warnings: dict[Problem, None] = {}
    with _without_collector():
        for path in paths:
            for folder, shown, trouble in _folders(path, copies.get(path)):
                if trouble and trouble.warning:
                    warnings[trouble] = None
                    continue
                real = shown if trouble else os.path.realpath(folder)
                if real not in found:
                    found[real] = (
                        _nothing(shown, trouble) if trouble else _dossier(folder, shown, trees=trees)
                    )
    every = list(found.values())
    if told := [
        one for one in warnings if not any(dossier.path.startswith(f"{one.mark.file}/") for dossier in every)
    ]:
        every[0] = replace(every[0], problems=(*told, *every[0].problems))
    return tuple(every)


@contextmanager
def _without_collector() -> Iterator[None]:
    # Nothing built here is cyclic, and looking for cycles in it takes as long as reading does.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _nothing(shown: str, trouble: Problem) -> Dossier:
    return Dossier(path=shown, name="", title="", vocabulary=core_vocabulary(), problems=(trouble,))


def _folders(path: str, copy: Path | None = None) -> Iterator[tuple[Path, str, Problem | None]]:
    """The folders of dossiers at `path`, or in its `copy`, with how they are shown, or a problem in place of
    them.
    """
    folder, shown = copy or Path(path), path.replace(os.sep, "/").rstrip("/") or ("/" if path else ".")
    top = Mark(shown, 1, 1)
    try:
        note_path(folder)
        if not folder.is_dir():
            what = "this is a file, not a folder" if folder.exists() else "there is no such folder"
            yield folder, shown, problem("E001", top, what, path, _REMEDY)
            return
        names = [entry.name for entry in _listed(folder)]
    except (OSError, ValueError) as error:
        yield (
            folder,
            shown,
            problem("E002", top, f"cannot be read ({getattr(error, 'strerror', None) or error})", path),
        )
        return
    if DOSSIER in names:
        yield folder, shown, None
        return
    yield from _folders_in(folder, shown, names)


def _folders_in(folder: Path, shown: str, names: Sequence[str]) -> Iterator[tuple[Path, str, Problem | None]]:
    base = Path(os.path.realpath(folder))
    found = False
    for name in names:
        inner, inner_shown = folder / name, _joined(shown, name)
        if inner.is_dir() and not name.startswith("."):
            note_path(inner)
        note_path(inner / DOSSIER)
        if not os.path.lexists(inner / DOSSIER):
            note_missing(inner / DOSSIER)
            if trouble := _locked(inner, inner_shown):
                found = True
                yield inner, inner_shown, trouble
            elif deeper := _deeper(inner):
                message, expect = (
                    "a dossier this deep is not looked for",
                    f"give {inner_shown} too, or move it up",
                )
                yield (
                    inner,
                    inner_shown,
                    replace(problem("E001", Mark(inner_shown, 1, 1), message, deeper, expect), warning=True),
                )
            continue
        found = True
        outside = inner.is_symlink() and not Path(os.path.realpath(inner)).is_relative_to(base)
        message = "a link that leads out of the folder of dossiers"
        yield inner, inner_shown, problem("E002", Mark(inner_shown, 1, 1), message) if outside else None
    if not found:
        yield folder, shown, problem("E001", Mark(shown, 1, 1), "no dossier here", shown, _REMEDY)


def _deeper(folder: Path) -> str:
    """The first dossier in a folder that is none; nothing if there is none, or the folder is not
    looked into.
    """
    if folder.name.startswith(".") or not folder.is_dir():
        return ""
    for name in (entry.name for entry in _listed(folder) if entry.is_dir(follow_symlinks=False)):
        note_path(folder / name / DOSSIER)
        if os.path.lexists(folder / name / DOSSIER):
            return name
        note_missing(folder / name / DOSSIER)
    return ""


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    """What a folder holds, by name. Raises OSError."""
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    note_folder(folder, entries)
    return entries


def _locked(folder: Path, shown: str) -> Problem | None:
    """Why it cannot be said whether `folder` is a dossier."""
    try:
        if folder.is_dir() and not folder.name.startswith("."):
            os.scandir(folder).close()
    except OSError as error:
        return problem("E002", Mark(shown, 1, 1), f"the folder cannot be read ({error.strerror})")
    return None


def _joined(shown: str, name: str) -> str:
    return name if shown == "." else f"{shown.rstrip('/')}/{name}"


def dossier_with_files(path: str, files: Mapping[str, tuple[Page, Node]]) -> Dossier:
    """The dossier at `path` as it would be if it held `files`, each a page and its tree by the name of the
    file, in place of its own or beside them.
    """
    return _dossier(Path(path), path.replace(os.sep, "/").rstrip("/") or ".", files)


def problems_of_sources(files: Mapping[str, tuple[Page, Node]]) -> list[Problem]:
    """What is wrong with source files that lie in no dossier, each a page and its tree by the name of the
    file; whatever a dossier declares, they may speak of.
    """
    problems: list[Problem] = []
    questions = QuestionReader(Declarations(lost=frozenset({"*"})))
    attributions = AttributionReader(questions)
    reading = ReadingContext(questions, attributions, _basis(questions), {}, {})
    for name in sorted(files):
        claims_of_tree(*files[name], problems, reading)
    attributions.finish(reading.sources)
    return problems


def _dossier(
    folder: Path,
    shown: str,
    files: Mapping[str, tuple[Page, Node]] = MappingProxyType({}),
    trees: TreeCache | None = None,
) -> Dossier:
    problems: list[Problem] = []
    inside = Path(os.path.realpath(folder))
    page, trouble = open_page(folder / DOSSIER, _joined(shown, DOSSIER), inside)
    problems.extend(trouble)
    declared = read_dossier_file(page, problems, trees) if page else Declarations(lost=frozenset({"*"}))
    questions = QuestionReader(declared)
    attributions = AttributionReader(questions)
    reading = ReadingContext(questions, attributions, _basis(questions), {}, {}, trees=trees)
    found: list[Claim] = []
    for name in sorted({*_files(folder, shown, problems), *files}):
        if name in files:
            found.extend(claims_of_tree(*files[name], problems, reading))
            continue
        page, trouble = open_page(folder / name, _joined(shown, name), inside)
        problems.extend(trouble)
        if page is not None:
            found.extend(read_source_file(page, problems, reading))
    attributions.finish(reading.sources)
    claims = with_unspecified_calendars(found, reading)
    problems.extend(claimless_sources(reading, found, problems))
    reviews = _reviews(folder, shown, inside, problems, reading.sources)
    baseline = _baseline(inside, shown, problems)
    return Dossier(
        path=shown,
        name=inside.name,
        title=declared.title,
        vocabulary=declared.vocabulary,
        summary=declared.summary,
        entities=declared.entities,
        voices=declared.voices,
        bases=MappingProxyType(reading.bases),
        sources=MappingProxyType(reading.sources),
        claims=tuple(claims),
        laws=declared.laws,
        topics=declared.topics,
        problems=tuple(sorted(problems, key=lambda one: (one.mark, one.code, one.message, one.words))),
        reviews=reviews,
        baseline=baseline,
    )


def _basis(questions: QuestionReader) -> Basis:
    declared = questions.declared
    registry = Registry(declared.entities, declared.vocabulary.terms, declared.vocabulary.titles)
    return Basis(
        conventions=declared.conventions,
        entity=registry.entity,
        term=registry.term,
        anchor=questions.anchor,
        titles=declared.vocabulary.titles,
    )


def _reviews(
    folder: Path, shown: str, inside: Path, problems: list[Problem], sources: Mapping[str, Source]
) -> tuple[Review, ...]:
    """What was decided of the findings of a dossier, by the names of the files."""
    reviews, where = folder / REVIEWS, _joined(shown, REVIEWS)
    note_path(reviews)
    if not os.path.lexists(reviews):
        note_missing(reviews)
        return ()
    if not reviews.is_dir():
        problems.append(
            problem(
                "E002",
                Mark(where, 1, 1),
                "this is not a folder",
                expect="reviews/ holds one file for each decided finding",
            )
        )
        return ()
    if not Path(os.path.realpath(reviews)).is_relative_to(inside):
        problems.append(problem("E002", Mark(where, 1, 1), "a link that leads out of the dossier's folder"))
        return ()
    found = []
    for name in _files(reviews, where, problems):
        page, trouble = open_page(reviews / name, _joined(where, name), inside)
        problems.extend(trouble)
        if page is not None and (one := read_review(page, problems, sources)) is not None:
            found.append(one)
    return tuple(found)


def baseline_path(inside: Path, shown: str) -> tuple[Path, str]:
    """Where the baseline of the dossier at the real path `inside` lies, beside its folder, and how that is
    shown.
    """
    above = "" if shown.strip("/").count("/") == 0 else shown.rsplit("/", 1)[0]
    outside = shown in (".", "..") or shown.endswith(("/.", "/.."))
    name = (
        f"{shown}/../{BASELINE_NAME}"
        if outside
        else _joined(above or ("/" if shown.startswith("/") else "."), BASELINE_NAME)
    )
    return inside.parent / BASELINE_NAME, name


def _baseline(inside: Path, shown: str, problems: list[Problem]) -> tuple[BaselineEntry, ...] | None:
    """What the baseline beside a dossier knows of it, or None if there is no baseline."""
    path, where = baseline_path(inside, shown)
    note_path(path)
    if not os.path.lexists(path):
        note_missing(path)
        return None
    page, trouble = open_page(path, where, inside.parent)
    problems.extend(one for one in trouble if one.code != "E032")  # it is empty once everything is decided
    own, former = lines_on_dossier(read_baseline(page, problems), inside) if page else ([], [])
    return tuple(line.known for line in (*former, *own))


def lines_on_dossier(
    lines: Sequence[BaselineLine], inside: Path
) -> tuple[list[BaselineLine], list[BaselineLine]]:
    """The lines of a baseline that are on the dossier at the real path `inside`; and those, under its name,
    on dossiers that are no more, since it may be one of them with its folder renamed.
    """
    # The same name may be written in two normal forms, by a person or by the system that keeps the folder.
    name = normalize("NFC", inside.name)
    own = [line for line in lines if normalize("NFC", line.dossier) == name]
    others = {line.dossier for line in lines} - {line.dossier for line in own}
    left = [inside.parent / other / DOSSIER for other in sorted(others)]
    gone = set()
    for path in left:
        note_path(path)
        if not os.path.lexists(path):
            note_missing(path)
            gone.add(path.parent.name)
    return own, [renamed_line(line, inside.name) for line in lines if line.dossier in gone]


def _files(folder: Path, shown: str, problems: list[Problem]) -> list[str]:
    """The names of the files of a folder that are read; a file that looks like one and would be passed over
    is reported.
    """
    found = []
    try:
        entries = _listed(folder)
    except OSError as error:
        note_path(folder)
        problems.append(problem("E002", Mark(shown, 1, 1), f"the folder cannot be read ({error.strerror})"))
        return []
    for entry in entries:
        if _is_folder(entry) and entry.name != REVIEWS and not entry.name.startswith("."):
            problems.extend(_passed_over(folder / entry.name, _joined(shown, entry.name)))
    for name in (entry.name for entry in entries):
        if name == DOSSIER or name.startswith("."):
            continue
        if name.endswith(".yaml"):
            found.append(name)
        elif name.lower().endswith((".yaml", ".yml")):
            problems.append(
                problem(
                    "E002",
                    Mark(_joined(shown, name), 1, 1),
                    "the file is not read under this name",
                    name,
                    "end it in .yaml",
                )
            )
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:  # a link in a loop
        return False


def _passed_over(folder: Path, shown: str) -> Iterator[Problem]:
    """A warning of a folder in a dossier, or in its reviews, that holds files as those that are read."""
    try:
        names = [entry.name for entry in _listed(folder)]
    except OSError:
        note_path(folder)
        return
    if lost := [
        name for name in names if name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")
    ]:
        expect = "move them up if they are claims or reviews, else begin the name of the folder with a dot"
        yield replace(
            problem("E002", Mark(shown, 1, 1), "the files in this folder are not read", lost[0], expect),
            warning=True,
        )
