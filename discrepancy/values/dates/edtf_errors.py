"""The errors for a text in EDTF's characters that is no EDTF date: why, and what would be right."""

from __future__ import annotations

from discrepancy.values.dates.days import MONTHS, Calendar, month_text
from discrepancy.values.errors import Unreadable

MOST_PIECES = 20_000  # separate dates that one text may allow


def interval_error(text: str) -> Unreadable:
    """The error for an interval a/b, which is a span."""
    ends = [part.strip() for part in text.split("/")]
    if ends == ["..", ".."]:
        return Unreadable("an interval open at both ends says nothing", text, "give one date")
    if len(ends) != 2:
        return Unreadable("not an EDTF date", text, "write YYYY-MM-DD, YYYY-MM or YYYY")
    first, last = (end.replace("..", "") for end in ends)
    expect = f"for one unknown date write [{first}..{last}]" if all(ends) else "a date is one date"
    return Unreadable("an interval a/b belongs to a span, not to a date", text, expect)


def offset_of(text: str, part: str) -> int:
    """Where a month or day begins in the text; 0 where it does not stand there."""
    return max(text.find("-" + part, 1) + 1, 0)


def no_such_day(text: str, year: int, month: int, day: int, calendar: Calendar) -> Unreadable:
    """The error for a day that its month does not have."""
    length = calendar.days_in_month(year, month)
    return Unreadable(f"{month_text(year, month)} has no day {day}", text, f"its last day is {length}")


def too_many_dates(text: str) -> Unreadable:
    """The error for unspecified digits that would make too many separate dates."""
    return Unreadable(
        f"more than {MOST_PIECES:,} separate dates", text, "give more of its digits, or a range"
    )


def no_such_month(text: str, sign: str, year: str, code: int, day: str) -> Unreadable:
    """The error for a month, season or part of a year that there is not; 1905-54 was meant for a span."""
    right = "months are 01 to 12, seasons and parts of a year 21 to 41"
    if not day and not sign and year.isdigit() and code > int(year) % 100:
        last = year[:2] + f"{code:02}"
        return Unreadable(
            f"no month {code}, and the years {year} to {last} are a span, not a date",
            text,
            f"for one unknown date write [{year}..{last}] or between {year} and {last}",
        )
    return Unreadable(f"no month {code}", text, right, offset_of(text, str(code)))


def malformed(text: str) -> Unreadable:
    """The error for a text of EDTF's characters that has no shape of EDTF."""
    digits = text.lstrip("-")
    if "x" in text or text[:1] == "y":
        return Unreadable("EDTF writes its letters as capitals", text, f"write {text.upper()}")
    if text.isdigit() and len(text) < 4 and int(text) == 0:
        return Unreadable(
            "there is no year 0 between 1 BC and AD 1", text, "write 1 BC, or 0000 in EDTF, which is 1 BC"
        )
    if text[:1] == "-" and digits.isdigit() and len(digits) < 4 and int(digits):
        year = int(digits)
        return Unreadable(
            "a year of fewer than four digits",
            text,
            f"write {year} BC, or -{year:04} in EDTF, which is {year + 1} BC",
        )
    if text.isdigit() and len(text) < 4:
        return Unreadable(
            "a year of fewer than four digits needs its era",
            text,
            f"write AD {text}, {text} BC, or {text:0>4}",
        )
    if text.isdigit() and len(text) == 8:
        return Unreadable("a date without hyphens", text, f"write {text[:4]}-{text[4:6]}-{text[6:]}")
    if digits.isdigit() and len(digits) > 4:
        return Unreadable("a year of more than four digits needs a Y", text, f"write Y{text}")
    if text.startswith("+"):
        return Unreadable("a year takes no plus sign", text, f"write {text[1:]}")
    if text.startswith("Y"):
        return Unreadable(
            "not a year in EDTF", text, "Y stands before a year of more than four digits, as in Y-12000"
        )
    if len(digits) == 9 and digits[4] == "-" and digits.replace("-", "").isdigit():
        first, last = text[:-5], text[-4:]
        return Unreadable(
            "two years with a hyphen are a span, not a date",
            text,
            f"for one unknown date write [{first}..{last}] or between {first} and {last}",
        )
    return Unreadable(
        "not an EDTF date",
        text,
        f"write YYYY-MM-DD, YYYY-MM or YYYY, or a date in words such as 2 {MONTHS[8]} 1945",
    )
