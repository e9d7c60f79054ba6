"""What was found in questions that hang together, and on how much it was looked: what one run can keep for
the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from discrepancy.findings.finding import Finding
from discrepancy.findings.independent_groups import QuestionGroups
from discrepancy.findings.run import PresetEffect
from discrepancy.findings.view import View
from discrepancy.model.claim import Question
from discrepancy.model.law import AtMost
from discrepancy.values.conventions import PRESETS

LOCAL_READS = (
    "question",
    "quote",
    "text",
    "group",
)  # what rules read that look at no more than one group of questions


@dataclass(frozen=True)
class PartialResult:
    """Findings and `changes` of them under other conventions; `open` questions whose camps are not all
    listed, and what reasoning left `undecided`; the pairs of claims compared; how many things of each sort
    rules looked at; the steps of reasoning, how often laws were applied, how often each law on how many may
    share a time, and which of the dossier's own laws applied at all.
    """

    findings: tuple[Finding, ...] = ()
    preset_effects: tuple[PresetEffect, ...] = ()
    open: tuple[Question, ...] = ()
    undecided: tuple[tuple[Question, str], ...] = ()
    pairs: int = 0
    looked: Mapping[str, int] = field(default_factory=dict)
    steps: int = 0
    applied: int = 0
    sharing: Mapping[str, int] = field(default_factory=dict)
    own: frozenset[str] = frozenset()


def partial_result(
    view: View, findings: tuple[Finding, ...], changes: tuple[PresetEffect, ...]
) -> PartialResult:
    """What was found in all questions of `view` by rules that read what is `LOCAL`."""
    reasoned = view.reasoning
    sharing = {law.name for law in view.laws if isinstance(law.body, AtMost)}
    return PartialResult(
        findings,
        changes,
        open=tuple(question for question, one in view.questions.items() if not one.decided),
        undecided=_ordered(reasoned.undecided, view),
        pairs=view.comparisons,
        looked={
            "question": len(view.questions),
            "quote": len(view.quoted(False)),
            "text": len(view.quoted(True)) if view.checked.texts else 0,
        },
        steps=sum(one.steps for one in reasoned.components),
        applied=sum(reasoned.applied.values()),
        sharing={name: reasoned.applied[name] for name in sharing},
        own=frozenset(law.name for law in view.dossier.laws if reasoned.applied.get(law.name)),
    )


def merged_results(results: Sequence[PartialResult], view: View) -> PartialResult:
    """What was found in groups that together are all the questions of `view`."""
    looked, sharing = Counter[str](), Counter[str]()
    for one in results:
        looked.update(one.looked)
        sharing.update(one.sharing)
    place = {question: i for i, question in enumerate(view.questions)}
    return PartialResult(
        findings=tuple(finding for one in results for finding in one.findings),
        preset_effects=tuple(
            sorted(
                (change for one in results for change in one.preset_effects),
                key=lambda one: (PRESETS.index(one.preset), place[one.question]),
            )
        ),
        open=tuple(sorted((question for one in results for question in one.open), key=place.__getitem__)),
        undecided=_ordered([said for one in results for said in one.undecided], view),
        pairs=sum(one.pairs for one in results),
        looked=looked,
        steps=sum(one.steps for one in results),
        applied=sum(one.applied for one in results),
        sharing=sharing,
        own=frozenset().union(*(one.own for one in results)),
    )


def _ordered(undecided: Sequence[tuple[Question, str]], view: View) -> tuple[tuple[Question, str], ...]:
    """What was left undecided, in the order of the questions, whatever the order of the work."""
    place = {question: i for i, question in enumerate(view.questions)}
    return tuple(sorted(undecided, key=lambda one: (place.get(one[0], -1), one)))


def results_by_group(
    view: View, groups: QuestionGroups, findings: Iterable[Finding], changes: Iterable[PresetEffect]
) -> list[PartialResult]:
    """What was found in each of the `groups` by rules that read what is `LOCAL`; nothing in those that are
    not in `view`.
    """
    return list(_GroupSplit(view, groups).accounts(findings, changes))


class _GroupSplit:
    """Tells of everything in a view to which group it belongs."""

    def __init__(self, view: View, groups: QuestionGroups) -> None:
        self._view = view
        self._groups = groups.every
        self._of = {question: i for i, group in enumerate(groups.every) for question in group}
        self._places = groups.places

    def accounts(
        self, findings: Iterable[Finding], changes: Iterable[PresetEffect]
    ) -> Iterator[PartialResult]:
        view, count = self._view, len(self._groups)
        found: list[list[Finding]] = [[] for _ in range(count)]
        changing: list[list[PresetEffect]] = [[] for _ in range(count)]
        for finding in findings:
            found[self._place(finding.question)].append(finding)
        for change in changes:
            changing[self._of[change.question]].append(change)
        pairs, steps = self._counted()
        undecided: list[list[tuple[Question, str]]] = [[] for _ in range(count)]
        for question, said in view.reasoning.undecided:
            undecided[self._place(question)].append((question, said))
        quotes, texts = (self._quoted(texts) for texts in (False, True))
        laws = self._laws()
        sharing = {law.name for law in view.laws if isinstance(law.body, AtMost)}
        own = {law.name for law in view.dossier.laws}
        for i, group in enumerate(self._groups):
            yield PartialResult(
                findings=tuple(found[i]),
                preset_effects=tuple(changing[i]),
                open=tuple(
                    question
                    for question in group
                    if question in view.questions and not view.questions[question].decided
                ),
                undecided=tuple(undecided[i]),
                pairs=pairs[i],
                looked={"question": len(group), "quote": quotes[i], "text": texts[i]},
                steps=steps[i],
                applied=sum(laws[i].values()),
                sharing={name: times for name, times in laws[i].items() if name in sharing},
                own=frozenset(own & laws[i].keys()),
            )

    def _place(self, question: Question) -> int:
        """The group of a question, which may be one that nobody answers."""
        return (
            self._of[question]
            if question in self._of
            else self._places[self._view.dossier.canonical(question.about)]
        )

    def _counted(self) -> tuple[list[int], list[int]]:
        """The pairs compared in each group, and the steps of reasoning."""
        view = self._view
        pairs, steps = [0] * len(self._groups), [0] * len(self._groups)
        for question, one in view.questions.items():
            pairs[self._of[question]] += one.comparisons
        for question, count in view.across():
            pairs[self._of[question]] += count
        for component in view.reasoning.components:
            pairs[self._place(component.first)] += component.pairs
            steps[self._place(component.first)] += component.steps
        return pairs, steps

    def _quoted(self, texts: bool) -> list[int]:
        found = [0] * len(self._groups)
        for one in self._view.quoted(texts):
            found[self._of[one.asked.question]] += 1
        return found

    def _laws(self) -> list[dict[str, int]]:
        found: list[dict[str, int]] = [{} for _ in self._groups]
        for (about, law), times in self._view.reasoning.applied_to.items():
            if about in self._places:  # else a law names it, and applies whatever is claimed
                mine = found[self._places[about]]
                mine[law] = mine.get(law, 0) + times
        return found
