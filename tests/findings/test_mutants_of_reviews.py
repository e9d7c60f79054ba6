"""Damaged reviews and baselines, through the commands: none makes a finding accepted that nobody accepted, none is
lost, and what is decided anew keeps what was decided before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from discrepancy.model.review import VERDICTS
from discrepancy.reading.dossiers import read_dossiers
from discrepancy.reading.forms import REVIEW
from tests.support.attempts import SEED, Mutants, attempt
from tests.support.mutants import how_many, mutants
from tests.support.plain_yaml import as_text, field, plain_yaml
from tests.support.yaml_mutants import yaml_mutants

DOSSIER = """\
title: Aldwater
entities:
  battle: {name: the battle}
  siege: {name: the siege}
  sortie: {name: the sortie}
properties:
  dead: {type: quantity}
"""
ACCEPTED = ("reviewed", "grown")
LINE = re.compile(r"\S.* F-[0-9a-f]{8} [0-9]+:[a-z]+:[0-9a-f+/*]+(?: .*)?")


def says(name: str, **answers: str) -> str:
    claims = "".join(
        f"  - {key.replace('_', '.')}: {value}\n    at: p. 1\n" for key, value in answers.items()
    )
    return f"source: {name}\ntitle: {name.title()}\nclaims:\n{claims}"


class Findings:
    """A dossier with three findings: one that is decided, one that was decided when it was another, and one of
    which nothing is known.
    """

    def __init__(self, at: Path) -> None:
        self.at = at
        self.write(corve="battle 12, siege 18, sortie 17")
        self.write(tarn="battle 35, siege 24, sortie 58")
        self.write(annals="battle 35, siege 36, sortie 58")
        (at / "dossier.yaml").write_text(DOSSIER, "utf-8")

    def write(self, **sources: str) -> None:
        self.at.mkdir(exist_ok=True)
        for name, said in sources.items():
            answers = dict(one.split() for one in said.split(", "))
            (self.at / f"{name}.yaml").write_text(
                says(name, **{f"{key}_dead": value for key, value in answers.items()}), "utf-8"
            )

    def statuses(self) -> tuple[int, dict[str, Any], Any]:
        """The exit code, and by question each finding of two sources that contradict each other."""
        ran = attempt("check", "d", "--format", "json")
        found = ran.json
        return (
            ran.code,
            {one["claims"][0]["question"]: one for one in found["findings"] if one["rule"].startswith("D")},
            found,
        )


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Findings:
    monkeypatch.chdir(tmp_path)
    return Findings(tmp_path / "d")


def decide(finding: str, verdict: str, because: str) -> None:
    ran = attempt(
        "decide",
        finding,
        "d",
        "--verdict",
        verdict,
        "--because",
        because,
        "--prefers",
        "C",
        "--by",
        "A. Reader",
        "--on",
        "2026-01-02",
    )
    assert ran.code == 0, ran


@pytest.mark.parametrize("which", ["battle.dead", "siege.dead"])
def test_a_damaged_review_accepts_nothing_and_is_read_or_told_of(which: str, findings: Findings) -> None:
    _, first, _ = findings.statuses()
    ids = {question: one["id"] for question, one in first.items()}
    decide(ids["siege.dead"], "unsure", "")
    decide(ids["siege.dead"], "scope", "one counts from Easter\n\nand the other does not")
    findings.write(annals="battle 35, siege 49, sortie 58")
    decide(ids["battle.dead"], "unsure", "nothing else # is known")
    decide(ids["battle.dead"], "mistaken", "the copyist: he wrote XII")
    _, now, _ = findings.statuses()
    assert {question: one["status"] for question, one in now.items()} == {
        "battle.dead": "reviewed",
        "siege.dead": "stale",
        "sortie.dead": "open",
    }
    path = findings.at / "reviews" / f"{ids[which]}.yaml"
    whole = path.read_bytes()

    def tried(number: int, data: bytes) -> str:
        path.write_bytes(data)
        code, found, record = findings.statuses()
        mine = [one for one in record["errors"] if one["file"].endswith(path.name)]
        errors = [one for one in mine if one["level"] == "error"]
        told = {one["code"] for one in mine}
        assert code == 2 or not errors
        assert found["sortie.dead"]["status"] == "open"
        other = "siege.dead" if which == "battle.dead" else "battle.dead"
        assert found[other]["status"] == now[other]["status"]
        if found[which]["status"] in ACCEPTED:
            plain = plain_yaml(data)
            assert plain is not None or errors, "accepted by what is no YAML"
            for root in plain.documents[:1] if plain is not None and not errors else ():
                said = {as_text(key): value for key, value in root.value}
                assert (as_text(said["finding"]) or "").strip() == ids[which]
                assert (as_text(said["verdict"]) or "").strip() in VERDICTS
                assert which == "battle.dead" or errors or told & {"E063", "E007"}, (
                    "a finding that had changed is accepted"
                )
        if not errors:
            _check_kept(data, record, ids[which])
            if number % 5 == 0:
                _check_decided_anew(path, data, ids[which])
        for one in path.parent.iterdir():
            if one != path and one.name[2:10] not in {id_[2:] for id_ in ids.values()}:
                one.unlink()
        return "refused" if errors else "read"

    made = yaml_mutants(whole, how_many(25), f"{SEED}:review:{which}", [one.name for one in REVIEW])
    assert len(Mutants(f"reviews ({which})", made).each(tried)) == 2


def test_a_review_whose_lines_end_with_a_lone_cr_is_decided_anew(findings: Findings) -> None:
    _, first, _ = findings.statuses()
    finding = first["battle.dead"]["id"]
    decide(finding, "unsure", "nothing else # is known")
    path = findings.at / "reviews" / f"{finding}.yaml"
    path.write_bytes(b"# by hand\r" + path.read_bytes().replace(b"\n", b"\r"))
    decide(finding, "mistaken", "the copyist")
    plain = plain_yaml(path.read_bytes())
    assert plain is not None and {"nothing else # is known", "the copyist"} <= set(_texts(plain))
    assert path.read_bytes().startswith(b"# by hand\n")


def _check_kept(data: bytes, record: Any, finding: str) -> None:
    """A review that was read without an error is one that is listed."""
    (dossier,) = read_dossiers(["d"])
    review = next(one for one in dossier.reviews if one.finding == finding)
    plain = plain_yaml(data)
    assert plain is not None
    root = plain.documents[0]
    for name, said in (
        ("verdict", review.decision.verdict),
        ("because", review.decision.because),
        ("by", review.decision.by),
        ("on", review.decision.on),
        ("content", review.decision.content),
    ):
        assert " ".join((field(root, name) or "").split()) == " ".join(said.split()), (name, said)
    earlier = next((value.value for key, value in root.value if as_text(key) == "earlier"), [])
    assert len(review.earlier) == len(earlier)


def _check_decided_anew(path: Path, data: bytes, finding: str) -> None:
    ran = attempt(
        "decide", finding, "d", "--verdict", "ours", "--because", "a slip", "--by", "B", "--on", "2026-02-03"
    )
    after = path.read_bytes()
    if ran.code:
        assert after == data, "a decision was refused, and the file is not as it was"
        return
    held, now = plain_yaml(data), plain_yaml(after)
    assert held is not None and now is not None
    lost = [text for text in _texts(held) if text not in set(_texts(now))]
    assert not lost, f"a decision put in place of what stood there: {lost}"
    comments = re.findall(rb"(?m)^[ \t]*#.*?(?=\r?$)", data)
    assert all(comment.strip() in after for comment in comments), "a comment is gone"


def _texts(plain: Any) -> Iterator[str]:
    for piece in plain.pieces():
        if (said := as_text(piece.node)) is not None:
            yield " ".join(said.split())


def test_a_damaged_baseline_lets_nothing_pass_and_loses_no_line(findings: Findings) -> None:
    findings.write(annals="battle 35, siege 36, sortie 17", tarn="battle 35, siege 24, sortie 17")
    assert attempt("baseline", "create", "d").code == 0
    path = findings.at.parent / ".discrepancy-baseline"
    findings.write(annals="battle 35, siege 49, sortie 58")
    lines = path.read_text("utf-8")
    path.write_text(f"{lines}other{lines.splitlines()[-1].removeprefix('d')}\n# a remark\n", "utf-8")
    whole = path.read_bytes()
    other = findings.at.parent / "other"
    other.mkdir()
    (other / "dossier.yaml").write_text("title: another\n", "utf-8")
    _, now, _ = findings.statuses()
    assert {question: one["status"] for question, one in now.items()} == {
        "battle.dead": "open",
        "siege.dead": "new",
        "sortie.dead": "new",
    }

    def tried(number: int, data: bytes) -> str:
        path.write_bytes(data)
        code, found, record = findings.statuses()
        errors = [one for one in record["errors"] if one["level"] == "error"]
        assert code == 2 or not errors
        assert {found[one]["status"] for one in ("siege.dead", "sortie.dead")} == {"new"}, found
        if found["battle.dead"]["status"] == "open":
            assert now["battle.dead"]["id"].encode() in data
        if not errors:
            _check_lines(path, data, found["battle.dead"]["status"])
            if number % 4 == 0:
                _check_updated(path, data, ("update", "prune")[number % 8 == 0])
        return "refused" if errors else "read"

    made = mutants(
        whole, how_many(30), f"{SEED}:baseline", [b"d ", b"F-", b"1:tension:", b"+", b"/", b"*3", b"other "]
    )
    assert len(Mutants("baselines", made).each(tried)) == 2


def _check_lines(path: Path, data: bytes, status: str) -> None:
    """Every line that is none, and no comment, was told of."""
    if not path.exists():
        return
    for line in data.decode().removeprefix("\ufeff").split("\n"):
        assert not line.strip() or line.strip().startswith("#") or LINE.fullmatch(line.strip()), line


def _check_updated(path: Path, data: bytes, how: str) -> None:
    ran = attempt("baseline", how, "d")
    after = path.read_bytes()
    if ran.code:
        assert after == data
        return
    kept = after.decode().split("\n")
    for line in data.decode().removeprefix("\ufeff").split("\n"):
        if line.strip().startswith(("other F-", "#")):
            assert line.strip() in [one.strip() for one in kept], f"{line!r} is gone"
