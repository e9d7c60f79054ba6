"""Why findings went: settled by the claims, or silenced by something else that changed.

A finding is silenced if it would still be told of the claims of now under the settings of then: so much is
tried, by a run over such a dossier. What silenced it is what, put back into the dossier of now, brings it
back. Such runs are few and bounded, and made only where findings went.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from discrepancy.findings.analysis import engine
from discrepancy.findings.cache.result_cache import ResultCache
from discrepancy.findings.changes.claim_changes import claim_changes, claims_that_came, read_otherwise
from discrepancy.findings.changes.compare_runs import worse
from discrepancy.findings.changes.setting_words import node_words, setting_words
from discrepancy.findings.changes.settings import WHOLE_FILE, Setting, SettingChanges
from discrepancy.findings.comparison_records import GoneFinding, SilencedFinding
from discrepancy.findings.finding import KINDS, Finding
from discrepancy.findings.run import Run
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim
from discrepancy.model.dossier import Dossier
from discrepancy.reading import dossiers as reader
from discrepancy.system.display import counted, one_line

MOST_RERUNS = 12  # runs over one dossier with some of its settings put back, beside the first
_MOST_CLAUSES = 6

Key = tuple[str, str, str]


@dataclass
class _Target:
    """A finding that went, or that is told as less now (`told`): its cause is looked for."""

    finding: Finding
    told: list[Finding]
    kind: str = ""
    causes: list[Setting] = field(default_factory=list)
    read_otherwise: Claim | None = None
    claims_as_they_were: bool = False
    undecided: bool = False  # which of the causes it was, the bounded runs did not tell

    @property
    def source_ids(self) -> set[str]:
        return {claim.source for claim in _claims(self.finding)}


class _Told:
    """What is told of a dossier of now with some of its settings put back."""

    def __init__(self, run: Run | None) -> None:
        self.view = run.views[0] if run is not None and run.views else None
        self.by_id: dict[str, list[Finding]] = {}
        for finding in run.findings if run is not None else ():
            self.by_id.setdefault(finding.id, []).append(finding)

    def tells(self, target: _Target) -> list[Finding]:
        """The findings that it tells in place of one that went, where they are more than what is told now,
        and no less than what it is known to be.
        """
        found = self.by_id.get(target.finding.id, [])
        if target.kind:
            found = [one for one in found if KINDS.index(one.kind) <= KINDS.index(target.kind)]
        same = [one for one in found if one.rule == target.finding.rule] or found
        if not target.told or self.view is None:
            return same
        return [one for one in same if more_than(one, target.told, self.view)]


def more_than(one: Finding, others: Sequence[Finding], view: View) -> bool:
    """Whether a finding is worse than each of those told under its id, of its own rule if there are any."""
    alike = [other for other in others if other.rule == one.rule] or others
    return all(worse(one, other, view) for other in alike)


class Silencing:
    """Why the findings on one dossier went, which was another then; `home` is the folder in which that
    lies.
    """

    def __init__(
        self, now: View, then: View, home: Path, texts: Sequence[str], cache: ResultCache | None, folder: Path
    ) -> None:
        self.now, self.then, self.home = now, then, home
        self._texts, self._cache, self._folder = texts, cache, folder
        self._changes: SettingChanges | None = None
        self._reruns: dict[tuple[frozenset[Key], bool], _Told] = {}

    def of(
        self, before: Sequence[Finding], found: Mapping[str, list[Finding]]
    ) -> tuple[dict[tuple[str, str], str], list[SilencedFinding]]:
        """By id and rule why each of the findings of then that is not among those of now went; and those that
        were silenced, or are told as less since something else than their claims changed.
        """
        targets = [_Target(one, found.get(one.id, [])) for one in before if one.kind != "review"]
        targets = [one for one in targets if not one.told or self._is_less(one)]
        if not targets:
            return {}, []
        silenced = self._silenced(targets)
        self._find_causes(silenced)
        why = {
            (one.finding.id, one.finding.rule): self._settled(one.finding)
            for one in targets
            if not one.told and one not in silenced
        }
        return why, [self._record(one) for one in silenced]

    def _is_less(self, target: _Target) -> bool:
        one = target.finding
        return one.kind in ("conflict", "tension") and more_than(one, target.told, self.then)

    def _silenced(self, targets: list[_Target]) -> list[_Target]:
        """Those that would be told of the claims of now under the settings of then."""
        words = any(one.finding.rule[0] in "QG" for one in targets)
        files = {
            source.id: source.text_file
            for source in self.now.dossier.sources.values()
            if words and source.text_file
        }
        self._changes = SettingChanges(self.home, Path(self.now.dossier.path), self.now.dossier.path, files)
        every = {one.key for one in self._changes.settings}
        under_old = self._rerun(every) if every else None
        found = []
        for target in targets:
            target.read_otherwise = self._read_otherwise(target, under_old)
            if target.read_otherwise is not None:
                target.kind = target.finding.kind
                found.append(target)
            if target.read_otherwise is not None or under_old is None:
                continue
            told = under_old.tells(target)
            if not told and self._unread(target, under_old):
                # The settings of then cannot read what the claims say now: would those of now tell it of
                # the claims of then?
                target.claims_as_they_were = True
                as_they_were = self._rerun((), claims_then=True)
                told = [] if as_they_were.tells(target) else [target.finding]
            if told:
                gravest = min(KINDS.index(one.kind) for one in told)
                target.kind = KINDS[max(gravest, KINDS.index(target.finding.kind))]
                found.append(target)
        return found

    def _read_otherwise(self, target: _Target, under_old: _Told | None) -> Claim | None:
        """The claim of now whose own conventions make a finding vanish, where each of its claims stands in
        its words.
        """
        if under_old is not None and (under_old.view is None or under_old.tells(target)):
            return None
        view = under_old.view if under_old is not None else None
        return read_otherwise(_claims(target.finding), view.dossier if view else self.now.dossier)

    def _unread(self, target: _Target, under_old: _Told) -> bool:
        """Whether claims on the questions of a finding are lost under the settings of then."""
        asked = {claim.question for claim in _claims(target.finding)}
        read = {claim.id for claim in under_old.view.dossier.claims} if under_old.view else set()
        return any(claim.id not in read for claim in self.now.dossier.claims if claim.question in asked)

    def _rerun(self, put_back: Collection[Key], claims_then: bool = False) -> _Told:
        """What is told of the dossier of now with some settings as they were, or with its claims as they
        were.
        """
        assert self._changes is not None
        wanted = frozenset(put_back), claims_then
        if wanted not in self._reruns:
            shown_at = self.now.dossier.path
            folder = self._folder / str(len(self._reruns)) / (self.now.dossier.name or "dossier")
            self._changes.write(folder, put_back, claims_then)
            dossiers = [
                replace(one, path=str(folder)) for one in reader.read_dossiers([shown_at], {shown_at: folder})
            ]
            run = engine.run_rules(dossiers, texts=self._texts, cache=self._cache)
            self._reruns[wanted] = _Told(run)
        return self._reruns[wanted]

    def _find_causes(self, silenced: Sequence[_Target]) -> None:
        """Finds for each finding the settings that silenced it, as few as bring it back."""
        assert self._changes is not None
        settings = self._changes.settings
        wanted = [one for one in silenced if one.read_otherwise is None]
        if len(settings) == 1:
            for target in wanted:
                target.causes = list(settings)
            return
        left = [one for one in wanted if not one.claims_as_they_were]
        ranked = sorted(settings, key=lambda one: not any(_bears_on(one, target) for target in left))
        tried = 0
        for setting in ranked:
            if not left or tried == MOST_RERUNS // 2:
                break
            tried += 1
            told = self._rerun((setting.key,))
            for target in [one for one in left if told.tells(one)]:
                target.causes = [setting]
                left.remove(target)
        for target in left:
            target.causes, tried = self._together(target, settings, tried)
        for target in wanted:
            if target.claims_as_they_were:
                bearing = [one for one in settings if _bears_on(one, target)]
                target.causes = bearing or list(settings)

    def _together(
        self, target: _Target, settings: Sequence[Setting], tried: int
    ) -> tuple[list[Setting], int]:
        """The settings that silence a finding each by itself, so that only all of them put back bring it
        back, found by leaving out halves; and how many runs were made by then.
        """
        kept = sorted(settings, key=lambda one: _bears_on(one, target))
        size = sum(not _bears_on(one, target) for one in kept) or len(kept) // 2
        while size:
            at = 0
            while at < len(kept) > 1:
                if tried >= MOST_RERUNS:
                    target.undecided = True
                    return kept, tried
                tried += 1
                fewer = [*kept[:at], *kept[at + size :]]
                if fewer and self._rerun([one.key for one in fewer]).tells(target):
                    kept = fewer
                else:
                    at += size
            size = min(size, len(kept)) // 2
        return kept, tried

    def _settled(self, finding: Finding) -> str:
        claims = _claims(finding)
        then, now = self.then.dossier, self.now.dossier
        changed = claim_changes(claims, now)
        came = claims_that_came(claims, then, now)
        return changed or came or "what other claims say has changed"

    def _record(self, target: _Target) -> SilencedFinding:
        one = target.finding
        clauses = list(dict.fromkeys(map(self._words, target.causes)))
        more = f"; and {len(clauses) - _MOST_CLAUSES} more changes" if len(clauses) > _MOST_CLAUSES else ""
        why = "; ".join(clauses[:_MOST_CLAUSES]) + more
        if (claim := target.read_otherwise) is not None:
            why = f"{claim.siglum}'s {one_line(claim.value.text)} is now read by conventions of its own"
        now = min((other.kind for other in target.told), key=KINDS.index, default="")
        if target.undecided:
            why = f"by one or several of {counted(len(clauses), 'change')}: {why}"
        if target.claims_as_they_were:
            why = f"as the claims were it would not be told either: {why}"
        dossier = self.now.dossier
        return SilencedFinding(
            one.id, one.rule, one.name, target.kind, one.message, dossier.path, one.question, _claims(one),
            f"{_headline(target, now)}: {why}", claim.mark if claim else target.causes[0].mark, now,
            _decided(one),
        )  # fmt: skip

    def _words(self, setting: Setting) -> str:
        lies_in = ""
        if setting.section == WHOLE_FILE and self._changes is not None:
            lies_in = self._changes.place_now(setting.source)
        return setting_words(setting, self.then.dossier, self.now.dossier, lies_in)


def _headline(target: _Target, now: str) -> str:
    if not now:
        return "no longer told"
    if now != target.kind:
        return f"now only a {now}"
    return "fewer sides are told"


def _decided(finding: Finding) -> bool:
    """Whether somebody had decided a finding, and what was decided stood."""
    return finding.review is not None and finding.passes


def _claims(finding: Finding) -> tuple[Claim, ...]:
    return (*finding.claims, *(claim for group in finding.others for claim in group))


def _bears_on(setting: Setting, target: _Target) -> bool:
    """Whether a setting speaks of something that a finding speaks of, so that it is tried first."""
    if setting.source:
        return setting.source in target.source_ids
    if setting.section in ("conventions", "tolerance"):
        return True
    claims = _claims(target.finding)
    words = {claim.given.strip().casefold() for claim in claims}
    words |= {*(target.finding.law or "").split(", ")}
    for claim in claims:
        question = claim.question
        words |= {question.about, question.property, *(word for pair in question.scope for word in pair)}
    said = f"{node_words(setting.before)}, {node_words(setting.now)}".casefold()
    parts = {setting.name, *(part.strip() for part in said.replace(": ", ", ").split(", "))}
    return not (parts & words) <= {""}


def without_dossier(gone: GoneFinding, before: Finding, dossier: Dossier) -> SilencedFinding:
    """The record of a finding whose whole dossier is gone."""
    why = f"no longer told: the dossier {dossier.title or dossier.path} is gone"
    return SilencedFinding(
        gone.id, gone.rule, before.name, gone.kind, gone.message, "", gone.question, gone.claims,
        why, before.mark, "", _decided(before),
    )  # fmt: skip


def with_silenced(
    run: Run,
    earlier: Run,
    homes: Mapping[str, str],
    texts: Sequence[str] = (),
    cache: ResultCache | None = None,
) -> Run:
    """`run`, which was compared with an earlier one, with why each finding went and which were silenced.
    `homes` has for the path of a dossier the folder in which it lies as it was.
    """
    assert run.since is not None
    then = {view.dossier.path: view for view in earlier.views}
    why: dict[tuple[str, str, str], str] = {}
    silenced: list[SilencedFinding] = []
    with TemporaryDirectory(prefix="discrepancy-") as folder:
        for number, view in enumerate(run.views):
            path = view.dossier.path
            if (home := homes.get(path, "")) not in then:
                continue
            found: dict[str, list[Finding]] = {}
            for finding in run.findings:
                if finding.dossier == path:
                    found.setdefault(finding.id, []).append(finding)
            before = [one for one in earlier.findings if one.dossier == home]
            at = Path(folder, str(number))
            told, mine = Silencing(view, then[home], Path(home), texts, cache, at).of(before, found)
            why.update({(path, *key): said for key, said in told.items()})
            silenced += mine
    silenced += _of_lost_dossiers(run, earlier, homes)
    gone = tuple(_explained(run.since.gone, why, silenced))
    return replace(run, since=replace(run.since, gone=gone, silenced=tuple(silenced)))


def _of_lost_dossiers(run: Run, earlier: Run, homes: Mapping[str, str]) -> Iterator[SilencedFinding]:
    assert run.since is not None
    lost = {
        view.dossier.path: view.dossier for view in earlier.views if view.dossier.path not in homes.values()
    }
    gone = {(one.id, one.rule): one for one in run.since.gone if not one.dossier}
    for finding in earlier.findings:
        if finding.dossier in lost and finding.kind != "review" and (finding.id, finding.rule) in gone:
            yield without_dossier(gone[finding.id, finding.rule], finding, lost[finding.dossier])


def _explained(
    gone: Sequence[GoneFinding], why: Mapping[tuple[str, str, str], str], silenced: Sequence[SilencedFinding]
) -> Iterator[GoneFinding]:
    """What is gone, each with why it went."""
    said = {one.key: one.why for one in silenced}
    for one in gone:
        key = (one.dossier, one.id, one.rule)
        if key in said:
            yield one._replace(why=said[key], silenced=True)
        else:
            yield one._replace(why=why.get(key, "the decision, or what it is on, has changed"))
