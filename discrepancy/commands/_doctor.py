"""`doctor`: what is wrong with the installation and the dossiers, and what to do about it."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from discrepancy.findings.cache import store
from discrepancy.system import git_objects as repository
from discrepancy.system.display import counted, json_text, one_line, printable
from discrepancy.system.git_objects import NoBase
from discrepancy.system.regular_files import MEGABYTE

if TYPE_CHECKING:
    from discrepancy.findings.finding import Finding
    from discrepancy.findings.run import Run

_NEEDED = re.compile(r"(?P<name>[\w.-]+)\s*(?:\[[^\]]*\])?\s*(?:>=\s*(?P<least>[\d.]+))?")
_PART = re.compile(r"\bextra\s*==\s*['\"]([\w-]+)['\"]")
_MOST = 10


class HealthCheck(NamedTuple):
    """The result of one check: what was looked at, what was found, whether that is wrong, and the remedy."""

    what: str
    found: str
    wrong: bool = False
    remedy: str = ""


def checkup(paths: Sequence[str], ref: str, folder: str, texts: Sequence[str]) -> tuple[HealthCheck, ...]:
    """The results of all checks, in a fixed order: the installation, the dossiers at `paths`, the cache."""
    installed = tuple(_installed())
    if list(paths) == ["claims"] and not Path("claims").exists():
        return (
            *installed,
            HealthCheck("input", "there is no folder claims here; give a PATH to have dossiers looked at"),
        )
    try:
        return (*installed, *_dossiers(paths, ref, folder, texts), _cache())
    except ModuleNotFoundError as error:  # the library is among those reported; the rest of them too
        return (
            *installed,
            HealthCheck(
                "input", f"not looked at: {error}", True, "install what is missing, then run doctor again"
            ),
        )


def _dossiers(paths: Sequence[str], ref: str, folder: str, texts: Sequence[str]) -> Iterator[HealthCheck]:
    from discrepancy.findings.analysis import engine
    from discrepancy.reading import dossiers as reader

    run = engine.run_rules(reader.read_dossiers(paths), new_changes=True, texts=texts)
    yield from (*_input(run), *_texts(run), *_reviews(run), *_pages(run, folder), *_git(paths, ref))


def checkup_report(checks: Sequence[HealthCheck], form: str) -> str:
    """The results of checks as lines, the remedies of what is wrong last, or as one JSON object."""
    if form == "json":
        said = {
            "schema_version": 1,
            "fine": not any(one.wrong for one in checks),
            "checks": [one._asdict() for one in checks],
        }
        return json_text(said)
    width = max(len(one_line(one.what)) for one in checks)
    lines = [
        f"{'wrong' if one.wrong else 'ok':<5}  {one_line(one.what):<{width}}  {one_line(one.found)}"
        for one in checks
    ]
    lines += [
        f"  > {one_line(one.what)}: {one_line(one.remedy)}" for one in checks if one.wrong and one.remedy
    ]
    wrong = sum(one.wrong for one in checks)
    return printable(
        "\n".join([*lines, f"{counted(wrong, 'thing is', 'things are')} wrong." if wrong else "All is well."])
        + "\n"
    )


def _cache() -> HealthCheck:
    """Where the cache is, by which key, and how much it holds."""
    given = os.environ.get(store.KEY, "")
    if given and len(given.encode("utf-8", "surrogateescape")) < store.LEAST_KEY:
        return HealthCheck(
            "cache",
            f"{store.KEY} is too short, so nothing is kept",
            True,
            f"give at least {store.LEAST_KEY} characters, or leave it out",
        )
    found = store.open_store()
    if found is None:
        off = os.environ.get(store.WHERE, "").lower() == store.OFF
        return HealthCheck(
            "cache",
            f"off, by {store.WHERE}"
            if off
            else f"nothing is kept, since no key can be made at {store.key_file()}",
        )
    key = f"key from {store.KEY}" if given else f"key in {store.key_file()}"
    try:
        held = found.held()
    except FileNotFoundError:
        return HealthCheck("cache", f"nothing kept yet at {found.folder}; {key}")
    except OSError as error:
        return HealthCheck(
            "cache",
            f"{found.folder} cannot be read ({error.strerror})",
            True,
            f"take it away; {store.WHERE} says where it is to be",
        )
    size = sum(bytes_ for _, bytes_, _ in held) / MEGABYTE
    return HealthCheck(
        "cache", f"{counted(len(held), 'entry', 'entries')}, {size:.1f} MB at {found.folder}; {key}"
    )


# The installation


def _installed() -> Iterator[HealthCheck]:
    yield HealthCheck("program", f"discrepancy {_version('discrepancy') or 'not installed as a package'}")
    needed = _needed()
    old = _numbers(platform.python_version())[: len(_numbers(needed))] < _numbers(needed)
    more = f"; {needed} or newer is needed" if old else ""
    yield HealthCheck(
        "Python", f"{platform.python_version()}{more}", old, "install a newer Python" if old else ""
    )
    for name, least, part in _stated():
        have = _version(name)
        if part:
            yield HealthCheck(name, f"{have or 'not installed'} (optional: {part})")
        elif have is None:
            yield HealthCheck(
                name, "not installed", True, f"pip install '{name}{'>=' + least if least else ''}'"
            )
        elif least and _numbers(have) < _numbers(least):
            yield HealthCheck(
                name, f"{have}; {least} or newer is needed", True, f"pip install --upgrade '{name}>={least}'"
            )
        else:
            yield HealthCheck(name, have)
    try:
        old = _numbers(repository.version())[:2] < repository.OLDEST
        needed = "; {}.{} or newer is needed".format(*repository.OLDEST) if old else ""
        yield HealthCheck(
            "git",
            f"{repository.version()}{needed} (optional: for check --since)",
            old,
            "install a newer git" if old else "",
        )
    except NoBase:
        yield HealthCheck("git", "not installed (optional: for check --since)")


def _stated() -> Iterator[tuple[str, str, str]]:
    """The libraries that the program states: the name, from which version on, and the part that needs it
    where that is optional.
    """
    try:
        stated = metadata.requires("discrepancy") or []
    except metadata.PackageNotFoundError:
        stated = []
    for text in stated:
        found = _NEEDED.match(text)
        part = _PART.search(text)
        if found and not (part and part[1] == "dev"):
            yield found["name"], found["least"] or "", part[1] if part else ""


def _needed() -> str:
    """From which version of Python on the program runs, as it states itself."""
    try:
        said = metadata.metadata("discrepancy")
        stated = next((said[name] for name in said if name == "Requires-Python"), "")
    except metadata.PackageNotFoundError:
        stated = ""
    found = re.search(r">=\s*([\d.]+)", stated)
    return found[1] if found else ""


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.split("+")[0])[:4])


# The dossiers


def _input(run: Run) -> Iterator[HealthCheck]:
    errors = [problem for problem in run.problems if not problem.warning]
    dossiers = counted(len(run.views), "dossier")
    looked = f"{counted(run.claims, 'claim')} of {counted(run.sources, 'source')} in {dossiers}"
    if errors:
        yield HealthCheck(
            "input",
            f"{looked}; {counted(len(errors), 'error')}, the first {errors[0]}",
            True,
            "discrepancy check shows them all",
        )
    else:
        yield HealthCheck("input", looked)


def _texts(run: Run) -> Iterator[HealthCheck]:
    """The texts that sources name: those that are not found, and those that are not the ones pinned."""
    fine = unnamed = 0
    for view in run.views:
        for key, source in view.dossier.sources.items():
            if not source.text_file:
                unnamed += 1
                continue
            text, what = view.checked.text(key), f"text of {source.siglum} in {view.dossier.name}"
            if isinstance(text, str):
                yield HealthCheck(what, text, True, _of_text(text, source.text_file))
            elif text.changed:
                hashes = f"{text.sha256[:8]}, not {text.pinned[:8]}"
                found = f"{text.file} is not the text pinned: its hash begins {hashes}"
                yield HealthCheck(
                    what,
                    found,
                    True,
                    f"look over its quotes, then pin {text.sha256[:16]} in {source.mark.file}",
                )
            else:
                fine += 1
    yield HealthCheck("texts", f"{fine} at hand, {counted(unnamed, 'source')} without one")


def _of_text(why: str, name: str) -> str:
    """What to do about a text that is not at hand."""
    if why.startswith("the hash"):
        return "take out sha256, look over the quotes, and pin what doctor then says"
    if "leads out" in why:
        return "name a file below the folder of texts, without .. and without a whole path"
    if "cannot be read" in why or " is " in why:
        return f"see whether {name} is whole, or give the folder of another with --texts DIR"
    return f"put {name} beside the dossier, or give its folder with --texts DIR"


def _reviews(run: Run) -> Iterator[HealthCheck]:
    """The reviews whose finding is gone, and those that only seem to be stale, since a source was renamed."""
    from discrepancy.findings.reviews.matching import rename_hint

    orphaned = [finding for finding in run.findings if finding.kind == "review" and "orphan" in finding.name]
    for finding in orphaned[:_MOST]:
        remedy = (
            finding.settle or f"see whether what it decided still matters, then delete {finding.mark.file}"
        )
        yield HealthCheck("review", _whole(finding), True, remedy)
    if len(orphaned) > _MOST:
        yield HealthCheck(
            "reviews",
            f"{len(orphaned) - _MOST:,} more are orphaned",
            True,
            "discrepancy list reviews --status orphaned has them all",
        )
    dossiers = {view.dossier.path: view.dossier for view in run.views}
    for finding in run.findings:
        if (
            finding.status == "stale"
            and finding.review
            and (why := rename_hint(finding, finding.review.decision, dossiers[finding.dossier]))
        ):
            said = f"{finding.review.mark.file} is stale, since {why}"
            yield HealthCheck(
                "review", said, True, "give the source was: with its former id, or decide again"
            )
    stale = sum(finding.status == "stale" for finding in run.findings)
    more = f"; {stale:,} to be decided again (discrepancy list reviews --status stale)" if stale else ""
    if not orphaned:
        yield HealthCheck("reviews", f"none that is orphaned{more}")


def _whole(finding: Finding) -> str:
    return "; ".join((finding.message, *finding.hints))


def _pages(run: Run, folder: str) -> Iterator[HealthCheck]:
    from discrepancy.commands._shared import pages

    if not Path(folder).is_dir():
        yield HealthCheck("pages", f"there is no {folder}")
        return
    missing = {
        view.dossier.name
        for view in run.views
        if any(True for _ in view.checked.missing_texts()) and view.checked.names_a_text
    }
    for path, text in pages.dossier_pages(run, folder):
        if not path.exists():
            yield HealthCheck(f"page {path.as_posix()}", "not written yet")
        elif path.stem in missing:
            yield HealthCheck(
                f"page {path.as_posix()}",
                "not compared, since it may have been made with the texts that are missing here",
            )
        elif pages.page_differences([(path, text)]):
            yield HealthCheck(
                f"page {path.as_posix()}",
                "not current",
                True,
                f"discrepancy report -o {folder} writes it again",
            )
        else:
            yield HealthCheck(f"page {path.as_posix()}", "current")


def _git(paths: Sequence[str], ref: str) -> Iterator[HealthCheck]:
    """Whether the claims at a revision can be read. No repository at all is no fault, unless a revision was
    asked for.
    """
    from discrepancy.findings.changes.at_revision import run_at_revision

    here = [path for path in paths if Path(path).is_dir()]
    if not here:
        return
    try:
        with run_at_revision(here, ref) as found:
            errors = len(found.problems)
            said = f"{found.ref} ({found.commit[:8]}) is readable"
            if errors:
                remedy = "give check --since a later revision"
                yield HealthCheck(
                    "git base", f"{counted(errors, 'error')} in the claims at {found.ref}", True, remedy
                )
            else:
                yield HealthCheck("git base", said)
            if repository.shallow(repository.worktree_folder(Path(here[0]))):
                yield HealthCheck(
                    "git history",
                    "shallow: check --since finds only the last commits "
                    "(git fetch --unshallow brings the rest)",
                )
    except NoBase as error:
        said = str(error)
        optional = ref == "HEAD" and (
            "not in the worktree" in said or "not installed" in said or "no commit yet" in said
        )
        yield HealthCheck("git base", said, not optional, "" if optional else "check --since needs it")
