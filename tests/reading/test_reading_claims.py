"""What an entry of `claims:` makes: questions, values, times, voices, stances, ids."""

from __future__ import annotations

import pytest

from discrepancy.model.claim import Link
from discrepancy.values.base import read, value_type
from tests.support.read_sources import HEAD, ReadClaims, ReadFiles, found


def entry(question: str, **fields: str) -> str:
    lines = [f"  - {question}", *(f"    {name}: {text}" for name, text in {"at": "f. 1", **fields}.items())]
    return "\n".join(lines) + "\n"


def test_a_claim_has_its_question_value_evidence_and_place(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        "  - battle.strength[ side = defenders ,place=ralph]: 6,000 men\n"
        "    at: f. 12v\n    quote: >-\n      ut dicebant,\n      sex milia: virorum # ferme\n    inferred: from milia\n    note: so\n    sense: officially\n"
    )
    assert not dossier.problems
    (claim,) = dossier.claims
    assert claim.id == "C:battle.strength[place=ralph, side=defenders]"
    assert (str(claim.mark), claim.given, claim.at) == ("d/corve.yaml:5:5", "6,000 men", "f. 12v")
    assert claim.quote == "ut dicebant, sex milia: virorum # ferme"
    assert (claim.source, claim.siglum, claim.holder, claim.stance) == ("corve", "C", "corve", "asserts")
    assert (claim.inferred, claim.note, claim.sense) == ("from milia", "so", "officially")


def test_the_long_form_makes_one_claim_for_each_entity_and_property(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        "  - about: [ralph, hugh]\n    says:\n      born: 1180\n      held[office=constable]: 1200–1210\n    at: f. 1\n"
    )
    assert not dossier.problems
    assert [claim.id for claim in dossier.claims] == [
        "C:ralph.born",
        "C:ralph.held[office=constable]",
        "C:hugh.born",
        "C:hugh.held[office=constable]",
    ]
    assert [claim.mark.line for claim in dossier.claims] == [7, 8, 7, 8]


def test_a_value_may_be_a_mapping(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        "  - ralph.held:\n      from: by 1201\n      to: after 3 May 1207\n    at: f. 1\n"
        "  - ralph.born:\n      value: 1180-02-03\n      calendar: julian\n    at: f. 1\n"
    )
    assert not dossier.problems
    assert [claim.given for claim in dossier.claims] == [
        "{from: by 1201, to: after 3 May 1207}",
        "{value: 1180-02-03, calendar: julian}",
    ]


def test_former_ids_and_composed_letters_reach_the_same_entity(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        entry("rafe.born: 1180")
        + entry("battle.strength[place=rafe]: 6")
        + entry("nguye\u0302\u0303n.born: 1180")
    )
    assert not dossier.problems
    assert [claim.question.about for claim in dossier.claims] == ["ralph", "battle", "nguy\u1ec5n"]
    assert dossier.claims[1].id == "C:battle.strength[place=ralph]"


def test_a_time_is_an_event_a_date_or_a_span(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        entry("ralph.office: constable", as_of="battle")
        + entry("ralph.office: constable", as_of="1204", at="f. 2")
        + entry("ralph.office: constable", throughout="1204–1206", at="f. 3")
    )
    assert not dossier.problems
    times = [
        (claim.when.kind, claim.when.text, claim.when.event, claim.when.value and claim.when.value.type)
        for claim in dossier.claims
        if claim.when
    ]
    assert times == [
        ("as_of", "battle", "battle", None),
        ("as_of", "1204", "", "date"),
        ("throughout", "1204–1206", "", "span"),
    ]


# What stands under according_to and stance; then for each claim it makes: id after the question, holder, stance, whether it denies.
ATTRIBUTIONS = {
    "none": ({}, [("", "corve", "asserts", False)]),
    "denies": ({"stance": "denies"}, [("", "corve", "denies", True)]),
    "expects": ({"stance": "expects"}, [("", "corve", "expects", False)]),
    "a voice": ({"according_to": "eyewitnesses"}, [("@eyewitnesses", "eyewitnesses", "reports", False)]),
    "asserted": ({"according_to": "hugh", "stance": "asserts"}, [("@hugh", "hugh", "asserts", False)]),
    "a chain": ({"according_to": "[hugh, ralph]"}, [("@hugh/ralph", "ralph", "reports", False)]),
    "denied": (
        {"according_to": "hugh", "stance": "denies"},
        [("@hugh", "hugh", "reports", False), ("", "corve", "denies", True)],
    ),
    "doubted": (
        {"according_to": "hugh", "stance": "doubts"},
        [("@hugh", "hugh", "reports", False), ("", "corve", "doubts", False)],
    ),
    "a link denies": (
        {"according_to": "[hugh denies, ralph]"},
        [("@hugh/ralph", "ralph", "reports", False), ("@hugh", "hugh", "denies", True)],
    ),
    "a forecast denied": (
        {"according_to": "[hugh denies, ralph]", "stance": "expects"},
        [("@hugh/ralph", "ralph", "expects", False), ("@hugh", "hugh", "doubts", False)],
    ),
    "the last denies": ({"according_to": "[hugh denies]"}, [("@hugh", "hugh", "denies", True)]),
    "the last expects": ({"according_to": "hugh expects"}, [("@hugh", "hugh", "expects", False)]),
    "a denial denied": (
        {"according_to": "[hugh denies]", "stance": "denies"},
        [("@hugh", "hugh", "denies", True), ("", "corve", "asserts", False)],
    ),
    "a source": ({"according_to": "{source: other}"}, [("@other", "other", "reports", False)]),
    "described": (
        {"according_to": "{voice: hugh, said: 1204-06, to: the bishop, stance: doubts}"},
        [("@hugh", "hugh", "doubts", False)],
    ),
}


@pytest.mark.parametrize("case", ATTRIBUTIONS)
def test_who_vouches_for_what(case: str, read_files: ReadFiles) -> None:
    fields, expected = ATTRIBUTIONS[case]
    other = "source: other\ntitle: O\nclaims: []\n"
    dossier = read_files({"corve.yaml": HEAD + entry("ralph.born: 1180", **fields), "other.yaml": other})
    assert not dossier.problems
    made = [
        (claim.id.removeprefix("C:ralph.born"), claim.holder, claim.stance, claim.denies)
        for claim in dossier.claims
    ]
    assert made == expected
    assert len({claim.mark for claim in dossier.claims}) == 1


def test_a_link_keeps_its_occasion_and_audience(read_claims: ReadClaims) -> None:
    (claim,) = read_claims(
        entry("ralph.born: 1180", according_to="{voice: hugh, said: 1204-06, to: the bishop}")
    ).claims
    assert claim.voices == (Link("hugh", said="1204-06", to="the bishop"),)


def test_defaults_hold_where_a_claim_says_nothing_else(read_files: ReadFiles) -> None:
    head = HEAD.replace("claims:", "defaults: {according_to: hugh, as_of: battle, sense: acting}\nclaims:")
    dossier = read_files(
        {
            "s.yaml": head
            + entry("ralph.office: constable")
            + entry("ralph.office: constable", according_to="[]", during="1204", sense="in name")
        }
    )
    assert not dossier.problems
    shown = [
        (claim.id, claim.stance, claim.when and claim.when.text, claim.sense) for claim in dossier.claims
    ]
    assert shown == [
        ("C:ralph.office@hugh", "reports", "battle", "acting"),
        ("C:ralph.office", "asserts", "1204", "in name"),
    ]


IDS = {
    "equal ids get the locator, all of them": (
        entry("ralph.born: 1180", at="f. 1") + entry("ralph.born: 1181", at="f. 2"),
        ["C:ralph.born f. 1", "C:ralph.born f. 2"],
        [],
    ),
    "an id of its own": (entry("ralph.born: 1180", id="birth"), ["C:birth"], []),
    "an id for several properties": (
        "  - about: ralph\n    says: {born: 1180, died: 1240}\n    at: f. 1\n    id: life\n",
        ["C:life ralph.born", "C:life ralph.died"],
        [],
    ),
    "a denial beside the source's own claim": (
        entry("ralph.born: 1180") + entry("ralph.born: 1181", according_to="hugh", stance="denies"),
        ["C:ralph.born", "C:ralph.born@hugh", "C:ralph.born (denies)"],
        [],
    ),
    "only their values differ": (
        entry("ralph.born: 1180") + entry("ralph.born: 1181"),
        ["C:ralph.born: 1180", "C:ralph.born: 1181"],
        [],
    ),
    "nothing tells them apart": (
        entry("ralph.born: 1180") + entry("ralph.born: 1180"),
        ["C:ralph.born", "C:ralph.born #2"],
        ["3:5 E027"],
    ),
    "nor does another notation": (
        entry("battle.date: 6 May 1204") + entry("battle.date: 1204-05-06"),
        ["C:battle.date", "C:battle.date #2"],
        ["3:5 E027"],
    ),
}


@pytest.mark.parametrize("case", IDS)
def test_ids_are_derived_and_tell_claims_apart(case: str, read_claims: ReadClaims) -> None:
    entries, ids, problems = IDS[case]
    dossier = read_claims(entries)
    assert [claim.id for claim in dossier.claims] == ids
    assert found(dossier) == problems


# An entry; what is wrong with it; words of the message. None of them hides the next claim.
WRONG = {
    "unknown field": (entry("ralph.born: 1180", qoute="x"), ["3:5 E003"], 'did you mean "quote"?'),
    "unknown entity": (entry("rallph.born: 1180"), ["1:5 E018"], 'did you mean "ralph"?'),
    "a name where an id belongs": (
        entry("Battle of Aldwater.date: 1204"),
        ["1:5 E018"],
        'did you mean "battle"?',
    ),
    "unknown property": (entry("ralph.borm: 1180"), ["1:5 E019"], 'did you mean "born"?'),
    "wrong kind": (
        entry("battle.born: 1180"),
        ["1:5 E020"],
        "born is asked of person, and battle is of kind event",
    ),
    "unknown dimension": (entry("battle.strength[sid=attackers]: 6"), ["1:5 E021"], 'did you mean "side"?'),
    "unknown value of a dimension": (
        entry("battle.strength[side=atackers]: 6"),
        ["1:5 E021"],
        'did you mean "attackers"?',
    ),
    "scope without a value": (entry("battle.strength[side]: 6"), ["1:5 E017"], "entity.property[scope=value"),
    "dimension twice": (entry("battle.strength[side=all, side=attackers]: 6"), ["1:5 E017"], "twice"),
    "not a question": (entry("ralph.born.year: 1180"), ["1:5 E017"], "entity.property"),
    "unknown voice": (
        entry("ralph.born: 1180", according_to="[hugh, eyewitnesess]"),
        ["3:26 E022"],
        'did you mean "eyewitnesses"?',
    ),
    "unknown source": (
        entry("ralph.born: 1180", according_to="{source: corv}"),
        ["3:28 E023"],
        'did you mean "corve"?',
    ),
    "source as voice": (
        entry("ralph.born: 1180", according_to="corve"),
        ["3:19 E022"],
        "write source: corve",
    ),
    "link of nothing": (
        entry("ralph.born: 1180", according_to="{said: 1204}"),
        ["3:19 E012"],
        "either a voice or a source",
    ),
    "unknown stance": (entry("ralph.born: 1180", stance="denise"), ["3:13 E024"], 'did you mean "denies"?'),
    "bad value": (entry("ralph.born: 31 February 1180"), ["1:17 E025"], "February"),
    "bad time": (entry("ralph.office: constable", as_of="batle"), ["3:12 E025"], 'did you mean "battle"?'),
    "two times": (
        entry("ralph.office: constable", as_of="1204", during="1205"),
        ["4:13 E029"],
        "as_of and during",
    ),
    "two questions": (entry("ralph.born: 1180", **{"ralph.died": "1240"}), ["3:5 E028"], "two entries"),
    "question and says": (
        "  - ralph.born: 1180\n    about: ralph\n    says:\n      died: 1240\n    at: f. 1\n",
        ["1:5 E028"],
        "two entries",
    ),
    "about nobody": (
        "  - about: []\n    says: {born: 1180}\n    at: f. 1\n",
        ["1:12 E012"],
        "about names nobody",
    ),
    "about without says": ("  - about: ralph\n    at: f. 1\n", ["1:12 E012"], "the long form has both"),
    "entity under says": (
        "  - about: ralph\n    says:\n      ralph.died: 1240\n    at: f. 1\n",
        ["3:7 E017"],
        "under says",
    ),
    "no at": ("  - ralph.born: 1180\n", ["1:5 E012"], "where in the source"),
    "no value": (entry("ralph.born:"), ["1:16 E012"], "no value"),
    "no question": ("  - at: f. 1\n", ["1:5 E012"], "without a question"),
    "no mapping": ("  - ralph was born\n", ["1:5 E011"], "a claim is a mapping"),
    "a list as locator": (entry("ralph.born: 1180", at="[a, b]"), ["2:9 E011"], "one text"),
    "unknown option": (
        "  - ralph.born:\n      value: 1180\n      calender: julian\n    at: f. 1\n",
        ["2:7 E025"],
        'did you mean "calendar"?',
    ),
    "unknown scale": (
        "  - rising.cause:\n      responsability: main\n    at: f. 1\n    quote: x\n",
        ["2:7 E031"],
        'did you mean "responsibility"?',
    ),
    "unknown position": (
        "  - rising.cause:\n      responsibility: mein\n    at: f. 1\n    quote: x\n",
        ["2:23 E031"],
        'did you mean "main"?',
    ),
    "unknown frame": (
        "  - rising.cause:\n      frame: agression\n    at: f. 1\n    quote: x\n",
        ["2:14 E031"],
        'did you mean "aggression"?',
    ),
    "unknown label": (
        "  - rising.cause:\n      label: rissing\n    at: f. 1\n    quote: x\n",
        ["2:14 E031"],
        'did you mean "rising"?',
    ),
    "a framing that rests on a framing": (
        "  - rising.cause:\n      label: rising\n    at: f. 1\n    quote: x\n    rests_on: rising.cause\n",
        ["5:15 E039"],
        "name a question of fact",
    ),
    "rests on a question misspelt": (
        "  - rising.cause:\n      label: rising\n    at: f. 1\n    quote: x\n    rests_on:\n      - hugh.died\n      - rallph.born\n",
        ["7:9 E018"],
        'did you mean "ralph"?',
    ),
    "a fact that rests on another": (
        entry("ralph.born: 1180", rests_on="hugh.died"),
        ["1:5 E039"],
        "only a framing has rests_on",
    ),
    "framing without words": (
        "  - rising.cause:\n      label: rising\n    at: f. 1\n",
        ["1:5 E033"],
        "quote:",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_at_its_place_and_hides_nothing(case: str, read_claims: ReadClaims) -> None:
    entries, problems, words = WRONG[case]
    dossier = read_claims(entries + entry("hugh.died: 1240", at="f. 9"))
    assert found(dossier) == problems, [str(one) for one in dossier.problems]
    assert words in str(dossier.problems[0])
    assert any(claim.id == "C:hugh.died" for claim in dossier.claims)


def test_a_framing_says_what_it_rests_on(read_claims: ReadClaims) -> None:
    words = "  - rising.cause:\n      label: rising\n    at: f. 1\n    quote: x\n    rests_on:\n"
    dossier = read_claims(
        words + "      - rafe.born\n      - battle.strength[side=attackers]\n      - ralph.born\n"
    )
    assert not dossier.problems
    assert [str(one) for one in dossier.claims[0].rests_on] == [
        "ralph.born",
        "battle.strength[side=attackers]",
    ]
    assert read_claims(entry("ralph.born: 1180")).claims[0].rests_on == ()


def test_every_fault_of_an_entry_comes_in_one_pass(read_claims: ReadClaims) -> None:
    dossier = read_claims(
        "  - ralf.borm: 1180\n    stance: x\n    att: f. 1\n    according_to: nobody\n    as_of: whenever\n"
    )
    assert sorted(one.code for one in dossier.problems) == [
        "E003",
        "E012",
        "E018",
        "E019",
        "E022",
        "E024",
        "E025",
    ]


def test_a_source_keeps_what_is_only_shown_in_the_order_written(read_files: ReadFiles) -> None:
    text = (
        "source: annals-of-corve\ntitle: Annals\npublisher: P\nauthor: [A, B]\nwritten: 1203/1216\ndistance: primary\ntext: {file: c.txt, sha256: 9c1f}\n"
        "silent_on: [battle]\nderived_from: other\nset_aside:\n  - lines: 3-4\n    reason: x\n"
    )
    dossier = read_files({"a.yaml": text, "other.yaml": "source: other\ntitle: O\n"})
    assert not dossier.problems
    source = dossier.sources["annals-of-corve"]
    assert (source.siglum, source.written, source.distance, source.derived_from) == (
        "AOC",
        "1203/1216",
        "primary",
        ("other",),
    )
    assert (source.text_file, source.text_sha256, source.silent_on) == ("c.txt", "9c1f", ("battle",))
    assert list(source.details.items()) == [("publisher", "P"), ("author", "A; B")]


def test_declared_readings_reach_the_values(read_files: ReadFiles) -> None:
    head = HEAD.replace(
        "claims:", "calendar: julian\nnumber_format: 1.234,5\ndefaults: {calendar: gregorian}\nclaims:"
    )
    dossier = read_files(
        {"s.yaml": head + entry("battle.killed: 6.000 men") + entry("battle.date: 1204-05-06")}
    )
    assert not dossier.problems
    number, date = dossier.claims
    assert number.value.plain == read("quantity", "6,000 men").plain
    assert date.value.plain == read("date", "1204-05-06").plain


@pytest.mark.parametrize(
    ("order", "day"),
    [
        ("day-month-year", "1907-04-07"),
        ("dmy", "1907-04-07"),
        ("month-day-year", "1907-07-04"),
        ("mdy", "1907-07-04"),
    ],
)
def test_dates_in_numbers_are_read_in_the_order_that_the_source_declares(
    order: str, day: str, read_files: ReadFiles
) -> None:
    head = HEAD.replace("claims:", f"date_order: {order}\nclaims:")
    dossier = read_files({"corve.yaml": head + "  - ralph.born: 7/4/1907\n    at: p. 1\n"})
    assert not dossier.problems
    assert value_type("date").bounds(dossier.claims[0].value) == (day, day)


def test_seasons_are_those_of_the_hemisphere_that_the_source_declares(read_files: ReadFiles) -> None:
    head = HEAD.replace("claims:", "hemisphere: south\nclaims:")
    dossier = read_files(
        {
            "corve.yaml": head + entry("ralph.born: summer 1167"),
            "north.yaml": "source: n\ntitle: N\nclaims:\n" + entry("ralph.born: winter 1167"),
        }
    )
    assert not dossier.problems
    south, north = dossier.claims
    assert south.value.plain == north.value.plain == read("date", "winter 1167").plain
