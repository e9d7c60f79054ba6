"""What local rules find in some of the questions of a dossier, with how much they looked at: results of parts
can be kept in the cache and added up to that of the whole.
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
    """What local rules found in some of the questions of a dossier, and the work it took.

    `preset_effects` is what other conventions would change; `open_questions` are those whose camps are
    not all listed, `undecided` what reasoning left undecided. `comparisons` counts pairs of claims,
    `looked_at` the questions, quotes and texts that rules looked at, `steps` those of reasoning,
    `law_applications` how often laws were applied, `sharing_applications` the same for each law on how
    many may share a time; `own_laws` are the dossier's own laws that applied at all.
    """

    findings: tuple[Finding, ...] = ()
    preset_effects: tuple[PresetEffect, ...] = ()
    open_questions: tuple[Question, ...] = ()
    undecided: tuple[tuple[Question, str], ...] = ()
    comparisons: int = 0
    looked_at: Mapping[str, int] = field(default_factory=dict)
    steps: int = 0
    law_applications: int = 0
    sharing_applications: Mapping[str, int] = field(default_factory=dict)
    own_laws: frozenset[str] = frozenset()


def partial_result(
    view: View, findings: tuple[Finding, ...], changes: tuple[PresetEffect, ...]
) -> PartialResult:
    """What was found in all questions of `view` by rules that read what is `LOCAL`."""
    reasoned = view.reasoning
    sharing = {law.name for law in view.laws if isinstance(law.body, AtMost)}
    return PartialResult(
        findings,
        changes,
        open_questions=tuple(question for question, one in view.questions.items() if not one.decided),
        undecided=_ordered(reasoned.undecided, view),
        comparisons=view.comparisons,
        looked_at={
            "question": len(view.questions),
            "quote": len(view.quoted(False)),
            "text": len(view.quoted(True)) if view.checked.texts else 0,
        },
        steps=sum(one.steps for one in reasoned.components),
        law_applications=sum(reasoned.applied.values()),
        sharing_applications={name: reasoned.applied[name] for name in sharing},
        own_laws=frozenset(law.name for law in view.dossier.laws if reasoned.applied.get(law.name)),
    )


def merged_results(results: Sequence[PartialResult], view: View) -> PartialResult:
    """What was found in groups that together are all the questions of `view`."""
    looked, sharing = Counter[str](), Counter[str]()
    for one in results:
        looked.update(one.looked_at)
        sharing.update(one.sharing_applications)
    place = {question: i for i, question in enumerate(view.questions)}
    return PartialResult(
        findings=tuple(finding for one in results for finding in one.findings),
        preset_effects=tuple(
            sorted(
                (change for one in results for change in one.preset_effects),
                key=lambda one: (PRESETS.index(one.preset), place[one.question]),
            )
        ),
        open_questions=tuple(
            sorted((question for one in results for question in one.open_questions), key=place.__getitem__)
        ),
        undecided=_ordered([said for one in results for said in one.undecided], view),
        comparisons=sum(one.comparisons for one in results),
        looked_at=looked,
        steps=sum(one.steps for one in results),
        law_applications=sum(one.law_applications for one in results),
        sharing_applications=sharing,
        own_laws=frozenset().union(*(one.own_laws for one in results)),
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
    return list(_GroupSplit(view, groups).results(findings, changes))


class _GroupSplit:
    """Tells of everything in a view to which group it belongs."""

    def __init__(self, view: View, groups: QuestionGroups) -> None:
        self._view = view
        self._groups = groups.every
        self._of = {question: i for i, group in enumerate(groups.every) for question in group}
        self._places = groups.places

    def results(
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
                open_questions=tuple(
                    question
                    for question in group
                    if question in view.questions and not view.questions[question].decided
                ),
                undecided=tuple(undecided[i]),
                comparisons=pairs[i],
                looked_at={"question": len(group), "quote": quotes[i], "text": texts[i]},
                steps=steps[i],
                law_applications=sum(laws[i].values()),
                sharing_applications={name: times for name, times in laws[i].items() if name in sharing},
                own_laws=frozenset(own & laws[i].keys()),
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
