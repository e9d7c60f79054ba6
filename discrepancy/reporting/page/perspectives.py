"""The perspectives of a dossier on its page: topic by topic who stands where, with the words; then who is
near, far and alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from discrepancy.comparison.perspectives import (
    COLOURS,
    LABEL,
    PositionCell,
    Scale,
    cells,
    framing,
    manner,
    scale_order,
    scales,
    silent_sources,
)
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.comparison.voice_distances import FEWEST, most_isolated
from discrepancy.findings.finding import Finding
from discrepancy.findings.view import View
from discrepancy.model.claim import Claim, Question
from discrepancy.model.dossier import Dossier
from discrepancy.reporting.page.escape import escaped, quoted, table
from discrepancy.reporting.page.names import finding_anchors, holding_time, question_name, with_finding_links
from discrepancy.system.display import counted

SIGNS = {"asserted": "■", "reported": "□", "denied": "✗", "doubted": "?", "expected": "→"}
SILENT = "∅"
ALONE = " *alone*"
LEGEND = (
    "How a view is held: ■ the source's own · □ reported of the voice, by the source in brackets · "
    "✗ denied · ? doubted · → expected · ∅ silent, as was checked; an empty cell is no silence. "
    "*Alone*: no other voice stands there, while at least two others stand together. "
    "The matrices give the first words of the first passage; the tables below them have them all."
)
# What the tables show by themselves; the reasons of other findings are told below them.
RULES_IN_TABLES = ("P101", "P102", "P103")
MOST_WORDS = 14  # of a quotation in a matrix; the tables below it have them all
MOST_COLUMNS = 4  # of scales in one table
MOST_PAIRS = 10  # nearest, and as many farthest


class Column(NamedTuple):
    """A scale of a question: where each voice is placed on it, and which sources are silent on the
    question.
    """

    asked: QuestionClaims
    scale: str
    said: Mapping[str, Sequence[PositionCell]]
    quiet: tuple[str, ...]


def perspective_sections(view: View, findings: Sequence[Finding]) -> Iterator[str]:
    """The section on perspectives; nothing where there are none."""
    framed = [finding for finding in findings if finding.kind == "perspective"]
    found = view.perspectives
    if not framed and not found.questions:
        return
    yield "## Perspectives"
    yield "The same matters in different lights. Nobody is ranked, and nothing here is a conflict."
    if found.questions:
        yield from _overview(view, framed)
    for number, (name, questions) in enumerate(found.topics, 1):
        if len(found.topics) > 1 or name:
            yield f'### <a id="topic-{number}"></a>{escaped(name or "Other matters")}'
        yield from _topic(view, questions, findings, "####" if len(found.topics) > 1 or name else "###")
    yield from _expectations(view, framed)
    yield from _distances(view)
    yield from _alone_on_a_scale(view)


def _overview(view: View, findings: Sequence[Finding]) -> Iterator[str]:
    found = view.perspectives
    passages = sum(len(asked.claims) for asked in found.questions)
    size = (
        f"{counted(len(found.voices), 'voice')}, {counted(passages, 'passage')}, "
        f"{counted(len(found.questions), 'question')}"
    )
    yield f"{size}. {LEGEND}"
    yield (
        "; ".join(
            f"**{escaped(source.siglum)}** {escaped(source.title)}"
            for source in view.dossier.sources.values()
        )
        + "."
    )
    if len(found.topics) < 2:
        return
    rows = []
    for number, (name, questions) in enumerate(found.topics, 1):
        asked = {one.question for one in questions}
        counts = Counter(finding.name.replace("-", " ") for finding in findings if finding.question in asked)
        noted = ", ".join(f"{name} {count}" for name, count in counts.items())
        voices = len(found.among(questions))
        rows.append(
            [
                f"[{escaped(name or 'Other matters')}](#topic-{number})",
                f"{voices}",
                f"{len(questions)}",
                escaped(noted),
            ]
        )
    yield table(rows, ["Topic", "Voices", "Questions", "Findings"])


def _topic(
    view: View, questions: Sequence[QuestionClaims], findings: Sequence[Finding], heading: str
) -> Iterator[str]:
    yield from _matrix(view, questions)
    for asked in questions:
        about = [one for one in findings if one.kind == "perspective" and one.question == asked.question]
        yield f"{heading} {finding_anchors(about)}{escaped(question_name(view.dossier, asked.question))}"
        if about:
            yield "\n".join(line for finding in about for line in _finding(finding, findings))
        yield _passages(view, asked)


def _finding(finding: Finding, findings: Sequence[Finding]) -> Iterator[str]:
    message = escaped(finding.message.removeprefix(f"{finding.question}: "))
    yield f"- {with_finding_links(message, findings)} (`{finding.id}` {finding.rule})"
    if finding.rule not in RULES_IN_TABLES:
        yield from (f"  - {with_finding_links(escaped(step), findings)}" for step in finding.why)


# Who stands where


def _matrix(view: View, questions: Sequence[QuestionClaims]) -> Iterator[str]:
    """Voices down, the scales of a topic across, a few to a table; below them the scales, and who is not on
    any of them.
    """
    quiet = {asked.question: [source.id for source in silent_sources(asked)] for asked in questions}
    columns = [
        Column(asked, scale, said, tuple(quiet[asked.question]))
        for asked in questions
        for scale in scales(asked)
        if len(said := cells(asked, scale)) + len(quiet[asked.question]) > 1
    ]
    if not columns:
        return
    tables = -(-len(columns) // MOST_COLUMNS)
    size = -(-len(columns) // tables)
    for first in range(0, len(columns), size):
        yield _matrix_part(view, columns[first : first + size])
    yield "\n".join(_scales(columns))
    placed = {voice for asked in questions for scale in scales(asked) for voice in cells(asked, scale)}
    if rest := [
        escaped(view.dossier.voice_name(voice))
        for voice in view.perspectives.among(questions)
        if voice not in placed
    ]:
        yield f"In frames only, without a place on a scale: {'; '.join(rest)}."


def _matrix_part(view: View, columns: Sequence[Column]) -> str:
    lone = {(one.scale, one.voice) for one in view.perspectives.lone}
    voices = dict.fromkeys((*view.dossier.sources, *view.perspectives.voices))
    rows = []
    for voice in voices:
        row = [_cell(one, voice, (Scale(one.asked.question, one.scale), voice) in lone) for one in columns]
        if any(row):
            rows.append([escaped(view.dossier.voice_name(voice)), *row])
    return table(rows, ["Voice", *(_heading(view.dossier, one) for one in columns)])


def _scales(columns: Sequence[Column]) -> Iterator[str]:
    """A line for each scale, with its positions in order."""
    lines = dict.fromkeys((one.scale, " < ".join(scale_order(one.asked, one.scale))) for one in columns)
    yield from (f"- {_scale(scale)}: {escaped(positions)}" for scale, positions in lines)


def _scale(name: str) -> str:
    return "the word for it" if name == LABEL else escaped(name)


def _heading(dossier: Dossier, column: Column) -> str:
    about = column.asked.question.about
    name = dossier.entities[about].name if about in dossier.entities else about
    return f"{escaped(name)}: {_scale(column.scale)}"


def _cell(column: Column, voice: str, lone: bool) -> str:
    if voice in column.quiet:
        return SILENT
    return "<br>".join(_position(cell, lone) for cell in column.said.get(voice, ()))


def _position(cell: PositionCell, lone: bool) -> str:
    """The sign, the position, the words of its first passage and where that stands; and how many passages
    more.
    """
    position = f"**{escaped(cell.position)}**" + (
        ALONE if lone and cell.manner in ("asserted", "reported") else ""
    )
    first, *rest = cell.claims
    more = f"; {len(rest)} more" if rest else ""
    place = f"{escaped(first.siglum)}, {escaped(first.at)}{more}"
    return f"{SIGNS[cell.manner]} {position} {quoted(_short(first.quote))} ({place})"


def _short(words: str) -> str:
    """The first words of a quotation, with an ellipsis for the rest."""
    said = words.split()
    return words if len(said) <= MOST_WORDS + 2 else " ".join(said[:MOST_WORDS]) + " …"


# The words


def _passages(view: View, asked: QuestionClaims) -> str:
    """Every passage with its words and its place, voice by voice; a voice is named where it begins."""
    placed = [scale for scale in scales(asked) if scale != LABEL]
    frames = any(framing(claim).frame for claim in asked.claims)
    labels = any(framing(claim).label for claim in asked.claims)
    headers = [
        "Voice",
        "",
        *map(escaped, placed),
        *(["Frame"] if frames else []),
        *(["Word for it"] if labels else []),
        "Words",
        "Where",
    ]
    rows, last = [], ""
    for claim in sorted(asked.claims, key=lambda claim: _order(view, asked, placed, claim)):
        said = framing(claim)
        positions = dict(said.positions)
        row = [
            "" if claim.holder == last else escaped(view.dossier.voice_name(claim.holder)),
            SIGNS[manner(claim)],
        ]
        row += [escaped(positions.get(scale, "")) for scale in placed]
        row += [escaped(said.frame)] if frames else []
        row += [_label(asked, said.label)] if labels else []
        rows.append([*row, quoted(claim.quote) if claim.quote else "", _where(view, claim)])
        last = claim.holder
    return table(rows, headers)


def _label(asked: QuestionClaims, label: str) -> str:
    colours = asked.dossier.vocabulary.labels.get(asked.question.about, {})
    return f"{escaped(label)} ({COLOURS[colours[label] + 1]})" if label in colours else escaped(label)


def _where(view: View, claim: Claim) -> str:
    """Siglum and place, when it holds, and what it rests on."""
    parts = [f"**{escaped(claim.siglum)}**, {escaped(claim.at)}"]
    parts += [escaped(holding_time(view.dossier, claim))] if claim.when else []
    parts += [
        f"rests on {escaped(question_name(view.dossier, question))}{_unanswered(view, question)}"
        for question in claim.rests_on
    ]
    return "; ".join(parts)


def _unanswered(view: View, question: Question) -> str:
    return (
        ""
        if any(claim.question == question for claim in view.dossier.claims)
        else " (which no claim answers)"
    )


def _order(
    view: View, asked: QuestionClaims, placed: Sequence[str], claim: Claim
) -> tuple[int, list[int], int]:
    """By voice, then along the scales, those without a position last, then by place."""
    positions = dict(framing(claim).positions)
    along = []
    for scale in placed:
        taken = scale_order(asked, scale)
        along.append(taken.index(positions[scale]) if positions.get(scale) in taken else len(taken))
    return view.perspectives.voices.index(claim.holder), along, asked.claims.index(claim)


# Beyond the topics


def _expectations(view: View, findings: Sequence[Finding]) -> Iterator[str]:
    """Findings on questions that are no framings: what was expected, beside what came."""
    framed = {asked.question for asked in view.perspectives.questions}
    rows = []
    for finding in findings:
        if finding.question not in framed:
            said = finding.message.removeprefix(f"{finding.question}: ")
            rows.append(
                [
                    f"{finding_anchors([finding])}{escaped(question_name(view.dossier, finding.question))}",
                    escaped(said),
                    f"`{finding.id}`",
                ]
            )
    if rows:
        yield "### What was expected, and what came"
        yield table(rows, ["Question", "What is said", "Finding"])


def _distances(view: View) -> Iterator[str]:
    found, name = view.perspectives, view.dossier.voice_name
    pairs = found.pairs
    if not pairs:
        return
    yield "### Near and far"
    total = len(found.voices) * (len(found.voices) - 1) // 2
    yield (
        f"How far apart two voices stand: the mean difference of their positions, as a part of the scale, "
        f"over the scales that both stand on (Gower 1971), the colour of a word being a scale of three; "
        f"0.00 is alike, 1.00 as far as can be. A voice with several positions "
        f"counts at their mean; passages of different times are not compared. "
        f"{counted(len(pairs), 'pair')} of {total:,} share at least {FEWEST} scales; "
        f"of the others nothing is said. Frames have no order and are counted beside it, "
        f"those in common of all that either uses."
    )
    shown = pairs if len(pairs) <= 2 * MOST_PAIRS else (*pairs[:MOST_PAIRS], *pairs[-MOST_PAIRS:])
    rows = [
        [
            f"{escaped(name(pair.one))} · {escaped(name(pair.other))}",
            f"{float(pair.distance):.2f}",
            f"{pair.shared}",
            f"{pair.common} of {pair.frames}",
        ]
        for pair in shown
    ]
    yield table(rows, ["Voices, the nearest first", "Distance", "Scales", "Frames in common"])
    if len(shown) < len(pairs):
        yield f"The {MOST_PAIRS} nearest and the {MOST_PAIRS} farthest pairs."
    for pair in most_isolated(pairs):
        distance = f"{float(pair.distance):.2f}, on {counted(pair.shared, 'scale')}"
        near = f"the nearest is {escaped(name(pair.other))} at {distance}"
        yield f"Farthest from whoever is nearest: {escaped(name(pair.one))}; {near}."


def _alone_on_a_scale(view: View) -> Iterator[str]:
    rows = []
    for one in view.perspectives.lone:
        others = ", ".join(f"{position} ({count})" for position, count in one.others)
        name = f"{escaped(question_name(view.dossier, one.scale.question))}, {_scale(one.scale.name)}"
        rows.append(
            [
                name,
                escaped(view.dossier.voice_name(one.voice)),
                escaped(", ".join(one.positions)),
                escaped(others),
            ]
        )
    if rows:
        yield "### Who is alone"
        yield (
            "A voice whose positions on a scale no other shares, while at least two others share one. "
            "Behind the others' positions, how many voices."
        )
        yield table(rows, ["Question", "Voice", "Stands at", "The others"])
