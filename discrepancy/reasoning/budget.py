"""How many steps reasoning may take, so that no knot of claims takes long; what is left is reported."""

from __future__ import annotations

STEPS_PER_DOSSIER, STEPS_PER_CLAIM = (
    3_000_000,
    1_000,
)  # steps for all connected parts of a dossier, and for each claim of it besides
STEPS_PER_COMPONENT = 800_000  # steps for one connected part at one level
