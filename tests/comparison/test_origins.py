"""Who rests on whom: origins counted, chains drawn, circles found, and copies guessed at from what sources share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from discrepancy.comparison import origins
from discrepancy.comparison.question_claims import QuestionClaims
from discrepancy.findings.analysis import engine
from discrepancy.findings.finding import Finding
from discrepancy.findings.run import Run
from discrepancy.findings.view import questions_of
from discrepancy.model.dossier import Dossier
from discrepancy.reading import dossiers as reader
from tests.support.claims import told
from tests.support.folders import read_dossier, write_dossier

DOSSIER = """
title: A test
entities:
  siege: {name: the siege, kind: event}
  muster: {name: the muster, kind: event}
voices:
  hugh: {name: Hugh}
  ralph: {name: Ralph}
"""
AFTER = "\n  according_to:\n    - source: {}"
SAID = "- siege.killed: 811"
BY_HUGH = SAID + "\n  according_to: [hugh]"

Write = Callable[..., Dossier]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A dossier of which each argument gives one source: its claims, or what stands in its head and its claims."""

    def written(**sources: str | tuple[str, str]) -> Dossier:
        write_dossier(tmp_path, DOSSIER, sources)
        return read_dossier(tmp_path)

    return written


def killed(dossier: Dossier) -> QuestionClaims:
    return next(asked for question, asked in questions_of(dossier).items() if question.property == "killed")


def count(dossier: Dossier) -> int:
    asked = killed(dossier)
    return origins.independent_origins(
        origins.claim_ancestries(origins.possible_witnesses(asked.standing, dossier), asked)
    )


def drawn(dossier: Dossier) -> list[str]:
    asked = killed(dossier)
    ways = origins.claim_ancestries(origins.possible_witnesses(asked.standing, dossier), asked)
    origin = origins.common_origin(ways)
    return [origins.ancestry_text(way, origin, dossier) for way in ways] if origin else []


def of(run: Run, code: str) -> list[Finding]:
    return [finding for finding in run.findings if finding.rule == code]


def found(dossier: Dossier, code: str) -> list[Finding]:
    return of(engine.run_rules([dossier]), code)


class TestOrigins:
    def test_sources_that_rest_on_nothing_count_each(self, write: Write) -> None:
        assert count(write(a=SAID, b=SAID, c=SAID)) == 3

    def test_one_voice_is_one_origin(self, write: Write) -> None:
        dossier = write(a=BY_HUGH, b=BY_HUGH)
        assert count(dossier) == 1 and drawn(dossier) == ["A after Hugh", "B after Hugh"]

    def test_two_voices_are_two(self, write: Write) -> None:
        assert count(write(a=BY_HUGH, b=SAID + "\n  according_to: [ralph]")) == 2

    def test_a_voice_on_the_way_is_shared_too(self, write: Write) -> None:
        assert count(write(a=BY_HUGH, b=SAID + "\n  according_to: [hugh, ralph]")) == 1

    def test_a_source_derived_from_another_adds_nothing(self, write: Write) -> None:
        dossier = write(a=SAID, b=("derived_from: [a]", SAID))
        assert count(dossier) == 1 and drawn(dossier) == ["A itself", "B, derived from A"]

    def test_nor_does_one_that_cites_another(self, write: Write) -> None:
        assert drawn(write(a=SAID, b=SAID + AFTER.format("a"))) == ["A itself", "B after A"]

    def test_the_way_leads_on_to_who_the_cited_source_has_it_from(self, write: Write) -> None:
        dossier = write(a=BY_HUGH, b=("derived_from: [a]", SAID), c=BY_HUGH)
        assert count(dossier) == 1 and drawn(dossier) == [
            "A after Hugh",
            "B, derived from A after Hugh",
            "C after Hugh",
        ]

    def test_what_a_source_says_itself_too_does_not_end_in_whom_it_cites(self, write: Write) -> None:
        assert count(write(a=f"{SAID}\n{BY_HUGH}", b=BY_HUGH)) == 2

    def test_one_that_rests_on_two_makes_them_no_less_independent(self, write: Write) -> None:
        dossier = write(a=SAID, b=SAID, c=("derived_from: [a, b]", SAID))
        assert count(dossier) == 2 and not drawn(dossier)

    def test_a_source_that_says_otherwise_is_no_origin(self, write: Write) -> None:
        dossier = write(a="- siege.killed: 640", b=("derived_from: [a]", SAID), c=("derived_from: [a]", SAID))
        asked = killed(dossier)
        agreeing = [claim for claim in asked.standing if claim.source != "a"]
        assert origins.independent_origins(origins.claim_ancestries(agreeing, asked)) == 2
        assert not found(dossier, "A101")

    def test_a_silent_source_is_one(self, write: Write) -> None:
        dossier = write(a="- muster.killed: 3", b=("derived_from: [a]", SAID), c=("derived_from: [a]", SAID))
        (finding,) = found(dossier, "A101")
        assert "rests on one origin, A" in finding.message

    def test_the_historians_own_facts_are_nobody(self, write: Write) -> None:
        assert count(write(a=SAID, b=("kind: background", SAID))) == 1
        assert not found(write(a=SAID, b=("kind: background", SAID)), "A101")

    def test_a_circle_is_walked_once(self, write: Write) -> None:
        assert count(write(a=("derived_from: [b]", SAID), b=("derived_from: [a]", SAID))) == 1


class TestCircles:
    def test_the_shortest_is_found_from_its_first_name(self) -> None:
        graph = {"c": ("a",), "a": ("b", "x"), "b": ("c", "a"), "x": ("y",)}
        assert origins.derivation_circles(graph) == (("a", "b"), ("a", "b", "c"))

    def test_a_tree_has_none(self) -> None:
        assert not origins.derivation_circles({"a": ("b", "c"), "b": ("d",), "c": ("d",)})

    def test_a_long_chain_is_cheap(self) -> None:
        chain = {f"s{i:05}": (f"s{i + 1:05}",) for i in range(20_000)}
        assert not origins.derivation_circles(chain)

    def test_terms_that_fall_under_each_other_are_an_error(self, tmp_path: Path) -> None:
        terms = "terms:\n  x:\n    name: X\n    broader: y\n  y:\n    name: Y\n    broader: x\n"
        (tmp_path / "dossier.yaml").write_text(f"title: T\n{terms}", "utf-8")
        (dossier,) = reader.read_dossiers([str(tmp_path)])
        assert "E030" in [problem.code for problem in dossier.problems]


class TestOneOrigin:
    def test_the_chain_is_told(self, write: Write) -> None:
        (finding,) = found(
            write(a=BY_HUGH, b=("derived_from: [a]", SAID), c=SAID + AFTER.format("b")), "A101"
        )
        assert "agreement of 3 sources (A, B, C) on 811 rests on one origin, Hugh" in finding.message
        assert "B, derived from A after Hugh" in told(finding)
        assert finding.kind == "dependence" and finding.level == "note"

    @pytest.mark.parametrize("stance", ["doubts", "denies"])
    def test_whoever_cites_it_without_believing_it_does_not_agree(self, write: Write, stance: str) -> None:
        assert found(write(a=SAID, b=SAID + AFTER.format("a")), "A101")
        assert not found(write(a=SAID, b=SAID + AFTER.format("a") + f"\n  stance: {stance}"), "A101")


class TestCircularReporting:
    def test_sources_derived_from_each_other_are_told_once(self, write: Write) -> None:
        both = f"{SAID}\n- muster.killed: 3"
        dossier = write(a=("derived_from: [b]", both), b=("derived_from: [a]", both))
        (finding,) = found(dossier, "A102")
        assert finding.message == "circular reporting: A, which rests on B, which rests on A as a whole"

    def test_its_identity_stays_when_a_claim_is_added_before(self, write: Write) -> None:
        def circle(claims: str) -> str:
            return found(write(a=("derived_from: [b]", claims), b=("derived_from: [a]", claims)), "A102")[
                0
            ].id

        assert circle(SAID) == circle(f"- muster.killed: 3\n{SAID}")

    def test_a_citation_closes_a_derivation(self, write: Write) -> None:
        dossier = write(
            a=SAID + AFTER.format("b"), b=("derived_from: [c]", SAID), c=("derived_from: [a]", SAID)
        )
        assert "A, which rests on B, which rests on C, which rests on A" in found(dossier, "A102")[0].message

    def test_on_two_questions_is_no_circle(self, write: Write) -> None:
        dossier = write(a=SAID + AFTER.format("b"), b=f"{SAID}\n- muster.killed: 3" + AFTER.format("a"))
        assert not found(dossier, "A102")


class TestNobodyVouches:
    def test_only_where_readings_exclude_each_other(self, write: Write) -> None:
        assert not found(write(a=BY_HUGH, b="- siege.killed: about 800"), "A103")

    def test_a_doubted_report_is_told(self, write: Write) -> None:
        (finding,) = found(write(a=BY_HUGH + "\n  stance: doubts", b="- siege.killed: 640"), "A103")
        assert "nobody vouches for 811, while B itself says 640" in finding.message

    def test_each_value_is_given_to_who_says_it(self, write: Write) -> None:
        (finding,) = found(
            write(a=BY_HUGH, b="- siege.killed: 640", c="- siege.killed: 52", d="- siege.killed: 640"), "A103"
        )
        assert finding.message.endswith("nobody vouches for 811, while B itself says 640, C itself says 52")

    def test_a_cited_source_vouches(self, write: Write) -> None:
        assert not found(
            write(a=SAID + AFTER.format("c"), b="- siege.killed: 640", c="- muster.killed: 3"), "A103"
        )


class TestQuotedTwoWays:
    def test_the_occasions_are_hinted_at(self, write: Write) -> None:
        said = "- siege.killed: {}\n  according_to:\n    - voice: hugh\n      said: {}"
        (finding,) = found(write(a=said.format("811", "1204"), b=said.format("640", "1209")), "A105")
        assert "Hugh is quoted as saying 811, 640" in finding.message and finding.hints == (
            "said on different occasions",
        )

    def test_one_source_alone_is_not_told(self, write: Write) -> None:
        assert not found(write(a=f"{BY_HUGH}\n- siege.killed: 640\n  according_to: [hugh]"), "A105")


SIDES = ("attackers", "defenders", "allies", "opponents")
NAMES = ("killed", "wounded", "missing", "casualties")


def figures(step: int, questions: int = 16) -> str:
    """Figures on up to sixteen questions: those of step 0 are nobody else's, any others agree on every second one and differ on the rest."""
    asked = [f"siege.{name}[side={side}]" for side in SIDES for name in NAMES][:questions]
    return "\n".join(
        f"- {question}: {1000 + 37 * i + (step if i % 2 else min(step, 1))}"
        for i, question in enumerate(asked)
    )


class TestProbablyRestsOn:
    def test_a_copy_among_independent_works_is_found_and_ordered(self, write: Write) -> None:
        dossier = write(
            a=("written: 1908", figures(0)), b=("written: 1862/1865", figures(0)), c=figures(1), d=figures(2)
        )
        (finding,) = found(dossier, "A104")
        assert finding.message == (
            "A probably rests on B: 13 of 13 answers that few others give are the same"
        )  # 1,000 and two other round figures are borne out
        assert any(step.startswith("they agree on 16 of 16 contested answers") for step in finding.why)
        assert {claim.source for claim in finding.claims} == {"a", "b"}

    def test_without_dates_it_does_not_say_which(self, write: Write) -> None:
        (finding,) = found(write(a=figures(0), b=figures(0), c=figures(1), d=figures(2)), "A104")
        assert finding.message.startswith("A or B probably rests on the other, or both on a third")

    def test_what_is_declared_is_not_guessed(self, write: Write) -> None:
        assert not found(
            write(a=figures(0), b=("derived_from: [a]", figures(0)), c=figures(1), d=figures(2)), "A104"
        )

    def test_seven_questions_are_too_few(self, write: Write) -> None:
        assert not found(write(a=figures(0, 7), b=figures(0, 7), c=figures(1), d=figures(2)), "A104")

    def test_agreement_of_everyone_shows_nothing(self, write: Write) -> None:
        assert not found(write(a=figures(0), b=figures(0), c=figures(0), d=figures(1)), "A104")
        assert not found(write(a=figures(0), b=figures(0), c=figures(0), d=figures(0)), "A104")

    def test_two_that_are_right_where_each_other_errs_alone_are_no_copies(self, write: Write) -> None:
        wrong = ["\n".join(f"{line}{i}" for line in figures(0).split("\n")) for i in (1, 2, 3)]
        assert not found(write(a=figures(0), b=figures(0), c=wrong[0], d=wrong[1], e=wrong[2]), "A104")

    def test_what_is_only_reported_does_not_count(self, write: Write) -> None:
        reported = figures(0).replace("\n", "\n  according_to: [hugh]\n") + "\n  according_to: [hugh]"
        assert not found(write(a=reported, b=figures(0), c=figures(1), d=figures(2)), "A104")

    def test_its_identity_is_the_pair(self, write: Write) -> None:
        four = {"a": figures(0), "b": figures(0), "c": figures(1), "d": figures(2)}
        first = found(write(**four), "A104")[0]
        later = found(write(**{**four, "c": figures(1, 12)}, e=figures(3)), "A104")[0]
        assert first.id == later.id
