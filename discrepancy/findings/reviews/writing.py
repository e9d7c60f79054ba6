"""`decide`: what a person decides of a finding, written as an entry of its review. What was decided before
stays below it, word for word.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from discrepancy.findings.errors import FindingsError
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.content import content
from discrepancy.findings.reviews.matching import readings_line
from discrepancy.findings.reviews.review_text import decision_lines, review_head, with_decision
from discrepancy.findings.run import Run
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.model.review import Decision, Review
from discrepancy.reading import review_file as reader
from discrepancy.reading.dossiers import REVIEWS
from discrepancy.reading.page import Page, decode_page
from discrepancy.system.atomic_write import (
    FileChanged,
    FolderBusy,
    LeadsOutside,
    locked,
    read,
    write_if_unchanged,
)
from discrepancy.system.display import one_line
from discrepancy.values.did_you_mean import did_you_mean

SCHEMA = ".schema/review.json"  # in the dossier's folder, written by init
_BOM = b"\xef\xbb\xbf"


def record_decision(run: Run, wanted: str, decision: Decision) -> str:
    """Records a decision on the finding `wanted` and gives the path of the file. Raises FindingsError; then
    nothing was changed.
    """
    dossier, finding = wanted_finding(run, wanted)
    made = replace(
        decision,
        prefers=_preferred(decision.prefers, dossier),
        because=_prose(decision.because),
        by=_name(decision.by),
        saw=readings_line(finding),
        content=content(finding),
    )
    if not made.because and made.verdict != "unsure":
        raise FindingsError(f"{made.verdict} needs a reason: --because WHY (only unsure needs none)")
    if made.on and not reader.is_day(made.on):
        raise FindingsError(f'--on takes a day such as 2026-11-24, not "{made.on}"')
    return write_decision(dossier, finding, made)


def write_decision(dossier: Dossier, finding: Finding, made: Decision) -> str:
    """Writes a decision into the review of a finding. Raises FindingsError where it is not what was read."""
    path = review_path(dossier, finding.review.finding if finding.review else finding.id)
    shown = path.as_posix()
    with locked_reviews(dossier, shown):
        before = read(path)
        text = _text(dossier, finding, made, before, shown)
        write_if_unchanged(path, text, before, within=Path(dossier.path))
    return shown


def review_path(dossier: Dossier, finding: str) -> Path:
    """Where the review of a finding is."""
    return Path(dossier.path) / REVIEWS / f"{finding}.yaml"


@contextmanager
def locked_reviews(dossier: Dossier, shown: str) -> Iterator[None]:
    """The reviews of a dossier locked while one at `shown` is written; what goes wrong is a FindingsError."""
    folder = Path(dossier.path) / REVIEWS
    try:
        with locked(folder, within=Path(dossier.path)):
            yield
    except FileChanged:
        raise FindingsError(f"{shown} has changed since it was read: look at it, then decide again") from None
    except FolderBusy:
        raise FindingsError(f"{folder.as_posix()} is held by another writer; try again") from None
    except LeadsOutside as error:
        raise FindingsError(f"{error.filename} leads out of the dossier's folder") from None
    except OSError as error:
        raise FindingsError(
            f"cannot write {shown}: {error.strerror or error}; nothing is known to be saved"
        ) from error


def encoded(text: str, before: bytes | None) -> bytes:
    """A text as bytes, with a byte order mark if what was there before had one."""
    return (_BOM if before is not None and before.startswith(_BOM) else b"") + text.encode()


def wanted_finding(run: Run, wanted: str) -> tuple[Dossier, Finding]:
    """The finding that is meant, by its id or the id that its review has."""
    found = [
        finding
        for finding in run.findings
        if finding.kind != "review"
        and wanted.casefold()
        in (finding.id.casefold(), finding.review.finding.casefold() if finding.review else "")
    ]
    dossiers = {view.dossier.path: view.dossier for view in run.views}
    if not found:
        near = did_you_mean(wanted, [finding.id for finding in run.findings if finding.kind != "review"])
        raise FindingsError(f'no finding "{one_line(wanted)}": {near or "discrepancy check lists them"}')
    if len({finding.dossier for finding in found}) > 1:
        raise FindingsError(
            f"{wanted} is found in {' and '.join(finding.dossier for finding in found)}: "
            f"name the one that is meant, behind {wanted}"
        )
    return dossiers[found[0].dossier], found[0]


def _preferred(wanted: Sequence[str], dossier: Dossier) -> tuple[str, ...]:
    known = {source.id: source.siglum for source in dossier.sources.values()}
    known |= {siglum: siglum for siglum in list(known.values())}
    for name in wanted:
        if name not in known:
            raise FindingsError(
                f'no source "{one_line(name)}": '
                f"{did_you_mean(name, known) or 'there are ' + ', '.join(sorted(set(known.values())))}"
            )
    return tuple(dict.fromkeys(known[name] for name in wanted))


# Who and when


def decider_name(folder: str) -> str:
    """Who decides, as git knows them where the dossier is. Raises FindingsError if it does not."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        asked = subprocess.run(
            ["git", "config", "user.name"],
            cwd=folder,
            env=kept,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
            check=False,
        )
        name = one_line(asked.stdout.decode("utf-8", "replace"))
    except (OSError, subprocess.TimeoutExpired):
        name = ""
    if not name:
        raise FindingsError("say who decides: --by NAME (git knows no user.name)")
    return name


def today() -> str:
    """The day: `SOURCE_DATE_EPOCH`, where it is set, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return dt.datetime.now().astimezone().date().isoformat()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise FindingsError(f'SOURCE_DATE_EPOCH is a number of seconds, not "{one_line(epoch)}"') from None


# The text of a review


def _text(dossier: Dossier, finding: Finding, made: Decision, before: bytes | None, shown: str) -> bytes:
    """The file with the decision in it, read back to see that it says just that."""
    if before is None:
        if finding.review is not None:
            raise FileChanged
        named = review_head(finding.id, f"{finding.rule} {finding.name}", asked_in(finding))
        head = _editor_line(dossier) + named
        data = (head + "".join(decision_lines(made))).encode()
        first: tuple[Decision, ...] = ()
    else:
        stands, page = read_text(dossier, before, shown)
        if (
            stands is None
            or page is None
            or finding.review is None
            or replace(stands, mark=finding.review.mark) != finding.review
        ):
            raise FileChanged
        data = encoded(with_decision(page, made, stands), before)
        first = (stands.decision, *stands.earlier)
    written, _ = read_text(dossier, data, shown)
    if written is None or (written.decision, *written.earlier) != (made, *first):
        refused = FindingsError(
            f"{shown}: the decision does not fit into the file as it is written; add it by hand:"
        )
        refused.add_note("".join(decision_lines(made)))
        raise refused
    return data


def _editor_line(dossier: Dossier) -> str:
    """The comment by which an editor completes and checks the file, as `init` has it in the others; nothing
    where the schema is not there.
    """
    return f"# yaml-language-server: $schema=../{SCHEMA}\n" if Path(dossier.path, SCHEMA).is_file() else ""


def asked_in(finding: Finding) -> str:
    """The questions of a finding as its review names them."""
    return (
        "; ".join(dict.fromkeys(str(claim.question) for claim in finding.claims))
        if finding.across
        else str(finding.question)
    )


def read_text(dossier: Dossier, data: bytes, shown: str) -> tuple[Review | None, Page | None]:
    """The review that a file holds, None where anything is wrong with it, and its page."""
    problems: list[Problem] = []
    page, trouble = decode_page(data, shown)
    found = reader.read_review(page, problems, dossier.sources) if page else None
    return (None, None) if problems or trouble else (found, page)


def _name(said: str) -> str:
    """A name as it is read back."""
    return normalize("NFC", one_line(said))


def _prose(said: str) -> str:
    """Words as a block holds them: one paragraph in single spaces, several as they are written."""
    lines = [line.rstrip() for line in said.encode("utf-8", "replace").decode().strip().splitlines()]
    return "\n".join(lines) if len(lines) > 1 else " ".join("".join(lines).split())
