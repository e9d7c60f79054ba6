"""What a law may speak of and compare, the laws of the core, and laws in a dossier."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path as File
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discrepancy.commands._explain.help_pages import help_page
from discrepancy.commands._explain.topics import topics
from discrepancy.model import core_laws as lawpack
from discrepancy.model.claim import Question
from discrepancy.model.core_vocabulary import core_vocabulary, extended_vocabulary
from discrepancy.model.dossier import Dossier
from discrepancy.model.law import (
    AtMost,
    Comparison,
    Constant,
    Law,
    Path,
    Sum,
    Within,
)
from discrepancy.model.law_checker import paths_in, properties_used, read_law
from discrepancy.model.law_parser import parse_law
from discrepancy.reading import dossiers as reader
from discrepancy.reading.forms import FORMS
from discrepancy.values.errors import Unreadable
from tests.support.claims import c

ENTITIES = {"siege": "siege", "old-siege": "siege", "war": "war", "king": "king"}
WORDS = (
    *list(core_vocabulary().properties)[::4],
    "born",
    "died",
    "span",
    "held.start",
    "siege.end",
    "part_of.start",
    "killed[side=all]",
    "age",
    "child",
)
CONSTANTS = (
    "6 years",
    "about 100",
    "3",
    '"1945-09-02"',
    "as_of",
    "subject",
    "years(born, died)",
    "count(child)",
)


def law(text: str, **options: tuple[str, ...]) -> Law:
    return read_law("x", text, core_vocabulary(), ENTITIES, **options)


def sides(text: str) -> Comparison:
    found = law(text).body
    assert isinstance(found, Comparison)
    return found


class TestNames:
    def test_a_property_has_its_type(self) -> None:
        assert sides("born <= died").left == Path("born", type="date")

    def test_steps_are_properties_dimensions_and_part_of(self) -> None:
        assert sides("parent.born < born").left == Path("born", ("parent",), type="date")
        assert sides("organisation.founded <= joined").left == Path("founded", ("organisation",), type="date")
        assert sides("part_of.part_of.start <= start").left == Path(
            "start", ("part_of", "part_of"), type="date"
        )

    def test_an_entity_goes_before_a_step_of_its_name(self) -> None:
        assert sides("siege.end <= war.end").left == Path("end", entity="siege", type="date")
        assert sides("old-siege.end <= war.end").left == Path("end", entity="siege", type="date")
        found = read_law("x", "parent.born < born", core_vocabulary(), {"parent": "parent"}).body
        assert isinstance(found, Comparison) and found.left == Path("born", entity="parent", type="date")

    def test_start_and_end_of_a_span(self) -> None:
        assert sides("held.start <= died").left == Path("held", end="start", type="date")
        assert sides("siege.span.end <= war.end").left == Path("span", end="end", entity="siege", type="date")
        assert sides("held[office=king].end <= died").left == Path(
            "held", (), "end", (("office", "king"),), type="date"
        )

    def test_a_scope_is_sorted_and_known(self) -> None:
        found = sides("killed[side=attackers,kind=all] <= killed").left
        assert isinstance(found, Path) and found.scope == (("kind", "all"), ("side", "attackers"))

    def test_an_office_held(self) -> None:
        assert law("at most one holder of king at a time").body == AtMost(
            1, Path("held", scope=(("office", "king"),), type="span", offset=22)
        )
        assert law("date within span").body == Within(
            Path("date", type="date"), Path("span", type="span", offset=12)
        )


class TestConstants:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("died - born <= 6 years", "duration"),
            ("years(born, died) <= 6 years", "age"),
            ("age-at-death >= 15", "age"),
            ("killed <= about 100 men", "quantity"),
            ("treaty-length == 6 years", "duration"),
            ('born >= "1945-09-02"', "date"),
            ("count(child) <= 20", "quantity"),
        ],
    )
    def test_are_of_the_type_that_they_stand_beside(self, text: str, kind: str) -> None:
        body = sides(text)
        (found,) = (side for side in (body.left, body.right) if isinstance(side, Constant))
        assert found.type == kind == found.value.type

    def test_in_sums(self) -> None:
        found = sides("born + 12 years <= died").left
        assert (
            isinstance(found, Sum)
            and isinstance(found.terms[1][1], Constant)
            and found.terms[1][1].type == "duration"
        )


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [
        ("born + died <= as_of", 7, "adds two dates"),
        ("12 years - born <= died", 11, "takes a date from a length of time"),
        ("born + age-at-death <= died", 7, "adds an age to a date"),
        ("born <= area", 8, "no kind of entity has born and area"),
        ("capital.founded <= area", 19, "a date is compared with a quantity"),
        ("died - born == age-at-death", 15, "years(from, until)"),
        ("born <= 6 years", 8, "no date|double quotation marks|none"),
        ("killed <= 3 years", 10, "a quantity is compared with a length of time"),
        ("born <= died + 3", 15, "a number without a unit of time"),
        ('born <= "1945-09-52"', 9, "no day"),
        ("100 <= 200", 0, "two constants"),
        ("born * 2 <= died", 0, "multiplies a date"),
        ("spouse <= subject", 10, "entities have no order"),
        ("spouse == 3", 10, "an entity is compared with a number"),
        ("held <= died", 0, "write .start or .end"),
        ("born.start <= died", 0, "leads to nothing"),
        ("killed[side=all].start <= died", 0, "has no start"),
        ("killed before died", 0, "no place in time"),
        ("span within date", 12, "a span"),
        ("at most one killed at a time", 12, "a span"),
        ("at most one war.span at a time", 12, "whoever has the property"),
        ("cause-of-death == outcome", 18, "no kind of entity"),
        ("occupation == religion", 0, "does not compare what is a term"),
        ("years(born, age) == 3", 12, "from a date to a date"),
        ("count(children) <= 3", 6, "counts what has one answer"),
        ("born <= dyed", 8, 'did you mean "died"?'),
        ("perent.born < born", 0, 'did you mean "parent"?'),
        ("religion.born < born", 0, "leads to nothing"),
        ("siege == subject", 0, "such as siege.start"),
        ("died-born <= 100 years", 0, "between spaces: died - born"),
        ("killed <= 0.3 wounded", 10, "such as * wounded"),
        ("killed[syde=all] <= wounded", 7, 'did you mean "side"?'),
        ("born[side=all] <= died", 5, "it has none"),
        ("killed[side=all, kind=milit] <= wounded", 22, 'did you mean "military"?'),
        ("at most one holder of kimg at a time", 22, 'did you mean "king"?'),
    ],
)
def test_says_what_is_wrong_and_where(text: str, offset: int, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        law(text)
    assert any(part in str(caught.value) for part in said.split("|")) and caught.value.offset == offset


def test_the_kinds_of_a_law_narrow_it() -> None:
    assert law("start <= end", kinds=("event",)).kinds == ("event",)
    with pytest.raises(Unreadable, match="asked of"):
        law("born <= died", kinds=("event",))


TERMS = st.sampled_from((*WORDS, *CONSTANTS))
SUMS = st.lists(TERMS, min_size=1, max_size=3).flatmap(
    lambda terms: st.sampled_from((" + ", " - ", " * 2 + ")).map(lambda sign: sign.join(terms))
)


@given(SUMS, st.sampled_from(("<=", "<", "==", ">=", "before", "within")), SUMS)
def test_any_law_is_checked_or_unreadable(left: str, operator: str, right: str) -> None:
    text = f"{left} {operator} {right}"
    try:
        found = law(text)
    except Unreadable as error:
        assert 0 <= error.offset < len(text) and error.message
    else:
        assert all(path.type for path in paths_in(found.body))


class TestCore:
    def test_every_law_has_a_name_of_its_own_and_help(self) -> None:
        laws = lawpack.core_laws()
        assert len({one.name for one in laws}) == len(laws) > 80
        assert all(one.help.endswith(".") and one.mark is None for one in laws)

    def test_no_law_is_there_twice(self) -> None:
        assert len({(one.text, one.usual) for one in lawpack.core_laws()}) == len(lawpack.core_laws())

    def test_a_dossier_has_the_laws_of_the_core_and_its_own(self) -> None:
        own = replace(law("born <= died"), name="own")
        other = replace(law("born < died"), name="born-before-died")
        found = lawpack.laws_in_force(
            Dossier(
                "x",
                "x",
                "x",
                core_vocabulary(),
                laws=(own, other),
                claims=(c(1, "date", "1960", question=Question("x", "born")),),
            )
        )
        spoken = [one for one in lawpack.core_laws() if "born" in properties_used(one)]
        assert found[-2:] == (own, other) and len(found) == len(spoken) + 1 and len(spoken) > 10

    def test_a_law_that_no_longer_makes_sense_is_left_out(self) -> None:
        vocabulary = extended_vocabulary(
            core_vocabulary(),
            {"properties": {"born": {"type": "name"}, "died": {"help": "The day of death."}}},
        )
        claims = tuple(
            c(i, "date", "1960", question=Question("x", name)) for i, name in enumerate(("born", "died"))
        )
        found = lawpack.laws_in_force(Dossier("x", "x", "x", vocabulary, claims=claims))
        assert not [one.name for one in found if "born" in properties_used(one)]
        assert "held.end <= died" in {one.text for one in found}


def dossier(folder: File, laws: str) -> Dossier:
    entities = "entities:\n  king:\n    name: the king\n    kind: office\n    was: [old-king]\n"
    folder.joinpath("dossier.yaml").write_text(f"title: T\n{entities}laws:\n{laws}", encoding="utf-8")
    (found,) = reader.read_dossiers([str(folder)])
    return found


class TestInADossier:
    def test_is_read(self, tmp_path: File) -> None:
        text = "  - name: one-king\n    law: at most one holder of old-king at a time\n    usual: true\n    because: so it was\n"
        found = dossier(tmp_path, text)
        assert not found.problems
        (one,) = found.laws
        assert one.body == AtMost(1, Path("held", scope=(("office", "king"),), type="span", offset=22))
        assert (one.usual, one.because, one.mark and one.mark.line) == (True, "so it was", 9)

    def test_what_is_wrong_is_said_where_it_stands(self, tmp_path: File) -> None:
        text = "  - name: a\n    law: born <= dyed\n  - name: b\n    law: born + died <= as_of\n  - name: c\n    law: x = y\n    usual: maybe\n"
        problems = [(p.mark.line, p.mark.column, p.code) for p in dossier(tmp_path, text).problems]
        assert sorted(problems) == [(9, 18, "E038"), (11, 17, "E038"), (13, 12, "E038"), (14, 12, "E024")]

    def test_others_are_kept(self, tmp_path: File) -> None:
        found = dossier(tmp_path, "  - name: a\n    law: born <= dyed\n  - name: b\n    law: born < died\n")
        assert [one.name for one in found.laws] == ["b"]

    def test_two_of_one_name_are_an_error(self, tmp_path: File) -> None:
        found = dossier(tmp_path, "  - name: a\n    law: born <= died\n  - name: a\n    law: born < died\n")
        assert [(p.code, p.mark.line) for p in found.problems] == [("E010", 10)] and len(found.laws) == 1

    def test_nothing_is_said_twice_of_a_property_that_could_not_be_read(self, tmp_path: File) -> None:
        text = "title: T\nproperties:\n  crowned:\n    help: The day of a coronation.\nlaws:\n  - name: a\n    law: born <= crowned\n"
        tmp_path.joinpath("dossier.yaml").write_text(text, encoding="utf-8")
        (found,) = reader.read_dossiers([str(tmp_path)])
        assert [problem.code for problem in found.problems] == ["E012"]


class TestHelp:
    """The pages on laws say what is so."""

    def rows(self, page: str) -> list[list[str]]:
        return [
            re.split(r" {2,}", line.strip())
            for line in help_page(page).splitlines()
            if re.match(r"    \S|     \d", line)
        ]

    def test_every_field_is_explained(self) -> None:
        said = help_page("laws")
        assert not [field.name for field in FORMS["law"] if not re.search(rf"\b{field.name}\b", said)]

    def test_the_sample_is_read(self, tmp_path: File) -> None:
        sample = help_page("laws").split("\n\n")[2]
        entities = "entities:\n  siege-of-ness:\n    name: Ness\n  battle-of-aldwater:\n    name: Aldwater\n"
        tmp_path.joinpath("dossier.yaml").write_text(
            f"title: T\n{entities}{dedent(sample)}\n", encoding="utf-8"
        )
        (found,) = reader.read_dossiers([str(tmp_path)])
        assert not found.problems and [one.name for one in found.laws] == [
            "ness-before-aldwater",
            "long-service",
        ]

    def test_the_laws_are_laws_and_the_errors_errors(self) -> None:
        _, takes, rest = re.split(r"\*\*What is compared|\*\*Of whom", help_page("laws"))
        lines = [line for line in takes.splitlines() if re.match(r"    \S", line)]
        assert len(lines) > 10
        for line in lines:
            parse_law(re.split(r" {2,}", line.strip())[0])
        errors = [
            re.split(r" {2,}", line.strip())[0] for line in rest.splitlines() if re.match(r"    \S", line)
        ]
        assert len(errors) == 4
        for line in errors:
            with pytest.raises(Unreadable):
                law(line)

    def test_the_checks_of_gramps_are_all_there(self) -> None:
        rows = self.rows("laws-gramps")
        assert [int(row[0]) for row in rows] == list(range(1, 44))
        vocabulary = extended_vocabulary(
            core_vocabulary(),
            {"properties": {name: {"type": "date", "for": ["person"]} for name in ("baptised", "buried")}},
        )
        for *_, covered in rows:
            for part in re.split(r",? or |, ", covered.split("with a property")[0]):
                if re.search(r" (<=|<|==) ", part) and not covered.startswith("none"):
                    read_law("x", part, vocabulary, {})

    def test_the_constraints_of_wikidata_are_all_there(self) -> None:
        assert len(self.rows("laws-wikidata")) == 31

    @pytest.mark.parametrize("page", ["laws-gramps", "laws-wikidata"])
    def test_what_they_name_is_there(self, page: str) -> None:
        there = {*topics(), "self-contradiction"}
        for *_, covered in self.rows(page):
            if not covered.startswith("none"):
                named = re.findall(r"(?<![\w-])(?:[a-z]+(?:-[a-z]+){2,}|[DESLPQA]\d{3})(?![\w-])", covered)
                assert not [name for name in named if name not in there], covered
