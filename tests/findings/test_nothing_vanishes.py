"""Whatever differs is told somewhere: of any two voices that give unlike answers, some finding speaks."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import hypothesis.strategies as st
from hypothesis import given, settings

from discrepancy.comparison.comparability import NOT_COMPARABLE
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.run import Run
from discrepancy.model.claim import Claim
from discrepancy.values.base import Relative, Unknown, type_names
from tests.support.folders import findings_in, write_dossier

EXAMPLES = int(os.environ.get("NOTHING_VANISHES", "60"))
ANSWERS = {
    "age": ["40", "about 42", "over 60", "41", "in his 40th year"],
    "date": ["1301", "c. 1301", "6 May 1301", "before 1290", "1304 or 1309", "unknown", "1302?"],
    "duration": ["two weeks", "about ten months", "14 days", "three years"],
    "entity": ["Ada", "Ben", "Old Ben", "the village", "the county", "the far county", "perhaps Ada", "nobody known"],
    "framing": ["{legitimacy: usurped}", "{legitimacy: rightful}", "{frame: treason}", "{frame: defence}"],
    "name": ["Trần Phú", "Trần Phụ", "Tran Phu", "Ben"],
    "quantity": ["6,000 men", "about 6,200 men", "up to 50,000 men", "40 villages", "low 1 best 2 high 9", "low 1 best 8 high 9"],
    "quotation": ["we shall hold", "we shall hold the hill", "hold nothing"],
    "sequence": ["Ada < Ben", "Ben < Ada", "Ada < Ben < Cid"],
    "set": ["Ada; Ben", "Cid; Dan", "{value: Ada; Cid, complete: true}", "4 members"],
    "span": ["1301–1305", "1302–1305", "from 1301", "c. 1301–1305"],
    "term": ["miller", "tradesman", "monk", "husband", "unheard of"],
}  # fmt: skip
TIMES = ("", "throughout: 1301", "throughout: 1302", "as_of: 1301")
UNLIKE = ("tension", "conflict")
DOSSIER = """\
title: T
entities:
  ada: {name: Ada, kind: person, sex: female}
  ben: {name: Ben, kind: person, sex: male, aliases: [Old Ben]}
  pada: {name: perhaps Ada, maybe: ada, because: the names}
  village: {name: the village, part_of: county}
  county: {name: the county}
  far: {name: the far county}
scales: {legitimacy: [usurped, contested, granted, rightful]}
terms:
  miller: {broader: tradesman}
  tradesman: {}
  monk: {not: [husband]}
  husband: {}
properties:
"""


class Asked(NamedTuple):
    """A property of a type, and what each voice answers: number of the source, answer, time, sense."""

    type: str
    fields: str
    answers: tuple[tuple[int, str, str, bool], ...]


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    kind = draw(st.sampled_from(sorted(ANSWERS)))
    fields = ""
    if kind not in ("framing", "quotation"):
        fields += draw(st.sampled_from(["", ", one: true", ", one: false", ", one: false, most: 2"]))
    if kind == "entity":
        limits = [", differ_in: [sex]"] if "one: false" in fields else []
        fields += draw(st.sampled_from(["", ", symmetric: true", *limits]))
    if kind == "framing":
        fields += ", scales: [legitimacy], frames: [treason, defence]"
    state = kind not in ("framing", "quotation") and draw(st.booleans())
    answer = st.tuples(
        st.integers(0, 3),
        st.sampled_from(ANSWERS[kind]),
        st.sampled_from(TIMES if state else ("",)),
        st.sampled_from([False, False, False, True]),
    )
    answers = draw(st.lists(answer, min_size=2, max_size=6, unique=True))
    return Asked(kind, fields + (", state: true" if state else ""), tuple(answers))


def written(every: list[Asked], folder: Path) -> Run:
    """What is found in a dossier of these questions."""
    properties = "".join(f"  p{n}: {{type: {one.type}{one.fields}}}\n" for n, one in enumerate(every))
    sources: dict[str, str] = {}
    for n, one in enumerate(every):
        for number, answer, when, meant in one.answers:
            said = f"- ada.p{n}: {answer}\n  id: c{n}-{number}-{len(sources.get('abcd'[number], ''))}\n"
            said += f"  {when}\n" if when else ""
            said += "  sense: in a way\n" if meant else ""
            said += "  quote: its words\n" if one.type == "framing" else ""
            sources["abcd"[number]] = sources.get("abcd"[number], "") + said
    write_dossier(folder, DOSSIER + properties, sources)
    return findings_in(folder)


def fits(asked: QuestionClaims, a: Claim, b: Claim) -> bool:
    """Whether the answers of one can be told beside the other: of another time, or of a kind that excludes
    nothing. Anyone can ask for the relation.
    """
    if asked.exclusions.comparability(a, b).how == NOT_COMPARABLE:
        return True
    return asked.exclusions.relation(a, b).relation not in (*UNLIKE, "different-unit")


def includes(asked: QuestionClaims, a: Claim, b: Claim) -> bool:
    """Whether of the voices of two claims one gives the answer of the other too, so that the lists of their
    answers refine or fit each other.
    """
    if asked.property.one:
        return False
    of = {
        holder: [claim for claim in asked.standing if claim.holder == holder and not claim.denies]
        for holder in (a.holder, b.holder)
    }

    def has(holder: str, said: Claim) -> bool:
        return any(
            asked.exclusions.comparability(said, claim).how != NOT_COMPARABLE and fits(asked, said, claim)
            for claim in of[holder]
        )

    return has(a.holder, b) or has(b.holder, a)


def silent_pairs(run: Run) -> list[str]:
    """The unlike answers of different voices of which no finding speaks."""
    told: dict[str, set[str]] = {}
    for finding in run.findings:
        for claim in finding.claims:
            told.setdefault(claim.id, set()).add(finding.id)
    silent = []
    for asked in run.views[0].questions.values():
        standing = [
            claim
            for claim in asked.claims
            if claim.counts and not claim.denies and not isinstance(claim.value, (Unknown, Relative))
        ]
        for place, b in enumerate(standing):
            for a in standing[:place]:
                if a.holder == b.holder or fits(asked, a, b) or includes(asked, a, b):
                    continue
                if not told.get(a.id, set()) & told.get(b.id, set()):
                    silent.append(
                        f"{asked.question} ({asked.property}): {a.given} ({a.siglum}), {b.given} ({b.siglum})"
                    )
    return silent


def test_the_answers_are_of_every_type() -> None:
    assert set(ANSWERS) == set(type_names())


@settings(max_examples=EXAMPLES)
@given(st.lists(questions(), min_size=4, max_size=12))
def test_unlike_answers_of_different_voices_stand_in_a_finding(every: list[Asked]) -> None:
    with TemporaryDirectory() as folder:
        run = written(every, Path(folder))
    assert not silent_pairs(run)
    differences = [str(one.question) for one in run.findings if one.kind == "difference"]
    assert len(differences) == len(set(differences))


def test_without_the_rule_on_differences_much_would_vanish() -> None:
    every = [Asked("entity", ", one: false", ((0, "Ada", "", False), (1, "Ben", "", False)))]
    with TemporaryDirectory() as folder:
        run = written(every, Path(folder))
    assert [one.rule for one in run.findings] == ["D106"] and not silent_pairs(run)
    assert silent_pairs(replace(run, findings=()))
