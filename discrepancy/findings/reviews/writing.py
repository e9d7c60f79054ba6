"""`decide`: what a person decides of a finding, written as an entry of its review. What was decided before
stays below it, word for word.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from discrepancy.exchange.writing.yaml import scalar
from discrepancy.findings.errors import FindingsError
from discrepancy.findings.finding import Finding
from discrepancy.findings.reviews.content import content
from discrepancy.findings.reviews.matching import LONGEST, readings_line
from discrepancy.findings.run import Run
from discrepancy.model.dossier import Dossier
from discrepancy.model.problem import Problem
from discrepancy.model.review import Decision, Review
from discrepancy.reading import review_file as reader
from discrepancy.reading.dossiers import REVIEWS
from discrepancy.reading.page import Page, decode_page
from discrepancy.reading.yaml_errors import readable_tree
from discrepancy.reading.yaml_nodes import List, Map, Node, Text
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
HEAD = ("version", "finding", "rule", "question")
# What a text in braces is made of: a text in quotation marks, a comment behind white space, or one more
# character.
_IN_BRACES = re.compile(
    r"""(?<![^\s{\[,:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')|(?<!\S)(?P<comment>#[^\r\n]*)|.""",
    re.S,
)
_BOM = b"\xef\xbb\xbf"
_LONE_CR = re.compile(r"\r(?!\n)")


def record_decision(run: Run, wanted: str, decision: Decision) -> str:
    """Records a decision on the finding `wanted` and gives the path of the file. Raises FindingsError; then
    nothing was changed.
    """
    dossier, finding = _wanted(run, wanted)
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
    folder = Path(dossier.path) / REVIEWS
    path = folder / f"{finding.review.finding if finding.review else finding.id}.yaml"
    shown = path.as_posix()
    try:
        with locked(folder, within=Path(dossier.path)):
            before = read(path)
            text = _text(dossier, finding, made, before, shown)
            write_if_unchanged(path, text, before, within=Path(dossier.path))
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
    return shown


def _wanted(run: Run, wanted: str) -> tuple[Dossier, Finding]:
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
        head = _editor_line(dossier) + _head(finding.id, f"{finding.rule} {finding.name}", _question(finding))
        data = (head + "".join(decision_lines(made))).encode()
        first: tuple[Decision, ...] = ()
    else:
        stands, page = _read(dossier, before, shown)
        if (
            stands is None
            or page is None
            or finding.review is None
            or replace(stands, mark=finding.review.mark) != finding.review
        ):
            raise FileChanged
        data = (_BOM if before.startswith(_BOM) else b"") + with_decision(page, made, stands).encode()
        first = (stands.decision, *stands.earlier)
    written, _ = _read(dossier, data, shown)
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


def _head(finding: str, rule: str, question: str) -> str:
    told = {"rule": rule, "question": scalar(question) if question else ""}
    return f"version: 1\nfinding: {finding}\n" + "".join(
        f"{name}: {said}\n" for name, said in told.items() if said
    )


def _question(finding: Finding) -> str:
    return (
        "; ".join(dict.fromkeys(str(claim.question) for claim in finding.claims))
        if finding.across
        else str(finding.question)
    )


def _read(dossier: Dossier, data: bytes, shown: str) -> tuple[Review | None, Page | None]:
    problems: list[Problem] = []
    page, trouble = decode_page(data, shown)
    found = reader.read_review(page, problems, dossier.sources) if page else None
    return (None, None) if problems or trouble else (found, page)


def decision_lines(made: Decision) -> Iterator[str]:
    """A decision in lines."""
    yield from _words("saw", made.saw, LONGEST)
    if made.content:
        yield f"content: {made.content}\n"
    yield f"verdict: {made.verdict}\n"
    if made.prefers:
        yield "prefers:\n"
        yield from (f"  - {scalar(siglum)}\n" for siglum in made.prefers)
    yield from _words("because", made.because)
    for name, said in (("by", made.by), ("on", made.on)):
        if said:
            yield f"{name}: {scalar(said)}\n"


def _name(said: str) -> str:
    """A name as it is read back."""
    return normalize("NFC", one_line(said))


def _prose(said: str) -> str:
    """Words as a block holds them: one paragraph in single spaces, several as they are written."""
    lines = [line.rstrip() for line in said.encode("utf-8", "replace").decode().strip().splitlines()]
    return "\n".join(lines) if len(lines) > 1 else " ".join("".join(lines).split())


def _words(name: str, said: str, width: int = 100) -> Iterator[str]:
    """Prose as a block, in which nothing needs an escape."""
    if not said:
        return
    several = "\n" in said
    yield f"{name}: {'|-' if several else '>-'}\n"
    for line in (
        said.split("\n")
        if several
        else textwrap.wrap(said, width, break_long_words=False, break_on_hyphens=False)
    ):
        yield f"  {line}\n" if line else "\n"


def with_decision(page: Page, made: Decision, stands: Review) -> str:
    """The text of a page with a decision on top and what stood there first under `earlier`: moved in, and not
    a letter of it changed. What is written in braces has no lines to move: it is written anew, a field a
    line, with all that it says and its comments.
    """
    root = readable_tree(page, [])
    new = "\r\n" if "\r\n" in page.text else "\n"
    if not isinstance(root, Map) or root.flow:
        before = "".join(_item("".join(decision_lines(one)), 2) for one in (stands.decision, *stands.earlier))
        head = _comments(page.text) + _head(stands.finding, stands.rule, stands.question)
        return (head + "".join(decision_lines(made)) + "earlier:\n" + before).replace("\n", new)
    text = _LONE_CR.sub("\n", page.text)  # of the same length, so that every place stays right
    text = text if text.endswith("\n") else text + new
    fields = {key.value: (key, value) for key, value in root.items}
    starts = sorted((_begins(text, key), name) for name, (key, _) in fields.items())
    parts = {
        name: text[start:end]
        for (start, name), end in zip(starts, [*(at for at, _ in starts[1:]), len(text)], strict=True)
    }
    head = text[: starts[0][0]] + "".join(part for name, part in parts.items() if name in HEAD)
    moved = [part for name, part in parts.items() if name not in (*HEAD, "earlier")]
    key_line, dash, rest = _earlier(
        parts.get("earlier", ""), fields["earlier"][1] if "earlier" in fields else None, stands, new
    )
    said = "".join(line.replace("\n", new) for line in decision_lines(made))
    return head + said + key_line + _item("".join(moved), dash) + rest


def _comments(text: str) -> str:
    """The comments of a text that is written in braces, a line each."""
    found = (match.group("comment") for match in _IN_BRACES.finditer(text))
    return "".join(f"{comment.rstrip()}\n" for comment in found if comment)


def _begins(text: str, key: Text) -> int:
    """Where the lines of a field begin, comments right above it among them."""
    start = text.rfind("\n", 0, key.at) + 1
    if start == 0:
        return 0
    above = text.rfind("\n", 0, start - 1) + 1
    while text.startswith("#", above) and above < start:
        start = above
        if start == 0:
            break
        above = text.rfind("\n", 0, start - 1) + 1
    return start


def _earlier(part: str, node: Node | None, stands: Review, new: str) -> tuple[str, int, str]:
    """The lines up to `earlier:`, by how much its dashes are indented, and what stands under it."""
    if node is None:
        return f"earlier:{new}", 2, ""
    lines = part.splitlines(keepends=True)
    key = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    dash = next((hit for line in lines[key + 1 :] if (hit := re.match(r"( *)- ", line))), None)
    if isinstance(node, List) and not node.flow and dash is not None:
        return "".join(lines[: key + 1]), len(dash[1]), "".join(lines[key + 1 :])
    items = "".join(_item("".join(decision_lines(one)), 2) for one in stands.earlier)
    return (_comments(part) + "earlier:\n").replace("\n", new), 2, items.replace("\n", new)


def _item(part: str, dash: int) -> str:
    """Fields as one item of a list: the first after the dash, all moved in alike."""
    found, begun = [], False
    for line in part.splitlines(keepends=True):
        if not line.strip():
            found.append(line)
        elif begun or line.startswith("#"):
            found.append(" " * (dash + 2) + line)
        else:
            found.append(" " * dash + "- " + line)
            begun = True
    return "".join(found)
