"""`check --since`: a run compared with the run over the same dossiers at a git revision."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from discrepancy.commands._shared.errors import CommandError

if TYPE_CHECKING:
    from discrepancy.findings.cache.result_cache import ResultCache
    from discrepancy.findings.changes.at_revision import BaseRun
    from discrepancy.findings.run import Run
    from discrepancy.model.dossier import Dossier


def compared_with_revision(
    run: Run,
    ref: str,
    paths: Sequence[str],
    texts: Sequence[str],
    cache: ResultCache | None,
    allow_silenced: bool = False,
) -> Run:
    """`run` with what is new, worse, gone and silenced since the git revision `ref`, and which sources
    brought it. Raises CommandError if the claims at that revision cannot be read.
    """
    from discrepancy.findings.changes.at_revision import run_at_revision
    from discrepancy.findings.changes.compare_runs import compare_runs, finding_key
    from discrepancy.findings.changes.own_decisions import (
        changed_baselines,
        own_decisions,
        under_former_baseline,
    )
    from discrepancy.findings.changes.renames import undeclared_renames, under_current_names
    from discrepancy.findings.changes.silenced import with_silenced
    from discrepancy.findings.changes.source_contributions import source_contributions
    from discrepancy.findings.comparison_records import RunComparison
    from discrepancy.system.git_objects import NoBase

    try:
        with run_at_revision(paths, ref, texts, cache) as before:
            pairs = _counterparts(run, before)
            earlier = under_current_names(before.run, run, pairs)
            apart = {*before.submodules, *(now for now, then in pairs.items() if then in before.outside)}
            notes = (
                *_notes(run, before, pairs),
                *undeclared_renames(earlier, run, pairs),
                *changed_baselines(run, earlier, _without(pairs, apart), ref),
            )
            known = {finding_key(finding) for finding in run.findings if finding.known}
            run = under_former_baseline(run, earlier, pairs, apart)
            since = RunComparison(ref, before.commit, notes=notes, allow_silenced=allow_silenced)
            run = compare_runs(run, earlier, pairs, since, before.submodules)
            run = with_silenced(run, earlier, pairs, texts, cache)
            assert run.since is not None
            own = own_decisions(run, known, earlier, pairs)
            run = replace(run, since=replace(run.since, silenced=(*run.since.silenced, *own)))
            assert run.since is not None
            came = source_contributions(run, earlier, pairs, before.submodules)
            files = {
                (view.dossier.path, source.id): source.mark.file
                for view in run.views
                for source in view.dossier.sources.values()
            }
            added = frozenset(files[one.dossier, one.source] for one in came if one.state == "new")
            changed = frozenset(files[one.dossier, one.source] for one in came) - added
            return replace(run, since=replace(run.since, contributions=came), added=added, changed=changed)
    except NoBase as error:
        raise CommandError(str(error)) from error


def _without(pairs: Mapping[str, str], apart: Container[str]) -> dict[str, str]:
    return {now: then for now, then in pairs.items() if now not in apart}


def _counterparts(run: Run, before: BaseRun) -> Mapping[str, str]:
    """The path of each dossier and that of the same one before: at the same place, else of the same title,
    where only one can be meant.
    """
    there = {shown: path for path, shown in before.shown.items()}
    found = {view.dossier.path: there[view.dossier.path] for view in run.views if view.dossier.path in there}
    left = _titled(view.dossier for view in before.run.views if view.dossier.path not in found.values())
    for title, path in _titled(view.dossier for view in run.views if view.dossier.path not in found).items():
        if path and left.get(title):
            found[path] = left[title]
    return found


def _titled(dossiers: Iterable[Dossier]) -> dict[str, str]:
    """The paths of dossiers by title; empty for a title that several have."""
    found: dict[str, str] = {}
    for dossier in dossiers:
        found[dossier.title] = "" if dossier.title in found else dossier.path
    found.pop("", None)
    return found


def _notes(run: Run, before: BaseRun, pairs: Mapping[str, str]) -> Iterator[str]:
    """What could not be compared as it stands, in words."""
    for view in run.views:
        path = view.dossier.path
        if path in before.submodules:
            yield f"{path} is a submodule: not compared, and nothing in it is called new"
        elif path not in pairs:
            yield f"{path} was not there, so all that is found in it is new"
        elif before.shown[pairs[path]] != path:
            yield f"{path} was {before.shown[pairs[path]]}"
    for path, shown in before.shown.items():
        if path not in pairs.values():
            yield f"{shown} was there and is gone, and so is all that was found in it"
    counts: dict[str, int] = {}
    for problem in before.problems:
        counts[problem.mark.file] = counts.get(problem.mark.file, 0) + 1
    for file, count in counts.items():
        rests = (
            "what it decided is not known"
            if file.rsplit("/", 2)[-2:-1] == ["reviews"]
            else "what rests on that counts as new"
        )
        yield f"{file} had {count} error{'s' if count > 1 else ''} and could not be read whole, so {rests}"
