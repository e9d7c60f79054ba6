"""The files in reviews/: what a person writes by hand, what is wrong with it, and what `decide` leaves of it when it adds to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discrepancy.findings.errors import FindingsError
from discrepancy.findings.reviews import writing as deciding
from discrepancy.findings.reviews.review_text import decision_lines
from discrepancy.model.review import Decision
from discrepancy.reading import review_file as reader
from discrepancy.reading.page import decode_page
from tests.support.decided import Folder

ID = "F-ca978112"
HEAD = f"version: 1\nfinding: {ID}\n"
DECIDED = HEAD + "content: 1:conflict:00/11\nverdict: scope\nbecause: two counts\n"

WRONG = [
    ("finding: F-ca978112\n", "E012", (1, 1), "has no verdict"),
    ("verdict: unsure\n", "E012", (1, 1), "has no finding"),
    (HEAD + "verdict: scpoe\nbecause: x\n", "E024", (3, 10), 'did you mean "scope"?'),
    (HEAD + "verdict: scope\n", "E061", (3, 10), "add because"),
    (HEAD + "verdict: scope\nbecause:\n", "E012", (4, 9), "because has no value"),
    (HEAD + "verdict: unsure\nbecuase: x\n", "E003", (4, 1), 'did you mean "because"?'),
    (HEAD + "verdict: unsure\nprefers: corvo\n", "E023", (4, 10), 'did you mean "corve"?'),
    (HEAD + "verdict: unsure\non: yesterday\n", "E025", (4, 5), "such as 2026-11-24"),
    (HEAD + "verdict: unsure\non: 2026-13-01\n", "E025", (4, 5), "not a day"),
    (HEAD + "verdict: unsure\ncontent: abc\n", "E025", (4, 10), "copy it whole"),
    (HEAD + "verdict: unsure\nverdict: scope\n", "E010", (4, 1), "verdict"),
    (HEAD + "verdict: unsure\nearlier: none\n", "E011", (4, 10), "list"),
    (HEAD + "verdict: unsure\nearlier:\n  - verdict: ours\n", "E061", (5, 14), "add because"),
    (HEAD + "verdict: unsure\nearlier:\n  - because: x\n", "E012", (5, 5), "has no verdict"),
    (
        HEAD + "verdict: unsure\nearlier:\n  - {verdict: unsure, bye: x}\n",
        "E003",
        (5, 23),
        'did you mean "by"?',
    ),
    (HEAD + 'verdict: unsure\nbecause: "a\n', "E007", (4, 10), "never closed"),
    (HEAD + "verdict: unsure\nbecause: see no. #4\n", "E015", (4, 10), ">-"),
    (HEAD + "verdict: unsure\nbecause: he says: no\n", "E007", (4, 17), ">-"),
    (HEAD + "verdict: unsure\nrule: D11\n", "E062", (2, 10), "did you mean"),
    ("version: 2\nfinding: F-ca978112\nverdict: unsure\n", "E013", (1, 10), "version"),
    (
        HEAD + "<<<<<<< HEAD\nverdict: unsure\n=======\nverdict: scope\n>>>>>>> other\n",
        "E007",
        (3, 1),
        "a merge that was not finished",
    ),
    ("finding: F-ca97811\nverdict: unsure\n", "E060", (1, 10), f'did you mean "{ID}"?'),
    ("finding: F-ca978113\nverdict: unsure\n", "E060", (1, 10), "name it F-ca978113.yaml"),
    ("- finding\n", "E011", (1, 1), "mapping"),
    ("", "E032", (1, 1), "empty"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "aldwater")
    made.source("corve", "battle.strength: 6,000 men")
    made.source("hugh", "battle.strength: 9,000 men")
    return made


class TestByHand:
    @pytest.mark.parametrize(("text", "code", "place", "words"), WRONG)
    def test_what_is_wrong_is_told_at_its_place_with_what_would_be_right(
        self, folder: Folder, text: str, code: str, place: tuple[int, int], words: str
    ) -> None:
        folder.review(ID, text)
        told = [one for one in folder.problems() if not one.warning]
        assert [(one.code, (one.mark.line, one.mark.column)) for one in told] == [(code, place)], [
            str(one) for one in told
        ]
        assert words in str(told[0]) and told[0].mark.file.endswith(f"reviews/{ID}.yaml")

    def test_every_error_comes_in_one_pass_with_those_of_the_claims(self, folder: Folder) -> None:
        folder.review(ID, HEAD + "verdict: scpoe\n")
        folder.review("F-00000000", "finding: F-00000000\nverdict: unsure\nprefers: corvo\n")
        folder.source("hugh", "battle.strenght: 9,000 men")
        assert [one.code for one in folder.problems()] == ["E019", "E023", "E024"]

    @pytest.mark.parametrize("name", [f"{ID}.yml", f"{ID}.YAML"])
    def test_a_file_that_would_be_passed_over_is_reported(self, folder: Folder, name: str) -> None:
        (folder.path / "reviews").mkdir()
        (folder.path / "reviews" / name).write_text(DECIDED, encoding="utf-8")
        assert [one.code for one in folder.problems()] == ["E002"]

    def test_a_link_that_leads_out_is_not_followed(self, folder: Folder, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (folder.path / "reviews").symlink_to(tmp_path / "elsewhere")
        assert [one.code for one in folder.problems()] == ["E002"]
        with pytest.raises(FindingsError, match="leads out"):
            folder.decide()

    def test_a_review_without_content_counts_and_is_told_what_it_lacks(self, folder: Folder) -> None:
        id_ = folder.conflict().id
        folder.review(id_, f"finding: {id_}\nverdict: unsure\n")
        (told,) = folder.problems()
        assert told.warning and folder.conflict().status == "reviewed"
        content = told.expect.removeprefix("add content: ")
        folder.review(id_, f"finding: {id_}\nverdict: unsure\ncontent: {content}\n")
        assert not folder.problems() and folder.conflict().status == "reviewed"

    def test_a_source_may_be_named_by_id_or_siglum(self, folder: Folder) -> None:
        id_ = folder.conflict().id
        folder.review(id_, f"finding: {id_}\nverdict: unsure\ncontent: 1:conflict:00\nprefers: [corve, H]\n")
        found = folder.conflict().review
        assert not folder.problems() and found is not None and found.decision.prefers == ("C", "H")


COMMENTED = """\
# Ann keeps this file.
version: 1
finding: {id}   # the strength
# seen in June
saw: 'a
  b'
content: "{content}"

verdict: scope # surely
# we argued about this
because: |
  C counts horse,

    # and this is no comment
  H does not.
by: "Ann"
# and earlier still
earlier: # the beginning
{dash}# before Hugh was read
{dash}- because: first look
{dash}  verdict: apparent
{dash}- {{verdict: unsure, by: B}}
# the end
"""


class TestAdding:
    @pytest.mark.parametrize("dash", ["", "  ", "      "])
    @pytest.mark.parametrize("new", ["\n", "\r\n"])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_not_a_word_of_a_person_is_lost(self, folder: Folder, dash: str, new: str, mark: bytes) -> None:
        found = folder.conflict()
        text = COMMENTED.format(id=found.id, dash=dash, content=deciding.content(found)).replace("\n", new)
        folder.review(found.id, "")
        path = folder.path / "reviews" / f"{found.id}.yaml"
        path.write_bytes(mark + text.encode())
        assert not folder.problems() and folder.conflict().status == "reviewed"
        folder.decide("ours", "misread: f. 12 #2")
        after = path.read_bytes()
        assert after.startswith(mark + f"# Ann keeps this file.{new}version: 1{new}".encode())
        left = [line.strip() for line in after.removeprefix(mark).decode().split(new)]
        for line in text.split(new):
            assert line.strip() in [*left, *(one.removeprefix("- ") for one in left)]
        review = folder.conflict().review
        assert review is not None and not folder.problems()
        assert [one.verdict for one in (review.decision, *review.earlier)] == [
            "ours",
            "scope",
            "apparent",
            "unsure",
        ]
        assert review.earlier[0].because == "C counts horse,\n\n  # and this is no comment\nH does not."

    def test_many_decisions_stand_in_order(self, folder: Folder) -> None:
        for number in range(6):
            folder.decide(because=f"reason {number}")
        review = folder.conflict().review
        assert review is not None and [one.because for one in (review.decision, *review.earlier)] == [
            f"reason {n}" for n in range(5, -1, -1)
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "{{finding: {id}, verdict: unsure, content: '{content}'}}\n",
            "{{finding: {id}, rule: D101, question: battle.strength, verdict: scope, because: 'he''s # 5', by: \"B, C\", content: '{content}', on: 2026-01-02,\n"
            " prefers: [C], # C is older\n earlier: [{{verdict: unsure, by: B}}, {{verdict: apparent, because: x}}]}} # the end\n",
            "# first\n{{\n  # within\n  finding: {id},\n  verdict: unsure,\n  because: \"two\\nlines # none\",\n  content: '{content}'\n}}",
            "finding: {id}\nverdict: unsure\ncontent: {content}\nearlier: []\n",
            "finding: {id}\nverdict: unsure\ncontent: {content}\n# before\nearlier: [{{verdict: unsure, by: B}},  # B's\n  {{verdict: ours, because: y}}]\n",
        ],
    )
    @pytest.mark.parametrize("new", ["\n", "\r\n"])
    def test_what_is_written_in_braces_is_written_anew_with_all_that_it_says(
        self, folder: Folder, text: str, new: str
    ) -> None:
        found = folder.conflict()
        folder.review(found.id, "")
        path = folder.path / "reviews" / f"{found.id}.yaml"
        path.write_bytes(
            text.format(id=found.id, content=deciding.content(found)).replace("\n", new).encode()
        )
        before = folder.conflict().review
        assert before is not None and not folder.problems()
        folder.decide("ours", "misread")
        after = folder.conflict().review
        assert after is not None and not folder.problems() and after.decision.verdict == "ours"
        assert after.earlier == (before.decision, *before.earlier)
        assert (after.finding, after.rule, after.question) == (before.finding, before.rule, before.question)
        written = path.read_bytes().decode()
        assert written.count("\n") == written.count(new)
        for comment in ("# C is older", "# the end", "# first", "# within", "# before", "# B's"):
            assert written.count(comment) == text.count(comment)
        folder.decide("unsure", "")
        assert folder.conflict().review is not None and not folder.problems()

    def test_a_file_that_changed_since_it_was_read_is_left_alone(self, folder: Folder) -> None:
        found = folder.decide()
        run = folder.run()
        path = folder.path / "reviews" / f"{found.id}.yaml"
        path.write_text(path.read_text("utf-8").replace("two counts", "three counts"), encoding="utf-8")
        before = path.read_bytes()
        with pytest.raises(FindingsError, match="has changed"):
            deciding.record_decision(run, found.id, Decision("ours", because="x", by="B"))
        assert path.read_bytes() == before

    def test_a_comment_added_meanwhile_stays(self, folder: Folder) -> None:
        found = folder.decide()
        run = folder.run()
        path = folder.path / "reviews" / f"{found.id}.yaml"
        path.write_text("# look at this\n" + path.read_text("utf-8"), encoding="utf-8")
        deciding.record_decision(run, found.id, Decision("ours", because="x", by="B"))
        assert path.read_text("utf-8").startswith("# look at this\n")


LINE = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
    ),
    max_size=40,
)


@example(because="x", by="\uf900", names=[])  # NFC writes it as another character
@given(
    because=st.lists(LINE, min_size=1, max_size=4).map("\n".join),
    by=LINE,
    names=st.lists(LINE.filter(str.strip), max_size=2),
)
def test_any_words_come_back_as_they_were_said(because: str, by: str, names: list[str]) -> None:
    made = Decision(
        "scope", because=deciding._prose(because) or "x", by=deciding._name(by), on="2026-11-24", saw=deciding.one_line("|".join(names)) or "y", content="1:conflict:00"
    )  # fmt: skip
    page, trouble = decode_page((HEAD + "".join(decision_lines(made))).encode(), f"{ID}.yaml")
    assert page is not None and not trouble
    problems: list[object] = []
    found = reader.read_review(page, problems, {})  # type: ignore[arg-type]  # problems are only counted
    assert not problems and found is not None and found.decision == made
