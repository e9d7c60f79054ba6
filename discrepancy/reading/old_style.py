"""Bare dates beside Julian ones: where a dossier has any, a date that names no calendar may be Julian."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from discrepancy.model.claim import Claim
from discrepancy.reading.source_file import ReadingContext
from discrepancy.values.dates.old_style import is_old_style, perhaps_old_style

_DATED = ("date", "span")


def with_unspecified_calendars(claims: Sequence[Claim], reading: ReadingContext) -> Sequence[Claim]:
    """The claims of a dossier with bare dates before 1923 taken in an unspecified calendar if any source or
    date of it declares the Julian one; else as they are. Sources without a calendar have it in their basis.
    """
    dated = [claim for claim in claims if claim.value.type in _DATED]
    declared = any(basis.calendar in ("julian", "byzantine") for basis in reading.bases.values())
    if not declared and not any(is_old_style(claim.value) for claim in dated):
        return claims
    for source in reading.undated_sources:
        reading.bases[source] = replace(reading.bases[source], calendar="unspecified")
    return [
        claim._replace(value=perhaps_old_style(claim.value))
        if claim.source in reading.undated_sources and claim.value.type in _DATED
        else claim
        for claim in claims
    ]
