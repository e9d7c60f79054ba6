"""D107: two lives under one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discrepancy.comparison.lives import Life, is_after, lies_within, two_lives
from discrepancy.comparison.readings import attribution, value_text
from discrepancy.findings.rule import Fault, rule
from discrepancy.findings.view import DossierFindings
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.rules._shared.wording import readings_of
from discrepancy.values.dates.gaps import date_gap

DISAGREEMENTS = ("conflict", "tension", "difference")
WITHIN = "one lies within the other: or one source gives the years in which the person was active"


@rule("D107", "two-people", reads="findings", kinds=("gap",))
def two_people(found: DossierFindings) -> Iterator[Fault]:
    """What is said of one person makes two lives that cannot be one: perhaps two people of one name.

    Why
        Births ten years apart and deaths ten years apart, or a life that is over before another begins, are
        seldom a slip: a father and a son, a child and the one named after it, or a stranger. It is told once
        for the person; the findings on it name it, in place of the causes that each would have by itself.
        Nothing is proposed where only one of the two dates is off, which is a slip until more is known.

    Flags
        corve:
          - ralph.born: 1600   # <- D107
          - ralph.died: 1650
        hugh:
          - ralph.born: 1750   # <- D107
          - ralph.died: 1810

        corve:
          - ralph.born: 1702   # <- D107
          - ralph.born: 1704
          - ralph.died: 1703
          - ralph.died: 1770

    Accepts
        corve:
          - ralph.born: 1600
          - ralph.died: 1650
        hugh:
          - ralph.born: 1700
          - ralph.died: 1650

    Known limits
        Only births and deaths are compared, not what someone did when. Of one source's births and deaths the
        first is taken to belong to the first.
    """
    view = found.view
    dossier = view.dossier
    for question, born in view.questions.items():
        died = view.questions.get(question._replace(property="died")) if question.property == "born" else None
        entity = dossier.entities.get(question.about)
        if died is None or entity is None or entity.kind not in ("person", ""):
            continue
        lives = two_lives(born, died)
        if lives is None:
            continue
        claims = tuple(
            claim for life in (*lives.first, *lives.second, *lives.others) for claim in life.claims
        )
        both = f"{_life(lives.first, dossier)}, and {_life(lives.second, dossier)}"
        yield Fault(
            question=born,
            kind="gap",
            message=f"{entity.name}: perhaps two people under one name: {both}",
            why=(
                *_reasons(lives.first[0], lives.second[0]),
                *(f"not to be given to either: {_life([life], dossier)}" for life in lives.others),
            ),
            hints=(WITHIN,) if lies_within(lives.first[0], lives.second[0]) else (),
            settle="what else each source says of the one it means: parents, places, offices; if they are "
            "two, an entry for each, and the claims moved to it",
            claims=claims,
            readings=readings_of(claims),
            key=question.about,
            links=tuple(
                finding.id
                for finding in found.findings
                if finding.kind in DISAGREEMENTS and _concerns(finding.claims, question.about, finding.rule)
            ),
            instead="two people under one name",
        )


def _concerns(claims: Sequence[Claim], about: str, code: str) -> bool:
    """Whether a finding is on a person, or is on laws that a date of the person's life is judged by."""
    if code.startswith("L"):
        return any(
            claim.question.about == about and claim.question.property in ("born", "died") for claim in claims
        )
    return any(claim.question.about == about for claim in claims)


def _life(lives: Sequence[Life], dossier: Dossier) -> str:
    """Lives that are one in words, by the first that tells most: `born 1600, died 1650 (C, H)`."""
    fullest = next((life for life in lives if life.complete), lives[0])
    said = [
        f"{word} {value_text(claim)}"
        for word, claim in (("born", fullest.born), ("died", fullest.died))
        if claim is not None
    ]
    who = dict.fromkeys(attribution(life.claims[0], dossier) for life in lives)
    return f"{', '.join(said)} ({', '.join(who)})"


def _reasons(a: Life, b: Life) -> Iterator[str]:
    """What keeps two lives apart."""
    for word, left, right in (("births", a.born, b.born), ("deaths", a.died, b.died)):
        if left is not None and right is not None:
            apart = date_gap(
                (left.value, right.value),
                (left.value.plain, right.value.plain),
                (left.value.licensed, right.value.licensed),
            )
            if apart is not None:
                yield f"the {word}, {value_text(left)} and {value_text(right)}, are {apart.length} apart"
    for earlier, later in ((a, b), (b, a)):
        if earlier.died is not None and later.born is not None and is_after(later.born, earlier.died):
            died, born = value_text(earlier.died), value_text(later.born)
            yield f"the one died ({died}) before the other was born ({born})"
