"""Reads a table in the sheet form into the trees of source files, so that cells are checked by the same hands
as a claims file.

A row is a claim. A row without a question tells of its source: its value is a mapping of fields of the
source's head.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from discrepancy.exchange.limits import LONGEST_ID, MOST_NODES, MOST_PROBLEMS
from discrepancy.exchange.sheets.cells import restored
from discrepancy.exchange.sheets.columns import Columns, head_and_rows, resolved_columns
from discrepancy.exchange.sheets.source_parts import (
    SURROGATE,
    Sheet,
    SourcePart,
    cell_at,
    cell_mark,
    identifier,
    relocated,
    reserved_name,
    text_pair,
)
from discrepancy.exchange.sheets.table import Table, unreadable, warning
from discrepancy.model.claim import WHENS
from discrepancy.model.mark import Mark
from discrepancy.model.problem import Problem, problem
from discrepancy.reading.page import INVISIBLE, Page, control_in, without_control
from discrepancy.reading.source_file import initials
from discrepancy.reading.yaml_nodes import QUOTED, Broken, List, Map, Node, Text
from discrepancy.reading.yaml_tree import DEEPEST, BeyondLimit, NotYaml, build_tree
from discrepancy.values.did_you_mean import did_you_mean

_YAML = ("{", '"', "'")
_PLAIN = ("at", "quote", "stance", "sense", "inferred", "note", "id", "complete")
PlacedText = tuple[str, int]  # a text and the `at` of its cell


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What a sheet may call things by: the ids of the sources and of the entities, by id, siglum, title, name
    or alias; and the sigla that are taken.
    """

    sources: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)
    sigla: frozenset[str] = frozenset()


def read(table: Table, columns: Columns, names: KnownNames, problems: list[Problem]) -> Sheet:
    """The parts of the sheet; everything wrong with its form is reported."""
    found = Sheet(table.file)
    before = len(problems)
    resolved = resolved_columns(table, columns, problems)
    if len(problems) > before:
        return found
    reader = _RowReader(table, found, names, problems, columns.constants)
    for row in head_and_rows(table)[1]:
        if said := reader.beyond_limit():
            problems.append(unreadable(table.file, "E009", f"{said}; what follows is not read"))
            break
        reader.row(row.number, row.cells, resolved)
    reader.finish()
    _introduce(found, names)
    return found


def _introduce(sheet: Sheet, names: KnownNames) -> None:
    """Gives a head to each new source of which the sheet tells nothing: its name as the title, and a siglum
    that is free.
    """
    taken = set(names.sigla)
    known = set(names.sources.values())
    for part in sheet.parts.values():
        if part.head or part.source in known:
            continue
        plain = sign = initials(part.source)
        number = 2
        while sign in taken:
            sign, number = f"{plain}{number}", number + 1
        taken.add(sign)
        part.head = [
            *text_pair("version", "1", part.at),
            *text_pair("siglum", sign, part.at),
            *text_pair("title", part.title, part.at),
        ]


class _RowReader:
    def __init__(
        self,
        table: Table,
        sheet: Sheet,
        names: KnownNames,
        problems: list[Problem],
        constants: Mapping[str, str],
    ) -> None:
        self.table = table
        self.sheet = sheet
        self.names = names
        self.problems = problems
        self.constants = constants
        self.nodes = 0  # of the YAML in cells so far, aliases followed
        self.remarks = 0  # on cells that are odd and can be used

    def report(self, code: str, at: int, message: str, words: str = "", expect: str = "") -> None:
        self.problems.append(problem(code, cell_mark(self.table.file, at), message, words, expect))

    def row(self, number: int, cells: tuple[str, ...], columns: list[tuple[int, str]]) -> None:
        """Takes the claims of one row."""
        row_at = cell_at(number, 1)
        fields: dict[str, PlacedText] = {
            name: (self._clean(text, row_at), row_at) for name, text in self.constants.items()
        }
        for column, name in columns:
            text = cells[column].strip() if column < len(cells) else ""
            if (number, column + 1) in self.table.odd:
                self._odd(self.table.odd_problem(number, column + 1, text))
            if text:
                # A value in single quotation marks is YAML; one that only begins with an apostrophe was
                # defused.
                is_quoted = (
                    (name == "value" or name.startswith("."))
                    and len(text) > 2
                    and text.startswith("'")
                    and text.endswith("'")
                )
                fields[name] = (
                    self._clean(text if is_quoted else restored(text), row_at + column),
                    row_at + column,
                )
        if all(at == row_at and name in self.constants for name, (_, at) in fields.items()):
            return
        if "source" not in fields:
            self.report(
                "E012",
                row_at,
                "a row without a source",
                expect="name the source in every row, or say --source ID for all of them",
            )
            return
        part = self._part(*fields["source"])
        answers = self._answers(fields, row_at)
        if not answers and not self._head(part, fields):
            expect = (
                "a row is a claim with question and value; "
                "or, without a question, its value is a mapping of the source's head"
            )
            self.report("E012", row_at, "a row without a question or value", expect=expect)
        for key, value in answers:
            part.items.append(self._claim(key, value, fields, row_at))

    def _odd(self, found: Problem) -> None:
        """Reports an odd cell; of more remarks than anybody reads, only their number."""
        if found.warning:
            self.remarks += 1
        if not found.warning or self.remarks <= MOST_PROBLEMS:
            self.problems.append(found)

    def finish(self) -> None:
        """Says how many remarks were not kept."""
        if self.remarks > MOST_PROBLEMS:
            said = f"{self.remarks - MOST_PROBLEMS:,} further cells are dates, formulas or odd figures"
            self.problems.append(warning(unreadable(self.table.file, "E051", said)))

    def beyond_limit(self) -> str:
        """Which limit the rows so far are beyond; nothing where they are not."""
        if len(self.problems) - min(self.remarks, MOST_PROBLEMS) > MOST_PROBLEMS:
            return f"more than {MOST_PROBLEMS:,} problems"
        if self.nodes > MOST_NODES:
            return f"the cells unfold to more than {MOST_NODES:,} pieces of YAML"
        return ""

    def _clean(self, text: str, at: int) -> str:
        if text.isprintable():
            return text
        self.sheet.suspicious = self.sheet.suspicious or INVISIBLE.search(text) is not None
        if hit := control_in(text):
            self.report("E005", at, f"a control character, U+{ord(hit.group()):04X}", expect="take it out")
            text = without_control(text)
        if hit := SURROGATE.search(text):
            self.report("E005", at, f"half of a character, U+{ord(hit.group()):04X}", expect="take it out")
            text = SURROGATE.sub("\ufffd", text)
        return text

    def _part(self, name: str, at: int) -> SourcePart:
        known = self.names.sources.get(name) or self.names.sources.get(name.casefold())
        source = known or identifier(name)
        if not source:
            self.report("E035", at, "a source cannot have this id", name, "name it with letters or figures")
            return SourcePart(source, name, at)
        if not known and (len(source) > LONGEST_ID or reserved_name(source)):
            message = (
                f"the id of a source, which names its file, has at most {LONGEST_ID} characters"
                if len(source) > LONGEST_ID
                else f"a source cannot have the id {source}, which would name its file"
            )
            self.report("E035", at, message, name[:LONGEST_ID], "give it another name; it can have a title")
            return SourcePart(source, name, at)
        return self.sheet.parts.setdefault(source, SourcePart(source, name, at))

    def _answers(self, fields: dict[str, PlacedText], row_at: int) -> list[tuple[Text, Node]]:
        """The questions of a row, each with its answer."""
        about, at = fields.get("about", ("", row_at))
        about = self.names.entities.get(about) or self.names.entities.get(about.casefold()) or about
        scope = {name[1:-1]: text for name, (text, _) in fields.items() if name.startswith("[")}
        found = []
        asked = fields.get("question") or (
            (f"{about}.{fields['property'][0]}", at) if about and "property" in fields else None
        )
        if asked and "value" in fields:
            found.append((Text(_scoped(asked[0], scope), asked[1]), self._value(*fields["value"])))
        elif asked and not any(name.startswith(".") for name in fields):
            self.report(
                "E012",
                asked[1],
                "a question without a value",
                asked[0],
                "give the value, or take the row out",
            )
            return [(Text(_scoped(asked[0], scope), asked[1]), Broken(asked[1]))]
        for name, (text, place) in fields.items():
            if name.startswith(".") and about:
                found.append((Text(_scoped(about + name, scope), place), self._value(text, place)))
        return found

    def _value(self, text: str, at: int) -> Node:
        return self._yaml(text, at) if text.startswith(_YAML) else Text(text, at)

    def _yaml(self, text: str, at: int) -> Node:
        page = _CellPage(self.table.file, text, at)
        try:
            node = build_tree(page, text, self.problems)
            if node is not None:
                self.nodes += _size(node, page)
        except BeyondLimit as stop:
            self.problems.append(stop.found)
            return Broken(at)
        except NotYaml as error:
            said = str(getattr(error.error, "problem", None) or "not YAML")
            expect = (
                "a cell that begins with {, [ or a quotation mark is YAML: "
                'write the whole of it in double quotes if it is words: "..."'
            )
            self.report("E007", at, f"the cell is not readable as YAML ({said})", text, expect)
            return Broken(at)
        self.sheet.suspicious = self.sheet.suspicious or page.suspicious
        return relocated(node, at) if node is not None else Broken(at)

    def _head(self, part: SourcePart, fields: dict[str, PlacedText]) -> bool:
        """Takes a row that tells of its source, if it is one."""
        text, at = fields.get("value", ("", 0))
        if not text.startswith("{") or "question" in fields or "about" in fields:
            return False
        node = self._yaml(text, at)
        if isinstance(node, Map):
            known = {key.value for key in part.head[::2] if isinstance(key, Text)}
            for key, value in node.items:
                if key.value in ("source", "claims"):
                    self.report(
                        "E003",
                        at,
                        f"{key.value} does not belong into the head of a source in a sheet",
                        key.value,
                        "take it out",
                    )
                elif key.value in known:
                    self.report(
                        "E010", at, "the same field of a source in two rows", key.value, "keep one of them"
                    )
                else:
                    part.head += (key, value)
        return True

    def _claim(self, key: Text, value: Node, fields: dict[str, PlacedText], row_at: int) -> Map:
        claim = Map(row_at, False)
        claim.flat = [key, value]
        for name in _PLAIN:
            if name in fields:
                claim.flat += text_pair(name, *fields[name])
        if "according_to" in fields:
            text, at = fields["according_to"]
            claim.flat += (Text("according_to", at), self._chain(text, at))
        if "rests_on" in fields:
            text, at = fields["rests_on"]
            claim.flat += (
                Text("rests_on", at),
                self._yaml(text, at) if text.startswith(("[", *_YAML)) else Text(text, at),
            )
        if "when" in fields:
            claim.flat += self._when(*fields["when"])
        for name in WHENS:
            if name in fields:
                claim.flat += text_pair(name, *fields[name])
        return claim

    def _chain(self, text: str, at: int) -> Node:
        if text.startswith(("[", *_YAML)):
            return self._yaml(text, at)
        links = [link.strip() for link in re.split("[,;]", text) if link.strip()]
        if len(links) == 1:
            return Text(links[0], at)
        chain = List(at, True)
        chain.items = [Text(link, at, QUOTED) for link in links]
        return chain

    def _when(self, text: str, at: int) -> tuple[Text, ...]:
        kind, colon, time = (part.strip() for part in text.partition(":"))
        if kind in WHENS and time:
            return text_pair(kind, time, at)
        expect = did_you_mean(kind, WHENS) if colon else ""
        self.report(
            "E024",
            at,
            "not a time of an answer",
            text,
            expect or f"write KIND: TIME, where KIND is {', '.join(WHENS)}",
        )
        return ()


class _CellPage(Page):
    """The text of one cell, all of which stands at the cell's place."""

    __slots__ = ("at",)

    def __init__(self, file: str, text: str, at: int) -> None:
        super().__init__(file, text)
        self.at = at

    def mark(self, index: int) -> Mark:
        """The place of the cell."""
        return cell_mark(self.file, self.at)


def _scoped(question: str, scope: Mapping[str, str]) -> str:
    """The question with dimensions of scope that stand in columns of their own."""
    if not scope:
        return question
    said = ", ".join(f"{dimension}={value}" for dimension, value in scope.items())
    return f"{question[:-1]}, {said}]" if question.endswith("]") else f"{question}[{said}]"


def _size(node: Node, page: Page, depth: int = 1) -> int:
    """How many nodes there are in `node`, aliases followed. Raises BeyondLimit where these lie too deep."""
    if depth > DEEPEST:
        raise BeyondLimit(problem("E009", page.mark(0), f"nested more than {DEEPEST} deep"))
    if isinstance(node, Map):
        return 1 + sum(1 + _size(value, page, depth + 1) for _, value in node.items)
    if isinstance(node, List):
        return 1 + sum(_size(item, page, depth + 1) for item in node.items)
    return 1
