"""What the columns of a sheet hold: as the command line says, as it was kept the last time, and as a person
answers; and the file that keeps it.
"""

from __future__ import annotations

from pathlib import Path

from discrepancy.exchange.dossier import changed
from discrepancy.exchange.errors import ExchangeError
from discrepancy.exchange.importing.options import Dialogue, ImportOptions
from discrepancy.exchange.sheets import columns as headings
from discrepancy.exchange.sheets.columns import Columns
from discrepancy.exchange.sheets.table import Table
from discrepancy.exchange.writing.mapping import mapping_text
from discrepancy.model.problem import Problem
from discrepancy.system.atomic_write import FileChanged, FolderBusy, locked, write_if_unchanged
from discrepancy.system.regular_files import MEGABYTE, read_regular_file
from discrepancy.values.did_you_mean import did_you_mean

_LARGEST_MAPPING = 4 * MEGABYTE
MAPPINGS = ".import"  # the folder of a dossier in which mappings are kept, by the name of the sheet


def mapping_path(dossier: str, sheet: str) -> Path:
    """Where the mapping of the sheet at the path `sheet` is kept in the dossier."""
    return Path(dossier, MAPPINGS, f"{Path(sheet).stem}.yaml")


def columns_of(table: Table, options: ImportOptions, kept: Path | None, dialogue: Dialogue) -> Columns:
    """What the columns hold: as kept, as given, and as asked for where somebody is there to answer. Raises
    ExchangeError.
    """
    columns = _mapping(options, kept, dialogue).with_(_maps(options), _constants(options))
    if options.source:
        columns = columns.with_({}, {"source": options.source})
    header, _ = headings.head_and_rows(table)
    names = {cell.strip() for cell in header.cells} if header else set()
    for pair in options.maps:
        heading = pair.rpartition("=")[0].strip()
        if heading not in names and heading != headings.OTHERS:
            close = did_you_mean(heading, names) or f"there are: {', '.join(sorted(names))}"
            raise ExchangeError(f'no column is called "{heading}",', close, "--map")
    return columns.with_(_answers(table, columns, dialogue), {})


def _mapping(options: ImportOptions, kept: Path | None, dialogue: Dialogue) -> Columns:
    """The mapping that was named or kept; without one, no columns."""
    path = Path(options.mapping) if options.mapping else kept
    if path is None or not (options.mapping or _is_file(path)):
        return Columns()
    shown = path.as_posix()
    problems: list[Problem] = []
    try:
        data = read_regular_file(path, _LARGEST_MAPPING)
        if isinstance(data, str):
            raise ExchangeError(data, place=shown)
        columns = headings.read_mapping(data.decode("utf-8"), shown, problems)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise ExchangeError(f"cannot be read: {reason}", place=shown) from error
    dialogue.note(f"columns as in {shown}")
    dialogue.report(problems)
    return columns


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that the system would not even look for
        return False


def _maps(options: ImportOptions) -> dict[str, str]:
    """The field of each column that `--map` names."""
    found = {}
    for pair in options.maps:
        heading, equals, field = _split(pair)
        found[heading.strip()] = _checked(pair, equals, field, field, "--map COLUMN=FIELD")
    return found


def _constants(options: ImportOptions) -> dict[str, str]:
    """The text of each field that `--set` gives for all rows."""
    found = {}
    for pair in options.sets:
        field, equals, text = pair.partition("=")
        found[field.strip()] = _checked(pair, equals, field, text, "--set FIELD=TEXT")
    return found


def _checked(pair: str, equals: str, field: str, text: str, form: str) -> str:
    """The text of a pair, if it is one and names a field. Raises ExchangeError."""
    if not equals or not headings.is_field(field.strip()):
        raise ExchangeError(f'"{pair}":', headings.expected_field(field.strip()), form)
    return text.strip()


def _split(pair: str) -> tuple[str, str, str]:
    """The heading, equals sign and field of a pair. A heading may hold an equals sign, and so may the scope
    of a property; but a field begins with none.
    """
    places = [
        place
        for place, letter in enumerate(pair)
        if letter == "=" and headings.is_field(pair[place + 1 :].strip())
    ]
    return (pair[: places[0]], "=", pair[places[0] + 1 :]) if places else pair.rpartition("=")


def _answers(table: Table, columns: Columns, dialogue: Dialogue) -> dict[str, str]:
    """What somebody says of the columns that name no field themselves; nothing where nobody can answer."""
    found: dict[str, str] = {}
    if dialogue.ask is None:
        return found
    header, rows = headings.head_and_rows(table)
    for name in headings.unmapped_headings(table, columns):
        place = [cell.strip() for cell in header.cells].index(name) if header else 0
        example = next(
            (row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()), ""
        )
        question = f'What does the column "{name}" hold, such as "{example[:40]}"? (- leaves it out)'
        while not headings.is_field(answer := dialogue.ask(question).strip()):
            dialogue.warn(headings.expected_field(answer))
        found[name] = answer
    return found


def keep_mapping(path: Path, columns: Columns, before: bytes | None, dialogue: Dialogue) -> None:
    """Keeps the mapping at `path`, in the dossier, for the next sheet of this name. What stood there
    `before`, when it was read, keeps its comments. Raises ExchangeError, also where it has changed since.
    """
    shown = path.as_posix()
    try:
        text = mapping_text(columns, (before or b"").decode("utf-8")).encode()
        if text == before:
            return
        with locked(path.parents[1]):
            write_if_unchanged(path, text, before, within=path.parents[1], make_folder=True, in_locked=False)
    except FileChanged:
        raise changed(shown) from None
    except FolderBusy:
        raise ExchangeError(f"{path.parents[1]} is held by another writer", "try again") from None
    except UnicodeDecodeError:
        raise ExchangeError("cannot be read: not UTF-8", place=shown) from None
    except OSError as error:
        raise ExchangeError(f"cannot write {shown}: {error.strerror}") from error
    dialogue.note(f"wrote {shown}: how the columns are read, for the next time")


def kept_mapping(path: Path) -> bytes | None:
    """The bytes of a mapping that is kept; None where none is. Raises ExchangeError."""
    try:
        found = read_regular_file(path, _LARGEST_MAPPING)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ExchangeError(f"cannot be read: {error.strerror}", place=path.as_posix()) from error
    if isinstance(found, str):
        raise ExchangeError(f"cannot be read: {found}", place=path.as_posix())
    return found
