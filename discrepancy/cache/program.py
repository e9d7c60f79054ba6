"""What works things out: this program to the byte, the Python it runs on, and the libraries it reads with."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("PyYAML", "pydantic", "pyluach", "RapidFuzz", "pypdf", "markdown-it-py")
_READ = (".py", ".yaml", ".txt")


@lru_cache(maxsize=1)
def program() -> str:
    """A hash that is another one whenever anything of it is."""
    found = hashlib.sha256(f"{sys.version}\0{sys.platform}".encode())
    for name in LIBRARIES:
        try:
            found.update(f"\0{name} {version(name)}".encode())
        except PackageNotFoundError:
            continue
    root = Path(__file__).parent.parent
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in names if name.endswith(_READ)):
            data = Path(folder, name).read_bytes()
            found.update(f"\0{folder[len(str(root)) :]}/{name} {len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()
