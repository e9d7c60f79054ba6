"""Damaged files of pairs and damaged pages, through the commands: every row is answered, every page compared."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.support.attempts import SEED, Mutants, attempt
from tests.support.git_repositories import DOSSIER, source
from tests.support.mutants import how_many, mutants

PAIRS = """\
type,left,right
date,c. 1907,1908
date,"{value: 25 October 1917, calendar: julian}",7 November 1917
date,"[1180, 1181]",
quantity,"about 6,000 men",9000
span,1930/1945,from 1931 to 1950
age,fifty years old,in his sixtieth year
duration,three months,90 days
set,"{a, b, and others}",{a}
name,Ho Chi Minh,Nguyen Ai Quoc
sequence,a > b > c,b > a
entity,ralph,hugh
term,constable,steward
framing,"{guilt: guilty}",excused
quotation,the words,other words
date,2 tháng 9 năm 1945,2 septembre 1945
date,,1908
nothing,x,y
"""
WORDS = [
    word.encode()
    for word in (
        "date,",
        ",",
        '"',
        "\r\n",
        "\r",
        "age,",
        "quantity,",
        "{value: ",
        "not ",
        "~",
        "?",
        "..",
        "/",
        "X",
        "e",
        "before ",
        "c. ",
        "9" * 400,
        "Y17e9",
        "S2",
    )
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_of_a_damaged_file_of_pairs_every_row_is_answered() -> None:
    path = Path("pairs.csv")

    def tried(number: int, data: bytes) -> str:
        path.write_bytes(data)
        form = ("json", "text")[number % 4 == 0]
        ran = attempt("relate", "--pairs", "pairs.csv", "--format", form)
        if ran.code:
            assert not ran.out
            return "refused"
        csv.field_size_limit(1 << 26)
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1:]
        answered = ran.out.split("\n")[:-1]
        assert len(answered) == sum(any(cell.strip() for cell in row) for row in rows)
        if form == "json":
            for line in answered:
                record = json.loads(line)
                assert record["error"] or "relation" in record or record["valid"], record
        else:
            assert all(line.isprintable() for line in answered)
        return "read"

    made = mutants(PAIRS.encode(), how_many(80), f"{SEED}:pairs", WORDS)
    assert len(Mutants("pairs of relate", made).each(tried)) == 2


def test_the_bounds_of_a_row_are_defused_as_its_words_are() -> None:
    Path("pairs.csv").write_text("type,left\nterm,constable\x15steward\n", "utf-8")
    assert attempt("relate", "--pairs", "pairs.csv").out.removesuffix("\n").isprintable()


def test_a_damaged_page_is_told_from_the_one_that_should_be_there() -> None:
    folder = Path("claims/aldwater")
    folder.mkdir(parents=True)
    (folder / "dossier.yaml").write_text(DOSSIER, "utf-8")
    for name, strength in {"corve": "6,000 men", "hugh": "9,000 men"}.items():
        (folder / f"{name}.yaml").write_text(source(name, f"battle.strength: {strength}"), "utf-8")
    assert attempt("report").code == 0
    page = Path("reports/aldwater.md")
    whole = page.read_bytes()

    def tried(number: int, data: bytes) -> str:
        page.write_bytes(data)
        ran = attempt("report", "--check")
        assert ran.code == (data != whole), ran
        assert bool(ran.out) == (data != whole)
        if number % 40 == 0:
            said = attempt("doctor", "--format", "json").json["checks"]
            assert any(
                one["what"] == "page reports/aldwater.md" and one["wrong"] == (data != whole) for one in said
            ), said
        return "compared"

    Mutants("pages", mutants(whole, how_many(10), f"{SEED}:pages")).each(tried)
