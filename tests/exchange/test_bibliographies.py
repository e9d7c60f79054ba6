"""Works out of BibLaTeX, CSL-JSON and RIS: the same work is the same source, whatever it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.exchange.bibliographies import biblatex, csl, ris
from discrepancy.exchange.bibliographies import entries as _entries
from discrepancy.model.problem import Problem
from discrepancy.model.source import Source
from discrepancy.reading import dossiers as reader
from tests.support import whole_dossiers as whole
from tests.support.examples import examples
from tests.support.whole_dossiers import Heard

BIB = r"""
@string{oup = "Oxford University Press"}
% Two works.
@book{mueller1997,
  author     = {M{\"u}ller, J{\"o}rg and {National Archives} and van der Berg, Hans},
  title      = {The {Annals} of \emph{Corve}},
  subtitle   = {50% \& more},
  date       = {1997}, origdate = {1203/1216~},
  publisher  = oup, location = {Oxford}, edition = {2}, langid = {latin},
  url        = {http://example.org/a_b%20c~d}, urldate = {2026-11-24}, doi = {10.1/x}, library = {Ness Archive}, shelfmark = {MS 5},
  abstract   = {Left out.},
}
@article{smith1950, author = "Smith, Ann and others", title = {On Ness}, journal = {Speculum}, volume = 12, number = 3, pages = {1--20}, year = 1950, month = mar}
"""
CSL = [
    {
        "id": "mueller1997",
        "type": "book",
        "title": "The Annals of <i>Corve</i>. 50% &amp; more",
        "author": [
            {"family": "Müller", "given": "Jörg"},
            {"literal": "National Archives"},
            {"family": "Berg", "given": "Hans", "non-dropping-particle": "van der"},
        ],
        "issued": {"date-parts": [[1997]]},
        "original-date": {"raw": "1203/1216~"},
        "publisher": "Oxford University Press",
        "publisher-place": "Oxford",
        "edition": 2,
        "language": "latin",
        "URL": "http://example.org/a_b%20c~d",
        "accessed": {"date-parts": [["2026", 11, "24"]]},
        "DOI": "10.1/x",
        "archive": "Ness Archive",
        "call-number": "MS 5",
    },
    {
        "id": "smith1950",
        "type": "article-journal",
        "title": "On Ness",
        "author": [{"family": "Smith", "given": "Ann"}],
        "container-title": "Speculum",
        "volume": "12",
        "issue": "3",
        "page": "1-20",
        "issued": {"date-parts": [[1950, 3]]},
    },
]
RIS = """\
TY  - BOOK
ID  - mueller1997
AU  - Müller, Jörg
AU  - National Archives
TI  - The Annals of Corve. 50%
 & more
PB  - Oxford University Press
CY  - Oxford
ET  - 2
LA  - latin
PY  - 1997
UR  - http://example.org/a_b%20c~d
Y2  - 2026/11/24
DO  - 10.1/x
AV  - Ness Archive
CN  - MS 5
ER  -

TY  - JOUR
ID  - smith1950
A1  - Smith, Ann
T1  - On Ness
JO  - Speculum
VL  - 12
IS  - 3
SP  - 1
EP  - 20
DA  - 1950/03
ER  -
"""
TEXTS = {"refs.bib": BIB, "refs.json": json.dumps(CSL, indent=1), "refs.ris": RIS}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return whole.write(tmp_path / "d", {"dossier.yaml": "version: 1\ntitle: D\n"})


def sources(folder: Path, name: str, text: str) -> dict[str, Source]:
    Path(name).write_text(text, "utf-8")
    heard = Heard(name, to="d")
    assert not heard.stopped, (heard.stopped, heard.notes)
    (dossier,) = reader.read_dossiers(["d"])
    told = {one.code for one in dossier.problems}
    assert told <= {"E067"}, dossier.problems  # that they claim nothing yet
    return dict(dossier.sources)


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_works_from_each_format(folder: Path, name: str) -> None:
    found = sources(folder, name, TEXTS[name])
    book, article = found["mueller1997"], found["smith1950"]
    assert (book.siglum, book.title, book.kind, book.language) == (
        "M",
        "The Annals of Corve. 50% & more",
        "book",
        "latin",
    )
    assert book.written == ("1997" if name == "refs.ris" else "1203/1216~")
    assert book.note == ("" if name == "refs.ris" else "Edition used: 1997.")
    persons = "Jörg Müller; National Archives" + ("" if name == "refs.ris" else "; Hans van der Berg")
    assert dict(book.details) == {
        "author": persons,
        "publisher": "Oxford University Press",
        "place": "Oxford",
        "edition": "2",
        "archive": "Ness Archive",
        "shelfmark": "MS 5",
        "url": "http://example.org/a_b%20c~d",
        "doi": "10.1/x",
        "accessed": "2026-11-24",
    }
    assert (article.siglum, article.kind, article.written, dict(article.details)) == (
        "S",
        "article",
        "1950-03",
        {"author": "Ann Smith"},
    )
    assert article.note.replace("–", "-") == "In: Speculum 12 (3), pp. 1-20."


def test_the_file_is_as_a_person_would_write_it(folder: Path) -> None:
    sources(folder, "refs.bib", BIB)
    assert folder.joinpath("mueller1997.yaml").read_text("utf-8") == (
        "version: 1\nsource: mueller1997\nsiglum: M\ntitle: The Annals of Corve. 50% & more\n"
        "author: [Jörg Müller, National Archives, Hans van der Berg]\nkind: book\nwritten: 1203/1216~\n"
        "publisher: Oxford University Press\nplace: Oxford\nedition: 2\nlanguage: latin\narchive: Ness Archive\nshelfmark: MS 5\n"
        "url: http://example.org/a_b%20c~d\ndoi: 10.1/x\naccessed: 2026-11-24\nnote: Edition used: 1997.\n".replace(
            "note: Edition used: 1997.", "note: >-\n  Edition used: 1997."
        )
    )


def test_sigla_are_unlike_each_other_and_those_there_are(folder: Path) -> None:
    whole.write(folder, {"a.yaml": "source: a\nsiglum: S\ntitle: A\n"})
    works = "".join(f"@book{{k{n}, author = {{Smith, Ann}}, title = {{Book {n}}}}}\n" for n in range(8))
    found = sources(folder, "refs.bib", works)
    assert [source.siglum for source in found.values()] == [
        "S",
        "Sm",
        "Smi",
        "Smit",
        "Smith",
        "B4",
        "B5",
        "B6",
        "B7",
    ]


def test_a_work_that_is_there_is_left_alone(folder: Path) -> None:
    whole.write(folder, {"mine.yaml": "source: mine\ntitle: On Ness\n"})
    Path("refs.bib").write_text(BIB, "utf-8")
    heard = Heard("refs.bib", to="d")
    assert heard.notes == [
        "smith1950 is already there as mine; left as it is",
        "wrote d/mueller1997.yaml: 0 claims",
    ]
    assert folder.joinpath("mine.yaml").read_text("utf-8") == "source: mine\ntitle: On Ness\n"


def test_one_entry_can_be_taken_and_printed(folder: Path) -> None:
    Path("refs.ris").write_text(RIS, "utf-8")
    heard = Heard("refs.ris", source="smith1950")
    assert "".join(heard.out).startswith("version: 1\nsource: smith1950\nsiglum: S\ntitle: On Ness\n")
    assert (
        Heard("refs.ris", source="smith1951").stopped
        == 'refs.ris: no entry "smith1951", did you mean "smith1950"?'
    )


def test_a_part_takes_from_the_whole_that_it_names(folder: Path) -> None:
    text = "@inbook{a, title={Ness}, crossref={b}, author={Ann Smith}}\n@book{b, title={Sieges}, date={1950}, publisher={P}}\n"
    found = sources(folder, "refs.bib", text)["a"]
    assert (found.written, found.kind, found.note, found.details["publisher"]) == (
        "1950",
        "chapter",
        "In: Sieges.",
        "P",
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "r.bib",
            "@book{a, title = {A}\n@book{b, title = {B}}\n",
            "r.bib:1:1: error: an entry that is not readable as BibLaTeX",
        ),
        (
            "r.bib",
            "\n@book{a, title={A}}\n@book{a, title={B}}\n",
            'r.bib:3:1: error: the same key of an entry twice; only the first is taken, "a"',
        ),
        (
            "r.bib",
            "\n\n@book{a, year={1950}}\n",
            'r.bib:3:1: error: an entry without a title, "a", give it a title [E054 bad-record]',
        ),
        (
            "r.json",
            '[{"id": 1, "title": "A"},\n {"id": }]',
            "r.json:2:9: error: not readable as JSON: Expecting value",
        ),
        ("r.json", '[{"id": 1, "title": "A"},\n 5]', "r.json:2:1: error: not a work in CSL-JSON"),
        (
            "r.json",
            "[" * 100_000,
            "r.json:1:1: error: nested deeper than any bibliography; the file is not read [E009 limit]",
        ),
        (
            "r.json",
            '[{"id": 1, "title": "A", "id": 2, "title": "B"}]',
            'r.json:1:1: error: an object with "id" twice, of which only one could be read',
        ),
        *(
            ("r.json", f'[{{"id": 1, "title": "A", {field}}}]', f"r.json:1:1: error: {said} [E054")
            for field, said in {
                '"author": [{"family": "A"}, {"id": "b", "title": "B"}]': 'author has a person without a name, "{"id": "b", "title": "B"}", a person has "family" and "given", or "literal"',
                '"editor": [["A"]]': 'editor has a person without a name, "["A"]", a person has "family" and "given", or "literal"',
                '"translator": {"name": "A"}': 'translator has a person without a name, "{"name": "A"}", a person has "family" and "given", or "literal"',
                '"publisher": ["A"]': 'publisher is no text, "["A"]", a text in quotation marks',
                '"volume": {"a": 3}': 'volume is no text, "{"a": 3}", a text in quotation marks',
                '"issued": {"date-parts": [[1931, "May"]]}': 'issued is no date, "{"date-parts": [[1931, "May"]]}", a date has "date-parts", such as [[1931, 5]], or "raw"',
                '"issued": {"date-parts": [1931, 5]}': 'issued is no date, "{"date-parts": [1931, 5]}", a date has "date-parts", such as [[1931, 5]], or "raw"',
            }.items()
        ),
        (
            "r.ris",
            "TI  - A\n",
            'r.ris:1:1: error: a line outside any record, "TI - A", a record begins with TY',
        ),
        (
            "r.ris",
            "TY  - BOOK\nTI  - A\n",
            "r.ris:1:1: error: a record without an end, a record ends with the line ER",
        ),
        (
            "r.ris",
            "TY  - BOOK\nTI  - A\nID  - a1\nEI  - B\nID  - b2\nER  - \n",
            'r.ris:1:1: error: a record with two ids (ID), "b2", leave one of them in the record',
        ),
        (
            "r.ris",
            "words\n",
            'r.ris:1:1: error: not a line of RIS, "words", a line is TAG - text [E054 bad-record]',
        ),
        ("r.bib", "", "r.bib:1:1: error: the file is empty [E032 empty-file]"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(folder: Path, name: str, text: str, said: str) -> None:
    Path(name).write_text(text, "utf-8")
    heard = Heard(name, to="d")
    assert heard.notes[0].replace("TAG  -", "TAG -").replace("TI  -", "TI -").startswith(said), heard.notes
    assert heard.stopped.endswith("no source file was written") and [
        path.name for path in folder.iterdir()
    ] == ["dossier.yaml"]


def test_a_character_of_a_title_in_csl_may_be_written_by_a_number_of_any_length(folder: Path) -> None:
    text = f'[{{"id": 1, "title": "Corve &#{"9" * 5000}; &#{"0" * 5000}65;"}}]'
    assert sources(folder, "r.json", text)["1"].title == "Corve \ufffd A"


def test_what_says_nothing_in_csl_is_nothing_and_what_is_said_otherwise_is_read(folder: Path) -> None:
    work = {
        "id": "a",
        "title": "A",
        "author": [{"family": "", "given": None}, "Lewy, G."],
        "editor": {"family": "B"},
    }
    work |= {
        "issued": "1931-5",
        "accessed": {"date-parts": [[]]},
        "publisher": None,
        "volume": [],
        "translator": [],
    }
    found = sources(folder, "r.json", json.dumps([work]))["a"]
    assert (found.written, dict(found.details)) == ("1931-05", {"author": "Lewy, G.", "editor": "B"})


ODD = st.sampled_from(
    [
        "\\",
        "{",
        "}",
        '"',
        "@book{a,",
        "title=",
        "$",
        "%",
        "~",
        "\\'e",
        "\n",
        ",",
        "and",
        "TY  - ",
        "ER  - ",
        "[",
        "]",
        ":",
    ]
)


@pytest.mark.parametrize("kind", [biblatex, csl, ris])
@given(data=st.data())
@examples(100)
def test_anything_is_works_or_problems(kind: object, data: st.DataObject) -> None:
    honest = {biblatex: BIB, csl: TEXTS["refs.json"], ris: RIS}[kind]  # type: ignore[index]
    place = data.draw(st.integers(0, len(honest)))
    text = (
        honest[:place] + "".join(data.draw(st.lists(ODD | st.text(max_size=3), max_size=6))) + honest[place:]
    )
    problems: list[Problem] = []
    works = kind.read(text, "r", problems)  # type: ignore[attr-defined]
    sheet, _ = _entries.sheet_of_works(works, "r", {}, problems)
    assert all(one.mark.line >= 1 and str(one).isprintable() for one in problems)
    assert works or problems or not text.strip() or kind is csl
    assert len({part.source for part in sheet.parts.values()}) == len(sheet.parts)
