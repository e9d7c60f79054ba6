"""A104: sources that share what hardly anyone else has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.comparable_answers import comparable_answers, declared_families
from discrepancy.comparison.copying import (
    LEAST_FAMILIES,
    CopyCluster,
    ProbableCopy,
    SharedAnswer,
    copy_clusters,
    probable_copies,
)
from discrepancy.comparison.origins import sources_behind
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import distinct_values, readings_of
from discrepancy.system.display import counted
from discrepancy.values.base import Unknown, Value, read
from discrepancy.values.errors import Unreadable

MOST_SHOWN = 3
MOST_PAIRS = 6
PARTS = ((0.9, "nearly all"), (0.6, "most"), (0.4, "about half"), (0.0, "about a third"))


@rule("A104", "probably-rests-on", reads="dossier", kinds=("dependence",))
def probably_rests_on(view: View) -> Iterator[Fault]:
    """Some sources share answers that hardly anyone else gives, far more often than independent sources
    would.

    Why
        Independent works agree where the truth, or the common source of all, is plain; descent shows in
        what some share against the rest (Lachmann's common errors). Every answer in their own voice is
        counted, of whatever type but framings and quotations, on questions where sources differ: the chance
        of a shared one by how many of the others bear it out, (k + 1) / (n + 2), and by how usual the
        answer is elsewhere, against the chance if a share of the answers was taken over (the model of Dong,
        Berti-Equille and Srivastava, "Integrating conflicting data: the role of source dependence", VLDB
        2009, with the share that fits best). Two are tied where there are at least 8 such questions, 4
        answers that at most a third of the others bear out, a share of a third, odds of 1,000 times the
        number of pairs of sources, and 4 questions on which both depart alike from a reading that is better
        attested, which are at least half of those on which both depart. Sources that hang together by such
        ties are told as one cluster. It is never a fact: what `derived_from` says is no longer told, works
        that rest on one another count as one voice, and answers in another `sense` are not held against one
        another.

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
        it all from a third that is not in the dossier, or that mean the same by a word and do not say so.
        Among fewer than four sources nothing is better attested, and nothing is told; nor where most of the
        sources are copies. Where two stand against two throughout, both pairs are told. Which rests on which
        is told only by when they were written.
    """
    dossier = view.dossier
    families = declared_families(dossier)
    if len(set(families.values())) < LEAST_FAMILIES:
        return
    answers = comparable_answers(view.questions.values(), dossier, families)
    pairs = [
        pair
        for pair in probable_copies(answers, families)
        if not sources_behind(dossier, pair.left) & sources_behind(dossier, pair.right)
    ]  # else it is written already
    for cluster in copy_clusters(answers, pairs, families):
        yield _fault(dossier, cluster)


def _fault(dossier: Dossier, cluster: CopyCluster) -> Fault:
    shown = _examples(cluster)
    claims = tuple(claim for shared in shown for claim in _claims(shared, cluster))
    (first, later), dated = _in_order(dossier, cluster)
    if len(cluster.sources) > 2:
        who = f"{_listed(dossier, cluster.sources)} probably rest on one another, or on a common source"
        whose = "these sources say of their"
    elif dated:
        who, whose = f"{later} probably rests on {first}", f"{later} says of its"
    else:
        who = f"{first} or {later} probably rests on the other, or both on a third"
        whose = f"{first} and {later} say of their"
    of = counted(cluster.answered, "answer")
    return Fault(
        question=shown[0].answers.asked,
        kind="dependence",
        message=f"{who}: {len(cluster.shared):,} of {of} that few others give are the same",
        why=(
            *(_example(shared, cluster) for shared in shown),
            *_weights(dossier, cluster, first, later, dated),
        ),
        hints=tuple(_hints(cluster)),
        settle=f"what {whose} sources; write it under derived_from",
        claims=claims,
        readings=readings_of(claims),
        key=" ".join(cluster.sources),
    )


def _examples(cluster: CopyCluster) -> list[SharedAnswer]:
    """The most telling answers; of a large cluster as many more as bring in each of its sources."""
    shown = list(cluster.shared[:MOST_SHOWN])
    for source in cluster.sources:
        if not any(source in shared.answers.holders[shared.answer] for shared in shown):
            shown += [one for one in cluster.shared if source in one.answers.holders[one.answer]][:1]
    return shown


def _example(shared: SharedAnswer, cluster: CopyCluster) -> str:
    asked = shared.answers.asked
    claims = _claims(shared, cluster)
    places = "; ".join(dict.fromkeys(f"{claim.siglum} ({claim.at})" for claim in claims))
    if shared.others == 1:
        others = f"the one other {'bears' if shared.having else 'does not bear'} it out"
    else:
        verb = "bears" if shared.having == 1 else "bear"
        others = f"{shared.having or 'none'} of {shared.others} others {verb} it out"
    own = [claim for claim in claims if claim.source == claims[0].source]
    return f"{asked.question}: {distinct_values(own)}, say {places}; {others}"


def _claims(shared: SharedAnswer, cluster: CopyCluster) -> tuple[Claim, ...]:
    """What the sources of a cluster say that give an answer."""
    return tuple(
        claim
        for source in cluster.sources
        if source in shared.answers.holders[shared.answer]
        for claim in shared.answers.claims[source][shared.answer]
    )


def _weights(dossier: Dossier, cluster: CopyCluster, first: str, later: str, dated: bool) -> Iterator[str]:
    """How the pairs of a cluster were weighed; those that weigh most come first."""
    if len(cluster.sources) == 2:
        (pair,) = cluster.pairs
        yield f"they agree on {_agreement(pair)}"
        yield _departures(pair)
        yield f"{_taken_over(pair)}; odds against chance: 10 to the power {pair.odds:.0f}"
        yield (
            f"{later} was written later; both may rest on a third"
            if dated
            else "which of them is the earlier is not stated"
        )
        return
    pairs = sorted(cluster.pairs, key=lambda pair: (-pair.odds, pair.left, pair.right))
    for pair in pairs[:MOST_PAIRS]:
        yield (
            f"{_listed(dossier, (pair.left, pair.right))} agree on {_agreement(pair)}; {_departures(pair)}; "
            f"{_taken_over(pair)}"
        )
    if len(pairs) > MOST_PAIRS:
        yield f"so do {counted(len(pairs) - MOST_PAIRS, 'other pair')} of them"


def _agreement(pair: ProbableCopy) -> str:
    return f"{pair.agree} of {pair.both} contested answers, where about {pair.expected:.0f} would be chance"


def _departures(pair: ProbableCopy) -> str:
    return (
        f"where both depart from what is better attested ({pair.departed} times), "
        f"they depart alike {pair.alike} times"
    )


def _taken_over(pair: ProbableCopy) -> str:
    part = next(words for least, words in PARTS if pair.share >= least)
    return f"it looks as if {part} were taken over ({pair.share:.0%})"


def _hints(cluster: CopyCluster) -> Iterator[str]:
    """That the sources of a cluster may only mean something else by one word than the others do."""
    names = {shared.answers.asked.property.name for pair in cluster.pairs for shared in pair.rare}
    if len(names) == 1:
        name = names.pop()
        yield f"all of it is on {name}: perhaps they only count {name} otherwise; then say so with `sense`"


def _listed(dossier: Dossier, sources: Sequence[str]) -> str:
    """Some sources by their sigla: `A, B and C`."""
    sigla = [dossier.sources[key].siglum for key in sources]
    return f"{', '.join(sigla[:-1])} and {sigla[-1]}"


def _in_order(dossier: Dossier, cluster: CopyCluster) -> tuple[tuple[str, str], bool]:
    """The sigla of the first two sources, the earlier first, and whether that is stated."""
    left, right = (_written(dossier.sources[key].written) for key in cluster.sources[:2])
    first, second = (dossier.sources[key].siglum for key in cluster.sources[:2])
    if left is None or right is None or (left[0] <= right[1] and right[0] <= left[1]):
        return (first, second), False
    return ((first, second) if left[1] < right[0] else (second, first)), True


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
