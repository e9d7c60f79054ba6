"""The hash of the program: its own files to the byte, its Python, and the libraries it reads with."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

# Whatever bears on what comes out; the version under which this program is installed is told in it too.
LIBRARIES = frozenset(
    (
        "anyascii",
        "discrepancy",
        "markdown_it_py",
        "mdurl",
        "pydantic",
        "pydantic_core",
        "pyluach",
        "pypdf",
        "pyyaml",
        "rapidfuzz",
        "tabulate",
    )
)
_INSTALLED = (".dist-info", ".egg-info")  # some distributions still use the older
_READ = (".py", ".yaml", ".txt")


@lru_cache(maxsize=1)
def program_hash() -> str:
    """A hash of the program, Python and its libraries: 64 hex digits, different once any of them changes."""
    found = hashlib.sha256("\0".join((sys.version, sys.platform, *_libraries())).encode())
    root = Path(__file__).parent.parent.parent
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in names if name.endswith(_READ)):
            data = Path(folder, name).read_bytes()
            found.update(f"\0{folder[len(str(root)) :]}/{name} {len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()


def _libraries() -> Iterator[str]:
    """The libraries as they are installed, each with its version; of several the first is read with."""
    # What importlib.metadata would tell, without the time it takes to load.
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):
            for name in sorted(path.name for path in Path(folder).iterdir()):
                if name.endswith(_INSTALLED) and name.partition("-")[0].lower() in LIBRARIES:
                    yield name
