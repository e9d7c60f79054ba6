"""What the findings layer raises where it cannot do what a person asked for."""

from __future__ import annotations


class FindingsError(Exception):
    """Why something asked of the findings was not done, in words for whoever asked, with what to do instead.

    Raised where a rule, entity or source that is asked for does not exist, and where a decision or a baseline
    is not written; then nothing was changed.
    """
