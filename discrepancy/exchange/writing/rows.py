"""The rows of the sheet form that a source file makes: one for its head, one for each question that an entry
answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from discrepancy.exchange.sheets.cells import COLUMNS, MORE
from discrepancy.exchange.writing.yaml import flow, flow_scalar
from discrepancy.model.claim import WHENS
from discrepancy.reading.yaml_nodes import List, Map, Node, Text

FormRow = tuple[str, ...]
_YAML = ("{", '"', "'")
_LINK = re.compile(r"[^\[\]{},;\"'\s][^,;]*\Z")
# Cells of a workbook hold no more.
LONGEST = 32_767


def source_rows(source: str, head: list[Node], items: list[Node]) -> Iterator[FormRow]:
    """The rows of a source: its head, then its entries."""
    yield from head_rows(source, head)
    for item in items:
        yield from entry_rows(source, item)


def sheet_table(every: Iterable[FormRow]) -> list[FormRow]:
    """The rows under their headings, without the columns that few claims need and none here has."""
    found = list(every)
    kept = [
        *range(len(COLUMNS)),
        *(len(COLUMNS) + i for i, _ in enumerate(MORE) if any(row[len(COLUMNS) + i] for row in found)),
    ]
    return [tuple(row[i] for i in kept) for row in ((*COLUMNS, *MORE), *found)]


def head_rows(source: str, head: list[Node]) -> Iterator[FormRow]:
    """The rows that tell of a source: one, or one for each field where one would be too long for a cell."""
    whole = Map(0, True)
    whole.flat = head
    pairs = [(key, value) for key, value in whole.items if key.value not in ("source", "claims")]
    texts = [f"{flow_scalar(key.value)}: {flow(value)}" for key, value in pairs]
    joined = ", ".join(texts)
    for text in texts if len(joined) > LONGEST - 10 else [joined]:
        yield (source, "", "{" + text + "}", *("",) * (len(COLUMNS) + len(MORE) - 3))


def entry_rows(source: str, item: Node) -> Iterator[FormRow]:
    """The rows of one entry of `claims`. What they share is said in each."""
    if not isinstance(item, Map):
        return
    fields = {key.value: value for key, value in item.items}
    when = next((f"{name}: {_text(fields[name])}" for name in WHENS if name in fields), "")
    chain = _chain(fields["according_to"]) if "according_to" in fields else ""
    at, words, stance, sense, inferred, own, note = (
        _text(fields.get(name)) for name in ("at", "quote", "stance", "sense", "inferred", "id", "note")
    )
    rests_on = flow(fields["rests_on"]) if "rests_on" in fields else ""
    for question, value in _answers(item, fields):
        yield (
            source,
            question,
            _value(value),
            when,
            at,
            words,
            chain,
            stance,
            sense,
            inferred,
            own,
            note,
            rests_on,
            _text(fields.get("complete")),
        )


def _answers(item: Map, fields: dict[str, Node]) -> Iterator[tuple[str, Node]]:
    for key, value in item.items:
        if "." in key.value or "[" in key.value:
            yield key.value.strip(), value
    about, says = fields.get("about"), fields.get("says")
    entities = about.items if isinstance(about, List) else [about]
    for entity in entities if isinstance(says, Map) else ():
        for key, value in says.items if isinstance(says, Map) else ():
            yield f"{_text(entity)}.{key.value.strip()}", value


def _text(node: Node | None) -> str:
    return node.value.strip() if isinstance(node, Text) else ""


def _value(node: Node) -> str:
    if not isinstance(node, Text):
        return flow(node)
    text = node.value.strip()
    # With the apostrophe that defuses it, a text that ends with one would look like YAML in single quotation
    # marks.
    return flow_scalar(text, always=True) if text.startswith(_YAML) or text.endswith("'") else text


def _chain(node: Node) -> str:
    text = _text(node)
    return text if _LINK.match(text) else flow(node)
