"""The finding on a divided question, as the D rules tell it."""

from __future__ import annotations

from collections.abc import Iterator

from discrepancy.comparison.east_asia import of_east_asia
from discrepancy.comparison.opposed_claims import first_tension, furthest_apart, rejections, strains
from discrepancy.comparison.question_claims import Clash, QuestionClaims
from discrepancy.comparison.readings import speaker, value_text
from discrepancy.comparison.voice_spells import Interruption, interruption
from discrepancy.findings.rule import Fault
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.camp_wording import (
    camp_lines,
    clash_reasons,
    headline,
    rejection_lines,
    strain_reasons,
)
from discrepancy.rules._shared.counts import sense_hints
from discrepancy.rules._shared.ignored_times import ignored_times_hint
from discrepancy.rules._shared.wording import (
    citations,
    remarks,
    value_and_speaker,
    what_would_settle,
)
from discrepancy.values.base import relate, value_type
from discrepancy.values.types.span import joined_spans

LOSSES = (
    "killed",
    "wounded",
    "missing",
    "casualties",
    "prisoners",
    "killed-and-wounded",
    "killed-wounded",
    "missing-captured",
    "captured",
)
MOST_CLASHES = 4  # of which the reasons are told


def divided_question_fault(asked: QuestionClaims, level: str, kind: str) -> Fault:
    """The fault for a question whose claims fall into several camps at `level` (or whose best estimates
    strain), with reasons; of a conflict also what only strains.
    """
    camps = asked.camp_claims(level)
    clashes = _clashes(asked, level)
    rejected = list(rejections(asked, level))
    strained = list(strains(asked)) if level == "charitable" else []
    interrupted = interruption(asked.standing, asked.exclusions)
    why = list(_told_as_one(interrupted, asked.dossier)) if interrupted else []
    why += camp_lines(asked, level) if len(camps) > 1 else []
    others = [clash for clash in clashes if not (interrupted and _is_of(interrupted, clash, asked))]
    for clash in others:
        why += clash_reasons(clash)
    why += rejection_lines(rejected, asked.dossier)
    for clash in strained:
        why += strain_reasons(clash, asked.dossier)
    if not clashes and not rejected and (found := first_tension(asked)) is not None:
        why += clash_reasons(found)
    met = [*clashes, *strained]
    hints = [
        hint for clash in met for hint in (*clash.relation.hints, *sense_hints([clash.comparability.why]))
    ]
    hints += [hint for clash in met for hint in _of_east_asia(asked, clash)]
    hints += sense_hints([one.comparability.why for one in rejected])
    hints += [hint for clash in clashes for hint in _other_count(asked, clash)]
    hints += filter(None, [ignored_times_hint(asked.property, asked.standing)])
    for holder, claims in self_contradicting_voices(asked, level):
        why.append(f"{asked.dossier.voice_name(holder)} says both: {citations(claims, asked.dossier)}")
    why += remarks(asked, asked.standing)
    total = asked.camps(level).total
    said = headline(clashes, rejected, strained, asked.dossier, total)
    if interrupted and not others and not rejected:
        said = _whole_against_parts(interrupted, asked.dossier)
    if beyond := asked.beyond_limit(level):
        named = "; ".join(value_and_speaker(claim, asked.dossier) for claim in beyond)
        said = f"{len(beyond)} are named, and at most {asked.property.most} can be true: {named}"
    worded = asked.camps("licensed")
    differ = worded.listed != asked.camps(level).listed
    return Fault(
        question=asked,
        kind=kind,
        message=f"{asked.question}: {said}",
        why=tuple(dict.fromkeys(why)),
        hints=tuple(dict.fromkeys(hints)),
        settle=what_would_settle(asked, asked.standing),
        camps=camps,
        camps_total=total,
        camps_as_worded=asked.camp_claims("licensed") if differ else (),
        camps_as_worded_total=worded.total if differ else 0,
    )


def _clashes(asked: QuestionClaims, level: str) -> list[Clash]:
    """Answers that exclude each other, the two furthest apart first; denials are told by themselves."""
    found = [clash for clash in asked.clashes(level) if not (clash.left.denies or clash.right.denies)]
    first = furthest_apart(asked, level)
    if first is None:
        return found
    pair = {id(first.left), id(first.right)}
    return [first, *(clash for clash in found if {id(clash.left), id(clash.right)} != pair)][:MOST_CLASHES]


def _whole_against_parts(found: Interruption, dossier: Dossier) -> str:
    """What stands against what where one voice tells as one spell what another tells as several."""
    named = [*map(value_text, found.parts[:-1]), value_and_speaker(found.parts[-1], dossier)]
    return f"{value_and_speaker(found.whole, dossier)} against {', '.join(named)}"


def _told_as_one(found: Interruption, dossier: Dossier) -> Iterator[str]:
    """That one voice tells as one spell what another tells as several, how long lies between, and where the
    beginning or end of the whole differs.
    """
    one, other = (speaker(claim, dossier) for claim in (found.whole, found.parts[0]))
    between = []
    for gap in found.gaps:
        length = f"less than two {gap.unit_names}, perhaps none" if gap.is_next else gap.length
        between.append(f"from {gap.latest} to {gap.earliest}, {length}")
    breaks = "an interruption" if len(between) == 1 else "interruptions"
    yield f"{one} gives {value_text(found.whole)} as one; {other} has {breaks}, {'; '.join(between)}"
    outer = relate("span", found.whole.value, joined_spans(found.parts[0].value, found.parts[-1].value))
    if outer.relation in ("tension", "conflict"):
        yield from outer.why


def _is_of(found: Interruption, clash: Clash, asked: QuestionClaims) -> bool:
    """Whether two claims exclude each other because one of them leaves an interruption out."""
    identity = asked.exclusions.identity
    whole, parts = identity(found.whole), set(map(identity, found.parts))
    sides = [identity(clash.left), identity(clash.right)]
    return whole in sides and any(side in parts for side in sides)


def _of_east_asia(asked: QuestionClaims, clash: Clash) -> tuple[str, ...]:
    """The hints that can be true of East Asia, where two claims are of it."""
    relation = clash.relation
    if relation.relation not in ("tension", "conflict"):
        return ()
    found = value_type(relation.type).east_asian_hints(relation.left, relation.right)
    pair = (clash.left, clash.right)
    return found if found and of_east_asia(asked.dossier, pair) else ()


def _other_count(asked: QuestionClaims, clash: Clash) -> Iterator[str]:
    """Fires where one side's figure is what someone gives for another count of the same losses: killed
    against casualties, and the like.
    """
    if asked.property.name not in LOSSES:
        return
    for name in LOSSES:
        other = asked.others.get(asked.question._replace(property=name))
        if name == asked.property.name or other is None:
            continue
        for side in (clash.left, clash.right):
            same = next(
                (
                    claim
                    for claim in other.standing
                    if claim.value.plain == side.value.plain and claim.id != side.id
                ),
                None,
            )
            if same is not None:
                words = f"{value_text(side)} is what {same.siglum} gives as {name.replace('-', ' ')}"
                yield f"{asked.property.name} against {name}: {words}"


def self_contradicting_voices(asked: QuestionClaims, level: str) -> list[tuple[str, tuple[Claim, ...]]]:
    """The voices that contradict themselves: their own answers fit no one camp, or they deny what they say.
    With each, the claims.
    """
    camps = [frozenset(claim.id for claim in group) for group in asked.camp_claims(level)]
    if asked.camps(level).total > len(camps):
        return []
    by_voice: dict[tuple[str, str], list[Claim]] = {}
    for claim in asked.standing:
        by_voice.setdefault((claim.holder, claim.source), []).append(claim)
    found = []
    for (holder, _), claims in by_voice.items():
        answers = [claim for claim in claims if not claim.denies]
        fit = any(all(claim.id in group for claim in answers) for group in camps)
        denied = any(
            asked.exclusions.excludes(claim, answer, level)
            for claim in claims
            if claim.denies
            for answer in answers
        )
        if denied or not fit:
            found.append((holder, tuple(claims)))
    return found


def only_one_voice_divided(asked: QuestionClaims, level: str) -> bool:
    """Whether the whole disagreement is one source's own voice against itself."""
    camps = asked.camp_claims(level)
    if asked.camps(level).total != len(camps):
        return False
    common = frozenset.intersection(*(frozenset(claim.id for claim in group) for group in camps))
    torn = [claim for claim in asked.standing if claim.id not in common]
    return len({(claim.holder, claim.source) for claim in torn}) == 1 and torn[0].holder == torn[0].source
