"""Damaged copies of a file of each format, imported: never a fault of the program, and what comes in with exit
code 0 comes in whole, or is named.

MUTANTS=10000 takes so many of each format.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from discrepancy.commands import init as starting
from discrepancy.exchange.importing import file_reader
from discrepancy.system import sandbox
from tests.support.attempts import SEED, Mutants, attempt
from tests.support.mutants import how_many, mutants, zip_mutants
from tests.support.sheets import HEAD, ods, workbook

ROWS = tuple(("letter", "fire.date", f"14{number}", f"p. mark{number}x") for number in range(31, 37))
CSV = "\n".join(map(",".join, (HEAD, *ROWS))).encode()
BIB = b"".join(
    b'@book{key%d,\n  title = {The {Tarn} mark%dx},\n  author = {Lewy, Guenter and M{\\"u}ller, A.},\n  date = {19%d},\n}\n'
    % (number, number, number)
    for number in range(31, 37)
)
CSL = (
    "["
    + ",\n".join(
        f'{{"id": "key{number}", "type": "book", "title": "The Tarn mark{number}x", "volume": 3, "author": [{{"family": "Lewy", "given": "G."}}], "issued": {{"date-parts": [[19{number}, 5]]}}}}'
        for number in range(31, 37)
    )
    + "]"
).encode()
RIS = b"".join(
    b"TY  - BOOK\nTI  - The Tarn mark%dx\nAU  - Lewy, Guenter\nPY  - 19%d\nID  - key%d\nER  - \n" % (n, n, n)
    for n in range(31, 37)
)
Maker = Callable[[bytes, int, object], Iterator[bytes]]
FORMATS: dict[str, tuple[bytes, Maker]] = {
    "csv": (CSV, mutants),
    "tsv": (CSV.replace(b",", b"\t"), mutants),
    "xlsx": (workbook(HEAD, *ROWS), zip_mutants),
    "ods": (ods(HEAD, *ROWS), zip_mutants),
    "bib": (BIB, mutants),
    "json": (CSL, mutants),
    "ris": (RIS, mutants),
}
OWN_READERS = ("csv", "tsv", "bib", "json", "ris")  # in Python, so that nothing of theirs can end the process


def in_this_process(
    module: str, data: bytes, arguments: Sequence[str], seconds: float, memory: int, *, fork: bool = False
) -> Any:
    """What the child would answer, without the child; through JSON as from there."""
    import json

    answered = file_reader._read(data, arguments)
    return json.loads(json.dumps(answered, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def marks_in(data: bytes) -> set[str]:
    return {found.decode() for found in re.findall(rb"mark\d\dx", data)}


def marks_of(ending: str, data: bytes) -> set[str]:
    """The marks of rows that stand whole in the file, where a reader has to find them."""
    if ending not in ("xlsx", "ods"):
        return marks_in(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            name = "content.xml" if ending == "ods" else "xl/worksheets/sheet1.xml"
            part = package.read(name) if name in names else b""
            strings = package.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else b""
    except Exception:
        return set()
    if ending == "ods":
        return marks_in(part)
    texts = [b"".join(re.findall(rb"<t[^>]*>([^<]*)", one)) for one in re.split(rb"<si\b", strings)[1:]]
    inline = marks_in(b" ".join(re.findall(rb'<c [^>]*t="inlineStr"[^>]*><is><t>([^<]*)</t></is></c>', part)))
    cells = re.findall(rb'<c [^>]*t="s"[^>]*><v>(\d{1,6})</v>', part)
    return inline | marks_in(b" ".join(texts[int(number)] for number in cells if int(number) < len(texts)))


@pytest.fixture
def without_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "run", in_this_process)
    monkeypatch.setattr(sandbox, "close_off", lambda: None)  # for good, it says


@pytest.mark.parametrize("ending", FORMATS)
def test_a_damaged_file_is_no_fault_of_the_program_and_loses_nothing(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if ending in OWN_READERS:
        request.getfixturevalue("without_child")
    monkeypatch.chdir(tmp_path)
    starting.write_dossier("tarn")
    before = files_of("tarn")
    data, make = FORMATS[ending]

    def tried(number: int, mutant: bytes) -> str:
        Path(f"s.{ending}").write_bytes(mutant)
        ran = attempt("import", f"s.{ending}", "--to", "tarn", "--add")
        now = files_of("tarn")
        try:
            assert ran.code in (0, 2) and "its reader" not in ran.err, ran
            if ran.code == 2:
                assert now == before and "error" in ran.err, (
                    f"not one message, or something was written: {ran}"
                )
                return "refused"
            written = b"".join(now.values()).decode()
            assert not {mark for mark in marks_of(ending, mutant) if mark not in written + ran.text}, ran
            if number % 10 == 0:
                checked = attempt("check", "tarn", "--fail-on", "never", "--no-cache")
                assert not checked.code, f"check refuses what was written: {checked}"
            return "read"
        finally:
            for path in now.keys() - before.keys():
                path.unlink()
            for path, content in before.items():
                if now.get(path) != content:
                    path.write_bytes(content)

    drawn = make(data, how_many(40 if ending in OWN_READERS else 20), f"{SEED}:{ending}")
    Mutants(f"import {ending}", drawn).each(tried)


def files_of(folder: str) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
