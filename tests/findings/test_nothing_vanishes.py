"""Whatever differs is told somewhere: of any two voices that give unlike answers, of whoever denies what another says
and of any part above its total some finding speaks, and every claim that stands on it is in a camp that it lists.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import hypothesis.strategies as st
from hypothesis import given, settings

from discrepancy.comparison.comparability import NOT_COMPARABLE
from discrepancy.comparison.opposed_claims import furthest_apart
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.run import Run
from discrepancy.model.claim import Claim
from discrepancy.values import intervals as region
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
SCOPES = ("", "", "all", "military", "officers", "civilian")
UNDENIED = ("framing", "quotation")  # types of which nobody denies one
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


class Answered(NamedTuple):
    """What one voice answers: the number of its source, the answer, its time, whether in another sense, whether
    it is denied, and of which kind it is.
    """

    source: int
    answer: str
    when: str = ""
    meant: bool = False
    denied: bool = False
    scope: str = ""


class Asked(NamedTuple):
    """A property of a type, and what each voice answers."""

    type: str
    fields: str
    answers: tuple[Answered, ...]


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
    scoped = kind == "quantity" and draw(st.booleans())
    if scoped:
        fields += draw(st.sampled_from([", scope: [kind]", ", adds: [kind], scope: [kind]"]))
    answer = st.builds(
        Answered,
        st.integers(0, 3),
        st.sampled_from(ANSWERS[kind]),
        st.sampled_from(TIMES if state else ("",)),
        st.sampled_from([False, False, False, True]),
        st.sampled_from([False, False, kind not in UNDENIED]),
        st.sampled_from(SCOPES if scoped else ("",)),
    )
    answer = answer.filter(lambda one: not (one.denied and one.answer == "unknown"))
    answers = draw(st.lists(answer, min_size=2, max_size=7, unique=True))
    return Asked(kind, fields + (", state: true" if state else ""), tuple(answers))


def written(every: list[Asked], folder: Path) -> Run:
    """What is found in a dossier of these questions."""
    properties = "".join(f"  p{n}: {{type: {one.type}{one.fields}}}\n" for n, one in enumerate(every))
    sources: dict[str, str] = {}
    for n, one in enumerate(every):
        for number, answer, when, meant, denied, scope in one.answers:
            asked = f"ada.p{n}[kind={scope}]" if scope else f"ada.p{n}"
            said = f"- {asked}: {answer}\n  id: c{n}-{number}-{len(sources.get('abcd'[number], ''))}\n"
            said += f"  {when}\n" if when else ""
            said += "  sense: in a way\n" if meant else ""
            said += "  stance: denies\n" if denied else ""
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
    told = _findings_of(run)
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


def silent_denials(run: Run) -> list[str]:
    """Denials of what is said, of which no finding speaks."""
    told = _findings_of(run)
    return [
        f"{asked.question} ({asked.property}): {denial.siglum} denies {denial.given}; {said.siglum}: {said.given}"
        for asked in run.views[0].questions.values()
        for denial in asked.standing
        for said in asked.standing
        if denial.denies
        and not said.denies
        and asked.exclusions.comparability(denial, said).how != NOT_COMPARABLE
        and asked.exclusions.denial_excludes(denial, said)
        and not told.get(denial.id, set()) & told.get(said.id, set())
    ]


def silent_totals(run: Run) -> list[str]:
    """Figures without a scope and figures of a kind that cannot both be true, of which no finding speaks: a part
    above the total where the property adds, and any two that are unlike where it does not.
    """
    told, questions = _findings_of(run), run.views[0].questions
    silent = []
    for question, asked in questions.items():
        whole = questions.get(question._replace(scope=()))
        if (
            whole is None
            or not question.scope
            or dict(question.scope) == {"kind": "all"}
            or not asked.property.one
        ):
            continue
        for part in asked.standing:
            for total in whole.standing:
                if part.denies or total.denies or fits(asked, part, total):
                    continue
                above = part.value.licensed[0][0] > total.value.licensed[-1][1]
                alike = asked.exclusions.relation(part, total).relation != "different-unit"
                if (
                    alike
                    and (above or not asked.property.adds)
                    and not told.get(part.id, set()) & told.get(total.id, set())
                ):
                    silent.append(
                        f"{question}: {part.given} ({part.siglum}), {total.given} ({total.siglum}) in all"
                    )
    return silent


def outside_camps(run: Run) -> list[str]:
    """Claims that stand on a divided question and in no camp that its finding lists."""
    found = []
    for finding in run.findings:
        if finding.kind not in UNLIKE or finding.law is not None:
            continue
        standing = {
            one.id for one in finding.claims if one.counts and not isinstance(one.value, (Unknown, Relative))
        }
        for camps in (finding.camps, finding.camps_as_worded):
            left = standing - {claim.id for camp in camps for claim in camp}
            if camps and left:
                found.append(f"{finding.message}: {sorted(left)}")
    return found


def _findings_of(run: Run) -> dict[str, set[str]]:
    """The ids of the findings that speak of each claim."""
    told: dict[str, set[str]] = {}
    for finding in run.findings:
        for claim in finding.claims:
            told.setdefault(claim.id, set()).add(finding.id)
    return told


def camps_multiplied(run: Run) -> list[str]:
    """Questions on which denials make more camps than there are voices that deny."""
    found = []
    for asked in run.views[0].questions.values():
        answers = asked.with_claims([claim for claim in asked.standing if not claim.denies])
        denying = {claim.holder for claim in asked.standing if claim.denies}
        for level in ("charitable", "licensed"):
            if asked.standing and asked.camps(level).total > max(answers.camps(level).total, 1) + len(
                denying
            ):
                found.append(f"{asked.question} ({asked.property})")
    return found


def misnamed_extremes(run: Run) -> list[str]:
    """Questions of which the two answers called furthest apart are not."""
    found = []
    for asked in run.views[0].questions.values():
        if asked.kind.shape != "line" or not asked.property.one:
            continue
        answers = [claim for claim in asked.standing if not claim.denies]
        for level in ("charitable", "licensed"):
            gaps = [
                _distance(a, b)
                for place, b in enumerate(answers)
                for a in answers[:place]
                if asked.exclusions.excludes(a, b, level)
            ]
            named = furthest_apart(asked, level)
            if max(gaps, default=0) != (_distance(named.left, named.right) if named else 0):
                found.append(f"{asked.question} ({asked.property})")
    return found


def _distance(a: Claim, b: Claim) -> Any:
    """From the greatest that one says at face value to the least that the other does; nothing where they meet."""
    ends = [(one.value.plain[-1][1], other.value.plain[0][0]) for one, other in ((a, b), (b, a))]
    return max((region.distance(low, high) for low, high in ends if low < high), default=0)


def test_the_answers_are_of_every_type() -> None:
    assert set(ANSWERS) == set(type_names())


@settings(max_examples=EXAMPLES)
@given(st.lists(questions(), min_size=4, max_size=12))
def test_what_differs_stands_in_a_finding_and_in_its_camps(every: list[Asked]) -> None:
    with TemporaryDirectory() as folder:
        run = written(every, Path(folder))
    assert not silent_pairs(run)
    assert not silent_denials(run)
    assert not silent_totals(run)
    assert not outside_camps(run)
    assert not camps_multiplied(run)
    assert not misnamed_extremes(run)
    differences = [str(one.question) for one in run.findings if one.kind == "difference"]
    assert len(differences) == len(set(differences))


def test_without_the_rule_on_differences_much_would_vanish() -> None:
    every = [Asked("entity", ", one: false", (Answered(0, "Ada"), Answered(1, "Ben")))]
    with TemporaryDirectory() as folder:
        run = written(every, Path(folder))
    assert [one.rule for one in run.findings] == ["D106"] and not silent_pairs(run)
    assert silent_pairs(replace(run, findings=()))
