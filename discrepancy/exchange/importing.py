"""`import`: a sheet or a bibliography into source files. Everything is checked before anything is written,
and nothing is overwritten unsaid.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn

from discrepancy.exchange.sheets import columns as _columns
from discrepancy.exchange.sheets.columns import Columns
from discrepancy.exchange.sheets.sheet import Beneath, Names, Part, Sheet
from discrepancy.exchange.sheets.table import Table
from discrepancy.exchange.writing import yaml
from discrepancy.exchange.writing.merge import Merged, merged
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.reading.page import Page, open_page
from discrepancy.reading.yaml_tree import BeyondLimit, Map, NotYaml, build
from discrepancy.system.atomic_write import write_whole
from discrepancy.system.display import counted, printable
from discrepancy.system.regular_files import LARGEST_FILE
from discrepancy.values.errors import did_you_mean

TABLES = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
BIBLIOGRAPHIES = {".bib": "biblatex", ".bibtex": "biblatex", ".json": "csl", ".ris": "ris"}
MAPPINGS = ".import"  # the folder of a dossier in which mappings are kept, by the name of the sheet
UNWRITTEN = "no source file was written"
SHOWN = 200  # problems that are printed


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    to: str = ""
    mapping: str = ""
    maps: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    sheet: str = ""
    source: str = ""
    encoding: str = ""
    out: str = ""
    how: str = ""  # add or replace


class Talk(NamedTuple):
    """How to speak with the person: results, notes, problems, one that ends the run, and a question (None
    where nobody can answer).
    """

    say: Callable[[str], None]
    note: Callable[[str], None]
    tell: Callable[[str], None]
    stop: Callable[[str], None]
    ask: Callable[[str], str] | None = None

    def end(self, message: str) -> NoReturn:
        """Ends the run with a message."""
        self.stop(message)
        raise SystemExit(2)

    def problems(self, found: list[Problem], after: str) -> None:
        """Prints what was found, and ends the run if there is an error among it."""
        for problem in found[:SHOWN]:
            self.tell(printable(str(problem)))
        if len(found) > SHOWN:
            self.tell(f"and {len(found) - SHOWN:,} more")
        if errors := sum(not problem.warning for problem in found):
            self.end(f"{counted(errors, 'error')}; {after}")


class Target(NamedTuple):
    """The file of a source in the dossier: its path as shown, its name, and what stands there."""

    shown: str
    name: str
    beneath: Beneath | None


def run(path: str, options: Options, talk: Talk) -> None:
    """Imports the file at `path`."""
    ending = Path(path).suffix.lower()
    if ending not in (*TABLES, *WORKBOOKS, *BIBLIOGRAPHIES):
        kinds = ", ".join((*TABLES, *WORKBOOKS, *BIBLIOGRAPHIES))
        talk.end(
            f"{path}: a file to import ends in one of {kinds}"
            + ("; save it as .xlsx" if ending == ".xls" else "")
        )
    dossier = _dossier(options.to, talk) if options.to else None
    data = _data(path, talk)
    if ending in BIBLIOGRAPHIES:
        sheet = _bibliography(path, data, BIBLIOGRAPHIES[ending], options, dossier, talk)
    else:
        sheet = _sheet(path, data, ending, options, dossier, talk)
    if not sheet.parts:
        talk.end(f"{path}: nothing in it to import")
    if dossier is None:
        _print(sheet, options, talk)
    else:
        _into(sheet, dossier, options, talk)


def _data(path: str, talk: Talk) -> bytes:
    try:
        if not Path(path).is_file():
            talk.end(f"{path}: not a file" if Path(path).exists() else f"{path}: no such file")
        if Path(path).stat().st_size > LARGEST_FILE:
            talk.end(f"{path}: larger than 64 MB")
        return Path(path).read_bytes()
    except OSError as error:
        talk.end(f"{path}: cannot be read: {error.strerror}")


def _dossier(path: str, talk: Talk) -> Dossier:
    from discrepancy.exchange.exporting import one_dossier

    if not Path(path, "dossier.yaml").is_file():
        talk.end(f"{path} is no dossier (a folder with a dossier.yaml); discrepancy init {path} begins one")
    return one_dossier(path, talk.stop)


# Sheets


def _sheet(
    path: str, data: bytes, ending: str, options: Options, dossier: Dossier | None, talk: Talk
) -> Sheet:
    from discrepancy.exchange.sheets import delimited, sheet, workbook

    problems: list[Problem] = []
    shown = path.replace(os.sep, "/")
    is_workbook = ending in WORKBOOKS
    choice = options.sheet if is_workbook else options.encoding
    table = (workbook if is_workbook else delimited).read(data, shown, choice, problems)
    talk.problems(problems, UNWRITTEN)
    assert table is not None  # or else it was reported
    for said in table.notes:
        talk.note(said)
    kept = Path(options.to, MAPPINGS, f"{Path(path).stem}.yaml") if options.to else None
    columns = _columns_of(table, options, kept, talk)
    found = sheet.read(table, columns, _names(dossier), problems)
    if kept is not None and found.parts and (columns.columns or columns.constants):
        _keep(kept, columns, talk)  # whatever is wrong in the rows, nobody wants to be asked again
    errors = [problem for problem in problems if not problem.warning]
    if dossier is not None and found.parts:
        errors += [one for one in _checked(found, dossier, options, talk) if one not in errors]
    talk.problems(
        sorted(
            {*errors, *(one for one in problems if one.warning)},
            key=lambda one: (one.mark, one.code, str(one)),
        ),
        UNWRITTEN,
    )
    return found


def _checked(sheet: Sheet, dossier: Dossier, options: Options, talk: Talk) -> list[Problem]:
    """What is wrong with the dossier as it would be."""
    from discrepancy.reading import dossiers as reader

    files: dict[str, tuple[Page, Map]] = {}
    for part in sheet.parts.values():
        target = _target(part, dossier, talk)
        files[target.name] = sheet.root(part, target.beneath, keep=options.how == "add")
    return [problem for problem in reader.proposed(dossier.path, files).problems if not problem.warning]


def _names(dossier: Dossier | None) -> Names:
    """What a sheet may call the sources and entities of the dossier; a name that two of them have means
    neither.
    """
    if dossier is None:
        return Names()
    sources = {source.id: (source.id, source.siglum, source.title) for source in dossier.sources.values()}
    entities = {
        entity.id: (entity.id, entity.name, *entity.aliases, *entity.was)
        for entity in dossier.entities.values()
    }
    return Names(
        _by_name(sources), _by_name(entities), frozenset(source.siglum for source in dossier.sources.values())
    )


def _by_name(named: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    owners: dict[str, set[str]] = {}
    for key, names in named.items():
        for name in {*names, *(name.casefold() for name in names)}:
            owners.setdefault(name, set()).add(key)
    return {name: min(keys) for name, keys in owners.items() if len(keys) == 1} | {key: key for key in named}


def _columns_of(table: Table, options: Options, kept: Path | None, talk: Talk) -> Columns:
    """What the columns hold: as kept, as given, and as asked for where somebody is there to answer."""
    columns = Columns()
    problems: list[Problem] = []
    chosen = Path(options.mapping) if options.mapping else kept
    if chosen is not None and (options.mapping or chosen.is_file()):
        try:
            columns = _columns.mapping(chosen.read_text("utf-8"), chosen.as_posix(), problems)
        except (OSError, UnicodeDecodeError) as error:
            talk.end(
                f"{chosen.as_posix()}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}"
            )
        talk.note(f"columns as in {chosen.as_posix()}")
    talk.problems(problems, UNWRITTEN)
    columns = columns.with_(
        _pairs(options.maps, "--map COLUMN=FIELD", True, talk),
        _pairs(options.sets, "--set FIELD=TEXT", False, talk),
    )
    if options.source:
        columns = columns.with_({}, {"source": options.source})
    header, _ = _columns.head_and_rows(table)
    headings = {cell.strip() for cell in header.cells} if header else set()
    for name in options.maps:
        heading = name.rpartition("=")[0].strip()
        if heading not in headings and heading != _columns.OTHERS:
            close = did_you_mean(heading, headings) or f"there are: {', '.join(sorted(headings))}"
            talk.end(f'--map: no column is called "{heading}", {close}')
    return columns.with_(_asked(table, columns, talk), {}) if talk.ask is not None else columns


def _pairs(given: tuple[str, ...], form: str, is_map: bool, talk: Talk) -> dict[str, str]:
    found = {}
    for pair in given:
        # A heading may hold an equals sign, and so may a property's scope; a field begins with none.
        name, equals, said = pair.partition("=") if not is_map else _split(pair)
        field = said if is_map else name
        if not equals or not _columns.is_field(field.strip()):
            talk.end(f'{form}: "{pair}": {_columns.expected(field.strip())}')
        found[name.strip()] = said.strip()
    return found


def _split(pair: str) -> tuple[str, str, str]:
    places = [
        place
        for place, letter in enumerate(pair)
        if letter == "=" and _columns.is_field(pair[place + 1 :].strip())
    ]
    return (pair[: places[0]], "=", pair[places[0] + 1 :]) if places else pair.rpartition("=")


def _asked(table: Table, columns: Columns, talk: Talk) -> dict[str, str]:
    """What somebody says of the columns that name no field themselves."""
    assert talk.ask is not None
    found: dict[str, str] = {}
    header, rows = _columns.head_and_rows(table)
    for name in _columns.unmapped(table, columns):
        place = [cell.strip() for cell in header.cells].index(name) if header else 0
        example = next(
            (row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()), ""
        )
        while True:
            said = talk.ask(
                f'What does the column "{name}" hold, such as "{example[:40]}"? (- leaves it out)'
            ).strip()
            if _columns.is_field(said):
                break
            talk.tell(_columns.expected(said))
        found[name] = said
    return found


def _keep(path: Path, columns: Columns, talk: Talk) -> None:
    """Keeps the mapping for the next sheet of this name."""
    lines = [
        "# How the columns of the sheet of this name are read; discrepancy import reads and writes it.",
        "version: 1",
    ]
    for name, pairs in (("columns", columns.columns), ("constants", columns.constants)):
        lines += (
            [f"{name}:", *(f"  {_quoted(key)}: {_quoted(value)}" for key, value in pairs.items())]
            if pairs
            else []
        )
    text = "\n".join(lines) + "\n"
    if path.is_file() and path.read_text("utf-8") == text:
        return
    _write(path, text, talk, within=path.parents[1])
    talk.note(f"wrote {path.as_posix()}: how the columns are read, for the next time")


def _quoted(text: str) -> str:
    from discrepancy.values.inline import quoted

    return quoted(text)


# Bibliographies


def _bibliography(
    path: str, data: bytes, kind: str, options: Options, dossier: Dossier | None, talk: Talk
) -> Sheet:
    from discrepancy.exchange.bibliographies import biblatex, csl, ris
    from discrepancy.exchange.bibliographies import works as _works

    problems: list[Problem] = []
    shown = path.replace(os.sep, "/")
    text = _works.decoded(data, shown, problems)
    works = {"biblatex": biblatex, "csl": csl, "ris": ris}[kind].read(text, shown, problems) if text else []
    if options.source:
        keys = [work.key for work in works]
        works = [work for work in works if work.key == options.source]
        if not works and keys:
            talk.end(
                f'{shown}: no entry "{options.source}", {did_you_mean(options.source, keys) or "there are: " + ", ".join(keys[:20])}'
            )
    there = dossier.sources if dossier is not None else {}
    sheet, already = _works.sheet(works, shown, there, problems)
    talk.problems(problems, UNWRITTEN)
    for key, source in already:
        talk.note(f"{key} is already there as {source}; left as it is")
    if already and not sheet.parts:
        raise SystemExit(0)
    if dossier is not None:
        talk.problems(_checked(sheet, dossier, options, talk), UNWRITTEN)
    return sheet


# Writing


def _print(sheet: Sheet, options: Options, talk: Talk) -> None:
    """Writes the source files to standard output, to one file, or into a folder."""
    texts = {f"{part.source}.yaml": yaml.write(sheet.root(part)[1]) for part in sheet.parts.values()}
    if not options.out:
        if len(texts) > 1 and not all(not part.items for part in sheet.parts.values()):
            talk.end(f"the sheet has {len(texts)} sources: --to DOSSIER or -o FOLDER writes a file for each")
        talk.say(
            "---\n".join(f"# {name}\n{text}" if len(texts) > 1 else text for name, text in texts.items())
        )
        return
    out = Path(options.out)
    targets = (
        {out / name: text for name, text in texts.items()}
        if out.is_dir() or len(texts) > 1
        else {out: next(iter(texts.values()))}
    )
    for path in targets:
        if os.path.lexists(path) and options.how != "replace":
            talk.end(f"{path.as_posix()} is already there; {UNWRITTEN}: --replace writes it anew")
    for path, text in targets.items():
        _write(path, text, talk)
        talk.note(f"wrote {path.as_posix()}; its claims are checked when it stands in a dossier")


def _target(part: Part, dossier: Dossier, talk: Talk) -> Target:
    source = dossier.sources.get(part.source)
    shown = source.mark.file if source is not None else f"{dossier.path.rstrip('/')}/{part.source}.yaml"
    name = shown.rsplit("/", 1)[-1]
    if source is None:
        if os.path.lexists(shown):
            talk.end(f"{shown} is already there and is not the source {part.source}; {UNWRITTEN}")
        return Target(shown, name, None)
    page, _ = open_page(Path(shown), shown, Path(os.path.realpath(dossier.path)))
    try:
        root = build(page, page.text, []) if page is not None else None
    except (BeyondLimit, NotYaml):
        root = None
    if page is None or not isinstance(root, Map):
        talk.end(f"{shown} changed while it was read; run it again")
    return Target(shown, name, Beneath(page, root))


def _into(sheet: Sheet, dossier: Dossier, options: Options, talk: Talk) -> None:
    """Writes the parts into the dossier. A file that is there is only changed if that was asked for."""
    texts: dict[str, str] = {}
    notes: list[str] = []
    refused: list[str] = []
    for part in sheet.parts.values():
        target = _target(part, dossier, talk)
        _, root = sheet.root(part, target.beneath, keep=options.how == "add")
        if target.beneath is None:
            texts[target.shown] = yaml.write(root)
            notes.append(f"wrote {target.shown}: {counted(len(part.items), 'claim')}")
            continue
        found = merged(part.source, target.beneath.page, target.beneath.root, root)
        if found.text == target.beneath.page.text:
            notes.append(f"{target.shown}: as it was, {counted(found.kept, 'claim')}")
            continue
        texts[target.shown] = found.text
        said = _said(target.shown, found)
        notes.append(f"wrote {said}")
        refused += [said] if not options.how else []
    if refused:
        for said in refused:
            talk.tell(f"would change {said}")
        talk.end(
            f"{UNWRITTEN}: --replace puts the sheet's claims in place of those of its sources, --add adds them"
        )
    for shown, text in texts.items():
        _write(Path(shown), text, talk, within=Path(dossier.path))
    for said in notes:
        talk.note(said)


def _said(shown: str, found: Merged) -> str:
    return f"{shown}: {counted(found.added, 'claim')} new, {found.gone:,} gone, {found.kept:,} as before"


def _write(path: Path, text: str, talk: Talk, within: Path | None = None) -> None:
    """Writes a file whole or not at all."""
    try:
        write_whole(path, text.encode(), within=within, make_folder=True)
    except OSError as error:
        talk.end(f"cannot write {path.as_posix()}: {error.strerror}")


def at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()
