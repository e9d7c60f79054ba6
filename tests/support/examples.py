"""How many cases a randomised test tries.

Where the cases are the same each time, as in CI, more of them find nothing after the first run. So the
ordinary run tries a few hundred, and `EXAMPLES=10` ten times as many, of which most are new.
"""

from __future__ import annotations

import os

from hypothesis import settings

TIMES = int(os.environ.get("EXAMPLES", "1"))


def examples(count: int) -> settings:
    """The decorator for a test with `@given` that tries `count` cases, times EXAMPLES."""
    return settings(max_examples=count * TIMES)
