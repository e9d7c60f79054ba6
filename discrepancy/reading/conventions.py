"""Reads which conventions a dossier, a source or a claim chooses."""

from __future__ import annotations

from discrepancy.reading.fields import FieldChecker
from discrepancy.reading.yaml_nodes import Map, Node
from discrepancy.values.convention_check import require_sense
from discrepancy.values.conventions import Conventions, with_settings
from discrepancy.values.errors import Unreadable


def chosen_conventions(check: FieldChecker, node: Node | None, base: Conventions) -> Conventions:
    """The conventions that `node` makes of `base`: a preset, and rows; what does not fit is reported and left
    out.
    """
    pairs = check.pairs(node, "conventions")
    for key, value in sorted(pairs, key=lambda pair: pair[0].value != "preset"):
        if isinstance(value, Map):
            said: str | dict[str, str] = {
                cell.value: check.text(words, cell.value) for cell, words in value.items
            }
            if not said:
                expect = "give it one or take it out"
                check.report("E012", value, f"{key.value} has no value", expect=expect)
        else:
            said = check.text(value, key.value)
        try:
            if said:
                changed = with_settings(base, {key.value: said})
                if key.value != "preset":
                    require_sense(changed, key.value.replace("_", "-"))
                base = changed
        except Unreadable as error:
            check.report(
                "E025",
                key if error.message == "no such convention" else value,
                error.message,
                error.words,
                error.expect,
            )
    return base
