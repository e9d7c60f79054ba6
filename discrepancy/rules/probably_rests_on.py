"""A104: sources that share what hardly anyone else has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.copying import ProbableCopy, SharedValue, precise_answers, probable_copies
from discrepancy.comparison.origins import sources_behind
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import distinct_values, readings_of
from discrepancy.values.base import Unknown, Value, read
from discrepancy.values.errors import Unreadable

MOST_SHOWN = 6
PARTS = ((0.9, "nearly all"), (0.6, "most"), (0.4, "about half"), (0.0, "about a third"))


@rule("A104", "probably-rests-on", reads="dossier", kinds=("dependence",))
def probably_rests_on(view: View) -> Iterator[Fault]:
    """Two sources share exact figures and dates that hardly anyone else has, far more often than independent
    sources would.

    Why
        Independent works agree where the truth, or the common source of all, is plain; descent shows in what
        two share against the rest (Lachmann's common errors). Every exact figure or date in their own voice
        is counted, on questions where sources differ: the chance of a shared value by how many of the others
        have it, (k + 1) / (n + 2), against the chance if a share of the answers was taken over (the model of
        Dong, Berti-Equille and Srivastava, "Integrating conflicting data: the role of source dependence",
        VLDB 2009, with the share that fits best). Told where there are at least 8 such questions, 4 values
        that at most a third of the others have, a share of a third, odds of 1,000 times the number of pairs
        of sources, and 4 questions on which both depart alike from a reading that is better attested, which
        are at least half of those on which both depart. It is never a fact: once `derived_from` says so, the
        pair is no longer told.

    Flags
        corve:
          - about: aldwater
            says:
              killed: 811
              wounded: 1,207   # <- A104
              missing: 93
              prisoners: 411
              strength: 6,317
              casualties: 2,522
              strength[side=attackers]: 7,204
              strength[side=defenders]: 5,119
        hugh:
          - about: aldwater
            says:
              killed: 811
              wounded: 1,207   # <- A104
              missing: 93
              prisoners: 411
              strength: 6,317
              casualties: 2,522
              strength[side=attackers]: 7,204
              strength[side=defenders]: 5,119
        ness:
          - about: aldwater
            says:
              killed: 901
              wounded: 1,400
              missing: 12
              prisoners: 502
              strength: 8,000
              casualties: 2,815
              strength[side=attackers]: 9,000
              strength[side=defenders]: 4,000
        tarn:
          - about: aldwater
            says:
              killed: 901
              wounded: 1,400
              missing: 12
              prisoners: 502
              strength: 7,000
              casualties: 2,097
              strength[side=attackers]: 8,100
              strength[side=defenders]: 6,000

    Accepts
        corve:
          - aldwater.killed: 811
          - aldwater.wounded: 1,207
        hugh:
          - aldwater.killed: 811
          - aldwater.wounded: 1,207
        ness:
          - aldwater.killed: 901
          - aldwater.wounded: 1,400

    Known limits
        Two that are right where several others make the same errors look like copies, and so do two that took
        it all from a third that is not in the dossier. Among fewer than four sources nothing is better
        attested, and nothing is told. Which rests on which is told only by when they were written. A round
        figure weighs as much as an exact one.
    """
    sources = view.dossier.sources
    found = probable_copies(
        precise_answers(
            view.questions.values(), frozenset(key for key, source in sources.items() if source.background)
        )
    )
    pairs = {frozenset((one.left, one.right)) for one in found}
    for one in found:
        if not sources_behind(view.dossier, one.left) & sources_behind(
            view.dossier, one.right
        ):  # else it is written already
            between = [
                key for key in sources if {frozenset((key, one.left)), frozenset((key, one.right))} <= pairs
            ]
            yield _fault(view.dossier, one, between)


def _fault(dossier: Dossier, one: ProbableCopy, between: Sequence[str]) -> Fault:
    left, right = (dossier.sources[key].siglum for key in (one.left, one.right))
    first, later = left, right
    if known := (order := _order(dossier, one)) != 0:
        first, later = (left, right) if order < 0 else (right, left)
    said = (
        f"{later} probably rests on {first}"
        if known
        else f"{left} or {right} probably rests on the other, or both on a third"
    )
    whose = f"{later} says of its" if known else f"{left} and {right} say of their"
    shown = one.rare[:MOST_SHOWN]
    claims = tuple(claim for shared in shown for claim in _claims(shared, one))
    return Fault(
        question=shown[0].answers.on_question,
        kind="dependence",
        message=f"{said}: they agree on {one.agree} of {one.both} contested figures and dates, "
        f"where about {one.expected:.0f} would be chance",
        why=(
            f"at most a third of the others have {len(one.rare)} of the {one.agree} values they share",
            f"where both depart from what is better attested ({one.departed} times), "
            f"they depart alike {one.alike} times",
            *(_example(shared, one) for shared in shown),
            f"it looks as if {_part(one.share)} were taken over ({one.share:.0%}); "
            f"odds against chance: 10 to the power {one.odds:.0f}",
            f"{later} was written later; both may rest on a third"
            if known
            else "which of them is the earlier is not stated",
        ),
        hints=tuple(hint for key in between if (hint := _between(dossier, key, one))),
        settle=f"what {whose} sources; write it under derived_from",
        claims=claims,
        readings=readings_of(claims),
        key=f"{one.left} {one.right}",
    )


def _example(shared: SharedValue, one: ProbableCopy) -> str:
    asked = shared.answers.on_question
    claims = _claims(shared, one)
    places = "; ".join(f"{claim.siglum} ({claim.at})" for claim in claims)
    others = "the one other" if shared.others == 1 else f"{shared.having or 'none'} of {shared.others} others"
    has = (
        "has it not"
        if shared.others == 1 and not shared.having
        else "has it"
        if shared.others == 1
        else "have it"
    )
    return f"{asked.question}: {distinct_values(claims[:1])}, say {places}; {others} {has}"


def _claims(shared: SharedValue, one: ProbableCopy) -> tuple[Claim, ...]:
    return tuple(shared.answers.claims[source, shared.value] for source in (one.left, one.right))


def _part(share: float) -> str:
    return next(words for least, words in PARTS if share >= least)


def _between(dossier: Dossier, key: str, one: ProbableCopy) -> str:
    """A hint that the two may be tied only by a third, which has most of what they share; else nothing."""
    too = sum(key in shared.answers.holders[shared.value] for shared in one.rare)
    return (
        f"perhaps by way of {dossier.sources[key].siglum}, which has {too} of the {len(one.rare)} too"
        if 2 * too >= len(one.rare)
        else ""
    )


def _order(dossier: Dossier, one: ProbableCopy) -> int:
    """-1 if the left was surely written before the right, 1 if after, 0 if that is not stated."""
    left, right = (_written(dossier.sources[key].written) for key in (one.left, one.right))
    if left is None or right is None:
        return 0
    return -1 if left[1] < right[0] else 1 if right[1] < left[0] else 0


def _written(text: str) -> tuple[float, float] | None:
    """The first and last day on which a work can have been written."""
    for name in ("date", "span"):
        try:
            value: Value = read(name, text)
        except Unreadable:
            continue
        if isinstance(value, Unknown) or not value.licensed:
            return None
        start, end = (value.licensed, value.licensed) if name == "date" else value.licensed
        return (start[0][0], end[-1][1]) if start and end else None
    return None
