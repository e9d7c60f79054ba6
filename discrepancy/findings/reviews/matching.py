"""Reviews matched to findings: what was decided of which, and whether it still stands. Nothing is read or
written here.

A review holds the `content` of its finding as it was seen: a hash of each claim, in camps. So the camps of
today can be told from those of then: the same (reviewed), with a claim more in a known camp (grown), or
others (stale).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from types import MappingProxyType
from typing import NamedTuple

from discrepancy.comparison.readings import Reading
from discrepancy.findings.finding import Finding, fingerprint
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem, problem
from discrepancy.model.review import Decision, Review
from discrepancy.system.display import one_line
from discrepancy.values.errors import did_you_mean

STATUSES = ("new", "open", "stale", "grown", "reviewed", "orphaned")
CONTENT = 1  # version of the content below; what another version wrote is stale
# From what identifies a finding today to what did in an earlier version, so that reviews made then are found:
# one function a version.
FORMER: tuple[Callable[[str], str], ...] = ()
# Families of rules in which a claim that says the same as another joins it; elsewhere each claim stands alone.
BY_READING = "DSLP"
MOST_HASHED = 500  # claims that a content names one by one
LONGEST = 300  # characters of the line that says what was seen
_SIGLA = re.compile(r"\(([^()]+)\)(?= \||\Z)")  # who has a reading, in the line that says what was seen
MOST_NAMES = 256  # combinations of former names that are tried


class FormerNames(NamedTuple):
    """What had other names before: the former ids of each entity, property and term, by the id of today, and
    those of each source.
    """

    words: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]

    @property
    def all(self) -> Mapping[str, tuple[str, ...]]:
        """Those of both, for a text that may hold either."""
        return {**self.words, **{id_: (*self.words.get(id_, ()), *was) for id_, was in self.sources.items()}}


def with_reviews(dossier: Dossier, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a dossier, each with its review and status."""
    if not dossier.reviews and dossier.baseline is None:
        return list(findings)
    names = former_names(dossier)
    reviews, _ = pair_reviews(dossier, findings)
    known = {one.finding: one.content for one in dossier.baseline or ()}
    return [
        _judged(
            finding, reviews.get(finding.id), known if dossier.baseline is not None else None, names, dossier
        )
        for finding in findings
    ]


def _judged(
    finding: Finding,
    review: Review | None,
    known: Mapping[str, str] | None,
    names: FormerNames,
    dossier: Dossier,
) -> Finding:
    if review is not None:
        decided = review.decision
        status = review_standing(decided.content, finding, names) if decided.content else "reviewed"
        hint = rename_hint(finding, decided, dossier) if status == "stale" else ""
        return replace(
            finding, review=review, status=status, hints=(*finding.hints, *([hint] if hint else []))
        )
    if known is None or finding.kind == "review":
        return finding
    then = next((known[id_] for id_ in former_ids(finding.identified, names) if id_ in known), "")
    if then and review_standing(then, finding, names) != "stale":
        return replace(finding, known=True)
    return replace(finding, status="new")


def pair_reviews(
    dossier: Dossier, findings: Iterable[Finding]
) -> tuple[dict[str, Review], tuple[Review, ...]]:
    """By the id of each finding its review, and the reviews that have none. A review under former names is
    found too.
    """
    left = {review.finding: review for review in dossier.reviews}
    found: dict[str, Review] = {}
    alone = []
    for finding in findings:
        if finding.id in left:
            found[finding.id] = left.pop(finding.id)
        elif finding.id not in found:
            alone.append(finding)
    names = former_names(dossier)
    for finding in alone if left and (any(names) or FORMER) else ():
        if before := next((id_ for id_ in former_ids(finding.identified, names) if id_ in left), ""):
            found[finding.id] = left.pop(before)
    return found, tuple(left.values())


def review_problems(dossier: Dossier, findings: Iterable[Finding], rules: Sequence[str]) -> Iterator[Problem]:
    """What only shows beside the findings: a rule that there is not, and a review that does not say what was
    seen.
    """
    for review in dossier.reviews:
        for word in review.rule.split():
            if word not in rules:
                yield problem(
                    "E062",
                    review.mark,
                    "no such rule",
                    word,
                    did_you_mean(word, rules) or "discrepancy list rules has them all",
                )
    for finding in findings:
        if (
            finding.dossier == dossier.path
            and finding.review is not None
            and not finding.review.decision.content
        ):
            said = f"{finding.review.finding}: no content, so no change could be told"
            yield replace(
                problem("E063", finding.review.mark, said, expect=f"add content: {content(finding)}"),
                warning=True,
            )


def readings_line(finding: Finding) -> str:
    """What a finding says, on one line: the readings and who has them."""
    readings: Sequence[Reading] = () if finding.across else finding.readings
    said = " | ".join(f"{one.value} ({', '.join(one.sigla)})" for one in readings) or finding.message
    said = one_line(said)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def rename_hint(finding: Finding, then: Decision, dossier: Dossier) -> str:
    """In words, for a decision that stands no more: that a source may only be called otherwise now, if it
    looks so; else nothing.
    """
    remedy = "a source that was renamed says was: and its former id; then what was decided stands"
    seen = (
        [siglum for found in _SIGLA.findall(then.saw) for siglum in found.split(", ")]
        if not finding.across
        else []
    )
    sources = dossier.sources
    sigla = {source.siglum for source in sources.values()}
    gone = [siglum for siglum in dict.fromkeys(seen) if siglum not in sigla]
    new = [
        claim
        for claim in finding.claims
        if claim.siglum not in seen and not (claim.source in sources and sources[claim.source].was)
    ]
    came = list(dict.fromkeys(claim.siglum for claim in new))
    if gone and came:
        now = f"is it {came[0]} now?" if len(gone) == len(came) == 1 else f"renamed? {', '.join(came)} came"
        are = "is" if len(gone) == 1 else "are"
        return (
            f"{' and '.join(gone)}, of which the review speaks, {are} not among the sources now; "
            f"{now} ({remedy})"
        )
    if then.saw == readings_line(finding) and not any(source.was for source in dossier.sources.values()):
        return f"what is seen is what was seen, word for word: perhaps the id of a source changed ({remedy})"
    return ""


# Former names


def former_names(dossier: Dossier) -> FormerNames:
    """By the id of each entity, property, term and source that had others before: those."""
    vocabulary = dossier.vocabulary
    found = {key: term.was for key, term in vocabulary.terms.items() if term.was}
    found |= {key: prop.was for key, prop in vocabulary.properties.items() if prop.was}
    found |= {key: entity.was for key, entity in dossier.entities.items() if entity.was}
    return FormerNames(found, {key: source.was for key, source in dossier.sources.items() if source.was})


def former_ids(said: str, names: FormerNames) -> Iterator[str]:
    """The ids of the finding that `said` identifies: today's, then those that it had under former names and
    in former versions.
    """
    for text in under_former_names(said, names.all):
        text = _in_order(text)
        yield fingerprint(text)
        for before in FORMER:
            yield fingerprint(before(text))


def under_former_names(text: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """`text` as it is, then with the ids in it replaced by former ones, in at most MOST_NAMES ways."""
    here = [name for name in names if name in text and re.search(_word(name), text)]
    if not here:
        yield text
        return
    words = re.compile("|".join(_word(name) for name in sorted(here, key=len, reverse=True)))
    for chosen in islice(product(*((name, *names[name]) for name in here)), MOST_NAMES):
        told = dict(zip(here, chosen, strict=True))
        yield words.sub(lambda match, told=told: told[match.group()], text)  # type: ignore[misc]  # bound now, not when the loop has gone on


def _word(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"


def _in_order(said: str) -> str:
    """What identifies a finding, the questions of its laws in the order that their names give them."""
    *rest, key = json.loads(said)
    parts = key.split("; ")
    questions = sorted((part for part in parts if "." in part), key=_order)
    if len(questions) < 2:
        return said
    return json.dumps(
        [*rest, "; ".join([*(part for part in parts if "." not in part), *questions])], ensure_ascii=False
    )


def _order(question: str) -> tuple[str, str, list[list[str]]]:
    about, _, asked = question.partition(".")
    name, _, scope = asked.rstrip("]").partition("[")
    return about, name, [pair.split("=", 1) for pair in scope.split(", ")] if scope else []


# Content


def content(finding: Finding) -> str:
    """What was found, so that it can be told whether it is still the same: version, kind, and the hashes of
    the claims in camps.
    """
    groups = {frozenset(_hash(_said(claim, finding)) for claim in group) for group in _groups(finding)}
    camps = "/".join(sorted("+".join(sorted(group)) for group in groups))
    if sum(map(len, groups)) > MOST_HASHED:
        camps = hashlib.sha256(camps.encode()).hexdigest()
    return f"{CONTENT}:{finding.kind}:{camps}{_total(finding)}"


def review_standing(then: str, finding: Finding, names: FormerNames) -> str:
    """Whether what was `then` is what is found now: reviewed, grown or stale."""
    if then == content(finding):
        return "reviewed"
    version, kind, camps = then.split(":", 2)
    body, mark, total = camps.partition("*")
    if (version, kind, mark + total) != (str(CONTENT), finding.kind, _total(finding)):
        return "stale"
    old = {frozenset(camp.split("+")) for camp in body.split("/")}
    known = frozenset().union(*old)
    now = {
        frozenset(_recognised(claim, finding, known, names) for claim in group) for group in _groups(finding)
    }
    if now == old:
        return "reviewed"
    return "grown" if len(now) == len(old) and {group & known for group in now} == old else "stale"


def _recognised(claim: Claim, finding: Finding, known: frozenset[str], names: FormerNames) -> str:
    """The hash of a claim: the one it is known by, under whatever names, or its own."""
    hashes = (_hash(text) for text in _under_names(claim, finding, names))
    own = next(hashes)
    return next((one for one in (own, *hashes) if one in known), own)


def _under_names(claim: Claim, finding: Finding, names: FormerNames) -> Iterator[str]:
    """What a claim says, today's names first, then with former ids of its sources and of whatever else it
    names.
    """
    here = [
        id_
        for id_ in dict.fromkeys([claim.source, *(link.voice for link in claim.voices if link.source)])
        if id_ in names.sources
    ]
    for chosen in islice(product(*((id_, *names.sources[id_]) for id_ in here)), MOST_NAMES):
        yield from under_former_names(
            _said(claim, finding, dict(zip(here, chosen, strict=True))), names.words
        )


def _groups(finding: Finding) -> Iterable[Sequence[Claim]]:
    """The claims of a finding, in its camps; where it has none, those that say the same together."""
    if finding.equal_claims:
        return finding.equal_claims
    family = finding.rule[0]
    if family == "D" and len(finding.camps) > 1 and not _total(finding):
        return finding.camps
    if family not in BY_READING:
        return [(claim,) for claim in finding.claims]
    reading = {claim.id: number for number, one in enumerate(finding.readings) for claim in one.claims}
    found: dict[object, list[Claim]] = {}
    for claim in finding.claims:
        found.setdefault(
            reading.get(claim.id, (claim.question, " ".join(claim.given.split()), claim.denies)), []
        ).append(claim)
    return list(found.values())


def _total(finding: Finding) -> str:
    """How many camps there are, where not all are listed."""
    return f"*{finding.camps_total}" if finding.camps_total > len(finding.camps) else ""


def _said(claim: Claim, finding: Finding, called: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a claim says, whatever its place in the files; its sources as they are `called`. On evidence the
    words quoted are part of it.
    """
    quote = " ".join(claim.quote.split()) if finding.rule.startswith("Q") else ""
    when = [claim.when.kind, claim.when.text] if claim.when else []
    given, source = " ".join(claim.given.split()), called.get(claim.source, claim.source)
    voices = [called.get(link.voice, link.voice) if link.source else link.voice for link in claim.voices]
    said = [
        source,
        *claim.question[:2],
        [list(pair) for pair in claim.question.scope],
        given,
        claim.denies,
        claim.stance,
        voices,
    ]
    return json.dumps([*said, when, claim.sense, quote], ensure_ascii=False)


def _hash(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()[:8]
