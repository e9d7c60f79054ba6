"""Reads a text that a stranger made in a process of its own: bounded in time and memory, without a network,
killed when it overruns.

A PDF of a few kilobytes can keep a reader busy for ever or grow to gigabytes. Here that costs one message.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from discrepancy.evidence.texts.extracted_text import ExtractedText, UnreadableText
from discrepancy.system.files_seen import unsettled

SECONDS = 60.0
MEMORY = 1024 * 1024 * 1024
KINDS = ("html", "markdown", "pdf")
_ROOT = str(Path(__file__).parent.parent.parent.parent)
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from discrepancy.evidence.texts import sandbox; sandbox.main()"
)
# What reading a text never needs. A hook cannot be taken off again.
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "urllib.",
    "http.",
    "ftplib.",
    "shutil.",
)


def read(kind: str, data: bytes, seconds: float | None = None, memory: int | None = None) -> ExtractedText:
    """What the reader called `kind` makes of `data`. Raises NoText, also for a reader that took too long or
    too much.
    """
    limit = SECONDS if seconds is None else seconds
    command = [sys.executable, "-I", "-c", _START, _ROOT, kind, str(limit), str(memory or MEMORY)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        unsettled()
        raise UnreadableText(
            f"reading it took more than {limit:g} seconds and was stopped", "give a plain text of it"
        ) from None
    try:
        said = json.loads(done.stdout)
    except ValueError:
        unsettled()
        why = (
            "needed more memory than allowed"
            if b"MemoryError" in done.stderr
            else f"ended without an answer (code {done.returncode})"
        )
        raise UnreadableText(f"its reader {why}", "give a plain text of it") from None
    if "wrong" in said:
        if said.get("short"):
            unsettled()
        raise UnreadableText(said["wrong"])
    return ExtractedText(said["text"], tuple(said["pages"]))


def main() -> NoReturn:
    """The child: bytes on standard input, what they say on standard output."""
    kind, seconds, memory = sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    data = sys.stdin.buffer.read()
    _bound(seconds, memory)
    try:
        said: dict[str, object] = _read(kind, data)._asdict()
    except UnreadableText as error:
        said = {"wrong": str(error)}
    except RecursionError:
        said = {"wrong": "nested too deeply"}
    except MemoryError:
        said = {"wrong": "its reader needed more memory than allowed; give a plain text of it", "short": True}
    sys.stdout.buffer.write(json.dumps(said).encode("ascii"))
    sys.stdout.buffer.flush()
    raise SystemExit(0)


def _read(kind: str, data: bytes) -> ExtractedText:
    from discrepancy.evidence.texts import html, markdown, pdf

    sys.addaudithook(_refuse)
    readers: dict[str, Callable[[bytes], ExtractedText]] = {
        "html": html.read,
        "markdown": markdown.read,
        "pdf": pdf.read,
    }
    return readers[kind](data)


def _refuse(event: str, _: object) -> None:
    if event.startswith(_REFUSED):
        raise UnreadableText(f"reading it would have meant {event}")


def _bound(seconds: float, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the time is the only one
        return
    whole = max(int(seconds) + 1, 1)
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, whole), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        with suppress(OSError, ValueError):  # some systems know a limit and do not keep it
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
