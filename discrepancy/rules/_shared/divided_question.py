"""The finding on a divided question, as the D rules tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.east_asia import of_east_asia
from discrepancy.comparison.question_claims import Clash, QuestionClaims
from discrepancy.comparison.readings import speaker, value_text
from discrepancy.comparison.voice_spells import Interruption, interruption, joined
from discrepancy.findings.rule import Fault
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.counts import sense_hints
from discrepancy.rules._shared.ignored_times import ignored_times_hint
from discrepancy.rules._shared.wording import (
    citations,
    distinct_values,
    remarks,
    value_and_speaker,
    what_would_settle,
)
from discrepancy.values.base import relate, value_type

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
NONE_FITS = "no one answer fits all, though any two may be true together"
BESTS = "best estimates outside each other's range"


def divided_question_fault(asked: QuestionClaims, level: str, kind: str) -> Fault:
    """The fault for a question whose claims fall into several camps at `level` (or whose best estimates
    strain), with reasons.
    """
    camps = asked.camp_claims(level)
    clashes = list(asked.clashes(level))
    interrupted = interruption(asked.standing, asked.exclusions)
    why = list(_told_as_one(interrupted, asked.dossier)) if interrupted else []
    why += camp_lines(asked, level) if len(camps) > 1 else []
    others = [clash for clash in clashes if not (interrupted and _is_of(interrupted, clash, asked))]
    for clash in others:
        why += clash_reasons(clash, asked.dossier)
    if not clashes:
        why += _strain(asked)
    hints = [
        hint for clash in clashes for hint in (*clash.relation.hints, *sense_hints([clash.comparability.why]))
    ]
    hints += [hint for clash in clashes for hint in _of_east_asia(asked, clash)]
    hints += [hint for clash in clashes for hint in _other_count(asked, clash)]
    hints += filter(None, [ignored_times_hint(asked.property, asked.standing)])
    for holder, claims in self_contradicting_voices(asked, level):
        why.append(f"{asked.dossier.voice_name(holder)} says both: {citations(claims, asked.dossier)}")
    why += remarks(asked, asked.standing)
    said = NONE_FITS if len(camps) > 1 else BESTS
    if clashes:
        said = clash_line(clashes, asked.dossier, asked.camps(level).total)
    if interrupted and not others:
        said = _whole_against_parts(interrupted, asked.dossier)
    if beyond := asked.beyond_limit(level):
        named = "; ".join(value_and_speaker(claim, asked.dossier) for claim in beyond)
        said = f"{len(beyond)} are named, and at most {asked.property.most} can be true: {named}"
    return Fault(
        question=asked,
        kind=kind,
        message=f"{asked.question}: {said}",
        why=tuple(dict.fromkeys(why)),
        hints=tuple(dict.fromkeys(hints)),
        settle=what_would_settle(asked, asked.standing),
        camps=camps,
        camps_total=asked.camps(level).total,
    )


def _whole_against_parts(found: Interruption, dossier: Dossier) -> str:
    """What stands against what where one voice tells as one spell what another tells as two."""
    parts = f"{value_text(found.before)}, {value_and_speaker(found.after, dossier)}"
    return f"{value_and_speaker(found.whole, dossier)} against {parts}"


def _told_as_one(found: Interruption, dossier: Dossier) -> Iterator[str]:
    """That one voice tells as one spell what another tells as two, how long lies between, and where the
    beginnings or ends of the whole differ.
    """
    one, two = (speaker(claim, dossier) for claim in (found.whole, found.before))
    between = f"from {found.gap.latest} to {found.gap.earliest}, {found.length}"
    yield f"{one} gives {value_text(found.whole)} as one; {two} has an interruption, {between}"
    outer = relate("span", found.whole.value, joined(found.before, found.after))
    if outer.relation in ("tension", "conflict"):
        yield from outer.why


def _is_of(found: Interruption, clash: Clash, asked: QuestionClaims) -> bool:
    """Whether two claims exclude each other because one of them leaves an interruption out."""
    identity = asked.exclusions.identity
    whole, parts = identity(found.whole), {identity(found.before), identity(found.after)}
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


def _strain(asked: QuestionClaims) -> list[str]:
    standing = asked.standing
    for i, later in enumerate(standing):
        for earlier in standing[:i]:
            clash = asked.clash(earlier, later)
            if clash.relation.relation == "tension":
                return list(clash_reasons(clash, asked.dossier))
    return []


def own_claims(camp: Sequence[Claim], camps: Sequence[Sequence[Claim]]) -> tuple[Claim, ...]:
    """The members of a camp that are in no other, or all of them where every one is shared."""
    elsewhere = {claim.id for other in camps if other is not camp for claim in other}
    return tuple(claim for claim in camp if claim.id not in elsewhere) or tuple(camp)


def clash_line(clashes: Sequence[Clash], dossier: Dossier, total: int, most: int = 3) -> str:
    """What stands against what in a line: the two sides of each clash, with who says them."""
    said = list(
        dict.fromkeys(
            f"{value_and_speaker(clash.left, dossier)} against {value_and_speaker(clash.right, dossier)}"
            for clash in clashes
        )
    )
    more = f"; {total} camps in all" if total > len(said[:most]) + 1 else ""
    return "; ".join(said[:most]) + more


def camp_lines(asked: QuestionClaims, level: str) -> Iterator[str]:
    """A line for each camp: what can be true together, and who says it."""
    camps = asked.camp_claims(level)
    for number, group in enumerate(camps[:8], 1):
        own = own_claims(group, camps)
        yield f"camp {number}: {distinct_values(own)}, says {citations(own, asked.dossier)}"
    if (total := asked.camps(level).total) > 8:
        yield f"and {total - 8} more camps"


def clash_reasons(clash: Clash, dossier: Dossier) -> Iterator[str]:
    """The reason two claims exclude each other, with its numbers."""
    if clash.left.denies or clash.right.denies:
        denial, claim = (clash.left, clash.right) if clash.left.denies else (clash.right, clash.left)
        speaker, denier = (dossier.voice_name(one.holder) for one in (claim, denial))
        denied = value_text(denial).removeprefix("not ")
        said = f"{speaker} ({claim.siglum}) says {value_text(claim)}, which lies within that"
        yield f"{denier} ({denial.siglum}) denies {denied}; {said}"
        return
    yield from (step for step in clash.relation.why if not _says_nothing(step, clash))
    if clash.comparability.why:
        yield f"at most a tension: {clash.comparability.why}"


def _says_nothing(step: str, clash: Clash) -> bool:
    """Whether a step only repeats a value ("1907" is 1907)."""
    return any(step == f'"{text}" is {text}' for text in (clash.left.value.text, clash.right.value.text))


def self_contradicting_voices(asked: QuestionClaims, level: str) -> list[tuple[str, tuple[Claim, ...]]]:
    """The voices that contradict themselves: their own claims fit no one camp. With each, the claims."""
    camps = [frozenset(claim.id for claim in group) for group in asked.camp_claims(level)]
    if asked.camps(level).total > len(camps):
        return []
    by_voice: dict[tuple[str, str], list[Claim]] = {}
    for claim in asked.standing:
        by_voice.setdefault((claim.holder, claim.source), []).append(claim)
    found = []
    for (holder, _), claims in by_voice.items():
        if len(claims) > 1 and not any(all(claim.id in group for claim in claims) for group in camps):
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
