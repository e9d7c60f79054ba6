"""`list`: what there is, as aligned columns for a person or as one JSON array for a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from discrepancy.findings.finding import Finding
from discrepancy.model.core_vocabulary import core_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.review import Review
from discrepancy.model.vocabulary import Property
from discrepancy.system.display import json_text, one_line, printable, shown_name

DEFAULT = ["claims"]
FAILING = ("conflict", "tension", "perspective")  # what can fail a check
LONGEST = 60  # characters of a cell in the text form

Record = dict[str, Any]


def list_records(
    what: str, paths: Sequence[str], form: str, texts: Sequence[str] = (), statuses: Sequence[str] = ()
) -> tuple[str, str]:
    """The list as text or JSON, and the errors of the input, a line each. Of reviews only those with one of
    `statuses`, if there are any.

    The quotes of `claims` are held against the texts in the folders `texts`. `properties` and `rules` need no
    dossier: where none was asked for and claims/ is not there, the core vocabulary is listed.
    """
    dossiers = () if what == "rules" or _core_only(what, paths) else _read(paths)
    with_texts = {"claims": _claims, "reviews": _reviews}
    records = list(with_texts[what](dossiers, texts) if what in with_texts else LISTS[what](dossiers))
    records = [record for record in records if not statuses or record["status"] in statuses]
    text = json_text(records) if form == "json" else _columns(what, records, statuses)
    errors = [problem for dossier in dossiers for problem in dossier.problems if not problem.warning]
    return text, "".join(printable(str(problem)) + "\n" for problem in errors)


def _core_only(what: str, paths: Sequence[str]) -> bool:
    return what == "properties" and list(paths) == DEFAULT and not Path(DEFAULT[0]).exists()


def _read(paths: Sequence[str]) -> tuple[Dossier, ...]:
    from discrepancy.reading import dossiers as reader

    return reader.read_dossiers(paths)


# What each list holds


def _properties(dossiers: Sequence[Dossier]) -> Iterator[Record]:
    """The properties in force; one that several dossiers have alike comes once."""
    seen: list[Property] = []
    for vocabulary in [dossier.vocabulary for dossier in dossiers] or [core_vocabulary()]:
        for prop in vocabulary.properties.values():
            if prop not in seen:
                seen.append(prop)
    for prop in sorted(seen, key=lambda prop: prop.name):
        yield {
            "name": prop.name,
            "type": prop.type,
            "unit": prop.unit or None,
            "one": prop.one,
            "most": prop.most or None,
            "differ_in": list(prop.differ_in),
            "values": list(prop.values),
            "inverse": prop.inverse or None,
            "always": prop.always if isinstance(prop.always, bool) else list(prop.always),
            "state": prop.state,
            "spells": prop.spells,
            "adds": prop.adds if isinstance(prop.adds, bool) else list(prop.adds),
            "running": prop.running,
            "scope": list(prop.scope),
            "for": list(prop.kinds),
            "help": prop.help,
        }


def _entities(dossiers: Sequence[Dossier]) -> Iterator[Record]:
    for dossier in dossiers:
        counts = Counter(claim.question.about for claim in dossier.claims)
        for entity in dossier.entities.values():
            yield {
                "id": entity.id,
                "name": entity.name,
                "kind": entity.kind or None,
                "aliases": list(entity.aliases),
                "part_of": list(entity.part_of),
                "same_as": entity.same_as or None,
                "maybe": entity.maybe or None,
                "claims": counts[entity.id],
            }


def _sources(dossiers: Sequence[Dossier]) -> Iterator[Record]:
    for dossier in dossiers:
        counts = Counter(claim.source for claim in dossier.claims)
        for source in dossier.sources.values():
            yield {
                "source": source.id,
                "siglum": source.siglum,
                "title": source.title,
                "kind": source.kind or None,
                "distance": source.distance or None,
                "written": source.written or None,
                "language": source.language or None,
                "claims": counts[source.id],
                "file": source.mark.file,
            }


def _claims(dossiers: Sequence[Dossier], texts: Sequence[str] = ()) -> Iterator[Record]:
    from discrepancy.evidence.quote_checks import QuoteChecks
    from discrepancy.reporting.json_records import claim_record

    for dossier in dossiers:
        checked = QuoteChecks(dossier, texts)
        for claim in dossier.claims:
            yield claim_record(claim, checked.status(claim)).model_dump(mode="json")


def _questions(dossiers: Sequence[Dossier]) -> Iterator[Record]:
    from discrepancy.findings.analysis import engine

    run = engine.run_rules(dossiers)
    found: dict[tuple[str, object], str] = {}
    for finding in run.findings:  # in order of their kinds, the gravest first
        found.setdefault((finding.dossier, finding.question), finding.kind)
    for view in run.views:
        for question, asked in view.questions.items():
            yield {
                "question": str(question),
                "about": question.about,
                "property": question.property,
                "scope": dict(question.scope),
                "claims": [claim.id for claim in asked.claims],
                "sources": list(dict.fromkeys(claim.source for claim in asked.claims)),
                "camps": asked.camps("charitable").total if asked.standing else 0,
                "finding": found.get((view.dossier.path, question)),
            }


def _rules(dossiers: Sequence[Dossier]) -> Iterator[Record]:
    from discrepancy.findings.rule import rules

    for rule in rules():
        summary = " ".join(rule.doc.split("\n\n", 1)[0].split())
        yield {"code": rule.code, "name": rule.name, "reads": rule.reads, "summary": summary}


def _reviews(dossiers: Sequence[Dossier], texts: Sequence[str] = ()) -> Iterator[Record]:
    """By status, what was decided, and what can fail a check and is not decided."""
    from discrepancy.findings.analysis import engine
    from discrepancy.findings.reviews.matching import STATUSES, pair_reviews
    from discrepancy.findings.reviews.moves import moves_of, proposed_moves

    run = engine.run_rules(dossiers, texts=texts)
    rows = [
        _review(finding, finding.review, finding.status)
        for finding in run.findings
        if finding.review or finding.kind in FAILING
    ]
    for view in run.views:
        findings = [finding for finding in run.findings if finding.dossier == view.dossier.path]
        moves = proposed_moves(view.dossier, findings)
        for review in pair_reviews(view.dossier, findings)[1]:
            commands = [move.command for move in moves_of(moves, review)]
            rows.append({**_review(None, review, "orphaned"), "moves": commands})
    yield from sorted(rows, key=lambda row: STATUSES.index(row["status"]))


def _review(finding: Finding | None, review: Review | None, status: str) -> Record:
    made = review.decision if review else None
    return {
        "status": status,
        "finding": finding.id if finding else review.finding if review else "",
        "kind": finding.kind if finding else None,
        "rule": finding.rule if finding else review.rule.partition(" ")[0] if review else None,
        "question": str(finding.question) if finding else review.question if review else None,
        "verdict": made.verdict if made else None,
        "prefers": list(made.prefers) if made else [],
        "because": made.because if made else None,
        "by": made.by if made else None,
        "on": made.on if made else None,
        "earlier": len(review.earlier) if review else 0,
        "in_baseline": finding.known if finding else False,
        "file": review.mark.file if review else None,
        "moves": [],
    }


LISTS: dict[str, Callable[[Sequence[Dossier]], Iterator[Record]]] = {
    "properties": _properties,
    "entities": _entities,
    "sources": _sources,
    "claims": _claims,
    "questions": _questions,
    "rules": _rules,
    "reviews": _reviews,
}

# As columns

COLUMNS = {
    "properties": ("name", "type", "unit", "answers", "scope", "for", "help"),
    "entities": ("id", "name", "kind", "claims", "aliases"),
    "sources": ("siglum", "source", "title", "kind", "distance", "written", "claims", "file"),
    "claims": ("question", "value", "source", "at", "voices", "stance", "place"),
    "questions": ("question", "claims", "sources", "camps", "finding"),
    "rules": ("code", "name", "reads", "summary"),
    "reviews": ("status", "finding", "rule", "question", "verdict", "because", "by", "on"),
}


def _columns(what: str, records: Sequence[Record], statuses: Sequence[str] = ()) -> str:
    if not records:
        return f"no {what}{' that are ' if statuses else ''}{' or '.join(dict.fromkeys(statuses))}\n"
    from tabulate import tabulate

    rows = [[_cell(what, name, record) for name in COLUMNS[what]] for record in records]
    table = tabulate(rows, headers=COLUMNS[what], tablefmt="plain", disable_numparse=True) + "\n"
    moves = [one_line(command) for record in records for command in record.get("moves", ())]
    if moves:
        table += "\nOther findings stand on the same claims. If it is the same matter:\n"
    return table + "".join(f"  {command}\n" for command in moves)


def _cell(what: str, name: str, record: Record) -> str:
    if name == "answers":
        return (
            " ".join(flag for flag in ("one", "state", "spells", "adds", "running") if record[flag])
            or "several"
        )
    if name == "place":
        return f"{shown_name(record['file'])}:{record['line']}"
    value = record[name]
    if what == "questions" and name == "claims":
        value = len(value)
    text = one_line(", ".join(value) if isinstance(value, list) else "" if value is None else str(value))
    keep = name in ("id", "question", "file", "summary", "help")
    return text if keep or len(text) <= LONGEST else text[: LONGEST - 1] + "…"
