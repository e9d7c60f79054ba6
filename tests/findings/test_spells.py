"""Terms of office, as sources list them: two that touch, apart, told as one, and those each source has."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.comparison.differing_answers import differing_answers
from discrepancy.comparison.spell_lists import are_two_spells
from discrepancy.findings.finding import Finding
from discrepancy.model.vocabulary import Property
from tests.support.claims import asked, c
from tests.support.examples import examples
from tests.support.folders import findings_in, write_dossier

DOSSIER = """title: A test
entities:
  ralph: {name: Ralph, kind: person}
terms:
  steward: {name: steward}
"""
HELD = Property("held", "span", spells=True)


def found(folder: Path, **sources: list[str]) -> list[Finding]:
    """What is found where each source lists the terms given, other than evidence."""
    listed = {
        name: "\n".join(f"- ralph.held[office=steward]: {term}" for term in terms)
        for name, terms in sources.items()
    }
    write_dossier(folder, DOSSIER, listed)
    return [
        finding
        for finding in findings_in(folder).findings
        if finding.kind in ("conflict", "tension", "difference")
    ]


def rules(folder: Path, **sources: list[str]) -> list[str]:
    """The rules of what is found."""
    return [finding.rule for finding in found(folder, **sources)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3 May 1241 – 9 June 1249", "9 June 1249 – 2 July 1250"),
        ("May 1241 – June 1249", "June 1249 – July 1250"),
        ("1241–1249", "1249–1250"),
        ("1241–1249", "9 June 1249 – 1250"),
        ("1241 – c. 1249", "1249–1250"),
        ("1241 – c. 1249", "1250–1263"),  # one source that tells both tells two
        ("until 1249", "from 1249"),
    ],
)
def test_terms_that_touch_are_two_and_who_knows_both_differs_from_nobody(
    tmp_path: Path, first: str, second: str
) -> None:
    assert rules(tmp_path / "both", corve=[first, second], hugh=[second]) == []
    assert rules(tmp_path / "turned", corve=[second, first], hugh=[first]) == []
    assert rules(tmp_path / "equal", corve=[first, second], hugh=[first, second]) == []
    assert rules(tmp_path / "apart", corve=[first], hugh=[second]) == ["D102"]


def test_three_terms_each_of_which_begins_as_the_last_ends_are_three(tmp_path: Path) -> None:
    terms = ["1241–1249", "1249–1250", "1250–1263"]
    assert rules(tmp_path, corve=terms, hugh=terms[1:], maud=terms[:2]) == ["D106"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3 May 1241 – 10 June 1249", "9 June 1249 – 2 July 1250"),  # two days in common
        ("3 May 1241 – 9 June 1249", "3 May 1241 – 2 July 1250"),  # begun on one day
        ("1241–1250", "1243–1251"),
    ],
)
def test_terms_that_overlap_are_a_conflict_in_one_list_or_in_two(
    tmp_path: Path, first: str, second: str
) -> None:
    assert rules(tmp_path / "apart", corve=[first], hugh=[second]) == ["D101"]
    assert "D101" in rules(tmp_path / "both", corve=[first, second], hugh=[second])


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("1241–1249", "1253–1260", "do not meet: about 4 years lie between them"),
        ("1241–1249", "1250–1260", "the first ends and the second begins in different years"),
        ("May 1241 – June 1249", "September 1249 – 1260", "do not meet: about 3 months lie between them"),
        ("1241 – c. 1249", "1250–1260", "different years"),
        ("1241–1249", "1249–1260", "only touch: the second begins as the first ends"),
        ("until 1249", "since 1253", "do not meet: about 4 years lie between them"),
    ],
)
def test_one_term_each_that_share_nothing_are_perhaps_two(
    tmp_path: Path, first: str, second: str, reason: str
) -> None:
    for number, (one, other) in enumerate([(first, second), (second, first)]):
        (finding,) = found(tmp_path / str(number), corve=[one], hugh=[other])
        assert (finding.rule, finding.kind) == ("D102", "tension")
        assert any(reason in line for line in finding.why), finding.why
        assert any("perhaps two spells" in line for line in finding.why)


def test_a_third_who_knows_both_is_named_where_two_tell_one_each(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, corve=["1241–1249"], hugh=["1253–1260"], maud=["1241–1249", "1253–1260"])
    assert finding.kind == "tension" and "M tells of both, as two" in finding.why


@pytest.mark.parametrize(
    ("corve", "hugh"),
    [
        (["1241–1249", "1253–1260"], ["1263–1270"]),  # nothing in common
        (["1241–1249", "1253–1260"], ["1253–1260", "1263–1270"]),  # each one more
    ],
)
def test_lists_of_which_each_has_a_term_more_differ(
    tmp_path: Path, corve: list[str], hugh: list[str]
) -> None:
    (finding,) = found(tmp_path, corve=corve, hugh=hugh)
    assert (finding.rule, finding.kind) == ("D106", "difference")


@pytest.mark.parametrize(
    ("whole", "parts", "length"),
    [
        ("1241–1260", ["1241–1249", "1253–1260"], "from 1249 to 1253, about 4 years"),
        ("1241–1260", ["1241–1249", "1249–1252", "1254–1260"], "from 1252 to 1254, about 2 years"),
        (
            "3 May 1241 – 1260",
            ["3 May 1241 – 2 July 1249", "5 August 1249 – 1260"],
            "from 2 July 1249 to 5 August 1249, 34 days",
        ),
        ("1240–1262", ["1241–1249", "1253–1260"], "about 4 years"),  # with other ends beside
    ],
)
def test_one_term_where_another_source_has_two_is_told_as_an_interruption(
    tmp_path: Path, whole: str, parts: list[str], length: str
) -> None:
    (finding,) = found(tmp_path, corve=[whole], hugh=parts)
    assert finding.rule == "D101" and finding.message.endswith(f"{', '.join(parts)} (H)")
    assert finding.why[0].startswith(f"C gives {whole} as one; H has an interruption")
    assert length in finding.why[0]
    assert any("the ends are" in line for line in finding.why) == (whole == "1240–1262")


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("1241–1260", ["1241–1249", "1250–1260"]),
        ("1241–1260", ["1241 – 30 June 1249", "July 1249 – 1260"]),
    ],
)
def test_where_the_next_year_or_month_begins_there_was_perhaps_no_interruption(
    tmp_path: Path, whole: str, parts: list[str]
) -> None:
    (finding,) = found(tmp_path, corve=[whole], hugh=parts)
    assert finding.rule == "D102" and finding.why[0].endswith("perhaps none")


def test_several_interruptions_are_told_with_each_its_length(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, corve=["1241–1270"], hugh=["1241–1249", "1253–1260", "1263–1270"])
    assert finding.why[0].endswith(
        "interruptions, from 1249 to 1253, about 4 years; from 1260 to 1263, about 3 years"
    )


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("1241–1260", ["1241–1249", "1249–1260"]),
        ("1241–1263", ["1241–1249", "1249–1260", "1260–1263", "1270–1275"]),  # and one beyond
        ("1241–1260", ["1241–1249", "9 June 1249 – 1260", "1260–1263"]),
        ("c. 1241 – 1260", ["1241–1249", "1249–1260"]),
        ("1241 – c. 1261", ["1241–1249", "1249–1260"]),
        ("1241–1260", ["1241 – 8 June 1249", "9 June 1249 – 1260"]),  # on the next day
    ],
)
def test_a_term_told_whole_agrees_with_one_told_in_parts_that_touch(
    tmp_path: Path, whole: str, parts: list[str]
) -> None:
    assert rules(tmp_path / "two", corve=[whole], hugh=parts) == []
    # Who knows of the first part only disagrees with the whole all the same.
    assert rules(tmp_path / "three", corve=[whole], hugh=parts, maud=parts[:1])[0] in ("D101", "D102")


@pytest.mark.parametrize(
    ("whole", "rule"),
    [("1238–1260", "D101"), ("1241–1257", "D101"), ("c. 1236 – 1260", "D102")],
)
def test_a_term_with_other_ends_than_its_parts_differs(tmp_path: Path, whole: str, rule: str) -> None:
    assert rules(tmp_path, corve=[whole], hugh=["1241–1249", "1249–1260"]) == [rule]


@pytest.mark.parametrize("half", ["since 1241", "until 1260", "since 1253", "c. 1253 – 1260"])
def test_a_term_of_which_one_end_is_told_is_the_one_that_it_fits(tmp_path: Path, half: str) -> None:
    assert rules(tmp_path, corve=[half], hugh=["1241–1249", "1253–1260"]) == []


def test_a_shorter_term_is_no_interruption(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, corve=["1241–1260"], hugh=["1241–1249"])
    assert not any("interruption" in line for line in finding.why)


years = st.integers(1000, 1400)


@st.composite
def spells(draw: st.DrawFn) -> list[tuple[int, int]]:
    """True spells in order, some of which touch."""
    ends = sorted(draw(st.sets(years, min_size=2, max_size=8)))
    listed = [(a, b) for a, b in pairwise(ends) if draw(st.booleans())]
    return listed or [(ends[0], ends[1])]


@given(spells(), st.data())
@examples(100)
def test_sources_that_each_tell_some_true_spells_are_in_no_conflict(
    true: list[tuple[int, int]], data: st.DataObject
) -> None:
    told = data.draw(st.lists(st.sets(st.sampled_from(true), min_size=1), min_size=1, max_size=4))
    listed = [(holder, spell) for holder, known in enumerate(told) for spell in sorted(known)]
    claims = [
        c(number, "span", f"{begin}–{end}", holder=f"voice {holder}")
        for number, (holder, (begin, end)) in enumerate(listed)
    ]
    question = asked(HELD, claims)
    assert [question.camps(level).total for level in ("charitable", "licensed")] == [1, 1]
    pairs = list(combinations(told, 2))
    assert question.strained == any(len(a) == len(b) == 1 and a != b for a, b in pairs)
    assert (differing_answers(question) is not None) == any(not (a <= b or b <= a) for a, b in pairs)


SPANS = (
    "1241–1249",
    "1249–1260",
    "1253–1260",
    "1241–1260",
    "since 1253",
    "until 1249",
    "1241 – c. 1250",
    "c. 1264 – 1270",
    "1263/1270",
)
LISTS = st.lists(
    st.lists(st.sampled_from(SPANS), min_size=1, max_size=3, unique=True), min_size=2, max_size=3
)


@given(LISTS)
@examples(150)
def test_a_term_that_only_one_of_two_lists_has_is_told_unless_it_has_all_of_the_other(
    lists: list[list[str]],
) -> None:
    listed = [(holder, spell) for holder, spells in enumerate(lists) for spell in spells]
    claims = [
        c(number, "span", spell, holder=f"voice {holder}") for number, (holder, spell) in enumerate(listed)
    ]
    question = asked(HELD, claims)
    if question.camps("licensed").total > 1 or question.strained or differing_answers(question):
        return
    for voice, other in combinations({claim.holder: 0 for claim in claims}, 2):
        mine, theirs = ([claim for claim in claims if claim.holder == holder] for holder in (voice, other))
        more = [
            any(all(are_two_spells(a, b) for b in others) for a in own)
            for own, others in ((mine, theirs), (theirs, mine))
        ]
        assert not all(more)
