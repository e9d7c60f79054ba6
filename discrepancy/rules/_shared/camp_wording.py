"""How rules put the camps of a question: what stands against what, who says it, who rejects it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.opposed_claims import Rejection
from discrepancy.comparison.question_claims import Clash, QuestionClaims
from discrepancy.comparison.readings import value_text
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import citations, distinct_values, value_and_speaker
from discrepancy.system.display import counted

MOST_CAMPS = 8  # that have a line
MOST_DENIALS = 8  # that have a line
MOST_NAMED = 2  # in a headline, of those who reject, of what they reject, and of what strains
NONE_FITS = "no one answer fits all, though any two may be true together"
BESTS = "best estimates outside each other's range"


def headline(
    clashes: Sequence[Clash],
    rejected: Sequence[Rejection],
    strained: Sequence[Clash],
    dossier: Dossier,
    total: int,
) -> str:
    """What stands against what in a line, of `total` camps: the first clash, who rejects what, and what only
    strains.
    """
    said: list[str] = []
    named: set[str] = set()
    for clash in clashes[:1]:
        sides = (clash.left, clash.right)
        named |= {value_text(claim) for claim in sides}
        said.append(" against ".join(value_and_speaker(claim, dossier) for claim in sides))
    by_speaker: dict[str, dict[str, None]] = {}
    for one in rejected:
        what = value_and_speaker(one.rejected, dossier)
        by_speaker.setdefault(_denier(one.denial, dossier), {})[what] = None
        named.add(value_text(one.rejected))
    said += [f"{who} rejects {_listed(list(what))}" for who, what in list(by_speaker.items())[:MOST_NAMED]]
    if (more := len(by_speaker) - MOST_NAMED) > 0:
        said.append(f"and {counted(more, 'other')} reject it")
    beside = [claim for clash in strained for claim in (clash.left, clash.right)]
    beside = [claim for claim in beside if value_text(claim) not in named and not claim.denies]
    if said and beside:
        told = dict.fromkeys(value_and_speaker(claim, dossier) for claim in beside)
        said.append(f"in tension with {_listed(list(told))}")
    if not said:
        return NONE_FITS if total > 1 else BESTS
    return "; ".join(said) + (f"; {total} camps in all" if total > 2 else "")


def _listed(what: Sequence[str]) -> str:
    more = f" and {len(what) - MOST_NAMED} more" if len(what) > MOST_NAMED else ""
    return ", ".join(what[:MOST_NAMED]) + more


def camp_lines(asked: QuestionClaims, level: str) -> Iterator[str]:
    """A line for each camp with what only it holds and who says it, then for what several hold. Denials have
    a camp's line only where it holds nothing else of its own.
    """
    dossier, camps = asked.dossier, asked.camp_claims(level)
    told: set[str] = set()
    for number, group in enumerate(camps[:MOST_CAMPS], 1):
        own = own_claims(group, camps)
        own = tuple(claim for claim in own if not claim.denies) or own
        told |= {claim.id for claim in own}
        yield f"camp {number}: {distinct_values(own)}, says {citations(own, dossier)}"
    if (total := asked.camps(level).total) > MOST_CAMPS:
        yield f"and {total - MOST_CAMPS} more camps"
    shared: dict[tuple[int, ...], list[Claim]] = {}
    for claim in asked.standing:
        if claim.id not in told and not claim.denies:
            numbers = tuple(number for number, group in enumerate(camps, 1) if claim in group)
            shared.setdefault(numbers, []).append(claim)
    for numbers, claims in shared.items():
        if len(numbers) > 1:
            where = "every camp" if len(numbers) == total else f"camps {', '.join(map(str, numbers))}"
            yield f"in {where}: {distinct_values(claims)}, says {citations(claims, dossier)}"


def own_claims(camp: Sequence[Claim], camps: Sequence[Sequence[Claim]]) -> tuple[Claim, ...]:
    """The members of a camp that are in no other, or all of them where every one is shared."""
    elsewhere = {claim.id for other in camps if other is not camp for claim in other}
    return tuple(claim for claim in camp if claim.id not in elsewhere) or tuple(camp)


def rejection_lines(rejected: Sequence[Rejection], dossier: Dossier) -> Iterator[str]:
    """A line for each denial that excludes an answer: who rejects what, and who says it."""
    by_denial: dict[str, list[Rejection]] = {}
    for one in rejected:
        by_denial.setdefault(one.denial.id, []).append(one)
    for mine in list(by_denial.values())[:MOST_DENIALS]:
        denial = mine[0].denial
        denied = value_text(denial).removeprefix("not ")
        same = [one.rejected for one in mine if value_text(one.rejected) == denied]
        within = [one.rejected for one in mine if value_text(one.rejected) != denied]
        said = f"{_denier(denial, dossier)} rejects {denied} ({denial.at})"
        said += f", which is said by {citations(same, dossier)}" if same else ""
        if within:
            said += f", and with it {distinct_values(within)}, said by {citations(within, dossier)}"
        yield said
        yield from (f"at most a tension: {met.why}" for _, _, met in mine if met.why)
    if (more := len(by_denial) - MOST_DENIALS) > 0:
        yield f"and {counted(more, 'further denial')}"


def _denier(denial: Claim, dossier: Dossier) -> str:
    """Who denies: a source by its siglum, a voice by its name and the source that cites it."""
    if denial.holder == denial.source:
        return denial.siglum
    return f"{dossier.voice_name(denial.holder)}, in {denial.siglum},"


def clash_reasons(clash: Clash) -> Iterator[str]:
    """The reason two claims exclude each other, with its numbers."""
    yield from (step for step in clash.relation.why if not _says_nothing(step, clash))
    if clash.comparability.why:
        yield f"at most a tension: {clash.comparability.why}"


def strain_reasons(clash: Clash, dossier: Dossier) -> Iterator[str]:
    """Which two claims only strain, where others exclude each other, and the reason."""
    sides = (value_and_speaker(claim, dossier) for claim in (clash.left, clash.right))
    yield f"in tension only: {' and '.join(sides)}"
    yield from clash_reasons(clash)


def _says_nothing(step: str, clash: Clash) -> bool:
    """Whether a step only repeats a value ("1907" is 1907)."""
    return any(step == f'"{text}" is {text}' for text in (clash.left.value.text, clash.right.value.text))
