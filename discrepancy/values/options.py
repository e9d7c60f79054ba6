"""A value written as a mapping: its text and its options."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from discrepancy.values.errors import Unreadable

if TYPE_CHECKING:
    from discrepancy.values.base import ValueType

# What is no option of a value but a field of its claim, and how it is written.
ELSEWHERE = MappingProxyType(
    {"complete": "of answers that are all there are, write complete: true below the claim, as at: stands"}
)


def text_and_options(kind: ValueType, given: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The text and options of a value written as a mapping. Raises Unreadable for an option the type does not
    have.
    """
    from discrepancy.values.did_you_mean import did_you_mean

    options = dict(given)
    for name in options:
        if name != "value" and kind.options is not None and name not in kind.options:
            accepted = ("value", *kind.options)
            raise Unreadable(
                f"a {kind.name} has no option",
                name,
                ELSEWHERE.get(name) or did_you_mean(name, accepted) or f"options: {', '.join(accepted)}",
            )
    return options.pop("value", ""), options
