"""Short pieces of YAML as text: what an argument or cell that begins with `{` or a quotation mark says, and
how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from discrepancy.values.errors import Unreadable

# A member of an EDTF set: a year, date or interval of them, with their signs.
_EDTF = re.compile(r"[-~?%.0-9XYETSZ:+]*[0-9X][-~?%.0-9XYETSZ:+]*")


def parse_cell(cell: str) -> str | dict[str, str]:
    """What a command-line argument or spreadsheet cell gives: the text itself, or what its YAML says if it
    begins with `{` or a quotation mark.

    Every scalar is text. Raises Unreadable for YAML that is neither a text nor a mapping of texts.
    """
    if not cell.lstrip().startswith(("{", '"', "'")):
        return cell
    import yaml

    try:
        node = yaml.compose(cell, Loader=yaml.BaseLoader) if _shallow(cell) else None
    except yaml.YAMLError as error:
        place = getattr(error, "problem", None) or "not YAML"
        raise Unreadable(
            f"not readable as YAML ({place})", cell, "write the text itself, or {value: ..., option: ...}"
        ) from error
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(
            "neither a text nor a mapping", cell, "write the text itself, or {value: ..., option: ...}"
        )
    if node.value and all(_left_out(item) and _EDTF.fullmatch(str(key.value)) for key, item in node.value):
        raise Unreadable(
            "an EDTF set without quotation marks",
            cell,
            f"quote this EDTF set: {chr(34)}{cell.strip()}{chr(34)}",
        )
    found: dict[str, str] = {}
    for key, item in node.value:
        if not isinstance(key, yaml.ScalarNode) or not isinstance(item, yaml.ScalarNode):
            raise Unreadable("an option is not a text", cell, "write {value: ..., option: ...}")
        name, value = str(key.value), str(item.value)
        if _left_out(item):
            raise Unreadable(
                "a key without a value; inside { } a comma ends a value",
                name,
                "put the value in quotation marks",
            )
        if name in found:
            raise Unreadable("the same key twice", name, "keep one of them")
        found[name] = value
    return found


def _left_out(item: Any) -> bool:
    """Whether a key has no value at all, not even an empty text in quotation marks."""
    return bool(item.value == "" and item.start_mark.index == item.end_mark.index)


def _shallow(cell: str) -> bool:
    # The C composer recurses; a value never nests deeper than one mapping.
    return cell.count("{") + cell.count("[") <= 8


def flow_mapping(items: Mapping[str, str]) -> str:
    """A flow mapping that `parse_cell` reads back: every text in double quotes where it needs them."""
    return "{" + ", ".join(f"{key}: {plain_or_quoted(text)}" for key, text in items.items()) + "}"


def plain_or_quoted(text: str) -> str:
    """`text` as a YAML scalar that stays text inside `{ }`."""
    import json

    plain = (
        text.replace(" ", "").replace("-", "").replace(".", "").isalnum()
        and text == text.strip()
        and text[:1].isalnum()
    )
    return text if plain else json.dumps(text, ensure_ascii=False)
