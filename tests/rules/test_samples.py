"""The samples in the docstrings of the rules, run through the real reader and engine.

A sample maps sources to their claims, as their files would hold them, perhaps below fields of the source. It may leave out titles, `at` and
quotes; entities and voices are registered as they come; `text:` before the claims of a source is what its text says, and stands in a file
beside the dossier. `# <- D101` marks a claim that the rule must speak of; what stands under Accepts must not give the rule.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from discrepancy.findings.rule import Rule, rules
from discrepancy.findings.run import Run
from tests.support.folders import findings_in

VOCABULARY = """\
version: 1
title: Samples
properties:
  cause:
    type: framing
    scales: [legitimacy]
    frames: [defence of charters, treason]
  mills:
    type: quantity
  fallen:
    type: quantity
    adds: true
    running: true
scales:
  legitimacy: [usurped, contested, granted, rightful]
scopes:
  side:
    archers:
      part_of: defenders
labels:
  barons:
    rising: +1
    rebellion: -1
terms:
  constable:
    name: Constable
    used: 1190/1310
"""
ENTITIES = ("aldwater", "ralph", "barons")
VOICES = ("hugh-of-ness",)
HEADINGS = ("Why", "Flags", "Accepts", "Settings", "Known limits")
MARKER = re.compile(r"\s*# <- (?P<code>[A-Z]\d{3})\s*$")
SOURCE = re.compile(r"(?P<name>[\w-]+):\s*$")
SHORT_KEY = re.compile(r"\s*- (?P<about>[\w-]+)\.")
LONG_KEY = re.compile(r"\s*(?:- )?about: \[?(?P<names>[^\]]*)\]?")
CHAIN = re.compile(r"\s*according_to: \[?(?P<names>[^\]]*)\]?")


class Marked(NamedTuple):
    """A place where a rule must speak: the file, and the first and last line of the claim."""

    code: str
    file: str
    first: int
    last: int


def section(rule: Rule, heading: str) -> list[str]:
    """The lines under a heading of a rule's docstring, unindented."""
    lines: list[str] = []
    inside = False
    for line in rule.doc.splitlines():
        if line and not line.startswith(" "):
            inside = line.strip() == heading
        elif inside:
            lines.append(line[4:])
    return lines


def named(pattern: re.Pattern[str], lines: list[str]) -> list[str]:
    """The names that lines of a kind hold, each once."""
    found = [
        name.strip() for line in lines if (hit := pattern.match(line)) for name in hit.group(1).split(",")
    ]
    return list(dict.fromkeys(name for name in found if name))


def registered(what: str, names: list[str]) -> str:
    return f"{what}:\n" + "".join(f"  {name}:\n    name: {name}\n" for name in names)


def write(folder: Path, lines: list[str]) -> list[Marked]:
    """Writes a sample as a dossier and gives the marked places."""
    folder.mkdir()
    sources: dict[str, list[list[str]]] = {}
    heads: dict[str, list[str]] = {}
    for line in filter(str.strip, lines):
        if start := SOURCE.match(line):
            entries = sources.setdefault(start["name"], [])
        elif not entries and not line.startswith("  - "):
            heads.setdefault(start_of(sources), []).append(line.strip())
        elif line.startswith("  - "):
            entries.append([line])
        else:
            entries[-1].append(line)
    entities = [*ENTITIES, *named(SHORT_KEY, lines), *named(LONG_KEY, lines)]
    voices = [name for name in (*VOICES, *named(CHAIN, lines)) if name not in entities]
    vocabulary = (
        VOCABULARY
        + registered("entities", list(dict.fromkeys(entities)))
        + registered("voices", list(dict.fromkeys(voices)))
    )
    folder.joinpath("dossier.yaml").write_text(vocabulary, encoding="utf-8")
    write_reviews(folder / "reviews", sources.pop("reviews", []))
    return [
        marked
        for name, entries in sources.items()
        for marked in write_source(folder / f"{name}.yaml", name, entries, heads.get(name, []))
    ]


def write_reviews(folder: Path, entries: list[list[str]]) -> None:
    """Under `reviews:`, the findings that were decided, each with its question."""
    folder.mkdir()
    for (entry,) in entries:
        finding, question = entry.removeprefix("  - ").split(": ")
        said = f"finding: {finding}\nquestion: {question}\ncontent: 1:conflict:00\nverdict: unsure\n"
        folder.joinpath(f"{finding}.yaml").write_text(said, encoding="utf-8")


def start_of(sources: dict[str, list[list[str]]]) -> str:
    return list(sources)[-1]


def head_of(path: Path, lines: list[str]) -> list[str]:
    """The lines of a source's head; the text goes into a file of its own."""
    given = dict(line.split(": ", 1) for line in lines)
    if said := given.pop("text", ""):
        path.with_suffix(".txt").write_text(said + "\n", encoding="utf-8")
        given["text"] = f"\n  file: {path.stem}.txt" + (
            f"\n  sha256: {given.pop('sha256')}" if "sha256" in given else ""
        )
    return "".join(f"{key}: {value}\n" for key, value in given.items()).splitlines()


def write_source(path: Path, name: str, entries: list[list[str]], head: list[str]) -> list[Marked]:
    written = [
        f"source: {name}",
        f"title: {name}",
        *head_of(path, head),
        "claims:" if entries else "claims: []",
    ]
    marks = []
    for number, entry in enumerate(entries, 1):
        lines = [MARKER.sub("", line) for line in entry]
        if not any(line.lstrip().startswith("at: ") for line in lines):
            lines.append(f"    at: p. {number}")
        if any(":" in line and line.rstrip().endswith(":") for line in lines[:1]) and not any(
            "quote: " in line for line in lines
        ):
            lines.append(f"    quote: words {number}")
        first, last = len(written) + 1, len(written) + len(lines)
        marks += [
            Marked(hit["code"], path.name, first, last) for line in entry if (hit := MARKER.search(line))
        ]
        written += lines
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return marks


def speaks_at(run: Run, marked: Marked) -> bool:
    return any(
        claim.mark.file.endswith(f"/{marked.file}") and marked.first <= claim.mark.line <= marked.last
        for finding in run.findings
        if finding.rule == marked.code
        for claim in finding.claims
    )


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
class TestRule:
    def test_flags_what_its_sample_marks(
        self, rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if rule.name == "left-undecided":  # no sample is as large as the bound, so the bound is made small
            monkeypatch.setattr("discrepancy.reasoning.propagation.MOST_STEPS", 3)
        if rule.name == "quote-unfinished":
            monkeypatch.setattr("discrepancy.evidence.quotes.search_steps.STEPS_PER_QUOTE", 3)
            monkeypatch.setattr("discrepancy.evidence.quotes.search_steps.STEPS_PER_DOSSIER", 3)
        marks = write(tmp_path / "flags", section(rule, "Flags"))
        run = findings_in(tmp_path / "flags")
        assert rule.code in {marked.code for marked in marks}, "no line is marked with the rule's code"
        for marked in marks:
            assert speaks_at(run, marked), (
                f"{marked}: {[(finding.rule, finding.message) for finding in run.findings]}"
            )

    def test_accepts_what_its_sample_accepts(self, rule: Rule, tmp_path: Path) -> None:
        lines = section(rule, "Accepts")
        assert lines, "no sample of what is accepted"
        write(tmp_path / "accepts", lines)
        assert rule.code not in {finding.rule for finding in findings_in(tmp_path / "accepts").findings}

    def test_has_a_manual(self, rule: Rule) -> None:
        summary, *_ = rule.doc.split("\n\n")
        assert summary.strip().endswith(".")
        assert any(line.strip() for line in section(rule, "Why"))
        headings = [
            line for line in rule.doc.splitlines()[1:] if re.fullmatch(r"[A-Z][a-z]+( [a-z]+)?", line)
        ]
        assert set(headings) <= set(HEADINGS)


def test_codes_and_names_are_each_used_once() -> None:
    names = [word for rule in rules() for word in (rule.code, rule.name)]
    assert len(names) == len(set(names))


def test_a_sample_can_fail(tmp_path: Path) -> None:
    marks = write(
        tmp_path / "x",
        [
            "corve:",
            "  - aldwater.strength: 6,000 men   # <- D101",
            "hugh:",
            "  - aldwater.strength: 6,000 men",
        ],
    )
    assert [marked.code for marked in marks] == ["D101"]
    assert not speaks_at(findings_in(tmp_path / "x"), marks[0])
