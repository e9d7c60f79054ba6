"""Framings: how a voice frames a matter, by positions on scales, a frame, a label; never right or wrong."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from discrepancy.values.base import Basis, DirectedRelation, Value, ValueType
from discrepancy.values.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Framing(Value):
    """A framing: (scale, position) pairs in the order written, a frame and a label, each perhaps empty."""

    type: ClassVar[str] = "framing"
    positions: tuple[tuple[str, str], ...] = ()
    frame: str = ""
    label: str = ""

    def __str__(self) -> str:
        parts = [f"{scale}: {position}" for scale, position in self.positions]
        parts += [f"frame: {self.frame}"] if self.frame else []
        parts += [f"label: {self.label}"] if self.label else []
        return "{" + ", ".join(parts) + "}"


class FramingType(ValueType):
    """A framing, as a mapping: positions on the property's scales, `frame` and `label`.

        dependence: aligned
        frame: cornerstone
        label: liberation forces

    Framings never conflict: perspectives are set side by side (the P rules and the report's matrix).
    """

    name = "framing"
    one = False
    shape = "labels"
    options = None

    def read(self, text: str, options: Mapping[str, str], basis: Basis) -> Framing:
        """The framing. Raises Unreadable for a bare text or an empty mapping; names are checked against the
        property by the reader.
        """
        if text or not options:
            raise Unreadable(
                "a framing is a mapping",
                text,
                "write scale: position, frame: ... or label: ... below the key",
            )
        positions = tuple(
            (name, position) for name, position in options.items() if name not in ("frame", "label")
        )
        frame, label = options.get("frame", ""), options.get("label", "")
        own = tuple((f"{name}: {said}",) * 2 for name, said in options.items())
        return Framing(
            text, tuple(options.items()), own, own, own, positions=positions, frame=frame, label=label
        )

    def identity(self, value: Value) -> Hashable:
        """The same as what it means."""
        return self.meaning(value)

    def meaning(self, value: Value) -> Hashable:
        """Positions, frame and label, in whatever order they are written."""
        return tuple(sorted(value.options))

    def compare(self, a: Value, b: Value) -> DirectedRelation:
        """The same framing, or another that excludes nothing."""
        assert isinstance(a, Framing) and isinstance(b, Framing)
        return DirectedRelation("identical" if sorted(a.options) == sorted(b.options) else "compatible")


TYPE = FramingType()
