"""The source files of an import: where each goes, what stands there, and the writing of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from discrepancy.exchange.dossier import changed, file_states, source_tree
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing.options import UNWRITTEN, Dialogue, ImportOptions
from discrepancy.exchange.importing.read_again import require_readable
from discrepancy.exchange.output_files import lies_in_dossier, project_of, require_inside
from discrepancy.exchange.sheets.source_parts import ExistingFile, Sheet, SourcePart
from discrepancy.exchange.writing import yaml
from discrepancy.exchange.writing.merge import Merged, merged
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.reading.page import Page
from discrepancy.reading.yaml_nodes import Map
from discrepancy.system.atomic_write import (
    FileChanged,
    FolderBusy,
    is_free,
    is_stream,
    locked,
    read,
    require_unchanged,
    write_if_unchanged,
    write_whole,
)
from discrepancy.system.display import counted


class TargetFile(NamedTuple):
    """The file of a source in the dossier: its path as shown, its name, what stands there as a tree, and its
    bytes, which it must still have when it is written.
    """

    shown: str
    name: str
    beneath: ExistingFile | None
    data: bytes | None


# How a source file begins: its id, with comments and other fields of its head above it or none.
_SOURCE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\n|(?:version|title|siglum)[ \t]*:[^\n]*\n)*source[ \t]*:"
)
Targets = Mapping[str, TargetFile]  # by the id of the source


def targets_of(sheet: Sheet, dossier: Dossier) -> Targets:
    """The file of each source of the sheet, as it stands now. Raises ExchangeError where another file has its
    name.
    """
    try:
        names = {
            name.casefold(): name for name in sorted(entry.name for entry in Path(dossier.path).iterdir())
        }
    except OSError as error:
        raise ExchangeError(f"cannot be read: {error.strerror}", place=dossier.path) from error
    return {part.source: _target(part, dossier, names) for part in sheet.parts.values()}


def _target(part: SourcePart, dossier: Dossier, names: Mapping[str, str]) -> TargetFile:
    """The file of a part; `names` has those in the folder of the dossier by their small letters, since on
    some systems two that differ only by these are one.
    """
    source = dossier.sources.get(part.source)
    if source is None:
        folder = dossier.path.rstrip("/")
        shown = f"{folder}/{part.source}.yaml"
        if name := names.get(f"{part.source}.yaml".casefold()):
            shown = f"{folder}/{name}"
            raise ExchangeError(f"{shown} is already there and is not the source {part.source}", UNWRITTEN)
        return TargetFile(shown, f"{part.source}.yaml", None, None)
    shown = source.mark.file
    try:
        data = read(Path(shown))
    except OSError:
        raise changed(shown) from None
    return TargetFile(shown, shown.rsplit("/", 1)[-1], ExistingFile(*source_tree(dossier, shown)), data)


def errors_after_import(
    sheet: Sheet, targets: Targets, dossier: Dossier, options: ImportOptions
) -> list[Problem]:
    """The errors that the dossier would have with the sheet in it."""
    from discrepancy.reading import dossiers as reader

    files: dict[str, tuple[Page, Map]] = {}
    for part in sheet.parts.values():
        target = targets[part.source]
        files[target.name] = sheet.root(part, target.beneath, keep=options.how == "add")
    return [
        problem for problem in reader.dossier_with_files(dossier.path, files).problems if not problem.warning
    ]


def write_without_dossier(sheet: Sheet, options: ImportOptions, dialogue: Dialogue) -> str:
    """The source files as text, or, where `options` name a file or folder for them, written there, and no
    text. Raises ExchangeError.
    """
    texts = {f"{part.source}.yaml": yaml.write(sheet.root(part)[1]) for part in sheet.parts.values()}
    require_readable(texts, None)
    if not options.out:
        if len(texts) > 1 and not all(not part.items for part in sheet.parts.values()):
            raise ExchangeError(
                f"the sheet has {len(texts)} sources:", "--to DOSSIER or -o FOLDER writes a file for each"
            )
        return "---\n".join(f"# {name}\n{text}" if len(texts) > 1 else text for name, text in texts.items())
    out = Path(options.out)
    files = (
        {out / name: text for name, text in texts.items()}
        if out.is_dir() or len(texts) > 1
        else {out: next(iter(texts.values()))}
    )
    left = files if any(map(is_free, files)) else {}  # perhaps by an import that was stopped
    stands = {path: _replaceable(path, left.get(path, ""), options) for path in files}
    for path, text in files.items():
        _write_file(path, text, stands[path])
        dialogue.note(f"wrote {path.as_posix()}; its claims are checked when it stands in a dossier")
    return ""


def _replaceable(path: Path, left: str, options: ImportOptions) -> bytes | None:
    """What stands in a file that may be written over: a source file that lies in no dossier, where that was
    asked for, or the very text `left` by an import that was stopped; None where nothing stands there.
    Raises ExchangeError.
    """
    shown = path.as_posix()
    require_inside(shown)
    if is_free(path) or is_stream(path):
        return None
    try:
        stands = read(path) or b""
    except OSError as error:
        raise ExchangeError(f"cannot write {shown}: {error.strerror}") from error
    if left and stands == left.encode():
        return stands
    if options.how != "replace":
        raise ExchangeError(f"{shown} is already there; {UNWRITTEN}:", "--replace writes it anew")
    if lies_in_dossier(path):
        raise ExchangeError(
            f"{shown} lies in a dossier; {UNWRITTEN}:",
            f"--to {path.parent.as_posix()} keeps what else it says",
        )
    if not _SOURCE.match(stands):
        raise ExchangeError(f"{shown} is already there and is no source file; {UNWRITTEN}")
    return stands


def _write_file(path: Path, text: str, stands: bytes | None) -> None:
    """Writes a file in place of what stood there, and the folder that it needs. Raises ExchangeError."""
    try:
        if is_stream(path):
            write_whole(path, text.encode())
        else:
            write_if_unchanged(
                path, text.encode(), stands, within=project_of(path), make_folder=True, in_locked=False
            )
    except FileChanged:
        raise changed(path.as_posix()) from None
    except OSError as error:
        raise ExchangeError(f"cannot write {path.as_posix()}: {error.strerror}") from error


def write_into(
    sheet: Sheet,
    targets: Targets,
    dossier: Dossier,
    before: Mapping[str, str],
    options: ImportOptions,
    dialogue: Dialogue,
) -> None:
    """Writes the parts of a sheet into the dossier, whose files must be as they were `before` it was read. A
    file that is there is changed only if that was asked for. Raises ExchangeError.
    """
    texts: dict[str, str] = {}
    notes: list[str] = []
    refused: list[str] = []
    for part in sheet.parts.values():
        target = targets[part.source]
        _, root = sheet.root(part, target.beneath, keep=options.how == "add")
        if target.beneath is None:
            texts[part.source] = yaml.write(root)
            notes.append(f"wrote {target.shown}: {counted(len(part.items), 'claim')}")
            continue
        found = merged(part.source, target.beneath.page, target.beneath.root, root)
        if found.text == target.beneath.page.text:
            notes.append(f"{target.shown}: as it was, {counted(found.kept, 'claim')}")
            continue
        texts[part.source] = found.text
        change = _change(target.shown, found)
        notes.append(f"wrote {change}")
        if not options.how:
            refused.append(change)
    if refused:
        for change in refused:
            dialogue.warn(f"would change {change}")
        raise ExchangeError(
            f"{UNWRITTEN}:",
            "--replace puts the sheet's claims in place of those of its sources, --add adds them",
        )
    if texts:
        require_readable({targets[source].name: text for source, text in texts.items()}, dossier)
        _write_all([(targets[source], text) for source, text in texts.items()], Path(dossier.path), before)
    for line in notes:
        dialogue.note(line)


def _change(shown: str, found: Merged) -> str:
    """What becomes of the claims of a file, in a line."""
    return f"{shown}: {counted(found.added, 'claim')} new, {found.gone:,} gone, {found.kept:,} as before"


def _write_all(texts: Sequence[tuple[TargetFile, str]], folder: Path, before: Mapping[str, str]) -> None:
    """Writes the files, if they and all others of the dossier, with which they were checked, still are what
    was read. Raises ExchangeError.
    """
    at = folder.as_posix()
    try:
        with locked(folder):
            for target, _ in texts:
                at = target.shown
                require_unchanged(Path(target.shown), target.data)
            now = file_states(folder.as_posix())
            for name in sorted(before.keys() | now.keys()):
                at = f"{folder.as_posix()}/{name}"
                if before.get(name) != now.get(name):
                    raise changed(at)
            for target, text in texts:
                at = target.shown
                write_if_unchanged(Path(target.shown), text.encode(), target.data, within=folder)
    except FileChanged:
        raise changed(at) from None
    except FolderBusy:
        raise ExchangeError(f"{folder.as_posix()} is held by another writer", "try again") from None
    except OSError as error:
        raise ExchangeError(f"cannot write {at}: {error.strerror}") from error
