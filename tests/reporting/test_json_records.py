"""What the records of the JSON promise is what the program can say."""

from __future__ import annotations

from typing import get_args, get_type_hints

from discrepancy.evidence.quotes.quote_match import STATUSES
from discrepancy.reporting.json_records import ClaimRecord


def test_every_status_of_a_quote_has_its_word_in_the_json() -> None:
    assert get_args(get_type_hints(ClaimRecord)["quote_status"]) == STATUSES
