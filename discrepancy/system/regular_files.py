"""Reads regular files and nothing else: no pipe to wait on, no device, no folder, nothing too large."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MEGABYTE = 1024 * 1024
LARGEST_FILE = 64 * MEGABYTE  # of any file that a person hands in
POINTER = b"version https://git-lfs.github.com/spec/"  # so begins the stand-in for a file kept elsewhere


def read_regular_file(path: Path, largest: int = LARGEST_FILE) -> bytes | str:
    """The content of the file at `path`, or as text why it is not read. Raises OSError."""
    # Opened without waiting and looked at before it is read: a pipe would wait for ever.
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    handle = os.open(path, flags)
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        return "a folder, not a file" if stat.S_ISDIR(about.st_mode) else "a pipe or device, not a file"
    with os.fdopen(handle, "rb") as stream:
        data = stream.read(largest + 1) if about.st_size <= largest else b"."
        return (
            data if max(about.st_size, len(data)) <= largest else f"larger than {largest // MEGABYTE or 1} MB"
        )
