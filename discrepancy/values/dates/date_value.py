"""A date as a value, and the calendars that it can be stated in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from discrepancy.values.base import Value

COUNTED = ("french-republican", "hebrew", "islamic", "vietnamese-lunar-utc7", "chinese-lunar-utc8")
CALENDARS = ("gregorian", "julian", "unspecified", "byzantine", *COUNTED)


@dataclass(frozen=True, slots=True)
class Date(Value):
    """A date: the days on which what is dated may lie. `calendar` is the one it is stated in; the days
    themselves belong to none.
    """

    type: ClassVar[str] = "date"
    calendar: str = "gregorian"
