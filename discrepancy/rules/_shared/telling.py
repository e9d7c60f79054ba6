"""How rules tell what they found: who says what, why it excludes the other, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from discrepancy.comparison.question_claims import Clash, QuestionClaims
from discrepancy.comparison.readings import Reading, value_text
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier

SETTLE = {
    "date": "a record of the time that gives the date: a register, minutes, an order, a newspaper of that day",
    "span": "appointments, orders or minutes of the time that date the beginning and the end",
    "quantity": "the count itself: who counted, what was counted, when, and where the figure was first printed",
    "age": "a register of birth, and how the age was reckoned",
    "duration": "records that date the beginning and the end",
    "entity": "a record of the time that names the one meant; if both names are one, register an alias",
    "name": "the register or document in which the name is written",
    "set": "a list made at the time, and whether it claims to be complete",
    "sequence": "records of the time that date one against the other",
    "term": "the act, minutes or decree that uses the word; if both words mean one thing, declare `same_as`",
}


def who(claim: Claim, dossier: Dossier) -> str:
    """Who says it: the siglum, and the voices it cites, nearest first."""
    if not claim.voices:
        return claim.siglum
    return f"{claim.siglum} according to {', who cites '.join(dossier.voice_name(link.voice) for link in claim.voices)}"


def cited(claims: Sequence[Claim], dossier: Dossier, most: int = 6) -> str:
    """Who says it and where, for several claims."""
    said = [f"{who(claim, dossier)} ({claim.at})" for claim in claims[:most]]
    more = [f"and {len(claims) - most} more"] if len(claims) > most else []
    return "; ".join(said + more)


def values(claims: Iterable[Claim], most: int = 4) -> str:
    """The distinct values of some claims, as written."""
    found = list(dict.fromkeys(value_text(claim) for claim in claims))
    return ", ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")


def alone(camp: Sequence[Claim], camps: Sequence[Sequence[Claim]]) -> tuple[Claim, ...]:
    """The members of a camp that are in no other, or all of them where every one is shared."""
    elsewhere = {claim.id for other in camps if other is not camp for claim in other}
    return tuple(claim for claim in camp if claim.id not in elsewhere) or tuple(camp)


def sides(clashes: Sequence[Clash], dossier: Dossier, total: int, most: int = 3) -> str:
    """What stands against what in a line: the two sides of each clash, with who says them."""
    said = list(
        dict.fromkeys(
            f"{side(clash.left, dossier)} against {side(clash.right, dossier)}" for clash in clashes
        )
    )
    more = f"; {total} camps in all" if total > len(said[:most]) + 1 else ""
    return "; ".join(said[:most]) + more


def side(claim: Claim, dossier: Dossier) -> str:
    """A value and who says it, short: `1908 (E after some sources)`."""
    if not claim.voices:
        return f"{value_text(claim)} ({claim.siglum})"
    return f"{value_text(claim)} ({claim.siglum} after {dossier.voice_name(claim.voices[-1].voice)})"


def told_camps(asked: QuestionClaims, level: str) -> Iterator[str]:
    """A line for each camp: what can be true together, and who says it."""
    camps = asked.camp_claims(level)
    for number, group in enumerate(camps[:8], 1):
        own = alone(group, camps)
        yield f"camp {number}: {values(own)}, says {cited(own, asked.dossier)}"
    if (total := asked.camps(level).total) > 8:
        yield f"and {total - 8} more camps"


def told_clash(clash: Clash, dossier: Dossier) -> Iterator[str]:
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


def remarks(asked: QuestionClaims, claims: Sequence[Claim]) -> Iterator[str]:
    """What a reader must know of the claims a finding rests on: what was inferred, held to be one, or said by
    one voice twice.
    """
    for claim in claims:
        if claim.inferred:
            yield f"{value_text(claim)} ({claim.siglum}, {claim.at}) is the encoder's inference: {claim.inferred}"
    for about in sorted({claim.question.about for claim in claims}):
        entity = asked.dossier.entities.get(about)
        if entity is not None and entity.because:
            verb, other = (
                ("is held to be", asked.dossier.canonical(about))
                if entity.same_as
                else ("may be", entity.maybe)
            )
            yield f"{about} {verb} {other}: {entity.because}"


def readings_of(claims: Sequence[Claim]) -> tuple[Reading, ...]:
    """The readings of some claims by their words, in the order in which they come."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(value_text(claim), []).append(claim)
    return tuple(Reading(said, tuple(found), found[0].denies) for said, found in grouped.items())


def settle(asked: QuestionClaims, claims: Sequence[Claim]) -> str:
    """What would settle a disagreement: a kind of record, and the voices that are only reported."""
    said = SETTLE.get(asked.property.type, "a source nearer to the matter")
    cited = list(
        dict.fromkeys(asked.dossier.voice_name(claim.voices[-1].voice) for claim in claims if claim.voices)
    )
    if cited:
        said += f"; and the words themselves of {'; '.join(cited[:4])}"
    return said


def several_minds(asked: QuestionClaims, level: str) -> list[tuple[str, tuple[Claim, ...]]]:
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


def one_mind_only(asked: QuestionClaims, level: str) -> bool:
    """Whether the whole disagreement is one source's own voice against itself."""
    camps = asked.camp_claims(level)
    if asked.camps(level).total != len(camps):
        return False
    common = frozenset.intersection(*(frozenset(claim.id for claim in group) for group in camps))
    torn = [claim for claim in asked.standing if claim.id not in common]
    return len({(claim.holder, claim.source) for claim in torn}) == 1 and torn[0].holder == torn[0].source
